//! Capturing: what was read of a source becomes a record, or, where it is not the document any more,
//! an observation.

mod described;
mod known;
mod seen;

use std::io::Read;

use crate::error::{Error, ErrorKind, Result};
use crate::import::document::{Document, Field};
use crate::model::{
    Body, Capture, Edtf, Moment, Noun, Observation, ObservationKind, Source, Transcript, Uid,
};
use crate::store::find::{self, Held};
use crate::store::{Writing, row};
use crate::text::changes::{self, Change};

/// Opens the bytes of a piece again.
pub type Reopen<'b> = Box<dyn FnMut() -> Result<Box<dyn Read>> + 'b>;

/// One file or answer of a source.
pub struct Piece<'b> {
    /// What was read of it.
    pub document: Document,
    /// The address that was asked for, which may have led elsewhere; empty for a file.
    pub asked: String,
    /// Where it came from: an address, or a file's name.
    pub from: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// How many bytes.
    pub size: u64,
    /// The bytes.
    pub bytes: Reopen<'b>,
    /// What the server said instead of giving the document.
    pub refused: Option<(ObservationKind, String)>,
}

/// What is asked of a capture, beside the bytes.
#[derive(Default)]
pub struct Asked {
    /// The source; else it is found by address or content, else made.
    pub source: Option<Uid>,
    /// What is said of the source: overrules what is found.
    pub fields: Source,
    /// The day it was consulted.
    pub accessed: Option<Edtf>,
    /// Where a copy is archived.
    pub archived: String,
    /// The words of a photo or recording.
    pub transcript: Option<Transcript>,
    /// Which of the source's several files it is; 0 for the one or the first.
    pub order: u32,
    /// Whether it is one more file of the source, and not the same again.
    pub add: bool,
    /// Whether it is the document, whatever it looks like.
    pub anyway: bool,
}

/// What became of the pieces.
pub struct Captured {
    /// The source.
    pub source: Uid,
    /// Whether it was made.
    pub made: bool,
    /// As it now stands.
    pub body: Source,
    /// Where each of its fields was found; nothing of what was there before.
    pub places: Vec<(Field, String)>,
    /// What a document says of itself that is not what the source has, and was left.
    pub left: Vec<(Field, String, String)>,
    /// What became of each piece.
    pub pieces: Vec<Came>,
}

/// What became of a piece.
#[derive(Clone, Debug, PartialEq)]
pub enum Came {
    /// Captured for the first time.
    First(Uid),
    /// Nothing new: the very bytes of an earlier capture.
    Same {
        /// The earlier capture.
        before: Uid,
        /// When that was.
        at: Option<Moment>,
    },
    /// Captured again.
    Again {
        /// The capture made.
        capture: Uid,
        /// The one before it.
        before: Uid,
        /// When that was.
        at: Option<Moment>,
        /// What changed in the document.
        changes: Vec<Change>,
        /// Whether the page around it changed.
        around: bool,
    },
    /// Not the document: seen, and nothing captured.
    Observed {
        /// What was seen.
        observation: Observation,
        /// When the source was captured last.
        held: Option<Moment>,
    },
}

/// A piece, and where it belongs.
struct Placed<'b> {
    piece: Piece<'b>,
    order: u32,
    /// The capture before it of the same file.
    before: Option<(Uid, Capture)>,
    /// Why it is not the document, if it is not.
    refused: Option<(ObservationKind, String)>,
}

/// Records the pieces of one source, in order.
///
/// # Errors
/// When there is nothing to hold, or it is not said which file of several is meant.
pub fn capture(
    pieces: Vec<Piece<'_>>,
    asked: &Asked,
    writing: &mut Writing<'_>,
) -> Result<Captured> {
    let known = match asked.source {
        Some(uid) => Some(uid),
        None => known::known(&pieces, asked, writing)?,
    };
    let (stored, earlier) = match known {
        Some(uid) => (
            Some(source(uid, writing)?),
            find::captures_of(uid, &writing.refs)?,
        ),
        None => (None, Vec::new()),
    };
    let several = pieces.len() > 1;
    let mut placed = Vec::new();
    for (at, piece) in pieces.into_iter().enumerate() {
        let place = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let order = order(place, several, &piece.from, &earlier, asked)?;
        let before = match asked.add {
            true => None,
            false => newest(order, &earlier, writing)?,
        };
        let held = before.as_ref().map(|(_, held)| held);
        let refused = seen::refusal(&piece, held, asked);
        placed.push(Placed {
            piece,
            order,
            before,
            refused,
        });
    }
    if stored.is_none()
        && let Some((kind, what)) = placed.iter().find_map(|placed| placed.refused.as_ref())
    {
        return Err(
            Error::new(ErrorKind::NotFound, format!("{what}: nothing was captured"))
                .hint(seen::way_out(*kind)),
        );
    }
    // What is not the document does not describe it.
    let documents = placed.iter().filter(|placed| placed.refused.is_none());
    let documents: Vec<&Piece<'_>> = documents.map(|placed| &placed.piece).collect();
    let mut captured = described::described(&documents, stored.as_ref(), asked);
    let uid = match known {
        Some(uid) => uid,
        None => writing.create(captured.body.clone())?,
    };
    captured.source = uid;
    captured.made = known.is_none();
    for placed in placed {
        let came = one(placed, uid, asked, writing)?;
        match &came {
            Came::Observed { observation, .. } => seen::observe(&mut captured.body, observation),
            Came::Same { .. } | Came::Again { .. } => {
                seen::back(&mut captured.body, asked, writing);
            }
            Came::First(_) => {}
        }
        captured.pieces.push(came);
    }
    writing.edit(uid, captured.body.clone())?;
    writing.settle()?;
    Ok(captured)
}

