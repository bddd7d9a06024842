//! Notices and tallies in words.

use std::collections::BTreeMap;

use super::ui::Ui;
use dixit::error::Result;
use dixit::model::{Noun, Uid, Vocabulary};
use dixit::record::{Difference, Notice, Said, Tally};
use dixit::store::Store;

/// A noun with its number: "1 claim", "3 claims".
pub fn count(noun: Noun, many: u64) -> String {
    let word = noun.word();
    self::many(many, word, &format!("{word}s"))
}

/// A number with what it counts.
pub fn many(count: u64, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// A noun with its article: "a claim", "an attribution".
pub fn a(noun: Noun) -> String {
    let word = noun.word();
    let article = if word.starts_with(['a', 'o']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {word}")
}

fn counts(of: &BTreeMap<Noun, u64>) -> String {
    let parts: Vec<String> = of
        .iter()
        .filter(|(_, many)| **many > 0)
        .map(|(noun, many)| count(*noun, *many))
        .collect();
    parts.join(", ")
}

/// What came of an import, a line each.
pub fn tally(tally: &Tally, verbs: [&str; 4]) -> Vec<String> {
    let groups = [&tally.new, &tally.changed, &tally.same, &tally.withheld];
    let lines = verbs
        .iter()
        .zip(groups)
        .filter(|(_, of)| of.values().any(|many| *many > 0));
    lines
        .map(|(verb, of)| format!("{verb}: {}", counts(of)))
        .collect()
}

/// Notices in words. New names come first, warnings last, where they are seen.
pub fn notices(said: &Said, screen: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for (noun, many) in &said.new {
        let names = said.notices.iter().filter_map(|notice| match notice {
            Notice::New {
                noun: of,
                name,
                uid,
            } if of == noun => Some(match (name.is_empty(), screen) {
                // Of a confidential one, the id is told on the terminal alone.
                (true, true) => uid.id(),
                (true, false) => "a confidential one".to_owned(),
                (false, _) => name.clone(),
            }),
            _ => None,
        });
        let names: Vec<String> = names.collect();
        let rest = many - names.len() as u64;
        lines.push(match (many, rest) {
            (1, _) => format!("new {noun}: {}", names[0]),
            (_, 0) => format!("new {noun}s: {}", names.join("; ")),
            _ => format!("new {noun}s: {many}; `dixit {noun}s` lists them"),
        });
    }
    let warnings: Vec<String> = said.notices.iter().filter_map(warning).collect();
    let rest = said.warnings - warnings.len() as u64;
    lines.extend(warnings);
    if rest > 0 {
        lines.push(format!("and {rest} more warnings like these"));
    }
    lines
}

fn warning(notice: &Notice) -> Option<String> {
    match notice {
        Notice::New { .. } => None,
        Notice::Near {
            name,
            known,
            uid,
            why,
        } => Some(format!(
            "near: “{name}” is close to “{known}” ({uid}): {why}. They stay two speakers"
        )),
        Notice::AnotherPerson {
            name,
            role,
            uid,
            known,
        } => {
            let known = known
                .map(|known| format!(", not {known}"))
                .unwrap_or_default();
            Some(format!(
                "another {name}: with the new role “{role}” taken for another person, {uid}{known}"
            ))
        }
        Notice::MaybeEdited { place, uid } => Some(format!(
            "{}looks like {uid} with another wording; the two stay two",
            at(place)
        )),
        Notice::Differs { noun, uid, place } => Some(format!(
            "{}the {noun} {uid} is known and differs; it was left as it is. To change it, import an entry with its `id`",
            at(place)
        )),
    }
}

/// An id as people type it on a terminal, in 12 letters elsewhere.
pub fn id(uid: Uid, store: &Store, ui: &Ui) -> Result<String> {
    if ui.is_terminal() {
        store.shortest_id(uid)
    } else {
        Ok(uid.id())
    }
}

/// A difference as lines: what is stored, what is given.
pub fn difference(of: &Difference) -> Vec<String> {
    let mut lines = vec![format!("{} {}", of.noun, of.uid)];
    lines.extend(fields(of));
    lines
}

/// The fields that differ, before and after.
pub fn fields(of: &Difference) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, stored, given) in &of.fields {
        if !stored.is_empty() {
            lines.push(format!("  - {name}: {stored}"));
        }
        if !given.is_empty() {
            lines.push(format!("  + {name}: {given}"));
        }
    }
    lines
}

/// Where, if it is a place that the reader knows.
fn at(place: &dixit::error::Place) -> String {
    if place.file.is_empty() || &*place.file == "flags" {
        String::new()
    } else {
        format!("{place}: ")
    }
}
