//! Finding records: by id, by name, by what tells documents apart.

use rusqlite::{OptionalExtension, params};

use super::nouns::key_number;
use super::nouns::{REFERRED_FIRST, table};
use super::refs::Refs;
use super::row;
use super::{Store, source_key};
use crate::error::{Error, ErrorKind, Result};
use crate::model::uid::IdRange;
use crate::model::{Body, Noun, Uid};
use crate::text::names;

/// How many candidates an error or a warning lists.
const CANDIDATES: usize = 8;

impl Store {
    /// The identities of all live records of a noun, in the order they came.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn uids(&self, noun: Noun) -> Result<Vec<Uid>> {
        let mut statement = self
            .conn
            .prepare(&format!("SELECT uid FROM {} ORDER BY id", table(noun)))?;
        let found = statement.query_map([], |row| row.get(0).map(Uid))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The body of a live record.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn body(&self, noun: Noun, uid: Uid) -> Result<Option<Body>> {
        let mut refs = Refs::new(&self.conn);
        match refs.find(noun, uid)? {
            Some(id) => Ok(row::read(noun, id, &mut refs)?.map(|(body, _)| body)),
            None => Ok(None),
        }
    }

    /// Finds the record that an id, or its first letters, names; withdrawn ones too.
    ///
    /// # Errors
    /// When none or several begin so; several are listed.
    pub fn find_id(&self, prefix: &str) -> Result<Found> {
        find_id(prefix, None, &Refs::new(&self.conn))
    }

    /// The newest capture of each file of a source, in the order of the files.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn newest_captures(&self, source: Uid) -> Result<Vec<(Uid, crate::model::Capture)>> {
        let refs = Refs::new(&self.conn);
        let mut newest = std::collections::BTreeMap::new();
        for held in captures_of(source, &refs)? {
            newest.insert(held.file(), held.uid);
        }
        let mut captures = Vec::new();
        for uid in newest.into_values() {
            if let Some(Body::Capture(capture)) = self.body(Noun::Capture, uid)? {
                captures.push((uid, *capture));
            }
        }
        Ok(captures)
    }

    /// The source captured last, or of the attribution recorded last where that was later.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn last_source(&self) -> Result<Option<LastSource>> {
        let sql = "SELECT s.uid, l.captured FROM
              (SELECT * FROM (SELECT source, created_in, 1 AS captured FROM captures ORDER BY id DESC LIMIT 1)
               UNION ALL
               SELECT * FROM (SELECT source, created_in, 0 FROM attributions ORDER BY id DESC LIMIT 1)) l
              JOIN sources s ON s.id = l.source ORDER BY l.created_in DESC, l.captured DESC LIMIT 1";
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row([], |row| {
                Ok(LastSource {
                    uid: Uid(row.get(0)?),
                    captured: row.get(1)?,
                })
            })
            .optional()?)
    }

    /// The fewest letters, at least 4, by which no other record of the file is meant.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn shortest_id(&self, uid: Uid) -> Result<String> {
        // Only the neighbours on either side can share more letters than any other record.
        let letters = uid.letters();
        let mut needed = crate::model::uid::SHORTEST;
        let refs = Refs::new(&self.conn);
        for sql in neighbours() {
            let mut statement = refs.conn.prepare_cached(&sql)?;
            let mut rows = statement.query([&uid.0[..]])?;
            if let Some(row) = rows.next()? {
                let other = Uid(row.get(0)?).letters();
                let shared = letters
                    .bytes()
                    .zip(other.bytes())
                    .take_while(|(a, b)| a == b)
                    .count();
                needed = needed.max(shared + 1);
            }
        }
        Ok(letters[..needed.min(letters.len())].to_owned())
    }

    /// [`Store::shortest_id`] of an id in 12 letters; none if they are no id of this file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn shortest_of(&self, id: &str) -> Result<Option<String>> {
        match find_id(id, None, &Refs::new(&self.conn)) {
            Ok(found) => self.shortest_id(found.uid).map(Some),
            Err(_) => Ok(None),
        }
    }
}

/// The statements that find the records next to an identity, noun by noun and in history.
fn neighbours() -> impl Iterator<Item = String> {
    let tables = REFERRED_FIRST
        .iter()
        .map(|noun| table(*noun))
        .chain(["_versions"]);
    tables.flat_map(|table| {
        [
            format!("SELECT uid FROM {table} WHERE uid < ?1 ORDER BY uid DESC LIMIT 1"),
            format!("SELECT uid FROM {table} WHERE uid > ?1 ORDER BY uid LIMIT 1"),
        ]
    })
}

/// The source that comes to mind where none is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastSource {
    /// The source.
    pub uid: Uid,
    /// Whether it was captured last, and not only recorded from.
    pub captured: bool,
}

/// A capture of a source, without its text.
pub(crate) struct Held {
    pub uid: Uid,
    /// Where it came from.
    pub from: String,
    /// Which of the source's files it is; 0 for the one.
    pub order: u32,
}

impl Held {
    /// Which of the source's files it is, from 1.
    pub fn file(&self) -> u32 {
        self.order.max(1)
    }
}

