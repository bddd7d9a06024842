//! The judgement: a person's reversible word that two records are the same, or different.

use super::body::{body, refers};
use super::{JudgementKind, Noun};

body! {
    /// A person's word that two records of one noun are the same, or different. Nothing is joined
    /// by it: the two stay, and lists run over their representative.
    Judgement<R> {
        /// One record, the smaller identity.
        a: R,
        /// The other record.
        b: R,
        /// The same, or different.
        kind: Option<JudgementKind>,
        /// Which noun both are.
        of: Option<Noun>,
        /// Why.
        reason: String,
    }
}

/// The nouns of which two records may be judged the same.
pub const JUDGED: &[Noun] = &[
    Noun::Source,
    Noun::Speaker,
    Noun::Claim,
    Noun::Attribution,
    Noun::Measure,
    Noun::Topic,
];

refers!(Judgement { kind, of, reason } exchange => {
    a: exchange(of.unwrap_or(Noun::Speaker), a),
    b: exchange(of.unwrap_or(Noun::Speaker), b),
});
