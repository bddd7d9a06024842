//! `dixit init`: make a database, and say who records in it.

use std::env;
use std::fs;
use std::io::{self, BufRead};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::ui::Ui;
use super::{Shared, database};
use dixit::error::{Error, ErrorKind, Exit, Result};

/// Makes dixit.db in the current folder (or the file that --db names) if there is none, and keeps the name of who
/// records in it. A database that is there already is left as it is, but for the name.
#[derive(clap::Args)]
#[command(
    after_help = "The name stands in the log beside what was recorded; give it with --actor, or type it when you are \
asked. What git or the system know as your name is offered, and never taken without a word from you."
)]
pub struct Init {}

impl Init {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        // Like other programs' `init`: here, unless a file is named.
        let mut shared = shared.clone();
        let named = shared.db.take().filter(|path| !path.as_os_str().is_empty());
        let path = named.unwrap_or_else(|| PathBuf::from(database::NAME));
        shared.db = Some(path.clone());
        let known = path.exists();
        let given = shared
            .actor
            .clone()
            .filter(|actor| !actor.trim().is_empty());
        // Asked before anything is made: who leaves the question leaves nothing behind.
        // What is wrong with a file there is, making it below says.
        let kept = match database::read(&shared) {
            Ok(store) if known => store.setting("actor")?.unwrap_or_default(),
            _ => String::new(),
        };
        let actor = match given {
            None if kept.is_empty() && ui.asks() => asked(shared.settings.actor.clone(), ui)?,
            given => given,
        };
        let (mut store, _) = database::make(&shared)?;
        if let Some(actor) = actor {
            store.set_setting("actor", actor.trim())?;
            store.actor = actor.trim().to_owned();
        }
        let state = if known {
            "is there already"
        } else {
            "is ready"
        };
        let who = match store.actor.as_str() {
            "" => String::new(),
            actor => format!("; recording as {actor}"),
        };
        ui.line(&format!("{} {state}{who}", whole(&path)))?;
        if store.actor.is_empty() {
            ui.say("nobody is named as recording; say who with `dixit init --actor NAME`");
        }
        Ok(Exit::Done.into())
    }
}

/// The path as it is meant from everywhere.
fn whole(path: &Path) -> String {
    let whole = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    whole.display().to_string()
}

/// Asks for a name; none where nothing was typed and nothing is offered.
fn asked(configured: Option<String>, ui: &mut Ui) -> Result<Option<String>> {
    let offered = configured.or_else(git_name).or_else(system_name);
    ui.ask(&match &offered {
        Some(name) => format!("Who records here? Enter for {name}, - for nobody: "),
        None => "Who records here? Enter for nobody: ".to_owned(),
    });
    let mut typed = String::new();
    // The end of input at a question is leaving it, as a window that is closed does.
    if io::stdin().lock().read_line(&mut typed)? == 0 {
        return Err(Error::new(ErrorKind::Input, "left: no database was made")
            .hint("`dixit init --actor NAME` asks nothing"));
    }
    Ok(match typed.trim() {
        "" => offered,
        "-" => None,
        name => Some(name.to_owned()),
    })
}

/// The name in git's own configuration of the person; git itself is not run.
fn git_name() -> Option<String> {
    let home = PathBuf::from(env::var_os("HOME")?);
    let config = env::var_os("XDG_CONFIG_HOME").map_or_else(|| home.join(".config"), PathBuf::from);
    // What git reads later goes before what it reads first.
    let files = [home.join(".gitconfig"), config.join("git/config")];
    files
        .iter()
        .find_map(|file| user_name(&fs::read_to_string(file).ok()?))
}

/// `name` of the section `user` (`git-config(1)`, as far as a name needs it).
fn user_name(config: &str) -> Option<String> {
    let mut inside = false;
    let mut found = None;
    for line in config.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line
                .trim_matches(['[', ']', ' '])
                .eq_ignore_ascii_case("user");
        } else if inside
            && let Some((key, value)) = line.split_once('=')
            && key.trim().eq_ignore_ascii_case("name")
        {
            let value = value.split([';', '#']).next().unwrap_or_default();
            found = Some(value.trim().trim_matches('"').to_owned());
        }
    }
    found.filter(|name| !name.is_empty())
}

/// The full name that the system knows for the account: the first part of the fifth field of `passwd(5)`.
fn system_name() -> Option<String> {
    let uid = rustix::process::getuid().as_raw().to_string();
    full_name(&fs::read_to_string("/etc/passwd").ok()?, &uid)
}

fn full_name(accounts: &str, uid: &str) -> Option<String> {
    let fields = accounts
        .lines()
        .map(|line| line.split(':').collect::<Vec<_>>());
    let mut of = fields.filter(|fields| fields.get(2) == Some(&uid));
    let account = of.next()?;
    let name = account.get(4)?.split(',').next()?.trim();
    // An account's own word is no person's name.
    (!name.is_empty() && Some(&name) != account.first()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn git_knows_a_name() {
        let config = "[core]\n\tname = no\n[user]\n\temail = a@b\n\tname = \"Ada Vale\" # me\n[alias]\n name = x\n";
        assert_eq!(user_name(config).as_deref(), Some("Ada Vale"));
        assert_eq!(user_name("[user]\nname =\n"), None);
    }

    #[test]
    fn the_system_knows_a_full_name_or_none() {
        let accounts = "root:x:0:0:root:/root:/bin/sh\nada:x:1000:1000:Ada Vale,,,:/home/ada:/bin/sh\nbo:x:1001:1001::/:/bin/sh\n";
        let name = |uid| full_name(accounts, uid);
        assert_eq!(name("1000").as_deref(), Some("Ada Vale"));
        assert_eq!((name("0"), name("1001"), name("7")), (None, None, None));
    }
}
