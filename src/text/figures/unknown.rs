//! Texts whose language is not known: digits alone are read, and none beside which a word of any
//! language says more.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::atoms::{Atom, Base};
use super::lang;
use super::quantity::Quantity;
use super::tokens::{Kind, Tokens};

/// The words of all languages that a number alone would leave out.
struct Words {
    /// What multiplies the number before it.
    scales: HashSet<&'static str>,
    /// What bounds the number behind it, with its last word first.
    bounds: HashSet<Vec<&'static str>>,
    /// The most words of one of those.
    longest: usize,
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let scales = lang::ALL.iter().flat_map(|language| {
            let cardinals = (language.cardinals.iter())
                .filter(|(_, base)| matches!(base, Base::Scale(_) | Base::Hundred))
                .map(|(word, _)| *word);
            let others = (language.others.iter())
                .filter(|(_, atom)| {
                    matches!(
                        atom,
                        Atom::Card(Base::Scale(_) | Base::Hundred) | Atom::Group(_)
                    )
                })
                .map(|(word, _)| *word);
            let tails = language.tails.iter().map(|(word, _)| *word);
            let short = language.suffixes.iter().map(|(word, _)| *word);
            (cardinals.chain(others).chain(tails)).chain(short.filter(|word| word.len() > 1))
        });
        let bounds: HashSet<Vec<&'static str>> = (lang::ALL.iter())
            .flat_map(|language| language.before.iter())
            .map(|(phrase, _)| phrase.split(' ').rev().collect())
            .collect();
        Words {
            // Millimetres are a measure in every language.
            scales: scales.filter(|word| *word != "mm").collect(),
            longest: bounds.iter().map(Vec::len).max().unwrap_or(0),
            bounds,
        }
    })
}

/// Whether a word beside a number bounds or multiplies it in any language.
pub(super) fn is_worded(tokens: &Tokens, quantity: &Quantity) -> bool {
    let next = tokens.skip_space(quantity.end);
    let million = matches!(tokens.raw(next, next + 1), "M" | "MM");
    let scaled = tokens
        .word(next)
        .is_some_and(|word| words().scales.contains(word));
    if million || scaled {
        return true;
    }
    let mut phrase: Vec<&str> = Vec::new();
    let mut at = quantity.start;
    while phrase.len() < words().longest
        && let Some(before) = tokens.before(at)
        && let Some(Kind::Word) = tokens.kind(before)
    {
        phrase.push(tokens.key(before));
        if words().bounds.contains(&phrase) {
            return true;
        }
        at = before;
    }
    false
}
