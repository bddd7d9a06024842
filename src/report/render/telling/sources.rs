//! The numbered sources at the end of a report.

use std::collections::{BTreeMap, HashMap};

use super::line::Line;
use crate::model::{Reliability, Vocabulary};
use crate::report::render::words;
use crate::report::shown::Shown;
use crate::report::value::SourceValue;

/// The sources seen so far, by number.
#[derive(Default)]
pub(super) struct Sources {
    numbers: HashMap<(String, String), u64>,
    by_number: BTreeMap<u64, SourceValue>,
}

impl Sources {
    /// A source's number: its own, else the next free one at its first mention.
    pub(super) fn number(&mut self, source: &SourceValue) -> u64 {
        // By name as well: where ids are withheld, two sources must not become one.
        let key = (source.id.to_string(), source.name.to_string());
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let next = self
            .by_number
            .last_key_value()
            .map_or(1, |(last, _)| last + 1);
        let taken = source.number == 0 || self.by_number.contains_key(&source.number);
        let number = if taken { next } else { source.number };
        self.numbers.insert(key, number);
        self.by_number.insert(number, source.clone());
        number
    }

    /// Each source, with its number and id, in sentences.
    pub(super) fn told(&self) -> impl Iterator<Item = (u64, &Shown, Vec<Line>)> {
        let told = |(number, source): (&u64, _)| (*number, source, sentences(source));
        self.by_number
            .iter()
            .map(told)
            .map(|(number, source, told)| (number, &source.id, told))
    }
}

/// Everything known of a source, as a bibliography has it.
fn sentences(source: &SourceValue) -> Vec<Line> {
    let SourceValue {
        id: _,
        number: _,
        name,
        kind,
        title,
        label,
        publisher,
        authors,
        url,
        archived,
        lang,
        published,
        read_on,
        read_on_because,
        seen_in,
        observations,
        reliability,
        confidential,
    } = source;
    let mut said = Vec::new();
    let mut say = |line: Line| said.push(line);
    let named = match title.is_empty() {
        true => Line::named(name),
        false => Line::default().and_named_in(title, lang.as_str()),
    };
    say(match confidential {
        true => named.strong().and_ours(" (confidential: an alias)"),
        false => named.strong(),
    });
    if !label.is_empty() && (!title.is_empty() || !name.as_str().contains(label.as_str())) {
        say(Line::ours("Filed as ").and_named(label));
    }
    let publisher = match publisher.is_empty() {
        true => Line::ours("Publisher unknown"),
        false => Line::named(publisher),
    };
    let date = match published.edtf.is_empty() {
        true => "date unknown".to_owned(),
        false => words::date(published.edtf.as_str()),
    };
    let date = Line::ours(", ").and_ours(date);
    say(publisher.and(match published.words.is_empty() {
        true => date,
        false => date
            .and_ours(" (")
            .and_theirs(&published.words, lang.as_str())
            .and_ours(")"),
    }));
    if !authors.is_empty() {
        let authors = authors.iter().map(Line::named).collect();
        say(Line::ours("By ").and(Line::listed(authors)));
    }
    let language = || Line::ours(words::language(lang.as_str()));
    match (kind, lang.is_empty()) {
        (Some(kind), true) => say(Line::ours(kind.word()).capitalised()),
        (Some(kind), false) => say(Line::ours(format!("{kind} in "))
            .capitalised()
            .and(language())),
        (None, true) => {}
        (None, false) => say(Line::ours("In ").and(language())),
    }
    if !url.is_empty() {
        say(Line::default().and_address(url));
    }
    for copy in archived {
        say(Line::ours("Archived: ").and_address(copy));
    }
    if !seen_in.is_empty() {
        say(Line::ours("Not seen itself, only in: ").and_named(seen_in));
    }
    if !read_on.is_empty() {
        let read = Line::ours("Its words for dates are read from ")
            .and_ours(words::date(read_on.as_str()));
        say(match read_on_because.is_empty() {
            true => read,
            false => read.and_ours(", because: ").and_named(read_on_because),
        });
    }
    for seen in observations {
        say(Line::ours("Since then: ").and_named(seen));
    }
    if !reliability.is_empty() {
        let meaning = Reliability::read(reliability.as_str()).map(Reliability::meaning);
        let meaning = meaning.map(|m| format!(" ({m})")).unwrap_or_default();
        say(Line::ours("Reliability ")
            .and_named(reliability)
            .and_ours(meaning));
    }
    said.into_iter().map(Line::sentence).collect()
}
