//! Undo and redo: the reversal of one command, as a new operation.
//!
//! Undo reverses the newest operation made in this file that is not undone; redo is the undo of an
//! undo. What was built on what it would remove is named, and it refuses. Straight after a merge,
//! undo takes back what that merge brought and writes no operation.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::apply::{self, versions_of};
use super::built_on::BuiltOn;
use super::operation;
use super::refs::Refs;
use super::version::{self, Version};
use super::write::Transaction;
use super::{Command, Store};
use crate::error::{Error, ErrorKind, Result};
use crate::model::body::Hash;
use crate::model::{Noun, Uid};

/// What an undo or redo did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undone {
    /// It reversed an operation by a new one.
    Operation {
        /// The operation reversed.
        reversed: Uid,
        /// The operation that reverses it.
        by: Uid,
    },
    /// It took back a merge.
    Merge {
        /// How many operations left again.
        operations: usize,
    },
}

impl Store {
    /// Reverses the newest operation made in this file that is not undone; straight after a merge, what
    /// that brought. Called again, it goes further back.
    ///
    /// # Errors
    /// When there is none, or when something was built on what it wrote ([`BuiltOn`] is the cause).
    pub fn undo(&mut self) -> Result<Undone> {
        loop {
            if let Some(done) = self.take_back_merge()? {
                return Ok(done);
            }
            // Chosen where nobody else writes; a merge that came since the look is taken back instead.
            let done = self.reverse(|graph| {
                if graph.newest_merge()?.is_some() {
                    return Ok(None);
                }
                let target = graph.newest_work()?.ok_or_else(|| {
                    Error::new(
                        ErrorKind::NotFound,
                        "there is nothing to undo: all that was done in this file is undone",
                    )
                    .hint("`dixit log` lists what was done")
                })?;
                Ok(Some((target.id, "undo")))
            })?;
            if let Some(done) = done {
                return Ok(done);
            }
        }
    }

    /// Reverses one operation, however old.
    ///
    /// # Errors
    /// When there is no such operation, it is undone already, or something was built on what it wrote
    /// ([`BuiltOn`] is the cause).
    pub fn undo_operation(&mut self, operation: Uid) -> Result<Undone> {
        let done = self.reverse(|graph| {
            let found = operation::read(graph.0, "uid = ?1", &[&operation.0])?;
            let Some((id, made, _)) = found.into_iter().next() else {
                return Err(Error::new(
                    ErrorKind::NotFound,
                    format!("there is no operation {operation}"),
                ));
            };
            if graph.is_undone(operation)? {
                return Err(Error::new(
                    ErrorKind::Conflict,
                    format!("the operation {operation} is undone already"),
                )
                .hint("`dixit log` marks what is undone"));
            }
            // What reverses an undo brings work back, and is called so in the log.
            let verb = match made.undoes {
                Some(target) if graph.undoes(target)?.is_none() => "redo",
                _ => "undo",
            };
            Ok(Some((id, verb)))
        })?;
        done.ok_or_else(|| Error::bug("an operation was chosen and not reversed"))
    }

    /// Reverses the newest undo made in this file, if nothing else was done since.
    ///
    /// # Errors
    /// When there is none.
    pub fn redo(&mut self) -> Result<Undone> {
        let done = self.reverse(|graph| {
            let none = || Error::new(ErrorKind::NotFound, "there is nothing to redo");
            let target = graph
                .newest(|at| Ok(graph.is_plain_undo(at)? && !graph.is_undone(at.uid)?))?
                .ok_or_else(none)?;
            if graph
                .newest_work()?
                .is_some_and(|work| work.rank > target.rank)
            {
                return Err(none().hint("something else was done since the undo"));
            }
            Ok(Some((target.id, "redo")))
        })?;
        done.ok_or_else(|| Error::bug("an operation was chosen and not reversed"))
    }

    /// Takes back what the newest merge brought, where nothing was done since.
    fn take_back_merge(&mut self) -> Result<Option<Undone>> {
        if Graph(&self.conn).newest_merge()?.is_none() {
            return Ok(None);
        }
        self.must_be_writable()?;
        let transaction = Transaction::begin(&self.conn, &self.waiting)?;
        let Some(ids) = Graph(&self.conn).newest_merge()? else {
            return Ok(None);
        };
        let now = self.now();
        for id in &ids {
            self.conn.execute(
                "UPDATE _received SET removed = ?2 WHERE removed IS NULL
                    AND operation = (SELECT uid FROM _operations WHERE id = ?1)",
                params![id, now.to_string()],
            )?;
        }
        let mut refs = Refs::new(&self.conn);
        self.remove(&ids, &mut refs)?;
        refs.settle()?;
        transaction.commit()?;
        Ok(Some(Undone::Merge {
            operations: ids.len(),
        }))
    }

