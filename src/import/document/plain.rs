//! Plain text, and what is close to it: kept as it is, line breaks made one kind.

use super::charset::decode;
use super::{Document, Hints};

/// Reads plain text. A form feed begins a page.
pub fn read(bytes: &[u8], hints: &Hints) -> Document {
    let decoded = decode(bytes, hints, false);
    let mut text = String::with_capacity(decoded.text.len());
    let mut pages = Vec::new();
    let mut at = 0;
    let mut letters = decoded.text.chars().peekable();
    while let Some(letter) = letters.next() {
        let letter = match letter {
            '\r' if letters.peek() == Some(&'\n') => continue,
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\u{c}' => {
                pages.push(at + 1);
                '\n'
            }
            other if other.is_control() && !matches!(other, '\n' | '\t') => continue,
            other => other,
        };
        text.push(letter);
        at += 1;
    }
    if !pages.is_empty() {
        // Most writers end the last page with one too.
        if pages.last() == Some(&at) {
            pages.pop();
        }
        pages.insert(0, 0);
    }
    let kept = text.trim_end_matches(['\n', ' ', '\t']).len();
    text.truncate(kept);
    Document {
        reader: "text/1".to_owned(),
        text,
        pages,
        said: decoded.said,
        ..Document::default()
    }
}

/// Reads subtitles as the words alone.
pub fn subtitles(bytes: &[u8], hints: &Hints) -> Document {
    let decoded = decode(bytes, hints, false);
    Document {
        reader: "subtitles/1".to_owned(),
        text: super::transcript::subtitles(&decoded.text).0,
        said: decoded.said,
        ..Document::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_and_line_breaks_become_one_kind() {
        let read = |text: &str| read(text.as_bytes(), &Hints::default());
        let document = read("\u{feff}a\u{a0}b \r\n  c\rd\u{7}\n\n");
        assert_eq!(document.text, "a\u{a0}b \n  c\nd");
        assert_eq!(document.pages, [0; 0]);
        let document = read("one\u{c}two\u{c}");
        assert_eq!(
            (document.text.as_str(), &document.pages[..]),
            ("one\ntwo", &[0, 4][..])
        );
    }
}
