//! The bytes of captures: once each, by their SHA-256, compressed, in pieces.
//!
//! In pieces, so that neither writing nor reading a long recording takes more memory than one, and
//! no row comes near the size that SQLite refuses. Each piece is a zlib stream of its own, or bare
//! where that is not smaller: any program can put them together again.

use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::Store;
use super::verify::Finding;
use super::write::Writing;
use crate::error::{Error, ErrorKind, Result};
use crate::model::uid::hex;
use crate::model::{Noun, Uid};

/// How many bytes a piece holds, before compression.
const PIECE: usize = if cfg!(test) { 1 << 16 } else { 4 << 20 };

/// The SHA-256 of what a reader gives, in hex, and how many bytes that is.
///
/// # Errors
/// When it cannot be read.
pub fn digest(bytes: &mut dyn Read) -> Result<(String, u64)> {
    let mut hashing = Hashing(Sha256::new());
    let size = io::copy(bytes, &mut hashing)?;
    Ok((hashing.hex(), size))
}

/// The SHA-256 of bytes at hand, in hex.
pub fn digest_of(bytes: &[u8]) -> String {
    hex(&<[u8; 32]>::from(Sha256::digest(bytes)))
}

struct Hashing(Sha256);

impl Hashing {
    fn hex(self) -> String {
        hex(&<[u8; 32]>::from(self.0.finalize()))
    }
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Writing<'_> {
    /// Keeps bytes under their SHA-256, once; answers whether they were not held before.
    ///
    /// # Errors
    /// When they cannot be read, or are not those of that SHA-256: a file that changed meanwhile.
    pub fn keep_bytes(&mut self, sha256: &str, bytes: &mut dyn Read) -> Result<bool> {
        if holds(sha256, self.refs.conn)? {
            return Ok(false);
        }
        let mut hashing = Sha256::new();
        let mut piece = Vec::new();
        for at in 0_i64.. {
            piece.clear();
            bytes.take(PIECE as u64).read_to_end(&mut piece)?;
            if piece.is_empty() && at > 0 {
                break;
            }
            hashing.update(&piece);
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(&piece)?;
            let small = encoder.finish()?;
            let (compression, kept) = if small.len() < piece.len() {
                ("zlib", &small)
            } else {
                ("none", &piece)
            };
            self.refs
                .conn
                .prepare_cached(
                    "INSERT INTO _blobs (sha256, piece, compression, bytes) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![sha256, at, compression, kept])?;
        }
        if Hashing(hashing).hex() != sha256 {
            return Err(Error::new(
                ErrorKind::Conflict,
                "the bytes changed while they were read: nothing was kept",
            )
            .hint("run the command again"));
        }
        Ok(true)
    }
}

impl Store {
    /// Whether the bytes of a SHA-256 are held.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn holds_bytes(&self, sha256: &str) -> Result<bool> {
        holds(sha256, &self.conn)
    }

    /// Writes the bytes of a SHA-256 out, as they were captured; answers how many, none if they are
    /// not held.
    ///
    /// # Errors
    /// When the file is damaged, or nothing can be written.
    pub fn bytes(&self, sha256: &str, out: &mut dyn Write) -> Result<Option<u64>> {
        pieces(sha256, &self.conn, out)
    }

    /// Looks whether all bytes held are those of their SHA-256, and those captured here are held.
    pub(super) fn verify_blobs(&self, found: &mut Vec<Finding>) -> Result<()> {
        let mut statement = self.conn.prepare(
            "SELECT DISTINCT b.sha256, (SELECT c.uid FROM captures c WHERE c.sha256 = b.sha256 LIMIT 1) FROM _blobs b",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (sha256, uid): (String, Option<[u8; 16]>) = (row.get(0)?, row.get(1)?);
            let mut hashing = Hashing(Sha256::new());
            let whole = pieces(&sha256, &self.conn, &mut hashing);
            if whole.is_err() || hashing.hex() != sha256 {
                found.push(Finding {
                    noun: uid.map(|_| Noun::Capture),
                    uid: uid.map(Uid),
                    what: format!("the bytes held are not those of SHA-256 {sha256}"),
                });
            }
        }
        // What came by an import or a merge may have come without its bytes.
        let mut statement = self.conn.prepare(
            "SELECT c.uid FROM captures c JOIN _operations o ON o.id = c.created_in
              WHERE o.verb = 'capture' AND c.sha256 IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM _received r WHERE r.operation = o.uid)
                AND NOT EXISTS (SELECT 1 FROM _blobs b WHERE b.sha256 = c.sha256)",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            found.push(Finding {
                noun: Some(Noun::Capture),
                uid: Some(Uid(row.get(0)?)),
                what: "the bytes that were captured are no longer held".to_owned(),
            });
        }
        Ok(())
    }
}

fn holds(sha256: &str, conn: &Connection) -> Result<bool> {
    let found = conn
        .prepare_cached("SELECT 1 FROM _blobs WHERE sha256 = ?1 AND piece = 0")?
        .query_row([sha256], |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}

fn pieces(sha256: &str, conn: &Connection, out: &mut dyn Write) -> Result<Option<u64>> {
    let mut statement = conn
        .prepare_cached("SELECT compression, bytes FROM _blobs WHERE sha256 = ?1 ORDER BY piece")?;
    let mut rows = statement.query([sha256])?;
    let mut size = None;
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(1)?;
        let bytes = bytes
            .as_blob()
            .map_err(|e| Error::bug("bytes that are none").because(e))?;
        let wrote = match row.get_ref(0)?.as_str() {
            // A piece is never longer: a file by somebody else may hold one that swells without end.
            Ok("zlib") => io::copy(&mut ZlibDecoder::new(bytes).take(PIECE as u64), out)?,
            _ => io::copy(&mut &*bytes, out)?,
        };
        *size.get_or_insert(0) += wrote;
    }
    Ok(size)
}

