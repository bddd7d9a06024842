//! Two dates with the time between them: "du 3 au 5 mai", "between March and May 2021", "19-20 novembre".

use crate::model::edtf::Day;

use super::calendar::{Span, plus_days};
use super::grammar::longest;
use super::language::Mean;
use super::parser::{Parser, Year};
use super::phrase::{Node, Phrase};
use super::resolve::{Cal, Piece, full_years};

impl Parser<'_> {
    /// A stretch between two dates.
    pub(super) fn range(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for (opener, joiners) in [
            (Some(Mean::Between), &[Mean::And, Mean::To][..]),
            (Some(Mean::From), &[Mean::To][..]),
            (None, &[Mean::To][..]),
        ] {
            let starts: Vec<usize> = match opener {
                Some(opener) => self
                    .ways(at, &[opener])
                    .into_iter()
                    .filter(|s| *s > at)
                    .collect(),
                None => vec![at],
            };
            for start in starts {
                if self.within_number(start) {
                    continue;
                }
                if opener.is_some() {
                    best = longest([
                        best,
                        self.numeric(start, true)
                            .filter(|p| p.only_span().is_some_and(|s| s.text.contains('/'))),
                    ]);
                }
                let digits = self.digits(start).is_some();
                for first in self.sides(start, opener.is_some() || digits) {
                    best = longest([
                        best,
                        self.range_from(start, first, opener.is_some(), joiners),
                    ]);
                }
            }
        }
        longest([best, self.month_with_days(at), self.pair(at)])
    }

    fn range_from(
        &self,
        start: usize,
        first: Phrase,
        opened: bool,
        joiners: &[Mean],
    ) -> Option<Phrase> {
        let mut best = None;
        let mut middles: Vec<usize> = self
            .ways(first.next, joiners)
            .into_iter()
            .filter(|m| *m > first.next)
            .collect();
        for mark in ['-', '–', '—', '~'] {
            middles.extend(self.mark(first.next, mark));
        }
        if self.tokens.get(first.next).is_some_and(|t| t.hyphened) {
            middles.push(first.next);
        }
        for middle in middles {
            let middles = self.ways(middle, &[Mean::Article, Mean::On, Mean::To]);
            for second in middles.iter().flat_map(|m| self.sides(*m, true)) {
                // "from today to two and a half days later": a number that counts something else.
                let counts =
                    is_bare(&second) && second.only_cal().is_some_and(|cal| !cal.has_year());
                // "viernes a las 5": an hour.
                let hour = !opened && self.is(first.next, Mean::At).is_some();
                let outer = self.stretch_after(second.next);
                if counts && (hour && outer.is_none() || !self.ends_a_day(second.next)) {
                    continue;
                }
                if let Some(outer) = &outer
                    && let Some((span, _)) = self.inside_pair(&first, &second, outer.only_span())
                {
                    best = longest([best, Some(Phrase::counted(outer.next, [span]))]);
                }
                // "du 4 au 23": days of a month that is not said, where no noun follows.
                let small = self.raw(start.wrapping_sub(1)).to_lowercase();
                let days = opened
                    && matches!(small.as_str(), "du" | "vom" | "del" | "dal")
                    && self.soft_end(second.next);
                let bare = is_bare(&first) && is_bare(&second) && !days;
                let loose = is_weak(&first, self, start) && !opened && is_bare(&second);
                // "10/1" alone may be a share: the second date must have its year.
                let yearless = |phrase: &Phrase| match &phrase.node {
                    Node::Cals(cals) => cals.iter().all(|cal| !cal.has_year()),
                    _ => false,
                };
                let shares = !opened
                    && self.raw(start + 1).len() == 1
                    && self.glued(start + 1)
                    && self.glued(start + 2)
                    && self.digits(start).is_some()
                    && first.next == start + 3
                    && yearless(&first)
                    && yearless(&second);
                if bare || loose || shares {
                    continue;
                }
                best = longest([best, self.joined(first.clone(), second)]);
            }
        }
        best
    }

    /// Whether the bare number that ends here may be a day: no noun follows that it would count.
    fn ends_a_day(&self, at: usize) -> bool {
        let digits = self.digits(at - 1).is_some() && self.unit(at).is_none();
        digits || self.soft_end(at) || self.stretch_after(at).is_some()
    }

    /// The stretch that a range lies in: "… of this month", "… next week".
    fn stretch_after(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for start in self.ways(at, &[Mean::Of, Mean::In]) {
            let start = self.skip(start, &[Mean::Article]);
            best = longest([best, self.relative_unit(start)]);
        }
        best
    }

    fn relative_unit(&self, at: usize) -> Option<Phrase> {
        // A stretch alone, without what may follow it.
        self.relative(at).filter(|phrase| {
            phrase
                .only_span()
                .is_some_and(|span| span.first != span.last)
        })
    }

    fn inside_pair(
        &self,
        first: &Phrase,
        second: &Phrase,
        outer: Option<&Span>,
    ) -> Option<(Span, usize)> {
        let outer = outer?;
        let from = first.only_cal()?.within(outer)?;
        let to = second.only_cal()?.within(outer)?;
        Some((
            Span::days(from.first, to.last).filter(|_| from.first <= to.last)?,
            second.next,
        ))
    }

    /// A range that lies within a stretch named before it: "next week between Wednesday and Friday".
    pub(super) fn range_within(&self, at: usize, outer: &Span) -> Option<(Span, usize)> {
        let start = self.skip(at, &[Mean::Between, Mean::From]);
        if start == at {
            return None;
        }
        let mut best: Option<(Span, usize)> = None;
        for start in self.ways(start, &[Mean::Article, Mean::On]) {
            for first in self.sides_within(start) {
                for middle in self
                    .ways(first.next, &[Mean::And, Mean::To])
                    .into_iter()
                    .filter(|m| *m > first.next)
                {
                    for middle in self.ways(middle, &[Mean::Article, Mean::On]) {
                        for second in self.sides_within(middle) {
                            let found = self.inside_pair(&first, &second, Some(outer));
                            if found.as_ref().is_some_and(|(_, next)| {
                                best.as_ref().is_none_or(|(_, b)| b < next)
                            }) {
                                best = found;
                            }
                        }
                    }
                }
            }
        }
        best
    }

    /// "November between 19 and 20", "feb from 2-7 2018".
    fn month_with_days(&self, at: usize) -> Option<Phrase> {
        let (month, after, _) = self.month(at)?;
        let start = self.skip(after, &[Mean::Between, Mean::From]);
        if start == after {
            return None;
        }
        let first = self.day_number(start)?;
        let middle = self
            .find(first.next, |m| {
                matches!(m, Mean::And | Mean::To).then_some(())
            })
            .map(|(_, next, _)| next)
            .or_else(|| self.mark(first.next, '-'))?;
        let second = self.day_number(middle)?;
        let year = self.year(self.mark(second.next, ',').unwrap_or(second.next), false);
        let cal = |day: u32| Cal {
            year: year.map(|(year, _)| year),
            ..Cal::of(Piece::Day(month, day as u8))
        };
        let next = year.map_or(second.next, |(_, next)| next);
        self.joined(
            Phrase::cal(next, cal(first.value)),
            Phrase::cal(next, cal(second.value)),
        )
    }

    /// What may stand on one side of a range: a date, or a bare number of a day.
    fn sides(&self, at: usize, company: bool) -> Vec<Phrase> {
        self.sides_of(at, |start| self.date(start, company))
    }

    /// The same within a stretch named before: no date that names a stretch itself, which could hold
    /// another range, and so on without end.
    fn sides_within(&self, at: usize) -> Vec<Phrase> {
        self.sides_of(at, |start| {
            longest([
                self.numeric(start, true),
                self.explicit(start, true),
                self.whole_period(start, true),
            ])
        })
    }

    fn sides_of(&self, at: usize, date: impl Fn(usize) -> Option<Phrase>) -> Vec<Phrase> {
        let mut out = Vec::new();
        for start in self.ways(at, &[Mean::Article, Mean::On]) {
            if let Some(date) = date(start) {
                let timed = self.with_clock(date.clone());
                // "2 Oct à 22 octobre": what seems an hour may be a day.
                if timed.next > date.next {
                    out.push(date);
                }
                out.push(timed);
            }
            if let Some(day) = self
                .day_number(start)
                .filter(|d| !self.more_digits(d.next) || self.raw(d.next) == "-")
            {
                let cal = Cal::of(Piece::DayOf(day.value as u8));
                out.push(Phrase::cal(day.next, cal));
                // The year of "November 19-20, 2024".
                let after = self.mark(day.next, ',').unwrap_or(day.next);
                if let Some((year @ Year::Full(_), next)) = self.year(after, false) {
                    let year = Some(year);
                    out.push(Phrase::cal(next, Cal { year, ..cal }));
                }
            }
        }
        out.sort_by_key(|phrase| std::cmp::Reverse(phrase.next));
        out
    }

    /// The stretch from one date to another.
    pub(super) fn joined(&self, first: Phrase, second: Phrase) -> Option<Phrase> {
        let next = second.next.max(first.next);
        let about = first.about || second.about;
        let edge = first.edge || second.edge;
        let doubt = first.doubt.or(second.doubt);
        let whole = |spans: Vec<Span>, relative: bool| Phrase {
            next,
            about,
            edge,
            relative,
            doubt,
            ..Phrase::new(next, Node::Spans(spans))
        };
        let missing = |phrase: &Phrase| match &phrase.node {
            Node::Cals(cals) => cals.iter().all(|cal| !cal.has_year()),
            _ => false,
        };
        if let (Node::Cals(a), Node::Cals(b)) = (&first.node, &second.node) {
            // Day and month in open order on both sides go the same way.
            let pairs: Vec<(Cal, Cal)> = match (a.len(), b.len()) {
                (1, _) => b.iter().map(|b| (a[0], *b)).collect(),
                (_, 1) => a.iter().map(|a| (*a, b[0])).collect(),
                _ => a.iter().copied().zip(b.iter().copied()).collect(),
            };
            let mut spans = Vec::new();
            let mut open = false;
            for (a, b) in pairs {
                let (a, b) = shared(a, b)?;
                open |= !a.has_year() && !b.has_year();
                spans.extend(self.between(a, b));
            }
            spans.sort_by_key(|span: &Span| (span.first, span.last));
            spans.dedup();
            if spans.is_empty() {
                return (open && self.on.is_none()).then(|| {
                    Phrase::new(
                        next,
                        Node::Unread(
                            "the year is not said, and no day is known to read it from".to_owned(),
                        ),
                    )
                });
            }
            return Some(whole(spans, open));
        }
        let relative = first.relative || second.relative;
        if let (Node::Unread(_), _) | (_, Node::Unread(_)) = (&first.node, &second.node) {
            return relative.then(|| Phrase::no_day(next));
        }
        // One side is settled: the other is the nearest before or after it.
        let mut spans = Vec::new();
        match (missing(&first), missing(&second)) {
            (true, false) => {
                let end = second.spans(self.on).ok()?;
                let end = end.first()?;
                let near = first.only_cal()?.around(end.last);
                let start = near.iter().rev().find(|span| span.first <= end.last)?;
                spans.extend(start.until(end));
            }
            (false, true) => {
                let start = first.spans(self.on).ok()?;
                let start = start.first()?;
                let near = second.only_cal()?.around(start.first);
                let end = near.iter().find(|span| span.last >= start.first)?;
                spans.extend(start.until(end));
            }
            _ => {
                let (a, b) = (first.spans(self.on).ok()?, second.spans(self.on).ok()?);
                spans.extend(a.iter().flat_map(|a| b.iter().filter_map(|b| a.until(b))));
                spans.dedup();
                spans.truncate(4);
            }
        }
        (!spans.is_empty()).then(|| whole(spans, relative))
    }

    /// All stretches between two dates whose year is said or shared, or the nearest around the day of reading.
    fn between(&self, a: Cal, b: Cal) -> Vec<Span> {
        if let (Some(from), Some(to)) = (a.year, b.year) {
            let long = matches!((from, to), (Year::Full(_), Year::Full(_)));
            let (from, to) = (full_years(from, self.on), full_years(to, self.on));
            let pairs = from
                .iter()
                .flat_map(|from| to.iter().map(move |to| (*from, *to)));
            // Two years of two digits are of one century, or of two that follow one another.
            let near = |from: i64, to: i64| long || (to - from).abs() < 100;
            let pairs = pairs.filter(|(from, to)| near(*from, *to));
            let spans = pairs.filter_map(|(from, to)| a.in_year(from)?.until(&b.in_year(to)?));
            return spans.collect();
        }
        if let (None, Some(Year::Full(year))) = (a.year, b.year) {
            let Some(end) = b.in_year(year) else {
                return Vec::new();
            };
            let starts = [year - 1, year].map(|year| a.in_year(year));
            let start = starts
                .iter()
                .flatten()
                .rfind(|start| start.last < end.first);
            return start
                .and_then(|start| start.until(&end))
                .into_iter()
                .collect();
        }
        if let (Some(Year::Full(year)), None) = (a.year, b.year) {
            let ends = [year, year + 1].map(|year| b.in_year(year));
            let start = a.in_year(year);
            let after = start.and_then(|start| {
                start.until(ends.iter().flatten().find(|end| end.last > start.last)?)
            });
            return after.into_iter().collect();
        }
        let Some(on) = self.on.filter(|_| !a.has_year() && !b.has_year()) else {
            return Vec::new();
        };
        let starts: Vec<Span> = match a.piece {
            Piece::Weekday | Piece::DayOf(_) => (-4..=4)
                .flat_map(|by| plus_days(on, by * 14).map_or_else(Vec::new, |day| a.around(day)))
                .collect(),
            _ => (on.year() - 3..=on.year() + 3)
                .filter_map(|year| a.in_year(year))
                .collect(),
        };
        let mut all: Vec<Span> = starts
            .iter()
            .filter_map(|start| {
                let ends: Vec<Span> = match b.piece {
                    Piece::Weekday | Piece::DayOf(_) => b.around(start.first),
                    _ => (start.first.year()..=start.first.year() + 1)
                        .filter_map(|year| b.in_year(year))
                        .collect(),
                };
                let end = ends.iter().find(|end| end.first >= start.first)?;
                start.until(end)
            })
            .collect();
        all.sort_by_key(|span| (span.first, span.last));
        all.dedup();
        nearest(&all, on)
    }
}

