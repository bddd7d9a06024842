//! One figure: a number or a range, with what bounds it and what it counts.

use std::ops::Range;

use super::counted::counted;
use super::dated;
use super::lang::{Lexicon, Sense};
use super::names;
use super::phrases::{after, before, crowd};
use super::quantity::{self, Quantity};
use super::ranges::{range, second_end};
use super::shared::{Shared, led_on, told};
use super::tokens::{Kind, Tokens};
use super::unit::find_unit;
use super::units;
use super::unknown;
use super::value::Value;
use super::words;
use super::{Finding, Number, Precision};

/// A finding and the place after it, or the place up to which there is none.
pub(super) enum Read {
    Found(Box<Finding>, usize),
    Nothing(usize),
}

/// Reads the figure that starts at a token.
pub(super) fn expression(tokens: &Tokens, at: usize, lexicon: Option<&Lexicon>) -> Read {
    match tokens.kind(at) {
        Some(Kind::Space) | None => return Read::Nothing(at + 1),
        Some(Kind::Word)
            if lexicon.is_none() && !tokens.raw(at, at + 1).chars().all(char::is_uppercase) =>
        {
            return Read::Nothing(at + 1);
        }
        Some(Kind::Word) if lexicon.is_some_and(|l| !l.begins(tokens.key(at))) => {
            return Read::Nothing(at + 1);
        }
        _ => {}
    }
    if let Some(lexicon) = lexicon {
        if let Some(found) = crowd(tokens, at, lexicon) {
            return found;
        }
        if let Some(found) = range(tokens, at, lexicon) {
            return found;
        }
    }
    if let Some((precision, next)) = before(tokens, at, lexicon)
        && let quantity::Read::Found(quantity) = quantity::read(tokens, next, lexicon)
        && usable(tokens, &quantity, lexicon, true)
    {
        let Some((precision, at)) = negated(tokens, at, precision, lexicon) else {
            return Read::Nothing(skip(tokens, &quantity));
        };
        // "about 40 to 50" is a range that is about so much: the range is what was said.
        if let Some(found) = second_end(tokens, at, next, &quantity, lexicon) {
            return found;
        }
        return finish(tokens, at, *quantity, precision, lexicon);
    }
    match quantity::read(tokens, at, lexicon) {
        quantity::Read::Nothing(next) => Read::Nothing(next),
        quantity::Read::Found(quantity) => {
            // A dash before it is no part of it.
            let at = quantity.start;
            if let Some(found) = second_end(tokens, at, at, &quantity, lexicon) {
                return found;
            }
            if !usable(tokens, &quantity, lexicon, false) || hangs(tokens, quantity.end) {
                return Read::Nothing(skip(tokens, &quantity));
            }
            finish(tokens, at, *quantity, Precision::Bare, lexicon)
        }
    }
}

/// What bounds a number where *not* stands before it, and where that starts: not over 300 is at most
/// 300, and what is not about 300 nobody can tell.
fn negated(
    tokens: &Tokens,
    at: usize,
    precision: Precision,
    lexicon: Option<&Lexicon>,
) -> Option<(Precision, usize)> {
    let Some(lexicon) = lexicon else {
        return Some((precision, at));
    };
    let mut words = std::iter::successors(tokens.before(at), |at| tokens.before(*at))
        .map_while(|at| Some((at, tokens.word(at)?)))
        .take(2);
    let Some((not, _)) = words.find(|(_, word)| lexicon.language.negations.contains(word)) else {
        return Some((precision, at));
    };
    // No hay menos de 300, not only more than 300: what it turns about is not said.
    (tokens.before(at) == Some(not)).then_some(())?;
    let turned = match precision {
        Precision::MoreThan => Precision::AtMost,
        Precision::AtLeast => Precision::LessThan,
        Precision::LessThan => Precision::AtLeast,
        Precision::AtMost => Precision::MoreThan,
        _ => return None,
    };
    Some((turned, not))
}

fn skip(tokens: &Tokens, quantity: &Quantity) -> usize {
    // The rest of a score or of years: 3-1, 2014–18.
    let mut at = quantity.number.end;
    while matches!(tokens.kind(at), Some(Kind::Mark('-' | '–' | '/')))
        && tokens.kind(at + 1) == Some(Kind::Digits)
    {
        at += 2;
    }
    at.max(quantity.start + 1)
}

/// Whether a number is a quantity, by what stands around it.
pub(super) fn usable(
    tokens: &Tokens,
    quantity: &Quantity,
    lexicon: Option<&Lexicon>,
    bounded: bool,
) -> bool {
    let number = &quantity.number;
    let (start, end) = (number.start, number.end);
    let money = quantity.unit.is_some_and(|u| u.start < start);
    if !money && names::by_neighbours(tokens, start, end, lexicon) {
        return false;
    }
    let with_unit = quantity.unit.is_some();
    // 10 m euros, 3 ton euro: what stands before money is no unit, and nobody says what it multiplies.
    if let Some(unit) = quantity.unit
        && unit.start >= number.end
        && unit.end == unit.start + 1
        && matches!(unit.symbol, "m" | "ton" | "t" | "mm")
        && find_unit(tokens, tokens.skip_space(unit.end), lexicon)
            .is_some_and(|after| units::is_money(after.symbol))
    {
        return false;
    }
    if lexicon.is_some() && dated::is_before_era(tokens, end) {
        return false;
    }
    if number.plain && !with_unit {
        if (!bounded || is_no_round_number(tokens.key(start)))
            && dated::is_year(tokens, start, end, lexicon)
        {
            return false;
        }
        let dash = matches!(tokens.kind(end), Some(Kind::Mark('-' | '–' | '/')))
            && tokens.kind(end + 1) == Some(Kind::Digits);
        if dash {
            return false;
        }
    }
    if !with_unit && is_base_of_rate(tokens, number) {
        return false;
    }
    let Some(lexicon) = lexicon else {
        return !unknown::is_worded(tokens, quantity);
    };
    if number.spelled
        && !with_unit
        && dated::is_spelled_year(tokens, start, end, &number.value, lexicon)
    {
        return false;
    }
    if number.spelled && !bounded && !with_unit && end == start + 1 && tokens.key(start) == "one" {
        let language = lexicon.language;
        let before = tokens.before(start).and_then(|at| tokens.word(at));
        let next = tokens.word(tokens.skip_space(end));
        let hyphen = matches!(tokens.kind(end), Some(Kind::Mark('-' | '\'' | '’')));
        return !(before.is_some_and(|w| language.before_one.contains(&w))
            || next.is_some_and(|w| language.after_one.contains(&w))
            || hyphen);
    }
    true
}

