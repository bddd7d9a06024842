//! Stretches of the calendar, and what is counted on it.
//!
//! Weeks are those of ISO 8601: they begin on Monday, and the first of a year holds its first Thursday.

use crate::model::edtf::{Day, Edtf};

use super::language::Unit;

/// A stretch with both ends, and its EDTF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: Day,
    pub(super) last: Day,
    pub(super) text: String,
}

impl Span {
    /// What an EDTF of two closed ends covers.
    pub(super) fn read(text: String) -> Option<Span> {
        let date = Edtf::parse(&text).ok()?;
        Some(Span {
            first: date.from().day()?,
            last: date.to().day()?,
            text,
        })
    }

    pub(super) fn day(day: Day) -> Span {
        Span {
            first: day,
            last: day,
            text: year_text(day.year()) + &day.to_string()[day.to_string().len() - 6..],
        }
    }

    pub(super) fn days(first: Day, last: Day) -> Option<Span> {
        match first == last {
            true => Some(Span::day(first)),
            false => Span::read(format!(
                "{}/{}",
                Span::day(first).text,
                Span::day(last).text
            )),
        }
    }

    pub(super) fn year(year: i64) -> Option<Span> {
        Span::read(year_text(year))
    }

    pub(super) fn month(year: i64, month: u8) -> Option<Span> {
        Span::read(format!("{}-{month:02}", year_text(year)))
    }

    /// From spring, 1. Which months it has is the EDTF's to say.
    pub(super) fn season(year: i64, season: u8) -> Option<Span> {
        Span::read(format!("{}-{:02}", year_text(year), season + 20))
    }

    /// So many months of a year, the first being 1.
    pub(super) fn months(year: i64, first: u8, count: u8) -> Option<Span> {
        let year = year_text(year);
        Span::read(format!("{year}-{first:02}/{year}-{:02}", first + count - 1))
    }

    /// Both of these years and those between.
    pub(super) fn years(first: i64, last: i64) -> Option<Span> {
        Span::read(format!("{}/{}", year_text(first), year_text(last)))
    }

    /// The ten years from one that ends in 0. EDTF writes it by its digits, where these are four.
    pub(super) fn decade(year: i64) -> Option<Span> {
        match (0..=9999).contains(&year) {
            true => Span::read(format!("{:03}X", year / 10)),
            false => Span::years(year, year.checked_add(9)?),
        }
    }

    /// A century by its number: the 19th is 18XX, as EDTF writes it.
    pub(super) fn century(number: i64) -> Option<Span> {
        let before = number.checked_sub(1)?;
        match (0..=99).contains(&before) {
            true => Span::read(format!("{before:02}XX")),
            false => Span::years(before.checked_mul(100)?, before * 100 + 99),
        }
    }

    pub(super) fn contains(&self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// One end of an interval as EDTF.
    pub(super) fn start_text(&self) -> &str {
        self.text
            .split_once('/')
            .map_or(&self.text, |(start, _)| start)
    }

    pub(super) fn end_text(&self) -> &str {
        self.text.split_once('/').map_or(&self.text, |(_, end)| end)
    }

    /// From the start of one to the end of another.
    pub(super) fn until(&self, end: &Span) -> Option<Span> {
        (self.first <= end.last)
            .then(|| Span::read(format!("{}/{}", self.start_text(), end.end_text())))
            .flatten()
    }
}

fn year_text(year: i64) -> String {
    let sign = if year < 0 { "-" } else { "" };
    // More than four digits are told from a date without hyphens by a letter.
    let letter = if year.abs() > 9999 { "Y" } else { "" };
    format!("{letter}{sign}{:04}", year.unsigned_abs())
}

pub(super) fn plus_days(day: Day, days: i64) -> Option<Day> {
    Day::from_number(day.number() + i128::from(days))
}

/// So many months on; a day that the month lacks becomes its last.
pub(super) fn plus_months(day: Day, months: i64) -> Option<Day> {
    let count = day.year().checked_mul(12)? + i64::from(day.month()) - 1 + months;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) as u8 + 1);
    (0..4).find_map(|less| Day::new(year, month, day.day().checked_sub(less)?))
}

