//! The Web Annotation Data Model's TextQuoteSelector: exact words between a prefix and a suffix.

use memchr::memmem;

use super::Fragment;
use super::index::Index;

const SHORTEST: usize = 32;
const LONGEST: usize = 200;

/// Every place of the words, overlapping ones too. Empty words select nothing.
pub(super) fn places(index: &Index<'_>, exact: &str, prefix: &str, suffix: &str) -> Vec<Fragment> {
    let (text, finder) = (&*index.text, memmem::Finder::new(exact));
    let mut places = Vec::new();
    let mut from = 0;
    while !exact.is_empty()
        && let Some(at) = finder.find(&text.as_bytes()[from..])
    {
        let (start, end) = (from + at, from + at + exact.len());
        if text[..start].ends_with(prefix) && text[end..].starts_with(suffix) {
            places.push(Fragment {
                start: index.point(start),
                end: index.point(end),
            });
        }
        from = start + text[start..].chars().next().map_or(1, char::len_utf8);
    }
    places
}

/// The words before and after a stretch of bytes.
pub(super) fn context(text: &str, start: usize, end: usize) -> (&str, &str) {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '\n' | '。' | '！' | '？' | '؟');
    let mut from = start;
    for (many, (at, c)) in text[..start].char_indices().rev().enumerate() {
        if many >= LONGEST || many >= SHORTEST && ends(c) {
            break;
        }
        from = at;
    }
    let mut to = end;
    for (many, (at, c)) in text[end..].char_indices().enumerate() {
        if many >= LONGEST {
            break;
        }
        to = end + at + c.len_utf8();
        if many >= SHORTEST && ends(c) {
            break;
        }
    }
    (&text[from..start], &text[end..to])
}
