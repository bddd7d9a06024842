//! Scale words behind a number that are no part of its own grammar: *two thousands*, *due migliaia*,
//! *3½ million*. A number before a scale that it does not take is none.

use super::atoms::{Atom, Base};
use super::lang::Lexicon;
use super::names::follow;
use super::numeral::suffix;
use super::tokens::{Kind, Tokens};
use super::unit::find_unit;
use super::units;
use super::value::Value;
use super::words::Number;

/// A number with the scales behind it; the place up to which there is none, where they leave it open.
pub(super) fn scaled(
    tokens: &Tokens,
    mut number: Number,
    lexicon: &Lexicon,
    money: bool,
) -> Result<Number, usize> {
    if is_vague(tokens, &number, lexicon) {
        return Err(number.end);
    }
    loop {
        match behind(tokens, &number, lexicon, money) {
            Behind::Nothing => return Ok(number),
            Behind::Unsure(end) => return Err(end),
            Behind::By(power, end) => {
                let power = Value::ten_to(power);
                number.value = number.value.times(&power);
                number.or = number.or.map(|or| or.times(&power));
                (number.end, number.plain, number.parts) = (end, false, false);
            }
        }
    }
}

/// What stands behind a number.
enum Behind {
    Nothing,
    /// A power of ten, and the place after it.
    By(i32, usize),
    /// A scale of which nobody can say what it makes of the number; the place after it.
    Unsure(usize),
}

/// What a scale behind a number makes of it.
fn behind(tokens: &Tokens, number: &Number, lexicon: &Lexicon, money: bool) -> Behind {
    if number.ordinal {
        return Behind::Nothing;
    }
    let first = tokens.skip_space(number.end);
    if tokens.raw(number.end, first).contains('\n') {
        return Behind::Nothing;
    }
    let atom = |at: usize| lexicon.atoms.get(tokens.word(at)?).copied();
    // 3¾bn, 2¼k.
    if number.parts
        && !number.spelled
        && let Some(power) = suffix(tokens, first, lexicon, money)
        && tokens.raw(first, first + 1) != "m"
    {
        return Behind::By(power, first + 1);
    }
    // 5 mil M€; but M alone, behind a number in words, is read by nobody.
    if matches!(tokens.raw(first, first + 1), "M" | "MM") {
        let euro = find_unit(tokens, tokens.skip_space(first + 1), Some(lexicon))
            .is_some_and(|unit| units::is_money(unit.symbol));
        return match tokens.raw(first, first + 1) == "M" && euro {
            true => Behind::By(6, first + 1),
            false if tokens.is(first + 1, '-') || tokens.kind(first + 1) == Some(Kind::Digits) => {
                Behind::Nothing
            }
            false => Behind::Unsure(first + 1),
        };
    }
    // Twenty-odd thousand, cent et quelques mille: what is odd is not said.
    let mark = tokens.raw(first, first + 1);
    let key = tokens.word(first).unwrap_or(mark);
    let odd = (lexicon.after.starting(key).iter())
        .filter_map(|(phrase, _)| follow(tokens, first, phrase.iter().copied()))
        .map(|after| tokens.skip_space(after))
        .find(|after| {
            matches!(
                atom(*after),
                Some(Atom::Card(Base::Hundred | Base::Scale(_)))
            )
        });
    if let Some(scale) = odd {
        return Behind::Unsure(scale + 1);
    }
    // The short forms of other languages.
    if matches!(
        key,
        "mrd" | "mio" | "mln" | "mld" | "mds" | "bn" | "bln" | "tsd"
    ) {
        return Behind::Unsure(first + 1);
    }
    // Deux mille et un peu plus: there the article is of what follows.
    if number.spelled
        && atom(number.end - 1) == Some(Atom::Article)
        && matches!(
            key,
            "peu" | "poco" | "pouco" | "paar" | "beetje" | "po" | "pico" | "bisschen"
        )
    {
        return Behind::Unsure(first + 1);
    }
    // Une cinquantaine de milliers.
    let last = tokens.key(number.end - 1);
    let group = matches!(atom(number.end - 1), Some(Atom::Group(_)))
        || lexicon.language.tails.iter().any(|(tail, _)| *tail == last);
    let at = (lexicon.language.partitives.iter())
        .filter(|_| group)
        .filter_map(|words| follow(tokens, first, words.split(' ')))
        .max()
        .map_or(first, |after| tokens.skip_space(after));
    let Some(word) = tokens.word(at) else {
        return Behind::Nothing;
    };
    let tail =
        (lexicon.language.tails.iter()).find_map(|(tail, power)| (*tail == word).then_some(*power));
    let scale = match atom(at) {
        Some(Atom::Card(Base::Scale(power))) => Some(power),
        _ => None,
    };
    let Some(power) = tail.or(scale) else {
        return Behind::Nothing;
    };
    let mut end = at + 1;
    // Three millions 5: what the 5 is of is not said. Four score and seven.
    let mut next = tokens.skip_space(end);
    if power == 0 && atom(next) == Some(Atom::And) {
        next = tokens.skip_space(next + 1);
    }
    let more = next > end
        && !tokens.raw(end, next).contains('\n')
        && (tokens.kind(next) == Some(Kind::Digits) || power == 0 && atom(next).is_some());
    if more {
        end = next + 1;
    }
    // Five grand pianos.
    let plural = word == "grand" && tokens.word(next).is_some_and(|word| word.ends_with('s'));
    if plural {
        return Behind::Nothing;
    }
    // Hundred thousands of: an order, and no number.
    let bare = matches!(
        atom(number.start),
        Some(Atom::Card(Base::Hundred | Base::Scale(_)))
    );
    match tail.is_some() || number.parts || group || number.or.is_some() {
        true if power > 0 && !bare && !more => Behind::By(power.into(), end),
        _ => Behind::Unsure(end),
    }
}

/// Whether a number that is a scale alone follows a word that leaves open how many of it.
fn is_vague(tokens: &Tokens, number: &Number, lexicon: &Lexicon) -> bool {
    let mut atoms = Vec::new();
    let count = number.spelled
        && lexicon.parts(tokens.key(number.start), &mut atoms)
        && !matches!(
            atoms[..],
            [Atom::Card(Base::Hundred | Base::Scale(_)), ..]
                | [
                    Atom::Card(Base::Teen(10) | Base::Small(_)),
                    Atom::Card(Base::Scale(_))
                ]
                | [Atom::Group(_), ..]
        );
    let before = tokens.before(number.start).and_then(|at| tokens.word(at));
    number.spelled && !count && before.is_some_and(|word| lexicon.language.vague.contains(&word))
}
