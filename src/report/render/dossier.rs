//! Entries as plain tables, with their keys in the order a person would write them: what the
//! dossier's formats (TOML, JSONL) write and `import` reads back equal.
//!
//! What an entry has from `[each]` (`speakers_otherwise`) is not written: an export has no `[each]`.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::model::{AttributionEntry, Entry, Item, Uid};

/// The pairs of a table, in their order.
pub type Pairs = Vec<(String, Value)>;

/// Keys that come first, in this order; the others follow by name, and the attributions last.
const FIRST: &[&str] = &[
    "noun",
    "id",
    "base",
    "key",
    "withheld",
    "label",
    "title",
    "names",
    "name",
    "text",
    "text_lang",
    "wordings",
    "lang",
    "kind",
    "of",
    "from",
    "to",
    "a",
    "b",
    "claim",
    "attribution",
    "source",
    "source_title",
    "source_label",
    "source_url",
    "url",
    "publisher",
    "authors",
    "published",
    "read_on",
    "speaker",
    "speakers",
    "speaker_kind",
    "measure_kind",
    "jointly",
    "role",
    "roles",
    "occasion",
    "said",
    "said_words",
    "where",
    "spoken_lang",
    "via",
    "citing",
    "stance",
    "manner",
    "cue",
    "hedge",
    "passage",
    "quote",
    "expression",
    "qualifier",
    "low",
    "low_open",
    "high",
    "high_open",
    "best",
    "measure",
    "unit",
    "counted",
    "scope",
    "as_of",
    "figures",
    "verdict",
    "by",
    "on",
    "reasoning",
    "evidence",
    "sentence",
    "claims",
    "attributions",
    "day",
    "because",
    "topics",
    "holds",
];

/// The place of a key among the keys of its table.
fn rank(key: &str) -> (usize, &str) {
    let first = FIRST.iter().position(|other| *other == key);
    (first.unwrap_or(FIRST.len()), key)
}

/// A table's pairs in a person's order.
pub fn ordered(map: &Map<String, Value>) -> Vec<(&str, &Value)> {
    let mut pairs: Vec<_> = map
        .iter()
        .map(|(key, value)| (key.as_str(), value))
        .collect();
    pairs.sort_by(|a, b| rank(a.0).cmp(&rank(b.0)));
    pairs
}

/// An entry's pairs; a claim's attributions are the last, under `attribution`.
///
/// # Errors
/// Only by a fault of Dixit.
pub fn pairs(entry: &Entry) -> Result<Pairs> {
    let map = match entry {
        Entry::Source(item) => head_and_body(item)?,
        Entry::Capture(item) => head_and_body(item)?,
        Entry::Speaker(item) => head_and_body(item)?,
        Entry::Occasion(item) => head_and_body(item)?,
        Entry::Measure(item) => head_and_body(item)?,
        Entry::Topic(item) => head_and_body(item)?,
        Entry::Assessment(item) => head_and_body(item)?,
        Entry::Link(item) => head_and_body(item)?,
        Entry::Judgement(item) => head_and_body(item)?,
        Entry::Piece(item) => head_and_body(item)?,
        Entry::Attribution(entry) => attribution(entry)?,
        Entry::Claim(entry) => head_and_body(&entry.item)?,
    };
    let mut pairs: Pairs = ordered(&map)
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value.clone()))
        .collect();
    if let Entry::Claim(entry) = entry {
        // Written where there are none, too: else a bare claim is read as what its source says.
        let attributions: Result<Vec<_>> = entry
            .attributions
            .iter()
            .map(|entry| Ok(Value::Object(attribution(entry)?)))
            .collect();
        pairs.push(("attribution".to_owned(), Value::Array(attributions?)));
    }
    Ok(pairs)
}

fn body(body: &impl Serialize) -> Result<Map<String, Value>> {
    match serde_json::to_value(body) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err(Error::bug("a body is not a table")),
        Err(error) => Err(Error::bug("a body cannot be written").because(error)),
    }
}

fn head_and_body<T: Serialize>(item: &Item<T>) -> Result<Map<String, Value>> {
    let mut map = body(&item.body)?;
    for (key, value) in [("id", &item.id), ("base", &item.base), ("key", &item.key)] {
        if !value.is_empty() {
            map.insert(key.to_owned(), Value::from(value.as_str()));
        }
    }
    if item.withheld {
        map.insert("withheld".to_owned(), Value::Bool(true));
    }
    // A figure that was never recorded has no identity to write.
    if let Some(Value::Array(figures)) = map.get_mut("figures") {
        let none = Value::from(Uid::default().hex());
        for figure in figures.iter_mut().filter_map(Value::as_object_mut) {
            if figure.get("uid") == Some(&none) {
                figure.remove("uid");
            }
        }
    }
    Ok(map)
}

fn attribution(entry: &AttributionEntry) -> Result<Map<String, Value>> {
    let mut map = head_and_body(&entry.item)?;
    let speakers = serde_json::to_value(&entry.speakers);
    let speakers = speakers.map_err(|error| Error::bug("speakers").because(error))?;
    match speakers {
        Value::Array(mut one) if one.len() == 1 => {
            map.insert("speaker".to_owned(), one.remove(0));
        }
        Value::Array(none) if none.is_empty() => {}
        several => {
            map.insert("speaker".to_owned(), several);
        }
    }
    if let Some(kind) = entry.speaker_kind {
        map.insert("speaker_kind".to_owned(), Value::from(kind.to_string()));
    }
    if let Some(kind) = entry.measure_kind {
        map.insert("measure_kind".to_owned(), Value::from(kind.to_string()));
    }
    if let Some(jointly) = entry.jointly {
        map.insert("jointly".to_owned(), Value::from(jointly.to_string()));
    }
    if let Some(source) = &entry.source {
        for (key, value) in body(source.as_ref())? {
            map.insert(format!("source_{key}"), value);
        }
    }
    Ok(map)
}

#[cfg(test)]
mod tests;
