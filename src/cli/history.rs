//! `dixit history`: one record through all its versions.

use std::process::ExitCode;

use super::list::{Shape, say_tail};
use super::past::Past;
use super::show::find;
use super::ui::Ui;
use super::{Shared, say};
use dixit::error::Result;
use dixit::report::build::{self, Edition};
use dixit::report::render::json;
use dixit::report::value::Tail;

/// Shows each version of a record, oldest first: what changed, who changed it, when and why. `[-words-]` went,
/// `{+words+}` came. Withdrawn records have their history too.
#[derive(clap::Args)]
pub struct History {
    /// Its id, or the first letters of it; or the name of a speaker, source, topic or measure
    #[arg(value_name = "ID")]
    which: String,
    #[command(flatten)]
    past: Past,
    #[command(flatten)]
    shape: Shape,
}

impl History {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        self.past.read(shared, ui, |store, ui| {
            let edition = Edition::new(store, self.shape.audience(ui))?;
            let found = find(store, &self.which)?;
            let (history, tail) = build::history(store, found, edition)?;
            if self.shape.json {
                json::line(ui.out(), &history)?;
            } else {
                let short = ui.is_terminal();
                let (ids, operations) = (say::ids(store, short), say::operation_ids(store, short));
                ui.screen().history(ui.out(), &ids, &operations, &history)?;
            }
            let rows = tail.rows.max(1);
            say_tail(&Tail { rows, ..tail }, None, ui);
            Ok(ExitCode::SUCCESS)
        })
    }
}
