//! One number with its sign, its parts, what multiplies it and its unit.

use super::atoms::{Atom, Base};
use super::digits::{self, Reading};
use super::lang::Lexicon;
use super::names::{self, follow};
use super::numeral::{in_digits, vulgar};
use super::tails;
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
    let signed = at;
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
    let mut negative = negative;
    let unit = after(tokens, number.end, lexicon, &number)
        // $ 20 $ 30: the second sign is the next number's.
        .filter(|unit| money.is_none() || tokens.kind(unit.start) == Some(Kind::Word));
    // A long dash is a minus where money, a share or a temperature is below nought, and else a dash.
    if negative && tokens.is(signed, '–') {
        let below = money.or(unit);
        negative = below.is_some_and(|unit| may_be_below(unit.symbol));
    }
    if negative {
        number.value = number.value.minus();
    }
    let mut end = unit.map_or(number.end, |unit| unit.end);
    if let (Some(unit), Some(lexicon)) = (unit, lexicon)
        && let Some(after) = and_a_half(tokens, unit.end, lexicon)
        && number.value.is_whole()
        && !negative
    {
        (number.value, number.parts, end) = (number.value.plus(&half()), true, after);
    }
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
    let is_dash = tokens.is(signed, '–') && !negative && money.is_none();
    let mut quantity = Quantity {
        start: if is_dash { number.start } else { start },
        end,
        number,
        unit,
    };
    hundredths(tokens, &mut quantity, lexicon);
    Read::Found(Box::new(quantity))
}

fn may_be_below(unit: &str) -> bool {
    units::is_money(unit) || matches!(unit, "%" | "Cel" | "degF" | "deg")
}

fn half() -> Value {
    Value::of(5).times(&Value::ten_to(-1))
}

/// The place after *and a half*, said behind the unit: *un an et demi*, *two years and a half*.
pub(super) fn and_a_half(tokens: &Tokens, at: usize, lexicon: &Lexicon) -> Option<usize> {
    let word = |at: usize| lexicon.atoms.get(tokens.word(at)?);
    let and = tokens.skip_space(at);
    (and > at && word(and) == Some(&Atom::And)).then_some(())?;
    let mut half = tokens.skip_space(and + 1);
    if word(half) == Some(&Atom::Article) {
        half = tokens.skip_space(half + 1);
    }
    matches!(word(half), Some(Atom::Part(2) | Atom::PartAlone(2))).then_some(half + 1)
}

