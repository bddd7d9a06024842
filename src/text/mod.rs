//! Pure functions on words: names, what may be shown, search forms. No SQL, no I/O.

pub mod bad_text;
<<<<<<< HEAD
pub mod changes;
=======
pub mod dates;
>>>>>>> 8b56822 (Read dates in words, in seven languages)
pub mod forms;
pub mod names;
mod unseen;
pub mod visible;
