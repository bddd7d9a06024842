//! The stretch of input being read, and where in it things stand.
//!
//! Readers note byte offsets, which cost nothing; a page turns one into a [`Place`] (line, column
//! in code points, the line itself) for an entry's fields and for errors.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use crate::error::Place;

/// A line longer than this is no excerpt that anybody reads.
const LONGEST_EXCERPT: usize = 64 << 10;
/// Code points are counted ahead by blocks, so that a file of one long line is not slow.
const BLOCK: usize = 4096;

/// Some lines of a file, held as text.
pub struct Page<'t> {
    file: Arc<str>,
    text: &'t str,
    first_line: u64,
    /// Where each line after the first begins.
    breaks: Vec<usize>,
    /// The code points before each block; none where all is ASCII.
    blocks: Vec<usize>,
    ascii: bool,
    /// The last byte asked for and the code points before it: fields mostly follow one another.
    counted: Cell<(usize, usize)>,
    /// The last excerpt given: the fields of a row share one.
    last: RefCell<Option<(usize, Arc<str>)>>,
}

impl<'t> Page<'t> {
    /// The page that holds `text`, whose first line is line `first_line` of the file.
    pub fn new(file: &Arc<str>, text: &'t str, first_line: u64) -> Self {
        let ascii = text.is_ascii();
        let breaks = if text.as_bytes().contains(&b'\n') {
            text.match_indices('\n').map(|(at, _)| at + 1).collect()
        } else {
            Vec::new()
        };
        let mut blocks = Vec::new();
        if !ascii && text.len() > BLOCK {
            let mut before = 0;
            for block in text.as_bytes().chunks(BLOCK) {
                blocks.push(before);
                before += code_points(block);
            }
        }
        Self {
            file: Arc::clone(file),
            text,
            first_line,
            breaks,
            blocks,
            ascii,
            counted: Cell::default(),
            last: RefCell::new(None),
        }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The place of a byte of the text; past its end is its end.
    pub fn place(&self, at: usize) -> Place {
        let at = at.min(self.text.len());
        let line = self.breaks.partition_point(|start| *start <= at);
        let start = line
            .checked_sub(1)
            .map_or(0, |before| self.breaks.get(before).copied().unwrap_or(0));
        let before = match start {
            0 => 0,
            start => self.code_points_before(start),
        };
        let column = self.code_points_before(at) - before + 1;
        Place {
            file: Arc::clone(&self.file),
            line: self.first_line + line as u64,
            column: column as u64,
            excerpt: self.excerpt(line, start),
        }
    }

    fn excerpt(&self, line: usize, start: usize) -> Arc<str> {
        let mut last = self.last.borrow_mut();
        if let Some((of, excerpt)) = &*last
            && *of == line
        {
            return Arc::clone(excerpt);
        }
        let end = self.breaks.get(line).copied().unwrap_or(self.text.len());
        let text = self.text[start..end].trim_end_matches(['\r', '\n']);
        let excerpt = if text.len() > LONGEST_EXCERPT {
            Arc::default()
        } else {
            Arc::from(text)
        };
        *last = Some((line, Arc::clone(&excerpt)));
        excerpt
    }

    fn code_points_before(&self, at: usize) -> usize {
        if self.ascii {
            return at;
        }
        let block = (at / BLOCK).min(self.blocks.len().saturating_sub(1));
        let mut from = (block * BLOCK, self.blocks.get(block).copied().unwrap_or(0));
        let counted = self.counted.get();
        if (from.0..=at).contains(&counted.0) {
            from = counted;
        }
        let before = from.1 + code_points(&self.text.as_bytes()[from.0..at]);
        self.counted.set((at, before));
        before
    }
}

/// How many code points begin in these bytes.
pub fn code_points(bytes: &[u8]) -> usize {
    // In stretches that a byte can count, so that many bytes are compared at once.
    let begins = |byte: &u8| u8::from((*byte & 0xC0) != 0x80);
    let count = |stretch: &[u8]| usize::from(stretch.iter().map(begins).sum::<u8>());
    bytes.chunks(usize::from(u8::MAX)).map(count).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_counts_code_points_from_one() {
        let page = Page::new(&"f".into(), "añb\r\nмир x", 7);
        let place = page.place(3);
        assert_eq!((place.line, place.column), (7, 3));
        assert_eq!(&*place.excerpt, "añb");
        let place = page.place("añb\r\nмир ".len());
        assert_eq!(place.to_string(), "f:8:5");
        assert_eq!(&*place.excerpt, "мир x");
        assert_eq!(page.place(9999).to_string(), "f:8:6");
    }

    #[test]
    fn a_long_line_is_counted_by_blocks() {
        let text = "é".repeat(5000) + "\n" + &"я".repeat(5000);
        let page = Page::new(&"f".into(), &text, 1);
        assert_eq!(page.place(2 * 4999).to_string(), "f:1:5000");
        assert_eq!(page.place(10_001 + 2 * 4321).to_string(), "f:2:4322");
    }
}
