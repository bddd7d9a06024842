//! From a date as named to the stretches of the calendar that it can mean.
//!
//! A date without its year means the nearest such date before the day of reading or the nearest after it: both are given, unless the words or the
//! weekday choose. Where it falls on the day of reading, or that day lies within it, it means that one.

use crate::model::edtf::Day;

use super::calendar::{self, Span, plus_days, weekday};
use super::language::{Unit, Which};
use super::parser::Year;

/// What a date names, its year left aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Year,
    Half(u8),
    Quarter(u8),
    Season(u8),
    Month(u8),
    /// Month and day.
    Day(u8, u8),
    /// A day of a month that is not named.
    DayOf(u8),
    Weekday,
    /// A week of the year by its number.
    Week(u8),
    /// The week that holds a month's day; without its month, 0.
    WeekOf(u8, u8),
    /// A week of a month: its number, or 0 for the last.
    WeekIn(u8, u8),
    /// A weekday of a month: its number, or 0 for the last; which weekday; the month, 0 where it is not said.
    NthWeekday(u8, u8, u8),
    /// So many days from Easter.
    Easter(i8),
}

/// A date as named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cal {
    pub(super) piece: Piece,
    pub(super) year: Option<Year>,
    /// From Monday, 1.
    pub(super) weekday: Option<u8>,
}

/// What became of a date as named.
pub(super) enum Resolved {
    /// It means one of these, in order of time.
    Spans(Vec<Span>),
    /// It means none, and why; with what it may mean all the same.
    Unread(String, Vec<Span>),
}

impl Cal {
    pub(super) fn of(piece: Piece) -> Cal {
        Cal {
            piece,
            year: None,
            weekday: None,
        }
    }

    pub(super) fn has_year(&self) -> bool {
        self.year.is_some()
    }

    /// The month that it names or lies in.
    pub(super) fn month(&self) -> Option<u8> {
        match self.piece {
            Piece::Month(m) | Piece::Day(m, _) | Piece::WeekOf(m @ 1.., _) => Some(m),
            _ => None,
        }
    }

    /// What it means in one year.
    pub(super) fn in_year(&self, year: i64) -> Option<Span> {
        match self.piece {
            Piece::Year => Span::year(year),
            Piece::Half(n) => Span::months(year, n * 6 - 5, 6),
            Piece::Quarter(n) => Span::months(year, n * 3 - 2, 3),
            Piece::Season(n) => Span::season(year, n),
            Piece::Month(m) => Span::month(year, m),
            Piece::Day(m, d) => Day::new(year, m, d).map(Span::day),
            Piece::Week(n) => calendar::week_from(calendar::monday_of_week(year, n.into())?),
            Piece::WeekOf(m, d) => calendar::week_from(calendar::monday_of(Day::new(year, m, d)?)?),
            Piece::WeekIn(n, m) => week_in(n, &Span::month(year, m)?),
            Piece::NthWeekday(n, w, m) => nth_weekday(n, w, &Span::month(year, m)?),
            Piece::Easter(by) => plus_days(calendar::easter(year)?, by.into()).map(Span::day),
            Piece::DayOf(_) | Piece::Weekday => None,
        }
    }

    /// What it means within a stretch, such as a week or a year: "Friday of next week".
    pub(super) fn within(&self, outer: &Span) -> Option<Span> {
        let inside = |day: Day| outer.contains(day).then(|| Span::day(day));
        match self.piece {
            Piece::Weekday => {
                let wanted = self.weekday?;
                let mut day = outer.first;
                // Within a longer stretch there would be several.
                if outer.last.number() - outer.first.number() > 6 {
                    return None;
                }
                while weekday(day) != wanted {
                    day = plus_days(day, 1)?;
                }
                inside(day)
            }
            // Only a stretch of one month has one such day.
            Piece::DayOf(_) if outer.last.number() - outer.first.number() > 30 => None,
            Piece::DayOf(d) => inside(Day::new(outer.first.year(), outer.first.month(), d)?)
                .filter(|span| {
                    self.weekday
                        .is_none_or(|wanted| weekday(span.first) == wanted)
                }),
            Piece::WeekIn(n, 0) => week_in(n, outer),
            Piece::NthWeekday(n, w, 0) => nth_weekday(n, w, outer),
            _ if self.has_year() => None,
            _ => {
                let span = self.in_year(outer.first.year())?;
                let thursday =
                    plus_days(span.first, 3).filter(|_| matches!(self.piece, Piece::Week(_)));
                (outer.contains(span.first) || thursday.is_some_and(|t| outer.contains(t)))
                    .then_some(span)
            }
        }
    }

