//! `dixit report`: a report to read, or its rows for programs.

use std::path::PathBuf;
use std::process::ExitCode;

use super::filter::FilterArgs;
use super::list::say_tail;
use super::past::Past;
use super::ui::Ui;
use super::{Shared, say, words};
use dixit::error::Result;
use dixit::model::Noun;
use dixit::report::build::{self, Audience, Edition};
use dixit::report::file::NewFile;
use dixit::report::render::Format;
use dixit::store::Store;

/// Writes a report: each speaker, each claim, who said it in which words, with numbered sources. The ending
/// of the file's name tells the format.
#[derive(clap::Args)]
pub struct Report {
    /// The file to write: .md, .html, .json or .csv. Else standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The format; Markdown unless the file's name tells
    #[arg(long, value_parser = words::<Format>())]
    format: Option<Format>,
    /// Show confidential names
    #[arg(long)]
    reveal: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    past: Past,
}

impl Report {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        self.past.read(shared, ui, |store, ui| self.give(store, ui))
    }

    fn give(&self, store: &Store, ui: &mut Ui) -> Result<ExitCode> {
        let format = match (&self.format, &self.output) {
            (Some(format), _) => *format,
            (None, Some(path)) => Format::of_path(path)?,
            (None, None) => Format::Markdown,
        };
        let (filter, notices) = self
            .filter
            .filter(store, ui.is_terminal() && ui.shows_progress())?;
        for notice in notices {
            ui.say(&notice);
        }
        // A report leaves the terminal's own screen: it is an export wherever it goes.
        let edition = Edition::new(
            store,
            Audience::Export {
                reveal: self.reveal,
            },
        )?;
        let tail = match &self.output {
            None => build::report(store, &filter, edition, format.renderer(ui.out()).as_mut())?,
            Some(path) => {
                let mut file = NewFile::create(path)?;
                let tail = build::report(
                    store,
                    &filter,
                    edition,
                    format.renderer(file.out()).as_mut(),
                )
                .map_err(|e| e.at_file(path))?;
                file.keep()?;
                ui.line(&format!(
                    "wrote {} to {}",
                    say::count(Noun::Attribution, tail.rows),
                    path.display()
                ))?;
                tail
            }
        };
        say_tail(&tail, None, ui);
        Ok(ExitCode::SUCCESS)
    }
}
