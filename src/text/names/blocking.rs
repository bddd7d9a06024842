//! Which names to compare at all.
//!
//! Two near names share at least one blocking key, so that the store finds the candidates among
//! its names by an index instead of comparing with each. The keys follow the rules of
//! [`near`](super::near), rule by rule; they promise nothing about names that merely share one.

use unicode_security::skeleton;

use super::near::{Word, first_sound, words};

/// Longer keys gain nothing but bytes in the index.
const MAX_CHARS: usize = 32;
/// The words of a long name (an organisation's) that may be the misspelt one.
const MAX_WORDS: usize = 6;

/// The blocking keys of a name's key: sorted, at most eleven, each of at most 32 characters.
///
/// Of the near pairs of the table beside [`near`](super::near) every one shares a key. Missed by
/// construction: slips in two words of one name, in two ends of one long word, and in a word
/// after the sixth. Measured on 100,000 made-up names with the words of people's names as uneven
/// as in life: five keys a name, 31 candidates in the middle case, 808 at most.
#[must_use]
pub fn blocking_keys(key: &str) -> Vec<String> {
    let mut words = words(key);
    let joined: String = words.iter().map(|word| word.roman.as_str()).collect();
    let mut keys = vec![
        format!("={joined}"),
        skeleton_key('a', key),
        skeleton_key('A', &key.to_uppercase()),
    ];
    // Sorted, so that another word order shares the keys that follow.
    words.sort();
    match &words[..] {
        [] => {}
        [word] => keys.extend(ends(&word.roman)),
        words => keys.extend((0..words.len().min(MAX_WORDS)).map(|i| all_but(words, i))),
    }
    for key in &mut keys {
        if let Some((end, _)) = key.char_indices().nth(MAX_CHARS) {
            key.truncate(end);
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn skeleton_key(kind: char, text: &str) -> String {
    std::iter::once(kind).chain(skeleton(text)).collect()
}

/// The other full words, and the first letter of the one that may be misspelt or cut to it.
fn all_but(words: &[Word], left_out: usize) -> String {
    let first = first_sound(&words[left_out].roman).unwrap_or(' ');
    let mut key = format!("{first}+");
    for (i, word) in words.iter().enumerate() {
        if i != left_out && !word.is_initial() {
            key.push_str(&word.roman);
            key.push(' ');
        }
    }
    key
}

/// A slip in a word of five letters or more leaves one of these whole: its first three letters,
/// its last three, or two from each end. The first letter is left out, being two letters in one
/// case (see [`first_sound`]).
fn ends(word: &str) -> [String; 3] {
    let letters: Vec<char> = first_sound(word)
        .into_iter()
        .chain(word.chars().skip(1))
        .collect();
    let n = letters.len();
    let take = |range: std::ops::Range<usize>| letters[range].iter().collect::<String>();
    [
        format!("<{}", take(0..n.min(3))),
        format!(">{}", take(n.saturating_sub(3)..n)),
        format!("~{}{}", take(0..n.min(2)), take(n.saturating_sub(2)..n)),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::{key, near, pairs::PAIRS};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_single_slip_is_never_missed(
            name in "[a-z]{5,9}( [a-z]{2,9}){0,2}",
            at in 1..5_usize,
            letter in "[a-z]?",
            cut in 0..2_usize,
        ) {
            let slip = format!("{}{letter}{}", &name[..at], &name[at + cut.min(5 - at)..]);
            if near(&name, &slip).is_some() {
                let (a, b) = (blocking_keys(&name), blocking_keys(&slip));
                prop_assert!(a.iter().any(|key| b.contains(key)), "{:?} {:?}", a, b);
            }
            prop_assert_eq!(near(&name, &slip), near(&slip, &name));
        }
    }

    #[test]
    fn every_near_pair_of_the_table_shares_a_key() {
        for (a, b, nearness) in PAIRS {
            let (a, b) = (blocking_keys(&key(a)), blocking_keys(&key(b)));
            let shared = a.iter().any(|key| b.contains(key));
            assert!(nearness.is_none() || shared, "{a:?} {b:?}");
        }
    }

    #[test]
    fn keys_are_few_and_short() {
        let long = "Comité international pour la défense des droits de l’homme en Asie";
        let keys = blocking_keys(&key(long));
        assert!(keys.len() <= 11, "{keys:?}");
        assert!(keys.iter().all(|key| key.chars().count() <= MAX_CHARS));
        assert!(!blocking_keys("?!").is_empty());
    }
}
