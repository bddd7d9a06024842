//! Expressions made of several dates: intervals (`a/b`) and sets (`[a,b..c]`, one of them; `{a,b}`, all of them).

use super::Bound;
use super::date::{Date, Marks, date};
use super::day::Day;
use super::error::EdtfError;
use super::parse::Reading;
use super::scan::Scan;

/// One end of an interval.
struct End {
    bound: Bound,
    /// The date of the end, unless the interval goes on beyond it.
    date: Option<Date>,
    level: u8,
    marks: Marks,
}

/// Reads an interval. `..` is an open end, nothing an unknown one (ISO 8601-2:2019, 10.2). Two unknown ends say nothing and are refused; the
/// standard shows no interval without any date, but an open end is something said.
pub(super) fn interval(scan: &mut Scan) -> Result<Reading, EdtfError> {
    let start = end(scan, true)?;
    let start_text = scan.since(0);
    if !scan.eat("/") {
        return Err(scan.unexpected("the slash between the two ends"));
    }
    let end_at = scan.at;
    let end = end(scan, false)?;
    if (start.bound, end.bound) == (Bound::Unknown, Bound::Unknown) {
        let why = "an interval of two unknown ends says nothing";
        return Err(scan.refuse(0, why, "give a date on one side at least"));
    }
    if let (Some(a), Some(b)) = (start.date, end.date)
        && backwards(&a, &b)
    {
        let verb = if b.last < a.first { "lies" } else { "begins" };
        let end_text = scan.since(end_at);
        let why = format!("the end {end_text} {verb} before the start {start_text}");
        let hint = "swap the ends, or write the end as finely as the start";
        return Err(scan.refuse(end_at, why, hint));
    }
    Ok(Reading {
        level: start.level.max(end.level),
        marks: start.marks.and(end.marks),
        from: start.bound,
        to: end.bound,
        instant: None,
    })
}

/// Two dots beside a date make it "or earlier" or "or later" (10.6): on the outer side the interval is open there, on the inner side its
/// bounds stay.
fn end(scan: &mut Scan, is_start: bool) -> Result<End, EdtfError> {
    let bare = |bound| End {
        bound,
        date: None,
        level: 1,
        marks: Marks::default(),
    };
    let over = |scan: &Scan| matches!(scan.peek(), None | Some(b'/'));
    if over(scan) {
        return Ok(bare(Bound::Unknown));
    }
    let earlier = scan.eat("..");
    if earlier && over(scan) {
        return Ok(bare(Bound::Open));
    }
    let date = date(scan)?;
    if scan.peek() == Some(b'T') {
        let why = "an interval has no times of day";
        return Err(scan.refuse(scan.at, why, "write the two days alone"));
    }
    let later = scan.eat("..");
    let (day, open) = match is_start {
        true => (date.first, earlier),
        false => (date.last, later),
    };
    // Gaps inside an interval are of level 2 whatever their shape: 10.4 is not among the features of level 1.
    let high = date.masked || earlier || later;
    Ok(End {
        bound: if open { Bound::Open } else { Bound::At(day) },
        date: (!open).then_some(date),
        level: if high { 2 } else { date.level },
        marks: date.marks,
    })
}

/// Whether `b` cannot follow `a`. A date merely told coarsely stands for all its days, so that one that begins before the start runs backwards
/// in part (`2004-06/2004`) and is refused; where digits are unspecified, one day that fits is enough.
fn backwards(a: &Date, b: &Date) -> bool {
    let reach = if a.masked || b.masked {
        b.last
    } else {
        b.first
    };
    reach < a.first
}

/// Reads a set (ISO 8601-2:2019, clause 6). Its bounds are those of all its members together.
pub(super) fn set(scan: &mut Scan) -> Result<Reading, EdtfError> {
    let close = if scan.eat("[") { "]" } else { "}" };
    if close == "}" {
        scan.eat("{");
    }
    let mut marks = Marks::default();
    let mut days: Option<(Day, Day)> = None;
    let (mut open_start, mut open_end) = (false, false);
    loop {
        let start = scan.at;
        let earlier = scan.eat("..");
        if earlier && days.is_some() {
            let why = "only the first member of a set may be open towards the past";
            return Err(scan.refuse(start, why, "put it first"));
        }
        open_start |= earlier;
        let first = date(scan)?;
        let mut last = first;
        if !earlier && scan.eat("..") {
            if matches!(scan.peek(), Some(b',' | b']' | b'}')) {
                open_end = true;
            } else {
                last = date(scan)?;
            }
        }
        if backwards(&first, &last) {
            let why = format!("the range {} runs backwards", scan.since(start));
            return Err(scan.refuse(start, why, "swap its ends"));
        }
        marks = marks.and(first.marks).and(last.marks);
        let (from, to) = days.unwrap_or((first.first, last.last));
        days = Some((from.min(first.first), to.max(last.last)));
        if scan.eat(close) {
            break;
        }
        if open_end {
            return Err(scan.unexpected(&format!("{close}, as the last member has no end")));
        }
        if !scan.eat(",") {
            return Err(scan.unexpected(&format!("a comma or {close}")));
        }
    }
    let bound = |open: bool, day: Option<Day>| match day {
        Some(day) if !open => Bound::At(day),
        _ => Bound::Open,
    };
    Ok(Reading {
        level: 2,
        marks,
        from: bound(open_start, days.map(|d| d.0)),
        to: bound(open_end, days.map(|d| d.1)),
        instant: None,
    })
}
