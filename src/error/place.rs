//! Where in something that was read: file, line, column, and the line itself with a mark under it.

use std::fmt;
use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::text::visible::visible;

/// A place in something that was read. Its words are shared: an import makes many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file's name as given; `-` is standard input.
    pub file: Arc<str>,
    /// The line, from 1; 0 where there is none.
    pub line: u64,
    /// The column in code points, from 1; 0 where there is none.
    pub column: u64,
    /// The line itself, for the excerpt; may be empty.
    pub excerpt: Arc<str>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A line break in a name must not begin a line that looks like another error.
        let file = self.file.replace(['\n', '\r'], "\u{fffd}");
        match (self.line, self.column) {
            (0, _) => write!(f, "{file}"),
            (line, 0) => write!(f, "{file}:{line}"),
            (line, column) => write!(f, "{file}:{line}:{column}"),
        }
    }
}

/// What a tab is shown as in an excerpt: the sign for an unseen character would be all that one sees.
const TAB: &str = "    ";

impl Place {
    /// The place of a byte of a text that is held whole; past its end is its end.
    #[must_use]
    pub fn in_text(file: &str, text: &str, at: usize) -> Self {
        let before = &text[..text.floor_char_boundary(at)];
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            file: file.into(),
            line: before.matches('\n').count() as u64 + 1,
            column: before[start..].chars().count() as u64 + 1,
            excerpt: text[start..].lines().next().unwrap_or_default().into(),
        }
    }

    /// The excerpt in at most `width` cells, and how many cells stand before the place in it; no excerpt, none.
    ///
    /// Of a longer line the part around the place is given, with `…` where it was cut. It is not yet made
    /// visible: that is the door's work, and the cells are those of what comes out there.
    #[must_use]
    pub fn marked(&self, width: usize) -> Option<(String, Option<usize>)> {
        let line = self.excerpt.trim_end();
        if line.is_empty() {
            return None;
        }
        let column = usize::try_from(self.column).unwrap_or(usize::MAX);
        let Some(before) = column.checked_sub(1) else {
            let (part, cut) = from_start(line, width.saturating_sub(1));
            let end = if cut { "…" } else { "" };
            return Some((format!("{part}{end}"), None));
        };
        let at = line
            .char_indices()
            .nth(before)
            .map_or(line.len(), |(at, _)| at);
        let (before, after) = line.split_at(at);
        // The mark itself may stand one cell behind the end.
        if cells(before) + cells(after) < width {
            return Some((tabless(line), Some(cells(before))));
        }
        // A third of the room goes to what leads there, what that leaves to what follows.
        let room = width.saturating_sub(2).max(2);
        let wanted = cells(after).min(room);
        let (head, cut_before) = from_end(before, (room - wanted).max(room / 3));
        let (tail, cut_after) = from_start(after, room.saturating_sub(cells(&head)));
        let begin = if cut_before { "…" } else { "" };
        let end = if cut_after { "…" } else { "" };
        let indent = cells(begin) + cells(&head);
        Some((format!("{begin}{head}{tail}{end}"), Some(indent)))
    }
}

/// How many cells a text takes once it is made visible.
fn cells(text: &str) -> usize {
    visible(&tabless(text)).width()
}

fn tabless(text: &str) -> String {
    text.replace('\t', TAB)
}

/// As many whole letters from the start as fit in the cells, and whether any are left.
fn from_start(text: &str, room: usize) -> (String, bool) {
    fitting(text.graphemes(true), room)
}

/// As many whole letters from the end as fit in the cells, and whether any are left.
fn from_end(text: &str, room: usize) -> (String, bool) {
    let (reversed, cut) = fitting(text.graphemes(true).rev(), room);
    let turned = reversed.graphemes(true).rev().collect();
    (turned, cut)
}

fn fitting<'t>(letters: impl Iterator<Item = &'t str>, room: usize) -> (String, bool) {
    let mut taken = String::new();
    let mut used = 0;
    for letter in letters {
        let letter = tabless(letter);
        used += cells(&letter);
        if used > room {
            return (taken, true);
        }
        taken.push_str(&letter);
    }
    (taken, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The excerpt as it is shown, with `^` put where the mark stands.
    fn shown(line: &str, column: u64, width: usize) -> String {
        let place = Place {
            column,
            excerpt: line.into(),
            ..Place::default()
        };
        let (excerpt, indent) = place.marked(width).expect("an excerpt");
        assert!(cells(&excerpt) <= width, "{excerpt}");
        format!("{}\n{}^", visible(&excerpt), " ".repeat(indent.unwrap()))
    }

    #[test]
    fn the_mark_stands_under_wide_narrow_and_unseen_characters() {
        assert_eq!(shown("said = x", 8, 80), "said = x\n       ^");
        assert_eq!(shown("말 = x", 5, 80), "말 = x\n     ^");
        assert_eq!(shown("👩🏽‍🚀 = x", 8, 80), "👩🏽‍🚀 = x\n     ^");
        assert_eq!(shown("e\u{301} = x", 6, 80), "e\u{301} = x\n    ^");
        assert_eq!(shown("a\tb", 3, 80), "a    b\n     ^");
        assert_eq!(shown("a\u{202E}b", 3, 80), "a<U+202E>b\n         ^");
    }

    #[test]
    fn a_byte_of_a_text_has_its_line_and_column() {
        let text = "a = 1\né = x\n";
        let place = |at| Place::in_text("f", text, at).to_string();
        assert_eq!((place(0), place(6)), ("f:1:1".into(), "f:2:1".into()));
        assert_eq!(place(11), "f:2:5");
        assert_eq!(&*Place::in_text("f", text, 11).excerpt, "é = x");
        assert_eq!(place(999), "f:3:1");
    }

    #[test]
    fn a_mark_may_stand_behind_the_end() {
        assert_eq!(shown("text = \"a", 10, 80), "text = \"a\n         ^");
        assert_eq!(shown("text", 99, 80), "text\n    ^");
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let line = "0123456789".repeat(20);
        assert_eq!(shown(&line, 101, 20), "…456789012345678901…\n       ^");
        assert_eq!(shown(&line, 1, 10), "01234567…\n^");
        assert_eq!(shown(&line, 200, 10), "…23456789\n        ^");
        let wide = "김".repeat(100);
        assert_eq!(shown(&wide, 50, 11), "…김김김김…\n   ^");
    }

    #[test]
    fn a_line_without_a_column_is_shown_from_its_start() {
        let place = Place {
            line: 3,
            excerpt: "0123456789".into(),
            ..Place::default()
        };
        assert_eq!(place.marked(6), Some(("01234…".into(), None)));
        assert_eq!(Place::default().marked(80), None);
    }
}
