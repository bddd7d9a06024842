//! References: between the integers that a file uses inside and the identities that bodies hold.
//!
//! While a set of operations is applied, a record may be referred to before its row is there: its
//! integer is then set aside, and the row takes it when it comes. Foreign keys are checked at commit.

use std::collections::hash_map::Entry;

use rusqlite::{Connection, OptionalExtension, Statement};

use super::bulk::Bulk;
use super::nouns::table;
use crate::cache::{Cache, Quickly};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{Bound, Noun, Uid};

/// How many records of each kind are kept at hand, twice over: bounds memory on long imports.
const CACHE: usize = 1 << 14;

/// What an attribution's dates and lists need to know of its source.
#[derive(Clone, Debug)]
pub struct SourceFacts {
    /// The source that stands for it.
    pub rep: i64,
    /// The day by which it was published, as order-preserving text.
    pub published: Option<String>,
    /// The day it was first captured.
    pub captured: Option<String>,
    /// Its language.
    pub lang: String,
}

/// The statements that are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Often {
    /// Inserts a noun's row.
    Insert(Noun),
    /// Reads a noun's row.
    Read(Noun),
    /// Finds a record's integer by its identity.
    Find(Noun),
    /// Gathers a claim under a topic.
    ClaimTopic,
    /// Looks whether an entry was imported before.
    Imported,
    /// Keeps an entry's digest.
    KeepImported,
}

/// Resolves references within one connection.
pub struct Refs<'c> {
    /// The connection.
    pub conn: &'c Connection,
    ids: Cache<(Noun, Uid), i64>,
    uids: Cache<(Noun, i64), Uid>,
    sources: Cache<i64, SourceFacts>,
    speaker_reps: Cache<i64, i64>,
    next: Quickly<Noun, i64>,
    /// Records referred to whose rows have not come yet.
    pending: Quickly<(Noun, Uid), i64>,
    /// The day of the operation being written, for records that have no other date.
    pub recorded: String,
    /// The operation being written.
    pub operation: i64,
    /// The load of an empty file, whose indexes and full text are made at the end.
    pub bulk: Option<Bulk<'c>>,
    /// Attributions whose claim, speaker or source came to be stood for by another.
    pub moved_attributions: Vec<i64>,
    statements: Quickly<Often, Statement<'c>>,
    /// The claim and the date of the attribution derived last.
    pub last_dated: Option<(i64, String)>,
}

impl<'c> Refs<'c> {
    /// A resolver over a connection.
    pub fn new(conn: &'c Connection) -> Self {
        Self {
            conn,
            ids: Cache::new(CACHE),
            uids: Cache::new(CACHE),
            sources: Cache::new(CACHE),
            speaker_reps: Cache::new(CACHE),
            next: Quickly::default(),
            pending: Quickly::default(),
            recorded: String::new(),
            operation: 0,
            bulk: None,
            moved_attributions: Vec::new(),
            statements: Quickly::default(),
            last_dated: None,
        }
    }

