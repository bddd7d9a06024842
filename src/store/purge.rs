//! Dropping bodies: the words go, the hashes stay and still verify.
//!
//! The screens and the proof of a purge come later; here is what it stands on.

use rusqlite::params;

use super::refs::Refs;
use super::version::{self, Version};
use super::write::Transaction;
use super::{Store, blobs, row};
use crate::error::{Error, ErrorKind, Result};
use crate::model::body::commit;
use crate::model::{Body, Noun, Uid};

impl Store {
    /// Drops body and salt of every version of a withdrawn record; keeps identity, parents and commits.
    ///
    /// Answers how many bodies went.
    ///
    /// # Errors
    /// When the record is not withdrawn: its words would still stand in lists.
    pub fn drop_bodies(&mut self, noun: Noun, uid: Uid) -> Result<usize> {
        self.must_be_writable()?;
        let transaction = Transaction::begin(&self.conn, &self.waiting)?;
        let mut refs = Refs::new(&self.conn);
        if row::meta_of(noun, uid, &refs)?.is_some() {
            return Err(Error::new(
                ErrorKind::Conflict,
                format!("the {noun} {uid} is not withdrawn"),
            )
            .hint("withdraw it first; its words then go with its history"));
        }
        let mut dropped = 0;
        let mut bytes = Vec::new();
        for version in version::all(noun, uid, &mut refs)? {
            let Version {
                hash,
                salt: Some(salt),
                body: Some(body),
                format,
                ..
            } = &version
            else {
                continue;
            };
            if let Ok(Body::Capture(capture)) = Body::read(noun, body) {
                bytes.push(capture.sha256);
            }
            let kept = commit(salt, noun, *format, body);
            dropped += self.conn.prepare_cached(
                "UPDATE _versions SET salt = NULL, body = NULL, purged = ?3 WHERE uid = ?1 AND hash = ?2",
            )?
            .execute(params![&uid.0[..], &hash[..], &kept[..]])?;
        }
        for sha256 in bytes {
            blobs::release(&sha256, &self.conn)?;
        }
        // An entry's digest could tell whether a guess at its words is right.
        self.conn.execute(
            "DELETE FROM _imported WHERE coalesce(noun, 'claim') = ?1 AND record IN (SELECT record FROM _versions WHERE uid = ?2)",
            params![noun.to_string(), &uid.0[..]],
        )?;
        transaction.commit()?;
        Ok(dropped)
    }
}
