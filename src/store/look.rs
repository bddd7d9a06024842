//! Looking at a database file without trusting it, and without changing it: for when it does not open.
//!
//! The first hundred bytes say what it is (the offsets are those of SQLite's file format); only a file that
//! they show to be ours is opened, read-only. Nothing of what people recorded is read.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::{connect, schema};
use crate::error::Result;
use crate::model::Moment;

/// What a file's first bytes show it to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Not there.
    Missing,
    /// A folder, or something else that is no plain file.
    NoFile,
    /// Without a byte.
    Empty,
    /// It cannot be read.
    Unreadable,
    /// No SQLite file.
    NoDatabase,
    /// A database without tables, or of another program.
    Foreign,
    /// A Dixit file with a schema that this program does not know.
    Newer(i32),
    /// A Dixit file.
    Ours,
}

/// What a file's first bytes say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// What it is.
    pub kind: Kind,
    /// How many bytes it has.
    pub size: u64,
    /// How many bytes it should have, by its own word; 0 where it does not say.
    pub should_be: u64,
    /// How many bytes a page has.
    pub page: u64,
    /// How many pages.
    pub pages: u64,
    /// How many of them hold nothing.
    pub free: u64,
    /// Whether it keeps a write-ahead log.
    pub log: bool,
}

/// A file that stands beside a database while it is written, and should not stand there after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// What its name ends in: `-wal`, `-shm` or `-journal`.
    pub ending: &'static str,
    /// How many bytes it has.
    pub size: u64,
}

impl Look {
    /// Looks at a file.
    pub fn at(path: &Path) -> Self {
        let mut look = Self {
            kind: Kind::Missing,
            size: 0,
            should_be: 0,
            page: 0,
            pages: 0,
            free: 0,
            log: false,
        };
        let Ok(meta) = fs::metadata(path) else {
            return look;
        };
        look.size = meta.len();
        look.kind = if !meta.is_file() {
            Kind::NoFile
        } else if meta.len() == 0 {
            Kind::Empty
        } else {
            let mut head = [0; 100];
            match File::open(path).and_then(|mut file| read_up_to(&mut file, &mut head)) {
                Err(_) => Kind::Unreadable,
                Ok(read) if read < 100 || !head.starts_with(b"SQLite format 3\0") => {
                    Kind::NoDatabase
                }
                Ok(_) => look.take(&head),
            }
        };
        look
    }

    fn take(&mut self, head: &[u8; 100]) -> Kind {
        let number =
            |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        self.page = match u64::from(u16::from_be_bytes([head[16], head[17]])) {
            1 => 65_536,
            size => size,
        };
        self.pages = u64::from(number(28));
        self.free = u64::from(number(36));
        self.log = head[18] == 2;
        // The count of pages holds only if the same change was the last to write both.
        if number(24) == number(92) {
            self.should_be = self.pages * self.page;
        }
        #[allow(
            clippy::cast_possible_wrap,
            reason = "SQLite keeps both as signed numbers"
        )]
        match (number(68) as i32, number(60) as i32) {
            (schema::APPLICATION_ID, schema::VERSION) => Kind::Ours,
            (schema::APPLICATION_ID, other) => Kind::Newer(other),
            _ => Kind::Foreign,
        }
    }
}

fn read_up_to(file: &mut File, into: &mut [u8]) -> std::io::Result<usize> {
    let mut read = 0;
    while read < into.len() {
        match file.read(&mut into[read..])? {
            0 => break,
            more => read += more,
        }
    }
    Ok(read)
}

/// The files of SQLite's own that stand beside a database.
pub fn beside(path: &Path) -> Vec<Beside> {
    ["-wal", "-shm", "-journal"]
        .into_iter()
        .filter_map(|ending| {
            let size = fs::metadata(connect::with_ending(path, ending)).ok()?.len();
            Some(Beside { ending, size })
        })
        .collect()
}

