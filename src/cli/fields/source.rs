//! The fields of sources: a source's own, and those of a new one that comes with an attribution.

use super::Takes::{Parts, Text, Texts, Word, Yes};
use super::{Field, choices, fields};
use dixit::model::{Reliability, SourceKind};

macro_rules! source {
    ($dash:literal $under:literal $heading:literal) => {
        fields! { $dash $under; $heading => {
            "title" "title" Text("TITLE"), "Its title as printed";
            "label" "label" Text("LABEL"), "Your own name for it, shown in [brackets]";
            "kind" "kind" Word(choices::<SourceKind>), "What kind of document it is";
            "url" "url" Text("URL"), "Its address; nothing is fetched";
            "publisher" "publisher" Text("NAME"), "Who published it";
            "author" "authors" Texts("NAME"), "Who wrote it (can be repeated)";
            "lang" "lang" Text("LANG"), "Its language";
            "published" "published" Text("DATE"), "When it was published, in EDTF";
            "archived" "archived" Texts("URL"), "Where a copy is archived (can be repeated)";
            "read-on" "read_on.day" Text("DAY"), "The day from which its words for dates are read, where its date is not known";
            "read-on-because" "read_on.because" Text("WORDS"), "Why that day";
            "seen-in" "seen_in" Text("SOURCE"), "The document it is known only through";
            "reliability" "reliability" Word(choices::<Reliability>), "How far it can be relied on";
            "note" "note" Text("NOTE"), "A note on it";
            "observation" "observations" Parts("{…}"), "What was seen to happen to it since: {kind = …, on = …, note = …} (can be repeated)";
            "confidential" "confidential" Yes, "Keep its name out of everything but the terminal";
        } }
    };
}

/// A source.
pub const SOURCE: &[Field] = source!("" "" "A source");

/// A source that is new, given with an attribution.
pub const NEW_SOURCE: &[Field] = source!("source-" "source_" "A source that is new");
