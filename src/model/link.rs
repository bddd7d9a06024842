//! The link: a typed, dated relation.

use super::body::{body, refers};
use super::{Edtf, LinkKind, Noun};

body! {
    /// A relation between two claims, or between two attributions.
    Link<R> {
        /// The end that does it.
        from: R,
        /// How the one bears on the other.
        kind: Option<LinkKind>,
        /// The recorder's note.
        note: String,
        /// Since when.
        on: Option<Edtf>,
        /// The end it is done to.
        to: R,
    }
}

refers!(Link { kind, note, on } exchange => {
    from: exchange(kind.map_or(Noun::Claim, LinkKind::joins), from),
    to: exchange(kind.map_or(Noun::Claim, LinkKind::joins), to),
});
