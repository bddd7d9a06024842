//! The languages: each a table of words in its own file, read by one grammar.
//!
//! Words stand here as they are looked up: lower case, without diacritics. A new language is one file
//! and one word in [`ALL`].

mod de;
mod en;
mod es;
mod fr;
mod it;
mod nl;
mod pt;

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::atoms::{Atom, Base};
use super::units;

/// What an expression's words say about its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    Exactly,
    About,
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
    UpTo,
    Nearly,
    /// After the number: what bounded it includes it.
    OrEqual,
}

/// How many, where the number is no more than an order: dozens of, tens of thousands of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Crowd {
    Dozens,
    Scores,
    Hundreds,
    Thousands,
    Millions,
}

/// The words of one language that the grammar knows.
pub(super) struct Language {
    pub code: &'static str,
    /// The mark before decimals; the other of comma and point groups.
    pub decimal: char,
    /// How a reading that turned on it is told.
    pub divides: &'static str,
    pub groups: &'static str,
    pub cardinals: &'static [(&'static str, Base)],
    /// Every other number word.
    pub others: &'static [(&'static str, Atom)],
    /// The ordinal forms of a cardinal: each with whether it is plural.
    pub ordinals: fn(&str, Base, &mut dyn FnMut(String, bool)),
    /// What joins the parts of numbers written as one word; `None` where they never are.
    pub glue: Option<&'static [&'static str]>,
    /// Units are said before tens: *einundzwanzig*.
    pub units_first: bool,
    /// *and* joins what follows only to a number that ends in this many: a hundred in English.
    pub and_from: u128,
    /// *soixante-dix*, *quatre-vingts*.
    pub by_twenties: bool,
    /// What stands after digits and multiplies them, with its power of ten.
    pub suffixes: &'static [(&'static str, u8)],
    /// Scale words that stand behind a number alone, with their power of ten; nought where what they
    /// make of it is not read.
    pub tails: &'static [(&'static str, u8)],
    /// Words that leave open how many: *several* hundred thousand.
    pub vague: &'static [&'static str],
    /// Words that turn about what bounds a number: *not* over 300.
    pub negations: &'static [&'static str],
    /// What stands after digits and makes an ordinal.
    pub ordinal_suffixes: &'static [&'static str],
    /// Words before the number; a star stands for the number where words follow it too.
    pub before: &'static [(&'static str, Sense)],
    pub after: &'static [(&'static str, Sense)],
    /// Words that may stand between those and the number: *de*, *the*.
    pub between: &'static [&'static str],
    /// Opening and middle words of a range, and whether the words alone are a range of two ends.
    pub ranges: &'static [(&'static str, &'static str)],
    /// Verbs of change: what they lead from and to is two figures and no range.
    pub changes: &'static [&'static str],
    /// Words that lead from one figure to another after those: *from 3 **to** 5 million*.
    pub leads_to: &'static [&'static str],
    pub crowds: &'static [(&'static str, Crowd)],
    /// *one in three*.
    pub of: &'static [&'static str],
    pub percent: &'static [&'static str],
    pub minus: &'static [&'static str],
    /// Units as written, and the symbol or code they stand for.
    pub units: &'static str,
    /// *million **de** tonnes*.
    pub partitives: &'static [&'static str],
    /// Words that end what is counted, and that are never counted themselves.
    pub function_words: &'static [&'static str],
    /// Adjectives before the noun are common: what is counted may be two words on.
    pub adjective_first: bool,
    pub months: &'static [&'static str],
    /// What stands before a year.
    pub before_year: &'static [&'static str],
    /// What makes a number a name: *article 5*, *page 12*.
    pub before_name: &'static [&'static str],
    /// What stands after a time of day.
    pub clock: &'static [&'static str],
    /// Words before *one* that make it no number: *this one*.
    pub before_one: &'static [&'static str],
    pub after_one: &'static [&'static str],
}

pub(super) static ALL: [&Language; 7] = [
    &en::ENGLISH,
    &fr::FRENCH,
    &es::SPANISH,
    &de::GERMAN,
    &pt::PORTUGUESE,
    &it::ITALIAN,
    &nl::DUTCH,
];

/// A phrase as the tokens it is made of.
pub(super) type Phrase = Vec<&'static str>;

/// A language's words, laid out for looking up.
pub(super) struct Lexicon {
    pub language: &'static Language,
    pub atoms: HashMap<Box<str>, Atom>,
    longest: usize,
    /// The first two letters of number words, a bit for each second letter.
    pairs: [u32; 26],
    pub before: Phrases<Sense>,
    pub after: Phrases<Sense>,
    pub openings: Phrases<usize>,
    pub crowds: Phrases<Crowd>,
    pub of: Phrases<()>,
    pub percent: Phrases<()>,
    pub units: Phrases<&'static str>,
    pub minus: Phrases<()>,
    /// The words that a figure may begin with: most words of a text are none of them.
    first: HashSet<Box<str>>,
}

