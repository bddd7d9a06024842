//! `dixit withdraw`: take records out, with the reason.

use std::process::ExitCode;

use super::show::find;
use super::ui::Ui;
use super::{Shared, database, say};
use dixit::error::Result;
use dixit::report::build::{Edition, record};
use dixit::report::render::words::operations::told_record;
use dixit::store::Command;

/// Takes records out of lists and reports. Their ids still say what they were, when they went and why, and `undo`
/// brings them back. What something else stands on is not withdrawn.
#[derive(clap::Args)]
pub struct Withdraw {
    /// The records, by id or by name
    #[arg(required = true, value_name = "ID")]
    which: Vec<String>,
    /// Why, for the log
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Withdraw with it the attributions that stand on it, and assessments, links, judgements and captures of
    /// what goes
    #[arg(long)]
    with_attributions: bool,
}

impl Withdraw {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        let mut store = database::change(shared)?;
        let mut records = Vec::new();
        for which in &self.which {
            let found = find(&store, which)?;
            records.push((found.noun, found.uid));
        }
        let command = Command {
            verb: "withdraw".to_owned(),
            options: match self.with_attributions {
                true => vec!["with-attributions".to_owned()],
                false => Vec::new(),
            },
            named: records.iter().map(|(_, uid)| uid.id()).collect(),
            reason: self.reason.clone(),
        };
        let along = self.with_attributions;
        let done = store.write(&command, |writing| writing.withdraw_all(&records, along));
        let (gone, operation) = done.map_err(|error| {
            let is_built_on = std::error::Error::source(&error).is_some();
            let error = say::in_the_way(error, &store, ui);
            match is_built_on && !along {
                true => error.hint("--with-attributions withdraws attributions with it"),
                false => error,
            }
        })?;
        let edition = Edition::new(&store, say::audience(ui.is_terminal()))?;
        let ids = say::ids(&store, ui.is_terminal());
        for (noun, uid) in gone {
            let words = told_record(&record(&store, noun, uid, edition)?, &ids, say::room(ui));
            ui.line(&format!("withdrew: {words}"))?;
        }
        if let Some(operation) = operation {
            ui.line(&format!("saved as operation {operation}"))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
