//! A bulk load into an empty file: indexes and full text are made after the rows.
//!
//! Measured: with every index in place and each row indexed as it comes, a load takes twice as long.

use std::cell::Cell;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::connect::CACHE_KIB;
use super::nouns::table;
use super::refs::Refs;
use super::schema::{AFTER_ROWS, FULL_TEXT};
use super::{lists, row, sameness};
use crate::error::{Error, Result};
use crate::model::Noun;

/// How many bytes of words are gathered before they are written: fewer pieces to merge, and a
/// smaller index. FTS5's own measure holds before and after.
const WORDS_AT_HAND: u32 = 8 << 20;
const WORDS_AS_EVER: u32 = 1 << 20;

/// A bulk load while it runs. What SQLite would check of each row is left for the end, and checked again by
/// SQLite as ever once this is dropped.
///
/// References are checked all at once by [`finish`], which costs a quarter. The words of vocabularies
/// are not checked again: they come from the types that the schema's own checks are tested against,
/// and SQLite builds a table of them for every row it checks, a quarter of an import.
pub struct Bulk<'c> {
    conn: &'c Connection,
    /// The nouns whose identities are indexed already.
    indexed: Cell<u32>,
    /// The newest date of the attributions that come with the claim about to be written.
    pub newest_expected: Option<String>,
    /// The claim written last, and the newest date its row has.
    pub newest_written: Option<(i64, String)>,
    /// Whether a row changed or went, so that a claim's newest date may be older than noted.
    pub redate: bool,
    /// Whether captures were written, which may date what was said in their sources before they came.
    pub captured: bool,
}

impl<'c> Bulk<'c> {
    fn new(conn: &'c Connection) -> Result<Self> {
        let bulk = Self {
            conn,
            indexed: Cell::new(0),
            newest_expected: None,
            newest_written: None,
            redate: false,
            captured: false,
        };
        bulk.check(false)?;
        Ok(bulk)
    }

    fn check(&self, checked: bool) -> Result<()> {
        self.conn
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, checked)?;
        self.conn
            .pragma_update(None, "ignore_check_constraints", !checked)?;
        Ok(())
    }

    /// Makes sure that a noun's identities are indexed: those of claims and attributions, which flat rows
    /// never look for, are else left for the end.
    pub fn index_uids(&self, noun: Noun) -> Result<()> {
        let (made, this) = (self.indexed.get(), 1 << noun as u8);
        if made & this == 0 && matches!(noun, Noun::Claim | Noun::Attribution) {
            let name = format!("{}_uid", table(noun));
            if let Some((name, statement)) = indexes().find(|(found, _)| *found == name) {
                make_index(name, statement, self.conn)?;
            }
            self.indexed.set(made | this);
        }
        Ok(())
    }

    /// Forgets what was noted of rows that were rolled back.
    pub fn forget(&mut self) {
        self.indexed.set(0);
        (self.newest_expected, self.newest_written) = (None, None);
    }
}

impl Drop for Bulk<'_> {
    fn drop(&mut self) {
        // None of these touches the file, so that none can fail.
        let _ = self.check(true);
        let _ = self.conn.pragma_update(None, "temp_store", "MEMORY");
        let _ = self.conn.pragma_update(None, "cache_size", -CACHE_KIB);
    }
}

/// Begins a bulk load if one is wanted and the file is empty.
pub fn begin(conn: &Connection, wanted: bool) -> Result<Option<Bulk<'_>>> {
    if !wanted {
        return Ok(None);
    }
    let filled: bool = conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM _operations) OR EXISTS (SELECT 1 FROM attributions)",
        [],
        |row| row.get(0),
    )?;
    if filled {
        return Ok(None);
    }
    for (name, _) in indexes() {
        conn.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    Bulk::new(conn).map(Some)
}

/// Checks the references that were left for the end: all of a table's in one pass, where SQLite's own check
/// reads the table once for each.
fn check_references(conn: &Connection) -> Result<()> {
    let mut statement = conn.prepare(
        "SELECT t.name, group_concat(format('c.\"%w\" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \"%w\" p WHERE p.id = c.\"%w\")',
                                            f.\"from\", f.\"table\", f.\"from\"), ' OR ')
           FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f
          WHERE t.type = 'table' GROUP BY t.name",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (table, missing): (String, String) = (row.get(0)?, row.get(1)?);
        let sql = format!("SELECT EXISTS (SELECT 1 FROM \"{table}\" c WHERE {missing})");
        if conn.query_row(&sql, [], |row| row.get(0))? {
            return Err(Error::bug(format!(
                "a row of {table} refers to one that is not there"
            )));
        }
    }
    Ok(())
}

