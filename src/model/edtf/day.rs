//! A day of the proleptic Gregorian calendar, for any year of up to 18 digits.
//!
//! Year 0 exists and is the year before 1 (ISO 8601-1:2019, 4.3.2). Nothing here knows of EDTF.

use std::fmt;

use serde::{Serialize, Serializer};

/// One calendar day. Always a day that exists; ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    // The derived order is the order of time only while the fields stand in this order.
    year: i64,
    month: u8,
    day: u8,
}

impl Day {
    /// The furthest year, either way, that a day may have: 18 digits. Every sum on such a year stays exact.
    pub const MAX_YEAR: i64 = 999_999_999_999_999_999;

    /// The day, or `None` if the calendar has no such day or the year is beyond [`Day::MAX_YEAR`].
    pub fn new(year: i64, month: u8, day: u8) -> Option<Day> {
        let real = (-Self::MAX_YEAR..=Self::MAX_YEAR).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        real.then_some(Day { year, month, day })
    }

    /// The astronomical year: 0 is the year before 1, -1 the one before that.
    pub fn year(self) -> i64 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01, negative before it.
    pub fn number(self) -> i128 {
        // Years counted from March put the leap day last, so that a month's start depends on the month alone.
        let (year, month) = match self.month {
            1 | 2 => (self.year - 1, self.month + 9),
            later => (self.year, later - 3),
        };
        march_first(i128::from(year)) + month_start(i128::from(month)) + i128::from(self.day)
            - 1
            - EPOCH
    }

    /// The inverse of [`Day::number`]; `None` beyond [`Day::MAX_YEAR`].
    pub fn from_number(number: i128) -> Option<Day> {
        let number = number.checked_add(EPOCH)?;
        // 400 years have 146,097 days. The guess is at most one year off.
        let mut year = number.checked_mul(400)?.div_euclid(146_097);
        if march_first(year) > number {
            year -= 1;
        } else if march_first(year + 1) <= number {
            year += 1;
        }
        let of_year = number - march_first(year);
        let month = (5 * of_year + 2) / 153;
        let day = u8::try_from(of_year - month_start(month) + 1).ok()?;
        let (year, month) = if month < 10 {
            (year, month + 3)
        } else {
            (year + 1, month - 9)
        };
        Day::new(i64::try_from(year).ok()?, u8::try_from(month).ok()?, day)
    }

    /// A text whose order as bytes is the order of time. Years 0000 to 9999 are the plain ISO text; later years start with `Y`, which sorts
    /// after every digit; earlier ones with `-`, which sorts before, followed by how far they are from the furthest past.
    pub fn sort_text(self) -> String {
        let Day { year, month, day } = self;
        match year {
            ..0 => format!("-{:018}-{month:02}-{day:02}", Self::MAX_YEAR + year),
            // By hand: an import writes several for every row, and formatting took a fiftieth of its time.
            0..=9999 => {
                let digit = |number: i64| char::from(b'0' + (number % 10) as u8);
                let (month, day) = (i64::from(month), i64::from(day));
                let mut text = String::with_capacity(10);
                text.extend([1000, 100, 10, 1].map(|unit| digit(year / unit)));
                text.extend(['-', digit(month / 10), digit(month)]);
                text.extend(['-', digit(day / 10), digit(day)]);
                text
            }
            10_000.. => format!("Y{year:018}-{month:02}-{day:02}"),
        }
    }

    /// The inverse of [`Day::sort_text`]: it takes exactly the texts that function writes.
    pub fn from_sort_text(text: &str) -> Option<Day> {
        let (head, rest) = text.split_at_checked(text.len().checked_sub(6)?)?;
        let year = match head.as_bytes().first()? {
            b'-' => number(&head[1..])? - Self::MAX_YEAR,
            b'Y' => number(&head[1..])?,
            _ => number(head)?,
        };
        let rest = rest.strip_prefix('-')?;
        let (month, day) = rest.split_once('-')?;
        let day = Day::new(
            year,
            u8::try_from(number(month)?).ok()?,
            u8::try_from(number(day)?).ok()?,
        )?;
        (day.sort_text() == text).then_some(day)
    }
}

/// The ISO text. A year outside 0000 to 9999 is written with all its digits, and a sign only if negative.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        let year = self.year.unsigned_abs();
        write!(f, "{sign}{year:04}-{:02}-{:02}", self.month, self.day)
    }
}

