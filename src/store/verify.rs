//! Verifying: whether the file still says what was written to it.
//!
//! It finds accidents and edits by other programs. Someone who also writes hashes anew is only found
//! out by a hash over the heads that was kept elsewhere.

use std::collections::{BTreeMap, HashSet};

use super::apply::versions_of;
use super::nouns::{REFERRED_FIRST, table};
use super::refs::Refs;
use super::write::Transaction;
use super::{Store, derive, operation, row, schema, version};
use crate::error::Result;
use crate::model::{Noun, Uid};

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Of which noun, where it is about a record.
    pub noun: Option<Noun>,
    /// Of which record or operation.
    pub uid: Option<Uid>,
    /// What is wrong, without any of its words.
    pub what: String,
}

impl Finding {
    fn of(noun: Noun, uid: Uid, what: &str) -> Self {
        Self {
            noun: Some(noun),
            uid: Some(uid),
            what: what.to_owned(),
        }
    }

    fn file(what: impl Into<String>) -> Self {
        Self {
            noun: None,
            uid: None,
            what: what.into(),
        }
    }
}

impl Store {
    /// Checks structure, hashes, operations and everything derived. Nothing found means all is well.
    ///
    /// # Errors
    /// When the file is too damaged to be read at all.
    pub fn verify(&self) -> Result<Vec<Finding>> {
        let mut found = Vec::new();
        self.verify_structure(&mut found)?;
        self.verify_versions(&mut found)?;
        self.verify_operations(&mut found)?;
        self.verify_blobs(&mut found)?;
        if self.writable && found.is_empty() {
            self.verify_derived(&mut found)?;
        }
        Ok(found)
    }

