//! The words and signs before and after a number that bound it, and those that stand for one.

use super::bounds::{Read, bytes};
use super::counted::counted;
use super::lang::{Crowd, Lexicon, Sense};
use super::names::follow;
use super::quantity;
use super::tokens::{Kind, Tokens};
use super::{Finding, Precision};

/// The words that bound what follows, and the place of that.
pub(super) fn before(
    tokens: &Tokens,
    at: usize,
    lexicon: Option<&Lexicon>,
) -> Option<(Precision, usize)> {
    if let Some((precision, next)) = sign(tokens, at) {
        return Some((precision, tokens.skip_space(next)));
    }
    let lexicon = lexicon?;
    let key = match tokens.kind(at)? {
        Kind::Word => tokens.key(at),
        Kind::Mark(_) => tokens.raw(at, at + 1),
        _ => return None,
    };
    // Part of a longer word, it is none: "tout-au plus".
    let (sense, end) = lexicon
        .before
        .starting(key)
        .iter()
        .find_map(|(phrase, sense)| Some((*sense, follow(tokens, at, phrase.iter().copied())?)))?;
    let mut next = tokens.skip_space(end);
    for _ in 0..2 {
        let Some(word) = tokens.word(next) else { break };
        if !lexicon.language.between.contains(&word) {
            break;
        }
        // "more than a hundred": there the article is part of the number.
        let article = matches!(lexicon.atoms.get(word), Some(super::atoms::Atom::Article));
        if article {
            break;
        }
        next = tokens.skip_space(next + 1);
        if matches!(tokens.kind(next), Some(Kind::Mark('\'' | '’'))) {
            next += 1;
        }
    }
    // Creció hasta, groeide tot: where something changed, that is where it came to.
    let reached = sense == Sense::UpTo
        && matches!(key, "hasta" | "tot" | "ate" | "fino")
        && changed_in_clause(tokens, at, lexicon);
    (!reached).then(|| (Precision::of(sense), next))
}

/// Whether a verb of change stands before a place in its clause.
fn changed_in_clause(tokens: &Tokens, at: usize, lexicon: &Lexicon) -> bool {
    (at.saturating_sub(16)..at)
        .rev()
        .take_while(|place| {
            let ends = matches!(
                tokens.kind(*place),
                Some(Kind::Mark('.' | ';' | ':' | '!' | '?'))
            );
            !ends || tokens.kind(place + 1) == Some(Kind::Digits)
        })
        .any(|place| {
            let word = tokens.word(place);
            word.is_some_and(|word| lexicon.language.changes.contains(&word))
        })
}

/// `>`, `≥`, `<=`.
pub(super) fn sign(tokens: &Tokens, at: usize) -> Option<(Precision, usize)> {
    let mark = |at: usize| match tokens.kind(at) {
        Some(Kind::Mark(c)) => Some(c),
        _ => None,
    };
    let equal = |at: usize| {
        let at = tokens.skip_space(at);
        (mark(at) == Some('=')).then_some(at + 1)
    };
    let after_mark = at > 0 && matches!(mark(at - 1), Some('<' | '>' | '='));
    if after_mark {
        return None;
    }
    match mark(at)? {
        '≥' => Some((Precision::AtLeast, at + 1)),
        '≤' => Some((Precision::AtMost, at + 1)),
        '>' if mark(at + 1) != Some('<') => Some(match equal(at + 1) {
            Some(next) => (Precision::AtLeast, next),
            None => (Precision::MoreThan, at + 1),
        }),
        '<' if mark(at + 1) != Some('>') => Some(match equal(at + 1) {
            Some(next) => (Precision::AtMost, next),
            None => (Precision::LessThan, at + 1),
        }),
        _ => None,
    }
}

/// The words after a number that bound it.
pub(super) fn after(
    tokens: &Tokens,
    end: usize,
    lexicon: Option<&Lexicon>,
) -> Option<(Sense, usize)> {
    if tokens.is(end, '+') && tokens.kind(end + 1) != Some(Kind::Digits) {
        return Some((Sense::AtLeast, end + 1));
    }
    let at = tokens.skip_space(end);
    let key = match tokens.kind(at)? {
        Kind::Word => tokens.key(at),
        Kind::Mark(_) => tokens.raw(at, at + 1),
        _ => return None,
    };
    lexicon?
        .after
        .starting(key)
        .iter()
        .find_map(|(phrase, sense)| {
            let end = follow(tokens, at, phrase.iter().copied())?;
            // "200 or greater than 190": the words belong to the number that follows them.
            let mut next = tokens.skip_space(end);
            while matches!(
                tokens.word(next),
                Some("than" | "que" | "dan" | "als" | "de" | "a" | "to" | "aan" | "eso" | "it")
            ) {
                next = tokens.skip_space(next + 1);
            }
            let more = matches!(
                quantity::read(tokens, next, lexicon),
                quantity::Read::Found(_)
            );
            // "10 and more than", "10 et plus petit que": what bounds the next number.
            let second = tokens.skip_space(at + 1);
            let next_bound = phrase.len() > 1
                && before(tokens, second, lexicon).is_some_and(|(_, next)| {
                    matches!(
                        quantity::read(tokens, next, lexicon),
                        quantity::Read::Found(_)
                    )
                });
            // 300 plus 20 is a sum.
            if next_bound || more && phrase[0] == "plus" {
                return None;
            }
            (!more || phrase.len() == 1).then_some((*sense, end))
        })
}

/// Dozens of, tens of thousands of: an order and no number.
pub(super) fn crowd(tokens: &Tokens, at: usize, lexicon: &Lexicon) -> Option<Read> {
    let word = tokens.word(at)?;
    let (crowd, end) = lexicon
        .crowds
        .starting(word)
        .iter()
        .find_map(|(phrase, crowd)| Some((*crowd, follow(tokens, at, phrase.iter().copied())?)))?;
    // After a number they multiply: two hundreds of.
    let after_number = tokens.before(at).is_some_and(|b| {
        tokens.kind(b) == Some(Kind::Digits)
            || tokens
                .word(b)
                .is_some_and(|w| matches!(lexicon.atoms.get(w), Some(super::atoms::Atom::Card(_))))
    });
    if after_number {
        return None;
    }
    // Hundreds of thousands, without what they are of: nothing is known to tell how many that is.
    let next = tokens.skip_space(end);
    if let Some(word) = tokens.word(next)
        && (lexicon.crowds.starting(word).iter().next().is_some()
            || matches!(
                lexicon.atoms.get(word.trim_end_matches('s')),
                Some(super::atoms::Atom::Card(super::atoms::Base::Scale(_)))
            ))
    {
        return Some(Read::Nothing(next + 1));
    }
    let precision = match crowd {
        Crowd::Dozens => Precision::DozensOf,
        Crowd::Scores => Precision::ScoresOf,
        Crowd::Hundreds => Precision::HundredsOf,
        Crowd::Thousands => Precision::ThousandsOf,
        Crowd::Millions => Precision::MillionsOf,
    };
    let range = bytes(tokens, at, end);
    let counted = counted(tokens, end, Some(lexicon));
    Some(Read::Found(
        Box::new(Finding {
            quantity: range.clone(),
            range,
            kind: super::Kind::Quantity,
            precision,
            low: None,
            high: None,
            either: None,
            numbers: Vec::new(),
            unit: None,
            unit_text: None,
            counted,
            how: Vec::new(),
        }),
        end,
    ))
}
