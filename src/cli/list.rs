//! `dixit list`: attributions, newest first, or what they fold to.

use std::io::{self, Write};
use std::process::ExitCode;

use super::filter::FilterArgs;
use super::past::Past;
use super::ui::Ui;
use super::{Shared, say};
use dixit::error::Result;
use dixit::model::Noun;
use dixit::report::build::{self, Audience, Edition};
use dixit::report::render::{Render, json};
use dixit::report::value::{Fold, FoldedRow, Head, Row, Tail};
use dixit::store::Store;
use dixit::store::query::{Cursor, Filter, Page};

/// By what a list is folded.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum By {
    /// One line a claim
    Claim,
    /// One line a speaker
    Speaker,
    /// One line a source
    Source,
    /// One line a topic
    Topic,
    /// One line an act of saying, in however many sources
    Occasion,
}

impl From<By> for Fold {
    fn from(word: By) -> Self {
        match word {
            By::Claim => Self::Claim,
            By::Speaker => Self::Speaker,
            By::Source => Self::Source,
            By::Topic => Self::Topic,
            By::Occasion => Self::Occasion,
        }
    }
}

/// How many rows a screen is given where no limit is.
pub const SCREENFUL: u64 = 50;

/// Lists attributions, newest first: by when they were said, else by when their source was published,
/// captured, or they were recorded; the list says which. An empty list is no error.
#[derive(clap::Args)]
pub struct List {
    /// Fold to one line a claim, speaker, source, topic or occasion
    #[arg(long, value_name = "NOUN")]
    by: Option<By>,
    /// How many rows; on a terminal 50 unless given or configured, else all
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// The page after a row, as the page before it says
    #[arg(long, value_name = "PLACE")]
    after: Option<Cursor>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    past: Past,
    #[command(flatten)]
    shape: Shape,
}

/// In what shape results are given.
#[derive(clap::Args, Clone, Copy)]
pub struct Shape {
    /// Print JSON, one object a line; `dixit help json` tells its fields
    #[arg(long)]
    pub json: bool,
    /// Show confidential names in what is not the terminal's own screen
    #[arg(long)]
    pub reveal: bool,
}

impl Shape {
    /// Who reads the results.
    pub fn audience(self, ui: &Ui) -> Audience {
        if ui.is_terminal() && !self.json {
            Audience::Screen
        } else {
            Audience::Export {
                reveal: self.reveal,
            }
        }
    }
}

impl List {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        self.past
            .read(shared, ui, |store, ui| self.give(store, shared, ui))
    }

    fn give(&self, store: &Store, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        let (filter, notices) = self
            .filter
            .filter(store, ui.is_terminal() && ui.shows_progress())?;
        for notice in notices {
            ui.say(&notice);
        }
        let limit = self.limit.or_else(|| {
            (ui.is_terminal() && !self.shape.json)
                .then(|| shared.settings.limit.unwrap_or(SCREENFUL))
        });
        let page = Page {
            limit,
            after: self.after.clone(),
        };
        let edition = Edition::new(store, self.shape.audience(ui))?;
        let tail = match self.by {
            None => attributions(store, &filter, &page, edition, self.shape, ui)?,
            Some(by) => folded(store, &filter, by.into(), &page, edition, self.shape, ui)?,
        };
        say_tail(&tail, self.limit, ui);
        Ok(ExitCode::SUCCESS)
    }
}

/// Prints attributions as a list, in the shape wanted.
pub fn attributions(
    store: &Store,
    filter: &Filter,
    page: &Page,
    edition: Edition,
    shape: Shape,
    ui: &mut Ui,
) -> Result<Tail> {
    if shape.json {
        return build::list(store, filter, page, edition, &mut Lines(ui.out()));
    }
    let short = ui.is_terminal();
    let ids = |id: &str| shown_id(store, id, short);
    let screen = ui.screen();
    build::list(
        store,
        filter,
        page,
        edition,
        &mut screen.list(ui.out(), &ids),
    )
}

fn folded(
    store: &Store,
    filter: &Filter,
    fold: Fold,
    page: &Page,
    edition: Edition,
    shape: Shape,
    ui: &mut Ui,
) -> Result<Tail> {
    if shape.json {
        return build::folded(store, filter, fold, page, edition, |row| {
            Ok(json::line(ui.out(), row)?)
        });
    }
    // A screenful is laid out as one table; without a limit it is a pipe, which has no layout.
    let mut rows: Vec<FoldedRow> = Vec::new();
    let tail = build::folded(store, filter, fold, page, edition, |row| {
        rows.push(row.clone());
        Ok(())
    })?;
    let short = ui.is_terminal();
    let ids = |id: &str| shown_id(store, id, short);
    let screen = ui.screen();
    screen.folded(ui.out(), &ids, fold, &rows)?;
    Ok(tail)
}

/// An id as a screen shows it: the fewest letters that mean it alone; whole in a pipe.
pub fn shown_id(store: &Store, id: &str, short: bool) -> String {
    let shorter = short
        .then(|| store.shortest_of(id).ok().flatten())
        .flatten();
    shorter.unwrap_or_else(|| id.to_owned())
}

/// Says what the rows could not: how to go on, what was aliased, withheld or disputed.
pub fn say_tail(tail: &Tail, limit: Option<u64>, ui: &mut Ui) {
    if tail.rows == 0 && tail.withheld == 0 && ui.is_terminal() {
        ui.say("nothing is recorded that fits");
    }
    if !tail.next.is_empty() {
        let limit = limit
            .map(|limit| format!("--limit {limit} "))
            .unwrap_or_default();
        ui.say(&format!("more: {limit}--after {}", tail.next));
    }
    if tail.aliased > 0 {
        ui.say(&format!(
            "{}; --reveal shows them",
            say::many(
                tail.aliased,
                "confidential name stands as an alias",
                "confidential names stand as aliases"
            )
        ));
    }
    if tail.withheld > 0 {
        ui.say(&format!(
            "{} withheld for words that hold a confidential name",
            say::many(tail.withheld, "record was", "records were")
        ));
    }
    if tail.disputed > 0 {
        ui.say(&format!(
            "desks disagree on {}: --disputed lists them",
            say::count(Noun::Attribution, tail.disputed)
        ));
    }
}

/// One row an object a line.
struct Lines<'a>(&'a mut dyn Write);

impl Render for Lines<'_> {
    fn begin(&mut self, _: &Head) -> io::Result<()> {
        Ok(())
    }
    fn row(&mut self, row: &Row) -> io::Result<()> {
        json::line(self.0, row)
    }
    fn end(&mut self, _: &Tail) -> io::Result<()> {
        Ok(())
    }
}
