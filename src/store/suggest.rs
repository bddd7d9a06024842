//! What a person who types a name is shown: names that go on as typed, and who a name would mean.
//!
//! Confidential names are not among them: they are typed whole, or chosen by id.

use rusqlite::params;

use super::find::{self, Nearness};
use super::refs::Refs;
use super::{Store, row};
use crate::error::Result;
use crate::model::{Attribution, Noun, Speaker, Uid};
use crate::text::names;

/// Whom a name would mean.
#[derive(Clone, Debug, PartialEq)]
pub enum Who {
    /// Nobody yet; close to these.
    New(Vec<Nearness>),
    /// One speaker.
    Known(Uid, Box<Speaker>),
    /// Several share it.
    Several(Vec<(Uid, Speaker)>),
}

impl Store {
    /// Names of a noun that begin as typed, then those in which a later word does, case and diacritics aside.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn names(&self, noun: Noun, typed: &str, limit: usize) -> Result<Vec<String>> {
        let (begins, within) = match noun {
            Noun::Speaker => (
                "SELECT s.name FROM _speaker_keys k JOIN speakers s ON s.id = k.speaker
                  WHERE s.rep NOT IN (SELECT rep FROM speakers WHERE confidential = 1) AND k.key >= ?1 AND k.key < ?1 || char(1114111) ORDER BY k.key LIMIT ?2",
                "SELECT s.name FROM _speaker_keys k JOIN speakers s ON s.id = k.speaker
                  WHERE s.rep NOT IN (SELECT rep FROM speakers WHERE confidential = 1) AND instr(k.key, ' ' || ?1) > 0 ORDER BY k.key LIMIT ?2",
            ),
            Noun::Topic => (
                "SELECT name FROM topics WHERE key >= ?1 AND key < ?1 || char(1114111) ORDER BY key LIMIT ?2",
                "SELECT name FROM topics WHERE instr(key, ' ' || ?1) > 0 ORDER BY key LIMIT ?2",
            ),
            Noun::Measure => (
                "SELECT name FROM measures WHERE key >= ?1 AND key < ?1 || char(1114111) ORDER BY key LIMIT ?2",
                "SELECT name FROM measures WHERE instr(key, ' ' || ?1) > 0 ORDER BY key LIMIT ?2",
            ),
            Noun::Source => return self.titles("SELECT coalesce(title, label, url) FROM sources WHERE rep NOT IN (SELECT rep FROM sources WHERE confidential = 1) ORDER BY id DESC", typed, limit),
            Noun::Occasion => return self.titles("SELECT label FROM occasions ORDER BY id DESC", typed, limit),
            _ => return Ok(Vec::new()),
        };
        let key = names::key(typed);
        let mut found: Vec<String> = Vec::new();
        for sql in [begins, within] {
            let mut statement = self.conn.prepare_cached(sql)?;
            let most = i64::try_from(limit).unwrap_or(i64::MAX);
            let mut rows = statement.query(params![key, most])?;
            while let Some(row) = rows.next()? {
                let name: String = row.get(0)?;
                if found.len() < limit && !found.contains(&name) {
                    found.push(name);
                }
            }
        }
        Ok(found)
    }

    /// Titles have no key: all are looked at, newest first.
    fn titles(&self, sql: &str, typed: &str, limit: usize) -> Result<Vec<String>> {
        let typed = names::key(typed);
        let (mut begins, mut within) = (Vec::new(), Vec::new());
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(title) = row.get::<_, Option<String>>(0)? else {
                continue;
            };
            let key = names::key(&title);
            let list = match key.strip_prefix(&typed) {
                Some(_) => &mut begins,
                None if key.contains(&format!(" {typed}")) => &mut within,
                None => continue,
            };
            if list.len() < limit && !list.contains(&title) {
                list.push(title);
            }
        }
        begins.extend(within);
        begins.truncate(limit);
        Ok(begins)
    }

    /// Whom a name would mean if it were recorded now.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn who(&self, name: &str) -> Result<Who> {
        let mut refs = Refs::new(&self.conn);
        let key = names::key(name);
        let mut known: Vec<(Uid, Speaker)> = Vec::new();
        let mut classes = Vec::new();
        for found in find::speakers_by_key(&key, &refs)? {
            if classes.contains(&found.rep) {
                continue;
            }
            classes.push(found.rep);
            if let Some((speaker, meta)) = row::read_as::<Speaker>(found.id, &mut refs)? {
                known.push((meta.uid, speaker));
            }
        }
        if known.len() > 1 {
            return Ok(Who::Several(known));
        }
        match known.pop() {
            Some((uid, speaker)) => Ok(Who::Known(uid, Box::new(speaker))),
            // No record has the number 0: none is left out.
            None => Ok(Who::New(find::near_names(&key, 0, &mut refs)?)),
        }
    }

    /// The attribution that was recorded last.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn last_attribution(&self) -> Result<Option<Attribution>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT id FROM attributions ORDER BY id DESC LIMIT 1")?;
        let mut rows = statement.query([])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let mut refs = Refs::new(&self.conn);
        Ok(row::read_as::<Attribution>(row.get(0)?, &mut refs)?.map(|(body, _)| body))
    }
}
