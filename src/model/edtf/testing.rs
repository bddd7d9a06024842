//! Chance for the property tests of this folder: small, and the same at every run.

/// A xorshift generator.
pub(crate) struct Dice(u64);

impl Dice {
    /// `seed` must not be zero.
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}
