//! Office Open XML: `word/document.xml`, then the notes.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Archive, DEEPEST, Reading};
use crate::model::Part;

/// Elements whose words are not printed: deleted text, field codes, the copy for old programs.
const UNPRINTED: &[&[u8]] = &[
    b"del",
    b"moveFrom",
    b"instrText",
    b"delText",
    b"Fallback",
    b"pict",
];

/// Reads the words of a document.
pub fn read(archive: &mut Archive<'_>, reading: &mut Reading) -> Result<(), String> {
    let Some(body) = archive.entry("word/document.xml")? else {
        return Err("the document has no words in it".to_owned());
    };
    words(&body, reading)?;
    reading.end();
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(notes) = archive.entry(notes)? {
            reading.notes += 1;
            words(&notes, reading)?;
            reading.end();
            reading.notes -= 1;
        }
    }
    Ok(())
}

fn words(xml: &str, reading: &mut Reading) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    let (mut depth, mut skipped, mut text, mut hidden) = (0_usize, 0_usize, false, false);
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
                    b"r" => hidden = false,
                    b"tbl" => {
                        reading.end();
                        reading.tables += 1;
                    }
                    _ => {}
                }
            }
            Event::Empty(tag) if skipped == 0 => match tag.local_name().as_ref() {
                b"tab" => reading.line.push('\t'),
                b"br" | b"cr" => reading.line.push('\n'),
                b"noBreakHyphen" => reading.line.push('\u{2011}'),
                b"softHyphen" => reading.line.push('\u{ad}'),
                b"vanish" => hidden = true,
                b"pStyle" => reading.part = style(&tag),
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

/// What an entity or a number of a character stands for.
pub(super) fn resolved(entity: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = entity.resolve_char_ref() {
        return letter.to_string();
    }
    let name = entity.decode().unwrap_or_default();
    quick_xml::escape::resolve_predefined_entity(&name)
        .unwrap_or_default()
        .to_owned()
}

/// The part that a paragraph's style tells. Identifiers of styles stay English in most translations.
fn style(tag: &BytesStart<'_>) -> Option<Part> {
    let value = tag
        .attributes()
        .flatten()
        .find(|a| a.key.local_name().as_ref() == b"val")?;
    let name = String::from_utf8_lossy(&value.value).to_ascii_lowercase();
    Some(match name.as_str() {
        "title" | "titre" | "titel" | "titulo" | "titolo" => Part::Headline,
        "subtitle" | "sous-titre" | "untertitel" => Part::Standfirst,
        "caption" | "lgende" | "beschriftung" => Part::Caption,
        other
            if other.starts_with("heading")
                || other.starts_with("titre")
                || other.starts_with("berschrift") =>
        {
            Part::Subheading
        }
        _ => return None,
    })
}
