//! How a table is read, kept as a file: `import --like`.
//!
//! ```toml
//! encoding = "windows-1252"
//! [map]
//! Ort = "figure_scope"
//! [set]
//! figure_qualifier = "exactly"
//! [template]
//! claim = "{Ort}: {Zahl} barges"
//! ```

use ::toml::{Table, Value};

use super::Options;
use crate::error::{Error, Place, Result};
use crate::model::{Vocabulary, nearest};

/// The keys of such a file: those of the flags.
const KEYS: &[&str] = &[
    "format",
    "encoding",
    "delimiter",
    "map",
    "set",
    "template",
    "value",
];

impl Options {
    /// Of a mapping file's text; `file` names it in errors.
    ///
    /// # Errors
    /// When it is no TOML, or has a key that is none of a mapping's.
    pub fn of_mapping(file: &str, text: &str) -> Result<Self> {
        let here = |error: Error| {
            error.at(Place {
                file: file.into(),
                ..Place::default()
            })
        };
        let table: Table = text.parse().map_err(|error: ::toml::de::Error| {
            let at = error.span().map_or(0, |span| span.start);
            Error::input(format!("not TOML: {}", error.message()))
                .at(Place::in_text(file, text, at))
        })?;
        let mut options = Self::default();
        for (key, value) in table {
            options.take(&key, value).map_err(here)?;
        }
        Ok(options)
    }

    fn take(&mut self, key: &str, value: Value) -> Result<()> {
        match (key, value) {
            ("format", Value::String(word)) => {
                let format = super::Format::read(&word);
                self.format = Some(format.map_err(|e| Error::input(e.to_string()).hint(e.hint()))?);
            }
            ("encoding", Value::String(name)) => self.encoding = Some(name),
            ("delimiter", Value::String(mark)) => self.delimiter = Some(delimiter(&mark)?),
            ("map", Value::Table(table)) => self.map = pairs(key, table)?,
            ("set", Value::Table(table)) => self.set = pairs(key, table)?,
            ("template", Value::Table(table)) => self.template = pairs(key, table)?,
            ("value", Value::Table(fields)) => {
                for (field, words) in fields {
                    let Value::Table(words) = words else {
                        return Err(Error::input(format!(
                            "[value.{field}] is a table: a word of its cells, and the word meant"
                        )));
                    };
                    for (from, to) in pairs(&field, words)? {
                        self.value.push((field.clone(), from, to));
                    }
                }
            }
            (key, value) if KEYS.contains(&key) => {
                return Err(Error::input(format!(
                    "`{key}` is no {} in a mapping",
                    value.type_str()
                )));
            }
            (key, _) => {
                let error = Error::input(format!("a mapping has no key `{key}`"));
                return Err(match nearest(key, KEYS.iter().copied()) {
                    Some(near) => error.hint(format!("did you mean `{near}`?")),
                    None => error.hint(format!("its keys are: {}", KEYS.join(", "))),
                });
            }
        }
        Ok(())
    }

    /// As the text of a mapping file.
    pub fn to_mapping(&self) -> String {
        let mut table = Table::new();
        let mut word = |key: &str, word: Option<String>| {
            if let Some(word) = word {
                table.insert(key.to_owned(), Value::String(word));
            }
        };
        word("format", self.format.map(|format| format.to_string()));
        word("encoding", self.encoding.clone());
        word(
            "delimiter",
            self.delimiter.map(|mark| char::from(mark).to_string()),
        );
        for (key, pairs) in [
            ("map", &self.map),
            ("set", &self.set),
            ("template", &self.template),
        ] {
            let pairs: Table = pairs
                .iter()
                .map(|(name, value)| (name.clone(), Value::String(value.clone())))
                .collect();
            if !pairs.is_empty() {
                table.insert(key.to_owned(), Value::Table(pairs));
            }
        }
        let mut fields = Table::new();
        for (field, from, to) in &self.value {
            let words = fields
                .entry(field.clone())
                .or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(words) = words {
                words.insert(from.clone(), Value::String(to.clone()));
            }
        }
        if !fields.is_empty() {
            table.insert("value".to_owned(), Value::Table(fields));
        }
        table.to_string()
    }

    /// With what another says where this says nothing: of one column or field, this one's.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let both = |own: Vec<(String, String)>, more: Vec<(String, String)>| {
            let mut all = own;
            for (name, value) in more {
                if !all.iter().any(|(known, _)| *known == name) {
                    all.push((name, value));
                }
            }
            all
        };
        let mut value = self.value;
        for (field, from, to) in other.value {
            if !value.iter().any(|(f, w, _)| (f, w) == (&field, &from)) {
                value.push((field, from, to));
            }
        }
        Self {
            value,
            format: self.format.or(other.format),
            map: both(self.map, other.map),
            set: both(self.set, other.set),
            template: both(self.template, other.template),
            encoding: self.encoding.or(other.encoding),
            delimiter: self.delimiter.or(other.delimiter),
        }
    }
}

/// The byte that parts cells, by its name or itself.
///
/// # Errors
/// When it is none that we know.
pub fn delimiter(text: &str) -> Result<u8> {
    match text {
        "comma" | "," => Ok(b','),
        "semicolon" | ";" => Ok(b';'),
        "tab" | "\t" => Ok(b'\t'),
        _ => {
            Err(Error::input(format!("`{text}` parts no cells"))
                .hint("one of: comma, semicolon, tab"))
        }
    }
}

fn pairs(key: &str, table: Table) -> Result<Vec<(String, String)>> {
    let pair = |(name, value): (String, Value)| match value {
        Value::String(value) => Ok((name, value)),
        other => Err(Error::input(format!(
            "`{name}` of [{key}] is no {}, but text between quotation marks",
            other.type_str()
        ))),
    };
    table.into_iter().map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_reads_back_and_flags_go_before_it() {
        let text = "delimiter = \"semicolon\"\n[map]\nOrt = \"figure_scope\"\n\"Zahl 1\" = \"figure_value\"\n[set]\nkind = \"event\"\n[template]\nclaim = \"{Ort}\"\n[value.figure_qualifier]\nmehr = \"more-than\"\n";
        let options = Options::of_mapping("m.toml", text).unwrap();
        assert_eq!(options.delimiter, Some(b';'));
        let again = Options::of_mapping("m.toml", &options.to_mapping()).unwrap();
        assert_eq!(format!("{again:?}"), format!("{options:?}"));
        let flags = Options {
            map: vec![("Ort".into(), "-".into())],
            ..Options::default()
        };
        let both = flags.or(options);
        assert_eq!(both.map[0].1, "-");
        assert_eq!(both.map.len(), 2);
        for (bad, way_out) in [
            ("mapp = 1", "did you mean `map`?"),
            ("[map]\na = 1", "`a` of [map] is no integer"),
            ("map = 3", "`map` is no integer"),
        ] {
            let error = Options::of_mapping("m.toml", bad).unwrap_err();
            let told = format!("{} {}", error.what(), error.hints().join(" "));
            assert!(told.contains(way_out), "{told}");
        }
    }
}
