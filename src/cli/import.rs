//! `dixit import`: record what dossiers, JSON lines and tables hold.

use std::path::PathBuf;
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};

use super::ui::Ui;
use super::{Shared, database, input, say, trouble, words};
use dixit::error::{Error, Result};
use dixit::import::{self as reading, Format};
use dixit::record::Options;
use dixit::record::import::{Imported, Input, Plan, import};
use dixit::store::Command;

/// Records what TOML dossiers, JSON lines (.jsonl) and tables (.csv, .tsv) hold, as one operation: all of it,
/// or nothing. Importing a file again records only what is new in it.
#[derive(clap::Args)]
pub struct Import {
    /// The files; - for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The format; else each file's ending tells
    #[arg(long, value_parser = words::<Format>())]
    format: Option<Format>,
    /// What a column means: a field's name, or - to leave the column out (can be repeated)
    #[arg(long, value_name = "COLUMN=FIELD", value_parser = pair)]
    map: Vec<(String, String)>,
    /// A field of every row that does not give it, such as speaker=@source (can be repeated)
    #[arg(long, value_name = "FIELD=VALUE", value_parser = constant)]
    set: Vec<(String, String)>,
    /// The encoding of a table, such as windows-1252; else it is detected, and said
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// What separates the cells of a table: comma, semicolon or tab; else its header tells
    #[arg(long, value_name = "MARK", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// Record the good rows though others are refused; exits with 6 if any were
    #[arg(long)]
    skip_bad: bool,
    /// Only say what would be new, changed, the same or refused
    #[arg(long)]
    dry_run: bool,
    /// Where a record was changed since its export, keep both versions side by side
    #[arg(long)]
    keep_both: bool,
    /// Why, for the log
    #[arg(long)]
    reason: Option<String>,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (column, field) = text.rsplit_once('=').ok_or("write COLUMN=FIELD")?;
    Ok((column.to_owned(), field.to_owned()))
}

fn constant(text: &str) -> Result<(String, String), String> {
    let (field, value) = text.split_once('=').ok_or("write FIELD=VALUE")?;
    Ok((field.to_owned(), value.to_owned()))
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text {
        "comma" | "," => Ok(b','),
        "semicolon" | ";" => Ok(b';'),
        "tab" | "\t" => Ok(b'\t'),
        _ => Err("one of: comma, semicolon, tab".to_owned()),
    }
}

impl Import {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        let options = reading::Options {
            format: self.format,
            map: self.map.clone(),
            set: self.set.clone(),
            encoding: self.encoding.clone(),
            delimiter: self.delimiter,
        };
        // Every file is opened before anything is written, so that a wrong name costs nothing.
        let mut opened = Vec::new();
        for path in &self.files {
            opened.push((path.display().to_string(), input::open(Some(path))?));
        }
        let mut store = database::write(shared, ui)?;
        let bar = progress(ui);
        let notices = std::cell::RefCell::new(Vec::new());
        let inputs = opened
            .into_iter()
            .map(|(name, bytes)| entries(&name, bytes, &options, &notices));
        let plan = Plan {
            skip_bad: self.skip_bad,
            dry_run: self.dry_run,
            options: Options {
                keep_both: self.keep_both,
                ..Options::default()
            },
        };
        let command = self.command();
        let done = import(&mut store, &command, inputs, plan, &mut |read| {
            bar.set_position(read)
        });
        bar.finish_and_clear();
        let done = done?;
        for notice in notices.borrow().iter() {
            ui.say(notice);
        }
        self.tell(&done, ui)
    }

    fn command(&self) -> Command {
        let given = [
            ("format", self.format.is_some()),
            ("map", !self.map.is_empty()),
            ("set", !self.set.is_empty()),
            ("encoding", self.encoding.is_some()),
            ("delimiter", self.delimiter.is_some()),
            ("skip-bad", self.skip_bad),
            ("keep-both", self.keep_both),
        ];
        Command {
            verb: "import".to_owned(),
            options: given
                .iter()
                .filter(|(_, given)| *given)
                .map(|(name, _)| (*name).to_owned())
                .collect(),
            named: Vec::new(),
            reason: self.reason.clone().unwrap_or_default(),
        }
    }

    fn tell(&self, done: &Imported, ui: &mut Ui) -> Result<ExitCode> {
        let refused = done.refused.len();
        for error in &done.refused {
            ui.say(&trouble::text(error, ui.err_colour()));
        }
        if refused > 0 && !self.skip_bad && !self.dry_run {
            let rows = if refused == 1 {
                "1 entry was".to_owned()
            } else {
                format!("{refused} entries were")
            };
            ui.say(&format!(
                "nothing was recorded: {rows} refused of {}. Mend them, or record the others with --skip-bad",
                done.entries
            ));
            return Ok(ExitCode::from(trouble::REFUSED));
        }
        if self.dry_run {
            for difference in &done.changed {
                for line in say::difference(difference) {
                    ui.line(&line)?;
                }
            }
        }
        let verbs = if self.dry_run {
            [
                "would be new",
                "would change",
                "the same",
                "withheld, left untouched",
            ]
        } else {
            [
                "new",
                "changed",
                "the same as before",
                "withheld, left untouched",
            ]
        };
        let lines = say::tally(&done.tally, verbs);
        if lines.is_empty() {
            ui.line("there is nothing to record")?;
        }
        for line in lines {
            ui.line(&line)?;
        }
        if self.dry_run {
            ui.line(&format!("would be refused: {refused}"))?;
            ui.line("nothing was recorded: this was a dry run")?;
        } else if let Some(operation) = done.operation {
            ui.line(&format!("saved as operation {operation}"))?;
        }
        for line in say::notices(&done.said, ui.shows_progress()) {
            ui.say(&line);
        }
        if refused > 0 {
            ui.say(&format!("skipped: {refused} of {} entries", done.entries));
            let code = if self.dry_run && !self.skip_bad {
                trouble::REFUSED
            } else {
                trouble::SKIPPED
            };
            return Ok(ExitCode::from(code));
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn entries<'i>(
    name: &str,
    bytes: Box<dyn std::io::Read>,
    options: &reading::Options,
    notices: &'i std::cell::RefCell<Vec<String>>,
) -> Input<'i> {
    match reading::read(name, bytes, options) {
        Err(error) => Box::new(std::iter::once(Err(of_input(error, name)))),
        Ok(mut entries) => {
            let mut ended = false;
            Box::new(std::iter::from_fn(move || {
                if ended {
                    return None;
                }
                let next = entries.next();
                if next.is_none() {
                    ended = true;
                    notices.borrow_mut().extend(entries.notices());
                }
                next
            }))
        }
    }
}

fn of_input(error: Error, name: &str) -> Error {
    error.at(dixit::error::Place {
        file: name.into(),
        ..Default::default()
    })
}

fn progress(ui: &Ui) -> ProgressBar {
    if !ui.shows_progress() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} entries, {per_sec}") {
        bar.set_style(style);
    }
    bar
}
