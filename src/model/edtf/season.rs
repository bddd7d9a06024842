//! Seasons and other parts of a year, written in the place of the month (ISO 8601-2:2019, 4.8).
//!
//! The standard gives seasons no dates: "location and custom" decide. Bounds are nevertheless needed for sorting and filtering, so that a
//! convention is taken, the one that python-edtf and the conformance cases of the edtf crate state: whole months, spring from March to May,
//! summer to August, autumn to November, and winter begins in December. Bounds never leave the year written: "winter 2010" may mean
//! its first two months or those after its end, and this convention chooses neither. (edtf.js and edtf-java give seasons the quarters of the
//! year instead; that makes January spring.) Southern seasons lie half a year from the northern ones of the same name.

use super::day::{Day, days_in_month};

/// The first and last day of part `code` (21 to 41) over the years `first` to `last`.
pub(super) fn bounds(code: i64, first: i64, last: i64) -> (Day, Day) {
    let (from, to) = months(code);
    let end = days_in_month(last, to);
    let day = |year, month, day| Day::new(year, month, day).expect("years of four digits");
    (day(first, from, 1), day(last, to, end))
}

/// First and last month.
fn months(code: i64) -> (u8, u8) {
    match code {
        // Spring, summer, autumn, winter: of no stated place, northern, southern.
        21 | 25 | 31 => (3, 5),
        22 | 26 | 32 => (6, 8),
        23 | 27 | 29 => (9, 11),
        24 | 28 | 30 => (12, 12),
        // Quarters.
        33 => (1, 3),
        34 => (4, 6),
        35 => (7, 9),
        36 => (10, 12),
        // Quadrimesters: four months each.
        37 => (1, 4),
        38 => (5, 8),
        39 => (9, 12),
        // Halves.
        40 => (1, 6),
        _ => (7, 12),
    }
}
