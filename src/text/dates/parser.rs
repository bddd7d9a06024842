//! A place in the tokens of a text, and the small things that every rule of the grammar reads.

use crate::model::edtf::Day;

use super::language::{Lexicon, Mean};
use super::token::{Kind, Token};

/// One meaning of the words at a place.
#[derive(Clone, Copy)]
pub(super) struct Sense {
    pub(super) mean: Mean,
    /// Past its last token.
    pub(super) next: usize,
    pub(super) weak: bool,
}

/// The tokens of a text with their meanings in a language.
pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) lexicon: &'static Lexicon,
    /// The day from which relative words are read.
    pub(super) on: Option<Day>,
    senses: Vec<Vec<Sense>>,
}

/// A number as read: its value, where it ends, and whether digits or an ordinal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    pub(super) value: u32,
    pub(super) next: usize,
    /// How many digits it is written in; 0 for words.
    pub(super) digits: usize,
    pub(super) ordinal: bool,
}

impl<'a> Parser<'a> {
    pub(super) fn new(
        text: &'a str,
        tokens: &'a [Token],
        lexicon: &'static Lexicon,
        on: Option<Day>,
    ) -> Parser<'a> {
        let senses = (0..tokens.len())
            .map(|at| senses_at(tokens, at, lexicon))
            .collect();
        Parser {
            text,
            tokens,
            lexicon,
            on,
            senses,
        }
    }

    pub(super) fn senses(&self, at: usize) -> &[Sense] {
        self.senses.get(at).map_or(&[], Vec::as_slice)
    }

    /// The longest sense that `take` takes, with where it ends and whether it is weak.
    pub(super) fn find<T>(
        &self,
        at: usize,
        take: impl Fn(Mean) -> Option<T>,
    ) -> Option<(T, usize, bool)> {
        self.senses(at)
            .iter()
            .find_map(|sense| take(sense.mean).map(|value| (value, sense.next, sense.weak)))
    }

    /// Past the words of a meaning, if they stand here.
    pub(super) fn is(&self, at: usize, mean: Mean) -> Option<usize> {
        self.find(at, |m| (m == mean).then_some(()))
            .map(|(_, next, _)| next)
    }

    /// Past the words of any of some meanings, or here.
    pub(super) fn skip(&self, at: usize, means: &[Mean]) -> usize {
        self.find(at, |m| means.contains(&m).then_some(()))
            .map_or(at, |(_, next, _)| next)
    }

    /// Every end of the words of a meaning that stand here, and here itself: for words that may be left out.
    pub(super) fn ways(&self, at: usize, means: &[Mean]) -> Vec<usize> {
        let mut ends: Vec<usize> = self
            .senses(at)
            .iter()
            .filter(|sense| means.contains(&sense.mean))
            .map(|sense| sense.next)
            .collect();
        ends.push(at);
        ends.dedup();
        ends
    }

    pub(super) fn mark(&self, at: usize, mark: char) -> Option<usize> {
        let token = self.tokens.get(at)?;
        (token.kind == Kind::Mark(mark)).then_some(at + 1)
    }

    pub(super) fn glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.glued)
    }

    /// Digits, their value and how many there are.
    pub(super) fn digits(&self, at: usize) -> Option<(u32, usize)> {
        let token = self.tokens.get(at)?;
        match token.kind {
            Kind::Digits(value) => Some((value?, token.end - token.start)),
            _ => None,
        }
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        matches!(self.tokens.get(at).map(|t| &t.kind), Some(Kind::Word(_)))
    }

    /// A token as written; apostrophes and hyphens as they are typed, however they are printed.
    pub(super) fn raw(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| match token.kind {
            Kind::Mark('\'') => "'",
            Kind::Mark('-') => "-",
            _ => &self.text[token.start..token.end],
        })
    }

    /// Whether a word or clause ends here: a mark or the end of the text.
    pub(super) fn at_stop(&self, at: usize) -> bool {
        match self.tokens.get(at) {
            None => true,
            Some(token) if token.apart => true,
            Some(token) => match token.kind {
                Kind::Mark(mark) => {
                    let before_digits = self.glued(at + 1) && self.digits(at + 1).is_some();
                    let goes_on = before_digits && ".,:".contains(mark);
                    !goes_on && !"%°$€£/+*=#'&@-_×".contains(mark)
                }
                _ => false,
            },
        }
    }

    /// A day of the month: digits with or without an ending, an ordinal, a number in words.
    pub(super) fn day_number(&self, at: usize) -> Option<Counted> {
        let number = self.number(at)?;
        ((1..=31).contains(&number.value) && number.digits <= 2).then_some(number)
    }

    /// A number in digits or words.
    pub(super) fn number(&self, at: usize) -> Option<Counted> {
        if let Some((value, digits)) = self.digits(at) {
            let plain = Counted {
                value,
                next: at + 1,
                digits,
                ordinal: false,
            };
            let ended = |next| Counted {
                next,
                ordinal: true,
                ..plain
            };
            if digits <= 2 {
                // "4th", "20 ste", "3º": the last is folded to an o. A word of its own, such as "de", must be glued on.
                let glued = self.glued(at + 1)
                    || self.raw(at + 1).len() > 1 && self.senses(at + 1).len() == 1;
                if let Some(next) = self.is(at + 1, Mean::Suffix).filter(|_| glued)
                    && !(self.glued(next) && self.is_word(next))
                {
                    return Some(ended(next));
                }
                if let Some(next) = self.mark(at + 1, '°').or(self.mark(at + 1, 'º')) {
                    return Some(ended(next));
                }
                // "1.º"
                if let Some(dot) = self.mark(at + 1, '.').filter(|_| self.glued(at + 1))
                    && let Some(next) = self.is(dot, Mean::Suffix).filter(|_| self.glued(dot))
                {
                    return Some(ended(next));
                }
                if self.lexicon.language.dot_is_ordinal
                    && self.glued(at + 1)
                    && let Some(next) = self.mark(at + 1, '.')
                    && !(self.glued(next) && self.digits(next).is_some())
                {
                    return Some(ended(next));
                }
            }
            return Some(plain);
        }
        if let Some((value, next, weak)) = self.find(at, |mean| match mean {
            Mean::Ordinal(value) => Some(value),
            _ => None,
        }) && !weak
        {
            return Some(Counted {
                value: u32::from(value),
                next,
                digits: 0,
                ordinal: true,
            });
        }
        self.number_in_words(at)
    }

    /// "vingt et un", "two thousand and eighteen", "mille sept cent quatre-vingt-neuf".
    fn number_in_words(&self, at: usize) -> Option<Counted> {
        let (mut total, mut current, mut seen) = (0_u32, 0_u32, false);
        let mut place = at;
        let mut end = at;
        loop {
            let sense = self.find(place, |mean| match mean {
                Mean::Number(n) => Some((u32::from(n), false)),
                Mean::Scale(n) => Some((u32::from(n), true)),
                Mean::Ordinal(n) if seen => Some((u32::from(n), false)),
                _ => None,
            });
            let Some(((value, scale), next, _)) = sense else {
                // "and" only between parts of one number: "vingt et un", "two thousand and ten", "treinta y uno".
                let joined = seen && place == end;
                let open = (current % 100 >= 20)
                    || (current % 100 == 0 && current > 0)
                    || (current == 0 && total > 0);
                match self.is(place, Mean::And).filter(|_| joined && open) {
                    Some(next) if self.tail(next, current) => {
                        place = next;
                        continue;
                    }
                    _ => break,
                }
            };
            if scale && !seen && value == 100 {
                current = 100;
            } else if scale && value == 100 && current > 0 && current < 100 {
                current *= 100;
            } else if scale && value == 1000 && total == 0 {
                total = current.max(1) * 1000;
                current = 0;
            } else if scale {
                break;
            } else if current == 0 {
                current = value;
            } else if current % 100 == 4 && value == 20 {
                // "quatre-vingts".
                current += 76;
            } else if (current % 100 == 0 && value < 100)
                || (current % 10 == 0 && current % 100 >= 20 && value < 10 && value > 0)
                || (matches!(current % 100, 60 | 80) && (10..20).contains(&value))
            {
                current += value;
            } else {
                break;
            }
            seen = true;
            place = next;
            end = next;
        }
        let value = total + current;
        (seen && value > 0).then_some(Counted {
            value,
            next: end,
            digits: 0,
            ordinal: false,
        })
    }

    /// Whether after "and" a smaller part of the same number follows.
    fn tail(&self, at: usize, current: u32) -> bool {
        let least = |mean| match mean {
            Mean::Number(n) => Some(u32::from(n)),
            _ => None,
        };
        self.find(at, least)
            .is_some_and(|(value, _, _)| match current % 100 {
                0 => value < 100 || current == 0,
                tens => value < 10 || (matches!(tens, 60 | 80) && value < 20),
            })
    }

    /// A year of four digits, or in words; short ones only where `short` says that they may be.
    pub(super) fn year(&self, at: usize, short: bool) -> Option<(Year, usize)> {
        let quoted = self.mark(at, '\'');
        let start = quoted.unwrap_or(at);
        if let Some((value, digits)) = self.digits(start) {
            let next = start + 1;
            // 10.000 and 2024,5 are no years.
            let more = self.glued(next)
                && matches!(self.raw(next), "." | "," | "'" | ":")
                && self.glued(next + 1)
                && self.digits(next + 1).is_some();
            if more
                || (self.glued(next)
                    && self.is_word(next)
                    && digits == 4
                    && self.raw(next).len() > 2)
            {
                return None;
            }
            return match digits {
                4 if (1000..=2999).contains(&value) && quoted.is_none() => {
                    Some((Year::Full(i64::from(value)), next))
                }
                2 if short || quoted.is_some() => Some((Year::Short(value as u8), next)),
                _ => None,
            };
        }
        // "nineteen ninety-six", "nineteen zero one".
        if self.lexicon.language.halved_years
            && let Some(first) = self
                .number_in_words(at)
                .filter(|n| (13..=20).contains(&n.value))
        {
            let zero = self.is(first.next, Mean::Number(0));
            if let Some(second) = self.number_in_words(zero.unwrap_or(first.next))
                && match zero {
                    Some(_) => second.value < 10,
                    None => (10..100).contains(&second.value),
                }
            {
                let value = first.value * 100 + second.value;
                return Some((Year::Full(i64::from(value)), second.next));
            }
        }
        let words = self.number_in_words(at)?;
        (1100..=2199)
            .contains(&words.value)
            .then_some((Year::Full(i64::from(words.value)), words.next))
    }
}

