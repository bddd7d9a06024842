//! A source as a value: as the one that stands for it, or under its alias.

use std::rc::Rc;

use super::Builder;
use crate::error::Result;
use crate::model::{Edtf, Noun, Source};
use crate::report::shown::Shown;
use crate::report::value::SourceValue;
use crate::store::query::read::Known;

impl Builder<'_> {
    pub(super) fn source_of(&mut self, id: i64) -> Result<Rc<Known<Source>>> {
        let rep = self.rep(Noun::Source, id)?;
        self.source_body(rep.id)
    }

    /// A source as the one that stands for it.
    pub(super) fn source(&mut self, id: i64) -> Result<SourceValue> {
        let rep = self.rep(Noun::Source, id)?;
        let known = self.source_body(rep.id)?;
        let number = match &mut self.numbers {
            None => 0,
            Some(numbers) => {
                let next = numbers.len() as u64 + 1;
                *numbers.entry(rep.id).or_insert(next)
            }
        };
        let confidential = self.guard.is_secret(Noun::Source, rep.id);
        let Source {
            archived,
            authors,
            confidential: _,
            kind,
            label,
            lang,
            note: _,
            observations,
            published,
            publisher,
            read_on,
            reliability,
            seen_in,
            title,
            url,
        } = &known.body;
        if let Some(alias) = self.guard.alias(Noun::Source, rep.id) {
            // What it is may be said; nothing that leads to it.
            return Ok(SourceValue {
                id: Shown::new(alias.clone()),
                number,
                name: Shown::new(alias),
                kind: *kind,
                lang: self.say(lang),
                confidential,
                ..SourceValue::default()
            });
        }
        let seen_in = match seen_in {
            Some(uid) => match self.reader.id(Noun::Source, *uid)? {
                Some(id) => self.source_name(id)?,
                None => Shown::default(),
            },
            None => Shown::default(),
        };
        let observed: Vec<String> = observations
            .iter()
            .map(|seen| {
                let kind = seen.kind.map_or(String::new(), |kind| kind.to_string());
                let on = seen.on.as_ref().map_or("", Edtf::as_str).to_owned();
                let parts = [kind, on, seen.note.clone()];
                let set: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                set.join(", ")
            })
            .collect();
        let read_day = read_on.as_ref().and_then(|read_on| read_on.day.as_ref());
        let because = read_on
            .as_ref()
            .map_or("", |read_on| read_on.because.as_str());
        Ok(SourceValue {
            id: Self::id(known.uid),
            number,
            name: self.say_own(&known.body.shown(), confidential),
            kind: *kind,
            title: self.say(title),
            label: self.say(label),
            publisher: self.say(publisher),
            authors: self.say_each(authors),
            url: self.say(url),
            archived: self.say_each(archived),
            lang: self.say(lang),
            published: self.date(published.as_ref(), ""),
            read_on: Shown::new(read_day.map_or("", Edtf::as_str)),
            read_on_because: self.say(because),
            seen_in,
            observations: self.say_each(&observed),
            reliability: Shown::new(reliability.map_or(String::new(), |r| r.to_string())),
            confidential,
        })
    }

    /// What a source is called, or its alias.
    pub(super) fn source_name(&mut self, id: i64) -> Result<Shown> {
        let rep = self.rep(Noun::Source, id)?;
        if let Some(alias) = self.guard.alias(Noun::Source, rep.id) {
            return Ok(Shown::new(alias));
        }
        let name = self.source_body(rep.id)?.body.shown();
        Ok(self.say(&name))
    }
}
