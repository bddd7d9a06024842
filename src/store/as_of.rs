//! The file as it was: at a moment, by when operations reached it; or at an operation and what led to it.
//!
//! The operations since are taken out within a transaction, the file is read, and the transaction is
//! rolled back. What a rebuild gives and what was then are one by construction, derived columns and
//! search included; nothing reaches the disk but the log, which is rolled back with it.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::operation;
use super::refs::Refs;
use super::secrets::Secrets;
use super::write::Transaction;
use super::{Store, connect};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{Moment, Uid};

/// The past that is being read.
pub(super) struct Past {
    when: AsOf,
    /// What was not always marked so stays unnamed in the past too.
    pub secrets: Secrets,
}

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
        let nothing_since = self.since(when)?.is_empty();
        let rolled_back = match (nothing_since, self.writable) {
            (true, _) => None,
            (false, true) => match Transaction::try_begin(&self.conn)? {
                Some(begun) => Some(begun),
                None => return self.copy()?.as_of(when, read),
            },
            (false, false) => return self.copy()?.as_of(when, read),
        };
        let mut secrets = Secrets::default();
        if rolled_back.is_some() {
            // Only now does nobody else write.
            let since = self.since(when)?;
            secrets = self.secrets()?;
            self.remove(&since, &mut Refs::new(&self.conn))?;
        }
        self.past = Some(Past { when, secrets });
        let given = read(self);
        self.past = None;
        drop(rolled_back);
        given
    }

    /// Which past is being read; none where it is the present.
    pub fn past(&self) -> Option<AsOf> {
        self.past.as_ref().map(|past| past.when)
    }

    /// A copy in memory, which can be turned back where the file cannot: it may only be read, or another
    /// program is writing it.
    fn copy(&self) -> Result<Self> {
        let mut conn = Connection::open_in_memory()?;
        rusqlite::backup::Backup::new(&self.conn, &mut conn)?.run_to_completion(
            // At once, so that nothing written meanwhile makes it begin anew; while the file is locked, it waits.
            std::ffi::c_int::MAX,
            std::time::Duration::from_millis(100),
            None,
        )?;
        connect::prepare_copy(&conn)?;
        let world = Box::new(super::System::default());
        Ok(Self::of(conn, self.path.clone(), true, world))
    }

    /// The operations that were not there then, by their integers. Costs as much as there are of them, however many came before.
    ///
    /// # Errors
    /// When there is no such operation.
    pub fn since(&self, when: AsOf) -> Result<Vec<i64>> {
        match when {
            AsOf::Moment(moment) => self.since_moment(moment),
            AsOf::Operation(uid) => self.not_before(uid),
        }
    }

    fn since_moment(&self, moment: Moment) -> Result<Vec<i64>> {
        // A clock may have run backwards: what follows a late operation is late too.
        let mut statement = self.conn.prepare_cached(
            "WITH RECURSIVE late (id) AS (
                 SELECT o.id FROM _operations o WHERE o.time > ?1
                    AND NOT EXISTS (SELECT 1 FROM _received r WHERE r.operation = o.uid AND r.removed IS NULL)
                 UNION
                 SELECT o.id FROM _received r JOIN _operations o ON o.uid = r.operation
                  WHERE r.removed IS NULL AND r.at > ?1
                 UNION
                 SELECT p.operation FROM late JOIN _operation_parents p ON p.parent = late.id)
             SELECT id FROM late",
        )?;
        let late = statement.query_map([moment.to_string()], |row| row.get(0))?;
        Ok(late.collect::<Result<_, _>>()?)
    }

    /// The operations that did not lead to one: from the heads down, until all that is left led to it.
    fn not_before(&self, uid: Uid) -> Result<Vec<i64>> {
        let height_of = |id: i64| -> Result<i64> {
            let mut statement = self
                .conn
                .prepare_cached("SELECT height FROM _operations WHERE id = ?1")?;
            Ok(statement.query_row([id], |row| row.get(0))?)
        };
        let start = operation::id_of(&self.conn, uid)?.ok_or_else(|| {
            Error::new(ErrorKind::NotFound, format!("there is no operation {uid}"))
        })?;
        let mut parents = self
            .conn
            .prepare_cached("SELECT parent FROM _operation_parents WHERE operation = ?1")?;
        let mut heads = self.conn.prepare_cached("SELECT operation FROM _heads")?;
        // By height, so that an operation is looked at after all that follow it.
        let mut frontier: BTreeMap<(i64, i64), bool> = BTreeMap::new();
        for head in heads.query_map([], |row| row.get(0))? {
            let head: i64 = head?;
            frontier.insert((height_of(head)?, head), false);
        }
        frontier.insert((height_of(start)?, start), true);
        let mut since = Vec::new();
        while frontier.values().any(|led| !led) {
            let Some(((_, id), led)) = frontier.pop_last() else {
                break;
            };
            if !led {
                since.push(id);
            }
            for parent in parents.query_map([id], |row| row.get(0))? {
                let parent: i64 = parent?;
                *frontier
                    .entry((height_of(parent)?, parent))
                    .or_insert(false) |= led;
            }
        }
        Ok(since)
    }
}
