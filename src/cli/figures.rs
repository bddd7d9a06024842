//! `dixit figures`: who gave which figure of a measure, when, and what it did to the one before.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use super::filter::FilterArgs;
use super::list::{SCREENFUL, Shape, say_tail, shown_id};
use super::past::Past;
use super::ui::Ui;
use super::{Shared, say};
use dixit::error::{Error, Result};
use dixit::model::{Noun, Uid};
use dixit::report::build::{self, Audience, Edition};
use dixit::report::file::NewFile;
use dixit::report::render::terminal::Shape as Form;
use dixit::report::render::{csv, json, svg};
use dixit::report::value::{FigureLine, Tail};
use dixit::store::Store;
use dixit::store::query::{Cursor, Filter, Page, Rep};

/// In which format figures are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table for spreadsheets
    Csv,
    /// One object a line, for programs
    Jsonl,
    /// A picture: time against value
    Svg,
}

/// Tells the life of a figure: who gave which one, when, in which words, and what it does to the last that the
/// same speaker gave. Oldest first, one line for each occasion. Filters choose what is listed, not what it is told beside.
#[derive(clap::Args)]
pub struct Figures {
    /// The measure: its name or its id; `dixit measures` lists them
    #[arg(value_name = "MEASURE")]
    what: String,
    /// A row for each date, a column for each speaker
    #[arg(long, conflicts_with_all = ["json", "limit", "after"])]
    wide: bool,
    /// Draw them on one scale: a dot, a bar between bounds, an arrow where one is open, hollow where denied
    #[arg(long, conflicts_with_all = ["json", "wide", "output", "format"])]
    chart: bool,
    /// The file to write: .csv, .jsonl or .svg
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The format; else the file's name tells
    #[arg(long, conflicts_with = "json")]
    format: Option<Format>,
    /// How many lines; on a terminal 50 unless given or configured, else all
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// The page after a line, as the page before it says
    #[arg(long, value_name = "PLACE")]
    after: Option<Cursor>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    past: Past,
    #[command(flatten)]
    shape: Shape,
}

/// What is asked of the file.
struct Asked<'s> {
    store: &'s Store,
    filter: Filter,
    measures: Vec<Rep>,
    page: Page,
    edition: Edition,
}

impl Asked<'_> {
    fn give(&self, take: impl FnMut(&FigureLine) -> Result<()>) -> Result<Tail> {
        build::figures(
            self.store,
            &self.filter,
            &self.measures,
            &self.page,
            self.edition,
            take,
        )
    }
}

impl Figures {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        self.past
            .read(shared, ui, |store, ui| self.give(store, shared, ui))
    }

    fn give(&self, store: &Store, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        let format = self.format()?;
        let measures = store.resolve(Noun::Measure, &self.what)?;
        let (filter, mut notices) = self
            .filter
            .filter(store, ui.is_terminal() && ui.shows_progress())?;
        if measures.len() > 1 {
            notices.push(format!(
                "{} measures are called {}; all are told",
                measures.len(),
                self.what
            ));
        }
        for notice in notices {
            ui.say(&notice);
        }
        let is_page = format.is_none() && !self.wide && !self.chart;
        let on_screen = is_page && ui.is_terminal() && !self.shape.json;
        let limit = self
            .limit
            .or_else(|| on_screen.then(|| shared.settings.limit.unwrap_or(SCREENFUL)));
        let audience = match format {
            // A file leaves the terminal's own screen.
            Some(_) => Audience::Export {
                reveal: self.shape.reveal,
            },
            None => self.shape.audience(ui),
        };
        let asked = Asked {
            store,
            filter,
            measures,
            page: Page {
                limit,
                after: self.after.clone(),
            },
            edition: Edition::new(store, audience)?,
        };
        let mut kindless = false;
        let tail = match (format, &self.output) {
            (Some(format), None) => self.written(&asked, format, ui.out())?,
            (Some(format), Some(path)) => {
                let mut file = NewFile::create(path)?;
                let tail = self
                    .written(&asked, format, file.out())
                    .map_err(|e| e.at_file(path))?;
                file.keep()?;
                let told = say::many(tail.rows, "figure", "figures");
                ui.line(&format!("wrote {told} to {}", path.display()))?;
                tail
            }
            (None, _) if self.shape.json => asked.give(|line| Ok(json::line(ui.out(), line)?))?,
            (None, _) => {
                let short = ui.is_terminal();
                let ids = |id: &str| shown_id(store, id, short);
                let form = match (self.wide, self.chart) {
                    (true, _) => Form::Wide,
                    (_, true) => Form::Chart,
                    _ => Form::Lines,
                };
                let screen = ui.screen();
                let mut lines = screen.figures(ui.out(), &ids, form);
                let tail = asked.give(|line| {
                    kindless |= is_kindless(line);
                    Ok(lines.row(line)?)
                })?;
                lines.finish()?;
                tail
            }
        };
        if kindless {
            ui.say("nobody has said how the measure counts");
            for measure in &asked.measures {
                ui.say(&say_kind(store, measure.uid, ui.is_terminal()));
            }
        }
        say_tail(&tail, self.limit, ui);
        Ok(ExitCode::SUCCESS)
    }

    fn format(&self) -> Result<Option<Format>> {
        let Some(path) = &self.output else {
            return Ok(self.format);
        };
        if self.format.is_some() {
            return Ok(self.format);
        }
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        match ending.to_ascii_lowercase().as_str() {
            "csv" => Ok(Some(Format::Csv)),
            "jsonl" | "ndjson" => Ok(Some(Format::Jsonl)),
            "svg" => Ok(Some(Format::Svg)),
            _ => Err(
                Error::input("the file's name does not end in a format of figures")
                    .hint("end it in .csv, .jsonl or .svg, or say --format"),
            ),
        }
    }

    fn written(&self, asked: &Asked<'_>, format: Format, out: &mut dyn Write) -> Result<Tail> {
        match format {
            Format::Jsonl => asked.give(|line| Ok(json::line(out, line)?)),
            Format::Svg => {
                let mut lines = Vec::new();
                let tail = asked.give(|line| {
                    lines.push(line.clone());
                    Ok(())
                })?;
                svg::figures(out, &lines)?;
                Ok(tail)
            }
            Format::Csv if self.wide => {
                let mut lines = Vec::new();
                let tail = asked.give(|line| {
                    lines.push(line.clone());
                    Ok(())
                })?;
                csv::wide(out, &lines)?;
                Ok(tail)
            }
            Format::Csv => {
                let mut table = csv::figures(out)?;
                let tail = asked.give(|line| Ok(table.row(line)?))?;
                table.finish()?;
                Ok(tail)
            }
        }
    }
}

/// How to say how a measure counts.
pub fn say_kind(store: &Store, measure: Uid, short: bool) -> String {
    let id = shown_id(store, &measure.to_string(), short);
    format!("say it with `dixit edit {id} --kind stock`, or total, change or forecast")
}

/// Whether there is no telling for want of the measure's kind.
fn is_kindless(line: &FigureLine) -> bool {
    let unsaid = dixit::report::figures::NO_KIND;
    line.does
        .iter()
        .any(|effect| effect.because.as_str() == unsaid)
}
