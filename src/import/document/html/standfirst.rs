//! The lines under a headline that sum the document up.

use std::ops::Range;

use super::walk::{Block, Place};

/// What classes and properties of standfirsts hold, in the languages of the sites.
const NAMES: &[&str] = &[
    "standfirst",
    "chapo",
    "chapeau",
    "lede",
    "dek",
    "deck",
    "subtitle",
    "sub-title",
    "subheadline",
    "sub-headline",
    "subhead",
    "sous-titre",
    "soustitre",
    "entry-summary",
    "article-summary",
    "article__summary",
    "article-intro",
    "article__intro",
    "article-lead",
    "article__lead",
    "lead-paragraph",
    "article-description",
    "articledescription",
    "bajada",
    "entradilla",
    "sottotitolo",
    "occhiello",
    "teaser-text",
    "vorspann",
    "unterzeile",
    "alternativeheadline",
    "article__desc",
    "article__standfirst",
    "article__chapo",
    "article__dek",
];

/// How many lines after the headline a standfirst may begin, and how many it may have.
const REACH: usize = 6;
const LONGEST: usize = 4;

/// The lines of the standfirst that belongs to a headline.
pub fn find(blocks: &[Block], headline: usize) -> Option<Range<usize>> {
    let near = headline + 1..(headline + 1 + REACH).min(blocks.len());
    let is = |block: &Block| {
        block.place == Place::Paragraph
            && !block.link
            && block.names.split_ascii_whitespace().take(6).any(|name| {
                NAMES
                    .iter()
                    .any(|known| name.to_ascii_lowercase().contains(known))
            })
    };
    let first = near.into_iter().find(|at| is(&blocks[*at]))?;
    let many = blocks[first..]
        .iter()
        .take(LONGEST)
        .take_while(|block| is(block))
        .count();
    Some(first..first + many)
}
