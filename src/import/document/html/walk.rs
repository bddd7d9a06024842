//! A page as blocks: what stands on lines of its own, in the order of the page.

use dom_query::{Document as Dom, NodeId, NodeRef};

use super::main::Main;
use super::visible::is_left_out;
use crate::model::Part;

/// A line of a page, and what is known of where it stood.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// The words.
    pub text: String,
    /// What it is.
    pub place: Place,
    /// The level of the heading it stands in; 0 for none.
    pub heading: u8,
    /// Whether the document holds it, and not only the page.
    pub main: bool,
    /// Whether all its words lead to another page.
    pub link: bool,
    /// The classes and properties of the elements around it, nearest first.
    pub names: String,
}

impl Block {
    /// The part of a document that such a line is.
    pub fn part(&self) -> Part {
        match self.place {
            _ if self.heading > 0 => Part::Subheading,
            Place::Caption => Part::Caption,
            Place::Table => Part::Table,
            Place::Footnote => Part::Footnote,
            Place::Paragraph => Part::Body,
        }
    }
}

/// What a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// A paragraph or the like.
    #[default]
    Paragraph,
    /// The words to a picture or table.
    Caption,
    /// A row of a table.
    Table,
    /// A note below the text.
    Footnote,
}

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
    "optgroup",
];

/// What holds for everything within an element.
#[derive(Clone, Default)]
struct Within {
    place: Place,
    heading: u8,
    main: bool,
    link: bool,
    pre: bool,
    names: String,
}

enum Step<'d> {
    Enter(NodeRef<'d>, Within),
    Break,
}

/// The lines of a page.
pub fn blocks(dom: &Dom, main: &Main) -> Vec<Block> {
    let mut made = Made::default();
    let Some(body) = dom.body() else {
        return Vec::new();
    };
    // A stack of our own: a page may be nested deeper than the program's may grow.
    let mut steps = vec![Step::Enter(body, Within::default())];
    while let Some(step) = steps.pop() {
        let (node, within) = match step {
            Step::Break => {
                made.end();
                continue;
            }
            Step::Enter(node, within) => (node, within),
        };
        if node.is_text() {
            let text = node.text();
            let known = !within.main && main.has_words(&text);
            made.words(
                &text,
                &Within {
                    main: within.main || known,
                    ..within
                },
            );
        } else if node.is_element() {
            enter(&node, &within, main, &mut made, &mut steps);
        }
    }
    made.end();
    made.blocks
}

fn enter<'d>(
    element: &NodeRef<'d>,
    around: &Within,
    main: &Main,
    made: &mut Made,
    steps: &mut Vec<Step<'d>>,
) {
    let name = element.node_name().unwrap_or_default();
    let name = name.as_ref();
    match name {
        "br" => return made.end(),
        "td" | "th" => made.cell(),
        _ => {}
    }
    if is_left_out(element, name) {
        return;
    }
    let within = within(element, name, around, main);
    let block = BLOCKS.contains(&name) || is_block_by_style(element);
    if block {
        made.end();
        steps.push(Step::Break);
    }
    let children: Vec<NodeId> = element.children_it(true).map(|child| child.id).collect();
    for id in children {
        steps.push(Step::Enter(NodeRef::new(id, element.tree), within.clone()));
    }
}

fn within(element: &NodeRef<'_>, name: &str, around: &Within, main: &Main) -> Within {
    let class = element.class().unwrap_or_default().to_ascii_lowercase();
    let property = element.attr("itemprop").unwrap_or_default();
    let role = element.attr("role").unwrap_or_default();
    let mut names = format!("{class} {property}");
    if names.trim().is_empty() {
        names.clone_from(&around.names);
    } else if name != "body" {
        // The nearest few tell; all of them would grow with the square of the depth.
        names = format!(
            "{names} {}",
            around.names.chars().take(120).collect::<String>()
        );
    }
    let is = |words: &[&str]| class.split_ascii_whitespace().any(|c| words.contains(&c));
    let place = match name {
        "figcaption" | "caption" => Place::Caption,
        _ if is(&[
            "caption",
            "wp-caption-text",
            "image-caption",
            "photo-caption",
            "legende",
            "bildunterschrift",
        ]) =>
        {
            Place::Caption
        }
        "table" if is_data(element) => Place::Table,
        _ if matches!(
            role.as_ref(),
            "doc-footnote" | "doc-endnotes" | "doc-footnotes"
        ) || is(&["footnote", "footnotes", "endnotes", "references", "reflist"]) =>
        {
            Place::Footnote
        }
        _ => around.place,
    };
    let heading = match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => level - b'0',
        _ => around.heading,
    };
    Within {
        place,
        heading,
        main: main.holds(element),
        link: around.link || (name == "a" && element.has_attr("href")),
        pre: around.pre || name == "pre",
        names,
    }
}

/// Whether a table holds data, and does not only lay out the page.
fn is_data(table: &NodeRef<'_>) -> bool {
    if table
        .attr("role")
        .is_some_and(|role| role.as_ref() == "presentation")
    {
        return false;
    }
    table.descendants_it().any(|node| {
        node.node_name()
            .is_some_and(|name| matches!(name.as_ref(), "th" | "caption" | "thead"))
    })
}

fn is_block_by_style(element: &NodeRef<'_>) -> bool {
    element.attr("style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        style.contains("display:block")
    })
}

/// The blocks made so far, and the one in the making.
#[derive(Default)]
struct Made {
    blocks: Vec<Block>,
    text: String,
    first: Option<Within>,
    space: bool,
    letters: usize,
    of_main: usize,
    of_links: usize,
    heading: u8,
}

impl Made {
    fn words(&mut self, text: &str, within: &Within) {
        if within.pre {
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    self.end();
                }
                self.put(line, within);
            }
            return;
        }
        // As a browser shows it: plain white space is one space, whatever it was.
        for (at, word) in text.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            self.space |= at > 0;
            if !word.is_empty() {
                if self.space && !self.text.is_empty() && !self.text.ends_with('\t') {
                    self.text.push(' ');
                }
                self.space = false;
                self.put(word, within);
            }
        }
    }

    fn put(&mut self, words: &str, within: &Within) {
        self.text.push_str(words);
        let letters = words.chars().filter(|c| !c.is_whitespace()).count();
        if letters == 0 {
            return;
        }
        self.letters += letters;
        self.of_main += if within.main { letters } else { 0 };
        self.of_links += if within.link { letters } else { 0 };
        self.heading = self.heading.max(within.heading);
        self.first.get_or_insert_with(|| within.clone());
    }

    fn cell(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\t');
            self.space = false;
        }
    }

    fn end(&mut self) {
        self.space = false;
        let text = std::mem::take(&mut self.text);
        let first = self.first.take();
        let (letters, of_main, of_links) = (self.letters, self.of_main, self.of_links);
        let heading = std::mem::take(&mut self.heading);
        (self.letters, self.of_main, self.of_links) = (0, 0, 0);
        let Some(first) = first else { return };
        self.blocks.push(Block {
            text,
            place: first.place,
            heading,
            main: of_main * 2 >= letters,
            link: of_links == letters,
            names: first.names,
        });
    }
}
