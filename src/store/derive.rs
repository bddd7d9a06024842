//! What depends on what: which attributions' derived columns follow from another record.

use rusqlite::Connection;

use super::refs::Refs;
use super::row;
use crate::error::Result;
use crate::model::Noun;

/// The attributions whose dates or representatives follow from a record that changed.
pub fn dependents(noun: Noun, id: i64, refs: &Refs<'_>) -> Result<Vec<i64>> {
    let sql = match noun {
        Noun::Source => {
            "SELECT a.id FROM sources s JOIN attributions a ON a.source_rep = s.rep AND a.source = s.id WHERE s.id = ?1"
        }
        Noun::Capture => {
            "SELECT a.id FROM captures c JOIN sources s ON s.id = c.source
               JOIN attributions a ON a.source_rep = s.rep AND a.source = s.id WHERE c.id = ?1"
        }
        Noun::Occasion => "SELECT id FROM attributions WHERE occasion = ?1",
        _ => return Ok(Vec::new()),
    };
    collect(refs.conn, sql, id)
}

fn collect(conn: &Connection, sql: &str, id: i64) -> Result<Vec<i64>> {
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement
        .query_map([id], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

/// Computes every derived column of every row again, and all that follows from several rows.
///
/// Used by a rebuild and, in a transaction that is rolled back, by `verify`.
pub fn rebuild(refs: &mut Refs<'_>) -> Result<()> {
    let mut touched = std::collections::BTreeSet::new();
    for noun in super::nouns::REFERRED_FIRST {
        let sql = format!("SELECT id FROM {}", super::nouns::table(*noun));
        let mut statement = refs.conn.prepare(&sql)?;
        let ids: Vec<i64> = statement
            .query_map([], |r| r.get(0))?
            .collect::<Result<_, _>>()?;
        for id in ids {
            row::rederive(*noun, id, refs)?;
            touched.insert((*noun, id));
        }
    }
    super::sameness::refresh(&touched, refs)
}
