//! Records as entries again: what `export` writes and `import` reads.
//!
//! References are by id and every item says which version it is, so that the same file imported again
//! changes nothing, and edited is an edit. Without `reveal`, a confidential record, one that refers to
//! it, and one whose words contain its name are written as their ids and `withheld`, which an import
//! leaves untouched.

use crate::error::Result;
use crate::model::body::Refers;
use crate::model::entry::BY_ID;
use crate::model::uid::hex;
use crate::model::{
    Attribution, AttributionEntry, Body, ClaimEntry, Entry, Item, Named, Noun, Uid,
};
use crate::store::refs::Refs;
use crate::store::row::{self, Meta};
use crate::store::{Store, nouns};

/// How many letters of a version's hash `base` is.
pub(super) const BASE: usize = 16;

/// What an export may say: decided where report values are built.
pub trait Discretion {
    /// Whether a record must be written as its id alone.
    fn withholds(&mut self, body: &Body, uid: Uid) -> Result<bool>;
}

/// How many records an export wrote, and how many as their id alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Records written.
    pub records: u64,
    /// Of them, as their id alone.
    pub withheld: u64,
}

/// The order in which nouns are written: each after those it refers to.
const ORDER: &[Noun] = &[
    Noun::Topic,
    Noun::Measure,
    Noun::Source,
    Noun::Speaker,
    Noun::Occasion,
    Noun::Capture,
    Noun::Claim,
    Noun::Assessment,
    Noun::Link,
    Noun::Judgement,
    Noun::Piece,
];

/// Gives every live record as an entry, claims with their attributions, one at a time.
///
/// # Errors
/// When the file cannot be read, or what `each` gives.
pub fn entries(
    store: &Store,
    discretion: &mut dyn Discretion,
    each: &mut dyn FnMut(Entry) -> Result<()>,
) -> Result<Exported> {
    let mut refs = Refs::new(&store.conn);
    let mut done = Exported::default();
    for noun in ORDER {
        let mut statement = store.conn.prepare(&format!(
            "SELECT id FROM {} ORDER BY id",
            nouns::table(*noun)
        ))?;
        let mut rows = statement.query([])?;
        while let Some(line) = rows.next()? {
            let id: i64 = line.get(0)?;
            let Some((body, meta)) = row::read(*noun, id, &mut refs)? else {
                continue;
            };
            let withheld = discretion.withholds(&body, meta.uid)?;
            done.records += 1;
            done.withheld += u64::from(withheld);
            let mut entry = entry_of(body, &meta, withheld);
            if let Entry::Claim(claim) = &mut entry {
                claim.attributions = attributions(store, id, discretion, &mut refs, &mut done)?;
            }
            each(entry)?;
        }
    }
    Ok(done)
}

fn attributions(
    store: &Store,
    claim: i64,
    discretion: &mut dyn Discretion,
    refs: &mut Refs<'_>,
    done: &mut Exported,
) -> Result<Vec<AttributionEntry>> {
    let mut statement = store
        .conn
        .prepare_cached("SELECT id FROM attributions WHERE claim = ?1 ORDER BY id")?;
    let ids: Vec<i64> = statement
        .query_map([claim], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let Some((body, meta)) = row::read_as::<Attribution>(id, refs)? else {
            continue;
        };
        let withheld = discretion.withholds(&body.clone().into(), meta.uid)?;
        done.records += 1;
        done.withheld += u64::from(withheld);
        found.push(attribution_entry(body, &meta, withheld));
    }
    Ok(found)
}

fn by_id(uid: Uid) -> Named {
    // A reference that is not set stays none: an attribution under its claim does not name it.
    if uid.is_nil() {
        Named::default()
    } else {
        Named(format!("{BY_ID}{}", uid.letters()))
    }
}

fn named<T: Refers<Uid>>(body: T) -> T::With<Named> {
    let named = body.exchange(&mut |_, uid: Uid| Ok::<_, std::convert::Infallible>(by_id(uid)));
    match named {
        Ok(named) => named,
        Err(never) => match never {},
    }
}

fn item<T: Default>(body: T, meta: &Meta, withheld: bool) -> Item<T> {
    let mut base = hex(&meta.hash);
    base.truncate(BASE);
    Item {
        base: if withheld { String::new() } else { base },
        body: if withheld { T::default() } else { body },
        id: meta.uid.letters(),
        withheld,
        ..Item::default()
    }
}

fn attribution_entry(mut body: Attribution, meta: &Meta, withheld: bool) -> AttributionEntry {
    body.claim = Uid::default();
    let speaker = body
        .speaker
        .take()
        .map_or(Named(crate::model::entry::OWN_VOICE.to_owned()), by_id);
    AttributionEntry {
        item: item(named(body), meta, withheld),
        speakers: if withheld { Vec::new() } else { vec![speaker] },
        ..AttributionEntry::default()
    }
}

fn entry_of(body: Body, meta: &Meta, withheld: bool) -> Entry {
    match body {
        Body::Source(b) => Entry::Source(item(named(*b), meta, withheld)),
        Body::Capture(b) => Entry::Capture(item(named(*b), meta, withheld)),
        Body::Speaker(b) => Entry::Speaker(item(named(*b), meta, withheld)),
        Body::Occasion(b) => Entry::Occasion(item(named(*b), meta, withheld)),
        Body::Claim(b) => Entry::Claim(Box::new(ClaimEntry {
            item: item(named(*b), meta, withheld),
            attributions: Vec::new(),
        })),
        Body::Attribution(b) => Entry::Attribution(Box::new(attribution_entry(*b, meta, withheld))),
        Body::Measure(b) => Entry::Measure(item(named(*b), meta, withheld)),
        Body::Topic(b) => Entry::Topic(item(*b, meta, withheld)),
        Body::Assessment(b) => Entry::Assessment(item(named(*b), meta, withheld)),
        Body::Link(b) => Entry::Link(item(named(*b), meta, withheld)),
        Body::Judgement(b) => Entry::Judgement(item(named(*b), meta, withheld)),
        Body::Piece(b) => Entry::Piece(item(named(*b), meta, withheld)),
    }
}
