//! How many independent origins a claim has: "14 sources: 2 origins assert, 1 denies, 1 unnamed".
//!
//! The origin is the last one cited, else the speaker, else the document. The speakers of one occasion
//! who spoke jointly, or perhaps so, are one. Unnamed origins are never equal to each other, so they
//! are counted apart; so are attributions that the recorder doubts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::fold::verb;
use crate::error::Result;
use crate::model::{Attribution, Jointly, Noun, Occasion, Speaker, SpeakerKind, Stance};
use crate::store::Store;
use crate::store::query::read::Reader;
use crate::store::query::{Filter, Page, Rep};

/// The origins of a claim. Numbers only: nothing in it names anybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    /// How many documents, those of doubted attributions left out.
    pub sources: u64,
    /// How many named origins take each stance.
    pub stances: Vec<(Stance, u64)>,
    /// How many unnamed ones speak.
    pub unnamed: u64,
    /// How many attributions the recorder doubts.
    pub doubted: u64,
    /// Whether it is unclear of some speakers whether they are one origin.
    pub unclear: bool,
}

/// Who is behind an attribution, so that equal ones are one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    Speaker(i64),
    Jointly(i64),
    Document(i64),
}

/// Counts the origins of a claim, and of all that stand for the same.
///
/// # Errors
/// When the file cannot be read.
pub fn origins(store: &Store, claim: Rep) -> Result<Origins> {
    let filter = Filter {
        claim: Some(vec![claim]),
        ..Filter::default()
    };
    let mut reader = Reader::new(store);
    let mut found = Origins::default();
    let mut sources = BTreeSet::new();
    let mut unnamed = BTreeSet::new();
    let mut stances: BTreeMap<Stance, BTreeSet<Origin>> = BTreeMap::new();
    store.hits(&filter, &Page::default(), |hit| {
        let Some(said) = reader.said(hit.id())? else {
            return Ok(());
        };
        let body = said.body;
        if !body.doubt.is_empty() {
            found.doubted += 1;
            return Ok(());
        }
        sources.insert(reader.rep(Noun::Source, body.source)?.id);
        let behind = body.citing.last().map(|hop| hop.speaker).or(body.speaker);
        let Some(speaker) = behind else {
            let document = reader.rep(Noun::Source, body.source)?.id;
            let origin = Origin::Document(document);
            stances.entry(body.stance).or_default().insert(origin);
            return Ok(());
        };
        let rep = reader.rep(Noun::Speaker, speaker)?.id;
        let known = reader.record::<Speaker>(rep)?;
        if known.is_some_and(|known| known.body.kind == Some(SpeakerKind::Unnamed)) {
            unnamed.insert(rep);
            return Ok(());
        }
        let origin = match together(&body, &mut reader)? {
            Some((occasion, jointly)) => {
                found.unclear |= jointly == Jointly::Unclear;
                Origin::Jointly(occasion)
            }
            None => Origin::Speaker(rep),
        };
        stances.entry(body.stance).or_default().insert(origin);
        Ok(())
    })?;
    found.sources = sources.len() as u64;
    found.unnamed = unnamed.len() as u64;
    found.stances = stances
        .into_iter()
        .map(|(stance, origins)| (stance, origins.len() as u64))
        .collect();
    Ok(found)
}

/// The occasion whose several speakers are one origin, or perhaps so.
fn together(body: &Attribution<i64>, reader: &mut Reader<'_>) -> Result<Option<(i64, Jointly)>> {
    let (Some(id), true) = (body.occasion, body.citing.is_empty()) else {
        return Ok(None);
    };
    let occasion = reader.record::<Occasion>(id)?.map(|known| known.body);
    Ok(occasion
        .filter(|occasion| occasion.speakers.len() > 1)
        .and_then(|occasion| occasion.jointly)
        .filter(|jointly| *jointly != Jointly::No)
        .map(|jointly| (id, jointly)))
}

impl fmt::Display for Origins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = if self.sources == 1 { "" } else { "s" };
        write!(f, "{} source{s}", self.sources)?;
        let mut parts: Vec<String> = Vec::new();
        for (stance, count) in &self.stances {
            let noun = match (parts.is_empty(), count) {
                (true, 1) => " origin",
                (true, _) => " origins",
                _ => "",
            };
            parts.push(format!("{count}{noun} {}", verb(*stance, *count)));
        }
        if self.unnamed > 0 {
            parts.push(format!("{} unnamed", self.unnamed));
        }
        if self.unclear {
            parts.push("unclear whether some spoke jointly".to_owned());
        }
        if !parts.is_empty() {
            write!(f, ": {}", parts.join(", "))?;
        }
        match self.doubted {
            0 => Ok(()),
            doubted => write!(f, "; {doubted} doubted, left out"),
        }
    }
}
