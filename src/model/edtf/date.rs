//! One date expression: a day, month, season or year at any level, without time, interval or set.
//!
//! Marks of doubt (`?`, `~`, `%`) never widen the bounds: they say how sure a date is, and no rule says how far off it may be.

use super::day::Day;
use super::error::EdtfError;
use super::mask::{self, Mask};
use super::scan::Scan;
use super::season;
use super::year;

/// Which marks of doubt stand anywhere in an expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) uncertain: bool,
    pub(super) approximate: bool,
}

impl Marks {
    pub(super) fn and(self, other: Marks) -> Marks {
        Marks {
            uncertain: self.uncertain || other.uncertain,
            approximate: self.approximate || other.approximate,
        }
    }
}

/// A date expression as read.
#[derive(Clone, Copy)]
pub(super) struct Date {
    pub(super) first: Day,
    pub(super) last: Day,
    pub(super) level: u8,
    pub(super) marks: Marks,
    /// Some digits are unspecified or not significant: which day is meant is open, not only how precisely it is told.
    pub(super) masked: bool,
    /// A complete date without gaps or marks: the only kind that a time may follow.
    pub(super) plain_day: bool,
}

/// A year, month or day with the marks on either side of it.
struct Part<'a> {
    what: &'static str,
    at: usize,
    negative: bool,
    digits: Mask<'a>,
    left: bool,
    right: bool,
}

/// Reads as much as belongs to one date; the caller decides what may follow.
pub(super) fn date(scan: &mut Scan) -> Result<Date, EdtfError> {
    let start = scan.at;
    let mut marks = Marks::default();
    if scan.peek() == Some(b'Y') {
        return year::long(scan);
    }
    let year = part(scan, "year", &mut marks)?;
    if year.negative && year.digits.0 == b"0000" {
        let why = "there is no year -0000";
        return Err(scan.refuse(start, why, "write 0000; the year before it is -0001"));
    }
    let unmarked = !year.left && !year.right && !year.digits.has_gaps();
    if unmarked && scan.peek() == Some(b'S') {
        return year::significant(scan, year.negative, year.digits.low());
    }
    let month = if scan.eat("-") {
        Some(part(scan, "month", &mut marks)?)
    } else {
        None
    };
    let day = if month.is_some() && scan.eat("-") {
        Some(part(scan, "day", &mut marks)?)
    } else {
        None
    };

    let parts = [Some(&year), month.as_ref(), day.as_ref()];
    let masked = parts.iter().flatten().any(|p| p.digits.has_gaps());
    let level = mark_level(parts)
        .max(mask_level(parts))
        .max(u8::from(year.negative));
    let (first, last, season_level) = span(scan, &year, month.as_ref(), day.as_ref())?;
    Ok(Date {
        first,
        last,
        level: level.max(season_level),
        marks,
        masked,
        plain_day: day.is_some() && !masked && marks == Marks::default(),
    })
}

fn part<'a>(
    scan: &mut Scan<'a>,
    what: &'static str,
    marks: &mut Marks,
) -> Result<Part<'a>, EdtfError> {
    let width = if what == "year" { 4 } else { 2 };
    let left = mark(scan, marks);
    let negative = what == "year" && scan.eat("-");
    let at = scan.at;
    let digits = scan.run(|b| b.is_ascii_digit() || b == b'X');
    if digits.is_empty() {
        return Err(scan.unexpected(&format!("a {what} of {width} digits")));
    }
    if digits.len() != width {
        let why = format!("{} is not a {what} of {width} digits", scan.since(at));
        let hint = match what {
            "year" if digits.len() > 4 => "write YYYY-MM-DD, or Y before a year beyond 9999",
            "year" => "write all four digits; X stands for an unspecified one",
            _ => "write both digits, as in 2024-03-07",
        };
        return Err(scan.refuse(at, why, hint));
    }
    let right = mark(scan, marks);
    Ok(Part {
        what,
        at,
        negative,
        digits: Mask(digits),
        left,
        right,
    })
}

