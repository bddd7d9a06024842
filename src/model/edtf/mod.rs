//! Dates as sources give them: EDTF, the profile in Annex A of ISO 8601-2:2019, which is also the specification of the Library of Congress.
//!
//! [`Edtf`] keeps the text exactly as given and, read once, its level, its first and last day and its marks of doubt. Levels 0, 1 and 2 are all
//! read; which of them a command takes is the caller's choice. Words in a natural language are not read here.
//!
//! Bounds are whole days of the date as written. Marks of doubt never widen them. Where the standard leaves a choice, the rule and its source
//! stand at the code: seasons in `season`, gaps in `mask`, long years in `year`, times in `time`, intervals and sets in `compound`.

mod compound;
mod date;
mod day;
mod error;
mod hint;
mod mask;
mod parse;
mod reading;
mod scan;
mod season;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod time;
mod year;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use day::Day;
pub use error::EdtfError;
pub use reading::{EdtfReading, reading};

/// One end of the time that a date covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// This day, inclusive.
    At(Day),
    /// There is no end: the interval goes on (`..`).
    Open,
    /// There is an end, but nobody says which (nothing beside the slash).
    Unknown,
}

impl Bound {
    /// The day, if there is one.
    pub fn day(self) -> Option<Day> {
        match self {
            Bound::At(day) => Some(day),
            Bound::Open | Bound::Unknown => None,
        }
    }
}

/// A valid EDTF expression. Two are equal if their texts are: `2024?` and `?2024` say the same but are not the same record.
#[derive(Clone, Debug)]
pub struct Edtf {
    text: Box<str>,
    reading: parse::Reading,
}

impl Edtf {
    /// Reads a text, every character of it. Spaces around it are refused, not trimmed: a stored text is the text as given.
    pub fn parse(text: &str) -> Result<Edtf, EdtfError> {
        Ok(Edtf {
            reading: parse::read(text)?,
            text: text.into(),
        })
    }

    /// The text as given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The lowest level of EDTF that has every feature used: 0, 1 or 2.
    pub fn level(&self) -> u8 {
        self.reading.level
    }

    /// The first day that may be meant.
    pub fn from(&self) -> Bound {
        self.reading.from
    }

    /// The last day that may be meant.
    pub fn to(&self) -> Bound {
        self.reading.to
    }

    /// Whether any part is marked uncertain (`?` or `%`): the source may be wrong.
    pub fn is_uncertain(&self) -> bool {
        self.reading.marks.uncertain
    }

    /// Whether any part is marked approximate (`~` or `%`): the date is near the one written.
    pub fn is_approximate(&self) -> bool {
        self.reading.marks.approximate
    }

    /// The first moment, in milliseconds since 1970-01-01 UTC; `None` if the start is open or unknown. Days, and times without a zone, are
    /// counted as UTC.
    pub fn earliest_ms(&self) -> Option<i128> {
        self.moment()
            .or_else(|| Some(self.from().day()?.number() * DAY_MS))
    }

    /// The last moment, in the same way: the last millisecond of the last day, or the one moment that a date with a time names.
    pub fn latest_ms(&self) -> Option<i128> {
        self.moment()
            .or_else(|| Some((self.to().day()?.number() + 1) * DAY_MS - 1))
    }

    fn moment(&self) -> Option<i128> {
        self.reading.instant.map(i128::from)
    }
}

const DAY_MS: i128 = 86_400_000;

impl FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Edtf, EdtfError> {
        Edtf::parse(text)
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl PartialEq for Edtf {
    fn eq(&self, other: &Edtf) -> bool {
        self.text == other.text
    }
}

impl Eq for Edtf {}

impl Hash for Edtf {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Serialize for Edtf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Edtf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Edtf, D::Error> {
        let text = String::deserialize(deserializer)?;
        Edtf::parse(&text).map_err(de::Error::custom)
    }
}
