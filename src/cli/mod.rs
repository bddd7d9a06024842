//! The command line: one file a command, and the only place that knows clap and the terminal.

mod add;
mod ask;
mod capture;
mod check;
mod completions;
mod config;
mod conflicts;
mod database;
mod dates;
mod demo;
mod doctor;
mod door;
mod draft;
mod edit;
mod editor;
mod export;
mod fields;
mod figures;
mod filter;
mod form;
mod help;
mod history;
mod import;
mod init;
mod input;
mod list;
mod log;
mod man;
mod mark;
mod nouns;
mod parse;
mod past;
mod prompt;
mod reader;
mod recording;
mod redo;
mod report;
mod same;
mod say;
mod settings;
mod show;
mod tell_capture;
mod trouble;
mod ui;
mod undo;
mod usage;
mod withdraw;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use dixit::error::Result;
use settings::Settings;
use ui::Ui;

/// Who said what, when, and where it is written.
///
/// Dixit records claims with their attribution and their source in one local file, lists them by
/// speaker, and writes reports that can be checked. It sends nothing, and fetches nothing but
/// the address that `capture` is given.
#[derive(Parser)]
#[command(
    name = "dixit",
    version,
    max_term_width = 100,
    disable_help_subcommand = true,
    after_help = "`dixit help` lists the pages of the manual; `dixit help tour` is the first."
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
        hide_env_values = true,
        value_parser = maybe_empty()
    )]
    db: Option<PathBuf>,
    /// When to colour: auto (unless the configuration says otherwise), always or never; NO_COLOR is heeded
    #[arg(long, global = true, value_name = "WHEN")]
    color: Option<ui::Colour>,
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
    /// The configuration file, instead of your own; an empty name means none
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "DIXIT_CONFIG",
        hide_env_values = true,
        value_parser = maybe_empty()
    )]
    config: Option<PathBuf>,
    /// What the configuration file says.
    #[arg(skip)]
    settings: Settings,
    /// Where values come from that a flag or the environment may give.
    #[arg(skip)]
    origins: Origins,
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Origin {
    #[default]
    Flag,
    Environment,
}

/// Where the values come from that both a flag and the environment may give.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Origins {
    db: Origin,
    actor: Origin,
    config: Origin,
}

impl Origins {
    fn of(matches: &clap::ArgMatches) -> Self {
        let of = |name: &str| match matches.value_source(name) {
            Some(clap::parser::ValueSource::EnvVariable) => Origin::Environment,
            _ => Origin::Flag,
        };
        Self {
            db: of("db"),
            actor: of("actor"),
            config: of("config"),
        }
    }
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

// Deferred: the arguments of a command are made when it is the one that runs, which is half of a start.
#[derive(Subcommand)]
#[command(defer = true)]
enum Command {
    /// Make dixit-demo.db here from the seed dossier, list it by speaker, and write a report
    Demo(demo::Demo),
    /// Make a database, and say who records in it
    Init(init::Init),
    /// Look at the installation: which database, its file, its folder, its disk
    Doctor(doctor::Doctor),
    /// Show the values in force, and where each comes from
    Config(config::Config),
    /// Hold a source as it is now: its bytes, its text, what it says of itself
    Capture(Box<capture::Capture>),
    /// Record a claim and who said it
    #[command(flatten_help = false)]
    Add(add::Add),
    /// Change one record; what it was stays in its history
    Edit(edit::Edit),
    /// Record what TOML dossiers, JSON lines or tables hold
    Import(import::Import),
    /// Take records out of lists and reports, with the reason
    Withdraw(withdraw::Withdraw),
    /// Judge records to be of one thing
    Same(same::Judge),
    /// Judge records to be of different things, whatever they are called
    Different(same::Judge),
    /// Take back the last command, or an older one
    Undo(undo::Undo),
    /// Bring back what was undone last
    Redo(redo::Redo),
    /// List what was done, by day
    Log(log::Log),
    /// Show one record through all its versions
    History(history::History),
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
    /// Tell who gave which figure of a measure, when, and what it did to the last
    Figures(Box<figures::Figures>),
    /// List figures that cannot both be true, and say why others only seem so
    Conflicts(Box<conflicts::Conflicts>),
    /// List the acts of saying
    Occasions(nouns::Counts),
    /// Note what was seen to happen to a source: deleted, corrected, retracted, blocked
    Mark(mark::Mark),
    /// Write a report: Markdown, HTML, JSON or CSV
    Report(report::Report),
    /// Write every record so that `import` reads it back
    Export(export::Export),
    /// Check the work: words against what is captured, dates, sources
    Check(check::Check),
    /// Read one kind of text as Dixit does, a line at a time
    Parse(parse::Parse),
    /// Read one document, for `capture`
    #[command(name = reader::NAME, hide = true)]
    ReadDocument,
    /// Show how a command is used, or a page of the manual
    Help(help::Help),
    /// Print a script that completes commands, flags and names in a shell
    Completions(completions::Completions),
    /// Write manual pages
    Man(man::Man),
}

/// Runs the program; answers its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    trouble::keep_panics_quiet();
    let parsed = Cli::command()
        .try_get_matches_from(args)
        .and_then(|matches| {
            let mut cli = Cli::from_arg_matches(&matches)?;
            cli.shared.origins = Origins::of(&matches);
            Ok(cli)
        });
    let mut cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return trouble::usage(&error),
    };
    let read = Settings::read(cli.shared.config.as_deref());
    let settings = match read {
        Ok(settings) => settings,
        // It is there to tell what is wrong.
        Err(error) if matches!(cli.command, Command::Doctor(_)) => Settings {
            fault: Some(error.to_string()),
            ..Settings::default()
        },
        Err(error) => {
            let mut ui = Ui::new(cli.shared.color.unwrap_or_default());
            return trouble::report(&error, &mut ui);
        }
    };
    let mut ui = Ui::new(cli.shared.color.or(settings.color).unwrap_or_default());
    cli.shared.settings = settings;
    run_with(cli, &mut ui)
}

