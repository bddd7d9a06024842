//! The key by which a name resolves.
//!
//! It is compatibility normalisation (NFKC, Unicode Standard Annex 15) and full case folding
//! (Unicode Standard section 3.13), with further differences taken away that no reader means as
//! a difference between names: kinds of space, dash and apostrophe, invisible characters, and the
//! diacritics of Latin and Greek letters. Other scripts keep their marks: й is not и, ガ is not
//! カ, and a vowel sign of Hebrew, Arabic or Devanagari is part of the word.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

use crate::text::unseen::{is_common_letter, is_unseen};

/// The key of a name: two names with one key are one name.
///
/// A key is its own key. It is empty only for a name of white space alone; a name without a
/// letter or digit that would vanish ("—") keeps its characters.
///
/// Letters that Unicode does not decompose follow the usual ASCII spelling: æ ae, œ oe, ø o,
/// ł l, đ and ð d, ħ h, ŧ t, þ th, ß ss, ı i. The German ü is u, not ue: both spellings cannot
/// share a key without joining "Muller" and "Mueller", which are only [near](super::near).
#[must_use]
pub fn key(name: &str) -> String {
    let key = if name.is_ascii() {
        ascii_key(name)
    } else {
        unicode_key(name)
    };
    if key.is_empty() && !name.trim().is_empty() {
        return punctuation_key(name);
    }
    key
}

/// Same result as [`unicode_key`] in 50 ns instead of 1 to 3 µs: most names of an import are ASCII.
fn ascii_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '-' => push_space(&mut key),
            c if c.is_whitespace() => push_space(&mut key),
            c if c.is_control() => {}
            '`' => key.push('\''),
            c => key.push(c.to_ascii_lowercase()),
        }
    }
    trim_end(key)
}

fn unicode_key(name: &str) -> String {
    // The quotation marks go first: NFKD takes the acute accent apart into a space and a mark.
    let folded = name.chars().map(plain_quote).nfkd().flat_map(fold).nfkd();
    let mut plain = String::with_capacity(name.len());
    let mut drop_marks = false;
    for c in folded.map(plain_quote) {
        if c.is_ascii_alphanumeric() {
            drop_marks = c.is_ascii_alphabetic();
            plain.push(c);
        } else if is_space(c) {
            drop_marks = false;
            push_space(&mut plain);
        } else if is_unseen(c) {
            // Unseen, so it does not separate a mark from its letter either.
        } else if is_combining_mark(c) {
            if !drop_marks {
                plain.push(c);
            }
        } else {
            drop_marks = matches!(c.script(), Script::Latin | Script::Greek);
            match ascii_spelling(c) {
                Some(letters) => plain.push_str(letters),
                None => plain.push(c),
            }
        }
    }
    trim_end(plain.nfc().collect())
}

/// A name of dashes or invisible characters alone, which would otherwise have no key.
fn punctuation_key(name: &str) -> String {
    let key: String = name
        .nfkd()
        .filter(|c| !c.is_whitespace())
        .map(|c| if is_space(c) { '-' } else { c })
        .collect();
    key.nfc().collect()
}

/// Full case folding of one character. Down, up and down again gives ß and ẞ as ss, ς as σ, ﬁ as
/// fi and İ as i with a dot that is then dropped; no language's own rule is used, so that a key
/// does not depend on the reader's locale.
fn fold(c: char) -> impl Iterator<Item = char> {
    c.to_lowercase()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
}

fn ascii_spelling(c: char) -> Option<&'static str> {
    Some(match c {
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'þ' => "th",
        'ı' => "i",
        _ => return None,
    })
}

/// One apostrophe and one double mark. The geresh and gershayim of Hebrew abbreviations are
/// typed as either; the okina and the modifier apostrophe stand for letters, but keyboards give
/// the plain mark for them.
fn plain_quote(c: char) -> char {
    match c {
        '\u{2018}'..='\u{201B}'
        | '`'
        | '´'
        | 'ʹ'
        | 'ʻ'
        | 'ʼ'
        | 'ʽ'
        | '′'
        | '՚'
        | '׳'
        | 'ꞌ'
        | '＇' => '\'',
        '\u{201C}'..='\u{201F}' | '«' | '»' | '″' | '״' | '＂' => '"',
        c => c,
    }
}

