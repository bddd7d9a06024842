//! Figures laid side by side: whether two of them can both be true.

mod compare;
mod interval;
mod units;

pub use compare::{Answer, Comparable, Measured, Side, Verdict, compare};
pub use interval::Interval;
