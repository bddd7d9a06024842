//! The entry: what somebody wants recorded, with every reference by name.
//!
//! Every way in ends here: typed, imported from TOML, JSONL or CSV. An entry knows no database;
//! `record` turns it into records.

use serde::{Deserialize, Serialize};

use super::{
    Assessment, Attribution, Capture, Claim, Edtf, Jointly, Judgement, Link, Measure, MeasureKind,
    Noun, Occasion, Piece, Source, Speaker, SpeakerKind, Topic,
};
use crate::error::Place;

/// A reference by what people write: a name, a `key` of the same file, `id:` and the letters of an
/// id, or `@source` for the document's own voice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Named(pub String);

/// How a reference by id begins.
pub const BY_ID: &str = "id:";
/// The document's own voice.
pub const OWN_VOICE: &str = "@source";

impl Named {
    /// The letters, where the reference is by id.
    pub fn id(&self) -> Option<&str> {
        self.0.strip_prefix(BY_ID)
    }

    /// Whether it stands for the document's own voice.
    pub fn is_own_voice(&self) -> bool {
        self.0 == OWN_VOICE
    }
}

/// A date given in words, and what it was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateRead {
    /// The field.
    pub field: String,
    /// The words as given.
    pub words: String,
    /// The date.
    pub date: Edtf,
    /// How it was read.
    pub how: String,
}

/// A record to be, and what ties it to others of the file and to a record that already is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item<T> {
    /// The version that the entry was made from, as `export` wrote it; the first letters of its hash.
    pub base: String,
    /// The fields.
    pub body: T,
    /// Which record it is, as `export` wrote it: 4 to 32 letters.
    pub id: String,
    /// What the file calls it, so that other entries of the file can name it.
    pub key: String,
    /// Where it stands.
    pub place: Place,
    /// Where each of its fields stands, for errors that are found later.
    pub fields: Vec<(&'static str, Place)>,
    /// Dates that were given in words, to be echoed.
    pub reads: Vec<DateRead>,
    /// Whether `export` withheld it: then nothing is touched.
    pub withheld: bool,
}

impl<T> Item<T> {
    /// An item with nothing but its fields.
    pub fn new(body: T) -> Self
    where
        T: Default,
    {
        Self {
            body,
            ..Self::default()
        }
    }

    /// Where a field stands, else where the item does.
    pub fn place_of(&self, field: &str) -> Place {
        let found = self.fields.iter().find(|(name, _)| *name == field);
        found.map_or_else(|| self.place.clone(), |(_, place)| place.clone())
    }
}

/// An attribution to be. Several speakers make one attribution each, of one occasion.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AttributionEntry {
    /// The fields; `claim` may be empty where the entry stands under a claim, `speaker` is
    /// always empty: see `speakers`.
    pub item: Item<Attribution<Named>>,
    /// Whether the speakers spoke with one voice.
    pub jointly: Option<Jointly>,
    /// Who said it, as the entry itself says; none means its occasion's speakers, else
    /// `speakers_otherwise`, else the document's own voice.
    pub speakers: Vec<Named>,
    /// Who said it where neither the entry nor its occasion says: from `[each]`.
    pub speakers_otherwise: Vec<Named>,
    /// The kind of a speaker that is new.
    pub speaker_kind: Option<SpeakerKind>,
    /// How the measures of its figures count, if new.
    pub measure_kind: Option<MeasureKind>,
    /// Fields of the source given with the attribution, as flat rows do (`source_url`,
    /// `source_title`, …). `item.body.source` names it where several rows share it.
    pub source: Option<Box<Source<Named>>>,
}

/// A claim to be, with its attributions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClaimEntry {
    /// The fields of the claim.
    pub item: Item<Claim<Named>>,
    /// Who says it, and where.
    pub attributions: Vec<AttributionEntry>,
}

/// What somebody wants recorded.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each variant is the noun of its name")]
pub enum Entry {
    Source(Item<Source<Named>>),
    Capture(Item<Capture<Named>>),
    Speaker(Item<Speaker<Named>>),
    Occasion(Item<Occasion<Named>>),
    Claim(Box<ClaimEntry>),
    /// An attribution to a claim that is named, not given.
    Attribution(Box<AttributionEntry>),
    Measure(Item<Measure<Named>>),
    Topic(Item<Topic>),
    Assessment(Item<Assessment<Named>>),
    Link(Item<Link<Named>>),
    Judgement(Item<Judgement<Named>>),
    Piece(Item<Piece<Named>>),
}

impl Entry {
    /// Which noun it is about.
    pub fn noun(&self) -> Noun {
        match self {
            Self::Source(_) => Noun::Source,
            Self::Capture(_) => Noun::Capture,
            Self::Speaker(_) => Noun::Speaker,
            Self::Occasion(_) => Noun::Occasion,
            Self::Claim(_) => Noun::Claim,
            Self::Attribution(_) => Noun::Attribution,
            Self::Measure(_) => Noun::Measure,
            Self::Topic(_) => Noun::Topic,
            Self::Assessment(_) => Noun::Assessment,
            Self::Link(_) => Noun::Link,
            Self::Judgement(_) => Noun::Judgement,
            Self::Piece(_) => Noun::Piece,
        }
    }

    /// The id of the record that it changes; empty where it gives none.
    pub fn id(&self) -> &str {
        match self {
            Self::Source(e) => &e.id,
            Self::Capture(e) => &e.id,
            Self::Speaker(e) => &e.id,
            Self::Occasion(e) => &e.id,
            Self::Claim(e) => &e.item.id,
            Self::Attribution(e) => &e.item.id,
            Self::Measure(e) => &e.id,
            Self::Topic(e) => &e.id,
            Self::Assessment(e) => &e.id,
            Self::Link(e) => &e.id,
            Self::Judgement(e) => &e.id,
            Self::Piece(e) => &e.id,
        }
    }

    /// The dates that it gave in words, and what they were read as.
    pub fn reads(&self) -> Vec<&DateRead> {
        match self {
            Self::Source(e) => e.reads.iter().collect(),
            Self::Capture(e) => e.reads.iter().collect(),
            Self::Speaker(e) => e.reads.iter().collect(),
            Self::Occasion(e) => e.reads.iter().collect(),
            Self::Claim(e) => {
                let under = e.attributions.iter().flat_map(|a| &a.item.reads);
                e.item.reads.iter().chain(under).collect()
            }
            Self::Attribution(e) => e.item.reads.iter().collect(),
            Self::Measure(e) => e.reads.iter().collect(),
            Self::Topic(e) => e.reads.iter().collect(),
            Self::Assessment(e) => e.reads.iter().collect(),
            Self::Link(e) => e.reads.iter().collect(),
            Self::Judgement(e) => e.reads.iter().collect(),
            Self::Piece(e) => e.reads.iter().collect(),
        }
    }

    /// Where it stands.
    pub fn place(&self) -> &Place {
        match self {
            Self::Source(e) => &e.place,
            Self::Capture(e) => &e.place,
            Self::Speaker(e) => &e.place,
            Self::Occasion(e) => &e.place,
            Self::Claim(e) => &e.item.place,
            Self::Attribution(e) => &e.item.place,
            Self::Measure(e) => &e.place,
            Self::Topic(e) => &e.place,
            Self::Assessment(e) => &e.place,
            Self::Link(e) => &e.place,
            Self::Judgement(e) => &e.place,
            Self::Piece(e) => &e.place,
        }
    }
}
