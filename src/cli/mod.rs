//! The command line: one file a command, and the only place that knows clap and the terminal.

mod add;
mod database;
mod demo;
mod door;
mod draft;
mod edit;
mod editor;
mod export;
mod fields;
mod filter;
mod form;
mod import;
mod init;
mod input;
mod list;
mod nouns;
mod parse;
mod recording;
mod redo;
mod report;
mod say;
mod show;
mod trouble;
mod ui;
mod undo;
mod usage;
mod withdraw;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use dixit::error::Result;
use ui::Ui;

/// Who said what, when, and where it is written.
///
/// Dixit records claims with their attribution and their source in one local file, lists them by
/// speaker, and writes reports that can be checked. It fetches nothing and sends nothing.
#[derive(Parser)]
#[command(
    name = "dixit",
    version,
    max_term_width = 100,
    disable_help_subcommand = true
)]
struct Cli {
    #[command(flatten)]
    shared: Shared,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(clap::Args, Clone)]
pub(crate) struct Shared {
    /// The database file; else $DIXIT_DB, the nearest dixit.db upward, the user's data folder
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "DIXIT_DB",
        hide_env_values = true
    )]
    db: Option<PathBuf>,
    /// When to colour: auto, always or never; NO_COLOR is heeded
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ui::Colour,
    /// Who is recording, for the log; else the name given at `init`
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        env = "DIXIT_ACTOR",
        hide_env_values = true
    )]
    actor: Option<String>,
    /// Open the file even on a network file system, where it can be damaged
    #[arg(long, global = true)]
    force_network: bool,
}

impl Shared {
    /// A command of Dixit on the same file, to be typed.
    fn command(&self, verb: &str) -> String {
        match &self.db {
            Some(path) => format!(
                "dixit {verb} --db {}",
                draft::quoted(&path.display().to_string())
            ),
            None => format!("dixit {verb}"),
        }
    }
}

#[derive(Subcommand)]
enum Command {
    /// Make dixit-demo.db here from the seed dossier, list it by speaker, and write a report
    Demo(demo::Demo),
    /// Make a database, and say who records in it
    Init(init::Init),
    /// Record a claim and who said it
    #[command(flatten_help = false)]
    Add(add::Add),
    /// Change one record; what it was stays in its history
    Edit(edit::Edit),
    /// Record what TOML dossiers, JSON lines or tables hold
    Import(import::Import),
    /// Take records out of lists and reports, with the reason
    Withdraw(withdraw::Withdraw),
    /// Take back the last command, or an older one
    Undo(undo::Undo),
    /// Bring back what was undone last
    Redo(redo::Redo),
    /// List attributions, newest first, or what they fold to
    List(list::List),
    /// Show one record, whole
    Show(show::Show),
    /// List the speakers and how much each said
    Speakers(nouns::Counts),
    /// List the sources and how much stands in each
    Sources(nouns::Counts),
    /// List the topics and how much they gather
    Topics(nouns::Counts),
    /// List what figures count
    Measures(nouns::Counts),
    /// List the acts of saying
    Occasions(nouns::Counts),
    /// Write a report: Markdown, HTML, JSON or CSV
    Report(report::Report),
    /// Write every record so that `import` reads it back
    Export(export::Export),
    /// Read one kind of text as Dixit does, a line at a time
    Parse(parse::Parse),
}

/// Runs the program; answers its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    trouble::keep_panics_quiet();
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return trouble::usage(&error),
    };
    let mut ui = Ui::new(cli.shared.color);
    let shared = cli.shared.clone();
    let done = dispatch(cli, &mut ui).and_then(|code| ui.flush().map(|()| code));
    let done = done.map_err(|error| match database::path(&shared) {
        Ok(path) if error.is_of_database() => error.at_file(&path),
        _ => error,
    });
    match done {
        Ok(code) => code,
        Err(error) => trouble::report(&error, &mut ui),
    }
}

fn dispatch(cli: Cli, ui: &mut Ui) -> Result<ExitCode> {
    use dixit::model::Noun;
    let shared = &cli.shared;
    match cli.command {
        Command::Demo(command) => command.run(shared, ui),
        Command::Init(command) => command.run(shared, ui),
        Command::Add(command) => command.run(shared, ui),
        Command::Edit(command) => command.run(shared, ui),
        Command::Import(command) => command.run(shared, ui),
        Command::Withdraw(command) => command.run(shared, ui),
        Command::Undo(command) => command.run(shared, ui),
        Command::Redo(command) => command.run(shared, ui),
        Command::List(command) => command.run(shared, ui),
        Command::Show(command) => command.run(shared, ui),
        Command::Speakers(command) => command.run(Noun::Speaker, shared, ui),
        Command::Sources(command) => command.run(Noun::Source, shared, ui),
        Command::Topics(command) => command.run(Noun::Topic, shared, ui),
        Command::Measures(command) => command.run(Noun::Measure, shared, ui),
        Command::Occasions(command) => command.run(Noun::Occasion, shared, ui),
        Command::Report(command) => command.run(shared, ui),
        Command::Export(command) => command.run(shared, ui),
        Command::Parse(command) => command.run(ui),
    }
}

/// A vocabulary as choices of the command line: help, choices and errors follow from its table.
pub(crate) fn words<V: dixit::model::Vocabulary + Send + Sync>()
-> impl clap::builder::TypedValueParser<Value = V> {
    use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
    let choices = V::ALL
        .iter()
        .map(|v| PossibleValue::new(v.word()).help(v.meaning()));
    PossibleValuesParser::new(choices).try_map(|word| V::read(&word))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}
