//! `add` at a terminal: three answers make a claim, and every other field is a key away.

use std::process::ExitCode;
use std::sync::OnceLock;

use serde_json::{Map, Value};

use super::entry::{Claimed, is_reference};
use super::{REMARKS, all, command};
use crate::cli::door::Door;
use crate::cli::draft::{self, Draft};
use crate::cli::fields::Field;
use crate::cli::prompt::{CONFIDENTIAL, Keeper, Prompts, Step, Wish};
use crate::cli::recording::Recorded;
use crate::cli::ui::Ui;
use crate::cli::{Shared, database, form, recording};
use dixit::error::{Error, Result};
use dixit::model::entry::OWN_VOICE;
use dixit::model::{Body, Noun, Uid};
use dixit::record::{NewRole, Options};
use dixit::store::Store;

/// Marks that people and keyboards put round what somebody said.
const MARKS: &[(char, char)] = &[
    ('“', '”'),
    ('"', '"'),
    ('«', '»'),
    ('»', '«'),
    ('„', '“'),
    ('‹', '›'),
    ('‘', '’'),
    ('\'', '\''),
    ('「', '」'),
    ('『', '』'),
];

/// What is asked in turn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Source,
    Claim,
    Speaker,
    Words,
}

/// Asks for claims until the user has no more.
///
/// # Errors
/// When the user leaves, or the file cannot be read; what was typed is kept.
pub fn ask(
    claimed: Claimed,
    door: &Door,
    options: Options,
    shared: &Shared,
    ui: &mut Ui,
) -> Result<ExitCode> {
    let path = database::path(shared)?;
    if door.draft.is_none() {
        for draft in draft::left(&path).iter().filter(|draft| is_of_add(draft)) {
            let again = format!("{} --draft {}", shared.command("add"), draft.word());
            ui.say(&format!(
                "an entry that was not recorded is kept: `{again}`"
            ));
        }
    }
    let mut begun = claimed;
    let mut recorded = false;
    loop {
        // Opened anew for each claim: what was just recorded is known to the next.
        let store = path.exists().then(|| database::read(shared)).transpose()?;
        let talk = Talk::begin(&begun, store.as_ref(), &path, door, shared)?;
        match talk.run(door, options, shared, ui) {
            Ok(Some(next)) => begun = next,
            Ok(None) => return Ok(ExitCode::SUCCESS),
            // Nothing was begun after what is recorded: that is how one ends.
            Err((_, true)) if recorded => return Ok(ExitCode::SUCCESS),
            Err((error, _)) => return Err(error),
        }
        recorded = true;
    }
}

fn is_of_add(draft: &Draft) -> bool {
    // A draft of `edit` says which version it was made from.
    draft
        .text()
        .is_ok_and(|text| !text.lines().any(|line| line.starts_with("base = ")))
}

struct Talk<'s> {
    prompts: Prompts<'s>,
    asked: Vec<Asked>,
    speaker: Option<String>,
    flags: Vec<String>,
}

impl<'s> Talk<'s> {
    fn begin(
        begun: &Claimed,
        store: Option<&'s Store>,
        path: &std::path::Path,
        door: &Door,
        shared: &Shared,
    ) -> Result<Self> {
        let before = begun.fields.clone();
        let mut values = before.clone();
        let last = store.map(Store::last_attribution).transpose()?.flatten();
        if !begun.names_source()
            && let (Some(store), Some(last)) = (store, &last)
            && let Some(name) = reference(Noun::Source, last.source, store)?
        {
            values.insert("source".to_owned(), Value::from(name));
        }
        let named = |noun, uid: Option<Uid>| match (store, uid) {
            (Some(store), Some(uid)) => reference(noun, uid, store),
            _ => Ok(None),
        };
        let speaker = match &last {
            Some(last) if last.speaker.is_none() => Some(OWN_VOICE.to_owned()),
            Some(last) => named(Noun::Speaker, last.speaker)?,
            None => None,
        };
        let occasion = named(Noun::Occasion, last.as_ref().and_then(|last| last.occasion))?;
        let mut asked = Vec::new();
        let has = |key: &str| values.contains_key(key);
        if !values.keys().any(|key| key.starts_with("source")) {
            asked.push(Asked::Source);
        }
        if !has("text") && !has("claim") {
            asked.push(Asked::Claim);
        }
        if !has("speaker") && !has("occasion") {
            asked.push(Asked::Speaker);
        }
        if !has("quote") && !has("passage") && door.draft.is_none() {
            asked.push(Asked::Words);
        }
        let keeper = Keeper {
            database: path.to_owned(),
            before: values.clone(),
            old: door.draft.clone(),
            text: Box::new(as_draft),
            again: shared.command("add"),
            kept: OnceLock::new(),
        };
        let mut prompts = Prompts::begin(
            all().copied().collect(),
            values,
            store,
            keeper,
            Box::new(check),
        )?;
        prompts.offer("occasion", occasion);
        Ok(Self {
            prompts,
            asked,
            speaker,
            flags: begun.flags.clone(),
        })
    }

