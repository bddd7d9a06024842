//! `dixit parse`: read one kind of text as Dixit does.

mod figures;

use std::io::{self, BufRead, BufReader, Read};
use std::ops::Range;
use std::path::PathBuf;
use std::process::ExitCode;

use super::input;
use super::ui::Ui;
use dixit::error::{Error, Result};
use dixit::model::edtf;
use dixit::text::points::Points;

/// Reads one kind of text as Dixit does, and says how.
#[derive(clap::Args)]
pub struct Parse {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Read dates in EDTF (ISO 8601-2): one JSON line for each line of input
    Edtf {
        /// The file; - or nothing for standard input
        file: Option<PathBuf>,
        /// Take each line as one date
        #[arg(long)]
        each_line: bool,
    },
    /// Read dates in words or digits within a text: one JSON line for each date found
    #[command(after_help = super::dates::AFTER)]
    Dates(super::dates::Dates),
    /// Read figures in a text: one JSON line for each figure found
    Figures(figures::Figures),
}

impl Parse {
    pub fn run(self, ui: &mut Ui) -> Result<ExitCode> {
        let (file, each_line) = match self.what {
            What::Edtf { file, each_line } => (file, each_line),
            What::Dates(dates) => return dates.run(ui),
            What::Figures(command) => return command.run(ui),
        };
        let input = input::open(file.as_deref())?;
        if each_line {
            lines(input, ui)
        } else {
            whole(input, ui)
        }
    }
}

fn lines(input: Box<dyn Read>, ui: &mut Ui) -> Result<ExitCode> {
    each_line(input, |number, text| print(number, text, ui))?;
    Ok(ExitCode::SUCCESS)
}

/// Gives each line with its number to `take`.
pub(super) fn each_line(
    input: Box<dyn Read>,
    mut take: impl FnMut(u64, &str) -> Result<()>,
) -> Result<()> {
    let mut input = BufReader::new(input);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        // A line is bounded, so that one without an end cannot fill memory.
        let read = input.by_ref().take(LONGEST).read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        if read as u64 == LONGEST && line.last() != Some(&b'\n') {
            return Err(Error::input(format!(
                "line {number} is longer than {LONGEST} bytes"
            )));
        }
        // Only the line's own end is not part of it: a space is, and is refused.
        let text = line.strip_suffix(b"\n").unwrap_or(&line);
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        let text = String::from_utf8_lossy(text);
        take(number, &text)?;
    }
    Ok(())
}

/// How much of a text is read at a time.
const PIECE: usize = 64 << 10;
/// What ends so near to the end of a piece may go on in the next.
const TAIL: usize = 256;

/// Finds in a text of any length what stands in it, in the same memory: piece by piece, each cut where
/// nothing found is cut with it.
pub(super) fn in_pieces<F>(
    mut input: Box<dyn Read>,
    mut find: impl FnMut(&str) -> Vec<F>,
    bytes: impl Fn(&F) -> Range<usize>,
    mut give: impl FnMut(F, &mut Points<'_>) -> Result<()>,
) -> Result<()> {
    let (mut held, mut points, mut before, mut over) = (Vec::new(), 0, 0_u64, false);
    while !over {
        let read = input.by_ref().take(PIECE as u64).read_to_end(&mut held)?;
        over = read < PIECE;
        let valid = match std::str::from_utf8(&held) {
            Ok(text) => text.len(),
            // A character may be cut at the end of a piece, and nowhere else.
            Err(error) if error.error_len().is_none() && !over => error.valid_up_to(),
            Err(error) => {
                let at = before + error.valid_up_to() as u64;
                return Err(
                    Error::input(format!("the input is not UTF-8 at its byte {at}"))
                        .hint("save it as UTF-8"),
                );
            }
        };
        let text = String::from_utf8_lossy(&held[..valid]);
        let findings = find(&text);
        let mut cut = if over { text.len() } else { cut_before(&text) };
        let open = findings.iter().find(|f| !over && bytes(f).end >= cut);
        // A piece that is one finding from its start would never end.
        cut = open.map_or(cut, |f| bytes(f).start.min(cut));
        if cut == 0 {
            cut = text.len();
        }
        let mut places = Points::new(&text, points);
        for finding in findings.into_iter().take_while(|f| bytes(f).end <= cut) {
            give(finding, &mut places)?;
        }
        points = places.at(cut);
        before += cut as u64;
        held.drain(..cut);
    }
    Ok(())
}

/// Where a piece that goes on is cut: between two words, and well before its end.
fn cut_before(text: &str) -> usize {
    let mut latest = text.len().saturating_sub(TAIL);
    while !text.is_char_boundary(latest) {
        latest -= 1;
    }
    text[..latest].rfind(char::is_whitespace).unwrap_or(latest)
}

/// The longest line that is read.
const LONGEST: u64 = 1 << 20;

fn whole(input: Box<dyn Read>, ui: &mut Ui) -> Result<ExitCode> {
    let mut text = String::new();
    input
        .take(LONGEST)
        .read_to_string(&mut text)
        .map_err(|e| match e.kind() {
            io::ErrorKind::InvalidData => {
                Error::input("the input is not UTF-8").hint("save it as UTF-8")
            }
            _ => e.into(),
        })?;
    print(1, text.strip_suffix('\n').unwrap_or(&text), ui)?;
    Ok(ExitCode::SUCCESS)
}

fn print(number: u64, text: &str, ui: &mut Ui) -> Result<()> {
    let reading = edtf::reading(number, text);
    serde_json::to_writer(&mut *ui.out(), &reading).map_err(io::Error::from)?;
    Ok(writeln!(ui.out())?)
}
