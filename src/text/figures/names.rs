//! What looks like a quantity and is none: years, dates, times, telephone numbers, scores, ids.

use super::lang::Lexicon;
use super::tokens::{Kind, Tokens};

/// The place after a row of digits that is no number at all, if one starts here: dates in digits,
/// telephone numbers, versions, times of day.
pub(super) fn row_of_digits(tokens: &Tokens, at: usize) -> Option<usize> {
    let plus = tokens.is(at, '+') && tokens.kind(at + 1) == Some(Kind::Digits);
    let first = if plus { at + 1 } else { at };
    if tokens.kind(first) != Some(Kind::Digits) {
        return None;
    }
    let mut lengths = vec![tokens.key(first).len()];
    let mut marks = Vec::new();
    let mut end = first + 1;
    loop {
        // One mark, or a space, between digits; in telephone numbers also a bracket.
        let mark = match tokens.kind(end) {
            Some(Kind::Mark(c @ ('-' | '–' | '/' | '.' | ':' | '‑'))) => c,
            Some(Kind::Space) if tokens.raw(end, end + 1).chars().count() == 1 => ' ',
            _ => break,
        };
        if tokens.kind(end + 1) != Some(Kind::Digits) {
            break;
        }
        marks.push(mark);
        lengths.push(tokens.key(end + 1).len());
        end += 2;
    }
    let digits: usize = lengths.iter().sum();
    // With an h between: 14h30.
    if marks.is_empty()
        && lengths[0] <= 2
        && tokens.word(first + 1) == Some("h")
        && tokens.kind(first + 2) == Some(Kind::Digits)
        && tokens.key(first + 2).len() == 2
    {
        return Some(first + 3);
    }
    if plus && digits >= 7 {
        return Some(end);
    }
    let first_mark = *marks.first()?;
    let same = marks.iter().all(|m| *m == first_mark);
    let zero = tokens.key(first).starts_with('0') && lengths[0] > 1;
    if first_mark == ':' {
        return Some(first + 3 + if marks.get(1) == Some(&':') { 2 } else { 0 });
    }
    // A date: three rows of digits, one of them four long or all of them two.
    let date = marks.len() >= 2
        && matches!(first_mark, '-' | '/' | '.' | '–')
        && marks[1] == first_mark
        && (matches!(
            lengths[..3],
            [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4] | [1..=2, 1..=2, 2]
        ));
    if date {
        return Some(first + 5);
    }
    if marks.len() >= 2 && same && first_mark == '-' || marks.len() >= 3 && first_mark == '.' {
        let dotted_thousands = first_mark == '.' && lengths[1..].iter().all(|l| *l == 3);
        if !dotted_thousands {
            return Some(end);
        }
    }
    // Pairs and triples after a nought: a telephone number as printed in many countries.
    (zero && digits >= 8 && marks.len() >= 2).then_some(end)
}

/// Whether the number from one token to another is a name or a date by what stands around it.
pub(super) fn by_neighbours(
    tokens: &Tokens,
    start: usize,
    end: usize,
    lexicon: Option<&Lexicon>,
) -> bool {
    if in_address(tokens, start) {
        return true;
    }
    let digits = tokens.kind(start) == Some(Kind::Digits);
    if digits && start > 0 {
        let one = start - 1;
        let joined = matches!(
            tokens.kind(one),
            Some(Kind::Word | Kind::Mark('_' | '#' | '§' | '№'))
        );
        let hyphen = matches!(tokens.kind(one), Some(Kind::Mark('-' | '‑' | '/' | '.')))
            && one > 0
            && matches!(tokens.kind(one - 1), Some(Kind::Word | Kind::Digits));
        if joined || hyphen {
            return true;
        }
    }
    let Some(lexicon) = lexicon else {
        return false;
    };
    let language = lexicon.language;
    // A list's own number, at the start of its line.
    let starts_line =
        start == 0 || tokens.is_space(start - 1) && tokens.raw(start - 1, start).contains('\n');
    if digits && starts_line && tokens.key(start).len() <= 2 && end == start + 1 {
        let bracket = tokens.is(end, ')');
        let stop = tokens.is(end, '.')
            && tokens.is_space(end + 1)
            && tokens.kind(end + 2) == Some(Kind::Word);
        if bracket || stop {
            return true;
        }
    }
    if digits
        && tokens.is(end, ')')
        && tokens.key(start).len() <= 2
        && start > 0
        && tokens.is_space(start - 1)
        && !open_bracket(tokens, start)
    {
        return true;
    }
    let mut before = tokens.before(start);
    while let Some(at) = before
        && matches!(
            tokens.kind(at),
            Some(Kind::Mark('.' | '°' | 'º' | '˚' | ':'))
        )
        && at > 0
        && tokens.kind(at - 1) == Some(Kind::Word)
        && tokens.raw(at - 1, at).chars().count() <= 7
    {
        before = Some(at - 1);
    }
    let word_before = before.and_then(|at| tokens.word(at));
    if let Some(word) = word_before
        && digits
        && language.before_name.contains(&word)
    {
        return true;
    }
    is_dated(tokens, start, end, lexicon)
}

