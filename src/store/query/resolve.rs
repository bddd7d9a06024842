//! What a name or id on the command line means: the records that a filter compares.

use rusqlite::OptionalExtension;

use super::Rep;
use crate::error::{Error, ErrorKind, Result};
use crate::model::entry::BY_ID;
use crate::model::uid::IdRange;
use crate::model::{Noun, Uid};
use crate::store::Store;
use crate::store::find;
use crate::store::nouns::table;
use crate::store::refs::Refs;
use crate::text::names::{self, Mentions};

/// How many near names a hint lists.
const NEAR: usize = 5;

impl Store {
    /// The records that a name, an address or an id means, each by the one that stands for it.
    ///
    /// A name that several bear means all of them: nothing is missed, and the caller says how many
    /// there are. An id means one. A name goes before an id, unless it is written `id:…`.
    ///
    /// # Errors
    /// When nothing answers (near names are hints), or several ids begin so.
    pub fn resolve(&self, noun: Noun, text: &str) -> Result<Vec<Rep>> {
        let refs = Refs::new(&self.conn);
        let text = text.trim();
        if text.starts_with(BY_ID) {
            return Ok(vec![by_id(noun, text, &refs)?]);
        }
        let mut reps = Vec::new();
        for id in named(noun, text, &refs)? {
            let rep = rep(noun, id, &refs)?;
            if !reps.contains(&rep) {
                reps.push(rep);
            }
        }
        if !reps.is_empty() {
            return Ok(reps);
        }
        if IdRange::read(text).is_some() {
            match by_id(noun, text, &refs) {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                found => return Ok(vec![found?]),
            }
        }
        let missing = Error::new(ErrorKind::NotFound, format!("no {noun} is called {text}"));
        Err(match did_you_mean(&self.near(noun, text)?) {
            Some(hint) => missing.hint(hint),
            None => missing.hint(format!("`dixit {noun}s` lists them")),
        })
    }

    /// The live records that bear a name themselves, whichever stands for them in lists.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn bearers(&self, noun: Noun, name: &str) -> Result<Vec<Uid>> {
        let mut refs = Refs::new(&self.conn);
        let found = named(noun, name.trim(), &refs)?;
        found.into_iter().map(|id| refs.uid(noun, id)).collect()
    }

    /// Names of a noun that are close to words which nothing answers to, the closest first: spelt nearly so, ending
    /// or going on so, or with a word that is. Confidential names are not among them, nor any that holds one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn near(&self, noun: Noun, text: &str) -> Result<Vec<String>> {
        let mut refs = Refs::new(&self.conn);
        let mut found = candidates(noun, &names::key(text), &mut refs)?;
        found.sort_unstable();
        let secret = self.confidential()?;
        let told = match secret.is_empty() {
            true => Mentions::default(),
            false => self.names_of_secrets()?,
        };
        let mut near: Vec<String> = Vec::new();
        for (_, name, id) in found {
            if near.len() == NEAR {
                break;
            }
            if !near.contains(&name)
                && !told.are_in(&name)
                && !secret.contains(&(noun, refs.uid(noun, id)?))
            {
                near.push(name);
            }
        }
        Ok(near)
    }
}

/// A way out that offers names instead of the one that nothing answers to.
pub fn did_you_mean(near: &[String]) -> Option<String> {
    let (last, others) = near.split_last()?;
    Some(match others {
        [] => format!("did you mean {last}?"),
        _ => format!("did you mean {} or {last}?", others.join(", ")),
    })
}

fn by_id(noun: Noun, text: &str, refs: &Refs<'_>) -> Result<Rep> {
    let found = find::find_id(text, Some(noun), refs)?;
    match refs.find(noun, found.uid)? {
        Some(id) => rep(noun, id, refs),
        None => Err(Error::new(
            ErrorKind::NotFound,
            format!("the {noun} {} is withdrawn", found.uid),
        )
        .hint(format!("`dixit show {}` says when and why", found.uid))),
    }
}

