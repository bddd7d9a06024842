//! Occasions, and who spoke at them.

use rusqlite::Row;
use rusqlite::types::Value;

use crate::error::Result;
use crate::model::{Noun, Occasion};
use crate::store::columns::{Stored, stored_columns};
use crate::store::refs::{Refs, days};

impl Stored for Occasion {
    const TABLE: &'static str = "occasions";
    const DERIVED: &'static [&'static str] = &["said_from", "said_to"];
    stored_columns!(Occasion:
        columns { label, jointly, said, said_words, r#where, role, spoken_lang, medium, note }
        refers {}
        apart { speakers }
    );

    fn derive(&self, _id: i64, _refs: &mut Refs<'_>) -> Result<Vec<Value>> {
        let (from, to) = days(self.said.as_ref());
        Ok([from, to]
            .into_iter()
            .map(|day| day.map_or(Value::Null, Value::Text))
            .collect())
    }

    fn write_apart(&self, id: i64, refs: &mut Refs<'_>) -> Result<()> {
        for (position, speaker) in (0_i64..).zip(&self.speakers) {
            let speaker = refs.id(Noun::Speaker, *speaker)?;
            refs.conn
                .prepare_cached("INSERT INTO occasion_speakers (occasion, position, speaker) VALUES (?1, ?2, ?3)")?
                .execute((id, position, speaker))?;
        }
        Ok(())
    }

    fn read_apart(&mut self, _row: &Row<'_>, id: i64, refs: &mut Refs<'_>) -> Result<()> {
        let speakers: Vec<i64> = refs
            .conn
            .prepare_cached(
                "SELECT speaker FROM occasion_speakers WHERE occasion = ?1 ORDER BY position",
            )?
            .query_map([id], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        self.speakers = speakers
            .into_iter()
            .map(|s| refs.uid(Noun::Speaker, s))
            .collect::<Result<_>>()?;
        Ok(())
    }

    fn clear_apart(id: i64, refs: &mut Refs<'_>) -> Result<()> {
        refs.conn
            .prepare_cached("DELETE FROM occasion_speakers WHERE occasion = ?1")?
            .execute([id])?;
        Ok(())
    }
}