/// The stretch that holds a day; else the last before it and the first after it.
fn nearest(all: &[Span], on: Day) -> Vec<Span> {
    if let Some(span) = all.iter().find(|span| span.contains(on)) {
        return vec![span.clone()];
    }
    let before = all.iter().rev().find(|span| span.last < on);
    let after = all.iter().find(|span| span.first > on);
    before.into_iter().chain(after).cloned().collect()
}

fn is_bare(phrase: &Phrase) -> bool {
    phrase
        .only_cal()
        .is_some_and(|cal| matches!(cal.piece, Piece::DayOf(_)) && cal.weekday.is_none())
}

/// A first side that is a bare number and stands alone may count something.
fn is_weak(phrase: &Phrase, parser: &Parser, start: usize) -> bool {
    is_bare(phrase) && parser.preceded(start, &[Mean::Number(0)])
}

/// Two dates, each with what the other says for both: the month of "3 to 5 May", the year of "March and May 2021".
fn shared(mut a: Cal, mut b: Cal) -> Option<(Cal, Cal)> {
    match (a.piece, b.piece) {
        (Piece::DayOf(day), Piece::Day(month, end)) => {
            // "from 27 to 3 April": the 27th of the month before.
            let month = if day <= end {
                month
            } else {
                (month + 10) % 12 + 1
            };
            a.piece = Piece::Day(month, day);
        }
        (Piece::Day(month, start), Piece::DayOf(day)) => {
            let month = if day >= start { month } else { month % 12 + 1 };
            b.piece = Piece::Day(month, day);
        }
        // "2015-16": the end has two digits.
        (Piece::Year, Piece::DayOf(_)) | (Piece::DayOf(_), Piece::Year | Piece::Month(_)) => {
            return None;
        }
        // "April to 2019" leaves out which April.
        (_, Piece::Year) if !a.has_year() => return None,
        _ => {}
    }
    let order = |cal: &Cal| match cal.piece {
        Piece::Month(m) => Some((m, 0)),
        Piece::Day(m, d) => Some((m, d)),
        Piece::Quarter(q) => Some((q * 3 - 2, 0)),
        Piece::Half(h) => Some((h * 6 - 5, 0)),
        _ => None,
    };
    if let (Some(first), Some(last)) = (order(&a), order(&b)) {
        let later = first.0 > last.0 || (first.0 == last.0 && first.1 > last.1 && last.1 > 0);
        match (a.year, b.year) {
            (None, Some(year)) => a.year = Some(year.plus(-i64::from(later))),
            (Some(year), None) => b.year = Some(year.plus(i64::from(later))),
            _ => {}
        }
    }
    Some((a, b))
}
