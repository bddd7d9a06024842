//! A number that begins with digits, and what may stand right behind them.

use super::atoms::Atom;
use super::digits::{self, Reading};
use super::lang::Lexicon;
use super::quantity::part_of;
use super::tokens::{Kind, Tokens};
use super::unit::find_unit;
use super::value::Value;
use super::words::{self, Number};

pub(super) fn in_digits(
    tokens: &Tokens,
    at: usize,
    lexicon: Option<&Lexicon>,
    money: bool,
) -> Result<Number, usize> {
    let numeral = digits::read(tokens, at, lexicon.map(|l| l.language)).ok_or(at + 1)?;
    let (value, or) = match numeral.reading {
        Reading::Words => return Err(numeral.end),
        Reading::Either(a, b) => (a, Some(b)),
        Reading::Value(value) => (value, None),
    };
    let mut number = Number {
        start: at,
        end: numeral.end,
        value,
        or,
        ordinal: false,
        parts: false,
        plain: numeral.plain,
        spelled: false,
        because: numeral.because,
    };
    // A nought in front makes a code.
    let first = tokens.key(at);
    if number.plain && first.len() > 1 && first.starts_with('0') {
        return Err(numeral.end);
    }
    if let Some((value, end)) = power(tokens, &number).or_else(|| divided(tokens, &number)) {
        (number.value, number.end, number.plain) = (value, end, false);
        number.parts = true;
        return Ok(number);
    }
    if number.plain && lexicon.is_some_and(|l| is_german_ordinal(tokens, at, number.end, l)) {
        (number.end, number.ordinal, number.plain) = (number.end + 1, true, false);
        return Ok(number);
    }
    // 3.ª, 1.º
    if number.plain
        && tokens.is(number.end, '.')
        && matches!(tokens.word(number.end + 1), Some("º" | "ª"))
    {
        (number.end, number.ordinal, number.plain) = (number.end + 2, true, false);
        return Ok(number);
    }
    let end = number.end;
    if let Some(word) = tokens.word(end) {
        // 10m people; but 100m hurdles are neither sure to be metres nor millions.
        if word == "m" && !money && lexicon.is_some_and(|l| l.language.code == "en") {
            match after_small_m(tokens, end + 1, lexicon) {
                SmallM::Million => {
                    number.value = number.value.times(&Value::ten_to(6));
                    (number.end, number.plain) = (end + 1, false);
                    number.because = Some("m is a million, before what is counted");
                    return Ok(number);
                }
                SmallM::Unsure => return Err(end + 1),
                SmallM::Metre => {}
            }
        }
        let suffixed = lexicon.and_then(|l| suffix(tokens, end, l, money));
        if let Some(power) = suffixed {
            number.value = number.value.times(&Value::ten_to(power));
            (number.end, number.plain) = (end + 1, false);
            return Ok(number);
        }
        let ordinal = lexicon.is_some_and(|l| l.language.ordinal_suffixes.contains(&word))
            && (word != "st" || first.ends_with('1') && !first.ends_with("11"));
        if ordinal && number.plain && find_unit(tokens, end, lexicon).is_none() {
            (number.end, number.ordinal, number.plain) = (end + 1, true, false);
            return Ok(number);
        }
        // Letters right behind: a unit, a number word, or a name.
        let known = find_unit(tokens, end, lexicon).is_some()
            || lexicon
                .and_then(|l| l.atoms.get(word))
                .is_some_and(|atom| *atom != Atom::Article);
        if !known && word != "s" {
            return Err(end + 1);
        }
    }
    if matches!(tokens.kind(end), Some(Kind::Mark('º' | 'ª'))) && number.plain
        || tokens.is(end, '°')
            && lexicon.is_some_and(|l| matches!(l.language.code, "es" | "it" | "pt"))
            && tokens
                .word(tokens.skip_space(end + 1))
                .is_some_and(|w| w != "c" && w != "f" && w != "celsius")
            && !tokens.touches(end + 1)
            && number.plain
            && tokens.key(at).len() < 3
    {
        (number.end, number.ordinal, number.plain) = (end + 1, true, false);
        return Ok(number);
    }
    // A space, and then a letter that multiplies: 2,33 k.
    let spaced = tokens.skip_space(end);
    if spaced > end
        && let Some(lexicon) = lexicon
        && let Some(power) = suffix(tokens, spaced, lexicon, money)
        && (power == 3 && tokens.raw(spaced, spaced + 1) == "k"
            || tokens.raw(spaced, spaced + 1) == "M"
            || tokens.key(spaced).len() > 1 && !lexicon.atoms.contains_key(tokens.key(spaced))
            || money && (tokens.key(spaced).len() > 1 || tokens.key(spaced) == "m"))
        && (!tokens.is(spaced + 1, '.') || tokens.key(spaced).len() > 1)
    {
        number.value = number.value.times(&Value::ten_to(power));
        (number.end, number.plain) = (spaced + 1, false);
        return Ok(number);
    }
    if number.or.is_none()
        && let Some(lexicon) = lexicon
    {
        // Words that go on: 2,4 milliards, 4 thousand 3 hundred, 3 and a half.
        if let Some(longer) = words::read(tokens, at, Some(lexicon))
            && longer.end > number.end
        {
            let because = number.because;
            number = Number { because, ..longer };
        } else if let Some((under, end)) = part_of(tokens, number.end, lexicon)
            && number.value.is_whole()
            && number.value < under.value
            && number.value < Value::of(1000)
            && let Some(value) = Value::ratio(&number.value, &under.value)
        {
            (number.value, number.end, number.parts, number.plain) = (value, end, true, false);
        }
    }
    Ok(number)
}

