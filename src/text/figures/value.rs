//! Exact values: a figure's number is a ratio of integers and never a float.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, Zero};

/// An exact number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Value(BigRational);

/// The longest number written out.
const LONGEST: usize = 60;

impl Value {
    /// Of digits before and after the decimal mark.
    pub(super) fn of_digits(whole: &str, part: &str) -> Self {
        let digits: BigInt = format!("{whole}{part}").parse().unwrap_or_default();
        Self(BigRational::new(digits, ten(part.len())))
    }

    pub(super) fn of(n: u128) -> Self {
        Self(BigRational::from_integer(n.into()))
    }

    /// One number over another; `None` over nought.
    pub fn ratio(over: &Self, under: &Self) -> Option<Self> {
        (!under.0.is_zero()).then(|| Self(&over.0 / &under.0))
    }

    /// The product.
    pub fn times(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0)
    }

    /// The sum.
    pub fn plus(&self, other: &Self) -> Self {
        Self(&self.0 + &other.0)
    }

    /// The number with its other sign.
    pub fn minus(&self) -> Self {
        Self(-&self.0)
    }

    /// Ten to the power of a small number.
    pub(super) fn ten_to(exponent: i32) -> Self {
        let power = ten(exponent.unsigned_abs() as usize);
        Self(if exponent < 0 {
            BigRational::new(BigInt::one(), power)
        } else {
            BigRational::from_integer(power)
        })
    }

    pub(super) fn power(&self, exponent: i32) -> Option<Self> {
        if exponent < 0 && self.0.is_zero() || exponent.unsigned_abs() > 100 {
            return None;
        }
        Some(Self(Pow::pow(&self.0, exponent)))
    }

    /// Of a plain decimal such as `-12.5`.
    pub fn read(decimal: &str) -> Option<Self> {
        let digits = decimal.strip_prefix('-').unwrap_or(decimal);
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        (!whole.is_empty() && plain(whole) && plain(part)).then(|| {
            let value = Self::of_digits(whole, part);
            if digits.len() < decimal.len() {
                value.minus()
            } else {
                value
            }
        })
    }

    /// Of a whole number.
    pub fn whole(n: u128) -> Self {
        Self::of(n)
    }

    /// Half the unit of the last digit that is no nought: of 3,000 it is 500, of 2.5 it is 0.05.
    pub fn half_unit(&self) -> Self {
        let text = self.decimal().unwrap_or_default();
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let part = part.trim_end_matches('0');
        let place = if part.is_empty() {
            whole.len() - whole.trim_end_matches('0').len()
        } else {
            0
        };
        if self.0.is_zero() || text.is_empty() {
            return Self::of(0);
        }
        let exponent = if part.is_empty() {
            place as i32
        } else {
            -(part.len() as i32)
        };
        let half = BigRational::new(BigInt::one(), BigInt::from(2u8));
        Self(Self::ten_to(exponent).0 * half)
    }

    /// Whether it is a whole number.
    pub fn is_whole(&self) -> bool {
        self.0.is_integer()
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// As a small whole number.
    pub(super) fn small(&self) -> Option<u64> {
        self.0
            .is_integer()
            .then(|| self.0.to_integer().try_into().ok())?
    }

    /// The ratio in lowest terms, such as `2/3`, where no decimal is exact.
    pub fn fraction(&self) -> Option<String> {
        self.decimal()
            .is_none()
            .then(|| format!("{}/{}", self.0.numer(), self.0.denom()))
    }

    /// The plain decimal, where one is exact and not longer than 60 digits.
    pub fn decimal(&self) -> Option<String> {
        let mut under = self.0.denom().clone();
        let (mut twos, mut fives) = (0, 0);
        while (&under % 2u8).is_zero() {
            under /= 2u8;
            twos += 1;
        }
        while (&under % 5u8).is_zero() {
            under /= 5u8;
            fives += 1;
        }
        under
            .is_one()
            .then(|| self.rounded(twos.max(fives), false))?
    }

    /// The decimals of 18 places just below and just above, for a ratio that has no exact one.
    pub fn bracket(&self) -> Option<(String, String)> {
        Some((self.rounded(18, false)?, self.rounded(18, true)?))
    }

    fn rounded(&self, places: usize, up: bool) -> Option<String> {
        let scaled = &self.0 * BigRational::from_integer(ten(places));
        let scaled = if up { scaled.ceil() } else { scaled.floor() }.to_integer();
        let digits = scaled.abs().to_string();
        let digits = format!("{digits:0>width$}", width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        let sign = if scaled.is_negative() { "-" } else { "" };
        let dot = if part.is_empty() { "" } else { "." };
        (digits.len() <= LONGEST).then(|| format!("{sign}{whole}{dot}{part}"))
    }
}

fn ten(places: usize) -> BigInt {
    Pow::pow(BigInt::from(10u8), places)
}
