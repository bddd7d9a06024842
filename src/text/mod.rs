//! Pure functions on words: names, what may be shown, search forms. No SQL, no I/O.

pub mod anchor;
pub mod bad_text;
pub mod changes;
pub mod dates;
pub mod diff;
pub mod figures;
pub mod forms;
pub mod language;
pub mod names;
pub mod points;
mod scripts;
mod unseen;
pub mod visible;
