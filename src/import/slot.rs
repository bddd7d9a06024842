//! Which record a key of a claim or attribution belongs to: it follows from the fields of their
//! bodies, so that a new field is known here at once.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::{Attribution, Claim, Named, Source};

/// What a key of a claim or attribution is about, under the name its record has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The record itself: `id`, `base`, `key`, `withheld`.
    Head,
    /// A field of the claim.
    Claim(&'static str),
    /// A field of the attribution.
    Attribution(&'static str),
    /// Who said it.
    Speaker,
    /// The kind of a speaker that is new.
    SpeakerKind,
    /// How a measure counts that is new.
    MeasureKind,
    /// Whether several speakers spoke with one voice.
    Jointly,
    /// A field of the attribution's source, `source_…`.
    Source(&'static str),
    /// The claim's attributions.
    Attributions,
}

/// Every key of a claim or attribution. `speaker` is a field of the attribution that an entry
/// gives by name.
static SLOTS: LazyLock<HashMap<String, Slot>> = LazyLock::new(|| {
    let mut slots = HashMap::new();
    for field in Claim::<Named>::FIELDS {
        slots.insert((*field).to_owned(), Slot::Claim(field));
    }
    for field in Attribution::<Named>::FIELDS {
        slots.insert((*field).to_owned(), Slot::Attribution(field));
    }
    for field in Source::<Named>::FIELDS {
        slots.insert(format!("source_{field}"), Slot::Source(field));
    }
    for (key, slot) in [
        ("topic", Slot::Claim("topics")),
        ("wording", Slot::Claim("wordings")),
        ("figure", Slot::Attribution("figures")),
        ("source_author", Slot::Source("authors")),
        ("speaker", Slot::Speaker),
        ("speakers", Slot::Speaker),
        ("speaker_kind", Slot::SpeakerKind),
        ("measure_kind", Slot::MeasureKind),
        ("jointly", Slot::Jointly),
        ("attribution", Slot::Attributions),
        ("attributions", Slot::Attributions),
        ("id", Slot::Head),
        ("base", Slot::Head),
        ("key", Slot::Head),
        ("withheld", Slot::Head),
    ] {
        slots.insert(key.to_owned(), slot);
    }
    slots
});

/// What a key is about.
pub fn slot(key: &str) -> Option<Slot> {
    SLOTS.get(key).copied()
}

/// The keys for which `wanted` holds.
pub fn keys(wanted: impl Fn(Slot) -> bool) -> impl Iterator<Item = &'static str> {
    SLOTS
        .iter()
        .filter(move |(_, slot)| wanted(**slot))
        .map(|(key, _)| key.as_str())
}
