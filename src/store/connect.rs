//! Opening: the rules of the connection and of the file.

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::disk;
use super::schema::{self, Kind};
use crate::error::{Error, ErrorKind, Result};

/// How a file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// Make the file if there is none.
    pub create: bool,
    /// Open for writing where the system allows it.
    pub write: bool,
    /// Open it even on a network file system, where locks may not hold.
    pub force_network: bool,
}

impl Open {
    /// For reading only.
    pub const READ: Self = Self {
        create: false,
        write: false,
        force_network: false,
    };
    /// For writing what is there.
    pub const WRITE: Self = Self {
        create: false,
        write: true,
        force_network: false,
    };
    /// For writing, made if it is not there.
    pub const CREATE: Self = Self {
        create: true,
        write: true,
        force_network: false,
    };
}

/// The oldest SQLite with the fixes that evidence needs (write-ahead log reset, full-text overflows).
pub(super) const OLDEST_SQLITE: i32 = 3_053_002;

/// How much of the file is kept at hand, in KiB.
pub(super) const CACHE_KIB: i64 = 16 << 10;
/// Opens a file; answers whether it can be written.
pub fn open(path: &Path, open: Open) -> Result<(Connection, bool)> {
    let name = path.display();
    let missing = !path.exists();
    if missing && !open.create {
        return Err(Error::new(
            ErrorKind::NotFound,
            format!("there is no database at {name}"),
        )
        .hint("make one with `dixit init`, or name yours with --db"));
    }
    if path.is_dir() {
        return Err(
            Error::new(ErrorKind::File, format!("{name} is a folder, not a file"))
                .hint("name the file in it with --db"),
        );
    }
    refuse_network(path, open)?;
    if missing {
        make_private(path)?;
    }
    let wants_write = open.write && can_write(path);
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    // Looked at before anything is written: a foreign or newer file stays as it is to the byte.
    if says_ours(path) && can_write(path) {
        // The common case: the file's own first bytes tell, and it is opened once.
        let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        conn.busy_timeout(Duration::from_secs(30))?;
        schema::inspect(&conn).map_err(|e| e.at_file(path))?;
        return finish(conn, path, wants_write);
    }
    let (looked, kind) = look(path).map_err(|e| e.at_file(path))?;
    // Without a table it is nobody's: new, or being made by another program just now.
    if kind == Kind::Empty && !open.create {
        return Err(
            Error::new(ErrorKind::File, format!("{name} holds no Dixit database"))
                .hint("make one with `dixit init`, or name yours with --db"),
        );
    }
    if !can_write(path) {
        return finish(looked, path, wants_write);
    }
    // For reading too: only a connection that may write clears the log away when it closes.
    drop(looked);
    let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    conn.busy_timeout(Duration::from_secs(30))?;
    schema::inspect(&conn).map_err(|e| e.at_file(path))?;
    finish(conn, path, wants_write)
}

/// Opens a file for reading only, and looks what it is.
fn look(path: &Path) -> Result<(Connection, Kind)> {
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_READ_ONLY;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(Duration::from_secs(30))?;
    let error = match schema::inspect(&conn) {
        Ok(kind) => return Ok((conn, kind)),
        Err(error) => error,
    };
    // What stands beside the file cannot be used by one who only reads: its log, in a folder that cannot be
    // written; or the journal of a program that was killed while it made the file, to be rolled back by
    // whoever may write. The file itself can be read as one that does not change, unless part of it is there.
    let left = |ending| fs::metadata(with_ending(path, ending)).is_ok_and(|m| m.len() > 0);
    if !is_locked_out(&error) || left("-wal") || left("-journal") && !can_write(path) {
        return Err(error);
    }
    let address = address(path, "immutable=1");
    let conn = Connection::open_with_flags(address, flags | OpenFlags::SQLITE_OPEN_URI)?;
    let kind = schema::inspect(&conn)?;
    Ok((conn, kind))
}

/// Sets up a connection to a file that is ours or new; answers whether it can be written.
fn finish(conn: Connection, path: &Path, wants_write: bool) -> Result<(Connection, bool)> {
    let name = path.display();
    prepare(&conn, wants_write)?;
    if wants_write {
        let mode: String = conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        if mode != "wal" {
            return Err(Error::new(
                ErrorKind::System,
                format!("{name} cannot be kept safe here: no write-ahead log"),
            )
            .hint("move it to a local folder"));
        }
        make_schema(&conn)?;
    }
    Ok((conn, wants_write))
}

/// Whether a file's first bytes say that it is a Dixit database of this very schema (the offsets are those of
/// SQLite's file format). What they do not say yet may stand in the log: then it is looked at in full.
fn says_ours(path: &Path) -> bool {
    use std::io::Read;
    let mut head = [0; 72];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    let number =
        |at: usize| i32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    read.is_ok()
        && head.starts_with(b"SQLite format 3\0")
        && number(60) == schema::VERSION
        && number(68) == schema::APPLICATION_ID
}

/// A new database in memory.
pub fn in_memory() -> Result<Connection> {
    let conn = Connection::open_in_memory()?;
    prepare(&conn, true)?;
    make_schema(&conn)?;
    Ok(conn)
}

