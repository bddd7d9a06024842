//! What a source is said to be: as given, as it stands, and as its documents describe it.

use super::{Asked, Captured, Piece};
use crate::import::document::metadata::chosen;
use crate::import::document::{Field, Found};
use crate::model::{Edtf, Source, Uid};
use crate::store::source_key;

use super::known::own_address;

/// The source as given, as it stands, and as its documents describe it, in that order.
pub fn described(pieces: &[&Piece<'_>], stored: Option<&Source>, asked: &Asked) -> Captured {
    let given = &asked.fields;
    let mut body = stored.cloned().unwrap_or_default();
    let mut places = Vec::new();
    let mut left = Vec::new();
    let first = |of: Field| {
        let found = pieces.iter().flat_map(|piece| &piece.document.found);
        found.into_iter().find(|found| found.field == of)
    };
    let mut field = |of: Field, given: &str, stands: &mut String, found: Option<&Found>| {
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
    let text = |date: &Option<Edtf>| date.as_ref().map(Edtf::to_string).unwrap_or_default();
    let mut published = text(&body.published);
    let given_day = text(&given.published);
    for (of, given, stands) in [
        (Field::Title, &given.title, &mut body.title),
        (Field::Publisher, &given.publisher, &mut body.publisher),
        (Field::Lang, &given.lang, &mut body.lang),
        (Field::Published, &given_day, &mut published),
    ] {
        field(of, given, stands, first(of));
    }
    body.published = Edtf::parse(&published).ok();
    let own = pieces.iter().find_map(|piece| own_address(piece));
    let from = pieces.first().map_or("", |piece| piece.from.as_str());
    field(Field::Url, &given.url, &mut body.url, own);
    if body.url.is_empty() && source_key(from).is_some() {
        from.clone_into(&mut body.url);
    }
    let key = source_key(&body.url);
    left.retain(|(of, value, _)| *of != Field::Url || source_key(value) != key);
    if let Some(other) = first(Field::Url)
        && own.is_none()
        && source_key(&other.value) != key
    {
        left.push((Field::Url, other.value.clone(), other.place.clone()));
    }
    let authors = pieces
        .first()
        .map(|piece| chosen(&piece.document.found, Field::Author))
        .unwrap_or_default();
    if !given.authors.is_empty() {
        body.authors.clone_from(&given.authors);
    } else if body.authors.is_empty() && !authors.is_empty() {
        body.authors = authors.iter().map(|found| found.value.clone()).collect();
        places.push((Field::Author, authors[0].place.clone()));
    }
    if let Some(found) = first(Field::Modified) {
        left.push((Field::Modified, found.value.clone(), found.place.clone()));
    }
    said(given, &mut body);
    if body.title.is_empty() && body.label.is_empty() && body.url.is_empty() && from != "-" {
        from.clone_into(&mut body.label);
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
