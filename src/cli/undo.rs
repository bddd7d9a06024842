//! `dixit undo`: take back the last command, or an older one.

use std::process::ExitCode;

use super::ui::Ui;
use super::{Shared, database, say};
use dixit::error::Result;
use dixit::report::build::{Edition, told};
use dixit::report::value::{ChangeValue, OperationValue};
use dixit::store::Store;
use dixit::store::undo::Undone;

/// Takes back the last command, as one more operation: nothing is lost, and `redo` brings it back. Again, it goes
/// further back. An older operation is taken back by its id, if nothing was built on it since.
#[derive(clap::Args)]
pub struct Undo {
    /// The operation to take back, by its id or the first letters of it; else the last that is not undone
    #[arg(value_name = "OPERATION")]
    operation: Option<String>,
}

impl Undo {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        let mut store = database::change(shared)?;
        let done = match &self.operation {
            None => store.undo(),
            Some(operation) => {
                let operation = store.find_operation(operation)?;
                store.undo_operation(operation)
            }
        };
        let done = done.map_err(|error| say::in_the_way(error, &store, ui))?;
        tell("undid", &done, &store, ui)
    }
}

/// Says what was taken back or brought back, and how the fields of an edited record stand now.
pub fn tell(verb: &str, done: &Undone, store: &Store, ui: &mut Ui) -> Result<ExitCode> {
    let (reversed, by) = match done {
        Undone::Merge { operations } => {
            let s = if *operations == 1 { "" } else { "s" };
            ui.line(&format!(
                "{verb}: a merge that brought {operations} operation{s}"
            ))?;
            return Ok(ExitCode::SUCCESS);
        }
        Undone::Operation { reversed, by } => (*reversed, *by),
    };
    let edition = Edition::new(store, say::audience(ui.is_terminal()))?;
    let mut operation = told(store, reversed, edition)?;
    // A redo reverses an undo: what came back is the work that it took.
    let mut brought_back = false;
    while let Some(work) = operation.reversed.take() {
        operation = *work;
        brought_back = !brought_back;
    }
    let ids = say::ids(store, ui.is_terminal());
    let words = say::operation(&operation, &ids, ui);
    ui.line(&format!("{verb}: {words}"))?;
    for line in changes(&operation, brought_back) {
        ui.line(&line)?;
    }
    if ui.is_terminal() && verb == "undid" {
        ui.say("`dixit redo` brings it back");
    } else if !ui.is_terminal() {
        ui.line(&format!("saved as operation {by}"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Each field as it was, and as it is now.
fn changes(operation: &OperationValue, brought_back: bool) -> Vec<String> {
    let line = |change: &ChangeValue| {
        let (from, to) = match brought_back {
            true => (&change.before, &change.after),
            false => (&change.after, &change.before),
        };
        let shown = |words: &str| match words {
            "" => "not given".to_owned(),
            words => words.to_owned(),
        };
        let (from, to) = (shown(from.as_str()), shown(to.as_str()));
        format!("  {}: {from} → {to}", change.field)
    };
    operation.changes.iter().map(line).collect()
}
