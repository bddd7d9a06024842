//! One number with its sign, its parts, what multiplies it and its unit.

use super::atoms::{Atom, Base};
use super::digits::{self, Reading};
use super::lang::Lexicon;
use super::names::{self, follow};
use super::numeral::{in_digits, vulgar};
use super::tokens::{Kind, Tokens};
use super::unit::{find_unit, hundredths, money_before, percent};
use super::units;
use super::value::Value;
use super::words::{self, Number};

/// A number and its unit.
#[derive(Clone, Debug)]
pub(super) struct Quantity {
    pub start: usize,
    pub end: usize,
    pub number: Number,
    pub unit: Option<Unit>,
}

/// A unit as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub symbol: &'static str,
    pub start: usize,
    pub end: usize,
}

/// A quantity, or how far there is none.
pub(super) enum Read {
    Found(Box<Quantity>),
    /// Nothing before this place is a quantity.
    Nothing(usize),
}

pub(super) fn read(tokens: &Tokens, at: usize, lexicon: Option<&Lexicon>) -> Read {
    if let Some(next) = names::row_of_digits(tokens, at) {
        return Read::Nothing(next);
    }
    let start = at;
    // Money may stand before its number, and a sign before or after that.
    let money = money_before(tokens, at, lexicon);
    let at = money.map_or(at, |unit| tokens.skip_space(unit.end));
    let (negative, at) = sign(tokens, at, lexicon);
    let money = money.or_else(|| money_before(tokens, at, lexicon));
    let at = match money {
        Some(unit) if unit.start == at => tokens.skip_space(unit.end),
        _ => at,
    };
    let number = match number(tokens, at, lexicon, money.is_some(), negative) {
        Ok(number) => number,
        Err(next) => return Read::Nothing(next.max(start + 1)),
    };
    let mut number = number;
    if negative {
        number.value = number.value.minus();
    }
    let unit = after(tokens, number.end, lexicon, &number)
        // $ 20 $ 30: the second sign is the next number's.
        .filter(|unit| money.is_none() || tokens.kind(unit.start) == Some(Kind::Word));
    let mut end = unit.map_or(number.end, |unit| unit.end);
    // 75 USD millones.
    if let (Some(unit), Some(lexicon)) = (unit, lexicon)
        && units::is_money(unit.symbol)
    {
        let next = tokens.skip_space(unit.end);
        if let Some(word) = tokens.word(next)
            && let Some(Atom::Card(Base::Scale(n @ 6..))) = lexicon.atoms.get(word)
            && number.value < Value::of(1_000_000)
        {
            number.value = number.value.times(&Value::ten_to((*n).into()));
            end = next + 1;
        }
    }
    // $10 dollars: said twice, and once is enough.
    let mut unit = money.or(unit);
    // Millions of money in one code: 30 MUSD.
    if let Some(unit) = &mut unit
        && let Some((symbol, power)) = units::thousands_of_money(unit.symbol)
    {
        number.value = number.value.times(&Value::ten_to(power));
        unit.symbol = symbol;
    }
    number.start = if negative && money.is_none() {
        start
    } else {
        number.start
    };
    let mut quantity = Quantity {
        start,
        end,
        number,
        unit,
    };
    hundredths(tokens, &mut quantity, lexicon);
    Read::Found(Box::new(quantity))
}

fn sign(tokens: &Tokens, at: usize, lexicon: Option<&Lexicon>) -> (bool, usize) {
    if tokens.is(at, '-') || tokens.is(at, '−') {
        let number_before = tokens
            .before(at)
            .is_some_and(|b| tokens.kind(b) == Some(Kind::Digits));
        let free = !number_before
            && (at == 0
                || matches!(
                    tokens.kind(at - 1),
                    Some(Kind::Space | Kind::Mark('(' | '<' | '=' | '>' | '€' | '$' | '£'))
                ));
        let digits = |at| {
            matches!(tokens.kind(at), Some(Kind::Digits))
                || tokens.is(at, '.')
                || tokens.is(at, ',')
        };
        if free && digits(at + 1) {
            return (true, at + 1);
        }
        // At the very start a space after it is a slip; elsewhere it is a dash.
        let first = at == 0 || at == 1 && tokens.is_space(0);
        if first && tokens.is_space(at + 1) && digits(at + 2) {
            return (true, at + 2);
        }
    }
    if let (Some(lexicon), Some(word)) = (lexicon, tokens.word(at))
        && let [(_, ()), ..] = lexicon.minus.starting(word)
    {
        // "at least five", "plus ou moins cinq": there it is another word.
        let before = tokens.before(at).and_then(|at| tokens.word(at));
        let other = !word.starts_with("neg")
            && matches!(
                before,
                Some(
                    "au" | "du"
                        | "ou"
                        | "de"
                        | "le"
                        | "al"
                        | "lo"
                        | "o"
                        | "pelo"
                        | "ao"
                        | "a"
                        | "of"
                        | "or"
                        | "per"
                )
            );
        let next = tokens.skip_space(at + 1);
        if !other && next > at + 1 {
            return (true, next);
        }
    }
    (false, at)
}

