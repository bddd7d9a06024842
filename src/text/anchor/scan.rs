//! A text as letters and what stands between them.
//!
//! Every search and comparison here runs on *units*: one base letter or digit each, in small
//! letters, without its marks, ligatures taken apart. Spaces, punctuation and what nobody sees are
//! gaps between units. What copying changes is changed in the gaps alone, and in how marks and
//! ligatures are encoded; so two passages that differ by copying have the same units.

use unicode_normalization::char::{
    canonical_combining_class, decompose_canonical, decompose_compatible, is_combining_mark,
};

use crate::text::unseen::is_unseen;

/// What one character is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A letter or digit, in small letters, and whether it was a capital.
    Base(char, bool),
    /// A mark on the letter before.
    Mark(char),
    /// No letter at all.
    Gap,
}

/// Takes a character apart. What takes no room (and a kashida, which only stretches a word) gives
/// nothing; a soft hyphen is a gap, because at the end of a line it is a hyphen.
pub(super) fn pieces(c: char, mut out: impl FnMut(Piece)) {
    if c.is_ascii() {
        out(if c.is_ascii_alphanumeric() {
            Piece::Base(c.to_ascii_lowercase(), c.is_ascii_uppercase())
        } else {
            Piece::Gap
        });
        return;
    }
    // An apostrophe may be written with a character that counts as a letter: ʼ.
    if c.is_whitespace() || c == '\u{ad}' || matches!(c, 'ʹ'..='ʽ' | 'ˈ') {
        return out(Piece::Gap);
    }
    if c == '\u{640}' || is_unseen(c) {
        return;
    }
    if !c.is_alphanumeric() && !is_combining_mark(c) {
        return out(Piece::Gap);
    }
    let upper = c.is_uppercase();
    let mut base = |c| out(Piece::Base(c, upper));
    match c {
        'œ' | 'Œ' => return ['o', 'e'].into_iter().for_each(base),
        'æ' | 'Æ' => return ['a', 'e'].into_iter().for_each(base),
        'ß' | 'ẞ' => {
            ['s', 's'].into_iter().for_each(&mut base);
            return out(Piece::Mark('ß'));
        }
        '一'..='鿿' => return base(c),
        _ => {}
    }
    let part = |d: char| {
        if canonical_combining_class(d) != 0 {
            out(Piece::Mark(d));
        } else if d.is_alphanumeric() || is_combining_mark(d) {
            out(Piece::Base(small(d), upper));
        }
    };
    if is_another_shape(c) {
        decompose_compatible(c, part);
    } else {
        decompose_canonical(c, part);
    }
}

fn small(c: char) -> char {
    match c {
        'ς' => 'σ',
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// Ligatures and shapes of a letter that stand for the letter itself. Not superscripts: 10² is not 102.
fn is_another_shape(c: char) -> bool {
    matches!(c,
        'ſ' | 'Ĳ' | 'ĳ' | 'Ǆ'..='ǌ' | 'Ǳ'..='ǳ'
        | '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{FF00}'..='\u{FFEF}')
}

/// One base letter or digit of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub base: char,
    pub upper: bool,
    /// A sum over its marks, the same in whatever order they are written.
    pub marks: u32,
    /// The bytes of the character it comes from, with its marks. Two units of a ligature share them.
    pub start: usize,
    pub end: usize,
}

impl Unit {
    pub fn is_digit(&self) -> bool {
        self.base.is_numeric()
    }
}

/// The units of a text, in order.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        pieces(c, |piece| match piece {
            Piece::Base(base, upper) => units.push(Unit {
                base,
                upper,
                marks: 0,
                start: at,
                end,
            }),
            Piece::Mark(mark) => {
                if let Some(last) = units.last_mut() {
                    let weight = u32::from(mark).wrapping_mul(0x9E37_79B1);
                    last.marks = last.marks.wrapping_add(weight);
                    last.end = end;
                }
            }
            Piece::Gap => {}
        });
    }
    units
}

/// The letters of a text alone: what is searched.
pub(super) fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        pieces(c, |piece| {
            if let Piece::Base(base, _) = piece {
                letters.push(base);
            }
        });
    }
    letters
}

/// What stands before a unit of a text: nothing where it is of the same character as the one before.
pub(super) fn gap_before<'t>(text: &'t str, units: &[Unit], at: usize) -> &'t str {
    let start = at.checked_sub(1).map_or(0, |before| units[before].end);
    text.get(start..units[at].start).unwrap_or("")
}
