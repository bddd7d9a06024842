//! Which of several places is meant.

use std::ops::Range;

use super::index::{Index, Stretch};
use super::scan::letters;
use super::standing::Standing;
use super::{Grade, Sought};

/// A place of a whole passage: one standing a fragment.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub parts: Vec<Standing>,
}

impl Candidate {
    pub fn grade(&self) -> Grade {
        self.parts
            .iter()
            .map(|p| p.grade)
            .max()
            .unwrap_or(Grade::Missing)
    }

    pub fn cost(&self) -> u32 {
        self.parts.iter().map(|p| p.cost).sum()
    }

    /// From the first fragment's beginning to the last one's end.
    pub fn whole(&self) -> Stretch {
        match (self.parts.first(), self.parts.last()) {
            (Some(first), Some(last)) => Stretch {
                bytes: first.at.bytes.start..last.at.bytes.end,
                letters: first.at.letters.start..last.at.letters.end,
            },
            _ => Stretch::default(),
        }
    }
}

/// What two alignments may differ by and still be about as good: one word.
const ABOUT: u32 = 7;

/// Those that are about as good as the best and that nothing tells apart: one where the place is clear.
pub(super) fn choose(
    mut all: Vec<Candidate>,
    index: &Index<'_>,
    sought: &Sought<'_>,
) -> Vec<Candidate> {
    // A passage with cuts may begin where it should and end beyond.
    if all.len() > 1 && !sought.within.is_empty() {
        let inside = |candidate: &Candidate| is_within(candidate, index, sought.within);
        if all.iter().any(inside) {
            all.retain(inside);
        }
    }
    let hinted = !sought.prefix.is_empty() || !sought.suffix.is_empty() || sought.near.is_some();
    // A place that differs by copying may be the right one where something is known of its surroundings.
    let class = |candidate: &Candidate| match candidate.grade() {
        Grade::Exact | Grade::Normalised if hinted => Grade::Normalised,
        // A word changed here or a letter there: the alignments are compared.
        Grade::Fuzzy | Grade::Changed if candidate.cost() > 0 => Grade::Changed,
        grade => grade,
    };
    let Some(best) = all.iter().map(class).min() else {
        return all;
    };
    all.retain(|candidate| class(candidate) == best);
    let least = all.iter().map(Candidate::cost).min().unwrap_or(0);
    all.retain(|candidate| {
        candidate.cost() == least || least > 0 && candidate.cost() < least + ABOUT
    });
    if all.len() > 1 {
        by_context(&mut all, index, sought);
    }
    if all.len() > 1
        && let Some(near) = sought.near
    {
        by_position(&mut all, index, near);
    }
    if all.len() > 1 && hinted {
        // Something was known, and did not help: the better grade alone may.
        let best = all.iter().map(Candidate::grade).min();
        all.retain(|candidate| Some(candidate.grade()) == best);
    }
    all
}

fn is_within(candidate: &Candidate, index: &Index<'_>, within: &[Range<u64>]) -> bool {
    let bytes = candidate.whole().bytes;
    let (start, end) = (index.point(bytes.start), index.point(bytes.end));
    within
        .iter()
        .any(|range| range.start < end && start < range.end)
}

/// Keeps those whose surroundings have most letters in common with those remembered.
fn by_context(all: &mut Vec<Candidate>, index: &Index<'_>, sought: &Sought<'_>) {
    let (before, after) = (letters(sought.prefix), letters(sought.suffix));
    let text = index.letters.as_bytes();
    let score = |candidate: &Candidate| {
        let at = candidate.whole().letters;
        let left = text[..at.start].iter().rev().zip(before.bytes().rev());
        let right = text[at.end..].iter().zip(after.bytes());
        left.take_while(|(a, b)| **a == *b).count() + right.take_while(|(a, b)| **a == *b).count()
    };
    let most = all.iter().map(score).max().unwrap_or(0);
    if most > 0 {
        all.retain(|candidate| score(candidate) == most);
    }
}

/// Keeps the one that is clearly nearest to where the words once were: what was written before them since
/// has moved all of them alike.
fn by_position(all: &mut Vec<Candidate>, index: &Index<'_>, near: u64) {
    let far = |candidate: &Candidate| index.point(candidate.whole().bytes.start).abs_diff(near);
    let mut distances: Vec<u64> = all.iter().map(far).collect();
    distances.sort_unstable();
    if distances[0] * 2 < distances[1] {
        all.retain(|candidate| far(candidate) == distances[0]);
    }
}
