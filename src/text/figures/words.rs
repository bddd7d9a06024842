//! Number words, alone and beside digits, into one number: the grammar that all languages share.

use super::atoms::{Atom, Base};
use super::cardinal::Grammar;
use super::digits::{self, Reading};
use super::lang::Lexicon;
use super::tokens::{Kind, Tokens};
use super::value::Value;

/// A number as read, without what stands around it.
#[derive(Clone, Debug)]
pub(super) struct Number {
    /// The places of its first token and after its last.
    pub start: usize,
    pub end: usize,
    pub value: Value,
    /// The other reading, where the text does not say which.
    pub or: Option<Value>,
    pub ordinal: bool,
    /// Said as parts of one: two thirds.
    pub parts: bool,
    /// Digits alone, without a mark, a word or a suffix: what a year looks like.
    pub plain: bool,
    /// Words alone.
    pub spelled: bool,
    pub because: Option<&'static str>,
}

/// One number word or numeral, in its place.
pub(super) struct Item {
    pub atom: Atom,
    pub at: usize,
    pub end: usize,
    pub number: Option<Value>,
}

/// The longest row of number words that is looked at.
const MOST: usize = 48;

/// The longest number that starts at a token.
pub(super) fn read(tokens: &Tokens, at: usize, lexicon: Option<&Lexicon>) -> Option<Number> {
    let items = row(tokens, at, lexicon);
    let first = items.first()?;
    if matches!(first.atom, Atom::And | Atom::Point | Atom::Minus) {
        return None;
    }
    let grammar = Grammar {
        items: &items,
        and_from: lexicon.map_or(100, |l| l.language.and_from),
        by_twenties: lexicon.is_some_and(|l| l.language.by_twenties),
        units_first: lexicon.is_some_and(|l| l.language.units_first),
        short_article: lexicon.is_some_and(|l| l.language.code == "en"),
    };
    let read = grammar.number()?;
    // 3 million 5: what the 5 is of is not said.
    if let [.., scale, last] = &items[..read.items]
        && matches!(scale.atom, Atom::Card(Base::Scale(6..)))
        && last
            .number
            .as_ref()
            .is_some_and(|few| *few < Value::of(1000))
    {
        return None;
    }
    let last = &items[read.items - 1];
    Some(Number {
        start: at,
        end: last.end,
        value: read.value,
        or: None,
        ordinal: read.ordinal,
        parts: read.parts,
        plain: false,
        spelled: items[..read.items].iter().all(|i| i.atom != Atom::Digits),
        because: None,
    })
}

/// The number words and numerals that stand in a row.
fn row(tokens: &Tokens, from: usize, lexicon: Option<&Lexicon>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut at = from;
    let mut atoms = Vec::new();
    while items.len() < MOST {
        let end = match tokens.kind(at) {
            Some(Kind::Word) => {
                atoms.clear();
                if !lexicon.is_some_and(|l| l.parts(tokens.key(at), &mut atoms)) {
                    break;
                }
                items.extend(atoms.iter().map(|atom| Item {
                    atom: *atom,
                    at,
                    end: at + 1,
                    number: None,
                }));
                at + 1
            }
            Some(Kind::Digits | Kind::Mark('.' | ',')) => {
                let language = lexicon.map(|l| l.language);
                let Some(numeral) = digits::read(tokens, at, language) else {
                    break;
                };
                let Reading::Value(value) = numeral.reading else {
                    break;
                };
                // Digits go on with "2 million" within a line, and as whole ones: "2 million 500".
                let goes_on = items.last().is_none_or(|before| {
                    value.is_whole() && !tokens.raw(before.end, at).contains('\n')
                });
                if !goes_on {
                    break;
                }
                items.push(Item {
                    atom: Atom::Digits,
                    at,
                    end: numeral.end,
                    number: Some(value),
                });
                numeral.end
            }
            _ => break,
        };
        // A hyphen joins words; spaces round it are a slip that people make in print too.
        let spaced = tokens.skip_space(end);
        let hyphen = matches!(
            tokens.kind(spaced),
            Some(Kind::Mark('-' | '‐' | '\u{2011}'))
        );
        let next = if hyphen {
            tokens.skip_space(spaced + 1)
        } else {
            spaced
        };
        let word = tokens.kind(next) == Some(Kind::Word);
        if hyphen && !(word && tokens.kind(end - 1) == Some(Kind::Word)) {
            break;
        }
        if next == end && !(hyphen || word) {
            break;
        }
        at = next;
    }
    items
}
