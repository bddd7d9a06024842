//! Comparing two figures: a total function, whose first answer is *cannot tell*.

use super::Interval;
use crate::model::{Decimal, MeasureKind, Qualifier, Stance};
use crate::text::figures::Value;

/// Why there is no telling where a measure has no kind.
pub const NO_KIND: &str = "nobody has said how the measure counts";

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The measure, by a number that is its own.
    pub measure: i64,
    /// How the measure counts; unset until someone says.
    pub kind: Option<MeasureKind>,
    /// The measure that it is a part of.
    pub part_of: Option<i64>,
}

/// All of a figure that bears on a comparison.
#[derive(Clone, Debug)]
pub struct Comparable<'a> {
    /// What it counts; nothing where no measure was given.
    pub measured: Option<Measured>,
    /// The place or group it is said of; empty where none is given.
    pub scope: &'a str,
    /// The first and last day it holds for; nothing where that is not known.
    pub as_of: Option<(i64, i64)>,
    /// What the speaker did with it.
    pub stance: Stance,
    /// The word that hedges it; nothing where nobody read it.
    pub qualifier: Option<Qualifier>,
    /// The least, and whether it is itself left out.
    pub low: Option<(&'a Decimal, bool)>,
    /// The most, and whether it is itself left out.
    pub high: Option<(&'a Decimal, bool)>,
    /// Its unit; empty where what is counted is its own unit.
    pub unit: &'a str,
}

/// One of two figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The first.
    First,
    /// The second.
    Second,
}

/// How two figures stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There is no telling.
    CannotTell,
    /// Both say the same, or each leaves room for the other.
    Agrees,
    /// The one named says more closely what the other says.
    Narrower(Side),
    /// Some of what one leaves possible the other does too.
    Overlaps,
    /// They cannot both be true.
    Contradicts,
}

impl Verdict {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::CannotTell => "cannot tell",
            Self::Agrees => "agrees",
            Self::Narrower(_) => "narrower",
            Self::Overlaps => "overlaps",
            Self::Contradicts => "contradicts",
        }
    }
}

/// An answer, with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How they stand to each other.
    pub verdict: Verdict,
    /// Why, in words that can be printed.
    pub because: String,
    /// What was read for comparing, where that is more than what was written.
    pub read_as: Option<(String, String)>,
    /// How far apart their ranges are, in the unit of the first, where they contradict each other.
    pub apart: Option<Value>,
}

impl Answer {
    fn cannot_tell(because: &str) -> Self {
        Self::new(Verdict::CannotTell, because)
    }

    fn new(verdict: Verdict, because: impl Into<String>) -> Self {
        Self {
            verdict,
            because: because.into(),
            read_as: None,
            apart: None,
        }
    }
}

/// Whether two figures can both be true.
pub fn compare(first: &Comparable<'_>, second: &Comparable<'_>) -> Answer {
    if let Some(answer) = stands_apart(first, second) {
        return answer;
    }
    let (Some(a), Some(b)) = (reading(first), reading(second)) else {
        return Answer::cannot_tell("one of them has no number");
    };
    let Some((a, b)) = in_one_unit(a, first.unit, b, second.unit) else {
        return Answer::cannot_tell("their units cannot be turned into each other exactly");
    };
    let part = part_side(first, second);
    let mut answer = match part {
        Some(part) => part_and_whole(&a, &b, part),
        None => numbers(&a, &b),
    };
    if answer.verdict == Verdict::Contradicts {
        answer.apart = match part {
            Some(Side::First) => a.interval.above(&b.interval),
            Some(Side::Second) => b.interval.above(&a.interval),
            None => a.interval.gap(&b.interval),
        };
    }
    if a.is_read || b.is_read {
        answer.read_as = Some((a.interval.words(), b.interval.words()));
    }
    answer
}

/// What keeps two figures from being compared at all.
fn stands_apart(first: &Comparable<'_>, second: &Comparable<'_>) -> Option<Answer> {
    let why = |because| Some(Answer::cannot_tell(because));
    let (Some(a), Some(b)) = (first.measured, second.measured) else {
        return why("no measure says what is counted");
    };
    let parted = part_side(first, second).is_some();
    if a.measure != b.measure && !parted {
        return why("not the same thing counted");
    }
    let (Some(kind), Some(other_kind)) = (a.kind, b.kind) else {
        return why(NO_KIND);
    };
    if kind != other_kind {
        return why("a stock, a total, a change and a forecast are not compared with each other");
    }
    if !counts(first.stance) || !counts(second.stance) {
        return why("one of them is not asserted");
    }
    if first.scope != second.scope {
        return why("not said of the same place or group");
    }
    let (Some((from, to)), Some((other_from, other_to))) = (first.as_of, second.as_of) else {
        return why("the day that one of them holds for is not known");
    };
    if to < other_from || other_to < from {
        return why("they hold for different days");
    }
    if first.qualifier.is_none() || second.qualifier.is_none() {
        return why("nobody has read the words that bound one of them");
    }
    None
}

/// Whether a figure given so counts for whoever gave it: a denied one counts for nobody.
pub fn counts(stance: Stance) -> bool {
    matches!(
        stance,
        Stance::Asserts | Stance::Confirms | Stance::Corrects
    )
}

/// Which of the two counts a part of what the other counts.
fn part_side(first: &Comparable<'_>, second: &Comparable<'_>) -> Option<Side> {
    let (a, b) = (first.measured?, second.measured?);
    if a.part_of == Some(b.measure) {
        Some(Side::First)
    } else if b.part_of == Some(a.measure) {
        Some(Side::Second)
    } else {
        None
    }
}

