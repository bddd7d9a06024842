//! Pure functions on words. Nothing here reads the clock, the environment or a database.

mod unseen;
pub mod visible;
