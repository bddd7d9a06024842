//! What is chosen by "last", "this", "next" and their kin: "last June", "la semaine prochaine", "next three days".

use super::calendar::{self, Span, plus_days};
use super::count::{Count, moved};
use super::grammar::longest;
use super::language::{Mean, Unit, Which};
use super::parser::Parser;
use super::phrase::{ELSEWHERE, Node, Phrase};
use super::resolve::{Cal, Piece};

/// What "last" and "next" choose among.
enum Target {
    Unit(Unit),
    Cal(Cal),
}

impl Parser<'_> {
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
                        false => {
                            let (which, next) = self.chosen_again(which, next);
                            self.choose(which, target, self.ci(next))
                        }
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
                && (number.value == 1 || self.are_several(start, next))
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
                // "du 4 au 23 mois prochain": the 23rd.
                && (count.parts[0].0 == 1 || self.are_several(start, next))
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
            doubt: phrase.doubt.or(told.then_some(ELSEWHERE)),
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

    /// "ce vendredi prochain", "this Friday coming": the second word says which.
    fn chosen_again(&self, which: Which, next: usize) -> (Which, usize) {
        let again = self
            .find(next, which_of)
            .filter(|(other, end, _)| *other != Which::This && self.unit(*end).is_none());
        match (which, again) {
            (Which::This, Some((other, end, _))) => (other, end),
            _ => (which, next),
        }
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
        // "el próximo día 15".
        let day = self
            .is(at, Mean::Unit(Unit::Day))
            .and_then(|next| self.day_number(next))
            .filter(|day| day.digits > 0)
            .map(|day| {
                (
                    Target::Cal(Cal::of(Piece::DayOf(day.value as u8))),
                    day.next,
                )
            });
        [unit, feast, date, day]
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
}

pub(super) fn which_of(mean: Mean) -> Option<Which> {
    match mean {
        Mean::Which(which) => Some(which),
        _ => None,
    }
}
