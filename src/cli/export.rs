//! `dixit export`: write every record so that `import` reads it back.

use std::path::PathBuf;
use std::process::ExitCode;

use super::past::Past;
use super::ui::Ui;
use super::{Shared, say};
use dixit::error::{Error, Result};
use dixit::record::export::{Exported, entries};
use dixit::report::build::Exports;
use dixit::report::file::NewFile;
use dixit::report::render::{jsonl, toml};
use dixit::store::Store;

/// The formats that `import` reads back.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum ExportFormat {
    /// A dossier, to read and edit by hand
    Toml,
    /// One record a line, for programs and large files
    Jsonl,
}

/// Writes every present record so that `import` reads it back. Confidential records, and those whose words
/// contain a confidential name, are written as their ids alone, unless --reveal is given.
#[derive(clap::Args)]
pub struct Export {
    /// The file to write; its ending tells the format. Else standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The format
    #[arg(long, value_name = "FORMAT")]
    format: Option<ExportFormat>,
    /// Write confidential records in full
    #[arg(long)]
    reveal: bool,
    #[command(flatten)]
    past: Past,
}

impl Export {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        self.past.read(shared, ui, |store, ui| self.give(store, ui))
    }

    fn give(&self, store: &Store, ui: &mut Ui) -> Result<ExitCode> {
        let by_name = self
            .output
            .as_ref()
            .and_then(|path| path.extension())
            .and_then(|e| e.to_str());
        let format = match (self.format, by_name) {
            (Some(format), _) => format,
            (None, Some(ending)) => by_ending(ending)?,
            (None, None) => ExportFormat::Toml,
        };
        let mut exports = Exports::new(store, self.reveal)?;
        let done = match &self.output {
            None => write(format, &mut exports, ui.out())?,
            Some(path) => {
                let mut file = NewFile::create(path)?;
                let done = write(format, &mut exports, file.out()).map_err(|e| e.at_file(path))?;
                file.keep()?;
                done
            }
        };
        if let Some(path) = &self.output {
            ui.line(&format!(
                "wrote {} to {}",
                say::many(done.records, "record", "records"),
                path.display()
            ))?;
        }
        if done.withheld > 0 {
            ui.say(&format!(
                "{} as ids alone; --reveal writes them in full",
                say::many(done.withheld, "record was written", "records were written")
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn by_ending(ending: &str) -> Result<ExportFormat> {
    clap::ValueEnum::from_str(ending, true).map_err(|_| {
        Error::input(format!("an export cannot be written as `.{ending}`"))
            .hint("end the file's name in .toml or .jsonl")
    })
}

fn write(
    format: ExportFormat,
    exports: &mut Exports<'_>,
    out: &mut dyn std::io::Write,
) -> Result<Exported> {
    let mut first = true;
    let store = exports.store();
    entries(store, exports, &mut |entry| {
        match format {
            ExportFormat::Toml => toml::write(&entry, first, out)?,
            ExportFormat::Jsonl => jsonl::write(&entry, out)?,
        }
        first = false;
        Ok(())
    })
}
