//! What is seen instead of a document: an answer that says it is not there, a page that stands before
//! it, a stump of it. Such an answer is an observation, and describes nothing.

use super::{Asked, Piece};
use crate::import::document::{Document, Gate};
use crate::model::{Capture, Edtf, Observation, ObservationKind, Source};
use crate::store::Writing;

/// How many words a document must have had before fewer of them are suspicious.
const MANY_WORDS: usize = 60;
/// A text that has less than a third of the words is not taken for the same document.
const FEWER: usize = 3;

/// Why a piece is not the document, if it is not.
pub fn refusal(
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

/// What to do about it.
pub fn way_out(kind: ObservationKind) -> &'static str {
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

/// Notes an observation, unless the last says the same of the same day.
pub fn observe(body: &mut Source, observation: &Observation) {
    if body.observations.last() != Some(observation) {
        body.observations.push(observation.clone());
    }
}

/// A source that was gone or blocked and answers again is seen to be back.
pub fn back(body: &mut Source, asked: &Asked, writing: &Writing<'_>) {
    let away = [ObservationKind::Gone, ObservationKind::Blocked].map(Some);
    if body
        .observations
        .last()
        .is_some_and(|last| away.contains(&last.kind))
    {
        let on = day(asked, writing);
        body.observations.push(Observation {
            kind: Some(ObservationKind::Back),
            note: String::new(),
            on,
        });
    }
}

/// The day a document was consulted.
pub fn day(asked: &Asked, writing: &Writing<'_>) -> Option<Edtf> {
    let today = || Edtf::parse(&writing.time.day()).ok();
    asked.accessed.clone().or_else(today)
}
