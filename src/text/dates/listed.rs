//! Days in a list, of which one names the month: "18, 19 and 20 June", "June 18 and 19".

use super::grammar::longest;
use super::language::Mean;
use super::parser::Parser;
use super::phrase::Phrase;
use super::resolve::{Cal, Piece};

impl Parser<'_> {
    /// The days of an enumeration before the one that names the month: the "18" of "18, 19 and 20 June", the "Monday" of "Monday or Tuesday" is a
    /// date of its own.
    pub(super) fn listed(&self, at: usize) -> Option<Phrase> {
        // How many days are listed before a month is named.
        const MOST: usize = 8;
        let first = self.day_number(at).filter(|_| !self.within_number(at))?;
        let (mut day, mut joined) = (first, false);
        for _ in 0..MOST {
            let joiners = [Mean::And, Mean::Or];
            let comma = self.mark(day.next, ',');
            let next = self.skip(comma.unwrap_or(day.next), &joiners);
            if next == day.next {
                return None;
            }
            joined |= comma.is_none_or(|comma| next > comma);
            let next = self.skip(next, &[Mean::Article]);
            let after = self.day_number(next).filter(|n| n.value > day.value)?;
            let named = self
                .day_month(next, true)
                .and_then(|phrase| phrase.only_cal());
            if let Some(Cal {
                piece: Piece::Day(month, _),
                year,
                ..
            }) = named
            {
                let piece = Piece::Day(month, first.value as u8);
                let cal = Cal {
                    year,
                    ..Cal::of(piece)
                };
                return joined.then(|| Phrase::cal(first.next, cal));
            }
            day = after;
        }
        None
    }

    /// The months and days of an enumeration before the one that names the year: the "March" of "in March and April 2022", the "12 mai" of "le 12
    /// mai et le 3 juin 2022".
    pub(super) fn before_year(&self, at: usize) -> Option<Phrase> {
        let yearless = |at| {
            let named = longest([self.day_month(at, false), self.month_named(at)])?;
            let cal = named.only_cal().filter(|cal| !cal.has_year())?;
            Some((named.next, cal))
        };
        let order = |cal: Cal| match cal.piece {
            Piece::Month(month) => (month, 0),
            Piece::Day(month, day) => (month, day),
            _ => (0, 0),
        };
        let (end, cal) = yearless(at)?;
        let joiners = [Mean::And, Mean::Or];
        // Each of a longer list looks for the year by itself.
        let (mut place, mut last) = (end, cal);
        for _ in 0..4 {
            let comma = self.mark(place, ',').unwrap_or(place);
            let joined = self.skip(comma, &joiners);
            let next = self.ways(joined, &[Mean::In, Mean::On, Mean::Article]);
            let dated = next.iter().filter(|_| joined > comma).find_map(|next| {
                let dated = longest([self.day_month(*next, true), self.month_year(*next)])?;
                dated.only_cal().filter(Cal::has_year)
            });
            if let Some(dated) = dated {
                let same = matches!(
                    (cal.piece, dated.piece),
                    (Piece::Month(_), Piece::Month(_)) | (Piece::Day(..), Piece::Day(..))
                );
                let later = order(last) >= order(dated);
                let year = dated.year.map(|year| year.plus(-i64::from(later)));
                return same.then(|| Phrase::cal(end, Cal { year, ..cal }));
            }
            let (after, more) = (joined == comma && comma > place)
                .then(|| yearless(comma))
                .flatten()?;
            if order(more) <= order(last) {
                return None;
            }
            (place, last) = (after, more);
        }
        None
    }

    /// A month by its name alone, where that is no other word.
    fn month_named(&self, at: usize) -> Option<Phrase> {
        let (month, next, weak) = self.month(at)?;
        let sure = !weak || self.named(at) && self.after_preposition(at);
        sure.then(|| Phrase::cal(next, Cal::of(Piece::Month(month))))
    }

    /// The days of an enumeration after the one that names the month: the "19" of "June 18 and 19".
    pub(super) fn listed_after(&self, at: usize) -> Option<Phrase> {
        let day = self
            .day_number(at)
            .filter(|day| !self.more_digits(day.next) && self.soft_end(day.next))?;
        let (mut place, mut least) = (at, day.value);
        while let Some(before) = place.checked_sub(1) {
            let joiner = self.mark(before, ',').is_some()
                || self
                    .find(before, |m| matches!(m, Mean::And | Mean::Or).then_some(()))
                    .is_some();
            if joiner && place > 1 {
                place = before;
                continue;
            }
            let number = self
                .day_number(before)
                .filter(|n| n.next <= place && n.value < least)?;
            if place == at || at - before > 12 {
                return None;
            }
            least = number.value;
            place = before;
            // "Oct. 3 and 4" has a full stop between.
            let ends_here = |at| self.month(at).filter(|(_, next, _)| *next == before);
            let month = (before.saturating_sub(2)..before).find_map(ends_here);
            if let Some((month, ..)) = month {
                let comma = self.mark(day.next, ',').unwrap_or(day.next);
                let year = self.year(comma, false);
                let cal = Cal {
                    year: year.map(|(year, _)| year),
                    ..Cal::of(Piece::Day(month, day.value as u8))
                };
                return Some(Phrase::cal(year.map_or(day.next, |(_, next)| next), cal));
            }
        }
        None
    }
}
