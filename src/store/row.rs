//! The row of a record: reading, writing and removing it, whatever its noun.

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Row, params_from_iter};

use super::columns::{ENDS, Fields, NULL, Stored, ends_of, owned, whole_row};
use super::lists;
use super::nouns::table;
use super::refs::{Often, Refs};
use super::sameness;
use crate::error::{Error, Result};
use crate::model::body::{Hash, Salt};
use crate::model::{
    Assessment, Attribution, Body, Capture, Claim, Judgement, Link, Measure, Noun, Occasion, Piece,
    Source, Speaker, Topic, Uid,
};

/// What a row says of its version, beside the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// The record's identity.
    pub uid: Uid,
    /// The version's hash.
    pub hash: Hash,
    /// The hashes of the versions before it, sorted.
    pub parents: Vec<Hash>,
    /// The operation that wrote it.
    pub operation: i64,
    /// The salt of its commit.
    pub salt: Salt,
    /// The number of its body's format.
    pub format: u32,
    /// The operation that wrote the record's first version.
    pub created_in: i64,
    /// How many versions stand side by side.
    pub heads: u32,
}

/// Runs an expression with the type of a noun.
macro_rules! with_noun {
    ($noun:expr, $type:ident => $run:expr) => {
        match $noun {
            Noun::Source => {
                type $type = Source;
                $run
            }
            Noun::Capture => {
                type $type = Capture;
                $run
            }
            Noun::Speaker => {
                type $type = Speaker;
                $run
            }
            Noun::Occasion => {
                type $type = Occasion;
                $run
            }
            Noun::Claim => {
                type $type = Claim;
                $run
            }
            Noun::Attribution => {
                type $type = Attribution;
                $run
            }
            Noun::Measure => {
                type $type = Measure;
                $run
            }
            Noun::Topic => {
                type $type = Topic;
                $run
            }
            Noun::Assessment => {
                type $type = Assessment;
                $run
            }
            Noun::Link => {
                type $type = Link;
                $run
            }
            Noun::Judgement => {
                type $type = Judgement;
                $run
            }
            Noun::Piece => {
                type $type = Piece;
                $run
            }
        }
    };
}

/// Runs an expression with the body of any noun.
macro_rules! with_body {
    ($any:expr, $body:ident => $run:expr) => {
        match $any {
            Body::Source($body) => $run,
            Body::Capture($body) => $run,
            Body::Speaker($body) => $run,
            Body::Occasion($body) => $run,
            Body::Claim($body) => $run,
            Body::Attribution($body) => $run,
            Body::Measure($body) => $run,
            Body::Topic($body) => $run,
            Body::Assessment($body) => $run,
            Body::Link($body) => $run,
            Body::Judgement($body) => $run,
            Body::Piece($body) => $run,
        }
    };
}

/// Parents as one column: their hashes one after another.
pub fn join_parents(parents: &[Hash]) -> Value {
    if parents.is_empty() {
        Value::Null
    } else {
        Value::Blob(parents.concat())
    }
}

/// Parents of one column.
pub fn split_parents(column: Option<Vec<u8>>) -> Vec<Hash> {
    let bytes = column.unwrap_or_default();
    bytes
        .chunks_exact(32)
        .filter_map(|chunk| chunk.try_into().ok())
        .collect()
}

/// What a row says of its version, which begins at a place with [`ENDS`].
fn meta(row: &Row<'_>, begin: usize) -> Result<Meta> {
    Ok(Meta {
        uid: Uid(row.get(1)?),
        hash: row.get(begin)?,
        parents: split_parents(row.get(begin + 1)?),
        operation: row.get(begin + 2)?,
        salt: row.get(begin + 3)?,
        format: row.get(begin + 4)?,
        created_in: row.get(begin + 5)?,
        heads: row.get(begin + 6)?,
    })
}

/// Reads one record by its integer.
pub fn read(noun: Noun, id: i64, refs: &mut Refs<'_>) -> Result<Option<(Body, Meta)>> {
    with_noun!(noun, T => Ok(read_as::<T>(id, refs)?.map(|(body, meta)| (body.into(), meta))))
}

