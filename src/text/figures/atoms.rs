//! What number words are made of.

/// The value of one number word, by what it may stand beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// 0 to 9.
    Small(u8),
    /// 10 to 19.
    Teen(u8),
    /// 20, 30 … 90; 21 to 29 where they are one word.
    Tens(u8),
    /// 100, which what stands before it multiplies.
    Hundred,
    /// 200, 300 … 900 in one word.
    Hundreds(u16),
    /// A power of ten from 1,000 on, which what stands before it multiplies.
    Scale(u8),
}

/// One number word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Atom {
    Card(Base),
    /// An ordinal, and whether it has a plural ending: *fifths* is never the fifth.
    Ord(Base, bool),
    /// A word that is always a part of one: half (2), a third in French (3), a quarter (4).
    Part(u8),
    /// A part of one that stands without a count: *the half*.
    PartAlone(u8),
    /// One and a half in one word.
    OneAndHalf,
    /// A dozen, which what stands before it multiplies.
    Group(u8),
    /// *a*, *un*: one before a part, a group or a scale, nothing otherwise.
    Article,
    And,
    Minus,
    /// The decimal mark as a word.
    Point,
    /// Digits, at a token.
    Digits,
}
