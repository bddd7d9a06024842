//! Stems, by the Snowball algorithms (snowballstem.org) of the crate `rust-stemmers`.

use rust_stemmers::{Algorithm, Stemmer};

/// A longer "word" is an address, a hash or a slip, and has no stem worth finding.
const MAX_LETTERS: usize = 40;

/// The algorithm for a BCP 47 language tag; only its first part counts ("fr-CA" is "fr"). Tamil
/// is left out, though the crate has it: the tokenizer cuts its words at every vowel sign.
pub(super) fn algorithm(lang: &str) -> Option<Algorithm> {
    let primary = lang.split(['-', '_']).next()?;
    Some(match primary.to_ascii_lowercase().as_str() {
        "ar" | "ara" => Algorithm::Arabic,
        "da" | "dan" => Algorithm::Danish,
        "de" | "deu" | "ger" => Algorithm::German,
        "el" | "ell" | "gre" => Algorithm::Greek,
        "en" | "eng" => Algorithm::English,
        "es" | "spa" => Algorithm::Spanish,
        "fi" | "fin" => Algorithm::Finnish,
        "fr" | "fra" | "fre" => Algorithm::French,
        "hu" | "hun" => Algorithm::Hungarian,
        "it" | "ita" => Algorithm::Italian,
        "nl" | "nld" | "dut" => Algorithm::Dutch,
        "no" | "nb" | "nn" | "nor" | "nob" | "nno" => Algorithm::Norwegian,
        "pt" | "por" => Algorithm::Portuguese,
        "ro" | "ron" | "rum" => Algorithm::Romanian,
        "ru" | "rus" => Algorithm::Russian,
        "sv" | "swe" => Algorithm::Swedish,
        "tr" | "tur" => Algorithm::Turkish,
        _ => return None,
    })
}

/// The stem of a word in small letters, with its diacritics: French and German stems need them.
/// `None` for what is no word of a language: a figure, a code, something very long.
pub(super) fn stem(lowercase: &str, algorithm: Algorithm) -> Option<String> {
    let mut letters = 0;
    for c in lowercase.chars() {
        if c.is_numeric() {
            return None;
        }
        letters += 1;
    }
    if letters > MAX_LETTERS {
        return None;
    }
    let stem = Stemmer::create(algorithm).stem(lowercase).into_owned();
    (!stem.is_empty()).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_tag_is_read_by_its_language() {
        assert_eq!(algorithm("fr-CA"), Some(Algorithm::French));
        assert_eq!(algorithm("EN"), Some(Algorithm::English));
        assert_eq!(algorithm("nb-NO"), Some(Algorithm::Norwegian));
        assert_eq!(algorithm("ko"), None);
        assert_eq!(algorithm("und"), None);
        assert_eq!(algorithm(""), None);
    }

    #[test]
    fn no_stem_for_figures_and_long_strings() {
        assert_eq!(stem("2022s", Algorithm::English), None);
        assert_eq!(stem(&"s".repeat(41), Algorithm::English), None);
        assert_eq!(stem("soldats", Algorithm::French).unwrap(), "soldat");
    }

    proptest! {
        // The stemmers index by byte; a word in another script must not bring one down.
        #[test]
        fn no_word_stops_a_stemmer(word in "\\PC{1,12}|[a-zà-ÿа-яα-ωا-ي]{1,12}") {
            for lang in ["ar", "da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "nl", "no",
                "pt", "ro", "ru", "sv", "tr"] {
                stem(&word.to_lowercase(), algorithm(lang).unwrap());
            }
        }
    }
}
