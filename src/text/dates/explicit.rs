//! Dates that name a month, a weekday or a day of the month in words.

use super::grammar::longest;
use super::language::Mean;
use super::parser::{Parser, Year};
use super::phrase::Phrase;
use super::resolve::{Cal, Piece};

impl Parser<'_> {
    /// A date in words. `company`: words around it make a weak word a date.
    pub(super) fn explicit(&self, at: usize, company: bool) -> Option<Phrase> {
        let whole = self
            .explicit_core(at, company)
            .map(|phrase| self.refined(phrase));
        longest([
            self.before_year(at),
            whole,
            self.day_of_stretch(at),
            self.listed(at),
            self.listed_after(at),
        ])
    }

    /// "the 20th of next month".
    fn day_of_stretch(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for start in self.ways(at, &[Mean::Article]) {
            let Some(day) = self
                .day_number(start)
                .filter(|day| day.digits > 0 || day.ordinal)
            else {
                continue;
            };
            let mut after = day.next;
            // "the 15th day of next month".
            if let Some(word) = self.is(after, Mean::Unit(super::language::Unit::Day)) {
                after = word;
            }
            let refined = self.refined(Phrase::cal(after, Cal::of(Piece::DayOf(day.value as u8))));
            best = longest([
                best,
                Some(refined).filter(|p| p.next > after && p.only_cal().is_none()),
            ]);
        }
        best
    }

    /// A date in words, without the stretch that it may lie in.
    pub(super) fn explicit_core(&self, at: usize, company: bool) -> Option<Phrase> {
        let plain = longest([
            self.day_month(at, company),
            self.month_day(at, company),
            self.year_month(at),
            self.month_year(at),
            self.month_alone(at, company),
            self.the_day(at, company),
        ]);
        longest([self.with_weekday(at, company), self.this_weekday(at), plain])
    }

    /// A name of a month; whether it is one that is more often another word.
    pub(super) fn month(&self, at: usize) -> Option<(u8, usize, bool)> {
        let (month, next, weak) = self.find(at, |mean| match mean {
            Mean::Month(month) => Some(month),
            _ => None,
        })?;
        // The full stop of "oct." is a part of it, if more follows or the word is an abbreviation.
        let dotted = self.dot_of_a_short_name(next).filter(|dot| {
            self.raw(at).chars().count() <= 5 && (weak || self.digits(*dot).is_some())
        });
        Some((month, dotted.unwrap_or(next), weak))
    }

    /// Past a full stop that shortens the word before it and ends no sentence: the text goes on, and not with a capital.
    pub(super) fn dot_of_a_short_name(&self, at: usize) -> Option<usize> {
        let dot = self.mark(at, '.').filter(|_| self.glued(at))?;
        let next = self.tokens.get(dot).filter(|token| !token.apart)?;
        let capital = self.text[next.start..].starts_with(char::is_uppercase);
        (!capital).then_some(dot)
    }

    /// Where the next part of a date may begin: here, or past a small word or mark.
    pub(super) fn parts(&self, at: usize) -> Vec<usize> {
        let mut out = self.ways(at, &[Mean::Of, Mean::In]);
        for mark in [',', '-', '/', '.'] {
            if let Some(next) = self.mark(at, mark) {
                out.push(next);
                if mark == ',' {
                    out.extend(self.ways(next, &[Mean::Of, Mean::In]));
                }
            }
        }
        out
    }

    /// The year after a month, or after a day and its month; `many` where a second day may stand in its place.
    fn year_after(&self, at: usize, after_day: bool, many: bool) -> Option<(Year, usize)> {
        for start in self.parts(at) {
            if start > at && self.mark(start - 1, '.').is_some() && !self.glued(start) {
                continue;
            }
            let quoted = self.mark(start, '\'').is_some();
            let parted = start > at || quoted;
            // "août 99": a number that is no day of a month.
            let late = self
                .digits(start)
                .is_some_and(|(value, digits)| digits == 2 && value > 31);
            let Some((year, next)) = self.year(start, parted || after_day || late) else {
                continue;
            };
            match year {
                // "on 20 November 1500 people": a round number far from our time that a noun follows.
                Year::Full(full)
                    if !(1800..=2100).contains(&full) && full % 10 == 0 && self.counts(next) => {}
                Year::Full(_) => return Some((year, next)),
                // "12 sept 99": a number that is no day and counts nothing.
                Year::Short(short) if short > 31 || parted || self.at_stop(next) => {
                    let clock = matches!(self.raw(next), ":" | "h" | "%" | "°") && self.glued(next)
                        || self.more_digits(next);
                    let counts = !self.soft_end(next);
                    // "November 19-20" is two days, "28-nov-16" a year.
                    let days = start > at
                        && short < 32
                        && !quoted
                        && (self.mark(start - 1, ',').is_some()
                            || self.mark(start - 1, '-').is_some() && many);
                    if !clock && !counts && !days {
                        return Some((year, next));
                    }
                }
                Year::Short(_) => {}
            }
        }
        // "of the year 1995".
        for start in self.ways(at, &[Mean::Of, Mean::In]) {
            let start = self.skip(start, &[Mean::Article]);
            if let Some(word) = self.is(start, Mean::Unit(super::language::Unit::Year))
                && let Some((year, next)) = self.year(word, false)
            {
                return Some((year, next));
            }
        }
        None
    }

    /// Whether a noun that a number before it might count stands here.
    fn counts(&self, at: usize) -> bool {
        let small = self.text[self.tokens.get(at).map_or(self.text.len(), |t| t.start)..]
            .starts_with(char::is_lowercase);
        let noun = small || self.lexicon.language.code == "de";
        let known = [Mean::Article, Mean::Bc, Mean::Ad];
        let known = self
            .find(at, |m| known.contains(&m).then_some(()))
            .is_some();
        self.is_word(at) && noun && !known && !self.soft_end(at)
    }

    /// "4 décembre 2024", "the 4th of July", "1er janv. 2000", "28-nov".
    pub(super) fn day_month(&self, at: usize, company: bool) -> Option<Phrase> {
        let mut best = None;
        for start in self.ways(at, &[Mean::Article]) {
            if self.within_number(start) {
                continue;
            }
            let Some(day) = self.day_number(start) else {
                continue;
            };
            for mut place in self.parts(day.next) {
                // "26th day of July".
                if let Some(word) = self.is(place, Mean::Unit(super::language::Unit::Day)) {
                    place = self.skip(word, &[Mean::Of]);
                }
                let Some((month, next, weak)) = self.month(self.skip(place, &[Mean::Article]))
                else {
                    continue;
                };
                let year = self.year_after(next, true, false);
                let tight =
                    matches!(self.raw(place.wrapping_sub(1)), "-" | "/") && self.glued(place);
                let sure = year.is_some() || day.ordinal || company || start > at || tight;
                // "the second march was larger": where months are written with a capital.
                if weak && day.digits == 0 && place == day.next && !self.named(place) && !company {
                    continue;
                }
                if weak
                    && ((day.digits == 0 && !day.ordinal && year.is_none())
                        || !(sure || self.named(place)))
                {
                    continue;
                }
                let cal = Cal {
                    year: year.map(|(year, _)| year),
                    ..Cal::of(Piece::Day(month, day.value as u8))
                };
                best = longest([best, Some(Phrase::cal(year.map_or(next, |(_, n)| n), cal))]);
            }
        }
        best
    }

    /// Whether a word that may be a month is written as a name: in capitals where months are, or in a language that writes them small.
    pub(super) fn named(&self, at: usize) -> bool {
        let upper = self.raw(at).starts_with(char::is_uppercase);
        upper || !matches!(self.lexicon.language.code, "en" | "de")
    }

    /// "April 22, 2016", "jan-1", "May the eleventh".
    pub(super) fn month_day(&self, at: usize, company: bool) -> Option<Phrase> {
        let (month, after, weak) = self.month(at)?;
        let mut best = None;
        let marks = [',', '-', '/', '.']
            .into_iter()
            .filter_map(|mark| self.mark(after, mark));
        for place in marks.chain([after]) {
            // "le 14-Juillet, le 1er": another day.
            let start = match place > after {
                true => place,
                false => self.skip(place, &[Mean::Article, Mean::On]),
            };
            let Some(day) = self.day_number(start) else {
                continue;
            };
            let year_follows =
                self.raw(day.next) == "," && self.digits(day.next + 1).is_some_and(|(_, d)| d == 4);
            let more = self.glued(day.next)
                && matches!(self.raw(day.next), "." | "," | ":" | "%")
                && (self.digits(day.next + 1).is_some() && self.glued(day.next + 1))
                && !year_follows;
            if more || (self.glued(day.next) && self.is_word(day.next)) {
                continue;
            }
            let year = self.year_after(day.next, true, true);
            // "in November 20 people", "en mai, deux hommes": the number is that of a noun.
            let comma = place > after && self.mark(after, ',').is_some();
            let spelled = day.digits == 0 && !day.ordinal;
            let english = self.lexicon.language.code == "en";
            let asked = self.preceded(at, &[Mean::In]) || !english;
            if year.is_none()
                && !self.soft_end(day.next)
                && !(day.digits > 0 && (day.ordinal || self.mark(day.next, '-').is_some()))
                && (comma || spelled || asked)
                || comma && spelled
            {
                continue;
            }
            let tight =
                self.glued(start) && start > at + 1 || (self.glued(start) && start == at + 1);
            let sure = year.is_some() || day.ordinal || company || tight;
            if weak && !(sure || self.named(at))
                || (day.digits == 0 && weak && !day.ordinal && !sure && !self.named(at))
            {
                continue;
            }
            let cal = Cal {
                year: year.map(|(year, _)| year),
                ..Cal::of(Piece::Day(month, day.value as u8))
            };
            best = longest([
                best,
                Some(Phrase::cal(year.map_or(day.next, |(_, n)| n), cal)),
            ]);
        }
        best
    }

    /// "June 1992", "juin de 1992", "dec-2018".
    pub(super) fn month_year(&self, at: usize) -> Option<Phrase> {
        let (month, after, _) = self.month(at)?;
        let (year, next) = self.year_after(after, false, false)?;
        let cal = Cal {
            year: Some(year),
            ..Cal::of(Piece::Month(month))
        };
        Some(Phrase::cal(next, cal))
    }

    /// "2016, nov", "2019-aug-01".
    fn year_month(&self, at: usize) -> Option<Phrase> {
        let (year @ Year::Full(_), after) = self.year(at, false)? else {
            return None;
        };
        let mut best = None;
        for place in self.parts(after) {
            let Some((month, next, weak)) = self.month(place) else {
                continue;
            };
            if weak && !self.named(place) && place == after {
                continue;
            }
            let with = |piece| Cal {
                year: Some(year),
                ..Cal::of(piece)
            };
            best = longest([best, Some(Phrase::cal(next, with(Piece::Month(month))))]);
            for place in self.parts(next) {
                if let Some(day) = self.day_number(place).filter(|d| !self.more_digits(d.next)) {
                    let cal = with(Piece::Day(month, day.value as u8));
                    best = longest([best, Some(Phrase::cal(day.next, cal))]);
                }
            }
        }
        best
    }

    /// Whether digits are the tail of a longer number or of an address: the 31 of 6,107.31.
    pub(super) fn within_number(&self, at: usize) -> bool {
        at > 1
            && self.glued(at)
            && self.digits(at).is_some()
            && matches!(
                self.raw(at - 1),
                "." | "," | ":" | "/" | "_" | "'" | "$" | "€" | "£" | "#" | "@"
            )
            && (self.glued(at - 1) || !matches!(self.raw(at - 1), "." | "," | ":" | "'"))
            && (self.digits(at - 2).is_some()
                || !matches!(self.raw(at - 1), "." | "," | ":" | "'" | "/"))
    }

    pub(super) fn more_digits(&self, at: usize) -> bool {
        self.glued(at)
            && (self.is_word(at)
                || (matches!(self.raw(at), "." | "," | ":" | "/" | "-")
                    && self.glued(at + 1)
                    && self.digits(at + 1).is_some()))
    }

    /// "October": which one is open.
    fn month_alone(&self, at: usize, company: bool) -> Option<Phrase> {
        let (month, next, weak) = self.month(at)?;
        if weak {
            let asked = self.preceded(
                at,
                &[
                    Mean::In,
                    Mean::Between,
                    Mean::Since,
                    Mean::Before,
                    Mean::After,
                    Mean::Edge,
                    Mean::Until,
                ],
            );
            let dotted = self.mark(next - 1, '.').is_some();
            // "en el mar", "agua de mar", "do mar": the short names are words there.
            let upper = self.raw(at).starts_with(char::is_uppercase);
            let small = matches!(self.lexicon.language.code, "es" | "pt" | "it") && !upper;
            let plain = ["en", "em", "in", "a", "hasta", "desde", "até", "fino"];
            let led = plain.contains(&self.raw(at.wrapping_sub(1)).to_lowercase().as_str());
            if small && !dotted && !(led && self.soft_end(next)) {
                return None;
            }
            if !(asked
                || (company && self.named(at) && !self.preceded(at, &[Mean::Article]))
                || dotted)
            {
                return None;
            }
        }
        Some(Phrase::cal(next, Cal::of(Piece::Month(month))))
    }

    /// "le 27", "the 21st": a day of a month that is not said. Only where no noun follows that the number might count.
    fn the_day(&self, at: usize, company: bool) -> Option<Phrase> {
        let on = self.preceded(at, &[Mean::On]);
        let mut best = None;
        for start in self.ways(at, &[Mean::Article]) {
            if self.within_number(start) {
                continue;
            }
            let Some(day) = self.day_number(start) else {
                continue;
            };
            let led = start > at || on;
            let english = matches!(self.lexicon.language.code, "en");
            let enough = match (day.digits, day.ordinal) {
                (0, true) => start > at && company,
                // "le vingt-deux": smaller ones are rather those that one counts.
                (0, false) => start > at && !english && day.value > 12,
                (_, true) => led,
                (_, false) => led && (!english || on && start > at),
            };
            let feminine = matches!(
                self.raw(at).to_lowercase().as_str(),
                "la" | "les"
                    | "l"
                    | "die"
                    | "das"
                    | "las"
                    | "los"
                    | "as"
                    | "os"
                    | "a"
                    | "un"
                    | "une"
                    | "an"
                    | "des"
                    | "du"
                    | "ce"
            );
            // "le 21, lundi", "the 21st, a Monday".
            if led || day.ordinal {
                // "the second Sunday" is another.
                let comma = self
                    .mark(day.next, ',')
                    .or((day.digits > 0).then_some(day.next));
                let place = comma.map_or(self.tokens.len(), |comma| {
                    self.skip(comma, &[Mean::Article])
                });
                let weekday = self.find(place, |mean| match mean {
                    Mean::Weekday(day) => Some(day),
                    _ => None,
                });
                if let Some((weekday, next, false)) =
                    weekday.filter(|(_, next, _)| self.soft_end(*next))
                {
                    let cal = Cal {
                        weekday: Some(weekday),
                        ..Cal::of(Piece::DayOf(day.value as u8))
                    };
                    best = longest([best, Some(Phrase::cal(next, cal))]);
                }
            }
            if enough
                && !feminine
                && self.soft_end(day.next)
                && (self.is(day.next, Mean::To).is_none()
                    || self.is(day.next, Mean::Daypart).is_some())
                && self.is(day.next, Mean::And).is_none()
                && !self.more_digits(day.next)
            {
                best = longest([
                    best,
                    Some(Phrase::cal(
                        day.next,
                        Cal::of(Piece::DayOf(day.value as u8)),
                    )),
                ]);
            }
        }
        best
    }
}
