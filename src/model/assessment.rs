//! The assessment: somebody's dated verdict.

use super::body::{body, maybe, refers, within};
use super::{Edtf, Noun, Verdict};

body! {
    /// Somebody's dated verdict on a claim (is it so, as of when) or on an attribution (was it said so).
    ///
    /// Assessments never overwrite each other.
    Assessment<R> {
        /// The day as of which it is judged.
        as_of: Option<Edtf>,
        /// The attribution judged.
        attribution: Option<R>,
        /// Who judges.
        by: String,
        /// The claim judged.
        claim: Option<R>,
        /// What the verdict stands on.
        evidence: Vec<Evidence<R>>,
        /// The verdict as published.
        label: String,
        /// The language of the reasoning.
        lang: String,
        /// When it was given.
        on: Option<Edtf>,
        /// The reasoning.
        reasoning: String,
        /// Where it is published.
        url: String,
        /// The verdict, normalised.
        verdict: Option<Verdict>,
    }
}

body! {
    /// A piece of evidence for an assessment.
    Evidence<R> {
        /// An attribution that speaks for it.
        attribution: Option<R>,
        /// What it shows.
        note: String,
        /// A document that speaks for it.
        source: Option<R>,
        /// An address.
        url: String,
    }
}

refers!(Assessment { as_of, by, label, lang, on, reasoning, url, verdict } exchange => {
    attribution: maybe(Noun::Attribution, attribution, exchange),
    claim: maybe(Noun::Claim, claim, exchange),
    evidence: within(evidence, exchange),
});

refers!(Evidence { note, url } exchange => {
    attribution: maybe(Noun::Attribution, attribution, exchange),
    source: maybe(Noun::Source, source, exchange),
});
