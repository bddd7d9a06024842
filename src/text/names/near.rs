//! Names that are close enough for a person to look at.
//!
//! The rules compare word by word, because the whole string misleads: "South Korea" is two edits
//! from "North Korea", and Jaro-Winkler gives that pair 0.9. A word may differ by few edits for
//! its length and must keep its first letter, where misspellings are rare (Pollock and Zamora,
//! "Automatic spelling correction in scientific and scholarly text", 1984); words of four letters
//! or fewer, and words with a digit, must be equal. So "Iran" and "Iraq" pass as two names.
//! Measured: of the 30,876 pairs among the 249 English country names of ISO 3166, two warn
//! (Ireland and Iceland, Angola and Anguilla).

use strsim::osa_distance;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};
use unicode_security::skeleton;

use super::romanised::romanised;

/// Why two different names are close. In order of strength: the first that holds is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nearness {
    /// They look the same: a Cyrillic а for a Latin a, a 1 for an l (the skeletons of Unicode
    /// Technical Standard 39, in small or in capital letters).
    LookAlike,
    /// The same words in another order: "Un Kim Jong", "Putin, Vladimir".
    WordOrder,
    /// A first name cut to its letter, or a middle letter left out: "V. Putin", "George W. Bush".
    Initials,
    /// A slip, another spacing or punctuation, or the spelling of another language: "Poutine".
    Spelling,
    /// The same name in another alphabet, by transliteration: "Путин" and "Putin".
    OtherScript,
}

impl Nearness {
    /// How they are close, in a few words.
    #[must_use]
    pub fn why(self) -> &'static str {
        match self {
            Self::LookAlike => "its letters look the same",
            Self::WordOrder => "the same words in another order",
            Self::Initials => "the same but for an initial",
            Self::Spelling => "spelt nearly the same",
            Self::OtherScript => "the same in another alphabet",
        }
    }
}

/// Why two [keys](super::key) are near, or `None` where they are equal or plainly different.
///
/// Symmetric. Not seen: names in scripts that do not write every sound against their Latin form
/// (金正恩), acronyms ("UN"), a dropped full middle name, and slips in more than two letters.
#[must_use]
pub fn near(a_key: &str, b_key: &str) -> Option<Nearness> {
    if a_key == b_key {
        return None;
    }
    if look_alike(a_key, b_key) {
        return Some(Nearness::LookAlike);
    }
    let (a, b) = (words(a_key), words(b_key));
    let nearness = if same_words(&a, &b) {
        Nearness::WordOrder
    } else if differ_by_initials(&a, &b) {
        Nearness::Initials
    } else if spelt_alike(&a, &b) {
        Nearness::Spelling
    } else {
        return None;
    };
    let two_scripts = has_other_alphabet(a_key) != has_other_alphabet(b_key);
    Some(if two_scripts {
        Nearness::OtherScript
    } else {
        nearness
    })
}

/// A word of a name without its punctuation, and its [romanised] spelling.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word {
    pub(super) roman: String,
    pub(super) plain: String,
}

impl Word {
    pub(super) fn is_initial(&self) -> bool {
        self.plain.chars().count() == 1
    }

    fn has_digit(&self) -> bool {
        self.plain.chars().any(char::is_numeric)
    }
}

/// "j.k. rowling" has three words, "o'brien" one.
pub(super) fn words(key: &str) -> Vec<Word> {
    key.split([' ', '.', ','])
        .map(|word| {
            word.chars()
                .filter(|&c| c.is_alphanumeric() || is_combining_mark(c))
                .collect::<String>()
        })
        .filter(|plain| !plain.is_empty())
        .map(|plain| Word {
            roman: romanised(&plain),
            plain,
        })
        .collect()
}

/// In capitals too: a key is in small letters, where В and B no longer look alike.
fn look_alike(a: &str, b: &str) -> bool {
    skeleton(a).eq(skeleton(b)) || skeleton(&a.to_uppercase()).eq(skeleton(&b.to_uppercase()))
}

fn same_words(a: &[Word], b: &[Word]) -> bool {
    let sorted = |words: &[Word]| {
        let mut romans: Vec<String> = words.iter().map(|w| w.roman.clone()).collect();
        romans.sort_unstable();
        romans
    };
    let in_order = a.iter().map(|w| &w.roman).eq(b.iter().map(|w| &w.roman));
    !a.is_empty() && !in_order && sorted(a) == sorted(b)
}

