//! `dixit log`: what was done, by day.

use std::process::ExitCode;

use super::list::{SCREENFUL, Shape, say_tail};
use super::past::{Past, first_moment, next_moment};
use super::ui::Ui;
use super::{Shared, say, words};
use dixit::error::Result;
use dixit::model::Noun;
use dixit::report::build::{self, Edition};
use dixit::report::render::json;
use dixit::store::Store;
use dixit::store::log::LogFilter;

/// Lists what was done, newest first, under its days: each command by which records were written, who ran it and
/// why. What was undone says so.
#[derive(clap::Args)]
pub struct Log {
    /// Done by whom, exactly as the log names them
    #[arg(long = "by", value_name = "NAME")]
    by: Option<String>,
    /// By which command, such as add, import or undo
    #[arg(long, value_name = "COMMAND")]
    kind: Option<String>,
    /// That wrote records of a noun, such as claim
    #[arg(long, value_parser = words::<Noun>(), hide_possible_values = true, value_name = "NOUN")]
    noun: Option<Noun>,
    /// That wrote one record, by its id
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// On this day or later, by the local calendar
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// On this day or earlier
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// How many; on a terminal 50 unless given, else all
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// The page after an operation, as the page before it says
    #[arg(long, value_name = "OPERATION")]
    after: Option<String>,
    #[command(flatten)]
    past: Past,
    #[command(flatten)]
    shape: Shape,
}

impl Log {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        self.past
            .read(shared, ui, |store, ui| self.list(store, shared, ui))
    }

    fn list(&self, store: &Store, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        let record = match &self.id {
            Some(id) => Some(store.find_id(id)?),
            None => None,
        };
        let filter = LogFilter {
            actor: self.by.clone(),
            verb: self.kind.clone(),
            noun: self.noun,
            record: record.map(|found| (found.noun, found.uid)),
            from: self.from.as_deref().map(first_moment).transpose()?,
            before: self.to.as_deref().map(next_moment).transpose()?,
        };
        let after = match &self.after {
            Some(after) => Some(store.find_operation(after)?),
            None => None,
        };
        let edition = Edition::new(store, self.shape.audience(ui))?;
        let short = ui.is_terminal() && !self.shape.json;
        let screenful = shared.settings.limit.unwrap_or(SCREENFUL);
        let limit = self.limit.or(short.then_some(screenful));
        let screen = ui.screen();
        let ids = say::ids(store, short);
        let operation_ids = say::operation_ids(store, short);
        let mut rows = Vec::new();
        let mut begun = false;
        let tail = build::log(store, &filter, limit, after, edition, |operation| {
            if self.shape.json {
                return Ok(json::line(ui.out(), operation)?);
            }
            // A screenful is laid out as one; a pipe is given line after line.
            rows.push(operation.clone());
            if !short {
                screen.log(ui.out(), &ids, &operation_ids, &rows, !begun)?;
                begun = true;
                rows.clear();
            }
            Ok(())
        })?;
        if short {
            screen.log(ui.out(), &ids, &operation_ids, &rows, true)?;
        }
        say_tail(&tail, self.limit, ui);
        Ok(ExitCode::SUCCESS)
    }
}
