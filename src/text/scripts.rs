//! Scripts, by how they part words.

use unicode_script::{Script, UnicodeScript};

/// Whether words of a script stand side by side without a space. The long mark of kana is shared by two scripts
/// and so has none.
pub(super) fn is_spaceless(c: char) -> bool {
    c == 'ー'
        || !c.is_ascii()
            && matches!(
                c.script(),
                Script::Han
                    | Script::Hiragana
                    | Script::Katakana
                    | Script::Thai
                    | Script::Lao
                    | Script::Khmer
                    | Script::Myanmar
            )
}

/// Whether a word of a script does not tell where it ends: there are no spaces, or particles join it (군인, 군인들이).
pub(super) fn lacks_word_breaks(c: char) -> bool {
    is_spaceless(c) || is(c, &[Script::Hangul])
}

/// Whether small words are written onto a word of this script (김정은이, وروسيا), so that a passage may well begin or
/// end within a word as written.
pub(super) fn clings(c: char) -> bool {
    lacks_word_breaks(c) || is(c, &[Script::Arabic, Script::Hebrew])
}

fn is(c: char, scripts: &[Script]) -> bool {
    !c.is_ascii() && scripts.contains(&c.script())
}