/// Im 19. Jahrhundert, die 2. Bundesliga: behind an article and before a noun.
fn is_german_ordinal(tokens: &Tokens, at: usize, end: usize, lexicon: &Lexicon) -> bool {
    let before = tokens.before(at).and_then(|at| tokens.word(at));
    let article = matches!(
        before,
        Some(
            "der"
                | "die"
                | "das"
                | "dem"
                | "den"
                | "des"
                | "im"
                | "am"
                | "zum"
                | "zur"
                | "vom"
                | "beim"
                | "ins"
        )
    );
    lexicon.language.code == "de"
        && article
        && tokens.key(at).len() <= 3
        && tokens.is(end, '.')
        && tokens.is_space(end + 1)
        && tokens.kind(end + 2) == Some(Kind::Word)
}

/// What a small *m* right behind digits is, in English.
enum SmallM {
    Metre,
    Million,
    Unsure,
}

/// By what stands behind it: people and money are counted in millions.
fn after_small_m(tokens: &Tokens, at: usize, lexicon: Option<&Lexicon>) -> SmallM {
    let next = tokens.skip_space(at);
    let Some(word) = tokens.word(next).filter(|_| next > at) else {
        return SmallM::Metre;
    };
    // Killed 1.1m last year: how far is seldom said of a time.
    if matches!(
        word,
        "last" | "this" | "so" | "since" | "years" | "per" | "dead" | "lives"
    ) {
        return SmallM::Unsure;
    }
    // 5m to 7m dollars.
    let other = tokens.skip_space(next + 1);
    if matches!(word, "to" | "and" | "or")
        && tokens.kind(other) == Some(Kind::Digits)
        && tokens.word(other + 1) == Some("m")
    {
        return after_small_m(tokens, other + 2, lexicon);
    }
    let people = matches!(
        word,
        "people"
            | "men"
            | "women"
            | "children"
            | "refugees"
            | "voters"
            | "users"
            | "viewers"
            | "workers"
            | "jobs"
            | "homes"
            | "households"
            | "customers"
            | "doses"
            | "barrels"
    );
    if people || find_unit(tokens, next, lexicon).is_some_and(|unit| unit.symbol != "m") {
        return SmallM::Million;
    }
    // What is counted is in the plural; verbs in -s stand after a metre seldom enough.
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    let function = lexicon.is_some_and(|l| l.language.function_words.contains(&word));
    match plural && !function {
        true => SmallM::Unsure,
        false => SmallM::Metre,
    }
}

