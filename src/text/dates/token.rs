//! Words, digits and marks of a text, with where they stand.

use super::language::fold;

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, folded.
    Word(String),
    /// Digits and their value; no value where they are too many.
    Digits(Option<u32>),
    /// Any other mark.
    Mark(char),
}

/// A token.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Byte offsets.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it stands right after the token before.
    pub(super) glued: bool,
    /// Whether a hyphen alone parts it from the token before: left out between two words.
    pub(super) hyphened: bool,
    /// Whether a line ends before it with an empty one after: nothing reads across.
    pub(super) apart: bool,
}

/// The tokens of a text. A hyphen between two words is no token; an apostrophe ends a word.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut breaks = 0;
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() || c == '\u{FEFF}' {
            breaks += usize::from(c == '\n');
            continue;
        }
        let mut end = start + c.len_utf8();
        let kind = if is_letter(c) {
            while let Some((at, next)) = chars.peek().copied().filter(|(_, n)| is_letter(*n)) {
                end = at + next.len_utf8();
                chars.next();
            }
            Kind::Word(fold(&text[start..end]))
        } else if c.is_ascii_digit() {
            while let Some((at, _)) = chars.peek().copied().filter(|(_, n)| n.is_ascii_digit()) {
                end = at + 1;
                chars.next();
            }
            Kind::Digits(text[start..end].parse().ok().filter(|_| end - start <= 8))
        } else {
            Kind::Mark(match c {
                '\u{2019}' | '\u{2BC}' | '`' | '\u{2018}' => '\'',
                '\u{2010}' | '\u{2011}' => '-',
                other => other,
            })
        };
        let glued = out.last().is_some_and(|before| before.end == start);
        let mut hyphened = false;
        // "avant-hier" and "avant hier" are one phrase: a hyphen between words is dropped.
        if let (Kind::Word(_), Some([before, dash])) = (&kind, out.last_chunk::<2>())
            && glued
            && dash.glued
            && dash.kind == Kind::Mark('-')
            && matches!(before.kind, Kind::Word(_))
        {
            out.pop();
            hyphened = true;
        }
        out.push(Token {
            kind,
            start,
            end,
            glued: glued && !hyphened,
            hyphened,
            apart: breaks > 1,
        });
        breaks = 0;
    }
    out
}

/// The folded words and marks of a phrase, as [`tokens`] would give them.
pub(super) fn words(phrase: &str) -> Vec<String> {
    let one = |token: Token| match token.kind {
        Kind::Word(word) => word,
        Kind::Mark(mark) => mark.to_string(),
        Kind::Digits(_) => phrase[token.start..token.end].to_owned(),
    };
    tokens(phrase).into_iter().map(one).collect()
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c)
}
