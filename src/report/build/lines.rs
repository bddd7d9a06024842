//! Figures gathered into lines: one for each occasion on which one was given.

use std::collections::HashMap;

use super::Builder;
use crate::error::Result;
use crate::model::edtf::{Bound, Edtf};
use crate::model::{Decimal, Jointly, MeasureKind};
use crate::report::figures::{Comparable, Measured};
use crate::report::render::words;
use crate::report::shown::Shown;
use crate::report::value::{FigureLine, FigureValue, SourceValue, SpeakerValue};
use crate::store::query::figures::{Counts, Given};
use crate::text::names;

/// Who gave a figure: a speaker, or below zero the source that speaks itself.
pub(super) type Voice = i64;

/// A figure as given on one occasion, in however many sources.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// As each attribution gives it; never empty, all with one reading.
    pub given: Vec<Given>,
    /// Who gave it, each once.
    pub voices: Vec<Voice>,
    /// By what it stands among those of its date.
    order: (String, i64),
}

impl Line {
    /// The figure.
    pub fn first(&self) -> &Given {
        &self.given[0]
    }

    /// The day that it holds for and its number, by which lines of one speaker on one date stand.
    fn lead(&self) -> (i64, f64) {
        let given = self.first();
        let day = given.of().and_then(days).map_or(i64::MIN, |(from, _)| from);
        let number = given.low.as_ref().or(given.high.as_ref());
        (day, number.map_or(f64::MIN, Decimal::floor_real))
    }

    /// What parts it from other lines of its date, in their order.
    pub fn order(&self) -> &(String, i64) {
        &self.order
    }

    /// Whether the recorder is sure of at least one of its attributions.
    pub fn is_sure(&self) -> bool {
        self.given.iter().any(|given| !given.doubted)
    }

    /// As it is compared. Where neither it nor its claim says of which day it is and `when_said` allows it, a
    /// figure is of the day on which it was given.
    pub fn comparable<'a>(&'a self, counts: Option<&Counts>, when_said: bool) -> Comparable<'a> {
        let Given {
            said,
            stance,
            qualifier,
            low,
            low_open,
            high,
            high_open,
            unit,
            scope,
            ..
        } = self.first();
        let here = matches!(
            counts.and_then(|counts| counts.kind),
            Some(MeasureKind::Stock | MeasureKind::Total)
        );
        let day = self
            .first()
            .of()
            .or(said.as_ref().filter(|_| when_said && here));
        Comparable {
            measured: counts.map(|counts| Measured {
                measure: counts.id,
                kind: counts.kind,
                part_of: counts.part_of,
            }),
            scope,
            as_of: day.and_then(days),
            stance: *stance,
            qualifier: *qualifier,
            low: bound(low, *low_open),
            high: bound(high, *high_open),
            unit,
        }
    }
}

fn bound(bound: &Option<Decimal>, open: bool) -> Option<(&Decimal, bool)> {
    bound.as_ref().map(|bound| (bound, open))
}

/// The first and last day that a date covers; nothing where an end is not known.
pub(super) fn days(date: &Edtf) -> Option<(i64, i64)> {
    let day = |bound: Bound, open: i64| match bound {
        Bound::At(day) => i64::try_from(day.number()).ok(),
        Bound::Open => Some(open),
        Bound::Unknown => None,
    };
    Some((day(date.from(), i64::MIN)?, day(date.to(), i64::MAX)?))
}

