//! Pure functions on words. Nothing here reads the clock, the environment or a database.

pub mod visible;
