//! `dixit speakers`, `sources`, `topics`, `measures`, `occasions`: what there is, with counts.

use std::process::ExitCode;

use super::Shared;
use super::list::{Shape, say_tail, shown_id};
use super::past::Past;
use super::ui::Ui;
use dixit::error::Result;
use dixit::model::Noun;
use dixit::report::build::{self, Edition};
use dixit::report::render::json;
use dixit::report::value::Counted;
use dixit::store::Store;
use dixit::store::query::{Counting, Order};

/// In which order counts are listed.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Sorted {
    /// The most attributions first
    Count,
    /// The newest first
    Newest,
    /// By name
    Name,
}

/// Lists what there is of a kind, with how much stands under each.
#[derive(clap::Args)]
pub struct Counts {
    /// Words of their names
    words: Vec<String>,
    /// In which order
    #[arg(long, value_name = "ORDER", default_value = "count")]
    order: Sorted,
    /// How many; all unless given
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    #[command(flatten)]
    past: Past,
    #[command(flatten)]
    shape: Shape,
}

impl Counts {
    pub fn run(self, noun: Noun, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        self.past
            .read(shared, ui, |store, ui| self.give(noun, store, ui))
    }

    fn give(&self, noun: Noun, store: &Store, ui: &mut Ui) -> Result<ExitCode> {
        let edition = Edition::new(store, self.shape.audience(ui))?;
        let order = match self.order {
            Sorted::Count => Order::Count,
            Sorted::Newest => Order::Newest,
            Sorted::Name => Order::Name,
        };
        let counting = Counting {
            text: self.words.join(" "),
            order,
            limit: self.limit,
        };
        let tail = if self.shape.json {
            build::counted(store, noun, &counting, edition, |row| {
                Ok(json::line(ui.out(), row)?)
            })?
        } else {
            let mut rows: Vec<Counted> = Vec::new();
            let tail = build::counted(store, noun, &counting, edition, |row| {
                rows.push(row.clone());
                Ok(())
            })?;
            let short = ui.is_terminal();
            let ids = |id: &str| shown_id(store, id, short);
            let screen = ui.screen();
            screen.counted(ui.out(), &ids, noun, &rows)?;
            tail
        };
        say_tail(&tail, self.limit, ui);
        Ok(ExitCode::SUCCESS)
    }
}