/// Whether a number is a day or a time of day, by the month or the hour beside it.
pub(super) fn is_dated(tokens: &Tokens, start: usize, end: usize, lexicon: &Lexicon) -> bool {
    let before = tokens.before(start).and_then(|at| tokens.word(at));
    month_beside(tokens, start, end, lexicon, before)
        || clock_after(tokens, start, end, lexicon, before)
}

/// Whether a bracket that closes after the number was opened before it, in the same line.
fn open_bracket(tokens: &Tokens, start: usize) -> bool {
    (start.saturating_sub(40)..start)
        .rev()
        .find_map(|at| match tokens.kind(at) {
            Some(Kind::Mark('(')) => Some(true),
            Some(Kind::Mark(')')) => Some(false),
            _ => None,
        })
        == Some(true)
}

/// 4 May, May 4, 4 de mayo, 4. Mai, May 2024.
fn month_beside(
    tokens: &Tokens,
    start: usize,
    end: usize,
    lexicon: &Lexicon,
    before: Option<&str>,
) -> bool {
    let language = lexicon.language;
    let digits = tokens.kind(start) == Some(Kind::Digits);
    let is_month = |at: usize, word: &str| {
        language.months.contains(&word)
            // may, march, mars: the month has a capital where the language gives it one.
            && (!matches!(language.code, "en" | "de")
                || tokens.raw(at, at + 1).starts_with(char::is_uppercase)
                || !matches!(word, "may" | "march" | "mar" | "sep"))
    };
    let short = !digits || tokens.key(start).len() <= 4;
    if !short {
        return false;
    }
    if let (Some(word), Some(mut at)) = (before, tokens.before(start)) {
        if tokens.is(at, '.') && at > 0 {
            at -= 1;
        }
        if is_month(at, word) && digits {
            return true;
        }
    }
    let small = !digits || tokens.key(start).len() <= 2;
    let mut after = end;
    for _ in 0..4 {
        match tokens.kind(after) {
            Some(Kind::Space | Kind::Mark('.' | '°' | 'º' | 'ª')) => after += 1,
            Some(Kind::Word)
                if matches!(
                    tokens.key(after),
                    "de" | "of" | "th" | "st" | "nd" | "rd" | "er" | "e" | "van"
                ) =>
            {
                after += 1
            }
            _ => break,
        }
    }
    small && tokens.word(after).is_some_and(|word| is_month(after, word))
}

/// 2 pm, 8 Uhr, à 18 heures.
fn clock_after(
    tokens: &Tokens,
    start: usize,
    end: usize,
    lexicon: &Lexicon,
    before: Option<&str>,
) -> bool {
    if tokens.kind(start) == Some(Kind::Digits) && tokens.key(start).len() > 2 {
        return false;
    }
    let at = tokens.skip_space(end);
    let always = matches!(lexicon.language.code, "en" | "de");
    lexicon.language.clock.iter().any(|clock| {
        let parts = || clock.split(' ');
        let matched = follow(tokens, at, parts()).is_some();
        let says_when = matches!(
            before,
            Some(
                "a" | "as"
                    | "las"
                    | "om"
                    | "vers"
                    | "des"
                    | "rond"
                    | "alle"
                    | "jusqu"
                    | "desde"
                    | "ate"
            )
        );
        let attached = at == end && *clock == "h";
        matched && (always || says_when || attached)
    })
}

