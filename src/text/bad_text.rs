//! Bytes that are no text, refused where they come in.

use std::fmt;

/// Where and why bytes are not text. Lines and columns count from 1, columns in characters; the
/// bytes before are valid, so the place is exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadText {
    /// Bytes before the fault.
    pub offset: usize,
    /// Line feeds before the fault, and one.
    pub line: usize,
    /// Characters before the fault in its line, and one.
    pub column: usize,
    /// What is wrong.
    pub what: Fault,
}

/// What stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A NUL, at which SQLite's own functions and many other programs end a text.
    Nul,
    /// A byte that UTF-8 does not allow here.
    NotUtf8(u8),
    /// The file ends within a character.
    CutShort,
    /// The mark of UTF-16, as spreadsheets save "Unicode text".
    Utf16,
}

impl fmt::Display for BadText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, .. } = self;
        match self.what {
            Fault::Nul => write!(f, "line {line}, column {column}: a NUL character"),
            Fault::NotUtf8(byte) => write!(
                f,
                "line {line}, column {column}: byte 0x{byte:02X} is not UTF-8"
            ),
            Fault::CutShort => write!(
                f,
                "line {line}, column {column}: the text ends within a character"
            ),
            Fault::Utf16 => write!(f, "the text is UTF-16, not UTF-8"),
        }
    }
}

impl std::error::Error for BadText {}

/// The bytes as text, if they are UTF-8 without a NUL. Nothing is mended: a byte order mark stays
/// and other encodings are another reader's affair.
///
/// # Errors
///
/// The first fault, with its place.
pub fn checked(bytes: &[u8]) -> Result<&str, BadText> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(at("", Fault::Utf16));
    }
    let (valid, rest) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let valid = bytes[..error.valid_up_to()].utf8_chunks().next();
            let fault = match error.error_len() {
                Some(_) => Fault::NotUtf8(bytes[error.valid_up_to()]),
                None => Fault::CutShort,
            };
            (valid.map_or("", |chunk| chunk.valid()), Some(fault))
        }
    };
    if let Some(nul) = valid.find('\0') {
        return Err(at(&valid[..nul], Fault::Nul));
    }
    match rest {
        Some(fault) => Err(at(valid, fault)),
        None => Ok(valid),
    }
}

fn at(before: &str, what: Fault) -> BadText {
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    BadText {
        offset: before.len(),
        line: 1 + before.matches('\n').count(),
        column: 1 + before[line_start..].chars().count(),
        what,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_text_passes_as_it_is() {
        assert_eq!(
            checked("\u{FEFF}Corée\r\n".as_bytes()),
            Ok("\u{FEFF}Corée\r\n")
        );
        assert_eq!(checked(b""), Ok(""));
    }

    #[test]
    fn the_first_fault_is_placed() {
        let place = |bytes: &[u8]| {
            let bad = checked(bytes).unwrap_err();
            (bad.offset, bad.line, bad.column, bad.what)
        };
        assert_eq!(place(b"\0"), (0, 1, 1, Fault::Nul));
        assert_eq!(place("a\né\0b".as_bytes()), (4, 2, 2, Fault::Nul));
        assert_eq!(place(b"caf\xE9 x"), (3, 1, 4, Fault::NotUtf8(0xE9)));
        assert_eq!(place(b"\xC0\x80"), (0, 1, 1, Fault::NotUtf8(0xC0)));
        assert_eq!(place(b"\xED\xA0\x80"), (0, 1, 1, Fault::NotUtf8(0xED)));
        assert_eq!(place(b"a\0\xFF"), (1, 1, 2, Fault::Nul));
        assert_eq!(place(b"caf\xC3"), (3, 1, 4, Fault::CutShort));
        assert_eq!(place(b"\xFF\xFEa\0"), (0, 1, 1, Fault::Utf16));
    }

    #[test]
    fn a_fault_is_told_with_its_place() {
        let told = checked(b"caf\xE9 x").unwrap_err().to_string();
        assert_eq!(told, "line 1, column 4: byte 0xE9 is not UTF-8");
    }
}
