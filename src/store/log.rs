//! The log: operations, newest first, a page at a time.
//!
//! The order is that of (height, hash), as no clock orders anything. A page costs what it gives, however
//! long the history is; a filter by actor, verb or noun walks until the page is full, one by days or by a
//! record looks at those operations alone.

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::operation::{self, Operation, Wrote};
use super::refs::Refs;
use super::undo::Graph;
use super::{Store, version};
use crate::error::{Error, ErrorKind, Result};
use crate::model::uid::IdRange;
use crate::model::{Moment, Noun, Uid};

/// How many candidates an error lists.
const CANDIDATES: usize = 8;

/// Which operations are wanted. What is given must all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Made by whom, exactly as the log has it.
    pub actor: Option<String>,
    /// By which command.
    pub verb: Option<String>,
    /// That wrote records of a noun.
    pub noun: Option<Noun>,
    /// That wrote a version of one record.
    pub record: Option<(Noun, Uid)>,
    /// Made then or later.
    pub from: Option<Moment>,
    /// Made before then.
    pub before: Option<Moment>,
}

/// An operation in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// The operation.
    pub operation: Operation,
    /// Where what it wrote stands.
    pub wrote: Wrote,
    /// Whether it stands undone.
    pub undone: bool,
    /// From where a merge brought it; none if it was made in this file.
    pub origin: Option<String>,
    pub(crate) id: i64,
}

impl Store {
    /// Gives operations that fit, newest first, after the one named; answers the last one given if there
    /// are more.
    ///
    /// # Errors
    /// When there is no such operation to go on from, or what `each` gives.
    pub fn log(
        &self,
        filter: &LogFilter,
        limit: Option<u64>,
        after: Option<Uid>,
        mut each: impl FnMut(Logged) -> Result<()>,
    ) -> Result<Option<Uid>> {
        let (condition, values) = self.condition(filter, after)?;
        // A window is looked up by its own index and then sorted; all else is read in the log's order.
        let height = if filter.from.or(filter.before).is_some() {
            "+height"
        } else {
            "height"
        };
        let sql = format!(
            "SELECT id FROM _operations WHERE {condition} ORDER BY {height} DESC, hash DESC"
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let (mut given, mut last) = (0, None);
        while let Some(row) = rows.next()? {
            if limit == Some(given) {
                return Ok(last);
            }
            let logged = self.logged(row.get("id")?)?;
            last = Some(logged.operation.uid);
            each(logged)?;
            given += 1;
        }
        Ok(None)
    }

    /// One operation of the log.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn logged_as(&self, operation: Uid) -> Result<Option<Logged>> {
        let found = operation::id_of(&self.conn, operation)?;
        found.map(|id| self.logged(id)).transpose()
    }

    /// The operation that an id, or its first letters, names.
    ///
    /// # Errors
    /// When none or several begin so; several are listed.
    pub fn find_operation(&self, prefix: &str) -> Result<Uid> {
        let Some(range) = IdRange::read(prefix) else {
            return Err(
                Error::input(format!("`{prefix}` is not the id of an operation"))
                    .hint("an id is 4 to 32 letters from k to z, as `dixit log` shows them"),
            );
        };
        let sql = format!(
            "SELECT uid FROM _operations WHERE uid BETWEEN ?1 AND ?2 LIMIT {}",
            CANDIDATES + 1
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let found = statement.query_map([&range.first.0[..], &range.last.0[..]], |row| {
            row.get(0).map(Uid)
        })?;
        let found: Vec<Uid> = found.collect::<Result<_, _>>()?;
        match found[..] {
            [one] => Ok(one),
            [] => Err(Error::new(
                ErrorKind::NotFound,
                format!("there is no operation whose id begins with {prefix}"),
            )
            .hint("`dixit log` lists them")),
            _ => {
                let listed: Vec<String> = found.iter().take(CANDIDATES).map(|u| u.id()).collect();
                let more = if found.len() > CANDIDATES {
                    " and more"
                } else {
                    ""
                };
                Err(Error::new(
                    ErrorKind::Ambiguous,
                    format!("several operations begin with {prefix}"),
                )
                .hint(format!("give more letters: {}{more}", listed.join(", "))))
            }
        }
    }

    /// The fewest letters, at least 4, by which no other operation is meant.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn shortest_operation(&self, operation: Uid) -> Result<String> {
        let letters = operation.letters();
        let mut needed = crate::model::uid::SHORTEST;
        for (order, than) in [("uid DESC", "<"), ("uid", ">")] {
            let sql =
                format!("SELECT uid FROM _operations WHERE uid {than} ?1 ORDER BY {order} LIMIT 1");
            let mut statement = self.conn.prepare_cached(&sql)?;
            let mut rows = statement.query([&operation.0[..]])?;
            if let Some(row) = rows.next()? {
                let other = Uid(row.get(0)?).letters();
                let pairs = letters.bytes().zip(other.bytes());
                needed = needed.max(pairs.take_while(|(a, b)| a == b).count() + 1);
            }
        }
        Ok(letters[..needed.min(letters.len())].to_owned())
    }

    pub(crate) fn logged(&self, id: i64) -> Result<Logged> {
        let (id, operation, wrote) =
            operation::of_id(&self.conn, id)?.ok_or_else(|| Error::bug("an operation vanished"))?;
        let mut statement = self.conn.prepare_cached(
            "SELECT origin FROM _received WHERE operation = ?1 AND removed IS NULL LIMIT 1",
        )?;
        let mut rows = statement.query([&operation.uid.0[..]])?;
        let origin = rows.next()?.map(|row| row.get(0)).transpose()?;
        Ok(Logged {
            undone: Graph(&self.conn).is_undone(operation.uid)?,
            operation,
            wrote,
            origin,
            id,
        })
    }

    fn condition(&self, filter: &LogFilter, after: Option<Uid>) -> Result<(String, Vec<Value>)> {
        // Without `..`: a new filter must find its place here.
        let LogFilter {
            actor,
            verb,
            noun,
            record,
            from,
            before,
        } = filter;
        let mut terms = vec!["1".to_owned()];
        let mut values: Vec<Value> = Vec::new();
        let mut term = |sql: &str, value: Value| {
            values.push(value);
            terms.push(sql.replace('?', &format!("?{}", values.len())));
        };
        if let Some(actor) = actor {
            term("coalesce(actor, '') = ?", actor.clone().into());
        }
        if let Some(verb) = verb {
            term("verb = ?", verb.clone().into());
        }
        if let Some(noun) = noun {
            term(
                "json_type(wrote, ?) IS NOT NULL",
                format!("$.{noun}").into(),
            );
        }
        if let Some(from) = from {
            term("time >= ?", from.to_string().into());
        }
        if let Some(before) = before {
            term("time < ?", before.to_string().into());
        }
        if let Some(after) = after {
            let id = operation::id_of(&self.conn, after)?.ok_or_else(|| {
                Error::new(
                    ErrorKind::NotFound,
                    format!("there is no operation {after}"),
                )
            })?;
            term(
                "(height, hash) < (SELECT height, hash FROM _operations WHERE id = ?)",
                id.into(),
            );
        }
        if let Some((noun, uid)) = record {
            let versions = version::all(*noun, *uid, &mut Refs::new(&self.conn))?;
            let ids: Vec<String> = versions.iter().map(|v| v.operation.to_string()).collect();
            terms.push(format!("id IN ({})", ids.join(", ")));
        }
        Ok((terms.join(" AND "), values))
    }
}
