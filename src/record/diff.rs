//! What changed between two bodies of one record: field by field, in words.

use serde_json::{Map, Value};

use crate::model::{Body, Noun, Uid};

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
    /// Compares two bodies.
    pub fn between(noun: Noun, uid: Uid, stored: &Body, given: &Body) -> Self {
        let (stored, given) = (fields(stored), fields(given));
        let mut names: Vec<&String> = stored.keys().chain(given.keys()).collect();
        names.sort_unstable();
        names.dedup();
        let text = |map: &Map<String, Value>, name: &str| match map.get(name) {
            None => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        let fields = names
            .into_iter()
            .filter(|name| stored.get(*name) != given.get(*name))
            .map(|name| (name.clone(), text(&stored, name), text(&given, name)))
            .collect();
        Self { noun, uid, fields }
    }

    /// Leaves the names of the fields alone.
    pub fn forget_words(&mut self) {
        for (_, stored, given) in &mut self.fields {
            *stored = "(not shown: the file holds confidential names)".to_owned();
            *given = stored.clone();
        }
    }
}

fn fields(body: &Body) -> Map<String, Value> {
    serde_json::from_slice(&body.canonical()).unwrap_or_default()
}
