//! Values as cells of a list.

use crate::report::render::words;
pub(super) use crate::report::render::words::{dated, when};
use crate::report::value::{Counted, FoldedRow, Row, SortBasis, SourceValue, SpeakerValue};

/// A date that may go on in the next line where a long one has its joints: before the time of day
/// and between the ends of an interval.
pub(super) fn jointed(date: &str) -> String {
    const DAY: usize = "2024-12-04 ".len();
    match date.len() <= DAY {
        true => date.to_owned(),
        false => date.replace('/', "/\n").replacen('T', "T\n", 1),
    }
}

/// The claim, behind its stance.
pub(super) fn claim(row: &Row) -> String {
    let text = &row.claim.text;
    match words::stance(row.stance) {
        Some(stance) => format!("{stance}: {text}"),
        None => text.to_string(),
    }
}

/// The speaker, with what a reader of the list must know.
pub(super) fn speaker(row: &Row) -> String {
    let mut name = named(&row.speaker);
    if !row.doubt.is_empty() {
        name += " (?)";
    }
    if row.disputed {
        name += " (disputed)";
    }
    name
}

/// A speaker, by name.
pub(super) fn named(speaker: &SpeakerValue) -> String {
    marked(speaker.name.as_str(), speaker.confidential)
}

/// A source, by name.
pub(super) fn source(source: &SourceValue) -> String {
    marked(source.name.as_str(), source.confidential)
}

/// A source, with what finds it again; the rest is its own record's.
pub(super) fn whole_source(given: &SourceValue) -> String {
    let published = &given.published.edtf;
    let told = [
        source(given),
        given.publisher.to_string(),
        published.to_string(),
        given.url.to_string(),
    ];
    let told = told.iter().filter(|text| !text.is_empty());
    told.map(String::as_str).collect::<Vec<_>>().join("; ")
}

fn marked(name: &str, confidential: bool) -> String {
    match confidential {
        true => format!("{name} (confidential)"),
        false => name.to_owned(),
    }
}

/// Every stance but *asserts*, in capitals: "2 DENY, 1 DOUBTS".
pub(super) fn stances(row: &FoldedRow) -> String {
    let stances: Vec<_> = row
        .stances
        .iter()
        .map(|s| s.as_str().to_uppercase())
        .collect();
    stances.join(", ")
}

/// The first and last date of a folded line, each no more exact than it is known.
pub(super) fn dates(row: &FoldedRow) -> String {
    let (oldest, newest) = (row.oldest.as_str(), row.newest.as_str());
    let shown = |sort: &str, said: &str, basis| match (basis, said) {
        _ if sort.is_empty() => String::new(),
        (SortBasis::Said, said) if !said.is_empty() => said.to_owned(),
        _ => dated(sort, basis),
    };
    let last = shown(newest, row.newest_said.as_str(), row.basis);
    let first = shown(oldest, row.oldest_said.as_str(), row.oldest_basis);
    match row.basis == row.oldest_basis && row.basis != SortBasis::Said {
        _ if oldest.is_empty() || first == last => last,
        true => dated(&format!("{oldest} to {newest}"), row.basis),
        false => format!("{first} to {last}"),
    }
}

/// A counted thing, by name.
pub(super) fn counted(row: &Counted) -> String {
    marked(row.name.as_str(), row.confidential)
}

/// What tells a counted thing apart.
pub(super) fn about(row: &Counted) -> String {
    let mut about: Vec<_> = [&row.kind, &row.detail].map(ToString::to_string).into();
    about.retain(|text| !text.is_empty());
    if !row.also.is_empty() {
        let also: Vec<_> = row.also.iter().map(ToString::to_string).collect();
        about.push(format!("also {}", also.join(", ")));
    }
    about.join("; ")
}
