//! Judgements: both records are of the noun judged.

use rusqlite::types::{ToSqlOutput, Value};

use super::{forget_references, note_references};
use crate::error::Result;
use crate::model::{Judgement, Noun};
use crate::store::columns::{Column, Fields, Stored, owned};
use crate::store::refs::Refs;

impl Stored for Judgement {
    const TABLE: &'static str = "judgements";
    const COLUMNS: &'static [&'static str] = &["a", "b", "kind", "of", "reason"];
    const DERIVED: &'static [&'static str] = &[];

    fn values<'a>(&'a self, refs: &mut Refs<'_>) -> Result<Vec<ToSqlOutput<'a>>> {
        let Self {
            a,
            b,
            kind,
            of,
            reason,
        } = self;
        let noun = self.of.unwrap_or(Noun::Speaker);
        let ends = [refs.id(noun, *a)?, refs.id(noun, *b)?];
        let [first, second] = ends.map(|id| owned(Value::Integer(id)));
        Ok(vec![first, second, kind.put(), of.put(), reason.put()])
    }

    fn of_row(fields: &mut Fields<'_>, refs: &mut Refs<'_>) -> Result<Self> {
        // In the order of the columns; of which noun both are stands behind them.
        let (a, b) = (
            fields.refer::<i64>(Noun::Judgement, refs)?,
            fields.refer::<i64>(Noun::Judgement, refs)?,
        );
        let kind = fields.next()?;
        let of = fields.next()?;
        let noun = (of as Option<_>).unwrap_or(Noun::Speaker);
        Ok(Self {
            a: refs.uid(noun, a)?,
            b: refs.uid(noun, b)?,
            of,
            kind,
            reason: fields.next()?,
        })
    }

    fn derive(&self, _id: i64, _refs: &mut Refs<'_>) -> Result<Vec<Value>> {
        Ok(Vec::new())
    }

    fn write_apart(&self, id: i64, refs: &mut Refs<'_>) -> Result<()> {
        let noun = self.of.unwrap_or(Noun::Speaker);
        note_references(
            (Noun::Judgement, id),
            [(noun, self.a), (noun, self.b)],
            refs,
        )
    }

    fn clear_apart(id: i64, refs: &mut Refs<'_>) -> Result<()> {
        forget_references((Noun::Judgement, id), refs)
    }
}