/// The record that stands for one.
pub(crate) fn rep(noun: Noun, id: i64, refs: &Refs<'_>) -> Result<Rep> {
    let table = table(noun);
    let sql = match noun {
        Noun::Speaker | Noun::Source | Noun::Claim | Noun::Topic | Noun::Measure => {
            format!(
                "SELECT r.id, r.uid FROM {table} m JOIN {table} r ON r.id = m.rep WHERE m.id = ?1"
            )
        }
        _ => format!("SELECT id, uid FROM {table} WHERE id = ?1"),
    };
    let found = refs
        .conn
        .prepare_cached(&sql)?
        .query_row([id], |row| {
            Ok(Rep {
                id: row.get(0)?,
                uid: Uid(row.get(1)?),
            })
        })
        .optional()?;
    found.ok_or_else(|| Error::bug(format!("a {noun} is gone")))
}

/// The live records that bear a name.
pub(crate) fn named(noun: Noun, text: &str, refs: &Refs<'_>) -> Result<Vec<i64>> {
    let key = names::key(text);
    let ids = |sql: &str, value: &str| -> Result<Vec<i64>> {
        let mut statement = refs.conn.prepare_cached(sql)?;
        let found = statement.query_map([value], |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    };
    match noun {
        Noun::Speaker => {
            let mut found: Vec<i64> = find::speakers_by_key(&key, refs)?
                .into_iter()
                .map(|speaker| speaker.id)
                .collect();
            if found.is_empty() {
                // Unnamed ones have no key: they are found by the words they are called by.
                found = ids(
                    "SELECT id FROM speakers WHERE kind = 'unnamed' AND name = ?1",
                    text,
                )?;
            }
            Ok(found)
        }
        Noun::Topic => ids("SELECT id FROM topics WHERE key = ?1", &key),
        Noun::Measure => ids("SELECT id FROM measures WHERE key = ?1", &key),
        Noun::Source => find::sources_named(text, refs),
        Noun::Occasion => ids("SELECT id FROM occasions WHERE label = ?1", text),
        Noun::Claim => ids("SELECT id FROM claims WHERE text = ?1", text),
        _ => Ok(Vec::new()),
    }
}

/// How close a name is to what was typed, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Close {
    Spelling,
    Ending,
    Words,
    OneWord,
}

/// The names of a noun that are close to a key, each with its record.
fn candidates(noun: Noun, key: &str, refs: &mut Refs<'_>) -> Result<Vec<(Close, String, i64)>> {
    let mut found = Vec::new();
    let sql = match noun {
        Noun::Speaker => {
            for (id, name, _) in find::near_speakers(key, 0, refs)? {
                found.push((Close::Spelling, name, id));
            }
            "SELECT s.id, s.name, k.key FROM _speaker_keys k JOIN speakers s ON s.id = k.speaker"
        }
        Noun::Topic => "SELECT id, name, key FROM topics WHERE name IS NOT NULL",
        Noun::Measure => "SELECT id, name, key FROM measures WHERE name IS NOT NULL",
        Noun::Source => {
            "SELECT id, title, NULL FROM sources WHERE title IS NOT NULL
             UNION ALL SELECT id, label, NULL FROM sources WHERE label IS NOT NULL"
        }
        Noun::Occasion => "SELECT id, label, NULL FROM occasions WHERE label IS NOT NULL",
        _ => return Ok(found),
    };
    let conn = refs.conn;
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let name = row.get_ref(1)?.as_str().unwrap_or_default();
        let close = match row.get_ref(2)?.as_str() {
            Ok(other) => close(key, other, noun != Noun::Speaker),
            Err(_) => close(key, &names::key(name), true),
        };
        if let Some(close) = close {
            found.push((close, name.to_owned(), row.get(0)?));
        }
    }
    Ok(found)
}

/// How close a key is to one that was typed; `spelling`, also by its spelling as a whole.
fn close(typed: &str, key: &str, spelling: bool) -> Option<Close> {
    if typed.is_empty() {
        return None;
    }
    // A slip changes a length by little: what costs time is asked of few.
    let alike =
        |other: &str| typed.len().abs_diff(other.len()) <= 3 && names::near(typed, other).is_some();
    if spelling && alike(key) {
        return Some(Close::Spelling);
    }
    let bound = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    if let Some(at) = key.find(typed) {
        let (before, after) = (&key[..at], &key[at + typed.len()..]);
        if bound(before.chars().next_back()) && bound(after.chars().next()) {
            return Some(match after {
                "" => Close::Ending,
                _ => Close::Words,
            });
        }
    }
    let one = !typed.contains(' ') && key.contains(' ');
    let initial = typed.chars().next();
    let mut words = key.split(' ').filter(|word| word.chars().next() == initial);
    (one && words.any(alike)).then_some(Close::OneWord)
}
