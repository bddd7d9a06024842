//! `dixit completions`: a script for a shell, and the answers that the script asks for.
//!
//! What may stand at a place of the command line is told by clap; names come from the database, through
//! the door by which exports get them, so that no confidential one is among them. The scripts hand over
//! what is typed on standard input, where no list of processes shows it, and are silent whatever goes wrong.

mod bash;

use std::ffi::{OsStr, OsString};
use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};

use super::ui::Ui;
use super::{Cli, Shared, database};
use dixit::error::Result;
use dixit::model::Noun;
use dixit::model::entry::OWN_VOICE;
use dixit::report::build::completed;
use dixit::text::visible::visible;

/// How many names a shell is given.
const NAMES: usize = 100;
/// How much of a command line is read.
const LONGEST: u64 = 1 << 20;

/// Which flags take names, and of what.
const NAMED: &[(&str, &[Noun])] = &[
    ("speaker", &[Noun::Speaker]),
    ("via", &[Noun::Speaker]),
    ("citing", &[Noun::Speaker]),
    ("origin", &[Noun::Speaker]),
    ("anywhere", &[Noun::Speaker]),
    ("on-behalf-of", &[Noun::Speaker]),
    ("topic", &[Noun::Topic]),
    ("topics", &[Noun::Topic]),
    ("measure", &[Noun::Measure]),
    ("source", &[Noun::Source]),
    ("seen-in", &[Noun::Source]),
    ("occasion", &[Noun::Occasion]),
];
/// What `show` and `history` take by name.
const ANY: &[Noun] = &[Noun::Speaker, Noun::Source, Noun::Topic, Noun::Measure];

/// The shells that completions are written for.
#[derive(Clone, Copy, Debug, PartialEq, clap::ValueEnum)]
enum Shell {
    /// Bash 4.2 or newer
    Bash,
    /// Zsh
    Zsh,
    /// Fish
    Fish,
}

/// Prints a script that completes commands, flags, words and names of the database with Tab.
#[derive(clap::Args)]
#[command(after_help = "\
Where the script belongs:
  bash  dixit completions bash > ~/.local/share/bash-completion/completions/dixit
  zsh   dixit completions zsh > FOLDER/_dixit, with FOLDER in $fpath before compinit
  fish  dixit completions fish > ~/.config/fish/completions/dixit.fish

Names come from the database that the command would read; confidential ones are never among them.")]
pub struct Completions {
    /// For which shell
    shell: Shell,
    /// Answer what the script asks on standard input
    #[arg(long, hide = true)]
    answer: bool,
}

impl Completions {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        if self.answer {
            // A shell in the middle of a line must not be disturbed.
            let _ = answer(self.shell, shared, ui);
            return Ok(ExitCode::SUCCESS);
        }
        let script = match self.shell {
            Shell::Bash => include_str!("completions/dixit.bash"),
            Shell::Zsh => include_str!("completions/dixit.zsh"),
            Shell::Fish => include_str!("completions/dixit.fish"),
        };
        Ok(ui
            .out()
            .write_all(script.as_bytes())
            .map(|()| ExitCode::SUCCESS)?)
    }
}

/// Answers with one candidate a line: for Bash as it is to be typed, else the word, a tab and its help.
fn answer(shell: Shell, shared: &Shared, ui: &mut Ui) -> Result<()> {
    let mut asked = Vec::new();
    std::io::stdin().take(LONGEST).read_to_end(&mut asked)?;
    let asked = String::from_utf8_lossy(&asked);
    if shell == Shell::Bash {
        let Some((breaks, line)) = asked.split_once('\0') else {
            return Ok(());
        };
        let typed = bash::Typed::read(line, breaks);
        for candidate in candidates(&typed.words, shared)? {
            let value = candidate.get_value().to_string_lossy();
            if let Some(text) = typed.goes_on(&value) {
                writeln!(ui.out(), "{text}")?;
            }
        }
        return Ok(());
    }
    let words: Vec<String> = asked.split('\0').map(str::to_owned).collect();
    for candidate in candidates(&words, shared)? {
        let help = candidate.get_help().map(ToString::to_string);
        let help = help.as_deref().and_then(|help| help.lines().next());
        let value = candidate.get_value().to_string_lossy();
        writeln!(ui.out(), "{value}\t{}", visible(help.unwrap_or_default()))?;
    }
    Ok(())
}

/// What may stand in the place of the last word.
fn candidates(words: &[String], shared: &Shared) -> Result<Vec<CompletionCandidate>> {
    let mut words: Vec<OsString> = words.iter().map(OsString::from).collect();
    // The first is the program's name, the last may be empty.
    if words.len() < 2 {
        words.resize(2, OsString::new());
    }
    let shared = Shared {
        db: database_named(&words).or_else(|| shared.db.clone()),
        ..shared.clone()
    };
    let mut command = Cli::command();
    // Else the flags of each command would not be there yet.
    command.build();
    let mut command = with_names(command, &shared);
    let here = std::env::current_dir().ok();
    let last = words.len() - 1;
    let mut found = complete(&mut command, words, last, here.as_deref())?;
    // What would act on the terminal, or be taken for two lines, is not offered.
    found.retain(|candidate| {
        let value = candidate.get_value().to_str();
        value.is_some_and(|value| visible(value) == value)
    });
    Ok(found)
}

/// The database that the line itself names before its last word.
fn database_named(words: &[OsString]) -> Option<PathBuf> {
    let mut before = words[..words.len() - 1].iter();
    let mut named = None;
    while let Some(word) = before.next() {
        if word == "--db" {
            named = before.next().cloned();
        } else if let Some(path) = word.to_str().and_then(|word| word.strip_prefix("--db=")) {
            named = Some(path.into());
        }
    }
    let path = PathBuf::from(named?);
    // The shell has not put in the home folder yet.
    match (path.strip_prefix("~"), std::env::var_os("HOME")) {
        (Ok(rest), Some(home)) => Some(PathBuf::from(home).join(rest)),
        _ => Some(path),
    }
}

/// A command whose flags know the names they may take.
fn with_names(command: clap::Command, shared: &Shared) -> clap::Command {
    let takes = matches!(command.get_name(), "show" | "history");
    let shared = shared.clone();
    let inner = shared.clone();
    command
        .mut_args(move |arg| {
            let long = arg.get_long().unwrap_or_default().to_owned();
            let nouns = match NAMED.iter().find(|(flag, _)| *flag == long) {
                Some((_, nouns)) => nouns,
                None if takes && arg.is_positional() => ANY,
                None => return arg,
            };
            let shared = shared.clone();
            let own_voice = long == "speaker";
            arg.add(ArgValueCompleter::new(move |typed: &OsStr| {
                names(nouns, typed, own_voice, &shared)
            }))
        })
        .mut_subcommands(move |command| with_names(command, &inner))
}

fn names(
    nouns: &[Noun],
    typed: &OsStr,
    own_voice: bool,
    shared: &Shared,
) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if own_voice && OWN_VOICE.starts_with(typed) {
        let help = "what documents say with their own voice".into();
        found.push(CompletionCandidate::new(OWN_VOICE).help(Some(help)));
    }
    let Ok(mut store) = database::read(shared) else {
        return found;
    };
    for noun in nouns {
        let names = completed(&mut store, *noun, typed, NAMES).unwrap_or_default();
        let help = || Some(noun.to_string().into());
        found.extend(
            names
                .into_iter()
                .map(|name| CompletionCandidate::new(name.as_str()).help(help())),
        );
    }
    found
}
