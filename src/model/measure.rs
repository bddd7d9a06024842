//! The measure: what figures count.

use super::body::{body, maybe, refers};
use super::{MeasureKind, Noun};

body! {
    /// What figures count, so that they can be laid side by side.
    Measure<R> {
        /// How it counts; until someone says, nothing compares.
        kind: Option<MeasureKind>,
        /// Its name.
        name: String,
        /// The recorder's note.
        note: String,
        /// The measure it is a part of.
        part_of: Option<R>,
        /// Its unit.
        unit: String,
    }
}

refers!(Measure { kind, name, note, unit } exchange => {
    part_of: maybe(Noun::Measure, part_of, exchange),
});