/// Reads one record of a noun by its integer.
pub fn read_as<T: Stored>(id: i64, refs: &mut Refs<'_>) -> Result<Option<(T, Meta)>> {
    with_row::<T, _>(id, refs, |row, refs| {
        let mut body = T::of_row(&mut Fields::of(row), refs)?;
        body.read_apart(row, id, refs)?;
        Ok((body, meta(row, ends_of::<T>())?))
    })
}

/// Reads the whole row of a record, if it has one.
pub fn with_row<T: Stored, V>(
    id: i64,
    refs: &mut Refs<'_>,
    read: impl FnOnce(&Row<'_>, &mut Refs<'_>) -> Result<V>,
) -> Result<Option<V>> {
    let which = Often::Read(T::NOUN);
    let mut statement = refs.lend(which, || {
        let columns: Vec<String> = whole_row::<T>().map(|name| format!("\"{name}\"")).collect();
        format!(
            "SELECT {} FROM {} WHERE id = ?1",
            columns.join(", "),
            T::TABLE
        )
    })?;
    let mut rows = statement.query([id])?;
    let found = match rows.next()? {
        Some(row) => Some(read(row, refs)?),
        None => None,
    };
    drop(rows);
    refs.give_back(which, statement);
    Ok(found)
}

fn insert_sql<T: Stored>() -> String {
    let columns: Vec<String> = whole_row::<T>().map(|name| format!("\"{name}\"")).collect();
    let marks: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
    format!(
        "INSERT INTO {} ({}) VALUES ({})",
        T::TABLE,
        columns.join(", "),
        marks.join(", ")
    )
}

/// Writes a record's row and all that is derived from it alone.
pub fn insert(id: i64, body: &Body, meta: &Meta, refs: &mut Refs<'_>) -> Result<()> {
    with_body!(body, body => insert_as(id, body.as_ref(), meta, refs))
}

fn blob(bytes: &[u8]) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(ValueRef::Blob(bytes))
}

fn insert_as<T: Stored>(id: i64, body: &T, meta: &Meta, refs: &mut Refs<'_>) -> Result<()> {
    let Meta {
        uid,
        hash,
        parents,
        operation,
        salt,
        format,
        created_in,
        heads,
    } = meta;
    let mut values = Vec::with_capacity(9 + T::COLUMNS.len() + T::DERIVED.len());
    values.extend([owned(Value::Integer(id)), blob(&uid.0)]);
    values.extend(body.values(refs)?);
    values.extend(body.derive(id, refs)?.into_iter().map(owned));
    let number = |number: i64| owned(Value::Integer(number));
    values.extend([
        blob(hash),
        owned(join_parents(parents)),
        number(*operation),
        blob(salt),
        number(i64::from(*format)),
        number(*created_in),
        number(i64::from(*heads)),
    ]);
    let statement = refs.often(Often::Insert(T::NOUN), insert_sql::<T>)?;
    // Most fields of most rows are not set, and a statement forgets all at once sooner than one by one.
    statement.clear_bindings();
    for (at, value) in values.iter().enumerate() {
        if *value != NULL {
            statement.raw_bind_parameter(at + 1, value)?;
        }
    }
    statement.raw_execute()?;
    body.write_apart(id, refs)?;
    body.derive_apart(id, refs)?;
    if T::NOUN == Noun::Capture {
        // What was kept at hand of its source was without it.
        refs.forget(T::NOUN, *uid);
    }
    refs.remember(T::NOUN, *uid, id);
    index(T::NOUN, id, refs)?;
    lists::place(T::NOUN, id, refs)
}

/// Removes a record's row and all that was derived from it.
pub fn delete(noun: Noun, id: i64, uid: Uid, refs: &mut Refs<'_>) -> Result<()> {
    sameness::leave(noun, id, refs)?;
    lists::unplace(noun, id, refs)?;
    unindex(noun, id, refs)?;
    with_noun!(noun, T => T::clear_apart(id, refs))?;
    let sql = format!("DELETE FROM {} WHERE id = ?1", table(noun));
    let gone = refs.conn.prepare_cached(&sql)?.execute([id])?;
    refs.forget(noun, uid);
    if gone == 1 {
        Ok(())
    } else {
        Err(Error::bug(format!("the {noun} {uid} had no row to remove")))
    }
}

