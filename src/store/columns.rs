//! Bodies as columns: how a field becomes a value of its column, and back.
//!
//! One macro declares a noun's table: which fields are plain columns, which refer to another record
//! (an integer in the file, an identity in the body) and which stand apart in tables of their own. It
//! destructures the body without `..`, so that the compiler names every place a new field needs.

use rusqlite::types::{FromSql, ToSqlOutput, Value, ValueRef};
use rusqlite::{Row, RowIndex};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::refs::Refs;
use crate::error::{Error, Result};
use crate::model::{
    Anchor, ClaimKind, Credibility, Decimal, Draft, Edtf, Evidence, Jointly, JudgementKind,
    LinkKind, Manner, MeasureKind, Medium, Moment, Name, Noun, Observation, Part, Publication,
    Qualifier, ReadOn, Record, Reliability, Role, SourceKind, SpeakerKind, Stance, TextPart,
    Transcript, Uid, Use, Verdict, Vocabulary, Wording,
};

/// What is not set.
pub const NULL: ToSqlOutput<'static> = ToSqlOutput::Borrowed(ValueRef::Null);

/// Words, as they stand: a row is bound without copying them.
pub fn text(words: &str) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(ValueRef::Text(words.as_bytes()))
}

/// A value made for its column.
pub fn owned<'a>(value: Value) -> ToSqlOutput<'a> {
    ToSqlOutput::Owned(value)
}

/// Derived words; NULL where there are none.
pub fn derived_words(words: String) -> Value {
    if words.is_empty() {
        Value::Null
    } else {
        Value::Text(words)
    }
}

/// A field that is one column.
pub trait Column: Sized {
    /// The column's value; NULL for a field at its default.
    fn put(&self) -> ToSqlOutput<'_>;
    /// The field of a column's value.
    fn take(value: ValueRef<'_>) -> Option<Self>;
}

impl Column for String {
    fn put(&self) -> ToSqlOutput<'_> {
        if self.is_empty() { NULL } else { text(self) }
    }
    fn take(value: ValueRef<'_>) -> Option<Self> {
        match value {
            ValueRef::Null => Some(Self::new()),
            other => other.as_str().ok().map(str::to_owned),
        }
    }
}

impl Column for bool {
    fn put(&self) -> ToSqlOutput<'_> {
        owned(Value::Integer(i64::from(*self)))
    }
    fn take(value: ValueRef<'_>) -> Option<Self> {
        value.as_i64().ok().map(|n| n != 0)
    }
}

macro_rules! numbers {
    ($($type:ty),+) => {$(
        impl Column for $type {
            fn put(&self) -> ToSqlOutput<'_> {
                match i64::try_from(*self) {
                    Ok(0) | Err(_) => NULL,
                    Ok(number) => owned(Value::Integer(number)),
                }
            }
            fn take(value: ValueRef<'_>) -> Option<Self> {
                match value {
                    ValueRef::Null => Some(0),
                    other => Self::try_from(other.as_i64().ok()?).ok(),
                }
            }
        }
    )+};
}
numbers!(u32, u64);

macro_rules! words {
    ($($type:ty),+ $(,)?) => {$(
        impl Column for Option<$type> {
            fn put(&self) -> ToSqlOutput<'_> {
                self.map_or(NULL, |word| text(word.word()))
            }
            fn take(value: ValueRef<'_>) -> Option<Self> {
                match value {
                    ValueRef::Null => Some(None),
                    other => <$type>::read(other.as_str().ok()?).ok().map(Some),
                }
            }
        }
    )+};
}
words!(
    SourceKind,
    SpeakerKind,
    ClaimKind,
    Manner,
    Part,
    Jointly,
    Medium,
    Qualifier,
    MeasureKind,
    Verdict,
    LinkKind,
    JudgementKind,
    Reliability,
    Credibility,
    Noun,
);

impl Column for Stance {
    fn put(&self) -> ToSqlOutput<'_> {
        text(self.word())
    }
    fn take(value: ValueRef<'_>) -> Option<Self> {
        Self::read(value.as_str().ok()?).ok()
    }
}

macro_rules! read_texts {
    ($($type:ty: $read:expr),+ $(,)?) => {$(
        impl Column for Option<$type> {
            fn put(&self) -> ToSqlOutput<'_> {
                self.as_ref().map_or(NULL, |it| owned(Value::Text(it.to_string())))
            }
            fn take(value: ValueRef<'_>) -> Option<Self> {
                match value {
                    ValueRef::Null => Some(None),
                    other => $read(other.as_str().ok()?).map(Some),
                }
            }
        }
    )+};
}
read_texts!(
    Edtf: |text| Edtf::parse(text).ok(),
    Moment: Moment::read,
    Decimal: Decimal::read,
);

