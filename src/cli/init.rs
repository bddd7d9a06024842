//! `dixit init`: make a database, and say who records in it.

use std::process::ExitCode;

use super::ui::Ui;
use super::{Shared, database};
use crate::error::Result;

/// Makes a database if there is none, and keeps the name of who records in it.
#[derive(clap::Args)]
#[command(after_help = "The name stands in the log beside what was recorded; give it with --actor. It is never taken \
from the account of the system.")]
pub struct Init {}

impl Init {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        let path = database::path(shared)?;
        let known = path.exists();
        let mut store = database::write(shared, ui)?;
        if let Some(actor) = &shared.actor {
            store.set_setting("actor", actor)?;
        }
        let state = if known { "is there already" } else { "is ready" };
        ui.line(&format!("{} {state}", path.display()))?;
        match store.actor.as_str() {
            "" => ui.say("nobody is named as recording; say who with `dixit init --actor NAME`"),
            actor => ui.line(&format!("recording as {actor}"))?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
