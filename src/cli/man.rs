//! `dixit man`: manual pages of the program and of every command.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::CommandFactory;

use super::Cli;
use super::ui::Ui;
use dixit::error::{Error, Result};
use dixit::report::file::NewFile;

/// Writes manual pages, one for the program and one for each command, for `man` to read.
#[derive(clap::Args)]
pub struct Man {
    /// The folder to write them to, such as ~/.local/share/man/man1; else dixit(1) goes to standard output
    #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    folder: Option<PathBuf>,
}

impl Man {
    pub fn run(self, ui: &mut Ui) -> Result<ExitCode> {
        let mut program = Cli::command().disable_help_subcommand(true);
        program.build();
        let Some(folder) = self.folder else {
            page(&program).render(ui.out())?;
            return Ok(ExitCode::SUCCESS);
        };
        std::fs::create_dir_all(&folder).map_err(|e| Error::from(e).at_file(&folder))?;
        let mut pages = vec![program.clone()];
        pages.extend(
            program
                .get_subcommands()
                .filter(|c| !c.is_hide_set())
                .cloned(),
        );
        for command in &pages {
            let page = page(command);
            let path = folder.join(page.get_filename());
            let mut file = NewFile::create(&path)?;
            page.render(file.out())
                .map_err(|e| Error::from(e).at_file(&path))?;
            file.keep()?;
        }
        ui.line(&format!(
            "wrote {} manual pages to {}",
            pages.len(),
            folder.display()
        ))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn page(command: &clap::Command) -> clap_mangen::Man {
    let name = command.get_display_name().unwrap_or(command.get_name());
    clap_mangen::Man::new(command.clone())
        .title(name.to_uppercase())
        .manual("Dixit")
        .source(concat!("dixit ", env!("CARGO_PKG_VERSION")))
        .date("")
}