/// From Monday, 1.
pub(super) fn weekday(day: Day) -> u8 {
    // 1970-01-01 was a Thursday.
    ((day.number() + 3).rem_euclid(7) + 1) as u8
}

pub(super) fn monday_of(day: Day) -> Option<Day> {
    plus_days(day, 1 - i64::from(weekday(day)))
}

/// Monday of a week of a year, by ISO 8601.
pub(super) fn monday_of_week(year: i64, week: i64) -> Option<Day> {
    let first = monday_of(Day::new(year, 1, 4)?)?;
    let monday = plus_days(first, (week - 1) * 7)?;
    // The Thursday says to which year a week belongs.
    (week >= 1 && plus_days(monday, 3)?.year() == year).then_some(monday)
}

pub(super) fn week_from(monday: Day) -> Option<Span> {
    Span::days(monday, plus_days(monday, 6)?)
}

/// Easter Sunday of the Western churches (the anonymous Gregorian algorithm, Nature 1876).
pub(super) fn easter(year: i64) -> Option<Day> {
    let (a, b, c) = (
        year.rem_euclid(19),
        year.div_euclid(100),
        year.rem_euclid(100),
    );
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let g = (8 * b + 13).div_euclid(25);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c.div_euclid(4), c.rem_euclid(4));
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 19 * l).div_euclid(433);
    let month = (h + l - 7 * m + 90).div_euclid(25);
    let day = (h + l - 7 * m + 33 * month + 19).rem_euclid(32);
    Day::new(year, month as u8, day as u8)
}

/// The unit that holds a day, moved by a number of such units.
pub(super) fn unit_at(unit: Unit, day: Day, by: i64) -> Option<Span> {
    let year = day.year();
    match unit {
        Unit::Day => Some(Span::day(plus_days(day, by)?)),
        Unit::Week => week_from(plus_days(monday_of(day)?, 7 * by)?),
        Unit::Weekend => {
            let saturday = plus_days(monday_of(day)?, 7 * by + 5)?;
            Span::days(saturday, plus_days(saturday, 1)?)
        }
        Unit::Fortnight => match by {
            ..0 => Span::days(plus_days(day, 14 * by)?, plus_days(day, -1)?),
            _ => Span::days(plus_days(day, 1)?, plus_days(day, 14 * by.max(1))?),
        },
        Unit::Month => {
            let on = plus_months(Day::new(year, day.month(), 1)?, by)?;
            Span::month(on.year(), on.month())
        }
        Unit::Quarter => part_at(day, by, 3),
        Unit::Half => part_at(day, by, 6),
        Unit::Year => Span::year(year + by),
        Unit::Decade => Span::decade((year.div_euclid(10) + by) * 10),
        Unit::Century => Span::century(year.div_euclid(100) + 1 + by),
        Unit::Clock => None,
    }
}

fn part_at(day: Day, by: i64, months: u8) -> Option<Span> {
    let start = (day.month() - 1) / months * months + 1;
    let on = plus_months(Day::new(day.year(), start, 1)?, by * i64::from(months))?;
    Span::months(on.year(), on.month(), months)
}

/// A day moved by a count of units.
pub(super) fn plus(day: Day, count: i64, unit: Unit) -> Option<Day> {
    match unit {
        Unit::Day => plus_days(day, count),
        Unit::Week | Unit::Weekend => plus_days(day, 7 * count),
        Unit::Fortnight => plus_days(day, 14 * count),
        Unit::Month => plus_months(day, count),
        Unit::Quarter => plus_months(day, 3 * count),
        Unit::Half => plus_months(day, 6 * count),
        Unit::Year => plus_months(day, 12 * count),
        Unit::Decade => plus_months(day, 120 * count),
        Unit::Century => plus_months(day, 1200 * count),
        Unit::Clock => Some(day),
    }
}
