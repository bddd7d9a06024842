//! Text documents of office programs: a ZIP archive with the words in one XML file.
//!
//! What the file says of its author and editing stays with the bytes.

mod docx;
mod odt;

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::lines::Lines;
use super::metadata::Findings;
use super::{Document, Field};
use crate::model::Part;

/// The most that is unpacked of one entry, in bytes: a small archive may hold a file without end.
const UNPACKED: u64 = 64 << 20;
/// How deep elements may stand within each other.
const DEEPEST: usize = 1000;

/// Reads a text document of Word.
pub fn docx(bytes: &[u8]) -> Document {
    document(bytes, "docx/1", docx::read)
}

/// Reads a text document of LibreOffice.
pub fn odt(bytes: &[u8]) -> Document {
    document(bytes, "odt/1", odt::read)
}

fn document(
    bytes: &[u8],
    reader: &str,
    read: fn(&mut Archive<'_>, &mut Reading) -> Result<(), String>,
) -> Document {
    let mut reading = Reading::default();
    let done = Archive::open(bytes).and_then(|mut archive| read(&mut archive, &mut reading));
    if let Err(fault) = done {
        return Document {
            said: vec![format!("{fault}: the bytes are kept without text")],
            ..Document::default()
        };
    }
    reading.end();
    let mut said = Vec::new();
    if reading.lines.text.is_empty() {
        said.push("the document has no text".to_owned());
    }
    Document {
        reader: reader.to_owned(),
        text: reading.lines.text,
        parts: reading.lines.parts,
        found: reading.findings.all(),
        said,
        ..Document::default()
    }
}

/// The archive.
struct Archive<'b>(ZipArchive<Cursor<&'b [u8]>>);

impl<'b> Archive<'b> {
    fn open(bytes: &'b [u8]) -> Result<Self, String> {
        ZipArchive::new(Cursor::new(bytes))
            .map(Self)
            .map_err(|fault| format!("the archive is broken ({fault})"))
    }

    /// The text of an entry; none where there is no such entry.
    fn entry(&mut self, name: &str) -> Result<Option<String>, String> {
        let Ok(entry) = self.0.by_name(name) else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        let read = entry
            .take(UNPACKED + 1)
            .read_to_end(&mut bytes)
            .map_err(|fault| format!("the archive is broken ({fault})"))?;
        if read as u64 > UNPACKED {
            return Err(format!(
                "the document unpacks to more than {} MiB",
                UNPACKED >> 20
            ));
        }
        String::from_utf8(bytes)
            .map(Some)
            .map_err(|_| "the document is not UTF-8, as it must be".to_owned())
    }
}

/// The words as they are gathered.
#[derive(Default)]
struct Reading {
    lines: Lines,
    findings: Findings,
    line: String,
    part: Option<Part>,
    /// How deep in tables and notes, whose lines are theirs whatever their style.
    tables: usize,
    notes: usize,
    titled: bool,
}

impl Reading {
    /// Ends a paragraph; a cell's stays in the line of its row.
    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        let part = match self.part {
            _ if self.notes > 0 => Part::Footnote,
            _ if self.tables > 0 => Part::Table,
            part => part.unwrap_or(Part::Body),
        };
        if part == Part::Headline && !line.trim().is_empty() {
            if self.titled {
                self.lines.line(&line, Some(Part::Subheading));
                return;
            }
            self.titled = true;
            self.findings
                .add(Field::Title, &line, "the document's title line");
        }
        for line in line.split('\n') {
            self.lines.line(line, Some(part));
        }
    }
}
