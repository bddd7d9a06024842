//! Numbers in digits: which marks group and which mark divides, by language.

use super::lang::Language;
use super::tokens::{Kind, Tokens};
use super::value::Value;

/// The most digits of a number: more is no quantity that anybody said.
const LONGEST: usize = 60;

/// A numeral as read.
pub(super) struct Numeral {
    /// The place after its last token.
    pub end: usize,
    pub reading: Reading,
    /// Plain digits without any mark.
    pub plain: bool,
    /// Why the marks were read so; nothing where there was nothing to decide.
    pub because: Option<&'static str>,
}

/// What a numeral says.
pub(super) enum Reading {
    Value(Value),
    /// One mark and three digits after it, in no language known or one printed both ways: 10.000 is ten, or ten
    /// thousand.
    Either(Value, Value),
    /// Digits that are no number: 1.2.3.4.
    Words,
}

/// Reads the numeral that starts at a token, which is a number's digits or a decimal mark before them.
pub(super) fn read(tokens: &Tokens, at: usize, language: Option<&Language>) -> Option<Numeral> {
    if tokens.kind(at) != Some(Kind::Digits) {
        return leading_mark(tokens, at);
    }
    // Inside a list without spaces each number stands by itself: 22,24,26.
    let listed = at >= 2
        && tokens.is(at - 1, ',')
        && tokens.kind(at - 2) == Some(Kind::Digits)
        && language.is_none_or(|l| l.decimal == '.');
    if listed && tokens.key(at).len() <= LONGEST {
        return Some(Numeral {
            end: at + 1,
            reading: Reading::Value(Value::of_digits(tokens.key(at), "")),
            plain: true,
            because: None,
        });
    }
    let mut groups = vec![at];
    let mut marks: Vec<char> = Vec::new();
    let mut next = at + 1;
    while let Some(mark) = separator(tokens, next, &marks, &groups, language) {
        marks.push(mark);
        groups.push(next + 1);
        next += 2;
    }
    let text = |at: usize| tokens.key(at);
    let digits: usize = groups.iter().map(|g| text(*g).len()).sum();
    let words = |end| Numeral {
        end,
        reading: Reading::Words,
        plain: false,
        because: None,
    };
    if digits > LONGEST {
        return Some(words(next));
    }
    let numeral = |end: usize, value: Value, because| Numeral {
        end,
        reading: Reading::Value(value),
        plain: marks.is_empty(),
        because,
    };
    let whole = |groups: &[usize]| groups.iter().map(|g| text(*g)).collect::<String>();
    let lengths: Vec<usize> = groups.iter().map(|g| text(*g).len()).collect();
    let leading_zero = text(at).len() > 1 && text(at).starts_with('0') || text(at) == "0";
    let Some(last) = marks.last().copied() else {
        return Some(numeral(next, Value::of_digits(text(at), ""), None));
    };
    let same = marks.iter().all(|m| *m == last);
    let english = language.is_none_or(|l| l.decimal == '.');
    if same && marks.len() > 1 {
        if !leading_zero && (by_threes(&lengths) || english && last == ',' && indian(&lengths)) {
            return Some(numeral(next, Value::of_digits(&whole(&groups), ""), None));
        }
        // A list without spaces: its first number stands by itself.
        if last == ',' && english {
            return Some(Numeral {
                plain: true,
                ..numeral(at + 1, Value::of_digits(text(at), ""), None)
            });
        }
        return Some(words(next));
    }
    if !same {
        let (inner, tail) = (&groups[..groups.len() - 1], groups[groups.len() - 1]);
        let first = marks[0];
        let grouped = marks[..marks.len() - 1].iter().all(|m| *m == first);
        let fits = by_threes(&lengths[..inner.len()])
            || english && first == ',' && indian(&lengths[..inner.len()]);
        let divides = matches!(last, '.' | ',' | '٫');
        if grouped && fits && divides && first != last && !leading_zero {
            return Some(numeral(
                next,
                Value::of_digits(&whole(inner), text(tail)),
                None,
            ));
        }
        return Some(words(next));
    }
    // One mark.
    let tail = text(groups[1]);
    let value = |divides: bool| {
        if divides {
            Value::of_digits(text(at), tail)
        } else {
            Value::of_digits(&whole(&groups), "")
        }
    };
    let groups_well = !leading_zero && by_threes(&lengths);
    Some(match (last, language) {
        (' ' | '’', _) => numeral(next, value(false), None),
        ('٫', _) => numeral(next, value(true), None),
        // 10,00 people: a comma that groups has three digits behind it, and nobody says what this one is.
        (',', Some(language)) if language.code == "en" && !groups_well => words(next),
        _ if !groups_well => numeral(next, value(true), None),
        // Spanish is printed both ways: a comma divides in Spain, and groups in Mexico.
        (',', Some(language)) if language.code == "es" => Numeral {
            reading: Reading::Either(value(true), value(false)),
            ..numeral(
                next,
                value(true),
                Some("a comma divides in Spain, and groups in Mexico"),
            )
        },
        (_, Some(language)) if language.decimal == last => {
            numeral(next, value(true), Some(language.divides))
        }
        (_, Some(language)) => numeral(next, value(false), Some(language.groups)),
        (_, None) => Numeral {
            reading: Reading::Either(value(true), value(false)),
            ..numeral(
                next,
                value(true),
                Some(
                    "the mark divides or groups: without the language of the text there is no telling",
                ),
            )
        },
    })
}

