//! What a report reads of the records that its rows refer to, by the file's own integers.

use rusqlite::{OptionalExtension, params_from_iter};

use super::sql::{self, Sql};
use super::{Filter, Hit, Rep, resolve};
use crate::error::Result;
use crate::model::body::Hash;
use crate::model::{Attribution, Body, Noun, Uid};
use crate::store::columns::{Fields, Stored, beside};
use crate::store::log::Logged;
use crate::store::nouns::attribution::{body_of, read_parts};
use crate::store::nouns::table;
use crate::store::operation::Wrote;
use crate::store::refs::Refs;
use crate::store::version::{self, Version};
use crate::store::{Store, apply, row, sameness};

/// How many records [`Reader::beginning`] looks at.
const BEGINNINGS: i64 = 1000;

/// Reads records while a list runs.
pub(crate) struct Reader<'s> {
    pub(super) refs: Refs<'s>,
}

/// An attribution as its row has it, references by integer.
pub(crate) struct Said {
    pub uid: Uid,
    pub body: Attribution<i64>,
    pub sort_date: String,
    pub sort_basis: String,
    pub created_in: i64,
    pub heads: u32,
}

/// A record's body, and who it is.
#[derive(Clone, Debug)]
pub(crate) struct Known<T> {
    pub uid: Uid,
    pub body: T,
}

impl<'s> Reader<'s> {
    /// A reader of a store.
    pub fn new(store: &'s Store) -> Self {
        Self {
            refs: Refs::new(&store.conn),
        }
    }

    /// An attribution.
    pub fn said(&mut self, id: i64) -> Result<Option<Said>> {
        row::with_row::<Attribution, _>(id, &mut self.refs, |row, refs| {
            let (mut body, _) = body_of(&mut Fields::of(row), refs)?;
            read_parts(&mut body, row, id, refs)?;
            Ok(Said {
                uid: Uid(row.get(1)?),
                body,
                sort_date: beside::<Attribution, _>(row, "sort_date")?,
                sort_basis: beside::<Attribution, _>(row, "sort_basis")?,
                created_in: beside::<Attribution, _>(row, "created_in")?,
                heads: beside::<Attribution, _>(row, "heads")?,
            })
        })
    }

    /// A record of any other noun.
    pub fn record<T: Stored>(&mut self, id: i64) -> Result<Option<Known<T>>> {
        let found = row::read_as::<T>(id, &mut self.refs)?;
        Ok(found.map(|(body, meta)| Known {
            uid: meta.uid,
            body,
        }))
    }

    /// A record as its row alone has it, without what stands apart.
    pub fn alone<T: Stored>(&mut self, id: i64) -> Result<Option<Known<T>>> {
        row::with_row::<T, _>(id, &mut self.refs, |row, refs| {
            Ok(Known {
                uid: Uid(row.get(1)?),
                body: T::of_row(&mut Fields::of(row), refs)?,
            })
        })
    }

    /// The body of a record of any noun.
    pub fn body(&mut self, noun: Noun, id: i64) -> Result<Option<(Uid, Body)>> {
        let found = row::read(noun, id, &mut self.refs)?;
        Ok(found.map(|(body, meta)| (meta.uid, body)))
    }

    /// The record that stands for one.
    pub fn rep(&self, noun: Noun, id: i64) -> Result<Rep> {
        resolve::rep(noun, id, &self.refs)
    }

    /// The integer of a live record.
    pub fn id(&self, noun: Noun, uid: Uid) -> Result<Option<i64>> {
        self.refs.find(noun, uid)
    }

    /// The time of an operation, RFC 3339 in UTC; empty once purged.
    pub fn time(&self, operation: i64) -> Result<String> {
        let found: Option<Option<String>> = self
            .refs
            .conn
            .prepare_cached("SELECT time FROM _operations WHERE id = ?1")?
            .query_row([operation], |row| row.get(0))
            .optional()?;
        Ok(found.flatten().unwrap_or_default())
    }

    /// The last words of a record: those that its row shows, else those it had when it went.
    pub fn last_body(&mut self, noun: Noun, uid: Uid) -> Result<Option<Body>> {
        if let Some(id) = self.id(noun, uid)? {
            return Ok(self.body(noun, id)?.map(|(_, body)| body));
        }
        let versions = version::all(noun, uid, &mut self.refs)?;
        let last = versions
            .into_iter()
            .filter(|version| version.body.is_some())
            .max_by_key(|version| version.operation);
        last.map_or(Ok(None), |version| version.read_body())
    }

    /// Every version of a record.
    pub fn versions(&mut self, noun: Noun, uid: Uid) -> Result<Vec<Version>> {
        version::all(noun, uid, &mut self.refs)
    }

    /// The version that a record's row shows, and how many stand side by side; none where it is gone.
    pub fn shown(&self, noun: Noun, uid: Uid) -> Result<Option<(Hash, u32)>> {
        let found = row::meta_of(noun, uid, &self.refs)?;
        Ok(found.map(|(_, meta)| (meta.hash, meta.heads)))
    }

    /// The operation with an integer, as the log has it.
    pub fn logged(&self, store: &Store, operation: i64) -> Result<Logged> {
        store.logged(operation)
    }

    /// The versions that an operation wrote.
    pub fn written(&mut self, id: i64, wrote: &Wrote) -> Result<Vec<Version>> {
        apply::versions_of(id, wrote, &mut self.refs)
    }

