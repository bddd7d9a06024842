//! Speakers.

use rusqlite::types::Value;

use crate::error::Result;
use crate::model::{Noun, Speaker, SpeakerKind};
use crate::store::columns::{Column, Stored, derived_words, stored_columns};
use crate::store::refs::Refs;
use crate::text::forms::{self, tag};
use crate::text::names;

impl Stored for Speaker {
    const TABLE: &'static str = "speakers";
    const DERIVED: &'static [&'static str] = &["name", "forms", "rep"];
    stored_columns!(Speaker:
        columns { kind, names, roles, wikidata, reliability, confidential, note }
        refers { source: Source }
        apart {}
    );

    fn derive(&self, id: i64, _refs: &mut Refs<'_>) -> Result<Vec<Value>> {
        let mut found = String::new();
        for name in &self.names {
            let more = forms::forms(&name.name, tag(&name.lang));
            for part in [
                if std::ptr::eq(name, &raw const self.names[0]) {
                    ""
                } else {
                    &name.name
                },
                &more,
            ] {
                if !part.is_empty() {
                    if !found.is_empty() {
                        found.push(' ');
                    }
                    found.push_str(part);
                }
            }
        }
        Ok(vec![
            Value::Text(self.shown().to_owned()),
            derived_words(found),
            Value::Integer(id),
        ])
    }

    fn clear_apart(id: i64, refs: &mut Refs<'_>) -> Result<()> {
        // By names of the row: the keys' table is ordered by key, and a scan of it would be slow.
        let names: Vec<crate::model::Name> = refs
            .conn
            .prepare_cached("SELECT names FROM speakers WHERE id = ?1")?
            .query_row([id], |row| {
                Ok(Column::take(row.get_ref(0)?).unwrap_or_default())
            })?;
        for name in &names {
            let key = names::key(&name.name);
            refs.conn
                .prepare_cached("DELETE FROM _speaker_keys WHERE key = ?1 AND speaker = ?2")?
                .execute((&key, id))?;
            for block in names::blocking_keys(&key) {
                refs.conn
                    .prepare_cached(
                        "DELETE FROM _near WHERE noun = 'speaker' AND block = ?1 AND record = ?2",
                    )?
                    .execute((block, id))?;
            }
        }
        Ok(())
    }

    fn derive_apart(&self, id: i64, refs: &mut Refs<'_>) -> Result<()> {
        let _ = Noun::Speaker;
        // An unnamed speaker has no key: "experts" of one document are nobody elsewhere.
        if self.kind == Some(SpeakerKind::Unnamed) {
            return Ok(());
        }
        for name in &self.names {
            let key = names::key(&name.name);
            for block in names::blocking_keys(&key) {
                refs.conn
                    .prepare_cached("INSERT OR IGNORE INTO _near (noun, block, record) VALUES ('speaker', ?1, ?2)")?
                    .execute((block, id))?;
            }
            refs.conn
                .prepare_cached(
                    "INSERT OR IGNORE INTO _speaker_keys (key, speaker) VALUES (?1, ?2)",
                )?
                .execute((key, id))?;
        }
        Ok(())
    }
}
