//! The words, numbers and signs of a stretch of text, for laying two side by side.

use unicode_normalization::UnicodeNormalization;

use super::gap::{Gap, counts, mark};
use super::scan::{Unit, gap_before, letters, units};
use crate::text::scripts::is_spaceless;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Word,
    /// Digits, with the marks that part them.
    Number,
    /// `%`, `€`, a minus.
    Sign,
}

/// A word, number or sign of a text.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    /// Its bytes.
    pub start: usize,
    pub end: usize,
    /// In small letters, composed, with its marks; of a number, its digits and points.
    pub word: String,
    /// Its letters alone.
    pub bare: String,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether a sentence, or words in quotation marks, may begin here, so that a capital tells nothing.
    pub begins: bool,
}

/// English endings after an apostrophe: what stands before them is no word of its own (`don't`).
const ENDINGS: [&str; 7] = ["t", "s", "re", "ve", "ll", "d", "m"];

/// The tokens of a stretch of text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let units = units(text);
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < units.len() {
        let gap = gap_before(text, &units, at);
        let beside = (at > 0 && units[at - 1].is_digit(), units[at].is_digit());
        signs(gap, units[at].start - gap.len(), beside, &mut tokens);
        let start = at;
        let number = units[at].is_digit();
        at += 1;
        if !is_spaceless(units[start].base) {
            while at < units.len() && goes_on(text, &units, start, at, number) {
                at += 1;
            }
        }
        let (from, to) = (units[start].start, units[at - 1].end);
        tokens.push(token(
            &text[from..to],
            from,
            number,
            units[start].upper,
            begins(gap, start),
        ));
    }
    let rest = units.last().map_or(0, |last| last.end);
    let beside = (units.last().is_some_and(Unit::is_digit), false);
    signs(&text[rest..], rest, beside, &mut tokens);
    tokens
}

/// Whether the unit at `at` belongs to the word or number that began at `start`.
fn goes_on(text: &str, units: &[Unit], start: usize, at: usize, number: bool) -> bool {
    let unit = units[at];
    let gap = Gap::of(gap_before(text, units, at));
    if number {
        return unit.is_digit() && parts_digits(text, units, at, &gap);
    }
    if unit.is_digit() || is_spaceless(unit.base) {
        return false;
    }
    match gap {
        Gap::None => true,
        Gap::Marks(mark)
            if mark == "\"" && !gap_before(text, units, at).contains(char::is_whitespace) =>
        {
            let end = (at..units.len())
                .take_while(|next| {
                    *next == at || Gap::of(gap_before(text, units, *next)) == Gap::None
                })
                .last()
                .map_or(at, |last| last + 1);
            let ending: String = units[at..end].iter().map(|u| u.base).collect();
            // A lone letter before it is an elision: t'a, d's. Only n't stands so by itself.
            ENDINGS.contains(&ending.as_str())
                && (at - start > 1 || (ending == "t" && units[start].base == 'n'))
        }
        _ => false,
    }
}

/// Whether a gap between two digits parts the digits of one number.
fn parts_digits(text: &str, units: &[Unit], at: usize, gap: &Gap) -> bool {
    let run = |mut from: usize, by: isize| {
        let mut many = 0;
        while from < units.len() && units[from].is_digit() {
            many += 1;
            let next = from.wrapping_add_signed(by);
            let joint = if by < 0 { from } else { next };
            if next >= units.len() || Gap::of(gap_before(text, units, joint)) != Gap::None {
                break;
            }
            from = next;
        }
        many
    };
    let one = gap_before(text, units, at).chars().count() == 1;
    match gap {
        Gap::None => true,
        Gap::Space => one && run(at, 1) == 3 && run(at - 1, -1) <= 3,
        Gap::Marks(mark) if mark == "\"" => one && run(at, 1) == 3,
        Gap::Marks(mark) => one && matches!(mark.as_str(), "." | ","),
        Gap::LineEnd => false,
    }
}

fn token(raw: &str, start: usize, number: bool, capital: bool, begins: bool) -> Token {
    let word = if number {
        raw.chars()
            .filter(|c| c.is_numeric() || matches!(c, '.' | ','))
            .collect()
    } else {
        let seen = raw.chars().filter(|c| {
            c.is_alphanumeric()
                || !c.is_ascii() && mark(*c).is_some_and(|m| m != '"')
                || mark(*c) == Some('"')
        });
        seen.map(|c| if mark(c) == Some('"') { '\'' } else { c })
            .filter(|c| *c != '\u{ad}')
            .flat_map(char::to_lowercase)
            .nfc()
            .collect()
    };
    Token {
        kind: if number { Kind::Number } else { Kind::Word },
        start,
        end: start + raw.len(),
        word,
        bare: letters(raw),
        capital,
        begins,
    }
}

/// Signs that belong to a number are tokens: `%`, `€`, a minus before a digit. `digits` tells whether one
/// stands straight before the gap, and after it.
fn signs(gap: &str, start: usize, digits: (bool, bool), tokens: &mut Vec<Token>) {
    if digits == (false, false) {
        return;
    }
    let mut before = (start == 0).then_some(' ');
    let mut chars = gap.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let minus = digits.1
            && chars.peek().is_none()
            && mark(c) == Some('-')
            && before.is_some_and(|b| mark(b).is_some_and(|mark| mark != '-'));
        before = Some(c);
        let shape = if minus { '-' } else { mark(c).unwrap_or(c) };
        if minus || counts(shape) {
            tokens.push(Token {
                kind: Kind::Sign,
                start: start + at,
                end: start + at + c.len_utf8(),
                bare: String::new(),
                word: shape.to_string(),
                capital: false,
                begins: false,
            });
        }
    }
}

fn begins(gap: &str, at: usize) -> bool {
    at == 0
        || gap.chars().any(|c| {
            matches!(
                c,
                '.' | '!' | '?' | '…' | ':' | '\n' | '。' | '！' | '？' | '؟' | '•'
            ) || mark(c) == Some('"') && gap.contains(char::is_whitespace)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|t| t.word).collect()
    }

    #[test]
    fn words_are_cut_as_their_languages_cut_them() {
        assert_eq!(
            words("L’agence n’est pas là"),
            ["l", "agence", "n", "est", "pas", "là"]
        );
        assert_eq!(
            words("don’t, they're and I do n't"),
            ["don't", "they're", "and", "i", "do", "n't"]
        );
        assert_eq!(words("nord-coréen"), ["nord", "coréen"]);
        assert_eq!(words("北京 is"), ["北", "京", "is"]);
        assert_eq!(
            words("10 000 oies, 2 300,5 km"),
            ["10000", "oies", "2300,5", "km"]
        );
        assert_eq!(words("en 2024 300 oies"), ["en", "2024", "300", "oies"]);
        assert_eq!(
            words("10km à -5° et 12 %"),
            ["10", "km", "à", "-", "5", "°", "et", "12", "%"]
        );
        assert_eq!(words("river\u{ad}bank"), ["riverbank"]);
    }
}
