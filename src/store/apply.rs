//! Applying operations: a set of them, in whatever order it comes, gives one state.
//!
//! Merging is no more than applying what another file has and this one lacks. It writes no operation:
//! the next command names all heads as parents.

use std::collections::{BTreeSet, HashSet};

use rusqlite::params;

use super::operation::{self, Operation, Wrote};
use super::refs::Refs;
use super::row;
use super::version::{self, Version};
use super::write::Transaction;
use super::{Store, derive, sameness};
use crate::error::{Error, ErrorKind, Result};
use crate::model::body::Hash;
use crate::model::{Noun, Uid};

/// An operation and the versions it wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The operation.
    pub operation: Operation,
    /// What it wrote.
    pub versions: Vec<Version>,
}

/// What a merge brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// How many operations.
    pub operations: usize,
    /// How many versions.
    pub versions: usize,
}

impl Store {
    /// Every operation of this file with what it wrote, but those that are known already.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn changes(&self, known: &HashSet<Uid>) -> Result<Vec<Change>> {
        let mut refs = Refs::new(&self.conn);
        let mut found = Vec::new();
        for (id, made, wrote) in operation::read(&self.conn, "1", &[])? {
            if !known.contains(&made.uid) {
                found.push(Change {
                    versions: versions_of(id, &wrote, &mut refs)?,
                    operation: made,
                });
            }
        }
        Ok(found)
    }

    /// The identities of all operations of this file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn operations(&self) -> Result<HashSet<Uid>> {
        let mut statement = self.conn.prepare_cached("SELECT uid FROM _operations")?;
        let found = statement.query_map([], |row| row.get(0).map(Uid))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Brings in what another file has and this one lacks.
    ///
    /// # Errors
    /// When either file cannot be read or this one not written; nothing is changed then.
    pub fn merge(&mut self, other: &Store, origin: &str) -> Result<Merged> {
        let changes = other.changes(&self.operations()?)?;
        self.apply(changes, origin)
    }

    /// Applies a set of operations, in whatever order it comes.
    ///
    /// # Errors
    /// When the set is not whole (an operation's parents are neither in it nor in the file), or a hash
    /// does not fit what it covers; nothing is changed then.
    pub fn apply(&mut self, mut changes: Vec<Change>, origin: &str) -> Result<Merged> {
        self.must_be_writable()?;
        let transaction = Transaction::begin(&self.conn, &self.waiting)?;
        let now = self.now();
        let known = self.operations()?;
        changes.retain(|change| !known.contains(&change.operation.uid));
        changes.sort_unstable_by_key(|change| (change.operation.height, change.operation.hash));
        let mut done = Merged::default();
        if changes.is_empty() {
            return Ok(done);
        }
        let made_nothing_here: bool =
            self.conn
                .query_row("SELECT NOT EXISTS (SELECT 1 FROM _operations)", [], |row| {
                    row.get(0)
                })?;
        let merge: i64 = self.conn.query_row(
            "SELECT coalesce(max(merge), 0) + 1 FROM _received",
            [],
            |row| row.get(0),
        )?;
        let mut refs = Refs::new(&self.conn);
        refs.recorded = now.day();
        let mut touched = BTreeSet::new();
        for Change {
            operation: made,
            versions,
        } in &changes
        {
            check(made, versions)?;
            let id = operation::next_id(&self.conn)?;
            let mut wrote = Wrote::default();
            for version in versions {
                let record = match refs.find(version.noun, version.uid)? {
                    Some(record) => record,
                    // Set aside, so that two versions of one record agree.
                    None => refs.id(version.noun, version.uid)?,
                };
                let here = Version {
                    operation: id,
                    ..version.clone()
                };
                version::keep(&here, record, &refs)?;
                wrote.note(version.noun, record);
                touched.insert((version.noun, version.uid));
            }
            operation::insert(&self.conn, id, made, &wrote)?;
            let parents: i64 = self.conn.query_row(
                "SELECT count(*) FROM _operation_parents WHERE operation = ?1",
                [id],
                |row| row.get(0),
            )?;
            if usize::try_from(parents) != Ok(made.parents.len()) {
                return Err(Error::new(
                    ErrorKind::File,
                    format!("the operation {} follows one that is missing", made.uid),
                ));
            }
            // Merged into a file without operations, an operation's arrival is its own time.
            let own = made.envelope.as_ref().and_then(|e| e.time);
            let at = if made_nothing_here {
                own.unwrap_or(now)
            } else {
                now
            };
            self.conn
                .prepare_cached(
                    "INSERT INTO _received (operation, merge, at, origin) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![&made.uid.0[..], merge, at.to_string(), origin])?;
            done.operations += 1;
            done.versions += versions.len();
        }
        refs.release_pending();
        settle(&touched, &mut refs)?;
        refs.settle()?;
        transaction.commit()?;
        Ok(done)
    }

    /// Takes operations out of the file again, with all they wrote. Only those may go that nothing
    /// which stays follows.
    pub(super) fn remove(&self, ids: &[i64], refs: &mut Refs<'_>) -> Result<()> {
        let mut touched: BTreeSet<(Noun, Uid)> = BTreeSet::new();
        for id in ids {
            for (_, _, wrote) in operation::read(&self.conn, "id = ?1", &[id])? {
                for (noun, record) in wrote.records() {
                    if let Some(uid) = uid_of(noun, record, refs)? {
                        touched.insert((noun, uid));
                    }
                }
            }
        }
        let going: HashSet<i64> = ids.iter().copied().collect();
        // Rows first, from the nouns that refer to the nouns referred to.
        let order = |noun: Noun| super::nouns::REFERRED_FIRST.iter().position(|n| *n == noun);
        let mut rows: Vec<(Noun, Uid)> = touched.iter().copied().collect();
        rows.sort_unstable_by_key(|(noun, uid)| (std::cmp::Reverse(order(*noun)), *uid));
        let mut gone = BTreeSet::new();
        for (noun, uid) in rows {
            if let Some((id, meta)) = row::meta_of(noun, uid, refs)?
                && going.contains(&meta.operation)
            {
                row::delete(noun, id, uid, refs)?;
                gone.insert((noun, id));
            }
        }
        for id in ids {
            self.conn
                .prepare_cached("DELETE FROM _versions WHERE operation = ?1")?
                .execute([id])?;
        }
        operation::remove(&self.conn, ids)?;
        settle(&touched, refs)?;
        sameness::refresh(&gone, refs)
    }
}

