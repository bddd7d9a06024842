//! Assessments.

use rusqlite::types::Value;

use super::{forget_references, note_references};
use crate::error::Result;
use crate::model::{Assessment, Noun};
use crate::store::columns::{Stored, stored_columns};
use crate::store::refs::Refs;

impl Stored for Assessment {
    const TABLE: &'static str = "assessments";
    const DERIVED: &'static [&'static str] = &[];
    stored_columns!(Assessment:
        columns { verdict, label, by, on, as_of, reasoning, lang, url, evidence }
        refers { claim: Claim, attribution: Attribution }
        apart {}
    );

    fn derive(&self, _id: i64, _refs: &mut Refs<'_>) -> Result<Vec<Value>> {
        Ok(Vec::new())
    }

    fn write_apart(&self, id: i64, refs: &mut Refs<'_>) -> Result<()> {
        let sources = self
            .evidence
            .iter()
            .filter_map(|e| e.source)
            .map(|u| (Noun::Source, u));
        let others = self
            .evidence
            .iter()
            .filter_map(|e| e.attribution)
            .map(|u| (Noun::Attribution, u));
        note_references((Noun::Assessment, id), sources.chain(others), refs)
    }

    fn clear_apart(id: i64, refs: &mut Refs<'_>) -> Result<()> {
        forget_references((Noun::Assessment, id), refs)
    }
}
