//! The words under which a text is found besides its own: the derived column `forms` beside each
//! searched text, and the terms to seek for a word that a user typed.
//!
//! The text itself is indexed by SQLite's FTS5 with `unicode61 remove_diacritics 2`, which folds
//! case and diacritics and already cuts at ' and ’, so that "l’accord" is found as "accord". What
//! it lacks is added here, as plain words for the same tokenizer: stems, the parts of a word
//! that it does not cut, and pairs of letters for scripts without spaces. Building the SQL,
//! ranking, and keeping the column up to date are the store's.

mod memo;
mod query;
mod stem;
mod words;

pub use memo::{Prepared, expect, forms, forms_into, prepare};
pub use query::{QueryWord, Term, query_words};

/// Written beside each `forms`, so that a file filled by other rules is known and refilled. Any
/// change of what [`forms`] gives raises it, a new version of the stemmers included.
pub const FORMS_VERSION: u32 = 1;

/// A language as a body holds it: the empty tag is none.
#[must_use]
pub fn tag(lang: &str) -> Option<&str> {
    (!lang.is_empty()).then_some(lang)
}
