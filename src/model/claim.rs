//! The claim: one proposition, in our wording.

use super::body::{body, each, refers};
use super::{ClaimKind, Edtf, Noun};

body! {
    /// One proposition in our wording. It may say less than the source says, never more.
    Claim<R> {
        /// When it holds in the world.
        holds: Option<Edtf>,
        /// What kind of proposition it is.
        kind: Option<ClaimKind>,
        /// Our wording.
        text: String,
        /// The language of the wording, a BCP 47 tag.
        text_lang: String,
        /// The topics that gather it, sorted.
        topics: Vec<R>,
        /// The wordings in other languages.
        wordings: Vec<Wording>,
    }
}

body! {
    /// The wording of a claim in another language.
    Wording {
        /// In which language, a BCP 47 tag.
        lang: String,
        /// The wording.
        text: String,
    }
}

refers!(Claim { holds, kind, text, text_lang, wordings } exchange => {
    topics: each(Noun::Topic, topics, exchange),
});
