//! Weeks, months and weekdays by what they are part of: "week 31 of 2018", "first Friday of July".

use super::calendar::Span;
use super::grammar::longest;
use super::language::{Mean, Unit, Which};
use super::parser::{Parser, Year};
use super::phrase::{Node, Phrase};
use super::resolve::{Cal, Piece};

impl Parser<'_> {
    /// "week 31 of 2018", "semaine du 18 septembre", "week of April 10th".
    pub(super) fn week(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for start in self.ways(at, &[Mean::Article]) {
            if let Some(next) = self.is(start, Mean::WeekOf) {
                for of in self.ways(next, &[Mean::On, Mean::Article]) {
                    let week = self.week_of(of).map(|week| Phrase {
                        next: self.skip(week.next, &[Mean::Begins]),
                        ..week
                    });
                    best = longest([best, week]);
                }
            }
            if let Some(next) = self.is(start, Mean::Unit(Unit::Week)) {
                let number = self.digits(next).filter(|(n, d)| {
                    (1..=53).contains(n) && *d <= 2 && !self.more_digits(next + 1)
                });
                if let Some((number, _)) = number.filter(|_| {
                    self.find(next + 1, |m| {
                        matches!(m, Mean::Month(_) | Mean::Unit(_)).then_some(())
                    })
                    .is_none()
                }) {
                    let cal = Cal::of(Piece::Week(number as u8));
                    best = longest([best, Some(self.with_year(Phrase::cal(next + 1, cal), cal))]);
                }
                for of in self
                    .ways(next, &[Mean::Of, Mean::Since, Mean::On, Mean::From])
                    .into_iter()
                    .filter(|of| *of > next)
                {
                    for of in self.ways(of, &[Mean::Article, Mean::On]) {
                        best = longest([best, self.week_of(of)]);
                    }
                }
            }
        }
        best
    }

    fn week_of(&self, at: usize) -> Option<Phrase> {
        let date = longest([self.explicit_plain(at), self.numeric_plain(at)]);
        let day = self
            .day_number(at)
            .filter(|day| (day.digits > 0 || day.ordinal) && !self.more_digits(day.next))
            .map(|day| Phrase::cal(day.next, Cal::of(Piece::DayOf(day.value as u8))));
        let date = longest([date, day])?;
        let cal = date.only_cal()?;
        let piece = match cal.piece {
            Piece::Day(month, day) => Piece::WeekOf(month, day),
            Piece::DayOf(day) if !cal.has_year() => Piece::WeekOf(0, day),
            _ => return None,
        };
        Some(Phrase::cal(
            date.next,
            Cal {
                piece,
                weekday: None,
                ..cal
            },
        ))
    }

    /// "the month of October", "mois d'août 2023".
    pub(super) fn month_of(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for start in self.ways(at, &[Mean::Article]) {
            let Some(next) = self.is(start, Mean::Unit(Unit::Month)) else {
                continue;
            };
            for of in self.ways(next, &[Mean::Of]) {
                let Some((month, next, _)) = self.month(of) else {
                    continue;
                };
                let cal = Cal::of(Piece::Month(month));
                best = longest([best, Some(self.with_year(Phrase::cal(next, cal), cal))]);
            }
        }
        best
    }

    /// "first Friday of July", "the third week of this month", "last week of 2016".
    pub(super) fn nth(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for start in self.ways(at, &[Mean::Article]) {
            let number = self
                .number(start)
                .filter(|n| n.ordinal && n.value <= 53)
                .map(|n| (n.value, n.next));
            let last = self.find(start, |m| {
                matches!(m, Mean::Which(Which::Last)).then_some(())
            });
            let Some((number, place)) = number.or(last.map(|(_, next, _)| (0, next))) else {
                continue;
            };
            let weekday = self.find(place, |mean| match mean {
                Mean::Weekday(day) => Some(day),
                _ => None,
            });
            if let Some((day, next, weak)) = weekday.filter(|_| number <= 5) {
                let of_what =
                    self.nth_of(next, |month| Piece::NthWeekday(number as u8, day, month));
                // "the first Sunday" of a month that is not said; "the first Sunday after Easter" is another.
                let other = [Mean::After, Mean::Before].map(|mean| self.is(next, mean));
                let alone = Cal::of(Piece::NthWeekday(number as u8, day, 0));
                let alone = (number > 0 && !weak && other == [None, None])
                    .then(|| Phrase::cal(next, alone));
                best = longest([best, of_what, alone]);
            }
            if let Some(next) = self.is(place, Mean::Unit(Unit::Week)) {
                best = longest([
                    best,
                    self.nth_of(next, |month| Piece::WeekIn(number as u8, month)),
                ]);
            }
            if let Some(next) = self
                .is(place, Mean::Unit(Unit::Month))
                .filter(|_| (1..=12).contains(&number))
            {
                let cal = Cal::of(Piece::Month(number as u8));
                let dated = self.with_year(Phrase::cal(next, cal), cal);
                let refined = self.refined(Phrase::cal(next, cal));
                best = longest([
                    best,
                    Some(dated).filter(|p| p.next > next),
                    Some(refined).filter(|p| p.next > next),
                ]);
            }
        }
        best
    }

    fn nth_of(&self, at: usize, piece: impl Fn(u8) -> Piece) -> Option<Phrase> {
        let mut best = None;
        for of in self.ways(at, &[Mean::Of, Mean::In]) {
            if let Some((month, next, _)) = self.month(of).filter(|_| of > at) {
                let cal = Cal::of(piece(month));
                best = longest([
                    best,
                    Some(self.refined(self.with_year(Phrase::cal(next, cal), cal))),
                ]);
            }
            let of = self.skip(of, &[Mean::Article]);
            if let Some((Year::Full(year), next)) = self.year(of, false).filter(|_| of > at)
                && let Some(span) =
                    Span::year(year).and_then(|span| Cal::of(piece(0)).within(&span))
            {
                best = longest([best, Some(Phrase::new(next, Node::Spans(vec![span])))]);
            }
        }
        let loose = Phrase::cal(at, Cal::of(piece(0)));
        let refined = self.refined(loose);
        longest([
            best,
            Some(refined).filter(|phrase| phrase.next > at && phrase.only_cal().is_none()),
        ])
    }
}
