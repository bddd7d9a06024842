//! A bulk load into an empty file: indexes and full text are made after the rows.
//!
//! Measured: with every index in place and each row indexed as it comes, a load takes twice as long.

use rusqlite::Connection;

use super::refs::Refs;
use super::schema::{AFTER_ROWS, FULL_TEXT};
use super::{lists, sameness};
use crate::error::Result;

/// The indexes by which an import itself finds names; they stay.
const KEPT: &[&str] = &[
    "topics_key",
    "measures_key",
    "sources_key",
    "sources_title",
    "sources_label",
    "occasions_label",
    "captures_source",
    "claims_joined",
    "speakers_joined",
    "sources_joined",
    "attributions_joined",
    "speakers_wikidata",
];

/// Begins a bulk load if one is wanted and the file is empty; answers whether it did.
pub fn begin(conn: &Connection, wanted: bool) -> Result<bool> {
    if !wanted {
        return Ok(false);
    }
    let filled: bool = conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM _operations) OR EXISTS (SELECT 1 FROM attributions)",
        [],
        |row| row.get(0),
    )?;
    if filled {
        return Ok(false);
    }
    for (name, _) in indexes() {
        conn.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    Ok(true)
}

/// Makes what was left for the end, if this is a bulk load; from then on it is a common one.
pub fn finish(refs: &mut Refs<'_>) -> Result<()> {
    if !refs.bulk {
        return Ok(());
    }
    // Sorting may need more room than memory should give: to temporary files, which hold dates and
    // identities but no words.
    refs.conn.pragma_update(None, "temp_store", "FILE").ok();
    for (_, statement) in indexes() {
        refs.conn.execute_batch(statement)?;
    }
    lists::fill(refs)?;
    for table in FULL_TEXT {
        refs.conn
            .execute_batch(&format!("INSERT INTO {table} ({table}) VALUES ('rebuild')"))?;
    }
    refs.bulk = false;
    sameness::refresh_all(refs)
}

/// Ends a bulk load that wrote nothing.
pub fn abandon(refs: &mut Refs<'_>) -> Result<()> {
    if refs.bulk {
        for (_, statement) in indexes() {
            refs.conn.execute_batch(statement)?;
        }
        refs.bulk = false;
    }
    Ok(())
}

fn indexes() -> impl Iterator<Item = (&'static str, &'static str)> {
    AFTER_ROWS.split_inclusive(';').filter_map(|statement| {
        let at = statement.find("CREATE INDEX ")?;
        let statement = &statement[at..];
        let name = statement.split_whitespace().nth(2)?;
        (!KEPT.contains(&name)).then_some((name, statement))
    })
}
