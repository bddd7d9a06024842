//! Dixit: who said what, when, and where it is written.

mod cache;
pub mod cli;
pub mod error;
pub mod import;
pub mod layout;
pub mod model;
pub mod record;
pub mod report;
pub mod store;
pub mod text;