fn put_json<T: Serialize + Default + PartialEq>(part: &T) -> ToSqlOutput<'static> {
    if *part == T::default() {
        return NULL;
    }
    serde_json::to_string(part).map_or(NULL, |json| owned(Value::Text(json)))
}

fn take_json<T: DeserializeOwned + Default>(value: ValueRef<'_>) -> Option<T> {
    match value {
        ValueRef::Null => Some(T::default()),
        other => serde_json::from_slice(other.as_bytes().ok()?).ok(),
    }
}

macro_rules! json {
    ($($type:ty),+ $(,)?) => {$(
        impl Column for $type {
            fn put(&self) -> ToSqlOutput<'_> {
                put_json(self)
            }
            fn take(value: ValueRef<'_>) -> Option<Self> {
                take_json(value)
            }
        }
    )+};
}
json!(
    Vec<String>,
    Option<ReadOn>,
    Vec<Observation>,
    Vec<Name>,
    Vec<Role>,
    Vec<Wording>,
    Option<Transcript>,
    Vec<TextPart>,
    Vec<u32>,
    Option<Anchor>,
    Vec<Evidence>,
    Vec<Draft>,
    Vec<Publication>,
    Vec<Use>,
);

/// A field that refers to another record.
pub trait Referring: Sized {
    /// The integer the file knows the record by.
    fn put(&self, noun: Noun, refs: &mut Refs<'_>) -> Result<Value>;
    /// The identity the body knows it by.
    fn take(id: Option<i64>, noun: Noun, refs: &mut Refs<'_>) -> Result<Self>;
}

impl Referring for Uid {
    fn put(&self, noun: Noun, refs: &mut Refs<'_>) -> Result<Value> {
        Ok(Value::Integer(refs.id(noun, *self)?))
    }
    fn take(id: Option<i64>, noun: Noun, refs: &mut Refs<'_>) -> Result<Self> {
        refs.uid(
            noun,
            id.ok_or_else(|| Error::bug(format!("a reference to a {noun} is missing")))?,
        )
    }
}

impl Referring for Option<Uid> {
    fn put(&self, noun: Noun, refs: &mut Refs<'_>) -> Result<Value> {
        self.map_or(Ok(Value::Null), |uid| uid.put(noun, refs))
    }
    fn take(id: Option<i64>, noun: Noun, refs: &mut Refs<'_>) -> Result<Self> {
        id.map(|id| refs.uid(noun, id)).transpose()
    }
}

// Within the file a reader follows integers: it needs no identity of what it only passes through.
impl Referring for i64 {
    fn put(&self, _noun: Noun, _refs: &mut Refs<'_>) -> Result<Value> {
        Ok(Value::Integer(*self))
    }
    fn take(id: Option<i64>, noun: Noun, _refs: &mut Refs<'_>) -> Result<Self> {
        id.ok_or_else(|| Error::bug(format!("a reference to a {noun} is missing")))
    }
}

impl Referring for Option<i64> {
    fn put(&self, _noun: Noun, _refs: &mut Refs<'_>) -> Result<Value> {
        Ok(self.map_or(Value::Null, Value::Integer))
    }
    fn take(id: Option<i64>, _noun: Noun, _refs: &mut Refs<'_>) -> Result<Self> {
        Ok(id)
    }
}

/// A noun's table.
pub trait Stored: Record {
    /// The table.
    const TABLE: &'static str;
    /// The columns of the body that stand in the row.
    const COLUMNS: &'static [&'static str];
    /// The derived columns of the noun's own.
    const DERIVED: &'static [&'static str];

    /// The values of [`Self::COLUMNS`].
    fn values<'a>(&'a self, refs: &mut Refs<'_>) -> Result<Vec<ToSqlOutput<'a>>>;
    /// The body of a row, but for what stands apart.
    fn of_row(fields: &mut Fields<'_>, refs: &mut Refs<'_>) -> Result<Self>;
    /// The values of [`Self::DERIVED`] for the row with this integer.
    fn derive(&self, id: i64, refs: &mut Refs<'_>) -> Result<Vec<Value>>;

    /// Writes what stands apart.
    fn write_apart(&self, _id: i64, _refs: &mut Refs<'_>) -> Result<()> {
        Ok(())
    }
    /// Reads what stands apart.
    fn read_apart(&mut self, _row: &Row<'_>, _id: i64, _refs: &mut Refs<'_>) -> Result<()> {
        Ok(())
    }
    /// Removes what stands apart, and derived tables' lines about the record.
    fn clear_apart(_id: i64, _refs: &mut Refs<'_>) -> Result<()> {
        Ok(())
    }
    /// Writes derived tables' lines about the record.
    fn derive_apart(&self, _id: i64, _refs: &mut Refs<'_>) -> Result<()> {
        Ok(())
    }
}

/// What every noun's row ends with.
pub const ENDS: [&str; 7] = [
    "_hash",
    "_parents",
    "_operation",
    "_salt",
    "_format",
    "created_in",
    "heads",
];
/// How many columns stand before those of the body: `id` and `uid`.
const BEGIN: usize = 2;

/// The columns of a noun's whole row, in the one order in which they are written and read.
pub fn whole_row<T: Stored>() -> impl Iterator<Item = &'static str> {
    let own = T::COLUMNS.iter().chain(T::DERIVED).map(|name| plain(name));
    ["id", "uid"].into_iter().chain(own).chain(ENDS)
}