/// The unit after a number: at once, after a space, a hyphen, or *de* after a million.
pub(super) fn after(
    tokens: &Tokens,
    end: usize,
    lexicon: Option<&Lexicon>,
    number: &Number,
) -> Option<Unit> {
    let at = tokens.skip_space(end);
    if let Some(percent) = percent(tokens, at, lexicon) {
        return Some(percent);
    }
    if number.ordinal {
        return None;
    }
    if tokens.is_space(end) && tokens.raw(end, end + 1).contains("\n\n") {
        return None;
    }
    if let Some(unit) = find_unit(tokens, at, lexicon) {
        // "5 m" is a length, "5 M" was a number; a lone letter before an apostrophe is a word.
        let lone =
            unit.end == unit.start + 1 && tokens.raw(unit.start, unit.end).chars().count() == 1;
        let word = lone
            && matches!(tokens.kind(unit.end), Some(Kind::Mark('\'' | '’' | '.')))
            && tokens.kind(unit.start) == Some(Kind::Word)
            && tokens.kind(unit.end + 1) == Some(Kind::Word);
        // 1 $10 bill: the sign is the next number's.
        let next = units::is_money(unit.symbol) && tokens.kind(unit.end) == Some(Kind::Digits);
        return (!word && !next).then_some(unit);
    }
    // 20 [kg].
    if matches!(tokens.kind(at), Some(Kind::Mark('[' | '{' | '<')))
        && let Some(unit) = find_unit(tokens, at + 1, lexicon)
        && matches!(tokens.kind(unit.end), Some(Kind::Mark(']' | '}' | '>')))
    {
        return Some(Unit {
            end: unit.end + 1,
            ..unit
        });
    }
    if matches!(tokens.kind(end), Some(Kind::Mark('-' | '‑')))
        && let Some(unit) =
            find_unit(tokens, end, lexicon).or_else(|| find_unit(tokens, end + 1, lexicon))
    {
        return Some(unit);
    }
    if matches!(tokens.kind(at), Some(Kind::Mark('-' | '‑'))) {
        return find_unit(tokens, at, lexicon);
    }
    let lexicon = lexicon?;
    lexicon.language.partitives.iter().find_map(|word| {
        let after = follow(tokens, at, word.split(' '))?;
        let unit = find_unit(tokens, tokens.skip_space(after), Some(lexicon))?;
        (number.value >= Value::of(1000) || number.parts).then_some(unit)
    })
}

/// A number without sign and unit; else the place up to which there is none.
pub(super) fn number(
    tokens: &Tokens,
    at: usize,
    lexicon: Option<&Lexicon>,
    money: bool,
    negative: bool,
) -> Result<Number, usize> {
    match tokens.kind(at) {
        Some(Kind::Digits | Kind::Mark('.' | ',')) => in_digits(tokens, at, lexicon, money),
        Some(Kind::Mark(c)) => {
            let value = vulgar(c).ok_or(at + 1)?;
            Ok(Number {
                start: at,
                end: at + 1,
                value,
                or: None,
                ordinal: false,
                parts: true,
                plain: false,
                spelled: false,
                because: None,
            })
        }
        Some(Kind::Word) => in_words(tokens, at, lexicon, negative),
        _ => Err(at + 1),
    }
}