    /// The other records in the class of one: those taken for the same.
    pub fn class(&self, noun: Noun, id: i64) -> Result<Vec<Uid>> {
        let stood_for = match noun {
            Noun::Attribution => "same_as = ?1",
            _ if sameness::WITH_REP.contains(&noun) => "rep = ?1 AND rep <> id",
            _ => return Ok(Vec::new()),
        };
        let table = table(noun);
        let rep = sameness::rep(noun, id, &self.refs)?;
        let mut statement = self.refs.conn.prepare_cached(&format!(
            "SELECT uid FROM {table} WHERE id = ?1 AND id <> ?2
             UNION SELECT uid FROM {table} WHERE {stood_for} AND id <> ?2"
        ))?;
        let found = statement.query_map([rep, id], |row| Ok(Uid(row.get(0)?)))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The records that one keeps, or that speak of it: captures, assessments, links, judgements, pieces.
    pub fn about(&self, noun: Noun, id: i64) -> Result<Vec<(Noun, i64)>> {
        let word = noun.to_string();
        let mut found = Vec::new();
        let mut add = |of: Noun, sql: &str| -> Result<()> {
            let mut statement = self.refs.conn.prepare_cached(sql)?;
            let mut rows = match statement.parameter_count() {
                1 => statement.query([id])?,
                _ => statement.query((id, &word))?,
            };
            while let Some(row) = rows.next()? {
                found.push((of, row.get("id")?));
            }
            Ok(())
        };
        let by_claims = "('contradicts', 'supports', 'narrows', 'part-of')";
        match noun {
            Noun::Source => add(
                Noun::Capture,
                "SELECT id FROM captures WHERE source = ?1 ORDER BY \"order\", at, id",
            )?,
            Noun::Claim | Noun::Attribution => {
                let sql = format!(
                    "SELECT id FROM assessments WHERE {noun} = ?1 ORDER BY \"on\", created_in, uid"
                );
                add(Noun::Assessment, &sql)?;
                let not = if noun == Noun::Claim { "" } else { "NOT " };
                let sql = format!(
                    "SELECT id FROM links WHERE kind {not}IN {by_claims} AND ?1 IN (\"from\", \"to\") ORDER BY \"on\", created_in, uid"
                );
                add(Noun::Link, &sql)?;
            }
            _ => {}
        }
        for by in [Noun::Judgement, Noun::Piece] {
            let sql = format!(
                "SELECT by_record AS id FROM _references WHERE record = ?1 AND noun = ?2 AND by_noun = '{by}' ORDER BY 1"
            );
            add(by, &sql)?;
        }
        Ok(found)
    }

    /// Speakers (`true`) of what a filter finds, or the documents that speak in it themselves.
    pub fn voices(&self, store: &Store, filter: &Filter, speakers: bool) -> Result<Vec<i64>> {
        let mut sql = Sql::default();
        let found = sql::all(filter, sql::choose(filter, &store.conn)?, &mut sql);
        let (column, is) = match speakers {
            true => ("speaker_rep", "NOT NULL"),
            false => ("source_rep", "NULL"),
        };
        let text = format!(
            "SELECT DISTINCT a.{column} AS id FROM ({found}) f CROSS JOIN attributions a ON a.id = f.id WHERE a.speaker_rep IS {is}"
        );
        let mut statement = store.conn.prepare(&text)?;
        let ids = statement.query_map(params_from_iter(sql.values), |row| row.get("id"))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// Records of a noun with a name that begins as typed, or whose key begins so, and that name; of
    /// speakers the first name. At most [`BEGINNINGS`], by name.
    pub fn beginning(&self, noun: Noun, typed: &str, key: &str) -> Result<Vec<(i64, String)>> {
        let (sql, from) = match noun {
            Noun::Speaker => (
                "SELECT s.id, s.name FROM _speaker_keys k CROSS JOIN speakers s ON s.id = k.speaker
                  WHERE k.key >= ?1 AND k.key < ?2 ORDER BY k.key LIMIT ?3",
                key,
            ),
            Noun::Topic => (
                "SELECT id, name FROM topics WHERE key >= ?1 AND key < ?2 ORDER BY key LIMIT ?3",
                key,
            ),
            Noun::Measure => (
                "SELECT id, name FROM measures WHERE key >= ?1 AND key < ?2 ORDER BY key LIMIT ?3",
                key,
            ),
            Noun::Source => (
                "SELECT id, title FROM sources WHERE title IS NOT NULL
                    AND substr(title, 1, 24) >= substr(?1, 1, 24) AND substr(title, 1, 24) < ?2
                 UNION ALL
                 SELECT id, label FROM sources WHERE label >= ?1 AND label < ?2 LIMIT ?3",
                typed,
            ),
            Noun::Occasion => (
                "SELECT id, label FROM occasions WHERE label >= ?1 AND label < ?2 ORDER BY label LIMIT ?3",
                typed,
            ),
            _ => return Ok(Vec::new()),
        };
        // The last code point: no name goes on with it.
        let to = format!("{from}\u{10ffff}");
        let mut statement = self.refs.conn.prepare(sql)?;
        let rows = statement.query_map((from, to, BEGINNINGS), |row| {
            Ok((
                row.get(0)?,
                row.get::<_, Option<String>>(1)?.unwrap_or_default(),
            ))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Hit {
    /// The file's integer of an attribution found.
    pub(crate) fn id(&self) -> i64 {
        self.id
    }
}
