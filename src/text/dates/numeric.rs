//! Dates in digits: ISO 8601 and its kin, `22/04/2016`, `11/2016`, `20161016`, timestamps.
//!
//! Where day and month may change places, both readings are given: neither the language of a text nor its country settles which. Dots settle it:
//! digits parted by dots begin with the day, but in English, where they are not used.

use super::grammar::longest;
use super::language::Mean;
use super::parser::{Parser, Year};
use super::phrase::{Node, Phrase};
use super::resolve::{Cal, Piece};

const PARTING: [char; 3] = ['-', '/', '.'];

impl Parser<'_> {
    /// A date in digits.
    pub(super) fn numeric(&self, at: usize, company: bool) -> Option<Phrase> {
        self.numeric_core(at, company)
            .map(|phrase| self.refined(phrase))
    }

    /// A date in digits, without the stretch that it may lie in.
    pub(super) fn numeric_core(&self, at: usize, company: bool) -> Option<Phrase> {
        let (_, digits) = self.digits(at)?;
        // Within a longer chain of digits, letters and marks it is a version, a number or an address.
        if at > 0 && self.glued(at) && !"([{\"“«'‘>,;–—|".contains(self.raw(at - 1)) {
            let dash = matches!(self.raw(at - 1), "-" | "~");
            if !(dash && company) {
                return None;
            }
        }
        let found = match digits {
            8 => self.eight(at),
            4 => longest([self.year_first(at), self.years_of_two(at)]),
            1 | 2 => longest([
                self.three(at),
                self.three_apart(at),
                self.month_and_year(at),
                self.two(at, company),
            ]),
            _ => None,
        };
        found.filter(|phrase| !self.glued_on(phrase.next))
    }

    /// Whether more digits or letters hang on.
    fn glued_on(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.glued) else {
            return false;
        };
        let more = self.glued(at + 1) && (self.digits(at + 1).is_some() || self.is_word(at + 1));
        match self.raw(at) {
            "/" | "_" | "@" | "%" | "$" | "€" | "°" => true,
            "." | "," | ":" => more && self.digits(at + 1).is_some(),
            "-" => self.glued(at + 1) && self.is_word(at + 1),
            "T" => false,
            _ => !matches!(token.kind, super::token::Kind::Mark(_)),
        }
    }

    /// Past a parting mark that stands close on both sides; or, with `loose`, with spaces.
    fn parted(&self, at: usize, loose: bool) -> Option<(char, usize)> {
        let mark = PARTING
            .into_iter()
            .find(|mark| self.mark(at, *mark).is_some())?;
        (loose || (self.glued(at) && self.glued(at + 1))).then_some((mark, at + 1))
    }

    /// Past the full stop and space of "27. 11. 2024", where a full stop makes an ordinal of digits.
    fn dot_and_space(&self, at: usize) -> Option<(char, usize)> {
        let dot = self.mark(at, '.').filter(|_| self.glued(at))?;
        (self.lexicon.language.dot_is_ordinal && !self.glued(dot)).then_some(('.', dot))
    }

    fn eight(&self, at: usize) -> Option<Phrase> {
        let (value, _) = self.digits(at)?;
        let year = i64::from(value / 10_000);
        let piece = Piece::Day((value / 100 % 100) as u8, (value % 100) as u8);
        let cal = Cal {
            year: Some(Year::Full(year)),
            ..Cal::of(piece)
        };
        let real = (1900..2100).contains(&year) && cal.in_year(year).is_some();
        (real && self.at_stop(at + 1)).then(|| Phrase::cal(at + 1, cal))
    }

    /// `2016-10-16`, `2016/11`, `2015.3`.
    fn year_first(&self, at: usize) -> Option<Phrase> {
        let (year, _) = self.digits(at)?;
        if !(1000..=2999).contains(&year) {
            return None;
        }
        let year = Some(Year::Full(i64::from(year)));
        let with = |piece| Cal {
            year,
            ..Cal::of(piece)
        };
        let spaced = |next: usize| {
            let (_, a) = self.digits(next)?;
            let (day, b) = self.digits(next + 1)?;
            ((a, b) == (2, 2)).then_some((day, next + 2))
        };
        if let (Some((month, _)), Some((day, next))) = (self.digits(at + 1), spaced(at + 1))
            && (1..=12).contains(&month)
            && (1..=31).contains(&day)
        {
            return Some(Phrase::cal(next, with(Piece::Day(month as u8, day as u8))));
        }
        let close = self.parted(at + 1, false);
        let (mark, place) =
            close.or_else(|| self.parted(at + 1, true).filter(|(m, _)| *m != '.'))?;
        let (month, digits) = self.digits(place).filter(|(_, d)| *d <= 2)?;
        if let (true, Some((again, place))) = (close.is_some(), self.parted(place + 1, false))
            && again == mark
            && let Some((day, 1..=2)) = self.digits(place)
        {
            let cal = with(Piece::Day(month as u8, day as u8));
            // A year first is followed by the month: ISO 8601, and everyone who writes so.
            return (1..=12)
                .contains(&month)
                .then(|| Phrase::cal(place + 1, cal));
        }
        let span = Piece::Month(month as u8);
        // "2004-05" may be May, or the year that ended in 2005.
        let following = year.and_then(|y| match y {
            Year::Full(y) => Some((y + 1).rem_euclid(100) == i64::from(month) && digits == 2),
            Year::Short(_) => None,
        });
        let season = following == Some(true) && close.is_some() && mark != '.';
        if season && let Some(Year::Full(y)) = year {
            let years = super::calendar::Span::read(format!("{y}/{}", y + 1))?;
            let month = (1..=12)
                .contains(&month)
                .then(|| with(span).in_year(y))
                .flatten();
            return Some(Phrase::new(
                place + 1,
                Node::Spans(month.into_iter().chain([years]).collect()),
            ));
        }
        let sure = close.is_some() && (mark != '.' || digits == 1 || self.at_stop(place + 1));
        // "2016 - 05": a nought before it makes it a month.
        let sure = sure || digits == 2 && month < 10;
        ((1..=12).contains(&month) && (sure || self.at_stop(place + 1)))
            .then(|| Phrase::cal(place + 1, with(span)))
    }

    /// `22/04/2016`, `05.06.24`, `11/12,2016`.
    fn three(&self, at: usize) -> Option<Phrase> {
        let (first, _) = self.digits(at)?;
        let spaced = self.dot_and_space(at + 1);
        let (mark, place) = self.parted(at + 1, false).or(spaced)?;
        let (second, 1..=2) = self.digits(place)? else {
            return None;
        };
        if spaced.is_some() {
            let (_, after) = self
                .dot_and_space(place + 1)
                .or(self.parted(place + 1, false))?;
            let (year, 4) = self
                .digits(after)
                .filter(|(y, _)| (1000..=2999).contains(y))?
            else {
                return None;
            };
            let year = Some(Year::Full(year.into()));
            return self.day_and_month('.', first, second, year, after + 1);
        }
        let (after, comma) = match self.mark(place + 1, ',') {
            Some(next) => (next, true),
            None => {
                let (again, next) = self.parted(place + 1, false)?;
                if again != mark {
                    return None;
                }
                (next, false)
            }
        };
        let (year, digits) = self.digits(after)?;
        let year = match digits {
            4 if (1000..=2999).contains(&year) => Year::Full(i64::from(year)),
            2 if !comma || self.soft_end(after + 1) => Year::Short(year as u8),
            _ => return None,
        };
        self.day_and_month(mark, first, second, Some(year), after + 1)
    }

    /// `18 08 1978`: two digits, two and four, and no others beside them.
    fn three_apart(&self, at: usize) -> Option<Phrase> {
        let (Some((first, 2)), Some((second, 2)), Some((year, 4))) =
            (self.digits(at), self.digits(at + 1), self.digits(at + 2))
        else {
            return None;
        };
        let alone = (at == 0 || self.digits(at - 1).is_none())
            && self.digits(at + 3).is_none()
            && self.soft_end(at + 3);
        let year = Some(Year::Full(year.into())).filter(|_| (1900..=2100).contains(&year) && alone);
        self.day_and_month(' ', first, second, Some(year?), at + 3)
    }

    /// `22/04` in company: after "on", a weekday, or in a range.
    fn two(&self, at: usize, company: bool) -> Option<Phrase> {
        if !(company
            || (at == 0 && self.tokens.len() <= 4)
            || self.is_date_by_shape(at)
            || self.is_listed(at))
        {
            return None;
        }
        let (first, _) = self.digits(at)?;
        let (mark, place) = self.parted(at + 1, false).or(self.dot_and_space(at + 1))?;
        let (second, digits @ 1..=2) = self.digits(place)? else {
            return None;
        };
        // A dash is as likely a stretch of hours, unless a month is written as one or the other number can be no hour.
        let nought = digits == 2 && second < 10;
        let dated = (first > 12) != (second > 12) || nought || self.lexicon.language.code == "nl";
        let on = [
            Mean::On,
            Mean::Since,
            Mean::Until,
            Mean::Before,
            Mean::After,
        ];
        if mark == '-' && !(dated && self.preceded(at, &on) && first.max(second) < 32) {
            return None;
        }
        // "22.04." in German.
        let dot = self
            .mark(place + 1, '.')
            .filter(|_| mark == '.' && self.glued(place + 1));
        if dot.is_none() && !self.glued(place) {
            return None;
        }
        let next = dot.filter(|dot| !self.glued(*dot)).unwrap_or(place + 1);
        self.day_and_month(mark, first, second, None, next)
    }

    /// "22/04", "28.10.": two digits each, one of which can be no month, the other written as a month is; no share is.
    fn is_date_by_shape(&self, at: usize) -> bool {
        let (Some((first, 2)), Some((second, 2))) = (self.digits(at), self.digits(at + 2)) else {
            return false;
        };
        let nought = self.raw(at + 2).starts_with('0') && second > 0;
        let slash = self.mark(at + 1, '/').is_some() && nought && self.at_stop(at + 3);
        let dots = self.mark(at + 1, '.').is_some()
            && self.lexicon.language.dot_is_ordinal
            && self.mark(at + 3, '.').is_some_and(|next| !self.glued(next))
            && (1..=12).contains(&second);
        (13..=31).contains(&first) && (slash || dots)
    }

    /// "20/11, 22/11 or 25/11": what stands after another such, which had company.
    fn is_listed(&self, at: usize) -> bool {
        let joiner = at.checked_sub(1).filter(|before| {
            let or = self.find(*before, |m| matches!(m, Mean::And | Mean::Or).then_some(()));
            self.mark(*before, ',').is_some() || or.is_some()
        });
        let Some(first) = joiner.and_then(|joiner| joiner.checked_sub(3)) else {
            return false;
        };
        let shape = |at: usize| {
            self.digits(at).is_some()
                && self.mark(at + 1, '/').is_some()
                && self.digits(at + 2).is_some()
        };
        // One look back is enough: the one before has company, or stands in the list itself.
        shape(first)
            && shape(at)
            && !self.glued(first)
            && !self.glued_on(at + 3)
            && (self.after_preposition(first)
                || self.is_date_by_shape(first)
                || first
                    .checked_sub(4)
                    .is_some_and(|f| shape(f) && self.after_preposition(f)))
    }

    fn day_and_month(
        &self,
        mark: char,
        first: u32,
        second: u32,
        year: Option<Year>,
        next: usize,
    ) -> Option<Phrase> {
        let day_first = mark == '.' && self.lexicon.language.dots_are_day_first;
        let date = |month: u32, day: u32| {
            let real = (1..=12).contains(&month) && (1..=31).contains(&day);
            real.then(|| Cal {
                year,
                ..Cal::of(Piece::Day(month as u8, day as u8))
            })
        };
        let mut cals: Vec<Cal> = match day_first && second <= 12 {
            true => date(second, first).into_iter().collect(),
            false => date(second, first)
                .into_iter()
                .chain(date(first, second))
                .collect(),
        };
        cals.dedup();
        (!cals.is_empty()).then(|| Phrase::new(next, Node::Cals(cals)))
    }

    /// `11/2016`, `03-2015`, `05.2016`.
    fn month_and_year(&self, at: usize) -> Option<Phrase> {
        let (month, _) = self.digits(at)?;
        let close = self.parted(at + 1, false);
        let (mark, place) = close.or_else(|| self.parted(at + 1, true))?;
        let (year, 4) = self.digits(place)? else {
            return None;
        };
        let real = (1..=12).contains(&month) && (1000..=2999).contains(&year);
        let sure = close.is_some()
            || mark == '/'
            || (self.digits(at)?.1 == 2 && (month < 10 || self.at_stop(place + 1)));
        let cal = Cal {
            year: Some(Year::Full(i64::from(year))),
            ..Cal::of(Piece::Month(month as u8))
        };
        (real && sure).then(|| Phrase::cal(place + 1, cal))
    }
}
