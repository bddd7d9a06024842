//! Paths as they may be shown to anybody: without the home folder and without a user's name.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Folders that hold one folder a user.
const OF_USERS: &[&str] = &[
    "/home",
    "/Users",
    "/media",
    "/run/media",
    "/var/home",
    "/export/home",
];

/// What stands for a user's name.
const SOMEBODY: &str = "USER";

/// What must not be shown.
pub struct Hide {
    homes: Vec<PathBuf>,
    users: Vec<String>,
}

impl Hide {
    /// What the environment tells of who runs this.
    pub fn new() -> Self {
        let home = env::var_os("HOME").map(PathBuf::from);
        let home = home.filter(|home| home.is_absolute() && home.parent().is_some());
        let real = home.as_ref().and_then(|home| fs::canonicalize(home).ok());
        let homes: Vec<PathBuf> = home.into_iter().chain(real).collect();
        let named = ["USER", "LOGNAME", "USERNAME", "SUDO_USER"];
        let mut users: Vec<String> = named
            .iter()
            .filter_map(|name| env::var(name).ok())
            .collect();
        let of_homes = homes.iter().filter_map(|home| home.file_name()?.to_str());
        users.extend(of_homes.map(str::to_owned));
        Self::of(homes, users)
    }

    fn of(homes: Vec<PathBuf>, mut users: Vec<String>) -> Self {
        // The administrator's is nobody's name; a name of a letter would be found everywhere.
        users.retain(|user| user.len() > 1 && user != "root" && user != "home");
        Self { homes, users }
    }

    /// The path as it may be shown.
    pub fn path(&self, path: &Path) -> String {
        let below = self
            .homes
            .iter()
            .find_map(|home| path.strip_prefix(home).ok());
        let mut shown = PathBuf::new();
        match below {
            Some(rest) => {
                shown.push("~");
                self.append(&mut shown, rest);
            }
            None => self.append(&mut shown, path),
        }
        shown.display().to_string()
    }

    fn append(&self, shown: &mut PathBuf, path: &Path) {
        for part in path.components() {
            let of_users = OF_USERS.iter().any(|folder| shown == Path::new(folder));
            match part {
                // Media stand in a folder of the user's, or right there: the name of a disk is not shown either.
                Component::Normal(_) if of_users => shown.push(SOMEBODY),
                Component::Normal(name) if self.names_somebody(&name.to_string_lossy()) => {
                    shown.push(SOMEBODY);
                }
                part => shown.push(part),
            }
        }
    }

    fn names_somebody(&self, part: &str) -> bool {
        let part = part.to_lowercase();
        let bounds = |c: char| !c.is_alphanumeric();
        self.users.iter().any(|user| {
            let user = user.to_lowercase();
            part == user || part.split(bounds).any(|word| word == user)
        })
    }

    /// A text in which paths stand among other words.
    pub fn text(&self, text: &str) -> String {
        let words = text.split_inclusive(char::is_whitespace);
        words
            .map(|word| {
                let bare = word.trim_end();
                if !bare.contains('/') {
                    return word.to_owned();
                }
                let begins = bare
                    .find(|c: char| c == '/' || c.is_alphanumeric())
                    .unwrap_or(0);
                let (mark, path) = bare.split_at(begins);
                format!(
                    "{mark}{}{}",
                    self.path(Path::new(path)),
                    &word[bare.len()..]
                )
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_named_in_a_path() {
        let hide = Hide::of(vec!["/home/ada".into()], vec!["ada".into()]);
        let shown = |path: &str| hide.path(Path::new(path));
        assert_eq!(shown("/home/ada/desk/x.db"), "~/desk/x.db");
        assert_eq!(shown("/home/bo/x.db"), "/home/USER/x.db");
        assert_eq!(shown("/media/ada/stick/x.db"), "/media/USER/stick/x.db");
        assert_eq!(shown("/srv/ADA/x.db"), "/srv/USER/x.db");
        assert_eq!(shown("/srv/claims-ada/x.db"), "/srv/USER/x.db");
        assert_eq!(shown("/srv/canada/x.db"), "/srv/canada/x.db");
        assert_eq!(shown("x.db"), "x.db");
        assert_eq!(
            hide.text("/home/ada/.config/c.toml:1:2: unknown key `x`"),
            "~/.config/c.toml:1:2: unknown key `x`"
        );
    }
}
