//! What stands between letters, and when two such gaps are the same but for copying.

/// What is left of a gap when copying is undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing, or what nobody sees.
    None,
    /// Spaces or a line break.
    Space,
    /// A hyphen at the end of a line, which may be the word's own or the line's.
    LineEnd,
    /// Punctuation, without spaces: `"` for every quotation mark and apostrophe, `-` for every dash,
    /// `…` for every ellipsis.
    Marks(String),
}

impl Gap {
    pub fn of(raw: &str) -> Self {
        let (mut space, mut soft, mut line_end) = (false, false, false);
        let mut marks = String::new();
        for c in raw.chars() {
            if c.is_whitespace() {
                let is_line = matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
                line_end |= is_line && !space && (soft || marks == "-");
                space = true;
            } else if c == '\u{ad}' {
                soft = true;
            } else if let Some(mark) = mark(c) {
                push(&mut marks, mark);
            }
        }
        match marks.as_str() {
            "" | "-" if line_end => Self::LineEnd,
            "" if space => Self::Space,
            "" => Self::None,
            _ => Self::Marks(marks),
        }
    }

    /// Whether copying alone makes one of the other.
    pub fn same(&self, other: &Self) -> bool {
        let broken =
            |a: &Self, b: &Self| *a == Self::LineEnd && (*b == Self::None || b.marks() == "-");
        self == other || broken(self, other) || broken(other, self)
    }

    /// The punctuation.
    pub fn marks(&self) -> &str {
        match self {
            Self::Marks(marks) => marks,
            Self::LineEnd => "-",
            Self::None | Self::Space => "",
        }
    }
}

/// Adds a mark; runs of quotation marks, dashes and dots count as one.
fn push(marks: &mut String, mark: char) {
    let last = marks.chars().next_back();
    match (last, mark) {
        (Some('"'), '"') | (Some('-'), '-') | (Some('…'), '…' | '.') => {}
        (Some('.'), '.' | '…') => {
            marks.pop();
            marks.push('…');
        }
        _ => marks.push(mark),
    }
}

/// The one mark that stands for all its shapes; none for what nobody sees.
pub(super) fn mark(c: char) -> Option<char> {
    Some(match c {
        '"'
        | '\''
        | '`'
        | '´'
        | '«'
        | '»'
        | '‘'..='‟'
        | '‹'
        | '›'
        | 'ʹ'..='ʽ'
        | 'ˈ'
        | '′'..='‷'
        | '「'..='』'
        | '〝'..='〟'
        | '＂'
        | '＇'
        | '｢'
        | '｣' => '"',
        '-'
        | '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{2043}'
        | '\u{FE58}'
        | '\u{FE63}'
        | '\u{FF0D}'
        | '\u{2E3A}'
        | '\u{2E3B}' => '-',
        '…' | '⋯' | '‥' => '…',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{37e}' => ';',
        c if c.is_ascii_control() || crate::text::unseen::is_unseen(c) => return None,
        c => c,
    })
}

/// Whether a mark only encloses or joins words, so that a passage may be given without it at its ends.
pub(super) fn encloses(mark: char) -> bool {
    matches!(
        mark,
        '"' | '-' | '…' | '(' | ')' | '[' | ']' | '*' | '_' | '•' | '·'
    )
}

/// Whether a mark belongs to a number.
pub(super) fn counts(mark: char) -> bool {
    matches!(
        mark,
        '%' | '‰' | '°' | '+' | '<' | '>' | '=' | '±' | '≈' | '≤' | '≥' | '×' | '÷' | '$' | '¢'..='¥'
        | '₠'..='⃀' | '/' | '~'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        Gap::of(a).same(&Gap::of(b))
    }

    #[test]
    fn copying_changes_a_gap_without_changing_it() {
        for (a, b) in [
            (" ", "\u{a0}"),
            (" ", "\n\n  "),
            (" « ", " \""),
            ("’", "'"),
            (" — ", " - "),
            (" — ", "--"),
            ("… ", "... "),
            (". . . ", "…"),
            ("\u{202f}!", " !"),
            ("\u{ad}", ""),
            ("-\n", ""),
            ("-\n", "-"),
            ("\u{ad}\n", ""),
            ("„", "“"),
            ("''", "\""),
            ("，", ","),
        ] {
            assert!(same(a, b), "{a:?} {b:?}");
        }
        for (a, b) in [
            (" ", ""),
            (" ", "-"),
            (". ", "? "),
            (",", ""),
            ("… ", " "),
            (" \"", " "),
            ("- ", ""),
        ] {
            assert!(!same(a, b), "{a:?} {b:?}");
        }
    }
}
