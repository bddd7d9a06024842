//! Captures.

use rusqlite::types::Value;

use crate::error::Result;
use crate::model::Capture;
use crate::store::columns::{Stored, derived_words, stored_columns};
use crate::store::refs::Refs;
use crate::text::forms::{self, tag};

impl Stored for Capture {
    const TABLE: &'static str = "captures";
    const DERIVED: &'static [&'static str] = &["forms"];
    stored_columns!(Capture:
        columns { sha256, media_type, size, from, at, accessed, archived, order, reader, text, parts, pages, transcript }
        refers { source: Source }
        apart {}
    );

    fn derive(&self, _id: i64, refs: &mut Refs<'_>) -> Result<Vec<Value>> {
        let source = refs.id(crate::model::Noun::Source, self.source)?;
        let lang = refs.source(source)?.lang;
        let mut found = forms::forms(&self.text, tag(&lang));
        // A transcript is searched with the text: it is all there is of a recording.
        if let Some(transcript) = &self.transcript {
            found.push(' ');
            found.push_str(&transcript.text);
            found.push(' ');
            found.push_str(&forms::forms(&transcript.text, tag(&transcript.lang)));
        }
        Ok(vec![derived_words(found.trim().to_owned())])
    }
}
