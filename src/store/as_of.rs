//! The file as it was: at a moment, by when operations reached it; or at an operation and what led to it.
//!
//! The operations since are taken out within a transaction, the file is read, and the transaction is
//! rolled back. What a rebuild gives and what was then are one by construction, derived columns and
//! search included; nothing reaches the disk but the log, which is rolled back with it.

use std::collections::HashSet;

use rusqlite::Connection;

use super::operation;
use super::refs::Refs;
use super::write::Transaction;
use super::{Store, apply, connect};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{Moment, Uid};

/// Which past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// What had reached this file by then, that moment included.
    Moment(Moment),
    /// This operation and those that led to it.
    Operation(Uid),
}

impl Store {
    /// Reads the file as it was. The file itself stays as it is.
    ///
    /// # Errors
    /// When there is no such operation, or what `read` gives.
    pub fn as_of<T>(&mut self, when: AsOf, read: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        if !self.writable {
            // A copy in memory can be turned back where the file cannot.
            let mut conn = Connection::open_in_memory()?;
            rusqlite::backup::Backup::new(&self.conn, &mut conn)?.run_to_completion(
                1024,
                std::time::Duration::ZERO,
                None,
            )?;
            connect::prepare_copy(&conn)?;
            let mut copy = Self::of(
                conn,
                self.path.clone(),
                true,
                Box::new(super::System::default()),
            );
            return copy.as_of(when, read);
        }
        let since = self.since(when)?;
        if since.is_empty() {
            return read(self);
        }
        let _rolled_back = Transaction::begin(&self.conn, &self.waiting)?;
        let mut refs = Refs::new(&self.conn);
        self.remove(&since, &mut refs)?;
        read(self)
    }

    /// The operations that were not there then.
    fn since(&self, when: AsOf) -> Result<Vec<i64>> {
        let all = operation::read(&self.conn, "1", &[])?;
        match when {
            AsOf::Moment(moment) => {
                let mut statement = self.conn.prepare(
                    "SELECT o.id FROM _operations o
                      WHERE coalesce((SELECT max(r.at) FROM _received r WHERE r.operation = o.uid AND r.removed IS NULL), o.time) > ?1",
                )?;
                let late: HashSet<i64> = statement
                    .query_map([moment.to_string()], |row| row.get(0))?
                    .collect::<Result<_, _>>()?;
                // A clock may have run backwards: what follows a late operation is late too.
                let mut gone: HashSet<crate::model::body::Hash> = HashSet::new();
                let mut ids = Vec::new();
                for (id, made, _) in &all {
                    if late.contains(id) || made.parents.iter().any(|parent| gone.contains(parent))
                    {
                        gone.insert(made.hash);
                        ids.push(*id);
                    }
                }
                Ok(ids)
            }
            AsOf::Operation(uid) => {
                let hashes = apply::by_hash(&all);
                let start = all.iter().position(|(_, made, _)| made.uid == uid);
                let start = start.ok_or_else(|| {
                    Error::new(ErrorKind::NotFound, format!("there is no operation {uid}"))
                })?;
                let mut led = HashSet::from([start]);
                let mut queue = vec![start];
                while let Some(at) = queue.pop() {
                    for parent in all[at].1.parents.iter().filter_map(|hash| hashes.get(hash)) {
                        if led.insert(*parent) {
                            queue.push(*parent);
                        }
                    }
                }
                Ok(all
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| !led.contains(at))
                    .map(|(_, (id, _, _))| *id)
                    .collect())
            }
        }
    }
}
