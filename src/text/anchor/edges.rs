//! Where a place begins and ends: words and numbers that it cuts, and marks that say that it ends there.

use std::ops::Range;

use super::gap::mark;
use super::lexicon::{Class, Lexicon};
use super::scan::letters;
use super::token::{Kind, tokens};
use super::{ChangeKind, Difference};
use crate::text::scripts::clings;

/// How far from an edge a word that is cut there is looked for, in bytes.
pub(super) const EDGE: usize = 64;
/// How many words may stand between a passage's end and the mark it ends with.
const OMITTED: usize = 3;

/// What the text has between a passage's end and the mark with which the passage ends there: "he knows."
/// where it says "he knows not." Only what weighs: a negation, a hedge, a number.
pub(super) fn omitted(
    text: &str,
    edge: usize,
    marks: &str,
    before: bool,
    lang: &str,
) -> Option<Difference> {
    let sought = marks.chars().next()?;
    let range = if before {
        text.floor_char_boundary(edge.saturating_sub(EDGE))..edge
    } else {
        edge..text.ceil_char_boundary((edge + EDGE).min(text.len()))
    };
    let part = &text[range];
    let is_it = |c: char| mark(c) == Some(sought) && c != '\'' && c != '’';
    let words = if before {
        &part[part.rfind(is_it)?..]
    } else {
        &part[..part.find(is_it)?]
    };
    let between = tokens(words);
    if between.len() > OMITTED {
        return None;
    }
    let lexicon = Lexicon::of(lang, &[&tokens(part)]);
    let kind = between
        .iter()
        .find_map(|token| match lexicon.class(token) {
            Class::Number => Some(ChangeKind::Number),
            Class::Negation => Some(ChangeKind::Negation),
            Class::Hedge => Some(ChangeKind::Hedge),
            Class::Qualifier | Class::Plain => None,
        })?;
    let theirs = words.trim_matches(|c: char| !c.is_alphanumeric());
    Some(Difference::new(vec![kind], "", theirs))
}

/// Follows the marks of a fragment's end along the text; answers how far they go, and those that do not stand there.
pub(super) fn follow(
    marks: impl Iterator<Item = char>,
    text: impl Iterator<Item = (usize, char)>,
) -> (Option<usize>, String) {
    let wanted = runs(marks.map(|c| (0, c)));
    let there = runs(text.take_while(|(_, c)| !c.is_alphanumeric()).take(EDGE));
    let met = wanted
        .iter()
        .zip(&there)
        .take_while(|(a, b)| a.0 == b.0)
        .count();
    let reached = met.checked_sub(1).map(|last| there[last].1);
    (
        reached,
        wanted[met..].iter().map(|(mark, _)| *mark).collect(),
    )
}

/// Marks with where each ends; those that make up one mark count once: three dots, two single quotation marks.
fn runs(text: impl Iterator<Item = (usize, char)>) -> Vec<(char, usize)> {
    let mut runs: Vec<(char, usize)> = Vec::new();
    let mut apart = false;
    for (at, c) in text {
        if c.is_whitespace() {
            apart = true;
            continue;
        }
        let Some(found) = mark(c) else { continue };
        match runs.last_mut() {
            Some(last) if last.0 == found && matches!(found, '"' | '-') && !apart => last.1 = at,
            Some(last) if matches!((last.0, found), ('.' | '…', '.' | '…')) => {
                *last = ('…', at)
            }
            _ => runs.push((found, at)),
        }
        apart = false;
    }
    runs
}

/// What a place cuts at its two ends.
#[derive(Default)]
pub(super) struct Edges {
    /// Whether a word of the text goes on beyond one of them.
    pub cut: bool,
    /// What that changes.
    pub changes: Option<ChangeKind>,
    /// The part of the word within, and the whole of it with where it stands.
    pub ours: String,
    pub theirs: String,
    pub whole: Range<usize>,
    /// How many words of the passage are not cut.
    pub whole_words: usize,
}

impl Edges {
    pub fn of(text: &str, at: &Range<usize>, core: &str, lang: &str) -> Self {
        let mut edges = Self::default();
        let joins = |c: Option<char>| {
            c.is_some_and(|c| c.is_alphanumeric() || matches!(mark(c), Some('"' | '.' | ',')))
        };
        let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
        let before = text[..at.start].chars().next_back();
        let after = text[at.end..].chars().next();
        let left = joins(before) || digit(core.chars().next()) && before.is_some();
        let right = joins(after) || digit(core.chars().next_back()) && after.is_some();
        if left {
            edges.look(text, at, at.start, lang);
        }
        if right {
            edges.look(text, at, at.end, lang);
        }
        if edges.cut {
            let parts = tokens(core).len();
            let cuts = usize::from(left) + usize::from(right);
            edges.whole_words = parts.saturating_sub(cuts);
        }
        edges
    }

