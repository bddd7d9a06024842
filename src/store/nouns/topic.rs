//! Topics.

use rusqlite::types::Value;

use crate::error::Result;
use crate::model::Topic;
use crate::store::columns::{Stored, stored_columns};
use crate::store::refs::Refs;
use crate::text::names;

impl Stored for Topic {
    const TABLE: &'static str = "topics";
    const DERIVED: &'static [&'static str] = &["key", "rep"];
    stored_columns!(Topic: columns { name, note } refers {} apart {});

    fn derive(&self, id: i64, _refs: &mut Refs<'_>) -> Result<Vec<Value>> {
        Ok(vec![
            Value::Text(names::key(&self.name)),
            Value::Integer(id),
        ])
    }
}
