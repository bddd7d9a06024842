//! The values of reports and lists: what a renderer is given, and what `--json` prints.
//!
//! Field names are the glossary's words; a field that is not set is left out of JSON. `docs/json.md`
//! documents them.

use serde::Serialize;

use super::shown::Shown;
use crate::model::{
    ChangeKind, Check, ClaimKind, Credibility, Grade, Jointly, Manner, MeasureKind, Medium, Noun,
    Part, Qualifier, SourceKind, SpeakerKind, Stance,
};

fn unset<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Declares a report value: fields in the order in which JSON and tables show them.
macro_rules! value {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize)]
        pub struct $name {
            $($(#[$fdoc])* #[serde(skip_serializing_if = "unset")] pub $field: $type,)+
        }
    };
}

mod figures;

pub use figures::{FigureBeside, FigureEffect, FigureLine, FigurePair, SeriesValue};

/// Which of an attribution's dates a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SortBasis {
    /// When it was said.
    #[default]
    Said,
    /// When its source was published.
    Published,
    /// When its source was captured.
    Captured,
    /// When it was recorded.
    Recorded,
}

value! {
    /// A date as known: EDTF, the source's words, and the days they cover.
    DateValue {
        /// EDTF, as given.
        edtf: Shown,
        /// The source's words for it.
        words: Shown,
        /// The first day covered, a full ISO date; left out where the start is open or unknown.
        from: Shown,
        /// The last day covered, a full ISO date; left out where the end is open or unknown.
        to: Shown,
    }
}

value! {
    /// A speaker as referred to.
    SpeakerValue {
        /// Its id, 12 letters; an alias where the speaker is confidential.
        id: Shown,
        /// Its name, or an alias; for the document's own voice the publisher or `[the source]`.
        name: Shown,
        /// What kind of speaker it is.
        kind: Option<SpeakerKind>,
        /// Whether this is the document's own voice.
        own_voice: bool,
        /// Whether name and id are aliases (on the terminal's own screen: whether they would be).
        confidential: bool,
    }
}

value! {
    /// A source as referred to.
    SourceValue {
        /// Its id, 12 letters, or an alias.
        id: Shown,
        /// Its number in this report, from 1; 0 where sources are not numbered.
        number: u64,
        /// What to call it: title, else [our label], else address.
        name: Shown,
        /// What kind of document it is.
        kind: Option<SourceKind>,
        /// Its title as printed.
        title: Shown,
        /// Our label for it.
        label: Shown,
        /// Who published it.
        publisher: Shown,
        /// Who wrote it.
        authors: Vec<Shown>,
        /// Its address.
        url: Shown,
        /// Where else a copy is held.
        archived: Vec<Shown>,
        /// Its language.
        lang: Shown,
        /// When it was published.
        published: DateValue,
        /// The day its words for dates are read from, where its date is not known.
        read_on: Shown,
        /// Why that day.
        read_on_because: Shown,
        /// The document it is known only through.
        seen_in: Shown,
        /// What was seen to happen to it, in words.
        observations: Vec<Shown>,
        /// How far it can be relied on, A to F.
        reliability: Shown,
        /// Whether it is confidential.
        confidential: bool,
    }
}

value! {
    /// A wording in another language.
    WordingValue {
        /// The language.
        lang: Shown,
        /// The wording.
        text: Shown,
    }
}

value! {
    /// A claim as referred to.
    ClaimValue {
        /// Its id, 12 letters.
        id: Shown,
        /// Our wording.
        text: Shown,
        /// The language of our wording.
        text_lang: Shown,
        /// What kind of proposition it is.
        kind: Option<ClaimKind>,
        /// Its topics.
        topics: Vec<Shown>,
        /// When it holds in the world.
        holds: DateValue,
        /// Its wordings in other languages.
        wordings: Vec<WordingValue>,
    }
}

value! {
    /// A hop between speaker and source (`via`) or behind the speaker (`citing`).
    HopValue {
        /// Who it is.
        speaker: SpeakerValue,
        /// Its name as written.
        name_as_written: Shown,
        /// Its role as written.
        role: Shown,
        /// The words that attribute it.
        cue: Shown,
        /// What the source quotes of it.
        quote: Shown,
    }
}

value! {
    /// A figure as given.
    FigureValue {
        /// As written.
        expression: Shown,
        /// How it is hedged.
        qualifier: Option<Qualifier>,
        /// The lower bound, exact digits.
        low: Shown,
        /// Whether the lower bound itself is excluded.
        low_open: bool,
        /// The upper bound, exact digits.
        high: Shown,
        /// Whether the upper bound itself is excluded.
        high_open: bool,
        /// The best estimate.
        best: Shown,
        /// The unit.
        unit: Shown,
        /// The measure's name.
        measure: Shown,
        /// What is counted, as written.
        counted: Shown,
        /// The place or group it is said of.
        scope: Shown,
        /// When it is said to hold.
        as_of: DateValue,
    }
}

