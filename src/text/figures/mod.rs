//! Figures in words and digits: how much somebody said, with every word that bounds it.
//!
//! Read are quantities, in seven languages: digits with the marks of the language, number words,
//! parts, percentages, ranges, and what qualifies them (*more than*, *up to*, *dozens of*). Left as
//! words are what only looks like one: years, dates, times of day, telephone numbers, scores, article
//! numbers, ids. Values are exact. A number whose marks can be read in two ways, in a text whose
//! language is not known, is given with both readings and no value.

mod addresses;
mod atoms;
mod bounds;
mod cardinal;
mod counted;
mod dated;
mod digits;
mod grammar;
mod lang;
mod names;
mod numeral;
mod phrases;
mod precision;
mod quantity;
mod ranges;
mod reading;
mod shared;
mod tails;
#[cfg(test)]
mod tests;
mod tokens;
mod unit;
mod units;
mod unknown;
mod unrecorded;
mod value;
mod words;

pub use precision::Precision;
pub use reading::Reading;
pub use unrecorded::{Standing, language_of, unrecorded};
pub use value::Value;

use std::ops::Range;

use lang::Lexicon;
use tokens::Tokens;

/// A number within a finding, as it stands.
#[derive(Clone, Debug)]
pub struct Number {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Its exact value.
    pub value: Value,
}

/// What a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// How much or how many.
    Quantity,
    /// Which in a row: the third.
    Ordinal,
}

/// A figure found in a text.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Where it stands, in bytes, with the words that bound it and its unit.
    pub range: Range<usize>,
    /// A quantity or an ordinal.
    pub kind: Kind,
    /// How the words bound it.
    pub precision: Precision,
    /// The least; nothing where there is none.
    pub low: Option<Value>,
    /// The most; nothing where there is none.
    pub high: Option<Value>,
    /// The readings where the text does not say which: then there are no bounds.
    pub either: Option<(Value, Value)>,
    /// The numbers that it is made of.
    pub numbers: Vec<Number>,
    /// The number with its unit, without what bounds it.
    pub quantity: Range<usize>,
    /// The symbol of the unit: UCUM, ISO 4217, `%`.
    pub unit: Option<&'static str>,
    /// The unit as written.
    pub unit_text: Option<Range<usize>>,
    /// What is counted, as written.
    pub counted: Option<Range<usize>>,
    /// How it was read, where there was something to decide.
    pub how: Vec<String>,
}

/// The languages that are read, by code.
pub fn languages() -> impl Iterator<Item = &'static str> {
    lang::ALL.iter().map(|l| l.code)
}

/// Whether figures are read in a language, by its BCP 47 tag.
pub fn is_read(language: &str) -> bool {
    lang::is_read(language)
}

/// The figures in a text of a language (a BCP 47 tag); of digits alone where it is not known, or not
/// one of those that are read.
pub fn find(text: &str, language: Option<&str>) -> Vec<Finding> {
    let lexicon: Option<&Lexicon> = language.and_then(lang::lexicon);
    let tokens = Tokens::of(text);
    let mut found: Vec<Finding> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match bounds::expression(&tokens, at, lexicon) {
            bounds::Read::Found(finding, next) => {
                let finding = *finding;
                let joined = found
                    .last_mut()
                    .is_some_and(|last| ranges::join(last, &finding, text, lexicon));
                if !joined {
                    found.push(finding);
                }
                at = next;
            }
            bounds::Read::Nothing(next) => at = next,
        }
    }
    found
}
