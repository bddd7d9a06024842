//! One file a format.

pub mod dossier;
pub mod jsonl;
pub mod toml;
