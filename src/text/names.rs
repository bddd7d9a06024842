//! Names of speakers, topics and measures: when two spellings are one name ([`key`]), and when
//! they are two names that a person should look at ([`near`]).
//!
//! Only equal keys join. A near name is a warning and never joins by itself: people share names,
//! and `Kim Jong Il` is not `Kim Jong Un`. Which candidates to compare is the store's affair, by
//! an index on [`blocking_keys`]; what a person judged the same or different is the store's too.

mod blocking;
mod key;
mod mention;
mod near;
#[cfg(test)]
mod pairs;
mod romanised;

pub use blocking::blocking_keys;
pub use key::key;
pub use mention::{Mentions, surnames};
pub use near::{Nearness, near};
