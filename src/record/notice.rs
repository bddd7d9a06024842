//! What should be said of an entry beside that it was recorded.

use crate::error::Place;
use crate::model::{DateRead, Noun, Uid};

/// Something the recorder should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A name was not known, and a record was made for it.
    New {
        /// Of which noun.
        noun: Noun,
        /// Its name; empty where the name is confidential.
        name: String,
        /// Its identity.
        uid: Uid,
    },
    /// A new name is close to a known one. They stay two.
    Near {
        /// The new name.
        name: String,
        /// The known name.
        known: String,
        /// The known speaker.
        uid: Uid,
        /// How they are close.
        why: &'static str,
    },
    /// A known name came with a role that its bearer is not known to have: taken for another person.
    AnotherPerson {
        /// The name.
        name: String,
        /// The role.
        role: String,
        /// The speaker made.
        uid: Uid,
        /// The speaker known before; not told where it is confidential.
        known: Option<Uid>,
    },
    /// It looks like an earlier entry that was edited.
    MaybeEdited {
        /// Where it stands.
        place: Place,
        /// The attribution it looks like.
        uid: Uid,
    },
    /// What is given of a known record differs from what is stored, and was left as stored.
    Differs {
        /// Of which noun.
        noun: Noun,
        /// The record.
        uid: Uid,
        /// Where the entry stands.
        place: Place,
    },
    /// A date was given in words, and was read.
    DateRead(DateRead),
    /// When it was said was given in words, which stay words without bounds.
    DateUnread {
        /// The words.
        words: String,
        /// Why no bounds can be told.
        why: String,
    },
    /// A figure was given in words alone, and read.
    Figure {
        /// The words.
        expression: String,
        /// What was read; nothing where they stay words.
        read: Option<String>,
        /// How, where there was something to decide.
        how: Vec<String>,
    },
    /// Figures stand in an attribution's words that are not recorded as its own.
    Unrecorded {
        /// The figures, as written.
        expressions: Vec<String>,
    },
}
