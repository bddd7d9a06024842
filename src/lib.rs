//! Dixit: who said what, when, and where it is written.

pub mod error;
pub mod import;
pub mod model;
pub mod report;
