//! Notices and tallies in words.

use std::collections::BTreeMap;

use super::ui::Ui;
use dixit::error::{Error, Result};
use dixit::model::{Noun, Uid, Vocabulary};
use dixit::record::{Difference, Notice, Said, Tally};
use dixit::report::build::{Audience, Edition, Exports, obstacles};
use dixit::report::render::words::operations::{told, told_record};
use dixit::report::value::OperationValue;
use dixit::store::Store;
use dixit::store::built_on::BuiltOn;

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
/// Off the terminal, what holds a confidential name is left out, and that is said.
pub fn notices(said: &Said, store: &Store, screen: bool) -> Result<Vec<String>> {
    let exports = Exports::new(store, screen)?;
    let hides = |words: &str| exports.is_named_in(words);
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
                (false, false) if hides(name) => "one that holds a confidential name".to_owned(),
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
    let figures: Vec<String> = said.notices.iter().filter_map(figure).collect();
    let rest = said.figures - figures.len() as u64;
    lines.extend(figures);
    if rest > 0 {
        lines.push(format!("and {rest} more figures read from their words"));
    }
    lines.extend(said.notices.iter().filter_map(unrecorded));
    let warnings: Vec<String> = said.notices.iter().filter_map(warning).collect();
    let rest = said.warnings - warnings.len() as u64;
    lines.extend(warnings);
    if rest > 0 {
        lines.push(format!("and {rest} more warnings like these"));
    }
    let all = lines.len();
    lines.retain(|line| !hides(line));
    if lines.len() < all {
        lines.push(format!(
            "{} withheld: a confidential name is in it; the terminal alone tells",
            many((all - lines.len()) as u64, "notice is", "notices are")
        ));
    }
    Ok(lines)
}

/// How a figure was read, so that a wrong reading is seen while the words are at hand.
fn figure(notice: &Notice) -> Option<String> {
    let Notice::Figure {
        expression,
        read,
        how,
    } = notice
    else {
        return None;
    };
    Some(match read {
        Some(read) => {
            let how = if how.is_empty() {
                String::new()
            } else {
                format!(" ({})", how.join("; "))
            };
            format!("figure: “{expression}” is read as {read}{how}")
        }
        None => format!(
            "figure: “{expression}” stays words: give its bounds, or the language of the source"
        ),
    })
}

/// The figures that stand in an attribution's words and are not recorded, and how they are.
fn unrecorded(notice: &Notice) -> Option<String> {
    let Notice::Unrecorded { expressions } = notice else {
        return None;
    };
    let each: Vec<String> = expressions.iter().map(|e| format!("“{e}”")).collect();
    let (stand, them) = match expressions.len() {
        1 => ("stands in the words and is", "it"),
        _ => ("stand in the words and are", "them"),
    };
    Some(format!(
        "figures: {} {stand} not recorded; `edit --take-figures` takes {them}",
        each.join(", "),
    ))
}

/// In how many attributions of a load figures stand that are not recorded; nothing where there are none.
pub fn unrecorded_of_load(said: &Said) -> Option<String> {
    let looked = match said.unlooked {
        true => format!(" of the first {}", said.looked_at),
        false => String::new(),
    };
    let of = many(said.unrecorded, "attribution", "attributions");
    (said.unrecorded > 0).then(|| {
        format!(
            "figures: {of}{looked} with figures in the words that are not recorded; \
             `dixit check --only figure-not-recorded` lists them, an import with --take-figures takes them"
        )
    })
}

fn warning(notice: &Notice) -> Option<String> {
    match notice {
        Notice::New { .. } | Notice::Figure { .. } | Notice::Unrecorded { .. } => None,
        Notice::DateRead(read) => Some(format!(
            "{}: {} → {}, {}",
            read.field, read.words, read.date, read.how
        )),
        Notice::DateUnread { words, why } => Some(format!(
            "said: {words}, kept as words without bounds: {why}"
        )),
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

/// Who reads what a command that writes says of it.
pub fn audience(terminal: bool) -> Audience {
    match terminal {
        true => Audience::Screen,
        false => Audience::Export { reveal: false },
    }
}

/// How ids of records are shown: the fewest letters on a terminal, else 12.
pub fn ids(store: &Store, terminal: bool) -> impl Fn(&str) -> String {
    move |id| super::list::shown_id(store, id, terminal)
}

/// How ids of operations are shown.
pub fn operation_ids(store: &Store, terminal: bool) -> impl Fn(&str) -> String {
    move |id| {
        let found = terminal.then(|| store.find_operation(id).ok()).flatten();
        let short = found.and_then(|uid: Uid| store.shortest_operation(uid).ok());
        short.unwrap_or_else(|| id.to_owned())
    }
}

/// How much of a wording a line has room for: on a terminal about a line, else all.
pub fn room(ui: &Ui) -> Option<usize> {
    ui.is_terminal().then_some(60)
}

/// An operation in words.
pub fn operation(value: &OperationValue, ids: &dyn Fn(&str) -> String, ui: &Ui) -> String {
    told(value, ids, room(ui))
}

/// A refusal with what is in the way in words, where it knows.
pub fn in_the_way(error: Error, store: &Store, ui: &Ui) -> Error {
    use std::error::Error as _;
    let cause = error.source().and_then(|cause| cause.downcast_ref());
    let Some(built) = cause.cloned() else {
        return error;
    };
    // It goes to stderr, which a file or a program may read.
    let screen = ui.shows_progress();
    let named =
        Edition::new(store, audience(screen)).and_then(|edition| obstacles(store, &built, edition));
    let Ok(named) = named else { return error };
    let BuiltOn { obstacles, more } = &built;
    let ids = ids(store, screen);
    let operations = operation_ids(store, screen);
    let mut lines = vec![error.what().to_owned()];
    for ((record, on), obstacle) in named.iter().zip(obstacles) {
        let record = told_record(record, &ids, Some(60));
        let by = match obstacle.operation {
            Some(by) => format!(" (operation {})", operations(&by.id())),
            None => String::new(),
        };
        lines.push(match on {
            Some(on) => {
                let on = told_record(on, &ids, Some(60));
                format!("  {record}{by} stands on {on}")
            }
            None => format!("  {record} was changed since{by}"),
        });
    }
    if *more {
        lines.push("  and more".to_owned());
    }
    let hints = error.hints().iter().map(|hint| {
        let way = hint.split(" first:").next().unwrap_or(hint);
        let these = if named.len() == 1 { "it" } else { "these" };
        format!("{way} {these} first")
    });
    hints.fold(Error::new(error.kind(), lines.join("\n")), Error::hint)
}
