//! stub until the EDTF reader lands
use serde::{Deserialize, Deserializer, Serialize, Serializer};
/// date
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edtf(String);
/// day
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day {
    /// y
    pub year: i64,
    /// m
    pub month: u8,
    /// d
    pub day: u8,
}
/// bound
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// at
    At(Day),
    /// open
    Open,
    /// unknown
    Unknown,
}
/// err
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct EdtfError {
    /// c
    pub column: usize,
    /// w
    pub why: String,
    /// h
    pub hint: String,
}
impl Day {
    /// sort
    pub fn sort_text(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.sort_text())
    }
}
impl std::fmt::Display for Edtf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}
impl Edtf {
    /// p
    pub fn parse(t: &str) -> Result<Self, EdtfError> {
        if t.len() >= 4 {
            Ok(Self(t.to_owned()))
        } else {
            Err(EdtfError {
                column: 1,
                why: "bad".into(),
                hint: "".into(),
            })
        }
    }
    /// s
    pub fn as_str(&self) -> &str {
        &self.0
    }
    fn d(t: &str, l: bool) -> Bound {
        if t == ".." {
            return Bound::Open;
        }
        if t.is_empty() {
            return Bound::Unknown;
        }
        let mut p = t.trim_end_matches(['?', '~', '%']).split('-');
        let y = p.next().and_then(|x| x.parse().ok()).unwrap_or(0);
        let m = p.next().and_then(|x| x.parse().ok());
        let d = p.next().and_then(|x| x.get(..2).unwrap_or(x).parse().ok());
        Bound::At(Day {
            year: y,
            month: m.unwrap_or(if l { 12 } else { 1 }),
            day: d.unwrap_or(if l {
                match m.unwrap_or(12) {
                    2 => 28,
                    4 | 6 | 9 | 11 => 30,
                    _ => 31,
                }
            } else {
                1
            }),
        })
    }
    /// f
    pub fn from(&self) -> Bound {
        Self::d(self.0.split('/').next().unwrap_or(""), false)
    }
    /// t
    pub fn to(&self) -> Bound {
        Self::d(self.0.split('/').next_back().unwrap_or(""), true)
    }
}
impl Serialize for Edtf {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}
impl<'de> Deserialize<'de> for Edtf {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let t = String::deserialize(d)?;
        Self::parse(&t).map_err(serde::de::Error::custom)
    }
}
