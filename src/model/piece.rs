//! The piece: what we publish.

use super::body::{body, each, refers, within};
use super::{Edtf, Moment, Noun};

body! {
    /// What we publish: its drafts, where it was published, and what backs each sentence.
    Piece<R> {
        /// Its drafts, oldest first.
        drafts: Vec<Draft>,
        /// The recorder's note.
        note: String,
        /// Where and when it was published.
        published: Vec<Publication>,
        /// Its title.
        title: String,
        /// Our sentences and what backs them.
        uses: Vec<Use<R>>,
    }
}

body! {
    /// A draft of a piece.
    Draft {
        /// When it was kept.
        at: Option<Moment>,
        /// Its text.
        text: String,
    }
}

body! {
    /// One publication of a piece.
    Publication {
        /// When.
        on: Option<Edtf>,
        /// By whom.
        publisher: String,
        /// Where.
        url: String,
    }
}

body! {
    /// A sentence of ours and what backs it.
    Use<R> {
        /// The attributions that back it.
        attributions: Vec<R>,
        /// The claims that back it.
        claims: Vec<R>,
        /// The sentence.
        sentence: String,
    }
}

refers!(Piece { drafts, note, published, title } exchange => {
    uses: within(uses, exchange),
});

refers!(Use { sentence } exchange => {
    attributions: each(Noun::Attribution, attributions, exchange),
    claims: each(Noun::Claim, claims, exchange),
});
