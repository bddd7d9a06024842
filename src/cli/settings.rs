//! The configuration file: what a person wants in every database, below flags and environment.
//!
//! It is one file in the person's own configuration folder, or the one that `--config` names. None is looked
//! for in the current folder: what somebody else put there must not change what a command does. No key names
//! a program.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::ui::Colour;
use dixit::error::{Error, Place, Result};
use dixit::model::nearest;

/// What the file may say.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Where the file is, if it was found or named.
    pub path: Option<PathBuf>,
    /// Whether there is one.
    pub found: bool,
    /// The database where none is named and none stands in the folders above.
    pub db: Option<PathBuf>,
    /// Who is recording, where the database does not say.
    pub actor: Option<String>,
    /// When to colour.
    pub color: Option<Colour>,
    /// How many rows a list on a terminal has.
    pub limit: Option<u64>,
    /// Why it could not be read; every command but `doctor` ends there.
    pub fault: Option<String>,
}

/// The keys, and what each says.
pub const KEYS: &[(&str, &str)] = &[
    (
        "db",
        "the database, where none is named and none stands in this folder or above",
    ),
    ("actor", "who is recording, where the database does not say"),
    ("color", "when to colour: auto, always or never"),
    ("limit", "how many rows a list on a terminal has"),
];

/// How large such a file may be: more is some other file.
const LARGEST: u64 = 1 << 20;

impl Settings {
    /// Reads the file: the one named, else the person's own if there is one. An empty name means none.
    ///
    /// # Errors
    /// With the place, for a key that is not known or a value that it cannot have; when a named file cannot be read.
    pub fn read(named: Option<&Path>) -> Result<Self> {
        let path = match named {
            Some(path) if path.as_os_str().is_empty() => return Ok(Self::default()),
            Some(path) => Some(path.to_owned()),
            None => own_path(),
        };
        let Some(path) = path else {
            return Ok(Self::default());
        };
        let text = match text(&path) {
            // The one open that starting without a file costs. A home that is none, or somebody
            // else's, holds no file of the person's own.
            Err(e)
                if named.is_none()
                    && matches!(
                        e.kind(),
                        io::ErrorKind::NotFound
                            | io::ErrorKind::NotADirectory
                            | io::ErrorKind::PermissionDenied
                    ) =>
            {
                return Ok(Self {
                    path: Some(path),
                    ..Self::default()
                });
            }
            Err(e) => return Err(Error::from(e).at_file(&path)),
            Ok(bytes) => words(&path, bytes)?,
        };
        let settings = Self {
            found: true,
            ..of(&path.display().to_string(), &text)?
        };
        Ok(Self {
            path: Some(path),
            ..settings
        })
    }
}

