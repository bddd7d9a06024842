//! `dixit parse dates`: the dates of a text, streamed.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use super::input;
use super::parse::{each_line, in_pieces};
use super::ui::Ui;
use dixit::error::Result;
use dixit::model::Edtf;
use dixit::model::edtf::Day;
use dixit::text::dates::{self, DateReading, Finding, Reader};

pub const AFTER: &str = "\
Without --lang, the language is the one of the seven in which the text has most dates. \
Without --on, words such as \"last June\" stay words without bounds: their line says so.";

/// How a text is read for dates.
#[derive(clap::Args)]
pub struct Dates {
    /// The file; - or nothing for standard input
    file: Option<PathBuf>,
    /// The language of the text: fr, en, es, de, pt, it or nl
    #[arg(long, value_name = "LANG", value_parser = lang)]
    lang: Option<String>,
    /// The day from which words like "last June" are read: when the text was published
    #[arg(long, value_name = "DAY", value_parser = day, allow_hyphen_values = true)]
    on: Option<Day>,
    /// Take each line as a text of its own, and number the lines
    #[arg(long)]
    each_line: bool,
}

fn lang(tag: &str) -> Result<String, String> {
    match Reader::new(tag, None) {
        Some(reader) => Ok(reader.lang().to_owned()),
        None => {
            let known: Vec<&str> = dates::languages().collect();
            Err(format!("dates are read in {}", known.join(", ")))
        }
    }
}

/// A day in EDTF; of a moment, its day.
fn day(text: &str) -> Result<Day, String> {
    let date = Edtf::parse(text).map_err(|error| format!("{error}; {}", error.hint))?;
    match (date.from().day(), date.to().day()) {
        (Some(from), Some(to)) if from == to => Ok(from),
        _ => Err("a single day is needed: write YYYY-MM-DD".to_owned()),
    }
}

impl Dates {
    pub fn run(self, ui: &mut Ui) -> Result<ExitCode> {
        let input = input::open(self.file.as_deref())?;
        if self.each_line {
            each_line(input, |number, text| {
                let reader = self.reader(text);
                reader
                    .find(text)
                    .into_iter()
                    .try_for_each(|finding| print(Some(number), finding, reader, ui))
            })?;
        } else {
            in_pieces(
                input,
                |text| {
                    let reader = self.reader(text);
                    let found = reader.find(text).into_iter();
                    found.map(|finding| (finding, reader)).collect()
                },
                |(finding, _)| finding.bytes.clone(),
                |(mut finding, reader), places| {
                    let before = usize::try_from(places.before()).unwrap_or(usize::MAX);
                    finding.start += before;
                    finding.end += before;
                    print(None, finding, reader, ui)
                },
            )?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn reader(&self, text: &str) -> Reader {
        self.lang
            .as_deref()
            .and_then(|lang| Reader::new(lang, self.on))
            .unwrap_or_else(|| Reader::for_text(text, self.on))
    }
}

fn print(line: Option<u64>, finding: Finding, reader: Reader, ui: &mut Ui) -> Result<()> {
    let reading = DateReading::new(line, finding, reader);
    serde_json::to_writer(&mut *ui.out(), &reading).map_err(io::Error::from)?;
    Ok(writeln!(ui.out())?)
}
