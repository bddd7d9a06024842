//! Dixit: who said what, when, and where it is written.
//!
//! The modules, from the outside in: [`import`] turns bytes into entries, [`record`] entries into records, [`store`] keeps
//! them, [`report`] builds values of what a query finds and writes them in a format. [`model`] has the records
//! and their words, [`text`] the pure functions on words, [`error`] what can go wrong.
//!
//! The layers point one way: the program's `cli` uses everything; [`record`] and [`report`] use [`store`], [`text`]
//! and [`model`]; [`import`] uses [`model`] and [`text`]; [`store`] uses [`model`] and [`text`].
//!
#![doc = include_str!("../docs/embedding.md")]
// The library prints nothing: what a person sees goes through one door of the command line.
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod cache;
pub mod error;
pub mod fetch;
pub mod import;
pub mod layout;
pub mod model;
pub mod record;
pub mod report;
pub mod store;
pub mod text;