/// Makes what was left for the end, if this is a bulk load; from then on it is a common one. What it answers
/// holds the settings of the load, for what is still to be sorted.
pub fn finish<'c>(refs: &mut Refs<'c>) -> Result<Option<Bulk<'c>>> {
    let Some(bulk) = &refs.bulk else {
        return Ok(None);
    };
    let captured = bulk.captured;
    // Sorting may need more room than memory should give: to temporary files, which hold dates and
    // identities but no words.
    refs.conn.pragma_update(None, "temp_store", "FILE")?;
    // And what is sorted at once, and kept of the file meanwhile, is half of what it was while rows came.
    refs.conn
        .pragma_update(None, "cache_size", -CACHE_KIB / 2)?;
    check_references(refs.conn)?;
    make_indexes(refs)?;
    if captured {
        date_by_captures(refs)?;
    }
    let redate = refs.bulk.as_ref().is_some_and(|bulk| bulk.redate);
    lists::fill(redate, refs)?;
    for table in FULL_TEXT {
        refs.conn.execute_batch(&format!(
            "INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {WORDS_AT_HAND});
             INSERT INTO {table} ({table}) VALUES ('rebuild');
             INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {WORDS_AS_EVER});"
        ))?;
    }
    let settings = refs.bulk.take();
    sameness::refresh_all(refs)?;
    Ok(settings)
}

/// Dates attributions again that were written before what was captured of their sources.
fn date_by_captures(refs: &mut Refs<'_>) -> Result<()> {
    let mut statement = refs.conn.prepare(
        "SELECT a.id FROM attributions a
           JOIN (SELECT source, min(substr(at, 1, 10)) AS day FROM captures WHERE at IS NOT NULL GROUP BY source) c
             ON c.source = a.source
          WHERE a.sort_basis = 'recorded' OR (a.sort_basis = 'captured' AND a.sort_date <> c.day)",
    )?;
    let ids: Vec<i64> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    ids.into_iter()
        .try_for_each(|id| row::rederive(Noun::Attribution, id, refs))
}

/// Ends a bulk load that wrote nothing.
pub fn abandon(refs: &mut Refs<'_>) -> Result<()> {
    if refs.bulk.take().is_some() {
        make_indexes(refs)?;
    }
    Ok(())
}

fn make_indexes(refs: &Refs<'_>) -> Result<()> {
    indexes().try_for_each(|(name, statement)| make_index(name, statement, refs.conn))
}

fn make_index(name: &str, statement: &str, conn: &Connection) -> Result<()> {
    let there: bool = conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?1)",
        [name],
        |row| row.get(0),
    )?;
    if !there {
        conn.execute_batch(statement)?;
    }
    Ok(())
}

fn indexes() -> impl Iterator<Item = (&'static str, &'static str)> {
    AFTER_ROWS.split_inclusive(';').filter_map(|statement| {
        let at = ["CREATE INDEX ", "CREATE UNIQUE INDEX "]
            .iter()
            .find_map(|begins| statement.find(begins))?;
        let statement = &statement[at..];
        let mut words = statement.split_whitespace();
        let name = words.find(|word| *word == "INDEX").and(words.next())?;
        Some((name, statement))
    })
}

#[cfg(test)]
mod tests {
    use crate::model::{Attribution, Claim, Edtf, Source};
    use crate::store::{Command, Repeating, Store};

    fn indexes(store: &Store) -> Vec<String> {
        let mut statement = store
            .conn
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' ORDER BY 1")
            .unwrap();
        let names = statement.query_map([], |row| row.get(0)).unwrap();
        names.collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn a_bulk_load_ends_as_a_common_one_though_it_edits_and_looks_for_identities() {
        let mut store = Store::in_memory(Box::new(Repeating::seeded(1))).unwrap();
        let before = indexes(&store);
        store.expect_many(true);
        let claim = |text: &str| Claim {
            text: text.to_owned(),
            ..Claim::default()
        };
        let command = Command::new("import");
        let written = store.write(&command, |writing| {
            assert!(writing.refs.bulk.is_some());
            let source = writing.create(Source::default())?;
            for (text, days) in [("a", ["2024-02-01", "2023"]), ("b", ["2022", "2022-03"])] {
                let uid = writing.create(claim(text))?;
                for day in days {
                    writing.create(Attribution {
                        claim: uid,
                        source,
                        said: Edtf::parse(day).ok(),
                        ..Attribution::default()
                    })?;
                }
                if text == "a" {
                    writing.edit(uid, claim("another wording"))?;
                }
            }
            Ok(())
        });
        written.unwrap();
        assert_eq!(indexes(&store), before);
        assert_eq!(store.verify().unwrap(), []);
    }
}
