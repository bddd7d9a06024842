//! `dixit add`: record a claim and who said it.
//!
//! Every field of a dossier's entry is a flag of the same name. Flags, prompts and editor end in one
//! entry, read by the reader of every import: what a field may hold is said in one place.

mod entry;
mod talk;

use std::process::ExitCode;

use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::Value;

use super::door::{Door, Opened};
use super::fields::{self, ADD, ATTRIBUTION, CLAIM, Field, NEW_SOURCE};
use super::ui::Ui;
use super::{Shared, database, form, recording};
use dixit::error::{Error, Result};
use dixit::model::{Body, Noun, Uid};
use dixit::record::Options;
use dixit::store::{Command, Store};
use entry::Claimed;

/// What stands at the top of an entry in an editor.
const REMARKS: &[&str] = &[
    "A claim and who said it. Fill in, save, and close the editor. Saved unchanged or emptied, nothing is recorded.",
    "A claim needs text, speaker (\"@source\" for the document's own voice) and source. Lines that begin with # are not read: take the # away to use one.",
];

/// Records one claim and who said it.
pub struct Add {
    matches: ArgMatches,
}

/// Every field that `add` takes.
fn all() -> impl Iterator<Item = &'static Field> {
    CLAIM.iter().chain(ATTRIBUTION).chain(ADD).chain(NEW_SOURCE)
}

impl Args for Add {
    fn augment_args(command: clap::Command) -> clap::Command {
        let heading = |flag: &str| {
            let field = all().find(|field| field.flag == flag);
            field.map_or("Options", |field| field.heading)
        };
        let command = command
            .args(all().map(fields::of_add))
            .args(fields::files(heading))
            .args(recording::new_role())
            .arg(recording::take_figures());
        Door::augment_args(command)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Add {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        // Read in `run`, where what is wrong is told as every other error is.
        Ok(Self {
            matches: matches.clone(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.matches = matches.clone();
        Ok(())
    }
}

impl Add {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        let door = Door::of(&self.matches)?;
        let mut claimed = Claimed::of_flags(&self.matches)?;
        let options = Options {
            new_role: recording::taken_as(&self.matches),
            screen: ui.is_screen(),
            take_figures: recording::takes_figures(&self.matches),
            ..Options::default()
        };
        if door.editor {
            return in_editor(claimed, &door, options, shared, ui);
        }
        if let Some(draft) = &door.draft {
            let text = draft.text()?;
            let Some(kept) = Claimed::of_draft(&text) else {
                return Err(Error::input(format!(
                    "{} holds more than one claim, or is no TOML",
                    draft.word()
                ))
                .hint(format!(
                    "open it with `{}`",
                    door.again("add", shared, draft)
                )));
            };
            for (key, value) in kept.fields {
                claimed.fields.entry(key).or_insert(value);
            }
        }
        let missing = claimed.missing()?;
        if ui.asks() && (!missing.is_empty() || door.draft.is_some()) {
            return talk::ask(claimed, &door, options, shared, ui);
        }
        if !missing.is_empty() {
            return Err(missing_flags(&missing));
        }
        // What cannot be read is refused before a file is made.
        claimed.entries()?;
        if !claimed.names_source() && !database::path(shared)?.exists() {
            return Err(missing_flags(&["--source"]));
        }
        let mut store = database::write(shared, ui)?;
        let last = source_of(&mut claimed, &store, ui)?;
        let recorded = recording::write(
            &mut store,
            &command(&claimed, &door),
            options,
            claimed.entries()?,
            None,
        )
        .map_err(Error::without_place)?;
        if let Some(last) = last {
            ui.say(&format!("source: {last}"));
        }
        door.close();
        recorded.tell(door.json, &store, ui)
    }
}

fn command(claimed: &Claimed, door: &Door) -> Command {
    let claim = claimed.fields.get("claim").and_then(Value::as_str);
    Command {
        verb: "add".to_owned(),
        options: claimed.flags.clone(),
        named: claim.map(str::to_owned).into_iter().collect(),
        reason: door.reason.clone(),
    }
}

/// Opens the entry in the editor, with what is known filled in.
fn in_editor(
    mut claimed: Claimed,
    door: &Door,
    options: Options,
    shared: &Shared,
    ui: &mut Ui,
) -> Result<ExitCode> {
    let path = database::path(shared)?;
    let text = match &door.draft {
        Some(draft) => Opened::Draft(draft.clone()),
        None => {
            if !claimed.names_source() && path.exists() {
                source_of(&mut claimed, &database::read(shared)?, ui).ok();
            }
            Opened::New(form::remarks(REMARKS) + &claimed.form()?)
        }
    };
    let mut command = command(&claimed, door);
    command.options.push("edit".to_owned());
    // Made only once there is something to put in it.
    let mut store = None;
    let recorded = door.edited("add", text, &path, shared, ui, &mut |name, text, ui| {
        let entries = entry::of_text(name, text)?;
        let store = match &mut store {
            Some(store) => store,
            empty => empty.insert(database::write(shared, ui)?),
        };
        recording::write(store, &command, options, entries, None)
    })?;
    match (recorded, &store) {
        (Some(recorded), Some(store)) => recorded.tell(door.json, store, ui),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Takes the source captured or recorded from last where none is named; answers what to call it.
fn source_of(claimed: &mut Claimed, store: &Store, ui: &Ui) -> Result<Option<String>> {
    if claimed.names_source() {
        return Ok(None);
    }
    let (uid, name) =
        last_source(store, ui.shows_progress())?.ok_or_else(|| missing_flags(&["--source"]))?;
    claimed.set("source", Some(Value::from(format!("id:{}", uid.letters()))));
    Ok(Some(name))
}

fn missing_flags(flags: &[&str]) -> Error {
    Error::input(format!("missing: {}", flags.join(", ")))
        .hint("`dixit add --help` lists every flag")
}

/// The source captured or recorded from last, if there is one, and what to call it.
fn last_source(store: &Store, screen: bool) -> Result<Option<(Uid, String)>> {
    let Some(last) = store.last_source()? else {
        return Ok(None);
    };
    let how = match last.captured {
        true => "captured",
        false => "recorded from",
    };
    let uid = last.uid;
    let name = match store.body(Noun::Source, uid)? {
        Some(Body::Source(_)) if store.is_confidential(Noun::Source, uid)? => match screen {
            true => uid.id(),
            false => "a confidential one".to_owned(),
        },
        Some(Body::Source(source)) => source.shown(),
        _ => return Ok(None),
    };
    Ok(Some((uid, format!("{name} (the one {how} last)"))))
}
