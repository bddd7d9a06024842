//! Names sought in words: whether a text mentions one of them.

use std::collections::BTreeSet;

use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

use super::key;
use crate::text::scripts::lacks_word_breaks;
use crate::text::unseen::is_unseen;

/// A part of a name that stands for it alone has at least as many letters: *Un* and *Jr* do not.
const SURNAME: usize = 3;

/// What a word that goes on in the next line ends in.
const HYPHENS: [char; 2] = ['-', '\u{2010}'];

/// Names, sought in texts by their [keys](super::key) and between the bounds of words; surnames by themselves too.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    names: BTreeSet<String>,
    surnames: BTreeSet<String>,
}

impl Mentions {
    /// Seeks a name.
    pub fn add(&mut self, name: &str) {
        let key = key(name);
        if !key.is_empty() {
            self.names.insert(key);
        }
    }

    /// Seeks a [surname](surnames).
    pub fn add_surname(&mut self, surname: &str) {
        self.surnames.insert(key(surname));
    }

    /// Seeks all that others seek.
    pub fn extend(&mut self, others: &Self) {
        self.names.extend(others.names.iter().cloned());
        self.surnames.extend(others.surnames.iter().cloned());
    }

    /// Whether a text mentions one of the names.
    pub fn are_in(&self, text: &str) -> bool {
        if (self.names.is_empty() && self.surnames.is_empty()) || text.is_empty() {
            return false;
        }
        // The end of a line may break a word.
        self.mentioned(text) || breaks(text) && self.mentioned(&joined(text))
    }

    fn mentioned(&self, text: &str) -> bool {
        let whole = key(text);
        self.names.iter().any(|name| holds(&whole, name))
            || self.surnames.iter().any(|surname| {
                holds(&whole, surname) && (is_caseless(surname) || is_spelt_as_name(text, surname))
            })
    }
}

fn breaks(text: &str) -> bool {
    let mut lines = text.lines();
    lines.any(|line| line.trim_end().ends_with(HYPHENS))
}

/// A text with the words together again that a hyphen at the end of a line parts.
fn joined(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut goes_on = false;
    for line in text.lines() {
        let line = if goes_on { line.trim_start() } else { line };
        let broken = line.trim_end().strip_suffix(HYPHENS);
        whole.push_str(broken.unwrap_or(line));
        goes_on = broken.is_some();
        if !goes_on {
            whole.push('\n');
        }
    }
    whole
}

/// The parts of a person's name by which it is called alone: the last that is long enough, of several, and
/// what a hyphen joins to it. None where words are no name but tell who it is ("the driver of the bus").
pub fn surnames(name: &str, is_person: bool) -> Vec<&str> {
    let mut words: Vec<Vec<&str>> = name
        .split_whitespace()
        .map(|word| parts(word).collect())
        .filter(|parts: &Vec<&str>| !parts.is_empty())
        .collect();
    let described = words.iter().flatten().any(|part| !begins_large(part));
    if words.is_empty() || described && !is_person {
        return Vec::new();
    }
    // By a first name nobody is known alone.
    words[0].remove(0);
    let long = |part: &&str| part.chars().count() >= SURNAME;
    let last = words.into_iter().rev().find(|parts| parts.iter().any(long));
    let mut found = last.unwrap_or_default();
    found.retain(|part| long(part) && begins_large(part));
    found
}

/// Whether a text has a word of this key with a capital: *Stone*, and not *stone*.
fn is_spelt_as_name(text: &str, surname: &str) -> bool {
    parts(text).any(|part| begins_large(part) && key(part) == surname)
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    // A mark of its own belongs to the letter before it, and what nobody sees parts no word.
    let within =
        |c: char| c.is_alphanumeric() || is_combining_mark(c) || is_unseen(c) && !c.is_whitespace();
    text.split(move |c| !within(c))
        .map(|part| part.trim_matches(is_unseen))
        .filter(|part| !part.is_empty())
}

/// Whether a part may begin a name: with a capital, or in a script that has none.
fn begins_large(part: &str) -> bool {
    part.starts_with(char::is_uppercase) || is_caseless(part)
}

fn is_caseless(part: &str) -> bool {
    part.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase())
}

