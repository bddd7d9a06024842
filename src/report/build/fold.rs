//! Folded and counted lines as values.

use super::row::basis;
use super::{Builder, Edition};
use crate::error::Result;
use crate::model::{Claim, Edtf, Noun, Stance, Vocabulary};
use crate::report::shown::Shown;
use crate::report::value::{Counted, Fold, FoldedRow, SortBasis, Tail};
use crate::store::Store;
use crate::store::query::{By, Count, Counting, Dated, Filter, Folded, Page, Rep};

/// Gives a page of folded lines to `take`, newest first.
///
/// # Errors
/// When the file cannot be read, or what `take` gives.
pub fn folded(
    store: &Store,
    filter: &Filter,
    fold: Fold,
    page: &Page,
    edition: Edition,
    mut take: impl FnMut(&FoldedRow) -> Result<()>,
) -> Result<Tail> {
    let mut builder = Builder::new(store, edition, page)?;
    let by = match fold {
        Fold::Claim => By::Claim,
        Fold::Speaker => By::Speaker,
        Fold::Source => By::Source,
        Fold::Topic => By::Topic,
        Fold::Occasion => By::Occasion,
    };
    let next = store.folded(filter, by, page, |line| {
        let row = builder.folded(by, line)?;
        if let Some(row) = builder.unless_named(row) {
            take(&row)?;
            builder.rows += 1;
        }
        Ok(())
    })?;
    builder.tail(filter, next)
}

/// Gives each speaker, source, topic, measure or occasion with its counts to `take`.
///
/// # Errors
/// When the file cannot be read, or what `take` gives.
pub fn counted(
    store: &Store,
    noun: Noun,
    counting: &Counting,
    edition: Edition,
    mut take: impl FnMut(&Counted) -> Result<()>,
) -> Result<Tail> {
    let mut builder = Builder::new(store, edition, &Page::default())?;
    store.counted(noun, counting, |count| {
        let row = builder.counted(noun, count)?;
        if let Some(row) = builder.unless_named(row) {
            take(&row)?;
            builder.rows += 1;
        }
        Ok(())
    })?;
    Ok(Tail {
        rows: builder.rows,
        aliased: builder.guard.aliased(),
        withheld: builder.withheld,
        ..Tail::default()
    })
}

