//! PDF: the words of each page, a printed line a line.
//!
//! What the file says of its author and of the program that made it stays with the bytes: it tells
//! whose computer it was, not who wrote the document.

mod drawing;
mod font;
mod matrix;
mod pen;

use lopdf::{Document as Pdf, Object};

use drawing::Drawings;
use font::Twins;

use super::lines::Lines;
use super::metadata::{self, Findings};
use super::{Document, Field};
use crate::model::Part;

/// Reads a PDF document.
pub fn read(bytes: &[u8]) -> Document {
    let mut pdf = match Pdf::load_mem(bytes) {
        Ok(pdf) => pdf,
        Err(fault) => {
            return unread(format!(
                "the PDF is broken ({fault}): its bytes are kept without text"
            ));
        }
    };
    if pdf.is_encrypted() && pdf.decrypt("").is_err() {
        return unread("the PDF asks for a password: its bytes are kept without text".to_owned());
    }
    let twins = Twins::make(&mut pdf);
    let mut drawings = Drawings::of(&pdf, &twins);
    let mut lines = Lines::default();
    let mut pages = Vec::new();
    let (mut unreadable, mut lossy) = (Vec::new(), Vec::new());
    for (number, id) in pdf.get_pages() {
        pages.push(lines.next());
        match drawings.page(id) {
            Ok(words) => {
                for line in words.text.lines() {
                    lines.line(&unligatured(line.trim()), Some(Part::Body));
                }
                if words.lost {
                    lossy.push(number.to_string());
                }
            }
            Err(_) => unreadable.push(number.to_string()),
        }
    }
    let end = u32::try_from(lines.text.chars().count()).unwrap_or(u32::MAX);
    pages.iter_mut().for_each(|page| *page = (*page).min(end));
    let mut said = Vec::new();
    if !unreadable.is_empty() {
        said.push(format!(
            "the text of these pages cannot be read: {}",
            unreadable.join(", ")
        ));
    }
    if !lossy.is_empty() {
        said.push(format!(
            "words are missing on these pages, whose fonts do not tell their letters: {}",
            lossy.join(", ")
        ));
    }
    if pages.is_empty() {
        said.push("no page of the PDF can be read: the bytes are kept without text".to_owned());
    } else if lines.text.is_empty() && unreadable.len() < pages.len() {
        said.push(
            "the PDF has no text, its pages may be pictures: the bytes are kept; --transcript adds the words"
                .to_owned(),
        );
    }
    let found = find(&pdf, &lines.text);
    Document {
        reader: "pdf/1".to_owned(),
        text: lines.text,
        pages,
        found,
        said,
        ..Document::default()
    }
}

fn unread(why: String) -> Document {
    Document {
        said: vec![why],
        ..Document::default()
    }
}

/// The letters of ligatures, which are the font's and not the document's.
fn unligatured(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for letter in line.chars() {
        match letter {
            '\u{fb00}' => out.push_str("ff"),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            '\u{fb03}' => out.push_str("ffi"),
            '\u{fb04}' => out.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => out.push_str("st"),
            other => out.push(other),
        }
    }
    out
}

/// The title, where the pages print it too (programs fill it with the names of files), and the
/// language.
fn find(pdf: &Pdf, text: &str) -> Vec<super::Found> {
    let mut findings = Findings::default();
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let title = pdf
        .trailer
        .get(b"Info")
        .ok()
        .and_then(|info| match info {
            Object::Reference(id) => pdf.get_dictionary(*id).ok(),
            other => other.as_dict().ok(),
        })
        .and_then(|info| info.get(b"Title").ok())
        .and_then(|title| lopdf::decode_text_string(title).ok());
    if let Some(title) = title {
        let (title_letters, start) = (
            letters(&title),
            letters(&text.chars().take(4000).collect::<String>()),
        );
        if title_letters.len() > 3 && start.contains(&title_letters) {
            findings.add(
                Field::Title,
                &title,
                "PDF title, printed on its first pages",
            );
        }
    }
    let lang = pdf
        .catalog()
        .ok()
        .and_then(|catalog| catalog.get(b"Lang").ok());
    if let Some(tag) = lang
        .and_then(|lang| lopdf::decode_text_string(lang).ok())
        .and_then(|lang| metadata::lang(&lang))
    {
        findings.add(Field::Lang, &tag, "PDF language");
    }
    findings.all()
}

#[cfg(test)]
mod tests;
