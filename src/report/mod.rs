//! From a query to report values: never text, never SQL.

pub mod build;
mod confidential;
pub mod figures;
pub mod file;
pub mod render;
pub mod shown;
pub mod value;
