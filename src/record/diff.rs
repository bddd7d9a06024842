//! What changed between two bodies of one record: field by field, in words.

use serde_json::{Map, Value};

use super::sheet::{name_in, named_fields};
use crate::error::Result;
use crate::model::entry::BY_ID;
use crate::model::{Body, Noun, Uid};
use crate::store::refs::Refs;

/// The difference between what is stored and what an entry says.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Of which noun.
    pub noun: Noun,
    /// Of which record.
    pub uid: Uid,
    /// The fields that differ: name, as stored, as given. A field that is not set is empty.
    pub fields: Vec<(String, String, String)>,
}

impl Difference {
    /// Compares two bodies. References stand by name, those of confidential records by id.
    pub(crate) fn between(
        noun: Noun,
        uid: Uid,
        stored: &Body,
        given: &Body,
        refs: &mut Refs<'_>,
    ) -> Result<Self> {
        let mut fields = |body: &Body| {
            named_fields(body.clone(), &mut |noun, uid| {
                let name = name_in(noun, uid, refs)?;
                Ok(name.unwrap_or_else(|| format!("{BY_ID}{uid}")))
            })
        };
        let (stored, given) = (fields(stored)?, fields(given)?);
        let mut names: Vec<&String> = stored.keys().chain(given.keys()).collect();
        names.sort_unstable();
        names.dedup();
        let text =
            |map: &Map<String, Value>, name: &str| map.get(name).map_or_else(String::new, words);
        let fields = names
            .into_iter()
            .filter(|name| stored.get(*name) != given.get(*name))
            .map(|name| (name.clone(), text(&stored, name), text(&given, name)))
            .collect();
        Ok(Self { noun, uid, fields })
    }

    /// Leaves the names of the fields alone.
    pub fn forget_words(&mut self) {
        for (_, stored, given) in &mut self.fields {
            *stored = "(not shown: the file holds confidential names)".to_owned();
            *given = stored.clone();
        }
    }
}

/// A value of a body in words: a list with semicolons, a table with the names of its fields.
fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Array(list) => list.iter().map(words).collect::<Vec<_>>().join("; "),
        Value::Object(map) => {
            // A part's identity tells a reader nothing.
            let shown = map.iter().filter(|(key, _)| *key != "uid");
            let parts = shown.map(|(key, value)| format!("{key} {}", words(value)));
            parts.collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}
