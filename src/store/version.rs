//! Versions: all there are of a record, which of them stand at its head, and which one the row shows.
//!
//! The heads are the versions that no version names as parent. Heads with equal bodies are one; a head
//! that an undo wrote to restore the common ancestor's body yields to another; what is left beyond one
//! is a disagreement, and the row shows the head with the smallest hash, the same on every desk. A
//! drop against a live version, or under a live reference, is a disagreement and the record stays.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::{OptionalExtension, params};

use super::nouns::{REFERRED_FIRST, table};
use super::refs::Refs;
use super::row::{self, Meta, join_parents, split_parents};
use crate::error::{Error, ErrorKind, Result};
use crate::model::body::{Hash, NO_BODY, Salt, commit, version_hash};
use crate::model::{Body, Noun, Uid, Vocabulary};

/// One version of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The record.
    pub uid: Uid,
    /// Its noun.
    pub noun: Noun,
    /// The version's hash.
    pub hash: Hash,
    /// The versions it follows, sorted.
    pub parents: Vec<Hash>,
    /// The operation that wrote it, by the integer of this file.
    pub operation: i64,
    /// The number of its body's format.
    pub format: u32,
    /// The salt of its commit; none if it has no body.
    pub salt: Option<Salt>,
    /// The canonical body; none if withdrawn or purged.
    pub body: Option<Vec<u8>>,
    /// The commit that stayed when the body was purged.
    pub purged: Option<Hash>,
}

impl Version {
    /// A new version with a body.
    pub fn of_body(
        uid: Uid,
        body: &Body,
        format: u32,
        parents: Vec<Hash>,
        operation: i64,
        salt: Salt,
    ) -> Self {
        let noun = body.noun();
        let bytes = body.canonical();
        let sealed = commit(&salt, noun, format, &bytes);
        let mut parents = parents;
        parents.sort_unstable();
        let hash = version_hash(uid, &parents, &sealed);
        Self {
            uid,
            noun,
            hash,
            parents,
            operation,
            format,
            salt: Some(salt),
            body: Some(bytes),
            purged: None,
        }
    }

    /// A version without a body: the record is withdrawn.
    pub fn of_drop(uid: Uid, noun: Noun, parents: Vec<Hash>, operation: i64) -> Self {
        let mut parents = parents;
        parents.sort_unstable();
        let hash = version_hash(uid, &parents, &NO_BODY);
        let format = crate::model::body::format_of(noun);
        Self {
            uid,
            noun,
            hash,
            parents,
            operation,
            format,
            salt: None,
            body: None,
            purged: None,
        }
    }

    /// The hash that this version should have.
    pub fn expected_hash(&self) -> Hash {
        let sealed = match (&self.body, &self.salt, &self.purged) {
            (Some(body), Some(salt), _) => commit(salt, self.noun, self.format, body),
            (_, _, Some(kept)) => *kept,
            _ => NO_BODY,
        };
        version_hash(self.uid, &self.parents, &sealed)
    }

    /// Its body; none if withdrawn or purged.
    ///
    /// # Errors
    /// When it cannot be read: the file is damaged, or its format is newer than this program.
    pub fn read_body(&self) -> Result<Option<Body>> {
        let read = |bytes: &Vec<u8>| Body::read(self.noun, bytes);
        self.body.as_ref().map(read).transpose().map_err(|e| {
            Error::new(
                ErrorKind::File,
                format!("the body of a {} cannot be read", self.noun),
            )
            .because(e)
        })
    }

    /// Whether it says that the record is withdrawn.
    pub fn is_drop(&self) -> bool {
        self.body.is_none() && self.purged.is_none()
    }
}

/// Every version of a record that this file holds, the shown one included.
pub fn all(noun: Noun, uid: Uid, refs: &mut Refs<'_>) -> Result<Vec<Version>> {
    let mut versions = unshown(uid, refs)?;
    if let Some((id, _)) = row::meta_of(noun, uid, refs)? {
        versions.extend(shown(noun, id, refs)?);
    }
    Ok(versions)
}