/// A figure as it is compared.
pub(super) struct Reading {
    pub qualifier: Qualifier,
    pub interval: Interval,
    /// The interval is more than what was written.
    is_read: bool,
}

pub(super) fn reading(figure: &Comparable<'_>) -> Option<Reading> {
    let qualifier = figure.qualifier?;
    let interval = Interval::of(qualifier, figure.low, figure.high)?;
    let is_read = matches!(
        qualifier,
        Qualifier::About
            | Qualifier::Nearly
            | Qualifier::DozensOf
            | Qualifier::ScoresOf
            | Qualifier::HundredsOf
            | Qualifier::ThousandsOf
            | Qualifier::MillionsOf
    );
    Some(Reading {
        qualifier,
        interval,
        is_read,
    })
}

/// Both in the unit of the first; `None` where that is not exact.
pub(super) fn in_one_unit(
    first: Reading,
    unit: &str,
    second: Reading,
    other: &str,
) -> Option<(Reading, Reading)> {
    if unit == other {
        return Some((first, second));
    }
    let factor = super::units::factor(other, unit)?;
    let turned = |bound: Option<(Value, bool)>| bound.map(|(v, open)| (v.times(&factor), open));
    let interval = Interval {
        low: turned(second.interval.low),
        high: turned(second.interval.high),
    };
    Some((first, Reading { interval, ..second }))
}

/// A part above its whole is a conflict; below it, all is well, and no more can be said.
fn part_and_whole(a: &Reading, b: &Reading, part: Side) -> Answer {
    let (part, whole) = match part {
        Side::First => (a, b),
        Side::Second => (b, a),
    };
    let above = match (&part.interval.low, &whole.interval.high) {
        (Some((low, open)), Some((high, also_open))) => {
            low > high || low == high && (*open || *also_open)
        }
        _ => false,
    };
    let rounded = part.qualifier == Qualifier::Bare
        && whole.qualifier == Qualifier::Bare
        && may_be_rounded(&part.interval, &whole.interval);
    if above && rounded {
        return Answer::cannot_tell("one may be a rounding of the other");
    }
    if above {
        Answer::new(Verdict::Contradicts, "a part is above its whole")
    } else {
        Answer::cannot_tell("one counts a part of what the other counts")
    }
}

fn numbers(a: &Reading, b: &Reading) -> Answer {
    let (x, y) = (&a.interval, &b.interval);
    if x == y {
        return Answer::new(Verdict::Agrees, "the same bounds");
    }
    // Bare N agrees with more than N, up to N and the like: N was said without a word.
    if bare_at_bound(a, b) || bare_at_bound(b, a) {
        return Answer::new(
            Verdict::Agrees,
            "the bare number is the one that the other bounds",
        );
    }
    if x.is_apart(y) {
        let bare = |r: &Reading| r.qualifier == Qualifier::Bare;
        let point = |r: &Reading| matches!(r.qualifier, Qualifier::Bare | Qualifier::Exactly);
        if (bare(a) && point(b) || bare(b) && point(a)) && may_be_rounded(x, y) {
            return Answer::cannot_tell("one may be a rounding of the other");
        }
        return Answer::new(
            Verdict::Contradicts,
            format!("{} and {} have nothing in common", x.words(), y.words()),
        );
    }
    // Open towards each other: at least 10,000 and up to 12,000.
    let one_sided = |i: &Interval| i.low.is_none() != i.high.is_none();
    if one_sided(x) && one_sided(y) && x.low.is_none() != y.low.is_none() {
        return Answer::new(Verdict::Agrees, "each leaves room for the other");
    }
    if x.is_within(y) {
        return Answer::new(
            Verdict::Narrower(Side::First),
            "the first lies within the second",
        );
    }
    if y.is_within(x) {
        return Answer::new(
            Verdict::Narrower(Side::Second),
            "the second lies within the first",
        );
    }
    Answer::new(
        Verdict::Overlaps,
        format!("{} and {} have values in common", x.words(), y.words()),
    )
}

/// Whether a bare number is the very number that the other's words bound.
fn bare_at_bound(bare: &Reading, bound: &Reading) -> bool {
    bare.qualifier == Qualifier::Bare && is_at_bound(bare, bound)
}

/// Whether one is a number alone, and the very number that the other's words bound.
pub(super) fn is_at_bound(alone: &Reading, bound: &Reading) -> bool {
    let Some(point) = alone.interval.as_point() else {
        return false;
    };
    let is = |side: &Option<(Value, bool)>| side.as_ref().is_some_and(|(v, _)| v == point);
    match bound.qualifier {
        Qualifier::MoreThan | Qualifier::AtLeast => is(&bound.interval.low),
        Qualifier::LessThan | Qualifier::AtMost | Qualifier::UpTo | Qualifier::Nearly => {
            is(&bound.interval.high)
        }
        // About N lies around it: half way between its ends.
        Qualifier::About => match (&bound.interval.low, &bound.interval.high) {
            (Some((low, _)), Some((high, _))) => low.plus(high) == point.plus(point),
            _ => false,
        },
        _ => false,
    }
}

/// Whether the rounder of two numbers may be the other one rounded.
pub(super) fn may_be_rounded(a: &Interval, b: &Interval) -> bool {
    let (Some(a), Some(b)) = (a.as_point(), b.as_point()) else {
        return false;
    };
    let (a_unit, b_unit) = (a.half_unit(), b.half_unit());
    let half = if a_unit > b_unit { a_unit } else { b_unit };
    let apart = if a > b {
        a.plus(&b.minus())
    } else {
        b.plus(&a.minus())
    };
    apart <= half
}
