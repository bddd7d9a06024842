//! Input read line by line in constant memory, each line within a limit.

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use super::decode::Decoded;
use super::page::Page;
use crate::error::{Error, Place, Result};

/// The longest row: more is a file that is not what its name says.
pub const LONGEST: usize = 16 << 20;

/// The lines of an input.
pub struct Lines<'i> {
    file: Arc<str>,
    input: Decoded<'i>,
    bytes: Vec<u8>,
    first: u64,
    next: u64,
}

impl<'i> Lines<'i> {
    /// The lines of `input`.
    pub fn new(file: Arc<str>, input: Decoded<'i>) -> Self {
        Self {
            file,
            input,
            bytes: Vec::new(),
            first: 1,
            next: 1,
        }
    }

    /// The input's name.
    pub fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// The input.
    pub fn input(&self) -> &Decoded<'i> {
        &self.input
    }

    /// The lines held, with their ends.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The number of the first line held.
    pub fn first(&self) -> u64 {
        self.first
    }

    /// Lets go of the lines held and takes the next; `false` at the end.
    ///
    /// # Errors
    /// When it cannot be read, or is too long: then it is skipped.
    pub fn start(&mut self) -> Result<bool> {
        self.bytes.clear();
        self.first = self.next;
        self.more()
    }

    /// Takes the next line beside those held; `false` at the end.
    ///
    /// # Errors
    /// As [`Lines::start`].
    pub fn more(&mut self) -> Result<bool> {
        let before = self.bytes.len();
        let room = (LONGEST + 1).saturating_sub(before) as u64;
        let read = (&mut self.input)
            .take(room)
            .read_until(b'\n', &mut self.bytes);
        let read = read.map_err(|error| fault(error).at(self.whole(self.next)))?;
        if self.bytes.len() > LONGEST {
            self.skip_line()?;
            self.next += 1;
            return Err(Error::input("the row is longer than 16 MiB")
                .at(self.whole(self.first))
                .hint("is a quotation mark left open, or a line break lost?"));
        }
        self.next += u64::from(read > 0);
        Ok(read > 0)
    }

    fn skip_line(&mut self) -> Result<()> {
        while !self.bytes.ends_with(b"\n") {
            self.bytes.clear();
            let some = (&mut self.input).take(LONGEST as u64);
            if { some }.read_until(b'\n', &mut self.bytes)? == 0 {
                break;
            }
        }
        self.bytes.clear();
        Ok(())
    }

    fn whole(&self, line: u64) -> Place {
        Place {
            file: Arc::clone(&self.file),
            line,
            ..Place::default()
        }
    }
}

/// What an input that cannot be read on is: bytes of another encoding, or trouble of the system.
pub fn fault(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::InvalidData => Error::input(error.to_string())
            .hint("is it of another encoding? For CSV, --encoding names it"),
        _ => error.into(),
    }
}

/// Bytes as text, or where they stop being text.
///
/// # Errors
/// At the first byte that is not UTF-8.
pub fn utf8<'b>(file: &Arc<str>, bytes: &'b [u8], first_line: u64) -> Result<&'b str> {
    std::str::from_utf8(bytes).map_err(|error| {
        let fine = &bytes[..error.valid_up_to()];
        let fine = String::from_utf8_lossy(fine);
        let byte = bytes.get(error.valid_up_to()).copied().unwrap_or(0);
        Error::input(format!("the byte 0x{byte:02X} is not UTF-8"))
            .at(Page::new(file, &fine, first_line).place(fine.len()))
            .hint("save the file as UTF-8; for CSV, --encoding names another encoding")
    })
}