/// The version that a row shows.
pub fn shown(noun: Noun, id: i64, refs: &mut Refs<'_>) -> Result<Option<Version>> {
    let Some((body, meta)) = row::read(noun, id, refs)? else {
        return Ok(None);
    };
    Ok(Some(Version {
        uid: meta.uid,
        noun,
        hash: meta.hash,
        parents: meta.parents,
        operation: meta.operation,
        format: meta.format,
        salt: Some(meta.salt),
        body: Some(body.canonical()),
        purged: None,
    }))
}

fn unshown(uid: Uid, refs: &Refs<'_>) -> Result<Vec<Version>> {
    read_versions("uid = ?1", uid.0.to_vec().into(), refs)
}

/// The versions that no row shows and that fit a condition on one value.
pub fn read_versions(
    condition: &str,
    value: rusqlite::types::Value,
    refs: &Refs<'_>,
) -> Result<Vec<Version>> {
    let sql = format!(
        "SELECT uid, noun, hash, parents, operation, format, salt, body, purged FROM _versions WHERE {condition} ORDER BY id"
    );
    let mut statement = refs.conn.prepare_cached(&sql)?;
    let mut rows = statement.query([value])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let noun: String = row.get("noun")?;
        found.push(Version {
            uid: Uid(row.get("uid")?),
            noun: Noun::read(&noun).map_err(|e| {
                Error::new(ErrorKind::File, "an unknown noun in history").because(e)
            })?,
            hash: row.get("hash")?,
            parents: split_parents(row.get("parents")?),
            operation: row.get("operation")?,
            format: row.get("format")?,
            salt: row.get("salt")?,
            body: row
                .get::<_, Option<String>>("body")?
                .map(String::into_bytes),
            purged: row.get("purged")?,
        });
    }
    Ok(found)
}

/// Keeps a version that no row shows, under the record's integer.
pub fn keep(version: &Version, record: i64, refs: &Refs<'_>) -> Result<()> {
    let body = version.body.as_deref().map(std::str::from_utf8).transpose();
    let body = body.map_err(|e| Error::bug("a body is not text").because(e))?;
    refs.conn
        .prepare_cached(
            "INSERT INTO _versions (uid, noun, record, hash, parents, operation, format, salt, body, purged)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            &version.uid.0[..],
            version.noun.word(),
            record,
            &version.hash[..],
            join_parents(&version.parents),
            version.operation,
            version.format,
            version.salt.as_ref().map(|s| &s[..]),
            body,
            version.purged.as_ref().map(|h| &h[..]),
        ])?;
    Ok(())
}

fn unkeep(uid: Uid, hash: &Hash, refs: &Refs<'_>) -> Result<()> {
    refs.conn
        .prepare_cached("DELETE FROM _versions WHERE uid = ?1 AND hash = ?2")?
        .execute(params![&uid.0[..], &hash[..]])?;
    Ok(())
}

/// What the heads of a record come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The version the row shows; none if the record is withdrawn.
    pub shown: Option<Hash>,
    /// How many heads stand side by side; 1 where nothing is disputed.
    pub heads: u32,
    /// The hashes of all heads, for a version that follows them.
    pub tips: Vec<Hash>,
}

/// What makes two heads one: both drops, or equal bodies, or the same purged version.
type Likeness<'v> = (bool, Option<&'v [u8]>, Option<Hash>);

/// The heads: the versions that no version names as parent.
pub fn tips(all: &[Version]) -> Vec<&Version> {
    let named: HashSet<Hash> = all.iter().flat_map(|v| v.parents.iter().copied()).collect();
    all.iter().filter(|v| !named.contains(&v.hash)).collect()
}

