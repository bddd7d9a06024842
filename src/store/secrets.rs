//! Who is confidential in a file, and all by which they are called.
//!
//! One confidential speaker or source makes all that are taken for it confidential. They stay so when their
//! records are gone, under the names they had before, and in every past: it is the present that says.

use std::collections::BTreeSet;

use super::Store;
use super::nouns::{source_key, table};
use super::query::named;
use super::refs::Refs;
use super::row;
use super::version;
use crate::error::Result;
use crate::model::{Body, JudgementKind, Noun, Speaker, SpeakerKind, Uid};
use crate::text::names::{self, Mentions};

/// The nouns that can be confidential.
const NOUNS: [Noun; 2] = [Noun::Speaker, Noun::Source];

/// The confidential records, and the names by which they are known.
#[derive(Default)]
pub(super) struct Secrets {
    pub records: BTreeSet<(Noun, Uid)>,
    pub names: Mentions,
}

/// Whether a record that has a row is confidential, or taken for one that is.
pub(crate) fn is_secret(noun: Noun, id: i64, refs: &Refs<'_>) -> Result<bool> {
    if !NOUNS.contains(&noun) {
        return Ok(false);
    }
    let table = table(noun);
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM {table} m WHERE m.confidential = 1
                           AND m.rep = (SELECT rep FROM {table} WHERE id = ?1))"
    );
    let mut statement = refs.conn.prepare_cached(&sql)?;
    Ok(statement.query_row([id], |row| row.get(0))?)
}

impl Store {
    /// Whether a record is confidential, or taken for one that is.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_confidential(&self, noun: Noun, uid: Uid) -> Result<bool> {
        let refs = Refs::new(&self.conn);
        match refs.find(noun, uid)? {
            Some(id) => is_secret(noun, id, &refs),
            None => Ok(self.confidential()?.contains(&(noun, uid))),
        }
    }

    /// The confidential speakers and sources, there or gone: whole classes, and those of the present where a
    /// past is read.
    pub(crate) fn confidential(&self) -> Result<BTreeSet<(Noun, Uid)>> {
        let known = self.past.as_ref().map(|past| past.secrets.records.clone());
        records(known.unwrap_or_default(), &Refs::new(&self.conn))
    }

    /// All that names them.
    pub(crate) fn names_of_secrets(&self) -> Result<Mentions> {
        let mut names = mentions(&self.confidential()?, &mut Refs::new(&self.conn))?;
        if let Some(past) = &self.past {
            names.extend(&past.secrets.names);
        }
        Ok(names)
    }

    /// Both, as they are at present.
    pub(super) fn secrets(&self) -> Result<Secrets> {
        Ok(Secrets {
            records: self.confidential()?,
            names: self.names_of_secrets()?,
        })
    }
}

/// Every record that is confidential, or taken for one that is, and those that are known to be.
pub(crate) fn records(
    known: BTreeSet<(Noun, Uid)>,
    refs: &Refs<'_>,
) -> Result<BTreeSet<(Noun, Uid)>> {
    let mut found = known;
    found.extend(by_versions(refs)?);
    for noun in NOUNS {
        let table = table(noun);
        let mut reps = BTreeSet::new();
        let sql = format!(
            "SELECT rep FROM {table} INDEXED BY {table}_confidential WHERE confidential = 1"
        );
        let mut statement = refs.conn.prepare_cached(&sql)?;
        for rep in statement.query_map([], |row| row.get::<_, i64>(0))? {
            reps.insert(rep?);
        }
        for (_, uid) in found.iter().filter(|(of, _)| *of == noun) {
            if let Some(id) = refs.find(noun, *uid)? {
                reps.insert(refs.rep(noun, id)?);
            }
        }
        let sql = format!(
            "SELECT uid FROM {table} WHERE id = ?1 UNION ALL SELECT uid FROM {table} WHERE rep = ?1 AND rep <> id"
        );
        let mut members = refs.conn.prepare_cached(&sql)?;
        for rep in reps {
            for uid in members.query_map([rep], |row| row.get(0))? {
                found.insert((noun, Uid(uid?)));
            }
        }
    }
    judged_the_same(&mut found, refs)?;
    Ok(found)
}

/// Those that a version says are confidential which no row contradicts: the record is gone, or desks disagree.
fn by_versions(refs: &Refs<'_>) -> Result<Vec<(Noun, Uid)>> {
    let mut statement = refs.conn.prepare_cached(
        "SELECT noun, uid FROM _versions v
          WHERE noun IN ('speaker', 'source') AND json_extract(body, '$.confidential')
            AND NOT EXISTS (SELECT 1 FROM speakers WHERE uid = v.uid AND heads = 1)
            AND NOT EXISTS (SELECT 1 FROM sources WHERE uid = v.uid AND heads = 1)",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let noun: String = row.get("noun")?;
        if let Ok(noun) = noun.parse() {
            found.push((noun, Uid(row.get("uid")?)));
        }
    }
    Ok(found)
}

