//! One line of `parse edtf --each-line`: what a text was read as, or why it was refused, as a JSON object of stable fields.

use serde::Serialize;

use super::{Bound, Day, Edtf};

/// What became of one line. The field `read` tells the two shapes apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum EdtfReading {
    /// The text is an EDTF date.
    Read {
        /// The number given by the caller.
        line: u64,
        /// The text as given.
        text: String,
        /// Always true.
        read: bool,
        /// 0, 1 or 2.
        level: u8,
        /// The first day; null unless `from_is` is `day`.
        from: Option<Day>,
        /// `day`, `open` or `unknown`.
        from_is: &'static str,
        /// The last day; null unless `to_is` is `day`.
        to: Option<Day>,
        /// `day`, `open` or `unknown`.
        to_is: &'static str,
        /// The first millisecond since 1970 UTC; null if there is none or it needs more than 64 bits.
        min_ms: Option<i64>,
        /// The last millisecond, in the same way.
        max_ms: Option<i64>,
        /// Whether `?` or `%` stands anywhere.
        uncertain: bool,
        /// Whether `~` or `%` stands anywhere.
        approximate: bool,
    },
    /// The text is not an EDTF date.
    Refused {
        /// The number given by the caller.
        line: u64,
        /// The text as given.
        text: String,
        /// Always false.
        read: bool,
        /// Where the fault is: 1-based, in code points.
        column: usize,
        /// What is wrong.
        why: String,
        /// What to write instead.
        hint: String,
    },
}

/// Reads one line; `line` is only passed on.
pub fn reading(line: u64, text: &str) -> EdtfReading {
    match Edtf::parse(text) {
        Ok(date) => {
            let (from, from_is) = told(date.from());
            let (to, to_is) = told(date.to());
            EdtfReading::Read {
                line,
                text: text.to_owned(),
                read: true,
                level: date.level(),
                from,
                from_is,
                to,
                to_is,
                min_ms: date.earliest_ms().and_then(|ms| ms.try_into().ok()),
                max_ms: date.latest_ms().and_then(|ms| ms.try_into().ok()),
                uncertain: date.is_uncertain(),
                approximate: date.is_approximate(),
            }
        }
        Err(error) => EdtfReading::Refused {
            line,
            text: text.to_owned(),
            read: false,
            column: error.column,
            why: error.why.into_owned(),
            hint: error.hint.into_owned(),
        },
    }
}

fn told(bound: Bound) -> (Option<Day>, &'static str) {
    match bound {
        Bound::At(day) => (Some(day), "day"),
        Bound::Open => (None, "open"),
        Bound::Unknown => (None, "unknown"),
    }
}
