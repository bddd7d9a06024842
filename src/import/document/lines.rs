//! The text in the making: lines with the part of the document that they are.

use crate::model::{Part, TextPart};

/// A text and its parts as they grow, a line at a time.
#[derive(Default)]
pub struct Lines {
    /// The words so far.
    pub text: String,
    /// The parts so far, in the order of their beginning.
    pub parts: Vec<TextPart>,
    /// How many code points there are.
    at: u32,
}

impl Lines {
    /// Where the next line begins, in code points.
    pub fn next(&self) -> u32 {
        self.at + u32::from(!self.text.is_empty())
    }

    /// Adds a line as one part or none; lines without words are left out.
    ///
    /// What follows in the same part is one stretch with it where the part is of many lines.
    pub fn line(&mut self, line: &str, part: Option<Part>) {
        let blank = |c: char| c.is_ascii_whitespace() || matches!(c, '\u{a0}' | '\u{202f}');
        let line = line.trim_matches(blank);
        if line.trim().is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
            self.at += 1;
        }
        let from = self.at;
        for letter in line.chars().filter(|letter| is_printed(*letter)) {
            self.text.push(letter);
            self.at += 1;
        }
        let Some(part) = part else { return };
        let flows = matches!(
            part,
            Part::Body | Part::Table | Part::Footnote | Part::Annex
        );
        match self.parts.last_mut() {
            Some(last) if flows && last.part == Some(part) && last.to + 1 == from => {
                last.to = self.at;
            }
            _ => self.parts.push(TextPart {
                from,
                part: Some(part),
                to: self.at,
            }),
        }
    }
}

/// Whether a character is part of a text: control characters are not, but for those that part words.
fn is_printed(letter: char) -> bool {
    matches!(letter, '\t' | '\n') || !letter.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_count_code_points_and_flow_together() {
        let mut lines = Lines::default();
        lines.line(" Été\u{a0}", Some(Part::Headline));
        lines.line("\u{a0}", Some(Part::Body));
        lines.line("un\u{a0}pont", Some(Part::Body));
        lines.line("deux\0", Some(Part::Body));
        lines.line("menu", None);
        lines.line("trois", Some(Part::Body));
        assert_eq!(lines.text, "Été\nun\u{a0}pont\ndeux\nmenu\ntrois");
        let parts: Vec<_> = lines.parts.iter().map(|p| (p.from, p.to)).collect();
        assert_eq!(parts, [(0, 3), (4, 16), (22, 27)]);
    }
}