/// Works out what a set of versions comes to. A pure function of the set, of which operations were
/// undos, and of whether something live refers to the record.
pub fn standing(versions: &[Version], is_undo: &dyn Fn(i64) -> bool, in_use: bool) -> Standing {
    let by_hash: HashMap<Hash, &Version> = versions.iter().map(|v| (v.hash, v)).collect();
    let mut tips = tips(versions);
    tips.sort_unstable_by_key(|v| v.hash);

    // Heads with equal bodies are one head. A purged body equals nothing but itself.
    let mut classes: BTreeMap<Likeness<'_>, Vec<&Version>> = BTreeMap::new();
    for tip in &tips {
        let key = (
            tip.is_drop(),
            tip.body.as_deref(),
            tip.purged.map(|_| tip.hash),
        );
        classes.entry(key).or_default().push(tip);
    }
    let mut classes: Vec<Vec<&Version>> = classes.into_values().collect();

    // A head that an undo wrote to restore the common ancestor's body yields to the others.
    if classes.len() > 1 {
        let yields = |class: &[&Version]| {
            class.iter().all(|v| is_undo(v.operation))
                && classes.iter().flatten().any(|other| {
                    !class.contains(other)
                        && common_ancestors(class[0], other, &by_hash)
                            .iter()
                            .any(|a| a.body == class[0].body)
                })
        };
        let stays: Vec<Vec<&Version>> = classes
            .iter()
            .filter(|class| !yields(class))
            .cloned()
            .collect();
        if !stays.is_empty() {
            classes = stays;
        }
    }

    let live: Vec<&&Version> = classes
        .iter()
        .flatten()
        .filter(|v| v.body.is_some())
        .collect();
    let tips: Vec<Hash> = tips.iter().map(|v| v.hash).collect();
    if let Some(shown) = live.iter().map(|v| v.hash).min() {
        return Standing {
            shown: Some(shown),
            heads: u32::try_from(classes.len()).unwrap_or(u32::MAX),
            tips,
        };
    }
    if in_use {
        // Withdrawn on one desk, referred to on another: the last words stay, as a disagreement.
        let mut reached: Vec<&Version> = tips
            .iter()
            .filter_map(|hash| by_hash.get(hash).copied())
            .collect();
        let mut seen = HashSet::new();
        while !reached.is_empty() {
            if let Some(last) = reached
                .iter()
                .filter(|v| v.body.is_some())
                .map(|v| v.hash)
                .min()
            {
                return Standing {
                    shown: Some(last),
                    heads: 2,
                    tips,
                };
            }
            let parents = reached
                .iter()
                .flat_map(|v| v.parents.iter())
                .filter(|h| seen.insert(**h));
            reached = parents
                .filter_map(|hash| by_hash.get(hash).copied())
                .collect();
        }
    }
    Standing {
        shown: None,
        heads: 1,
        tips,
    }
}

/// The nearest versions from which both descend.
fn common_ancestors<'v>(
    a: &'v Version,
    b: &'v Version,
    by_hash: &HashMap<Hash, &'v Version>,
) -> Vec<&'v Version> {
    let ancestors = |of: &Version| {
        let mut seen: HashSet<Hash> = HashSet::new();
        let mut queue = of.parents.clone();
        while let Some(hash) = queue.pop() {
            if seen.insert(hash)
                && let Some(version) = by_hash.get(&hash)
            {
                queue.extend(&version.parents);
            }
        }
        seen
    };
    let (of_a, of_b) = (ancestors(a), ancestors(b));
    let common: Vec<&Version> = of_a
        .intersection(&of_b)
        .filter_map(|hash| by_hash.get(hash).copied())
        .collect();
    let beyond: HashSet<Hash> = common.iter().flat_map(|v| ancestors(v)).collect();
    common
        .into_iter()
        .filter(|v| !beyond.contains(&v.hash))
        .collect()
}

