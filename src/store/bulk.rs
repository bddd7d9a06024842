//! A bulk load into an empty file: indexes and full text are made after the rows.
//!
//! Measured: with every index in place and each row indexed as it comes, a load takes twice as long.

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::nouns::table;
use super::refs::Refs;
use super::schema::{AFTER_ROWS, FULL_TEXT};
use super::{lists, sameness};
use crate::error::{Error, Result};
use crate::model::Noun;

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

/// How many bytes of words are gathered before they are written: fewer pieces to merge, and a
/// smaller index. FTS5's own measure holds before and after.
const WORDS_AT_HAND: u32 = 8 << 20;
const WORDS_AS_EVER: u32 = 1 << 20;

/// A connection while a bulk load runs: what SQLite would check of each row is left for the end.
///
/// References are checked all at once by [`finish`], which costs a quarter. The words of vocabularies
/// are not checked again: they come from the types that the schema's own checks are tested against,
/// and SQLite builds a table of them for every row it checks, a quarter of an import.
pub struct Unchecked<'c>(&'c Connection);

impl<'c> Unchecked<'c> {
    fn new(conn: &'c Connection) -> Result<Self> {
        let unchecked = Self(conn);
        unchecked.set(false)?;
        Ok(unchecked)
    }

    fn set(&self, checked: bool) -> Result<()> {
        self.0
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, checked)?;
        self.0
            .pragma_update(None, "ignore_check_constraints", !checked)?;
        Ok(())
    }
}

impl Drop for Unchecked<'_> {
    fn drop(&mut self) {
        // Neither touches the file, so that neither can fail.
        let _ = self.set(true);
    }
}

/// Begins a bulk load if one is wanted and the file is empty. It ends with what is answered, at the
/// end of the transaction.
pub fn begin(conn: &Connection, wanted: bool) -> Result<Option<Unchecked<'_>>> {
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
    Unchecked::new(conn).map(Some)
}

/// Checks what [`Unchecked`] left for the end.
fn check_references(conn: &Connection) -> Result<()> {
    let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    match rows.next()? {
        None => Ok(()),
        Some(row) => Err(Error::bug(format!(
            "a row of {} refers to one of {} that is not there",
            row.get::<_, String>("table")?,
            row.get::<_, String>("parent")?
        ))),
    }
}

/// Makes what was left for the end, if this is a bulk load; from then on it is a common one.
pub fn finish(refs: &mut Refs<'_>) -> Result<()> {
    if !refs.bulk {
        return Ok(());
    }
    // Sorting may need more room than memory should give: to temporary files, which hold dates and
    // identities but no words.
    refs.conn.pragma_update(None, "temp_store", "FILE").ok();
    check_references(refs.conn)?;
    make_indexes(refs)?;
    lists::fill(refs)?;
    for table in FULL_TEXT {
        refs.conn.execute_batch(&format!(
            "INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {WORDS_AT_HAND});
             INSERT INTO {table} ({table}) VALUES ('rebuild');
             INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {WORDS_AS_EVER});"
        ))?;
    }
    refs.bulk = false;
    sameness::refresh_all(refs)
}

/// Ends a bulk load that wrote nothing.
pub fn abandon(refs: &mut Refs<'_>) -> Result<()> {
    if refs.bulk {
        make_indexes(refs)?;
        refs.bulk = false;
    }
    Ok(())
}

/// The index of a noun's identities, made before the end if something looks for one.
pub fn index_uids(noun: Noun, conn: &Connection) -> Result<()> {
    let name = format!("{}_uid", table(noun));
    match indexes().find(|(found, _)| *found == name) {
        Some((name, statement)) => make_index(name, statement, conn),
        None => Ok(()),
    }
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
        (!KEPT.contains(&name)).then_some((name, statement))
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
            assert!(writing.refs.bulk);
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
