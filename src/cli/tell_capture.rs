//! What a capture came to, in words or as JSON.

use serde_json::{Value, json};

use super::list::shown_id;
use super::ui::Ui;
use dixit::error::Result;
use dixit::import::document::Field;
use dixit::model::{Body, Capture, Moment, Noun, Observation, Source, Uid};
use dixit::record::capture::{Came, Captured};
use dixit::report::build::Exports;
use dixit::store::Store;
use dixit::text::changes::Change;
use dixit::text::diff::Stretch;

/// How many words of an unchanged run stand around a changed one.
const AROUND: usize = 6;
/// How many changed paragraphs are shown; all are counted.
const SHOWN: usize = 40;

/// Tells what became of the pieces of a source; `said` is what should be known of how each was read.
pub fn tell(
    store: &Store,
    done: &Captured,
    said: &[Vec<String>],
    operation: Option<Uid>,
    as_json: bool,
    ui: &mut Ui,
) -> Result<()> {
    let is_export = as_json || !ui.is_screen();
    let hidden = match is_export {
        true => hidden(store, done, said)?,
        false => None,
    };
    if as_json {
        let value = json(store, done, said, operation, hidden)?;
        return ui.line(&value.to_string());
    }
    if let Some(hidden) = hidden {
        return ui.line(hidden.line());
    }
    let id = shown_id(store, &done.source.id(), ui.is_terminal());
    let made = if done.made { "new source" } else { "source" };
    ui.line(&format!("{made} {id}: {}", done.body.shown()))?;
    // Of a source known before, what the capture adds.
    for (name, value, place) in fields(done) {
        if !done.made && place.is_empty() {
            continue;
        }
        let place = if place.is_empty() {
            String::new()
        } else {
            format!("  ({place})")
        };
        ui.line(&format!("  {name:<10} {value}{place}"))?;
    }
    for (field, value, place) in &done.left {
        match field {
            Field::Modified => ui.line(&format!(
                "  {:<10} {value}  ({place}; not when it was published)",
                "modified"
            ))?,
            _ => ui.say(&format!(
                "{place} has another {}, left: {value}",
                name(*field)
            )),
        }
    }
    for (came, said) in done.pieces.iter().zip(said) {
        piece(store, came, said, ui)?;
    }
    Ok(())
}

/// Why a capture is spoken of on the terminal alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hidden {
    /// The source is confidential.
    Source,
    /// What would be said of it holds a confidential name.
    Words,
}

impl Hidden {
    fn line(self) -> &'static str {
        match self {
            Self::Source => "a confidential source was captured; the terminal alone tells more",
            Self::Words => {
                "captured; what is to be said of it holds a confidential name: the terminal alone tells more"
            }
        }
    }
}

/// Why none of what follows may leave the terminal, if it may not.
fn hidden(store: &Store, done: &Captured, said: &[Vec<String>]) -> Result<Option<Hidden>> {
    let exports = Exports::new(store, false)?;
    if !exports.may_tell(Noun::Source, done.source, [])? {
        return Ok(Some(Hidden::Source));
    }
    let mut words: Vec<String> = vec![done.body.shown()];
    words.extend(done.body.authors.iter().cloned());
    for (_, value, place) in fields(done) {
        words.extend([value, place]);
    }
    for (_, value, place) in &done.left {
        words.extend([value.clone(), place.clone()]);
    }
    for came in &done.pieces {
        match came {
            Came::Again { changes, .. } => words.extend(changes.iter().map(whole)),
            Came::Observed { observation, .. } => words.push(observation.note.clone()),
            Came::First(_) | Came::Same { .. } => {}
        }
    }
    words.extend(said.iter().flatten().cloned());
    let may = exports.may_tell(Noun::Source, done.source, words.iter().map(String::as_str))?;
    Ok((!may).then_some(Hidden::Words))
}

/// All words of a change, as they were and as they are: a name may be spelt by words that stayed and words
/// that came.
fn whole(change: &Change) -> String {
    match change {
        Change::Added(words) | Change::Gone(words) => words.clone(),
        Change::Altered(stretches) => {
            let (mut before, mut after) = (String::new(), String::new());
            for stretch in stretches {
                match stretch {
                    Stretch::Kept(words) => {
                        before.push_str(words);
                        after.push_str(words);
                    }
                    Stretch::Removed(words) => before.push_str(words),
                    Stretch::Added(words) => after.push_str(words),
                }
            }
            format!("{before}\n{after}")
        }
    }
}

/// Tells of a transcript that was added.
pub fn transcribed(
    store: &Store,
    source: Uid,
    capture: Uid,
    operation: Option<Uid>,
    as_json: bool,
    ui: &mut Ui,
) -> Result<()> {
    let is_export = as_json || !ui.is_screen();
    if is_export && !Exports::new(store, false)?.may_tell(Noun::Source, source, [])? {
        if as_json {
            let value = json!({ "operation": operation.map(|o| o.id()), "confidential": true });
            return ui.line(&value.to_string());
        }
        return ui
            .line("saved the transcript of a confidential source; the terminal alone tells more");
    }
    if as_json {
        let value = json!({ "source": source.id(), "capture": capture.id(), "operation": operation.map(|o| o.id()) });
        return ui.line(&value.to_string());
    }
    let id = shown_id(store, &capture.id(), ui.is_terminal());
    ui.line(&match operation {
        Some(_) => format!("saved the transcript of capture {id}"),
        None => format!("capture {id} has this transcript: nothing was changed"),
    })
}

