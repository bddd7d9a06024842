//! The closed sets of words, each declared once.
//!
//! From one table follow the type, its parsing, its SQL and JSON form, the command line's
//! choices and help, and the tests (`schema.sql` repeats the words in its CHECKs; a test of the
//! store compares them).

use std::fmt;

/// A word that does not belong to its vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not a {vocabulary}")]
pub struct UnknownWord {
    /// What was given.
    pub word: String,
    /// What it should have been, as the glossary calls it.
    pub vocabulary: &'static str,
    /// All the words there are.
    pub words: Vec<&'static str>,
    /// The nearest word, when one is near.
    pub nearest: Option<&'static str>,
}

impl UnknownWord {
    /// The way out: the nearest word, and all of them.
    pub fn hint(&self) -> String {
        let all = self.words.join(", ");
        match self.nearest {
            Some(near) => format!("did you mean `{near}`? The words are: {all}"),
            None => format!("the words are: {all}"),
        }
    }
}

/// The nearest of `words` to what was written, if it is near enough to be a slip.
pub fn nearest<'a>(given: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    words
        .into_iter()
        .map(|word| (strsim::jaro_winkler(&given, word), word))
        .filter(|(score, _)| *score >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word)
}

/// A closed set of words.
pub trait Vocabulary: Copy + Eq + Sized + fmt::Display + 'static {
    /// What one of the words is called.
    const NAME: &'static str;
    /// Every variant, in the order of the manual.
    const ALL: &'static [Self];
    /// The word as written everywhere.
    fn word(self) -> &'static str;
    /// The word's meaning, in one sentence.
    fn meaning(self) -> &'static str;

    /// Reads a word; case and surrounding spaces do not matter, `_` is as good as `-`.
    ///
    /// # Errors
    /// [`UnknownWord`], with the nearest word.
    fn read(given: &str) -> Result<Self, UnknownWord> {
        if let Some(found) = Self::ALL.iter().find(|v| v.word() == given) {
            return Ok(*found);
        }
        let folded = given.trim().to_lowercase().replace(['_', ' '], "-");
        Self::ALL
            .iter()
            .copied()
            .find(|v| v.word().eq_ignore_ascii_case(&folded))
            .ok_or_else(|| UnknownWord {
                word: given.to_owned(),
                vocabulary: Self::NAME,
                words: Self::ALL.iter().map(|v| v.word()).collect(),
                nearest: nearest(&folded, Self::ALL.iter().map(|v| v.word())),
            })
    }
}

/// Declares a vocabulary: variant, word and meaning stand together.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $type:ident, $name:literal: $($variant:ident = $word:literal: $meaning:literal,)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $type {
            $(#[doc = $meaning] $variant,)+
        }

        impl Vocabulary for $type {
            const NAME: &'static str = $name;
            const ALL: &'static [Self] = &[$(Self::$variant,)+];

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)+ }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }

        impl std::str::FromStr for $type {
            type Err = UnknownWord;
            fn from_str(given: &str) -> Result<Self, UnknownWord> {
                Self::read(given)
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.word())
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'de, str>>::deserialize(d)?;
                // Serde's own error for it, so that a reader can name the nearest word.
                Self::read(&word)
                    .map_err(|slip| serde::de::Error::unknown_variant(&slip.word, &[$($word,)+]))
            }
        }
    };
}
pub(crate) use vocabulary;

vocabulary! {
    /// The nouns: each is one table, one type, one file of the store.
    Noun, "noun":
    Source = "source": "a document in which something is said",
    Capture = "capture": "the bytes of a source as held at a moment, and the text read from them",
    Speaker = "speaker": "whoever is credited with saying it",
    Occasion = "occasion": "one act of saying, which several sources may carry",
    Claim = "claim": "one proposition, in our wording",
    Attribution = "attribution": "in this source, this speaker says this claim",
    Measure = "measure": "what figures count, so that they can be laid side by side",
    Topic = "topic": "a label that gathers claims",
    Assessment = "assessment": "somebody's dated verdict on a claim or an attribution",
    Link = "link": "a typed relation between two claims or two attributions",
    Judgement = "judgement": "a person's word that two records are the same, or different",
    Piece = "piece": "what we publish, and the claims and attributions that back it",
}