    /// Looks whether a word or number of the text stands across an edge.
    fn look(&mut self, text: &str, at: &Range<usize>, edge: usize, lang: &str) {
        let from = text.floor_char_boundary(edge.saturating_sub(EDGE));
        let to = text.ceil_char_boundary((edge + EDGE).min(text.len()));
        let near = tokens(&text[from..to]);
        let across = near
            .iter()
            .find(|token| from + token.start < edge && edge < from + token.end);
        let Some(token) = across else { return };
        let (start, end) = (from + token.start, from + token.end);
        if text[start..].chars().next().is_some_and(clings) {
            return;
        }
        let outside = if edge == at.start {
            &text[start..edge]
        } else {
            &text[edge..end]
        };
        let ours = &text[start.max(at.start)..end.min(at.end)];
        let lexicon = Lexicon::of(lang, &[&near]);
        // "une" of "aucune", "one" of "none", "can" of "cannot", "four" of "fourteen".
        let part = tokens(ours).first().map(|part| lexicon.class(part));
        let other_word = match (lexicon.class(token), part) {
            (Class::Negation, Some(Class::Negation)) => None,
            (Class::Negation, _) => Some(ChangeKind::Negation),
            (Class::Number, Some(Class::Number)) => Some(ChangeKind::Number),
            _ => None,
        };
        let kind = match token.kind {
            Kind::Number => Some(ChangeKind::Number),
            Kind::Word if other_word.is_some() => other_word,
            Kind::Word if edge == at.end => {
                let ending = tokens(&format!("n{outside}"));
                let is_not = ending.len() == 1 && ending[0].word.ends_with("'t");
                if !is_not && outside.starts_with(|c| mark(c) == Some('"')) {
                    return;
                }
                is_not.then_some(ChangeKind::Negation)
            }
            Kind::Word => {
                let opposite =
                    letters(ours).chars().count() >= 4 && lexicon.negates(&letters(outside));
                opposite.then_some(ChangeKind::Negation)
            }
            Kind::Sign => return,
        };
        self.cut = true;
        if self.changes.is_none() {
            self.changes = kind;
            (self.ours, self.theirs) = (ours.to_owned(), text[start..end].to_owned());
            self.whole = start..end;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::anchor::{ChangeKind, Grade, Sought, Text};

    #[test]
    fn a_passage_may_not_cut_a_number_or_a_word() {
        let text = Text::new(
            "Some 10,000 people cross it each day. The bridge will not open before June.",
        );
        let find = |words| {
            text.find(&Sought {
                words,
                lang: "en",
                ..Sought::default()
            })
        };
        let found = find("000 people cross it each day");
        assert_eq!(
            (found.grade, found.kinds()),
            (Grade::Changed, vec![ChangeKind::Number]),
            "{found:?}"
        );
        let cut = find("The bridge will not open before Jun");
        assert_eq!(cut.grade, Grade::Fuzzy);
        let text = Text::new("It is impossible to swim here. They didn’t try.");
        for words in ["possible to swim here", "They did"] {
            let found = text.find(&Sought {
                words,
                lang: "en",
                ..Sought::default()
            });
            assert_eq!(found.kinds(), [ChangeKind::Negation], "{words}: {found:?}");
        }
        for (text, words, lang, kind) in [
            (
                "None of the boats came in.",
                "one of the boats came in",
                "en",
                ChangeKind::Negation,
            ),
            (
                "We saw them but we cannot.",
                "them but we can",
                "en",
                ChangeKind::Negation,
            ),
            (
                "C’est aucune des barques.",
                "une des barques",
                "fr",
                ChangeKind::Negation,
            ),
            (
                "Keine Brücke steht.",
                "eine Brücke steht",
                "de",
                ChangeKind::Negation,
            ),
            (
                "The boats were fourteen.",
                "The boats were four",
                "en",
                ChangeKind::Number,
            ),
        ] {
            let text = Text::new(text);
            let found = text.find(&Sought {
                words,
                lang,
                ..Sought::default()
            });
            assert_eq!(found.kinds(), [kind], "{words}: {found:?}");
            let there = text.words(&found.fragments[0]);
            assert!(there.contains(&found.differences[0].theirs), "{there}");
        }
    }

    #[test]
    fn a_cut_word_may_be_another_unless_it_was_chosen_so() {
        let text = Text::new("There is no warning of a war. He said: no warming. Bananas came.");
        let seek = |words, prefix, suffix| {
            let found = text.find(&Sought {
                words,
                prefix,
                suffix,
                lang: "en",
                ..Sought::default()
            });
            let place = found.fragments.first().map(|at| (at.start, at.end));
            (found.grade, found.kinds(), place)
        };
        let words = vec![ChangeKind::Words];
        // A word of the text, one of two words, and a slip.
        assert_eq!(
            seek("There is no war", "", ""),
            (Grade::Changed, words.clone(), Some((0, 15)))
        );
        assert_eq!(
            seek("no warm", "", ""),
            (Grade::Changed, words, Some((39, 46)))
        );
        assert_eq!(
            seek("There is no warn", "", ""),
            (Grade::Fuzzy, Vec::new(), Some((0, 16)))
        );
        assert_eq!(seek("anana", "", "").0, Grade::Missing);
        for (words, prefix, suffix, place) in [
            ("ana", "B", "nas came", (52, 55)),
            ("ana", "Ban", "s came", (54, 57)),
            ("no warm", "said: ", "ing", (39, 46)),
        ] {
            assert_eq!(
                seek(words, prefix, suffix),
                (Grade::Exact, Vec::new(), Some(place)),
                "{words} after {prefix}"
            );
        }
    }

    #[test]
    fn a_mark_at_the_end_says_that_the_words_end_there() {
        let text = Text::new("She knows not. He said: “Not yet ready.”");
        for words in ["She knows.", "“yet ready.”"] {
            let found = text.find(&Sought {
                words,
                lang: "en",
                ..Sought::default()
            });
            assert_eq!(found.kinds(), [ChangeKind::Negation], "{words}: {found:?}");
        }
        let cut = text.find(&Sought {
            words: "She knows",
            lang: "en",
            ..Sought::default()
        });
        assert_eq!(cut.grade, Grade::Exact);
    }
}