/// The captures of a source, the oldest first.
pub(crate) fn captures_of(source: Uid, refs: &Refs<'_>) -> Result<Vec<Held>> {
    let Some(id) = refs.find(Noun::Source, source)? else {
        return Ok(Vec::new());
    };
    let mut statement = refs.conn.prepare_cached(
        "SELECT uid, \"from\", \"order\" FROM captures WHERE source = ?1 ORDER BY at, id",
    )?;
    let found = statement.query_map([id], |row| {
        Ok(Held {
            uid: Uid(row.get("uid")?),
            from: row.get::<_, Option<String>>("from")?.unwrap_or_default(),
            order: row.get::<_, Option<u32>>("order")?.unwrap_or(0),
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The source of which just these bytes are held, as its one file.
pub(crate) fn captured_as(sha256: &str, refs: &Refs<'_>) -> Result<Option<Uid>> {
    let sql = "SELECT s.uid FROM captures c JOIN sources s ON s.id = c.source
                WHERE c.sha256 = ?1 AND c.\"order\" IS NULL ORDER BY c.id LIMIT 1";
    let found = refs.conn.prepare_cached(sql)?;
    let mut found = found;
    Ok(found
        .query_row([sha256], |row| row.get(0))
        .optional()?
        .map(Uid))
}

/// The source of which something was captured from an address.
pub(crate) fn captured_from(address: &str, refs: &Refs<'_>) -> Result<Option<Uid>> {
    let sql = "SELECT s.uid FROM captures c JOIN sources s ON s.id = c.source WHERE c.\"from\" = ?1 ORDER BY c.id LIMIT 1";
    let mut found = refs.conn.prepare_cached(sql)?;
    Ok(found
        .query_row([address], |row| row.get(0))
        .optional()?
        .map(Uid))
}

/// A record found by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its noun.
    pub noun: Noun,
    /// Its identity.
    pub uid: Uid,
    /// Whether it has a row: it is not withdrawn.
    pub live: bool,
}

/// Finds the record that an id, or its first letters, names.
pub(crate) fn find_id(prefix: &str, noun: Option<Noun>, refs: &Refs<'_>) -> Result<Found> {
    let prefix = prefix
        .strip_prefix(crate::model::entry::BY_ID)
        .unwrap_or(prefix);
    let Some(range) = IdRange::read(prefix) else {
        return Err(Error::input(format!("`{prefix}` is not an id"))
            .hint("an id is 4 to 32 letters from k to z, as lists show them"));
    };
    let mut found = candidates(range, noun, refs, CANDIDATES + 1)?;
    match found.len() {
        1 => found
            .pop()
            .ok_or_else(|| Error::bug("a candidate vanished")),
        0 => {
            let what = noun.map_or("record".to_owned(), |n| n.to_string());
            Err(Error::new(
                ErrorKind::NotFound,
                format!("there is no {what} whose id begins with {prefix}"),
            ))
        }
        many => {
            let letters = letters_apart(&found);
            let listed: Vec<String> = found
                .iter()
                .take(CANDIDATES)
                .map(|f| format!("{} {}", f.noun, &f.uid.letters()[..letters]))
                .collect();
            let more = if many > CANDIDATES { " and more" } else { "" };
            Err(Error::new(
                ErrorKind::Ambiguous,
                format!("several ids begin with {prefix}"),
            )
            .hint(format!("give more letters: {}{more}", listed.join(", "))))
        }
    }
}

/// How many letters tell records apart, at least those that a report prints.
fn letters_apart(found: &[Found]) -> usize {
    let mut all: Vec<String> = found.iter().map(|f| f.uid.letters()).collect();
    all.sort_unstable();
    let shared = |pair: &[String]| {
        let both = pair[0].bytes().zip(pair[1].bytes());
        both.take_while(|(a, b)| a == b).count()
    };
    let most = all.windows(2).map(shared).max().unwrap_or(0);
    (most + 1).clamp(12, 32)
}

fn candidates(
    range: IdRange,
    only: Option<Noun>,
    refs: &Refs<'_>,
    most: usize,
) -> Result<Vec<Found>> {
    let mut found: Vec<Found> = Vec::new();
    let (first, last) = (&range.first.0[..], &range.last.0[..]);
    for noun in REFERRED_FIRST
        .iter()
        .filter(|noun| only.is_none_or(|only| only == **noun))
    {
        refs.index_uids(*noun)?;
        let sql = format!(
            "SELECT uid FROM {} WHERE uid BETWEEN ?1 AND ?2 LIMIT {most}",
            table(*noun)
        );
        let mut statement = refs.conn.prepare_cached(&sql)?;
        for uid in statement.query_map([first, last], |row| row.get(0))? {
            found.push(Found {
                noun: *noun,
                uid: Uid(uid?),
                live: true,
            });
        }
    }
    if found.len() < most {
        let mut statement = refs.conn.prepare_cached(
            "SELECT DISTINCT uid, noun FROM _versions WHERE uid BETWEEN ?1 AND ?2 LIMIT 100",
        )?;
        let mut rows = statement.query([first, last])?;
        while let Some(row) = rows.next()? {
            let (uid, noun): (_, String) = (Uid(row.get(0)?), row.get(1)?);
            if let Ok(noun) = noun.parse::<Noun>()
                && only.is_none_or(|only| only == noun)
                && !found.iter().any(|f| f.uid == uid)
            {
                found.push(Found {
                    noun,
                    uid,
                    live: false,
                });
            }
        }
    }
    found.truncate(most);
    Ok(found)
}

/// A speaker that answers to a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedSpeaker {
    /// Its integer.
    pub id: i64,
    /// The speaker that stands for it.
    pub rep: i64,
    /// Its kind, as a word.
    pub kind: Option<String>,
}

/// The live speakers whose names have a key, by identity.
pub(crate) fn speakers_by_key(key: &str, refs: &Refs<'_>) -> Result<Vec<NamedSpeaker>> {
    let mut statement = refs.conn.prepare_cached(
        "SELECT s.id, s.rep, s.kind FROM _speaker_keys k JOIN speakers s ON s.id = k.speaker WHERE k.key = ?1 ORDER BY s.uid",
    )?;
    let found = statement.query_map([key], |row| {
        Ok(NamedSpeaker {
            id: row.get(0)?,
            rep: row.get(1)?,
            kind: row.get(2)?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The unnamed speaker of a source that is called so.
pub(crate) fn unnamed_speaker(name: &str, source: i64, refs: &Refs<'_>) -> Result<Option<i64>> {
    let key = names::key(name);
    let mut statement = refs
        .conn
        .prepare_cached("SELECT id, name FROM speakers WHERE kind = 'unnamed' AND source = ?1")?;
    let mut rows = statement.query([source])?;
    while let Some(row) = rows.next()? {
        let known: String = row.get(1)?;
        if names::key(&known) == key {
            return Ok(Some(row.get(0)?));
        }
    }
    Ok(None)
}

/// The topic or measure that has a key: the one with the smallest identity.
pub(crate) fn by_key(noun: Noun, key: &str, refs: &Refs<'_>) -> Result<Option<i64>> {
    let sql = format!(
        "SELECT id FROM {} WHERE key = ?1 ORDER BY uid LIMIT 1",
        table(noun)
    );
    Ok(refs
        .conn
        .prepare_cached(&sql)?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

/// The sources that answer to a title, a label in or out of brackets, or an address.
pub(crate) fn sources_named(name: &str, refs: &Refs<'_>) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    if let Some(key) = source_key(name).as_deref().map(key_number) {
        let mut statement = refs
            .conn
            .prepare_cached("SELECT id FROM sources WHERE key = ?1 ORDER BY uid")?;
        found = statement
            .query_map([key], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
    }
    if found.is_empty() {
        let label = name
            .strip_prefix('[')
            .and_then(|n| n.strip_suffix(']'))
            .unwrap_or(name);
        let mut statement = refs.conn.prepare_cached(
            "SELECT id FROM sources WHERE substr(title, 1, 24) = substr(?1, 1, 24) AND title = ?1
             UNION ALL SELECT id FROM sources WHERE label = ?2",
        )?;
        found = statement
            .query_map([name, label], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        // Not by UNION, which opens a table of its own at each use.
        found.sort_unstable();
        found.dedup();
    }
    Ok(found)
}

/// Names close to a new one: they warn and never join.
pub(crate) fn near_speakers(
    key: &str,
    leave_out: i64,
    refs: &Refs<'_>,
) -> Result<Vec<(i64, String, names::Nearness)>> {
    let mut found: Vec<(i64, String, names::Nearness)> = Vec::new();
    for block in names::blocking_keys(key) {
        let mut statement = refs.conn.prepare_cached(
            "SELECT s.id, s.name FROM _near n JOIN speakers s ON s.id = n.record
              WHERE n.noun = 'speaker' AND n.block = ?1 AND n.record <> ?2
                AND NOT EXISTS (SELECT 1 FROM speakers m WHERE m.rep = s.rep AND m.confidential = 1) LIMIT 500",
        )?;
        let mut rows = statement.query(params![block, leave_out])?;
        while let Some(row) = rows.next()? {
            let (id, name): (i64, String) = (row.get(0)?, row.get(1)?);
            if found.iter().any(|(known, _, _)| *known == id) {
                continue;
            }
            if let Some(nearness) = names::near(key, &names::key(&name)) {
                found.push((id, name, nearness));
            }
        }
    }
    found.truncate(CANDIDATES);
    Ok(found)
}

/// A known speaker whose name is close to another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearness {
    /// The speaker.
    pub uid: Uid,
    /// The name.
    pub name: String,
    /// How it is close.
    pub why: &'static str,
}

/// [`near_speakers`] by identity.
pub(crate) fn near_names(key: &str, leave_out: i64, refs: &mut Refs<'_>) -> Result<Vec<Nearness>> {
    let mut found = Vec::new();
    for (id, name, nearness) in near_speakers(key, leave_out, refs)? {
        let uid = refs.uid(Noun::Speaker, id)?;
        let why = nearness.why();
        found.push(Nearness { uid, name, why });
    }
    Ok(found)
}
