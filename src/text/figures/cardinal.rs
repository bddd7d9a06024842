//! Cardinals: words and numerals in a row that say how many, in whole numbers and scales.

use super::atoms::{Atom, Base};
use super::value::Value;
use super::words::Item;

/// What was read, and of how many items.
pub(super) struct Read {
    pub value: Value,
    pub items: usize,
    pub ordinal: bool,
    pub parts: bool,
}

/// A cardinal, and the smallest place that is taken: what follows must be smaller.
#[derive(Clone)]
pub(super) struct Cardinal {
    pub value: Value,
    pub next: usize,
    /// The last scale said: *and a half* is a half of that.
    pub scale: u8,
}

/// How far to read, and whether the last words there are ordinals that end a number.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub end: usize,
    pub ordinal: bool,
}

pub(super) struct Grammar<'i> {
    pub items: &'i [Item],
    pub and_from: u128,
    pub by_twenties: bool,
    pub units_first: bool,
    /// The article is never the numeral: *a*, beside *one*.
    pub short_article: bool,
}

impl Grammar<'_> {
    pub(super) fn atom(&self, at: usize) -> Option<Atom> {
        self.items.get(at).map(|item| item.atom)
    }

    pub(super) fn base(&self, base: Base) -> Value {
        match base {
            Base::Small(n) | Base::Teen(n) | Base::Tens(n) => Value::of(n.into()),
            Base::Hundred => Value::of(100),
            Base::Hundreds(n) => Value::of(n.into()),
            Base::Scale(n) => Value::ten_to(n.into()),
        }
    }

    pub(super) fn same_word(&self, a: usize, b: usize) -> bool {
        matches!((self.items.get(a), self.items.get(b)), (Some(a), Some(b)) if a.at == b.at)
    }

    /// A cardinal from an item on: the longest that is one.
    pub(super) fn cardinal(&self, from: usize) -> Option<Cardinal> {
        self.cardinal_within(
            from,
            Span {
                end: self.items.len(),
                ordinal: false,
            },
        )
    }

    /// The same, of the items before an end.
    pub(super) fn cardinal_within(&self, from: usize, span: Span) -> Option<Cardinal> {
        let mut total = Value::of(0);
        let mut said = false;
        let mut scale = u8::MAX;
        let mut at = from;
        // The thousands last read, and what stood before them: mil doscientos millones.
        let mut thousands: Option<(Value, Value, u8)> = None;
        // Where an *and* was taken: to go back to, if what follows was another number.
        let mut before_and: Option<Cardinal> = None;
        loop {
            let mut start = at;
            let mut joined = false;
            if said && at < span.end && self.atom(at) == Some(Atom::And) {
                joined = true;
                start = at + 1;
            }
            let below = if scale == u8::MAX { None } else { Some(scale) };
            if let Some(next) = self.and_one(start, joined, said, scale) {
                total = total.plus(&Value::of(1));
                (scale, at) = (0, next);
                break;
            }
            let Some((group, next)) = self.group(start, span) else {
                // A bare scale: thousand, mille, a million after an article.
                if !said && !joined {
                    let article = usize::from(self.atom(at) == Some(Atom::Article));
                    if let Some(Base::Scale(first)) = self.card(at + article, span)
                        && (article == 1 || first == 3 || self.is_ordinal(at + article))
                    {
                        // Mil millones, mille milliards.
                        let one = Value::of(1);
                        let (value, after, n) = self.scaled(one, at + article, span, None)?;
                        // Mil quinientos millones.
                        thousands = (n == 3).then(|| (Value::of(0), value.clone(), u8::MAX));
                        total = value;
                        (scale, said, at) = (n, true, after);
                        continue;
                    }
                    if article == 1
                        && let Some(Base::Hundred) = self.card(at + 1, span)
                        && let Some((group, next)) = self.group(at + 1, span)
                    {
                        let (value, after, n) = self.scaled(group, next, span, None)?;
                        total = value;
                        (scale, said, at) = (n, true, after);
                        continue;
                    }
                }
                break;
            };
            if joined {
                let ends_in_hundreds = scale != u8::MAX && scale >= 3;
                if !ends_in_hundreds {
                    break;
                }
                before_and = Some(Cardinal {
                    value: total.clone(),
                    next: at,
                    scale,
                });
            } else if said && below.is_none_or(|b| b == 0) {
                break;
            }
            let Some((value, after, n)) = self.scaled(group.clone(), next, span, below) else {
                if let Some((before, part, room)) = thousands.take()
                    && let Some((_, after, n @ 6..)) = self.scaled(group.clone(), next, span, None)
                    && n < room
                {
                    total = before.plus(&part.plus(&group).times(&Value::ten_to(n.into())));
                    (scale, said, at) = (n, true, after);
                    continue;
                }
                break;
            };
            thousands = (n == 3).then(|| (total.clone(), value.clone(), scale));
            if let Some(below) = below {
                let room = Value::ten_to(below.into());
                if value >= room {
                    // No smaller than what stands before it: another number.
                    break;
                }
            }
            total = total.plus(&value);
            (scale, said, at) = (n, true, after);
            if n == 0 {
                break;
            }
        }
        if !said {
            return None;
        }
        if let Some(Base::Scale(_) | Base::Hundred) = self.card(at, span)
            && let Some(back) = before_and
        {
            return Some(back);
        }
        Some(Cardinal {
            value: total,
            next: at,
            scale: if scale == u8::MAX { 0 } else { scale },
        })
    }

    /// Mille et un, milleuno, tausendundeine: the article is one behind a thousand in words, and before
    /// nothing that it would be the article of.
    fn and_one(&self, at: usize, joined: bool, said: bool, scale: u8) -> Option<usize> {
        let thousand = said
            && scale == 3
            && (joined || !self.units_first || self.same_word(at.checked_sub(1)?, at))
            && self.items[at.checked_sub(1 + usize::from(joined))?].atom
                == Atom::Card(Base::Scale(3))
            && !self.items[..at]
                .iter()
                .any(|item| item.atom == Atom::Digits);
        let one = self.atom(at) == Some(Atom::Article) && self.atom(at + 1).is_none();
        (thousand && one && !self.short_article).then_some(at + 1)
    }

    fn goes_on(&self, at: usize) -> bool {
        matches!(self.atom(at), Some(Atom::Card(_) | Atom::Ord(..)))
    }

    pub(super) fn is_ordinal(&self, at: usize) -> bool {
        matches!(self.atom(at), Some(Atom::Ord(..)))
    }

    /// The cardinal base at an item; in an ordinal, also that of its last words: *vigésimo quinto*.
    pub(super) fn card(&self, at: usize, span: Span) -> Option<Base> {
        if at >= span.end {
            return None;
        }
        match self.atom(at)? {
            Atom::Card(base) => Some(base),
            Atom::Ord(base, _) if span.ordinal && (at..span.end).all(|at| self.is_ordinal(at)) => {
                Some(base)
            }
            _ => None,
        }
    }

    /// A group below a thousand (or a numeral) and every scale that multiplies it.
    pub(super) fn scaled(
        &self,
        group: Value,
        mut next: usize,
        span: Span,
        below: Option<u8>,
    ) -> Option<(Value, usize, u8)> {
        let mut value = group;
        let mut scale = 0;
        loop {
            match self.card(next, span) {
                // Ten mil millones, a hundred mille milliards, three lakh crore.
                Some(Base::Scale(n)) if scale == 0 || n > scale || n >= 5 && scale >= 5 => {
                    let grown = value.times(&Value::ten_to(n.into()));
                    if below.is_some_and(|b| grown >= Value::ten_to(b.into())) {
                        return None;
                    }
                    value = grown;
                    scale = if scale == 0 { n } else { scale + n };
                    next += 1;
                }
                _ => return Some((value, next, scale)),
            }
        }
    }

    /// A number below a thousand: words, or a numeral, or either with a hundred after it.
    pub(super) fn group(&self, from: usize, span: Span) -> Option<(Value, usize)> {
        if from < span.end && self.atom(from) == Some(Atom::Digits) {
            let value = self.items[from].number.clone()?;
            let mut next = from + 1;
            // In French 50 cents are money, and so are 5 but for what goes on: 3 cents et 21.
            let hundreds = !self.by_twenties
                || value < Value::of(10)
                    && value.is_whole()
                    && (from > 0
                        || matches!(
                            self.atom(next + 1),
                            Some(Atom::And | Atom::Card(_) | Atom::Article | Atom::Digits)
                        ));
            if hundreds && self.card(next, span) == Some(Base::Hundred) && value < Value::of(1000) {
                let mut hundreds = value.times(&Value::of(100));
                next += 1;
                let and = usize::from(self.atom(next) == Some(Atom::And));
                if self.by_twenties && self.atom(next + and) == Some(Atom::Article) {
                    return Some((hundreds.plus(&Value::of(1)), next + and + 1));
                }
                if let Some((rest, after)) = self.group(next + and, span)
                    && rest < Value::of(100)
                    && rest > Value::of(0)
                    && !matches!(self.card(after, span), Some(Base::Hundred | Base::Scale(_)))
                {
                    hundreds = hundreds.plus(&rest);
                    next = after;
                }
                return Some((hundreds, next));
            }
            return Some((value, next));
        }
        let mut current: u128 = 0;
        let mut said = false;
        let mut at = from;
        let mut hundred_said = false;
        while at < span.end {
            // Einundzwanzig: units before tens; after *en* too, behind a hundred.
            let front = at + usize::from(current > 0 && self.atom(at) == Some(Atom::And));
            if self.units_first
                && let Some(units @ 1..=9) = self.units(front, span)
                && self.atom(front + 1) == Some(Atom::And)
                && let Some(Base::Tens(tens)) = self.card(front + 2, span)
                && current.is_multiple_of(100)
            {
                current += u128::from(tens) + u128::from(units);
                (said, at) = (true, front + 3);
                continue;
            }
            // In one word, ein is one: einhundert.
            if self.units_first
                && self.atom(at) == Some(Atom::Article)
                && self.same_word(at, at + 1)
                && current.is_multiple_of(100)
                && matches!(
                    self.card(at + 1, span),
                    Some(Base::Hundred | Base::Scale(_))
                )
            {
                current += 1;
                (said, at) = (true, at + 1);
                continue;
            }
            let mut place = at;
            let mut joined = false;
            if said && self.atom(at) == Some(Atom::And) {
                joined = true;
                place = at + 1;
            }
            let Some(base) = self
                .card(place, span)
                .or_else(|| self.article_one(place, current, joined))
            else {
                break;
            };
            let allowed = |least: u128| !joined || least >= self.and_from;
            let tens = current % 100;
            let fits = match base {
                Base::Small(0) => !said,
                Base::Small(n) if self.by_twenties => {
                    let and = !joined || tens == 0 || n == 1;
                    let seventeen = tens == 10 && (7..=9).contains(&n) && !joined;
                    and && (!said
                        || seventeen
                        || tens == 0 && allowed(100)
                        || tens >= 20 && tens.is_multiple_of(10))
                }
                Base::Small(_) => {
                    !said
                        || tens == 0 && allowed(100)
                        || tens >= 20 && tens.is_multiple_of(10) && allowed(10) && !self.units_first
                }
                Base::Teen(n) => {
                    let by_twenties =
                        self.by_twenties && matches!(tens, 60 | 80) && (!joined || n == 11);
                    !said || tens == 0 && allowed(100) || by_twenties
                }
                Base::Tens(20) if self.by_twenties && tens == 4 && !joined => {
                    current = current - 4 + 80;
                    at = place + 1;
                    continue;
                }
                Base::Tens(_) => !said || tens == 0 && allowed(100),
                // Quarante-cinq cents are cents; douze cents is a number.
                Base::Hundred => {
                    let most = if self.by_twenties && !self.goes_on(place + 1) {
                        17
                    } else {
                        100
                    };
                    !hundred_said && !joined && current < most
                }
                Base::Hundreds(_) => !said,
                Base::Scale(_) => false,
            };
            if !fits {
                break;
            }
            match base {
                Base::Small(n) | Base::Teen(n) | Base::Tens(n) => current += u128::from(n),
                Base::Hundreds(n) => {
                    current += u128::from(n);
                    hundred_said = true;
                }
                Base::Hundred => {
                    current = current.max(1) * 100;
                    hundred_said = true;
                }
                Base::Scale(_) => {}
            }
            (said, at) = (true, place + 1);
            if matches!(base, Base::Small(0)) {
                break;
            }
        }
        said.then(|| (Value::of(current), at))
    }

    /// *un* and *ein* are one where they end a number that has begun: vingt et un, hunderteins.
    pub(super) fn article_one(&self, at: usize, current: u128, joined: bool) -> Option<Base> {
        if self.atom(at)? != Atom::Article || current == 0 {
            return None;
        }
        let tens = current % 100;
        // Doscientas una personas.
        let hundreds = !self.units_first
            && !self.short_article
            && matches!(
                self.atom(at.wrapping_sub(1)),
                Some(Atom::Card(Base::Hundred | Base::Hundreds(_)))
            );
        let one = tens == 0
            && (joined || hundreds || self.same_word(at.wrapping_sub(1), at) || self.by_twenties)
            || tens >= 20 && tens.is_multiple_of(10);
        one.then_some(Base::Small(1))
    }

    pub(super) fn units(&self, at: usize, span: Span) -> Option<u8> {
        match self.card(at, span) {
            Some(Base::Small(n)) => Some(n),
            _ if self.atom(at) == Some(Atom::Article) => Some(1),
            _ => None,
        }
    }
}
