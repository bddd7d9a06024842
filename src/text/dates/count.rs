//! Counts of units, from the day of reading or from another date: "vor zwei Wochen", "two weeks from tomorrow".

use crate::model::edtf::Day;

use super::calendar::{self, Span, plus_days};
use super::grammar::longest;
use super::language::{Mean, Unit, Which};
use super::parser::{Parser, Sense};
use super::phrase::{ELSEWHERE, LASTS, Node, Phrase};
use super::resolve::{Cal, Piece};
use super::which::which_of;

/// A count of units: "2 ans, un mois et 21 jours".
pub(super) struct Count {
    pub(super) parts: Vec<(i64, Unit)>,
    /// "a few": a count that is no number.
    pub(super) few: bool,
    /// More or less than that many.
    pub(super) bound: Option<Bound>,
    pub(super) next: usize,
}

/// Back or on, and from where.
struct Way {
    sign: i64,
    /// From a day that the text may name elsewhere.
    elsewhere: bool,
    next: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    More,
    Less,
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
        let (mut few, mut bound) = (false, None);
        let mut place = at;
        let mut end = at;
        // "the last 3 months and 2 days ago": what is counted back by itself is another count.
        let of_its_own = |next| self.way(next).is_some();
        let ours = at > 0 && self.which_before(at);
        loop {
            let mut start = self.skip(place, &[Mean::About]);
            if place == at
                && let Some((found, next, _)) = self.find(start, |mean| match mean {
                    Mean::More => Some(Bound::More),
                    Mean::Less => Some(Bound::Less),
                    _ => None,
                })
            {
                bound = Some(found);
                start = next;
            }
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
            if ours && !parts.is_empty() && of_its_own(next) {
                break;
            }
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
            bound,
            next: end,
        })
    }

    /// Whether "last", "next" or their like stand before.
    fn which_before(&self, at: usize) -> bool {
        let which = |sense: &Sense| sense.next == at && matches!(sense.mean, Mean::Which(_));
        (at.saturating_sub(3)..at).any(|start| self.senses(start).iter().any(which))
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
            if let Some(count) = self.count(start) {
                best = longest([best, self.after_date(&count)]);
                let next = self.skip(count.next, &[Mean::Hence, Mean::Later]);
                // "killed in 100 days": in some languages the word is that of a length of time.
                let lasts = self.is(at, Mean::Lasting) == Some(start) && next == count.next;
                let away = self.away(Count { next, ..count }, 1).map(|phrase| Phrase {
                    doubt: lasts.then_some(LASTS),
                    ..phrase
                });
                best = longest([best, away]);
            }
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
                count.and_then(|c| {
                    // "in the next three days" begins with the next, "within" them with this one.
                    let within =
                        matches!(self.raw(at).to_lowercase().as_str(), "within" | "binnen");
                    if let Some((which, next, _)) = self.find(c.next, which_of) {
                        return self.many(which, Count { next, ..c });
                    }
                    if after > start && !within {
                        return self.many(Which::Next, c);
                    }
                    let next = self.skip(c.next, &[Mean::Hence, Mean::Later]);
                    self.within_count(Count { next, ..c })
                }),
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
        best = longest([best, self.weekdays_away(at)]);
        if let Some(count) = self.count(at) {
            let next = count.next;
            let again = || Count {
                parts: count.parts.clone(),
                ..count
            };
            if let Some(way) = self.way(next) {
                let count = Count {
                    next: way.next,
                    ..again()
                };
                let away = self.away(count, way.sign).map(|phrase| Phrase {
                    doubt: way.elsewhere.then_some(ELSEWHERE),
                    ..phrase
                });
                best = longest([best, away]);
            }
            best = longest([best, self.after_date(&count)]);
        }
        best
    }

    /// "two Sundays from now": the second to come.
    fn weekdays_away(&self, at: usize) -> Option<Phrase> {
        let number = self
            .number(at)
            .filter(|n| !n.ordinal && (2..=52).contains(&n.value))?;
        let (wanted, next, _) = self.find(number.next, |mean| match mean {
            Mean::Weekday(day) => Some(day),
            _ => None,
        })?;
        let Way {
            sign,
            elsewhere,
            next,
        } = self.way(next)?;
        let Some(on) = self.on else {
            return Some(Phrase::no_day(next));
        };
        let days = sign * (i64::from(wanted) - i64::from(calendar::weekday(on)));
        let first = if days.rem_euclid(7) == 0 {
            7
        } else {
            days.rem_euclid(7)
        };
        let day = plus_days(on, sign * (first + 7 * (i64::from(number.value) - 1)));
        Some(Phrase {
            doubt: elsewhere.then_some(ELSEWHERE),
            ..Phrase::counted(next, day.map(Span::day))
        })
    }

    /// What stands after a count and says in which direction it goes.
    fn way(&self, at: usize) -> Option<Way> {
        let (sign, elsewhere, next) = [
            (Mean::Ago, -1, false),
            (Mean::Hence, 1, false),
            (Mean::Earlier, -1, true),
            (Mean::Later, 1, true),
        ]
        .into_iter()
        .filter_map(|(mean, sign, elsewhere)| Some((sign, elsewhere, self.is(at, mean)?)))
        .max_by_key(|(_, _, next)| *next)?;
        // "due giorni dopo il voto": counted from what is named there.
        let named = self
            .find(at, |m| {
                matches!(m, Mean::After | Mean::Before).then_some(())
            })
            .is_some_and(|(_, after, _)| !self.at_stop(after.max(next)));
        (!(elsewhere && named)).then_some(Way {
            sign,
            elsewhere,
            next,
        })
    }

    fn away(&self, count: Count, sign: i64) -> Option<Phrase> {
        let parts = count.parts.clone();
        let phrase = self.away_alone(count, sign)?;
        Some(self.then(&parts, sign, &phrase).unwrap_or(phrase))
    }

    /// "three years ago this week", "il y a deux ans, en mai": that week or May of back then.
    fn then(&self, parts: &[(i64, Unit)], sign: i64, phrase: &Phrase) -> Option<Phrase> {
        let far = moved(self.on?, parts, sign)?;
        let span = phrase.only_span()?;
        let today = self
            .is(phrase.next, Mean::Shift(0))
            .map(|next| (Unit::Day, next));
        let this = self
            .is(phrase.next, Mean::Which(Which::This))
            .and_then(|next| self.unit(next));
        if let Some((unit, next)) = today.or(this) {
            return Some(Phrase::counted(next, calendar::unit_at(unit, far, 0)));
        }
        let place = self.mark(phrase.next, ',').unwrap_or(phrase.next);
        let (month, next, _) = self
            .is(place, Mean::In)
            .filter(|month| self.month_year(*month).is_none())
            .and_then(|month| self.month(month))
            .filter(|_| finest(parts) == Unit::Year)?;
        Some(Phrase {
            about: true,
            ..Phrase::counted(next, Cal::of(Piece::Month(month)).within(span))
        })
    }

    fn away_alone(&self, count: Count, sign: i64) -> Option<Phrase> {
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
        if let Some(bound) = count.bound {
            return self.bounded(&count, Span::day(on), day, bound, sign);
        }
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

    /// "more than two weeks ago", "in less than a year": to one side of the day, or between it and the one from which it is counted.
    fn bounded(
        &self,
        count: &Count,
        from: Span,
        day: Day,
        bound: Bound,
        sign: i64,
    ) -> Option<Phrase> {
        let unit = finest(&count.parts);
        let far = match unit {
            Unit::Month
            | Unit::Quarter
            | Unit::Half
            | Unit::Year
            | Unit::Decade
            | Unit::Century => calendar::unit_at(unit, day, 0)?,
            _ => Span::day(day),
        };
        let node = match (bound, sign) {
            (Bound::More, -1) => Node::Open(vec![format!("../{}", far.end_text())]),
            (Bound::More, _) => Node::Open(vec![format!("{}/..", far.start_text())]),
            (Bound::Less, -1) => Node::Spans(vec![Span::days(day, from.last)?]),
            (Bound::Less, _) => Node::Spans(vec![Span::days(from.first, day)?]),
        };
        Some(Phrase {
            relative: true,
            ..Phrase::new(count.next, node)
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
        Some(Phrase {
            doubt: Some(ELSEWHERE),
            ..Phrase::counted(count.next, Span::days(on, far))
        })
    }

    fn since_count(&self, count: Count) -> Option<Phrase> {
        // "for more than two years": since about then.
        let phrase = self.away(
            Count {
                bound: None,
                ..count
            },
            -1,
        )?;
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
        // "two weeks from tomorrow" is a day, "two weeks starting tomorrow" lasts that long.
        for (mean, sign, lasts) in [
            (Mean::After, 1, false),
            (Mean::From, 1, false),
            (Mean::Since, 1, true),
            (Mean::Before, -1, false),
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
                if spans.is_empty() || spans.iter().any(|span| span.first != span.last) {
                    continue;
                }
                if let (Some(bound), [span]) = (count.bound, &spans[..]) {
                    let day = moved(span.first, &count.parts, sign);
                    let found =
                        day.and_then(|day| self.bounded(count, span.clone(), day, bound, sign));
                    best = longest([
                        best,
                        found.map(|phrase| Phrase {
                            next: base.next,
                            ..phrase
                        }),
                    ]);
                    continue;
                }
                let found = spans.iter().filter_map(|span| {
                    let day = moved(span.first, &count.parts, sign)?;
                    match lasts {
                        true => Span::days(span.first, plus_days(day, -1)?),
                        false => Some(Span::day(day)),
                    }
                });
                best = longest([best, Some(Phrase::counted(base.next, found))]);
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
