//! Where a passage stands in a text, and whether its words stand there as given.
//!
//! Copying changes spaces, quotation marks, dashes and how letters are encoded; it never changes a
//! letter. So a text is searched by its letters alone (`index`), and what stands between them is
//! compared afterwards (`compare`): byte for byte, but for copying, or with another spelling. A passage
//! whose letters stand nowhere is laid beside the likeliest stretches word by word (`align`), and each
//! word that differs is asked what it changes (`kinds`). A grade never comes from a distance: one digit
//! is an alarm in however long a passage.
//!
//! Where two places are about as good, all are given and none is chosen; where none is near enough, the
//! passage is missing. Offsets are code points from 0, half open, as in the Web Annotation Data Model's
//! TextPositionSelector; prefix, exact and suffix are those of its TextQuoteSelector.

mod align;
mod choose;
mod compare;
mod edges;
mod fragments;
mod gap;
mod held;
mod index;
mod kinds;
mod lexicon;
mod scan;
mod selector;
mod spelling;
mod standing;
mod surroundings;
#[cfg(test)]
mod tests;
mod token;
mod words;

use std::borrow::Cow;
use std::ops::Range;

pub use crate::model::attribution::Fragment;
pub use crate::model::{ChangeKind, Grade};
pub use held::{Anchored, Held, Remembered};
use index::Index;

/// What is sought: the words, and what is known of where they stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sought<'a> {
    /// The words as given; `[…]` is a cut of ours, a bare … is the source's.
    pub words: &'a str,
    /// The words before them, when they were last found.
    pub prefix: &'a str,
    /// The words after them.
    pub suffix: &'a str,
    /// Where they began, in code points.
    pub near: Option<u64>,
    /// Where they should stand, in code points: a page, a headline. Places elsewhere count only if none
    /// stands here.
    pub within: &'a [Range<u64>],
    /// Their language, a BCP 47 tag; told from the words where it is empty or not known here.
    pub lang: &'a str,
}

/// One place where the text reads otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// What it changes; nothing where only spelling or punctuation differs.
    pub kinds: Vec<ChangeKind>,
    /// The passage's words; none where the text has words more.
    pub ours: String,
    /// The text's words; none where it lacks ours.
    pub theirs: String,
}

impl Difference {
    fn new(kinds: Vec<ChangeKind>, ours: &str, theirs: &str) -> Self {
        Self {
            kinds,
            ours: ours.to_owned(),
            theirs: theirs.to_owned(),
        }
    }
}

/// What came of seeking.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// How the words stand there.
    pub grade: Grade,
    /// Where, one stretch a fragment; none where they are missing or stand in several places.
    pub fragments: Vec<Fragment>,
    /// Every place, where several are about as good and nothing tells which is meant.
    pub choices: Vec<Vec<Fragment>>,
    /// Whether there are more places than are given.
    pub more: bool,
    /// Where the text reads otherwise.
    pub differences: Vec<Difference>,
}

impl Found {
    fn missing() -> Self {
        Self {
            grade: Grade::Missing,
            fragments: Vec::new(),
            choices: Vec::new(),
            more: false,
            differences: Vec::new(),
        }
    }

    /// Whether the words stand in several places and nothing tells which is meant.
    pub fn is_ambiguous(&self) -> bool {
        self.choices.len() > 1
    }

    /// Every kind of change, in the order of their weight, each once.
    pub fn kinds(&self) -> Vec<ChangeKind> {
        let mut kinds: Vec<ChangeKind> = self
            .differences
            .iter()
            .flat_map(|d| d.kinds.clone())
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }
}

/// A text made ready: built once, then asked for any number of passages.
pub struct Text<'t> {
    index: Index<'t>,
}

impl<'t> Text<'t> {
    /// Reads a text once.
    pub fn new(text: impl Into<Cow<'t, str>>) -> Self {
        Self {
            index: Index::new(text.into()),
        }
    }

    /// Seeks a passage or quote.
    pub fn find(&self, sought: &Sought<'_>) -> Found {
        fragments::find(&self.index, sought)
    }

    /// Every place of a W3C TextQuoteSelector: `exact` byte for byte, straight after `prefix` and straight
    /// before `suffix`; overlapping places too.
    pub fn select(&self, exact: &str, prefix: &str, suffix: &str) -> Vec<Fragment> {
        selector::places(&self.index, exact, prefix, suffix)
    }

    /// The words of a stretch.
    pub fn words(&self, fragment: &Fragment) -> &str {
        let start = self.index.byte_of_point(fragment.start);
        let end = self.index.byte_of_point(fragment.end);
        self.index.text.get(start..end).unwrap_or("")
    }

    /// What stands before and after a place, to tell it from others later: to the sentence's ends, but
    /// at least 32 letters and at most 200 on each side.
    pub fn context(&self, fragments: &[Fragment]) -> (&str, &str) {
        let (Some(first), Some(last)) = (fragments.first(), fragments.last()) else {
            return ("", "");
        };
        let start = self.index.byte_of_point(first.start);
        let end = self.index.byte_of_point(last.end);
        selector::context(&self.index.text, start, end)
    }
}
