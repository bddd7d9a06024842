//! What looks like a quantity and is none: telephone numbers, scores, articles, ids.

use super::addresses;
use super::atoms::{Atom, Base};
use super::dated::{counts, is_dated, stands_between, year_in_words};
use super::lang::Lexicon;
use super::tokens::{Kind, Tokens};

/// Words that name the number behind them, but where that counts something.
const SOFT: &[&str] = &[
    "season",
    "phase",
    "stage",
    "level",
    "rule",
    "bus",
    "tier",
    "groupe",
    "saison",
    "niveau",
    "ligne",
    "voie",
    "fase",
    "temporada",
    "grupo",
    "gruppo",
    "stagione",
    "seizoen",
    "groep",
    "linie",
    "linea",
    "lijn",
    "canal",
    "canale",
    "strada",
    "ruta",
    "rota",
    "folge",
];

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
    // With a bracket or a stroke about the dialling code: 030 1234567.
    if zero && digits >= 8 && matches!(first_mark, ' ' | '/' | '-') {
        return Some(end);
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
    if marks.len() >= 2 && same && first_mark == '-' || marks.len() >= 3 && marks[..3] == ['.'; 3] {
        let dotted_thousands = first_mark == '.' && lengths[1..].iter().all(|l| *l == 3);
        if !dotted_thousands {
            return Some(end);
        }
    }
    None
}

/// Whether the number from one token to another is a name or a date by what stands around it.
pub(super) fn by_neighbours(
    tokens: &Tokens,
    start: usize,
    end: usize,
    lexicon: Option<&Lexicon>,
) -> bool {
    if addresses::of_web(tokens, start) {
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
        // 230(c)(1): a bracket right behind what it belongs to.
        let bracket = tokens.is(one, '(')
            && one > 0
            && matches!(
                tokens.kind(one - 1),
                Some(Kind::Word | Kind::Digits | Kind::Mark(')'))
            );
        let clause = tokens.is_space(one) && one > 0 && tokens.is(one - 1, '§');
        if joined || hyphen || bracket || clause {
            return true;
        }
    }
    // The eleventh of September.
    if digits
        && tokens.raw(start, start + 3) == "9/11"
        && tokens.kind(start + 3) != Some(Kind::Digits)
    {
        return true;
    }
    // The 11-M and the 23-F; one in a hundred years, with hyphens.
    if digits && matches!(tokens.kind(end), Some(Kind::Mark('-' | '‑'))) {
        let raw = tokens.raw(end + 1, end + 2);
        let letter = raw.chars().count() == 1 && raw.chars().all(char::is_uppercase);
        let chance = tokens.word(end + 1) == Some("in") && tokens.is(end + 2, '-');
        if letter || chance {
            return true;
        }
    }
    let Some(lexicon) = lexicon else {
        return false;
    };
    let language = lexicon.language;
    if digits && addresses::of_place(tokens, start, end, lexicon) {
        return true;
    }
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
    // Gli anni '90.
    if let Some(at) = before
        && at + 1 == start
        && matches!(tokens.kind(at), Some(Kind::Mark('\'' | '’' | '‘')))
    {
        before = tokens.before(at);
    }
    let word_before = before.and_then(|at| tokens.word(at));
    if let Some(word) = word_before {
        let decade = |word: &str| matches!(word, "annees" | "anos" | "anni" | "jaren");
        let tens = matches!(
            lexicon.atoms.get(tokens.key(start)),
            Some(Atom::Card(Base::Tens(_)))
        );
        let index = matches!(
            word,
            "cac" | "ftse" | "dax" | "ibex" | "stoxx" | "nikkei" | "mib" | "aex" | "sbf"
        );
        // Last season 40 players: what is counted is no name.
        let counted = SOFT.contains(&word) && counts(tokens, tokens.skip_space(end), Some(lexicon));
        if digits && (index || language.before_name.contains(&word) && !counted)
            || decade(word) && end == start + 1 && (tens || tokens.key(start).ends_with('0'))
        {
            return true;
        }
    }
    digits && listed_after_name(tokens, start, lexicon)
        || is_dated(tokens, start, end, lexicon)
        || year_in_words(tokens, start, end, lexicon)
        || share_of_noun(tokens, start, lexicon)
}

/// Un Français sur trois: a part that is told with what it is of in between.
fn share_of_noun(tokens: &Tokens, start: usize, lexicon: &Lexicon) -> bool {
    let mut at = start;
    let mut back = || {
        at = tokens.before(at)?;
        tokens.word(at).map(|_| at)
    };
    let over: &[&[&str]] = match lexicon.language.code {
        "fr" => &[&["sur"]],
        "it" => &[&["su"]],
        "es" => &[&["cada", "de"]],
        "pt" => &[&["cada", "em"], &["cada", "de"]],
        "nl" => &[&["de", "op"]],
        _ => return false,
    };
    let Some(first) = back() else { return false };
    let length = over
        .iter()
        .find_map(|words| (words[0] == tokens.key(first)).then_some(words.len()));
    let Some(length) = length else { return false };
    if length == 2 {
        let Some(second) = back() else { return false };
        if !over
            .iter()
            .any(|words| words.get(1) == Some(&tokens.key(second)))
        {
            return false;
        }
    }
    let (Some(noun), Some(one)) = (back(), back()) else {
        return false;
    };
    let of_its_own = lexicon.atoms.contains_key(tokens.key(noun))
        || lexicon.language.function_words.contains(&tokens.key(noun));
    !of_its_own && lexicon.atoms.get(tokens.key(one)) == Some(&Atom::Article)
}

/// Whether a number goes on a row of names: *articles 4, 5 and 7*.
fn listed_after_name(tokens: &Tokens, start: usize, lexicon: &Lexicon) -> bool {
    let joined = |at: usize| match tokens.kind(at) {
        Some(Kind::Mark(',' | '&' | '/' | '-' | '–')) => true,
        Some(Kind::Word) => stands_between(tokens.key(at)),
        _ => false,
    };
    let mut at = start;
    // A row is seldom longer.
    for _ in 0..8 {
        let Some(number) = tokens
            .before(at)
            .filter(|joint| joined(*joint))
            .and_then(|joint| tokens.before(joint))
            .filter(|number| tokens.kind(*number) == Some(Kind::Digits))
        else {
            return false;
        };
        let named = tokens
            .before(number)
            .and_then(|word| tokens.word(word))
            .is_some_and(|word| lexicon.language.before_name.contains(&word));
        if named {
            return true;
        }
        at = number;
    }
    false
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
