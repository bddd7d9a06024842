//! Bytes as UTF-8, whatever they came as.
//!
//! A byte order mark decides. Without one and without a word from the caller it is UTF-8, unless
//! guessing is allowed (spreadsheets still write Windows-1252): then the first letter beyond ASCII
//! decides. Bytes taken for UTF-8 are passed on as they are; whoever makes text of them checks.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::lines::fault;
use crate::error::{Error, Result};

const CHUNK: usize = 64 << 10;

enum Mode {
    /// Nothing but ASCII so far.
    Undecided,
    AsIs,
    Through(Box<Decoder>),
}

/// A reader of UTF-8.
pub struct Decoded<'i> {
    input: Box<dyn Read + 'i>,
    mode: Mode,
    guess: bool,
    /// The encoding, where it is not UTF-8.
    other: Option<&'static Encoding>,
    raw: Vec<u8>,
    out: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<'i> Decoded<'i> {
    /// Reads `input`, in the declared encoding if one is.
    ///
    /// # Errors
    /// When its first bytes cannot be read.
    pub fn new(
        input: Box<dyn Read + 'i>,
        declared: Option<&'static Encoding>,
        guess: bool,
    ) -> Result<Self> {
        let mut decoded = Self {
            input,
            mode: Mode::Undecided,
            guess,
            other: None,
            raw: Vec::new(),
            out: Vec::new(),
            at: 0,
            ended: false,
        };
        decoded.fetch()?;
        let marked = Encoding::for_bom(&decoded.raw);
        if let Some((_, mark)) = marked {
            decoded.raw.drain(..mark);
        }
        if let Some(encoding) = marked.map(|(encoding, _)| encoding).or(declared) {
            decoded.settle(encoding);
        }
        decoded.convert().map_err(fault)?;
        Ok(decoded)
    }

    /// The encoding, where it is not UTF-8.
    pub fn other(&self) -> Option<&'static Encoding> {
        self.other
    }

    fn settle(&mut self, encoding: &'static Encoding) {
        if encoding == UTF_8 {
            self.mode = Mode::AsIs;
        } else {
            self.other = Some(encoding);
            self.mode = Mode::Through(Box::new(encoding.new_decoder_without_bom_handling()));
        }
    }

    /// Fills `raw` to a whole chunk, so that what is guessed does not depend on a pipe's pace.
    fn fetch(&mut self) -> io::Result<()> {
        self.raw.clear();
        let chunk = CHUNK as u64;
        let read = (&mut self.input).take(chunk).read_to_end(&mut self.raw)?;
        self.ended = read < CHUNK;
        Ok(())
    }

    fn convert(&mut self) -> io::Result<()> {
        if matches!(self.mode, Mode::Undecided)
            && let Some(first) = self.raw.iter().position(|byte| !byte.is_ascii())
        {
            let is_utf8 = match std::str::from_utf8(&self.raw) {
                Ok(_) => true,
                Err(error) if error.valid_up_to() > first => true,
                Err(error) => error.error_len().is_none() && !self.ended,
            };
            self.settle(if self.guess && !is_utf8 {
                WINDOWS_1252
            } else {
                UTF_8
            });
        }
        self.out.clear();
        self.at = 0;
        let Mode::Through(decoder) = &mut self.mode else {
            std::mem::swap(&mut self.out, &mut self.raw);
            return Ok(());
        };
        let room = decoder.max_utf8_buffer_length_without_replacement(self.raw.len());
        self.out.resize(room.unwrap_or(CHUNK * 4), 0);
        let (result, _, written) =
            decoder.decode_to_utf8_without_replacement(&self.raw, &mut self.out, self.ended);
        self.out.truncate(written);
        match result {
            DecoderResult::InputEmpty => Ok(()),
            _ => {
                // Nothing after it can be trusted to begin where a letter does.
                self.ended = true;
                self.out.clear();
                let what = format!("the bytes are not {}", decoder.encoding().name());
                Err(io::Error::new(io::ErrorKind::InvalidData, what))
            }
        }
    }
}

impl BufRead for Decoded<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at == self.out.len() && !self.ended {
            self.fetch()?;
            self.convert()?;
        }
        Ok(self.out.get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.at = (self.at + amount).min(self.out.len());
    }
}

impl Read for Decoded<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

/// The encoding of a name people use: `windows-1252`, `latin1`, `utf-16le`…
///
/// # Errors
/// When there is none of that name.
pub fn encoding(name: &str) -> Result<&'static Encoding> {
    match name.to_ascii_lowercase().replace('_', "-").as_str() {
        "utf-16" | "utf16" => Ok(UTF_16LE),
        "utf-16be" => Ok(UTF_16BE),
        other => Encoding::for_label(other.as_bytes()).ok_or_else(|| {
            Error::input(format!("no encoding is called `{name}`"))
                .hint("the usual ones are utf-8, utf-16 and windows-1252")
        }),
    }
}
