//! `dixit export`: write every record so that `import` reads it back.

use std::path::PathBuf;
use std::process::ExitCode;

use super::ui::Ui;
use super::{Shared, database, words};
use crate::error::Result;
use crate::model::vocabulary::vocabulary;
use crate::model::{UnknownWord, Vocabulary};
use crate::record::export::{Exported, entries};
use crate::report::build::Exports;
use crate::report::file::NewFile;
use crate::report::render::{jsonl, toml};

vocabulary! {
    /// The formats that `import` reads back.
    ExportFormat, "export format":
    Toml = "toml": "a dossier, to read and edit by hand",
    Jsonl = "jsonl": "one record a line, for programs and large files",
}

/// Writes every present record so that `import` reads it back. Confidential records, and those whose words
/// contain a confidential name, are written as their ids alone, unless --reveal is given.
#[derive(clap::Args)]
pub struct Export {
    /// The file to write; its ending tells the format. Else standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The format
    #[arg(long, value_parser = words::<ExportFormat>())]
    format: Option<ExportFormat>,
    /// Write confidential records in full
    #[arg(long)]
    reveal: bool,
}

impl Export {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        let by_name = self
            .output
            .as_ref()
            .and_then(|path| path.extension())
            .and_then(|e| e.to_str());
        let format = match (self.format, by_name) {
            (Some(format), _) => format,
            (None, Some(ending)) => ExportFormat::read(ending).map_err(|slip| {
                crate::error::Error::input(format!("an export cannot be written as `.{ending}`"))
                    .hint(slip.hint())
            })?,
            (None, None) => ExportFormat::Toml,
        };
        let mut store = database::read(shared)?;
        let mut exports = Exports::new(&mut store, self.reveal)?;
        let done = match &self.output {
            None => write(format, &mut exports, ui.out())?,
            Some(path) => {
                let mut file = NewFile::create(path)?;
                let done = write(format, &mut exports, file.out())?;
                file.keep()?;
                done
            }
        };
        if let Some(path) = &self.output {
            ui.line(&format!(
                "wrote {} records to {}",
                done.records,
                path.display()
            ))?;
        }
        if done.withheld > 0 {
            ui.say(&format!(
                "{} records were written as their ids alone; --reveal writes them in full",
                done.withheld
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
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
