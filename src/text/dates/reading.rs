//! One line of `parse dates`: a finding as a JSON object of stable fields.

use serde::Serialize;

use super::{Finding, Meaning, Reader};
use crate::model::edtf::{Bound, Day, Edtf};

/// A date found in a text, and what it was read as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateReading {
    /// The number of the input line, where each line is a text of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    /// The first code point of the words, from 0.
    start: usize,
    /// Past their last code point.
    end: usize,
    /// The words.
    text: String,
    /// The language they were read in.
    lang: &'static str,
    /// The day they were read from; null where none was given.
    on: Option<Day>,
    /// Whether they are one date.
    read: bool,
    /// That date, with its bounds; the fields are null where `read` is false.
    #[serde(flatten)]
    date: Bounds,
    /// How they were read, or why they were not.
    how: String,
    /// Every date that they may mean, in order of time: one where `read` is true, none where no bounds can be told.
    readings: Vec<Bounds>,
}

/// A date with its bounds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
struct Bounds {
    /// EDTF.
    edtf: Option<Edtf>,
    /// The first day; null unless `from_is` is `day`.
    from: Option<Day>,
    /// `day`, `open` or `unknown`.
    from_is: Option<&'static str>,
    /// The last day; null unless `to_is` is `day`.
    to: Option<Day>,
    /// `day`, `open` or `unknown`.
    to_is: Option<&'static str>,
}

impl DateReading {
    /// A finding as a line.
    pub fn new(line: Option<u64>, finding: Finding, reader: Reader) -> DateReading {
        let (date, dates, how) = match finding.meaning {
            Meaning::Read(date, how) => (Bounds::of(&date), vec![date], how),
            Meaning::Ambiguous(dates, why) => (Bounds::default(), dates, why),
            Meaning::Words(why) => (Bounds::default(), Vec::new(), why),
        };
        DateReading {
            line,
            start: finding.start,
            end: finding.end,
            text: finding.text,
            lang: reader.lang(),
            on: reader.on,
            read: date.edtf.is_some(),
            date,
            how,
            readings: dates.iter().map(Bounds::of).collect(),
        }
    }
}

impl Bounds {
    fn of(date: &Edtf) -> Bounds {
        let is = |bound| match bound {
            Bound::At(_) => "day",
            Bound::Open => "open",
            Bound::Unknown => "unknown",
        };
        Bounds {
            edtf: Some(date.clone()),
            from: date.from().day(),
            from_is: Some(is(date.from())),
            to: date.to().day(),
            to_is: Some(is(date.to())),
        }
    }
}