value! {
    /// The occasion of an attribution.
    OccasionValue {
        /// Its id.
        id: Shown,
        /// Our name for it.
        label: Shown,
        /// Where it was said.
        r#where: Shown,
        /// Through what.
        medium: Option<Medium>,
        /// Whether its speakers spoke with one voice.
        jointly: Option<Jointly>,
        /// Its speakers, where they are several.
        speakers: Vec<Shown>,
    }
}

value! {
    /// Words in another language than the source's: a translation, or the original.
    WordsValue {
        /// The language.
        lang: Shown,
        /// The words.
        text: Shown,
        /// Who translated, or where the original is printed.
        by: Shown,
    }
}

value! {
    /// One attribution: a row of `list`, a passage of a report, a line of an export.
    Row {
        /// The attribution's id, 12 letters.
        id: Shown,
        /// What the speaker does with the claim; printed before it unless *asserts*.
        stance: Stance,
        /// The claim.
        claim: ClaimValue,
        /// Who said it.
        speaker: SpeakerValue,
        /// The speaker's name as written.
        name_as_written: Shown,
        /// The speaker's role: as written, else the occasion's.
        role: Shown,
        /// On whose behalf.
        on_behalf_of: Option<SpeakerValue>,
        /// How the source gives it.
        manner: Option<Manner>,
        /// The words that attribute it.
        cue: Shown,
        /// The hedge as written.
        hedge: Shown,
        /// When it was said: its own date, else its occasion's.
        said: DateValue,
        /// The date by which it is sorted, order-preserving text.
        sort_date: Shown,
        /// Which date that is.
        sort_basis: SortBasis,
        /// The act of saying.
        occasion: Option<OccasionValue>,
        /// The hops that carried the words, from the speaker towards the source.
        via: Vec<HopValue>,
        /// The hops behind the speaker, from the speaker on.
        citing: Vec<HopValue>,
        /// The quantities as given.
        figures: Vec<FigureValue>,
        /// The source's words that carry the attribution.
        passage: Shown,
        /// The source's own quotation of the speaker.
        quote: Shown,
        /// The language the source prints.
        lang: Shown,
        /// The language that its words are found to be in, where none is given; sought for one record and for a report, never for a list.
        lang_found: Shown,
        /// The language it was said in; `und` if not given.
        spoken_lang: Shown,
        /// The words as spoken.
        original: Option<WordsValue>,
        /// Our translation.
        translation: Option<WordsValue>,
        /// The recorder's own uncertainty.
        doubt: Shown,
        /// How credible, 1 to 6.
        credibility: Option<Credibility>,
        /// The recorder's note.
        note: Shown,
        /// Which part of the document.
        part: Option<Part>,
        /// The page, from 1; 0 where there is none.
        page: u32,
        /// The time in a recording.
        time: Shown,
        /// Where else in the document, in words.
        locator: Shown,
        /// The document.
        source: SourceValue,
        /// When it was recorded, RFC 3339 in UTC.
        recorded: Shown,
        /// Whether desks disagree on it and nobody settled it yet.
        disputed: bool,
        /// What is wrong with its words in what is captured: missing, changed or lost. Sought for a report to read; programs have it of `check`.
        #[serde(skip_serializing)]
        unsound: Option<Finding>,
    }
}

/// By what a list is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fold {
    /// One line a claim.
    Claim,
    /// One line a speaker.
    Speaker,
    /// One line a source.
    Source,
    /// One line a topic.
    Topic,
    /// One line an act of saying.
    Occasion,
}

value! {
    /// A folded line: a thing and how many attributions stand under it.
    FoldedRow {
        /// Its id, 12 letters; left out for the document's own voice and for lone attributions.
        id: Shown,
        /// What it is called: our wording, a name, a title.
        name: Shown,
        /// What kind it is, where its noun has kinds.
        kind: Shown,
        /// How many attributions.
        attributions: u64,
        /// How many of them do anything but assert, by stance: "2 deny".
        stances: Vec<Shown>,
        /// Who says it, for claims and occasions.
        speakers: Vec<Shown>,
        /// How many documents.
        sources: u64,
        /// The newest date, order-preserving text.
        newest: Shown,
        /// Which date that is.
        basis: SortBasis,
        /// That date in EDTF, no more exact than it is known, where it is when it was said.
        newest_said: Shown,
        /// The oldest date, order-preserving text.
        oldest: Shown,
        /// Which date that is.
        oldest_basis: SortBasis,
        /// That date in EDTF, likewise.
        oldest_said: Shown,
    }
}

