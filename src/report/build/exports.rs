//! What an export of records may say: whole, or the id alone.

use super::{Audience, Builder, Edition};
use crate::error::Result;
use crate::model::{Body, Noun, Uid};
use crate::record::export::Discretion;
use crate::report::confidential::Guard;
use crate::store::Store;
use crate::store::query::Page;
use crate::store::query::read::Reader;

/// Decides what of a file an export may say.
pub struct Exports<'s> {
    builder: Builder<'s>,
}

impl<'s> Exports<'s> {
    /// For an export that shows confidential names, or does not.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn new(store: &'s Store, reveal: bool) -> Result<Self> {
        let edition = Edition::new(store, Audience::Export { reveal })?;
        Ok(Self {
            builder: Builder::new(store, edition, &Page::default())?,
        })
    }

    /// Whether words of or about a record may be said: it is not confidential, and they hold no such name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn may_tell<'t>(
        &self,
        noun: Noun,
        uid: Uid,
        words: impl IntoIterator<Item = &'t str>,
    ) -> Result<bool> {
        let Builder { guard, reader, .. } = &self.builder;
        if !guard.hides() {
            return Ok(true);
        }
        let secret = match reader.id(noun, uid)? {
            Some(id) => guard.is_secret(noun, reader.rep(noun, id)?.id),
            None => guard.is_gone(uid),
        };
        Ok(!secret && !words.into_iter().any(|words| guard.is_named_in(words)))
    }

    /// Whether words hold a confidential name.
    pub fn is_named_in(&self, words: &str) -> bool {
        self.builder.guard.is_named_in(words)
    }

    /// The file.
    pub fn store(&self) -> &'s Store {
        self.builder.store
    }
}

impl Discretion for Exports<'_> {
    /// A confidential record, one that refers to it by an identity that would tell it from others, and
    /// one whose words hold its name.
    fn withholds(&mut self, body: &Body, uid: Uid) -> Result<bool> {
        let Builder { guard, reader, .. } = &mut self.builder;
        if !guard.hides() {
            return Ok(false);
        }
        let is_secret =
            |noun: Noun, uid: Uid, reader: &mut Reader<'_>, guard: &Guard| -> Result<bool> {
                if !matches!(noun, Noun::Speaker | Noun::Source) {
                    return Ok(false);
                }
                let Some(id) = reader.id(noun, uid)? else {
                    return Ok(false);
                };
                Ok(guard.is_secret(noun, reader.rep(noun, id)?.id))
            };
        if is_secret(body.noun(), uid, reader, guard)? {
            return Ok(true);
        }
        for reference in crate::model::body::references(body) {
            if is_secret(reference.noun, reference.uid, reader, guard)? {
                return Ok(true);
            }
        }
        let words: serde_json::Value =
            serde_json::from_slice(&body.canonical()).unwrap_or_default();
        Ok(names_one(&words, guard))
    }
}

fn names_one(words: &serde_json::Value, guard: &Guard) -> bool {
    match words {
        serde_json::Value::String(text) => guard.is_named_in(text),
        serde_json::Value::Array(items) => items.iter().any(|item| names_one(item, guard)),
        serde_json::Value::Object(fields) => fields.values().any(|item| names_one(item, guard)),
        _ => false,
    }
}
