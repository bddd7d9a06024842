//! Two ends: *between 10 and 20*, *10–20*, *5 to 10 million*.

use super::bounds::{Read, because, bytes, hangs, usable};
use super::counted::counted;
use super::dated;
use super::lang::Lexicon;
use super::names::{self, follow};
use super::quantity::{self, Quantity};
use super::shared::{Shared, shared, told};
use super::tokens::{Kind, Tokens};
use super::units;
use super::value::Value;
use super::words;
use super::{Finding, Number, Precision};

/// `between … and …`, `de … à …`.
pub(super) fn range(tokens: &Tokens, at: usize, lexicon: &Lexicon) -> Option<Read> {
    let word = tokens.word(at)?;
    let openings = lexicon.openings.starting(word);
    openings.iter().find_map(|(phrase, n)| {
        let middle = lexicon.language.ranges[*n].1;
        let open = follow(tokens, at, phrase.iter().copied())?;
        let mut first_at = tokens.skip_space(open);
        while tokens.word(first_at).is_some_and(is_the) {
            first_at = tokens.skip_space(first_at + 1);
        }
        let quantity::Read::Found(first) = quantity::read(tokens, first_at, Some(lexicon)) else {
            return None;
        };
        // Zwischen zehn- und zwanzigtausend: what follows the second belongs to the first as well.
        let first_end = first.end + usize::from(hangs(tokens, first.end));
        let mid = follow(tokens, tokens.skip_space(first_end), middle.split(' '))?;
        let second = second(tokens, mid, lexicon)?;
        // From a number to another after a verb of change is two figures.
        if middle_is_motion(phrase) && changed_before(tokens, at, lexicon) {
            return None;
        }
        if !years_apart(tokens, &first, &second, lexicon) {
            return None;
        }
        ends(tokens, at, *first, *second, Some(lexicon))
    })
}

pub(super) fn is_the(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "les"
            | "le"
            | "la"
            | "de"
            | "die"
            | "el"
            | "los"
            | "las"
            | "os"
            | "as"
            | "i"
            | "gli"
    )
}

pub(super) fn middle_is_motion(opening: &[&str]) -> bool {
    matches!(
        opening[0],
        "from" | "de" | "von" | "da" | "dai" | "dalle" | "van" | "desde"
    )
}

pub(super) fn changed_before(tokens: &Tokens, at: usize, lexicon: &Lexicon) -> bool {
    let mut place = at;
    for _ in 0..4 {
        let Some(before) = tokens.before(place) else {
            return false;
        };
        match tokens.kind(before) {
            Some(Kind::Word) if lexicon.language.changes.contains(&tokens.key(before)) => {
                return true;
            }
            Some(Kind::Word) => place = before,
            _ => return false,
        }
    }
    false
}

pub(super) fn second(tokens: &Tokens, mid: usize, lexicon: &Lexicon) -> Option<Box<Quantity>> {
    let mut at = tokens.skip_space(mid);
    while tokens.word(at).is_some_and(is_the) {
        at = tokens.skip_space(at + 1);
    }
    match quantity::read(tokens, at, Some(lexicon)) {
        quantity::Read::Found(second) => Some(second),
        quantity::Read::Nothing(_) => None,
    }
}

/// Whether two numbers are not two years: from 2014 to 2018.
pub(super) fn years_apart(
    tokens: &Tokens,
    first: &Quantity,
    second: &Quantity,
    lexicon: &Lexicon,
) -> bool {
    let year = |q: &Quantity| {
        q.number.plain
            && q.unit.is_none()
            && q.number.value >= Value::of(1800)
            && q.number.value <= Value::of(2100)
            && tokens.key(q.number.start).len() == 4
    };
    let counted = counted(tokens, second.end, Some(lexicon)).is_some();
    !(year(first) && year(second) && !counted)
}

/// A range whose first end was read: `10-20`, `10 to 20`, `10 ou 12`.
pub(super) fn second_end(
    tokens: &Tokens,
    start: usize,
    first_at: usize,
    first: &Quantity,
    lexicon: Option<&Lexicon>,
) -> Option<Read> {
    if first.number.ordinal || first.number.or.is_some() {
        return None;
    }
    // Zehn- bis zwölftausend: what follows the second end belongs to the first as well.
    let hangs = hangs(tokens, first.end);
    let spaced = tokens.skip_space(first.end + usize::from(hangs));
    let dash = matches!(
        tokens.kind(spaced),
        Some(Kind::Mark('-' | '–' | '—' | '~' | '‑'))
    );
    let symmetrical = tokens.is_space(first.end) == tokens.is_space(spaced + 1);
    let digits = tokens.kind(first.number.start) == Some(Kind::Digits)
        || first.unit.is_some_and(|u| u.start < first.number.start);
    // Due-trecento: between number words a dash stands without spaces.
    let spelled = first.number.spelled
        && !tokens.is_space(first.end)
        && tokens.kind(spaced + 1) == Some(Kind::Word);
    // 5-to-10 million.
    let hyphened = tokens.is(first.end, '-')
        && tokens.kind(first.end + 1) == Some(Kind::Word)
        && tokens.is(first.end + 2, '-')
        && lexicon.is_some();
    if dash && symmetrical && !hyphened && (digits || spelled) {
        let at = tokens.skip_space(spaced + 1);
        let quantity::Read::Found(second) = quantity::read(tokens, at, lexicon) else {
            return None;
        };
        let more = matches!(tokens.kind(second.end), Some(Kind::Mark('-' | '–')))
            && tokens.kind(second.end + 1) == Some(Kind::Digits);
        let (a, b) = (&first.number, &second.number);
        if more || b.ordinal || second.number.value.is_negative() && !tokens.is_space(first.end) {
            return None;
        }
        let year =
            |n: &words::Number| n.plain && n.value >= Value::of(1800) && n.value <= Value::of(2100);
        let counted = counted(tokens, second.end, lexicon).is_some();
        let bare = first.unit.is_none() && second.unit.is_none();
        if bare && (year(a) && (year(b) || b.value < Value::of(100))) {
            return None;
        }
        // A score, unless something is counted: small numbers with nothing behind them.
        let small = a.value <= Value::of(30) && b.value <= Value::of(30);
        if bare && a.plain && b.plain && small && !counted && start == first_at {
            return None;
        }
        return ends(tokens, start, first.clone(), *second, lexicon);
    }
    let lexicon = lexicon?;
    let spaced = if hyphened { first.end + 1 } else { spaced };
    let word = tokens.word(spaced)?;
    if spaced == first.end {
        return None;
    }
    let middles = lexicon
        .language
        .ranges
        .iter()
        .filter(|(open, _)| open.is_empty());
    let mut best: Option<(usize, &str)> = None;
    for (_, middle) in middles {
        if middle.split(' ').next() == Some(word)
            && let Some(end) = follow(tokens, spaced, middle.split(' '))
            && best.is_none_or(|(b, _)| end > b)
        {
            best = Some((end, middle));
        }
    }
    let (mid, _) = best?;
    let mid = mid + usize::from(hyphened);
    let second = second(tokens, mid, lexicon)?;
    if second.number.ordinal
        || !years_apart(tokens, first, &second, lexicon)
        || changed_before(tokens, start, lexicon)
    {
        return None;
    }
    if !usable(tokens, first, Some(lexicon), true) {
        return None;
    }
    ends(tokens, start, first.clone(), *second, Some(lexicon))
}