vocabulary! {
    /// What kind of document a source is.
    SourceKind, "kind of source":
    Article = "article": "a news or magazine article",
    Post = "post": "a post on a social network, a channel or a forum",
    Broadcast = "broadcast": "something aired: radio, television, a stream",
    Report = "report": "a report of an organisation",
    Treaty = "treaty": "a treaty, agreement or law",
    Interview = "interview": "an interview, or the notes of one",
    Recording = "recording": "sound or moving pictures",
    Photo = "photo": "a still picture or a screenshot",
    Speech = "speech": "a speech, a debate or its transcript",
    Release = "release": "a press release or communiqué",
    Dataset = "dataset": "a table of figures",
    Book = "book": "a book or a paper",
    Page = "page": "a web page of another kind",
    Document = "document": "a document of another kind",
}

vocabulary! {
    /// What happened to a source since it was captured.
    ObservationKind, "kind of observation":
    Gone = "gone": "the address no longer answers with the document",
    Deleted = "deleted": "its publisher took it down",
    Corrected = "corrected": "its publisher corrected it",
    Retracted = "retracted": "its publisher retracted it",
    Blocked = "blocked": "it is kept from readers, by a login, a wall or a state",
    Moved = "moved": "it now stands at another address",
    Back = "back": "it answers again",
}

vocabulary! {
    /// What kind of speaker it is.
    SpeakerKind, "kind of speaker":
    Person = "person": "a human being",
    Organisation = "organisation": "an organisation, agency, company or party",
    State = "state": "a state or government",
    Group = "group": "a group without a charter",
    Office = "office": "an office, whoever holds it",
    Document = "document": "a document that speaks, such as a treaty",
    Unnamed = "unnamed": "somebody the source does not name",
}

vocabulary! {
    /// What kind of proposition a claim is.
    ClaimKind, "kind of claim":
    Event = "event": "something happened or happens",
    State = "state": "something is the case",
    Commitment = "commitment": "somebody is bound to do something",
    Prediction = "prediction": "something will happen",
    Intention = "intention": "somebody means to do something",
    Cause = "cause": "one thing brings about another",
    Definition = "definition": "what a word means",
    Opinion = "opinion": "a judgement of value",
}

vocabulary! {
    /// How the source gives what was said.
    Manner, "manner":
    Direct = "direct": "in the speaker's own words",
    Indirect = "indirect": "in reported speech",
    Mixed = "mixed": "in reported speech with words of the speaker",
    Summary = "summary": "in a summary of more than was said here",
    Presupposed = "presupposed": "taken for granted rather than stated",
}

vocabulary! {
    /// What the speaker does with the claim.
    Stance, "stance":
    Asserts = "asserts": "says that it is so",
    Denies = "denies": "says that it is not so",
    Confirms = "confirms": "says that another's claim is so",
    Doubts = "doubts": "says that it may not be so",
    Asks = "asks": "asks whether it is so",
    Declines = "declines": "was asked and would not say",
    Silent = "silent": "was asked and gave no answer",
    Retracts = "retracts": "takes back having said it",
    Corrects = "corrects": "replaces what was said before",
    DidNotSay = "did-not-say": "is said not to have said it",
}

#[expect(
    clippy::derivable_impls,
    reason = "the macro that declares the variants cannot mark one of them"
)]
impl Default for Stance {
    fn default() -> Self {
        Self::Asserts
    }
}

vocabulary! {
    /// Where in the document the words stand.
    Part, "part":
    Headline = "headline": "the headline or title",
    Standfirst = "standfirst": "the lines under the headline",
    Subheading = "subheading": "a heading within the text",
    Body = "body": "the running text",
    Caption = "caption": "the words to a picture or table",
    Link = "link": "words shown here that lead to another document",
    Table = "table": "a table or a chart",
    Footnote = "footnote": "a note below the text",
    Annex = "annex": "an annex or appendix",
}

vocabulary! {
    /// Whether several speakers of one occasion spoke with one voice.
    Jointly, "jointly":
    Yes = "yes": "with one voice: one origin",
    No = "no": "each for itself: one origin each",
    Unclear = "unclear": "the source leaves it open: one origin, shown as unclear",
}