value! {
    /// One line of `speakers`, `sources`, `topics`, `measures` or `occasions`.
    Counted {
        /// Its id, 12 letters, or an alias.
        id: Shown,
        /// What it is called.
        name: Shown,
        /// Its other names.
        also: Vec<Shown>,
        /// What kind it is.
        kind: Shown,
        /// What more tells it apart: a role, a publisher and date, a unit, a place.
        detail: Shown,
        /// How many attributions.
        attributions: u64,
        /// How many claims.
        claims: u64,
        /// How many sources.
        sources: u64,
        /// The newest date.
        newest: Shown,
        /// Whether it is confidential.
        confidential: bool,
    }
}

value! {
    /// Under whom rows of a report come: an entry of its contents.
    VoiceValue {
        /// Who speaks.
        speaker: SpeakerValue,
        /// The document of the first row: the one that speaks, where it is a document's own voice.
        source: SourceValue,
    }
}

value! {
    /// One place where a captured text reads otherwise than was recorded.
    DifferenceValue {
        /// What it changes; left out where only spelling or punctuation differs.
        kinds: Vec<ChangeKind>,
        /// The words recorded; left out where the text has words more.
        words: Shown,
        /// The words that stand there; left out where the text lacks them.
        stands: Shown,
    }
}

value! {
    /// Something that `check` found.
    Finding {
        /// Which check found it.
        check: Option<Check>,
        /// Whether it is about an attribution or a source.
        noun: Option<Noun>,
        /// The record's id, 12 letters, or an alias.
        id: Shown,
        /// The claim, of an attribution.
        claim: Shown,
        /// Who said it.
        speaker: Shown,
        /// What the document is called.
        source: Shown,
        /// What it is about: a figure's expression, a doubt, a date in words, two languages.
        about: Shown,
        /// How the words stand.
        grade: Option<Grade>,
        /// What it changes that other words stand there.
        kinds: Vec<ChangeKind>,
        /// The words recorded.
        words: Shown,
        /// The words that stand in their place.
        stands: Shown,
        /// Each place where they differ.
        differences: Vec<DifferenceValue>,
        /// In how many places the words stand, where that is more than one.
        places: u64,
        /// Whether there are more places than were counted.
        more: bool,
        /// The page on which they begin, by the capture.
        page: u32,
        /// The part of the document in which they begin, by the capture.
        part: Option<Part>,
        /// When in the recording they begin, by the transcript.
        time: Shown,
        /// The capture they were sought in.
        capture: Shown,
        /// The day of an earlier capture in which they stood as recorded.
        held: Shown,
    }
}

value! {
    /// What stands before the rows.
    Head {
        /// What the report is about: its filters in words, or nothing for everything.
        filters: Vec<Shown>,
        /// When it was made, RFC 3339 in UTC.
        made: Shown,
        /// Which past it tells: a moment, RFC 3339 in UTC, or the operation after which; nothing for the present.
        as_of: Shown,
        /// The program that made it.
        program: Shown,
    }
}

value! {
    /// What stands after the rows.
    Tail {
        /// How many rows were given.
        rows: u64,
        /// The cursor of the next page, where there is one.
        next: Shown,
        /// How many confidential names became aliases.
        aliased: u64,
        /// How many records were withheld because their words contain a confidential name.
        withheld: u64,
        /// How many disputed records the rows may have left unseen.
        disputed: u64,
    }
}

value! {
    /// What one command did.
    OperationValue {
        /// Its id, 12 letters.
        id: Shown,
        /// When, RFC 3339 in UTC.
        time: Shown,
        /// Who did it.
        actor: Shown,
        /// The command.
        verb: Shown,
        /// The files that an import read, without their folders.
        files: Vec<Shown>,
        /// The record that it is about, where it is one.
        record: Option<RecordValue>,
        /// What of that record it changed.
        changes: Vec<ChangeValue>,
        /// How many records of each noun it wrote.
        wrote: Vec<WroteValue>,
        /// Why.
        reason: Shown,
        /// The work that an undo took back, or a redo brought back.
        reversed: Option<Box<OperationValue>>,
        /// Whether it stands undone.
        undone: bool,
        /// From where a merge brought it.
        origin: Shown,
        /// Whether its words were withheld: they hold a confidential name, or were purged.
        withheld: bool,
    }
}

