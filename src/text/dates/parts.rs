//! Parts of a stretch by a count: "the first two weeks of May", "les trois derniers mois de 2021", "the second half of this month".

use super::calendar::{self, Span, plus_days};
use super::grammar::longest;
use super::language::{Mean, Unit, Which};
use super::parser::Parser;
use super::phrase::{Node, Phrase};

/// From which end of a stretch is counted.
#[derive(Clone, Copy)]
enum End {
    First,
    Last,
}

impl Parser<'_> {
    /// A part of a stretch that is named after it.
    pub(super) fn part_of(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for start in self.ways(at, &[Mean::Article]) {
            let Some((end, count, unit, next)) = self.part(start) else {
                continue;
            };
            for of in self
                .ways(next, &[Mean::Of, Mean::In])
                .into_iter()
                .filter(|of| *of > next)
            {
                for of in self.ways(of, &[Mean::Article]) {
                    let outer = longest([
                        self.explicit(of, true),
                        self.relative(of),
                        self.whole_period(of, true),
                        self.this_unit(of, false),
                    ]);
                    let found = outer.and_then(|outer| {
                        let spans = outer.spans(self.on).ok()?;
                        let parts: Option<Vec<Span>> = spans
                            .iter()
                            .map(|span| cut(span, end, count, unit))
                            .collect();
                        let yearless = outer.only_cal().is_some_and(|cal| !cal.has_year());
                        let parts = parts.filter(|parts| !parts.is_empty())?;
                        Some(Phrase {
                            relative: outer.relative || yearless,
                            ..Phrase::new(outer.next, Node::Spans(parts))
                        })
                    });
                    best = longest([best, found]);
                }
            }
        }
        best
    }

    /// "the second half of May": the month; which half is left to the words.
    pub(super) fn half_of(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for start in self.ways(at, &[Mean::Article]) {
            let Some(number) = self.number(start).filter(|n| n.ordinal && n.value <= 2) else {
                continue;
            };
            let halves = self.ways(number.next, &[Mean::HalfOf, Mean::Unit(Unit::Fortnight)]);
            for half in halves.into_iter().filter(|half| *half > number.next) {
                for of in self
                    .ways(half, &[Mean::Of])
                    .into_iter()
                    .flat_map(|of| self.ways(of, &[Mean::Article]))
                {
                    let outer = longest([
                        self.explicit(of, true),
                        self.relative(of),
                        self.whole_period(of, true),
                        self.this_unit(of, false),
                    ]);
                    // Of a month the half is a fortnight; of a year it has a name.
                    let short = |phrase: &Phrase| {
                        let spans = phrase.spans(self.on).unwrap_or_default();
                        let days = |span: &Span| span.last.number() - span.first.number();
                        !spans.is_empty() && spans.iter().all(|span| (6..=31).contains(&days(span)))
                    };
                    let found = outer.filter(short).map(|phrase| Phrase {
                        edge: true,
                        ..phrase
                    });
                    best = longest([best, found]);
                }
            }
        }
        best
    }

    /// "first two weeks", "deux premières semaines", "last 4 months": which end, how many of which unit, and where it ends.
    fn part(&self, at: usize) -> Option<(End, i64, Unit, usize)> {
        let end = |at: usize| {
            let first = self
                .number(at)
                .filter(|n| n.ordinal && n.value == 1 && n.digits == 0);
            let last = self.find(at, |m| matches!(m, Mean::Which(Which::Last)).then_some(()));
            let first = first.map(|n| (End::First, n.next));
            first.or(last.map(|(_, next, _)| (End::Last, next)))
        };
        let count = |at: usize| {
            self.number(at)
                .filter(|n| !n.ordinal && (2..=400).contains(&n.value))
        };
        let (end, number, next) = match end(at) {
            Some((end, next)) => {
                let number = count(next)?;
                (end, number.value, number.next)
            }
            None => {
                let number = count(at)?;
                let (end, next) = end(number.next)?;
                (end, number.value, next)
            }
        };
        let (unit, next) = self.unit(next)?;
        let counted = matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year);
        counted.then_some((end, i64::from(number), unit, next))
    }
}

/// So many units from one end of a stretch; none where it is shorter than they are.
fn cut(outer: &Span, end: End, count: i64, unit: Unit) -> Option<Span> {
    let days = match (end, unit) {
        (_, Unit::Week) => {
            // The weeks of a stretch are those whose Thursday lies in it.
            let thursday = |day| plus_days(calendar::monday_of(day)?, 3);
            let (first, last) = (thursday(outer.first)?, thursday(outer.last)?);
            let first = if first < outer.first {
                plus_days(first, 7)?
            } else {
                first
            };
            let last = if last > outer.last {
                plus_days(last, -7)?
            } else {
                last
            };
            let (from, to) = match end {
                End::First => (first, plus_days(first, 7 * (count - 1))?),
                End::Last => (plus_days(last, -7 * (count - 1))?, last),
            };
            let fits = first <= from && to <= last;
            (plus_days(from, -3)?, plus_days(to, 3).filter(|_| fits)?)
        }
        (End::First, _) => (
            outer.first,
            plus_days(calendar::plus(outer.first, count, unit)?, -1)?,
        ),
        (End::Last, _) => {
            let past = plus_days(outer.last, 1)?;
            (calendar::plus(past, -count, unit)?, outer.last)
        }
    };
    let fits = matches!(unit, Unit::Week) || outer.first <= days.0 && days.1 <= outer.last;
    let span = match unit {
        // Whole months and years are written as such.
        Unit::Month | Unit::Year => {
            calendar::unit_at(unit, days.0, 0)?.until(&calendar::unit_at(unit, days.1, 0)?)
        }
        _ => None,
    };
    let whole = span.filter(|span| (span.first, span.last) == days);
    whole
        .or_else(|| Span::days(days.0, days.1))
        .filter(|_| fits)
}
