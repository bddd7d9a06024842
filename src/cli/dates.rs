//! `dixit parse dates`: the dates of a text, streamed.

use std::io::{self, Read};
use std::path::PathBuf;
use std::process::ExitCode;

use super::input;
use super::parse::each_line;
use super::ui::Ui;
use dixit::error::{Error, Result};
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

/// How much of a text is read at a time.
const PIECE: usize = 64 << 10;
/// A date that ends so near to the end of a piece may go on in the next.
const TAIL: usize = 256;

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
            self.stream(input, ui)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn reader(&self, text: &str) -> Reader {
        self.lang
            .as_deref()
            .and_then(|lang| Reader::new(lang, self.on))
            .unwrap_or_else(|| Reader::for_text(text, self.on))
    }

    /// Reads a text piece by piece. Each is cut where no date is cut with it.
    fn stream(&self, mut input: Box<dyn Read>, ui: &mut Ui) -> Result<()> {
        let (mut held, mut points, mut bytes, mut over) = (Vec::new(), 0, 0_u64, false);
        while !over {
            let read = input.by_ref().take(PIECE as u64).read_to_end(&mut held)?;
            over = read < PIECE;
            let valid = match std::str::from_utf8(&held) {
                Ok(text) => text.len(),
                // A character may be cut at the end of a piece, and nowhere else.
                Err(error) if error.error_len().is_none() && !over => error.valid_up_to(),
                Err(error) => {
                    let at = bytes + error.valid_up_to() as u64;
                    return Err(Error::input(format!(
                        "the input is not UTF-8 at its byte {at}"
                    )));
                }
            };
            let text = String::from_utf8_lossy(&held[..valid]);
            let reader = self.reader(&text);
            let findings = reader.find(&text);
            let mut cut = if over { text.len() } else { cut_before(&text) };
            let open = findings.iter().find(|f| !over && f.bytes.end >= cut);
            // A piece that is one date from its start would never end.
            cut = open.map_or(cut, |f| f.bytes.start.min(cut));
            if cut == 0 {
                cut = text.len();
            }
            for mut finding in findings.into_iter().take_while(|f| f.bytes.end <= cut) {
                finding.start += points;
                finding.end += points;
                print(None, finding, reader, ui)?;
            }
            points += text[..cut].chars().count();
            bytes += cut as u64;
            held.drain(..cut);
        }
        Ok(())
    }
}

/// Where a piece that goes on is cut: between two words, and well before its end.
fn cut_before(text: &str) -> usize {
    let mut latest = text.len().saturating_sub(TAIL);
    while !text.is_char_boundary(latest) {
        latest -= 1;
    }
    text[..latest].rfind(char::is_whitespace).unwrap_or(latest)
}

fn print(line: Option<u64>, finding: Finding, reader: Reader, ui: &mut Ui) -> Result<()> {
    let reading = DateReading::new(line, finding, reader);
    serde_json::to_writer(&mut *ui.out(), &reading).map_err(io::Error::from)?;
    Ok(writeln!(ui.out())?)
}