/// `.08`, where nothing stands before that could belong to it.
fn leading_mark(tokens: &Tokens, at: usize) -> Option<Numeral> {
    let mark = tokens.is(at, '.') || tokens.is(at, ',');
    let alone = at == 0 || tokens.is_space(at - 1) || tokens.is(at - 1, '(');
    let digits = tokens.kind(at + 1) == Some(Kind::Digits);
    let longer = (tokens.is(at + 2, '.') || tokens.is(at + 2, ','))
        && tokens.kind(at + 3) == Some(Kind::Digits);
    (mark && alone && digits && !longer && tokens.key(at + 1).len() <= LONGEST).then(|| Numeral {
        end: at + 2,
        reading: Reading::Value(Value::of_digits("0", tokens.key(at + 1))),
        plain: false,
        because: None,
    })
}

/// The mark at a token, if it ties the digits before it to the digits after it.
fn separator(
    tokens: &Tokens,
    at: usize,
    marks: &[char],
    groups: &[usize],
    language: Option<&Language>,
) -> Option<char> {
    if tokens.kind(at + 1) != Some(Kind::Digits) {
        return None;
    }
    let three = tokens.key(at + 1).len() == 3;
    match tokens.kind(at)? {
        Kind::Mark(c @ ('.' | ',')) => Some(c),
        // The dot of thousands in older print, and the apostrophe of Switzerland.
        Kind::Mark('\'' | '’' | '‘' | 'ʼ') if three => Some('’'),
        // 1'5 millones: in Spanish, by hand and in older print, it divides.
        Kind::Mark('\'' | '’') if language.is_some_and(|l| l.code == "es") => Some('٫'),
        // Marks of the Arabic script, and full-width ones: each says itself what it does.
        Kind::Mark('٬' | '，') if three => Some('’'),
        Kind::Mark('٫' | '．') => Some('٫'),
        Kind::Space if three => {
            let space = matches!(
                tokens.raw(at, at + 1),
                " " | "\u{a0}" | "\u{202f}" | "\u{2009}" | "\u{2007}"
            );
            let first = tokens.key(groups[0]).len() <= 3 && !tokens.key(groups[0]).starts_with('0');
            (space && first && marks.iter().all(|m| *m == ' ')).then_some(' ')
        }
        _ => None,
    }
}

fn by_threes(lengths: &[usize]) -> bool {
    (1..=3).contains(&lengths[0]) && lengths[1..].iter().all(|l| *l == 3)
}

/// 12,34,567: pairs before the last three, as in India.
fn indian(lengths: &[usize]) -> bool {
    let [first, middle @ .., last] = lengths else {
        return false;
    };
    (1..=2).contains(first) && *last == 3 && middle.iter().all(|l| *l == 2)
}