/// Computes a row's derived columns again, and what lists keep of it.
pub fn rederive(noun: Noun, id: i64, refs: &mut Refs<'_>) -> Result<()> {
    with_noun!(noun, T => rederive_as::<T>(id, refs))
}

fn rederive_as<T: Stored>(id: i64, refs: &mut Refs<'_>) -> Result<()> {
    let Some((body, meta)) = read_as::<T>(id, refs)? else {
        return Ok(());
    };
    if T::DERIVED.is_empty() {
        return Ok(());
    }
    lists::unplace(T::NOUN, id, refs)?;
    unindex(T::NOUN, id, refs)?;
    if T::NOUN == Noun::Speaker {
        // All that stands apart of a speaker is derived.
        T::clear_apart(id, refs)?;
        body.derive_apart(id, refs)?;
    }
    // The row takes the day of its own operation.
    let writing = refs.set_recorded(meta.created_in)?;
    let mut values = body.derive(id, refs)?;
    refs.recorded = writing;
    // What only the whole file tells is not for one row to say.
    let kept = ["rep", "newest"];
    let mut sets = Vec::new();
    let mut given = vec![Value::Integer(id)];
    for (name, value) in T::DERIVED.iter().zip(values.drain(..)) {
        if !kept.contains(name) {
            given.push(value);
            sets.push(format!("\"{name}\" = ?{}", given.len()));
        }
    }
    let sql = format!("UPDATE {} SET {} WHERE id = ?1", T::TABLE, sets.join(", "));
    refs.conn
        .prepare_cached(&sql)?
        .execute(params_from_iter(given))?;
    index(T::NOUN, id, refs)?;
    lists::place(T::NOUN, id, refs)
}

/// The full-text table of a noun and its columns.
pub fn full_text(noun: Noun) -> Option<(&'static str, &'static str)> {
    match noun {
        Noun::Claim => Some(("claims_fts", "text, forms")),
        Noun::Attribution => Some(("attributions_fts", "quote, passage, translation, forms")),
        Noun::Capture => Some(("captures_fts", "text, forms")),
        Noun::Speaker => Some(("speakers_fts", "name, forms")),
        Noun::Source => Some(("sources_fts", "title, forms")),
        _ => None,
    }
}

fn index(noun: Noun, id: i64, refs: &Refs<'_>) -> Result<()> {
    let (Some((fts, columns)), false) = (full_text(noun), refs.bulk.is_some()) else {
        return Ok(());
    };
    let sql = format!(
        "INSERT INTO {fts} (rowid, {columns}) SELECT id, {columns} FROM {} WHERE id = ?1",
        table(noun)
    );
    refs.conn.prepare_cached(&sql)?.execute([id])?;
    Ok(())
}

// An external-content table forgets a row only when told the very words it was given.
fn unindex(noun: Noun, id: i64, refs: &Refs<'_>) -> Result<()> {
    let (Some((fts, columns)), false) = (full_text(noun), refs.bulk.is_some()) else {
        return Ok(());
    };
    let sql = format!(
        "INSERT INTO {fts} ({fts}, rowid, {columns}) SELECT 'delete', id, {columns} FROM {} WHERE id = ?1",
        table(noun)
    );
    refs.conn.prepare_cached(&sql)?.execute([id])?;
    Ok(())
}

/// Where a record's row is: its integer and what its version says.
pub fn meta_of(noun: Noun, uid: Uid, refs: &Refs<'_>) -> Result<Option<(i64, Meta)>> {
    refs.index_uids(noun)?;
    let (ends, table) = (ENDS.join(", "), table(noun));
    let sql = format!("SELECT id, uid, {ends} FROM {table} WHERE uid = ?1");
    let mut statement = refs.conn.prepare_cached(&sql)?;
    let mut rows = statement.query([&uid.0[..]])?;
    match rows.next()? {
        Some(row) => Ok(Some((row.get(0)?, meta(row, 2)?))),
        None => Ok(None),
    }
}
