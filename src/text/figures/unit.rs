//! The unit of a number, where it stands and what it is.

use super::atoms::Atom;
use super::lang::{self, Lexicon, Phrases};
use super::names::follow;
use super::quantity::{Quantity, Unit, after, number};
use super::tokens::{Kind, Tokens};
use super::units;
use super::value::Value;

/// Three dollars fifty cents.
pub(super) fn hundredths(tokens: &Tokens, quantity: &mut Quantity, lexicon: Option<&Lexicon>) {
    let Some(unit) = quantity.unit else { return };
    if units::is_hundredth(unit.symbol) || unit.symbol == "%" || !quantity.number.value.is_whole() {
        return;
    }
    let mut at = tokens.skip_space(quantity.end);
    if let (Some(word), Some(lexicon)) = (tokens.word(at), lexicon)
        && matches!(lexicon.atoms.get(word), Some(Atom::And | Atom::Point))
    {
        at = tokens.skip_space(at + 1);
    }
    // 6ft 2in: right behind digits, in is no word.
    if unit.symbol == "ft"
        && tokens.kind(at) == Some(Kind::Digits)
        && tokens.word(at + 1) == Some("in")
        && let Some(part) = Value::ratio(&Value::of_digits(tokens.key(at), ""), &Value::of(12))
    {
        add(quantity, &part, at + 2);
        return;
    }
    let Ok(small) = number(tokens, at, lexicon, false, false) else {
        return;
    };
    let fits =
        small.value < Value::of(100) && small.value.is_whole() && !small.ordinal && small.end > at;
    if !fits {
        return;
    }
    // 1 m 85.
    if unit.symbol == "m" {
        let two = small.plain && tokens.key(small.start).len() == 2;
        let unitless = find_unit(tokens, tokens.skip_space(small.end), lexicon).is_none();
        if two && unitless && quantity.number.value <= Value::of(2) {
            let part = small.value.times(&Value::ten_to(-2));
            add(quantity, &part, small.end);
        }
        return;
    }
    // Five feet two.
    if unit.symbol == "ft" {
        let inch = tokens.skip_space(small.end);
        if matches!(
            tokens.word(inch),
            Some("in" | "inch" | "inches" | "pouces" | "pulgadas" | "zoll")
        ) && small.value < Value::of(12)
            && let Some(part) = Value::ratio(&small.value, &Value::of(12))
        {
            add(quantity, &part, inch + 1);
        }
        return;
    }
    let Some(hundredth) = after(tokens, small.end, lexicon, &small) else {
        // Fifteen dollars fifty, and nothing after it that it could count.
        let next = tokens.skip_space(small.end);
        let nothing = tokens.word(next).is_none() && tokens.kind(next) != Some(Kind::Digits);
        if units::is_money(unit.symbol)
            && unit.start > quantity.number.start
            && small.value >= Value::of(10)
            && nothing
            && !tokens.is(next, '%')
        {
            let part = small.value.times(&Value::ten_to(-2));
            add(quantity, &part, small.end);
        }
        return;
    };
    if units::is_hundredth(hundredth.symbol) {
        let part = small.value.times(&Value::ten_to(-2));
        add(quantity, &part, hundredth.end);
    }
}

/// The number goes on to where its smaller part ends.
fn add(quantity: &mut Quantity, part: &Value, end: usize) {
    quantity.number.value = quantity.number.value.plus(part);
    (quantity.number.end, quantity.end) = (end, end);
}

pub(super) fn money_before(tokens: &Tokens, at: usize, lexicon: Option<&Lexicon>) -> Option<Unit> {
    let unit = find_unit(tokens, at, lexicon)?;
    let code = tokens.kind(at) != Some(Kind::Word)
        || tokens.raw(at, at + 1).chars().all(char::is_uppercase)
        || tokens.raw(unit.start, unit.end).contains('$')
        || matches!(
            tokens.key(at),
            "eur" | "usd" | "gbp" | "chf" | "sen" | "dollar" | "dolar"
        );
    (units::is_money(unit.symbol) && code).then_some(unit)
}

/// The longest unit that starts at a token.
pub(super) fn find_unit(tokens: &Tokens, at: usize, lexicon: Option<&Lexicon>) -> Option<Unit> {
    let key = match tokens.kind(at)? {
        Kind::Word => tokens.key(at),
        Kind::Mark(_) => tokens.raw(at, at + 1),
        _ => return None,
    };
    // Without a language the symbols that all share are read still.
    let table: &Phrases<&'static str> = match lexicon {
        Some(lexicon) => &lexicon.units,
        None => lang::symbols(),
    };
    table.starting(key).iter().find_map(|(phrase, symbol)| {
        let end = follow(tokens, at, phrase.iter().copied())?;
        // A$, S$, R$ stand together and are capital: "a $5 bill" is not Australian.
        if phrase.len() == 2 && phrase[1] == "$" && phrase[0].len() == 1 && phrase[0] != "c" {
            let capital = tokens.raw(at, at + 1).starts_with(char::is_uppercase);
            if end != at + 2 || !capital || at > 0 && tokens.is(at - 1, '\'') {
                return None;
            }
        }
        // A lone K after a space is kelvin; right at the digits it is a thousand.
        if *symbol == "K"
            && phrase.len() == 1
            && phrase[0] == "k"
            && !(tokens.raw(at, end) == "K" && at > 0 && tokens.is_space(at - 1))
        {
            return None;
        }
        // M and MM are millions where they are anything: a metre is small.
        if matches!(*symbol, "m" | "mm")
            && tokens.raw(at, at + 1).starts_with('M')
            && end == at + 1
            && tokens.raw(at, at + 1).ends_with('M')
        {
            return None;
        }
        // 20 T-72 tanks, 12 Mi-8 helicopters: a short word with a number is a name.
        if is_model(tokens, at) {
            return None;
        }
        // Digits right behind make a name; m2 has its own phrase.
        let glued = tokens.kind(end - 1) == Some(Kind::Word)
            && tokens.kind(end) == Some(Kind::Digits)
            && !units::is_money(symbol);
        (!glued).then_some(Unit {
            symbol,
            start: at,
            end,
        })
    })
}

/// Whether letters are part of a name with digits: T-72, Mi-8, g-7.
pub(super) fn is_model(tokens: &Tokens, at: usize) -> bool {
    tokens.kind(at) == Some(Kind::Word)
        && tokens.raw(at, at + 1).chars().count() <= 3
        && matches!(tokens.kind(at + 1), Some(Kind::Mark('-' | '‑' | '‐')))
        && tokens.kind(at + 2) == Some(Kind::Digits)
}

pub(super) fn percent(tokens: &Tokens, at: usize, lexicon: Option<&Lexicon>) -> Option<Unit> {
    let key = match tokens.kind(at)? {
        Kind::Word => tokens.key(at),
        Kind::Mark(_) => tokens.raw(at, at + 1),
        _ => return None,
    };
    if key == "%" || key == "٪" || key == "％" {
        return Some(Unit {
            symbol: "%",
            start: at,
            end: at + 1,
        });
    }
    lexicon?
        .percent
        .starting(key)
        .iter()
        .find_map(|(phrase, ())| {
            let end = follow(tokens, at, phrase.iter().copied())?;
            Some(Unit {
                symbol: "%",
                start: at,
                end,
            })
        })
}
