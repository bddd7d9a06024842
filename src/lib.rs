//! Dixit: who said what, when, and where it is written.
//!
//! The library behind the program: another program can open a file, record, list and report with it.
//! It prints nothing, ends no process and knows no command line; time and randomness can be given, so
//! that a run repeats to the byte.
//!
//! ```
//! use dixit::import::{self, Format, Options};
//! use dixit::record::import::{Input, Plan, import as record};
//! use dixit::report::build::{self, Audience, Edition};
//! use dixit::report::render::Format as ReportFormat;
//! use dixit::store::query::Filter;
//! use dixit::store::{Command, Repeating, Store};
//!
//! # fn main() -> dixit::error::Result<()> {
//! // `Store::open(path, Open::CREATE)` opens a file; this one is in memory, and repeats.
//! let mut store = Store::in_memory(Box::new(Repeating::seeded(1)))?;
//!
//! // An entry, as a line of JSON; `dixit::model::Entry` is the same as a type.
//! let line = concat!(
//!     r#"{"claim": "The bridge will reopen", "speaker": "Inès Delmar", "quote": "before June", "#,
//!     r#""said": "2031-05-01", "source": "Minutes of the council"}"#,
//! );
//! let options = Options { format: Some(Format::Jsonl), ..Options::default() };
//! let entries: Input<'_> = Box::new(import::read("example", line.as_bytes(), &options)?);
//! let done = record(&mut store, &Command::new("example"), [Ok(entries)], Plan::default(), &mut |_| {})?;
//! assert!(done.refused.is_empty() && done.operation.is_some());
//!
//! // A report of what one speaker said.
//! let speaker = Some(store.resolve(dixit::model::Noun::Speaker, "INÈS DELMAR")?);
//! let edition = Edition::new(&store, Audience::Export { reveal: false })?;
//! let mut page = Vec::new();
//! let filter = Filter { speaker, ..Filter::default() };
//! build::report(&store, &filter, edition, ReportFormat::Markdown.renderer(&mut page).as_mut())?;
//! assert!(String::from_utf8_lossy(&page).contains("“before June”"));
//! # Ok(())
//! # }
//! ```
//!
//! The layers point one way: the program's `cli` uses everything; [`record`] and [`report`] use [`store`], [`text`]
//! and [`model`]; [`import`] uses [`model`] and [`text`]; [`store`] uses [`model`] and [`text`].

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