    /// One claim; answers what the next begins with, if there is to be one. An error comes with whether
    /// nothing was typed.
    fn run(
        mut self,
        door: &Door,
        options: Options,
        shared: &Shared,
        ui: &mut Ui,
    ) -> Result<Option<Claimed>, (Error, bool)> {
        let done = self.talk(door, options, shared, ui);
        let is_done = self.prompts.typed().done;
        done.map_err(|error| (error, !is_done && self.prompts.is_untouched()))
    }

    fn talk(
        &mut self,
        door: &Door,
        options: Options,
        shared: &Shared,
        ui: &mut Ui,
    ) -> Result<Option<Claimed>> {
        let mut at = 0;
        let mut offered = self.asked.contains(&Asked::Words) || door.draft.is_some();
        loop {
            while let Some(asked) = self.asked.get(at) {
                at = match self.ask(*asked)? {
                    Step::On => at + 1,
                    Step::Back => at.saturating_sub(1),
                };
            }
            // Words that a flag gave were not asked for.
            if !std::mem::replace(&mut offered, true) {
                self.prompts.offer_figures()?;
            }
            match self.prompts.menu(Noun::Claim)? {
                Wish::Back if self.asked.is_empty() => {}
                Wish::Back => at = self.asked.len() - 1,
                Wish::Record => match self.record(door, options, shared, ui) {
                    Ok(recorded) => {
                        self.prompts.close();
                        let store = database::read(shared)?;
                        recorded.tell(door.json, &store, ui)?;
                        ui.flush()?;
                        return self.next();
                    }
                    Err(error) => crate::cli::trouble::say(&error, ui),
                },
            }
        }
    }

    fn ask(&mut self, asked: Asked) -> Result<Step> {
        match asked {
            Asked::Source => {
                self.prompts
                    .answer("source", "source, its title, label or address: ", None)
            }
            Asked::Claim => {
                self.prompts
                    .answer("text", "claim, one proposition in your own words: ", None)
            }
            Asked::Speaker => {
                let speaker = self.speaker.clone();
                self.prompts.answer("speaker", "speaker", speaker)
            }
            Asked::Words => self.words(),
        }
    }

    /// The source's words, and the figures that stand in them.
    fn words(&mut self) -> Result<Step> {
        loop {
            let step = self.passage()?;
            if step == Step::Back || self.prompts.offer_figures()? == Step::On {
                return Ok(step);
            }
        }
    }

    /// A quote where the words stand in quotation marks, else a passage.
    fn passage(&mut self) -> Result<Step> {
        let (quote, passage) = (the_field("quote")?, the_field("passage")?);
        let there = {
            let typed = self.prompts.typed();
            let text = |key: &str| typed.value(key).and_then(Value::as_str).map(str::to_owned);
            text("quote")
                .map(|quote| format!("“{quote}”"))
                .or_else(|| text("passage"))
        };
        let question = "words of the source, between “ ” if they are the speaker's own: ";
        let (step, given) = self
            .prompts
            .words(passage, question, &there.unwrap_or_default())?;
        let own = quoted(&given);
        let value = |text: &str| (!text.is_empty()).then(|| Value::from(text));
        self.prompts.put(&quote, own.and_then(value));
        self.prompts
            .put(&passage, if own.is_some() { None } else { value(&given) });
        Ok(step)
    }

    fn record(
        &mut self,
        door: &Door,
        options: Options,
        shared: &Shared,
        ui: &mut Ui,
    ) -> Result<Recorded> {
        let (values, same_person) = {
            let typed = self.prompts.typed();
            (typed.values.clone(), typed.same_person)
        };
        let claimed = Claimed {
            flags: self.flags.clone(),
            fields: values,
        };
        let missing = claimed.missing()?;
        if !missing.is_empty() {
            return Err(super::missing_flags(&missing));
        }
        let options = Options {
            new_role: match same_person {
                Some(true) => NewRole::SamePerson,
                Some(false) => NewRole::AnotherPerson,
                None => options.new_role,
            },
            ..options
        };
        let mut command = command(&claimed, door);
        command.options = self.prompts.flags();
        let mut store = database::write(shared, ui)?;
        let entries = claimed.entries()?;
        let recorded = recording::write(&mut store, &command, options, entries, None);
        recorded.map_err(Error::without_place)
    }

