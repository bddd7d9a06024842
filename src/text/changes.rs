//! What changed between two readings of a document: paragraph by paragraph, and within one word by
//! word.

use std::time::Instant;

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use unicode_segmentation::UnicodeSegmentation;

use super::diff::{PATIENCE, Stretch, words_by};

/// How alike two paragraphs are that are told as one changed, in hundredths of their words.
const ALIKE: usize = 40;
/// How many new paragraphs ahead one is looked for.
const WINDOW: usize = 64;

/// A paragraph that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It reads otherwise.
    Altered(Vec<Stretch>),
    /// It was not there before.
    Added(String),
    /// It is no longer there.
    Gone(String),
}

/// What changed, in the order of the document: told within seconds, however long the texts are.
pub fn between(before: &[&str], after: &[&str]) -> Vec<Change> {
    let deadline = Instant::now() + PATIENCE;
    let mut changes = Vec::new();
    for op in capture_diff_slices_deadline(Algorithm::Patience, before, after, Some(deadline)) {
        let (old, new) = (&before[op.old_range()], &after[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => {}
            _ => replaced(old, new, deadline, &mut changes),
        }
    }
    changes
}

/// Paragraphs in the place of others: those alike are told as changed, in order. When time is up,
/// those that are left came and went.
fn replaced(old: &[&str], new: &[&str], deadline: Instant, changes: &mut Vec<Change>) {
    let bags: Vec<Vec<&str>> = new.iter().map(|paragraph| bag(paragraph)).collect();
    let added = |other: &&str| Change::Added((*other).to_owned());
    let mut at = 0;
    for paragraph in old {
        let words = bag(paragraph);
        let near = bags[at..].iter().take(WINDOW);
        let twin = near
            .take_while(|_| Instant::now() < deadline)
            .position(|other| are_alike(&words, other));
        let Some(twin) = twin else {
            changes.push(Change::Gone((*paragraph).to_owned()));
            continue;
        };
        changes.extend(new[at..at + twin].iter().map(added));
        changes.push(Change::Altered(words_by(
            paragraph,
            new[at + twin],
            deadline,
        )));
        at += twin + 1;
    }
    changes.extend(new[at..].iter().map(added));
}

/// The words of a paragraph, sorted, so that two can be counted against each other in one pass.
fn bag(paragraph: &str) -> Vec<&str> {
    let mut words: Vec<&str> = paragraph.unicode_words().collect();
    words.sort_unstable();
    words
}

fn are_alike(a: &[&str], b: &[&str]) -> bool {
    let longer = a.len().max(b.len());
    if longer == 0 || a.len().min(b.len()) * 100 < longer * ALIKE {
        return false;
    }
    let (mut shared, mut others) = (0, b.iter().peekable());
    for word in a {
        while others.next_if(|other| *other < word).is_some() {}
        shared += usize::from(others.next_if_eq(&word).is_some());
    }
    shared * 100 >= longer * ALIKE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_told_within_its_paragraph() {
        let before = [
            "The head",
            "More than 10,000 soldiers were sent, it said.",
            "The end",
        ];
        let after = [
            "The head",
            "More than 12,000 soldiers were not sent, it said.",
            "A word more",
            "The end",
        ];
        let changes = between(&before, &after);
        let Change::Altered(stretches) = &changes[0] else {
            panic!("{changes:?}")
        };
        assert_eq!(
            stretches[..3],
            [
                Stretch::Kept("More than ".into()),
                Stretch::Removed("10,000".into()),
                Stretch::Added("12,000".into())
            ]
        );
        assert!(
            stretches.contains(&Stretch::Added("not ".into())),
            "{stretches:?}"
        );
        assert_eq!(changes[1..], [Change::Added("A word more".into())]);
    }

    #[test]
    fn paragraphs_that_have_nothing_in_common_came_and_went() {
        let changes = between(&["One two three four"], &["Five six seven eight"]);
        assert_eq!(
            changes,
            [
                Change::Gone("One two three four".into()),
                Change::Added("Five six seven eight".into())
            ]
        );
        assert_eq!(between(&["a", "b"], &["a", "b"]), []);
    }

    #[test]
    fn a_long_text_that_became_another_is_told_whole() {
        let paragraphs = |word: &str| -> Vec<String> {
            (0..4000)
                .map(|at| format!("{word}{at} {word} {at} of {word}"))
                .collect()
        };
        let (before, after) = (paragraphs("a"), paragraphs("b"));
        let old: Vec<&str> = before.iter().map(String::as_str).collect();
        let new: Vec<&str> = after.iter().map(String::as_str).collect();
        let changes = between(&old, &new);
        let count = |of: fn(&Change) -> bool| changes.iter().filter(|change| of(change)).count();
        let altered = count(|change| matches!(change, Change::Altered(_)));
        assert_eq!(
            altered + count(|change| matches!(change, Change::Gone(_))),
            4000
        );
        assert_eq!(
            altered + count(|change| matches!(change, Change::Added(_))),
            4000
        );
    }
}
