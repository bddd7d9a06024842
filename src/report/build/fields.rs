//! The body of any record as fields: name and words.
//!
//! Made from the body itself, references exchanged for names, so that a new field shows without a line
//! here.

use serde_json::Value;

use super::Builder;
use crate::error::{Error, Result};
use crate::model::body::Refers;
use crate::model::{Attribution, Body, Named, Noun, Uid};
use crate::report::shown::Shown;

/// The fields to read first; the others follow by name.
const FIRST: &[&str] = &[
    "text",
    "title",
    "label",
    "names",
    "name",
    "kind",
    "of",
    "a",
    "b",
    "from",
    "to",
    "verdict",
    "claim",
    "attribution",
    "source",
    "publisher",
    "authors",
    "url",
    "published",
    "roles",
];

impl Builder<'_> {
    /// The fields of a body that are set, but for some.
    pub(super) fn fields(&mut self, body: Body, but: &[&str]) -> Result<Vec<(Shown, Shown)>> {
        let Value::Object(fields) = self.named_body(body)? else {
            return Ok(Vec::new());
        };
        let place = |name: &str| FIRST.iter().position(|first| *first == name);
        let mut fields: Vec<(String, Value)> = fields
            .into_iter()
            .filter(|(name, _)| !but.contains(&name.as_str()))
            .collect();
        fields.sort_by_key(|(name, _)| place(name).unwrap_or(FIRST.len()));
        let mut shown = Vec::with_capacity(fields.len());
        for (name, value) in fields {
            let words = words(&value);
            shown.push((Shown::new(name.replace('_', " ")), self.say(&words)));
        }
        Ok(shown)
    }

    /// A body as JSON, with names where it has identities.
    fn named_body(&mut self, body: Body) -> Result<Value> {
        let mut name = |noun: Noun, uid: Uid| self.reference(noun, uid).map(Named);
        macro_rules! named {
            ($body:expr) => {
                serde_json::to_value($body.exchange(&mut name)?)
            };
        }
        let value = match body {
            Body::Source(body) => named!(body),
            Body::Capture(body) => named!(body),
            Body::Speaker(body) => named!(body),
            Body::Occasion(body) => named!(body),
            Body::Claim(body) => named!(body),
            Body::Attribution(body) => named!(body),
            Body::Measure(body) => named!(body),
            Body::Assessment(body) => named!(body),
            Body::Link(body) => named!(body),
            Body::Judgement(body) => named!(body),
            Body::Piece(body) => named!(body),
            Body::Topic(body) => serde_json::to_value(body),
        };
        value.map_err(|error| Error::bug("a body is no JSON").because(error))
    }

    /// What a record is called where another refers to it.
    fn reference(&mut self, noun: Noun, uid: Uid) -> Result<String> {
        let Some(id) = self.reader.id(noun, uid)? else {
            // Gone: by its last words.
            let (id, name) = self.called_as(noun, uid)?;
            return Ok(if name.is_empty() { id } else { name }.to_string());
        };
        if noun == Noun::Attribution {
            let Some(said) = self.reader.said(id)? else {
                return Ok(uid.id());
            };
            let Attribution { stance, claim, .. } = said.body;
            return Ok(format!("{uid} ({stance}: {})", self.claim_text(claim)?));
        }
        let rep = self.rep(noun, id)?;
        let name = self.called(noun, rep)?;
        Ok(match noun {
            Noun::Claim => format!("{uid} ({name})"),
            _ => name,
        })
    }
}

/// A value in words: lists one below the other, parts with their names.
fn words(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(false) => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(list) => {
            let between = if list.iter().any(Value::is_object) {
                "\n"
            } else {
                ", "
            };
            let each: Vec<String> = list.iter().map(words).collect();
            each.join(between)
        }
        Value::Object(parts) => {
            let mut lang = String::new();
            let mut each = Vec::new();
            for (name, part) in parts {
                match name.as_str() {
                    "lang" if parts.len() > 1 => lang = format!(" ({})", words(part)),
                    "name" | "text" | "role" => each.insert(0, words(part)),
                    _ => each.push(format!("{} {}", name.replace('_', " "), words(part))),
                }
            }
            each.join(", ") + &lang
        }
    }
}
