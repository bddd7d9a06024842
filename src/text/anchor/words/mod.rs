//! The words that change what a sentence claims, one file a language.
//!
//! In small letters with their marks, as the language writes them, a space between; a word is one run of
//! letters, so `peut-être` is found by `peut`. To add a language, add a file and its line below.

mod de;
mod en;
mod es;
mod fr;
mod it;
mod nl;
mod others;
mod pt;

/// What a language's words do to a claim.
pub(super) struct Words {
    /// Its BCP 47 language, without a region.
    pub tag: &'static str,
    /// Very common words, by which the language of a passage is told. None where the script tells it.
    pub common: &'static str,
    /// Words that deny.
    pub negations: &'static str,
    /// Words that deny where a negation stands before them: `ne … plus`.
    pub denying_after: &'static str,
    /// What makes a word its opposite when put before it.
    pub negative_prefixes: &'static str,
    /// Words by which something is said with less than certainty.
    pub hedges: &'static str,
    /// Endings of the conditional, where the language has such a form.
    pub conditional: &'static str,
    /// Numbers in words, fractions and days and months too: another day is another number.
    pub numbers: &'static str,
    /// What numbers are written together with, where they are written as one word.
    pub number_glue: &'static str,
    /// Words that bound or round a number.
    pub qualifiers: &'static str,
}

/// All of them.
pub(super) const ALL: &[&Words] = &[
    &fr::WORDS,
    &en::WORDS,
    &es::WORDS,
    &de::WORDS,
    &pt::WORDS,
    &it::WORDS,
    &nl::WORDS,
    &others::RUSSIAN,
    &others::UKRAINIAN,
    &others::ARABIC,
    &others::CHINESE,
    &others::JAPANESE,
    &others::KOREAN,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::anchor::token::tokens;

    #[test]
    fn every_word_is_one_token_as_texts_are_cut() {
        for words in ALL {
            let lists = [
                words.common,
                words.negations,
                words.hedges,
                words.numbers,
                words.qualifiers,
            ];
            for word in lists.into_iter().flat_map(str::split_whitespace) {
                let cut: Vec<String> = tokens(word).into_iter().map(|t| t.word).collect();
                assert_eq!(cut, [word], "{}", words.tag);
            }
        }
    }

    #[test]
    fn no_word_does_two_things() {
        for words in ALL {
            let lists = [
                words.negations,
                words.hedges,
                words.numbers,
                words.qualifiers,
            ];
            let mut all: Vec<&str> = lists.into_iter().flat_map(str::split_whitespace).collect();
            all.sort_unstable();
            let twice: Vec<&[&str]> = all.windows(2).filter(|w| w[0] == w[1]).collect();
            assert!(twice.is_empty(), "{}: {twice:?}", words.tag);
        }
    }
}