/// The power of ten of a suffix such as k, Mio, bn.
pub(super) fn suffix(tokens: &Tokens, at: usize, lexicon: &Lexicon, money: bool) -> Option<i32> {
    let word = tokens.word(at)?;
    let (_, power) = lexicon.language.suffixes.iter().find(|(s, _)| *s == word)?;
    let raw = tokens.raw(at, at + 1);
    let ends = !matches!(tokens.kind(at + 1), Some(Kind::Digits));
    // A small m is a metre, but in money; mm and mb have meanings of their own.
    let metre = word == "m" && raw == "m" && !money || word == "mm" && !money;
    (ends && !metre).then_some(i32::from(*power))
}

/// 1e10, 1.3x10^6, 1.1^23.
pub(super) fn power(tokens: &Tokens, number: &Number) -> Option<(Value, usize)> {
    let exponent = |at: usize| -> Option<(i32, usize)> {
        let (sign, at) = match tokens.kind(at)? {
            Kind::Mark('-' | '−') => (-1, at + 1),
            Kind::Mark('+') => (1, at + 1),
            _ => (1, at),
        };
        (tokens.kind(at)? == Kind::Digits && tokens.key(at).len() <= 3).then_some(())?;
        Some((sign * tokens.key(at).parse::<i32>().ok()?, at + 1))
    };
    let end = number.end;
    match tokens.kind(end)? {
        Kind::Word if tokens.key(end) == "e" => {
            let (n, after) = exponent(end + 1)?;
            (n.abs() <= 50).then(|| (number.value.times(&Value::ten_to(n)), after))
        }
        Kind::Word
            if tokens.key(end) == "x" && tokens.key(end + 1) == "10" && tokens.is(end + 2, '^') =>
        {
            let (n, after) = exponent(end + 3)?;
            (n.abs() <= 50).then(|| (number.value.times(&Value::ten_to(n)), after))
        }
        Kind::Mark('×') => {
            let ten = tokens.skip_space(end + 1);
            (tokens.key(ten) == "10" && tokens.is(ten + 1, '^')).then_some(())?;
            let (n, after) = exponent(ten + 2)?;
            (n.abs() <= 50).then(|| (number.value.times(&Value::ten_to(n)), after))
        }
        Kind::Mark('^') => {
            let (n, after) = exponent(end + 1)?;
            Some((number.value.power(n)?, after))
        }
        _ => None,
    }
}

/// 4/5, 1 4/5, 5½.
pub(super) fn divided(tokens: &Tokens, number: &Number) -> Option<(Value, usize)> {
    number.plain.then_some(())?;
    let end = number.end;
    if let Some(Kind::Mark(c)) = tokens.kind(end)
        && let Some(part) = vulgar(c)
    {
        return Some((number.value.plus(&part), end + 1));
    }
    let parts = |at: usize| -> Option<(Value, usize)> {
        let digits = |at: usize| (tokens.kind(at)? == Kind::Digits).then(|| tokens.key(at));
        let over = digits(at)?;
        let (slash, under_at) = if tokens.is(at + 1, '/') {
            (true, at + 2)
        } else if tokens.is_space(at + 1) && tokens.is(at + 2, '/') && tokens.is_space(at + 3) {
            (true, at + 4)
        } else {
            (false, 0)
        };
        slash.then_some(())?;
        let under = digits(under_at)?;
        let more = matches!(
            tokens.kind(under_at + 1),
            Some(Kind::Mark('/')) | Some(Kind::Word)
        );
        (over.len() <= 3 && under.len() <= 3 && !more).then_some(())?;
        let (over, under) = (Value::of_digits(over, ""), Value::of_digits(under, ""));
        (over < under).then_some(())?;
        Some((Value::ratio(&over, &under)?, under_at + 1))
    };
    if let Some(found) = parts(end - 1) {
        return Some(found);
    }
    let next = tokens.skip_space(end);
    if next > end
        && let Some((part, after)) = parts(next)
    {
        return Some((number.value.plus(&part), after));
    }
    if next > end
        && let Some(Kind::Mark(c)) = tokens.kind(next)
        && let Some(part) = vulgar(c)
    {
        return Some((number.value.plus(&part), next + 1));
    }
    None
}

/// The fractions that are one character.
pub(super) fn vulgar(c: char) -> Option<Value> {
    let (over, under) = match c {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅐' => (1, 7),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
        _ => return None,
    };
    Value::ratio(&Value::of(over), &Value::of(under))
}
