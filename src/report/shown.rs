//! Text that may be shown to the audience of a report.
//!
//! Confidential names become aliases and records that contain them are withheld where the report
//! value is built, in this folder. A renderer is given [`Shown`] and nothing else, so that it
//! cannot leak what it never receives.

use std::fmt;

use serde::Serialize;

/// Words that its audience may see: as stored, or an alias.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Shown(String);

impl Shown {
    /// Only the building of a report decides what may be shown.
    pub(in crate::report) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for Shown {
    fn as_ref(&self) -> &str {
        &self.0
    }
}
