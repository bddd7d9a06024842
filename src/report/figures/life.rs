//! What a figure does to the one that was given before it.

use std::cmp::Ordering;

use super::compare::{Comparable, Reading, in_one_unit, is_at_bound, may_be_rounded, reading};
use super::{Interval, NO_KIND, counts};
use crate::model::{MeasureKind, Qualifier};

/// What a figure does to an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nobody is known to have given one before.
    First,
    /// It says the same.
    Repeats,
    /// It says more.
    Raises,
    /// It says less.
    Lowers,
    /// It leaves fewer values possible, all of them possible before.
    Narrows,
    /// It leaves more values possible, and all that were.
    Widens,
    /// It says the number without the word that hedged it.
    DropsHedge,
    /// It says the number with a word that hedges it.
    AddsHedge,
    /// There is no telling, and why.
    CannotTell(&'static str),
}

impl Effect {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Repeats => "repeats",
            Self::Raises => "raises",
            Self::Lowers => "lowers",
            Self::Narrows => "narrows",
            Self::Widens => "widens",
            Self::DropsHedge => "drops a hedge",
            Self::AddsHedge => "adds a hedge",
            Self::CannotTell(_) => "cannot tell",
        }
    }

    /// Why there is no telling.
    pub fn because(self) -> &'static str {
        match self {
            Self::CannotTell(because) => because,
            _ => "",
        }
    }

    /// The word beside somebody else's figure, of which only this is told: it is the same, above or below.
    pub fn beside(self) -> Option<&'static str> {
        match self {
            Self::Repeats => Some("repeats"),
            Self::Raises => Some("higher"),
            Self::Lowers => Some("lower"),
            _ => None,
        }
    }
}

/// What a figure does to the last one, of one measure and scope. That it was given later, and by whom, is
/// the caller's to know.
pub fn effect(last: &Comparable<'_>, now: &Comparable<'_>) -> Effect {
    let why = Effect::CannotTell;
    if !counts(last.stance) || !counts(now.stance) {
        return why("one of them is not asserted");
    }
    let kind = match (last.measured, now.measured) {
        (Some(a), Some(b)) if a.measure == b.measure => a.kind,
        _ => return why("not the same thing counted"),
    };
    if last.scope != now.scope {
        return why("not said of the same place or group");
    }
    match kind {
        None => return why(NO_KIND),
        Some(MeasureKind::Stock | MeasureKind::Total) => {}
        // Two changes are of two stretches of time, two forecasts of two days: neither goes on from the other.
        Some(MeasureKind::Change | MeasureKind::Forecast) => match (last.as_of, now.as_of) {
            (Some((from, to)), Some((other_from, other_to)))
                if from <= other_to && other_from <= to => {}
            (Some(_), Some(_)) => return why("they are of different days"),
            _ => return why("the days that one of them is of are not known"),
        },
    }
    if last.qualifier.is_none() || now.qualifier.is_none() {
        return why("nobody has read the words that bound one of them");
    }
    let (Some(a), Some(b)) = (reading(last), reading(now)) else {
        return why("one of them has no number");
    };
    match in_one_unit(a, last.unit, b, now.unit) {
        Some((a, b)) => of_readings(&a, &b),
        None => why("their units cannot be turned into each other exactly"),
    }
}

fn of_readings(last: &Reading, now: &Reading) -> Effect {
    let (a, b) = (&last.interval, &now.interval);
    let alone = |r: &Reading| matches!(r.qualifier, Qualifier::Bare | Qualifier::Exactly);
    if a == b {
        return match (last.qualifier, now.qualifier) {
            (Qualifier::Bare, Qualifier::Exactly) => Effect::Narrows,
            (Qualifier::Exactly, Qualifier::Bare) => Effect::Widens,
            _ => Effect::Repeats,
        };
    }
    if alone(now) && is_at_bound(now, last) {
        return Effect::DropsHedge;
    }
    if alone(last) && is_at_bound(last, now) {
        return Effect::AddsHedge;
    }
    let either_bare = [last, now].iter().any(|r| r.qualifier == Qualifier::Bare);
    if alone(last) && alone(now) && either_bare && may_be_rounded(a, b) {
        return Effect::CannotTell("one may be a rounding of the other");
    }
    // Of two that are open on the same side, the number tells: what lies beyond it is left open by both.
    let open_alike = match (&a.low, &b.low, &a.high, &b.high) {
        (None, None, Some((last, _)), Some((now, _)))
        | (Some((last, _)), Some((now, _)), None, None) => now.cmp(last),
        _ => Ordering::Equal,
    };
    // Up to 12,000 and at least 10,000: neither says more than the other.
    let one_sided = |i: &Interval| i.low.is_none() != i.high.is_none();
    if one_sided(a) && one_sided(b) && a.low.is_none() != b.low.is_none() && !a.is_apart(b) {
        return Effect::CannotTell("each leaves room for the other");
    }
    match open_alike {
        Ordering::Greater => Effect::Raises,
        Ordering::Less => Effect::Lowers,
        Ordering::Equal if b.is_within(a) => Effect::Narrows,
        Ordering::Equal if a.is_within(b) => Effect::Widens,
        Ordering::Equal if is_above(a, b) => Effect::Raises,
        Ordering::Equal => Effect::Lowers,
    }
}

/// Whether the second, neither within the first nor around it, reaches further up.
fn is_above(a: &Interval, b: &Interval) -> bool {
    match (&a.high, &b.high) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some((a, open)), Some((b, also_open))) => b > a || b == a && *open && !also_open,
    }
}
