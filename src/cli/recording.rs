//! What `add` and `edit` share, whichever door the words came by: entries read, recorded as one operation,
//! and told.

use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Value, json};

use super::ui::Ui;
use super::{fields, say};
use dixit::error::{Error, Result};
use dixit::import::{self, Format};
use dixit::model::{Entry, Noun, Uid};
use dixit::record::{NewRole, Options, Outcome, Said, Session, Sheet, record};
use dixit::store::{Command, Store};

/// The flag that takes the figures of the words.
pub const TAKE_FIGURES: &str = "take-figures";

/// The flags that say who is meant by a known name with a new role.
pub fn new_role() -> [Arg; 2] {
    let switch = |name: &'static str, help: &'static str| {
        let arg = Arg::new(name).long(name).action(ArgAction::SetTrue);
        arg.help(help).help_heading("Who said it")
    };
    [
        switch(
            "same-person",
            "A known name with a new role is the person known",
        )
        .conflicts_with("another-person"),
        switch(
            "another-person",
            "A known name with a new role is somebody else of that name",
        ),
    ]
}

/// What those flags say.
pub fn taken_as(matches: &ArgMatches) -> NewRole {
    if matches.get_flag("same-person") {
        NewRole::SamePerson
    } else if matches.get_flag("another-person") {
        NewRole::AnotherPerson
    } else {
        NewRole::Ask
    }
}

/// The flag that takes the figures of the words.
pub fn take_figures() -> Arg {
    Arg::new(TAKE_FIGURES)
        .long(TAKE_FIGURES)
        .action(ArgAction::SetTrue)
        .help("Record the figures that stand in passage and quote and are not given")
        .help_heading(fields::WORDS)
}

/// Whether that flag is given.
pub fn takes_figures(matches: &ArgMatches) -> bool {
    matches.get_flag(TAKE_FIGURES)
}

/// What came of recording.
pub struct Recorded {
    pub outcome: Outcome,
    said: Said,
    operation: Option<Uid>,
}

/// Reads entries from a text in some format. A source that they name and nobody knows is a new one.
///
/// # Errors
/// The first that cannot be read.
pub fn entries(name: &str, text: &str, format: Format) -> Result<Vec<Entry>> {
    let options = import::Options {
        format: Some(format),
        ..import::Options::default()
    };
    let mut entries: Vec<Entry> =
        import::read(name, text.as_bytes(), &options)?.collect::<Result<_>>()?;
    for entry in &mut entries {
        let attributions = match entry {
            Entry::Claim(claim) => claim.attributions.as_mut_slice(),
            Entry::Attribution(attribution) => std::slice::from_mut(&mut **attribution),
            _ => continue,
        };
        for attribution in attributions {
            let known =
                attribution.item.body.source.0.is_empty() || !attribution.item.id.is_empty();
            if !known {
                attribution.source.get_or_insert_default();
            }
        }
    }
    Ok(entries)
}

/// Entries from lines of JSON that the user never saw: a place in them would help nobody.
///
/// # Errors
/// As [`entries`].
pub fn entries_of_flags(lines: &[String]) -> Result<Vec<Entry>> {
    entries("flags", &lines.join("\n"), Format::Jsonl).map_err(Error::without_place)
}

/// Records entries as one operation: all of them or none.
///
/// # Errors
/// When one is refused, or the file cannot be written.
pub fn write(
    store: &mut Store,
    command: &Command,
    options: Options,
    entries: Vec<Entry>,
    sheet: Option<&Sheet>,
) -> Result<Recorded> {
    let ((outcome, said), operation) = store.write(command, |writing| {
        let mut session = Session::begin(options, writing)?;
        if let Some(sheet) = sheet {
            sheet.name_in(&mut session)?;
        }
        let mut all = Outcome::default();
        for entry in entries {
            all.add(record(entry, &mut session, writing)?);
        }
        Ok((all, session.take_notices()))
    })?;
    Ok(Recorded {
        outcome,
        said,
        operation,
    })
}

impl Recorded {
    /// Says what was recorded, and what a person should know of it.
    ///
    /// # Errors
    /// When it cannot be printed.
    pub fn tell(&self, json: bool, store: &Store, ui: &mut Ui) -> Result<ExitCode> {
        match self.operation {
            Some(operation) if json => {
                let mut records: Vec<Value> = Vec::new();
                for (noun, uid) in &self.outcome.records {
                    // Of a confidential one, the id is told on the terminal alone.
                    records.push(match store.is_confidential(*noun, *uid)? {
                        true => json!({ "noun": noun.to_string(), "confidential": true }),
                        false => json!({ "noun": noun.to_string(), "id": uid.id() }),
                    });
                }
                ui.line(&json!({ "operation": operation.id(), "records": records }).to_string())?;
            }
            None if json => ui.line(&json!({ "operation": null, "records": [] }).to_string())?,
            Some(_) => self.tell_records(store, ui)?,
            None => ui.line("known already: nothing was changed")?,
        }
        for line in say::notices(&self.said, store, ui.shows_progress())? {
            ui.say(&line);
        }
        super::check::tell_words(&self.outcome.records, store, ui)?;
        Ok(ExitCode::SUCCESS)
    }

    fn tell_records(&self, store: &Store, ui: &mut Ui) -> Result<()> {
        for (noun, uid) in &self.outcome.records {
            let id = match !ui.is_screen() && store.is_confidential(*noun, *uid)? {
                true => "that is confidential".to_owned(),
                false => say::id(*uid, store, ui)?,
            };
            match self
                .outcome
                .changed
                .iter()
                .find(|change| change.uid == *uid)
            {
                Some(change) => {
                    ui.line(&format!("changed {noun} {id}"))?;
                    for line in say::fields(change) {
                        ui.line(&line)?;
                    }
                }
                None if matches!(noun, Noun::Claim | Noun::Attribution) => {
                    ui.line(&format!("saved {noun} {id}"))?;
                }
                None => {}
            }
        }
        Ok(())
    }
}