/// White space, dashes (with the Hebrew maqaf and the minus sign) and the dot that separates the
/// words of a foreign name in Japanese.
fn is_space(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '\u{2212}' | '・')
        || !c.is_ascii()
            && !is_common_letter(c)
            && c.general_category() == GeneralCategory::DashPunctuation
}

fn push_space(key: &mut String) {
    if !key.is_empty() && !key.ends_with(' ') {
        key.push(' ');
    }
}

fn trim_end(mut key: String) -> String {
    key.truncate(key.trim_end().len());
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_name_has_one_key() {
        for names in [
            &[
                "Kim Jong-Un",
                "KIM JONG UN",
                "kim jong‑un",
                "Kim\u{A0}Jong\u{2009}–  Un ",
            ][..],
            &[
                "Corée du Nord",
                "Core\u{301}e du Nord",
                "coree du nord",
                "CORÉE DU NORD",
            ],
            &[
                "Müller",
                "Mu\u{308}ller",
                "Muller",
                "ＭＵＬＬＥＲ",
                "Mul\u{200B}ler",
                "Mül\u{AD}ler",
            ],
            &["L’Oréal", "L'Oreal", "LʼOréal", "L`Oréal", "L´Oréal"],
            &["Straße", "STRASSE", "STRAẞE", "strasse"],
            &["Οδυσσεύς", "ΟΔΥΣΣΕΎΣ", "οδυσσευσ", "ὀδυσσεύς"],
            &[
                "İstanbul",
                "Istanbul",
                "ıstanbul",
                "i\u{307}stanbul",
                "ISTANBUL",
            ],
            &["Søren Æbelø", "Soren AEBELO"],
            &["Lech Wałęsa", "LECH WALESA"],
            &["Đoković", "Dokovic"],
            &["cœur", "Coeur"],
            &["ﬁnance", "Finance"],
            &["ガザ", "ｶﾞｻﾞ", "カ\u{3099}サ\u{3099}"],
            &["ジョー・バイデン", "ジョー バイデン", "ｼﾞｮｰ･ﾊﾞｲﾃﾞﾝ"],
            &["김정은", "\u{1100}\u{1175}\u{11B7}정은"],
            &["Йод", "И\u{306}од", "ЙОД"],
            &["צה״ל", "צה\"ל", "צה”ל"],
            &["تل‌آویو", "تلآویو"],
            &[
                "Nguyễn Văn",
                "nguyen van",
                "NGUYE\u{302}\u{303}N VA\u{306}N",
            ],
        ] {
            for name in names {
                assert_eq!(key(name), key(names[0]), "{name} / {}", names[0]);
            }
        }
    }

    #[test]
    fn marks_of_other_scripts_make_another_name() {
        for (a, b) in [
            ("Йод", "Иод"),
            ("ガ", "カ"),
            ("שָׁלוֹם", "שלום"),
            ("مُحَمَّد", "محمد"),
            ("कि", "क"),
            ("Kim Jong Un", "Kim Jong Il"),
            ("Muller", "Mueller"),
        ] {
            assert_ne!(key(a), key(b), "{a} / {b}");
        }
    }

    #[test]
    fn only_a_blank_name_has_no_key() {
        for name in ["—", "--", "\u{200B}", "\u{AD}", "・", "?!", "\u{7}"] {
            assert!(!key(name).is_empty(), "{name:?}");
            assert_eq!(key(&key(name)), key(name));
        }
        assert_eq!(key(" \u{A0}\t"), "");
        assert_eq!(key("—"), key("-"));
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(name in "\\PC{0,12}|[A-Za-z '`\\-\u{0}-\u{7F}]{0,12}|[ΐ-ϾÀ-ſЀ-џ\u{300}-\u{36F} ]{0,12}") {
            let once = key(&name);
            prop_assert_eq!(key(&once), once.clone());
            prop_assert_eq!(once.is_empty(), name.trim().is_empty());
        }

        #[test]
        fn normal_forms_share_a_key(name in "[ΐ-Ͼἀ-῾À-ſЀ-џ가-깋か-ヺא-ת\u{300}-\u{345} ]{0,12}") {
            let decomposed: String = name.nfd().collect();
            let composed: String = name.nfc().collect();
            prop_assert_eq!(key(&decomposed), key(&composed));
        }

        #[test]
        fn the_fast_path_is_only_faster(name in "[\u{0}-\u{7F}]{0,16}") {
            prop_assert_eq!(ascii_key(&name), unicode_key(&name));
        }
    }
}
