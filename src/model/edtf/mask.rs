//! Digits of which some may be unspecified (`X`), and the days that fit a date written with them.
//!
//! A part left out of a date (`2024`) and a part wholly unspecified (`2024-XX-XX`) differ in precision (ISO 8601-2:2019, 9.2.1.2) but hold the
//! same days, so that one search finds the bounds of both.

use std::ops::RangeInclusive;

use super::day::{Day, days_in_month};

/// The digits of one year, month or day.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Mask<'a>(pub(super) &'a [u8]);

impl<'a> Mask<'a> {
    /// A month or day of which nothing is said.
    pub(super) const ANY: Mask<'static> = Mask(b"XX");

    pub(super) fn has_gaps(self) -> bool {
        self.0.contains(&b'X')
    }

    /// The lowest number that may be meant; the number itself if there are no gaps.
    pub(super) fn low(self) -> i64 {
        self.filled(0)
    }

    fn high(self) -> i64 {
        self.filled(9)
    }

    fn filled(self, gap: i64) -> i64 {
        self.0.iter().fold(0, |number, digit| match digit {
            b'X' => number * 10 + gap,
            digit => number * 10 + i64::from(digit - b'0'),
        })
    }

    fn admits(self, mut number: i64) -> bool {
        self.0.iter().rev().all(|digit| {
            let last = number % 10;
            number /= 10;
            *digit == b'X' || i64::from(digit - b'0') == last
        })
    }

    fn values(self, within: RangeInclusive<i64>) -> impl DoubleEndedIterator<Item = i64> + use<'a> {
        let from = self.low().max(*within.start());
        let to = self.high().min(*within.end());
        (from..=to).filter(move |number| self.admits(*number))
    }
}

/// The first and the last day that fit; a part not given stands for any.
pub(super) fn bounds(
    negative: bool,
    year: Mask,
    month: Option<Mask>,
    day: Option<Mask>,
) -> Option<(Day, Day)> {
    let any = Mask::ANY;
    let mut fitting = days(negative, year, month.unwrap_or(any), day.unwrap_or(any));
    let first = fitting.next()?;
    Some((first, fitting.next_back().unwrap_or(first)))
}

/// The days that fit, in order of time. There is no year -0000 (ISO 8601-2:2019, 4.4.1.2): no gap is filled to it.
fn days<'a>(
    negative: bool,
    year: Mask<'a>,
    month: Mask<'a>,
    day: Mask<'a>,
) -> impl DoubleEndedIterator<Item = Day> + use<'a> {
    years(negative, year).flat_map(move |y| {
        month.values(1..=12).flat_map(move |m| {
            let length = days_in_month(y, m as u8);
            day.values(1..=i64::from(length))
                .filter_map(move |d| Day::new(y, m as u8, d as u8))
        })
    })
}

/// The years that fit, in order of time.
pub(super) fn years<'a>(
    negative: bool,
    year: Mask<'a>,
) -> impl DoubleEndedIterator<Item = i64> + use<'a> {
    let span = if negative {
        -year.high()..=-year.low().max(1)
    } else {
        year.low()..=year.high()
    };
    span.filter(move |y| year.admits(y.abs()))
}