/// Sets up a copy that was made in memory.
pub fn prepare_copy(conn: &Connection) -> Result<()> {
    prepare(conn, true)
}

fn make_schema(conn: &Connection) -> Result<()> {
    if schema::inspect(conn)? == Kind::Empty {
        // Two programs may come to an empty file at once: the second finds the tables.
        let transaction =
            rusqlite::Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
        if schema::inspect(&transaction)? == Kind::Empty {
            schema::create(&transaction)?;
        }
        transaction.commit()?;
    }
    Ok(())
}

fn prepare(conn: &Connection, write: bool) -> Result<()> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(Error::new(
            ErrorKind::System,
            format!("SQLite {} has faults that lose data", rusqlite::version()),
        )
        .hint("build Dixit with the SQLite that comes with it"));
    }
    conn.busy_timeout(Duration::from_secs(30))?;
    conn.set_prepared_statement_cache_capacity(256);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
    // Plans that do not depend on the values bound: else a statement over a partial index is prepared
    // anew at each use, which made an import three times as slow.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.execute_batch(&format!(
        "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{CACHE_KIB};"
    ))?;
    conn.execute_batch(if write {
        "PRAGMA synchronous = FULL;"
    } else {
        "PRAGMA query_only = ON;"
    })?;
    Ok(())
}

// A read-only folder without the log's index: SQLite says so in several ways.
fn is_locked_out(error: &Error) -> bool {
    let cause = std::error::Error::source(error).and_then(|e| e.downcast_ref::<rusqlite::Error>());
    error.kind() == ErrorKind::ReadOnly
        || cause
            .and_then(rusqlite::Error::sqlite_error_code)
            .is_some_and(|code| {
                matches!(
                    code,
                    ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::SystemIoFailure
                )
            })
}

/// The address of a file for SQLite, which says how to open it. Byte for byte: a path is not always UTF-8.
pub(super) fn address(path: &Path, how: &str) -> String {
    use std::os::unix::ffi::OsStrExt;
    let bytes = path.as_os_str().as_bytes();
    // After two slashes the name of a host would follow.
    let slashes = bytes.iter().take_while(|byte| **byte == b'/').count();
    let mut address = String::from("file:");
    for byte in &bytes[slashes.saturating_sub(1)..] {
        match byte {
            b'/' | b'-' | b'.' | b'_' => address.push(char::from(*byte)),
            _ if byte.is_ascii_alphanumeric() => address.push(char::from(*byte)),
            _ => address.push_str(&format!("%{byte:02x}")),
        }
    }
    format!("{address}?{how}")
}

/// The file that stands beside a database with an ending of its own.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Whether the system lets us write the file and, for its log, its folder.
fn can_write(path: &Path) -> bool {
    let folder = folder_of(path);
    let may = |path: &Path| rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok();
    OpenOptions::new().write(true).open(path).is_ok() && may(folder)
}

/// Makes an empty file that its owner alone can read, whatever the umask; the log beside it takes
/// the same rights.
fn make_private(path: &Path) -> Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    match OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
    {
        Ok(_) => Ok(()),
        // Another program was faster by a moment; what it made is looked at like any file.
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(_) if !folder_of(path).is_dir() => Err(Error::new(
            ErrorKind::System,
            format!(
                "{} cannot be made: there is no folder {}",
                path.display(),
                folder_of(path).display()
            ),
        )
        .hint("make the folder first, or name another file with --db")),
        Err(e) => Err(Error::from(e).at_file(path)),
    }
}

/// The folder that a file is in.
fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

fn refuse_network(path: &Path, open: Open) -> Result<()> {
    if open.force_network {
        return Ok(());
    }
    match disk::network_of(folder_of(path)) {
        Some(name) => Err(Error::new(
            ErrorKind::File,
            format!(
                "{} is on a network file system ({name}), where a database can be damaged",
                path.display()
            ),
        )
        .hint("keep the file in a local folder, or open it all the same with --force-network")),
        None => Ok(()),
    }
}

/// What happens while another program writes.
#[derive(Default)]
pub struct Waiting {
    notice: Option<Box<dyn Fn()>>,
}

impl Waiting {
    /// With something to call once the wait is noticed.
    pub fn noticed(notice: impl Fn() + 'static) -> Self {
        Self {
            notice: Some(Box::new(notice)),
        }
    }

    /// Begins a writing transaction, and waits as long as another writer lives.
    pub(super) fn begin(&self, conn: &Connection) -> Result<()> {
        let begun = Instant::now();
        let mut noticed = false;
        conn.busy_timeout(Duration::from_millis(250))?;
        let done = loop {
            match conn.execute_batch("BEGIN IMMEDIATE") {
                Ok(()) => break Ok(()),
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                    if !noticed && begun.elapsed() >= Duration::from_secs(1) {
                        noticed = true;
                        if let Some(notice) = &self.notice {
                            notice();
                        }
                    }
                }
                Err(error) => break Err(error.into()),
            }
        };
        conn.busy_timeout(Duration::from_secs(30))?;
        done
    }
}
