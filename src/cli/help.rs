//! `dixit help`: the commands, one command, or a page of the manual.

mod page;

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};

use super::Cli;
use super::ui::Ui;
use dixit::error::{Error, ErrorKind, Result};
use dixit::layout::{Column, Table};

/// Above this similarity (Jaro and Winkler) a word is taken for a slip.
const NEAR: f64 = 0.75;

/// A page of the manual.
struct Topic {
    name: &'static str,
    about: &'static str,
    text: &'static str,
}

/// Declares the pages: word, file and what it is about stand together.
macro_rules! topics {
    ($($name:literal, $file:literal: $about:literal,)+) => {
        const TOPICS: &[Topic] = &[$(Topic {
            name: $name,
            about: $about,
            text: include_str!(concat!("../../", $file)),
        },)+];
    };
}

topics! {
    "tour", "docs/tour.md": "the first hour, on one news article",
    "recording", "docs/recording.md": "claims typed in: what a claim needs, and how it is worded",
    "importing", "docs/importing.md": "dossiers, spreadsheets, JSON lines",
    "lists", "docs/lists.md": "lists, filters and pages",
    "correcting", "docs/correcting.md": "mending a slip, taking something back",
    "reports", "docs/reports.md": "reports to read, to print, to hand on",
    "edtf", "docs/edtf.md": "dates as imprecise as they are, and which date is which",
    "dates", "docs/dates.md": "dates in words, in seven languages",
    "comparing", "docs/figures.md": "when two figures agree, and when nobody can tell",
    "as-of", "tests/transcripts/as-of.md": "lists and reports as they were on a day",
    "confidential", "tests/transcripts/confidential.md": "names that are kept out of everything handed on",
    "exit-codes", "docs/exit-codes.md": "what a script is told",
    "errors", "tests/transcripts/errors.md": "what goes wrong, and what is said",
    "json", "docs/json.md": "the fields of JSON",
    "csv", "docs/csv.md": "the columns of CSV",
    "glossary", "docs/glossary.md": "every word, and what it is not",
    "embedding", "docs/embedding.md": "Dixit in another program",
}

/// Shows how a command is used, or a page of the manual.
#[derive(clap::Args)]
pub struct Help {
    /// A command or a page; without it both are listed
    #[arg(value_name = "WORD", add = ArgValueCandidates::new(words))]
    word: Option<String>,
}

impl Help {
    pub fn run(self, ui: &mut Ui) -> Result<ExitCode> {
        let Some(word) = self.word else {
            help(&mut Cli::command(), ui)?;
            ui.line("")?;
            ui.line("Pages of the manual, with `dixit help PAGE`:")?;
            let mut table = Table::new([Column::fixed(""), Column::text("", 20, 1)]);
            for topic in TOPICS {
                table.row([topic.name, topic.about]);
            }
            let width = ui.screen().width.map(|width| width.saturating_sub(2));
            let pages = table.render(width, false);
            // Without headings there is nothing above the first page but a rule.
            let told = |line: &&str| !line.trim_matches(['─', ' ']).is_empty();
            for line in pages.lines().filter(told) {
                ui.line(&format!("  {line}"))?;
            }
            return Ok(ExitCode::SUCCESS);
        };
        let mut program = Cli::command();
        program.build();
        if let Some(command) = program.find_subcommand_mut(&word) {
            help(command, ui)?;
            return Ok(ExitCode::SUCCESS);
        }
        let Some(topic) = TOPICS.iter().find(|topic| topic.name == word) else {
            return Err(unknown(&word));
        };
        let screen = ui.screen();
        page::print(topic.text, screen, ui.out())?;
        Ok(ExitCode::SUCCESS)
    }
}

fn help(command: &mut clap::Command, ui: &mut Ui) -> Result<()> {
    let text = command.render_long_help();
    let colour = ui.screen().colour;
    let text = if colour {
        text.ansi().to_string()
    } else {
        text.to_string()
    };
    Ok(writeln!(ui.out(), "{}", text.trim_end())?)
}

/// What `help` takes.
fn words() -> Vec<CompletionCandidate> {
    let topics = TOPICS
        .iter()
        .map(|topic| (topic.name.to_owned(), topic.about.to_owned()));
    let program = Cli::command();
    let commands = program.get_subcommands().map(|command| {
        let about = command.get_about().map(ToString::to_string);
        (command.get_name().to_owned(), about.unwrap_or_default())
    });
    commands
        .chain(topics)
        .map(|(word, about)| CompletionCandidate::new(word).help(Some(about.into())))
        .collect()
}

fn unknown(word: &str) -> Error {
    let mut near: Vec<(f64, String)> = words()
        .into_iter()
        .map(|known| known.get_value().to_string_lossy().into_owned())
        .map(|known| (strsim::jaro_winkler(&word.to_lowercase(), &known), known))
        .filter(|(likeness, _)| *likeness >= NEAR)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let near: Vec<_> = near
        .into_iter()
        .take(3)
        .map(|(_, known)| format!("`{known}`"))
        .collect();
    let error = Error::new(
        ErrorKind::NotFound,
        format!("there is no command and no page of the manual called `{word}`"),
    );
    match near.is_empty() {
        true => error.hint("`dixit help` lists them"),
        false => error.hint(format!("near it: {}", near.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_page_is_called_like_a_command() {
        let program = Cli::command();
        for topic in TOPICS {
            assert!(
                program.find_subcommand(topic.name).is_none(),
                "{}",
                topic.name
            );
            assert!(topic.text.starts_with("# "), "{}", topic.name);
        }
    }
}
