//! What changed between two readings of a document: paragraph by paragraph, and within one word by
//! word.

use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use unicode_segmentation::UnicodeSegmentation;

/// How long is looked for the shortest way to tell a change; after that, a longer way will do.
const PATIENCE: Duration = Duration::from_secs(2);

/// How alike two paragraphs are that are told as one changed, in hundredths of their words.
const ALIKE: usize = 40;

/// A paragraph that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It reads otherwise.
    Altered(Vec<Piece>),
    /// It was not there before.
    Added(String),
    /// It is no longer there.
    Gone(String),
}

/// A run of words of a paragraph that reads otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As before.
    Same(String),
    /// Not there before.
    New(String),
    /// No longer there.
    Old(String),
}

/// What changed, in the order of the document.
pub fn between(before: &[&str], after: &[&str]) -> Vec<Change> {
    let deadline = Some(Instant::now() + PATIENCE);
    let mut changes = Vec::new();
    for op in capture_diff_slices_deadline(Algorithm::Patience, before, after, deadline) {
        let (old, new) = (&before[op.old_range()], &after[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => {}
            _ => replaced(old, new, deadline, &mut changes),
        }
    }
    changes
}

/// Paragraphs in the place of others: those alike are told as changed, in order.
fn replaced(old: &[&str], new: &[&str], deadline: Option<Instant>, changes: &mut Vec<Change>) {
    let mut at = 0;
    for paragraph in old {
        let twin = new[at..]
            .iter()
            .position(|other| are_alike(paragraph, other));
        let Some(twin) = twin else {
            changes.push(Change::Gone((*paragraph).to_owned()));
            continue;
        };
        let added = new[at..at + twin].iter();
        changes.extend(added.map(|other| Change::Added((*other).to_owned())));
        changes.push(Change::Altered(pieces(paragraph, new[at + twin], deadline)));
        at += twin + 1;
    }
    changes.extend(
        new[at..]
            .iter()
            .map(|other| Change::Added((*other).to_owned())),
    );
}

fn are_alike(a: &str, b: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.unicode_words().collect(), b.unicode_words().collect());
    let longer = a.len().max(b.len());
    if longer == 0 || a.len().min(b.len()) * 100 < longer * ALIKE {
        return false;
    }
    let mut rest = b;
    let shared = a.iter().filter(|word| {
        let found = rest.iter().position(|other| other == *word);
        found.map(|at| rest.swap_remove(at)).is_some()
    });
    shared.count() * 100 >= longer * ALIKE
}

fn pieces(old: &str, new: &str, deadline: Option<Instant>) -> Vec<Piece> {
    let (old, new): (Vec<&str>, Vec<&str>) = (
        old.split_word_bounds().collect(),
        new.split_word_bounds().collect(),
    );
    let mut pieces = Vec::new();
    for op in capture_diff_slices_deadline(Algorithm::Myers, &old, &new, deadline) {
        let (was, is) = (old[op.old_range()].concat(), new[op.new_range()].concat());
        if matches!(op, DiffOp::Equal { .. }) {
            pieces.push(Piece::Same(was));
            continue;
        }
        if !was.is_empty() {
            pieces.push(Piece::Old(was));
        }
        if !is.is_empty() {
            pieces.push(Piece::New(is));
        }
    }
    pieces
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
        let Change::Altered(pieces) = &changes[0] else {
            panic!("{changes:?}")
        };
        assert_eq!(
            pieces[..3],
            [
                Piece::Same("More than ".into()),
                Piece::Old("10,000".into()),
                Piece::New("12,000".into())
            ]
        );
        assert!(pieces.contains(&Piece::New("not ".into())), "{pieces:?}");
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
}
