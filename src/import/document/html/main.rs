//! Which elements of a page are the document: what readability, as `dom_smoothie` has it, keeps.
//!
//! The library moves and rewrites what it keeps. So every element is given a number before, in an
//! attribute that mostly survives, and the numbers found in its answer are those of the document.
//! Words that it put in an element of its own are known by themselves, where they are long enough.

use std::collections::HashSet;

use dom_query::{Document as Dom, NodeRef};
use dom_smoothie::{Config, Readability};

/// The attribute that carries an element's number.
const NUMBER: &str = "data-dixit";

/// The elements of the document.
#[derive(Default)]
pub struct Main {
    kept: HashSet<u32>,
    words: HashSet<String>,
}

/// How many letters words have that are known by themselves.
const TELLING: usize = 25;

impl Main {
    /// Whether an element is part of the document.
    pub fn holds(&self, element: &NodeRef<'_>) -> bool {
        number(element).is_some_and(|number| self.kept.contains(&number))
    }

    /// Whether the words of a text node are words of the document.
    pub fn has_words(&self, text: &str) -> bool {
        !self.words.is_empty() && self.words.contains(&bare(text))
    }
}

fn number(element: &NodeRef<'_>) -> Option<u32> {
    element.attr(NUMBER)?.parse().ok()
}

/// Numbers the elements of a page, and finds those of the document.
pub fn mark(dom: &Dom) -> Main {
    // Gathered first: the tree cannot change while it is walked.
    let elements = dom.root().descendants();
    for (at, element) in elements.iter().filter(|node| node.is_element()).enumerate() {
        element.set_attr(NUMBER, &at.to_string());
    }
    article(dom).or_else(|| landmark(dom)).unwrap_or_default()
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn numbers(root: &NodeRef<'_>) -> HashSet<u32> {
    root.descendants_it()
        .filter(NodeRef::is_element)
        .filter_map(|element| number(&element))
        .collect()
}

fn article(dom: &Dom) -> Option<Main> {
    let config = Config {
        disable_json_ld: true,
        ..Config::default()
    };
    let mut readability = Readability::with_document(dom.clone(), None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    let content = Dom::fragment(article.content);
    let root = content.root();
    let texts = root.descendants_it().filter(NodeRef::is_text);
    let words: HashSet<String> = texts
        .map(|node| bare(&node.text()))
        .filter(|words| words.chars().count() >= TELLING)
        .collect();
    let kept = numbers(&root);
    (!kept.is_empty() || !words.is_empty()).then_some(Main { kept, words })
}

/// Where the library finds nothing, as in a page of few words: the element the page itself names as
/// its main one, else all of it.
fn landmark(dom: &Dom) -> Option<Main> {
    let named = ["main", "[role=main]", "article", "body"];
    let found = named.iter().find_map(|name| {
        let found = dom.select_single(name);
        found.nodes().first().copied()
    })?;
    let mut kept = numbers(&found);
    kept.extend(number(&found));
    Some(Main {
        kept,
        words: HashSet::new(),
    })
}
