//! Writing: one command, one transaction, one operation.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::operation::{self, Envelope, Operation, Wrote};
use super::refs::Refs;
use super::row::{self, Meta};
use super::sameness;
use super::version::{self, Version};
use super::{Store, bulk};
use crate::error::{Error, ErrorKind, Result};
use crate::model::body::{Hash, Salt, format_of};
use crate::model::{Body, Moment, Noun, Uid};

/// What the log says of a command: the option names and ids, never what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Command {
    /// The command.
    pub verb: String,
    /// The names of the options given.
    pub options: Vec<String>,
    /// The ids the user named.
    pub named: Vec<String>,
    /// Why.
    pub reason: String,
}

impl Command {
    /// A command by its verb.
    pub fn new(verb: &str) -> Self {
        Self {
            verb: verb.to_owned(),
            ..Self::default()
        }
    }
}

/// An operation in the making. What it writes is there for all once [`Store::write`] returns.
pub struct Writing<'s> {
    /// Resolves references within the transaction.
    pub refs: Refs<'s>,
    world: &'s mut dyn super::World,
    /// When the operation began.
    pub time: Moment,
    wrote: Wrote,
    touched: BTreeSet<(Noun, i64)>,
    undoes: Option<(Uid, &'static str)>,
}

impl Store {
    /// Runs one command: all it writes is one transaction and one operation, or nothing at all.
    ///
    /// Answers what the closure gave and the operation's identity; no operation if nothing was written.
    ///
    /// # Errors
    /// Whatever the closure refuses, and whatever keeps the file from being written.
    pub fn write<T>(
        &mut self,
        command: &Command,
        run: impl FnOnce(&mut Writing<'_>) -> Result<T>,
    ) -> Result<(T, Option<Uid>)> {
        self.run(command, true, run)
    }

    /// Runs a command to see what it would do, and takes everything back.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn rehearse<T>(
        &mut self,
        command: &Command,
        run: impl FnOnce(&mut Writing<'_>) -> Result<T>,
    ) -> Result<T> {
        Ok(self.run(command, false, run)?.0)
    }

    fn run<T>(
        &mut self,
        command: &Command,
        keep: bool,
        run: impl FnOnce(&mut Writing<'_>) -> Result<T>,
    ) -> Result<(T, Option<Uid>)> {
        self.must_be_writable()?;
        let actor = self.actor.clone();
        let transaction = Transaction::begin(&self.conn, &self.waiting)?;
        let world = self.world.get_mut().as_mut();
        let time = world.now();
        let mut refs = Refs::new(&self.conn);
        refs.recorded = time.day();
        refs.operation = operation::next_id(&self.conn)?;
        refs.bulk = bulk::begin(&self.conn, self.bulk_wanted)?;
        let mut writing = Writing {
            refs,
            world,
            time,
            wrote: Wrote::default(),
            touched: BTreeSet::new(),
            undoes: None,
        };
        let given = run(&mut writing)?;
        let mut envelope = Envelope {
            actor,
            named: command.named.clone(),
            options: command.options.clone(),
            reason: command.reason.clone(),
            time: Some(time),
            verb: command.verb.clone(),
        };
        if let Some((reversed, verb)) = writing.undoes {
            (envelope.verb, envelope.named) = (verb.to_owned(), vec![reversed.id()]);
        }
        let uid = writing.finish(envelope)?;
        if keep {
            transaction.commit()?;
        }
        Ok((given, uid))
    }
}

/// A transaction that is rolled back unless committed.
pub(super) struct Transaction<'c> {
    conn: &'c Connection,
    open: bool,
}

impl<'c> Transaction<'c> {
    /// Begins writing at once: a transaction that reads first cannot wait for another writer.
    pub(super) fn begin(conn: &'c Connection, waiting: &super::Waiting) -> Result<Self> {
        waiting.begin(conn)?;
        Ok(Self { conn, open: true })
    }

