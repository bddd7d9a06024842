//! `dixit parse figures`: the figures in a text, as Dixit reads them.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::cli::input;
use crate::cli::parse::{each_line, in_pieces};
use crate::cli::ui::Ui;
use dixit::error::{Error, Result};
use dixit::text::figures::{self, Reading};
use dixit::text::points::Points;

/// Reads the figures in a text: one JSON line for each.
///
/// Each line has the text found, where it starts and ends (in code points), the qualifier, the bounds
/// as exact decimals, the unit, what is counted, and how it was read. Years, dates, times, telephone
/// numbers, scores and article numbers are no figures. Without a language only digits are read, 10.000
/// is given with both readings, and a number beside a word that bounds or multiplies it in any
/// language is left out: give the language.
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
        let input = input::open(self.file.as_deref())?;
        let find = |text: &str| figures::find(text, self.lang.as_deref());
        if self.each_line {
            each_line(input, |line, text| {
                let mut places = Points::new(text, 0);
                find(text)
                    .into_iter()
                    .try_for_each(|f| print(&Reading::of(f, &mut places, Some(line)), ui))
            })?;
        } else {
            in_pieces(
                input,
                find,
                |finding| finding.range.clone(),
                |finding, places| print(&Reading::of(finding, places, None), ui),
            )?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn print(reading: &Reading<'_>, ui: &mut Ui) -> Result<()> {
    serde_json::to_writer(&mut *ui.out(), reading).map_err(io::Error::from)?;
    Ok(writeln!(ui.out())?)
}