fn name(field: Field) -> &'static str {
    match field {
        Field::Title => "title",
        Field::Author => "author",
        Field::Publisher => "publisher",
        Field::Lang => "lang",
        Field::Published => "published",
        Field::Modified => "modified",
        Field::Url => "url",
    }
}

/// The fields of the source that are set, with where each was found.
fn fields(done: &Captured) -> Vec<(&'static str, String, String)> {
    let Source {
        title,
        authors,
        publisher,
        lang,
        published,
        url,
        ..
    } = &done.body;
    let published = published
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let all = [
        (Field::Title, title.clone()),
        (Field::Author, authors.join("; ")),
        (Field::Publisher, publisher.clone()),
        (Field::Published, published),
        (Field::Lang, lang.clone()),
        (Field::Url, url.clone()),
    ];
    let place = |field: Field| {
        let found = done.places.iter().find(|(of, _)| *of == field);
        found.map(|(_, place)| place.clone()).unwrap_or_default()
    };
    all.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(field, value)| (name(field), value, place(field)))
        .collect()
}

fn day(at: Option<Moment>) -> String {
    at.map_or_else(|| "an unknown day".to_owned(), Moment::day)
}

fn piece(store: &Store, came: &Came, said: &[String], ui: &mut Ui) -> Result<()> {
    match came {
        Came::First(uid) => held(store, *uid, ui)?,
        Came::Same { before, at } => {
            let id = shown_id(store, &before.id(), ui.is_terminal());
            ui.line(&format!(
                "the same bytes as capture {id} of {}: nothing new",
                day(*at)
            ))?;
        }
        Came::Again {
            capture,
            before,
            at,
            changes,
            around,
        } => {
            held(store, *capture, ui)?;
            let since = format!(
                "capture {} of {}",
                shown_id(store, &before.id(), ui.is_terminal()),
                day(*at)
            );
            match (changes.is_empty(), around) {
                (true, true) => ui.line(&format!(
                    "the words are those of {since}; only the page around them differs"
                ))?,
                (true, false) => ui.line(&format!("the words are those of {since}"))?,
                _ => changed(changes, &since, ui)?,
            }
        }
        Came::Observed { observation, held } => observed(observation, *held, ui)?,
    }
    for said in said {
        ui.say(&format!("note: {said}"));
    }
    Ok(())
}

fn observed(observation: &Observation, held: Option<Moment>, ui: &mut Ui) -> Result<()> {
    let Observation { kind, note, on } = observation;
    let kind = kind.map(|kind| kind.to_string()).unwrap_or_default();
    let on = on.as_ref().map(ToString::to_string).unwrap_or_default();
    let held = held.map_or("nothing is held of it".to_owned(), |at| {
        format!("held as captured {}", at.day())
    });
    ui.line(&format!("{kind}, seen {on}; {held}"))?;
    ui.say(&format!(
        "not the document: {note}. Nothing was captured; --anyway takes it all the same"
    ));
    Ok(())
}

fn held(store: &Store, uid: Uid, ui: &mut Ui) -> Result<()> {
    let Some(Body::Capture(capture)) = store.body(Noun::Capture, uid)? else {
        return Ok(());
    };
    let words = counted(capture.words().split_whitespace().count() as u64, "word");
    let pages = match capture.pages.len() as u64 {
        0 => String::new(),
        many => format!(", {}", counted(many, "page")),
    };
    let size = counted(capture.size, "byte");
    let id = shown_id(store, &uid.id(), ui.is_terminal());
    let Capture {
        media_type, sha256, ..
    } = *capture;
    ui.line(&format!(
        "captured {id}: {media_type}, {size}, {words}{pages}"
    ))?;
    ui.line(&format!("  sha-256    {sha256}"))?;
    Ok(())
}

fn counted(many: u64, what: &str) -> String {
    let digits = many.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let plural = if many == 1 { "" } else { "s" };
    format!("{grouped} {what}{plural}")
}

fn changed(changes: &[Change], since: &str, ui: &mut Ui) -> Result<()> {
    let count = |of: fn(&Change) -> bool| changes.iter().filter(|change| of(change)).count();
    let altered = count(|change| matches!(change, Change::Altered(_)));
    let added = count(|change| matches!(change, Change::Added(_)));
    let gone = count(|change| matches!(change, Change::Gone(_)));
    let reads = if altered == 1 { "reads" } else { "read" };
    let altered = counted(altered as u64, "paragraph");
    ui.line(&format!(
        "changed since {since}: {altered} {reads} otherwise, {added} new, {gone} gone"
    ))?;
    for change in changes.iter().take(SHOWN) {
        ui.line(&match change {
            Change::Added(words) => format!("  + {words}"),
            Change::Gone(words) => format!("  - {words}"),
            Change::Altered(stretches) => format!("  ~ {}", in_words(stretches)),
        })?;
    }
    if changes.len() > SHOWN {
        let more = counted((changes.len() - SHOWN) as u64, "more paragraph");
        ui.line(&format!("  and {more}; --json has them all"))?;
    }
    Ok(())
}

