//! How words bound a number.

use super::lang::Sense;

/// How the words bound the number. The words are those of the qualifiers of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// A number with no word of precision.
    Bare,
    /// A word says that it is exact.
    Exactly,
    /// About, around.
    About,
    /// More than: the number itself is left out.
    MoreThan,
    /// At least: the number itself is in.
    AtLeast,
    /// Less than: the number itself is left out.
    LessThan,
    /// At most: the number itself is in.
    AtMost,
    /// Up to, as many as.
    UpTo,
    /// Nearly, almost.
    Nearly,
    /// A range with two ends.
    Between,
    /// Dozens of.
    DozensOf,
    /// Scores of.
    ScoresOf,
    /// Hundreds of.
    HundredsOf,
    /// Thousands of.
    ThousandsOf,
    /// Millions of.
    MillionsOf,
}

impl Precision {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Bare => "bare",
            Self::Exactly => "exactly",
            Self::About => "about",
            Self::MoreThan => "more-than",
            Self::AtLeast => "at-least",
            Self::LessThan => "less-than",
            Self::AtMost => "at-most",
            Self::UpTo => "up-to",
            Self::Nearly => "nearly",
            Self::Between => "between",
            Self::DozensOf => "dozens-of",
            Self::ScoresOf => "scores-of",
            Self::HundredsOf => "hundreds-of",
            Self::ThousandsOf => "thousands-of",
            Self::MillionsOf => "millions-of",
        }
    }

    pub(super) fn of(sense: Sense) -> Self {
        match sense {
            Sense::Exactly => Self::Exactly,
            Sense::About => Self::About,
            Sense::MoreThan => Self::MoreThan,
            Sense::AtLeast => Self::AtLeast,
            Sense::LessThan => Self::LessThan,
            Sense::AtMost => Self::AtMost,
            Sense::UpTo => Self::UpTo,
            // Of itself *or equal* bounds nothing.
            Sense::OrEqual => Self::Bare,
            Sense::Nearly => Self::Nearly,
        }
    }

    /// Whether the least and the most themselves are left out.
    pub fn open(self) -> (bool, bool) {
        (
            self == Self::MoreThan,
            matches!(self, Self::LessThan | Self::Nearly),
        )
    }

    /// Whether the number is the least, or bounds it from below.
    pub(super) fn is_lower(self) -> bool {
        matches!(self, Self::MoreThan | Self::AtLeast)
    }

    /// Whether the number is the most, or bounds it from above.
    pub(super) fn is_upper(self) -> bool {
        matches!(self, Self::LessThan | Self::AtMost | Self::UpTo)
    }
}
