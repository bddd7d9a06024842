//! Drafts: what was typed and is not recorded, kept in a file until it is.
//!
//! A draft stands beside the database, where the same words would stand had they been recorded: a folder
//! that was chosen for them, perhaps on an encrypted disk. Where that folder cannot be written, it stands
//! in the user's state folder.

use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use dixit::error::{Error, Result};

/// What its name begins with.
pub const PREFIX: &str = "dixit-draft-";
/// What its name ends in.
pub const ENDING: &str = ".toml";

/// A file with what was typed.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Where it is.
    pub path: PathBuf,
}

impl Draft {
    /// Keeps a text beside a database, or where it can be kept at all. Its owner alone can read it.
    ///
    /// # Errors
    /// When it can be kept nowhere.
    pub fn keep(database: &Path, text: &str) -> Result<Self> {
        let beside = folder_of(database);
        match keep_in(&beside, text) {
            Ok(draft) => Ok(draft),
            Err(first) => match state_folder() {
                Some(folder) => keep_in(&folder, text),
                None => Err(first),
            },
        }
    }

    /// A draft kept before.
    pub fn at(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    /// What it holds.
    ///
    /// # Errors
    /// When it cannot be read, or is no text.
    pub fn text(&self) -> Result<String> {
        super::input::text(&self.path)
    }

    /// Takes it away: what it held is recorded, or was not wanted.
    pub fn remove(&self) {
        // One that another program took away already is as good as removed.
        let _ = fs::remove_file(&self.path);
    }

    /// Whether it is one of Dixit's own, and not a file that somebody wrote.
    pub fn is_ours(&self) -> bool {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(PREFIX) && name.ends_with(ENDING)
    }

    /// Its path as a word of a command.
    pub fn word(&self) -> String {
        quoted(&self.path.display().to_string())
    }
}

/// The drafts that stand beside a database, and in the state folder.
pub fn left(database: &Path) -> Vec<Draft> {
    let folders = [Some(folder_of(database)), state_folder()];
    let mut found = Vec::new();
    for folder in folders.into_iter().flatten() {
        let Ok(files) = fs::read_dir(folder) else {
            continue;
        };
        let drafts = files.flatten().map(|file| Draft::at(&file.path()));
        found.extend(drafts.filter(Draft::is_ours));
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn folder_of(database: &Path) -> PathBuf {
    let folder = database.parent().filter(|p| !p.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    // Its path is printed, to be typed from any folder.
    std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned())
}

/// Where drafts stand that could not be kept beside the database.
pub fn state_folder() -> Option<PathBuf> {
    let given = |name: &str| std::env::var_os(name).filter(|value: &OsString| !value.is_empty());
    let state = given("XDG_STATE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let home = || given("HOME").map(|home| Path::new(&home).join(".local/state"));
    Some(state.or_else(home)?.join("dixit"))
}

fn keep_in(folder: &Path, text: &str) -> Result<Draft> {
    let at = |e: std::io::Error| Error::from(std::io::Error::from(e.kind())).at_file(folder);
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(at)?;
    let mut file = tempfile::Builder::new()
        .prefix(PREFIX)
        .suffix(ENDING)
        .tempfile_in(folder)
        .map_err(at)?;
    file.write_all(text.as_bytes()).map_err(at)?;
    file.as_file().sync_all().map_err(at)?;
    let (_, path) = file.keep().map_err(|e| at(e.error))?;
    Ok(Draft { path })
}

/// A word as a shell takes it, in quotation marks only where it must be.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+,:@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}
