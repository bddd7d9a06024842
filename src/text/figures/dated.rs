//! Days, times of day and years: numbers that say when and not how much.

use super::atoms::{Atom, Base};
use super::lang::Lexicon;
use super::names::follow;
use super::tokens::{Kind, Tokens};
use super::value::Value;

/// Whether a word stands between two of a kind: two days, two articles.
pub(super) fn stands_between(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "and", "or", "to", "et", "ou", "au", "a", "al", "y", "o", "e", "und", "oder", "bis", "en",
        "of", "tot",
    ];
    WORDS.contains(&word)
}

/// Whether a number is a day or a time of day, by the month or the hour beside it.
pub(super) fn is_dated(tokens: &Tokens, start: usize, end: usize, lexicon: &Lexicon) -> bool {
    let before = tokens.before(start).and_then(|at| tokens.word(at));
    month_beside(tokens, start, end, lexicon) || clock_after(tokens, start, end, lexicon, before)
}

/// 4 May, May 4, 4 de mayo, 4. Mai, May 2024.
fn month_beside(tokens: &Tokens, start: usize, end: usize, lexicon: &Lexicon) -> bool {
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
    if let Some(mut at) = tokens.before(start) {
        // Dec. 3
        if tokens.is(at, '.') && at > 0 {
            at -= 1;
        }
        if digits && tokens.word(at).is_some_and(|word| is_month(at, word)) {
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
    if small && tokens.word(after).is_some_and(|word| is_month(after, word)) {
        return true;
    }
    // 3. bis 5. Mai, 3 et 4 mai: the first of two days.
    let second = tokens.skip_space(after + 1);
    let joined = matches!(tokens.kind(after), Some(Kind::Mark('-' | '–' | '/' | ',')))
        || tokens.word(after).is_some_and(stands_between);
    let day = |at: usize| tokens.kind(at) == Some(Kind::Digits) && tokens.key(at).len() <= 2;
    digits && small && joined && day(second) && {
        let mut month = tokens.skip_space(second + 1);
        if tokens.is(month, '.') || matches!(tokens.word(month), Some("de")) {
            month = tokens.skip_space(month + 1);
        }
        tokens.word(month).is_some_and(|word| is_month(month, word))
    }
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
    // 20 Uhr 15.
    if before == Some("uhr") && tokens.kind(start) == Some(Kind::Digits) {
        return true;
    }
    let at = tokens.skip_space(end);
    let always = matches!(lexicon.language.code, "en" | "de");
    // Alle 14.30: where a comma divides, two digits after a point are minutes.
    if matches!(
        before,
        Some("alle" | "dalle" | "ore" | "las" | "as" | "om" | "um")
    ) && tokens.is(start + 1, '.')
        && tokens.kind(start + 2) == Some(Kind::Digits)
        && tokens.key(start + 2).len() == 2
        && tokens.key(start + 2) < "60"
        && lexicon.language.decimal == ','
    {
        return true;
    }
    // Alle 18 di ieri; entre 14 h et 17 h 30.
    let next = tokens.word(at);
    let alone = next.is_none_or(|word| lexicon.language.function_words.contains(&word));
    if matches!(before, Some("alle" | "dalle" | "ore" | "dia" | "giorno")) && alone {
        return true;
    }
    if lexicon.language.code == "fr" && hours_in_french(tokens, start, end) {
        return true;
    }
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

/// Whether an era stands behind a number, which is a year then: 44 v. Chr., 500 BC.
pub(super) fn is_before_era(tokens: &Tokens, end: usize) -> bool {
    const ERAS: &[&str] = &[
        "v . chr", "n . chr", "bc", "bce", "ad", "av . j", "ap . j", "a . c", "d . c", "v . c",
        "b . c",
    ];
    let at = tokens.skip_space(end);
    let capital = tokens.raw(at, at + 1);
    let short = matches!(capital, "bc" | "bce" | "ad");
    tokens.word(at).is_some()
        && at > end
        && !short
        && ERAS
            .iter()
            .any(|era| follow(tokens, at, era.split(' ')).is_some())
}

/// A year wholly in words, in the form that French keeps for it, or where years stand: *im Jahr
/// neunzehnhundertneunundachtzig*.
pub(super) fn is_spelled_year(
    tokens: &Tokens,
    start: usize,
    end: usize,
    value: &Value,
    lexicon: &Lexicon,
) -> bool {
    let language = lexicon.language;
    if *value < Value::of(1100) || *value > Value::of(2099) {
        return false;
    }
    let next = tokens.skip_space(end);
    let counted = tokens
        .word(next)
        .is_some_and(|word| !language.function_words.contains(&word))
        && counts(tokens, next, Some(lexicon));
    let before = tokens.before(start).and_then(|at| tokens.word(at));
    let said = before.is_some_and(|word| {
        language.before_year.contains(&word) || language.months.contains(&word)
    });
    // Mil neuf cent; neunzehnhundert, negentienhonderd.
    let key = tokens.key(start);
    let form = match language.code {
        "fr" => key == "mil",
        "de" => ["zehnhundert", "elfhundert", "zwolfhundert"]
            .iter()
            .any(|c| key.contains(c)),
        "nl" => ["tienhonderd", "elfhonderd", "twaalfhonderd"]
            .iter()
            .any(|c| key.contains(c)),
        _ => false,
    };
    (said || form) && !counted
}

/// Whether what follows a number is a plain noun in the plural, as counted things are.
pub(super) fn counts(tokens: &Tokens, at: usize, lexicon: Option<&Lexicon>) -> bool {
    let lower = tokens.raw(at, at + 1).starts_with(char::is_lowercase);
    match lexicon.map(|l| l.language.code) {
        Some("en" | "fr" | "es" | "pt") => lower && tokens.key(at).ends_with('s'),
        Some("de") => !lower && tokens.key(at).ends_with(['n', 'e', 'r']),
        _ => lower,
    }
}

/// Nineteen eighty-four, twenty twenty-four: two numbers that would not stand in a row else.
pub(super) fn year_in_words(tokens: &Tokens, start: usize, end: usize, lexicon: &Lexicon) -> bool {
    let atom = |at: usize| lexicon.atoms.get(tokens.word(at)?);
    let century = |at: usize| {
        matches!(
            atom(at),
            Some(Atom::Card(Base::Teen(11..=19) | Base::Tens(20)))
        )
    };
    let within = |at: usize| matches!(atom(at), Some(Atom::Card(Base::Tens(_) | Base::Teen(_))));
    let next = tokens.skip_space(end);
    lexicon.language.code == "en"
        && (century(start) && end == start + 1 && next > end && within(next)
            || within(start)
                && start > 0
                && tokens.is_space(start - 1)
                && tokens.before(start).is_some_and(century))
}

/// Hours and minutes round a lone *h*: 17 h 30, entre 14 h et 16 h. Alone, *14 h* may be how long.
fn hours_in_french(tokens: &Tokens, start: usize, end: usize) -> bool {
    let is_h = |at: usize| tokens.word(at) == Some("h");
    let back = |at: usize| tokens.before(at);
    let at = tokens.skip_space(end);
    let before = back(start);
    let minutes = before.is_some_and(|h| {
        is_h(h) && back(h).is_some_and(|hour| tokens.kind(hour) == Some(Kind::Digits))
    });
    let with_minutes = tokens.kind(tokens.skip_space(at + 1)) == Some(Kind::Digits);
    let within = before.is_some_and(|joint| match tokens.word(joint) {
        Some("entre") => true,
        Some("et" | "a") => back(joint).is_some_and(is_h),
        _ => false,
    });
    minutes || is_h(at) && (with_minutes || within)
}
