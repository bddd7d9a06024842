//! Operations in words: "add claim qzvk “North Korea has sent…” by United States, South Korea".

use chrono::{DateTime, Local};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::stance;
use crate::model::Noun;
use crate::report::value::{OperationValue, RecordValue, WroteValue};

/// What was done. `ids` says how ids are shown; with `room`, wordings that are longer end in "…".
pub fn told(
    operation: &OperationValue,
    ids: &dyn Fn(&str) -> String,
    room: Option<usize>,
) -> String {
    let OperationValue {
        verb,
        files,
        record,
        changes,
        wrote,
        reversed,
        withheld,
        ..
    } = operation;
    if let Some(work) = reversed {
        return format!("{verb} of {}", told(work, ids, room));
    }
    let mut text = verb.to_string();
    if !files.is_empty() {
        let files: Vec<&str> = files.iter().map(|file| file.as_str()).collect();
        text = format!("{verb} of {}", files.join(", "));
    }
    let Some(record) = record else {
        text = format!("{text}: {}", counts(wrote.iter()));
        return match withheld {
            true => format!("{text} (words withheld)"),
            false => text,
        };
    };
    let between = if files.is_empty() { "" } else { ":" };
    text = match record.noun {
        // It begins with what the judgement says.
        Some(Noun::Judgement) if record.name.as_str().starts_with(&format!("{verb}: ")) => {
            record.name.to_string()
        }
        _ => format!("{text}{between} {}", told_record(record, ids, room)),
    };
    if !changes.is_empty() {
        let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
        text = format!("{text}: {}", fields.join(", "));
    }
    let beside = |count: &&WroteValue| {
        !matches!(count.noun, Some(Noun::Claim | Noun::Attribution)) && count.noun != record.noun
    };
    let beside = counts(wrote.iter().filter(beside));
    match beside.is_empty() {
        true => text,
        false => format!("{text}, with {beside}"),
    }
}

/// A record: its noun, id, words, and who says them.
pub fn told_record(
    record: &RecordValue,
    ids: &dyn Fn(&str) -> String,
    room: Option<usize>,
) -> String {
    let RecordValue {
        noun,
        id,
        stance: how,
        name,
        by,
    } = record;
    let mut parts: Vec<String> = noun.iter().map(ToString::to_string).collect();
    if !id.is_empty() && id != name {
        parts.push(ids(id.as_str()));
    }
    if !name.is_empty() {
        let name = short(name.as_str(), room);
        let name = match id.as_str() == name {
            true => name,
            false => format!("“{name}”"),
        };
        parts.push(match stance(*how) {
            Some(stance) => format!("{stance}: {name}"),
            None => name,
        });
    }
    if !by.is_empty() {
        let by: Vec<&str> = by.iter().map(|name| name.as_str()).collect();
        parts.push(format!("by {}", by.join(", ")));
    }
    parts.join(" ")
}

/// "22 claims, 24 attributions"
fn counts<'a>(wrote: impl Iterator<Item = &'a WroteValue>) -> String {
    let each = wrote.map(|WroteValue { noun, records }| {
        let noun = noun.map_or_else(|| "record".to_owned(), |noun| noun.to_string());
        let s = if *records == 1 { "" } else { "s" };
        format!("{records} {noun}{s}")
    });
    each.collect::<Vec<_>>().join(", ")
}

/// As many whole words as fit, and "…" where there are more; line breaks are spaces.
fn short(text: &str, room: Option<usize>) -> String {
    let Some(room) = room else {
        return text.to_owned();
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.width() <= room {
        return text;
    }
    let mut kept = String::new();
    for piece in text.split_word_bounds() {
        if kept.width() + piece.width() + 1 > room {
            break;
        }
        kept.push_str(piece);
    }
    if kept.is_empty() {
        // One word wider than the room.
        for piece in text.graphemes(true) {
            if kept.width() + piece.width() + 1 > room {
                break;
            }
            kept.push_str(piece);
        }
    }
    format!("{}…", kept.trim_end())
}

/// A moment in the local zone, with its offset: "2024-12-05 10:00:30 +01:00".
pub fn local(moment: &str) -> String {
    match DateTime::parse_from_rfc3339(moment) {
        Ok(at) => at
            .with_timezone(&Local)
            .format("%Y-%m-%d %H:%M:%S %:z")
            .to_string(),
        Err(_) => moment.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_long_wording_ends_between_words() {
        let fits = |text: &str, room| short(text, Some(room));
        assert_eq!(
            fits("North Korea has sent soldiers", 20),
            "North Korea has…"
        );
        assert_eq!(fits("North Korea\nhas", 20), "North Korea has");
        assert_eq!(fits("Donaudampfschifffahrt", 8), "Donauda…");
        assert_eq!(fits("하루 평균 만 명이 다리를 건넜다", 12), "하루 평균…");
        assert_eq!(short("as long\nas it is", None), "as long\nas it is");
    }
}