/// A year as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    Full(i64),
    /// Its last two digits.
    Short(u8),
}

impl Year {
    /// So many years on.
    pub(super) fn plus(self, years: i64) -> Year {
        match self {
            Year::Full(year) => Year::Full(year + years),
            Year::Short(year) => Year::Short((i64::from(year) + years).rem_euclid(100) as u8),
        }
    }
}

fn senses_at(tokens: &[Token], at: usize, lexicon: &Lexicon) -> Vec<Sense> {
    let first = match &tokens[at].kind {
        Kind::Word(word) => word.as_str(),
        Kind::Mark('>') => ">",
        Kind::Mark('\'') => "'",
        _ => return Vec::new(),
    };
    let matches = |token: &Token, word: &str| match &token.kind {
        Kind::Word(w) => w == word,
        Kind::Mark(mark) => word.len() == mark.len_utf8() && word.starts_with(*mark),
        Kind::Digits(_) => false,
    };
    lexicon
        .entries(first)
        .iter()
        .filter(|entry| {
            let rest = tokens.get(at + 1..at + 1 + entry.rest().len());
            rest.is_some_and(|rest| {
                rest.iter()
                    .zip(entry.rest())
                    .all(|(token, word)| matches(token, word) && !token.apart)
            })
        })
        .map(|entry| Sense {
            mean: entry.mean,
            next: at + 1 + entry.rest().len(),
            weak: entry.weak,
        })
        .collect()
}
