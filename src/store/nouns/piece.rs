//! Pieces.

use rusqlite::types::Value;

use super::{forget_references, note_references};
use crate::error::Result;
use crate::model::{Noun, Piece};
use crate::store::columns::{Stored, stored_columns};
use crate::store::refs::Refs;

impl Stored for Piece {
    const TABLE: &'static str = "pieces";
    const DERIVED: &'static [&'static str] = &[];
    stored_columns!(Piece: columns { title, drafts, published, uses, note } refers {} apart {});

    fn derive(&self, _id: i64, _refs: &mut Refs<'_>) -> Result<Vec<Value>> {
        Ok(Vec::new())
    }

    fn write_apart(&self, id: i64, refs: &mut Refs<'_>) -> Result<()> {
        let claims = self
            .uses
            .iter()
            .flat_map(|u| &u.claims)
            .map(|u| (Noun::Claim, *u));
        let others = self
            .uses
            .iter()
            .flat_map(|u| &u.attributions)
            .map(|u| (Noun::Attribution, *u));
        note_references((Noun::Piece, id), claims.chain(others), refs)
    }

    fn clear_apart(id: i64, refs: &mut Refs<'_>) -> Result<()> {
        forget_references((Noun::Piece, id), refs)
    }
}
