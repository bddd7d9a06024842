//! Capturing: what was read of a source becomes a record, or, where it is not the document any more,
//! an observation.

use std::io::Read;

use crate::error::{Error, ErrorKind, Result};
use crate::import::document::metadata::chosen;
use crate::import::document::{Document, Field, Gate};
use crate::model::{
    Body, Capture, Edtf, Moment, Noun, Observation, ObservationKind, Source, Transcript, Uid,
};
use crate::store::{Writing, find, row};
use crate::text::changes::{self, Change};

/// How many words a document must have had before fewer of them are suspicious.
const MANY_WORDS: usize = 60;
/// A text that has less than a third of the words is not taken for the same document.
const FEWER: usize = 3;

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
        None => known(&pieces, asked, writing)?,
    };
    let stored = match known {
        Some(uid) => Some(source(uid, writing)?),
        None => None,
    };
    let earlier = match known {
        Some(uid) => earlier(uid, writing)?,
        None => Vec::new(),
    };
    if stored.is_none()
        && let Some((kind, what)) = pieces.iter().find_map(|piece| refusal(piece, None, asked))
    {
        return Err(
            Error::new(ErrorKind::NotFound, format!("{what}: nothing was captured"))
                .hint(way_out(kind)),
        );
    }
    let described: Vec<&Document> = pieces
        .iter()
        .filter(|piece| refusal(piece, None, asked).is_none())
        .map(|piece| &piece.document)
        .collect();
    let from = pieces
        .first()
        .map(|piece| piece.from.clone())
        .unwrap_or_default();
    let mut captured = described_by(&described, stored.as_ref(), &from, asked);
    let several = pieces.len() > 1;
    let uid = match known {
        Some(uid) => uid,
        None => writing.create(captured.body.clone())?,
    };
    captured.source = uid;
    captured.made = known.is_none();
    for (at, piece) in pieces.into_iter().enumerate() {
        let place = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let order = order(place, several, &piece.from, &earlier, asked)?;
        let before = earlier
            .iter()
            .rev()
            .find(|(_, held)| held.order.max(1) == order.max(1));
        let came = one(
            piece,
            order,
            before.filter(|_| !asked.add),
            uid,
            asked,
            writing,
        )?;
        match &came {
            Came::Observed { observation, .. } => observe(&mut captured.body, observation),
            Came::Same { .. } | Came::Again { .. } => back(&mut captured.body, asked, writing),
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
    let earlier = earlier(uid, writing)?;
    let fits = |held: &&(Uid, Capture)| asked.order == 0 || held.1.order == asked.order;
    let Some((capture, held)) = earlier.iter().rev().find(fits) else {
        return Err(
            Error::new(ErrorKind::NotFound, "nothing of the source is captured yet")
                .hint("name the file to capture beside --transcript"),
        );
    };
    let transcript = asked.transcript.clone();
    writing.edit(
        *capture,
        Capture {
            transcript,
            ..held.clone()
        },
    )?;
    Ok((uid, *capture))
}

/// Notes something that happened to a source.
///
/// # Errors
/// When there is no such source.
pub fn mark(uid: Uid, observation: Observation, writing: &mut Writing<'_>) -> Result<bool> {
    let mut body = source(uid, writing)?;
    observe(&mut body, &observation);
    writing.edit(uid, body)
}

/// The source that pieces are of: by its address, else by their bytes.
fn known(pieces: &[Piece<'_>], asked: &Asked, writing: &mut Writing<'_>) -> Result<Option<Uid>> {
    let mut addresses = vec![asked.fields.url.clone()];
    for piece in pieces {
        let found = chosen(&piece.document.found, Field::Url);
        addresses.extend(found.first().map(|found| found.value.clone()));
        addresses.extend([piece.asked.clone(), piece.from.clone()]);
    }
    for address in addresses
        .iter()
        .filter(|address| crate::store::source_key(address).is_some())
    {
        let found = find::sources_named(address, &writing.refs)?;
        if let Some(id) = found.first() {
            return Ok(Some(writing.refs.uid(Noun::Source, *id)?));
        }
        // The document may name another address as its own than the one it was fetched from.
        if let Some(uid) = find::captured_from(address, &writing.refs)? {
            return Ok(Some(uid));
        }
    }
    let [piece] = pieces else { return Ok(None) };
    find::captured_as(&piece.sha256, &writing.refs)
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

/// The captures of a source, the oldest first.
fn earlier(uid: Uid, writing: &mut Writing<'_>) -> Result<Vec<(Uid, Capture)>> {
    let mut found = Vec::new();
    for capture in find::captures_of(uid, &mut writing.refs)? {
        if let Some(Body::Capture(body)) = super::body_of(Noun::Capture, capture, writing)? {
            found.push((capture, *body));
        }
    }
    Ok(found)
}

/// The source as given, as it stands, and as its documents describe it, in that order.
fn described_by(
    documents: &[&Document],
    stored: Option<&Source>,
    from: &str,
    asked: &Asked,
) -> Captured {
    let given = &asked.fields;
    let mut body = stored.cloned().unwrap_or_default();
    let mut places = Vec::new();
    let mut left = Vec::new();
    let mut field = |of: Field, given: &str, stands: &mut String| {
        let found = documents
            .iter()
            .find_map(|document| chosen(&document.found, of).first().copied());
        if !given.is_empty() {
            given.clone_into(stands);
            return;
        }
        let Some(found) = found else { return };
        if stands.is_empty() {
            stands.clone_from(&found.value);
            places.push((of, found.place.clone()));
        } else if *stands != found.value {
            left.push((of, found.value.clone(), found.place.clone()));
        }
    };
    field(Field::Title, &given.title, &mut body.title);
    field(Field::Publisher, &given.publisher, &mut body.publisher);
    field(Field::Lang, &given.lang, &mut body.lang);
    field(Field::Url, &given.url, &mut body.url);
    let text = |date: &Option<Edtf>| date.as_ref().map(Edtf::to_string).unwrap_or_default();
    let mut published = text(&body.published);
    field(Field::Published, &text(&given.published), &mut published);
    body.published = Edtf::parse(&published).ok();
    let authors = documents
        .first()
        .map(|document| chosen(&document.found, Field::Author))
        .unwrap_or_default();
    if !given.authors.is_empty() {
        body.authors.clone_from(&given.authors);
    } else if body.authors.is_empty() && !authors.is_empty() {
        body.authors = authors.iter().map(|found| found.value.clone()).collect();
        places.push((Field::Author, authors[0].place.clone()));
    }
    for found in documents.iter().flat_map(|document| &document.found) {
        if found.field == Field::Modified {
            left.push((Field::Modified, found.value.clone(), found.place.clone()));
            break;
        }
    }
    if body.url.is_empty() && crate::store::source_key(from).is_some() {
        body.url = from.to_owned();
    }
    said(given, &mut body);
    if body.title.is_empty() && body.label.is_empty() && body.url.is_empty() && from != "-" {
        body.label = from.to_owned();
    }
    Captured {
        source: Uid::default(),
        made: false,
        body,
        places,
        left,
        pieces: Vec::new(),
    }
}

/// What no document says of itself, as given.
fn said(given: &Source, body: &mut Source) {
    // Without `..`: a new field must be overruled here too.
    let Source {
        archived,
        authors: _,
        confidential,
        kind,
        label,
        lang: _,
        note,
        observations: _,
        published: _,
        publisher: _,
        read_on,
        reliability,
        seen_in,
        title: _,
        url: _,
    } = given;
    body.archived.extend(
        archived
            .iter()
            .filter(|a| !body.archived.contains(a))
            .cloned()
            .collect::<Vec<_>>(),
    );
    body.confidential |= confidential;
    body.kind = kind.or(body.kind);
    body.reliability = reliability.or(body.reliability);
    body.seen_in = seen_in.or(body.seen_in);
    if read_on.is_some() {
        body.read_on.clone_from(read_on);
    }
    for (given, stands) in [(label, &mut body.label), (note, &mut body.note)] {
        if !given.is_empty() {
            stands.clone_from(given);
        }
    }
}

/// Which of a source's files a piece is; 0 where there is but one.
fn order(
    place: u32,
    several: bool,
    from: &str,
    earlier: &[(Uid, Capture)],
    asked: &Asked,
) -> Result<u32> {
    let most = earlier
        .iter()
        .map(|(_, held)| held.order.max(1))
        .max()
        .unwrap_or(0);
    if asked.add {
        return Ok(most + place);
    }
    if several {
        return Ok(place);
    }
    if asked.order > 0 {
        return Ok(asked.order);
    }
    if most <= 1 {
        return Ok(earlier.last().map_or(0, |(_, held)| held.order));
    }
    let same = earlier.iter().rev().find(|(_, held)| held.from == from);
    same.map(|(_, held)| held.order).ok_or_else(|| {
        Error::new(
            ErrorKind::Ambiguous,
            format!("the source has {most} files: which is captured again?"),
        )
        .hint("say which with --order N, or --add for one more")
    })
}

/// Why a piece is not the document, if it is not.
fn refusal(
    piece: &Piece<'_>,
    before: Option<&Capture>,
    asked: &Asked,
) -> Option<(ObservationKind, String)> {
    if asked.anyway {
        return None;
    }
    if let Some(refused) = &piece.refused {
        return Some(refused.clone());
    }
    match piece.document.gate {
        Some(Gate::Login) => {
            return Some((
                ObservationKind::Blocked,
                "the page asks for a login".to_owned(),
            ));
        }
        Some(Gate::Consent) => {
            return Some((
                ObservationKind::Blocked,
                "the page asks for consent to cookies".to_owned(),
            ));
        }
        None => {}
    }
    let held = before.filter(|before| !before.text.is_empty())?;
    let count = |text: &str| text.split_whitespace().count();
    let now = document_of(&piece.document);
    let (was, is) = (
        count(&held.document().join("\n")),
        count(&now.document().join("\n")),
    );
    (was >= MANY_WORDS && is * FEWER < was).then(|| {
        (
            ObservationKind::Gone,
            format!("it has {is} words, where {was} are held"),
        )
    })
}

fn way_out(kind: ObservationKind) -> &'static str {
    match kind {
        ObservationKind::Blocked => {
            "save the page in a browser where you can see it, and capture the file; or --anyway, to capture just this"
        }
        _ => "capture a copy from an archive or a saved file; or --anyway, to capture just this",
    }
}

/// What a document read is as a capture, to be held against another.
fn document_of(document: &Document) -> Capture {
    Capture {
        parts: document.parts.clone(),
        text: document.text.clone(),
        ..Capture::default()
    }
}

fn one(
    mut piece: Piece<'_>,
    order: u32,
    before: Option<&(Uid, Capture)>,
    source: Uid,
    asked: &Asked,
    writing: &mut Writing<'_>,
) -> Result<Came> {
    if let Some((kind, note)) = refusal(&piece, before.map(|(_, held)| held), asked) {
        let on = asked
            .accessed
            .clone()
            .or_else(|| Edtf::parse(&writing.time.day()).ok());
        return Ok(Came::Observed {
            observation: Observation {
                kind: Some(kind),
                note,
                on,
            },
            held: before.and_then(|(_, held)| held.at),
        });
    }
    if let Some((uid, held)) = before
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
        transcript: asked.transcript.clone(),
    };
    let capture = writing.create(body.clone())?;
    Ok(match before {
        None => Came::First(capture),
        Some((before, held)) => {
            let changes = changes::between(&held.document(), &body.document());
            Came::Again {
                capture,
                before: *before,
                at: held.at,
                around: changes.is_empty() && held.text != body.text,
                changes,
            }
        }
    })
}

/// Notes an observation, unless the last says the same of the same day.
fn observe(body: &mut Source, observation: &Observation) {
    if body.observations.last() != Some(observation) {
        body.observations.push(observation.clone());
    }
}

/// A source that was gone or blocked and answers again is seen to be back.
fn back(body: &mut Source, asked: &Asked, writing: &Writing<'_>) {
    let away = [ObservationKind::Gone, ObservationKind::Blocked].map(Some);
    if body
        .observations
        .last()
        .is_some_and(|last| away.contains(&last.kind))
    {
        let on = asked
            .accessed
            .clone()
            .or_else(|| Edtf::parse(&writing.time.day()).ok());
        body.observations.push(Observation {
            kind: Some(ObservationKind::Back),
            note: String::new(),
            on,
        });
    }
}
