//! The ways out: one file a format, each from report values to text.
//!
//! A renderer writes what it is given in the order in which it is given: it sorts nothing, knows
//! no SQL, and holds no more than one row (Markdown and HTML also the sources they numbered, the
//! terminal one page). It is given [`Shown`](super::shown::Shown) and nothing else, and escapes for its
//! own format. A new format is a new file here and a line in [`Format`]'s table.

mod address;
mod chart;
pub mod csv;
pub mod dossier;
mod html;
pub mod json;
pub mod jsonl;
mod markdown;
pub mod svg;
mod telling;
pub mod terminal;
pub mod toml;
pub mod words;

#[cfg(test)]
mod story;

use std::fmt;
use std::io;
use std::path::Path;

use super::value::{Head, Row, SeriesValue, Tail, VoiceValue};
use crate::error::{Error, Result};
use crate::model::{UnknownWord, Vocabulary};

/// A report on its way out: [`begin`](Self::begin) once, [`row`](Self::row) for each attribution,
/// [`end`](Self::end) once.
///
/// # Errors
/// Each method fails only where writing does.
pub trait Render {
    /// What stands before the rows.
    fn begin(&mut self, head: &Head) -> io::Result<()>;
    /// Whether people read it and are to be told where words do not stand as recorded: [`Row::unsound`].
    fn tells_soundness(&self) -> bool {
        false
    }
    /// Whether [`contents`](Self::contents) is wanted.
    fn has_contents(&self) -> bool {
        false
    }
    /// Under whom the rows will come, in their order, and whether figures are drawn after them: once, between
    /// the beginning and the rows.
    fn contents(&mut self, _voices: &[VoiceValue], _pictured: bool) -> io::Result<()> {
        Ok(())
    }
    /// Whether rows are wanted with the topics of their claims, which stand elsewhere in the file than the claims.
    fn has_topics(&self) -> bool {
        true
    }
    /// One attribution.
    fn row(&mut self, row: &Row) -> io::Result<()>;
    /// Whether [`series`](Self::series) are wanted.
    fn has_pictures(&self) -> bool {
        false
    }
    /// The figures of one measure, after all rows.
    fn series(&mut self, _series: &SeriesValue) -> io::Result<()> {
        Ok(())
    }
    /// What stands after the rows.
    fn end(&mut self, tail: &Tail) -> io::Result<()>;
}

/// Rows kept in memory, for a program that goes on with them.
impl Render for Vec<Row> {
    fn begin(&mut self, _: &Head) -> io::Result<()> {
        Ok(())
    }
    fn row(&mut self, row: &Row) -> io::Result<()> {
        self.push(row.clone());
        Ok(())
    }
    fn end(&mut self, _: &Tail) -> io::Result<()> {
        Ok(())
    }
}

/// Declares the formats: word, file extensions, meaning and renderer stand together.
macro_rules! formats {
    ($($variant:ident = $word:literal, [$($extension:literal),+]: $meaning:literal => $open:expr,)+) => {
        /// The formats of a report.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Format {
            $(#[doc = $meaning] $variant,)+
        }

        impl Vocabulary for Format {
            const NAME: &'static str = "report format";
            const ALL: &'static [Self] = &[$(Self::$variant,)+];

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)+ }
            }
        }

        impl Format {
            /// The file extensions that name it, without the dot.
            pub fn extensions(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($extension,)+],)+ }
            }

            /// Its renderer.
            pub fn renderer<'a>(self, out: &'a mut dyn io::Write) -> Box<dyn Render + 'a> {
                match self { $(Self::$variant => Box::new($open(out)),)+ }
            }
        }
    };
}

formats! {
    Markdown = "md", ["md", "markdown"]:
        "a report to read: claims by speaker, with their sources" => markdown::Markdown::new,
    Html = "html", ["html", "htm"]:
        "the same as one page for a browser, to print too; nothing in it runs or is fetched" => html::Html::new,
    Json = "json", ["json"]:
        "all fields of every attribution, for programs" => json::Json::new,
    Csv = "csv", ["csv"]:
        "one line an attribution, for spreadsheets" => csv::Csv::for_spreadsheets,
}

impl Format {
    /// The format that a file's name asks for.
    ///
    /// # Errors
    /// No format, or none of ours, is named.
    pub fn of_path(path: &Path) -> Result<Self> {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        let asked = extension.to_ascii_lowercase();
        let named = |format: &&Self| format.extensions().contains(&asked.as_str());
        Self::ALL.iter().find(named).copied().ok_or_else(|| {
            let words: Vec<_> = Self::ALL.iter().map(|f| format!(".{f}")).collect();
            let what = if asked.is_empty() {
                "the file's name does not end in a format".to_owned()
            } else {
                format!("no report can be written as `.{asked}`")
            };
            Error::input(what).hint(format!(
                "end the file's name in one of: {}",
                words.join(", ")
            ))
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl std::str::FromStr for Format {
    type Err = UnknownWord;
    fn from_str(given: &str) -> Result<Self, UnknownWord> {
        Self::read(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_asks_for_its_format() {
        let of = |name: &str| Format::of_path(Path::new(name));
        assert_eq!(of("report.md").unwrap(), Format::Markdown);
        assert_eq!(of("a/b/Report.MARKDOWN").unwrap(), Format::Markdown);
        assert_eq!(of("claims.2024.csv").unwrap(), Format::Csv);
        let error = of("report.odt").unwrap_err();
        assert!(error.what().contains("`.odt`"), "{error}");
        assert!(error.hints()[0].contains(".md, .html, .json, .csv"));
        assert!(of("report").unwrap_err().what().contains("does not end"));
    }

    #[test]
    fn every_format_renders_every_row_and_the_empty_report() {
        for format in Format::ALL {
            assert_eq!(Format::read(format.word()), Ok(*format));
            let mut empty = Vec::new();
            let mut full = Vec::new();
            for (out, rows) in [(&mut empty, Vec::new()), (&mut full, story::rows())] {
                let mut renderer = format.renderer(out);
                renderer.begin(&story::head()).unwrap();
                for row in &rows {
                    renderer.row(row).unwrap();
                }
                renderer.end(&Tail::default()).unwrap();
            }
            let (empty, full) = (empty.len(), String::from_utf8(full).unwrap());
            assert!(empty < full.len());
            for row in story::rows() {
                assert!(full.contains(row.id.as_str()), "{format}: {}", row.id);
            }
        }
    }
}
