//! The life of a measure: who gave which figure when, and what it did to the one before.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;
use std::rc::Rc;

use super::lines::{Line, Voice};
use super::{Builder, Edition};
use crate::error::Result;
use crate::model::Stance;
use crate::report::figures::{Effect, counts, effect};
use crate::report::shown::Shown;
use crate::report::value::{FigureBeside, FigureEffect, FigureLine, Tail};
use crate::store::Store;
use crate::store::query::figures::{Counts, Given};
use crate::store::query::{Cursor, Filter, Page, Rep};

/// Gives a page of the figures of measures that a filter finds to `take`, by the day they were given and by
/// speaker, oldest first. What one does to the last is told of all figures, also those that the filter leaves
/// out. Nothing but one date's figures and each speaker's last is held.
///
/// # Errors
/// When the file cannot be read, or what `take` gives.
pub fn figures(
    store: &Store,
    filter: &Filter,
    measures: &[Rep],
    page: &Page,
    edition: Edition,
    mut take: impl FnMut(&FigureLine) -> Result<()>,
) -> Result<Tail> {
    let asked = Filter {
        measure: filter.measure.clone().or(Some(measures.to_vec())),
        ..filter.clone()
    };
    let mut life = Life {
        builder: Builder::new(store, edition, page)?,
        wanted: wanted(store, filter, &asked)?,
        page,
        given: 0,
        last: None,
        next: None,
        counts: HashMap::new(),
        stands: HashMap::new(),
    };
    let mut batch: Vec<Given> = Vec::new();
    let mut ended = false;
    store.figures(&Filter::default(), measures, |given| {
        if batch
            .first()
            .is_some_and(|first| first.sort_date != given.sort_date)
            && life.date(std::mem::take(&mut batch), &mut take)?.is_break()
        {
            ended = true;
            return Ok(ControlFlow::Break(()));
        }
        batch.push(given);
        Ok(ControlFlow::Continue(()))
    })?;
    if !ended && life.date(batch, &mut take)?.is_continue() {
        life.next = None;
    }
    life.builder.tail(&asked, life.next)
}

/// The attributions that a filter finds; none where it finds all.
fn wanted(store: &Store, filter: &Filter, asked: &Filter) -> Result<Option<HashSet<i64>>> {
    if *filter == Filter::default() {
        return Ok(None);
    }
    let mut found = HashSet::new();
    store.hits(asked, &Page::default(), |hit| {
        found.insert(hit.id());
        Ok(())
    })?;
    Ok(Some(found))
}

/// A figure that was the last of somebody.
struct Last {
    line: Line,
    reading: Shown,
    speakers: Vec<Shown>,
}

/// Where a measure stands for one place or group.
#[derive(Default)]
struct Stand {
    /// Each one's last, and its place in the order in which they were given.
    last: HashMap<Voice, (u64, Rc<Last>)>,
    /// By that place, who gave it.
    order: BTreeMap<u64, Vec<Voice>>,
    places: u64,
}

struct Life<'s, 'p> {
    builder: Builder<'s>,
    /// The attributions asked for; none where all are.
    wanted: Option<HashSet<i64>>,
    page: &'p Page,
    given: u64,
    /// The last line given: its date and order.
    last: Option<(String, String, i64)>,
    next: Option<Cursor>,
    counts: HashMap<i64, Counts>,
    stands: HashMap<(i64, String), Stand>,
}