/// Every word of one stands in the other, but that an initial may stand for a full word or be
/// left out. At least one full word must be shared.
fn differ_by_initials(a: &[Word], b: &[Word]) -> bool {
    let (mut i, mut j, mut shared, mut cut) = (0, 0, false, false);
    while i < a.len() || j < b.len() {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x.roman == y.roman => {
                shared |= !x.is_initial();
                (i, j) = (i + 1, j + 1);
            }
            (Some(x), Some(y)) if is_cut_to(x, y) || is_cut_to(y, x) => {
                cut = true;
                (i, j) = (i + 1, j + 1);
            }
            (Some(x), Some(y)) if x.is_initial() && y.is_initial() => return false,
            (Some(x), _) if x.is_initial() && !x.has_digit() => (i, cut) = (i + 1, true),
            (_, Some(y)) if y.is_initial() && !y.has_digit() => (j, cut) = (j + 1, true),
            _ => return false,
        }
    }
    shared && cut
}

fn is_cut_to(full: &Word, initial: &Word) -> bool {
    initial.is_initial()
        && !full.is_initial()
        && !full.has_digit()
        && (full.plain.starts_with(&initial.plain) || full.roman.starts_with(&initial.roman))
}

fn spelt_alike(a: &[Word], b: &[Word]) -> bool {
    let joined = |words: &[Word]| words.iter().map(|w| w.roman.as_str()).collect::<String>();
    if joined(a) == joined(b) {
        return true;
    }
    if a.len() != b.len() {
        return false;
    }
    // A shared word vouches for a short one beside it: "Mark Rutte" and "Mart Rutte".
    let vouched = a
        .iter()
        .zip(b)
        .any(|(x, y)| x.roman == y.roman && x.roman.chars().count() >= 4);
    let shortest = if vouched { 4 } else { 5 };
    let edits = a.iter().zip(b).map(|(x, y)| edits(x, y, shortest));
    edits.sum::<Option<usize>>().is_some_and(|edits| edits <= 2)
}

/// A longer "word" is no name, and the distance takes the square of its length.
const LONGEST: usize = 64;

/// The edits between two words, or `None` where they are too many for their length.
fn edits(a: &Word, b: &Word, shortest: usize) -> Option<usize> {
    if a.roman == b.roman {
        return Some(0);
    }
    let (long, short) = {
        let (a, b) = (a.roman.chars().count(), b.roman.chars().count());
        (a.max(b), a.min(b))
    };
    if short < shortest || long > LONGEST || long - short > 2 || a.has_digit() || b.has_digit() {
        return None;
    }
    if first_sound(&a.roman) != first_sound(&b.roman) {
        return None;
    }
    // Arabic and Hebrew leave short vowels unwritten, so their romanisations differ in vowels
    // alone (Mohammed, Muhammad); two changed consonants make two names (Slovakia, Slovenia).
    let vowels_only = short >= 7 && consonants(&a.roman).eq(consonants(&b.roman));
    let allowed = if vowels_only || short >= 9 { 2 } else { 1 };
    Some(osa_distance(&a.roman, &b.roman)).filter(|&edits| edits <= allowed)
}

/// The letter a name begins with; g and k are one, being two spellings of the Arabic ق.
pub(super) fn first_sound(roman: &str) -> Option<char> {
    roman.chars().next().map(|c| if c == 'g' { 'k' } else { c })
}

fn consonants(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|c| !"aeiou".contains(*c))
}

fn has_other_alphabet(key: &str) -> bool {
    key.chars().any(|c| {
        !matches!(
            c.script(),
            Script::Latin | Script::Common | Script::Inherited
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::{key, pairs::PAIRS};
    use super::*;

    #[test]
    fn the_table_of_pairs_holds_both_ways() {
        let mut wrong = Vec::new();
        for &(a, b, expected) in PAIRS {
            let (a, b) = (key(a), key(b));
            for found in [near(&a, &b), near(&b, &a)] {
                if found != expected {
                    wrong.push((a.clone(), b.clone(), expected, found));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn a_name_is_not_near_itself() {
        for &(a, b, _) in PAIRS {
            assert_eq!(near(&key(a), &key(a)), None);
            assert_eq!(near(&key(b), &key(b)), None);
        }
    }
}
