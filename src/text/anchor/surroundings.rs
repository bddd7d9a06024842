//! Words that stand as recorded, and what stands straight beside them now: a "not" put before a passage turns
//! it, and changes no letter of it.

use super::choose::Candidate;
use super::index::Index;
use super::lexicon::{Class, Lexicon};
use super::token::{Token, tokens};
use super::{ChangeKind, Difference, Grade, Sought};

/// How far from a passage a word still bears on it, in words.
const NEAR: usize = 3;
/// How much of the text beside a place is looked at, in bytes.
const LOOKED_AT: usize = 160;

/// Holds a place against the words remembered beside it: where a negation or a hedge came or went there, and
/// all else stands, the words are changed, and their place is as wide as what came.
pub(super) fn hold_against(candidate: &mut Candidate, index: &Index<'_>, sought: &Sought<'_>) {
    if candidate.grade() >= Grade::Changed {
        return;
    }
    let text = &*index.text;
    let place = candidate.whole().bytes;
    let from = text.floor_char_boundary(place.start.saturating_sub(LOOKED_AT));
    let to = text.ceil_char_boundary((place.end + LOOKED_AT).min(text.len()));
    let left = last_clause(&text[from..place.start]);
    let right = first_clause(&text[place.end..to]);
    if !sought.prefix.is_empty()
        && let Some(first) = candidate.parts.first_mut()
        && let Some(turned) = turned(last_clause(sought.prefix), left, sought.lang, true)
    {
        first.at.bytes.start = place.start - left.len() + turned.reach;
        first.grade = Grade::Changed;
        first.differences.push(turned.difference);
    }
    if !sought.suffix.is_empty()
        && let Some(last) = candidate.parts.last_mut()
        && let Some(turned) = turned(first_clause(sought.suffix), right, sought.lang, false)
    {
        last.at.bytes.end = place.end + turned.reach;
        last.grade = Grade::Changed;
        last.differences.push(turned.difference);
    }
}

/// What follows the last end of a sentence.
fn last_clause(text: &str) -> &str {
    let end = text.char_indices().rfind(|(_, c)| ends_sentence(*c));
    end.map_or(text, |(at, c)| &text[at + c.len_utf8()..])
}

/// What comes before the first end of a sentence.
fn first_clause(text: &str) -> &str {
    text.split(ends_sentence).next().unwrap_or(text)
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '\n' | '。' | '！' | '？' | '؟')
}

struct Turned {
    difference: Difference,
    /// Where what came begins, or ends after a passage, in the words that stand beside it.
    reach: usize,
}

/// What denies or hedges in one of two clauses beside a passage and not in the other, where the words round it
/// are the same.
fn turned(ours: &str, theirs: &str, lang: &str, before: bool) -> Option<Turned> {
    let outward = |text: &str| {
        let mut found = tokens(text);
        if before {
            found.reverse();
        }
        found
    };
    let (left, right) = (outward(ours), outward(theirs));
    let lexicon = Lexicon::of(lang, &[&left, &right]);
    let weighs = |token: Option<&Token>| {
        token.is_some_and(|t| matches!(lexicon.class(t), Class::Negation | Class::Hedge))
    };
    let (mut gone, mut came): (Vec<&Token>, Vec<&Token>) = (Vec::new(), Vec::new());
    let (mut a, mut b) = (0, 0);
    // The same word beyond, or the sentence's end on both sides, says that nothing else was changed.
    let mut settled = true;
    loop {
        let (one, other) = (left.get(a), right.get(b));
        let same = |a: Option<&Token>, b: Option<&Token>| {
            a.map(|t| &t.word) == b.map(|t| &t.word) && a.is_some()
        };
        if same(one, other) {
            (a, b, settled) = (a + 1, b + 1, true);
        } else if one.is_none() && other.is_none() {
            settled = true;
            break;
        } else if weighs(other) && b < NEAR {
            came.extend(other);
            (b, settled) = (b + 1, false);
        } else if weighs(one) && a < NEAR {
            gone.extend(one);
            (a, settled) = (a + 1, false);
        } else if !settled && (same(left.get(a + 1), other) || same(one, right.get(b + 1))) {
            // "aucune" in the place of "une".
            let in_place = same(left.get(a + 1), other);
            (a, b) = (a + usize::from(in_place), b + usize::from(!in_place));
        } else {
            break;
        }
        if settled && a.max(b) > NEAR {
            break;
        }
    }
    if !settled || gone.is_empty() && came.is_empty() {
        return None;
    }
    let mut kinds: Vec<ChangeKind> = [&gone, &came]
        .into_iter()
        .flatten()
        .map(|token| match lexicon.class(token) {
            Class::Hedge => ChangeKind::Hedge,
            _ => ChangeKind::Negation,
        })
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    let reach = match (came.last(), before) {
        (Some(token), true) => token.start,
        (Some(token), false) => token.end,
        (None, true) => theirs.len(),
        (None, false) => 0,
    };
    Some(Turned {
        difference: Difference::new(kinds, &written(ours, gone), &written(theirs, came)),
        reach,
    })
}

