//! The fields of the nouns that stand beside claims, attributions and sources.

use super::Takes::{Parts, Text, Texts, Word, Yes};
use super::{Field, choices, fields};
use dixit::model::{
    Jointly, JudgementKind, LinkKind, MeasureKind, Medium, Reliability, SpeakerKind, Verdict,
};

/// A speaker.
pub const SPEAKER: &[Field] = fields! { "" "";
    "A speaker" => {
        "name" "names" Parts("NAME"), "A name; the first is shown (can be repeated); {name = …, lang = …} for more";
        "kind" "kind" Word(choices::<SpeakerKind>), "What kind of speaker it is";
        "role" "roles" Parts("ROLE"), "A role (can be repeated); {role = …, held = …, lang = …} for more";
        "wikidata" "wikidata" Text("Q…"), "Its item in Wikidata";
        "source" "source" Text("SOURCE"), "The document that an unnamed speaker belongs to";
        "reliability" "reliability" Word(choices::<Reliability>), "How far it can be relied on";
        "note" "note" Text("NOTE"), "A note on it";
        "confidential" "confidential" Yes, "Keep its name out of everything but the terminal";
    }
};

/// An occasion.
pub const OCCASION: &[Field] = fields! { "" "";
    "An occasion" => {
        "label" "label" Text("LABEL"), "Your own name for it";
        "speaker" "speakers" Texts("NAME"), "Who spoke (can be repeated)";
        "jointly" "jointly" Word(choices::<Jointly>), "Whether several speakers spoke with one voice";
        "role" "role" Text("ROLE"), "In what role, as given";
        "said" "said" Text("DATE"), "When, in EDTF";
        "said-words" "said_words" Text("WORDS"), "The source's words for when";
        "where" "where" Text("PLACE"), "Where it was said";
        "medium" "medium" Word(choices::<Medium>), "Through what";
        "spoken-lang" "spoken_lang" Text("LANG"), "The language it was said in; und if not given";
        "note" "note" Text("NOTE"), "A note on it";
    }
};

/// A topic.
pub const TOPIC: &[Field] = fields! { "" "";
    "A topic" => {
        "name" "name" Text("NAME"), "Its name";
        "note" "note" Text("NOTE"), "What belongs under it";
    }
};

/// A measure.
pub const MEASURE: &[Field] = fields! { "" "";
    "A measure" => {
        "name" "name" Text("NAME"), "Its name";
        "kind" "kind" Word(choices::<MeasureKind>), "How it counts; until somebody says, nothing compares";
        "unit" "unit" Text("UNIT"), "Its unit";
        "part-of" "part_of" Text("MEASURE"), "The measure it is a part of";
        "note" "note" Text("NOTE"), "A note on it";
    }
};

/// An assessment.
pub const ASSESSMENT: &[Field] = fields! { "" "";
    "An assessment" => {
        "claim" "claim" Text("CLAIM"), "The claim judged, by its id";
        "attribution" "attribution" Text("ATTRIBUTION"), "The attribution judged, by its id";
        "by" "by" Text("NAME"), "Who judges";
        "verdict" "verdict" Word(choices::<Verdict>), "The verdict, normalised";
        "label" "label" Text("LABEL"), "The verdict as published";
        "reasoning" "reasoning" Text("WORDS"), "The reasoning";
        "lang" "lang" Text("LANG"), "The language of the reasoning";
        "evidence" "evidence" Parts("URL"), "What it stands on (can be repeated); {source = …, attribution = …, note = …} for more";
        "on" "on" Text("DATE"), "When it was given";
        "as-of-day" "as_of" Text("DATE"), "The day as of which it is judged";
        "url" "url" Text("URL"), "Where it is published";
    }
};

/// A link.
pub const LINK: &[Field] = fields! { "" "";
    "A link" => {
        "from" "from" Text("ID"), "The end that does it";
        "kind" "kind" Word(choices::<LinkKind>), "How the one bears on the other";
        "to" "to" Text("ID"), "The end it is done to";
        "on" "on" Text("DATE"), "Since when";
        "note" "note" Text("NOTE"), "A note on it";
    }
};

/// A judgement. Which records it is about is what it is: another pair is another judgement.
pub const JUDGEMENT: &[Field] = fields! { "" "";
    "A judgement" => {
        "kind" "kind" Word(choices::<JudgementKind>), "The same, or different";
        "because" "reason" Text("WHY"), "Why it is judged so";
    }
};

/// A capture. Its bytes, and what was read from them, are evidence and are not edited.
pub const CAPTURE: &[Field] = fields! { "" "";
    "A capture" => {
        "from" "from" Text("WHERE"), "Where the bytes came from: an address or a file's name";
        "accessed" "accessed" Text("DATE"), "The day the document was consulted, where it is not the day of capture";
        "archived" "archived" Text("URL"), "Where a copy of just these bytes is archived";
        "order" "order" Text("N"), "Its place among several files of one source, from 1";
        "transcript" "transcript.text" Text("WORDS"), "What a person heard or saw in it";
        "transcript-lang" "transcript.lang" Text("LANG"), "In which language";
        "transcript-by" "transcript.by" Text("NAME"), "Who transcribed it";
    }
};

/// A piece.
pub const PIECE: &[Field] = fields! { "" "";
    "A piece" => {
        "title" "title" Text("TITLE"), "Its title";
        "published" "published" Parts("URL"), "Where it was published (can be repeated); {url = …, publisher = …, on = …} for more";
        "use" "uses" Parts("SENTENCE"), "A sentence (can be repeated); {sentence = …, claims = […], attributions = […]} for what backs it";
        "note" "note" Text("NOTE"), "A note on it";
    }
};
