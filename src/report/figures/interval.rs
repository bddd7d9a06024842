//! What a figure bounds, for comparing only: never stored, always told.

use crate::model::{Decimal, Qualifier};
use crate::report::render::words::grouped;
use crate::text::figures::Value;

/// The values that a figure leaves possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The least, and whether it is itself left out.
    pub low: Option<(Value, bool)>,
    /// The most, and whether it is itself left out.
    pub high: Option<(Value, bool)>,
}

impl Interval {
    /// Of a figure's qualifier and stored bounds; `None` where they bound nothing.
    ///
    /// *About N* is N and half the unit of its last digit that is no nought on either side, *nearly N*
    /// from there to N, *dozens of* 24 to 99, *hundreds of* 200 to 999 and so on.
    pub fn of(
        qualifier: Qualifier,
        low: Option<(&Decimal, bool)>,
        high: Option<(&Decimal, bool)>,
    ) -> Option<Self> {
        let bound = |bound: Option<(&Decimal, bool)>| {
            bound.and_then(|(value, open)| Some((Value::read(value.as_str())?, open)))
        };
        let (low, high) = (bound(low), bound(high));
        let one = low.clone().or_else(|| high.clone()).map(|(value, _)| value);
        let whole = |low: u128, high: u128| {
            Some(Self {
                low: Some((Value::whole(low), false)),
                high: Some((Value::whole(high), false)),
            })
        };
        match qualifier {
            Qualifier::DozensOf if one.is_none() => whole(24, 99),
            Qualifier::ScoresOf if one.is_none() => whole(40, 99),
            Qualifier::HundredsOf if one.is_none() => whole(200, 999),
            Qualifier::ThousandsOf if one.is_none() => whole(2_000, 999_999),
            Qualifier::MillionsOf if one.is_none() => whole(2_000_000, 999_999_999),
            Qualifier::About | Qualifier::Nearly => {
                let value = one?;
                let half = value.half_unit();
                let low = if low.is_some() && high.is_some() && low != high {
                    // A range that is about so much keeps its ends.
                    low
                } else {
                    Some((value.plus(&half.minus()), false))
                };
                let most = match (qualifier, high) {
                    (Qualifier::About, Some((most, open))) if most > value => Some((most, open)),
                    (Qualifier::About, _) => Some((value.plus(&half), false)),
                    (_, _) => Some((value, false)),
                };
                Some(Self { low, high: most })
            }
            _ if one.is_none() => None,
            _ => Some(Self { low, high }),
        }
    }

    /// Whether it is one value.
    pub(super) fn as_point(&self) -> Option<&Value> {
        match (&self.low, &self.high) {
            (Some((low, false)), Some((high, false))) if low == high => Some(low),
            _ => None,
        }
    }

    /// Whether no value is in both.
    pub(super) fn is_apart(&self, other: &Self) -> bool {
        let below = |a: &Self, b: &Self| match (&a.high, &b.low) {
            (Some((high, open)), Some((low, also_open))) => {
                high < low || high == low && (*open || *also_open)
            }
            _ => false,
        };
        below(self, other) || below(other, self)
    }

    /// Whether every value of this is in the other.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        let low = match (&self.low, &other.low) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some((a, open)), Some((b, also_open))) => a > b || a == b && (*open || !also_open),
        };
        let high = match (&self.high, &other.high) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some((a, open)), Some((b, also_open))) => a < b || a == b && (*open || !also_open),
        };
        low && high
    }

    /// How far apart two are that have nothing in common; nothing otherwise.
    pub fn gap(&self, other: &Self) -> Option<Value> {
        if !self.is_apart(other) {
            return None;
        }
        self.above(other).or_else(|| other.above(self))
    }

    /// How far this begins above where the other ends; nothing where it does not.
    pub(super) fn above(&self, other: &Self) -> Option<Value> {
        match (&other.high, &self.low) {
            (Some((high, _)), Some((low, _))) if high <= low => Some(low.plus(&high.minus())),
            _ => None,
        }
    }

    /// As read, such as `2500 to 3500` or `more than 10000`.
    pub fn words(&self) -> String {
        let plain = |value: &Value| {
            let digits = value.decimal().map(|digits| grouped(&digits));
            digits.or_else(|| value.fraction()).unwrap_or_default()
        };
        match (&self.low, &self.high) {
            (Some((low, _)), Some((high, _))) if low == high => plain(low),
            (Some((low, low_open)), Some((high, high_open))) => {
                let side = |open: &bool| if *open { " (left out)" } else { "" };
                format!(
                    "{}{} to {}{}",
                    plain(low),
                    side(low_open),
                    plain(high),
                    side(high_open)
                )
            }
            (Some((low, true)), None) => format!("more than {}", plain(low)),
            (Some((low, false)), None) => format!("{} or more", plain(low)),
            (None, Some((high, true))) => format!("less than {}", plain(high)),
            (None, Some((high, false))) => format!("{} or less", plain(high)),
            (None, None) => "anything".to_owned(),
        }
    }
}
