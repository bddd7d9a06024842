//! The ways in: bytes of some format, read as entries.
//!
//! Every format is one file that makes `node`s of its bytes; what their keys mean is told once,
//! in `entry` and `claim`. To add a format, write its file and name it in [`Format`].

mod ahead;
mod bad;
mod cells;
mod claim;
mod csv;
mod de;
mod decode;
pub mod document;
mod each;
mod entry;
mod flat;
mod json;
mod jsonl;
mod like;
mod lines;
mod node;
mod page;
mod slot;
mod template;
mod toml;
mod worded;

#[cfg(test)]
mod tests;

use std::fmt;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

pub use ahead::{Ahead, read_ahead};
use encoding_rs::Encoding;
pub use like::delimiter;
use template::Template;

use crate::error::{Error, Result};
use crate::model::vocabulary::vocabulary;
use crate::model::{Entry, UnknownWord, Vocabulary};

vocabulary! {
    /// The formats that can be read; a file's ending is its format's word.
    Format, "format":
    Toml = "toml": "a dossier, as people write it by hand",
    Jsonl = "jsonl": "one object a line: flat rows, or what `export` wrote",
    Csv = "csv": "a table with a header; commas, semicolons or tabs",
    Tsv = "tsv": "a table with a header; tabs",
}

impl Format {
    /// The format that a file's name tells.
    ///
    /// # Errors
    /// When it tells none.
    pub fn of(name: &str) -> Result<Self> {
        let ending = Path::new(name).extension().and_then(|e| e.to_str());
        let ending = ending.unwrap_or_default().to_ascii_lowercase();
        let word = match ending.as_str() {
            "ndjson" => "jsonl",
            "tab" => "tsv",
            other => other,
        };
        Self::read(word).map_err(|slip| {
            Error::input("the name does not tell the format").hint(format!(
                "say it with --format, one of {}",
                slip.words.join(", ")
            ))
        })
    }

    fn open(self, mut input: Input<'_>) -> Result<Box<dyn Rows + '_>> {
        match self {
            Self::Toml => toml::open(input),
            Self::Jsonl => jsonl::open(input),
            Self::Csv => csv::open(input),
            Self::Tsv => {
                input.delimiter.get_or_insert(b'\t');
                csv::open(input)
            }
        }
    }
}

/// How to read an input; by default everything is told from the input itself.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The format; else the name's ending tells.
    pub format: Option<Format>,
    /// Names of columns, or of keys of flat rows, and the fields they give; `-` ignores one.
    pub map: Vec<(String, String)>,
    /// Fields that every row of a table or of flat JSON lines has which does not give them.
    pub set: Vec<(String, String)>,
    /// Fields that such a row does not give, made of its columns: `{column}` stands for a cell.
    pub template: Vec<(String, String)>,
    /// Words of a field's cells, exchanged for others: the field, the word given, the word meant.
    pub value: Vec<(String, String, String)>,
    /// The encoding of a CSV file, by its name; else it is detected.
    pub encoding: Option<String>,
    /// What separates the cells of a CSV file; else the header line tells.
    pub delimiter: Option<u8>,
}

/// What a format is given to read.
struct Input<'i> {
    name: Arc<str>,
    bytes: Box<dyn Read + 'i>,
    mapping: flat::Mapping,
    set: Vec<(String, String)>,
    templates: Vec<Template>,
    values: Vec<(String, String, String)>,
    encoding: Option<&'static Encoding>,
    delimiter: Option<u8>,
}

/// What a format makes of its input. It ends after an error of the system; after a bad row it
/// goes on.
trait Rows: Iterator<Item = Result<Entry>> {
    /// What should be said about how the input was read, as known so far.
    fn notices(&self) -> Vec<String> {
        Vec::new()
    }
}

/// The entries of an input. An error is one bad row: the next call goes on with the next.
pub struct Entries<'i>(Box<dyn Rows + 'i>);

impl Entries<'_> {
    /// What should be said about how the input was read; complete once all entries are taken.
    pub fn notices(&self) -> Vec<String> {
        self.0.notices()
    }
}

impl fmt::Debug for Entries<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entries").finish_non_exhaustive()
    }
}

impl Iterator for Entries<'_> {
    type Item = Result<Entry>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

/// Reads an input as entries. `name` is the file's name, for places and to tell the format.
///
/// # Errors
/// When the input cannot be read at all: no known format, not text, no header, not TOML.
pub fn read<'i>(name: &str, input: impl Read + 'i, options: &Options) -> Result<Entries<'i>> {
    let format = match options.format {
        Some(format) => format,
        None => Format::of(name)?,
    };
    let encoding = options.encoding.as_deref().map(decode::encoding);
    let templates = options
        .template
        .iter()
        .map(|(field, words)| Template::new(field, words));
    let rows = format.open(Input {
        name: name.into(),
        bytes: Box::new(input),
        mapping: flat::Mapping::new(&options.map),
        set: flat::constants(&options.set)?,
        templates: templates.collect::<Result<_>>()?,
        values: flat::values(&options.value)?,
        encoding: encoding.transpose()?,
        delimiter: options.delimiter,
    })?;
    Ok(Entries(rows))
}
