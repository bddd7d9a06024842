//! JSONL: one object a line, which names its noun.

use std::io::Write;

use serde_json::Value;

use super::dossier::{ordered, pairs};
use crate::error::Result;
use crate::model::Entry;

/// Writes an entry as a line.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(entry: &Entry, out: &mut dyn Write) -> Result<()> {
    write!(out, "{{\"noun\":\"{}\"", entry.noun())?;
    for (key, value) in pairs(entry)? {
        write!(out, ",\"{key}\":")?;
        write_value(&value, out)?;
    }
    out.write_all(b"}\n")?;
    Ok(())
}

fn write_value(value: &Value, out: &mut dyn Write) -> Result<()> {
    match value {
        Value::Object(map) => {
            out.write_all(b"{")?;
            for (at, (key, value)) in ordered(map).into_iter().enumerate() {
                let comma = if at > 0 { "," } else { "" };
                write!(out, "{comma}\"{key}\":")?;
                write_value(value, out)?;
            }
            out.write_all(b"}")?;
        }
        Value::Array(list) => {
            out.write_all(b"[")?;
            for (at, value) in list.iter().enumerate() {
                if at > 0 {
                    out.write_all(b",")?;
                }
                write_value(value, out)?;
            }
            out.write_all(b"]")?;
        }
        // Scalars are written as serde_json does: the shortest escapes.
        scalar => write!(out, "{scalar}")?,
    }
    Ok(())
}