impl Builder<'_> {
    /// The figures of one date as lines, by the names of those who gave them.
    pub(super) fn lines(&mut self, given: Vec<Given>) -> Result<Vec<Line>> {
        let mut lines: Vec<Line> = Vec::new();
        let mut known: HashMap<_, usize> = HashMap::new();
        let mut shown: HashMap<i64, bool> = HashMap::new();
        for given in given {
            if self.guard.hides() {
                // What is withheld must not show through what it does to others either.
                let shows = match shown.get(&given.attribution) {
                    Some(shows) => *shows,
                    None => self.row(given.attribution)?.is_some(),
                };
                shown.insert(given.attribution, shows);
                if !shows {
                    continue;
                }
            }
            let voice = given.speaker.unwrap_or(-given.source);
            let together = match given.occasion {
                Some(id) => self.occasion_body(id)?.body.jointly != Some(Jointly::No),
                None => false,
            };
            let key = (
                given.occasion.unwrap_or(-given.attribution),
                (!together).then_some(voice),
                (given.measure, given.stance, given.qualifier),
                [&given.low, &given.high, &given.best]
                    .map(|digits| digits.as_ref().map(ToString::to_string)),
                (given.low_open, given.high_open),
                (given.unit.clone(), given.scope.clone()),
                given.of().map(|date| date.as_str().to_owned()),
                // Two figures of one attribution are two, though they say the same.
                given.occasion.is_none().then_some(given.position),
            );
            match known.get(&key) {
                Some(at) => {
                    let line = &mut lines[*at];
                    if !line.voices.contains(&voice) {
                        line.voices.push(voice);
                    }
                    line.given.push(given);
                }
                None => {
                    known.insert(key, lines.len());
                    lines.push(Line {
                        voices: vec![voice],
                        order: (String::new(), given.attribution),
                        given: vec![given],
                    });
                }
            }
        }
        for line in &mut lines {
            let mut called = Vec::with_capacity(line.voices.len());
            for voice in &line.voices {
                // By what is shown: the place of an alias must not tell the name.
                let name = self.voice_value(*voice)?.name;
                called.push((names::key(name.as_str()), *voice));
            }
            called.sort();
            line.voices = called.iter().map(|(_, voice)| *voice).collect();
            let called: Vec<String> = called.into_iter().map(|(name, _)| name).collect();
            let attribution = line.given.iter().map(|given| given.attribution).min();
            line.order = (called.join(" "), attribution.unwrap_or_default());
        }
        // The figures of one attribution stay together: a page names its last one by that alone.
        let mut leads: HashMap<i64, (i64, f64)> = HashMap::new();
        for line in &lines {
            let lead = line.lead();
            let of = leads.entry(line.order.1).or_insert(lead);
            if lead.0.cmp(&of.0).then(lead.1.total_cmp(&of.1)).is_lt() {
                *of = lead;
            }
        }
        let lead = |line: &Line| leads.get(&line.order.1).copied().unwrap_or_default();
        lines.sort_by(|a, b| {
            let ((day, number), (other_day, other_number)) = (lead(a), lead(b));
            (&a.order.0, day)
                .cmp(&(&b.order.0, other_day))
                .then(number.total_cmp(&other_number))
                .then((a.order.1, a.first().position).cmp(&(b.order.1, b.first().position)))
        });
        Ok(lines)
    }

    /// Who a voice is.
    pub(super) fn voice_value(&mut self, voice: Voice) -> Result<SpeakerValue> {
        match voice < 0 {
            true => self.own_voice(-voice),
            false => self.speaker(voice),
        }
    }

    /// A line as a value; none where nothing of it may be shown.
    pub(super) fn line_value(&mut self, line: &Line) -> Result<Option<FigureLine>> {
        let mut value = FigureLine::default();
        let mut sources: Vec<SourceValue> = Vec::new();
        let mut rows = Vec::with_capacity(line.given.len());
        for given in &line.given {
            let row = self.row(given.attribution)?;
            rows.extend(row.map(|row| (row, given.position)));
        }
        rows.sort_by(|(a, _), (b, _)| (&a.source.name, &a.id).cmp(&(&b.source.name, &b.id)));
        for (mut row, position) in rows {
            if value.attributions.is_empty() {
                value.said = row.said;
                value.sort_date = row.sort_date;
                value.sort_basis = row.sort_basis;
                value.stance = row.stance;
                value.occasion = row.occasion;
            }
            value.attributions.push(row.id);
            if position < row.figures.len() {
                let figure = row.figures.swap_remove(position);
                if !value.figures.contains(&figure) {
                    value.figures.push(figure);
                }
            }
            if !row.doubt.is_empty() && !value.doubts.contains(&row.doubt) {
                value.doubts.push(row.doubt);
            }
            if !sources.iter().any(|source| source.id == row.source.id) {
                sources.push(row.source);
            }
        }
        if value.attributions.is_empty() {
            return Ok(None);
        }
        value.sources = sources;
        for voice in &line.voices {
            let speaker = self.voice_value(*voice)?;
            value.speakers.push(speaker);
        }
        Ok(Some(value))
    }

    /// What a figure says, in words.
    pub(super) fn read_aloud(&mut self, given: &Given) -> Shown {
        let digits =
            |digits: &Option<Decimal>| Shown::new(digits.as_ref().map_or("", Decimal::as_str));
        Shown::new(words::reading(&FigureValue {
            qualifier: given.qualifier,
            low: digits(&given.low),
            low_open: given.low_open,
            high: digits(&given.high),
            high_open: given.high_open,
            unit: self.say(&given.unit),
            ..FigureValue::default()
        }))
    }
}
