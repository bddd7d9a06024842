//! What an answer is read as, said before it is kept: dates in words, and whom a name means.

use serde_json::Value;

use super::{CONFIDENTIAL, Prompts};
use crate::cli::ask::{self, Key, LISTED};
use crate::cli::fields::{Field, Takes};
use dixit::error::Result;
use dixit::model::entry::{BY_ID, OWN_VOICE};
use dixit::model::{Edtf, Noun, Vocabulary};
use dixit::report::render::words;
use dixit::store::Store;
use dixit::store::suggest::Who;
use dixit::text::names;

/// The noun whose names a field takes.
fn noun_of(field: &Field) -> Option<Noun> {
    Some(match field.key {
        "speaker" | "speakers" | "via" | "citing" | "on_behalf_of" => Noun::Speaker,
        "source" | "seen_in" | "source_seen_in" | "original.source" => Noun::Source,
        "topics" => Noun::Topic,
        "occasion" => Noun::Occasion,
        "measure" | "part_of" => Noun::Measure,
        _ => return None,
    })
}

/// What goes on as typed: names of the database, or the words of a vocabulary.
pub fn completions(field: &Field, typed: &str, store: Option<&Store>) -> Vec<String> {
    let mut found = Vec::new();
    if let Takes::Word(choices) = field.takes {
        let words = choices();
        let words = words.iter().map(|choice| choice.get_name().to_owned());
        found.extend(words.filter(|word| word.starts_with(typed)));
    }
    if field.key == "speaker" && OWN_VOICE.starts_with(typed) && typed.starts_with('@') {
        found.push(OWN_VOICE.to_owned());
    }
    if let (Some(noun), Some(store)) = (noun_of(field), store) {
        // Completion is a help: where the file cannot be read, recording will say so.
        found.extend(store.names(noun, typed, LISTED).unwrap_or_default());
    }
    found
}

