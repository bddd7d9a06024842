//! The speaker: whoever is credited with saying it.

use super::body::{body, maybe, refers};
use super::{Edtf, Noun, Reliability, SpeakerKind};

body! {
    /// Whoever is credited with saying it: person, organisation, state, office, document, unnamed.
    Speaker<R> {
        /// Whether its name is kept out of everything but the terminal's own screen.
        confidential: bool,
        /// What kind of speaker it is.
        kind: Option<SpeakerKind>,
        /// Its names, the one to show first.
        names: Vec<Name>,
        /// The recorder's note.
        note: String,
        /// How far it can be relied on.
        reliability: Option<Reliability>,
        /// Its roles in time.
        roles: Vec<Role>,
        /// The source an unnamed speaker belongs to.
        source: Option<R>,
        /// Its item in Wikidata.
        wikidata: String,
    }
}

body! {
    /// A name, in one language and script.
    Name {
        /// In which language, a BCP 47 tag.
        lang: String,
        /// The name as given.
        name: String,
    }
}

body! {
    /// A role held for a time: "secretary general of NATO, 2024-10-01/..".
    Role {
        /// When it was held.
        held: Option<Edtf>,
        /// In which language it is worded.
        lang: String,
        /// The role as given.
        role: String,
    }
}

impl<R> Speaker<R> {
    /// The name to show.
    pub fn shown(&self) -> &str {
        self.names.first().map_or("[unnamed]", |n| n.name.as_str())
    }
}

refers!(Speaker { confidential, kind, names, note, reliability, roles, wikidata } exchange => {
    source: maybe(Noun::Source, source, exchange),
});
