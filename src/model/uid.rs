//! Identity: 16 random bytes at birth that never change, and the letters people type.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The identity of a record, a figure or an operation: a random UUID (version 4), 16 bytes.
///
/// People see it as letters from k to z, one for each half byte (k = 0 … z = 15), so that an id
/// cannot be taken for a hash, a number or a word in hex. Bodies hold it as 32 hex digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uid(pub [u8; 16]);

/// How many letters an id has in reports and logs.
pub const SHOWN: usize = 12;
/// The fewest letters an id is shown or looked up with.
pub const SHORTEST: usize = 4;

impl Uid {
    /// The identity made of these random bytes, marked as a version 4 UUID.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(
            uuid::Builder::from_random_bytes(bytes)
                .into_uuid()
                .into_bytes(),
        )
    }

    /// Whether this stands for no record at all.
    pub fn is_nil(self) -> bool {
        self == Self::default()
    }

    /// All 32 letters.
    pub fn letters(self) -> String {
        let mut out = String::with_capacity(32);
        for byte in self.0 {
            out.push(char::from(b'k' + (byte >> 4)));
            out.push(char::from(b'k' + (byte & 15)));
        }
        out
    }

    /// The first 12 letters: the id as reports and logs print it.
    pub fn id(self) -> String {
        let mut letters = self.letters();
        letters.truncate(SHOWN);
        letters
    }

    /// The 32 hex digits that stand in bodies.
    pub fn hex(self) -> String {
        hex(&self.0)
    }

    /// Reads all 32 letters.
    pub fn from_letters(letters: &str) -> Option<Self> {
        let range = IdRange::read(letters)?;
        (letters.len() == 32).then_some(range.first)
    }

    /// Reads 32 hex digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        unhex(text).map(Self)
    }
}

/// Every identity that begins with some letters: one range of the unique index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdRange {
    /// The lowest identity of the range.
    pub first: Uid,
    /// The highest identity of the range.
    pub last: Uid,
}

impl IdRange {
    /// The range of a prefix; `None` if it is not 4 to 32 letters from k to z.
    pub fn read(prefix: &str) -> Option<Self> {
        let letters = prefix.as_bytes();
        if !(SHORTEST..=32).contains(&letters.len()) {
            return None;
        }
        let (mut first, mut last) = ([0_u8; 16], [0xff_u8; 16]);
        for (at, letter) in letters.iter().enumerate() {
            let half = match letter.to_ascii_lowercase() {
                letter @ b'k'..=b'z' => letter - b'k',
                _ => return None,
            };
            let (shift, mask) = if at % 2 == 0 { (4, 0x0f) } else { (0, 0xf0) };
            first[at / 2] = (first[at / 2] & mask) | (half << shift);
            last[at / 2] = (last[at / 2] & mask) | (half << shift);
        }
        Some(Self {
            first: Uid(first),
            last: Uid(last),
        })
    }
}

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.id())
    }
}

impl Serialize for Uid {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut digits = [0_u8; 32];
        write_hex(&self.0, &mut digits);
        s.serialize_str(std::str::from_utf8(&digits).unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for Uid {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
        Self::from_hex(&text).ok_or_else(|| serde::de::Error::custom("not 32 hex digits"))
    }
}

fn write_hex(bytes: &[u8], digits: &mut [u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for (byte, pair) in bytes.iter().zip(digits.chunks_exact_mut(2)) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
}

/// Bytes as lower-case hex digits.
pub fn hex(bytes: &[u8]) -> String {
    let mut digits = vec![0_u8; bytes.len() * 2];
    write_hex(bytes, &mut digits);
    String::from_utf8(digits).unwrap_or_default()
}

/// Exactly `N` bytes from hex digits.
pub fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return None;
    }
    let mut out = [0_u8; N];
    for (byte, pair) in out.iter_mut().zip(digits.chunks_exact(2)) {
        let high = char::from(pair[0]).to_digit(16)?;
        let low = char::from(pair[1]).to_digit(16)?;
        *byte = u8::try_from(high * 16 + low).ok()?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_run_from_k_to_z_and_read_back() {
        let uid = Uid([0x0f; 16]);
        assert_eq!(uid.letters(), "kz".repeat(16));
        assert_eq!(uid.to_string(), "kzkzkzkzkzkz");
        assert_eq!(Uid::from_letters(&uid.letters()), Some(uid));
        assert_eq!(Uid::from_hex(&uid.hex()), Some(uid));
    }

    #[test]
    fn a_prefix_is_a_range_and_an_odd_one_too() {
        let range = IdRange::read("kzkzk").unwrap();
        assert_eq!(range.first.hex(), "0f0f0".to_owned() + &"0".repeat(27));
        assert_eq!(range.last.hex(), "0f0f0".to_owned() + &"f".repeat(27));
        assert_eq!(IdRange::read("kzk"), None);
        assert_eq!(IdRange::read("abcd"), None);
    }
}
