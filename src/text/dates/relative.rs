//! Dates told from the day of reading: "hier", "last June", "vor zwei Wochen", "Friday of next week".
//!
//! A count is as precise as its unit. Days are counted to the day; weeks to the day, and marked approximate; months give the month and years the
//! year, likewise marked: who says "three years ago" does not say the day.

use super::calendar::{self, Span, plus_days};
use super::count::{Count, moved};
use super::grammar::longest;
use super::language::{Mean, Unit, Which};
use super::parser::Parser;
use super::phrase::{Node, Phrase};
use super::resolve::{Cal, Piece};

/// What "last" and "next" choose among.
enum Target {
    Unit(Unit),
    Cal(Cal),
}

impl Parser<'_> {
    /// A date that the day of reading settles.
    pub(super) fn relative(&self, at: usize) -> Option<Phrase> {
        let shift = self.find(at, |mean| match mean {
            Mean::Shift(by) => Some(by),
            _ => None,
        });
        let shifted = shift
            .filter(|(_, _, weak)| !weak || !self.is_part_of_a_day(at))
            .map(|(by, next, _)| (by, next));
        let now = self.is(at, Mean::Now).map(|next| (0, next));
        let now = now.filter(|(_, next)| self.is_a_time(at, *next));
        let shifted = shifted.or(now).map(|(by, next)| match self.on {
            Some(on) => Phrase::counted(next, plus_days(on, by.into()).map(Span::day)),
            None => Phrase::no_day(next),
        });
        let chosen = longest([self.which_first(at), self.which_last(at), self.rest(at)]);
        longest([
            shifted,
            self.elsewhere(at),
            self.to_date(at),
            chosen.map(|phrase| self.inside(phrase)),
        ])
    }

    /// Whether a word for "tomorrow" is the morning here: "la mañana", "am Morgen", "'s morgens".
    fn is_part_of_a_day(&self, at: usize) -> bool {
        let noun = self.lexicon.language.code == "de"
            && self.raw(at).starts_with('M')
            && at > 0
            && self.is_word(at - 1);
        noun || self.preceded(at, &[Mean::Article, Mean::On])
            || at > 0 && self.find(at - 1, which_of).is_some()
            || at > 0 && self.is(at - 1, Mean::Every).is_some()
    }

    /// Whether "now" says when: it follows a preposition, or ends a clause that it does not begin.
    fn is_a_time(&self, at: usize, next: usize) -> bool {
        let ends = self.at_stop(next) || self.is(next, Mean::Particle).is_some();
        let begins = at.checked_sub(1).is_none_or(|before| !self.is_word(before));
        // "between 22 January and now".
        let second = self.preceded(at, &[Mean::And])
            && (at.saturating_sub(8)..at).any(|at| self.is(at, Mean::Between).is_some());
        self.after_preposition(at)
            || second
            || ends && !begins
            || at == 0 && next == self.tokens.len()
    }

    pub(super) fn is_that(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.hyphened) && self.raw(at) == "là"
    }

    /// "the next day", "le lendemain".
    fn elsewhere(&self, at: usize) -> Option<Phrase> {
        let next = self.is(at, Mean::Elsewhere)?;
        Some(Phrase::elsewhere(next))
    }

    /// "to date", "year to date".
    fn to_date(&self, at: usize) -> Option<Phrase> {
        let unit = self
            .unit(at)
            .and_then(|(unit, next)| Some((unit, self.is(next, Mean::ToDate)?)));
        let next = unit
            .map(|(_, next)| next)
            .or_else(|| self.is(at, Mean::ToDate))?;
        let Some(on) = self.on else {
            return Some(Phrase::no_day(next));
        };
        Some(match unit {
            Some((unit, _)) => {
                Phrase::counted(next, Span::days(calendar::unit_at(unit, on, 0)?.first, on))
            }
            None => Phrase {
                relative: true,
                ..Phrase::new(next, Node::Open(vec![format!("../{}", Span::day(on).text)]))
            },
        })
    }

    /// "next week on Friday", "deze maand van 4 tot 22": what follows lies within the stretch.
    fn inside(&self, outer: Phrase) -> Phrase {
        let Some(span) = outer
            .only_span()
            .filter(|s| s.first != s.last && outer.relative)
        else {
            return outer;
        };
        let mut best = None;
        let mut starts = self.ways(outer.next, &[Mean::On, Mean::Of, Mean::In, Mean::Article]);
        starts.extend(
            self.mark(outer.next, ',')
                .or_else(|| self.mark(outer.next, '-')),
        );
        if let Some(quote) = self.mark(outer.next, '\'') {
            starts.push(quote + 1);
        }
        for start in starts {
            let range = self
                .range_within(start, span)
                .map(|(span, next)| Phrase::counted(next, [span]));
            let date = longest([self.bare_cal(start), self.nth(start)]);
            let one = date.and_then(|phrase| {
                let inner = phrase.only_cal()?.within(span)?;
                Some(Phrase::counted(phrase.next, [inner]))
            });
            best = longest([best, range, one]);
        }
        match best {
            Some(inner) if inner.next > outer.next => Phrase {
                elsewhere: outer.elsewhere,
                ..inner
            },
            _ => outer,
        }
    }

    /// A weekday, month, season or day that stands without a year.
    fn bare_cal(&self, at: usize) -> Option<Phrase> {
        let target = |mean| match mean {
            Mean::Weekday(day) => Some(Cal {
                weekday: Some(day),
                ..Cal::of(Piece::Weekday)
            }),
            Mean::Month(month) => Some(Cal::of(Piece::Month(month))),
            Mean::Season(season) => Some(Cal::of(Piece::Season(season))),
            _ => None,
        };
        let named = self
            .find(at, target)
            .filter(|(_, _, weak)| !weak)
            .map(|(cal, next, _)| Phrase::cal(next, cal));
        let part = self
            .quarter(at)
            .filter(|p| p.only_cal().is_some_and(|c| !c.has_year()));
        longest([named, part])
    }

    /// A date without a year, followed by the stretch that it lies in: "Friday of next week", "June next year", "the 20th of this month".
    pub(super) fn refined(&self, phrase: Phrase) -> Phrase {
        let Some(cal) = phrase.only_cal().filter(|cal| !cal.has_year()) else {
            return phrase;
        };
        let mut best: Option<Phrase> = None;
        let mut starts = self.ways(phrase.next, &[Mean::Of, Mean::In, Mean::On]);
        if let Some(next) = self.is(phrase.next, Mean::Daypart) {
            starts.extend(self.ways(next, &[Mean::Of, Mean::In]));
        }
        starts.extend(self.mark(phrase.next, ','));
        for start in starts {
            let plain = self.skip(start, &[Mean::Article]);
            let outer = longest([
                self.which_first(start),
                self.which_last(start),
                self.this_unit(plain, false)
                    .filter(|_| plain > phrase.next && !matches!(cal.piece, Piece::Season(_))),
            ]);
            // "the 2 upcoming months" is no day of a month.
            if matches!(cal.piece, Piece::DayOf(_))
                && start == phrase.next
                && self.number(start - 1).is_some_and(|n| !n.ordinal)
            {
                continue;
            }
            let Some(outer) = outer.filter(|outer| outer.relative) else {
                continue;
            };
            let found = match (outer.only_span(), self.on) {
                // The 31st of a month that has 30 days is none.
                (Some(span), _) if span.first != span.last => match (cal.within(span), cal.piece) {
                    (None, Piece::DayOf(29..)) if span.last.number() - span.first.number() < 31 => {
                        Some(Phrase::counted(outer.next, []))
                    }
                    (span, _) => span.map(|span| Phrase::counted(outer.next, [span])),
                },
                (None, None) => Some(Phrase::no_day(outer.next)),
                _ => None,
            };
            let found = found.map(|phrase| Phrase {
                elsewhere: outer.elsewhere,
                ..phrase
            });
            best = longest([best, found]);
        }
        best.unwrap_or(phrase)
    }

    /// "last June", "cette semaine", "next three days", "this past Friday".
    pub(super) fn which_first(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for start in self.ways(at, &[Mean::Article]) {
            for sense in self.senses(start) {
                let Mean::Which(which) = sense.mean else {
                    continue;
                };
                let place = sense.next;
                let by = match which {
                    Which::Last | Which::Past => -1,
                    Which::This => 0,
                    _ => 1,
                };
                if let Some(next) = self.is(place, Mean::Daypart) {
                    // "this evening" is today's.
                    let evening = match self.on {
                        Some(on) => Phrase::counted(next, plus_days(on, by).map(Span::day)),
                        None => Phrase::no_day(next),
                    };
                    let time_left = true;
                    best = longest([
                        best,
                        Some(Phrase {
                            time_left,
                            ..evening
                        }),
                    ]);
                }
                if let Some(count) = self
                    .count(place)
                    .filter(|c| c.few || c.parts[0].0 > 1 || self.number(place).is_some())
                {
                    best = longest([best, self.many(which, count)]);
                }
                if let Some((target, next)) = self.target(place) {
                    let found = match self.are_several(start, next) {
                        true => {
                            Phrase::new(next, Node::Unread("the number is not said".to_owned()))
                        }
                        false => self.choose(which, target, self.ci(next)),
                    };
                    best = longest([best, Some(found)]);
                }
                // "the week after next" is told by its end.
                for n in self
                    .ways(place, &[Mean::Few])
                    .into_iter()
                    .filter(|n| *n > place)
                {
                    if self
                        .find(n, |m| {
                            matches!(m, Mean::Unit(u) if u != Unit::Clock).then_some(())
                        })
                        .is_some()
                    {
                        let unit = self.find(n, |m| matches!(m, Mean::Unit(_)).then_some(()));
                        let why = "the number is not said";
                        let node = Node::Unread(why.to_owned());
                        best = longest([best, unit.map(|(_, next, _)| Phrase::new(next, node))]);
                    }
                }
            }
            // "3 next weeks", "trois prochains jours".
            if let Some(number) = self.number(start).filter(|n| !n.ordinal)
                && let Some((which, next, _)) = self.find(number.next, which_of)
                && let Some((unit, next)) = self.unit(next)
                && (self.lexicon.language.code != "en" || self.raw(next - 1).ends_with('s'))
            {
                let count = Count {
                    parts: vec![(i64::from(number.value), unit)],
                    few: false,
                    bound: None,
                    next,
                };
                best = longest([best, self.many(which, count)]);
            }
        }
        best.map(|phrase| self.chosen_elsewhere(at, phrase))
    }

    /// "semaine prochaine", "juin dernier", "le 4 juin dernier", "3 meses siguientes", "the week after next".
    pub(super) fn which_last(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for start in self.ways(at, &[Mean::Article]) {
            if let Some(count) = self.count(start).filter(|_| self.number(start).is_some())
                && let Some((which, next, _)) = self.find(count.next, which_of)
            {
                best = longest([best, self.many(which, Count { next, ..count })]);
            }
            let Some((target, place)) = self.target(start) else {
                continue;
            };
            // "le 3 mars cette semaine": the word belongs to what follows.
            let own = |next: usize| self.unit(next).is_none();
            // A demonstrative is short and goes before: "4 de julio está".
            let after = |which, next: usize| {
                let word = self.raw(place);
                which != Which::This
                    || next > place + 1
                    || word.len() > 5 && !word.starts_with("quest") && !word.starts_with("dies")
            };
            let found = self.find(place, which_of);
            if let Some((which, next, _)) = found.filter(|w| own(w.1) && after(w.0, w.1)) {
                let several = self.are_several(start, next);
                let found = match (several, which) {
                    // "these days" may be any.
                    (true, Which::This) => None,
                    (true, _) => Some(Phrase::new(
                        next,
                        Node::Unread("the number is not said".to_owned()),
                    )),
                    (false, _) => Some(self.choose(which, target, self.ci(next))),
                };
                best = longest([best, found]);
            }
        }
        best.map(|phrase| self.chosen_elsewhere(at, phrase))
    }

    /// "ces derniers jours", "last weeks": some word between two places says that they are several.
    fn are_several(&self, from: usize, to: usize) -> bool {
        self.has_any(self.lexicon.language.several, from, to)
    }

    /// "the same day", "l'année suivante": which one is meant may be told elsewhere.
    fn chosen_elsewhere(&self, from: usize, phrase: Phrase) -> Phrase {
        let told = self.has_any(self.lexicon.language.elsewhere, from, phrase.next);
        Phrase {
            elsewhere: told || phrase.elsewhere,
            ..phrase
        }
    }

    /// Whether some word between two places is one of a list.
    fn has_any(&self, words: &str, from: usize, to: usize) -> bool {
        let listed = |word: &str| words.split(' ').any(|known| known == word);
        (from..to).any(
            |at| matches!(&self.tokens[at].kind, super::token::Kind::Word(word) if listed(word)),
        )
    }

    /// Past the "ci" of "ce mois-ci".
    fn ci(&self, at: usize) -> usize {
        let token = self.tokens.get(at);
        let ci = token.is_some_and(|t| t.hyphened) && self.raw(at) == "ci";
        if ci { at + 1 } else { at }
    }

    fn target(&self, at: usize) -> Option<(Target, usize)> {
        let feast = |mean| match mean {
            Mean::Feast(month, day) => Some(Cal::of(Piece::Day(month, day))),
            Mean::Easter(by) => Some(Cal::of(Piece::Easter(by))),
            Mean::Season(season) => Some(Cal::of(Piece::Season(season))),
            Mean::Month(month) => Some(Cal::of(Piece::Month(month))),
            _ => None,
        };
        let unit = self
            .unit(at)
            .filter(|(unit, _)| *unit != Unit::Clock)
            .map(|(unit, next)| (Target::Unit(unit), next));
        let feast = self
            .find(at, feast)
            .map(|(cal, next, _)| (Target::Cal(cal), next));
        let date = longest([self.explicit_plain(at), self.numeric_plain(at)]).and_then(|phrase| {
            let cal = phrase.only_cal().filter(|cal| !cal.has_year())?;
            Some((Target::Cal(cal), phrase.next))
        });
        [unit, feast, date]
            .into_iter()
            .flatten()
            .max_by_key(|(_, next)| *next)
    }

    fn choose(&self, which: Which, target: Target, next: usize) -> Phrase {
        let Some(on) = self.on else {
            return Phrase::no_day(next);
        };
        let by = match which {
            Which::BeforeLast => -2,
            Which::Last | Which::Past => -1,
            Which::This => 0,
            Which::Next | Which::Coming => 1,
            Which::AfterNext => 2,
        };
        match target {
            Target::Unit(unit) => Phrase::counted(next, calendar::unit_at(unit, on, by)),
            Target::Cal(cal) => Phrase::counted(next, cal.chosen(which, on)),
        }
    }

    /// "last three months": from so long ago to the day of reading; decades and quarters are those of the calendar.
    pub(super) fn many(&self, which: Which, count: Count) -> Option<Phrase> {
        if count.few {
            return Some(Phrase::new(
                count.next,
                Node::Unread("the number is not said".to_owned()),
            ));
        }
        let Some(on) = self.on else {
            return Some(Phrase::no_day(count.next));
        };
        let sign = match which {
            Which::Last | Which::Past => -1,
            Which::Next | Which::Coming => 1,
            _ => return None,
        };
        let (number, unit) = *count.parts.first()?;
        if let Unit::Clock = unit {
            return None;
        }
        let span = if matches!(
            unit,
            Unit::Decade | Unit::Century | Unit::Quarter | Unit::Half
        ) && count.parts.len() == 1
        {
            let far = calendar::unit_at(unit, on, sign * number)?;
            let near = calendar::unit_at(unit, on, sign)?;
            match sign {
                -1 => Span::days(far.first, near.last)?,
                _ => Span::days(near.first, far.last)?,
            }
        } else {
            let far = moved(on, &count.parts, sign)?;
            match sign {
                -1 => Span::days(far, plus_days(on, -1)?)?,
                _ => Span::days(plus_days(on, 1)?, far)?,
            }
        };
        Some(Phrase::counted(count.next, [span]))
    }

    /// "rest of the week".
    fn rest(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for start in self.ways(at, &[Mean::Rest]).into_iter().filter(|s| *s > at) {
            let unit = self.unit(start);
            let unit = unit.or_else(|| {
                let (_, next, _) = self.find(start, which_of)?;
                self.unit(next)
            });
            let Some((unit, next)) = unit else {
                continue;
            };
            let found = match self.on {
                None => Some(Phrase::no_day(next)),
                Some(on) => calendar::unit_at(unit, on, 0)
                    .and_then(|span| Span::days(on, span.last))
                    .map(|span| {
                        Phrase::counted(self.skip(next, &[Mean::Which(Which::This)]), [span])
                    }),
            };
            best = longest([best, found]);
        }
        best
    }
}

pub(super) fn which_of(mean: Mean) -> Option<Which> {
    match mean {
        Mean::Which(which) => Some(which),
        _ => None,
    }
}
