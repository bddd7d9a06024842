//! The dossier as TOML, written as a person would: one `[[noun]]` a thing, long words over several
//! lines, small tables in one.

use std::fmt::Write as _;
use std::io::Write;

use serde_json::{Map, Value};

use super::dossier::{ordered, pairs};
use crate::error::Result;
use crate::model::{Entry, Noun};
use crate::text::visible::is_hidden;

/// A line longer than this is broken up.
const WIDE: usize = 100;

/// Writes an entry, after an empty line unless it is the first.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(entry: &Entry, first: bool, out: &mut dyn Write) -> Result<()> {
    let pairs = pairs(entry)?;
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(key, value)| (key.as_str(), value))
        .collect();
    let mut text = String::new();
    if !first {
        text.push('\n');
    }
    let noun = entry.noun();
    let _ = writeln!(text, "[[{noun}]]");
    section(&noun.to_string(), &pairs, "", &mut text);
    out.write_all(text.as_bytes())?;
    Ok(())
}

/// One thing of a noun, with comments where a field that is not set may be filled in: below the fields of
/// one line, since TOML reads what follows a table's header as the table's.
pub fn sheet(noun: Noun, fields: &Map<String, Value>, comments: &str) -> String {
    let mut text = format!("[[{noun}]]\n");
    section(&noun.to_string(), &ordered(fields), comments, &mut text);
    text
}

/// The pairs of a table under its header: what fits a line first, as TOML asks, then what needs a
/// header of its own.
fn section(path: &str, pairs: &[(&str, &Value)], comments: &str, out: &mut String) {
    let mut later = Vec::new();
    for (key, value) in pairs {
        match tables(value) {
            Some(tables) if *key == "attribution" || !fits(value) => later.push((key, tables)),
            _ => {
                let _ = write!(out, "{key} = ");
                match value {
                    Value::String(words) if words.contains('\n') => many_lines(words, out),
                    Value::Array(list) if !fits(value) => {
                        out.push_str("[\n");
                        for value in list {
                            out.push_str("  ");
                            inline(value, out);
                            out.push_str(",\n");
                        }
                        out.push(']');
                    }
                    other => inline(other, out),
                }
                out.push('\n');
            }
        }
    }
    out.push_str(comments);
    for (key, tables) in later {
        let path = format!("{path}.{key}");
        let several = matches!(tables, Tables::Several(_));
        for map in tables.maps() {
            let _ = match several {
                true => writeln!(out, "\n[[{path}]]"),
                false => writeln!(out, "\n[{path}]"),
            };
            section(&path, &ordered(map), "", out);
        }
    }
}

enum Tables<'v> {
    One(&'v Map<String, Value>),
    Several(Vec<&'v Map<String, Value>>),
}

impl<'v> Tables<'v> {
    fn maps(self) -> Vec<&'v Map<String, Value>> {
        match self {
            Self::One(map) => vec![map],
            Self::Several(maps) => maps,
        }
    }
}

/// A value as tables, if it is one, or a list of at least one and nothing else.
fn tables(value: &Value) -> Option<Tables<'_>> {
    match value {
        Value::Object(map) => Some(Tables::One(map)),
        Value::Array(list) if !list.is_empty() => {
            let maps: Option<Vec<_>> = list.iter().map(Value::as_object).collect();
            maps.map(Tables::Several)
        }
        _ => None,
    }
}

/// Whether a value reads well on one line.
fn fits(value: &Value) -> bool {
    fn one_line(value: &Value) -> bool {
        match value {
            Value::String(words) => !words.contains('\n'),
            Value::Array(list) => list.iter().all(one_line),
            Value::Object(map) => map.values().all(one_line),
            _ => true,
        }
    }
    let mut line = String::new();
    inline(value, &mut line);
    line.chars().count() <= WIDE && one_line(value)
}

/// A value on one line.
pub fn value(value: &Value) -> String {
    let mut text = String::new();
    inline(value, &mut text);
    text
}

fn inline(value: &Value, out: &mut String) {
    match value {
        Value::String(words) => one_line(words, out),
        // TOML counts to 2^63 - 1; digits in words are read as well.
        Value::Number(number) if number.as_i64().is_none() => one_line(&number.to_string(), out),
        Value::Array(list) => {
            out.push('[');
            for (at, value) in list.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                inline(value, out);
            }
            out.push(']');
        }
        Value::Object(map) if map.is_empty() => out.push_str("{}"),
        Value::Object(map) => {
            for (at, (key, value)) in ordered(map).into_iter().enumerate() {
                let _ = write!(out, "{} {key} = ", if at > 0 { "," } else { "{" });
                inline(value, out);
            }
            out.push_str(" }");
        }
        scalar => {
            let _ = write!(out, "{scalar}");
        }
    }
}

fn one_line(words: &str, out: &mut String) {
    let marked = words.contains(['"', '\\']);
    let hides = || {
        words
            .char_indices()
            .any(|(at, letter)| is_hidden(words, at, letter))
    };
    if marked && !words.contains('\'') && !hides() {
        let _ = write!(out, "'{words}'");
        return;
    }
    out.push('"');
    for (at, letter) in words.char_indices() {
        match letter {
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            other => escaped(words, at, other, out),
        }
    }
    out.push('"');
}

fn many_lines(words: &str, out: &mut String) {
    // The line break after the opening marks is not part of the words.
    out.push_str("\"\"\"\n");
    let mut letters = words.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            // Three in a row, or one before the closing marks, would end the words.
            '"' if matches!(letters.peek(), None | Some((_, '"'))) => out.push_str("\\\""),
            '"' | '\n' => out.push(letter),
            '\t' => out.push_str("\\t"),
            other => escaped(words, at, other, out),
        }
    }
    out.push_str("\"\"\"");
}

/// A letter of a text: what nobody would see, or what an editor may break a line at, by its number.
fn escaped(words: &str, at: usize, letter: char, out: &mut String) {
    match letter {
        '\\' => out.push_str("\\\\"),
        '\r' => out.push_str("\\r"),
        hidden if is_hidden(words, at, hidden) => {
            let number = u32::from(hidden);
            let _ = if number > 0xFFFF {
                write!(out, "\\U{number:08X}")
            } else {
                write!(out, "\\u{number:04X}")
            };
        }
        other => out.push(other),
    }
}
