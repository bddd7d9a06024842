//! The dossier: TOML, as people write it by hand and as `export --format toml` writes it.

use std::borrow::Cow;
use std::io::Read;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::bad::Bad;
use super::claim::THE_SOURCE;
use super::decode::Decoded;
use super::each::Each;
use super::entry::{Dossier, noun_of};
use super::node::{Key, Node, Table, Value};
use super::page::Page;
use super::{Input, Rows};
use crate::error::{Error, Place, Result};
use crate::model::entry::BY_ID;
use crate::model::{Entry, Noun, Vocabulary};

/// A dossier is read whole: its references may point forwards. Larger things are JSONL.
pub const LARGEST: u64 = 64 << 20;

/// The order in which entries are handed on, so that references mostly point backwards.
const ORDER: [Noun; 12] = [
    Noun::Source,
    Noun::Speaker,
    Noun::Topic,
    Noun::Measure,
    Noun::Occasion,
    Noun::Capture,
    Noun::Claim,
    Noun::Attribution,
    Noun::Link,
    Noun::Assessment,
    Noun::Judgement,
    Noun::Piece,
];

/// Reads a whole dossier.
///
/// # Errors
/// When it is too large, not text, or not TOML.
pub fn open<'i>(input: Input<'i>) -> Result<Box<dyn Rows + 'i>> {
    let mut bytes = Vec::new();
    let decoded = Decoded::new(input.bytes, None, false)?;
    let taken = decoded.take(LARGEST + 1).read_to_end(&mut bytes);
    taken.map_err(super::lines::fault)?;
    if bytes.len() as u64 > LARGEST {
        let whole = Place {
            file: input.name,
            ..Place::default()
        };
        return Err(Error::input("the dossier is larger than 64 MiB")
            .at(whole)
            .hint("cut it into several files, or write JSONL, which is read line by line"));
    }
    let text = super::lines::utf8(&input.name, &bytes, 1)?;
    Ok(Box::new(Whole(read(&input.name, text)?.into_iter())))
}

struct Whole(std::vec::IntoIter<Result<Entry>>);

impl Iterator for Whole {
    type Item = Result<Entry>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

impl Rows for Whole {}

fn read(file: &Arc<str>, text: &str) -> Result<Vec<Result<Entry>>> {
    let page = Page::new(file, text, 1);
    let root = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let way_out = match error.message() {
            "duplicate key" => "keep one of the two; a list holds several: [\"one\", \"other\"]",
            _ => "text stands between \"marks\"; words with marks or line breaks in them between '''three'''",
        };
        Error::input(format!("not TOML: {}", error.message()))
            .at(page.place(at))
            .hint(way_out)
    })?;

    let mut out = Vec::new();
    let mut dossier = Dossier::default();
    let mut nodes: Vec<(Noun, Node<'_>)> = Vec::new();
    for (key, node) in table(text, root.into_inner()) {
        let things = match node.value {
            Value::List(nodes) => nodes,
            _ => vec![node],
        };
        match noun_of(&key.name) {
            Some(noun) => nodes.extend(things.into_iter().map(|node| (noun, node))),
            None if key.name == "each" => {
                for node in things {
                    match Each::read(node) {
                        Ok(each) => dossier.each = each,
                        Err(bad) => out.push(Err(bad.within("each").on(&page, key.at))),
                    }
                }
            }
            None => {
                let nouns = Noun::ALL.iter().map(|noun| noun.word());
                let bad = Bad::unknown_key(&key.name, nouns.chain(["each"]));
                out.push(Err(bad.on(&page, key.at)));
            }
        }
    }
    nodes.sort_by_key(|(noun, node)| {
        let rank = ORDER.iter().position(|other| other == noun);
        (rank, node.at)
    });
    look_ahead(&mut dossier, &nodes);
    let first = out.len();
    for (noun, node) in nodes {
        out.push(dossier.entry(&page, noun, node));
    }
    if dossier.source_implied
        && let Some(Ok(Entry::Source(source))) = out.get_mut(first)
        && source.id.is_empty()
        && source.key.is_empty()
    {
        source.key = THE_SOURCE.to_owned();
    }
    Ok(out)
}

/// Notes what entries must know of others: how sources are named, what occasions give.
fn look_ahead(dossier: &mut Dossier<'_>, nodes: &[(Noun, Node<'_>)]) {
    let text_of = |pairs: &Table<'_>, key: &str| {
        let found = pairs.iter().find(|(other, _)| other.name == key);
        found.and_then(|(_, node)| node.as_text().map(str::to_owned))
    };
    for (noun, node) in nodes {
        let Value::Table(pairs) = &node.value else {
            continue;
        };
        match noun {
            Noun::Source => {
                let key = text_of(pairs, "key");
                let by_id = || text_of(pairs, "id").map(|id| format!("{BY_ID}{id}"));
                dossier.sources.push(key.or_else(by_id).unwrap_or_default());
            }
            Noun::Occasion => {
                if let Some(key) = text_of(pairs, "key") {
                    let given = pairs.iter().map(|(key, _)| key.name.to_string()).collect();
                    dossier.occasions.insert(key, given);
                }
            }
            _ => {}
        }
    }
}

fn table<'t>(text: &'t str, pairs: DeTable<'t>) -> Table<'t> {
    let mut table: Table<'t> = pairs
        .into_iter()
        .map(|(key, value)| {
            let at = key.span().start;
            let name = key.into_inner();
            (Key { at, name }, node(text, value))
        })
        .collect();
    // The parser sorts by name; errors are told in the order of the file.
    table.sort_by_key(|(key, _)| key.at);
    table
}

fn node<'t>(text: &'t str, value: Spanned<DeValue<'t>>) -> Node<'t> {
    let span = value.span();
    let written = |span: Range<usize>| Cow::Borrowed(text.get(span).unwrap_or_default());
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text),
        DeValue::Integer(number) => Value::Number(Cow::Owned(number.to_string())),
        DeValue::Float(number) => Value::Number(Cow::Owned(number.as_str().to_owned())),
        DeValue::Boolean(value) => Value::Bool(value),
        DeValue::Datetime(_) => Value::Text(written(span.clone())),
        DeValue::Array(list) => {
            Value::List(list.into_iter().map(|value| node(text, value)).collect())
        }
        DeValue::Table(pairs) => Value::Table(table(text, pairs)),
    };
    Node {
        at: span.start,
        value,
    }
}
