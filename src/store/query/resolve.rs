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
use crate::text::names;

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
        let near = near(noun, text, &refs)?;
        if near.is_empty() {
            return Err(missing.hint(format!("`dixit {noun}s` lists them")));
        }
        Err(missing.hint(format!("near it: {}", near.join(", "))))
    }
}

impl Store {
    /// The live records that bear a name themselves, whichever stands for them in lists.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn bearers(&self, noun: Noun, name: &str) -> Result<Vec<Uid>> {
        let mut refs = Refs::new(&self.conn);
        let found = named(noun, name.trim(), &refs)?;
        found.into_iter().map(|id| refs.uid(noun, id)).collect()
    }
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
    let classed = matches!(
        noun,
        Noun::Speaker | Noun::Source | Noun::Claim | Noun::Topic | Noun::Measure
    );
    let id = if classed { refs.rep(noun, id)? } else { id };
    let uid = refs
        .conn
        .prepare_cached(&format!("SELECT uid FROM {} WHERE id = ?1", table(noun)))?
        .query_row([id], |row| row.get(0).map(Uid))
        .optional()?;
    let uid = uid.ok_or_else(|| Error::bug(format!("a {noun} is gone")))?;
    Ok(Rep { id, uid })
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

/// Names close to one that nothing answers to. Confidential names are no hint.
fn near(noun: Noun, text: &str, refs: &Refs<'_>) -> Result<Vec<String>> {
    let key = names::key(text);
    let mut found: Vec<String> = Vec::new();
    let mut add = |name: String| {
        if found.len() < NEAR && !found.contains(&name) {
            found.push(name);
        }
    };
    match noun {
        Noun::Speaker => {
            for (id, name, _) in find::near_speakers(&key, 0, refs)? {
                let confidential: bool = refs
                    .conn
                    .prepare_cached("SELECT rep IN (SELECT rep FROM speakers WHERE confidential = 1) FROM speakers WHERE id = ?1")?
                    .query_row([id], |row| row.get(0))?;
                if !confidential {
                    add(name);
                }
            }
        }
        Noun::Topic | Noun::Measure => {
            let sql = format!(
                "SELECT name, key FROM {} WHERE name IS NOT NULL ORDER BY key",
                table(noun)
            );
            let mut statement = refs.conn.prepare(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (name, other): (String, String) = (row.get("name")?, row.get("key")?);
                let holds = !key.is_empty() && other.contains(&key);
                if holds || names::near(&key, &other).is_some() {
                    add(name);
                }
            }
        }
        _ => {}
    }
    Ok(found)
}
