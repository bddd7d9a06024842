//! Names and values below each other: what `show` prints.

use anstyle::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The widest that a name's column gets.
const NAME: usize = 16;
/// No narrower than this is worth wrapping for.
const LEAST: usize = 20;

/// The fields, each name before its value, values wrapped at words to fit `width` and set under
/// their beginning. The texts have passed `visible_lines`.
pub(super) fn fields(fields: &[(String, String)], width: usize, colour: bool) -> String {
    let names = fields
        .iter()
        .map(|(name, _)| name.width())
        .max()
        .unwrap_or(0);
    let names = names.min(NAME);
    let room = width.max(LEAST) - names - 2;
    let bold = if colour {
        Style::new().bold()
    } else {
        Style::new()
    };
    let mut text = String::new();
    for (name, value) in fields {
        let gap = " ".repeat(names.saturating_sub(name.width()) + 2);
        text += &format!("{bold}{name}{bold:#}");
        // A name wider than its column has a line of its own.
        let mut indent = gap;
        if name.width() > names {
            text.push('\n');
            indent = " ".repeat(names + 2);
        }
        for line in value.split('\n').flat_map(|line| wrapped(line, room)) {
            text += format!("{indent}{line}").trim_end();
            text.push('\n');
            indent = " ".repeat(names + 2);
        }
    }
    text
}

/// Lines of at most `room` cells: broken at spaces, and within a word that is wider (an address,
/// a text without spaces) between graphemes, so that no letter loses its marks.
pub(super) fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end();
        if used > 0 && used + bare.width() > room && bare.width() <= room {
            lines.push(String::new());
            used = 0;
        }
        for grapheme in word.graphemes(true) {
            let cells = grapheme.width();
            if used + cells > room && grapheme != " " {
                lines.push(String::new());
                used = 0;
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(grapheme);
            }
            used += cells;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_wrap_under_their_beginning_and_lose_nothing() {
        let given = [
            (
                "claim".to_owned(),
                "The bridge will reopen before the summer".to_owned(),
            ),
            (
                "passage".to_owned(),
                "하루 평균 12,000명이 다리를 건넜다\nsecond line".to_owned(),
            ),
        ];
        assert_eq!(
            fields(&given, 32, false),
            "\
claim    The bridge will reopen
         before the summer
passage  하루 평균 12,000명이
         다리를 건넜다
         second line
"
        );
    }

    #[test]
    fn no_line_is_wider_and_no_grapheme_is_broken() {
        let family = "👨‍👩‍👧‍👦";
        for text in [
            family.repeat(40),
            "https://e.example/".repeat(9),
            "다리".repeat(60),
        ] {
            for room in [20, 33, 60] {
                let lines = wrapped(&text, room);
                assert!(lines.iter().all(|line| line.width() <= room));
                assert!(
                    lines
                        .iter()
                        .all(|line| !line.contains('👨') || line.starts_with('👨'))
                );
                assert_eq!(lines.concat(), text);
            }
        }
    }
}
