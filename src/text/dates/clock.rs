//! Times of day beside a date. A time is kept where 24 hours or "am" and "pm" settle it; "at five" says only that there was an hour.

use super::grammar::longest;
use super::language::{Mean, Unit};
use super::parser::Parser;
use super::phrase::{Node, Phrase};

/// Hours, minutes, seconds and zone as ISO 8601 writes them; `None` where the half of the day is open.
type Clock = Option<String>;

/// What may stand between a date and a time of day.
const LEADING: &[Mean] = &[
    Mean::At,
    Mean::About,
    Mean::On,
    Mean::Before,
    Mean::After,
    Mean::Since,
    Mean::Until,
];
/// What makes it another than the one named.
const BOUNDING: &[Mean] = &[Mean::Before, Mean::After, Mean::Since, Mean::Until];

impl Parser<'_> {
    /// A date with the time of day or part of the day that follows it.
    pub(super) fn with_clock(&self, phrase: Phrase) -> Phrase {
        let days = match &phrase.node {
            Node::Spans(spans) => spans.iter().all(|span| span.first == span.last),
            Node::Cals(cals) => cals.iter().all(|cal| {
                use super::resolve::Piece::{Day, DayOf, Easter, NthWeekday, Weekday};
                matches!(
                    cal.piece,
                    Day(..) | DayOf(_) | Weekday | NthWeekday(..) | Easter(_)
                )
            }),
            Node::Unread(_) => phrase.relative,
            Node::Open(_) => false,
        };
        if !days {
            return phrase;
        }
        let mut out = phrase;
        let mut place = out.next;
        if let Some(next) = self.daypart(place) {
            place = next;
            out.next = next;
            out.time_left = true;
        }
        let iso = self.raw(place) == "T" && self.glued(place) && self.glued(place + 1);
        let mut starts = vec![if iso { place + 1 } else { place }];
        for mark in [',', '@', '-'] {
            starts.extend(self.mark(place, mark));
        }
        for start in starts.clone() {
            let led = self.ways(start, LEADING);
            starts.extend(led.into_iter().filter(|s| *s > start));
        }
        for start in starts.clone() {
            let about = self.ways(start, &[Mean::About, Mean::Article, Mean::At]);
            starts.extend(about.into_iter().filter(|s| *s > start));
        }
        let ranges = starts.iter().filter_map(|start| self.hours(*start)).max();
        let clocks = starts.iter().filter_map(|start| {
            let at = *start > place && self.preceded(*start, &[Mean::At]);
            let about = *start > place && self.preceded(*start, &[Mean::About]);
            let (next, clock) = self.clock(*start)?;
            let counts = self.unit(next).is_some()
                || "%°€$£".contains(self.raw(next)) && next < self.tokens.len();
            let bare = next == *start + 1;
            let hour =
                at && !counts && (!bare || self.soft_end(next)) || about && self.soft_end(next);
            let bare = next == *start + 1 && !iso && !hour;
            // "before 4 pm", "after 2:00": not that time.
            let other = (place..*start).any(|at| {
                self.find(at, |m| BOUNDING.contains(&m).then_some(()))
                    .is_some()
            });
            (!bare).then_some((next, clock.filter(|_| !other)))
        });
        if let Some((next, clock)) = clocks.max_by_key(|(next, _)| *next)
            && ranges.is_none_or(|range| range <= next)
        {
            out.next = next;
            out.time_left = clock.is_none();
            out.clock = clock;
        } else if let Some(next) = ranges {
            out.next = next;
            out.time_left = true;
        }
        if let Some(next) = self
            .daypart(out.next)
            .filter(|_| out.time_left || out.clock.is_some())
        {
            out.next = next;
        }
        out
    }

    /// "morning", "early morning".
    fn daypart(&self, at: usize) -> Option<usize> {
        let edges = self.ways(at, &[Mean::Edge]);
        edges
            .into_iter()
            .filter_map(|at| self.is(at, Mean::Daypart))
            .max()
    }

    /// An hour in words: "sept heures et vingt-sept minutes", "two in the afternoon", "seven twenty-seven".
    fn clock_in_words(&self, at: usize) -> Option<usize> {
        let small = |at: usize, most: u32| {
            self.number(at)
                .filter(|n| n.value < most && !n.ordinal && n.digits == 0)
        };
        let hour = small(at, 25)?;
        let ends = |at: usize| {
            self.find(at, |m| {
                matches!(m, Mean::Clock | Mean::Am | Mean::Pm | Mean::Daypart).then_some(())
            })
        };
        let minutes = |at: usize| {
            let minutes = small(at, 60)?;
            let unit = self.is(minutes.next, Mean::Unit(Unit::Clock));
            Some(unit.unwrap_or(minutes.next))
        };
        if let Some((_, next, _)) = ends(hour.next) {
            let clock = self.is(hour.next, Mean::Clock).is_some();
            let more = self
                .ways(next, &[Mean::And, Mean::Less])
                .into_iter()
                .filter_map(minutes)
                .max();
            return Some(more.filter(|_| clock).unwrap_or(next));
        }
        let next = minutes(hour.next)?;
        Some(
            self.find(next, |m| matches!(m, Mean::Am | Mean::Pm).then_some(()))
                .map_or(next, |(_, next, _)| next),
        )
    }

    /// "the night of 21 September", "la nuit du 3 au 4 mai".
    pub(super) fn daypart_first(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for start in self.ways(at, &[Mean::Article]) {
            best = longest([best, self.night_to(start), self.night_of_two(start)]);
            let Some(daypart) = self.is(start, Mean::Daypart) else {
                continue;
            };
            for of in self
                .ways(daypart, &[Mean::Of, Mean::From])
                .into_iter()
                .filter(|of| *of > daypart)
            {
                for of in self.ways(of, &[Mean::Article]) {
                    let days = |phrase: &Phrase| match phrase.spans(self.on) {
                        Ok(spans) => spans
                            .iter()
                            .all(|s| s.last.number() - s.first.number() <= 1),
                        Err((_, spans)) => spans.iter().all(|s| s.first == s.last),
                    };
                    let found = longest([self.date(of, true), self.range(of), self.range(daypart)])
                        .filter(days);
                    best = longest([
                        best,
                        found.map(|phrase| Phrase {
                            time_left: true,
                            ..phrase
                        }),
                    ]);
                }
            }
        }
        best
    }

    /// "de nacht van dinsdag op woensdag".
    fn night_of_two(&self, at: usize) -> Option<Phrase> {
        let night = self.is(at, Mean::Daypart)?;
        let first = self.date(self.is(night, Mean::From)?, true)?;
        let on = self.is(first.next, Mean::On)?;
        let second = self
            .date(on, true)
            .or_else(|| self.date(self.skip(on, &[Mean::Article]), true))?;
        let found = self.joined(first, second)?;
        let days = found.spans(self.on).ok()?;
        let night = |span: &super::calendar::Span| span.last.number() - span.first.number() == 1;
        days.iter().all(night).then_some(Phrase {
            time_left: true,
            ..found
        })
    }

    /// "Nacht zum Mittwoch", "Nacht auf den 4. Mai": of two days the second is named.
    fn night_to(&self, at: usize) -> Option<Phrase> {
        let named = self.date(self.is(at, Mean::NightTo)?, true)?;
        let spans = match named.spans(self.on) {
            Ok(spans) => spans,
            Err((why, _)) => {
                return Some(Phrase {
                    node: Node::Unread(why),
                    ..named
                });
            }
        };
        let two = |span: &super::calendar::Span| {
            let eve = super::calendar::plus_days(span.first, -1)?;
            (span.first == span.last).then(|| super::calendar::Span::days(eve, span.last))?
        };
        let spans: Option<Vec<_>> = spans.iter().map(two).collect();
        Some(Phrase {
            relative: true,
            time_left: true,
            ..Phrase::new(named.next, Node::Spans(spans?))
        })
    }

    /// "8pm tomorrow", "13h00 le 28 février 2013": the time first.
    pub(super) fn clock_first(&self, at: usize) -> Option<Phrase> {
        let start = self.skip(at, &[Mean::At]);
        let (next, clock) = match self.hours(start) {
            Some(next) => (next, None),
            // "find an hour on Tuesday" is no time of day, "at one on Tuesday" is.
            None => self.clock(start).filter(|(next, _)| {
                *next > start + 1 && (start > at || self.digits(start).is_some())
            })?,
        };
        let mut best: Option<Phrase> = None;
        let comma = self.mark(next, ',').unwrap_or(next);
        for place in self.ways(comma, &[Mean::On, Mean::Of, Mean::In]) {
            let place = self.skip(place, &[Mean::Daypart]);
            let place = self.skip(place, &[Mean::On]);
            let date = self.date(place, true).filter(|date| {
                self.with_clock(Phrase { next: self.tokens.len(), ..date.clone() }).next == self.tokens.len()
                    && matches!(&date.node, Node::Spans(s) if s.iter().all(|s| s.first == s.last))
                    || matches!(&date.node, Node::Cals(c) if c.iter().all(|c| c.month().is_some() && !matches!(c.piece, super::resolve::Piece::Month(_)) || c.weekday.is_some()))
            });
            // "at 7 from Monday to Friday" is a stretch.
            let stretch = self.range(comma).map_or(0, |range| range.next);
            if let Some(date) = date.filter(|date| date.next >= stretch)
                && best.as_ref().is_none_or(|b| b.next < date.next)
            {
                best = Some(Phrase {
                    clock: clock.clone(),
                    time_left: clock.is_none(),
                    next: self.skip(date.next, &[Mean::Daypart]),
                    ..date
                });
            }
        }
        best
    }

    /// A stretch of hours: "from 3 to 5 pm", "14h-16h". Gives where it ends.
    fn hours(&self, at: usize) -> Option<usize> {
        let opened = self.skip(at, &[Mean::From, Mean::Between]);
        let start = self.skip(opened, &[Mean::Article]);
        let (middle, _) = self.clock(start)?;
        let joined = self
            .find(middle, |m| matches!(m, Mean::To | Mean::And).then_some(()))
            .map(|(_, next, _)| next)
            .or_else(|| self.mark(middle, '-').or_else(|| self.mark(middle, '–')))?;
        let end_at = self.skip(self.skip(joined, &[Mean::Article]), &[Mean::At]);
        let (end, _) = self.clock(end_at)?;
        // Two bare numbers may be anything.
        let plain = middle == start + 1 && end == end_at + 1;
        (!plain || opened > at).then(|| self.skip(end, &[Mean::Daypart]))
    }

    /// A time of day: `08:00`, `20h30`, `5 pm`, "neuf heures", noon. A bare hour counts; the caller asks for more where it must.
    pub(super) fn clock(&self, at: usize) -> Option<(usize, Clock)> {
        if let Some(next) = self.is(at, Mean::Noon) {
            return Some((next, None));
        }
        let Some((hour, digits)) = self.digits(at).filter(|(h, d)| *h <= 24 && *d <= 2) else {
            return Some((self.clock_in_words(at)?, None));
        };
        let mut next = at + 1;
        let mut minute = None;
        let mut seconds = String::new();
        let apart = |next: usize| match self.raw(next) {
            ":" | "." if self.glued(next) => Some(next + 1),
            "h" | "H" | "u" => Some(next + 1),
            _ => None,
        };
        if let Some(place) = apart(next)
            && let Some((value, 2)) = self.digits(place).filter(|(m, _)| *m < 60)
            && (self.glued(place) || self.raw(next) != ".")
            && !(self.raw(next) == "."
                && self.raw(place + 1) == "."
                && self.glued(place + 1)
                && self.digits(place + 2).is_some())
        {
            minute = Some(value);
            next = place + 1;
            if self.mark(next, ':').is_some()
                && let Some((value, 2)) = self.digits(next + 1).filter(|(s, _)| *s < 60)
            {
                seconds = format!(":{value:02}");
                next += 2;
                let fraction =
                    matches!(self.raw(next), "." | ",") && self.glued(next) && self.glued(next + 1);
                if fraction
                    && self
                        .tokens
                        .get(next + 1)
                        .is_some_and(|t| matches!(t.kind, super::token::Kind::Digits(_)))
                {
                    next += 2;
                }
            }
        }
        let half = self.find(next, |mean| match mean {
            Mean::Am => Some(0),
            Mean::Pm => Some(12),
            _ => None,
        });
        if let Some((add, after, _)) = half.filter(|_| (1..=12).contains(&hour))
            && !(after == next + 1 && self.raw(next).len() == 1 && !self.glued(next))
        {
            let hour = hour % 12 + add;
            let text = format!("T{hour:02}:{:02}{seconds}", minute.unwrap_or(0));
            return Some((after, Some(text)));
        }
        // "10 in the morning": of "am" and "pm" only these two are told.
        if minute.is_none()
            && let Some(after) = self
                .is(next, Mean::Daypart)
                .filter(|after| *after > next + 1)
        {
            return Some((after, None));
        }
        if let Some(after) = self.is(next, Mean::Clock) {
            next = after;
            if minute.is_none()
                && let Some((value, 2)) = self.digits(next).filter(|(m, d)| *m < 60 && *d == 2)
            {
                minute = Some(value);
                next += 1;
            }
        }
        let minutes = minute.or((next > at + 1).then_some(0));
        // Written with a nought, past noon or to the second, an hour is one of twenty-four.
        let sure = hour > 12 || (digits == 2 && hour < 10) || !seconds.is_empty();
        let clock = minutes
            .filter(|_| sure && hour < 24)
            .map(|m| format!("T{hour:02}:{m:02}{seconds}"));
        let (next, zone) = self.zone(next, minute.is_some());
        Some((next, clock.map(|clock| clock + &zone)))
    }

    /// A zone after a time: `Z`, `+09:00`, `UTC`.
    fn zone(&self, at: usize, timed: bool) -> (usize, String) {
        if timed && self.glued(at) && self.raw(at) == "Z" {
            return (at + 1, "Z".to_owned());
        }
        if timed && matches!(self.raw(at), "UTC" | "GMT") {
            return (at + 1, "Z".to_owned());
        }
        if timed
            && self.glued(at)
            && let sign @ ("+" | "-" | "−") = self.raw(at)
            && let Some((hours, digits)) = self.digits(at + 1).filter(|_| self.glued(at + 1))
        {
            let sign = if sign == "+" { "+" } else { "-" };
            let minutes = self
                .mark(at + 2, ':')
                .filter(|_| self.glued(at + 2))
                .and_then(|m| Some((self.digits(m)?.0, m + 1)));
            return match (digits, minutes) {
                (2, Some((minutes, next))) => (next, format!("{sign}{hours:02}:{minutes:02}")),
                (2, None) => (at + 2, format!("{sign}{hours:02}:00")),
                (4, None) => (
                    at + 2,
                    format!("{sign}{:02}:{:02}", hours / 100, hours % 100),
                ),
                _ => (at, String::new()),
            };
        }
        (at, String::new())
    }
}