/// Adds the records that are gone and were judged to be one that is confidential.
fn judged_the_same(found: &mut BTreeSet<(Noun, Uid)>, refs: &Refs<'_>) -> Result<()> {
    if found.is_empty() {
        return Ok(());
    }
    let mut pairs = Vec::new();
    let mut statement = refs.conn.prepare_cached(
        "SELECT body FROM _versions WHERE noun = 'judgement' AND body IS NOT NULL",
    )?;
    for body in statement.query_map([], |row| row.get::<_, String>(0))? {
        if let Ok(Body::Judgement(judged)) = Body::read(Noun::Judgement, body?.as_bytes())
            && judged.kind == Some(JudgementKind::Same)
            && let Some(of) = judged.of.filter(|of| NOUNS.contains(of))
        {
            pairs.extend([(of, judged.a, judged.b), (of, judged.b, judged.a)]);
        }
    }
    loop {
        let before = found.len();
        for (of, one, other) in &pairs {
            // Of those that are there, what stands of judgements decides.
            if found.contains(&(*of, *one)) && refs.find(*of, *other)?.is_none() {
                found.insert((*of, *other));
            }
        }
        if found.len() == before {
            return Ok(());
        }
    }
}

/// All by which the records are called: in their rows, as written where they speak, and in their earlier
/// versions, unless a live record is called so now: whoever bears a name decides.
fn mentions(records: &BTreeSet<(Noun, Uid)>, refs: &mut Refs<'_>) -> Result<Mentions> {
    let mut found = Mentions::default();
    let mut surnames: BTreeSet<String> = BTreeSet::new();
    let mut seek = |body: &Body, name: &str, found: &mut Mentions| {
        found.add(name);
        found.add(&source_key(name).unwrap_or_default());
        surnames.extend(surnames_of(body, name).into_iter().map(str::to_owned));
    };
    for (noun, uid) in records {
        if let Some(id) = refs.find(*noun, *uid)?
            && let Some((body, _)) = row::read(*noun, id, refs)?
        {
            for name in called(&body) {
                seek(&body, &name, &mut found);
            }
            if *noun == Noun::Speaker {
                // As a source writes them they may be words and no name: none is a surname.
                for name in as_written(id, refs)? {
                    found.add(&name);
                }
            }
        }
        for version in version::read_versions("uid = ?1", uid.0.to_vec().into(), refs)? {
            let Some(body) = version.read_body()? else {
                continue;
            };
            for name in called(&body) {
                if !name.is_empty() && named(*noun, &name, refs)?.is_empty() {
                    seek(&body, &name, &mut found);
                }
            }
        }
    }
    for surname in surnames {
        if !is_borne_openly(&surname, records, refs)? {
            found.add_surname(&surname);
        }
    }
    Ok(found)
}

/// All by which a body calls a speaker or source.
fn called(body: &Body) -> Vec<String> {
    match body {
        Body::Speaker(speaker) => {
            let names = speaker.names.iter().map(|name| name.name.clone());
            names.chain([speaker.wikidata.clone()]).collect()
        }
        Body::Source(source) => {
            vec![
                source.title.clone(),
                source.label.clone(),
                source.url.clone(),
            ]
        }
        _ => Vec::new(),
    }
}

/// What of a name stands for its bearer alone, where that is a person or may be one.
fn surnames_of<'n>(body: &Body, name: &'n str) -> Vec<&'n str> {
    match body {
        Body::Speaker(speaker) => match speaker.kind {
            Some(SpeakerKind::Person) => names::surnames(name, true),
            None => names::surnames(name, false),
            Some(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// What sources call a speaker.
fn as_written(speaker: i64, refs: &Refs<'_>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for sql in [
        "SELECT DISTINCT name_as_written FROM attributions WHERE speaker_rep = (SELECT rep FROM speakers WHERE id = ?1)
            AND speaker = ?1 AND name_as_written IS NOT NULL",
        "SELECT DISTINCT name_as_written FROM hops WHERE speaker = ?1 AND name_as_written IS NOT NULL",
    ] {
        let mut statement = refs.conn.prepare_cached(sql)?;
        for name in statement.query_map([speaker], |row| row.get(0))? {
            found.push(name?);
        }
    }
    Ok(found)
}

/// Whether the name of somebody who is not confidential ends so: then it tells nobody apart.
fn is_borne_openly(
    surname: &str,
    records: &BTreeSet<(Noun, Uid)>,
    refs: &mut Refs<'_>,
) -> Result<bool> {
    let key = names::key(surname);
    let ends_so = |name: &str| {
        let name = names::key(name);
        let before = name.strip_suffix(&key);
        before.is_some_and(|before| !before.ends_with(char::is_alphanumeric))
    };
    let conn = refs.conn;
    let mut statement =
        conn.prepare_cached("SELECT rowid FROM speakers_fts WHERE speakers_fts MATCH ?1")?;
    let mut rows = statement.query([format!("\"{surname}\"")])?;
    while let Some(row) = rows.next()? {
        if let Some((speaker, meta)) = row::read_as::<Speaker>(row.get(0)?, refs)?
            && !records.contains(&(Noun::Speaker, meta.uid))
            && speaker.names.iter().any(|name| ends_so(&name.name))
        {
            return Ok(true);
        }
    }
    Ok(false)
}
