//! Which database: `--db`, `$DIXIT_DB`, the nearest `dixit.db` upward, else the user's data folder.

use std::env;
use std::path::{Path, PathBuf};

use super::Shared;
use super::ui::Ui;
use dixit::error::{Error, ErrorKind, Result};
use dixit::store::{Open, Store};

/// The name that is looked for upward.
pub const NAME: &str = "dixit.db";

/// The file that a command is about.
pub fn path(shared: &Shared) -> Result<PathBuf> {
    if let Some(path) = shared
        .db
        .as_ref()
        .filter(|path| !path.as_os_str().is_empty())
    {
        return Ok(path.clone());
    }
    if let Ok(here) = env::current_dir()
        && let Some(found) = here
            .ancestors()
            .map(|folder| folder.join(NAME))
            .find(|path| path.is_file())
    {
        return Ok(found);
    }
    let data = env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let home = env::var_os("HOME").map(|home| Path::new(&home).join(".local/share"));
    data.or(home)
        .map(|folder| folder.join("dixit").join(NAME))
        .ok_or_else(|| {
            Error::new(
                ErrorKind::NotFound,
                "no database is named, and there is no home to look in",
            )
            .hint("name one with --db FILE")
        })
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
    let path = path(shared)?;
    let made = !path.exists();
    if made && shared.db.is_none() {
        make_folder(&path)?;
    }
    let store = open_at(
        &path,
        shared,
        Open {
            force_network: shared.force_network,
            ..Open::CREATE
        },
    )?;
    if made {
        ui.say(&format!("made {}", path.display()));
    }
    Ok(store)
}

/// Opens the file at a path.
pub fn open_at(path: &Path, shared: &Shared, open: Open) -> Result<Store> {
    let mut store = Store::open(path, open)?;
    store.actor = match &shared.actor {
        Some(actor) => actor.clone(),
        None => store.setting("actor")?.unwrap_or_default(),
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
