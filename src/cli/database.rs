//! Which database: `--db`, `$DIXIT_DB`, the nearest `dixit.db` upward, the configured one, else the user's data folder.

use std::env;
use std::path::{Path, PathBuf};

use super::ui::Ui;
use super::{Origin, Shared};
use dixit::error::{Error, ErrorKind, Result};
use dixit::store::{Open, Store, System};

/// The name that is looked for upward.
pub const NAME: &str = "dixit.db";

/// A place where a database is looked for, and what came of it.
pub struct Tried {
    /// By what it is named.
    pub by: &'static str,
    /// The file; none where nothing names one.
    pub path: Option<PathBuf>,
    /// What it is where it names none.
    pub otherwise: &'static str,
    /// Whether it is the one that commands are about.
    pub chosen: bool,
}

/// Every place, in order; the first that names a file is chosen.
pub fn tried(shared: &Shared) -> Vec<Tried> {
    let given = |origin: Origin| {
        let db = shared
            .db
            .clone()
            .filter(|path| !path.as_os_str().is_empty());
        db.filter(|_| shared.origins.db == origin)
    };
    let upward = || {
        let here = env::current_dir().ok()?;
        let mut found = here.ancestors().map(|folder| folder.join(NAME));
        found.find(|path| path.is_file())
    };
    type Find<'a> = &'a dyn Fn() -> Option<PathBuf>;
    let places: [(&str, &str, Find<'_>); 5] = [
        ("--db", "not given", &|| given(Origin::Flag)),
        ("$DIXIT_DB", "not set", &|| given(Origin::Environment)),
        ("the nearest dixit.db upward", "none", &upward),
        ("the configuration file", "it names none", &|| {
            shared.settings.db.clone()
        }),
        ("your data folder", "there is no home", &data_folder),
    ];
    let mut chosen = false;
    places
        .iter()
        .map(|(by, otherwise, find)| {
            // What comes after the chosen one is not looked for.
            let path = if chosen { None } else { find() };
            let first = path.is_some();
            chosen |= first;
            Tried {
                by,
                otherwise,
                path,
                chosen: first,
            }
        })
        .collect()
}

/// The file that a command is about.
pub fn path(shared: &Shared) -> Result<PathBuf> {
    let chosen = tried(shared).into_iter().find_map(|tried| tried.path);
    chosen.ok_or_else(|| {
        Error::new(
            ErrorKind::NotFound,
            "no database is named, and there is no home to look in",
        )
        .hint("name one with --db FILE")
    })
}

fn data_folder() -> Option<PathBuf> {
    let data = env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let home = || env::var_os("HOME").map(|home| Path::new(&home).join(".local/share"));
    Some(data.or_else(home)?.join("dixit").join(NAME))
}

/// Opens the file for reading.
pub fn read(shared: &Shared) -> Result<Store> {
    open(
        shared,
        Open {
            force_network: shared.force_network,
            ..Open::READ
        },
    )
}

/// Opens the file for changing what is there.
pub fn change(shared: &Shared) -> Result<Store> {
    open(
        shared,
        Open {
            force_network: shared.force_network,
            ..Open::WRITE
        },
    )
}

/// Opens the file for writing; made if there is none, and that is said.
pub fn write(shared: &Shared, ui: &mut Ui) -> Result<Store> {
    let (store, made) = make(shared)?;
    if let Some(path) = store.path().filter(|_| made) {
        ui.say(&format!("made {}", path.display()));
    }
    Ok(store)
}

/// Opens the file for seeing what a command would do; where there is none, none is made.
pub fn rehearse(shared: &Shared) -> Result<Store> {
    let begun = std::fs::metadata(path(shared)?).is_ok_and(|file| file.len() > 0);
    if begun {
        return change(shared);
    }
    Store::in_memory(Box::new(System::default()))
}

/// Opens the file for writing, made if there is none; answers whether it was made.
pub fn make(shared: &Shared) -> Result<(Store, bool)> {
    let path = path(shared)?;
    let made = !path.exists();
    if made && shared.db.is_none() {
        make_folder(&path)?;
    }
    let open = Open {
        force_network: shared.force_network,
        ..Open::CREATE
    };
    Ok((open_at(&path, shared, open)?, made))
}

/// Opens the file at a path.
pub fn open_at(path: &Path, shared: &Shared, open: Open) -> Result<Store> {
    let mut store = Store::open(path, open)?;
    store.actor = match &shared.actor {
        Some(actor) => actor.clone(),
        // The name given for this very file goes before the one given for all.
        None => match store.setting("actor")? {
            Some(actor) if !actor.is_empty() => actor,
            _ => shared.settings.actor.clone().unwrap_or_default(),
        },
    };
    let shown = path.display().to_string();
    store.on_wait(move || {
        use std::io::Write;
        let line = format!("waiting: another program is writing {shown}");
        let _ = writeln!(
            std::io::stderr().lock(),
            "{}",
            dixit::text::visible::visible(&line)
        );
    });
    Ok(store)
}

fn open(shared: &Shared, how: Open) -> Result<Store> {
    open_at(&path(shared)?, shared, how)
}

fn make_folder(path: &Path) -> Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    let Some(folder) = path.parent() else {
        return Ok(());
    };
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|e| Error::from(e).at_file(folder))
}
