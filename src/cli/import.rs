//! `dixit import`: record what dossiers, JSON lines and tables hold.

use std::path::PathBuf;
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};

use super::ui::Ui;
use super::{Shared, check, database, draft, input, recording, say, trouble, words};
use dixit::error::{Error, ErrorKind, Exit, Result};
use dixit::import::{self as reading, Format};
use dixit::record::Options;
use dixit::record::import::{Imported, Input, Plan, import};
use dixit::store::{Command, Store};

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
    /// Words for a field that a row does not give, with {column} for its cells (can be repeated)
    #[arg(long, value_name = "FIELD=WORDS", value_parser = constant)]
    template: Vec<(String, String)>,
    /// What a word in a field's cells means: figure_qualifier:more=more-than (can be repeated)
    #[arg(long, value_name = "FIELD:WORD=MEANT", value_parser = meant)]
    value: Vec<(String, String, String)>,
    /// Read the tables as a mapping says: a file, or one kept in this database; flags go before it
    #[arg(long, value_name = "MAPPING", allow_hyphen_values = true)]
    like: Option<String>,
    /// Keep how the tables are read in this database, under a name for --like
    #[arg(long, value_name = "NAME", conflicts_with = "dry_run")]
    keep_as: Option<String>,
    /// The encoding of a table, such as windows-1252; else it is detected, and said
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// What separates the cells of a table: comma, semicolon or tab; else its header tells
    #[arg(long, value_name = "MARK", value_parser = reading::delimiter)]
    delimiter: Option<u8>,
    /// Record the good rows though others are refused; exits with 6 if any were
    #[arg(long)]
    skip_bad: bool,
    /// Record the figures that stand in passages and quotes and are not given
    #[arg(long)]
    take_figures: bool,
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

fn pair(text: &str) -> Result<(String, String)> {
    let pair = text.rsplit_once('=');
    two(
        pair,
        "no `=` parts a column from a field",
        "write COLUMN=FIELD",
    )
}

fn constant(text: &str) -> Result<(String, String)> {
    let pair = text.split_once('=');
    two(
        pair,
        "no `=` parts a field from a value",
        "write FIELD=VALUE",
    )
}

fn meant(text: &str) -> Result<(String, String, String)> {
    let way_out = "write FIELD:WORD=MEANT";
    let (words, to) = two(
        text.rsplit_once('='),
        "no `=` parts a word from what it means",
        way_out,
    )?;
    let (field, from) = two(
        words.split_once(':'),
        "no `:` parts a field from its word",
        way_out,
    )?;
    Ok((field, from, to))
}

fn two(pair: Option<(&str, &str)>, what: &str, way_out: &str) -> Result<(String, String)> {
    let (one, other) = pair.ok_or_else(|| Error::input(what).hint(way_out))?;
    Ok((one.to_owned(), other.to_owned()))
}

