//! One spelling for the many ways a name is written in Latin letters.
//!
//! Newspapers romanise by their own language: Путин is Putin, Poutine and Poetin; the q, k and g
//! of قذافي are one letter; German writes ü as ue where it cannot print it. The folding here is
//! coarse on purpose, serves comparison alone, and is never shown or stored as a name.

use deunicode::deunicode;
use unicode_script::{Script, UnicodeScript};

/// Spellings of one sound, longest first. The digraphs are those of the French, English and
/// German press for Cyrillic and Arabic names (the sh of English is the ch of French and the sch
/// of German), with the German ae, oe, ue for umlauts and the Dutch oe taken as o.
const SOUNDS: &[(&str, &str)] = &[
    ("schtsch", "s"),
    ("chtch", "s"),
    ("shch", "s"),
    ("tsch", "s"),
    ("tch", "s"),
    ("sch", "s"),
    ("dzh", "j"),
    ("gue", "ge"),
    ("gui", "gi"),
    ("sh", "s"),
    ("ch", "s"),
    ("dj", "j"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("ou", "u"),
    ("oo", "u"),
    ("ae", "a"),
    ("oe", "o"),
    ("ue", "u"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("ck", "k"),
    ("c", "k"),
    ("q", "k"),
    ("w", "v"),
    ("y", "i"),
];

/// The folded Latin spelling of one word of a key. Scripts that write every sound (Cyrillic,
/// Greek, Armenian, Georgian) are transliterated; the others are left, because a transliteration
/// letter by letter is not how their names are written: 金正恩 would be "Jin Zheng En", محمد "mHmd".
pub(super) fn romanised(word: &str) -> String {
    let latin = if word.is_ascii() {
        word.to_owned()
    } else if word.chars().all(is_alphabetic_script) {
        let latin = deunicode(word).to_lowercase();
        latin.chars().filter(char::is_ascii_alphanumeric).collect()
    } else {
        return word.to_owned();
    };
    fold_sounds(latin.strip_prefix("ye").map_or(&latin, |_| &latin[1..]))
}

fn is_alphabetic_script(c: char) -> bool {
    matches!(
        c.script(),
        Script::Latin
            | Script::Cyrillic
            | Script::Greek
            | Script::Armenian
            | Script::Georgian
            | Script::Common
            | Script::Inherited
    )
}

fn fold_sounds(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let (sound, length) = SOUNDS
            .iter()
            .find(|(spelling, _)| rest.starts_with(spelling))
            .map_or((&rest[..first.len_utf8()], first.len_utf8()), |(s, to)| {
                (*to, s.len())
            });
        for c in sound.chars() {
            let doubled = folded.ends_with(c) && !c.is_ascii_digit();
            if !doubled {
                folded.push(c);
            }
        }
        rest = &rest[length..];
    }
    // French writes a mute e so that the n is heard (Poutine), and -off for the Russian -ов.
    if folded.len() > 4 && folded.ends_with('e') {
        folded.pop();
    } else if folded.len() > 3 && folded.ends_with("of") {
        folded.truncate(folded.len() - 1);
        folded.push('v');
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::romanised;

    #[test]
    fn spellings_of_one_sound_fold_together() {
        for words in [
            &["putin", "poutine", "путин"][..],
            &["prigojine", "prigozhin", "пригожин"],
            &["zelensky", "zelenskyy", "zelenski", "зеленский"],
            &["lavrov", "lawrow", "lavroff"],
            &["shoigu", "choigou", "шойгу"],
            &["iraq", "irak"],
            &["muller", "mueller"],
            &["evgueni", "yevgeny", "evgeny"],
        ] {
            for word in words {
                assert_eq!(romanised(word), romanised(words[0]), "{word}");
            }
        }
    }

    #[test]
    fn other_scripts_and_figures_are_left() {
        assert_eq!(romanised("金正恩"), "金正恩");
        assert_eq!(romanised("محمد"), "محمد");
        assert_eq!(romanised("2022"), "2022");
    }
}