/// Phrases by their first token, the longest first.
pub(super) struct Phrases<T>(HashMap<&'static str, Vec<(Phrase, T)>>);

impl<T: Copy> Phrases<T> {
    fn of(all: impl Iterator<Item = (&'static str, T)>) -> Self {
        let mut map: HashMap<&'static str, Vec<(Phrase, T)>> = HashMap::new();
        for (words, what) in all {
            let phrase: Phrase = words.split(' ').collect();
            map.entry(phrase[0]).or_default().push((phrase, what));
        }
        for phrases in map.values_mut() {
            phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        }
        Self(map)
    }

    fn firsts(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }

    pub fn starting(&self, key: &str) -> &[(Phrase, T)] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }
}

/// The first two letters of a word, from nought, where both are plain.
fn pair(word: &str) -> Option<(usize, usize)> {
    let letter = |at: usize| {
        let letter = word.as_bytes().get(at)?;
        letter
            .is_ascii_lowercase()
            .then(|| usize::from(letter - b'a'))
    };
    Some((letter(0)?, letter(1)?))
}

fn position(code: &str) -> Option<usize> {
    let primary = code.split(['-', '_']).next()?;
    ALL.iter()
        .position(|l| l.code.eq_ignore_ascii_case(primary))
}

/// Whether a language is read, without laying out its words.
pub(super) fn is_read(code: &str) -> bool {
    position(code).is_some()
}

/// The lexicon of a language by its code; `None` for a language that is not read.
pub(super) fn lexicon(code: &str) -> Option<&'static Lexicon> {
    static LEXICONS: [OnceLock<Lexicon>; 7] = [const { OnceLock::new() }; 7];
    let at = position(code)?;
    Some(LEXICONS[at].get_or_init(|| Lexicon::of(ALL[at])))
}

impl Lexicon {
    fn of(language: &'static Language) -> Self {
        let mut atoms: HashMap<Box<str>, Atom> = HashMap::new();
        for (word, base) in language.cardinals {
            (language.ordinals)(word, *base, &mut |ordinal, plural| {
                atoms
                    .entry(ordinal.into())
                    .or_insert(Atom::Ord(*base, plural));
            });
        }
        for (word, base) in language.cardinals {
            atoms.insert((*word).into(), Atom::Card(*base));
        }
        for (word, atom) in language.others {
            atoms.insert((*word).into(), *atom);
        }
        let mut lexicon = Self {
            first: HashSet::new(),
            language,
            longest: atoms.keys().map(|w| w.len()).max().unwrap_or(0),
            pairs: [0; 26],
            atoms,
            before: Phrases::of(language.before.iter().copied()),
            after: Phrases::of(language.after.iter().copied()),
            openings: Phrases::of(language.ranges.iter().enumerate().map(|(n, r)| (r.0, n))),
            crowds: Phrases::of(language.crowds.iter().copied()),
            of: Phrases::of(language.of.iter().map(|w| (*w, ()))),
            percent: Phrases::of(language.percent.iter().map(|w| (*w, ()))),
            units: Phrases::of(units::lines(units::SYMBOLS).chain(units::lines(language.units))),
            minus: Phrases::of(language.minus.iter().map(|w| (*w, ()))),
        };
        let phrases = (lexicon.before.firsts())
            .chain(lexicon.openings.firsts())
            .chain(lexicon.crowds.firsts())
            .chain(lexicon.units.firsts())
            .chain(lexicon.minus.firsts())
            .map(Box::from);
        for (first, second) in lexicon.atoms.keys().filter_map(|word| pair(word)) {
            lexicon.pairs[first] |= 1 << second;
        }
        lexicon.first = phrases.chain(lexicon.atoms.keys().cloned()).collect();
        lexicon
    }

    /// Whether a figure may begin with a word.
    pub fn begins(&self, word: &str) -> bool {
        self.first.contains(word)
            || self.language.glue.is_some() && self.parts(word, &mut Vec::new())
    }

    /// The number words that one written word is made of; none if it is not wholly made of them.
    pub fn parts(&self, word: &str, out: &mut Vec<Atom>) -> bool {
        if let Some(atom) = self.atoms.get(word) {
            out.push(*atom);
            return true;
        }
        let Some(glue) = self.language.glue else {
            return false;
        };
        // The longest that people write is under a hundred letters.
        if word.len() < 5 || word.len() > 120 || !word.is_ascii() {
            return false;
        }
        // Most words begin with no number: that much is told without trying where it could end.
        if pair(word).is_none_or(|(first, second)| self.pairs[first] & 1 << second == 0) {
            return false;
        }
        let from = out.len();
        let mut steps = 0;
        if self.split(word, glue, out, &mut steps) && out.len() > from + 1 {
            return true;
        }
        out.truncate(from);
        false
    }

    /// Longest part first, going back where the rest is nothing. Bounded: a word of no language could
    /// else be tried in more ways than there is time.
    fn split(&self, word: &str, glue: &[&str], out: &mut Vec<Atom>, steps: &mut u32) -> bool {
        if word.is_empty() {
            return !matches!(out.last(), Some(Atom::And));
        }
        *steps += 1;
        if *steps > 400 {
            return false;
        }
        for length in (2..=self.longest.min(word.len())).rev() {
            if let Some(atom) = self.atoms.get(&word[..length])
                && !matches!(atom, Atom::And | Atom::Minus | Atom::Point)
            {
                out.push(*atom);
                if self.split(&word[length..], glue, out, steps) {
                    return true;
                }
                out.pop();
            }
        }
        let joined = matches!(out.last(), Some(Atom::Card(_) | Atom::Article));
        for glue in glue.iter().filter(|_| joined) {
            if let Some(rest) = word.strip_prefix(glue) {
                out.push(Atom::And);
                if self.split(rest, &[], out, steps)
                    || self.split(rest, std::slice::from_ref(glue), out, steps)
                {
                    return true;
                }
                out.pop();
            }
        }
        false
    }
}

/// The units that every language shares, for a text whose language is not known.
pub(super) fn symbols() -> &'static Phrases<&'static str> {
    static SYMBOLS: OnceLock<Phrases<&'static str>> = OnceLock::new();
    SYMBOLS.get_or_init(|| Phrases::of(units::lines(units::SYMBOLS)))
}