    /// Begins writing unless another program writes; then none.
    pub(super) fn try_begin(conn: &'c Connection) -> Result<Option<Self>> {
        conn.busy_timeout(std::time::Duration::from_secs(1))?;
        let begun = conn.execute_batch("BEGIN IMMEDIATE");
        conn.busy_timeout(std::time::Duration::from_secs(30))?;
        match begun {
            Ok(()) => Ok(Some(Self { conn, open: true })),
            Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => {
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    pub(super) fn commit(mut self) -> Result<()> {
        self.conn.execute_batch("COMMIT")?;
        self.open = false;
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.open {
            // SQLite itself may have rolled back already, on a full disk for one.
            let _ = self.conn.execute_batch("ROLLBACK");
        }
    }
}

impl Writing<'_> {
    /// Adds a record.
    pub fn create(&mut self, body: impl Into<Body>) -> Result<Uid> {
        let (uid, body) = (self.world.uid()?, body.into());
        let id = self.refs.id_for_new(body.noun())?;
        self.write_first(uid, id, &body)?;
        Ok(uid)
    }

    /// Adds a record under an identity that it already has elsewhere.
    pub fn create_as(&mut self, uid: Uid, body: impl Into<Body>) -> Result<i64> {
        let body = body.into();
        // One from elsewhere may have been referred to before it came.
        let id = self.refs.id_for_row(body.noun(), uid)?;
        self.write_first(uid, id, &body)?;
        Ok(id)
    }

    fn write_first(&mut self, uid: Uid, id: i64, body: &Body) -> Result<()> {
        let noun = body.noun();
        let salt = self.salt()?;
        let format = format_of(noun);
        let operation = self.refs.operation;
        let version = Version::of_body(uid, body, format, Vec::new(), operation, salt);
        let meta = Meta {
            uid,
            hash: version.hash,
            parents: Vec::new(),
            operation,
            salt,
            format,
            created_in: operation,
            heads: 1,
        };
        row::insert(id, body, &meta, &mut self.refs)?;
        self.note(noun, id);
        Ok(())
    }

    /// Runs one piece of the command; what it wrote is taken back if it fails, and the command goes on.
    ///
    /// # Errors
    /// What the piece gives.
    pub fn attempt<T>(&mut self, run: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.refs.conn.execute_batch("SAVEPOINT piece")?;
        let before = std::mem::take(&mut self.wrote);
        let given = run(self);
        let piece = std::mem::replace(&mut self.wrote, before);
        if given.is_ok() {
            self.wrote.extend(piece);
        } else {
            self.refs.conn.execute_batch("ROLLBACK TO piece")?;
            self.refs.forget_all();
            self.touched.clear();
        }
        self.refs.conn.execute_batch("RELEASE piece")?;
        given
    }

    /// Writes a new version of a record. Nothing is written if the body is as it is.
    ///
    /// Answers whether anything changed.
    pub fn edit(&mut self, uid: Uid, body: impl Into<Body>) -> Result<bool> {
        let body = body.into();
        let noun = body.noun();
        let Some((id, meta)) = row::meta_of(noun, uid, &self.refs)? else {
            return Err(Error::new(
                ErrorKind::NotFound,
                format!("there is no {noun} {uid}"),
            ));
        };
        let now = row::read(noun, id, &mut self.refs)?.map(|(body, _)| body);
        if now.as_ref() == Some(&body) {
            return Ok(false);
        }
        let salt = self.salt()?;
        let next = Version::of_body(
            uid,
            &body,
            format_of(noun),
            vec![meta.hash],
            self.refs.operation,
            salt,
        );
        self.follow(noun, uid, id, &[next])?;
        Ok(true)
    }

    /// Writes versions that follow what is there, and brings the row in line.
    pub(crate) fn follow(
        &mut self,
        noun: Noun,
        uid: Uid,
        id: i64,
        versions: &[Version],
    ) -> Result<()> {
        for version in versions {
            version::keep(version, id, &self.refs)?;
        }
        self.note(noun, id);
        super::apply::settle(&BTreeSet::from([(noun, uid)]), &mut self.refs)
    }

    /// Marks the operation as the reversal of another, by which verb and of which the log then speaks.
    pub(super) fn reverses(&mut self, operation: Uid, verb: &'static str) {
        self.undoes = Some((operation, verb));
    }

    /// Notes a record as written, and as one around which sameness is to be found again.
    pub(super) fn note(&mut self, noun: Noun, id: i64) {
        self.wrote.note(noun, id);
        if self.refs.bulk.is_none() {
            self.touched.insert((noun, id));
        }
    }

    /// A fresh salt.
    pub(crate) fn salt(&mut self) -> Result<Salt> {
        let mut salt = Salt::default();
        self.world.random(&mut salt)?;
        Ok(salt)
    }

    /// A fresh identity, for parts that have one, such as figures.
    pub fn uid(&mut self) -> Result<Uid> {
        self.world.uid()
    }

    /// Whether anything was written so far.
    pub fn wrote_nothing(&self) -> bool {
        self.wrote.is_empty()
    }

    fn settle_dependents(&mut self, noun: Noun, id: i64) -> Result<()> {
        let dependents = super::derive::dependents(noun, id, &self.refs)?;
        for attribution in dependents {
            row::rederive(Noun::Attribution, attribution, &mut self.refs)?;
            self.touched.insert((Noun::Attribution, attribution));
        }
        Ok(())
    }

    /// Settles what follows from the records written so far. A long import calls it after each entry,
    /// so that memory stays as it is.
    pub fn settle(&mut self) -> Result<()> {
        let touched = std::mem::take(&mut self.touched);
        if touched.is_empty() {
            return Ok(());
        }
        // A source's first capture dates what is said in it.
        let captures: Vec<i64> = touched
            .iter()
            .filter(|(n, _)| *n == Noun::Capture)
            .map(|(_, id)| *id)
            .collect();
        for capture in captures {
            self.settle_dependents(Noun::Capture, capture)?;
        }
        let mut around = touched.clone();
        for (noun, id) in &touched {
            around.extend(sameness::classed_by(*noun, *id, &self.refs)?);
        }
        sameness::refresh(&around, &mut self.refs)
    }

    fn finish(mut self, envelope: Envelope) -> Result<Option<Uid>> {
        if self.wrote.is_empty() {
            bulk::abandon(&mut self.refs)?;
            return Ok(None);
        }
        // Until the operation is written: its root sorts the hashes of all that it wrote.
        let _settings = bulk::finish(&mut self.refs)?;
        self.settle()?;
        self.refs.settle()?;
        let conn = self.refs.conn;
        let (parents, height) = operation::heads(conn)?;
        let id = self.refs.operation;
        let salt = self.salt()?;
        let mut made = Operation {
            uid: self.world.uid()?,
            hash: Hash::default(),
            parents,
            height: height + 1,
            undoes: self.undoes.map(|(reversed, _)| reversed),
            sealed: envelope.seal(&salt),
            envelope: Some(envelope),
            salt: Some(salt),
            root: operation::root(conn, id, &self.wrote)?,
        };
        made.hash = made.expected_hash();
        operation::insert(conn, id, &made, &self.wrote)?;
        Ok(Some(made.uid))
    }

    /// A local setting.
    pub fn setting<T: rusqlite::types::FromSql>(&self, key: &str) -> Result<Option<T>> {
        let found = self
            .refs
            .conn
            .prepare_cached("SELECT value FROM _settings WHERE key = ?1")?;
        let mut found = found;
        Ok(found.query_row([key], |row| row.get(0)).optional()?)
    }

    /// Keeps a local setting: neither versioned nor merged.
    pub fn set<T: rusqlite::ToSql>(&mut self, key: &str, value: T) -> Result<()> {
        self.refs
            .conn
            .prepare_cached("INSERT OR REPLACE INTO _settings (key, value) VALUES (?1, ?2)")?
            .execute(params![key, value])?;
        Ok(())
    }
}
