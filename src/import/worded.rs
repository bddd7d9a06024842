//! Dates that are given in words, or in digits that EDTF has no place for, before the fields are read.
//!
//! What `said` gives in words moves to `said_words`: what it means depends on the source, which is found later. Any other date is read here, where
//! its words alone say which it is; what would need a day to be read from stays as it is, and is refused as no date.

use super::node::{Key, Node, Table, Value};
use crate::model::{DateRead, Edtf};
use crate::text::dates::{self, Meaning};

/// The fields that are dates, of every type.
const DATES: &[&str] = &[
    "accessed",
    "as_of",
    "day",
    "held",
    "holds",
    "on",
    "published",
    "source_published",
];

/// Reads what dates in words a table has, in place; answers what was read as what.
pub fn read(table: &mut Table<'_>) -> Vec<DateRead> {
    let mut done = Vec::new();
    let worded = table.iter().any(|(key, _)| key.name == "said_words");
    for (key, node) in table {
        if key.name == "said" && !worded {
            said(key, node);
        } else if DATES.contains(&&*key.name) {
            done.extend(date(key, node));
        } else {
            done.extend(within(node));
        }
    }
    done
}

fn within(node: &mut Node<'_>) -> Vec<DateRead> {
    match &mut node.value {
        Value::Table(table) => read(table),
        Value::List(nodes) => nodes.iter_mut().flat_map(within).collect(),
        _ => Vec::new(),
    }
}

fn said(key: &mut Key<'_>, node: &Node<'_>) {
    let Value::Text(text) = &node.value else {
        return;
    };
    // Digits alone need no source to be refused, and their own error shows the place.
    let words = text.contains(char::is_alphabetic);
    if words && Edtf::parse(text).is_err() && dates::any(text, None).is_some() {
        *key = key.renamed("said_words");
    }
}

fn date(key: &Key<'_>, node: &mut Node<'_>) -> Option<DateRead> {
    let Value::Text(text) = &node.value else {
        return None;
    };
    if Edtf::parse(text).is_ok() {
        return None;
    }
    let Some(Meaning::Read(date, how)) = dates::any(text, None) else {
        return None;
    };
    let read = DateRead {
        field: key.name.clone().into_owned(),
        words: text.clone().into_owned(),
        date: date.clone(),
        how,
    };
    node.value = Value::Text(date.as_str().to_owned().into());
    Some(read)
}