/// Words that went in [-brackets-], words that came in {+braces+}, as a word diff writes them.
fn in_words(stretches: &[Stretch]) -> String {
    let last = stretches.len().saturating_sub(1);
    let each = stretches
        .iter()
        .enumerate()
        .map(|(at, stretch)| match stretch {
            Stretch::Kept(words) => shortened(words, at == 0, at == last),
            Stretch::Added(words) => format!("{{+{words}+}}"),
            Stretch::Removed(words) => format!("[-{words}-]"),
        });
    each.collect()
}

fn shortened(words: &str, first: bool, last: bool) -> String {
    let all: Vec<&str> = words.split_inclusive(' ').collect();
    let (before, after) = (
        if first { 0 } else { AROUND },
        if last { 0 } else { AROUND },
    );
    if all.len() <= before + after + 2 {
        return words.to_owned();
    }
    let (before, after) = (all[..before].concat(), all[all.len() - after..].concat());
    let space = if last { "" } else { " " };
    format!("{before}…{space}{after}")
}

fn json(
    store: &Store,
    done: &Captured,
    said: &[Vec<String>],
    operation: Option<Uid>,
    hidden: Option<Hidden>,
) -> Result<Value> {
    let mut pieces = Vec::new();
    for (came, said) in done.pieces.iter().zip(said) {
        pieces.push(piece_json(store, came, said, hidden.is_some())?);
    }
    let operation = operation.map(|operation| operation.id());
    match hidden {
        Some(Hidden::Source) => {
            return Ok(json!({ "operation": operation, "confidential": true, "captures": pieces }));
        }
        Some(Hidden::Words) => {
            let source = done.source.id();
            return Ok(
                json!({ "operation": operation, "source": source, "withheld": true, "captures": pieces }),
            );
        }
        None => {}
    }
    let fields: serde_json::Map<String, Value> = fields(done)
        .into_iter()
        .map(|(name, value, place)| {
            let value = if name == "author" {
                json!(done.body.authors)
            } else {
                json!(value)
            };
            let place = if place.is_empty() {
                Value::Null
            } else {
                json!(place)
            };
            (name.to_owned(), json!({ "value": value, "found": place }))
        })
        .collect();
    let left: Vec<Value> = done
        .left
        .iter()
        .map(|(field, value, place)| json!({ "field": name(*field), "value": value, "found": place }))
        .collect();
    Ok(json!({
        "operation": operation,
        "source": done.source.id(),
        "new": done.made,
        "fields": fields,
        "left": left,
        "captures": pieces,
    }))
}

fn piece_json(store: &Store, came: &Came, said: &[String], hidden: bool) -> Result<Value> {
    let mut value = match came {
        Came::First(uid) => json!({ "came": "first", "capture": uid.id() }),
        Came::Same { before, .. } => json!({ "came": "same", "capture": before.id() }),
        Came::Again {
            capture,
            before,
            changes,
            ..
        } => json!({
            "came": if changes.is_empty() { "same-words" } else { "changed" },
            "capture": capture.id(),
            "before": before.id(),
            "changes": changes.iter().map(change_json).collect::<Vec<_>>(),
        }),
        Came::Observed { observation, held } => json!({
            "came": "observed",
            "kind": observation.kind.map(|kind| kind.to_string()),
            "on": observation.on.as_ref().map(ToString::to_string),
            "note": observation.note,
            "held": held.map(|at| at.to_string()),
        }),
    };
    if hidden {
        return Ok(json!({ "came": value["came"] }));
    }
    let uid = match came {
        Came::First(uid) | Came::Same { before: uid, .. } | Came::Again { capture: uid, .. } => {
            *uid
        }
        Came::Observed { .. } => return Ok(value),
    };
    if let Some(Body::Capture(capture)) = store.body(Noun::Capture, uid)? {
        value["media_type"] = json!(capture.media_type);
        value["sha256"] = json!(capture.sha256);
        value["size"] = json!(capture.size);
        value["reader"] = json!(capture.reader);
        value["words"] = json!(capture.words().split_whitespace().count());
        value["pages"] = json!(capture.pages.len());
        value["said"] = json!(said);
    }
    Ok(value)
}

fn change_json(change: &Change) -> Value {
    match change {
        Change::Added(words) => json!({ "added": words }),
        Change::Gone(words) => json!({ "gone": words }),
        Change::Altered(stretches) => json!({
            "altered": stretches
                .iter()
                .map(|stretch| match stretch {
                    Stretch::Kept(words) => json!({ "kept": words }),
                    Stretch::Added(words) => json!({ "added": words }),
                    Stretch::Removed(words) => json!({ "removed": words }),
                })
                .collect::<Vec<_>>()
        }),
    }
}