    /// Reverses the operation that is chosen, as a command of the verb chosen with it; nothing where none is.
    fn reverse(
        &mut self,
        choose: impl FnOnce(&Graph<'_>) -> Result<Option<(i64, &'static str)>>,
    ) -> Result<Option<Undone>> {
        let (reversed, by) = self.write(&Command::default(), |writing| {
            let Some((id, verb)) = choose(&Graph(writing.refs.conn))? else {
                return Ok(None);
            };
            let (_, made, wrote) = operation::of_id(writing.refs.conn, id)?
                .ok_or_else(|| Error::bug("an operation vanished"))?;
            writing.reverses(made.uid, verb);
            let versions = versions_of(id, &wrote, &mut writing.refs)?;
            let records: BTreeSet<(Noun, Uid)> = versions.iter().map(|v| (v.noun, v.uid)).collect();
            let mut built = BuiltOn::default();
            let mut next: Vec<(Noun, Uid, Vec<Version>)> = Vec::new();
            for (noun, uid) in &records {
                let all = version::all(*noun, *uid, &mut writing.refs)?;
                match changed_since(id, &all) {
                    Some(later) => built.changed(*noun, *uid, later, &writing.refs)?,
                    None => next.push((*noun, *uid, reversal_of(id, *uid, *noun, &all, writing)?)),
                }
            }
            // What goes must not be in use by what stays.
            let mut going = HashSet::new();
            for (noun, uid, reversal) in &next {
                if reversal.iter().all(Version::is_drop)
                    && let Some(id) = writing.refs.find(*noun, *uid)?
                {
                    going.insert((*noun, id));
                }
            }
            let in_order: BTreeSet<_> = going.iter().collect();
            for (noun, record) in in_order {
                built.users(*noun, *record, &going, &mut writing.refs)?;
            }
            built.refuse("it cannot be undone", "undo or withdraw")?;
            let order = |noun: &Noun| super::nouns::REFERRED_FIRST.iter().position(|n| n == noun);
            next.sort_by_key(|(noun, uid, reversal)| {
                let goes = reversal.iter().all(Version::is_drop);
                let place = order(noun).unwrap_or(0);
                (!goes, if goes { usize::MAX - place } else { place }, *uid)
            });
            writing.follow_all(&next)?;
            Ok(Some(made.uid))
        })?;
        let Some(reversed) = reversed else {
            return Ok(None);
        };
        let by = by.ok_or_else(|| {
            Error::new(ErrorKind::Conflict, "there is nothing left of it to undo")
        })?;
        Ok(Some(Undone::Operation { reversed, by }))
    }
}

/// The operation that changed a record since another wrote it, where one did. What it wrote must be what
/// stands there: the same bodies, whether or not other versions have come and gone since.
fn changed_since(operation: i64, all: &[Version]) -> Option<Option<i64>> {
    let written = all.iter().filter(|v| v.operation == operation);
    let bodies = |version: &Version| version.body.clone();
    let written: BTreeSet<Option<Vec<u8>>> = written.map(bodies).collect();
    let tips = version::tips(all);
    if written == tips.iter().map(|v| bodies(v)).collect() {
        return None;
    }
    let others = tips.iter().map(|tip| tip.operation);
    Some(others.filter(|by| *by != operation).max())
}

/// The versions that take back what an operation wrote of one record.
fn reversal_of(
    operation: i64,
    uid: Uid,
    noun: Noun,
    all: &[Version],
    writing: &mut super::Writing<'_>,
) -> Result<Vec<Version>> {
    let by_hash: HashMap<Hash, &Version> = all.iter().map(|v| (v.hash, v)).collect();
    let parents: Vec<Hash> = version::tips(all).iter().map(|v| v.hash).collect();
    let before: BTreeSet<Hash> = all
        .iter()
        .filter(|v| v.operation == operation)
        .flat_map(|v| v.parents.iter().copied())
        .collect();
    let mut seen = BTreeSet::new();
    let mut reversal = Vec::new();
    for hash in &before {
        let Some(earlier) = by_hash.get(hash) else {
            continue;
        };
        if !seen.insert(earlier.body.clone()) {
            continue;
        }
        reversal.push(match &earlier.body {
            Some(bytes) => {
                let body = crate::model::Body::read(noun, bytes)
                    .map_err(|e| Error::bug("a body cannot be read").because(e))?;
                let salt = writing.salt()?;
                Version::of_body(
                    uid,
                    &body,
                    earlier.format,
                    parents.clone(),
                    writing.refs.operation,
                    salt,
                )
            }
            None if earlier.purged.is_some() => {
                return Err(Error::new(
                    ErrorKind::Conflict,
                    format!(
                        "it cannot be undone: the words of the {noun} {uid} before it were purged"
                    ),
                ));
            }
            None => Version::of_drop(uid, noun, parents.clone(), writing.refs.operation),
        });
    }
    if before.is_empty() {
        reversal.push(Version::of_drop(uid, noun, parents, writing.refs.operation));
    }
    Ok(reversal)
}

