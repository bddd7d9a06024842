//! Weekdays, alone and with the date that follows them.

use super::grammar::longest;
use super::language::Mean;
use super::parser::Parser;
use super::phrase::Phrase;
use super::resolve::{Cal, Piece};

impl Parser<'_> {
    /// "this Friday, 6 December": the word before says no more than the date does.
    pub(super) fn this_weekday(&self, at: usize) -> Option<Phrase> {
        let (_, next, _) = self.find(at, |mean| matches!(mean, Mean::Which(_)).then_some(()))?;
        let dated = longest([self.with_weekday(next, true), self.numeric_core(next, true)])?;
        let days = |piece| matches!(piece, Piece::Day(..));
        matches!(&dated.node, super::phrase::Node::Cals(cals) if cals.iter().all(|cal| days(cal.piece))).then_some(dated)
    }

    /// "Wednesday", "mercredi 4 décembre", "Friday the 22nd".
    pub(super) fn with_weekday(&self, at: usize, company: bool) -> Option<Phrase> {
        let (weekday, mut after, weak) = self.find(at, |mean| match mean {
            Mean::Weekday(day) => Some(day),
            _ => None,
        })?;
        if weak && let Some(dot) = self.dot_of_a_short_name(after) {
            after = dot;
        }
        let alone = Phrase::cal(
            after,
            Cal {
                weekday: Some(weekday),
                ..Cal::of(Piece::Weekday)
            },
        );
        // "glace de mer", "in den": an abbreviation is written as one.
        let abbreviated = after > at + 1 || self.raw(at).starts_with(char::is_uppercase);
        let led = company && abbreviated && !self.preceded(at, &[Mean::Article]);
        // "na terça": Portuguese leaves out "feira", and then the ordinals stand alone.
        let ends = self.at_stop(after) || self.is(after, Mean::Daypart).is_some();
        let ordinal = self.lexicon.language.code == "pt" && self.raw(at).len() >= 5;
        let short = ordinal && ends && self.preceded(at, &[Mean::On]);
        let any = self.preceded(at, &[Mean::Any]);
        let mut best = ((!weak || led || short) && !any).then_some(alone);
        let mut starts = vec![after];
        for mark in [',', '-', '('] {
            starts.extend(self.mark(after, mark));
        }
        for start in starts.clone().into_iter().filter(|_| !weak) {
            starts.extend(
                self.ways(start, &[Mean::On, Mean::Article])
                    .into_iter()
                    .filter(|s| *s > start),
            );
        }
        for start in starts {
            let date = longest([
                self.day_month(start, true),
                self.month_day(start, true),
                self.numeric_core(start, true),
            ]);
            if let Some(mut phrase) = date {
                if let super::phrase::Node::Cals(cals) = &mut phrase.node {
                    for cal in cals.iter_mut() {
                        cal.weekday = Some(weekday);
                    }
                }
                if self.mark(start - 1, '(').is_some() {
                    match self.mark(phrase.next, ')') {
                        Some(next) => phrase.next = next,
                        None => continue,
                    }
                }
                best = longest([best, Some(phrase)]);
            }
            if let Some(day) = self
                .day_number(start)
                .filter(|d| d.digits > 0 || d.ordinal || start > after)
                && (self.soft_end(day.next)
                    // "the first", "the second" are more often of other things.
                    || day.ordinal && (day.digits > 0 || day.value > 3)
                    || day.digits > 0
                        && self.preceded(start, &[Mean::Article])
                        && self.unit(day.next).is_none())
                && !self.more_digits(day.next)
                && self.clock(start).is_none_or(|(next, _)| next <= day.next)
            {
                let cal = Cal {
                    weekday: Some(weekday),
                    ..Cal::of(Piece::DayOf(day.value as u8))
                };
                let next = match self.mark(start - 1, '(') {
                    Some(_) => self.mark(day.next, ')'),
                    None => Some(day.next),
                };
                best = longest([best, next.map(|next| Phrase::cal(next, cal))]);
            }
        }
        best
    }
}
