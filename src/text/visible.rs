//! What a human is shown, and what is let in: no character that acts on a terminal or hides.
//!
//! A text kept here comes from anywhere: it may clear the screen, reorder a line so that a name
//! reads as another ("Trojan Source", Boucher and Anderson 2021), or carry words that nobody sees.
//! Such characters are kept as stored and shown as `<U+202E>`. Widths, colours and escaping for
//! HTML or TOML are each renderer's own.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_joining_type::{JoiningType, get_joining_type};
use unicode_normalization::char::canonical_combining_class;
use unicode_properties::UnicodeEmoji;
use unicode_script::{Script, UnicodeScript};

use super::unseen::is_unseen;

/// The text of one line as a human may see it: every character that is invisible or acts on the
/// terminal, line breaks and tabs included, stands as `<U+000A>`.
///
/// The sign cannot be forged: where the text itself has such a sign, its `<` is shown as
/// `<U+003C>`. So one shown text comes from one stored text, and `visible` is applied once, at
/// the door, never to what has passed it.
///
/// An invisible character stays where it visibly shapes its neighbours, and only there: a joiner
/// in an emoji or between letters that join, as Persian and Indic spelling needs (the contextual
/// rules of RFC 5892, appendices A.1 and A.2), a variation selector after what it varies, the
/// letters of the flags of England, Scotland and Wales. No-break spaces stay.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    shown(text, false)
}

/// [`visible`] for a text of several lines: the line feed stays. A carriage return does not, for
/// it would let the rest of a line overwrite its beginning.
#[must_use]
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    shown(text, true)
}

/// Whether the character at a byte of a text acts on a terminal or hides, and shapes none of its neighbours.
///
/// Line feeds and tabs do too; who writes them apart asks first.
#[must_use]
pub fn is_hidden(text: &str, at: usize, c: char) -> bool {
    is_unseen(c) && !is_shaping(text, at, c)
}

fn shown(text: &str, keep_lines: bool) -> Cow<'_, str> {
    let hides = |at: usize, c: char| match c {
        '\n' if keep_lines => false,
        '<' => begins_like_a_sign(&text[at..]),
        ' '..='~' => false,
        c => is_hidden(text, at, c),
    };
    let mut shown = String::new();
    let mut copied = 0;
    for (at, c) in text.char_indices() {
        if hides(at, c) {
            shown.push_str(&text[copied..at]);
            // Writing to a String cannot fail.
            let _ = write!(shown, "<U+{:04X}>", u32::from(c));
            copied = at + c.len_utf8();
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    shown.push_str(&text[copied..]);
    Cow::Owned(shown)
}

fn begins_like_a_sign(text: &str) -> bool {
    text.strip_prefix("<U+").is_some_and(|rest| {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_hexdigit());
        digits.starts_with('>') && digits.len() < rest.len()
    })
}

/// Whether a hidden character shapes what is seen, so that its absence would be noticed.
fn is_shaping(text: &str, at: usize, c: char) -> bool {
    let before = || text[..at].chars().next_back();
    match c {
        '\u{200D}' => follows_virama(text, at) || joins_emoji(text, at),
        '\u{200C}' => follows_virama(text, at) || parts_joining_letters(text, at),
        '\u{FE0E}' | '\u{FE0F}' => selects_presentation(text, at),
        '\u{180B}'..='\u{180D}' | '\u{180F}' => has_script(before(), Script::Mongolian),
        '\u{E0100}'..='\u{E01EF}' => has_script(before(), Script::Han),
        '\u{E0020}'..='\u{E007F}' => is_in_a_flag(text, at),
        _ => false,
    }
}

fn has_script(c: Option<char>, script: Script) -> bool {
    c.is_some_and(|c| c.script() == script)
}

fn follows_virama(text: &str, at: usize) -> bool {
    const VIRAMA: u8 = 9;
    let before = text[..at].chars().next_back();
    before.is_some_and(|c| canonical_combining_class(c) == VIRAMA)
}

/// ZWNJ where two letters would otherwise join.
fn parts_joining_letters(text: &str, at: usize) -> bool {
    use JoiningType::{DualJoining, LeftJoining, RightJoining, Transparent};
    // A joiner is transparent too, and so a run of several would vouch for itself.
    let seen = |c: &char| is_unseen(*c) || get_joining_type(*c) != Transparent;
    let before = text[..at].chars().rev().find(seen);
    let after = text[at..].chars().skip(1).find(seen);
    before.is_some_and(|c| matches!(get_joining_type(c), LeftJoining | DualJoining))
        && after.is_some_and(|c| matches!(get_joining_type(c), RightJoining | DualJoining))
}

/// ZWJ between two emoji, where the first may have its selector or skin tone.
fn joins_emoji(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let base = before.find(|c| !matches!(c, '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}'));
    let after = text[at..].chars().nth(1);
    let is_picture = |c: char| !c.is_ascii() && c.is_emoji_char();
    base.is_some_and(is_picture) && after.is_some_and(is_picture)
}