/// Whether a key holds another between the bounds of words.
fn holds(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        (bound(before.chars().next_back(), name.chars().next()) || is_joined(before, name))
            && bound(after.chars().next(), name.chars().next_back())
    })
}

/// Whether what stands before a name is written in one word with it: in Arabic and Hebrew *and*, *to*, *by* and
/// their like are, one letter or two of them.
fn is_joined(before: &str, name: &str) -> bool {
    let joined = match name.chars().next().map(|c| c.script()) {
        Some(Script::Arabic) => "وفبلكس",
        Some(Script::Hebrew) => "והבלמשכ",
        _ => return false,
    };
    let letters = before.chars().rev().take_while(|c| c.is_alphanumeric());
    letters.clone().count() <= 2 && letters.clone().all(|c| joined.contains(c))
}

/// Whether a name may end here: where no letter or digit goes on, or in a script without spaces,
/// where every place between two letters may be a bound.
fn bound(outside: Option<char>, inside: Option<char>) -> bool {
    let (Some(outside), Some(inside)) = (outside, inside) else {
        return true;
    };
    !outside.is_alphanumeric()
        || !inside.is_alphanumeric()
        // The number of a note stands straight behind.
        || (outside.is_numeric() && inside.is_alphabetic())
        || lacks_word_breaks(outside)
        || lacks_word_breaks(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentions(name: &str, text: &str) -> bool {
        let mut sought = Mentions::default();
        sought.add(name);
        sought.are_in(text)
    }

    #[test]
    fn a_name_is_found_as_a_whole_word() {
        assert!(mentions("Muller Kim", "said MÜLLER-Kim's aide"));
        assert!(mentions("ada", "«Ada»"));
        assert!(mentions("Ada Lin", "Ada\nLin"));
        assert!(!mentions("Ada", "Adam said"));
        assert!(!mentions("Ada", "Canada"));
        assert!(mentions("金正恩", "据金正恩称"));
        assert!(mentions("김정은", "김정은이 말했다"));
        assert!(mentions("Ada", "Adam and Ada"));
        assert!(mentions("Ada Linden", "with Ada Lin-\n  den, at night"));
        assert!(
            mentions("Ada Linden", "Ada Lin\u{ad}den")
                && mentions("Ada Linden", "Ada Linden2 said")
        );
        assert!(mentions("مريم الحداد", "قالت لمريم الحداد ذلك"));
        assert!(!mentions("ريم", "قالت مريم"));
    }

    #[test]
    fn a_surname_is_the_last_part_of_a_persons_name() {
        assert_eq!(surnames("Anna Stone", false), ["Stone"]);
        assert_eq!(surnames("Ursel van der Meer", true), ["Meer"]);
        assert_eq!(surnames("Ursel van der Meer", false), [""; 0]);
        assert_eq!(surnames("Tom Stone Jr.", true), ["Stone"]);
        assert_eq!(surnames("Rosa Lee-Márquez", false), ["Lee", "Márquez"]);
        assert_eq!(surnames("Gwenn Le Bihan-Oster", true), ["Bihan", "Oster"]);
        assert_eq!(surnames("Pat O’Brien", false), ["Brien"]);
        assert_eq!(surnames("مريم الحداد", true), ["الحداد"]);
        let mut sought = Mentions::default();
        sought.add_surname("الحداد");
        assert!(
            sought.are_in("مع الحداد")
                && sought.are_in("والحداد قالت")
                && !sought.are_in("الحدادون")
        );
        for none in ["Anna", "the driver of the bus", "Oh Ha Un", "a Stone", ""] {
            assert_eq!(surnames(none, false), [""; 0], "{none}");
        }
    }

    #[test]
    fn a_surname_alone_is_found_where_it_is_spelt_as_a_name() {
        let mut sought = Mentions::default();
        sought.add_surname("Márquez");
        for text in [
            "Marquez said",
            "by d’Márquez",
            "MÁRQUEZ",
            "Lee-Marquez's",
            "Ma\u{301}rquez",
        ] {
            assert!(sought.are_in(text), "{text}");
        }
        for text in ["a marquez", "Marquezian", "marquez.example"] {
            assert!(!sought.are_in(text), "{text}");
        }
    }
}
