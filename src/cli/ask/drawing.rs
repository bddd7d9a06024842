//! A prompt on the screen: what was asked and what is typed, over as many rows as it takes.
//!
//! Rows are broken here and not by the terminal, so that it is known where each begins and the next
//! drawing covers this one, however wide a terminal takes a letter to be.

use std::fmt::Write as _;

use dixit::text::visible::visible_lines;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What a screen shows of a prompt.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    rows: Vec<String>,
    /// The row and column of the cursor, from 0.
    cursor: (usize, usize),
    /// Whether the cursor stands behind all of it, where the terminal leaves it by itself.
    at_end: bool,
}

impl Drawing {
    /// Lays out a question and what is typed before and after the cursor, on rows of some cells.
    pub fn new(question: &str, before: &str, after: &str, width: usize) -> Self {
        let mut drawing = Self {
            rows: vec![String::new()],
            cursor: (0, 0),
            at_end: after.is_empty(),
        };
        // One cell stays free: a full row is one on which terminals differ.
        let width = width.max(10) - 1;
        let (mut column, mut room) = (0, 0);
        for (at, text) in [question, before, after].into_iter().enumerate() {
            if at == 2 {
                drawing.cursor = (drawing.rows.len() - 1, column);
            }
            for cluster in visible_lines(text).graphemes(true) {
                if cluster == "\n" || room + widest(cluster) > width {
                    drawing.rows.push(String::new());
                    (column, room) = (0, 0);
                }
                if cluster != "\n" {
                    if let Some(row) = drawing.rows.last_mut() {
                        row.push_str(cluster);
                    }
                    column += cluster.width();
                    room += widest(cluster);
                }
            }
        }
        drawing
    }

    /// The rows that a screen of some height can show, those around the cursor, with a word on the others.
    #[must_use]
    pub fn within(mut self, height: usize) -> Self {
        let room = height.saturating_sub(2).max(1);
        if self.rows.len() <= room {
            return self;
        }
        let first = self.cursor.0.saturating_sub(room - 1);
        let after = self.rows.len() - first - room;
        self.rows = self.rows.split_off(first);
        self.rows.truncate(room);
        self.cursor.0 -= first;
        self.rows
            .insert(0, format!("({first} rows above, {after} below)"));
        self.cursor.0 += 1;
        self
    }

    /// What to write so that the screen shows this where it showed another.
    pub fn over(&self, old: Option<&Self>) -> String {
        let mut out = String::from("\r");
        if let Some(up) = old.map(|old| old.cursor.0).filter(|up| *up > 0) {
            let _ = write!(out, "\x1b[{up}A");
        }
        // A row that a terminal takes to be wider than we do must not become two.
        let _ = write!(out, "\x1b[J\x1b[?7l{}\x1b[?7h", self.rows.join("\r\n"));
        if self.at_end {
            return out;
        }
        let up = self.rows.len() - 1 - self.cursor.0;
        if up > 0 {
            let _ = write!(out, "\x1b[{up}A");
        }
        out.push('\r');
        if self.cursor.1 > 0 {
            let _ = write!(out, "\x1b[{}C", self.cursor.1);
        }
        out
    }

    /// What to write so that the next line begins below.
    pub fn below(&self) -> String {
        "\r\n".repeat(self.rows.len() - self.cursor.0)
    }
}

/// The cells that any terminal may give what people take for one letter: of an emoji of several parts, some
/// show each part.
fn widest(cluster: &str) -> usize {
    let parts = cluster.chars().map(|c| c.width().unwrap_or(0)).sum();
    cluster.width().max(parts)
}

/// A text made visible, on lines of some cells that are broken between words; all but the first set in. What stands
/// between backticks is one word: a command that is broken cannot be copied.
pub fn broken(text: &str, indent: usize, width: usize) -> Vec<String> {
    let width = width.max(indent + 20);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut cells = 0;
    let mut command = false;
    let between_words = |c: char| {
        command = c != '\n' && command != (c == '`');
        c == '\n' || c == ' ' && !command
    };
    for part in visible_lines(text).split_inclusive(between_words) {
        let word = part.trim_end_matches([' ', '\n']);
        if cells > indent && cells + word.graphemes(true).map(widest).sum::<usize>() >= width {
            lines.push(line.trim_end().to_owned());
            line = " ".repeat(indent);
            cells = indent;
        }
        for cluster in part.trim_end_matches('\n').graphemes(true) {
            // A word wider than the screen, or one of a script without spaces.
            if cells + widest(cluster) >= width && cluster != " " && !word.contains('`') {
                lines.push(line);
                line = " ".repeat(indent);
                cells = indent;
            }
            line.push_str(cluster);
            cells += widest(cluster);
        }
        if part.ends_with('\n') {
            lines.push(line);
            line = " ".repeat(indent);
            cells = indent;
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_break_before_a_letter_that_does_not_fit() {
        let drawn = Drawing::new("q: ", "한국어한국어", "x", 12);
        assert_eq!(drawn.rows, ["q: 한국어한", "국어x"]);
        assert_eq!(drawn.cursor, (1, 4));
        assert_eq!(Drawing::new("", "a\n", "b", 80).cursor, (1, 0));
    }

    #[test]
    fn nothing_typed_acts_on_the_terminal() {
        let drawn = Drawing::new("q: ", "\x1b[2J\u{202e}\t\r", "\u{9b}", 80);
        assert_eq!(
            drawn.rows,
            ["q: <U+001B>[2J<U+202E><U+0009><U+000D><U+009B>"]
        );
        assert_eq!(drawn.cursor.1, 3 + 8 + 3 + 8 + 8 + 8);
    }

    #[test]
    fn lines_break_between_words_and_lose_nothing() {
        assert_eq!(
            broken("one two three four five six", 2, 22),
            ["one two three four", "  five six"]
        );
        assert_eq!(
            broken("one two three four five six", 2, 24),
            ["one two three four five", "  six"]
        );
        assert_eq!(
            broken("say it with `edit me --kind stock`, or not", 2, 22),
            ["say it with", "  `edit me --kind stock`,", "  or not"]
        );
        assert_eq!(
            broken("한국어한국어한국어한국어", 0, 20),
            ["한국어한국어한국어", "한국어"]
        );
        assert_eq!(broken("a\x1b[2J", 0, 80), ["a<U+001B>[2J"]);
    }

    #[test]
    fn what_a_screen_cannot_hold_is_counted() {
        let drawn = Drawing::new("q: ", "a\nb\nc\nd\ne", "", 80).within(4);
        assert_eq!(drawn.rows, ["(3 rows above, 0 below)", "d", "e"]);
        assert_eq!(drawn.cursor, (2, 1));
    }

    #[test]
    fn a_drawing_covers_the_one_before() {
        let old = Drawing::new("q: ", "a\nb", "", 80);
        let new = Drawing::new("q: ", "a", "", 80);
        assert_eq!(new.over(Some(&old)), "\r\x1b[1A\x1b[J\x1b[?7lq: a\x1b[?7h");
        let within = Drawing::new("q: ", "a", "b", 80);
        assert!(within.over(None).ends_with("q: ab\x1b[?7h\r\x1b[4C"));
    }
}