/// Takes a mark of doubt, if one comes next, and says whether there was one.
pub(super) fn mark(scan: &mut Scan, marks: &mut Marks) -> bool {
    let (uncertain, approximate) = match scan.peek() {
        Some(b'?') => (true, false),
        Some(b'~') => (false, true),
        Some(b'%') => (true, true),
        _ => return false,
    };
    scan.at += 1;
    *marks = marks.and(Marks {
        uncertain,
        approximate,
    });
    true
}

/// ISO 8601-2:2019, A.5.4: a mark at the end, on the whole, is level 1; A.6.6: on some parts, level 2. On a year alone either side means the
/// whole (8.2.4).
fn mark_level(parts: [Option<&Part>; 3]) -> u8 {
    let count = parts.iter().flatten().count();
    let inner = parts
        .iter()
        .flatten()
        .enumerate()
        .any(|(i, part)| part.left || (part.right && i + 1 < count));
    let any = parts.iter().flatten().any(|part| part.left || part.right);
    if inner && count > 1 { 2 } else { u8::from(any) }
}

/// ISO 8601-2:2019, A.5.5: level 1 has one or two digits at the right of a year, a whole month, a whole day or both; all else is level 2.
fn mask_level(parts: [Option<&Part>; 3]) -> u8 {
    let [year, month, day] = parts.map(|part| part.map(|p| p.digits));
    if !parts.iter().flatten().any(|part| part.digits.has_gaps()) {
        return 0;
    }
    let whole = |part: Option<Mask>| part.is_none_or(|p| p == Mask::ANY);
    let simple = match (year, month) {
        (Some(Mask([a, b, _, d])), None) => *a != b'X' && *b != b'X' && *d == b'X',
        (Some(year), _) if year.has_gaps() => false,
        (_, Some(month)) if month.has_gaps() => month == Mask::ANY && whole(day),
        _ => whole(day),
    };
    if simple { 1 } else { 2 }
}

/// First and last day, and the level that a season asks for.
fn span<'a>(
    scan: &Scan,
    year: &Part<'a>,
    month: Option<&Part<'a>>,
    day: Option<&Part<'a>>,
) -> Result<(Day, Day, u8), EdtfError> {
    if let Some(month) = month.filter(|m| !m.digits.has_gaps()) {
        match month.digits.low() {
            1..=12 => {}
            code @ 21..=41 => {
                if let Some(day) = day {
                    let why = "a season has no days of its own";
                    return Err(scan.refuse(day.at, why, "write the season alone, or a month"));
                }
                let mut years = mask::years(year.negative, year.digits);
                let first = years.next().ok_or_else(|| no_such_part(scan, year))?;
                let (first, last) = season::bounds(code, first, years.next_back().unwrap_or(first));
                return Ok((first, last, if code > 24 { 2 } else { 1 }));
            }
            code => {
                let why = format!("month {code:02} does not exist");
                let hint = "write a month from 01 to 12, or a season from 21 to 41";
                return Err(scan.refuse(month.at, why, hint));
            }
        }
    }
    let digits = |part: Option<&Part<'a>>| part.map(|p| p.digits);
    let bounds = mask::bounds(year.negative, year.digits, digits(month), digits(day));
    let (first, last) = bounds.ok_or_else(|| match (month, day) {
        (Some(month), Some(day)) => no_such_day(scan, year, month, day),
        _ => no_such_part(scan, month.unwrap_or(year)),
    })?;
    Ok((first, last, 0))
}

fn no_such_day(scan: &Scan, year: &Part, month: &Part, day: &Part) -> EdtfError {
    let within = mask::bounds(year.negative, year.digits, Some(month.digits), None);
    let refusal = no_such_part(scan, day);
    match within {
        Some((_, last)) if !year.digits.has_gaps() && !month.digits.has_gaps() => EdtfError {
            hint: format!(
                "{:04}-{:02} has {} days",
                last.year(),
                last.month(),
                last.day()
            )
            .into(),
            ..refusal
        },
        Some(_) => refusal,
        None => no_such_part(scan, month),
    }
}

fn no_such_part(scan: &Scan, part: &Part) -> EdtfError {
    let why = format!(
        "{} {} does not exist",
        part.what,
        String::from_utf8_lossy(part.digits.0)
    );
    scan.refuse(
        part.at,
        why,
        "check it against the calendar; X stands for an unspecified digit",
    )
}
