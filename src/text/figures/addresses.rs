//! Numbers of addresses: of the web, of houses, of places.

use super::lang::Lexicon;
use super::tokens::{Kind, Tokens};

/// What stands behind the number of a house, where the number comes first.
const STREETS_AFTER: &[&str] = &[
    "rue",
    "avenue",
    "av",
    "boulevard",
    "bd",
    "place",
    "quai",
    "allee",
    "impasse",
    "chemin",
    "cours",
    "square",
    "passage",
    "faubourg",
];
/// What ends a name of several words behind the number of a house.
const STREETS_NAMED: &[&str] = &[
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "lane",
    "drive",
    "square",
    "terrace",
    "gardens",
    "boulevard",
    "crescent",
    "row",
    "close",
];
/// What begins a name that the number of a house stands behind.
const STREETS_BEFORE: &[&str] = &[
    "calle", "avenida", "plaza", "paseo", "via", "viale", "piazza", "corso", "rua", "praca",
    "largo",
];
/// How words end that the number of a house stands behind.
const ENDINGS: &[&str] = &[
    "strasse", "platz", "allee", "gasse", "straat", "laan", "plein", "gracht",
];
/// The words of a street's name at most.
const NAME: usize = 4;

/// Whether digits are the number of a house, or the code of a place before its name.
pub(super) fn of_place(tokens: &Tokens, start: usize, end: usize, lexicon: &Lexicon) -> bool {
    if end != start + 1 || tokens.key(start).len() > 5 {
        return false;
    }
    match tokens.key(start).len() {
        5 => is_code(tokens, start, end, lexicon),
        _ => before_street(tokens, end, lexicon) || after_street(tokens, start, lexicon),
    }
}

/// 75001 Paris. German writes every noun with a capital: there the number of the house stands before it.
fn is_code(tokens: &Tokens, start: usize, end: usize, lexicon: &Lexicon) -> bool {
    let name = tokens.is_space(end) && is_capital(tokens, end + 1);
    let comma = tokens.before(start).filter(|at| tokens.is(*at, ','));
    match lexicon.language.code {
        "fr" | "es" | "it" => name,
        "de" => name && comma.is_some_and(|at| at > 0 && tokens.kind(at - 1) == Some(Kind::Digits)),
        _ => false,
    }
}

/// 12, rue des Lilas; 10 Downing Street.
fn before_street(tokens: &Tokens, end: usize, lexicon: &Lexicon) -> bool {
    let mut at = tokens.skip_space(end);
    match lexicon.language.code {
        "fr" => {
            if tokens.is(at, ',') || matches!(tokens.word(at), Some("bis" | "ter")) {
                at = tokens.skip_space(at + 1);
            }
            tokens
                .word(at)
                .is_some_and(|word| STREETS_AFTER.contains(&word))
        }
        "en" => {
            for n in 0..NAME {
                if at == end || !is_capital(tokens, at) {
                    return false;
                }
                if n > 0 && STREETS_NAMED.contains(&tokens.key(at)) {
                    return true;
                }
                let next = tokens.skip_space(at + 1);
                if next == at + 1 {
                    return false;
                }
                at = next;
            }
            false
        }
        _ => false,
    }
}

/// Hauptstraße 12, calle Mayor 12, via Roma 12.
fn after_street(tokens: &Tokens, start: usize, lexicon: &Lexicon) -> bool {
    let mut place = tokens
        .before(start)
        .filter(|_| start > 0 && tokens.is_space(start - 1));
    let last = place.and_then(|at| tokens.word(at)).unwrap_or_default();
    match lexicon.language.code {
        "de" | "nl" => ENDINGS.iter().any(|ending| last.ends_with(ending)),
        "es" | "it" | "pt" => {
            for n in 0..NAME {
                let Some(at) = place else { return false };
                let Some(word) = tokens.word(at) else {
                    return false;
                };
                if n > 0 && STREETS_BEFORE.contains(&word) {
                    return true;
                }
                let of = matches!(
                    word,
                    "de" | "del" | "la" | "los" | "da" | "do" | "dos" | "di" | "della" | "dei"
                );
                if !of && !is_capital(tokens, at) {
                    return false;
                }
                place = tokens.before(at);
            }
            false
        }
        _ => false,
    }
}

fn is_capital(tokens: &Tokens, at: usize) -> bool {
    tokens.kind(at) == Some(Kind::Word) && tokens.raw(at, at + 1).starts_with(char::is_uppercase)
}

/// Whether a number stands inside an address of the web or of a person.
pub(super) fn of_web(tokens: &Tokens, start: usize) -> bool {
    let at = tokens.get(start).map_or(0, |t| t.start);
    let text = tokens.text;
    // Addresses are shorter than this; the bound keeps a text without spaces from costing its square.
    let from = text[..at]
        .char_indices()
        .rev()
        .find(|(_, c)| c.is_whitespace())
        .map_or(0, |(n, c)| n + c.len_utf8());
    if at - from > 2000 || at == from {
        return text[at..]
            .split(char::is_whitespace)
            .next()
            .is_some_and(|w| w.len() < 200 && w.contains('@'));
    }
    let mut chunk = text[from..].split(char::is_whitespace).next().unwrap_or("");
    if chunk.len() > 2000 {
        chunk = &text[from..at];
    }
    chunk.contains("://") || chunk.starts_with("www.") || chunk.contains('@')
}
