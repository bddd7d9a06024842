//! Which part of the document each line of a page is.

use super::standfirst;
use super::walk::{Block, Place};
use crate::import::document::lines::Lines;
use crate::import::document::{Field, Found};
use crate::model::Part;

/// How few words a line has that is no headline of another document but a label: "Read also".
const LABEL: usize = 4;

/// The text of a page, its parts marked.
pub fn lines(blocks: Vec<Block>, found: &[Found]) -> Lines {
    let headline = headline(&blocks, found);
    let standfirst = headline.and_then(|at| standfirst::find(&blocks, at));
    let mut lines = Lines::default();
    for (at, block) in blocks.iter().enumerate() {
        let part = if headline == Some(at) {
            Some(Part::Headline)
        } else if standfirst.as_ref().is_some_and(|range| range.contains(&at)) {
            Some(Part::Standfirst)
        } else {
            part(block)
        };
        lines.line(&block.text, part);
    }
    lines
}

/// The part that a line is by itself.
fn part(block: &Block) -> Option<Part> {
    // A headline that leads elsewhere is one wherever it stands, also beside the document.
    if block.link
        && block.text.split_whitespace().count() >= LABEL
        && block.place == Place::Paragraph
    {
        return Some(Part::Link);
    }
    if !block.main {
        return None;
    }
    Some(block.part())
}

/// The line that is the headline: the title as the page has it, else the first great heading.
fn headline(blocks: &[Block], found: &[Found]) -> Option<usize> {
    let titles: Vec<&str> = found
        .iter()
        .filter(|found| found.field == Field::Title)
        .map(|found| found.value.as_str())
        .collect();
    let is_title = |block: &Block| titles.iter().any(|title| same(title, &block.text));
    let first = |test: &dyn Fn(&Block) -> bool| blocks.iter().position(test);
    first(&|b| (1..=2).contains(&b.heading) && is_title(b))
        .or_else(|| first(&|b| b.heading == 1 && !b.link))
        .or_else(|| first(&|b| b.main && is_title(b)))
        .or_else(|| first(&|b| b.heading == 1 && b.main))
}

/// Whether two titles are one but for case, spaces and marks.
pub fn same(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let (a, b) = (letters(a), letters(b));
    !a.is_empty() && a == b
}