    /// A statement that an import runs for every row, prepared once and held: finding a long one by
    /// its words in the connection's cache costs as much as a small statement itself.
    pub fn often(
        &mut self,
        which: Often,
        sql: impl FnOnce() -> String,
    ) -> Result<&mut Statement<'c>> {
        match self.statements.entry(which) {
            Entry::Occupied(held) => Ok(held.into_mut()),
            Entry::Vacant(free) => Ok(free.insert(self.conn.prepare(&sql())?)),
        }
    }

    /// Takes a held statement out, for reading that itself needs these references; to be given back.
    pub fn lend(&mut self, which: Often, sql: impl FnOnce() -> String) -> Result<Statement<'c>> {
        match self.statements.remove(&which) {
            Some(held) => Ok(held),
            None => Ok(self.conn.prepare(&sql())?),
        }
    }

    /// Holds a statement again that was taken out.
    pub fn give_back(&mut self, which: Often, statement: Statement<'c>) {
        self.statements.insert(which, statement);
    }

    /// Makes the day of an operation the one that records without another date take.
    ///
    /// Answers the day that stood there, for the caller to put back: the operation being written goes on.
    pub fn set_recorded(&mut self, operation: i64) -> Result<String> {
        let before = self.recorded.clone();
        if operation != self.operation {
            let time: Option<Option<String>> = self
                .conn
                .prepare_cached("SELECT substr(time, 1, 10) FROM _operations WHERE id = ?1")?
                .query_row([operation], |row| row.get(0))
                .optional()?;
            if let Some(time) = time {
                self.recorded = time.unwrap_or_default();
            }
        }
        Ok(before)
    }

    /// The integer of a record; set aside if its row is not there yet.
    pub fn id(&mut self, noun: Noun, uid: Uid) -> Result<i64> {
        if let Some(id) = self.ids.get(&(noun, uid)) {
            return Ok(id);
        }
        if let Some(id) = self.pending.get(&(noun, uid)) {
            return Ok(*id);
        }
        match self.find(noun, uid)? {
            Some(id) => {
                self.remember(noun, uid, id);
                Ok(id)
            }
            None => {
                let id = self.known_or_fresh(noun, uid)?;
                self.pending.insert((noun, uid), id);
                Ok(id)
            }
        }
    }

    /// Lets go of integers set aside for records that are kept by versions alone: they know them now.
    pub fn release_pending(&mut self) {
        self.pending.clear();
    }

    /// The records that are referred to and have no row.
    pub fn awaited(&self) -> Vec<(Noun, Uid)> {
        self.pending.keys().copied().collect()
    }

    // A record that was withdrawn keeps its integer: what was noted of it stays true if it comes back.
    fn known_or_fresh(&mut self, noun: Noun, uid: Uid) -> Result<i64> {
        let known: Option<i64> = self
            .conn
            .prepare_cached("SELECT record FROM _versions WHERE uid = ?1 LIMIT 1")?
            .query_row([&uid.0[..]], |row| row.get(0))
            .optional()?;
        known.map_or_else(|| self.take_id(noun), Ok)
    }

    /// Makes sure that a noun's identities are indexed, which a bulk load may leave for the end.
    pub fn index_uids(&self, noun: Noun) -> Result<()> {
        self.bulk
            .as_ref()
            .map_or(Ok(()), |bulk| bulk.index_uids(noun))
    }

    /// The integer of a record that has a row.
    pub fn find(&self, noun: Noun, uid: Uid) -> Result<Option<i64>> {
        self.index_uids(noun)?;
        let sql = format!("SELECT id FROM {} WHERE uid = ?1", table(noun));
        Ok(self
            .conn
            .prepare_cached(&sql)?
            .query_row([&uid.0[..]], |row| row.get(0))
            .optional()?)
    }

    /// The integer for a row about to be written of a record that was made just now.
    pub fn id_for_new(&mut self, noun: Noun) -> Result<i64> {
        self.take_id(noun)
    }

    /// The integer for a row about to be written.
    pub fn id_for_row(&mut self, noun: Noun, uid: Uid) -> Result<i64> {
        match self.pending.remove(&(noun, uid)) {
            Some(id) => Ok(id),
            None => self.known_or_fresh(noun, uid),
        }
    }

    /// The identity of the record with this integer.
    pub fn uid(&mut self, noun: Noun, id: i64) -> Result<Uid> {
        if let Some(uid) = self.uids.get(&(noun, id)) {
            return Ok(uid);
        }
        let sql = format!("SELECT uid FROM {} WHERE id = ?1", table(noun));
        let found: Option<[u8; 16]> = self
            .conn
            .prepare_cached(&sql)?
            .query_row([id], |row| row.get(0))
            .optional()?;
        if let Some(bytes) = found {
            self.uids.insert((noun, id), Uid(bytes));
            return Ok(Uid(bytes));
        }
        // A reference to a record whose row is still to come.
        let waiting = self
            .pending
            .iter()
            .find(|((n, _), i)| *n == noun && **i == id);
        waiting.map(|((_, uid), _)| *uid).ok_or_else(|| {
            Error::new(
                ErrorKind::File,
                format!("a record refers to a {noun} that is not in the file"),
            )
        })
    }

    /// Keeps a record's integer at hand.
    pub fn remember(&mut self, noun: Noun, uid: Uid, id: i64) {
        self.ids.insert((noun, uid), id);
    }

    /// Forgets what was kept at hand of a record whose row changed or went.
    pub fn forget(&mut self, noun: Noun, uid: Uid) {
        if let Some(id) = self.ids.remove(&(noun, uid)) {
            self.uids.remove(&(noun, id));
        }
        match noun {
            Noun::Source | Noun::Capture => self.sources.clear(),
            Noun::Speaker => self.speaker_reps.clear(),
            _ => {}
        }
    }

    /// Forgets everything kept at hand, after rows were rolled back.
    pub fn forget_all(&mut self) {
        self.ids.clear();
        self.uids.clear();
        self.pending.clear();
        self.moved_attributions.clear();
        if let Some(bulk) = &mut self.bulk {
            bulk.forget();
        }
        self.forget_reps();
    }

    /// Forgets which records stand for which.
    pub fn forget_reps(&mut self) {
        self.sources.clear();
        self.speaker_reps.clear();
    }

    /// A fresh integer of a noun. Never one that was used before, so that a line of `_imported` or
    /// `_references` cannot come to mean another record.
    fn take_id(&mut self, noun: Noun) -> Result<i64> {
        let next = match self.next.get(&noun) {
            Some(next) => *next,
            None => {
                let sql = format!("SELECT coalesce(max(id), 0) + 1 FROM {}", table(noun));
                let free: i64 = self.conn.query_row(&sql, [], |row| row.get(0))?;
                let kept: Option<i64> = self
                    .conn
                    .prepare_cached("SELECT value FROM _settings WHERE key = ?1")?
                    .query_row([format!("next {noun}")], |row| row.get(0))
                    .optional()?;
                free.max(kept.unwrap_or(0))
            }
        };
        self.next.insert(noun, next + 1);
        Ok(next)
    }

    /// Keeps the counters of integers; to be called once before commit.
    ///
    /// # Errors
    /// When a record is referred to that never came: the set applied was not whole.
    pub fn settle(&mut self) -> Result<()> {
        for (noun, next) in self.next.drain() {
            self.conn
                .prepare_cached("INSERT OR REPLACE INTO _settings (key, value) VALUES (?1, ?2)")?
                .execute((format!("next {noun}"), next))?;
        }
        match self.pending.keys().next() {
            None => Ok(()),
            Some((noun, uid)) => Err(Error::new(
                ErrorKind::Conflict,
                format!("the {noun} {uid} is referred to and is not there"),
            )),
        }
    }

    /// What attributions need to know of a source.
    pub fn source(&mut self, id: i64) -> Result<SourceFacts> {
        if let Some(facts) = self.sources.get(&id) {
            return Ok(facts);
        }
        let found = self
            .conn
            .prepare_cached("SELECT rep, published, lang FROM sources WHERE id = ?1")?
            .query_row([id], |row| {
                Ok((
                    row.get::<_, i64>(0)?,
                    row.get::<_, Option<String>>(1)?,
                    row.get::<_, Option<String>>(2)?,
                ))
            })
            .optional()?;
        // Not there yet: the caller derives again once it has come.
        let Some((rep, published, lang)) = found else {
            return Ok(SourceFacts {
                rep: id,
                published: None,
                captured: None,
                lang: String::new(),
            });
        };
        let captured: Option<String> = self
            .conn
            .prepare_cached("SELECT min(substr(at, 1, 10)) FROM captures WHERE source = ?1")?
            .query_row([id], |row| row.get(0))?;
        let published = published
            .and_then(|text| crate::model::Edtf::parse(&text).ok())
            .and_then(|d| sort_day(&d));
        let facts = SourceFacts {
            rep,
            published,
            captured,
            lang: lang.unwrap_or_default(),
        };
        self.sources.insert(id, facts.clone());
        Ok(facts)
    }

    /// The speaker that stands for one.
    pub fn speaker_rep(&mut self, id: i64) -> Result<i64> {
        if let Some(rep) = self.speaker_reps.get(&id) {
            return Ok(rep);
        }
        let rep = self.rep(Noun::Speaker, id)?;
        self.speaker_reps.insert(id, rep);
        Ok(rep)
    }

    /// The record that stands for one, of a noun that has such.
    pub fn rep(&self, noun: Noun, id: i64) -> Result<i64> {
        let sql = format!("SELECT rep FROM {} WHERE id = ?1", table(noun));
        let rep: Option<i64> = self
            .conn
            .prepare_cached(&sql)?
            .query_row([id], |row| row.get(0))
            .optional()?;
        Ok(rep.unwrap_or(id))
    }
}

/// The day by which a date sorts: its start, or its end where the start is open or unknown.
pub fn sort_day(date: &crate::model::Edtf) -> Option<String> {
    match (date.from(), date.to()) {
        (Bound::At(day), _) | (_, Bound::At(day)) => Some(day.sort_text()),
        _ => None,
    }
}

/// The first and last day a date covers, as ISO text.
pub fn days(date: Option<&crate::model::Edtf>) -> (Option<String>, Option<String>) {
    let text = |bound: Bound| match bound {
        Bound::At(day) => Some(day.sort_text()),
        Bound::Open | Bound::Unknown => None,
    };
    date.map_or((None, None), |d| (text(d.from()), text(d.to())))
}
