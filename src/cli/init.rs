//! `dixit init`: make a database, and say who records in it.

use std::path::PathBuf;
use std::process::ExitCode;

use super::ui::Ui;
use super::{Shared, database};
use dixit::error::Result;

/// Makes dixit.db in the current folder (or the file that --db names) if there is none, and keeps the name of who records in it.
#[derive(clap::Args)]
#[command(
    after_help = "The name stands in the log beside what was recorded; give it with --actor. It is never taken \
from the account of the system."
)]
pub struct Init {}

impl Init {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        // Like other programs' `init`: here, unless a file is named.
        let mut shared = shared.clone();
        let path = shared
            .db
            .get_or_insert_with(|| PathBuf::from(database::NAME))
            .clone();
        let known = path.exists();
        let mut store = database::write(&shared, ui)?;
        if let Some(actor) = &shared.actor {
            store.set_setting("actor", actor)?;
        }
        let state = if known {
            "is there already"
        } else {
            "is ready"
        };
        ui.line(&format!("{} {state}", path.display()))?;
        match store.actor.as_str() {
            "" => ui.say("nobody is named as recording; say who with `dixit init --actor NAME`"),
            actor => ui.line(&format!("recording as {actor}"))?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
