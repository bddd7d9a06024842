//! Undo and redo: the reversal of one command, as a new operation.
//!
//! Undo reverses the newest operation made in this file that is not undone; redo is the undo of an
//! undo. What was built on what it would remove is named, and it refuses. Straight after a merge,
//! undo takes back what that merge brought and writes no operation.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::params;

use super::apply::{self, versions_of};
use super::operation::{self, Operation, Wrote};
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
    /// Reverses the newest operation made in this file that is not undone.
    ///
    /// # Errors
    /// When there is none, or when something was built on what it wrote.
    pub fn undo(&mut self) -> Result<Undone> {
        if let Some(ids) = self.newest_merge()? {
            return self.take_back(&ids);
        }
        let graph = Graph::read(self)?;
        let target = graph
            .newest(|graph, at| graph.made(at).undoes.is_none() && !graph.is_undone(at))
            .ok_or_else(|| {
                Error::new(
                    ErrorKind::NotFound,
                    "there is nothing to undo: no operation was made in this file",
                )
            })?;
        self.reverse(&graph, target, "undo")
    }

    /// Reverses the newest undo made in this file, if nothing else was done since.
    ///
    /// # Errors
    /// When there is none.
    pub fn redo(&mut self) -> Result<Undone> {
        let graph = Graph::read(self)?;
        let none = || Error::new(ErrorKind::NotFound, "there is nothing to redo");
        let newest_work =
            graph.newest(|graph, at| graph.made(at).undoes.is_none() && !graph.is_undone(at));
        let target = graph
            .newest(|graph, at| graph.is_plain_undo(at) && !graph.is_undone(at))
            .ok_or_else(none)?;
        if newest_work.is_some_and(|work| graph.rank(work) > graph.rank(target)) {
            return Err(none().hint("something else was done since the undo"));
        }
        self.reverse(&graph, target, "redo")
    }

    fn newest_merge(&self) -> Result<Option<Vec<i64>>> {
        let mut statement = self.conn.prepare_cached(
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

    fn take_back(&mut self, ids: &[i64]) -> Result<Undone> {
        self.must_be_writable()?;
        let transaction = Transaction::begin(&self.conn, &self.waiting)?;
        let now = self.world.now();
        for id in ids {
            self.conn.execute(
                "UPDATE _received SET removed = ?2 WHERE removed IS NULL
                    AND operation = (SELECT uid FROM _operations WHERE id = ?1)",
                params![id, now.to_string()],
            )?;
        }
        let mut refs = Refs::new(&self.conn);
        self.remove(ids, &mut refs)?;
        refs.settle()?;
        transaction.commit()?;
        Ok(Undone::Merge {
            operations: ids.len(),
        })
    }

    fn reverse(&mut self, graph: &Graph, target: usize, verb: &str) -> Result<Undone> {
        let (id, made, wrote) = &graph.operations[target];
        let reversed = made.uid;
        let mut command = Command::new(verb);
        command.named = vec![reversed.id()];
        let (_, by) = self.write(&command, |writing| {
            writing.reverses(reversed);
            let versions = versions_of(*id, wrote, &mut writing.refs)?;
            let records: BTreeSet<(Noun, Uid)> = versions.iter().map(|v| (v.noun, v.uid)).collect();
            let mut next: Vec<(Noun, Uid, Vec<Version>)> = Vec::new();
            for (noun, uid) in &records {
                let all = version::all(*noun, *uid, &mut writing.refs)?;
                if let Some(reversal) = reversal_of(*id, *uid, *noun, &all, writing, graph)? {
                    next.push((*noun, *uid, reversal));
                }
            }
            // What goes must not be in use by what stays.
            let mut going = Vec::new();
            for (noun, uid, reversal) in &next {
                if reversal.iter().all(Version::is_drop)
                    && let Some(id) = writing.refs.find(*noun, *uid)?
                {
                    going.push((*noun, id));
                }
            }
            for (noun, record) in &going {
                if let Some((by, other)) = version::in_use(*noun, *record, &going, &writing.refs)? {
                    let other_uid = writing.refs.uid(by, other)?;
                    let other_version = version::shown(by, other, &mut writing.refs)?;
                    let later = other_version.and_then(|v| graph.by_id(v.operation));
                    return Err(built_on(
                        *noun,
                        writing.refs.uid(*noun, *record)?,
                        by,
                        other_uid,
                        later,
                    ));
                }
            }
            let order = |noun: &Noun| super::nouns::REFERRED_FIRST.iter().position(|n| n == noun);
            next.sort_by_key(|(noun, uid, reversal)| {
                let goes = reversal.iter().all(Version::is_drop);
                let place = order(noun).unwrap_or(0);
                (!goes, if goes { usize::MAX - place } else { place }, *uid)
            });
            writing.follow_all(&next)
        })?;
        let by = by.ok_or_else(|| {
            Error::new(ErrorKind::Conflict, "there is nothing left of it to undo")
        })?;
        Ok(Undone::Operation { reversed, by })
    }
}

fn built_on(noun: Noun, uid: Uid, by: Noun, other: Uid, later: Option<&Operation>) -> Error {
    let when = later
        .map(|op| format!(" (operation {})", op.uid))
        .unwrap_or_default();
    Error::new(
        ErrorKind::Conflict,
        format!("it cannot be undone: the {by} {other}{when} stands on the {noun} {uid}"),
    )
    .hint(format!("undo or withdraw the {by} first: {other}"))
}

/// The versions that take back what an operation wrote of one record.
fn reversal_of(
    operation: i64,
    uid: Uid,
    noun: Noun,
    all: &[Version],
    writing: &mut super::Writing<'_>,
    graph: &Graph,
) -> Result<Option<Vec<Version>>> {
    let by_hash: HashMap<Hash, &Version> = all.iter().map(|v| (v.hash, v)).collect();
    let written: Vec<&Version> = all.iter().filter(|v| v.operation == operation).collect();
    let named: HashSet<Hash> = all.iter().flat_map(|v| v.parents.iter().copied()).collect();
    let tips: Vec<&Version> = all.iter().filter(|v| !named.contains(&v.hash)).collect();
    // What it wrote must be what stands there: the same bodies, whether or not other versions have
    // come and gone since.
    let bodies = |versions: &[&Version]| -> BTreeSet<Option<Vec<u8>>> {
        versions.iter().map(|v| v.body.clone()).collect()
    };
    if bodies(&written) != bodies(&tips) {
        let later = tips
            .iter()
            .filter(|t| t.operation != operation)
            .map(|t| t.operation)
            .max();
        let later = later.and_then(|id| graph.by_id(id));
        let what = later
            .map(|op| format!(" by operation {}", op.uid))
            .unwrap_or_default();
        return Err(Error::new(
            ErrorKind::Conflict,
            format!("it cannot be undone: the {noun} {uid} was changed since{what}"),
        )
        .hint("undo that first"));
    }
    let parents: Vec<Hash> = tips.iter().map(|v| v.hash).collect();
    let before: BTreeSet<Hash> = written
        .iter()
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
    Ok(Some(reversal))
}

impl super::Writing<'_> {
    /// Writes the versions of several records, and settles them together.
    fn follow_all(&mut self, next: &[(Noun, Uid, Vec<Version>)]) -> Result<()> {
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

/// The operations of a file, for choosing what to undo.
struct Graph {
    operations: Vec<(i64, Operation, Wrote)>,
    at: HashMap<Uid, usize>,
    at_id: HashMap<i64, usize>,
    undone_by: HashMap<Uid, Vec<usize>>,
    here: HashSet<Uid>,
    ancestors: HashMap<usize, HashSet<usize>>,
}

impl Graph {
    fn read(store: &Store) -> Result<Self> {
        let operations = operation::read(&store.conn, "1", &[])?;
        let at: HashMap<Uid, usize> = operations
            .iter()
            .enumerate()
            .map(|(at, (_, made, _))| (made.uid, at))
            .collect();
        let at_id = operations
            .iter()
            .enumerate()
            .map(|(at, (id, _, _))| (*id, at))
            .collect();
        let mut undone_by: HashMap<Uid, Vec<usize>> = HashMap::new();
        for (at, (_, made, _)) in operations.iter().enumerate() {
            if let Some(target) = made.undoes {
                undone_by.entry(target).or_default().push(at);
            }
        }
        let mut statement = store
            .conn
            .prepare_cached("SELECT operation FROM _received WHERE removed IS NULL")?;
        let received: HashSet<Uid> = statement
            .query_map([], |row| row.get(0).map(Uid))?
            .collect::<Result<_, _>>()?;
        let here = at
            .keys()
            .filter(|uid| !received.contains(uid))
            .copied()
            .collect();
        // Ancestors are asked for only where several undid one operation.
        let mut ancestors = HashMap::new();
        let hashes = apply::by_hash(&operations);
        for undos in undone_by.values().filter(|undos| undos.len() > 1) {
            for undo in undos {
                for reversal in undone_by
                    .get(&operations[*undo].1.uid)
                    .into_iter()
                    .flatten()
                {
                    ancestors.entry(*reversal).or_insert_with(|| {
                        let mut seen = HashSet::new();
                        let mut queue = operations[*reversal].1.parents.clone();
                        while let Some(at) = queue.pop().and_then(|hash| hashes.get(&hash)) {
                            if seen.insert(*at) {
                                queue.extend(&operations[*at].1.parents);
                            }
                        }
                        seen
                    });
                }
            }
        }
        Ok(Self {
            operations,
            at,
            at_id,
            undone_by,
            here,
            ancestors,
        })
    }

    fn made(&self, at: usize) -> &Operation {
        &self.operations[at].1
    }

    fn by_id(&self, id: i64) -> Option<&Operation> {
        self.at_id.get(&id).map(|at| self.made(*at))
    }

    fn rank(&self, at: usize) -> (i64, Hash) {
        (self.made(at).height, self.made(at).hash)
    }

    /// Whether it reverses work, and not another undo.
    fn is_plain_undo(&self, at: usize) -> bool {
        let target = self.made(at).undoes.and_then(|uid| self.at.get(&uid));
        target.is_some_and(|target| self.made(*target).undoes.is_none())
    }

    /// Whether an operation stands undone. Two undos of one operation count once: a redo takes back
    /// every undo of it that it knew of.
    fn is_undone(&self, at: usize) -> bool {
        let undos = self
            .undone_by
            .get(&self.made(at).uid)
            .map(Vec::as_slice)
            .unwrap_or_default();
        undos.iter().any(|undo| {
            let redone = undos.iter().any(|sibling| {
                let redos = self
                    .undone_by
                    .get(&self.made(*sibling).uid)
                    .map(Vec::as_slice)
                    .unwrap_or_default();
                redos.iter().any(|redo| {
                    let knew = sibling == undo
                        || self
                            .ancestors
                            .get(redo)
                            .is_some_and(|seen| seen.contains(undo));
                    knew && !self.is_undone(*redo)
                })
            });
            !redone
        })
    }

    fn newest(&self, fits: impl Fn(&Self, usize) -> bool) -> Option<usize> {
        (0..self.operations.len())
            .filter(|at| self.here.contains(&self.made(*at).uid) && fits(self, *at))
            .max_by_key(|at| self.rank(*at))
    }
}