/// Words in the order of their text.
fn written(text: &str, mut words: Vec<&Token>) -> String {
    words.sort_by_key(|token| token.start);
    let words: Vec<&str> = words.iter().map(|t| &text[t.start..t.end]).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::anchor::{Found, Text};

    fn seek(text: &str, words: &str, prefix: &str, suffix: &str, lang: &str) -> (Found, String) {
        let text = Text::new(text);
        let found = text.find(&Sought {
            words,
            prefix,
            suffix,
            lang,
            ..Sought::default()
        });
        let there = found.fragments.iter().map(|f| text.words(f)).collect();
        (found, there)
    }

    #[test]
    fn a_negation_that_came_beside_words_turns_them() {
        for (text, words, prefix, suffix, lang, there, came) in [
            (
                "The council asks the mayor not to close the quay in May.",
                "to close the quay",
                "The council asks the mayor ",
                " in May.",
                "en",
                "not to close the quay",
                "not",
            ),
            (
                "La mairie promet de ne pas fermer le quai en mai.",
                "fermer le quai",
                "La mairie promet de ",
                " en mai.",
                "fr",
                "ne pas fermer le quai",
                "ne pas",
            ),
            (
                "Rain fell. Never was the quay dry. So it went.",
                "was the quay dry",
                "Rain fell. ",
                ". So it went",
                "en",
                "Never was the quay dry",
                "Never",
            ),
            (
                "Elle parle d’« aucune grande tempête » ici.",
                "grande tempête",
                "Elle parle d’« une ",
                " » ici.",
                "fr",
                "aucune « grande tempête",
                "aucune",
            ),
            (
                "She knows nothing of it.",
                "She knows",
                "",
                " of it.",
                "en",
                "She knows nothing",
                "nothing",
            ),
            (
                "Den Kai schließt die Stadt nicht im Mai.",
                "schließt die Stadt",
                "Den Kai ",
                " im Mai.",
                "de",
                "schließt die Stadt nicht",
                "nicht",
            ),
        ] {
            let (found, place) = seek(text, words, prefix, suffix, lang);
            assert_eq!(
                (found.grade, found.kinds()),
                (Grade::Changed, vec![ChangeKind::Negation]),
                "{text}: {found:?}"
            );
            assert_eq!(found.differences[0].theirs, came, "{text}");
            assert_eq!(
                place.replace("aucune grande", "aucune « grande"),
                there,
                "{text}"
            );
        }
        let (found, place) = seek(
            "The council asks the mayor to close the quay.",
            "to close the quay",
            "asks the mayor not ",
            ".",
            "en",
        );
        assert_eq!(found.kinds(), [ChangeKind::Negation]);
        assert_eq!(
            (found.differences[0].ours.as_str(), place.as_str()),
            ("not", "to close the quay")
        );
        let (found, _) = seek(
            "The quay may close in May.",
            "close in May",
            "The quay ",
            ".",
            "en",
        );
        assert_eq!(found.kinds(), [ChangeKind::Hedge]);
    }

    #[test]
    fn other_words_beside_them_do_not() {
        for (text, words, prefix, suffix) in [
            // What stood there stands there.
            (
                "The mayor will not close the quay.",
                "close the quay",
                "The mayor will not ",
                ".",
            ),
            // Another sentence, or far off.
            (
                "It does not rain. The quay is dry.",
                "The quay is dry",
                "It rains. ",
                ".",
            ),
            (
                "He does not know whether in that town the quay is dry.",
                "the quay is dry",
                "He knows whether in that town ",
                ".",
            ),
            // Written anew: nothing tells what came of what.
            (
                "Nobody knows why, and it was not said: the quay is dry.",
                "the quay is dry",
                "As the master wrote in May, ",
                ".",
            ),
            // A part of a word, as a selector has it.
            (
                "He did not say that the quay is dry.",
                "the quay is dry",
                "id not say that ",
                "",
            ),
        ] {
            let (found, place) = seek(text, words, prefix, suffix, "en");
            assert_eq!(
                (found.grade, place.as_str()),
                (Grade::Exact, words),
                "{text}: {found:?}"
            );
        }
    }
}
