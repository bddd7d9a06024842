//! `dixit check`: whether the work is sound: words against what is captured, dates, sources.

use std::process::ExitCode;

use super::filter::FilterArgs;
use super::list::{Shape, say_tail, shown_id};
use super::say::{audience, many};
use super::ui::Ui;
use super::{Shared, database, words};
use dixit::error::{ErrorKind, Exit, Result};
use dixit::model::{Check as Word, Noun, Uid, Vocabulary};
use dixit::report::build::{self, Audience, Edition};
use dixit::report::render::json;
use dixit::report::render::words::findings::{explained, what};
use dixit::report::value::{Finding, Tail};
use dixit::store::Store;

/// How many words that stand otherwise are told of one by one when they are recorded.
const TOLD: u64 = 10;

/// Checks the work: whether passages and quotes stand in the captured text as recorded, and what is missing
/// to check the rest by. Silent, and exits with 0, when nothing is found; else with 10.
#[derive(clap::Args)]
pub struct Check {
    /// Look for this and nothing else (can be repeated)
    #[arg(long, value_name = "CHECK", value_parser = words::<Word>(), hide_possible_values = true, conflicts_with_all = ["skip", "with"])]
    only: Vec<Word>,
    /// Do not look for this (can be repeated)
    #[arg(long, value_name = "CHECK", value_parser = words::<Word>(), hide_possible_values = true)]
    skip: Vec<Word>,
    /// Look for this too, which is looked for only when asked (can be repeated)
    #[arg(long, value_name = "CHECK", value_parser = words::<Word>(), hide_possible_values = true)]
    with: Vec<Word>,
    /// Tell what a check is for and what to do about what it finds
    #[arg(long, value_name = "CHECK", value_parser = words::<Word>(), hide_possible_values = true)]
    explain: Option<Word>,
    /// List the checks
    #[arg(long, conflicts_with = "explain")]
    checks: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    shape: Shape,
}

impl Check {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        if let Some(check) = self.explain {
            ui.line(&format!("{check}: {}", check.meaning()))?;
            ui.line(explained(check))?;
            return Ok(ExitCode::SUCCESS);
        }
        if self.checks {
            for check in Word::ALL {
                let asked = if check.is_usual() {
                    ""
                } else {
                    "; only when asked"
                };
                writeln!(ui.out(), "{check}\t{}{asked}", check.meaning())?;
            }
            return Ok(ExitCode::SUCCESS);
        }
        // Where words stand is kept in the file; one that cannot be written is checked without.
        let store = match database::change(shared) {
            Err(error) if error.kind() == ErrorKind::ReadOnly => database::read(shared)?,
            store => store?,
        };
        let on_screen = ui.is_terminal() && ui.shows_progress();
        let (filter, notices) = self.filter.filter(&store, on_screen)?;
        for notice in notices {
            ui.say(&notice);
        }
        let edition = Edition::new(&store, self.shape.audience(ui))?;
        let which = self.which();
        let tail = if self.shape.json {
            build::check(&store, &filter, &which, edition, |finding| {
                Ok(json::line(ui.out(), finding)?)
            })?
        } else {
            let short = ui.is_terminal();
            let ids = |id: &str| shown_id(&store, id, short);
            let screen = ui.screen();
            let mut list = screen.findings(ui.out(), &ids);
            let tail = build::check(&store, &filter, &which, edition, |finding| {
                Ok(list.row(finding)?)
            })?;
            list.finish()?;
            tail
        };
        let found = tail.rows + tail.withheld > 0;
        // That nothing was found is said by the exit code alone.
        say_tail(
            &Tail {
                rows: tail.rows.max(1),
                ..tail
            },
            None,
            ui,
        );
        Ok(if found {
            Exit::Unsound.into()
        } else {
            ExitCode::SUCCESS
        })
    }

    fn which(&self) -> Vec<Word> {
        if !self.only.is_empty() {
            return self.only.clone();
        }
        let wanted = |check: &Word| {
            (check.is_usual() || self.with.contains(check)) && !self.skip.contains(check)
        };
        Word::ALL.iter().copied().filter(wanted).collect()
    }
}

/// Says of records just written which of their words stand otherwise in what is captured.
///
/// # Errors
/// When the file cannot be read.
pub fn tell_words(records: &[(Noun, Uid)], store: &Store, ui: &mut Ui) -> Result<()> {
    tell(ui, |audience, take| {
        build::check_words(store, records, audience, take)
    })
}

/// As [`tell_words`], of all that an operation wrote.
///
/// # Errors
/// As [`tell_words`].
pub fn tell_words_of(operation: Uid, store: &Store, ui: &mut Ui) -> Result<()> {
    tell(ui, |audience, take| {
        build::check_words_of(store, operation, audience, take)
    })
}

/// As [`tell_words`], of all that stands in a source.
///
/// # Errors
/// As [`tell_words`].
pub fn tell_words_in(source: Uid, store: &Store, ui: &mut Ui) -> Result<()> {
    tell(ui, |audience, take| {
        build::check_words_in(store, source, audience, take)
    })?;
    let figures = build::unrecorded_in(store, source, audience(ui.is_screen()))?;
    if figures > 0 {
        ui.say(&format!(
            "figures: {} in the words recorded of this source and {} not recorded; \
             `dixit check --only figure-not-recorded` lists them",
            many(figures, "figure stands", "figures stand"),
            if figures == 1 { "is" } else { "are" },
        ));
    }
    Ok(())
}

fn tell(
    ui: &mut Ui,
    run: impl FnOnce(Audience, &mut dyn FnMut(&Finding) -> Result<()>) -> Result<()>,
) -> Result<()> {
    let mut found = 0;
    run(audience(ui.is_screen()), &mut |finding| {
        found += 1;
        if found <= TOLD {
            let check = finding
                .check
                .map(|check| check.to_string())
                .unwrap_or_default();
            ui.say(&format!("{check}: {}", what(finding)));
        }
        Ok(())
    })?;
    if found > TOLD {
        ui.say(&format!(
            "{} more words stand otherwise: `dixit check` lists them",
            found - TOLD
        ));
    }
    Ok(())
}
