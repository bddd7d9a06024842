//! The source: a document in which something is said.

use super::body::{body, maybe, refers};
use super::{Edtf, Noun, ObservationKind, Reliability, SourceKind};

body! {
    /// A document in which something is said: article, treaty, post, broadcast, interview notes…
    ///
    /// A *person* who tells you something is a speaker; your notes are the source. One known only
    /// through another document is a stub that names it in `seen_in`.
    Source<R> {
        /// Where else a copy is held: addresses of archives.
        archived: Vec<String>,
        /// Who wrote it, as printed.
        authors: Vec<String>,
        /// Whether its name is kept out of everything but the terminal's own screen.
        confidential: bool,
        /// What kind of document it is.
        kind: Option<SourceKind>,
        /// Our own name for it, shown in \[brackets\] where it has no title.
        label: String,
        /// The language it is written in, a BCP 47 tag.
        lang: String,
        /// The recorder's note.
        note: String,
        /// What was seen to happen to it since.
        observations: Vec<Observation>,
        /// When it was published.
        published: Option<Edtf>,
        /// Who published it, as printed.
        publisher: String,
        /// The day from which words like "last June" are read, where no published date is known.
        read_on: Option<ReadOn>,
        /// How far it can be relied on.
        reliability: Option<Reliability>,
        /// The document it is known only through.
        seen_in: Option<R>,
        /// Its title, as printed.
        title: String,
        /// Its address.
        url: String,
    }
}

body! {
    /// The day from which a source's words for dates are read, and why that day.
    ReadOn {
        /// Why this day.
        because: String,
        /// The day.
        day: Option<Edtf>,
    }
}

body! {
    /// What was seen to happen to a source: never a new text.
    Observation {
        /// What happened.
        kind: Option<ObservationKind>,
        /// The recorder's note.
        note: String,
        /// When it was seen.
        on: Option<Edtf>,
    }
}

impl<R> Source<R> {
    /// What to call it where people read: its title, else our label in brackets, else its address.
    pub fn shown(&self) -> String {
        if !self.title.is_empty() {
            self.title.clone()
        } else if !self.label.is_empty() {
            format!("[{}]", self.label)
        } else if !self.url.is_empty() {
            self.url.clone()
        } else {
            "[untitled]".to_owned()
        }
    }

    /// The day from which its words for dates are read: when it was published, else `read_on`.
    pub fn reading_day(&self) -> Option<&Edtf> {
        self.published
            .as_ref()
            .or_else(|| self.read_on.as_ref().and_then(|r| r.day.as_ref()))
    }
}

refers!(Source {
    archived, authors, confidential, kind, label, lang, note, observations, published, publisher,
    read_on, reliability, title, url,
} exchange => {
    seen_in: maybe(Noun::Source, seen_in, exchange),
});
