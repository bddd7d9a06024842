//! Operations in the user's words: which record, by whom, what changed.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Builder, Edition};
use crate::error::Result;
use crate::model::{Attribution, Body, Noun, Stance, Uid, Vocabulary};
use crate::report::shown::Shown;
use crate::report::value::{ChangeValue, OperationValue, RecordValue, Tail, WroteValue};
use crate::store::Store;
use crate::store::built_on::{BuiltOn, Obstacle};
use crate::store::log::{LogFilter, Logged};
use crate::store::operation::Wrote;
use crate::store::query::Page;
use crate::store::version::Version;

/// An operation that wrote more records than these is told by their numbers.
const FEW: u64 = 64;
/// What stands for words that hold a confidential name.
const WITHHELD: &str = "[withheld]";
/// The fields in which an attribution keeps the source's own words.
const AS_PRINTED: &[&str] = &["passage", "quote"];

/// Gives operations, newest first.
///
/// # Errors
/// When the file cannot be read, or what `each` gives.
pub fn log(
    store: &Store,
    filter: &LogFilter,
    limit: Option<u64>,
    after: Option<Uid>,
    edition: Edition,
    mut each: impl FnMut(&OperationValue) -> Result<()>,
) -> Result<Tail> {
    let mut builder = Builder::new(store, edition, &Page::default())?;
    let next = store.log(filter, limit, after, |logged| {
        let value = builder.operation(&logged)?;
        builder.rows += 1;
        each(&value)
    })?;
    Ok(Tail {
        rows: builder.rows,
        next: next.map(Builder::id).unwrap_or_default(),
        aliased: builder.guard.aliased(),
        withheld: builder.withheld,
        ..Tail::default()
    })
}

/// One operation in words.
///
/// # Errors
/// When the file cannot be read.
pub fn told(store: &Store, operation: Uid, edition: Edition) -> Result<OperationValue> {
    let mut builder = Builder::new(store, edition, &Page::default())?;
    match store.logged_as(operation)? {
        Some(logged) => builder.operation(&logged),
        None => Ok(OperationValue::default()),
    }
}

/// One record by what it last said, be it there or gone.
///
/// # Errors
/// When the file cannot be read.
pub fn record(store: &Store, noun: Noun, uid: Uid, edition: Edition) -> Result<RecordValue> {
    Builder::new(store, edition, &Page::default())?.record_value(noun, uid)
}

/// What is in the way of a command that was refused: each record with the one it stands on.
///
/// # Errors
/// When the file cannot be read.
pub fn obstacles(
    store: &Store,
    built: &BuiltOn,
    edition: Edition,
) -> Result<Vec<(RecordValue, Option<RecordValue>)>> {
    let mut builder = Builder::new(store, edition, &Page::default())?;
    let mut named = Vec::new();
    for Obstacle { record, on, .. } in &built.obstacles {
        let (noun, uid) = *record;
        let on = on.map(|(noun, uid)| builder.record_value(noun, uid));
        named.push((builder.record_value(noun, uid)?, on.transpose()?));
    }
    Ok(named)
}

