//! What was given by flags, as the values of an entry.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Map, Value};

use super::{Field, Takes};
use crate::cli::input;
use dixit::error::{Error, Result};

/// Flags whose words can be read from a file, so that quotes never need the shell.
pub const FROM_FILES: &[(&str, &str)] = &[
    ("text", "text-file"),
    ("quote", "quote-file"),
    ("passage", "passage-file"),
    ("speaker", "speaker-file"),
];

/// The flags that read another flag's words from a file.
pub fn files(heading_of: impl Fn(&str) -> &'static str) -> impl Iterator<Item = Arg> {
    FROM_FILES.iter().map(move |(of, long)| {
        Arg::new(*long)
            .long(*long)
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .conflicts_with(*of)
            .help(format!("Read --{of} from a file; - for standard input"))
            .help_heading(heading_of(of))
    })
}

/// A field's flag, where each field has its own.
pub fn of_add(field: &Field) -> Arg {
    let arg = Arg::new(field.flag)
        .long(field.flag)
        .help(field.help)
        .help_heading(field.heading);
    match field.takes {
        Takes::Text(value) => arg.value_name(value).allow_hyphen_values(true),
        Takes::Texts(value) | Takes::Parts(value) => arg
            .value_name(value)
            .allow_hyphen_values(true)
            .action(ArgAction::Append),
        Takes::Word(choices) => arg
            .value_name("WORD")
            .value_parser(clap::builder::PossibleValuesParser::new(choices())),
        Takes::Yes => arg.action(ArgAction::SetTrue),
    }
}

/// The words that a flag, or its file, gives; empty where it is not given.
pub fn text_of(flag: &str, matches: &ArgMatches) -> Result<Vec<String>> {
    if let Ok(Some(texts)) = matches.try_get_many::<String>(flag) {
        return Ok(texts.cloned().collect());
    }
    let file = FROM_FILES.iter().find(|(of, _)| *of == flag);
    let path = file.and_then(|(_, long)| matches.get_one::<PathBuf>(long));
    Ok(path
        .map(|path| input::text(path))
        .transpose()?
        .into_iter()
        .collect())
}

/// Values for an entry, and the names of the flags that gave them.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The values, by key.
    pub fields: Map<String, Value>,
    /// The flags.
    pub flags: Vec<String>,
}

impl Given {
    /// Takes what the flags of some fields give.
    ///
    /// # Errors
    /// When a file cannot be read, or a value has not the form of its field.
    pub fn gather<'f>(
        fields: impl Iterator<Item = &'f Field>,
        matches: &ArgMatches,
    ) -> Result<Self> {
        let mut given = Self::default();
        for field in fields {
            if let Takes::Yes = field.takes {
                if matches.get_flag(field.flag) {
                    given.put(field, Value::Bool(true));
                }
                continue;
            }
            let texts = text_of(field.flag, matches)?;
            if !texts.is_empty() {
                given.put(field, value_of(field, texts)?);
            }
        }
        Ok(given)
    }

    /// Sets a field.
    pub fn put(&mut self, field: &Field, value: Value) {
        self.flags.push(field.flag.to_owned());
        put(&mut self.fields, field.key, value);
    }
}

/// The value that words give a field.
pub fn value_of(field: &Field, texts: Vec<String>) -> Result<Value> {
    if field.takes.is_list() {
        let each = texts.iter().map(|text| one_of_several(field, text));
        return each.collect::<Result<Vec<_>>>().map(Value::Array);
    }
    match <[String; 1]>::try_from(texts) {
        Ok([text]) => Ok(Value::String(text)),
        Err(_) => {
            Err(Error::input(format!("--{} is given twice", field.flag)).hint("give it once"))
        }
    }
}

/// Sets a key, which may be one within a table.
pub fn put(fields: &mut Map<String, Value>, key: &str, value: Value) {
    let Some((table, within)) = key.split_once('.') else {
        fields.insert(key.to_owned(), value);
        return;
    };
    let part = fields
        .entry(table)
        .or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(part) = part {
        part.insert(within.to_owned(), value);
    }
}

/// A wording names its language; where several fields make a value, it may be a table of them.
pub fn one_of_several(field: &Field, text: &str) -> Result<Value> {
    let name = field.flag;
    if !matches!(field.takes, Takes::Parts(_)) {
        return Ok(Value::String(text.to_owned()));
    }
    if text.trim_start().starts_with('{') {
        let document = format!("it = {text}");
        let table: toml::Table = document.parse().map_err(|e: toml::de::Error| {
            Error::input(format!("--{name}: {}", e.message()))
                .hint("write a table as in a dossier: {speaker = \"…\", cue = \"…\"}")
        })?;
        let table: BTreeMap<String, Value> = serde_json::to_value(table)
            .and_then(serde_json::from_value)
            .map_err(|e| Error::bug("a table of a flag cannot be passed on").because(e))?;
        return Ok(table.get("it").cloned().unwrap_or_default());
    }
    if field.key == "wordings" {
        let (lang, wording) = text.split_once('=').ok_or_else(|| {
            Error::input("a wording needs its language").hint("write --wording fr='…'")
        })?;
        return Ok(serde_json::json!({ "lang": lang, "text": wording }));
    }
    Ok(Value::String(text.to_owned()))
}

/// An entry of a noun as the line of JSON by which every import reads it.
pub fn json_line(mut fields: Map<String, Value>, noun: dixit::model::Noun) -> String {
    fields.insert("noun".to_owned(), Value::from(noun.to_string()));
    Value::Object(fields).to_string()
}
