//! Counts of units, from the day of reading or from another date: "vor zwei Wochen", "two weeks from tomorrow".

use crate::model::edtf::Day;

use super::calendar::{self, Span};
use super::grammar::longest;
use super::language::{Mean, Unit, Which};
use super::parser::Parser;
use super::phrase::{Node, Phrase};

/// A count of units: "2 ans, un mois et 21 jours".
pub(super) struct Count {
    pub(super) parts: Vec<(i64, Unit)>,
    /// "a few": a count that is no number.
    pub(super) few: bool,
    pub(super) next: usize,
}

impl Parser<'_> {
    /// A unit of the calendar. A fiscal year or a working day is none.
    pub(super) fn unit(&self, at: usize) -> Option<(Unit, usize)> {
        let (unit, next, _) = self.find(at, |mean| match mean {
            Mean::Unit(unit) => Some(unit),
            _ => None,
        })?;
        self.is(next, Mean::Apart).is_none().then_some((unit, next))
    }

    /// A count of units of time, at least one.
    pub(super) fn count(&self, at: usize) -> Option<Count> {
        let mut parts = Vec::new();
        let mut few = false;
        let mut place = at;
        let mut end = at;
        loop {
            let start = self.skip(place, &[Mean::About]);
            let number = self.number(start).filter(|n| !n.ordinal);
            let (value, after) = match number {
                Some(number) => (i64::from(number.value), number.next),
                None => match (self.is(start, Mean::Few), self.is(start, Mean::Article)) {
                    (Some(next), _) => {
                        few = true;
                        (1, next)
                    }
                    (None, Some(next)) if self.one_of_a_kind(start) => (1, next),
                    _ => break,
                },
            };
            let Some((unit, next)) = self.unit(after) else {
                break;
            };
            parts.push((value, unit));
            end = next;
            let joined = self.mark(next, ',').unwrap_or(next);
            place = self.skip(joined, &[Mean::And]);
            if place == next && self.number(place).is_none() {
                break;
            }
        }
        (!parts.is_empty()).then_some(Count {
            parts,
            few,
            next: end,
        })
    }

    /// "a", "un", "ein": one, and not "the".
    fn one_of_a_kind(&self, at: usize) -> bool {
        let word = self.raw(at).to_lowercase();
        matches!(word.as_str(), "a" | "an") && self.lexicon.language.code == "en"
    }

    /// "il y a deux semaines", "three days ago", "in zwei Wochen", "2 weeks after Easter".
    pub(super) fn counted(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for start in self.ways(at, &[Mean::Back]).into_iter().filter(|s| *s > at) {
            let count = self.count(start);
            best = longest([best, count.and_then(|c| self.away(c, -1))]);
        }
        for start in self
            .ways(at, &[Mean::Ahead])
            .into_iter()
            .filter(|s| *s > at)
        {
            // "in two days from today" is told by its end.
            let count = self
                .count(start)
                .filter(|c| self.is(c.next, Mean::Hence).is_none());
            best = longest([best, count.and_then(|c| self.away(c, 1))]);
        }
        for start in self
            .ways(at, &[Mean::Within])
            .into_iter()
            .filter(|s| *s > at)
        {
            let after = self.skip(
                start,
                &[Mean::Which(Which::Next), Mean::Which(Which::Coming)],
            );
            let count = self.count(after);
            best = longest([
                best,
                match after > start {
                    true => count.and_then(|c| self.many(Which::Next, c)),
                    false => count.and_then(|c| self.within_count(c)),
                },
            ]);
        }
        for start in self
            .ways(at, &[Mean::Since])
            .into_iter()
            .filter(|s| *s > at)
        {
            let count = self.count(start).filter(|_| self.number(start).is_some());
            best = longest([best, count.and_then(|c| self.since_count(c))]);
        }
        if let Some(count) = self.count(at) {
            let next = count.next;
            let again = || Count {
                parts: count.parts.clone(),
                ..count
            };
            if let Some(next) = self.is(next, Mean::Ago) {
                best = longest([best, self.away(Count { next, ..again() }, -1)]);
            }
            if let Some(next) = self.is(next, Mean::Hence) {
                best = longest([best, self.away(Count { next, ..again() }, 1)]);
            }
            best = longest([best, self.after_date(&count)]);
        }
        best
    }

    fn away(&self, count: Count, sign: i64) -> Option<Phrase> {
        if count.parts.iter().any(|(_, unit)| *unit == Unit::Clock) {
            return None;
        }
        if count.few {
            return Some(Phrase::new(
                count.next,
                Node::Unread("the number is not said".to_owned()),
            ));
        }
        let Some(on) = self.on else {
            return Some(Phrase::no_day(count.next));
        };
        let day = moved(on, &count.parts, sign)?;
        let finest = finest(&count.parts);
        let span = match finest {
            Unit::Day | Unit::Week | Unit::Fortnight | Unit::Weekend | Unit::Clock => {
                Span::day(day)
            }
            unit => calendar::unit_at(unit, day, 0)?,
        };
        let about = finest != Unit::Day;
        Some(Phrase {
            about,
            ..Phrase::counted(count.next, [span])
        })
    }

    fn within_count(&self, count: Count) -> Option<Phrase> {
        if count.few || finest(&count.parts) == Unit::Clock {
            return None;
        }
        let Some(on) = self.on else {
            return Some(Phrase::no_day(count.next));
        };
        let far = moved(on, &count.parts, 1)?;
        Some(Phrase::counted(count.next, Span::days(on, far)))
    }

    fn since_count(&self, count: Count) -> Option<Phrase> {
        let phrase = self.away(count, -1)?;
        let mark = if phrase.about { "~" } else { "" };
        let node = match phrase.only_span() {
            Some(span) => Node::Open(vec![format!("{}{mark}/..", span.start_text())]),
            None => phrase.node.clone(),
        };
        Some(Phrase {
            node,
            about: false,
            ..phrase
        })
    }

    /// "two weeks from tomorrow", "3 days after Christmas".
    fn after_date(&self, count: &Count) -> Option<Phrase> {
        if count.few || finest(&count.parts) == Unit::Clock {
            return None;
        }
        let mut best = None;
        for (mean, sign) in [
            (Mean::After, 1),
            (Mean::From, 1),
            (Mean::Since, 1),
            (Mean::Before, -1),
        ] {
            for start in self
                .ways(count.next, &[mean])
                .into_iter()
                .filter(|s| *s > count.next)
            {
                let start = self.skip(start, &[Mean::Article]);
                let Some(base) = longest([
                    self.explicit(start, true),
                    self.numeric(start, true),
                    self.relative(start),
                    self.feast(start),
                ]) else {
                    continue;
                };
                let Ok(spans) = base.spans(self.on) else {
                    continue;
                };
                // From a weekday or date that is still to come, unless it is said which.
                let ahead = spans
                    .iter()
                    .find(|s| self.on.is_none_or(|on| s.first >= on));
                let Some(span) = ahead.or(spans.first()).filter(|s| s.first == s.last) else {
                    continue;
                };
                if let Some(day) = moved(span.first, &count.parts, sign) {
                    best = longest([best, Some(Phrase::counted(base.next, [Span::day(day)]))]);
                }
            }
        }
        best
    }
}

pub(super) fn moved(day: Day, parts: &[(i64, Unit)], sign: i64) -> Option<Day> {
    parts.iter().try_fold(day, |day, (count, unit)| {
        calendar::plus(day, sign * count, *unit)
    })
}

/// The finest unit of a count: what its precision is.
fn finest(parts: &[(i64, Unit)]) -> Unit {
    const ORDER: [Unit; 11] = [
        Unit::Clock,
        Unit::Day,
        Unit::Weekend,
        Unit::Week,
        Unit::Fortnight,
        Unit::Month,
        Unit::Quarter,
        Unit::Half,
        Unit::Year,
        Unit::Decade,
        Unit::Century,
    ];
    let held = |unit: &&Unit| parts.iter().any(|(_, part)| part == *unit);
    ORDER.iter().find(held).copied().unwrap_or(Unit::Day)
}
