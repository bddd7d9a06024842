//! `dixit parse figures`: the figures in a text, as Dixit reads them.

use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::cli::input;
use crate::cli::ui::Ui;
use dixit::error::{Error, Result};
use dixit::text::figures::{self, Reading};

/// Reads the figures in a text: one JSON line for each.
///
/// Each line has the text found, where it starts and ends (in code points), the qualifier, the bounds
/// as exact decimals, the unit, what is counted, and how it was read. Years, dates, times, telephone
/// numbers, scores and article numbers are no figures. Without a language only digits are read, and
/// 10.000 is given with both readings.
#[derive(clap::Args)]
pub struct Figures {
    /// The file; - or nothing for standard input
    file: Option<PathBuf>,
    /// The language of the text: de, en, es, fr, it, nl, pt
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// Take each line as a text of its own, and number the lines
    #[arg(long)]
    each_line: bool,
}

/// The most of a text that is looked at in one piece: a figure is never cut by it, as a piece ends
/// at a blank line, or else at a space.
const PIECE: usize = 64 << 10;

impl Figures {
    pub fn run(self, ui: &mut Ui) -> Result<ExitCode> {
        if let Some(lang) = &self.lang
            && !figures::is_read(lang)
        {
            let known: Vec<_> = figures::languages().collect();
            return Err(
                Error::input(format!("figures are not read in the language “{lang}”"))
                    .hint(format!("languages: {}", known.join(", "))),
            );
        }
        let input = BufReader::with_capacity(PIECE, input::open(self.file.as_deref())?);
        let mut pieces = Pieces::of(input, self.each_line);
        while let Some(piece) = pieces.next()? {
            let line = self.each_line.then_some(piece.line);
            for finding in figures::find(&piece.text, self.lang.as_deref()) {
                let reading = Reading::of(finding, &piece.text, piece.before, line);
                serde_json::to_writer(&mut *ui.out(), &reading).map_err(io::Error::from)?;
                writeln!(ui.out())?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A part of the input that is read by itself.
struct Piece {
    text: String,
    /// Its line, or that of its start.
    line: u64,
    /// The code points before it; none where each line is a text.
    before: u64,
}

/// The input piece by piece, so that a text of any length is read in the same memory.
struct Pieces<R> {
    input: R,
    each_line: bool,
    line: u64,
    before: u64,
    rest: Vec<u8>,
}

impl<R: BufRead> Pieces<R> {
    fn of(input: R, each_line: bool) -> Self {
        Self {
            input,
            each_line,
            line: 0,
            before: 0,
            rest: Vec::new(),
        }
    }

    fn next(&mut self) -> Result<Option<Piece>> {
        let line = self.line + 1;
        let mut bytes = std::mem::take(&mut self.rest);
        loop {
            let from = bytes.len();
            let room = (PIECE * 16) as u64;
            let read = (&mut self.input).take(room).read_until(b'\n', &mut bytes)?;
            if read == 0 {
                break;
            }
            let whole = bytes.last() == Some(&b'\n');
            self.line += u64::from(whole);
            let blank = bytes[from..].iter().all(u8::is_ascii_whitespace);
            if self.each_line && !whole && read as u64 == room {
                return Err(Error::input(format!(
                    "line {line} is longer than {room} bytes"
                )));
            }
            if self.each_line || blank || !whole || bytes.len() >= PIECE {
                break;
            }
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        // A line without an end is cut at a space, and what follows that waits.
        if !self.each_line && bytes.len() >= PIECE && bytes.last() != Some(&b'\n') {
            let cut = bytes
                .iter()
                .rposition(u8::is_ascii_whitespace)
                .filter(|at| *at > 0)
                .map_or(0, |at| at + 1);
            if cut > 0 {
                self.rest = bytes.split_off(cut);
            }
        }
        let text = String::from_utf8(bytes).map_err(|e| {
            let at = e.utf8_error().valid_up_to();
            Error::input(format!("line {line} is not UTF-8, at byte {}", at + 1))
                .hint("convert it first, for instance: iconv -f windows-1252 -t utf-8 FILE")
        })?;
        let before = if self.each_line { 0 } else { self.before };
        self.before += text.chars().count() as u64;
        let text = if self.each_line {
            text.trim_end_matches(['\n', '\r']).to_owned()
        } else {
            text
        };
        Ok(Some(Piece { text, line, before }))
    }
}
