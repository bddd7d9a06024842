//! Text documents of office programs: a ZIP archive with the words in one XML file.
//!
//! What the file says of its author and editing stays with the bytes.

mod docx;
mod odt;

use std::io::{Cursor, Read};

use quick_xml::events::{BytesRef, BytesStart};
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
    /// The lines that stand open round a note or a box, to go on after it.
    around: Vec<(String, Option<Part>)>,
}

impl Reading {
    /// Begins what stands within a paragraph and is none of its words: a note, a box.
    fn aside(&mut self) {
        self.around
            .push((std::mem::take(&mut self.line), self.part));
    }

    /// Goes on with the paragraph round it.
    fn back(&mut self) {
        self.end();
        (self.line, self.part) = self.around.pop().unwrap_or_default();
    }

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

/// What an entity or a number of a character stands for.
fn resolved(entity: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = entity.resolve_char_ref() {
        return letter.to_string();
    }
    let name = entity.decode().unwrap_or_default();
    quick_xml::escape::resolve_predefined_entity(&name)
        .unwrap_or_default()
        .to_owned()
}

/// An attribute of an element, whatever its namespace.
fn attribute(tag: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let found = tag
        .attributes()
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)?;
    Some(String::from_utf8_lossy(&found.value).into_owned())
}

/// The part that a style of paragraphs tells by its own name, which both formats write in English whatever
/// the language of the program.
fn part_of(style: &str) -> Option<Part> {
    let name = style
        .to_ascii_lowercase()
        .replace("_20_", "")
        .replace(' ', "");
    Some(match name.as_str() {
        "title" => Part::Headline,
        "subtitle" => Part::Standfirst,
        "caption" | "illustration" | "figure" => Part::Caption,
        name if name.starts_with("heading") => Part::Subheading,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