/// What is found inside a file of ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inside {
    /// The file's format, as its own word.
    pub format: String,
    /// Whether somebody is named as recording.
    pub has_actor: bool,
    /// How many operations are dated after now, and the latest of them.
    pub ahead: Option<(i64, String)>,
    /// What is wrong with its structure; none if it was not asked for or nothing is.
    pub faults: Vec<String>,
}

/// How deep a file is looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// What takes the same time on every file.
    Surface,
    /// Every page, but no index against its table.
    Pages,
    /// Everything.
    All,
}

/// Looks into a file of ours, read-only. Times more than a few minutes after `now` are ahead: clocks differ.
///
/// # Errors
/// When it does not open, or what everything else stands on cannot be read.
pub fn inside(path: &Path, depth: Depth, now: Moment) -> Result<Inside> {
    // Without a log nobody has it open, and it can be read as a file that does not change: no log is made.
    let alone = fs::metadata(connect::with_ending(path, "-wal")).is_err();
    let address = connect::address(path, if alone { "immutable=1" } else { "mode=ro" });
    let conn = Connection::open_with_flags(
        address,
        OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    conn.busy_timeout(Duration::from_secs(5))?;
    conn.execute_batch(
        "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;",
    )?;
    schema::inspect(&conn)?;
    let word = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, String>(0));
    let mut found = Inside {
        format: word("SELECT value FROM _meta WHERE key = 'format'")?,
        has_actor: word("SELECT value FROM _settings WHERE key = 'actor'")
            .is_ok_and(|actor| !actor.is_empty()),
        ..Inside::default()
    };
    const CLOCKS_DIFFER: chrono::TimeDelta = chrono::TimeDelta::minutes(10);
    let latest = Moment::new(now.utc() + CLOCKS_DIFFER).to_string();
    // Times are RFC 3339 in UTC to the second, and so sort as they are. The newest operations are enough to
    // tell a clock that is wrong, and take the same time on every file.
    let (ahead, newest): (i64, Option<String>) = conn.query_row(
        "SELECT count(*), max(time) FROM (SELECT time FROM _operations ORDER BY id DESC LIMIT 10000) WHERE time > ?1",
        [&latest],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    found.ahead = newest.map(|newest| (ahead, newest));
    let check = match depth {
        Depth::Surface => return Ok(found),
        Depth::Pages => "PRAGMA quick_check(20)",
        Depth::All => "PRAGMA integrity_check(20)",
    };
    let mut statement = conn.prepare(check)?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
    for line in lines {
        // What it cannot read ends the check, and is what it found.
        match line {
            Ok(line) if line == "ok" => {}
            Ok(line) => found.faults.push(line),
            Err(error) => {
                found.faults.push(error.to_string());
                break;
            }
        }
    }
    if depth == Depth::All {
        let broken: i64 =
            conn.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
                row.get(0)
            })?;
        if broken > 0 {
            found
                .faults
                .push(format!("{broken} rows refer to rows that are not there"));
        }
    }
    Ok(found)
}

/// The version of SQLite, whether it is new enough to keep evidence, and those of its options that matter here.
///
/// # Errors
/// When SQLite does not say.
pub fn sqlite() -> Result<(&'static str, bool, Vec<String>)> {
    let conn = Connection::open_in_memory()?;
    let mut statement = conn.prepare("PRAGMA compile_options")?;
    let options: Vec<String> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let matters = |option: &String| {
        let matters = [
            "ENABLE_FTS5",
            "ENABLE_STAT4",
            "ENABLE_COLUMN_METADATA",
            "SECURE_DELETE",
            "THREADSAFE",
            "TEMP_STORE",
            "DQS",
        ];
        matters.iter().any(|name| option.starts_with(name))
    };
    let new_enough = rusqlite::version_number() >= connect::OLDEST_SQLITE;
    Ok((
        rusqlite::version(),
        new_enough,
        options.into_iter().filter(matters).collect(),
    ))
}
