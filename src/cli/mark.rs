//! `dixit mark`: note what happened to a source since.

use std::process::ExitCode;

use super::list::shown_id;
use super::ui::Ui;
use super::{Shared, capture, database, words};
use dixit::error::Result;
use dixit::model::{Edtf, Observation, ObservationKind, Vocabulary};
use dixit::record::capture::mark;
use dixit::store::Command;

/// Notes what was seen to happen to a source: deleted, corrected, retracted, blocked…
#[derive(clap::Args)]
pub struct Mark {
    /// Its id or name
    source: String,
    /// What happened
    #[arg(value_parser = words::<ObservationKind>())]
    what: ObservationKind,
    /// The day it was seen, if not today, in EDTF
    #[arg(long, value_name = "DATE", value_parser = capture::date)]
    on: Option<Edtf>,
    /// What there is to say of it
    #[arg(long)]
    note: Option<String>,
    /// Why, for the log
    #[arg(long)]
    reason: Option<String>,
}

impl Mark {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        let mut store = database::write(shared, ui)?;
        let source = capture::one_source(&store, &self.source)?;
        let today = Edtf::parse(&store.now().day()).ok();
        let observation = Observation {
            kind: Some(self.what),
            note: self.note.clone().unwrap_or_default(),
            on: self.on.clone().or(today),
        };
        let command = Command {
            options: vec![self.what.word().to_owned()],
            named: vec![source.id()],
            reason: self.reason.clone().unwrap_or_default(),
            ..Command::new("mark")
        };
        let (changed, _) = store.write(&command, |writing| {
            mark(source, observation.clone(), writing)
        })?;
        let on = observation.on.map(|on| on.to_string()).unwrap_or_default();
        let id = shown_id(&store, &source.id(), ui.is_terminal());
        if changed {
            ui.line(&format!("source {id}: {}, seen {on}", self.what))?;
        } else {
            ui.line(&format!("source {id}: noted before, nothing was changed"))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
