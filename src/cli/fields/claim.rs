//! The fields of claims and attributions, and what `add` takes beside them.

use super::Takes::{Parts, Text, Texts, Word, Yes};
use super::{Field, choices, fields};
use dixit::model::{ClaimKind, Credibility, Jointly, Manner, Medium, Part, SpeakerKind, Stance};

/// Headings of the help.
pub const THE_CLAIM: &str = "The claim";
const WHO: &str = "Who said it";
/// The heading of what the source's words are.
pub const WORDS: &str = "In which words";
const WHEN: &str = "When, and on what occasion";
const WHERE: &str = "Where it is written";
const CARE: &str = "With what care";

/// A claim.
pub const CLAIM: &[Field] = fields! { "" "";
    THE_CLAIM => {
        "text" "text" Text("WORDING"), "One proposition, in your own words";
        "text-lang" "text_lang" Text("LANG"), "The language of your wording";
        "kind" "kind" Word(choices::<ClaimKind>), "What kind of proposition it is";
        "topic" "topics" Texts("TOPIC"), "A topic that gathers it (can be repeated)";
        "holds" "holds" Text("DATE"), "When it holds in the world, in EDTF: 2024-12-04/..";
        "wording" "wordings" Parts("LANG=WORDING"), "The wording in another language (can be repeated)";
    }
};

/// An attribution.
pub const ATTRIBUTION: &[Field] = fields! { "" "";
    THE_CLAIM => {
        "to" "claim" Text("CLAIM"), "The known claim that this is said of, by its id";
    }
    WHO => {
        "speaker" "speaker" Texts("NAME"), "Who said it; @source for the document's own voice (repeated: they spoke together)";
        "stance" "stance" Word(choices::<Stance>), "What the speaker does with the claim; else asserts";
        "name-as-written" "name_as_written" Text("NAME"), "The speaker's name as the source writes it";
        "role" "role" Text("ROLE"), "The speaker's role as the source writes it";
        "on-behalf-of" "on_behalf_of" Text("NAME"), "On whose behalf it was said";
        "via" "via" Parts("NAME"), "Who carried the words, from the speaker towards the source (can be repeated); {speaker = …, cue = …} for more";
        "citing" "citing" Parts("NAME"), "Whom the speaker gives as the ground (can be repeated); {speaker = …, cue = …} for more";
    }
    WORDS => {
        "quote" "quote" Text("WORDS"), "The speaker's own words as the source quotes them, without the marks";
        "passage" "passage" Text("WORDS"), "The source's words that carry the attribution";
        "cue" "cue" Text("WORDS"), "The words that attribute it: “has declared”";
        "hedge" "hedge" Text("WORDS"), "The hedge as written: “could”";
        "manner" "manner" Word(choices::<Manner>), "How the source gives what was said";
        "lang" "lang" Text("LANG"), "The language the source prints, if not the source's own";
        "spoken-lang" "spoken_lang" Text("LANG"), "The language it was said in; und if not given";
        "original" "original.text" Text("WORDS"), "The words as spoken, where the source translates them";
        "original-lang" "original.lang" Text("LANG"), "Their language";
        "original-source" "original.source" Text("SOURCE"), "Where they are printed";
        "translation" "translation.text" Text("WORDS"), "Your translation";
        "translation-lang" "translation.lang" Text("LANG"), "Its language";
        "translation-by" "translation.by" Text("NAME"), "Who translated";
        "figure" "figures" Parts("WORDS"), "A quantity as written (can be repeated); {expression = …, qualifier = …, low = …} for more";
    }
    WHEN => {
        "said" "said" Text("DATE"), "When it was said, in EDTF (2024-12-04, 2024-06, 2024-12-04?) or in words (last June), read from the day of the source";
        "said-words" "said_words" Text("WORDS"), "The source's words for when: “last June”";
        "occasion" "occasion" Text("OCCASION"), "The act of saying, by id or label";
    }
    WHERE => {
        "source" "source" Text("SOURCE"), "The document: id, title, label or address; else the one captured last";
        "part" "part" Word(choices::<Part>), "Which part of the document";
        "page" "page" Text("N"), "Its page, from 1";
        "time" "time" Text("HH:MM:SS"), "Where in a recording";
        "locator" "locator" Text("WORDS"), "Where else in the document";
    }
    CARE => {
        "doubt" "doubt" Text("WORDS"), "Your own uncertainty about the attribution";
        "credibility" "credibility" Word(choices::<Credibility>), "How credible, by the Admiralty code";
        "note" "note" Text("NOTE"), "A note";
    }
};

/// What `add` takes of a speaker that is new, of several speakers, and of an occasion to be made.
pub const ADD: &[Field] = fields! { "" "";
    WHO => {
        "speaker-kind" "speaker_kind" Word(choices::<SpeakerKind>), "What kind of speaker it is, if new";
        "speaker-confidential" "speaker_confidential" Yes, "A speaker that is new is confidential: its name is kept out of everything but the terminal";
        "jointly" "jointly" Word(choices::<Jointly>), "Whether several speakers spoke with one voice";
    }
    WHEN => {
        "occasion-label" "occasion:label" Text("LABEL"), "Make an occasion with a label";
        "where" "occasion:where" Text("PLACE"), "Make an occasion: where it was said";
        "medium" "occasion:medium" Word(choices::<Medium>), "Make an occasion: through what";
        "occasion-note" "occasion:note" Text("NOTE"), "Make an occasion: a note";
    }
};