/// Brings the rows of records in line with their versions, and of those that depend on them.
pub fn settle(
    touched: &BTreeSet<(Noun, Uid)>,
    refs: &mut Refs<'_>,
) -> Result<BTreeSet<(Noun, i64)>> {
    let mut changed = BTreeSet::new();
    let order = |noun: Noun| REFERRED_FIRST.iter().position(|n| *n == noun).unwrap_or(0);
    let mut round: Vec<(Noun, Uid)> = touched.iter().copied().collect();
    // Each round can only follow from the one before by a reference, and references end.
    for _ in 0..64 {
        // What goes, goes first, from the nouns that refer to the nouns referred to; then comes what comes.
        round.sort_unstable_by_key(|(noun, uid)| (std::cmp::Reverse(order(*noun)), *uid));
        let mut staying = Vec::new();
        for (noun, uid) in round {
            if !settle_one(noun, uid, Pass::Goes, refs, &mut changed)? {
                staying.push((noun, uid));
            }
        }
        for (noun, uid) in staying.into_iter().rev() {
            settle_one(noun, uid, Pass::Comes, refs, &mut changed)?;
        }
        // Records referred to that are not there; and records kept only by a reference that may be gone.
        let mut next: BTreeSet<(Noun, Uid)> = refs.awaited().into_iter().collect();
        for noun in REFERRED_FIRST {
            next.extend(kept_by_reference(*noun, refs)?);
        }
        if next.is_empty() {
            return Ok(changed);
        }
        let before = changed.clone();
        let mut moved = false;
        for (noun, uid) in &next {
            moved |= would_move(*noun, *uid, refs)?;
        }
        if !moved {
            return Ok(before);
        }
        round = next.into_iter().collect();
    }
    Err(Error::bug("records refer to one another without end"))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    Goes,
    Comes,
}

/// A record's row, its versions, and what they come to.
type Stood = (Option<(i64, Meta)>, Vec<Version>, Standing);

fn stand(noun: Noun, uid: Uid, refs: &mut Refs<'_>) -> Result<Stood> {
    let row = row::meta_of(noun, uid, refs)?;
    let versions = all(noun, uid, refs)?;
    let undos = undo_operations(&versions, refs)?;
    let in_use = match &row {
        Some((id, _)) => in_use(noun, *id, refs)?.is_some(),
        None => refs.awaited().contains(&(noun, uid)),
    };
    let standing = standing(&versions, &|operation| undos.contains(&operation), in_use);
    Ok((row, versions, standing))
}

/// Whether a row shows, and says of its heads and beginning, what its versions come to.
pub fn stands(noun: Noun, uid: Uid, refs: &mut Refs<'_>) -> Result<bool> {
    let (row, versions, standing) = stand(noun, uid, refs)?;
    Ok(row.is_none_or(|(_, meta)| {
        Some(meta.hash) == standing.shown
            && meta.heads == standing.heads
            && meta.created_in == created_in(&versions)
    }))
}

fn would_move(noun: Noun, uid: Uid, refs: &mut Refs<'_>) -> Result<bool> {
    let (row, _, standing) = stand(noun, uid, refs)?;
    Ok(row.map(|(_, meta)| meta.hash) != standing.shown)
}

/// Settles one record in one pass; answers whether it was one that goes.
fn settle_one(
    noun: Noun,
    uid: Uid,
    pass: Pass,
    refs: &mut Refs<'_>,
    changed: &mut BTreeSet<(Noun, i64)>,
) -> Result<bool> {
    let (row, versions, standing) = stand(noun, uid, refs)?;
    let goes = standing.shown.is_none();
    match pass {
        Pass::Goes if !goes => return Ok(false),
        Pass::Goes => {
            if let Some((id, meta)) = row {
                put_away(noun, id, meta.hash, &versions, refs)?;
                changed.insert((noun, id));
            }
            return Ok(true);
        }
        Pass::Comes if goes => return Ok(true),
        Pass::Comes => {}
    }
    let Some(hash) = standing.shown else {
        return Ok(goes);
    };
    let created_in = created_in(&versions);
    let id = match row {
        Some((id, meta)) if meta.hash == hash => {
            if meta.heads != standing.heads || meta.created_in != created_in {
                let sql = format!(
                    "UPDATE {} SET heads = ?2, created_in = ?3 WHERE id = ?1",
                    table(noun)
                );
                refs.conn
                    .prepare_cached(&sql)?
                    .execute(params![id, standing.heads, created_in])?;
                changed.insert((noun, id));
            }
            return Ok(false);
        }
        Some((id, meta)) => {
            put_away(noun, id, meta.hash, &versions, refs)?;
            id
        }
        None => refs.id_for_row(noun, uid)?,
    };
    let version = versions
        .iter()
        .find(|v| v.hash == hash)
        .ok_or_else(|| Error::bug("a head is not among its versions"))?;
    show(version, id, created_in, standing.heads, refs)?;
    changed.insert((noun, id));
    Ok(false)
}

