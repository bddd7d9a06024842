//! How prompts word themselves: questions, the summary of what is filled in, the fields on offer.

use serde_json::{Map, Value};

use super::text_of;
use crate::cli::fields::{Field, Takes};

/// Letters that people look for, before the fields share out what is left.
const USUAL: &[(&str, char)] = &[
    ("text", 'c'),
    ("speaker", 's'),
    ("source", 'z'),
    ("said", 'd'),
    ("occasion", 'o'),
    ("topics", 't'),
    ("kind", 'k'),
    ("stance", 'n'),
    ("quote", 'q'),
    ("passage", 'w'),
    ("cue", 'u'),
    ("hedge", 'h'),
    ("manner", 'm'),
    ("figures", 'f'),
    ("role", 'r'),
    ("via", 'v'),
    ("citing", 'g'),
    ("holds", 'l'),
    ("doubt", 'b'),
    ("note", 'e'),
    ("part", 'p'),
];

/// The fields that a letter opens; the others are opened by name.
pub fn letters(fields: &[Field]) -> Vec<(char, Field)> {
    let usual = |field: &Field| {
        USUAL
            .iter()
            .find(|(key, _)| *key == field.key)
            .map(|(_, l)| *l)
    };
    let mut taken: Vec<(char, Field)> = USUAL
        .iter()
        .filter_map(|(key, letter)| {
            let field = fields.iter().find(|field| field.key == *key)?;
            Some((*letter, *field))
        })
        .collect();
    // A noun with many fields has its letters; the few fields of another all get one.
    if fields.len() <= 20 {
        for field in fields.iter().filter(|field| usual(field).is_none()) {
            let free =
                |c: &char| c.is_ascii_lowercase() && !taken.iter().any(|(letter, _)| letter == c);
            if let Some(letter) = field.flag.chars().find(free) {
                taken.push((letter, *field));
            }
        }
    }
    taken
}

/// The fields on offer.
pub fn offer(letters: &[(char, Field)]) -> String {
    let items = letters.iter().map(|(letter, field)| {
        // Their names stay whole where the line is broken.
        format!("{letter} {}", name(field)).replace(' ', "\u{a0}")
    });
    let items: Vec<String> = items.chain(["/\u{a0}any other field".to_owned()]).collect();
    items.join("   ")
}

/// What a field is called where people look.
fn name(field: &Field) -> String {
    match field.key {
        "text" => "claim".to_owned(),
        "claim" => "known claim".to_owned(),
        _ => field.flag.replace('-', " "),
    }
}

/// What a field takes, said above its question.
pub fn help(field: &Field) -> String {
    match field.takes {
        Takes::Word(choices) => {
            let words: Vec<String> = choices().iter().map(|c| c.get_name().to_owned()).collect();
            words.join(", ")
        }
        _ => field.help.replace(" (can be repeated)", ""),
    }
}

/// What is asked for a field.
pub fn question(field: &Field, is_set: bool) -> String {
    let end = if is_set { " (empty: not set)" } else { "" };
    format!("{}{end}: ", name(field))
}

/// What is asked for an item of a list.
pub fn question_of_list(field: &Field, at: usize, is_set: bool) -> String {
    let name = name(field);
    match (at, is_set) {
        (0, false) => format!("{name} (Enter for none): "),
        (_, true) => format!("{name} {} (empty: taken out): ", at + 1),
        (_, false) => format!("{name} {} (Enter when done): ", at + 1),
    }
}

/// Cells before the values of the summary.
const INDENT: usize = 19;

/// What is filled in, a field a line, each with how far its further lines are set in.
pub fn summary(fields: &[Field], values: &Map<String, Value>) -> Vec<(String, usize)> {
    let mut lines = Vec::new();
    for field in fields {
        let value = match field.key.split_once('.') {
            Some((table, within)) => values.get(table).and_then(|table| table.get(within)),
            None => values.get(field.key),
        };
        let Some(value) = value else {
            continue;
        };
        let text = match value {
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| text_of(Some(item))).collect();
                items.join("; ")
            }
            Value::Bool(_) => "yes".to_owned(),
            other => text_of(Some(other)),
        };
        let hidden = field.key == "speaker" && values.contains_key(super::CONFIDENTIAL);
        let text = if hidden {
            "(confidential, not shown)".to_owned()
        } else {
            text
        };
        lines.push((format!("  {:<1$}{text}", name(field), INDENT - 2), INDENT));
    }
    lines
}
