//! The entry that `add` makes, while its fields are still coming in.

use clap::ArgMatches;
use serde_json::{Map, Value};

use super::all;
use crate::cli::fields::{ADD, ATTRIBUTION, CLAIM, Field, Given, NEW_SOURCE, json_line, put};
use crate::cli::prompt::CONFIDENTIAL;
use crate::cli::{form, recording};
use dixit::error::{Error, Result};
use dixit::import::Format;
use dixit::model::entry::{BY_ID, OWN_VOICE};
use dixit::model::{Entry, Noun};

/// What the occasion to be made is called by its attribution.
const THE_OCCASION: &str = "occasion";
/// How the keys of an occasion to be made begin.
const OF_OCCASION: &str = "occasion:";

/// A claim, its attribution and what is new with them: by the keys of a flat row, and `occasion:…` for the
/// fields of an occasion to be made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claimed {
    pub fields: Map<String, Value>,
    /// The flags that gave them, for the log.
    pub flags: Vec<String>,
}

impl Claimed {
    /// What the flags give.
    ///
    /// # Errors
    /// When a file cannot be read or a value has not the form of its field.
    pub fn of_flags(matches: &ArgMatches) -> Result<Self> {
        let Given { fields, flags } = Given::gather(all(), matches)?;
        Ok(Self { fields, flags })
    }

    /// What a draft holds, if it is one that this can hold: one claim or attribution, at most one occasion.
    pub fn of_draft(text: &str) -> Option<Self> {
        let document: toml::Table = text.parse().ok()?;
        let mut claimed = Self::default();
        for (noun, things) in document {
            let things = things.as_array()?;
            let [thing] = things.as_slice() else {
                return None;
            };
            let Value::Object(thing) = json(thing) else {
                return None;
            };
            match noun.as_str() {
                "claim" if !thing.contains_key("attribution") => claimed.fields.extend(thing),
                "attribution" => claimed.fields.extend(thing),
                // One whose name was not to be kept.
                "speaker" if thing.keys().eq(["confidential"]) => {
                    claimed.set(CONFIDENTIAL, Some(Value::Bool(true)));
                }
                "occasion" => {
                    let own = thing.into_iter().filter(|(key, _)| key != "key");
                    claimed
                        .fields
                        .extend(own.map(|(key, value)| (format!("{OF_OCCASION}{key}"), value)));
                }
                _ => return None,
            }
        }
        let makes_occasion = claimed.occasion().next().is_some();
        if makes_occasion {
            claimed.fields.remove("occasion");
        }
        Some(claimed)
    }

    /// Whether a field is given.
    pub fn has(&self, key: &str) -> bool {
        self.fields.contains_key(key)
    }

    /// Whether something is said of the source.
    pub fn names_source(&self) -> bool {
        self.fields.keys().any(|key| key.starts_with("source"))
    }

    /// Sets a field, or takes it away.
    pub fn set(&mut self, key: &str, value: Option<Value>) {
        match value {
            Some(value) => put(&mut self.fields, key, value),
            None => {
                let (root, within) = key.split_once('.').unwrap_or((key, ""));
                match self.fields.get_mut(root) {
                    Some(Value::Object(part)) if !within.is_empty() => {
                        part.remove(within);
                        if part.is_empty() {
                            self.fields.remove(root);
                        }
                    }
                    _ => drop(self.fields.remove(root)),
                }
            }
        }
    }