impl Prompts<'_> {
    /// Says what an answer is read as; no where the user wants to type it again.
    pub(super) fn echo(&mut self, field: &Field, text: &str) -> Result<bool> {
        if matches!(field.takes, Takes::Text("DATE" | "DAY")) {
            // Words are read from the day of the source, which recording knows and says.
            if Edtf::parse(text).is_ok() {
                ask::say(&format!("  = {}", words::date(text)));
            }
        }
        if field.key == "role" {
            return self.whose_role(text);
        }
        match noun_of(field) {
            Some(Noun::Speaker) => self.whom(field, text),
            Some(noun) if !text.starts_with(BY_ID) => {
                let known = self.store.map(|store| store.resolve(noun, text));
                if !matches!(known, Some(Ok(_))) {
                    ask::say(&format!("  = a new {noun}"));
                }
                Ok(true)
            }
            _ => Ok(true),
        }
    }

    /// Whom a name means: known, new, or one of several.
    fn whom(&mut self, field: &Field, name: &str) -> Result<bool> {
        if name == OWN_VOICE || name.starts_with(BY_ID) || name.starts_with('{') {
            return Ok(true);
        }
        let hidden = self.typed().hidden;
        let confidential = self.typed().value(CONFIDENTIAL).is_some();
        let who = match self.store {
            Some(store) => store.who(name)?,
            None => Who::New(Vec::new()),
        };
        match who {
            Who::Known(uid, speaker) => {
                let roles: Vec<&str> = speaker.roles.iter().map(|r| r.role.as_str()).collect();
                let kind = speaker.kind.map_or("", Vocabulary::word);
                let about: Vec<&str> = [kind]
                    .into_iter()
                    .chain(roles)
                    .filter(|t| !t.is_empty())
                    .collect();
                // Beside a new confidential one, a name would be taken for another new one.
                if speaker.confidential || hidden || confidential {
                    self.means(field, name, &format!("{BY_ID}{uid}"));
                    if hidden && !self.has_new(field) {
                        self.typed().set(CONFIDENTIAL, None);
                    }
                    ask::say(&format!("  = known: {uid}"));
                } else {
                    let about = if about.is_empty() {
                        String::new()
                    } else {
                        format!(" ({})", about.join(", "))
                    };
                    ask::say(&format!("  = known: {}{about}", speaker.shown()));
                }
                Ok(true)
            }
            Who::Several(of) => {
                let listed: Vec<(String, String)> = of
                    .iter()
                    .map(|(uid, speaker)| {
                        let roles: Vec<&str> =
                            speaker.roles.iter().map(|r| r.role.as_str()).collect();
                        (format!("{BY_ID}{uid}"), roles.join(", "))
                    })
                    .collect();
                self.choose(field, name, "several share the name", &listed)
            }
            Who::New(near) if hidden => {
                drop(near);
                self.name_known(field)?;
                self.agrees("  nobody is called so. A new speaker, confidential?")
            }
            Who::New(near) if near.is_empty() => {
                ask::say(&format!("  = a new speaker, {name}"));
                Ok(true)
            }
            Who::New(near) => {
                let listed: Vec<(String, String)> = near
                    .iter()
                    .map(|near| (near.name.clone(), near.why.to_owned()))
                    .collect();
                self.choose(field, name, "nobody is called so, but near it", &listed)
            }
        }
    }

    /// Whether a field holds a name that no record bears yet.
    pub(super) fn has_new(&self, field: &Field) -> bool {
        self.items(field).iter().any(|item| {
            let name = item.as_str().unwrap_or_default();
            name != OWN_VOICE && !name.starts_with(BY_ID)
        })
    }

    /// Puts ids for the names that are known: beside a new confidential speaker every other name would be
    /// taken for a new one.
    fn name_known(&self, field: &Field) -> Result<()> {
        let Some(store) = self.store else {
            return Ok(());
        };
        for item in self.items(field) {
            if let Some(name) = item.as_str()
                && name != OWN_VOICE
                && !name.starts_with(BY_ID)
                && let Who::Known(uid, _) = store.who(name)?
            {
                self.means(field, name, &format!("{BY_ID}{uid}"));
            }
        }
        Ok(())
    }

    /// Lets one of several be chosen by its number, or the name be a new one.
    fn choose(
        &mut self,
        field: &Field,
        name: &str,
        why: &str,
        listed: &[(String, String)],
    ) -> Result<bool> {
        ask::say(&format!("  {why}:"));
        for (at, (one, about)) in listed.iter().enumerate().take(9) {
            let about = if about.is_empty() {
                String::new()
            } else {
                format!(": {about}")
            };
            ask::say(&format!("  {} {one}{about}", at + 1));
        }
        let is_new = !listed.iter().any(|(one, _)| one.starts_with(BY_ID));
        let new = if is_new { "n: a new speaker; " } else { "" };
        loop {
            match self.key(&format!("  a number: that one; {new}Esc: type it again"))? {
                Key::Letter('n') if is_new => return Ok(true),
                Key::Escape | Key::BackTab => return Ok(false),
                Key::Letter(digit) => {
                    let at = digit.to_digit(10).and_then(|n| usize::try_from(n).ok());
                    if let Some((one, _)) = at.and_then(|at| listed.get(at.wrapping_sub(1))) {
                        self.means(field, name, one);
                        return Ok(true);
                    }
                }
                _ => {}
            }
        }
    }

    /// Puts what a name means in its place.
    fn means(&self, field: &Field, name: &str, meant: &str) {
        let mut typed = self.typed();
        let value = match typed.value(field.key) {
            Some(Value::Array(items)) => {
                let each = items.iter().map(|item| match item.as_str() {
                    Some(text) if text == name => Value::from(meant),
                    _ => item.clone(),
                });
                Value::Array(each.collect())
            }
            _ => Value::from(meant),
        };
        typed.set(field.key, Some(value));
    }

    /// A known speaker with a role that nobody knew of may be somebody else of that name.
    pub(super) fn whose_role(&mut self, role: &str) -> Result<bool> {
        let name = match self.typed().value("speaker") {
            Some(Value::Array(items)) if items.len() == 1 => items[0].as_str().map(str::to_owned),
            Some(Value::String(name)) => Some(name.clone()),
            _ => None,
        };
        let (Some(name), Some(store)) = (name, self.store) else {
            return Ok(true);
        };
        let Who::Known(_, speaker) = store.who(&name)? else {
            return Ok(true);
        };
        if speaker
            .roles
            .iter()
            .any(|known| names::key(&known.role) == names::key(role))
        {
            return Ok(true);
        }
        ask::say(&format!("  {name} is known, but not as “{role}”"));
        loop {
            match self.key("  s: the same person; a: another of that name; Esc: type it again")? {
                Key::Letter('s') => self.typed().same_person = Some(true),
                Key::Letter('a') => self.typed().same_person = Some(false),
                Key::Escape | Key::BackTab => return Ok(false),
                _ => continue,
            }
            return Ok(true);
        }
    }
}
