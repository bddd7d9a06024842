//! What a number counts, as written.

use std::ops::Range;

use super::bounds::bytes;
use super::lang::Lexicon;
use super::names::follow;
use super::tokens::{Kind, Tokens};
use super::unit::is_model;

/// What is counted: the noun after the number, without *of* and *the*.
pub(super) fn counted(
    tokens: &Tokens,
    end: usize,
    lexicon: Option<&Lexicon>,
) -> Option<Range<usize>> {
    let lexicon = lexicon?;
    let language = lexicon.language;
    let mut at = tokens.skip_space(end);
    if at == end {
        return None;
    }
    let partitive = language
        .partitives
        .iter()
        .filter_map(|w| follow(tokens, at, w.split(' ')))
        .max();
    if let Some(after) = partitive {
        at = tokens.skip_space(after);
    }
    let noun = |at: usize| {
        // T-72, M1: a name and no noun.
        let name = is_model(tokens, at) || tokens.kind(at + 1) == Some(Kind::Digits);
        !name
            && tokens.word(at).is_some_and(|w| {
                !language.function_words.contains(&w)
                    && !lexicon.atoms.contains_key(w)
                    && !language.months.contains(&w)
            })
    };
    if !noun(at) {
        return None;
    }
    let mut last = at;
    if language.adjective_first {
        // Up to the noun: what ends in a plural, or has the capital that German gives it.
        for _ in 0..3 {
            let raw = tokens.raw(last, last + 1);
            let key = tokens.key(last);
            let is_noun = match language.code {
                "de" => raw.starts_with(char::is_uppercase),
                "en" => {
                    key.ends_with('s') && (key.len() > 3 || raw.starts_with(char::is_uppercase))
                        || matches!(
                            key,
                            "people"
                                | "men"
                                | "women"
                                | "children"
                                | "troops"
                                | "police"
                                | "staff"
                                | "dead"
                                | "wounded"
                                | "personnel"
                        )
                }
                _ => key.ends_with("en") || key.ends_with('s'),
            };
            let next = tokens.skip_space(last + 1);
            if is_noun {
                break;
            }
            if next == last + 1 || !noun(next) {
                // Um 300 gestiegen, 44 v. Chr.: what has no capital is no noun.
                if language.code == "de" {
                    return None;
                }
                break;
            }
            last = next;
        }
    }
    Some(bytes(tokens, at, last + 1))
}