    /// All that it can mean, read from a day.
    pub(super) fn resolve(&self, on: Option<Day>) -> Resolved {
        if let Some(year) = self.year {
            let years = full_years(year, on);
            let spans: Vec<Span> = years
                .iter()
                .filter_map(|year| self.in_year(*year))
                .collect();
            let why = match (&years[..], &spans[..]) {
                ([], _) => "the century is not said, and no day is known to read it from",
                (_, []) => "the calendar has no such day",
                (_, [_]) => return Resolved::Spans(spans),
                _ => "the century is not said",
            };
            return Resolved::Unread(why.to_owned(), spans);
        }
        if let (Piece::Day(..), Some(wanted)) = (self.piece, self.weekday) {
            return self.by_weekday(wanted, on);
        }
        let Some(on) = on else {
            let what = match self.piece {
                Piece::Weekday => "the week is not said",
                Piece::DayOf(_) | Piece::WeekOf(0, _) | Piece::NthWeekday(_, _, 0) => {
                    "the month is not said"
                }
                _ => "the year is not said",
            };
            let why = format!("{what}, and no day is known to read it from");
            return Resolved::Unread(why, Vec::new());
        };
        let spans = self.around(on);
        match spans.is_empty() {
            true => Resolved::Unread("the calendar has no such day".to_owned(), spans),
            false => Resolved::Spans(spans),
        }
    }

    /// A month's day with its weekday: the years in which the two go together. A text leaves out a year that is at most one away.
    fn by_weekday(&self, wanted: u8, on: Option<Day>) -> Resolved {
        let fits = |years: std::ops::RangeInclusive<i64>| -> Vec<Span> {
            years
                .filter_map(|year| self.in_year(year))
                .filter(|span| weekday(span.first) == wanted)
                .collect()
        };
        let none = || Resolved::Unread("the calendar has no such day".to_owned(), Vec::new());
        let Some(on) = on else {
            let why = "the year is not said: the weekday fits these";
            return match fits(1990..=2040) {
                years if years.is_empty() => none(),
                years => Resolved::Unread(why.to_owned(), years),
            };
        };
        let near = fits(on.year() - 1..=on.year() + 1);
        match &near[..] {
            [] => {
                let why = "the weekday fits no date within a year: it fits these";
                // A leap day has the same weekday every 28 years, or 40 across most centuries' ends.
                let wider = [7, 40].map(|by| on.year() - by..=on.year() + by);
                let found = wider.into_iter().map(fits).find(|found| !found.is_empty());
                found.map_or_else(none, |found| Resolved::Unread(why.to_owned(), found))
            }
            _ => Resolved::Spans(near),
        }
    }

    /// The nearest before a day and the nearest after it; or the one that holds it.
    pub(super) fn around(&self, on: Day) -> Vec<Span> {
        let all: Vec<Span> = match self.piece {
            Piece::Weekday => {
                let wanted = self.weekday.unwrap_or(1);
                (-7..=7)
                    .filter_map(|by| plus_days(on, by))
                    .filter(|day| weekday(*day) == wanted)
                    .map(Span::day)
                    .collect()
            }
            Piece::DayOf(d) => (-60..=60)
                .filter_map(|by| calendar::plus_months(Day::new(on.year(), on.month(), 1)?, by))
                .filter_map(|month| Day::new(month.year(), month.month(), d))
                .filter(|day| self.weekday.is_none_or(|wanted| weekday(*day) == wanted))
                .map(Span::day)
                .collect(),
            Piece::WeekOf(0, d) => (-3..=3)
                .filter_map(|by| calendar::plus_months(Day::new(on.year(), on.month(), 1)?, by))
                .filter_map(|month| Day::new(month.year(), month.month(), d))
                .filter_map(|day| calendar::week_from(calendar::monday_of(day)?))
                .collect(),
            Piece::NthWeekday(n, w, 0) => (-12..=12)
                .filter_map(|by| calendar::unit_at(Unit::Month, on, by))
                .filter_map(|month| nth_weekday(n, w, &month))
                .collect(),
            // Leap days are up to eight years apart.
            _ => (on.year() - 8..=on.year() + 8)
                .filter_map(|year| self.in_year(year))
                .collect(),
        };
        if let Some(span) = all.iter().find(|span| span.contains(on)) {
            return vec![span.clone()];
        }
        let before = all.iter().rev().find(|span| span.last < on);
        let after = all.iter().find(|span| span.first > on);
        before.into_iter().chain(after).cloned().collect()
    }