impl Life<'_, '_> {
    /// The figures of one date. Breaks once the page is full and there is more.
    fn date(
        &mut self,
        given: Vec<Given>,
        take: &mut impl FnMut(&FigureLine) -> Result<()>,
    ) -> Result<ControlFlow<()>> {
        let Some(date) = given.first().map(|given| given.sort_date.clone()) else {
            return Ok(ControlFlow::Continue(()));
        };
        let lines = self.builder.lines(given)?;
        // A page begins after the line of its cursor; of a date before, nothing is left.
        let mut skip = 0;
        if let Some(after) = &self.page.after {
            if date < after.date {
                skip = lines.len();
            } else if date == after.date {
                let at = lines.iter().rposition(|line| line.order().1 == after.tie);
                skip = at.map_or(0, |at| at + 1);
            }
        }
        for (at, line) in lines.into_iter().enumerate() {
            let place = (date.clone(), line.order().0.clone(), line.order().1);
            let is_wanted = at >= skip && self.is_wanted(&line);
            if is_wanted && self.page.limit.is_some_and(|limit| self.given >= limit) {
                // Lines of one attribution are not parted: the cursor names it alone.
                if self.last.as_ref() != Some(&place) {
                    self.next = self.last.take().map(|(date, _, tie)| Cursor {
                        date,
                        tie,
                        salt: None,
                    });
                    return Ok(ControlFlow::Break(()));
                }
            }
            let (does, beside) = self.place(&line)?;
            if !is_wanted {
                continue;
            }
            if let Some(mut value) = self.builder.line_value(&line)? {
                value.does = does;
                value.beside = beside;
                take(&value)?;
                self.builder.rows += 1;
                self.given += 1;
                self.last = Some(place);
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn is_wanted(&self, line: &Line) -> bool {
        let Some(wanted) = &self.wanted else {
            return true;
        };
        line.given
            .iter()
            .any(|given| wanted.contains(&given.attribution))
    }

    /// What a line does to those before it; it is the last of those who gave it from then on.
    fn place(&mut self, line: &Line) -> Result<(Vec<FigureEffect>, Option<FigureBeside>)> {
        let first = line.first();
        let Some(measure) = first.measure.filter(|_| {
            // Nobody who denies a figure has given one.
            counts(first.stance) || first.stance == Stance::Retracts
        }) else {
            return Ok((Vec::new(), None));
        };
        if !self.counts.contains_key(&measure) {
            let counts = self.builder.store.counts(measure)?;
            self.counts.insert(measure, counts);
        }
        let counts = &self.counts[&measure];
        let stand = self
            .stands
            .entry((measure, first.scope.clone()))
            .or_default();
        if first.stance == Stance::Retracts {
            stand.forget(line, counts);
            return Ok((Vec::new(), None));
        }
        let mut does: Vec<(Voice, FigureEffect)> = Vec::new();
        for voice in &line.voices {
            let last = stand.last.get(voice).map(|(_, last)| last);
            does.push((*voice, told(line, last, counts)));
        }
        let beside = stand.others(line).and_then(|last| {
            let is = effect_of(&last.line, line, counts).beside()?;
            Some(FigureBeside {
                is: Shown::new(is),
                speakers: last.speakers.clone(),
                last: last.reading.clone(),
                last_said: said(&last.line),
            })
        });
        // A doubted one may not be theirs; one without a date is later than none.
        let stays = line.is_sure() && first.said.as_ref().is_some_and(|d| d.latest_ms().is_some());
        if stays {
            let reading = self.builder.read_aloud(line.first());
            let mut speakers = Vec::new();
            for voice in &line.voices {
                speakers.push(self.builder.voice_value(*voice)?.name);
            }
            stand.keep(Last {
                line: line.clone(),
                reading,
                speakers,
            });
        }
        if does.iter().all(|(_, effect)| *effect == does[0].1) {
            does.truncate(1);
            return Ok((does.into_iter().map(|(_, effect)| effect).collect(), beside));
        }
        let mut each = Vec::with_capacity(does.len());
        for (voice, mut effect) in does {
            effect.speaker = self.builder.voice_value(voice)?.name;
            each.push(effect);
        }
        Ok((each, beside))
    }
}

impl Stand {
    /// The last figure of anybody but those of a line.
    fn others(&self, line: &Line) -> Option<&Rc<Last>> {
        let is_other = |voices: &&Vec<Voice>| !voices.iter().any(|v| line.voices.contains(v));
        let voices = self.order.values().rev().find(is_other)?;
        self.last.get(voices.first()?).map(|(_, last)| last)
    }

    fn keep(&mut self, last: Last) {
        self.places += 1;
        let voices = last.line.voices.clone();
        let last = Rc::new(last);
        for voice in &voices {
            self.remove(*voice);
            self.last.insert(*voice, (self.places, Rc::clone(&last)));
        }
        self.order.insert(self.places, voices);
    }

    /// Who takes back the last figure has none.
    fn forget(&mut self, line: &Line, counts: &Counts) {
        for voice in &line.voices {
            let is_it = self.last.get(voice).is_some_and(|(_, last)| {
                let mut now = line.comparable(Some(counts), false);
                now.stance = Stance::Asserts;
                effect(&last.line.comparable(Some(counts), false), &now) == Effect::Repeats
            });
            if is_it {
                self.remove(*voice);
            }
        }
    }

    fn remove(&mut self, voice: Voice) {
        let Some((place, _)) = self.last.remove(&voice) else {
            return;
        };
        if let Some(voices) = self.order.get_mut(&place) {
            voices.retain(|other| *other != voice);
            if voices.is_empty() {
                self.order.remove(&place);
            }
        }
    }
}

fn effect_of(last: &Line, now: &Line, counts: &Counts) -> Effect {
    effect(
        &last.comparable(Some(counts), false),
        &now.comparable(Some(counts), false),
    )
}

fn said(line: &Line) -> Shown {
    let said = line.first().said.as_ref();
    Shown::new(said.map_or("", |said| said.as_str()))
}

/// What a line does to somebody's last. What changed is told only where it is known which came first.
fn told(line: &Line, last: Option<&Rc<Last>>, counts: &Counts) -> FigureEffect {
    let now = line.first().said.as_ref();
    let Some(begins) = now.and_then(|said| said.earliest_ms()) else {
        return value(Effect::CannotTell("when it was said is not known"));
    };
    let Some(last) = last else {
        return value(Effect::First);
    };
    let found = effect_of(&last.line, line, counts);
    let before = last.line.first().said.as_ref();
    let is_after = before
        .and_then(|said| said.latest_ms())
        .is_some_and(|ended| ended < begins);
    let found = match found {
        Effect::Repeats | Effect::CannotTell(_) => found,
        _ if is_after => found,
        _ => Effect::CannotTell("which of the two was said first is not known"),
    };
    FigureEffect {
        last: last.reading.clone(),
        last_said: said(&last.line),
        ..value(found)
    }
}

fn value(effect: Effect) -> FigureEffect {
    FigureEffect {
        does: Shown::new(effect.word()),
        because: Shown::new(effect.because()),
        ..FigureEffect::default()
    }
}
