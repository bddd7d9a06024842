//! Programs run in turns: what one run took, and the middle of many.
//!
//! A machine's speed drifts by more than the differences looked for, so the two programs compared always run alternately
//! and a ratio is taken inside one pair.

use std::path::PathBuf;

/// The seed of every corpus that is measured.
pub const SEED: u64 = 1;

/// Where files are made: below cargo's target folder, hence on a disk and not in a memory file system.
pub const FOLDER: &str = env!("CARGO_TARGET_TMPDIR");

/// The program measured: `--dixit PATH`, else the one that cargo built for this benchmark. None in a package without it.
pub fn dixit(given: Option<PathBuf>) -> Option<PathBuf> {
    given.or_else(|| option_env!("CARGO_BIN_EXE_dixit").map(PathBuf::from))
}

/// The middle value; of an even number, the mean of the two in the middle. Of none, NaN.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        count => (values[(count - 1) / 2] + values[count / 2]) / 2.0,
    }
}
