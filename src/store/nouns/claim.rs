//! Claims, and the topics that gather them.

use rusqlite::Row;
use rusqlite::types::Value;
use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::model::{Claim, Noun};
use crate::store::columns::{Stored, derived_words, stored_columns};
use crate::store::refs::{Often, Refs};
use crate::text::forms::{self, tag};

impl Stored for Claim {
    const TABLE: &'static str = "claims";
    const DERIVED: &'static [&'static str] = &["forms", "key", "newest", "rep"];
    stored_columns!(Claim: columns { text, text_lang, kind, holds, wordings } refers {} apart { topics });

    fn derive(&self, id: i64, refs: &mut Refs<'_>) -> Result<Vec<Value>> {
        let mut newest = None;
        if let Some(bulk) = &mut refs.bulk {
            newest = bulk.newest_expected.take();
            bulk.newest_written = newest.clone().map(|newest| (id, newest));
        }
        let mut found = forms::forms(&self.text, tag(&self.text_lang));
        for wording in &self.wordings {
            found.push(' ');
            found.push_str(&wording.text);
            found.push(' ');
            found.push_str(&forms::forms(&wording.text, tag(&wording.lang)));
        }
        Ok(vec![
            derived_words(found.trim().to_owned()),
            Value::Integer(claim_key(&self.text, &self.text_lang)),
            newest.map_or(Value::Null, Value::Text),
            Value::Integer(id),
        ])
    }

    fn write_apart(&self, id: i64, refs: &mut Refs<'_>) -> Result<()> {
        for topic in &self.topics {
            let topic = refs.id(Noun::Topic, *topic)?;
            refs.often(Often::ClaimTopic, || {
                "INSERT INTO claim_topics (claim, topic) VALUES (?1, ?2)".to_owned()
            })?
            .execute((id, topic))?;
        }
        Ok(())
    }

    fn read_apart(&mut self, _row: &Row<'_>, id: i64, refs: &mut Refs<'_>) -> Result<()> {
        let topics: Vec<i64> = refs
            .conn
            .prepare_cached("SELECT topic FROM claim_topics WHERE claim = ?1")?
            .query_map([id], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        self.topics = topics
            .into_iter()
            .map(|t| refs.uid(Noun::Topic, t))
            .collect::<Result<_>>()?;
        // A body's list without an order of its own is sorted.
        self.topics.sort_unstable();
        Ok(())
    }

    fn clear_apart(id: i64, refs: &mut Refs<'_>) -> Result<()> {
        refs.conn
            .prepare_cached("DELETE FROM claim_topics WHERE claim = ?1")?
            .execute([id])?;
        Ok(())
    }
}

/// By which claims of equal wording and language meet: the first 4 bytes of a digest of both. Their
/// words are compared too, so that it need only be seldom that others meet.
pub fn claim_key(text: &str, lang: &str) -> i64 {
    let mut hasher = Sha256::new();
    hasher.update(lang.as_bytes());
    hasher.update([0]);
    hasher.update(text.as_bytes());
    let digest: [u8; 32] = hasher.finalize().into();
    let [a, b, c, d, ..] = digest;
    i64::from(i32::from_be_bytes([a, b, c, d]))
}