    /// Of the fields that an entry cannot do without, the flags of those that are missing.
    ///
    /// # Errors
    /// When a new claim and a known one are given.
    pub fn missing(&self) -> Result<Vec<&'static str>> {
        if self.has("text") && self.has("claim") {
            return Err(
                Error::input("--text words a new claim and --to names a known one")
                    .hint("give one of them"),
            );
        }
        let mut flags = Vec::new();
        if !self.has("text") && !self.has("claim") {
            flags.push("--text (or --to, for a known claim)");
        }
        if !self.has("speaker") && !self.has("occasion") {
            flags.push("--speaker (or @source, for the document's own voice)");
        }
        Ok(flags)
    }

    fn occasion(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.fields
            .iter()
            .filter_map(|(key, value)| Some((key.strip_prefix(OF_OCCASION)?, value)))
    }

    /// The things to record: an occasion if one is to be made, and the claim or attribution.
    fn things(&self) -> Result<Vec<(Noun, Map<String, Value>)>> {
        let mut occasion: Map<String, Value> = self
            .occasion()
            .map(|(key, value)| (key.to_owned(), value.clone()))
            .collect();
        let own = self
            .fields
            .iter()
            .filter(|(key, _)| !key.starts_with(OF_OCCASION));
        let mut fields: Map<String, Value> = own
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        let mut things = Vec::new();
        if fields.remove(CONFIDENTIAL).is_some() {
            for (key, name) in new_speakers(&mut fields) {
                let mut speaker = Map::from_iter([
                    ("key".to_owned(), Value::from(key)),
                    ("name".to_owned(), Value::from(vec![name])),
                    ("confidential".to_owned(), Value::from(true)),
                ]);
                if let Some(kind) = fields.get("speaker_kind") {
                    speaker.insert("kind".to_owned(), kind.clone());
                }
                things.push((Noun::Speaker, speaker));
            }
        }
        let noun = if fields.contains_key("claim") {
            Noun::Attribution
        } else {
            Noun::Claim
        };
        if occasion.is_empty() {
            things.push((noun, fields));
            return Ok(things);
        }
        if fields.contains_key("occasion") {
            return Err(Error::input(
                "--occasion names a known occasion; the other flags would make one",
            )
            .hint(
                "leave out --occasion, or --occasion-label, --where, --medium and --occasion-note",
            ));
        }
        occasion.insert("key".to_owned(), Value::from(THE_OCCASION));
        for key in ["said", "said_words", "jointly"] {
            if let Some(value) = fields.remove(key) {
                occasion.insert(key.to_owned(), value);
            }
        }
        for key in ["spoken_lang", "role", "speaker"] {
            if let Some(value) = fields.get(key) {
                occasion.insert(key.to_owned(), value.clone());
            }
        }
        fields.insert("occasion".to_owned(), Value::from(THE_OCCASION));
        things.extend([(Noun::Occasion, occasion), (noun, fields)]);
        Ok(things)
    }

    /// The entries.
    ///
    /// # Errors
    /// When a value is not what its field may hold.
    pub fn entries(&self) -> Result<Vec<Entry>> {
        let lines: Vec<String> = self
            .things()?
            .into_iter()
            .map(|(noun, fields)| match noun {
                // Without a noun it is a flat row: a claim, its attribution and its source.
                Noun::Claim => Value::Object(fields).to_string(),
                _ => json_line(fields, noun),
            })
            .collect();
        recording::entries_of_flags(&lines)
    }

    /// The entry as TOML, with comments for what may be filled in.
    ///
    /// # Errors
    /// When an occasion is named and another is to be made.
    pub fn form(&self) -> Result<String> {
        let mut text = String::new();
        for (noun, fields) in self.things()? {
            let known: &[&[Field]] = match noun {
                Noun::Claim => &[CLAIM, &without_claim(), ADD, NEW_SOURCE],
                Noun::Attribution => &[ATTRIBUTION, ADD, NEW_SOURCE],
                _ => &[],
            };
            text.push('\n');
            text.push_str(&form::table(noun, &fields, known));
        }
        Ok(text)
    }
}

/// The names of speakers to be made, each exchanged for the key of its record. An id and the
/// document's own voice mean what they always mean.
fn new_speakers(fields: &mut Map<String, Value>) -> Vec<(String, Value)> {
    let mut new = Vec::new();
    let mut each = |name: &Value| {
        if is_reference(name) {
            return name.clone();
        }
        let key = format!("speaker {}", new.len() + 1);
        new.push((key.clone(), name.clone()));
        Value::from(key)
    };
    let speakers = match fields.get("speaker") {
        Some(Value::Array(names)) => Value::Array(names.iter().map(&mut each).collect()),
        Some(name) => each(name),
        None => Value::Array(Vec::new()),
    };
    fields.insert("speaker".to_owned(), speakers);
    new
}

/// Whether a speaker is given by id, or is the document itself.
pub fn is_reference(speaker: &Value) -> bool {
    speaker
        .as_str()
        .is_some_and(|name| name == OWN_VOICE || name.starts_with(BY_ID))
}

/// The fields of an attribution that stands under its claim.
fn without_claim() -> Vec<Field> {
    ATTRIBUTION
        .iter()
        .filter(|field| field.key != "claim")
        .copied()
        .collect()
}

/// Reads entries that an editor gave back.
///
/// # Errors
/// With the place of what is wrong.
pub fn of_text(name: &str, text: &str) -> Result<Vec<Entry>> {
    recording::entries(name, text, Format::Toml)
}

/// A value of TOML, dates as they are written.
fn json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text.as_str()),
        toml::Value::Integer(number) => Value::from(*number),
        toml::Value::Float(number) => Value::from(number.to_string()),
        toml::Value::Boolean(value) => Value::from(*value),
        toml::Value::Datetime(date) => Value::from(date.to_string()),
        toml::Value::Array(list) => list.iter().map(json).collect(),
        toml::Value::Table(table) => Value::Object(
            table
                .iter()
                .map(|(key, value)| (key.clone(), json(value)))
                .collect(),
        ),
    }
}
