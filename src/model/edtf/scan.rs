//! A place in the text being read, and refusals at that place.
//!
//! It only ever steps over ASCII, so that the place is always between two characters.

use std::borrow::Cow;

use super::error::EdtfError;

/// The text and how far it has been read.
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    /// Byte offset of the next character.
    pub(super) at: usize,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Scan<'a> {
        Scan { text, at: 0 }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Steps over `token`, which must be ASCII, if it comes next.
    pub(super) fn eat(&mut self, token: &str) -> bool {
        let found = self.text.as_bytes()[self.at..].starts_with(token.as_bytes());
        self.at += if found { token.len() } else { 0 };
        found
    }

    /// Steps over as many ASCII characters of one class as there are.
    pub(super) fn run(&mut self, class: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest
            .iter()
            .take_while(|b| b.is_ascii() && class(**b))
            .count();
        self.at += length;
        &rest[..length]
    }

    /// The text from a byte offset to here.
    pub(super) fn since(&self, start: usize) -> &'a str {
        &self.text[start..self.at]
    }

    pub(super) fn refuse(
        &self,
        at: usize,
        why: impl Into<Cow<'static, str>>,
        hint: impl Into<Cow<'static, str>>,
    ) -> EdtfError {
        EdtfError::at(self.text, at, why, hint)
    }

    /// Refuses whatever comes next, by name.
    pub(super) fn unexpected(&self, wanted: &str) -> EdtfError {
        let why = match self.text[self.at..].chars().next() {
            Some(found) if found.is_whitespace() => "a space has no place in a date".into(),
            Some(found) => format!("{found:?} was not expected here"),
            None => "the text ends too early".to_owned(),
        };
        self.refuse(self.at, why, format!("expected {wanted}"))
    }
}