    /// What the next claim begins with: the same source.
    fn next(&mut self) -> Result<Option<Claimed>> {
        let source: Map<String, Value> = {
            let typed = self.prompts.typed();
            let source = typed.values.iter().filter(|(key, _)| *key == "source");
            source
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect()
        };
        // What was recorded is recorded: who leaves here has no more.
        if !self
            .prompts
            .agrees("another from the same source?")
            .unwrap_or(false)
        {
            return Ok(None);
        }
        Ok(Some(Claimed {
            fields: source,
            flags: Vec::new(),
        }))
    }
}

/// What a person would call a record, where that means it and nothing else; its id otherwise.
fn reference(noun: Noun, uid: Uid, store: &Store) -> Result<Option<String>> {
    let name = match store.body(noun, uid)? {
        None => return Ok(None),
        Some(_) if store.is_confidential(noun, uid)? => String::new(),
        Some(Body::Speaker(speaker)) => speaker.shown().to_owned(),
        Some(Body::Source(source)) => {
            let names = [source.title, source.label, source.url];
            names
                .into_iter()
                .find(|name| !name.is_empty())
                .unwrap_or_default()
        }
        Some(Body::Occasion(occasion)) => occasion.label,
        Some(_) => String::new(),
    };
    let alone = !name.is_empty()
        && store
            .resolve(noun, &name)
            .is_ok_and(|found| found.len() == 1);
    Ok(Some(if alone { name } else { format!("id:{uid}") }))
}

/// What stands between quotation marks, if all of it does.
fn quoted(text: &str) -> Option<&str> {
    let (open, close) = MARKS.iter().find(|(open, _)| text.starts_with(*open))?;
    let inner = text.strip_prefix(*open)?.strip_suffix(*close)?;
    // Two quotes with words between them are a passage.
    (!inner.contains(*open) && !inner.contains(*close))
        .then(|| inner.trim_matches([' ', '\u{a0}', '\u{202f}']))
}

/// Checks what is filled in as recording would, as if the rest were there.
fn check(values: &Map<String, Value>) -> Result<()> {
    let mut claimed = Claimed {
        fields: values.clone(),
        flags: Vec::new(),
    };
    if !claimed.has("text") && !claimed.has("claim") {
        claimed.fields.insert("text".to_owned(), Value::from("-"));
    }
    claimed.entries().map(drop)
}

/// What a draft says of a confidential speaker: all but the name.
const NAMELESS: &str = "
[[speaker]]
# A confidential name is kept in no draft: it is to be given again.
confidential = true
";

/// The draft of what is filled in. A confidential name goes into no file; that there is one does.
fn as_draft(values: &Map<String, Value>) -> String {
    let mut claimed = Claimed {
        fields: values.clone(),
        flags: Vec::new(),
    };
    let nameless = match claimed.fields.remove(CONFIDENTIAL) {
        Some(_) => {
            if let Some(Value::Array(speakers)) = claimed.fields.remove("speaker") {
                let known: Vec<Value> = speakers.into_iter().filter(is_reference).collect();
                if !known.is_empty() {
                    claimed.set("speaker", Some(Value::Array(known)));
                }
            }
            NAMELESS
        }
        None => "",
    };
    match claimed.form() {
        Ok(form) => form::remarks(REMARKS) + &form + nameless,
        // What contradicts itself is kept as it is.
        Err(_) => form::table(Noun::Claim, &claimed.fields, &[]) + nameless,
    }
}

fn the_field(key: &str) -> Result<Field> {
    let found = all().find(|field| field.key == key).copied();
    found.ok_or_else(|| Error::bug(format!("no field `{key}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_wholly_between_marks_are_a_quote() {
        assert_eq!(quoted("“it is shut”"), Some("it is shut"));
        assert_eq!(quoted("« sans délai »"), Some("sans délai"));
        assert_eq!(quoted("„zu“"), Some("zu"));
        assert_eq!(quoted("he said “it is shut”"), None);
        assert_eq!(quoted("“shut” and “locked”"), None);
        assert_eq!(quoted("'tis shut"), None);
        assert_eq!(quoted("\""), None);
    }
}
