//! The occasion: one act of saying.

use super::body::{body, each, refers};
use super::{Edtf, Jointly, Medium, Noun};

body! {
    /// One act of saying. Attributions in several sources point to one.
    Occasion<R> {
        /// Whether its speakers spoke with one voice.
        jointly: Option<Jointly>,
        /// Our own name for it.
        label: String,
        /// Through what it reached the public.
        medium: Option<Medium>,
        /// The recorder's note.
        note: String,
        /// In what role, as given.
        role: String,
        /// When it was said.
        said: Option<Edtf>,
        /// The source's words for when.
        said_words: String,
        /// Who spoke.
        speakers: Vec<R>,
        /// The language it was said in; `und` if not given.
        spoken_lang: String,
        /// Where it was said, as given.
        r#where: String,
    }
}

refers!(Occasion { jointly, label, medium, note, role, said, said_words, spoken_lang, r#where } exchange => {
    speakers: each(Noun::Speaker, speakers, exchange),
});