/// The only tag sequences recommended for interchange (Unicode Technical Standard 51). Any other
/// run of tag letters is a way to hide words.
fn is_in_a_flag(text: &str, at: usize) -> bool {
    const FLAGS: [&str; 3] = [
        "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
        "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
        "🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
    ];
    // Every character of a flag has four bytes; looking no further back keeps a long run linear.
    (4..FLAGS[0].len()).step_by(4).any(|back| {
        let flag = at.checked_sub(back).and_then(|start| text.get(start..));
        flag.is_some_and(|text| FLAGS.iter().any(|flag| text.starts_with(flag)))
    })
}

/// A digit takes a selector only in a keycap: elsewhere it would make two equal figures differ.
fn selects_presentation(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let keycap = || text[at..].chars().nth(1) == Some('\u{20E3}');
    before.is_some_and(|c| c.is_emoji_char() && (!c.is_ascii() || keycap()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

    fn sign(c: char) -> String {
        format!("<U+{:04X}>", u32::from(c))
    }

    #[test]
    fn every_character_below_u0100() {
        for c in '\0'..'\u{100}' {
            let text = format!("a{c}b");
            let printable = matches!(c, ' '..='~' | '\u{A0}'..) && c != '\u{AD}';
            let expected = if printable {
                text.clone()
            } else {
                format!("a{}b", sign(c))
            };
            assert_eq!(visible(&text), expected, "{c:?}");
            let lines = if c == '\n' { text.clone() } else { expected };
            assert_eq!(visible_lines(&text), lines, "{c:?}");
        }
    }

    #[test]
    fn every_format_character_and_separator_alone_and_between_letters() {
        use GeneralCategory::{Format, LineSeparator, ParagraphSeparator};
        let mut counted = 0;
        for c in ('\u{80}'..=char::MAX).filter(|c| {
            matches!(
                c.general_category(),
                Format | LineSeparator | ParagraphSeparator
            )
        }) {
            counted += 1;
            assert_eq!(visible(&c.to_string()), sign(c));
            assert_eq!(visible(&format!("a{c}b")), format!("a{}b", sign(c)));
        }
        assert!(counted > 160, "{counted}");
    }

    #[test]
    fn a_lone_selector_filler_or_tag_is_shown() {
        for c in [
            '\u{FE0F}',
            '\u{FE00}',
            '\u{E0100}',
            '\u{E0041}',
            '\u{180B}',
            '\u{034F}',
            '\u{3164}',
        ] {
            assert_eq!(visible(&format!("a{c}")), format!("a{}", sign(c)));
        }
        assert_eq!(visible("🏴\u{E0061}\u{E007F}"), "🏴<U+E0061><U+E007F>");
        assert_eq!(visible("10\u{FE0F}000"), "10<U+FE0F>000");
        let tags = "🏴".to_owned() + &"\u{E0067}".repeat(100_000);
        assert_eq!(visible(&tags).len(), 4 + 9 * 100_000);
    }

    #[test]
    fn what_shapes_its_neighbours_stays() {
        for text in [
            "10\u{A0}000 et 10\u{202F}000",
            "café — “l’accord” …",
            "می‌خواهم",
            "क्‌ष क्‍ष",
            "❤\u{FE0F} ☎\u{FE0E} 1\u{FE0F}⃣",
            "👨‍👩‍👧 👩🏽‍🚀 🏳️‍🌈 ❤️‍🔥",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            "葛\u{E0100}城",
            "한국어 ภาษา עִבְרִית",
            "<U+> <U+XY> <b>",
        ] {
            assert!(
                matches!(visible(text), Cow::Borrowed(_)),
                "{}",
                visible(text)
            );
        }
    }

    #[test]
    fn a_joiner_without_effect_is_shown() {
        assert_eq!(visible("Pu\u{200D}tin"), "Pu<U+200D>tin");
        assert_eq!(visible("د\u{200C}ا"), "د<U+200C>ا");
        assert_eq!(visible("ی\u{200C}\u{200C}خ"), "ی<U+200C><U+200C>خ");
        assert_eq!(visible("👨\u{200D}a"), "👨<U+200D>a");
    }

    #[test]
    fn attacks_are_seen() {
        assert_eq!(visible("\u{1b}[2Jgone"), "<U+001B>[2Jgone");
        assert_eq!(visible("a\u{202E}cod.exe"), "a<U+202E>cod.exe");
        assert_eq!(visible_lines("true\rfalse\n"), "true<U+000D>false\n");
        assert_eq!(visible("<U+202E>"), "<U+003C>U+202E>");
    }

    proptest! {
        #[test]
        fn two_texts_are_never_shown_alike(
            a in "[<U+0-2E>a\u{202E}\n]{0,10}|.{0,6}", b in "[<U+0-2E>a\u{202E}\n]{0,10}"
        ) {
            prop_assert_eq!(a == b, visible(&a) == visible(&b));
            prop_assert!(!visible(&a).chars().any(char::is_control));
        }
    }
}
