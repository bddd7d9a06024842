//! One record of separated values cut into cells, each with the byte it begins at.
//!
//! The csv crate reads cells but not where they stand in the file, quotation marks included; an
//! error that cannot be found again in a spreadsheet is not worth much.

use std::borrow::Cow;

use super::bad::Bad;

/// A cell: a stretch of its record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Where it begins, its quotation mark included.
    pub at: usize,
    start: usize,
    end: usize,
    doubled: bool,
}

impl Cell {
    /// Its words.
    pub fn text<'t>(&self, record: &'t str) -> Cow<'t, str> {
        let text = record.get(self.start..self.end).unwrap_or_default();
        if self.doubled {
            Cow::Owned(text.replace("\"\"", "\""))
        } else {
            Cow::Borrowed(text)
        }
    }
}

#[derive(Clone, Copy, Default, PartialEq)]
enum State {
    #[default]
    Start,
    Plain,
    Quoted,
    /// Past a quotation mark that closes the cell, or is the first of a doubled one.
    Closed,
}

/// Cuts a record, line by line.
pub struct Cutter {
    delimiter: u8,
    state: State,
    read: usize,
    cell: Cell,
    cells: Vec<Cell>,
}

impl Cutter {
    /// A cutter at this byte.
    pub fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            state: State::Start,
            read: 0,
            cell: Cell::default(),
            cells: Vec::new(),
        }
    }

    /// Begins another record.
    pub fn restart(&mut self) {
        self.state = State::Start;
        self.read = 0;
        self.cell = Cell::default();
        self.cells.clear();
    }

    /// The cells of a whole record.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Where the quotation mark stands that is still open.
    pub fn open_at(&self) -> usize {
        self.cell.at
    }

    /// Reads on to the end of `record`, which grows by a line at a time; `true` when the record
    /// ends there, `false` when a quotation mark is still open.
    ///
    /// # Errors
    /// At words after a closing quotation mark, and at a line end that is only a carriage return.
    pub fn read(&mut self, record: &[u8]) -> Result<bool, Bad> {
        let body = record.strip_suffix(b"\n").unwrap_or(record);
        let line_end = body.strip_suffix(b"\r").unwrap_or(body).len();
        while let Some(byte) = record.get(self.read).copied() {
            let at = self.read;
            self.read += 1;
            let ends = byte == self.delimiter;
            match (self.state, byte) {
                (State::Quoted, b'"') => self.state = State::Closed,
                (State::Quoted, _) => {}
                (State::Closed, b'"') => {
                    self.cell.doubled = true;
                    self.state = State::Quoted;
                }
                _ if at >= line_end => {
                    self.read = record.len();
                    break;
                }
                (State::Closed, _) if ends => self.end(self.cell_end(at)),
                (State::Closed, _) => {
                    return Err(Bad::new("there are words after the closing quotation mark")
                        .at(at)
                        .hint("double a quotation mark that belongs to the words: \"\""));
                }
                (_, _) if ends => self.end(at),
                (State::Start, b'"') => {
                    self.cell.start = at + 1;
                    self.state = State::Quoted;
                }
                (_, b'\r') => {
                    return Err(Bad::new("a carriage return alone ends no line")
                        .at(at)
                        .hint("save the file with line ends of today (LF or CRLF)"));
                }
                (State::Start, _) => self.state = State::Plain,
                (State::Plain, _) => {}
            }
        }
        if self.state == State::Quoted {
            return Ok(false);
        }
        self.end(self.cell_end(line_end));
        Ok(true)
    }

    /// Where the cell's words end, `at` being the byte after it.
    fn cell_end(&self, at: usize) -> usize {
        at - usize::from(self.state == State::Closed)
    }

    fn end(&mut self, end: usize) {
        self.cell.end = end;
        self.cells.push(self.cell);
        self.state = State::Start;
        self.cell = Cell {
            at: self.read,
            start: self.read,
            ..Cell::default()
        };
    }
}
