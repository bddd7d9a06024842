//! What each format reads, and what it says of what it cannot.

use super::*;
use crate::model::{
    AttributionEntry, ClaimEntry, ClaimKind, Jointly, Named, Noun, SourceKind, SpeakerKind,
};

mod dossiers;
mod faults;
mod others;
mod rows;

/// All that an input gives, good rows and bad.
fn all(name: &str, input: impl AsRef<[u8]>) -> Vec<Result<Entry>> {
    with(name, input, &Options::default())
}

fn with(name: &str, input: impl AsRef<[u8]>, options: &Options) -> Vec<Result<Entry>> {
    read(name, input.as_ref(), options).unwrap().collect()
}

/// The entries of an input in which nothing is wrong.
fn good(name: &str, input: impl AsRef<[u8]>) -> Vec<Entry> {
    all(name, input).into_iter().map(Result::unwrap).collect()
}

/// The only claim among the entries.
fn claim(entries: &[Entry]) -> &ClaimEntry {
    let mut claims = entries.iter().filter_map(|entry| match entry {
        Entry::Claim(claim) => Some(&**claim),
        _ => None,
    });
    let only = claims.next().unwrap();
    assert!(claims.next().is_none());
    only
}

/// The only attribution of the only claim.
fn attribution(entries: &[Entry]) -> &AttributionEntry {
    let [only] = claim(entries).attributions.as_slice() else {
        panic!("one attribution, not {:?}", claim(entries).attributions)
    };
    only
}

fn named(names: &[&str]) -> Vec<Named> {
    names.iter().map(|name| Named((*name).to_owned())).collect()
}