impl Import {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        let mut options = reading::Options {
            format: self.format,
            map: self.map.clone(),
            set: self.set.clone(),
            template: self.template.clone(),
            value: self.value.clone(),
            encoding: self.encoding.clone(),
            delimiter: self.delimiter,
        };
        let file = self
            .like
            .as_deref()
            .map(mapping_file)
            .transpose()?
            .flatten();
        // Every file is opened before anything is written, so that a wrong name costs nothing.
        let mut opened = Vec::new();
        for path in &self.files {
            opened.push((path.display().to_string(), input::open(Some(path))?));
        }
        let mut store = match self.dry_run {
            true => database::rehearse(shared)?,
            false => database::write(shared, ui)?,
        };
        if let Some(name) = &self.like {
            let mapping = match file {
                Some(text) => reading::Options::of_mapping(name, &text)?,
                None => kept(&store, name)?,
            };
            options = options.or(mapping);
        }
        if let Some(name) = &self.keep_as
            && (name.is_empty() || is_path(name))
        {
            return Err(
                Error::input(format!("`{name}` is no name to keep a mapping under"))
                    .hint("a name has no /, no \\ and does not end in .toml: those are files"),
            );
        }
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
                take_figures: self.take_figures,
                ..Options::default()
            },
        };
        let command = self.command();
        let done = import(&mut store, &command, inputs, plan, &mut |read| {
            bar.set_position(read)
        });
        bar.finish_and_clear();
        let done = done?;
        if let Some(name) = &self.keep_as
            && (done.refused.is_empty() || self.skip_bad)
            && done.unreadable.is_empty()
        {
            store.keep_mapping(name, &options.to_mapping())?;
            ui.say(&format!(
                "the mapping is kept: --like {}",
                draft::quoted(name)
            ));
        }
        for notice in notices.borrow().iter() {
            ui.say(notice);
        }
        self.tell(&done, &store, ui)
    }

    fn command(&self) -> Command {
        let given = [
            ("format", self.format.is_some()),
            ("map", !self.map.is_empty()),
            ("set", !self.set.is_empty()),
            ("template", !self.template.is_empty()),
            ("value", !self.value.is_empty()),
            ("like", self.like.is_some()),
            ("keep-as", self.keep_as.is_some()),
            ("encoding", self.encoding.is_some()),
            ("delimiter", self.delimiter.is_some()),
            ("skip-bad", self.skip_bad),
            ("keep-both", self.keep_both),
            (recording::TAKE_FIGURES, self.take_figures),
        ];
        Command {
            verb: "import".to_owned(),
            options: given
                .iter()
                .filter(|(_, given)| *given)
                .map(|(name, _)| (*name).to_owned())
                .collect(),
            // The name alone: a folder may tell whose account it is.
            named: self
                .files
                .iter()
                .filter(|path| path.as_os_str() != "-")
                .filter_map(|path| path.file_name())
                .map(|name| name.to_string_lossy().into_owned())
                .collect(),
            reason: self.reason.clone().unwrap_or_default(),
        }
    }

    fn tell(&self, done: &Imported, store: &Store, ui: &mut Ui) -> Result<ExitCode> {
        let refused = done.refused.len();
        for error in done.unreadable.iter().chain(&done.refused) {
            trouble::say(error, ui);
        }
        if !done.unreadable.is_empty() {
            let kinds = done.unreadable.iter().map(|error| error.kind().exit());
            ui.say(&format!(
                "nothing was recorded: {} could not be read",
                many(done.unreadable.len(), "file", "files")
            ));
            // Of several, what the system would not is worse than what somebody can mend.
            let worst = kinds.max_by_key(|exit| exit.code());
            return Ok(worst.unwrap_or(Exit::Refused).into());
        }
        if refused > 0 && !self.skip_bad && !self.dry_run {
            ui.say(&format!(
                "nothing was recorded: {} refused of {}. {}, or record the others with --skip-bad",
                many(refused, "entry was", "entries were"),
                done.entries,
                if refused == 1 { "Mend it" } else { "Mend them" },
            ));
            return Ok(Exit::Refused.into());
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
        for line in say::notices(&done.said, store, ui.shows_progress())? {
            ui.say(&line);
        }
        if let Some(operation) = done.operation {
            check::tell_words_of(operation, store, ui)?;
        }
        if let Some(line) = say::unrecorded_of_load(&done.said) {
            ui.say(&line);
        }
        if refused > 0 {
            ui.say(&format!("skipped: {refused} of {} entries", done.entries));
            let code = if self.dry_run && !self.skip_bad {
                Exit::Refused
            } else {
                Exit::Skipped
            };
            return Ok(code.into());
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Whether a word names a file rather than a mapping that is kept.
fn is_path(word: &str) -> bool {
    word.contains(['/', '\\']) || word.to_ascii_lowercase().ends_with(".toml")
}

/// The text of a mapping file; none where the word is the name of one that is kept.
fn mapping_file(word: &str) -> Result<Option<String>> {
    is_path(word)
        .then(|| input::text(std::path::Path::new(word)))
        .transpose()
}

/// A mapping that the database keeps.
fn kept(store: &Store, name: &str) -> Result<reading::Options> {
    if let Some(text) = store.mapping(name)? {
        return reading::Options::of_mapping(name, &text);
    }
    let all = store.mappings()?;
    let missing = Error::new(
        ErrorKind::NotFound,
        format!("no mapping is kept as `{name}`"),
    );
    let known = match all.is_empty() {
        true => "none is kept yet: --keep-as keeps one; a file is named with its folder or .toml"
            .to_owned(),
        false => format!(
            "kept are: {}; a file is named with its folder or .toml",
            all.join(", ")
        ),
    };
    Err(missing.hint(known))
}

fn entries<'i>(
    name: &str,
    bytes: Box<dyn std::io::Read + Send>,
    options: &reading::Options,
    notices: &'i std::cell::RefCell<Vec<String>>,
) -> Result<Input<'i>> {
    let mut entries = reading::read_ahead(name, bytes, options).map_err(|e| of_input(e, name))?;
    let mut ended = false;
    Ok(Box::new(std::iter::from_fn(move || {
        if ended {
            return None;
        }
        let next = entries.next();
        if next.is_none() {
            ended = true;
            notices.borrow_mut().extend_from_slice(entries.notices());
        }
        next
    })))
}

fn many(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
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
