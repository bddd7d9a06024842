//! Stretches with names of their own: years, decades, centuries, quarters, seasons, weeks, feasts.

use super::calendar::Span;
use super::grammar::longest;
use super::language::{Mean, Unit};
use super::parser::{Parser, Year};
use super::phrase::{Node, Phrase};
use super::resolve::{Cal, Piece};

impl Parser<'_> {
    /// A stretch with a name, or a part of one.
    pub(super) fn period(&self, at: usize, company: bool) -> Option<Phrase> {
        longest([
            self.whole_period(at, company),
            self.part_of(at),
            self.half_of(at),
        ])
    }

    /// A stretch with a name. A part of it is none: parts of parts, and so on, would have no end.
    pub(super) fn whole_period(&self, at: usize, company: bool) -> Option<Phrase> {
        let found = longest([
            self.decade(at),
            self.century(at),
            self.quarter(at),
            self.season(at),
            self.week(at),
            self.month_of(at),
            self.nth(at),
            self.feast(at),
            self.bare_year(at, company),
        ])?;
        Some(self.refined(found))
    }

    /// A year after a stretch: "of 2016", ", 2016", "2016".
    pub(super) fn with_year(&self, phrase: Phrase, cal: Cal) -> Phrase {
        let mut starts = self.ways(phrase.next, &[Mean::Of, Mean::In]);
        for mark in [',', '-', '/'] {
            starts.extend(self.mark(phrase.next, mark));
        }
        for start in starts.clone() {
            starts.extend(self.ways(start, &[Mean::Article, Mean::Of]));
        }
        let years = starts.into_iter().filter_map(|start| {
            let word = self.is(start, Mean::Unit(Unit::Year)).unwrap_or(start);
            self.year(word, false)
        });
        match years.max_by_key(|(_, next)| *next) {
            Some((year, next)) => Phrase::cal(
                next,
                Cal {
                    year: Some(year),
                    ..cal
                },
            ),
            None => phrase,
        }
    }

    /// A year before a stretch: "2016 Q3", "2016 le troisième trimestre".
    fn year_before(&self, at: usize) -> Option<(Year, Vec<usize>)> {
        let (year @ Year::Full(_), next) = self.year(at, false)? else {
            return None;
        };
        let dash = self
            .mark(next, '-')
            .or_else(|| self.mark(next, ','))
            .unwrap_or(next);
        Some((year, self.ways(dash, &[Mean::Article])))
    }

    /// "the 1990s", "années 90", "90er Jahre", "anni Novanta".
    fn decade(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for start in self.ways(at, &[Mean::Article]) {
            // "the nineties", "the nineteen seventies".
            let hundreds = self
                .number(start)
                .filter(|n| n.digits == 0 && (17..=20).contains(&n.value));
            let place = hundreds.map_or(start, |n| n.next);
            if let Some((tens, next, _)) = self.find(place, |mean| match mean {
                Mean::Tens(tens) => Some(u32::from(tens)),
                _ => None,
            }) {
                let value = hundreds.map_or(tens, |n| n.value * 100 + tens);
                best = longest([best, self.decade_of(value, 0, next)]);
            }
            for word in self.ways(start, &[Mean::DecadeWord]) {
                let place = self.skip(word, &[Mean::Article]);
                let quoted = self.mark(place, '\'').unwrap_or(place);
                let Some(number) = self.number(quoted).filter(|n| n.value % 10 == 0) else {
                    continue;
                };
                let next = if number.ordinal {
                    quoted + 1
                } else {
                    number.next
                };
                let ending = self.raw(next).to_lowercase();
                let glued = self.glued(next) || ending == "s";
                // "1990s", "90's".
                let plural = match ending.as_str() {
                    "s" if glued => Some(next + 1),
                    "'" if self.raw(next + 1) == "s" => Some(next + 2),
                    _ => None,
                };
                // "1990er Jahre".
                let german = self
                    .is(next, Mean::DecadeWord)
                    .filter(|_| word == start && self.glued(next));
                let end = match (word > start, plural, german) {
                    (_, Some(end), _) | (_, None, Some(end)) => end,
                    (true, None, None) => next,
                    _ => continue,
                };
                let led_by_article = word == start + 1
                    && matches!(self.raw(start).to_lowercase().as_str(), "de" | "los")
                    && self.lexicon.language.code != "es"
                    || (self.raw(start).eq_ignore_ascii_case("years"));
                if led_by_article && plural.is_none() {
                    continue;
                }
                best = longest([best, self.decade_of(number.value, number.digits, end)]);
            }
        }
        best
    }

    fn decade_of(&self, value: u32, digits: usize, next: usize) -> Option<Phrase> {
        let value = i64::from(value);
        if (1000..=2990).contains(&value) && matches!(digits, 0 | 4) {
            return Some(Phrase::new(next, Node::Spans(vec![Span::decade(value)?])));
        }
        if value > 90 || !matches!(digits, 0 | 2) {
            return None;
        }
        let Some(on) = self.on else {
            let why = "the century is not said, and no day is known to read it from";
            return Some(Phrase::new(next, Node::Unread(why.to_owned())));
        };
        // A decade named by two digits has begun. One of the last forty years leaves no doubt; an older one may be of either century only
        // where it would lie at most a generation back.
        let begun = (0..)
            .map(|back| on.year().div_euclid(100) * 100 + value - 100 * back)
            .find(|year| *year <= on.year())?;
        let earlier = (on.year() - begun < 20).then_some(begun - 100);
        let spans = earlier.into_iter().chain([begun]).filter_map(Span::decade);
        Some(Phrase {
            relative: true,
            ..Phrase::new(next, Node::Spans(spans.collect()))
        })
    }

    /// "19th century", "XIXe siècle", "siglo XIX", "19. Jahrhundert".
    fn century(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for start in self.ways(at, &[Mean::Article]) {
            let number_first = self
                .roman(start)
                .or_else(|| {
                    self.number(start)
                        .filter(|n| n.ordinal)
                        .map(|n| (n.value, n.next))
                })
                .and_then(|(number, next)| {
                    Some((number, self.is(next, Mean::Unit(Unit::Century))?))
                });
            let word_first = self.is(start, Mean::Unit(Unit::Century)).and_then(|next| {
                self.roman(next).or_else(|| {
                    let number = self.number(next).filter(|n| n.digits > 0)?;
                    Some((number.value, number.next))
                })
            });
            let Some((number, next)) = number_first
                .or(word_first)
                .filter(|(n, _)| (1..=30).contains(n))
            else {
                continue;
            };
            let number = i64::from(number);
            let span = match self.is(next, Mean::Bc) {
                // The year before 1 is 0: the 1st century ends with it.
                Some(after) => {
                    Span::years(1 - number * 100, (1 - number) * 100).map(|s| (s, after))
                }
                None => Span::century(number).map(|s| (s, next)),
            };
            best = longest([
                best,
                span.map(|(span, next)| Phrase::new(next, Node::Spans(vec![span]))),
            ]);
        }
        best
    }

    /// A Roman number in capitals, with the ending of an ordinal or none.
    fn roman(&self, at: usize) -> Option<(u32, usize)> {
        let raw = self.raw(at);
        let capitals = raw.trim_end_matches(|c: char| !c.is_ascii_uppercase());
        if capitals.is_empty()
            || !matches!(
                &raw[capitals.len()..],
                "" | "e" | "ème" | "eme" | "er" | "de" | "ste"
            )
        {
            return None;
        }
        let digit = |c| match c {
            'I' => Some(1),
            'V' => Some(5),
            'X' => Some(10),
            _ => None,
        };
        let digits: Vec<u32> = capitals.chars().map(digit).collect::<Option<_>>()?;
        let value = digits.iter().enumerate().fold(0_i32, |sum, (i, d)| {
            let less = digits.get(i + 1).is_some_and(|next| next > d);
            sum + if less { -(*d as i32) } else { *d as i32 }
        });
        Some((u32::try_from(value).ok()?, at + 1))
    }

    /// "Q3 2024", "2017-T1", "third quarter of 2016", "2016h2".
    pub(super) fn quarter(&self, at: usize) -> Option<Phrase> {
        let mut best = self
            .quarter_alone(at)
            .map(|(cal, next)| self.with_year(Phrase::cal(next, cal), cal));
        if let Some((year, starts)) = self.year_before(at) {
            for start in starts {
                let found = self.quarter_alone(start).map(|(cal, next)| {
                    Phrase::cal(
                        next,
                        Cal {
                            year: Some(year),
                            ..cal
                        },
                    )
                });
                best = longest([best, found]);
            }
        }
        best
    }

    fn quarter_alone(&self, at: usize) -> Option<(Cal, usize)> {
        let piece = |count: u8, number: u32| match (count, number) {
            (4, 1..=4) => Some(Cal::of(Piece::Quarter(number as u8))),
            (2, 1..=2) => Some(Cal::of(Piece::Half(number as u8))),
            _ => None,
        };
        let parts = |sense: &super::parser::Sense| match sense.mean {
            Mean::Part(count) => Some((count, sense.next)),
            _ => None,
        };
        for (count, next) in self.senses(at).iter().filter_map(parts) {
            let Some((number, 1)) = self.digits(next) else {
                continue;
            };
            let letter = self.raw(at).len() == 1;
            // "Q3", not "h 2" nor "h2o"; "2016h2" ends so too.
            let tight = self.glued(next)
                && !(self.glued(next + 1)
                    && (self.is_word(next + 1)
                        || (self.raw(next + 1) != "-" && self.more_digits(next + 1))));
            let upper = self.raw(at).chars().all(char::is_uppercase)
                || at == 0
                || self.glued(at)
                || count == 4 && self.raw(at) != "t";
            let year = self.year(next + 1, false).is_some()
                || self.mark(next + 1, '-').is_some()
                || (at > 0 && self.digits(at - 1).is_some());
            if (letter && tight && (upper || year)) || (!letter && (tight || year)) {
                return piece(count, number).map(|cal| (cal, next + 1));
            }
        }
        for start in self.ways(at, &[Mean::Article]) {
            let Some(number) = self.number(start).filter(|n| n.ordinal && n.value <= 4) else {
                continue;
            };
            let place = self.mark(number.next, '-').unwrap_or(number.next);
            if let Some(next) = self.is(place, Mean::Unit(Unit::Quarter)) {
                return piece(4, number.value).map(|cal| (cal, next));
            }
            if let Some(next) = self.is(place, Mean::Unit(Unit::Half)) {
                return piece(2, number.value).map(|cal| (cal, next));
            }
            // "first half of 2024": the year must follow.
            if let Some(next) = self.is(place, Mean::HalfOf)
                && self.year_or_stretch(self.skip(next, &[Mean::Article]))
            {
                return piece(2, number.value).map(|cal| (cal, next));
            }
        }
        None
    }

    fn year_or_stretch(&self, at: usize) -> bool {
        let chosen = longest([self.which_first(at), self.which_last(at)]);
        let year = |phrase: Phrase| phrase.only_span().is_some_and(|span| span.text.len() == 4);
        self.year(at, false).is_some() || chosen.is_some_and(year)
    }

    /// "summer 2023", "l'été 2016", "in the fall".
    fn season(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for start in self.ways(at, &[Mean::Article]) {
            let season = self.find(start, |mean| match mean {
                Mean::Season(season) => Some(season),
                _ => None,
            });
            let Some((season, next, _)) = season else {
                continue;
            };
            let cal = Cal::of(Piece::Season(season));
            // "the winter of 2022-23": which part of the two years is left to the words.
            let years = self
                .ways(next, &[Mean::Of])
                .into_iter()
                .flat_map(|of| self.ways(of, &[Mean::Article]))
                .filter_map(|at| self.years_of_two(at))
                .filter(|years| {
                    years
                        .only_span()
                        .is_some_and(|span| span.last.year() - span.first.year() == 1)
                })
                .map(|years| Phrase {
                    edge: true,
                    ..years
                });
            best = longest([best, longest(years.map(Some))]);
            let phrase = self.with_year(Phrase::cal(next, cal), cal);
            // "été" and "fall" are other words too: alone they need company.
            let other = matches!(
                self.raw(start).to_lowercase().as_str(),
                "fall" | "été" | "ete" | "spring" | "estate"
            );
            // "winter evenings", "hiver comme été" are of no year.
            let led = self.preceded(at, &[Mean::In]);
            let evening = self.is(next, Mean::Daypart).is_some();
            let alone = self.soft_end(next) && !evening && (!other || led || start > at);
            if phrase.next > next || alone || led && !other {
                best = longest([best, Some(phrase)]);
            }
        }
        best
    }

    /// "Christmas 2023", "lundi de Pâques".
    pub(super) fn feast(&self, at: usize) -> Option<Phrase> {
        let (piece, next, _) = self.find(at, |mean| match mean {
            Mean::Feast(month, day) => Some(Piece::Day(month, day)),
            Mean::Easter(by) => Some(Piece::Easter(by)),
            _ => None,
        })?;
        let cal = Cal::of(piece);
        let phrase = self.with_year(Phrase::cal(next, cal), cal);
        Some(self.refined(phrase))
    }

    /// A date in words, without what may follow it.
    pub(super) fn explicit_plain(&self, at: usize) -> Option<Phrase> {
        self.explicit_core(at, true)
            .filter(|phrase| phrase.only_cal().is_some())
    }

    /// A date in digits that is read in one way.
    pub(super) fn numeric_plain(&self, at: usize) -> Option<Phrase> {
        self.numeric_core(at, true)
            .filter(|phrase| phrase.only_cal().is_some())
    }
}
