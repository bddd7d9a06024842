//! Parts, decimals and ordinals: what is made of cardinals.

use super::atoms::{Atom, Base};
use super::cardinal::{Grammar, Read, Span};
use super::value::Value;

impl Grammar<'_> {
    pub(super) fn number(&self) -> Option<Read> {
        if let Some(read) = self.ordinal_or_parts() {
            return Some(read);
        }
        let (value, next, scale, mut parts) = self.head()?;
        let mut value = value;
        let mut next = next;
        // Three and a half, two millions and a half, two millions et demi.
        let and = usize::from(matches!(self.atom(next), Some(Atom::And | Atom::Point)));
        if !parts
            && and == 1
            && let Some((over, after)) = self.part(next + 1)
        {
            // Of the scale that was said; of one that follows, if one does.
            let unit =
                if scale >= 5 && !matches!(self.atom(after), Some(Atom::Card(Base::Scale(_)))) {
                    Value::ten_to(scale.into())
                } else {
                    Value::of(1)
                };
            let mut piece = over.times(&unit);
            next = after;
            parts = true;
            if let Some(Atom::Card(Base::Scale(n))) = self.atom(next) {
                // One milliard and a half million: the part has a scale of its own.
                if scale > n {
                    piece = piece.times(&Value::ten_to(n.into()));
                } else {
                    value = value.times(&Value::ten_to(n.into()));
                    piece = piece.times(&Value::ten_to(n.into()));
                }
                next += 1;
            }
            value = value.plus(&piece);
        } else if !parts
            && self.atom(next) == Some(Atom::Point)
            && let Some((digits, after)) = self.decimals(next + 1)
        {
            value = value.plus(&digits);
            next = after;
            if let Some(Atom::Card(Base::Scale(n))) = self.atom(next) {
                value = value.times(&Value::ten_to(n.into()));
                next += 1;
            }
        }
        // Three hundred and two dozens.
        if let Some(Atom::Group(n)) = self.atom(next) {
            value = value.times(&Value::of(n.into()));
            next += 1;
        }
        Some(Read {
            value,
            items: next,
            ordinal: false,
            parts,
        })
    }

    /// A cardinal, an article before what it counts, or a part of one.
    pub(super) fn head(&self) -> Option<(Value, usize, u8, bool)> {
        if let Some((value, next)) = self.part(0) {
            let mut value = value;
            let mut next = next;
            // Half a million; half a dozen.
            let article = usize::from(self.atom(next) == Some(Atom::Article));
            match self.atom(next + article) {
                Some(Atom::Card(Base::Scale(n))) => {
                    value = value.times(&Value::ten_to(n.into()));
                    next += article + 1;
                }
                Some(Atom::Group(n)) => {
                    value = value.times(&Value::of(n.into()));
                    next += article + 1;
                }
                Some(Atom::Card(Base::Hundred)) if article == 1 => {
                    value = value.times(&Value::of(100));
                    next += article + 1;
                }
                _ => {}
            }
            return Some((value, next, 0, true));
        }
        if self.atom(0) == Some(Atom::Article)
            && let Some(Atom::Group(n)) = self.atom(1)
        {
            return Some((Value::of(n.into()), 2, 0, false));
        }
        // One and a half, where one is the article.
        if self.atom(0) == Some(Atom::Article)
            && self.atom(1) == Some(Atom::And)
            && self.part(2).is_some()
        {
            return Some((Value::of(1), 1, 0, false));
        }
        let cardinal = self.cardinal(0)?;
        Some((cardinal.value, cardinal.next, cardinal.scale, false))
    }

    /// `[n] half`, `[n] quarters`, one and a half in one word.
    pub(super) fn part(&self, at: usize) -> Option<(Value, usize)> {
        let (count, next) = match self.atom(at)? {
            Atom::OneAndHalf => return Some((Value::ratio(&Value::of(3), &Value::of(2))?, at + 1)),
            Atom::PartAlone(_) => (Value::of(1), at),
            // The others need a count, or what they are a part of.
            Atom::Part(_) => {
                let article = usize::from(self.atom(at + 1) == Some(Atom::Article));
                let of = matches!(
                    self.atom(at + 1 + article),
                    Some(Atom::Card(Base::Scale(_)) | Atom::Group(_))
                );
                if !of && at == 0 {
                    return None;
                }
                (Value::of(1), at)
            }
            Atom::Article if self.cardinal(at).is_none() => (Value::of(1), at + 1),
            Atom::Card(_) | Atom::Digits | Atom::Article => {
                let cardinal = self.cardinal(at)?;
                // Zweieinhalb: two, and a half; in one word the units stand at its front.
                if matches!(self.atom(cardinal.next), Some(Atom::And | Atom::Article))
                    && self.same_word(cardinal.next, cardinal.next + 1)
                    && let Some(Atom::Part(n) | Atom::PartAlone(n)) = self.atom(cardinal.next + 1)
                {
                    let part = Value::ratio(&Value::of(1), &Value::of(n.into()))?;
                    return Some((cardinal.value.plus(&part), cardinal.next + 2));
                }
                (cardinal.value, cardinal.next)
            }
            _ => return None,
        };
        match self.atom(next)? {
            Atom::Part(under) | Atom::PartAlone(under) => {
                let under = Value::of(under.into());
                // A proper part after *and* is added: one hundred and three quarters.
                if let Some(and) = (at + 1..next)
                    .rev()
                    .find(|n| self.atom(*n) == Some(Atom::And))
                    && let Some(piece) = self.cardinal(and + 1)
                    && piece.next == next
                    && piece.value < under
                    && let Some(before) = self.cardinal_within(
                        at,
                        Span {
                            end: and,
                            ordinal: false,
                        },
                    )
                    && before.next == and
                {
                    // Of the scale that follows, else of the one that was said.
                    let (scale, after) = match self.atom(next + 1) {
                        Some(Atom::Card(Base::Scale(n))) if n < before.scale => (n, next + 2),
                        _ if before.scale >= 5 => (before.scale, next + 1),
                        _ => (0, next + 1),
                    };
                    let piece =
                        Value::ratio(&piece.value, &under)?.times(&Value::ten_to(scale.into()));
                    return Some((before.value.plus(&piece), after));
                }
                Some((Value::ratio(&count, &under)?, next + 1))
            }
            Atom::Ord(base, plural) if next > at => {
                // Six millions and two thirds, three and one fourth.
                let under = self.base(base);
                (plural || count.small().is_some()).then_some(())?;
                Some((Value::ratio(&count, &under)?, next + 1))
            }
            _ => None,
        }
    }

    /// The digits after a decimal mark that was said: *zero three*, *veintidós*.
    pub(super) fn decimals(&self, from: usize) -> Option<(Value, usize)> {
        let mut digits = String::new();
        let mut at = from;
        // Point five million: the scale is of the whole.
        let span = Span {
            end: self.items.len(),
            ordinal: false,
        };
        while let Some((value, next)) = self.group(at, span) {
            let text = value.decimal()?;
            digits.push_str(&text);
            at = next;
            // Digits one by one go on; a number in words ends it.
            if text.len() > 1 {
                break;
            }
        }
        (!digits.is_empty()).then(|| (Value::of_digits("0", &digits), at))
    }

    /// *twenty-fifth*, *two fifths*, *twenty and three fifths*.
    pub(super) fn ordinal_or_parts(&self) -> Option<Read> {
        let first = (0..self.items.len()).take_while(|at| {
            !matches!(
                self.atom(*at),
                Some(
                    Atom::Part(_)
                        | Atom::PartAlone(_)
                        | Atom::Group(_)
                        | Atom::OneAndHalf
                        | Atom::Minus
                )
            )
        });
        let mut last = first.clone().find(|at| self.is_ordinal(*at))?;
        while self.is_ordinal(last + 1) {
            last += 1;
        }
        let end = last + 1;
        let Some(Atom::Ord(_, plural)) = self.atom(last) else {
            return None;
        };
        // "a second", "einen zweiten": which, and not half.
        let article = self.atom(0) == Some(Atom::Article);
        if last == 1 && article && matches!(self.atom(1), Some(Atom::Ord(Base::Small(2), false))) {
            return None;
        }
        let one = last == 1
            && matches!(
                self.atom(0),
                Some(Atom::Article | Atom::Card(Base::Small(1)))
            );
        let digits = self.items[..end]
            .iter()
            .any(|item| item.atom == Atom::Digits);
        // "280 million first": digits are parts only of what is plural.
        if digits && !plural {
            return None;
        }
        let whole = |from: usize, to: usize| {
            let span = Span {
                end: to,
                ordinal: to == end,
            };
            let cardinal = self.cardinal_within(from, span)?;
            (cardinal.next == to).then_some(cardinal.value)
        };
        if !plural
            && !one
            && !digits
            && let Some(value) = whole(0, end)
        {
            return Some(Read {
                value,
                items: end,
                ordinal: true,
                parts: false,
            });
        }
        // A word is not cut: cientocincoavos are hundred-and-fifths.
        for split in (1..=last).rev().filter(|at| !self.same_word(at - 1, *at)) {
            // There are no firsts and seconds of a thing.
            let Some(under) = whole(split, end).filter(|under| *under > Value::of(2)) else {
                continue;
            };
            let part = |over: &Value, whole: &Value| {
                Some(Read {
                    value: whole.plus(&Value::ratio(over, &under)?),
                    items: end,
                    ordinal: false,
                    parts: true,
                })
            };
            let count = |from: usize| -> Option<Value> {
                if self.atom(from) == Some(Atom::Article) && from + 1 == split {
                    return Some(Value::of(1));
                }
                whole(from, split)
            };
            // A proper part after *and* is added: two hundred and fifty-four hundredths.
            let mixed = (1..split).rev().find_map(|and| {
                matches!(self.atom(and), Some(Atom::And | Atom::Point)).then_some(())?;
                let before = self.cardinal_within(
                    0,
                    Span {
                        end: and,
                        ordinal: false,
                    },
                )?;
                (before.next == and).then_some((before, count(and + 1)?))
            });
            let over = count(0);
            if let Some((before, piece)) = mixed
                && (over.is_none()
                    || piece < under
                        && self.and_from == 100
                        && !(self.by_twenties && piece == Value::of(1)))
            {
                let scale = if before.scale >= 5 { before.scale } else { 0 };
                let piece = piece.times(&Value::ten_to(scale.into()));
                return part(&piece, &before.value);
            }
            if let Some(over) = over {
                return part(&over, &Value::of(0));
            }
        }
        // A plural alone: *the fifths*; no number.
        None
    }
}
