//! Digests: by which an entry that was recorded before is known again.
//!
//! Keyed with a key of the file's own that is never sent, so that a digest tells nothing about its
//! words to whoever has only the digest. They cover what the entry came to mean, not how its file
//! named it: two dossiers that both call their source `article` do not meet.

use rusqlite::OptionalExtension;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Resolved, Session};
use crate::error::Result;
use crate::model::{Claim, Noun, Uid, Vocabulary};
use crate::store::Writing;
use crate::store::refs::Often;

const KEY: &str = "import key";

/// The file's key, made the first time.
pub(super) fn key(writing: &mut Writing<'_>) -> Result<[u8; 32]> {
    if let Some(known) = writing.setting::<[u8; 32]>(KEY)? {
        return Ok(known);
    }
    let (a, b) = (writing.uid()?, writing.uid()?);
    let (c, d) = (writing.uid()?, writing.uid()?);
    // Four identities have 488 random bits; hashed, they make an even key.
    let mut hasher = Sha256::new();
    [a, b, c, d].iter().for_each(|uid| hasher.update(uid.0));
    let key: [u8; 32] = hasher.finalize().into();
    writing.set(KEY, &key[..])?;
    Ok(key)
}

/// The digest of an entry as resolved.
pub(super) fn of(noun: Noun, body: &impl Serialize, session: &Session) -> [u8; 12] {
    let mut hasher = Sha256::new();
    hasher.update(session.key);
    hasher.update([noun as u8]);
    hasher.update(serde_json::to_vec(body).unwrap_or_default());
    short(hasher)
}

/// The digest of a claim with all that stands under it.
pub(super) fn of_claim(
    claim: &Claim,
    attributions: &[Resolved],
    session: &mut Session,
) -> [u8; 12] {
    session.enter_claim();
    let bodies: Vec<_> = attributions
        .iter()
        .map(|one| (&one.body, one.act.as_deref()))
        .collect();
    of(Noun::Claim, &(claim, bodies), session)
}

/// How a line of `_imported` names a noun: not at all for a claim, as most are.
fn kept_as(noun: Noun) -> Option<&'static str> {
    (noun != Noun::Claim).then(|| noun.word())
}

fn short(hasher: Sha256) -> [u8; 12] {
    let digest: [u8; 32] = hasher.finalize().into();
    let mut short = [0; 12];
    short.copy_from_slice(&digest[..12]);
    short
}

/// The live record that an entry with this digest became.
pub(super) fn known(
    noun: Noun,
    digest: &[u8; 12],
    writing: &mut Writing<'_>,
) -> Result<Option<Uid>> {
    let record: Option<i64> = writing
        .refs
        .often(Often::Imported, || {
            "SELECT record FROM _imported WHERE digest = ?1 AND noun IS ?2".to_owned()
        })?
        .query_row((&digest[..], kept_as(noun)), |row| row.get(0))
        .optional()?;
    let Some(record) = record else {
        return Ok(None);
    };
    // Undone or withdrawn since: the entry is new again.
    let sql = format!(
        "SELECT uid FROM {} WHERE id = ?1",
        crate::store::nouns::table(noun)
    );
    let uid: Option<[u8; 16]> = writing
        .refs
        .conn
        .prepare_cached(&sql)?
        .query_row([record], |row| row.get(0))
        .optional()?;
    Ok(uid.map(Uid))
}

/// Keeps what an entry became.
pub(super) fn keep(
    noun: Noun,
    digest: &[u8; 12],
    uid: Uid,
    writing: &mut Writing<'_>,
) -> Result<()> {
    let record = writing.refs.id(noun, uid)?;
    writing
        .refs
        .often(Often::KeepImported, || {
            "INSERT OR REPLACE INTO _imported (digest, noun, record) VALUES (?1, ?2, ?3)".to_owned()
        })?
        .execute((&digest[..], kept_as(noun), record))?;
    Ok(())
}
