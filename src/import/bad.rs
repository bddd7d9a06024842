//! What is wrong with something read, before it is known where the page lies.

use std::fmt;

use serde::de;

use super::page::Page;
use crate::error::Error;
use crate::model::nearest;

/// A fault in something read: what, in which field, at which byte, and the way out.
#[derive(Debug)]
pub struct Bad {
    what: String,
    hint: Option<String>,
    at: Option<usize>,
    /// The fields that lead there, innermost first.
    path: Vec<String>,
}

impl Bad {
    /// A fault that stands somewhere inside what is being read.
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            hint: None,
            at: None,
            path: Vec::new(),
        }
    }

    /// Adds where; a place nearer to the fault stays.
    #[must_use]
    pub fn at(mut self, at: usize) -> Self {
        self.at.get_or_insert(at);
        self
    }

    /// Adds the field it is in.
    #[must_use]
    pub fn within(mut self, field: &str) -> Self {
        self.path.push(field.to_owned());
        self
    }

    /// Adds the way out.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint.get_or_insert(hint.into());
        self
    }

    /// A key that is none of those known here.
    pub fn unknown_key<'k>(key: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        let mut known: Vec<_> = known.into_iter().collect();
        known.sort_unstable();
        let hint = match nearest(key, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the keys here are: {}", known.join(", ")),
        };
        Self::new(format!("unknown key `{}`", short(key))).hint(hint)
    }

    /// Whether the message stands as it was given by a type that does not know the value.
    pub(super) fn is(&self, message: &str) -> bool {
        self.at.is_none() && self.path.is_empty() && self.what == message
    }

    /// Puts the value that could not be read before the reason.
    #[must_use]
    pub(super) fn about(mut self, value: &str) -> Self {
        if self.at.is_none() && self.path.is_empty() && self.hint.is_none() {
            self.what = format!("`{}` is not right: {}", short(value), self.what);
        }
        self
    }

    /// The error, now that the page is known; `otherwise` is the byte of the whole.
    pub fn on(self, page: &Page<'_>, otherwise: usize) -> Error {
        let mut path = self.path;
        path.reverse();
        let what = if path.is_empty() {
            self.what
        } else {
            format!("`{}`: {}", path.join("."), self.what)
        };
        let error = Error::input(what).at(page.place(self.at.unwrap_or(otherwise)));
        error.hint(self.hint.as_deref().unwrap_or(FIELDS))
    }
}

/// The way out where the fault itself says what is wanted.
const FIELDS: &str = "`dixit help importing` tells what each field holds";

/// A value cut to what a message can bear.
pub fn short(value: &str) -> String {
    const LONGEST: usize = 60;
    match value.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", &value[..cut]),
        None => value.to_owned(),
    }
}

impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Bad {}

impl de::Error for Bad {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        Self::unknown_key(field, known.iter().copied())
    }

    fn unknown_variant(word: &str, words: &'static [&'static str]) -> Self {
        let all = words.join(", ");
        let hint = match nearest(word, words.iter().copied()) {
            Some(near) => format!("did you mean `{near}`? The words are: {all}"),
            None => format!("the words are: {all}"),
        };
        Self::new(format!("`{}` is none of its words", short(word))).hint(hint)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new(format!("`{field}` is given twice"))
            .hint("keep one of them; a list holds several")
    }
}
