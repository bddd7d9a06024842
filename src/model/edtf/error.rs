//! Why a text is not an EDTF date: what is wrong, where, and the way out.

use std::borrow::Cow;
use std::fmt;

/// A refusal. It is one value, not one variant for each fault, because nobody acts on the fault: a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdtfError {
    /// Where the fault is: 1-based, in code points, so that it agrees with what an editor shows.
    pub column: usize,
    /// What is wrong, as a clause without a full stop.
    pub why: Cow<'static, str>,
    /// What to write instead.
    pub hint: Cow<'static, str>,
}

impl EdtfError {
    /// `at` is a byte offset into `text`. Errors are cold: the column is counted here, never while reading.
    pub(super) fn at(
        text: &str,
        at: usize,
        why: impl Into<Cow<'static, str>>,
        hint: impl Into<Cow<'static, str>>,
    ) -> EdtfError {
        let before = text.char_indices().take_while(|(i, _)| *i < at).count();
        EdtfError {
            column: before + 1,
            why: why.into(),
            hint: hint.into(),
        }
    }
}

impl fmt::Display for EdtfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The way out is the hint's to say: an error shows both.
        match self.column {
            1 => f.write_str(&self.why),
            column => write!(f, "{} (at its column {column})", self.why),
        }
    }
}

impl std::error::Error for EdtfError {}
