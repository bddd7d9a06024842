//! One file a noun: its columns, what stands apart, and what is derived.

mod assessment;
pub(crate) mod attribution;
mod capture;
mod claim;
mod judgement;
mod link;
mod measure;
mod occasion;
mod piece;
mod source;
mod speaker;
mod topic;

use crate::model::{Noun, Uid};

pub use source::source_key;

use sha2::{Digest, Sha256};

/// A text by a number, in a column that finds it: the first 8 bytes of its SHA-256.
pub fn key_number(text: &str) -> i64 {
    let digest: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    let [a, b, c, d, e, f, g, h, ..] = digest;
    i64::from_be_bytes([a, b, c, d, e, f, g, h])
}

/// The table of a noun.
pub fn table(noun: Noun) -> &'static str {
    match noun {
        Noun::Source => "sources",
        Noun::Capture => "captures",
        Noun::Speaker => "speakers",
        Noun::Occasion => "occasions",
        Noun::Claim => "claims",
        Noun::Attribution => "attributions",
        Noun::Measure => "measures",
        Noun::Topic => "topics",
        Noun::Assessment => "assessments",
        Noun::Link => "links",
        Noun::Judgement => "judgements",
        Noun::Piece => "pieces",
    }
}

/// The nouns in an order in which each comes after those it refers to, itself excepted.
pub const REFERRED_FIRST: &[Noun] = &[
    Noun::Topic,
    Noun::Source,
    Noun::Capture,
    Noun::Speaker,
    Noun::Measure,
    Noun::Occasion,
    Noun::Claim,
    Noun::Attribution,
    Noun::Assessment,
    Noun::Link,
    Noun::Judgement,
    Noun::Piece,
];

/// Notes references that stand inside a record's JSON, so that what is in use can be found.
fn note_references(
    by: (Noun, i64),
    to: impl IntoIterator<Item = (Noun, Uid)>,
    refs: &mut super::refs::Refs<'_>,
) -> crate::error::Result<()> {
    for (noun, uid) in to {
        if uid.is_nil() {
            continue;
        }
        let record = refs.id(noun, uid)?;
        refs.conn
            .prepare_cached("INSERT OR IGNORE INTO _references (noun, record, by_noun, by_record) VALUES (?1, ?2, ?3, ?4)")?
            .execute((noun.to_string(), record, by.0.to_string(), by.1))?;
    }
    Ok(())
}

/// Forgets the references noted for a record.
fn forget_references(
    by: (Noun, i64),
    refs: &mut super::refs::Refs<'_>,
) -> crate::error::Result<()> {
    refs.conn
        .prepare_cached("DELETE FROM _references WHERE by_noun = ?1 AND by_record = ?2")?
        .execute((by.0.to_string(), by.1))?;
    Ok(())
}
