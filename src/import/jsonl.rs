//! JSONL: one object a line, a flat row or a thing of the noun it names. Read in constant memory
//! (but for the keys that lines give themselves, which must differ).

use super::bad::Bad;
use super::decode::Decoded;
use super::entry::Dossier;
use super::flat::{self, Mapping};
use super::json;
use super::lines::{self, Lines};
use super::node::{Node, Table, Value};
use super::page::Page;
use super::template::Template;
use super::{Input, Rows};
use crate::error::{ErrorKind, Result};
use crate::model::{Entry, Noun, Vocabulary};

/// Reads JSONL.
///
/// # Errors
/// When the input cannot be read.
pub fn open<'i>(input: Input<'i>) -> Result<Box<dyn Rows + 'i>> {
    let decoded = Decoded::new(input.bytes, None, false)?;
    Ok(Box::new(Jsonl {
        lines: Lines::new(input.name, decoded),
        mapping: input.mapping,
        set: input.set,
        templates: input.templates,
        values: input.values,
        keys: Dossier::default(),
        ended: false,
    }))
}

impl Rows for Jsonl<'_> {}

struct Jsonl<'i> {
    lines: Lines<'i>,
    mapping: Mapping,
    set: Vec<(String, String)>,
    templates: Vec<Template>,
    values: Vec<(String, String, String)>,
    /// Empty but for the keys given so far; borrowed rows come and go.
    keys: Dossier<'static>,
    ended: bool,
}

impl Iterator for Jsonl<'_> {
    type Item = Result<Entry>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.lines.start() {
                Ok(true) if self.lines.bytes().trim_ascii().is_empty() => {}
                Ok(true) => return Some(self.line()),
                Ok(false) => self.ended = true,
                Err(error) => {
                    self.ended = error.kind() != ErrorKind::Input;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

impl Jsonl<'_> {
    fn line(&mut self) -> Result<Entry> {
        let first = self.lines.first();
        let text = lines::utf8(self.lines.file(), self.lines.bytes(), first)?;
        let text = text.trim_end_matches(['\r', '\n']);
        let page = Page::new(self.lines.file(), text, first);
        let node = json::parse(text).map_err(|bad| {
            let way_out = "write one whole object a line; a quotation mark within words is \\\"";
            bad.hint(way_out).on(&page, 0)
        })?;
        let at = node.at;
        let Value::Table(mut row) = node.value else {
            let what = format!("a line is an object, not {}", node.kind());
            let bad = Bad::new(what).at(at);
            return Err(bad
                .hint("write one object a line: `jq -c '.[]'` makes lines of a list")
                .on(&page, at));
        };
        match take_noun(&mut row).map_err(|bad| bad.on(&page, at))? {
            None => {
                let row = flat::with_templates_of_keys(row, &self.templates, &self.mapping);
                let row = flat::with_constants(row, &self.set);
                let row = flat::with_values(row, &self.values, &self.mapping);
                flat::read(&mut self.keys, &page, at, row, &self.mapping)
            }
            Some(noun) => self.keys.entry(&page, noun, Node::table(at, row)),
        }
    }
}

fn take_noun(row: &mut Table<'_>) -> Result<Option<Noun>, Bad> {
    let Some(at) = row.iter().position(|(key, _)| key.name == "noun") else {
        return Ok(None);
    };
    let (_, node) = row.remove(at);
    let word: String = node.read().map_err(|bad: Bad| bad.within("noun"))?;
    let noun = Noun::read(&word).map_err(|slip| {
        let bad = Bad::new(slip.to_string()).at(node.at).within("noun");
        bad.hint(slip.hint())
    })?;
    Ok(Some(noun))
}
