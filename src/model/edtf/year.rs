//! Years beyond four digits (`Y170000002`), powers of ten (`Y17E7`) and significant digits (`1950S2`): years only, never with a month.
//!
//! Significant digits are counted from the left of the value (ISO 8601-2:2019, 4.4.3); the example in A.6.3 that counts them otherwise
//! contradicts that rule and the Library of Congress. As many as the value has, or more, leave the year exact.

use super::date::{Date, Marks, mark};
use super::day::Day;
use super::error::EdtfError;
use super::scan::Scan;

const TOO_LONG: &str = "a year of more than 18 digits cannot be held exactly";

/// Reads a year that starts with `Y`.
pub(super) fn long(scan: &mut Scan) -> Result<Date, EdtfError> {
    let start = scan.at;
    scan.eat("Y");
    let negative = scan.eat("-");
    let base = number(scan, "the digits of a year")?;
    if let Some(b'E') = scan.peek() {
        let at = scan.at;
        scan.eat("E");
        let power = u32::try_from(number(scan, "a power of ten")?).unwrap_or(u32::MAX);
        let value = 10_i64
            .checked_pow(power)
            .and_then(|unit| base.checked_mul(unit));
        let value = value
            .filter(|v| *v <= Day::MAX_YEAR)
            .ok_or_else(|| scan.refuse(at, TOO_LONG, "write a nearer year"))?;
        return match scan.peek() {
            Some(b'S') => significant(scan, negative, value),
            _ => Ok(marked(scan, whole_years(negative, value, value), 2)),
        };
    }
    if base <= 9999 {
        let why = "Y is only for years of more than four digits";
        let sign = if negative { "-" } else { "" };
        return Err(scan.refuse(start, why, format!("write {sign}{base:04}")));
    }
    match scan.peek() {
        Some(b'S') => significant(scan, negative, base),
        _ => Ok(marked(scan, whole_years(negative, base, base), 1)),
    }
}

/// Reads the `S` and the count after a year, and gives the years that share so many digits with it.
pub(super) fn significant(scan: &mut Scan, negative: bool, value: i64) -> Result<Date, EdtfError> {
    scan.eat("S");
    let count = number(scan, "a number of significant digits")?;
    let digits = i64::from(value.max(1).ilog10()) + 1;
    let unit = u32::try_from(digits - count).map_or(1, |rest| 10_i64.pow(rest));
    let low = value / unit * unit;
    let mut date = whole_years(negative, low, low + unit - 1);
    date.masked = unit > 1;
    Ok(Date { level: 2, ..date })
}

/// A mark at the end of a long year is of level 1, as on any year.
fn marked(scan: &mut Scan, mut date: Date, level: u8) -> Date {
    mark(scan, &mut date.marks);
    date.level = level;
    date
}

/// All days of the years from `low` to `high`, which are counted away from year 0 if `negative`.
fn whole_years(negative: bool, low: i64, high: i64) -> Date {
    let (from, to) = if negative { (-high, -low) } else { (low, high) };
    let day = |year, month, day| Day::new(year, month, day).expect("no year is over 18 digits");
    Date {
        first: day(from, 1, 1),
        last: day(to, 12, 31),
        level: 1,
        marks: Marks::default(),
        masked: false,
        plain_day: false,
    }
}

/// A positive number without leading zeros, which would say more digits than there are.
fn number(scan: &mut Scan, what: &str) -> Result<i64, EdtfError> {
    let at = scan.at;
    let digits = scan.run(|b| b.is_ascii_digit());
    match digits.first() {
        None => return Err(scan.unexpected(what)),
        Some(b'0') => {
            return Err(scan.refuse(
                at,
                format!("{what} may not start with 0"),
                "leave the zero out",
            ));
        }
        Some(_) => {}
    }
    if digits.len() > 18 {
        return Err(scan.refuse(at, TOO_LONG, "write a nearer year"));
    }
    Ok(digits.iter().fold(0, |n, d| n * 10 + i64::from(d - b'0')))
}