fn in_words(
    tokens: &Tokens,
    at: usize,
    lexicon: Option<&Lexicon>,
    negative: bool,
) -> Result<Number, usize> {
    let lexicon = lexicon.ok_or(at + 1)?;
    if !lexicon.atoms.contains_key(tokens.key(at)) && lexicon.language.glue.is_none() {
        return Err(at + 1);
    }
    // An article is one where it is of so many, and after a minus.
    let article = matches!(lexicon.atoms.get(tokens.key(at)), Some(Atom::Article));
    let one = article
        && (part_of(tokens, at + 1, lexicon).is_some()
            || negative
            || one_of_unit(tokens, at, lexicon));
    let mut number = match words::read(tokens, at, Some(lexicon)) {
        Some(number) => number,
        None if one => Number {
            start: at,
            end: at + 1,
            value: Value::of(1),
            or: None,
            ordinal: false,
            parts: false,
            plain: false,
            spelled: true,
            because: None,
        },
        None => return Err(at + 1),
    };
    // "a fifth attempt" is which, "a fifth of them" is how much.
    if article && number.parts && number.end == at + 3 {
        let next = tokens.skip_space(number.end);
        let last = lexicon.atoms.get(tokens.key(number.end - 1));
        let noun = tokens
            .word(next)
            .is_some_and(|w| !lexicon.language.function_words.contains(&w));
        if matches!(last, Some(Atom::Ord(_, false))) && noun {
            return Err(at + 1);
        }
    }
    // One in three.
    if !number.ordinal
        && !number.parts
        && let Some((under, end)) = part_of(tokens, number.end, lexicon)
        && number.value < under.value
        && let Some(value) = Value::ratio(&number.value, &under.value)
    {
        (number.value, number.end, number.parts) = (value, end, true);
    }
    Ok(number)
}

/// An article before a unit is one of it: *un litre*, *einen Euro*. In English *a* is not, and *un
/// jour* is some day.
fn one_of_unit(tokens: &Tokens, at: usize, lexicon: &Lexicon) -> bool {
    let next = tokens.skip_space(at + 1);
    lexicon.language.code != "en"
        && next > at + 1
        && find_unit(tokens, next, Some(lexicon)).is_some_and(|unit| {
            !matches!(
                unit.symbol,
                "d" | "h"
                    | "s"
                    | "min"
                    | "turn"
                    | "livre"
                    | "libra"
                    | "pond"
                    | "pfund"
                    | "deg"
                    | "mark"
                    | "franc"
                    | "ft"
                    | "bit"
            ) && tokens.raw(unit.start, unit.end).len() > 1
        })
}

/// `over three`, `sur 20`, after a number.
pub(super) fn part_of(tokens: &Tokens, end: usize, lexicon: &Lexicon) -> Option<(Number, usize)> {
    let at = tokens.skip_space(end);
    if at == end {
        return None;
    }
    let word = tokens.word(at)?;
    lexicon.of.starting(word).iter().find_map(|(phrase, ())| {
        let after = follow(tokens, at, phrase.iter().copied())?;
        let place = tokens.skip_space(after);
        let under = match tokens.kind(place)? {
            Kind::Word => words::read(tokens, place, Some(lexicon))?,
            Kind::Digits => {
                let mut number = plain_digits(tokens, place, lexicon)?;
                // A year, and what is counted in units, is no whole.
                if number.plain && tokens.key(place).len() == 4 {
                    return None;
                }
                number.plain = true;
                number
            }
            _ => return None,
        };
        let whole = under.value.is_whole() && !under.ordinal && !under.parts;
        // "3 in 5 years", "5 sur 10 ans": of what follows with a unit, nothing is a part.
        let time = find_unit(tokens, tokens.skip_space(under.end), Some(lexicon)).is_some();
        let (under_end, fine) = (under.end, whole && !time && under.value > Value::of(1));
        fine.then_some((under, under_end))
    })
}

fn plain_digits(tokens: &Tokens, at: usize, lexicon: &Lexicon) -> Option<Number> {
    let numeral = digits::read(tokens, at, Some(lexicon.language))?;
    let Reading::Value(value) = numeral.reading else {
        return None;
    };
    Some(Number {
        start: at,
        end: numeral.end,
        value,
        or: None,
        ordinal: false,
        parts: false,
        plain: numeral.plain,
        spelled: false,
        because: numeral.because,
    })
}
