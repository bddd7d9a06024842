//! Words as the FTS5 tokenizer cuts and folds them, and what else is found in one word.

use rust_stemmers::Algorithm;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

use super::stem::stem;

use crate::text::scripts::lacks_word_breaks;

/// The words of a text, cut where `unicode61` cuts, except that marks stay with their word: the
/// tokenizer cuts a Thai or Hindi word at its vowel signs, which here are dropped by [`letters`].
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_word_char(c)).filter(|w| !w.is_empty())
}

fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Folded as `unicode61 remove_diacritics 2` folds: small letters, Latin letters without marks.
/// Greek, Cyrillic and kana keep theirs, as they do there. The tokenizer folds by Unicode 6.1, so
/// younger capitals (Cherokee, Georgian) differ; such a word would at most be written twice.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut drop_marks = false;
    let unmarked: String = word
        .chars()
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|&c| {
            let mark = is_combining_mark(c);
            if !mark {
                drop_marks = c.script() == Script::Latin;
            }
            !(mark && drop_marks)
        })
        .map(|c| if c == 'ς' { 'σ' } else { c })
        .collect();
    unmarked.nfc().collect()
}

/// Every form of one word that differs from the word as the tokenizer folds it, in order. Without
/// an algorithm, no stems.
pub(super) fn word_forms(word: &str, algorithm: Option<Algorithm>, mut add: impl FnMut(&str)) {
    let composed: String = word.nfc().flat_map(char::to_lowercase).collect();
    let parts = parts(&composed);
    let whole = parts.len() == 1;
    for part in parts {
        match part {
            Part::Word(word) => {
                let folded = fold(word);
                if !whole {
                    add(&folded);
                }
                if let Some(stem) = algorithm.and_then(|algorithm| stem(word, algorithm)) {
                    let stem = fold(&stem);
                    if stem != folded {
                        add(&stem);
                    }
                }
            }
            Part::Spaceless(run) => {
                let letters = letters(run);
                let is_the_word = whole && letters == run;
                match letters.chars().count() {
                    0 => {}
                    1 | 2 if is_the_word => {}
                    1 => add(&letters),
                    _ => pairs(&letters).for_each(&mut add),
                }
            }
        }
    }
}

/// Whether a word is written in Latin letters and figures alone, so that without an algorithm it
/// has no further forms: what is spaceless, or an apostrophe that counts as a letter, comes later in
/// Unicode.
pub(super) fn is_plain(word: &str) -> bool {
    // The first byte of U+0280 and all that follow.
    const BEYOND: u8 = 0xca;
    word.bytes().all(|byte| byte < BEYOND)
}

/// A stretch of one word.
pub(super) enum Part<'a> {
    Word(&'a str),
    Spaceless(&'a str),
}

/// A word at its changes of script ("2024年", "NATO가") and at the apostrophes that Unicode counts
/// as letters, where the tokenizer does not cut: "lʼaccord" as some keyboards write it.
pub(super) fn parts(word: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for piece in word.split(['ʼ', 'ʻ', 'ꞌ']) {
        let mut start = 0;
        let mut spaceless = None;
        for (at, c) in piece.char_indices() {
            if is_combining_mark(c) && spaceless.is_some() {
                continue;
            }
            let now = Some(lacks_word_breaks(c));
            if spaceless.is_some() && spaceless != now {
                parts.push(part(&piece[start..at], spaceless == Some(true)));
                start = at;
            }
            spaceless = now;
        }
        if start < piece.len() {
            parts.push(part(&piece[start..], spaceless == Some(true)));
        }
    }
    parts
}

fn part(text: &str, spaceless: bool) -> Part<'_> {
    if spaceless {
        Part::Spaceless(text)
    } else {
        Part::Word(text)
    }
}

/// The letters of a run, without the signs at which the tokenizer would cut a pair in two.
pub(super) fn letters(run: &str) -> String {
    run.chars().filter(|&c| !is_combining_mark(c)).collect()
}

