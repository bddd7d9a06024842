//! Years by their number alone, and numbers that are none.

use super::calendar::Span;
use super::language::{Mean, Unit};
use super::parser::{Parser, Year};
use super::phrase::{Node, Phrase};
use super::resolve::{Cal, Piece, full_year};

impl Parser<'_> {
    /// "2007", "year 2008", "44 BC": a number of four digits is a year only where it can hardly be a count.
    pub(super) fn bare_year(&self, at: usize, company: bool) -> Option<Phrase> {
        let dated = |year, next| {
            Phrase::cal(
                next,
                Cal {
                    year: Some(year),
                    ..Cal::of(Piece::Year)
                },
            )
        };
        for start in self.ways(at, &[Mean::Article]) {
            if let Some((value, digits)) = self.digits(start).filter(|(_, d)| *d <= 4)
                && let Some(next) = self.is(start + 1, Mean::Bc)
            {
                let span = Span::year(1 - i64::from(value)).filter(|_| digits > 0);
                return span.map(|span| Phrase::new(next, Node::Spans(vec![span])));
            }
            if let Some((value, _)) = self.digits(start).filter(|(_, d)| *d <= 4)
                && let Some(next) = self
                    .is(start + 1, Mean::Ad)
                    .filter(|_| self.raw(start + 1).chars().all(char::is_uppercase))
            {
                return Some(dated(Year::Full(i64::from(value)), next));
            }
            if let Some(word) = self.is(start, Mean::Unit(Unit::Year))
                && !self.of_another_calendar(word)
                && let Some((year, next)) = self.year(word, false).or(self.early_year(word))
                && full_year(year, self.on).is_some()
            {
                return Some(dated(year, next));
            }
        }
        let (year @ Year::Full(value), next) = self.year(at, false)? else {
            return None;
        };
        let digits = self.digits(at).is_some();
        if self.of_another_calendar(at) {
            return None;
        }
        if at > 0 && self.glued(at) && !"([{\"“«'‘>,;–—-|~/".contains(self.raw(at - 1)) {
            return None;
        }
        // A price, a share, a number within a longer one.
        let money = at > 0 && "$€£¥#".contains(self.raw(at - 1)) && !self.raw(at - 1).is_empty();
        let glued = self.glued(next)
            && (self.is_word(next)
                || matches!(
                    self.raw(next),
                    "%" | "°" | "$" | "€" | "£" | "/" | "@" | "_" | "="
                ));
        let grouped = self.glued(at) && self.digits(at.wrapping_sub(1)).is_some();
        if money || glued || grouped || self.more_number(next) {
            return None;
        }
        let asked = company
            && self.preceded(
                at,
                &[
                    Mean::In,
                    Mean::Since,
                    Mean::Of,
                    Mean::From,
                    Mean::Before,
                    Mean::After,
                    Mean::Until,
                    Mean::Edge,
                    Mean::Between,
                    Mean::About,
                    Mean::To,
                    Mean::And,
                ],
            );
        let unit = self
            .find(next, |m| matches!(m, Mean::Unit(_)).then_some(()))
            .is_some();
        // "in 2019, 2020 and 2021".
        let listed = at > 1
            && self
                .find(at - 1, |m| matches!(m, Mean::And | Mean::Or).then_some(()))
                .is_some_and(|(_, next, _)| next == at)
            && self.digits(at - 2).is_some_and(|(year, digits)| {
                digits == 4 && (1500..=2100).contains(&year) && i64::from(year) != value
            });
        let likely = match (asked || company, digits) {
            _ if listed && digits && !unit => (1500..=2100).contains(&value),
            (true, _) => {
                (1000..=2999).contains(&value)
                    && !unit
                    && (self.loose_end(next)
                        || asked && digits && !self.preceded(at, &[Mean::About])
                        // "vers 1860 la ville": no noun that it counts.
                        || asked && digits && self.is(next, Mean::Article).is_some())
            }
            (false, true) => (1500..=2100).contains(&value) && self.soft_end(next) && !unit,
            (false, false) => (1500..=2100).contains(&value) && self.soft_end(next),
        };
        likely.then(|| dated(year, next))
    }

    /// A year of three digits, after the word for one: "l'an 800".
    fn early_year(&self, at: usize) -> Option<(Year, usize)> {
        let (year, 3) = self.digits(at)? else {
            return None;
        };
        let alone = self.soft_end(at + 1) && !self.more_digits(at + 1);
        alone.then_some((Year::Full(year.into()), at + 1))
    }

    /// Whether the number here is that of a fiscal or school year: "fiscal year 2023", "l'année scolaire 2023-2024", "año fiscal de 2023".
    pub(super) fn of_another_calendar(&self, at: usize) -> bool {
        let is = |at: usize, mean| self.find(at, |m| (m == mean).then_some(())).is_some();
        let number =
            |at: usize| self.digits(at).is_some() || matches!(self.raw(at), "-" | "–" | "/");
        let mut words = (at.saturating_sub(6)..at)
            .rev()
            .skip_while(|at| number(*at))
            .peekable();
        let of = words.next_if(|at| is(*at, Mean::Of)).is_some();
        match words.next() {
            // "fiscal year", and "fiscal" alone.
            Some(last) if is(last, Mean::Unit(Unit::Year)) => {
                words.next().is_some_and(|before| is(before, Mean::Apart))
            }
            Some(last) if is(last, Mean::Apart) => {
                let year = words
                    .next()
                    .is_some_and(|before| is(before, Mean::Unit(Unit::Year)));
                year || !of
            }
            _ => false,
        }
    }

    fn loose_end(&self, at: usize) -> bool {
        self.soft_end(at) || !self.is_word(at)
    }

    /// Whether the digits go on past a space, as in "2 000 000" or "2024 000".
    fn more_number(&self, at: usize) -> bool {
        self.digits(at).is_some_and(|(_, digits)| digits == 3)
    }

    /// `2014-2018` with any dash, `1914-18`, `2022/23`. Two digits that may be a month are one after a hyphen.
    pub(super) fn years_of_two(&self, at: usize) -> Option<Phrase> {
        let (first, 4) = self.digits(at)? else {
            return None;
        };
        let dashes = ['-', '–', '—', '~', '/'];
        let (mark, dash) = dashes
            .into_iter()
            .find_map(|mark| Some((mark, self.mark(at + 1, mark)?)))?;
        let (second, digits) = self.digits(dash)?;
        let tight = self.glued(at + 1) && self.glued(dash) && !self.more_digits(dash + 1);
        let last = match digits {
            4 if self.soft_end(dash + 1) => second,
            2 if tight && (second > 12 || mark != '-' || first % 100 + 1 == second) => {
                first / 100 * 100 + second
            }
            _ => return None,
        };
        let years = (1000..=2100).contains(&first) && (1000..=2100).contains(&last);
        let near = digits == 4 || first >= 1500;
        let fit = years && near && first < last;
        let span = fit.then(|| Span::years(first.into(), last.into()))??;
        Some(Phrase::new(dash + 1, Node::Spans(vec![span])))
    }
}