fn sign(tokens: &Tokens, at: usize, lexicon: Option<&Lexicon>) -> (bool, usize) {
    if matches!(tokens.kind(at), Some(Kind::Mark('-' | '−' | '–'))) {
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
        let place = tokens.before(at);
        let before = place.and_then(|at| tokens.word(at));
        let other = match before {
            _ if word.starts_with("neg") => false,
            // "plus or minus"; what is minus 5 or minus 8 is below nought.
            Some("ou" | "o" | "of" | "or" | "oder") => place
                .and_then(|at| tokens.before(at))
                .and_then(|at| tokens.word(at))
                .is_some_and(|word| {
                    matches!(word, "plus" | "mas" | "mais" | "piu" | "meer" | "mehr")
                }),
            // Nem mais nem menos.
            Some("nem" | "ni" | "ne" | "noch" | "nor") => true,
            Some("au" | "du" | "de" | "le" | "al" | "lo" | "pelo" | "ao" | "a" | "per") => true,
            _ => false,
        };
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
    // 2 Mrd. Euro: the stop is of what it shortens.
    let short = tokens.is(end, '.')
        && matches!(
            tokens.key(end - 1),
            "mrd" | "mio" | "bio" | "tsd" | "mld" | "mln" | "mill" | "bn" | "md"
        );
    if short && let Some(unit) = find_unit(tokens, tokens.skip_space(end + 1), lexicon) {
        return Some(unit);
    }
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
        // Of l'effectif: no litre.
        let elided = tokens.raw(unit.start, unit.end).chars().count() == 1
            && matches!(tokens.kind(unit.end), Some(Kind::Mark('\'' | '’')));
        if elided {
            return None;
        }
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
    let mut number = match tokens.kind(at) {
        Some(Kind::Digits | Kind::Mark('.' | ',')) => in_digits(tokens, at, lexicon, money)?,
        Some(Kind::Mark(c)) => {
            let value = vulgar(c).ok_or(at + 1)?;
            Number {
                start: at,
                end: at + 1,
                value,
                or: None,
                ordinal: false,
                parts: true,
                plain: false,
                spelled: false,
                because: None,
            }
        }
        Some(Kind::Word) => in_words(tokens, at, lexicon, negative)?,
        _ => return Err(at + 1),
    };
    if number.parts
        && let Some((whole, end)) = lexicon.and_then(|l| of_scale(tokens, number.end, l))
    {
        (number.value, number.end) = (number.value.times(&whole), end);
        return Ok(number);
    }
    match lexicon {
        Some(lexicon) => tails::scaled(tokens, number, lexicon, money),
        None => Ok(number),
    }
}

/// What a part is said to be of: three quarters *of a million*, *drei Viertel einer Million*.
fn of_scale(tokens: &Tokens, end: usize, lexicon: &Lexicon) -> Option<(Value, usize)> {
    let first = tokens.skip_space(end);
    let mut at = first;
    for partitive in lexicon.language.partitives {
        if let Some(after) = follow(tokens, first, partitive.split(' ')) {
            at = at.max(tokens.skip_space(after));
        }
    }
    if lexicon.atoms.get(tokens.word(at)?) == Some(&Atom::Article) {
        at = tokens.skip_space(at + 1);
    }
    let whole = match lexicon.atoms.get(tokens.word(at)?)? {
        Atom::Card(Base::Scale(n)) => Value::ten_to((*n).into()),
        Atom::Group(n) => Value::of((*n).into()),
        _ => return None,
    };
    (at > first).then_some((whole, at + 1))
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
            || one_or_more(tokens, at, lexicon)
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
        // Quarter of a million.
        None => match lexicon.atoms.get(tokens.key(at)) {
            Some(Atom::Part(under) | Atom::PartAlone(under))
                if of_scale(tokens, at + 1, lexicon).is_some() =>
            {
                let value = Value::ratio(&Value::of(1), &Value::of((*under).into()));
                Number {
                    start: at,
                    end: at + 1,
                    value: value.ok_or(at + 1)?,
                    or: None,
                    ordinal: false,
                    parts: true,
                    plain: false,
                    spelled: true,
                    because: None,
                }
            }
            _ => return Err(at + 1),
        },
    };
    // "a year and a half": the half alone is not what was said.
    if number.parts
        && number.value == half()
        && let Some(and) = tokens.before(at)
        && tokens.word(and).and_then(|word| lexicon.atoms.get(word)) == Some(&Atom::And)
        && let Some(unit) = tokens.before(and)
        && find_unit(tokens, unit, Some(lexicon)).is_some()
    {
        return Err(number.end);
    }
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

/// An article that begins a range is one: *un ou deux*, *ein bis zwei*.
fn one_or_more(tokens: &Tokens, at: usize, lexicon: &Lexicon) -> bool {
    let middle = tokens.skip_space(at + 1);
    let mut middles = lexicon
        .language
        .ranges
        .iter()
        .filter(|(open, _)| open.is_empty());
    lexicon.language.code != "en"
        && middles.any(|(_, words)| {
            follow(tokens, middle, words.split(' ')).is_some_and(|after| {
                let second = tokens.skip_space(after);
                let atom = tokens.word(second).and_then(|word| lexicon.atoms.get(word));
                middle > at + 1
                    && matches!(atom, Some(Atom::Card(Base::Small(2..=9) | Base::Teen(_))))
            })
        })
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