/// Overlapping pairs of letters.
pub(super) fn pairs(letters: &str) -> impl Iterator<Item = &str> {
    let starts = letters.char_indices().map(|(at, _)| at);
    let ends = letters.char_indices().map(|(at, c)| at + c.len_utf8());
    starts
        .zip(ends.skip(1))
        .map(|(start, end)| &letters[start..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    fn forms_of(word: &str, lang: &str) -> Vec<String> {
        let mut forms = Vec::new();
        word_forms(word, super::super::stem::algorithm(lang), |form| {
            forms.push(form.to_owned());
        });
        forms
    }

    #[test]
    fn a_plain_word_has_no_forms_of_its_own() {
        for code in 0..0x1_0000 {
            if let Some(letter) = char::from_u32(code)
                && is_plain(letter.encode_utf8(&mut [0; 4]))
                && words(letter.encode_utf8(&mut [0; 4])).next().is_some()
            {
                assert_eq!(forms_of(&format!("a{letter}b"), ""), [""; 0], "{code:x}");
            }
        }
        assert!(!is_plain("lʼaccord") && !is_plain("2024年") && is_plain("naïf"));
    }

    #[test]
    fn a_stem_is_given_where_it_differs() {
        assert_eq!(forms_of("soldats", "fr"), ["soldat"]);
        assert_eq!(forms_of("Soldat", "fr"), [""; 0]);
        assert_eq!(forms_of("accusés", "fr"), ["accus"]);
        assert_eq!(forms_of("soldiers", "en-GB"), ["soldier"]);
        assert_eq!(forms_of("солдаты", "ru"), ["солдат"]);
        assert_eq!(forms_of("soldats", ""), [""; 0]);
        assert_eq!(forms_of("10000", "en"), [""; 0]);
    }

    #[test]
    fn a_word_is_cut_where_the_tokenizer_does_not() {
        assert_eq!(forms_of("lʼaccord", ""), ["l", "accord"]);
        assert_eq!(forms_of("2024年", ""), ["2024", "年"]);
        assert_eq!(forms_of("NATO가", ""), ["nato", "가"]);
        assert_eq!(forms_of("군인들이", ""), ["군인", "인들", "들이"]);
        assert_eq!(forms_of("北京", ""), [""; 0]);
        assert_eq!(forms_of("プーチン", ""), ["プー", "ーチ", "チン"]);
        assert_eq!(forms_of("ประเทศไทย", "").len(), 8);
        assert_eq!(forms_of("ที่นี่", ""), ["ทน"]);
    }

    /// SQLite itself says how its tokenizer folds, letter by letter.
    #[test]
    fn folds_as_the_tokenizer_does() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(
            "CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2');
             CREATE VIRTUAL TABLE v USING fts5vocab(t, instance);",
        )
        .unwrap();
        let mut insert = db
            .prepare("INSERT INTO t(rowid, x) VALUES (?1, ?2)")
            .unwrap();
        let latin = ('À'..='ž')
            .chain('Ș'..='ț')
            .chain('Ḁ'..='ẓ')
            .chain('Ạ'..='ỹ');
        let other = ('Ά'..='ώ')
            .chain('Ѐ'..='ԧ')
            .chain('ا'..='ي')
            .chain('ぁ'..='ヺ');
        for c in latin.chain(other).filter(|c| c.is_alphabetic()) {
            insert.execute((c as u32, c.to_string())).unwrap();
        }
        let mut select = db.prepare("SELECT doc, term FROM v ORDER BY doc").unwrap();
        let rows = select.query_map((), |row| {
            Ok((row.get::<_, u32>("doc")?, row.get::<_, String>("term")?))
        });
        let mut differing = String::new();
        for row in rows.unwrap() {
            let (c, term) = row.unwrap();
            let c = char::from_u32(c).unwrap();
            if fold(&c.to_string()) != term {
                differing.push_str(&format!("{c}{}/{term} ", fold(&c.to_string())));
            }
        }
        assert_eq!(differing, "");
    }
}
