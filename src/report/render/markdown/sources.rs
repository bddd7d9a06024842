//! The numbered sources at the end of a report.

use std::collections::{BTreeMap, HashMap};

use super::escape::{address, inline};
use crate::model::{Reliability, Vocabulary};
use crate::report::render::words;
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

    /// One paragraph a source.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = String> {
        self.by_number
            .iter()
            .map(|(number, source)| paragraph(*number, source))
    }
}

/// Everything known of a source, as a bibliography has it.
fn paragraph(number: u64, source: &SourceValue) -> String {
    let SourceValue {
        id,
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
    let mut say = |text: String| said.push(text);
    let named = if title.is_empty() { name } else { title };
    if *confidential {
        say(format!(
            "**{}** (confidential: an alias)",
            inline(named.as_str())
        ));
    } else {
        say(format!("**{}**", inline(named.as_str())));
    }
    if !label.is_empty() && (!title.is_empty() || !name.as_str().contains(label.as_str())) {
        say(format!("Filed as {}", inline(label.as_str())));
    }
    let publisher = match publisher.is_empty() {
        true => "Publisher unknown".to_owned(),
        false => inline(publisher.as_str()),
    };
    let date = match published.edtf.is_empty() {
        true => "date unknown".to_owned(),
        false => inline(&words::date(published.edtf.as_str())),
    };
    let date = match published.words.is_empty() {
        true => date,
        false => format!(
            "{date} ({})",
            super::escape::italic(published.words.as_str())
        ),
    };
    say(format!("{publisher}, {date}"));
    if !authors.is_empty() {
        let authors: Vec<_> = authors.iter().map(|a| inline(a.as_str())).collect();
        say(format!("By {}", words::and(&authors)));
    }
    let kind = kind.map(|kind| super::capitalised(kind.word()));
    match (kind, lang.is_empty()) {
        (Some(kind), true) => say(kind),
        (Some(kind), false) => say(format!(
            "{kind} in {}",
            inline(&words::language(lang.as_str()))
        )),
        (None, true) => {}
        (None, false) => say(format!("In {}", inline(&words::language(lang.as_str())))),
    }
    if !url.is_empty() {
        say(address(url.as_str()));
    }
    for copy in archived {
        say(format!("Archived: {}", address(copy.as_str())));
    }
    if !seen_in.is_empty() {
        say(format!(
            "Not seen itself, only in: {}",
            inline(seen_in.as_str())
        ));
    }
    if !read_on.is_empty() {
        let mut read = format!(
            "Its words for dates are read from {}",
            inline(&words::date(read_on.as_str()))
        );
        if !read_on_because.is_empty() {
            read += &format!(", because: {}", inline(read_on_because.as_str()));
        }
        say(read);
    }
    for seen in observations {
        say(format!("Since then: {}", inline(seen.as_str())));
    }
    if !reliability.is_empty() {
        let meaning = Reliability::read(reliability.as_str()).map(Reliability::meaning);
        let meaning = meaning.map(|m| format!(" ({m})")).unwrap_or_default();
        say(format!(
            "Reliability {}{meaning}",
            inline(reliability.as_str())
        ));
    }
    let said: Vec<_> = said.into_iter().map(super::sentence).collect();
    let id = super::id(id);
    format!("**[{number}]** {}{id}\n", said.join(" "))
}
