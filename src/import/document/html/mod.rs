//! Web pages: the whole visible text, a line a block, with the document marked in it.
//!
//! What no reader sees (scripts, hidden elements) and what only serves the site (menus, cookie
//! banners, forms) is left out. The rest is all kept, because words that somebody quotes may stand in
//! a caption, a box or a linked headline; what of it is the document and not the page around it is
//! told by the parts, and found by a library (`main`).

mod block;
mod depth;
mod main;
mod standfirst;
mod visible;
mod walk;

use dom_query::Document as Dom;

pub use block::same;
pub use walk::Block;

use super::charset::decode;
use super::{Document, Hints, metadata};
use crate::model::Part;

/// The largest page that is read; larger ones are kept as bytes.
const LARGEST: usize = 16 << 20;

/// The lines of a piece of HTML that stands in a text of another kind, each with its part.
pub fn lines_of(markup: &str) -> Vec<(Part, String)> {
    if depth::is_deep(markup) {
        return vec![(Part::Body, markup.to_owned())];
    }
    // What was cut off its table would lose its cells.
    let row = ["<tr", "<td", "<th", "<tb"].iter().any(|tag| {
        let start = markup.trim_start().get(..3);
        start.is_some_and(|start| start.eq_ignore_ascii_case(tag))
    });
    let dom = Dom::from(format!("{}{markup}", if row { "<table>" } else { "" }));
    let blocks = walk::blocks(&dom, &main::Main::default());
    blocks
        .into_iter()
        .map(|block| (block.part(), block.text))
        .collect()
}

/// Reads a web page.
pub fn read(bytes: &[u8], hints: &Hints) -> Document {
    let decoded = decode(bytes, hints, true);
    let mut said = decoded.said;
    let fault = if decoded.text.len() > LARGEST {
        Some(format!(
            "the page is larger than {} MiB: it is kept without text",
            LARGEST >> 20
        ))
    } else if depth::is_deep(&decoded.text) {
        Some(
            "the page is nested deeper than any browser follows: it is kept without text"
                .to_owned(),
        )
    } else {
        None
    };
    if let Some(fault) = fault {
        said.push(fault);
        return Document {
            said,
            ..Document::default()
        };
    }
    let dom = Dom::from(decoded.text.as_str());
    let main = main::mark(&dom);
    let blocks = walk::blocks(&dom, &main);
    let found = metadata::html::find(&dom, &blocks, hints);
    let lines = block::lines(blocks, &found);
    let gate = visible::gate(&dom, &lines.text);
    if lines.text.is_empty() {
        said.push("the page has no text: it may only fill itself in a browser".to_owned());
    }
    Document {
        reader: "html/1".to_owned(),
        text: lines.text,
        parts: lines.parts,
        found,
        said,
        gate,
        ..Document::default()
    }
}
