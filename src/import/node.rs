//! One tree for all formats: what a file says, each part with the byte it begins at.
//!
//! Numbers stay as written: a float would turn 1.50 into 1.5 and a long count into another.

use std::borrow::Cow;

/// A value and where it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'a> {
    /// The byte of the page it begins at.
    pub at: usize,
    /// The value.
    pub value: Value<'a>,
}

/// What a file can say.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Words; dates of TOML too, as written.
    Text(Cow<'a, str>),
    /// A number as written.
    Number(Cow<'a, str>),
    /// True or false.
    Bool(bool),
    /// Not given.
    Null,
    /// Several values.
    List(Vec<Node<'a>>),
    /// Named values, in their order.
    Table(Table<'a>),
}

/// The pairs of a table.
pub type Table<'a> = Vec<(Key<'a>, Node<'a>)>;

/// A key and where it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Key<'a> {
    /// The byte of the page it begins at.
    pub at: usize,
    /// The key.
    pub name: Cow<'a, str>,
}

impl<'a> Key<'a> {
    /// The same place under another name.
    pub fn renamed(&self, name: &'static str) -> Key<'a> {
        Key {
            at: self.at,
            name: Cow::Borrowed(name),
        }
    }
}

impl<'a> Node<'a> {
    /// A table that begins here.
    pub fn table(at: usize, table: Table<'a>) -> Self {
        Self {
            at,
            value: Value::Table(table),
        }
    }

    /// What kind of value it is, for errors.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Text(_) => "text",
            Value::Number(_) => "a number",
            Value::Bool(_) => "true or false",
            Value::Null => "null",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }

    /// Its words or digits, where it is a scalar that has some.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Number(text) => Some(text),
            _ => None,
        }
    }
}
