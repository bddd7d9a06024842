//! Which kind of expression a text is, and the one reading of it.

use super::Bound;
use super::compound::{interval, set};
use super::date::{Marks, date};
use super::day::Day;
use super::error::EdtfError;
use super::hint;
use super::scan::Scan;
use super::time;

/// All that is known of a text once read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub(super) level: u8,
    pub(super) marks: Marks,
    pub(super) from: Bound,
    pub(super) to: Bound,
    /// Milliseconds since 1970 of a date with a time.
    pub(super) instant: Option<i64>,
}

/// Reads a text, and on failure looks for the form that was probably meant.
pub(super) fn read(text: &str) -> Result<Reading, EdtfError> {
    strict(text).map_err(|error| hint::improve(text, error))
}

/// Reads a text without guessing at mistakes.
pub(super) fn strict(text: &str) -> Result<Reading, EdtfError> {
    if let Some(day) = plain_day(text) {
        return Ok(Reading {
            from: Bound::At(day),
            to: Bound::At(day),
            level: 0,
            marks: Marks::default(),
            instant: None,
        });
    }
    let scan = &mut Scan::new(text);
    let reading = match text.as_bytes().first() {
        Some(b'[' | b'{') => set(scan)?,
        _ if text.as_bytes().contains(&b'/') => interval(scan)?,
        _ => single(scan)?,
    };
    match scan.peek() {
        None => Ok(reading),
        Some(_) => Err(scan.unexpected("the end of the date")),
    }
}

/// A full date of a four-digit year, or nothing. Nearly every date of a bulk import is one, and this is several times as fast as the grammar,
/// which would read it all the same and alone says what is wrong.
fn plain_day(text: &str) -> Option<Day> {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = text.as_bytes() else {
        return None;
    };
    let number = |digits: &[&u8]| {
        digits.iter().try_fold(0, |number, digit| {
            digit
                .is_ascii_digit()
                .then(|| number * 10 + i64::from(**digit - b'0'))
        })
    };
    let (year, month, day) = (number(&[a, b, c, d])?, number(&[e, f])?, number(&[g, h])?);
    Day::new(year, month as u8, day as u8)
}

fn single(scan: &mut Scan) -> Result<Reading, EdtfError> {
    let date = date(scan)?;
    let instant = match scan.peek() {
        Some(b'T') if date.plain_day => Some(time::instant(scan, date.first)?),
        Some(b'T') => {
            let why = "a time needs a full date before it, without X or marks";
            return Err(scan.refuse(scan.at, why, "write YYYY-MM-DDThh:mm:ss"));
        }
        _ => None,
    };
    Ok(Reading {
        level: date.level,
        marks: date.marks,
        from: Bound::At(date.first),
        to: Bound::At(date.last),
        instant,
    })
}
