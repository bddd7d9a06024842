//! Office Open XML: `word/document.xml`, then the notes.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Archive, DEEPEST, Reading, attribute, part_of, resolved};
use crate::model::Part;

/// Elements whose words are not printed: deleted text, field codes, the copy for old programs.
const UNPRINTED: &[&[u8]] = &[b"del", b"moveFrom", b"instrText", b"delText", b"Fallback"];

/// Reads the words of a document.
pub fn read(archive: &mut Archive<'_>, reading: &mut Reading) -> Result<(), String> {
    let Some(body) = archive.entry("word/document.xml")? else {
        return Err("the document has no words in it".to_owned());
    };
    let styles = archive.entry("word/styles.xml")?;
    let styles = Styles::read(&styles.unwrap_or_default())?;
    words(&body, &styles, reading)?;
    reading.end();
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(notes) = archive.entry(notes)? {
            reading.notes += 1;
            words(&notes, &styles, reading)?;
            reading.end();
            reading.notes -= 1;
        }
    }
    Ok(())
}

fn words(xml: &str, styles: &Styles, reading: &mut Reading) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    let (mut depth, mut skipped) = (0_usize, 0_usize);
    let (mut run, mut text, mut hidden) = (false, false, false);
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
                let name = tag.local_name();
                if skipped > 0 || UNPRINTED.contains(&name.as_ref()) {
                    skipped += 1;
                    continue;
                }
                match name.as_ref() {
                    b"t" => text = true,
                    b"p" if reading.tables == 0 => {
                        reading.end();
                        reading.part = None;
                    }
                    b"r" => (run, hidden) = (true, false),
                    b"txbxContent" => reading.aside(),
                    b"tbl" => {
                        reading.end();
                        reading.tables += 1;
                    }
                    _ => {}
                }
            }
            Event::Empty(tag) if skipped == 0 => match tag.local_name().as_ref() {
                b"tab" if run => reading.line.push('\t'),
                b"br" | b"cr" if run => reading.line.push('\n'),
                b"noBreakHyphen" => reading.line.push('\u{2011}'),
                b"softHyphen" => reading.line.push('\u{ad}'),
                b"vanish" => hidden = is_on(&tag),
                b"pStyle" => {
                    let style = attribute(&tag, b"val").unwrap_or_default();
                    reading.part = styles.part(&style);
                }
                b"outlineLvl" if reading.part.is_none() => {
                    let level = attribute(&tag, b"val").unwrap_or_default();
                    reading.part = (level != "9").then_some(Part::Subheading);
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
                    b"t" => text = false,
                    b"r" => run = false,
                    b"txbxContent" => {
                        reading.back();
                        run = true;
                    }
                    b"p" if reading.tables > 0 => reading.line.push(' '),
                    b"p" => reading.end(),
                    b"tc" => {
                        let kept = reading.line.trim_end_matches(' ').len();
                        reading.line.truncate(kept);
                        reading.line.push('\t');
                    }
                    b"tr" => reading.end(),
                    b"tbl" => {
                        reading.end();
                        reading.tables = reading.tables.saturating_sub(1);
                    }
                    _ => {}
                }
            }
            Event::Text(words) if text && !hidden => {
                let words = words.decode().map_err(|fault| fault.to_string())?;
                reading.line.push_str(&words);
            }
            Event::GeneralRef(entity) if text && !hidden => {
                reading.line.push_str(&resolved(&entity))
            }
            _ => {}
        }
    }
}

/// The styles of a document: what each is called, and on which it is based.
#[derive(Default)]
struct Styles(HashMap<String, (String, String)>);

impl Styles {
    fn read(xml: &str) -> Result<Self, String> {
        let (mut reader, mut styles, mut id) = (Reader::from_str(xml), Self::default(), None);
        loop {
            let event = reader
                .read_event()
                .map_err(|fault| format!("the document is broken ({fault})"))?;
            let (Event::Start(tag) | Event::Empty(tag)) = event else {
                match event {
                    Event::Eof => return Ok(styles),
                    _ => continue,
                }
            };
            let value = || attribute(&tag, b"val").unwrap_or_default();
            match tag.local_name().as_ref() {
                b"style" => id = attribute(&tag, b"styleId"),
                b"name" => styles.of(&id).0 = value(),
                b"basedOn" => styles.of(&id).1 = value(),
                _ => {}
            }
        }
    }

    fn of(&mut self, id: &Option<String>) -> &mut (String, String) {
        self.0.entry(id.clone().unwrap_or_default()).or_default()
    }

    /// The part that a style tells, or one that it is based on.
    fn part(&self, id: &str) -> Option<Part> {
        let mut id = id;
        for _ in 0..=self.0.len() {
            let Some((name, based_on)) = self.0.get(id) else {
                return part_of(id);
            };
            if let Some(part) = part_of(name) {
                return Some(part);
            }
            id = based_on;
        }
        None
    }
}

/// Whether a property that is on by being there is not switched off.
fn is_on(tag: &BytesStart<'_>) -> bool {
    let value = attribute(tag, b"val");
    !value.is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off"))
}
