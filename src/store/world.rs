//! What a store takes from outside: the time and randomness. Tests give their own, so that a run
//! repeats to the byte.

use chrono::{DateTime, Utc};

use crate::error::{Error, ErrorKind, Result};
use crate::model::{Moment, Uid};

/// Where time and randomness come from.
pub trait World {
    /// The present moment.
    fn now(&mut self) -> Moment;

    /// Fills the bytes with randomness fit for identities and salts.
    ///
    /// # Errors
    /// When the system has none to give.
    fn random(&mut self, bytes: &mut [u8]) -> Result<()>;

    /// A new identity.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    fn uid(&mut self) -> Result<Uid> {
        let mut bytes = [0; 16];
        self.random(&mut bytes)?;
        Ok(Uid::from_random(bytes))
    }
}

/// The system's clock and randomness, asked for in blocks: an import wants many small pieces.
pub struct System {
    block: [u8; 4096],
    used: usize,
}

impl Default for System {
    fn default() -> Self {
        Self {
            block: [0; 4096],
            used: 4096,
        }
    }
}

impl World for System {
    fn now(&mut self) -> Moment {
        Moment::new(Utc::now())
    }

    fn random(&mut self, bytes: &mut [u8]) -> Result<()> {
        if self.block.len() - self.used < bytes.len() {
            getrandom::fill(&mut self.block).map_err(|e| {
                Error::new(ErrorKind::System, "the system has no randomness to give").because(e)
            })?;
            self.used = 0;
        }
        let piece = &mut self.block[self.used..self.used + bytes.len()];
        bytes.copy_from_slice(piece);
        // What was handed out is not kept.
        piece.fill(0);
        self.used += bytes.len();
        Ok(())
    }
}

/// A world that repeats: a clock that ticks a second at each look, and a small generator.
///
/// For tests and examples only: its randomness can be guessed.
pub struct Repeating {
    at: i64,
    state: u64,
}

impl Repeating {
    /// A world begun at a moment, with a seed.
    pub fn new(start: DateTime<Utc>, seed: u64) -> Self {
        Self {
            at: start.timestamp(),
            state: seed,
        }
    }

    /// A world begun on 1 January 2025, with a seed.
    pub fn seeded(seed: u64) -> Self {
        Self {
            at: 1_735_689_600,
            state: seed,
        }
    }
}

impl World for Repeating {
    fn now(&mut self) -> Moment {
        self.at += 1;
        Moment::new(DateTime::from_timestamp(self.at, 0).unwrap_or_default())
    }

    fn random(&mut self, bytes: &mut [u8]) -> Result<()> {
        // SplitMix64: every seed gives a sequence of its own.
        for piece in bytes.chunks_mut(8) {
            self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.state;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            piece.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..piece.len()]);
        }
        Ok(())
    }
}