vocabulary! {
    /// Through what an act of saying reached the public.
    Medium, "medium":
    Speech = "speech": "spoken before an audience",
    Interview = "interview": "spoken to a journalist",
    Conference = "conference": "a press conference",
    Release = "release": "a press release or communiqué",
    Post = "post": "a post on a social network or channel",
    Broadcast = "broadcast": "said on air",
    Document = "document": "written in a document",
    Letter = "letter": "a letter or message",
    Conversation = "conversation": "said in private",
    Other = "other": "through something else",
}

vocabulary! {
    /// The word that hedges a figure. *Bare* is a number with no such word, and is never *exactly*.
    Qualifier, "qualifier":
    Bare = "bare": "a number with no word of precision",
    Exactly = "exactly": "a word says that it is exact",
    About = "about": "about, around, some, environ",
    MoreThan = "more-than": "more than, over, plus de: the number itself excluded",
    AtLeast = "at-least": "at least: the number itself included",
    LessThan = "less-than": "less than, under: the number itself excluded",
    AtMost = "at-most": "at most: the number itself included",
    UpTo = "up-to": "up to, as many as",
    Nearly = "nearly": "nearly, almost, close to",
    Between = "between": "a range with two ends",
    DozensOf = "dozens-of": "dozens of",
    ScoresOf = "scores-of": "scores of",
    HundredsOf = "hundreds-of": "hundreds of",
    ThousandsOf = "thousands-of": "thousands of",
    MillionsOf = "millions-of": "millions of",
}

vocabulary! {
    /// How a measure counts; unset until someone says, and then nothing compares.
    MeasureKind, "kind of measure":
    Stock = "stock": "how many there are at a moment",
    Total = "total": "how many so far",
    Change = "change": "how many more or fewer since",
    Forecast = "forecast": "how many are expected",
}

vocabulary! {
    /// How the words of an attribution stand in the capture.
    Grade, "grade":
    Exact = "exact": "byte for byte",
    Normalised = "normalised": "but for spaces, marks, dashes and the first letter's case",
    Fuzzy = "fuzzy": "but for spelling, punctuation or where a word is parted",
    Changed = "changed": "other words stand there: a number, a negation, a hedge, a name, what is counted, or others",
    Missing = "missing": "not found",
}

vocabulary! {
    /// What it changes where other words stand than those recorded.
    ChangeKind, "kind of change":
    Number = "number": "a number, a date or what bounds a number",
    Negation = "negation": "a word that denies",
    Hedge = "hedge": "a word of uncertainty",
    Name = "name": "a name",
    Population = "population": "what a number counts",
    Words = "words": "other words",
}

vocabulary! {
    /// What `check` looks for.
    Check, "check":
    WordsMissing = "words-missing": "the words stand nowhere in the captured text",
    WordsChanged = "words-changed": "the captured text has other words in their place",
    WordsLost = "words-lost": "the words stood in an earlier capture and do not in the newest",
    WordsUnanchored = "words-unanchored": "the words stand in several places, or the capture has no text to seek them in",
    WordsSpelled = "words-spelled": "the words stand there in another spelling or punctuation",
    NoWords = "no-words": "neither a passage nor a quote is recorded",
    NoCapture = "no-capture": "nothing of the source is captured",
    NoDate = "no-date": "the source has no date of publication and no day to read it from",
    NoLocator = "no-locator": "nothing tells where in the source the words stand",
    FigureNotInWords = "figure-not-in-words": "a figure's expression is not in the passage or quote",
    FigureNotRecorded = "figure-not-recorded": "a figure stands in the words and is not recorded",
    RelativeDate = "relative-date": "a date in words has no day to be read from",
    NoOriginal = "no-original": "a quote is a translation and its original is not recorded",
    Doubt = "doubt": "the recorder was not sure",
    HeadlineFigure = "headline-figure": "a figure is known from headlines alone",
}

impl Check {
    /// Whether it is looked for unasked.
    pub fn is_usual(self) -> bool {
        !matches!(
            self,
            Self::WordsSpelled | Self::NoOriginal | Self::FigureNotRecorded
        )
    }
}