/// Whether a number stands inside an address of the web or of a person.
fn in_address(tokens: &Tokens, start: usize) -> bool {
    let at = tokens.get(start).map_or(0, |t| t.start);
    let text = tokens.text;
    // Addresses are shorter than this; the bound keeps a text without spaces from costing its square.
    let from = text[..at]
        .char_indices()
        .rev()
        .find(|(_, c)| c.is_whitespace())
        .map_or(0, |(n, c)| n + c.len_utf8());
    if at - from > 2000 || at == from {
        return text[at..]
            .split(char::is_whitespace)
            .next()
            .is_some_and(|w| w.len() < 200 && w.contains('@'));
    }
    let mut chunk = text[from..].split(char::is_whitespace).next().unwrap_or("");
    if chunk.len() > 2000 {
        chunk = &text[from..at];
    }
    chunk.contains("://") || chunk.starts_with("www.") || chunk.contains('@')
}

/// Whether a plain number of four digits is a year, by the words around it.
pub(super) fn is_year(
    tokens: &Tokens,
    start: usize,
    end: usize,
    lexicon: Option<&Lexicon>,
) -> bool {
    if tokens.kind(start) != Some(Kind::Digits) || end != start + 1 || tokens.key(start).len() != 4
    {
        return false;
    }
    let year: u32 = tokens.key(start).parse().unwrap_or(0);
    if !(1000..=2100).contains(&year) {
        return false;
    }
    let before = tokens.before(start).and_then(|at| tokens.word(at));
    let next = tokens.skip_space(end);
    let noun = tokens
        .word(next)
        .is_some_and(|word| lexicon.is_none_or(|l| !l.language.function_words.contains(&word)));
    let said = before.is_some_and(|word| {
        lexicon.is_some_and(|l| {
            l.language.before_year.contains(&word) || l.language.months.contains(&word)
        })
    });
    let recent = (1800..=2100).contains(&year);
    // The 1990s; 2014-2018; (2016); in 2008; «2008, a year …».
    let decade = next == end && matches!(tokens.word(end), Some("s"));
    let counted = noun && counts(tokens, next, lexicon);
    decade || said && (!noun || recent && !counted) || (1500..=2100).contains(&year) && !counted
}

/// Whether what follows a number is a plain noun in the plural, as counted things are.
fn counts(tokens: &Tokens, at: usize, lexicon: Option<&Lexicon>) -> bool {
    let lower = tokens.raw(at, at + 1).starts_with(char::is_lowercase);
    match lexicon.map(|l| l.language.code) {
        Some("en" | "fr" | "es" | "pt") => lower && tokens.key(at).ends_with('s'),
        Some("de") => !lower && tokens.key(at).ends_with(['n', 'e', 'r']),
        _ => lower,
    }
}

/// The place after the parts of a phrase, if they stand here in a row.
pub(super) fn follow<'p>(
    tokens: &Tokens,
    at: usize,
    parts: impl Iterator<Item = &'p str>,
) -> Option<usize> {
    let mut at = at;
    for (n, part) in parts.enumerate() {
        if n > 0 {
            at = tokens.skip_space(at);
        }
        let same = match tokens.kind(at)? {
            Kind::Word | Kind::Digits => tokens.key(at) == part,
            Kind::Mark('’' | '‘' | 'ʼ') => part == "'",
            Kind::Mark('‑' | '‐') => part == "-",
            Kind::Mark(c) => part.chars().eq([c]),
            Kind::Space => false,
        };
        if !same {
            return None;
        }
        at += 1;
    }
    Some(at)
}
