//! Two names with the time between them, where a name alone would be another word: "Jan-Feb 2017", "de terça a quinta", "mar–jeu".

use super::grammar::longest;
use super::language::Mean;
use super::parser::Parser;
use super::phrase::Phrase;
use super::resolve::{Cal, Piece};

impl Parser<'_> {
    /// The stretch between two months or two weekdays, one of which is written as a word that has other meanings.
    pub(super) fn pair(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for start in self.ways(at, &[Mean::From, Mean::Between]) {
            for (first, next, weak) in self.names(start) {
                for middle in self.joined_at(next) {
                    for place in self.ways(middle, &[Mean::Article, Mean::On]) {
                        best = longest([best, self.pair_with(start, first, place, weak)]);
                    }
                }
            }
        }
        best
    }

    fn pair_with(&self, start: usize, first: Cal, place: usize, weak: bool) -> Option<Phrase> {
        let kind = |cal: Cal| matches!(cal.piece, Piece::Weekday);
        let again = self.raw(start).eq_ignore_ascii_case(self.raw(place));
        let names = self.names(place).into_iter().filter(|_| !again);
        let name = names
            .filter(|(second, ..)| kind(*second) == kind(first))
            .map(|(second, next, other)| (Phrase::cal(next, second), other))
            .find(|(_, other)| weak || *other)
            .map(|(phrase, _)| phrase);
        // "Nov-Feb 5th, 2017".
        let dated = self.explicit_plain(place).filter(|phrase| {
            let cal = phrase.only_cal();
            weak && !kind(first) && cal.is_some_and(|cal| cal.month().is_some() && cal.has_year())
        });
        let second = longest([name, dated])?;
        self.joined(Phrase::cal(start + 1, first), second)
    }

    /// The month and the weekday whose name stands here, with where it ends and whether it has other meanings.
    fn names(&self, at: usize) -> Vec<(Cal, usize, bool)> {
        if !self.named(at) {
            return Vec::new();
        }
        let month = self.month(at).map(|(month, next, weak)| {
            let cal = Cal::of(Piece::Month(month));
            (cal, next, weak)
        });
        let weekday = self.find(at, |mean| match mean {
            Mean::Weekday(day) => Some(Cal {
                weekday: Some(day),
                ..Cal::of(Piece::Weekday)
            }),
            _ => None,
        });
        let weekday = weekday.map(|(cal, next, weak)| {
            let dot = self.dot_of_a_short_name(next).filter(|_| weak);
            (cal, dot.unwrap_or(next), weak)
        });
        month.into_iter().chain(weekday).collect()
    }

    /// Past what joins two names that stand side by side.
    fn joined_at(&self, at: usize) -> Vec<usize> {
        let words = self
            .ways(at, &[Mean::To])
            .into_iter()
            .filter(|next| *next > at);
        let dashes = ['-', '–', '—', '~'].into_iter();
        let dashes = dashes.filter_map(|dash| self.mark(at, dash));
        let hyphen = self
            .tokens
            .get(at)
            .filter(|token| token.hyphened)
            .map(|_| at);
        words.chain(dashes).chain(hyphen).collect()
    }
}
