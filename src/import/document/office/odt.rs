//! OpenDocument: `content.xml`.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Archive, DEEPEST, Reading, attribute, part_of, resolved};
use crate::model::Part;

/// Elements whose words are not printed: deleted text, comments, numbers of notes, scripts.
const UNPRINTED: &[&[u8]] = &[
    b"tracked-changes",
    b"annotation",
    b"note-citation",
    b"script",
    b"forms",
];
/// The description of a drawing, for who cannot see it; a field that prints a title is called so too.
const DESCRIBED: &[&[u8]] = &[b"svg:desc", b"svg:title"];

/// Reads the words of a document.
pub fn read(archive: &mut Archive<'_>, reading: &mut Reading) -> Result<(), String> {
    let Some(content) = archive.entry("content.xml")? else {
        return Err("the document has no words in it".to_owned());
    };
    let mut reader = Reader::from_str(&content);
    let (mut depth, mut skipped, mut within) = (0_usize, 0_usize, 0_usize);
    // What is set by hand is a style of its own, that stands on the one chosen.
    let mut parents: HashMap<String, String> = HashMap::new();
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
                let unprinted = UNPRINTED.contains(&tag.local_name().as_ref())
                    || DESCRIBED.contains(&tag.name().as_ref());
                if skipped > 0 || unprinted {
                    skipped += 1;
                    continue;
                }
                match tag.local_name().as_ref() {
                    b"style" => known(&tag, &mut parents),
                    b"p" | b"h" => {
                        if reading.tables == 0 || reading.notes > 0 {
                            reading.end();
                        }
                        reading.part = part(&tag, &parents);
                        within += 1;
                    }
                    b"table" => {
                        reading.end();
                        reading.tables += 1;
                    }
                    b"note-body" => {
                        reading.aside();
                        reading.notes += 1;
                    }
                    b"text-box" => reading.aside(),
                    _ => {}
                }
            }
            Event::Empty(tag) if tag.local_name().as_ref() == b"style" => {
                known(&tag, &mut parents);
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
                        reading.back();
                    }
                    b"text-box" => reading.back(),
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

fn known(style: &BytesStart<'_>, parents: &mut HashMap<String, String>) {
    let name = attribute(style, b"name");
    if let (Some(name), Some(parent)) = (name, attribute(style, b"parent-style-name")) {
        parents.insert(name, parent);
    }
}

/// The part that a paragraph's style tells, or one that it stands on.
fn part(tag: &BytesStart<'_>, parents: &HashMap<String, String>) -> Option<Part> {
    let mut style = attribute(tag, b"style-name").unwrap_or_default();
    let is_heading = tag.local_name().as_ref() == b"h";
    for _ in 0..=parents.len() {
        if let Some(part) = part_of(&style) {
            return Some(part);
        }
        match parents.get(&style) {
            Some(parent) => style.clone_from(parent),
            None => break,
        }
    }
    is_heading.then_some(Part::Subheading)
}
