//! A record as a sheet: its fields as an entry has them, to be changed by a person and recorded again.
//!
//! References stand by name. Within the sheet a name means the record that it was written for, be it
//! borne by several: an edit that leaves it alone must not come to mean another.

use serde_json::{Map, Value};

use super::Session;
use crate::error::{Error, ErrorKind, Result};
use crate::model::body::Refers;
use crate::model::entry::{BY_ID, OWN_VOICE};
use crate::model::uid::hex;
use crate::model::{Body, Named, Noun, Uid};
use crate::store::refs::Refs;
use crate::store::{Store, row, secrets};

/// Fields that are not a person's to fill in: found by the program, or read by it from evidence. A sheet
/// leaves them out, and they stay as they are.
pub fn kept(noun: Noun) -> &'static [&'static str] {
    match noun {
        Noun::Attribution => &["anchor"],
        Noun::Capture => &[
            "at",
            "media_type",
            "pages",
            "parts",
            "reader",
            "sha256",
            "size",
            "text",
        ],
        Noun::Piece => &["drafts"],
        _ => &[],
    }
}

/// Fields that make a record the one it is. A sheet shows them; with others it would be another record.
pub fn fixed(noun: Noun) -> &'static [&'static str] {
    match noun {
        Noun::Capture => &["source"],
        Noun::Judgement => &["a", "b", "of"],
        _ => &[],
    }
}

/// One record, ready to be changed.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Of which noun.
    pub noun: Noun,
    /// Which record.
    pub uid: Uid,
    /// The fields that are set and may be changed.
    pub fields: Map<String, Value>,
    base: String,
    names: Vec<(Noun, String, Uid)>,
}

impl Sheet {
    /// The sheet of a live record. Confidential speakers and sources stand in it by their ids.
    ///
    /// # Errors
    /// When the record was withdrawn or purged, or the file cannot be read.
    pub fn of(store: &Store, noun: Noun, uid: Uid) -> Result<Self> {
        let mut refs = Refs::new(&store.conn);
        let Some((id, meta)) = row::meta_of(noun, uid, &refs)? else {
            return Err(withdrawn(noun, uid));
        };
        let Some((body, _)) = row::read(noun, id, &mut refs)? else {
            return Err(withdrawn(noun, uid));
        };
        let mut names: Vec<(Noun, String, Uid)> = Vec::new();
        let mut fields = named_fields(body, &mut |of, to| {
            let name = match name_of(of, to, store)? {
                Some(name) => name,
                None => return Ok(by_id(to)),
            };
            match names
                .iter()
                .find(|(n, known, _)| *n == of && *known == name)
            {
                Some((_, _, known)) if *known != to => return Ok(by_id(to)),
                Some(_) => {}
                None => names.push((of, name.clone(), to)),
            }
            Ok(name)
        })?;
        if noun == Noun::Attribution {
            // What an entry leaves out its occasion gives; said outright, it is what it was.
            fields
                .entry("speaker")
                .or_insert_with(|| Value::from(OWN_VOICE));
        }
        for key in kept(noun) {
            fields.remove(*key);
        }
        let mut base = hex(&meta.hash);
        base.truncate(super::export::BASE);
        Ok(Self {
            noun,
            uid,
            fields,
            base,
            names,
        })
    }

    /// The entry that says what the record is to be.
    #[must_use]
    pub fn entry(&self, fields: Map<String, Value>) -> Map<String, Value> {
        let mut entry = fields;
        entry.insert("id".to_owned(), Value::from(self.uid.letters()));
        entry.insert("base".to_owned(), Value::from(self.base.clone()));
        entry
    }

    /// Lets the names of the sheet mean in a session what they mean in the sheet.
    ///
    /// # Errors
    /// Never, as long as the session is new.
    pub fn name_in(&self, session: &mut Session) -> Result<()> {
        for (noun, name, uid) in &self.names {
            session.name(*noun, name, *uid, &crate::error::Place::default())?;
        }
        Ok(())
    }
}

fn withdrawn(noun: Noun, uid: Uid) -> Error {
    Error::new(
        ErrorKind::Conflict,
        format!("the {noun} {uid} was withdrawn"),
    )
    .hint("`dixit undo` takes back the withdrawal, if it was the last thing done here")
}

fn by_id(uid: Uid) -> String {
    format!("{BY_ID}{uid}")
}

/// What people call a record: none where it has no name, or one that may not leave the terminal.
pub(super) fn name_of(noun: Noun, uid: Uid, store: &Store) -> Result<Option<String>> {
    let mut refs = Refs::new(&store.conn);
    name_in(noun, uid, &mut refs)
}

/// [`name_of`] within a transaction.
pub(super) fn name_in(noun: Noun, uid: Uid, refs: &mut Refs<'_>) -> Result<Option<String>> {
    let Some(id) = refs.find(noun, uid)? else {
        return Ok(None);
    };
    let Some((body, _)) = row::read(noun, id, refs)? else {
        return Ok(None);
    };
    if secrets::is_secret(noun, id, refs)? {
        return Ok(None);
    }
    let name = match body {
        Body::Speaker(b) => b.shown().to_owned(),
        Body::Source(b) => {
            let names = [b.title, b.label, b.url];
            names
                .into_iter()
                .find(|name| !name.is_empty())
                .unwrap_or_default()
        }
        Body::Topic(b) => b.name,
        Body::Measure(b) => b.name,
        Body::Occasion(b) => b.label,
        _ => String::new(),
    };
    // Such a name would be read as something else.
    let plain = !name.is_empty() && !name.starts_with(BY_ID) && name != OWN_VOICE;
    Ok(plain.then_some(name))
}

/// The fields of a body as an entry has them, with every reference as `call` has it.
pub(super) fn named_fields(
    body: Body,
    call: &mut dyn FnMut(Noun, Uid) -> Result<String>,
) -> Result<Map<String, Value>> {
    let mut call = |noun: Noun, uid: Uid| call(noun, uid).map(Named);
    macro_rules! named {
        ($body:expr) => {
            serde_json::to_value($body.exchange(&mut call)?)
        };
    }
    let value = match body {
        Body::Source(b) => named!(b),
        Body::Capture(b) => named!(b),
        Body::Speaker(b) => named!(b),
        Body::Occasion(b) => named!(b),
        Body::Claim(b) => named!(b),
        Body::Attribution(b) => named!(b),
        Body::Measure(b) => named!(b),
        Body::Assessment(b) => named!(b),
        Body::Link(b) => named!(b),
        Body::Judgement(b) => named!(b),
        Body::Piece(b) => named!(b),
        Body::Topic(b) => serde_json::to_value(b),
    };
    match value {
        Ok(Value::Object(mut fields)) => {
            // A body has them in the order of identities, which tells a reader nothing.
            if let Some(Value::Array(topics)) = fields.get_mut("topics") {
                topics.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
            }
            Ok(fields)
        }
        _ => Err(Error::bug("a body is not a table")),
    }
}
