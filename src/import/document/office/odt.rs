//! OpenDocument: `content.xml`.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::docx::resolved;
use super::{Archive, DEEPEST, Reading};
use crate::model::Part;

/// Elements whose words are not printed: deleted text, comments, numbers of notes, scripts.
const UNPRINTED: &[&[u8]] = &[
    b"tracked-changes",
    b"annotation",
    b"note-citation",
    b"script",
    b"forms",
    b"desc",
    b"title",
];

/// Reads the words of a document.
pub fn read(archive: &mut Archive<'_>, reading: &mut Reading) -> Result<(), String> {
    let Some(content) = archive.entry("content.xml")? else {
        return Err("the document has no words in it".to_owned());
    };
    let mut reader = Reader::from_str(&content);
    let (mut depth, mut skipped, mut within) = (0_usize, 0_usize, 0_usize);
    // The paragraph that a note stands in goes on after it.
    let mut around: Vec<(String, Option<Part>)> = Vec::new();
    loop {
        let event = reader
            .read_event()
            .map_err(|fault| format!("the document is broken ({fault})"))?;
        match event {
            Event::Eof => return Ok(()),
            Event::Start(tag) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err("the document is nested deeper than any program writes".to_owned());
                }
                if skipped > 0 || UNPRINTED.contains(&tag.local_name().as_ref()) {
                    skipped += 1;
                    continue;
                }
                match tag.local_name().as_ref() {
                    b"p" | b"h" => {
                        if reading.tables == 0 || reading.notes > 0 {
                            reading.end();
                        }
                        reading.part = style(&tag);
                        within += 1;
                    }
                    b"table" => {
                        reading.end();
                        reading.tables += 1;
                    }
                    b"note-body" => {
                        around.push((std::mem::take(&mut reading.line), reading.part));
                        reading.notes += 1;
                    }
                    _ => {}
                }
            }
            Event::Empty(tag) if skipped == 0 && within > 0 => match tag.local_name().as_ref() {
                b"tab" => reading.line.push('\t'),
                b"line-break" => reading.line.push('\n'),
                b"s" => {
                    let many = attribute(&tag, b"c")
                        .and_then(|c| c.parse().ok())
                        .unwrap_or(1);
                    reading.line.push_str(&" ".repeat(std::cmp::min(many, 100)));
                }
                _ => {}
            },
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                if skipped > 0 {
                    skipped -= 1;
                    continue;
                }
                match tag.local_name().as_ref() {
                    b"p" | b"h" => {
                        within = within.saturating_sub(1);
                        if reading.tables > 0 && reading.notes == 0 {
                            reading.line.push(' ');
                        } else {
                            reading.end();
                        }
                    }
                    b"table-cell" => {
                        let kept = reading.line.trim_end_matches(' ').len();
                        reading.line.truncate(kept);
                        reading.line.push('\t');
                    }
                    b"table-row" => reading.end(),
                    b"table" => {
                        reading.end();
                        reading.tables = reading.tables.saturating_sub(1);
                    }
                    b"note-body" => {
                        reading.end();
                        reading.notes = reading.notes.saturating_sub(1);
                        (reading.line, reading.part) = around.pop().unwrap_or_default();
                    }
                    _ => {}
                }
            }
            Event::Text(words) if within > 0 && skipped == 0 => {
                // White space is laid out; what is printed stands in elements of its own.
                let words = words.decode().map_err(|fault| fault.to_string())?;
                for (at, word) in words.split(|c: char| c.is_ascii_whitespace()).enumerate() {
                    if at > 0 && !reading.line.ends_with([' ', '\n', '\t']) {
                        reading.line.push(' ');
                    }
                    reading.line.push_str(word);
                }
            }
            Event::GeneralRef(entity) if within > 0 && skipped == 0 => {
                reading.line.push_str(&resolved(&entity))
            }
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let found = tag
        .attributes()
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)?;
    Some(String::from_utf8_lossy(&found.value).into_owned())
}

fn style(tag: &BytesStart<'_>) -> Option<Part> {
    let style = attribute(tag, b"style-name")
        .unwrap_or_default()
        .to_ascii_lowercase();
    match style.as_str() {
        "title" => Some(Part::Headline),
        "subtitle" => Some(Part::Standfirst),
        _ if tag.local_name().as_ref() == b"h" => Some(Part::Subheading),
        "caption" | "illustration" | "figure" => Some(Part::Caption),
        _ => None,
    }
}
