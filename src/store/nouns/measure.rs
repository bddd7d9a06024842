//! Measures.

use rusqlite::types::Value;

use crate::error::Result;
use crate::model::Measure;
use crate::store::columns::{Stored, stored_columns};
use crate::store::refs::Refs;
use crate::text::names;

impl Stored for Measure {
    const TABLE: &'static str = "measures";
    const DERIVED: &'static [&'static str] = &["key", "rep"];
    stored_columns!(Measure: columns { name, kind, unit, note } refers { part_of: Measure } apart {});

    fn derive(&self, id: i64, _refs: &mut Refs<'_>) -> Result<Vec<Value>> {
        Ok(vec![
            Value::Text(names::key(&self.name)),
            Value::Integer(id),
        ])
    }
}