impl Builder<'_> {
    /// An operation; where its words hold a confidential name, its numbers alone.
    pub(super) fn operation(&mut self, logged: &Logged) -> Result<OperationValue> {
        let Logged {
            operation,
            wrote,
            undone,
            origin,
            id,
        } = logged;
        let envelope = operation.envelope.clone().unwrap_or_default();
        let bare = OperationValue {
            id: Self::id(operation.uid),
            time: Shown::new(envelope.time.map(|t| t.to_string()).unwrap_or_default()),
            verb: Shown::new(envelope.verb.clone()),
            wrote: counts(wrote),
            undone: *undone,
            withheld: operation.envelope.is_none(),
            ..OperationValue::default()
        };
        let mut value = bare.clone();
        value.actor = self.say(&envelope.actor);
        value.reason = self.say(&envelope.reason);
        value.origin = self.say(origin.as_deref().unwrap_or_default());
        if envelope.verb == "import" {
            value.files = self.say_each(&envelope.named);
        }
        if let Some(work) = self.work(operation.undoes)? {
            value.reversed = Some(Box::new(self.operation(&work)?));
        } else if value.wrote.iter().map(|w| w.records).sum::<u64>() <= FEW {
            let versions = self.reader.written(*id, wrote)?;
            self.lead(&versions, &mut value)?;
        }
        Ok(self.unless_named(value).unwrap_or(OperationValue {
            withheld: true,
            ..bare
        }))
    }

    /// The work that an undo or redo is about, through however many of them.
    fn work(&self, undoes: Option<Uid>) -> Result<Option<Logged>> {
        let mut found = None;
        let mut next = undoes;
        while let Some(uid) = next {
            let Some(logged) = self.store.logged_as(uid)? else {
                break;
            };
            next = logged.operation.undoes;
            found = Some(logged);
        }
        Ok(found)
    }

    /// What an operation is about, where that is one record, and what it changed of it.
    fn lead(&mut self, versions: &[Version], value: &mut OperationValue) -> Result<()> {
        let mut bodies: BTreeMap<(Noun, Uid), Body> = BTreeMap::new();
        for version in versions {
            let body = match version.read_body()? {
                None => self.before(version)?,
                body => body,
            };
            if let Some(body) = body {
                bodies.insert((version.noun, version.uid), body);
            }
        }
        let of = |noun: Noun| bodies.keys().filter(move |(of, _)| *of == noun);
        let said: Vec<(Uid, &Attribution)> = bodies
            .iter()
            .filter_map(|((_, uid), body)| match body {
                Body::Attribution(said) => Some((*uid, said.as_ref())),
                _ => None,
            })
            .collect();
        let about = said.first().map(|(_, said)| said.claim);
        let of_one = said.iter().all(|(_, said)| Some(said.claim) == about);
        let (noun, uid) = match (of(Noun::Claim).count(), &said[..]) {
            (1, _) => *of(Noun::Claim)
                .next()
                .unwrap_or(&(Noun::Claim, Uid::default())),
            (0, [(uid, _)]) => (Noun::Attribution, *uid),
            (0, [(_, first), ..]) if of_one => (Noun::Claim, first.claim),
            (0, []) if bodies.len() == 1 => match bodies.keys().next() {
                Some(only) => *only,
                None => return Ok(()),
            },
            _ => return Ok(()),
        };
        let (id, name) = match bodies.get(&(noun, uid)) {
            Some(body) => self.called_by(noun, uid, body)?,
            None => self.called_as(noun, uid)?,
        };
        let about = if noun == Noun::Claim {
            Some(uid)
        } else {
            about
        };
        let said = said.into_iter().map(|(_, said)| said);
        let said: Vec<&Attribution> = said.filter(|said| Some(said.claim) == about).collect();
        value.record = Some(self.spoken(noun, id, name, &said)?);
        let written = versions.iter().find(|v| v.noun == noun && v.uid == uid);
        if let Some(version) = written
            && let Some(after) = version.read_body()?
            && let Some(before) = self.before(version)?
            && !self.is_near_secret(noun, uid, &before)?
            && !self.is_near_secret(noun, uid, &after)?
        {
            value.changes = self.changes(Some(before), after)?;
        }
        Ok(())
    }

    /// A record with who says it: one stance before the claim, several behind the names.
    fn spoken(
        &mut self,
        noun: Noun,
        id: Shown,
        name: Shown,
        said: &[&Attribution],
    ) -> Result<RecordValue> {
        let stance = said.first().map_or(Stance::Asserts, |said| said.stance);
        let of_one = said.iter().all(|said| said.stance == stance);
        let mut by: Vec<Shown> = Vec::new();
        for said in said {
            let mut who = match said.speaker {
                Some(speaker) => self.called_as(Noun::Speaker, speaker)?.1.to_string(),
                None => "the source itself".to_owned(),
            };
            if !of_one && said.stance != Stance::Asserts {
                who = format!("{who} ({})", said.stance.word());
            }
            let who = Shown::new(who);
            if !by.contains(&who) {
                by.push(who);
            }
        }
        Ok(RecordValue {
            noun: Some(noun),
            id,
            stance: if of_one { stance } else { Stance::Asserts },
            name,
            by,
        })
    }

    /// A record by what it last said.
    pub(super) fn record_value(&mut self, noun: Noun, uid: Uid) -> Result<RecordValue> {
        let (id, name) = self.called_as(noun, uid)?;
        let body = self.reader.last_body(noun, uid)?;
        let said: Vec<&Attribution> = match &body {
            Some(Body::Attribution(said)) => vec![said.as_ref()],
            _ => Vec::new(),
        };
        let value = self.spoken(noun, id, name, &said)?;
        Ok(match std::mem::take(&mut self.named) {
            false => value,
            true => RecordValue {
                name: Shown::new(WITHHELD),
                by: Vec::new(),
                ..value
            },
        })
    }

    /// The body that a version followed.
    pub(super) fn before(&mut self, version: &Version) -> Result<Option<Body>> {
        let all = self.reader.versions(version.noun, version.uid)?;
        let parents = all.iter().filter(|v| version.parents.contains(&v.hash));
        for parent in parents {
            if let Some(body) = parent.read_body()? {
                return Ok(Some(body));
            }
        }
        Ok(None)
    }

    /// What a record is called in its own words, whether it is there or gone: its id and name, or its alias.
    pub(super) fn called_as(&mut self, noun: Noun, uid: Uid) -> Result<(Shown, Shown)> {
        match self.reader.last_body(noun, uid)? {
            Some(body) => self.called_by(noun, uid, &body),
            None => Ok((Self::id(uid), Shown::default())),
        }
    }

    fn called_by(&mut self, noun: Noun, uid: Uid, body: &Body) -> Result<(Shown, Shown)> {
        if let Some(alias) = self.alias_of(noun, uid)? {
            return Ok((Shown::new(alias.clone()), Shown::new(alias)));
        }
        let name = match body {
            Body::Claim(claim) => claim.text.clone(),
            Body::Speaker(speaker) => speaker.shown().to_owned(),
            Body::Source(source) => source.shown(),
            Body::Topic(topic) => topic.name.clone(),
            Body::Measure(measure) => measure.name.clone(),
            Body::Occasion(occasion) => occasion.label.clone(),
            Body::Piece(piece) => piece.title.clone(),
            Body::Attribution(said) => self.called_as(Noun::Claim, said.claim)?.1.to_string(),
            Body::Capture(capture) => {
                let (_, name) = self.called_as(Noun::Source, capture.source)?;
                format!("of {name}")
            }
            Body::Judgement(judged) => {
                let of = judged.of.unwrap_or(Noun::Speaker);
                let (a, b) = (self.called_as(of, judged.a)?, self.called_as(of, judged.b)?);
                let kind = judged.kind.map_or("", Vocabulary::word);
                format!("{kind}: {of} {} {} and {} {}", a.0, a.1, b.0, b.1)
            }
            Body::Assessment(_) | Body::Link(_) => {
                let fields = self.fields(body.clone(), &["note", "reasoning"])?;
                let fields = fields.iter().map(|(name, words)| format!("{name} {words}"));
                fields.collect::<Vec<_>>().join("; ")
            }
        };
        Ok((Self::id(uid), self.say(&name)))
    }

    /// What stands for a confidential speaker or source where it may not be named, be it there or gone.
    pub(super) fn alias_of(&mut self, noun: Noun, uid: Uid) -> Result<Option<String>> {
        if self.guard.is_gone(uid) {
            return Ok(Some(format!("a confidential {noun}")));
        }
        if !self.guard.hides() || !matches!(noun, Noun::Speaker | Noun::Source) {
            return Ok(None);
        }
        let Some(id) = self.reader.id(noun, uid)? else {
            return Ok(None);
        };
        let rep = self.rep(noun, id)?;
        Ok(self.guard.alias(noun, rep.id))
    }

    /// Whether a record is confidential, or refers to one that is: its fields may tell who that is.
    pub(super) fn is_near_secret(&mut self, noun: Noun, uid: Uid, body: &Body) -> Result<bool> {
        if !self.guard.hides() {
            return Ok(false);
        }
        let refers = crate::model::body::references(body);
        let refers = refers.into_iter().map(|other| (other.noun, other.uid));
        for (noun, uid) in refers.chain([(noun, uid)]) {
            if self.alias_of(noun, uid)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The fields that differ between two bodies, in words; all that are set where there was none before.
    pub(super) fn changes(
        &mut self,
        before: Option<Body>,
        after: Body,
    ) -> Result<Vec<ChangeValue>> {
        let raw = |body: &Body| -> serde_json::Map<String, Value> {
            serde_json::from_slice(&body.canonical()).unwrap_or_default()
        };
        let is_said = after.noun() == Noun::Attribution && before.is_some();
        let (old, new) = (before.as_ref().map(raw).unwrap_or_default(), raw(&after));
        let names = old.keys().chain(new.keys()).map(String::as_str);
        let same: Vec<&str> = names
            .filter(|name| old.get(*name) == new.get(*name))
            .collect();
        let earlier = match before {
            Some(before) => self.fields(before, &same)?,
            None => Vec::new(),
        };
        let later = self.fields(after, &same)?;
        let mut changes: Vec<ChangeValue> = Vec::new();
        for (field, after) in later {
            let before = earlier.iter().find(|(name, _)| *name == field);
            changes.push(ChangeValue {
                mended: is_said && AS_PRINTED.contains(&field.as_str()),
                before: before.map(|(_, words)| words.clone()).unwrap_or_default(),
                after,
                field,
            });
        }
        for (field, before) in earlier {
            if !changes.iter().any(|change| change.field == field) {
                changes.push(ChangeValue {
                    mended: is_said && AS_PRINTED.contains(&field.as_str()),
                    field,
                    before,
                    after: Shown::default(),
                });
            }
        }
        Ok(changes)
    }
}

/// How many records of each noun: claims and attributions first.
fn counts(wrote: &Wrote) -> Vec<WroteValue> {
    let each = wrote.0.iter().map(|(noun, runs)| {
        // A record written twice may stand in two stretches.
        let mut runs = runs.clone();
        runs.sort_unstable();
        let (mut records, mut end) = (0, i64::MIN);
        for (first, last) in runs {
            let first = first.max(end.saturating_add(1));
            if last >= first {
                records += last.abs_diff(first) + 1;
                end = last;
            }
        }
        WroteValue {
            noun: Some(*noun),
            records,
        }
    });
    let mut counts: Vec<WroteValue> = each.collect();
    let place = |noun: Option<Noun>| match noun {
        Some(Noun::Claim) => 0,
        Some(Noun::Attribution) => 1,
        _ => 2,
    };
    counts.sort_by_key(|count| (place(count.noun), count.noun));
    counts
}
