//! The text being typed, and where in it the next letter goes.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::keys::Key;

/// A text and a place in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    at: usize,
}

impl Line {
    /// A text that is there already; the next letter goes to its end.
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            at: text.len(),
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text before the place.
    pub fn before(&self) -> &str {
        &self.text[..self.at]
    }

    /// Writes at the place.
    pub fn insert(&mut self, text: &str) {
        self.text.insert_str(self.at, text);
        self.at += text.len();
    }

    /// Does what a key of editing does; answers whether it is one.
    pub fn press(&mut self, key: &Key) -> bool {
        match key {
            Key::Letter(letter) => self.insert(letter.encode_utf8(&mut [0; 4])),
            Key::Paste(text) => self.insert(text),
            Key::Break => self.insert("\n"),
            Key::Left => self.at = self.one_back(),
            Key::Right => self.at = self.one_on(),
            Key::WordLeft => self.at = self.word_back(),
            Key::WordRight => self.at = self.word_on(),
            Key::Home => self.at = self.before().rfind('\n').map_or(0, |at| at + 1),
            Key::End => {
                let rest = &self.text[self.at..];
                self.at += rest.find('\n').unwrap_or(rest.len());
            }
            Key::Rubout => self.cut(self.one_back(), self.at),
            Key::Delete => self.cut(self.at, self.one_on()),
            Key::KillWord => self.cut(self.word_back(), self.at),
            Key::KillBefore => self.cut(0, self.at),
            Key::KillAfter => self.cut(self.at, self.text.len()),
            _ => return false,
        }
        true
    }

    fn cut(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.at = from;
    }

    // A grapheme is what people take for a letter: an accent or a skin tone goes with it.
    fn one_back(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.at, self.text.len(), true);
        let found = cursor.prev_boundary(&self.text, 0);
        found.ok().flatten().unwrap_or(0)
    }

    fn one_on(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.at, self.text.len(), true);
        let found = cursor.next_boundary(&self.text, 0);
        found.ok().flatten().unwrap_or(self.text.len())
    }

    fn word_back(&self) -> usize {
        let mut words = self.before().unicode_word_indices();
        words.next_back().map_or(0, |(at, _)| at)
    }

    fn word_on(&self) -> usize {
        let rest = &self.text[self.at..];
        let first = rest.unicode_word_indices().next();
        self.at + first.map_or(rest.len(), |(at, word)| at + word.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str, keys: &[Key]) -> (String, usize) {
        let mut line = Line::new(text);
        for key in keys {
            assert!(line.press(key));
        }
        (line.text, line.at)
    }

    #[test]
    fn what_people_take_for_a_letter_goes_at_once() {
        assert_eq!(after("ae\u{301}", &[Key::Rubout]), ("a".to_owned(), 1));
        assert_eq!(after("x👩🏽‍🚀", &[Key::Left, Key::Delete]), ("x".to_owned(), 1));
        assert_eq!(
            after("한국", &[Key::Left, Key::Letter('a')]),
            ("한a국".to_owned(), 4)
        );
    }

    #[test]
    fn words_and_lines_have_ends() {
        assert_eq!(after("one two", &[Key::KillWord]), ("one ".to_owned(), 4));
        assert_eq!(
            after("a\nbc", &[Key::Home, Key::KillAfter]),
            ("a\n".to_owned(), 2)
        );
        assert_eq!(
            after("one, two", &[Key::WordLeft, Key::KillBefore]),
            ("two".to_owned(), 0)
        );
        assert_eq!(
            after("", &[Key::Rubout, Key::Delete, Key::WordLeft]),
            (String::new(), 0)
        );
    }
}
