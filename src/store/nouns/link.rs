//! Links: the nouns of their ends follow from their kind.

use rusqlite::types::{ToSqlOutput, Value};

use super::{forget_references, note_references};
use crate::error::Result;
use crate::model::{Link, Noun};
use crate::store::columns::{Column, Fields, Stored, owned};
use crate::store::refs::Refs;

impl Stored for Link {
    const TABLE: &'static str = "links";
    const COLUMNS: &'static [&'static str] = &["from", "to", "kind", "note", "on"];
    const DERIVED: &'static [&'static str] = &[];

    fn values<'a>(&'a self, refs: &mut Refs<'_>) -> Result<Vec<ToSqlOutput<'a>>> {
        let Self {
            from,
            to,
            kind,
            note,
            on,
        } = self;
        let noun = self.kind.map_or(Noun::Claim, crate::model::LinkKind::joins);
        let ends = [refs.id(noun, *from)?, refs.id(noun, *to)?];
        let [first, second] = ends.map(|id| owned(Value::Integer(id)));
        Ok(vec![first, second, kind.put(), note.put(), on.put()])
    }

    fn of_row(fields: &mut Fields<'_>, refs: &mut Refs<'_>) -> Result<Self> {
        // In the order of the columns; the noun of both ends follows from the kind, which stands behind them.
        let (from, to) = (
            fields.refer::<i64>(Noun::Link, refs)?,
            fields.refer::<i64>(Noun::Link, refs)?,
        );
        let kind = fields.next()?;
        let noun = (kind as Option<_>).map_or(Noun::Claim, crate::model::LinkKind::joins);
        Ok(Self {
            from: refs.uid(noun, from)?,
            to: refs.uid(noun, to)?,
            kind,
            note: fields.next()?,
            on: fields.next()?,
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