fn created_in(versions: &[Version]) -> i64 {
    let first = versions
        .iter()
        .filter(|v| v.parents.is_empty())
        .map(|v| v.operation)
        .min();
    first
        .or_else(|| versions.iter().map(|v| v.operation).min())
        .unwrap_or(0)
}

fn put_away(
    noun: Noun,
    id: i64,
    hash: Hash,
    versions: &[Version],
    refs: &mut Refs<'_>,
) -> Result<()> {
    if let Some(version) = versions.iter().find(|v| v.hash == hash) {
        keep(version, id, refs)?;
        row::delete(noun, id, version.uid, refs)?;
    }
    Ok(())
}

fn show(
    version: &Version,
    id: i64,
    created_in: i64,
    heads: u32,
    refs: &mut Refs<'_>,
) -> Result<()> {
    let (Some(bytes), Some(salt)) = (&version.body, version.salt) else {
        return Err(Error::bug("a version without a body cannot be shown"));
    };
    let newest = crate::model::body::format_of(version.noun);
    if version.format > newest {
        return Err(Error::new(
            ErrorKind::File,
            format!(
                "a {0} has the format {0}/{1}; this program knows up to {0}/{newest}",
                version.noun, version.format
            ),
        )
        .hint("use a newer Dixit"));
    }
    let body = Body::read(version.noun, bytes).map_err(|e| {
        Error::new(
            ErrorKind::File,
            format!("the body of a {} cannot be read", version.noun),
        )
        .because(e)
    })?;
    unkeep(version.uid, &version.hash, refs)?;
    let writing = refs.set_recorded(created_in)?;
    let meta = Meta {
        uid: version.uid,
        hash: version.hash,
        parents: version.parents.clone(),
        operation: version.operation,
        salt,
        format: version.format,
        created_in,
        heads,
    };
    row::insert(id, &body, &meta, refs)?;
    refs.recorded = writing;
    Ok(())
}

fn undo_operations(versions: &[Version], refs: &Refs<'_>) -> Result<HashSet<i64>> {
    let mut found = HashSet::new();
    if versions.len() > 2 {
        let mut statement = refs
            .conn
            .prepare_cached("SELECT undoes IS NOT NULL FROM _operations WHERE id = ?1")?;
        for version in versions {
            if statement
                .query_row([version.operation], |row| row.get(0))
                .optional()?
                .unwrap_or(false)
            {
                found.insert(version.operation);
            }
        }
    }
    Ok(found)
}

/// Disputed records all of whose heads are withdrawn: a live reference keeps them, if it still is there.
fn kept_by_reference(noun: Noun, refs: &mut Refs<'_>) -> Result<Vec<(Noun, Uid)>> {
    let sql = format!("SELECT uid FROM {} WHERE heads > 1", table(noun));
    let conn = refs.conn;
    let mut statement = conn.prepare_cached(&sql)?;
    let uids: Vec<[u8; 16]> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut found = Vec::new();
    for uid in uids {
        let versions = all(noun, Uid(uid), refs)?;
        let tips = standing(&versions, &|_| false, false);
        if tips.shown.is_none() {
            found.push((noun, Uid(uid)));
        }
    }
    Ok(found)
}

