//! `dixit redo`: bring back what was undone last.

use std::process::ExitCode;

use super::ui::Ui;
use super::{Shared, database, say, undo};
use dixit::error::Result;

/// Brings back what the last `undo` took, unless something else was done since.
#[derive(clap::Args)]
pub struct Redo {}

impl Redo {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        let mut store = database::change(shared)?;
        let done = store.redo();
        let done = done.map_err(|error| say::in_the_way(error, &store, ui))?;
        undo::tell("redid", &done, &store, ui)
    }
}
