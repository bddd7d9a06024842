//! Documents: what a source's bytes say, as text, with its parts, its pages and what it says of
//! itself.
//!
//! The text is the words as printed, in the order of the document: a paragraph a line, spaces as the
//! page shows them (runs of plain white space are one space; no-break and thin spaces, soft hyphens
//! and every mark stay as they are). Whatever is read is said by whom ([`Document::reader`]) and kept
//! with the bytes, so that a better reader can read them again.
//!
//! Nothing here trusts its input. A reader may still take long or fail within a library: the command
//! line runs it in a process of its own, with limits.

mod charset;
mod html;
mod kind;
mod lines;
mod markdown;
pub mod metadata;
mod office;
mod pdf;
mod plain;
pub mod transcript;

use serde::{Deserialize, Serialize};

pub use kind::Kind;

use crate::model::TextPart;

/// The largest document whose text is read. Larger ones are kept as bytes.
pub const LARGEST: u64 = 64 << 20;

/// What is known of bytes before they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hints {
    /// Their file's name, or the last part of their address.
    pub name: String,
    /// The media type that came with them, such as a server's `text/html`.
    pub media_type: String,
    /// The encoding that came with them.
    pub charset: String,
    /// The encoding that the user says they have: believed.
    pub encoding: String,
    /// Their address.
    pub url: String,
}

/// What a document says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The media type, as the bytes show it.
    pub media_type: String,
    /// What read the text, and its version; empty where none was read.
    pub reader: String,
    /// The words.
    pub text: String,
    /// Which stretches of the text are what part.
    pub parts: Vec<TextPart>,
    /// Where each page begins in the text, in code points.
    pub pages: Vec<u32>,
    /// What it says of itself, the surest first.
    pub found: Vec<Found>,
    /// What should be known of how it was read.
    pub said: Vec<String>,
    /// Whether it is the page of a login or of a consent to cookies, and not a document.
    pub gate: Option<Gate>,
}

/// Something that a document says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What it is about.
    pub field: Field,
    /// The words, or a date in EDTF.
    pub value: String,
    /// Where it was found.
    pub place: String,
}

/// What a document may say of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Field {
    /// Its title.
    Title,
    /// One who wrote it.
    Author,
    /// Who published it.
    Publisher,
    /// Its language.
    Lang,
    /// When it was published.
    Published,
    /// When it was last changed: shown, and never taken for when it was published.
    Modified,
    /// Its own address.
    Url,
}

/// What stands before a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gate {
    /// A page that asks who is there.
    Login,
    /// A page that asks for consent to cookies.
    Consent,
}

/// Whether an encoding is called so.
pub fn is_encoding(name: &str) -> bool {
    encoding_rs::Encoding::for_label(name.trim().as_bytes()).is_some()
}

/// Reads a document. Of bytes that hold no text that can be read, says so.
pub fn read(bytes: &[u8], hints: &Hints) -> Document {
    let kind = Kind::of(bytes, hints);
    let mut document = match kind {
        Kind::Html => html::read(bytes, hints),
        Kind::Plain => plain::read(bytes, hints),
        Kind::Pdf => pdf::read(bytes),
        Kind::Docx => office::docx(bytes),
        Kind::Odt => office::odt(bytes),
        Kind::Subtitles => plain::subtitles(bytes, hints),
        Kind::Markdown => markdown::read(bytes, hints),
        _ => {
            let mut none = Document::default();
            none.said
                .push(format!("{}: kept without text", kind.noun()));
            none
        }
    };
    if let Some(named) = kind::belied(bytes, hints, kind) {
        document.said.insert(0, named);
    }
    document.media_type = kind.media_type(bytes, hints);
    document
}
