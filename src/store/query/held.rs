//! Which captures hold a source's text, and where words stand in them as last looked up.

use rusqlite::OptionalExtension;

use super::Rep;
use super::read::Reader;
use crate::error::Result;
use crate::model::{Fragment, Grade, Noun, Uid};
use crate::store::Store;
use crate::store::write::Transaction;

/// One file of a source: its newest capture that has a text, and the one before that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HeldFile {
    pub newest: i64,
    pub before: Option<i64>,
}

/// Where an attribution's words stand in a capture.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AnchorRow {
    pub attribution: i64,
    pub capture: i64,
    pub fragments: Vec<Fragment>,
    pub grade: Grade,
    /// The kinds of change, or `ambiguous`.
    pub change: String,
}

/// The sources that are one with the one that stands for them: itself, and through an index that has no others,
/// those that it stands for.
const CLASS: &str = "SELECT s.rep FROM sources s WHERE s.id = ?1
     UNION ALL SELECT m.id FROM sources m
      WHERE m.rep = (SELECT s.rep FROM sources s WHERE s.id = ?1) AND m.rep <> m.id";

/// The captures with a text of some sources, by file, the newest first.
fn of_files(sources: &str) -> String {
    format!(
        "SELECT c.id, coalesce(c.\"order\", 0) AS file FROM captures c
          WHERE c.source IN ({sources}) AND (c.text IS NOT NULL OR c.transcript IS NOT NULL)
          ORDER BY file, c.at DESC, c.id DESC"
    )
}

fn any_capture() -> String {
    format!("SELECT EXISTS (SELECT 1 FROM captures c WHERE c.source IN ({CLASS}))")
}

/// By the stretches that an operation noted as written: attributions have no index by operation.
const WRITTEN_IN_CAPTURED: &str = "SELECT DISTINCT a.id
     FROM _operations o CROSS JOIN json_each(o.wrote, '$.attribution') r
     CROSS JOIN attributions a ON a.id BETWEEN r.value ->> 0 AND r.value ->> 1
    WHERE o.uid = ?1 AND a._operation = o.id
      AND EXISTS (SELECT 1 FROM captures c WHERE c.source IN
            (SELECT a.source_rep UNION ALL SELECT m.id FROM sources m WHERE m.rep = a.source_rep AND m.rep <> m.id))
    ORDER BY a.id";

impl Reader<'_> {
    /// The files in which a source's text is held: its own, else those of a source judged the same.
    pub fn held(&self, source: i64) -> Result<Vec<HeldFile>> {
        for whose in ["?1", CLASS] {
            let mut statement = self.refs.conn.prepare_cached(&of_files(whose))?;
            let mut rows = statement.query([source])?;
            let mut files: Vec<(i64, HeldFile)> = Vec::new();
            while let Some(row) = rows.next()? {
                let (id, file) = (row.get("id")?, row.get("file")?);
                match files.last_mut() {
                    Some((known, held)) if *known == file => {
                        held.before.get_or_insert(id);
                    }
                    _ => files.push((
                        file,
                        HeldFile {
                            newest: id,
                            before: None,
                        },
                    )),
                }
            }
            if !files.is_empty() {
                return Ok(files.into_iter().map(|(_, held)| held).collect());
            }
        }
        Ok(Vec::new())
    }

    /// Whether anything of a source, or of one judged the same, is captured, be it without a text.
    pub fn is_captured(&self, source: i64) -> Result<bool> {
        let mut statement = self.refs.conn.prepare_cached(&any_capture())?;
        Ok(statement.query_row([source], |row| row.get(0))?)
    }

    /// Whether a claim has a figure from anywhere but a headline.
    pub fn has_figure_in_full(&self, claim: i64) -> Result<bool> {
        let mut statement = self.refs.conn.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM attributions
              WHERE claim = ?1 AND figures > 0 AND (part IS NULL OR part NOT IN ('headline', 'link')))",
        )?;
        Ok(statement.query_row([claim], |row| row.get(0))?)
    }

    /// The next source after one that stands for itself and all judged the same, in the file's order.
    pub fn source_after(&self, last: i64) -> Result<Option<Rep>> {
        let mut statement = self.refs.conn.prepare_cached(
            "SELECT id, uid FROM sources WHERE id > ?1 AND rep = id ORDER BY id LIMIT 1",
        )?;
        let rep = |row: &rusqlite::Row<'_>| {
            Ok(Rep {
                id: row.get("id")?,
                uid: Uid(row.get("uid")?),
            })
        };
        Ok(statement.query_row([last], rep).optional()?)
    }

    /// The attributions that an operation wrote in sources of which something is captured.
    pub fn written_in_captured(&self, operation: Uid) -> Result<Vec<i64>> {
        let none: bool =
            self.refs
                .conn
                .query_row("SELECT NOT EXISTS (SELECT 1 FROM captures)", [], |row| {
                    row.get(0)
                })?;
        if none {
            return Ok(Vec::new());
        }
        let mut statement = self.refs.conn.prepare_cached(WRITTEN_IN_CAPTURED)?;
        let ids = statement.query_map([&operation.0[..]], |row| row.get("id"))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }
}

impl Store {
    /// Keeps where words stand, for other programs; no operation, and nothing where the file is read-only.
    pub(crate) fn keep_anchors(&self, rows: &[AnchorRow]) -> Result<()> {
        if rows.is_empty() || !self.is_writable() {
            return Ok(());
        }
        let transaction = Transaction::begin(&self.conn, &self.waiting)?;
        for row in rows {
            let fragments: Option<String> = (!row.fragments.is_empty())
                .then(|| serde_json::to_string(&row.fragments))
                .transpose()
                .map_err(|error| crate::error::Error::bug(error.to_string()))?;
            let change = (!row.change.is_empty()).then_some(&row.change);
            self.conn
                .prepare_cached(
                    "INSERT OR REPLACE INTO _anchors (attribution, capture, fragments, grade, change)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute((row.attribution, row.capture, fragments, row.grade.to_string(), change))?;
        }
        transaction.commit()
    }

    /// The attributions among records, by their integers in this file.
    pub(crate) fn attributions_of(&self, records: &[(Noun, Uid)]) -> Result<Vec<i64>> {
        let reader = Reader::new(self);
        let uids = records
            .iter()
            .filter(|(noun, _)| *noun == Noun::Attribution);
        let mut ids = Vec::new();
        for (noun, uid) in uids {
            ids.extend(reader.id(*noun, *uid)?);
        }
        Ok(ids)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::query::testing::Desk;

    #[test]
    fn what_is_held_of_a_source_is_looked_up_and_not_searched_for() {
        let desk = Desk::new();
        let queries = [
            of_files("?1"),
            of_files(CLASS),
            any_capture(),
            WRITTEN_IN_CAPTURED.to_owned(),
        ];
        for sql in queries {
            let explain = format!("EXPLAIN QUERY PLAN {sql}");
            let mut statement = desk.0.conn.prepare(&explain).unwrap();
            let lines = statement.query_map([1], |row| row.get("detail")).unwrap();
            let plan: Vec<String> = lines.collect::<Result<_, _>>().unwrap();
            let scans = plan.iter().find(|line| {
                line.starts_with("SCAN") && !line.contains("CONSTANT") && !line.contains("SCAN r ")
            });
            assert_eq!(scans, None, "{sql}\n{}", plan.join("\n"));
        }
    }
}
