//! What changed between two texts, word by word.

use std::time::{Duration, Instant};

use similar::{Algorithm, DiffTag, capture_diff_slices_deadline};
use unicode_segmentation::UnicodeSegmentation;

/// How long is looked for the shortest way to tell a change; after that, a longer way will do.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

/// A stretch of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// In both.
    Kept(String),
    /// Only before.
    Removed(String),
    /// Only after.
    Added(String),
}

/// The stretches that make both texts: all but the added give the first to the byte, all but the removed
/// the second. Words are those of UAX #29, so that scripts without spaces are compared too.
#[must_use]
pub fn words(before: &str, after: &str) -> Vec<Stretch> {
    words_by(before, after, Instant::now() + PATIENCE)
}

/// The same, looked for until a moment.
pub(super) fn words_by(before: &str, after: &str, deadline: Instant) -> Vec<Stretch> {
    let old: Vec<&str> = before.split_word_bounds().collect();
    let new: Vec<&str> = after.split_word_bounds().collect();
    let mut out = Vec::new();
    middle(&old, &new, deadline, &mut out);
    bridge(out)
}

/// The words that are the same in both, as few others as can be found in time.
fn middle(old: &[&str], new: &[&str], deadline: Instant, out: &mut Vec<Stretch>) {
    for op in capture_diff_slices_deadline(Algorithm::Myers, old, new, Some(deadline)) {
        let (tag, before, after) = op.as_tag_tuple();
        let (before, after) = (old[before].concat(), new[after].concat());
        match tag {
            DiffTag::Equal => push(out, Stretch::Kept(before)),
            DiffTag::Delete | DiffTag::Insert | DiffTag::Replace => {
                if !before.is_empty() {
                    push(out, Stretch::Removed(before));
                }
                if !after.is_empty() {
                    push(out, Stretch::Added(after));
                }
            }
        }
    }
}

fn push(out: &mut Vec<Stretch>, next: Stretch) {
    match (out.last_mut(), &next) {
        (Some(Stretch::Kept(text)), Stretch::Kept(more))
        | (Some(Stretch::Removed(text)), Stretch::Removed(more))
        | (Some(Stretch::Added(text)), Stretch::Added(more)) => text.push_str(more),
        _ => out.push(next),
    }
}

/// A change of several words is read as one: spaces between changed words belong to the change.
fn bridge(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    let mut waiting: Option<(String, String)> = None;
    let flush = |out: &mut Vec<Stretch>, waiting: &mut Option<(String, String)>, space: &str| {
        let Some((mut removed, mut added)) = waiting.take() else {
            return;
        };
        // A space taken in for a change that did not go on stands outside again.
        removed.truncate(removed.len() - space.len());
        added.truncate(added.len() - space.len());
        if !removed.is_empty() {
            out.push(Stretch::Removed(removed));
        }
        if !added.is_empty() {
            out.push(Stretch::Added(added));
        }
        if !space.is_empty() {
            push(out, Stretch::Kept(space.to_owned()));
        }
    };
    let mut space = String::new();
    for stretch in stretches {
        match stretch {
            Stretch::Kept(text)
                if waiting.is_some() && space.is_empty() && text.trim().is_empty() =>
            {
                if let Some((removed, added)) = &mut waiting {
                    removed.push_str(&text);
                    added.push_str(&text);
                }
                space = text;
            }
            Stretch::Kept(text) => {
                flush(&mut out, &mut waiting, &space);
                space.clear();
                push(&mut out, Stretch::Kept(text));
            }
            Stretch::Removed(text) => {
                space.clear();
                waiting.get_or_insert_default().0.push_str(&text);
            }
            Stretch::Added(text) => {
                space.clear();
                waiting.get_or_insert_default().1.push_str(&text);
            }
        }
    }
    flush(&mut out, &mut waiting, &space);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(before: &str, after: &str) -> String {
        let each = words(before, after)
            .into_iter()
            .map(|stretch| match stretch {
                Stretch::Kept(text) => text,
                Stretch::Removed(text) => format!("[-{text}-]"),
                Stretch::Added(text) => format!("{{+{text}+}}"),
            });
        each.collect()
    }

    #[test]
    fn words_that_changed_stand_side_by_side() {
        assert_eq!(
            marked("more than 10,000 soldiers", "more than 12,000 soldiers"),
            "more than [-10,000-]{+12,000+} soldiers"
        );
        assert_eq!(marked("did say so", "did not say so"), "did {+not +}say so");
        assert_eq!(
            marked("a grave escalation of it", "a very serious step of it"),
            "a [-grave escalation-]{+very serious step+} of it"
        );
        assert_eq!(
            marked("다리가 열렸다", "다리가 닫혔다"),
            "다리가 [-열렸다-]{+닫혔다+}"
        );
        assert_eq!(marked("same", "same"), "same");
    }

    proptest! {
        #[test]
        fn both_texts_come_back_whole(before in "[ab \n]{0,24}", after in "[ab \n]{0,24}") {
            let (mut old, mut new) = (String::new(), String::new());
            for stretch in words(&before, &after) {
                match stretch {
                    Stretch::Kept(text) => { old += &text; new += &text; }
                    Stretch::Removed(text) => old += &text,
                    Stretch::Added(text) => new += &text,
                }
            }
            prop_assert_eq!(old, before);
            prop_assert_eq!(new, after);
        }
    }
}