/// Two ends into one finding; nothing if they do not rise.
pub(super) fn ends(
    tokens: &Tokens,
    start: usize,
    first: Quantity,
    second: Quantity,
    lexicon: Option<&Lexicon>,
) -> Option<Read> {
    // Pages 120–135, from 4 to 6 May: two ends of what is no quantity.
    let (a, b) = (&first.number, &second.number);
    let money = first.unit.is_some_and(|unit| unit.start < a.start);
    if !money && names::by_neighbours(tokens, a.start, a.end, lexicon)
        || lexicon.is_some_and(|l| dated::is_dated(tokens, b.start, b.end, l))
    {
        return Some(Read::Nothing(second.end));
    }
    // Perd 1,2 % à 7.255 points: what has a unit and what has none are two.
    let apart = match (first.unit, second.unit) {
        (Some(a), Some(b)) => a.symbol != b.symbol,
        (Some(a), None) => a.start > first.number.start && !units::is_money(a.symbol),
        (None, _) => false,
    };
    if apart {
        return None;
    }
    let high = second.number.value.clone();
    let mut how = Vec::new();
    let low = match shared(tokens, &first, &second) {
        Shared::No => first.number.value.clone(),
        Shared::By(scale) => {
            let low = first.number.value.times(&scale);
            how.push(told(tokens, &first, &low));
            low
        }
        Shared::Unsure => return Some(Read::Nothing(second.end)),
    };
    if low >= high {
        return None;
    }
    let unit = second.unit.or(first.unit);
    let end = second.end;
    let number = |q: &Quantity| Number {
        range: bytes(tokens, q.number.start, q.number.end),
        value: q.number.value.clone(),
    };
    how.extend(because(&first).into_iter().chain(because(&second)));
    how.dedup();
    Some(Read::Found(
        Box::new(Finding {
            range: bytes(tokens, start, end),
            kind: super::Kind::Quantity,
            precision: Precision::Between,
            low: Some(low),
            high: Some(high),
            either: None,
            numbers: vec![number(&first), number(&second)],
            quantity: bytes(tokens, second.start, end),
            unit: unit.map(|u| u.symbol),
            unit_text: unit.map(|u| bytes(tokens, u.start, u.end)),
            counted: if unit.is_some() {
                None
            } else {
                counted(tokens, end, lexicon)
            },
            how,
        }),
        end,
    ))
}

/// Joins *more than 10* and *less than 20* into one range, where a word of joining stands between.
pub(super) fn join(
    last: &mut Finding,
    next: &Finding,
    text: &str,
    lexicon: Option<&Lexicon>,
) -> bool {
    let between = text
        .get(last.range.end..next.range.start)
        .unwrap_or("")
        .trim();
    let joins = matches!(
        between,
        "and"
            | "but"
            | "et"
            | "mais"
            | "y"
            | "pero"
            | "e"
            | "ma"
            | "mas"
            | "und"
            | "aber"
            | "en"
            | "maar"
            | ","
    );
    let opposite = last.precision.is_lower() && next.precision.is_upper()
        || last.precision.is_upper() && next.precision.is_lower();
    if !joins || !opposite || lexicon.is_none() || last.unit != next.unit && last.unit.is_some() {
        return false;
    }
    let (low, high) = if last.precision.is_lower() {
        (&last.low, &next.high)
    } else {
        (&next.low, &last.high)
    };
    if low >= high || low.is_none() || high.is_none() {
        return false;
    }
    let (low, high) = (low.clone(), high.clone());
    last.how.extend(next.how.iter().cloned());
    last.how.dedup();
    last.range.end = next.range.end;
    last.precision = Precision::Between;
    (last.low, last.high) = (low, high);
    last.numbers.extend(next.numbers.iter().cloned());
    last.counted.clone_from(&next.counted);
    (last.unit, last.unit_text) = (next.unit, next.unit_text.clone());
    true
}
