//! Captures.

use rusqlite::types::Value;

use crate::error::Result;
use crate::model::Capture;
use crate::store::columns::{Column, Stored, stored_columns};
use crate::store::refs::Refs;
use crate::text::forms::{self, tag};

impl Stored for Capture {
    const TABLE: &'static str = "captures";
    const DERIVED: &'static [&'static str] = &["forms"];
    stored_columns!(Capture:
        columns { sha256, media_type, size, from, at, accessed, archived, order, reader, text, transcript }
        refers { source: Source }
        apart {}
    );

    fn derive(&self, _id: i64, refs: &mut Refs<'_>) -> Result<Vec<Value>> {
        let source = refs.id(crate::model::Noun::Source, self.source)?;
        let lang = refs.source(source)?.lang;
        Ok(vec![Column::put(&forms::forms(&self.text, tag(&lang)))])
    }
}
