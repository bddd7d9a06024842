//! Dates told from the day of reading: "hier", "last June", "vor zwei Wochen", "Friday of next week".
//!
//! A count is as precise as its unit. Days are counted to the day; weeks to the day, and marked approximate; months give the month and years the
//! year, likewise marked: who says "three years ago" does not say the day.

use super::calendar::{self, Span, plus_days};
use super::grammar::longest;
use super::language::{Mean, Unit, Which};
use super::parser::Parser;
use super::phrase::{Node, Phrase};
use super::resolve::{Cal, Piece};
use super::which::which_of;

impl Parser<'_> {
    /// A date that the day of reading settles.
    pub(super) fn relative(&self, at: usize) -> Option<Phrase> {
        let shift = self.find(at, |mean| match mean {
            Mean::Shift(by) => Some(by),
            _ => None,
        });
        let shifted = shift
            .filter(|(_, _, weak)| !weak || !self.is_part_of_a_day(at))
            .map(|(by, next, _)| (by, next));
        let now = self.is(at, Mean::Now).map(|next| (0, next));
        let now = now.filter(|(_, next)| self.is_a_time(at, *next));
        let shifted = shifted.or(now).map(|(by, next)| match self.on {
            Some(on) => Phrase::counted(next, plus_days(on, by.into()).map(Span::day)),
            None => Phrase::no_day(next),
        });
        let chosen = longest([self.which_first(at), self.which_last(at), self.rest(at)]);
        longest([
            shifted,
            self.elsewhere(at),
            self.weekend(at),
            self.to_date(at),
            chosen.map(|phrase| self.inside(phrase)),
        ])
    }

    /// Whether a word for "tomorrow" is the morning here: "la mañana", "am Morgen", "'s morgens".
    fn is_part_of_a_day(&self, at: usize) -> bool {
        let noun = self.lexicon.language.code == "de"
            && self.raw(at).starts_with('M')
            && at > 0
            && self.is_word(at - 1);
        noun || self.preceded(at, &[Mean::Article, Mean::On])
            || at > 0 && self.find(at - 1, which_of).is_some()
            || at > 0 && self.is(at - 1, Mean::Every).is_some()
    }

    /// Whether "now" says when: it follows a preposition, or ends a clause that it does not begin.
    fn is_a_time(&self, at: usize, next: usize) -> bool {
        let ends = self.at_stop(next) || self.is(next, Mean::Particle).is_some();
        let begins = at.checked_sub(1).is_none_or(|before| !self.is_word(before));
        // "between 22 January and now".
        let second = self.preceded(at, &[Mean::And])
            && (at.saturating_sub(8)..at).any(|at| self.is(at, Mean::Between).is_some());
        self.after_preposition(at)
            || second
            || ends && !begins
            || at == 0 && next == self.tokens.len()
    }

    pub(super) fn is_that(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.hyphened) && self.raw(at) == "là"
    }

    /// "the next day", "le lendemain".
    fn elsewhere(&self, at: usize) -> Option<Phrase> {
        let next = self.is(at, Mean::Elsewhere)?;
        Some(Phrase::elsewhere(next))
    }

    /// "over the weekend", "am Wochenende": the last or the next, unless that day lies within one.
    fn weekend(&self, at: usize) -> Option<Phrase> {
        let start = self.skip(at, &[Mean::Article]);
        let led = start > at || self.preceded(at, &[Mean::In, Mean::On]);
        let next = self
            .is(start, Mean::Unit(Unit::Weekend))
            .filter(|_| led && !self.preceded(at, &[Mean::Every]))?;
        let told = |mean| matches!(mean, Mean::Of | Mean::Which(_) | Mean::After | Mean::Before);
        if self.find(next, |m| told(m).then_some(())).is_some() {
            return None;
        }
        let Some(on) = self.on else {
            return Some(Phrase::no_day(next));
        };
        let spans = [-1, 0].map(|by| calendar::unit_at(Unit::Weekend, on, by));
        let within = |span: &Span| span.contains(on);
        let spans: Vec<Span> = spans.into_iter().flatten().collect();
        let held = spans.iter().find(|span| within(span)).cloned();
        Some(Phrase::counted(next, held.map_or(spans, |span| vec![span])))
    }

    /// "to date", "year to date".
    fn to_date(&self, at: usize) -> Option<Phrase> {
        let unit = self
            .unit(at)
            .and_then(|(unit, next)| Some((unit, self.is(next, Mean::ToDate)?)));
        let next = unit
            .map(|(_, next)| next)
            .or_else(|| self.is(at, Mean::ToDate))?;
        let Some(on) = self.on else {
            return Some(Phrase::no_day(next));
        };
        Some(match unit {
            Some((unit, _)) => {
                Phrase::counted(next, Span::days(calendar::unit_at(unit, on, 0)?.first, on))
            }
            None => Phrase {
                relative: true,
                ..Phrase::new(next, Node::Open(vec![format!("../{}", Span::day(on).text)]))
            },
        })
    }

    /// "next week on Friday", "deze maand van 4 tot 22": what follows lies within the stretch.
    fn inside(&self, outer: Phrase) -> Phrase {
        let Some(span) = outer
            .only_span()
            .filter(|s| s.first != s.last && outer.relative)
        else {
            return outer;
        };
        let mut best = None;
        let mut starts = self.ways(outer.next, &[Mean::On, Mean::Of, Mean::In, Mean::Article]);
        starts.extend(
            self.mark(outer.next, ',')
                .or_else(|| self.mark(outer.next, '-')),
        );
        if let Some(quote) = self.mark(outer.next, '\'') {
            starts.push(quote + 1);
        }
        for start in starts {
            let range = self
                .range_within(start, span)
                .map(|(span, next)| Phrase::counted(next, [span]));
            let date = longest([self.bare_cal(start), self.nth(start)]);
            let one = date.and_then(|phrase| {
                let inner = phrase.only_cal()?.within(span)?;
                Some(Phrase::counted(phrase.next, [inner]))
            });
            best = longest([best, range, one]);
        }
        match best {
            Some(inner) if inner.next > outer.next => Phrase {
                doubt: outer.doubt,
                ..inner
            },
            _ => outer,
        }
    }

    /// A weekday, month, season or day that stands without a year.
    fn bare_cal(&self, at: usize) -> Option<Phrase> {
        let target = |mean| match mean {
            Mean::Weekday(day) => Some(Cal {
                weekday: Some(day),
                ..Cal::of(Piece::Weekday)
            }),
            Mean::Month(month) => Some(Cal::of(Piece::Month(month))),
            Mean::Season(season) => Some(Cal::of(Piece::Season(season))),
            _ => None,
        };
        let named = self
            .find(at, target)
            .filter(|(_, _, weak)| !weak)
            .map(|(cal, next, _)| Phrase::cal(next, cal));
        let part = self
            .quarter(at)
            .filter(|p| p.only_cal().is_some_and(|c| !c.has_year()));
        longest([named, part])
    }

    /// A date without a year, followed by the stretch that it lies in: "Friday of next week", "June next year", "the 20th of this month".
    pub(super) fn refined(&self, phrase: Phrase) -> Phrase {
        let Some(cal) = phrase.only_cal().filter(|cal| !cal.has_year()) else {
            return phrase;
        };
        let mut best: Option<Phrase> = None;
        let mut starts = self.ways(phrase.next, &[Mean::Of, Mean::In, Mean::On]);
        if let Some(next) = self.is(phrase.next, Mean::Daypart) {
            starts.extend(self.ways(next, &[Mean::Of, Mean::In]));
        }
        starts.extend(self.mark(phrase.next, ','));
        for start in starts {
            let plain = self.skip(start, &[Mean::Article]);
            let outer = longest([
                self.which_first(start),
                self.which_last(start),
                self.this_unit(plain, false)
                    .filter(|_| plain > phrase.next && !matches!(cal.piece, Piece::Season(_))),
            ]);
            // "the 2 upcoming months" is no day of a month.
            if matches!(cal.piece, Piece::DayOf(_))
                && start == phrase.next
                && self.number(start - 1).is_some_and(|n| !n.ordinal)
            {
                continue;
            }
            let Some(outer) = outer.filter(|outer| outer.relative) else {
                continue;
            };
            let found = match (outer.only_span(), self.on) {
                // The 31st of a month that has 30 days is none.
                (Some(span), _) if span.first != span.last => match (cal.within(span), cal.piece) {
                    (None, Piece::DayOf(29..)) if span.last.number() - span.first.number() < 31 => {
                        Some(Phrase::counted(outer.next, []))
                    }
                    (span, _) => span.map(|span| Phrase::counted(outer.next, [span])),
                },
                (None, None) => Some(Phrase::no_day(outer.next)),
                _ => None,
            };
            let found = found.map(|phrase| Phrase {
                doubt: outer.doubt,
                ..phrase
            });
            best = longest([best, found]);
        }
        best.unwrap_or(phrase)
    }

    /// "rest of the week".
    fn rest(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for start in self.ways(at, &[Mean::Rest]).into_iter().filter(|s| *s > at) {
            let unit = self.unit(start);
            let unit = unit.or_else(|| {
                let (_, next, _) = self.find(start, which_of)?;
                self.unit(next)
            });
            let Some((unit, next)) = unit else {
                continue;
            };
            let found = match self.on {
                None => Some(Phrase::no_day(next)),
                Some(on) => calendar::unit_at(unit, on, 0)
                    .and_then(|span| Span::days(on, span.last))
                    .map(|span| {
                        Phrase::counted(self.skip(next, &[Mean::Which(Which::This)]), [span])
                    }),
            };
            best = longest([best, found]);
        }
        best
    }
}
