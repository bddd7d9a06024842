//! The schema: making a new file, knowing one of ours, refusing a newer one.

use rusqlite::Connection;

use crate::error::{Error, ErrorKind, Result};

/// What marks a SQLite file as Dixit's: "DXIT".
pub const APPLICATION_ID: i32 = 0x4458_4954;
/// The version of the schema. Raising it takes: `schema.sql`, a step in the ladder here, a small old
/// database under `tests/databases/`.
pub const VERSION: i32 = 1;

const SCHEMA: &str = include_str!("../../schema.sql");
const MARK: &str = "-- After the rows";

/// The part of the schema that a bulk load makes after the rows.
pub static AFTER_ROWS: std::sync::LazyLock<&'static str> =
    std::sync::LazyLock::new(|| SCHEMA.find(MARK).map_or("", |at| &SCHEMA[at..]));

/// The full-text tables.
pub const FULL_TEXT: &[&str] = &[
    "claims_fts",
    "attributions_fts",
    "captures_fts",
    "speakers_fts",
    "sources_fts",
];

/// Makes the tables of a new file. To be called inside a transaction.
pub fn create(conn: &Connection) -> Result<()> {
    conn.execute_batch(SCHEMA)?;
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    conn.pragma_update(None, "user_version", VERSION)?;
    Ok(())
}

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Without any table: new.
    Empty,
    /// One of ours, of this version.
    Ours,
}

/// Looks what a file is.
///
/// # Errors
/// When it is another program's, or newer than this one; it is left untouched.
pub fn inspect(conn: &Connection) -> Result<Kind> {
    // In one look: another program may be making the file.
    let sql = "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
                 FROM pragma_application_id, pragma_user_version";
    let (application, version, tables): (i32, i32, i64) =
        conn.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    match (application, version, tables) {
        (0, 0, 0) => Ok(Kind::Empty),
        (APPLICATION_ID, VERSION, _) => Ok(Kind::Ours),
        (APPLICATION_ID, newer, _) if newer > VERSION => Err(Error::new(
            ErrorKind::File,
            format!("the file has schema {newer}; this Dixit knows schema {VERSION} and leaves it untouched"),
        )
        .hint("use a newer Dixit")),
        (APPLICATION_ID, older, _) => {
            Err(Error::new(ErrorKind::File, format!("the file has schema {older}, which no release ever wrote")))
        }
        _ => Err(Error::new(ErrorKind::File, "the file is a database of another program, and is left untouched")
            .hint("name another file with --db")),
    }
}