/// A string, as displayed.
impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// How many days a month has; the month must be 1 to 12. Leap years: ISO 8601-1:2019, 3.1.1.21.
pub(super) fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Day number of 1970-01-01, counted from 0000-03-01.
const EPOCH: i128 = 719_468;

/// The first of March of a year, counted from 0000-03-01.
fn march_first(year: i128) -> i128 {
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400)
}

/// Days from the first of March to the start of a month, where March is 0: five months from March, and again from August, have 153 days.
fn month_start(month: i128) -> i128 {
    (153 * month + 2) / 5
}

/// Digits only: `parse` alone would take a sign.
fn number(digits: &str) -> Option<i64> {
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::testing::Dice;
    use super::*;

    fn day(year: i64, month: u8, day: u8) -> Day {
        Day::new(year, month, day).expect("a real day")
    }

    /// Years of every size, either side of zero, with the awkward ones common.
    fn any_day(dice: &mut Dice) -> Day {
        let size = 10_i64.pow(dice.below(19) as u32);
        let year = match dice.below(4) {
            0 => 400 * (dice.below(20) as i64 - 10),
            _ => (dice.next() as i64) % size,
        };
        let month = dice.below(12) as u8 + 1;
        let last = days_in_month(year, month);
        day(year, month, dice.below(u64::from(last)) as u8 + 1)
    }

    #[test]
    fn only_real_days_exist() {
        assert_eq!(Day::new(1900, 2, 29), None);
        assert!(Day::new(2000, 2, 29).is_some() && Day::new(0, 2, 29).is_some());
        assert_eq!(Day::new(2024, 13, 1), None);
        assert_eq!(Day::new(2024, 4, 31), None);
        assert_eq!(Day::new(Day::MAX_YEAR + 1, 1, 1), None);
    }

    #[test]
    fn numbers_count_from_1970() {
        assert_eq!(day(1970, 1, 1).number(), 0);
        assert_eq!(day(1969, 12, 31).number(), -1);
        assert_eq!(day(2000, 3, 1).number(), 11_017);
        assert_eq!(day(0, 1, 1).number(), -719_528);
        assert_eq!(Day::from_number(i128::MAX), None);
        assert_eq!(Day::from_number(i128::MIN), None);
    }

    #[test]
    fn each_day_follows_the_one_before() {
        let mut today = day(-401, 12, 30);
        for _ in 0..150_000 {
            let next = Day::from_number(today.number() + 1).expect("in range");
            assert!(today < next && today.sort_text() < next.sort_text());
            let same_month = next.month == today.month && next.day == today.day + 1;
            assert!(
                same_month
                    || (next.day == 1
                        && Day::new(today.year, today.month, today.day + 1).is_none())
            );
            today = next;
        }
    }

    #[test]
    fn texts_and_numbers_keep_the_order_of_time() {
        let mut dice = Dice::new(7);
        for _ in 0..20_000 {
            let (a, b) = (any_day(&mut dice), any_day(&mut dice));
            assert_eq!(a.cmp(&b), a.number().cmp(&b.number()), "{a} {b}");
            assert_eq!(a.cmp(&b), a.sort_text().cmp(&b.sort_text()), "{a} {b}");
            assert_eq!(Day::from_number(a.number()), Some(a));
            assert_eq!(Day::from_sort_text(&a.sort_text()), Some(a));
        }
    }

    #[test]
    fn ordinary_years_sort_as_their_iso_text() {
        assert_eq!(day(2024, 12, 4).sort_text(), "2024-12-04");
        assert_eq!(day(0, 1, 1).sort_text(), "0000-01-01");
        assert_eq!(day(-1, 12, 31).sort_text(), "-999999999999999998-12-31");
        assert_eq!(day(10_000, 1, 1).sort_text(), "Y000000000000010000-01-01");
        for wrong in [
            "",
            "2024-12-4",
            "+024-12-04",
            "Y2024-12-04",
            "2024-02-30",
            "é-12-04",
            "-12-04",
        ] {
            assert_eq!(Day::from_sort_text(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn long_and_negative_years_are_written_in_full() {
        assert_eq!(day(-44, 3, 15).to_string(), "-0044-03-15");
        assert_eq!(day(170_000_002, 1, 1).to_string(), "170000002-01-01");
    }
}
