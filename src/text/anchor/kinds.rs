//! What a change of words changes: a number, a negation, a hedge, a name, what is counted, or other words.

use std::ops::Range;

use super::align::Block;
use super::compare::compare;
use super::lexicon::{Class, Lexicon};
use super::spelling::alike;
use super::token::{Kind, Token};
use super::{ChangeKind, Difference};

/// How many words after a number still say what it counts.
const COUNTED: usize = 3;
/// How many words may stand between a negation and the word that denies with it.
const APART: usize = 4;

/// The two sides of an alignment.
pub(super) struct Sides<'a> {
    pub ours: &'a str,
    pub theirs: &'a str,
    pub our_tokens: &'a [Token],
    pub their_tokens: &'a [Token],
    pub lexicon: &'a Lexicon,
    /// Whether a word stands in the text somewhere: then it is a word, and no slip of another.
    pub is_known: &'a dyn Fn(&str) -> bool,
}

impl Sides<'_> {
    /// What one block of an alignment changes; none where copying alone made the difference.
    pub fn differences(&self, block: &Block) -> Vec<Difference> {
        let ours = &self.our_tokens[block.ours.clone()];
        let theirs = &self.their_tokens[block.theirs.clone()];
        let (our_words, their_words) = (text(self.ours, ours), text(self.theirs, theirs));
        let bare = |side: &[Token]| side.iter().map(|t| t.bare.as_str()).collect::<String>();
        // Signs have no letters.
        let signs = |side: &[Token]| -> Vec<String> {
            let signs = side.iter().filter(|t| t.kind == Kind::Sign);
            signs.map(|t| t.word.clone()).collect()
        };
        if bare(ours) == bare(theirs) && signs(ours) == signs(theirs) {
            return compare(our_words, their_words).1;
        }
        let kinds = self.kinds(block);
        vec![Difference::new(kinds, our_words, their_words)]
    }

    fn kinds(&self, block: &Block) -> Vec<ChangeKind> {
        let ours = &self.our_tokens[block.ours.clone()];
        let theirs = &self.their_tokens[block.theirs.clone()];
        let mut kinds = Vec::new();
        let differ = |class: Class| self.of_class(ours, class) != self.of_class(theirs, class);
        let numbers = |side: &[Token], from: usize| {
            let to = (from + COUNTED + 1).min(side.len());
            side[from.min(to)..to]
                .iter()
                .any(|t| self.lexicon.class(t) == Class::Number)
        };
        let bounds = differ(Class::Qualifier)
            && (numbers(self.our_tokens, block.ours.start)
                || numbers(self.their_tokens, block.theirs.start));
        if differ(Class::Number) || bounds {
            kinds.push(ChangeKind::Number);
        }
        // What is left when numbers, negations and hedges are taken away, laid side by side.
        let plain = |side: &[Token]| -> Vec<Token> {
            let rest = side.iter().filter(|t| {
                matches!(self.lexicon.class(t), Class::Plain)
                    || self.lexicon.class(t) == Class::Qualifier && !bounds
            });
            rest.cloned().collect()
        };
        let (left, right) = (plain(ours), plain(theirs));
        let pairs = || left.iter().zip(&right);
        let opposites = |(a, b): (&Token, &Token)| self.lexicon.are_opposites(&a.bare, &b.bare);
        let denies = self.denies_after(self.our_tokens, &block.ours)
            != self.denies_after(self.their_tokens, &block.theirs);
        if differ(Class::Negation) || denies || pairs().any(opposites) {
            kinds.push(ChangeKind::Negation);
        }
        let conditional = |(a, b): (&Token, &Token)| {
            let stem = a
                .word
                .chars()
                .zip(b.word.chars())
                .take_while(|(a, b)| a == b)
                .count();
            stem >= 3
                && self.lexicon.is_conditional(&a.word) != self.lexicon.is_conditional(&b.word)
        };
        if differ(Class::Hedge) || pairs().any(conditional) {
            kinds.push(ChangeKind::Hedge);
        }
        if kinds.is_empty() || left.len() != right.len() || !left.is_empty() {
            self.other_words(block, &left, &right, &mut kinds);
        }
        kinds
    }

    fn other_words(
        &self,
        block: &Block,
        left: &[Token],
        right: &[Token],
        kinds: &mut Vec<ChangeKind>,
    ) {
        let even = left.len() == right.len();
        let pairs = || left.iter().zip(right).filter(|(a, b)| a.word != b.word);
        let slip = |(a, b): (&Token, &Token)| {
            a.bare == b.bare
                || alike(&a.bare, &b.bare)
                    && !((self.is_known)(&a.bare) && (self.is_known)(&b.bare))
        };
        if even && pairs().all(slip) {
            return;
        }
        if even
            && !kinds.is_empty()
            && pairs().all(|(a, b)| {
                self.lexicon.are_opposites(&a.bare, &b.bare)
                    || self.lexicon.is_conditional(&a.word) != self.lexicon.is_conditional(&b.word)
            })
        {
            return;
        }
        let differing = |side: &[Token], other: &[Token]| -> Vec<Token> {
            let alone = side
                .iter()
                .filter(|t| other.iter().all(|o| o.word != t.word));
            alone.cloned().collect()
        };
        let (left, right) = (differing(left, right), differing(right, left));
        if left.is_empty() && right.is_empty() {
            // The same words in another order, or one of them once more.
            if kinds.is_empty() {
                kinds.push(ChangeKind::Words);
            }
            return;
        }
        if self.names(&left, self.our_tokens) || self.names(&right, self.their_tokens) {
            kinds.push(ChangeKind::Name);
        } else if self.counts(block) {
            kinds.push(ChangeKind::Population);
        } else if kinds.is_empty() {
            kinds.push(ChangeKind::Words);
        }
    }

    /// Whether a word denies with a negation before it, which may stand before the passage: n’[ira plus].
    fn denies_after(&self, side: &[Token], block: &Range<usize>) -> bool {
        block.clone().any(|at| {
            let before = &side[at.saturating_sub(APART)..at];
            self.lexicon.denies_after(&side[at].word)
                && before
                    .iter()
                    .any(|t| self.lexicon.class(t) == Class::Negation)
        })
    }

    /// Whether one of the words is a name, by its capital, where capitals tell.
    fn names(&self, words: &[Token], side: &[Token]) -> bool {
        let of_letters = || side.iter().filter(|t| t.kind == Kind::Word);
        // In a headline in capitals, or set in Title Case, they tell nothing.
        let capitals = of_letters().filter(|t| t.capital && !t.begins).count();
        let informative = self.lexicon.capitals_tell() && capitals * 5 <= of_letters().count() * 3;
        informative
            && words.iter().any(|t| {
                t.kind == Kind::Word && t.capital && !t.begins && t.bare.chars().count() > 1
            })
    }

    /// Whether the block stands where a number says what it counts.
    fn counts(&self, block: &Block) -> bool {
        let follows = |side: &[Token], start: usize| {
            let from = start.saturating_sub(COUNTED);
            side[from..start]
                .iter()
                .any(|t| self.lexicon.class(t) == Class::Number)
        };
        follows(self.our_tokens, block.ours.start) && follows(self.their_tokens, block.theirs.start)
    }

    /// The words of a class, sorted: two sides with the same ones say the same in this.
    fn of_class<'t>(&self, side: &'t [Token], class: Class) -> Vec<&'t str> {
        let mut words: Vec<&str> = side
            .iter()
            .filter(|token| self.lexicon.class(token) == class)
            .map(|token| token.word.as_str())
            .collect();
        words.sort_unstable();
        words
    }
}

/// The words of a run of tokens as written.
fn text<'t>(all: &'t str, tokens: &[Token]) -> &'t str {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => &all[first.start..last.end],
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use crate::text::anchor::{ChangeKind, Sought, Text};

    #[test]
    fn a_word_that_denies_with_one_before_the_passage_is_a_negation() {
        for (text, words, lang) in [
            (
                "La ville n’ouvrira plus le pont tournant en mai.",
                "ouvrira le pont tournant",
                "fr",
            ),
            (
                "La ciudad no abre más el puente giratorio en mayo.",
                "abre el puente giratorio",
                "es",
            ),
        ] {
            let found = Text::new(text).find(&Sought {
                words,
                lang,
                ..Sought::default()
            });
            assert_eq!(found.kinds(), [ChangeKind::Negation], "{words}: {found:?}");
        }
        let more = Text::new("La ville ouvrira plus le pont tournant.").find(&Sought {
            words: "ouvrira le pont tournant",
            lang: "fr",
            ..Sought::default()
        });
        assert_eq!(more.kinds(), [ChangeKind::Words]);
    }
}
