//! What multiplies the second of two numbers and, as people say it, the first as well: *10 to 12,000*,
//! *5 to 10 million*, *von zehn auf zwölf Millionen*.

use super::bounds::hangs;
use super::lang::Lexicon;
use super::quantity::{self, Quantity};
use super::tokens::{Kind, Tokens};
use super::units;
use super::value::Value;

/// Whether the first number is said in the scale of the second.
pub(super) enum Shared {
    No,
    By(Value),
    /// It is or it is not: 3 to 2 million, 1 to 12,000.
    Unsure,
}

/// What a first number without a scale takes from the second.
pub(super) fn shared(tokens: &Tokens, first: &Quantity, second: &Quantity) -> Shared {
    // Rose 12 per cent to 4 million.
    if let Some(unit) = first.unit
        && !units::is_money(unit.symbol)
        && second.unit.is_none_or(|other| other.symbol != unit.symbol)
    {
        return Shared::No;
    }
    let thousand = Value::of(1000);
    let (low, high) = (&first.number.value, &second.number.value);
    // 1.5 as well: it says itself which of its digits are thousands.
    let has_none = in_digits(tokens, first) || first.number.spelled;
    if !has_none || *low >= thousand || *low <= Value::of(0) {
        return Shared::No;
    }
    if in_digits(tokens, second) {
        let raw = tokens.raw(second.number.start, second.number.end);
        let dashed = matches!(tokens.kind(first.end), Some(Kind::Mark('-' | '–' | '—')));
        // 4-500 people are four or five hundred.
        let hundred = Value::of(100);
        let hundreds = Value::ratio(high, &hundred).is_some_and(|count| count.is_whole());
        if dashed && second.number.plain && hundreds && *high < thousand && *low < Value::of(10) {
            let scaled = low.times(&hundred);
            return match scaled < *high {
                true => Shared::By(hundred),
                false => Shared::No,
            };
        }
        // 2- bis 3000 Menschen.
        if hangs(tokens, first.end) && second.number.plain {
            let fits = |scale: &Value| {
                Value::ratio(high, scale).is_some_and(|count| count.is_whole() && count > *low)
            };
            return match [thousand, hundred].into_iter().find(fits) {
                Some(scale) => Shared::By(scale),
                None => Shared::Unsure,
            };
        }
        let grouped = !second.number.plain && high.is_whole() && raw.len() > 4;
        let both_whole = first.unit.is_some() && second.unit.is_some();
        let scaled = low.times(&thousand);
        if !grouped || !first.number.plain || both_whole || scaled >= *high {
            return Shared::No;
        }
        // Ten times as much is hardly said in one breath, but where a dash ties the two.
        return match dashed || scaled.times(&Value::of(10)) > *high {
            true => Shared::By(thousand),
            false => Shared::Unsure,
        };
    }
    let mut scales = [12, 9, 6, 3].into_iter().map(Value::ten_to);
    let Some(scale) = scales.find(|scale| high >= scale) else {
        // Five to six hundred.
        let hundred = Value::of(100);
        let hundreds = second.number.spelled && *low < Value::of(10) && low.times(&hundred) < *high;
        let whole = Value::ratio(high, &hundred).is_some_and(|count| count.is_whole());
        return match (hundreds, whole) {
            (false, _) => Shared::No,
            (true, true) => Shared::By(hundred),
            (true, false) => Shared::Unsure,
        };
    };
    if low.times(&scale) < *high {
        // Trois à quatre cent mille: the hundreds are said once as well.
        let hundred = Value::of(100);
        let count = Value::ratio(high, &scale).filter(|count| *count >= hundred);
        let hundreds = count
            .filter(|_| *low < Value::of(10) && low.is_whole())
            .map(|count| {
                second.number.spelled
                    && first.number.spelled
                    && Value::ratio(&count, &hundred)
                        .is_some_and(|count| count > *low && count.is_whole())
            });
        return match hundreds {
            Some(true) => Shared::By(scale.times(&hundred)),
            Some(false) => Shared::Unsure,
            None => Shared::By(scale),
        };
    }
    // A hundred to a thousand: the scale is said as a number.
    match *high == thousand {
        true => Shared::No,
        false => Shared::Unsure,
    }
}

/// Whether a number is said in digits and marks alone.
fn in_digits(tokens: &Tokens, of: &Quantity) -> bool {
    let raw = tokens.raw(of.number.start, of.number.end);
    raw.chars().all(|c| !c.is_alphabetic())
}

/// How a number was read that takes the scale of another.
pub(super) fn told(tokens: &Tokens, first: &Quantity, value: &Value) -> String {
    format!(
        "“{}” is read as {}: what multiplies the second end multiplies the first",
        tokens.raw(first.number.start, first.number.end),
        value.decimal().unwrap_or_default()
    )
}

/// What a number takes from one that it leads to, where they are two figures: *rose from 10 to 12 million*.
pub(super) fn led_on(tokens: &Tokens, first: &Quantity, lexicon: &Lexicon) -> Shared {
    let at = tokens.skip_space(first.end);
    let leads = tokens
        .word(at)
        .is_some_and(|word| lexicon.language.leads_to.contains(&word));
    if !leads || at == first.end || first.number.ordinal {
        return Shared::No;
    }
    let quantity::Read::Found(second) =
        quantity::read(tokens, tokens.skip_space(at + 1), Some(lexicon))
    else {
        return Shared::No;
    };
    match shared(tokens, first, &second) {
        _ if second.number.ordinal => Shared::No,
        // What rose from 10 to 12,000 may have been ten.
        Shared::By(_) if in_digits(tokens, &second) => Shared::Unsure,
        shared => shared,
    }
}
