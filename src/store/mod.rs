//! The store: the only place with SQL. One file a noun under `nouns`; one operation a command.
//!
//! The idea in an hour: a record's row is its current version (`row`); every other version stands in
//! `_versions`, and [`version`] works out from all of them which one the row shows. A command writes
//! versions as one operation (`write`); operations form a graph ([`operation`]) and the shared state
//! is a function of the set of them, so [`apply`]ing a set in any order gives the same rows. Undo,
//! merge, as-of, purge and verify are each a few lines on that. What lists run by is derived
//! (`lists`, `sameness`) and never in a body.

pub mod apply;
pub mod as_of;
pub mod blobs;
pub mod built_on;
mod bulk;
pub(crate) mod columns;
mod connect;
mod derive;
pub mod disk;
pub mod find;
pub mod judge;
mod lists;
pub mod log;
pub mod look;
pub(crate) mod nouns;
pub mod operation;
pub mod purge;
pub mod query;
pub(crate) mod refs;
pub(crate) mod row;
mod sameness;
mod schema;
pub(crate) mod secrets;
pub mod suggest;
pub mod undo;
pub mod verify;
pub mod version;
mod withdraw;
mod world;
mod write;

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};

pub use connect::{Open, Waiting};
pub use nouns::source_key;
pub use schema::{APPLICATION_ID, VERSION};
pub use world::{Repeating, System, World};
pub use write::{Command, Writing};

use crate::error::{Error, ErrorKind, Result};

/// How the keys of settings begin that hold how tables are read.
const MAPPING: &str = "mapping ";

/// An open database.
pub struct Store {
    pub(crate) conn: Connection,
    world: RefCell<Box<dyn World>>,
    path: Option<PathBuf>,
    writable: bool,
    waiting: Waiting,
    /// Who is recording: a name given at `init` or by configuration, never the account's.
    pub actor: String,
    bulk_wanted: bool,
    past: Option<as_of::Past>,
}

impl Store {
    /// Opens a database file.
    ///
    /// # Errors
    /// When there is none, when it is not Dixit's or newer than this program (it is then left
    /// untouched), or when the system refuses.
    pub fn open(path: &Path, open: Open) -> Result<Self> {
        Self::open_in(path, open, Box::new(System::default()))
    }

    /// [`Store::open`] with the time and randomness given.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_in(path: &Path, open: Open, world: Box<dyn World>) -> Result<Self> {
        let (conn, writable) = connect::open(path, open)?;
        Ok(Self::of(conn, Some(path.to_owned()), writable, world))
    }

    /// A new database in memory.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn in_memory(world: Box<dyn World>) -> Result<Self> {
        let conn = connect::in_memory()?;
        Ok(Self::of(conn, None, true, world))
    }

    fn of(conn: Connection, path: Option<PathBuf>, writable: bool, world: Box<dyn World>) -> Self {
        Self {
            conn,
            world: RefCell::new(world),
            path,
            writable,
            waiting: Waiting::default(),
            actor: String::new(),
            bulk_wanted: false,
            past: None,
        }
    }

    /// Reads the file in one state, whatever others write meanwhile.
    ///
    /// # Errors
    /// When the file cannot be read, or what `read` gives.
    pub fn snapshot<T>(&self, read: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        self.conn.execute_batch("BEGIN")?;
        let done = read(self);
        // Nothing was written, and after some errors SQLite has ended it already: what was read, or why not, is told.
        let _ = self.conn.execute_batch("ROLLBACK");
        done
    }

    /// Where the file is; none in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether it can be written.
    pub fn is_writable(&self) -> bool {
        self.writable
    }

    /// What to do while another program writes: called once, when the wait is noticed.
    pub fn on_wait(&mut self, notice: impl Fn() + 'static) {
        self.waiting = Waiting::noticed(notice);
    }

    /// Says that the next command writes many records: into an empty file, indexes are made after.
    pub fn expect_many(&mut self, many: bool) {
        self.bulk_wanted = many;
    }

    /// The present moment, as this store's world knows it.
    pub fn now(&self) -> crate::model::Moment {
        self.world.borrow_mut().now()
    }

    /// Randomness of this store's world.
    ///
    /// # Errors
    /// When the system has none to give.
    pub fn random(&self, bytes: &mut [u8]) -> Result<()> {
        self.world.borrow_mut().random(bytes)
    }

    /// A local setting.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT value FROM _settings WHERE key = ?1")?;
        Ok(statement.query_row([key], |row| row.get(0)).optional()?)
    }

    /// Keeps a local setting: neither versioned nor merged.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_setting(&mut self, key: &str, value: &str) -> Result<()> {
        self.must_be_writable()?;
        let transaction = write::Transaction::begin(&self.conn, &self.waiting)?;
        self.conn.execute(
            "INSERT OR REPLACE INTO _settings (key, value) VALUES (?1, ?2)",
            [key, value],
        )?;
        transaction.commit()
    }

    /// How tables are read, as kept under a name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mapping(&self, name: &str) -> Result<Option<String>> {
        self.setting(&format!("{MAPPING}{name}"))
    }

    /// The names under which such mappings are kept.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mappings(&self) -> Result<Vec<String>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT substr(key, length(?1) + 1) FROM _settings WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key",
        )?;
        let names = statement.query_map([MAPPING], |row| row.get(0))?;
        Ok(names.collect::<rusqlite::Result<_>>()?)
    }

    /// Keeps how tables are read: a local setting.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_mapping(&mut self, name: &str, text: &str) -> Result<()> {
        self.set_setting(&format!("{MAPPING}{name}"), text)
    }

    fn must_be_writable(&self) -> Result<()> {
        if self.writable {
            return Ok(());
        }
        let which = self
            .path
            .as_ref()
            .map(|p| p.display().to_string())
            .unwrap_or_default();
        Err(Error::new(
            ErrorKind::ReadOnly,
            format!("{which} cannot be written: it or its folder is read-only"),
        )
        .hint("copy the file to a folder of your own, or name another with --db"))
    }
}