    fn verify_structure(&self, found: &mut Vec<Finding>) -> Result<()> {
        let mut statement = self.conn.prepare("PRAGMA integrity_check(20)")?;
        for line in statement.query_map([], |row| row.get::<_, String>(0))? {
            let line = line?;
            if line != "ok" {
                found.push(Finding::file(line));
            }
        }
        let mut statement = self
            .conn
            .prepare("SELECT \"table\", count(*) FROM pragma_foreign_key_check() GROUP BY 1")?;
        for broken in statement.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
        })? {
            let (table, count) = broken?;
            found.push(Finding::file(format!(
                "{count} rows of {table} refer to what is not there"
            )));
        }
        Ok(())
    }

    fn verify_versions(&self, found: &mut Vec<Finding>) -> Result<()> {
        let mut refs = Refs::new(&self.conn);
        for noun in REFERRED_FIRST {
            let mut statement = self
                .conn
                .prepare(&format!("SELECT id, uid FROM {}", table(*noun)))?;
            let mut rows = statement.query([])?;
            while let Some(line) = rows.next()? {
                let (id, uid) = (line.get(0)?, Uid(line.get(1)?));
                match version::shown(*noun, id, &mut refs) {
                    Ok(Some(version)) if version.expected_hash() == version.hash => {
                        if !version::stands(*noun, uid, &mut refs)? {
                            found.push(Finding::of(
                                *noun,
                                uid,
                                "its row is not what its versions come to",
                            ));
                        }
                    }
                    Ok(_) => found.push(Finding::of(*noun, uid, "its words do not fit its hash")),
                    Err(error) => found.push(Finding::of(*noun, uid, error.what())),
                }
            }
        }
        for version in version::read_versions("?1", 1_i64.into(), &refs)? {
            if version.expected_hash() != version.hash {
                found.push(Finding::of(
                    version.noun,
                    version.uid,
                    "an earlier version does not fit its hash",
                ));
            }
        }
        Ok(())
    }

    fn verify_operations(&self, found: &mut Vec<Finding>) -> Result<()> {
        let mut refs = Refs::new(&self.conn);
        let all = operation::read(&self.conn, "1", &[])?;
        let known: HashSet<i64> = all.iter().map(|(id, _, _)| *id).collect();
        for (id, made, wrote) in &all {
            let mut fault = |what: &str| {
                found.push(Finding {
                    noun: None,
                    uid: Some(made.uid),
                    what: what.to_owned(),
                })
            };
            if made.expected_hash() != made.hash {
                fault("the operation does not fit its hash");
            }
            if operation::root(&self.conn, *id, wrote)? != made.root {
                fault("the operation wrote other versions than the file holds of it");
            }
            let height = all
                .iter()
                .filter(|(_, o, _)| made.parents.contains(&o.hash))
                .map(|(_, o, _)| o.height)
                .max();
            if made.height != 1 + height.unwrap_or(0) {
                fault("the operation's height does not follow from its parents");
            }
            let _ = versions_of(*id, wrote, &mut refs);
        }
        for noun in REFERRED_FIRST {
            let mut statement = self
                .conn
                .prepare(&format!("SELECT uid, _operation FROM {}", table(*noun)))?;
            let mut rows = statement.query([])?;
            while let Some(line) = rows.next()? {
                if !known.contains(&line.get(1)?) {
                    found.push(Finding::of(
                        *noun,
                        Uid(line.get(0)?),
                        "no operation wrote it",
                    ));
                }
            }
        }
        Ok(())
    }

    /// Derives everything anew in a transaction that is rolled back, and compares.
    fn verify_derived(&self, found: &mut Vec<Finding>) -> Result<()> {
        let _rolled_back = Transaction::begin(&self.conn, &self.waiting)?;
        for fts in schema::FULL_TEXT {
            let sql = format!("INSERT INTO {fts} ({fts}, rank) VALUES ('integrity-check', 1)");
            if self.conn.execute_batch(&sql).is_err() {
                found.push(Finding::file(format!(
                    "the search index {fts} does not fit the rows"
                )));
            }
        }
        if !found.is_empty() {
            return Ok(());
        }
        let before = self.state()?;
        let mut refs = Refs::new(&self.conn);
        derive::rebuild(&mut refs)?;
        let after = self.state()?;
        for (line, text) in &after {
            if before.get(line) != Some(text) {
                found.push(Finding::file(format!(
                    "what is derived of {line} is not what follows from the records"
                )));
            }
        }
        for line in before.keys().filter(|line| !after.contains_key(*line)) {
            found.push(Finding::file(format!(
                "{line} does not follow from the records"
            )));
        }
        Ok(())
    }

    /// The whole shared state in words that hold on every desk: identities instead of integers.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn state(&self) -> Result<BTreeMap<String, String>> {
        let mut refs = Refs::new(&self.conn);
        let mut lines = BTreeMap::new();
        for noun in REFERRED_FIRST {
            let mut statement = self
                .conn
                .prepare(&format!("SELECT id FROM {}", table(*noun)))?;
            let ids: Vec<i64> = statement
                .query_map([], |r| r.get(0))?
                .collect::<Result<_, _>>()?;
            for id in ids {
                if let Some((body, meta)) = row::read(*noun, id, &mut refs)? {
                    let text = String::from_utf8_lossy(&body.canonical()).into_owned();
                    let derived = self.derived_state(*noun, id)?;
                    let hash = crate::model::uid::hex(&meta.hash);
                    lines.insert(
                        format!("{noun} {}", meta.uid),
                        format!("{hash} {} {derived} {text}", meta.heads),
                    );
                }
            }
        }
        for (name, sql) in DERIVED_LINES {
            let mut statement = self.conn.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                lines.insert(
                    format!("{name} {}", row.get::<_, String>(0)?),
                    String::new(),
                );
            }
        }
        Ok(lines)
    }

    fn derived_state(&self, noun: Noun, id: i64) -> Result<String> {
        let sql = match noun {
            Noun::Attribution => {
                "SELECT concat_ws('|', a.sort_date, a.sort_basis, a.said_from, a.said_to, a.forms, a.hops, a.figures,
                        (SELECT hex(uid) FROM speakers WHERE id = a.speaker_rep), (SELECT hex(uid) FROM sources WHERE id = a.source_rep),
                        (SELECT hex(uid) FROM attributions WHERE id = a.same_as)) FROM attributions a WHERE a.id = ?1"
            }
            Noun::Claim => "SELECT concat_ws('|', c.newest, c.forms, c.key, (SELECT hex(uid) FROM claims WHERE id = c.rep)) FROM claims c WHERE c.id = ?1",
            Noun::Source => "SELECT concat_ws('|', c.key, c.forms, c.published_from, c.published_to, (SELECT hex(uid) FROM sources WHERE id = c.rep)) FROM sources c WHERE c.id = ?1",
            Noun::Speaker => "SELECT concat_ws('|', c.name, c.forms, (SELECT hex(uid) FROM speakers WHERE id = c.rep)) FROM speakers c WHERE c.id = ?1",
            Noun::Topic => "SELECT concat_ws('|', c.key, (SELECT hex(uid) FROM topics WHERE id = c.rep)) FROM topics c WHERE c.id = ?1",
            Noun::Measure => "SELECT concat_ws('|', c.key, (SELECT hex(uid) FROM measures WHERE id = c.rep)) FROM measures c WHERE c.id = ?1",
            _ => return Ok(String::new()),
        };
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row([id], |row| row.get(0))?)
    }
}

const DERIVED_LINES: &[(&str, &str)] = &[
    (
        "topic line",
        "SELECT concat_ws(' ', hex(t.uid), l.sort_date, hex(a.uid)) FROM _attribution_topics l JOIN topics t ON t.id = l.topic_rep LEFT JOIN attributions a ON a.id = l.attribution",
    ),
    (
        "measure line",
        "SELECT concat_ws(' ', hex(t.uid), l.sort_date, hex(a.uid)) FROM _attribution_measures l JOIN measures t ON t.id = l.measure_rep LEFT JOIN attributions a ON a.id = l.attribution",
    ),
    (
        "claim line",
        "SELECT concat_ws(' ', hex(t.uid), l.newest, hex(c.uid)) FROM _claim_topics l JOIN topics t ON t.id = l.topic_rep LEFT JOIN claims c ON c.id = l.claim",
    ),
    (
        "near name",
        "SELECT concat_ws(' ', n.noun, n.block, hex(s.uid)) FROM _near n JOIN speakers s ON s.id = n.record",
    ),
    (
        "name",
        "SELECT concat_ws(' ', k.key, hex(s.uid)) FROM _speaker_keys k JOIN speakers s ON s.id = k.speaker",
    ),
];