/// The first live record that refers to one.
pub fn in_use(noun: Noun, id: i64, refs: &Refs<'_>) -> Result<Option<(Noun, i64)>> {
    Ok(users(noun, id, &HashSet::new(), 1, refs)?.pop())
}

/// The first live records that refer to one, each once, leaving out some that are about to go.
pub fn users(
    noun: Noun,
    id: i64,
    going: &HashSet<(Noun, i64)>,
    most: usize,
    refs: &Refs<'_>,
) -> Result<Vec<(Noun, i64)>> {
    let mut users: Vec<(Noun, i64)> = Vec::new();
    // Columns that hold references; those inside JSON are noted in `_references`.
    let columns: &[(Noun, &str)] = match noun {
        Noun::Source => &[
            (
                Noun::Attribution,
                "SELECT a.id FROM attributions a WHERE a.source_rep = (SELECT rep FROM sources WHERE id = ?1) AND a.source = ?1",
            ),
            (
                Noun::Attribution,
                "SELECT id FROM attributions WHERE original_source = ?1",
            ),
            (Noun::Source, "SELECT id FROM sources WHERE seen_in = ?1"),
            (Noun::Capture, "SELECT id FROM captures WHERE source = ?1"),
            (Noun::Speaker, "SELECT id FROM speakers WHERE source = ?1"),
        ],
        Noun::Speaker => &[
            (
                Noun::Attribution,
                "SELECT a.id FROM attributions a WHERE a.speaker_rep = (SELECT rep FROM speakers WHERE id = ?1) AND a.speaker = ?1",
            ),
            (
                Noun::Attribution,
                "SELECT id FROM attributions WHERE on_behalf_of = ?1",
            ),
            (
                Noun::Attribution,
                "SELECT attribution FROM hops WHERE speaker = ?1",
            ),
            (
                Noun::Occasion,
                "SELECT occasion FROM occasion_speakers WHERE speaker = ?1",
            ),
        ],
        Noun::Claim => &[
            (
                Noun::Attribution,
                "SELECT id FROM attributions WHERE claim = ?1",
            ),
            (
                Noun::Assessment,
                "SELECT id FROM assessments WHERE claim = ?1",
            ),
        ],
        Noun::Attribution => &[(
            Noun::Assessment,
            "SELECT id FROM assessments WHERE attribution = ?1",
        )],
        Noun::Occasion => &[(
            Noun::Attribution,
            "SELECT id FROM attributions WHERE occasion = ?1",
        )],
        Noun::Topic => &[(
            Noun::Claim,
            "SELECT claim FROM claim_topics WHERE topic = ?1",
        )],
        Noun::Measure => &[
            (
                Noun::Attribution,
                "SELECT attribution FROM figures WHERE measure = ?1",
            ),
            (Noun::Measure, "SELECT id FROM measures WHERE part_of = ?1"),
        ],
        Noun::Capture | Noun::Assessment | Noun::Link | Noun::Judgement | Noun::Piece => &[],
    };
    for (by, sql) in columns {
        let mut statement = refs.conn.prepare_cached(sql)?;
        for found in statement.query_map([id], |row| row.get(0))? {
            let found = (*by, found?);
            if !going.contains(&found) && found != (noun, id) && !users.contains(&found) {
                users.push(found);
                if users.len() == most {
                    return Ok(users);
                }
            }
        }
    }
    let mut statement = refs.conn.prepare_cached(
        "SELECT by_noun, by_record FROM _references WHERE noun = ?1 AND record = ?2",
    )?;
    let mut rows = statement.query(params![noun.word(), id])?;
    while let Some(row) = rows.next()? {
        let by: String = row.get(0)?;
        let record: i64 = row.get(1)?;
        if let Ok(by) = Noun::read(&by)
            && !going.contains(&(by, record))
            && !users.contains(&(by, record))
        {
            users.push((by, record));
            if users.len() == most {
                break;
            }
        }
    }
    Ok(users)
}