/// Where the file is looked for when none is named.
fn own_path() -> Option<PathBuf> {
    let folder = |name: &str| {
        env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let home = || folder("HOME");
    let config = if cfg!(windows) {
        folder("APPDATA")
    } else if cfg!(target_os = "macos") {
        folder("XDG_CONFIG_HOME").or_else(|| Some(home()?.join("Library/Application Support")))
    } else {
        folder("XDG_CONFIG_HOME").or_else(|| Some(home()?.join(".config")))
    };
    Some(config?.join("dixit").join("config.toml"))
}

fn text(path: &Path) -> io::Result<Vec<u8>> {
    use io::Read;
    let mut bytes = Vec::new();
    let file = fs::File::open(path)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn words(path: &Path, bytes: Vec<u8>) -> Result<String> {
    if bytes.len() as u64 > LARGEST {
        return Err(Error::input("the file is too large for a configuration")
            .at_file(path)
            .hint("name another with --config"));
    }
    String::from_utf8(bytes).map_err(|e| {
        let fine =
            String::from_utf8_lossy(&e.as_bytes()[..e.utf8_error().valid_up_to()]).into_owned();
        Error::input("not UTF-8 from here on")
            .at(Place::in_text(
                &path.display().to_string(),
                &fine,
                fine.len(),
            ))
            .hint("save the file as UTF-8")
    })
}

fn of(file: &str, text: &str) -> Result<Settings> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let place = |at: usize| Place::in_text(file, text, at);
    let root = DeTable::parse(text).map_err(|error| {
        Error::input(format!("not TOML: {}", error.message()))
            .at(place(error.span().map_or(0, |span| span.start)))
            .hint("a line is a key, `=` and a value: actor = \"Ada Vale\"")
    })?;
    let mut settings = Settings::default();
    let mut pairs: Vec<_> = root.into_inner().into_iter().collect();
    pairs.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in pairs {
        let at = value.span().start;
        take(&mut settings, key.get_ref(), value).map_err(|fault| match fault {
            Fault::Key => unknown(key.get_ref()).at(place(key.span().start)),
            Fault::Value(error) => error.at(place(at)),
        })?;
    }
    Ok(settings)
}

enum Fault {
    Key,
    Value(Error),
}

fn take(settings: &mut Settings, key: &str, value: Spanned<DeValue<'_>>) -> Result<(), Fault> {
    let value = value.into_inner();
    let words = || match &value {
        DeValue::String(text) if !text.trim().is_empty() => Ok(text.as_ref()),
        _ => Err(Fault::Value(
            Error::input(format!("`{key}` is text between quotation marks"))
                .hint("or leave the line out"),
        )),
    };
    match key {
        "db" => settings.db = Some(whole_path(words()?)?),
        "actor" => settings.actor = Some(words()?.to_owned()),
        "color" => {
            let colour = <Colour as clap::ValueEnum>::from_str(words()?, false);
            settings.color = Some(colour.map_err(|_| {
                Fault::Value(
                    Error::input(format!(
                        "`color` cannot be `{}`",
                        words().unwrap_or_default()
                    ))
                    .hint("the words are: auto, always, never"),
                )
            })?);
        }
        "limit" => {
            let number = match &value {
                DeValue::Integer(number) => number.to_string().parse().ok(),
                _ => None,
            };
            settings.limit = Some(number.filter(|rows| *rows > 0).ok_or_else(|| {
                Fault::Value(
                    Error::input("`limit` is a number of rows, from 1")
                        .hint("write it in digits, without quotation marks: limit = 100"),
                )
            })?);
        }
        _ => return Err(Fault::Key),
    }
    Ok(())
}

/// A path that means the same file from every folder.
fn whole_path(text: &str) -> Result<PathBuf, Fault> {
    let path = match text.strip_prefix("~/") {
        Some(rest) => env::var_os("HOME").map(|home| Path::new(&home).join(rest)),
        None => Some(PathBuf::from(text)),
    };
    path.filter(|path| path.is_absolute()).ok_or_else(|| {
        Fault::Value(
            Error::input("`db` would mean another file in each folder")
                .hint("write the whole path, from / or ~/"),
        )
    })
}

fn unknown(key: &str) -> Error {
    let known = KEYS.iter().map(|(key, _)| *key);
    let error = Error::input(format!("unknown key `{key}`"));
    match nearest(key, known.clone()) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error.hint(format!(
            "the keys are: {}",
            known.collect::<Vec<_>>().join(", ")
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> (String, String) {
        let error = of("c.toml", text).unwrap_err();
        (error.to_string(), error.hints().join("\n"))
    }

    #[test]
    fn a_file_says_what_its_keys_mean() {
        let read = of(
            "c.toml",
            "# mine\ndb = '/x/y.db'\nactor = \"Ada\"\ncolor = \"never\"\nlimit = 20\n",
        )
        .unwrap();
        assert_eq!(read.db.as_deref(), Some(Path::new("/x/y.db")));
        assert_eq!(read.actor.as_deref(), Some("Ada"));
        assert_eq!((read.color, read.limit), (Some(Colour::Never), Some(20)));
    }

    #[test]
    fn a_slip_is_refused_where_it_stands() {
        let (what, hint) = refused("actor = 'Ada'\n colour = 'never'");
        assert_eq!(what, "c.toml:2:2: unknown key `colour`");
        assert_eq!(hint, "did you mean `color`?");
        let (what, hint) = refused("editor = 'vi'");
        assert_eq!(what, "c.toml:1:1: unknown key `editor`");
        assert_eq!(hint, "the keys are: db, actor, color, limit");
        assert!(refused("color = 'red'").1.contains("auto, always, never"));
        assert!(
            refused("db = 'x.db'")
                .0
                .starts_with("c.toml:1:6: `db` would mean")
        );
        assert!(refused("limit = 0").0.contains("from 1"));
        assert!(
            refused("actor = 3")
                .0
                .contains("text between quotation marks")
        );
        assert!(refused("actor").0.starts_with("c.toml:1:6: not TOML"));
    }

    #[test]
    fn every_key_is_read() {
        for (key, _) in KEYS {
            assert!(
                !refused(&format!("{key} = {{}}")).0.contains("unknown"),
                "{key}"
            );
        }
    }
}
