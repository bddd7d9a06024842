//! Text into tokens: words, digits, spaces and single marks, each with where it stands.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits of one script.
    Digits,
    /// White space without a line break, or with one.
    Space,
    /// One mark.
    Mark(char),
}

/// A token and where it stands, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    key: (u32, u32),
}

/// The tokens of a text, with a key for each word and the plain digits of each number.
pub(super) struct Tokens<'t> {
    pub text: &'t str,
    all: Vec<Token>,
    keys: String,
}

impl<'t> Tokens<'t> {
    pub fn of(text: &'t str) -> Self {
        let mut tokens = Self {
            text,
            all: Vec::with_capacity(text.len() / 3),
            keys: String::with_capacity(text.len()),
        };
        let mut rest = text.char_indices().peekable();
        while let Some((start, c)) = rest.next() {
            let key = tokens.keys.len();
            let kind = if c.is_alphabetic() {
                fold(c, &mut tokens.keys);
                while let Some((_, c)) = rest
                    .next_if(|(_, c)| c.is_alphabetic() || !c.is_ascii() && is_combining_mark(*c))
                {
                    fold(c, &mut tokens.keys);
                }
                Kind::Word
            } else if let Some(digit) = digit(c) {
                tokens.keys.push(digit);
                while let Some((_, c)) = rest.next_if(|(_, c)| self::digit(*c).is_some()) {
                    tokens.keys.extend(self::digit(c));
                }
                Kind::Digits
            } else if c.is_whitespace() {
                // One space stays what it is: some kinds of it group digits.
                while rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
                Kind::Space
            } else {
                Kind::Mark(c)
            };
            let end = rest.peek().map_or(text.len(), |(at, _)| *at);
            tokens.all.push(Token {
                kind,
                start,
                end,
                key: (key as u32, tokens.keys.len() as u32),
            });
        }
        tokens
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn get(&self, at: usize) -> Option<Token> {
        self.all.get(at).copied()
    }

    pub fn kind(&self, at: usize) -> Option<Kind> {
        self.all.get(at).map(|token| token.kind)
    }

    /// The folded word, or the digits in ASCII; nothing for spaces and marks.
    pub fn key(&self, at: usize) -> &str {
        self.all
            .get(at)
            .map_or("", |t| &self.keys[t.key.0 as usize..t.key.1 as usize])
    }

    /// The word at a place, folded.
    pub fn word(&self, at: usize) -> Option<&str> {
        (self.kind(at)? == Kind::Word).then(|| self.key(at))
    }

    pub fn is(&self, at: usize, mark: char) -> bool {
        self.kind(at) == Some(Kind::Mark(mark))
    }

    pub fn is_space(&self, at: usize) -> bool {
        self.kind(at) == Some(Kind::Space)
    }

    /// The next place that is no space.
    pub fn skip_space(&self, at: usize) -> usize {
        if self.is_space(at) { at + 1 } else { at }
    }

    /// The place before, spaces left out; `None` at the start.
    pub fn before(&self, at: usize) -> Option<usize> {
        let one = at.checked_sub(1)?;
        if self.is_space(one) {
            one.checked_sub(1)
        } else {
            Some(one)
        }
    }

    /// The text as it stands.
    pub fn raw(&self, from: usize, to: usize) -> &'t str {
        match (self.all.get(from), self.all.get(to.wrapping_sub(1))) {
            (Some(a), Some(b)) if a.start <= b.end => &self.text[a.start..b.end],
            _ => "",
        }
    }

    /// Whether two places have nothing between them.
    pub fn touches(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Word | Kind::Digits))
    }
}

/// Lower case without diacritics: words are looked up as people type them, with or without accents.
fn fold(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    match c {
        'ß' | 'ẞ' => out.push_str("ss"),
        'œ' | 'Œ' => out.push_str("oe"),
        'æ' | 'Æ' => out.push_str("ae"),
        _ => out.extend(
            c.nfd()
                // Latin and Greek alone: a mark of another script is part of its word.
                .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
                .flat_map(char::to_lowercase),
        ),
    }
}

/// The digit of any script in which news is written, as ASCII.
fn digit(c: char) -> Option<char> {
    // Each of these blocks holds its ten digits in order.
    const ZEROES: [char; 5] = ['٠', '۰', '०', '০', '０'];
    if c.is_ascii_digit() {
        return Some(c);
    }
    if c < '\u{660}' {
        return None;
    }
    ZEROES.iter().find_map(|zero| {
        let value = (c as u32).checked_sub(*zero as u32)?;
        char::from_digit(value, 10)
    })
}