/// Where [`ENDS`] begin in a whole row.
pub fn ends_of<T: Stored>() -> usize {
    BEGIN + T::COLUMNS.len() + T::DERIVED.len()
}

/// A column of a whole row that is not the body's: derived, or what every row ends with.
///
/// By its place, which the constants tell: SQLite finds a name by asking every column for its own, and
/// that was a third of a list.
pub fn beside<T: Stored, V: FromSql>(row: &Row<'_>, name: &str) -> Result<V> {
    let apart = T::DERIVED.iter().copied().chain(ENDS);
    let at = apart.into_iter().position(|known| known == name);
    let at = at.ok_or_else(|| Error::bug(format!("no column `{name}` in {}", T::TABLE)))?;
    Ok(row.get(BEGIN + T::COLUMNS.len() + at)?)
}

/// The columns of a body in a whole row, one after another in the order of [`Stored::COLUMNS`].
pub struct Fields<'r> {
    row: &'r Row<'r>,
    at: usize,
}

impl<'r> Fields<'r> {
    /// Before the first.
    pub fn of(row: &'r Row<'r>) -> Self {
        Self { row, at: BEGIN }
    }

    /// The next field.
    pub fn next<T: Column>(&mut self) -> Result<T> {
        let at = self.at;
        self.at += 1;
        column(self.row, at)
    }

    /// The next field, which refers to another record.
    pub fn refer<T: Referring>(&mut self, noun: Noun, refs: &mut Refs<'_>) -> Result<T> {
        let at = self.at;
        self.at += 1;
        T::take(self.row.get(at)?, noun, refs)
    }
}

/// A column of a row, by name or place.
pub fn column<T: Column>(row: &Row<'_>, which: impl RowIndex) -> Result<T> {
    let statement: &rusqlite::Statement<'_> = row.as_ref();
    let at = which.idx(statement)?;
    T::take(row.get_ref(at)?).ok_or_else(|| {
        let name = statement.column_name(at).unwrap_or_default();
        Error::new(
            crate::error::ErrorKind::File,
            format!("the column `{name}` holds what Dixit never writes there"),
        )
    })
}

/// Declares the part of [`Stored`] that follows from the list of fields.
///
/// `columns` are plain; `refers` name the noun they refer to; `apart` are left to `write_apart` and
/// `read_apart`.
macro_rules! stored_columns {
    ($type:ident: columns { $($plain:ident),* $(,)? } refers { $($field:ident: $noun:ident),* $(,)? } apart { $($apart:ident),* $(,)? }) => {
        const COLUMNS: &'static [&'static str] = &[$(stringify!($plain),)* $(stringify!($field),)*];

        fn values<'a>(&'a self, refs: &mut $crate::store::refs::Refs<'_>) -> $crate::error::Result<Vec<rusqlite::types::ToSqlOutput<'a>>> {
            let $type { $($plain,)* $($field,)* $($apart: _,)* } = self;
            let _ = &refs;
            Ok(vec![
                $($crate::store::columns::Column::put($plain),)*
                $($crate::store::columns::owned($crate::store::columns::Referring::put($field, $crate::model::Noun::$noun, refs)?),)*
            ])
        }

        fn of_row(fields: &mut $crate::store::columns::Fields<'_>, refs: &mut $crate::store::refs::Refs<'_>) -> $crate::error::Result<Self> {
            let _ = &refs;
            // In the order of the columns, which is that of the body of this literal.
            Ok($type {
                $($plain: fields.next()?,)*
                $($field: fields.refer($crate::model::Noun::$noun, refs)?,)*
                $($apart: Default::default(),)*
            })
        }
    };
}
pub(crate) use stored_columns;

/// A field's name without the mark of a Rust keyword.
pub fn plain(field: &str) -> &str {
    field.strip_prefix("r#").unwrap_or(field)
}