value! {
    /// A record as an operation speaks of it.
    RecordValue {
        /// Which noun.
        noun: Option<Noun>,
        /// Its id, 12 letters, or an alias.
        id: Shown,
        /// What its speakers do with the claim, where that is one thing.
        stance: Stance,
        /// What it is called: our wording, a name, a title.
        name: Shown,
        /// Who says it.
        by: Vec<Shown>,
    }
}

value! {
    /// How many records of a noun were written.
    WroteValue {
        /// Which noun.
        noun: Option<Noun>,
        /// How many.
        records: u64,
    }
}

value! {
    /// One field that differs between two versions.
    ChangeValue {
        /// The field.
        field: Shown,
        /// What stood there; left out where nothing did.
        before: Shown,
        /// What stands there since; left out where nothing does.
        after: Shown,
        /// Whether the source's words were mistyped and mended.
        mended: bool,
    }
}

value! {
    /// A record through all its versions, oldest first: `history`.
    HistoryValue {
        /// Which noun.
        noun: Option<Noun>,
        /// Its id, 12 letters, or an alias.
        id: Shown,
        /// What it is called, by its last words.
        name: Shown,
        /// Whether it is gone: withdrawn, or its making undone.
        gone: bool,
        /// How many versions stand side by side, where desks disagree.
        heads: u64,
        /// Its versions.
        versions: Vec<VersionValue>,
    }
}

value! {
    /// One version of a record.
    VersionValue {
        /// The first 16 digits of its hash.
        version: Shown,
        /// The versions that it follows, where they are several or not the one before.
        follows: Vec<Shown>,
        /// The operation that wrote it, 12 letters.
        operation: Shown,
        /// When, RFC 3339 in UTC.
        time: Shown,
        /// Who wrote it.
        actor: Shown,
        /// The command.
        verb: Shown,
        /// Why.
        reason: Shown,
        /// From where a merge brought it.
        origin: Shown,
        /// Whether its operation stands undone.
        undone: bool,
        /// Whether it says that the record is gone.
        gone: bool,
        /// Whether lists and reports show it.
        shown: bool,
        /// Whether no version follows it.
        head: bool,
        /// Whether its words were withheld, or purged.
        withheld: bool,
        /// What it changed; the first version sets all its fields.
        changes: Vec<ChangeValue>,
    }
}

/// The words of a capture.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct HeldValue {
    /// The capture's id, 12 letters.
    pub capture: Shown,
    /// What read them, or who transcribed them.
    pub reader: Shown,
    /// The document; empty where it is withheld.
    pub document: Shown,
    /// Whether the words are withheld: they are of a confidential source, or hold such a name.
    #[serde(skip_serializing_if = "unset")]
    pub withheld: bool,
    /// All that was read: the document and the page around it. Left out where that is the same.
    #[serde(skip_serializing_if = "unset")]
    pub page: Shown,
    /// Where the words of the attributions under it stand in the document, in its order.
    #[serde(skip_serializing_if = "unset")]
    pub marks: Vec<MarkValue>,
}

/// A stretch of a document that an attribution's words are.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MarkValue {
    /// The attribution's id, 12 letters, or its alias.
    pub attribution: Shown,
    /// The first code point of the document.
    pub from: u32,
    /// The code point after the last.
    pub to: u32,
    /// How the words stand there.
    pub grade: Option<Grade>,
    /// What it changes, where other words stand there than those recorded.
    #[serde(skip_serializing_if = "unset")]
    pub kinds: Vec<ChangeKind>,
    /// The page on which they begin.
    #[serde(skip_serializing_if = "unset")]
    pub page: u32,
    /// When in the recording they begin.
    #[serde(skip_serializing_if = "unset")]
    pub time: Shown,
}

/// What one record of any noun shows: `show`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Detail {
    /// Which noun.
    pub noun: Option<Noun>,
    /// Its id, 12 letters.
    pub id: Shown,
    /// Its fields, in order: name and words.
    #[serde(skip_serializing_if = "unset")]
    pub fields: Vec<(Shown, Shown)>,
    /// The attributions that stand under it.
    pub rows: Vec<Row>,
    /// Of a source or a capture, the words held; of each file the newest.
    #[serde(skip_serializing_if = "unset")]
    pub held: Vec<HeldValue>,
    /// When it was withdrawn and why, where it was.
    #[serde(skip_serializing_if = "unset")]
    pub withdrawn: Shown,
}

/// A measure's kind in words, where it has one.
pub fn measure_kind(kind: Option<MeasureKind>) -> String {
    kind.map(|k| k.to_string()).unwrap_or_default()
}