fn run_with(cli: Cli, ui: &mut Ui) -> ExitCode {
    let shared = cli.shared.clone();
    let done = dispatch(cli, ui).and_then(|code| ui.flush().map(|()| code));
    let done = done.map_err(|error| match database::path(&shared) {
        Ok(path) if error.is_of_database() => error.at_file(&path),
        _ => error,
    });
    match done {
        Ok(code) => code,
        Err(error) => trouble::report(&error, ui),
    }
}

fn dispatch(cli: Cli, ui: &mut Ui) -> Result<ExitCode> {
    use dixit::model::{JudgementKind, Noun};
    let shared = &cli.shared;
    match cli.command {
        Command::Demo(command) => command.run(shared, ui),
        Command::Init(command) => command.run(shared, ui),
        Command::Doctor(command) => command.run(shared, ui),
        Command::Config(command) => command.run(shared, ui),
        Command::Capture(command) => command.run(shared, ui),
        Command::Mark(command) => command.run(shared, ui),
        Command::ReadDocument => reader::serve(),
        Command::Add(command) => command.run(shared, ui),
        Command::Edit(command) => command.run(shared, ui),
        Command::Import(command) => command.run(shared, ui),
        Command::Withdraw(command) => command.run(shared, ui),
        Command::Same(command) => command.run(JudgementKind::Same, shared, ui),
        Command::Different(command) => command.run(JudgementKind::Different, shared, ui),
        Command::Undo(command) => command.run(shared, ui),
        Command::Redo(command) => command.run(shared, ui),
        Command::Log(command) => command.run(shared, ui),
        Command::History(command) => command.run(shared, ui),
        Command::List(command) => command.run(shared, ui),
        Command::Show(command) => command.run(shared, ui),
        Command::Speakers(command) => command.run(Noun::Speaker, shared, ui),
        Command::Sources(command) => command.run(Noun::Source, shared, ui),
        Command::Topics(command) => command.run(Noun::Topic, shared, ui),
        Command::Measures(command) => command.run(Noun::Measure, shared, ui),
        Command::Figures(command) => command.run(shared, ui),
        Command::Conflicts(command) => command.run(shared, ui),
        Command::Occasions(command) => command.run(Noun::Occasion, shared, ui),
        Command::Report(command) => command.run(shared, ui),
        Command::Export(command) => command.run(shared, ui),
        Command::Check(command) => command.run(shared, ui),
        Command::Parse(command) => command.run(ui),
        Command::Help(command) => command.run(ui),
        Command::Completions(command) => command.run(shared, ui),
        Command::Man(command) => command.run(ui),
    }
}

/// A path, or nothing: `DIXIT_DB=` unsets what a shell exports.
fn maybe_empty() -> impl clap::builder::TypedValueParser<Value = PathBuf> {
    use clap::builder::{OsStringValueParser, TypedValueParser};
    OsStringValueParser::new().map(PathBuf::from)
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