impl Builder<'_> {
    fn folded(&mut self, by: By, line: &Folded) -> Result<FoldedRow> {
        let (id, name, kind) = self.thing(by, line.key)?;
        let speakers = match by {
            By::Claim | By::Occasion => {
                let mut speakers: Vec<Shown> = Vec::new();
                for key in &line.speakers {
                    let speaker = match *key {
                        own @ ..0 => self.own_voice(-own)?,
                        id => self.speaker(id)?,
                    };
                    if !speakers.contains(&speaker.name) {
                        speakers.push(speaker.name);
                    }
                }
                speakers.sort();
                speakers
            }
            _ => Vec::new(),
        };
        Ok(FoldedRow {
            id,
            name,
            kind,
            attributions: line.attributions,
            stances: line
                .stances
                .iter()
                .map(|(stance, count)| Shown::new(format!("{count} {}", verb(*stance, *count))))
                .collect(),
            speakers,
            sources: line.sources,
            newest: Shown::new(line.newest.sort.clone()),
            basis: basis(&line.newest.basis),
            newest_said: said(&line.newest),
            oldest: Shown::new(line.oldest.sort.clone()),
            oldest_basis: basis(&line.oldest.basis),
            oldest_said: said(&line.oldest),
        })
    }

    /// Id, name and kind of what a line is about.
    fn thing(&mut self, by: By, key: i64) -> Result<(Shown, Shown, Shown)> {
        let word = |kind: Option<String>| Shown::new(kind.unwrap_or_default());
        Ok(match (by, key) {
            (By::Speaker, own @ ..0) => (
                Shown::default(),
                self.own_voice(-own)?.name,
                Shown::default(),
            ),
            (By::Speaker, id) => {
                let speaker = self.speaker(id)?;
                let kind = word(speaker.kind.map(|kind| kind.to_string()));
                (speaker.id, speaker.name, kind)
            }
            (By::Source, id) => {
                let source = self.source(id)?;
                let kind = word(source.kind.map(|kind| kind.to_string()));
                (source.id, source.name, kind)
            }
            (By::Claim, id) => {
                let claim = self.claim(id)?;
                let kind = word(claim.kind.map(|kind| kind.to_string()));
                (claim.id, claim.text, kind)
            }
            (By::Topic, id) => {
                let topic = self.topic_body(id)?;
                (
                    Self::id(topic.uid),
                    self.say(&topic.body.name),
                    Shown::default(),
                )
            }
            // One act of saying is told by its label; one without, and a lone attribution, by the claim.
            (By::Occasion, lone @ ..0) => {
                let claim = match self.reader.said(-lone)? {
                    Some(said) => self.claim(said.body.claim)?.text,
                    None => Shown::default(),
                };
                (Shown::default(), claim, Shown::default())
            }
            (By::Occasion, id) => {
                let occasion = self.occasion_body(id)?;
                let body = &occasion.body;
                let name = if body.label.is_empty() {
                    self.claim_at(id)?
                } else {
                    self.say(&body.label)
                };
                let kind = word(body.medium.map(|kind| kind.to_string()));
                (Self::id(occasion.uid), name, kind)
            }
        })
    }

    /// What was said at an occasion without a label: the wording of the newest claim.
    fn claim_at(&mut self, occasion: i64) -> Result<Shown> {
        let rep = self.rep(Noun::Occasion, occasion)?;
        let filter = Filter {
            occasion: Some(vec![rep]),
            ..Filter::default()
        };
        let mut newest = None;
        self.store.hits(&filter, &Page::first(1), |hit| {
            newest = Some(hit.id());
            Ok(())
        })?;
        let said = newest.map(|id| self.reader.said(id)).transpose()?.flatten();
        said.map_or(Ok(Shown::default()), |said| {
            Ok(self.claim(said.body.claim)?.text)
        })
    }

    fn counted(&mut self, noun: Noun, count: &Count) -> Result<Counted> {
        let Count {
            rep,
            attributions,
            claims,
            sources,
            newest,
        } = count;
        let confidential = self.guard.is_secret(noun, rep.id);
        let counted = Counted {
            attributions: *attributions,
            claims: *claims,
            sources: *sources,
            newest: Shown::new(newest.clone()),
            confidential,
            ..Counted::default()
        };
        Ok(match noun {
            Noun::Speaker => self.counted_speaker(*rep, counted)?,
            Noun::Source => self.counted_source(*rep, counted)?,
            Noun::Topic => {
                let topic = self.topic_body(rep.id)?;
                Counted {
                    id: Self::id(topic.uid),
                    name: self.say(&topic.body.name),
                    detail: self.say(&topic.body.note),
                    ..counted
                }
            }
            Noun::Measure => {
                let measure = self.measure_body(rep.id)?;
                Counted {
                    id: Self::id(measure.uid),
                    name: self.say(&measure.body.name),
                    kind: Shown::new(crate::report::value::measure_kind(measure.body.kind)),
                    detail: self.say(&measure.body.unit),
                    ..counted
                }
            }
            _ => {
                let occasion = self.occasion_body(rep.id)?;
                let body = &occasion.body;
                Counted {
                    id: Self::id(occasion.uid),
                    name: self.say(&body.label),
                    kind: Shown::new(
                        body.medium
                            .map_or(String::new(), |medium| medium.to_string()),
                    ),
                    detail: self.say(&body.r#where),
                    ..counted
                }
            }
        })
    }

    fn counted_speaker(&mut self, rep: Rep, counted: Counted) -> Result<Counted> {
        let speaker = self.speaker(rep.id)?;
        let known = self.speaker_body(rep.id)?;
        let hidden = speaker.confidential && self.guard.hides();
        let names: Vec<String> = known
            .body
            .names
            .iter()
            .skip(1)
            .map(|n| n.name.clone())
            .collect();
        let role = known
            .body
            .roles
            .last()
            .map_or("", |role| role.role.as_str());
        Ok(Counted {
            id: speaker.id,
            name: speaker.name,
            kind: Shown::new(speaker.kind.map_or(String::new(), |kind| kind.to_string())),
            also: if hidden {
                Vec::new()
            } else {
                self.say_each(&names)
            },
            detail: self.say(if hidden { "" } else { role }),
            ..counted
        })
    }

    fn counted_source(&mut self, rep: Rep, counted: Counted) -> Result<Counted> {
        let source = self.source(rep.id)?;
        let known = self.source_body(rep.id)?;
        let hidden = source.confidential && self.guard.hides();
        let published = known.body.published.as_ref().map_or("", Edtf::as_str);
        let parts = [known.body.publisher.as_str(), published];
        let set: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let detail = if hidden {
            String::new()
        } else {
            set.join(", ")
        };
        Ok(Counted {
            id: source.id,
            name: source.name,
            kind: Shown::new(source.kind.map_or(String::new(), |kind| kind.to_string())),
            detail: self.say(&detail),
            ..counted
        })
    }

    /// The text of a claim by its integer, for lines that only name it.
    pub(super) fn claim_text(&mut self, id: i64) -> Result<String> {
        let claim = self.reader.record::<Claim>(id)?;
        Ok(claim.map_or(String::new(), |claim| claim.body.text))
    }
}

/// What one or several do: "1 denies", "2 deny".
pub(super) fn verb(stance: Stance, count: u64) -> &'static str {
    match (stance, count) {
        (_, 1) => stance.word(),
        (Stance::Asserts, _) => "assert",
        (Stance::Denies, _) => "deny",
        (Stance::Confirms, _) => "confirm",
        (Stance::Doubts, _) => "doubt",
        (Stance::Asks, _) => "ask",
        (Stance::Declines, _) => "decline",
        (Stance::Silent, _) => "silent",
        (Stance::Retracts, _) => "retract",
        (Stance::Corrects, _) => "correct",
        (Stance::DidNotSay, _) => "did-not-say",
    }
}

/// When the attribution was said, where that is what it is dated by.
fn said(date: &Dated) -> Shown {
    let is_said = basis(&date.basis) == SortBasis::Said;
    Shown::new(if is_said { date.said.as_str() } else { "" })
}
