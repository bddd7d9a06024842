//! Whether two words are one word spelled in two ways, as a scanner or a typist would, or two words.

/// Letters and pairs of letters that scanning takes for one another.
const SCANNED: [(&str, &str); 13] = [
    ("rn", "m"),
    ("cl", "d"),
    ("vv", "w"),
    ("ii", "n"),
    ("li", "h"),
    ("0", "o"),
    ("1", "l"),
    ("i", "l"),
    ("5", "s"),
    ("8", "b"),
    ("f", "s"),
    ("c", "e"),
    ("ni", "m"),
];

/// A quick look: whether two words without marks are near enough to be asked about.
pub(super) fn may_be_alike(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if short.len() < 5 || long.len() - short.len() > 4 {
        return false;
    }
    let letters = |word: &str| word.bytes().fold(0_u64, |set, byte| set | 1 << (byte & 63));
    (letters(one) ^ letters(other)).count_ones() <= 4
        && strsim::osa_distance(one, other) <= allowed(long)
}

fn allowed(word: &str) -> usize {
    match word.chars().count() {
        0..=4 => 0,
        5..=8 => 1,
        _ => 2,
    }
}

/// Whether two words, in small letters without marks, are one spelled in two ways. An ending that makes
/// another tense or number makes another word, and so does another first letter.
pub(super) fn alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let scanned = |word: &str| {
        SCANNED
            .iter()
            .fold(word.to_owned(), |word, (from, to)| word.replace(from, to))
    };
    if one.len().min(other.len()) >= 4 && scanned(one) == scanned(other) {
        return true;
    }
    if !may_be_alike(one, other) {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let end = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    start > 0
        && end > 0
        && start + 3 <= a.len().max(b.len())
        && (end >= 2 || a.len().max(b.len()) - start > 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_spelling_and_another_word_is_not() {
        for (one, other) in [
            ("government", "govemment"),
            ("goverment", "government"),
            ("recieve", "receive"),
            ("accomodation", "accommodation"),
            ("modem", "modern"),
            ("so1dats", "soldats"),
        ] {
            assert!(alike(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("house", "mouse"),
            ("soldat", "soldats"),
            ("pourra", "pourrait"),
            ("walked", "walks"),
            ("will", "well"),
            ("troops", "goods"),
            ("kept", "left"),
        ] {
            assert!(!alike(one, other), "{one} {other}");
        }
    }
}