impl super::Writing<'_> {
    /// Writes the versions of several records, and settles them together.
    pub(super) fn follow_all(&mut self, next: &[(Noun, Uid, Vec<Version>)]) -> Result<()> {
        let mut touched = BTreeSet::new();
        for (noun, uid, versions) in next {
            let record = match self.refs.find(*noun, *uid)? {
                Some(record) => record,
                None => self.refs.id_for_row(*noun, *uid)?,
            };
            for version in versions {
                version::keep(version, record, &self.refs)?;
            }
            self.note(*noun, record);
            touched.insert((*noun, *uid));
        }
        apply::settle(&touched, &mut self.refs)
    }
}

/// Whether operations stand undone, asked of the file as it is needed: a long history costs no more
/// than a short one.
pub(super) struct Graph<'c>(pub &'c Connection);

/// An operation where it stands in the graph.
struct At {
    id: i64,
    uid: Uid,
    undoes: Option<Uid>,
    rank: (i64, Hash),
}

impl Graph<'_> {
    /// The newest operation made in this file that fits.
    fn newest(&self, fits: impl Fn(&At) -> Result<bool>) -> Result<Option<At>> {
        let mut statement = self.0.prepare_cached(
            "SELECT id, uid, undoes, height, hash FROM _operations o
              WHERE NOT EXISTS (SELECT 1 FROM _received r WHERE r.operation = o.uid AND r.removed IS NULL)
              ORDER BY height DESC, hash DESC",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let at = At {
                id: row.get("id")?,
                uid: Uid(row.get("uid")?),
                undoes: row.get::<_, Option<[u8; 16]>>("undoes")?.map(Uid),
                rank: (row.get("height")?, row.get("hash")?),
            };
            if fits(&at)? {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }

    /// The operations that the newest merge brought, where nothing was done since.
    fn newest_merge(&self) -> Result<Option<Vec<i64>>> {
        let mut statement = self.0.prepare_cached(
            "SELECT o.id FROM _operations o JOIN _received r ON r.operation = o.uid AND r.removed IS NULL
              WHERE r.merge = (SELECT r.merge FROM _received r
                                WHERE r.removed IS NULL
                                  AND r.operation = (SELECT uid FROM _operations ORDER BY id DESC LIMIT 1))",
        )?;
        let ids: Vec<i64> = statement
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok((!ids.is_empty()).then_some(ids))
    }

    /// The newest work that is not undone.
    fn newest_work(&self) -> Result<Option<At>> {
        self.newest(|at| Ok(at.undoes.is_none() && !self.is_undone(at.uid)?))
    }

    /// The operation that another one reverses.
    fn undoes(&self, uid: Uid) -> Result<Option<Uid>> {
        let found: Option<Option<[u8; 16]>> = self
            .0
            .prepare_cached("SELECT undoes FROM _operations WHERE uid = ?1")?
            .query_row([&uid.0[..]], |row| row.get(0))
            .optional()?;
        Ok(found.flatten().map(Uid))
    }

    /// Whether it reverses work, and not another undo.
    fn is_plain_undo(&self, at: &At) -> Result<bool> {
        match at.undoes {
            Some(target) => Ok(self.undoes(target)?.is_none()),
            None => Ok(false),
        }
    }

    fn undos(&self, uid: Uid) -> Result<Vec<(i64, Uid)>> {
        let mut statement = self
            .0
            .prepare_cached("SELECT id, uid FROM _operations WHERE undoes = ?1")?;
        let found = statement.query_map([&uid.0[..]], |row| Ok((row.get(0)?, Uid(row.get(1)?))))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Whether an operation stands undone. Two undos of one operation count once: a redo takes back
    /// every undo of it that it knew of.
    pub fn is_undone(&self, uid: Uid) -> Result<bool> {
        let undos = self.undos(uid)?;
        let mut redos = Vec::new();
        for (undo, uid) in &undos {
            for (redo, by) in self.undos(*uid)? {
                if !self.is_undone(by)? {
                    redos.push((*undo, redo));
                }
            }
        }
        for (undo, _) in &undos {
            let mut redone = false;
            for (of, redo) in &redos {
                redone = redone || of == undo || self.led_to(*undo, *redo)?;
            }
            if !redone {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether an operation is among those that another follows.
    fn led_to(&self, ancestor: i64, operation: i64) -> Result<bool> {
        Ok(self
            .0
            .prepare_cached(
                "WITH RECURSIVE led (id) AS (
                     SELECT ?2 UNION
                     SELECT p.parent FROM led JOIN _operation_parents p ON p.operation = led.id
                       JOIN _operations o ON o.id = p.parent
                      WHERE o.height >= (SELECT height FROM _operations WHERE id = ?1))
                 SELECT EXISTS (SELECT 1 FROM led WHERE id = ?1)",
            )?
            .query_row([ancestor, operation], |row| row.get(0))?)
    }
}
