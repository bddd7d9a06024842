//! Figures laid side by side: whether two of them can both be true, and what a new one does to the last.

mod compare;
mod interval;
mod life;
pub mod units;

pub use compare::{Answer, Comparable, Measured, NO_KIND, Side, Verdict, compare, counts};
pub use interval::Interval;
pub use life::{Effect, effect};