/// Adds or replaces the transcript of a source's newest capture, of one file if several.
///
/// # Errors
/// When the source holds no such capture.
pub fn transcribe(asked: &Asked, writing: &mut Writing<'_>) -> Result<(Uid, Uid)> {
    let uid = asked
        .source
        .ok_or_else(|| Error::input("a transcript needs a source").hint("name it with --source"))?;
    let earlier = find::captures_of(uid, &writing.refs)?;
    let order = match asked.order {
        0 => earlier.last().map_or(0, |held| held.order),
        order => order,
    };
    let Some((capture, held)) = newest(order, &earlier, writing)? else {
        return Err(
            Error::new(ErrorKind::NotFound, "nothing of the source is captured yet")
                .hint("name the file to capture beside --transcript"),
        );
    };
    let transcript = asked.transcript.clone();
    writing.edit(capture, Capture { transcript, ..held })?;
    Ok((uid, capture))
}

/// Notes something that happened to a source.
///
/// # Errors
/// When there is no such source.
pub fn mark(uid: Uid, observation: Observation, writing: &mut Writing<'_>) -> Result<bool> {
    let mut body = source(uid, writing)?;
    seen::observe(&mut body, &observation);
    writing.edit(uid, body)
}

fn source(uid: Uid, writing: &mut Writing<'_>) -> Result<Source> {
    let id = writing.refs.find(Noun::Source, uid)?;
    let read = id
        .map(|id| row::read_as::<Source>(id, &mut writing.refs))
        .transpose()?
        .flatten();
    read.map(|(body, _)| body)
        .ok_or_else(|| Error::new(ErrorKind::NotFound, format!("there is no source {uid}")))
}

/// The newest capture of one of a source's files.
fn newest(
    order: u32,
    earlier: &[Held],
    writing: &mut Writing<'_>,
) -> Result<Option<(Uid, Capture)>> {
    let held = earlier
        .iter()
        .rev()
        .find(|held| held.file() == order.max(1));
    let Some(held) = held else { return Ok(None) };
    match super::body_of(Noun::Capture, held.uid, writing)? {
        Some(Body::Capture(body)) => Ok(Some((held.uid, *body))),
        _ => Ok(None),
    }
}

/// Which of a source's files a piece is; 0 where there is but one.
fn order(place: u32, several: bool, from: &str, earlier: &[Held], asked: &Asked) -> Result<u32> {
    let most = earlier.iter().map(Held::file).max().unwrap_or(0);
    if asked.add {
        return most
            .checked_add(place)
            .ok_or_else(|| Error::input(format!("no file comes after the source's file {most}")));
    }
    if several {
        return Ok(place);
    }
    if asked.order > 0 {
        return Ok(asked.order);
    }
    if most <= 1 {
        return Ok(earlier.last().map_or(0, |held| held.order));
    }
    let same = earlier.iter().rev().find(|held| held.from == from);
    same.map(|held| held.order).ok_or_else(|| {
        Error::new(
            ErrorKind::Ambiguous,
            format!("the source has {most} files: which is captured again?"),
        )
        .hint("say which with --order N, or --add for one more")
    })
}

fn one(placed: Placed<'_>, source: Uid, asked: &Asked, writing: &mut Writing<'_>) -> Result<Came> {
    let Placed {
        mut piece,
        order,
        before,
        refused,
    } = placed;
    if let Some((kind, note)) = refused {
        return Ok(Came::Observed {
            observation: Observation {
                kind: Some(kind),
                note,
                on: seen::day(asked, writing),
            },
            held: before.and_then(|(_, held)| held.at),
        });
    }
    if let Some((uid, held)) = &before
        && held.sha256 == piece.sha256
        && held.reader == piece.document.reader
        && asked.accessed.is_none()
        && asked.archived.is_empty()
        && asked.transcript.is_none()
    {
        // An import brings captures without their bytes.
        writing.keep_bytes(&piece.sha256, &mut (piece.bytes)()?)?;
        return Ok(Came::Same {
            before: *uid,
            at: held.at,
        });
    }
    writing.keep_bytes(&piece.sha256, &mut (piece.bytes)()?)?;
    let Document {
        media_type,
        reader,
        text,
        parts,
        pages,
        ..
    } = piece.document;
    // The words of a recording are those of its bytes, whenever they are captured.
    let same = before
        .as_ref()
        .filter(|(_, held)| held.sha256 == piece.sha256);
    let heard = same.and_then(|(_, held)| held.transcript.clone());
    let body = Capture {
        accessed: asked.accessed.clone(),
        archived: asked.archived.clone(),
        at: Some(writing.time),
        from: piece.from,
        media_type,
        order,
        pages,
        parts,
        reader,
        sha256: piece.sha256,
        size: piece.size,
        source,
        text,
        transcript: asked.transcript.clone().or(heard),
    };
    let capture = writing.create(body.clone())?;
    Ok(match before {
        None => Came::First(capture),
        Some((before, held)) => {
            let changes = changes::between(&held.document(), &body.document());
            Came::Again {
                capture,
                before,
                at: held.at,
                around: changes.is_empty() && held.text != body.text,
                changes,
            }
        }
    })
}