    /// "last June", "next Friday": read from a day.
    pub(super) fn chosen(&self, which: Which, on: Day) -> Vec<Span> {
        if self.piece == Piece::Weekday {
            return self.chosen_weekday(which, on);
        }
        let around = |day: Option<Day>| day.map_or_else(Vec::new, |day| self.around(day));
        let holds = self.around(on).into_iter().find(|span| span.contains(on));
        let (first, last) = holds
            .as_ref()
            .map_or((on, on), |span| (span.first, span.last));
        match which {
            Which::This => match self.piece {
                Piece::DayOf(_) => self
                    .within_unit(Unit::Month, on)
                    .map_or_else(|| self.around(on), |span| vec![span]),
                _ => self.in_year(on.year()).into_iter().collect(),
            },
            Which::Last | Which::Past => around(plus_days(first, -1))
                .into_iter()
                .filter(|span| span.last < on)
                .collect(),
            Which::Next | Which::Coming => around(plus_days(last, 1))
                .into_iter()
                .filter(|span| span.first > on)
                .collect(),
            Which::AfterNext | Which::BeforeLast => Vec::new(),
        }
    }

    fn within_unit(&self, unit: Unit, on: Day) -> Option<Span> {
        self.within(&calendar::unit_at(unit, on, 0)?)
    }

    /// "last Tuesday" is the nearest Tuesday past to some, that of last week to others: where the two differ, both are given. "next" likewise.
    fn chosen_weekday(&self, which: Which, on: Day) -> Vec<Span> {
        let wanted = i64::from(self.weekday.unwrap_or(1));
        let today = i64::from(weekday(on));
        let at = |by: i64| plus_days(on, by).map(Span::day);
        let ahead = match (wanted - today).rem_euclid(7) {
            0 => 7,
            days => days,
        };
        let back = match (today - wanted).rem_euclid(7) {
            0 => 7,
            days => days,
        };
        let of_week = |weeks: i64| at(wanted - today + 7 * weeks);
        let spans = match which {
            Which::This => vec![of_week(0)],
            Which::Coming => vec![at(ahead)],
            Which::Past => vec![at(-back)],
            Which::Next => vec![at(ahead), of_week(1)],
            Which::Last => vec![of_week(-1), at(-back)],
            Which::AfterNext => vec![of_week(2)],
            Which::BeforeLast => vec![of_week(-2)],
        };
        let mut spans: Vec<Span> = spans.into_iter().flatten().collect();
        spans.dedup();
        spans
    }
}

/// How far ahead, in years, a year of two digits is still taken to be one to come.
const AHEAD: i64 = 10;

/// The years that may be meant: of one of two digits, the last that ends so, or the next if that is near; both where the last is as far away as
/// that a writer of today may mean either.
pub(super) fn full_years(year: Year, on: Option<Day>) -> Vec<i64> {
    let short = match year {
        Year::Full(year) => return vec![year],
        Year::Short(short) => i64::from(short),
    };
    let Some(now) = on.map(|on| on.year()) else {
        return Vec::new();
    };
    let back = (now - short).rem_euclid(100);
    let (last, next) = (now - back, now - back + 100);
    match back {
        ..50 => vec![last],
        _ if next - now <= AHEAD => vec![next],
        _ => vec![last, next],
    }
}

/// The year that is meant, where it is clear.
pub(super) fn full_year(year: Year, on: Option<Day>) -> Option<i64> {
    match full_years(year, on)[..] {
        [year] => Some(year),
        _ => None,
    }
}

/// The weeks of a stretch are counted from its first that holds a Thursday of it, as ISO 8601 counts those of a year.
fn week_in(number: u8, outer: &Span) -> Option<Span> {
    let thursday = match number {
        0 => back_to(4, outer.last)?,
        n => plus_days(on_to(4, outer.first)?, 7 * (i64::from(n) - 1))?,
    };
    let week = calendar::week_from(plus_days(thursday, -3)?)?;
    outer.contains(thursday).then_some(week)
}

fn nth_weekday(number: u8, wanted: u8, outer: &Span) -> Option<Span> {
    let day = match number {
        0 => back_to(wanted, outer.last)?,
        n => plus_days(on_to(wanted, outer.first)?, 7 * (i64::from(n) - 1))?,
    };
    outer.contains(day).then(|| Span::day(day))
}

/// The first such weekday from a day on.
fn on_to(wanted: u8, day: Day) -> Option<Day> {
    plus_days(
        day,
        (i64::from(wanted) - i64::from(weekday(day))).rem_euclid(7),
    )
}

/// The last such weekday up to a day.
fn back_to(wanted: u8, day: Day) -> Option<Day> {
    plus_days(
        day,
        -(i64::from(weekday(day)) - i64::from(wanted)).rem_euclid(7),
    )
}