vocabulary! {
    /// A verdict, normalised; the label as published stands beside it.
    Verdict, "verdict":
    True = "true": "it is so",
    MostlyTrue = "mostly-true": "it is so, but for details",
    Mixed = "mixed": "part is so and part is not",
    MostlyFalse = "mostly-false": "it is not so, but for details",
    False = "false": "it is not so",
    Misleading = "misleading": "it is so, and leads astray",
    MissingContext = "missing-context": "it lacks what it takes to judge it",
    Outdated = "outdated": "it was so",
    Unproven = "unproven": "nothing shows it either way",
    NotCheckable = "not-checkable": "nothing could show it either way",
    Kept = "kept": "the commitment was kept",
    Broken = "broken": "the commitment was broken",
    Pending = "pending": "the commitment is not due",
}

vocabulary! {
    /// How one claim or attribution bears on another.
    LinkKind, "kind of link":
    Contradicts = "contradicts": "both claims cannot be so",
    Supports = "supports": "the first claim speaks for the second",
    Narrows = "narrows": "the first claim says the second more closely",
    PartOf = "part-of": "the first claim is a part of the second",
    Repeats = "repeats": "the first attribution says the second again",
    Revises = "revises": "the first attribution changes the second",
    Retracts = "retracts": "the first attribution takes the second back",
    Corrects = "corrects": "the first attribution puts the second right",
    RespondsTo = "responds-to": "the first attribution answers the second",
}

impl LinkKind {
    /// Which noun both ends of such a link are.
    pub fn joins(self) -> Noun {
        match self {
            Self::Contradicts | Self::Supports | Self::Narrows | Self::PartOf => Noun::Claim,
            Self::Repeats | Self::Revises | Self::Retracts | Self::Corrects | Self::RespondsTo => {
                Noun::Attribution
            }
        }
    }
}

vocabulary! {
    /// A person's word on whether two records are one.
    JudgementKind, "judgement":
    Same = "same": "the two records are of one thing",
    Different = "different": "the two records are of two things",
}

vocabulary! {
    /// The reliability of a source or speaker, by the Admiralty code.
    Reliability, "reliability":
    A = "A": "completely reliable",
    B = "B": "usually reliable",
    C = "C": "fairly reliable",
    D = "D": "not usually reliable",
    E = "E": "unreliable",
    F = "F": "cannot be judged",
}

vocabulary! {
    /// The credibility of an attribution, by the Admiralty code.
    Credibility, "credibility":
    One = "1": "confirmed by other sources",
    Two = "2": "probably true",
    Three = "3": "possibly true",
    Four = "4": "doubtful",
    Five = "5": "improbable",
    Six = "6": "cannot be judged",
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole<V: Vocabulary + serde::Serialize + std::fmt::Debug>() {
        for word in V::ALL {
            assert_eq!(V::read(word.word()).as_ref(), Ok(word));
            assert_eq!(serde_json::to_value(word).unwrap(), word.word());
            assert!(!word.meaning().is_empty());
        }
        let mut words: Vec<_> = V::ALL.iter().map(|v| v.word()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), V::ALL.len(), "{} names a word twice", V::NAME);
    }

    #[test]
    fn every_word_reads_back_and_is_there_once() {
        whole::<Noun>();
        whole::<SourceKind>();
        whole::<ObservationKind>();
        whole::<SpeakerKind>();
        whole::<ClaimKind>();
        whole::<Manner>();
        whole::<Stance>();
        whole::<Part>();
        whole::<Jointly>();
        whole::<Medium>();
        whole::<Qualifier>();
        whole::<MeasureKind>();
        whole::<Grade>();
        whole::<Verdict>();
        whole::<LinkKind>();
        whole::<JudgementKind>();
        whole::<Reliability>();
        whole::<Credibility>();
    }

    #[test]
    fn a_slip_is_answered_with_the_nearest_word() {
        let slip = Stance::read("denys").unwrap_err();
        assert_eq!(slip.nearest, Some("denies"));
        assert!(slip.hint().contains("did-not-say"));
        assert_eq!(Stance::read("Did_not_say"), Ok(Stance::DidNotSay));
        assert_eq!(Reliability::read("b"), Ok(Reliability::B));
    }
}
