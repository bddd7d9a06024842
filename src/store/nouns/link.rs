//! Links: the nouns of their ends follow from their kind.

use rusqlite::Row;
use rusqlite::types::Value;

use super::{forget_references, note_references};
use crate::error::Result;
use crate::model::{Link, Noun};
use crate::store::columns::{Column, Stored, column};
use crate::store::refs::Refs;

impl Stored for Link {
    const TABLE: &'static str = "links";
    const COLUMNS: &'static [&'static str] = &["from", "to", "kind", "note", "on"];
    const DERIVED: &'static [&'static str] = &[];

    fn values(&self, refs: &mut Refs<'_>) -> Result<Vec<Value>> {
        let Self {
            from,
            to,
            kind,
            note,
            on,
        } = self;
        let noun = self.kind.map_or(Noun::Claim, crate::model::LinkKind::joins);
        let ends = [refs.id(noun, *from)?, refs.id(noun, *to)?];
        let [first, second] = ends.map(Value::Integer);
        Ok(vec![first, second, kind.put(), note.put(), on.put()])
    }

    fn of_row(row: &Row<'_>, refs: &mut Refs<'_>) -> Result<Self> {
        let kind = column(row, "kind")?;
        let noun = (kind as Option<_>).map_or(Noun::Claim, crate::model::LinkKind::joins);
        Ok(Self {
            from: refs.uid(noun, row.get("from")?)?,
            to: refs.uid(noun, row.get("to")?)?,
            kind,
            note: column(row, "note")?,
            on: column(row, "on")?,
        })
    }

    fn derive(&self, _id: i64, _refs: &mut Refs<'_>) -> Result<Vec<Value>> {
        Ok(Vec::new())
    }

    fn write_apart(&self, id: i64, refs: &mut Refs<'_>) -> Result<()> {
        let noun = self.kind.map_or(Noun::Claim, crate::model::LinkKind::joins);
        note_references((Noun::Link, id), [(noun, self.from), (noun, self.to)], refs)
    }

    fn clear_apart(id: i64, refs: &mut Refs<'_>) -> Result<()> {
        forget_references((Noun::Link, id), refs)
    }
}