/// Brings rows, dates and representatives in line with the versions of the records touched.
pub(super) fn settle(touched: &BTreeSet<(Noun, Uid)>, refs: &mut Refs<'_>) -> Result<()> {
    let mut changed = version::settle(touched, refs)?;
    // A judgement or capture that went says no more what it was of: its versions do.
    for (noun, uid) in touched
        .iter()
        .filter(|(noun, _)| matches!(noun, Noun::Judgement | Noun::Capture))
    {
        for version in version::all(*noun, *uid, refs)? {
            let Some(body) = &version.body else { continue };
            if let Ok(body) = crate::model::Body::read(*noun, body) {
                for reference in crate::model::body::references(&body) {
                    if let Some(id) = refs.find(reference.noun, reference.uid)? {
                        changed.insert((reference.noun, id));
                    }
                }
            }
        }
    }
    let mut dependents = BTreeSet::new();
    for (noun, id) in &changed {
        dependents.extend(derive::dependents(*noun, *id, refs)?);
    }
    // Rows written before what they refer to came were derived without it.
    dependents.extend(
        changed
            .iter()
            .filter(|(noun, _)| *noun == Noun::Attribution)
            .map(|(_, id)| *id),
    );
    for id in dependents {
        row::rederive(Noun::Attribution, id, refs)?;
        changed.insert((Noun::Attribution, id));
    }
    for (noun, id) in changed.clone() {
        changed.extend(sameness::classed_by(noun, id, refs)?);
    }
    sameness::refresh(&changed, refs)
}

/// The identity of a record by its integer, with or without a row.
pub(super) fn uid_of(noun: Noun, record: i64, refs: &Refs<'_>) -> Result<Option<Uid>> {
    use rusqlite::OptionalExtension;
    let sql = format!(
        "SELECT uid FROM {} WHERE id = ?1",
        super::nouns::table(noun)
    );
    let found: Option<[u8; 16]> = refs
        .conn
        .prepare_cached(&sql)?
        .query_row([record], |r| r.get(0))
        .optional()?;
    if let Some(uid) = found {
        return Ok(Some(Uid(uid)));
    }
    let kept: Option<[u8; 16]> = refs
        .conn
        .prepare_cached("SELECT uid FROM _versions WHERE noun = ?1 AND record = ?2 LIMIT 1")?
        .query_row(params![noun.to_string(), record], |r| r.get(0))
        .optional()?;
    Ok(kept.map(Uid))
}

/// The versions that an operation wrote.
pub(super) fn versions_of(id: i64, wrote: &Wrote, refs: &mut Refs<'_>) -> Result<Vec<Version>> {
    let mut found = version::read_versions("operation = ?1", id.into(), refs)?;
    for (noun, record) in wrote.records() {
        if let Some(version) = version::shown(noun, record, refs)?
            && version.operation == id
        {
            found.push(version);
        }
    }
    found.sort_unstable_by_key(|v| (v.noun, v.uid, v.hash));
    Ok(found)
}

fn check(made: &Operation, versions: &[Version]) -> Result<()> {
    use sha2::{Digest, Sha256};
    let fault = |what: &str| {
        Error::new(
            ErrorKind::File,
            format!("the operation {} {what}", made.uid),
        )
    };
    if made.expected_hash() != made.hash {
        return Err(fault("does not fit its hash"));
    }
    if let Some(odd) = versions.iter().find(|v| v.expected_hash() != v.hash) {
        return Err(fault(&format!(
            "holds a version of the {} {} that does not fit its hash",
            odd.noun, odd.uid
        )));
    }
    let mut hashes: Vec<Hash> = versions.iter().map(|v| v.hash).collect();
    hashes.sort_unstable();
    let mut hasher = Sha256::new();
    hashes.iter().for_each(|hash| hasher.update(hash));
    let root: Hash = hasher.finalize().into();
    if root == made.root {
        Ok(())
    } else {
        Err(fault("holds other versions than it wrote"))
    }
}
