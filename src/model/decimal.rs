//! Exact decimals: the numbers of figures, kept as digits and never as floats.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact decimal of any length: digits, at most one point, perhaps a minus sign.
///
/// The digits stay as given (`1.50` stays `1.50`); comparing is by value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal(String);

/// The most digits a decimal may have: more is no quantity that anybody said.
pub const LONGEST: usize = 60;

impl Decimal {
    /// Reads `-12`, `0.5`, `10000`; `None` for anything else (no grouping, no exponent, no `+`).
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (digits, None),
        };
        let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let fine = are_digits(whole) && fraction.is_none_or(are_digits) && digits.len() <= LONGEST;
        fine.then(|| Self(text.to_owned()))
    }

    /// The digits as given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The greatest float not above the value: for an index, never for an answer.
    pub fn floor_real(&self) -> f64 {
        self.real().next_down()
    }

    /// The least float not below the value: for an index, never for an answer.
    pub fn ceil_real(&self) -> f64 {
        self.real().next_up()
    }

    // Digits always parse as a float; rounding is to nearest, so one step outward bounds it.
    fn real(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    fn parts(&self) -> (bool, &str, &str) {
        let digits = self.0.strip_prefix('-').unwrap_or(&self.0);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let (whole, fraction) = (
            whole.trim_start_matches('0'),
            fraction.trim_end_matches('0'),
        );
        let negative = self.0.starts_with('-') && !(whole.is_empty() && fraction.is_empty());
        (negative, whole, fraction)
    }

    /// Which is greater by value.
    pub fn compare(&self, other: &Self) -> Ordering {
        let (a_negative, a_whole, a_fraction) = self.parts();
        let (b_negative, b_whole, b_fraction) = other.parts();
        let size = a_whole
            .len()
            .cmp(&b_whole.len())
            .then_with(|| a_whole.cmp(b_whole))
            .then_with(|| a_fraction.cmp(b_fraction));
        match (a_negative, b_negative) {
            (false, false) => size,
            (true, true) => size.reverse(),
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
        Self::read(&text).ok_or_else(|| {
            serde::de::Error::custom("not a plain decimal number, such as 10000 or 1.5")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_digits_are_read() {
        for fine in ["0", "10000", "-3", "1.50", "0.5"] {
            assert_eq!(Decimal::read(fine).unwrap().as_str(), fine);
        }
        for bad in ["", "-", ".5", "5.", "1e3", "+1", "10 000", "1.2.3", "١"] {
            assert_eq!(Decimal::read(bad), None, "{bad}");
        }
        assert_eq!(Decimal::read(&"9".repeat(61)), None);
    }

    #[test]
    fn comparing_is_by_value_and_exact() {
        let ordered = [
            "-10",
            "-9.5",
            "-0.0",
            "0.05",
            "0.5",
            "9",
            "10",
            "12345678901234567890",
            "12345678901234567891",
        ];
        for pair in ordered.windows(2) {
            let (a, b) = (
                Decimal::read(pair[0]).unwrap(),
                Decimal::read(pair[1]).unwrap(),
            );
            assert_eq!(a.compare(&b), Ordering::Less, "{a} {b}");
        }
        let (a, b) = (
            Decimal::read("1.50").unwrap(),
            Decimal::read("01.5").unwrap(),
        );
        assert_eq!(a.compare(&b), Ordering::Equal);
    }

    #[test]
    fn floats_bound_the_value_from_outside() {
        let big = Decimal::read("12345678901234567891").unwrap();
        assert!(big.floor_real() < big.ceil_real());
        assert!(Decimal::read("10000").unwrap().floor_real() <= 10000.0);
    }
}