/// Lets go of bytes that no version of a capture names any more.
pub(super) fn release(sha256: &str, conn: &Connection) -> Result<()> {
    let named = conn
        .prepare_cached(
            "SELECT 1 FROM captures WHERE sha256 = ?1
             UNION ALL SELECT 1 FROM _versions WHERE noun = 'capture' AND body ->> '$.sha256' = ?1 LIMIT 1",
        )?
        .query_row([sha256], |_| Ok(()))
        .optional()?;
    if named.is_none() {
        conn.prepare_cached("DELETE FROM _blobs WHERE sha256 = ?1")?
            .execute([sha256])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Capture, Source};
    use crate::store::{Command, Repeating};

    fn store() -> Store {
        Store::in_memory(Box::new(Repeating::seeded(1))).unwrap()
    }

    fn keep(store: &mut Store, bytes: &[u8]) -> (Uid, String) {
        let (sha256, size) = digest(&mut &*bytes).unwrap();
        let done = store.write(&Command::new("capture"), |writing| {
            let source = writing.create(Source::<Uid>::default())?;
            writing.keep_bytes(&sha256, &mut &*bytes)?;
            writing.create(Capture {
                sha256: sha256.clone(),
                size,
                source,
                ..Capture::default()
            })
        });
        (done.unwrap().0, sha256)
    }

    fn held(store: &Store, sha256: &str) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        store.bytes(sha256, &mut out).unwrap().map(|_| out)
    }

    #[test]
    fn bytes_come_back_as_they_were_whatever_their_size() {
        let mut store = store();
        let noise: Vec<u8> = (0..PIECE + 3)
            .scan(7_u32, |state, _| {
                *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                Some((*state >> 24) as u8)
            })
            .collect();
        for bytes in [Vec::new(), b"one".to_vec(), vec![b'a'; 2 * PIECE], noise] {
            let (_, sha256) = keep(&mut store, &bytes);
            assert_eq!(held(&store, &sha256), Some(bytes));
        }
        assert_eq!(store.verify().unwrap(), Vec::new());
    }

    #[test]
    fn the_same_bytes_are_held_once() {
        let mut store = store();
        keep(&mut store, b"the same words");
        keep(&mut store, b"the same words");
        let rows: i64 = store
            .conn
            .query_row("SELECT count(*) FROM _blobs", [], |row| row.get(0))
            .unwrap();
        assert_eq!(rows, 1);
    }

    #[test]
    fn bytes_that_are_not_those_hashed_leave_nothing_behind() {
        let mut store = store();
        let (sha256, _) = digest(&mut &b"before"[..]).unwrap();
        let done = store.write(&Command::new("capture"), |writing| {
            writing.keep_bytes(&sha256, &mut &b"after"[..])
        });
        assert!(done.is_err());
        assert!(!store.holds_bytes(&sha256).unwrap());
    }

    #[test]
    fn verify_finds_bytes_that_were_altered_or_went_missing() {
        let mut store = store();
        let (uid, sha256) = keep(&mut store, b"what the page said, what the page said");
        let other = digest(&mut &b"x"[..]).unwrap().0;
        let as_if = "UPDATE _blobs SET compression = 'none', bytes = x'78'";
        store.conn.execute_batch(as_if).unwrap();
        let found = store.verify().unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].uid, Some(uid));
        assert!(found[0].what.contains(&sha256) && !found[0].what.contains(&other));
        store.conn.execute_batch("DELETE FROM _blobs").unwrap();
        let found = store.verify().unwrap();
        assert_eq!(
            found[0].what,
            "the bytes that were captured are no longer held"
        );
    }

    #[test]
    fn a_purged_capture_takes_its_bytes_along_unless_another_has_them() {
        let mut store = store();
        let (first, sha256) = keep(&mut store, b"a name that must go");
        let (second, _) = keep(&mut store, b"a name that must go");
        for (uid, stays) in [(first, true), (second, false)] {
            store
                .write(&Command::new("withdraw"), |w| {
                    w.withdraw(Noun::Capture, uid)
                })
                .unwrap();
            assert!(
                store.holds_bytes(&sha256).unwrap(),
                "undo may bring it back"
            );
            store.drop_bodies(Noun::Capture, uid).unwrap();
            assert_eq!(store.holds_bytes(&sha256).unwrap(), stays);
        }
        assert_eq!(store.verify().unwrap(), Vec::new());
    }

    #[test]
    fn sources_of_one_content_are_one_until_a_capture_goes() {
        let mut store = store();
        let (_, first) = (
            keep(&mut store, b"one page"),
            keep(&mut store, b"one page").0,
        );
        let reps = |store: &Store| -> i64 {
            let sql = "SELECT count(DISTINCT rep) FROM sources";
            store.conn.query_row(sql, [], |row| row.get(0)).unwrap()
        };
        assert_eq!(reps(&store), 1);
        store
            .write(&Command::new("withdraw"), |w| {
                w.withdraw(Noun::Capture, first)
            })
            .unwrap();
        assert_eq!(reps(&store), 2);
        assert_eq!(store.verify().unwrap(), Vec::new());
    }
}