/// Whether a number is what a rate is of: 12 deaths *per 100,000*, *pour 100 000 habitants*.
fn is_base_of_rate(tokens: &Tokens, number: &words::Number) -> bool {
    let round = (2..=6).any(|power| number.value == Value::ten_to(power));
    let before = tokens.before(number.start);
    let word = before.and_then(|at| tokens.word(at));
    let each = matches!(word, Some("cada" | "ogni"));
    round && (each || matches!(word, Some("per" | "pour" | "je" | "pro" | "por")))
}

/// Whether the rest of a number is said behind the next one: *zwei- und dreimal*.
pub(super) fn hangs(tokens: &Tokens, end: usize) -> bool {
    tokens.is(end, '-') && tokens.is_space(end + 1) && tokens.kind(end + 2) == Some(Kind::Word)
}

/// Whether digits are a year rather than a bound: *more than 2022*, but more than 2000.
fn is_no_round_number(digits: &str) -> bool {
    (digits.starts_with("19") || digits.starts_with("20")) && !digits.ends_with('0')
}

/// A finding of one number.
fn finish(
    tokens: &Tokens,
    start: usize,
    quantity: Quantity,
    precision: Precision,
    lexicon: Option<&Lexicon>,
) -> Read {
    let number = &quantity.number;
    let mut precision = precision;
    let mut end = quantity.end;
    let mut how: Vec<String> = because(&quantity).into_iter().collect();
    let mut value = number.value.clone();
    match lexicon.map_or(Shared::No, |l| led_on(tokens, &quantity, l)) {
        Shared::No => {}
        Shared::By(scale) => {
            value = value.times(&scale);
            how.push(told(tokens, &quantity, &value));
        }
        Shared::Unsure => return Read::Nothing(end.max(start + 1)),
    }
    if number.ordinal {
        let range = bytes(tokens, number.start, number.end);
        let value = number.value.clone();
        return Read::Found(
            Box::new(Finding {
                quantity: range.clone(),
                numbers: vec![Number {
                    range: range.clone(),
                    value: value.clone(),
                }],
                range,
                kind: super::Kind::Ordinal,
                precision: Precision::Bare,
                low: Some(value.clone()),
                high: Some(value),
                either: None,
                unit: None,
                unit_text: None,
                counted: None,
                how,
            }),
            number.end.max(start + 1),
        );
    }
    if let Some((after, next)) = after(tokens, end, lexicon) {
        let plain = matches!(
            precision,
            Precision::Bare | Precision::Exactly | Precision::About
        );
        match (after, precision) {
            (Sense::OrEqual, Precision::MoreThan) => (precision, end) = (Precision::AtLeast, next),
            (Sense::OrEqual, Precision::LessThan) => (precision, end) = (Precision::AtMost, next),
            (Sense::OrEqual, _) => {}
            _ if plain => (precision, end) = (Precision::of(after), next),
            (Sense::AtLeast, _) if precision.is_lower() => end = next,
            _ => {}
        }
    }
    let (low, high) = match precision {
        Precision::MoreThan | Precision::AtLeast => (Some(value.clone()), None),
        Precision::LessThan | Precision::AtMost | Precision::UpTo | Precision::Nearly => {
            (None, Some(value.clone()))
        }
        _ => (Some(value.clone()), Some(value.clone())),
    };
    let unit = quantity.unit;
    let either = number.or.clone().map(|other| (value.clone(), other));
    let unsure = either.is_some();
    Read::Found(
        Box::new(Finding {
            range: bytes(tokens, start, end),
            kind: super::Kind::Quantity,
            precision,
            low: low.filter(|_| !unsure),
            high: high.filter(|_| !unsure),
            either,
            numbers: vec![Number {
                range: bytes(tokens, number.start, number.end),
                value: number.value.clone(),
            }],
            quantity: bytes(tokens, quantity.start, quantity.end),
            unit: unit.map(|u| u.symbol),
            unit_text: unit.map(|u| bytes(tokens, u.start, u.end)),
            counted: if unit.is_some() {
                None
            } else {
                counted(tokens, end, lexicon)
            },
            how,
        }),
        end.max(start + 1),
    )
}

pub(super) fn bytes(tokens: &Tokens, from: usize, to: usize) -> Range<usize> {
    let start = tokens.get(from).map_or(0, |t| t.start);
    let end = tokens.get(to.saturating_sub(1)).map_or(start, |t| t.end);
    start..end.max(start)
}

pub(super) fn because(quantity: &Quantity) -> Option<String> {
    quantity.number.because.map(str::to_owned)
}
