//! A text made ready for searching: its letters, where each came from, and where runs of five bytes of
//! them stand.

use std::borrow::Cow;
use std::ops::Range;

use super::scan::{Piece, letters, pieces};
use crate::text::scripts::clings;

/// Bytes in a gram: one short word, or two letters of a script without spaces.
const GRAM: usize = 5;
/// Up to this many bytes of letters every gram is indexed; of a longer text every second, third…
const INDEXED: usize = 1 << 24;
/// How many letters' bytes lie between two stops, at most.
const STRIDE: usize = 64;
/// How many bytes of text do: a long rule or table has no letters.
const STEP: usize = 1024;
/// How many places of one passage are looked at; beyond, it is said that there are more.
pub(super) const PLACES: usize = 512;
/// How many places of very few letters are asked whether they are a word.
const LOOKED_AT: usize = 1 << 17;
/// How many grams' places are looked at for one passage that is nowhere as it is.
const SEEDS: usize = 1 << 11;

/// Where a text's letters stand in it.
#[derive(Clone, Copy, Debug, Default)]
struct Stop {
    /// So many bytes of letters came before.
    letters: u32,
    /// So many bytes of text.
    byte: u32,
    /// So many code points.
    point: u32,
}

/// A stretch of a text: in bytes, in code points, and in bytes of its letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stretch {
    pub bytes: Range<usize>,
    pub letters: Range<usize>,
}

impl Stretch {
    /// Whether two stretches have something in common.
    pub fn meets(&self, other: &Self) -> bool {
        self.bytes.start < other.bytes.end && other.bytes.start < self.bytes.end
    }
}

/// The stretches of letters in which places count; without any, all of the text.
#[derive(Clone, Debug, Default)]
pub(super) struct Within(Vec<Range<usize>>);

impl Within {
    pub fn is_everywhere(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether some of a stretch of letters lies in one of these.
    pub fn meets(&self, letters: &Range<usize>) -> bool {
        let meets = |range: &Range<usize>| letters.start < range.end && range.start < letters.end;
        self.0.is_empty() || self.0.iter().any(meets)
    }
}

/// The letters of a text with their index.
pub(super) struct Index<'t> {
    pub text: Cow<'t, str>,
    pub letters: String,
    stops: Vec<Stop>,
    /// Every how many bytes of letters a gram is indexed.
    step: usize,
    shift: u32,
    heads: Vec<u32>,
    places: Vec<u32>,
}

impl<'t> Index<'t> {
    pub fn new(text: Cow<'t, str>) -> Self {
        let mut out = String::with_capacity(text.len());
        let mut stops = vec![Stop::default()];
        let (mut next, mut point) = ((STRIDE, STEP), 0_u32);
        for (byte, c) in text.char_indices() {
            if out.len() >= next.0 || byte >= next.1 {
                stops.push(Stop {
                    letters: cut(out.len()),
                    byte: cut(byte),
                    point,
                });
                next = (out.len() + STRIDE, byte + STEP);
            }
            point += 1;
            if c.is_ascii() {
                if c.is_ascii_alphanumeric() {
                    out.push(c.to_ascii_lowercase());
                }
                continue;
            }
            pieces(c, |piece| {
                if let Piece::Base(base, _) = piece {
                    out.push(base);
                }
            });
        }
        let mut index = Self {
            text,
            step: out.len() / INDEXED + 1,
            shift: 0,
            letters: out,
            stops,
            heads: Vec::new(),
            places: Vec::new(),
        };
        index.fill();
        index
    }

    /// Sorts the places of all grams by their hash, by counting.
    fn fill(&mut self) {
        let bytes = self.letters.as_bytes();
        let many = (bytes.len() / self.step).max(1);
        let bits = (many.ilog2() + 1).clamp(8, 18);
        self.shift = 64 - bits;
        let starts = || (0..(bytes.len() + 1).saturating_sub(GRAM)).step_by(self.step);
        let mut heads = vec![0_u32; (1 << bits) + 1];
        for at in starts() {
            heads[hash(&bytes[at..], self.shift) + 1] += 1;
        }
        for slot in 1..heads.len() {
            heads[slot] += heads[slot - 1];
        }
        let mut places = vec![0_u32; *heads.last().unwrap_or(&0) as usize];
        let mut ends = heads.clone();
        for at in starts() {
            let end = &mut ends[hash(&bytes[at..], self.shift)];
            places[*end as usize] = cut(at);
            *end += 1;
        }
        (self.heads, self.places) = (heads, places);
    }

    fn of_gram(&self, gram: &[u8]) -> &[u32] {
        let slot = hash(gram, self.shift);
        &self.places[self.heads[slot] as usize..self.heads[slot + 1] as usize]
    }

    /// Where these letters stand one after another, as offsets of letters, in order; and whether there
    /// are more places than are given. Of very few letters, only where they are words by themselves, if
    /// they are anywhere: they stand within half of all others.
    pub fn hits(&self, sought: &str, within: &Within) -> (Vec<usize>, bool) {
        let (sought, all) = (sought.as_bytes(), self.letters.as_bytes());
        let (mut hits, mut more) = (Vec::new(), false);
        if sought.is_empty() {
            return (hits, more);
        }
        let inside = |hit: &usize| within.meets(&(*hit..*hit + sought.len()));
        if sought.len() < GRAM + self.step - 1 {
            let found = || overlapping(all, sought).filter(inside);
            let alone = found()
                .take(LOOKED_AT)
                .filter(|hit| self.is_alone(*hit..*hit + sought.len()));
            hits.extend(alone.take(PLACES + 1));
            if hits.is_empty() {
                hits.extend(found().take(PLACES + 1));
            }
            more = found().nth(LOOKED_AT).is_some();
        } else {
            // Any place is met by one of so many neighbouring grams; those are asked that are rarest.
            let count = |at: usize| self.of_gram(&sought[at..]).len();
            let many = sought.len() + 1 - GRAM;
            let first = (0..=many - self.step)
                .min_by_key(|first| (*first..first + self.step).map(count).sum::<usize>())
                .unwrap_or(0);
            for gram in first..first + self.step {
                let met = self.of_gram(&sought[gram..]).iter().filter_map(|place| {
                    let start = (*place as usize).checked_sub(gram)?;
                    all[start..].starts_with(sought).then_some(start)
                });
                hits.extend(met.filter(inside).take(PLACES + 1));
            }
            hits.sort_unstable();
        }
        more |= hits.len() > PLACES;
        hits.truncate(PLACES);
        (hits, more)
    }

    /// Where the letters may stand with some of them changed: stretches of letters, the likeliest first.
    /// Also whether there are more of them.
    pub fn near(
        &self,
        sought: &str,
        word: &str,
        many: usize,
        within: &Within,
    ) -> (Vec<Range<usize>>, bool) {
        let bytes = sought.as_bytes();
        let inside = |place: &usize, at: usize| {
            let start = place.saturating_sub(at);
            within.meets(&(start..start + bytes.len()))
        };
        let mut grams: Vec<(usize, usize)> = (0..(bytes.len() + 1).saturating_sub(GRAM))
            .map(|at| (self.of_gram(&bytes[at..]).len(), at))
            .filter(|(count, _)| *count > 0)
            .collect();
        grams.sort_unstable();
        // How far each place is ahead of its gram's place in the passage.
        let mut ahead: Vec<i64> = Vec::new();
        for (_, at) in grams {
            let gram = &bytes[at..at + GRAM];
            let met = self.of_gram(gram).iter().map(|place| *place as usize);
            let met = met.filter(|place| {
                self.letters.as_bytes()[*place..].starts_with(gram) && inside(place, at)
            });
            ahead.extend(
                met.take(SEEDS.saturating_sub(ahead.len()))
                    .map(|p| p as i64 - at as i64),
            );
            if ahead.len() >= SEEDS {
                break;
            }
        }
        if ahead.is_empty() && word.len() + 1 >= GRAM && bytes.len() < 8 * GRAM {
            // So short that a change leaves no gram whole: then by its longest word.
            let at = sought.find(word).unwrap_or(0);
            let met = memchr::memmem::find_iter(self.letters.as_bytes(), word);
            let met = met.filter(|place| inside(place, at)).take(PLACES);
            ahead.extend(met.map(|place| place as i64 - at as i64));
        }
        ahead.sort_unstable();
        let room = (bytes.len() / 5).clamp(24, 2000) as i64;
        let (mut found, mut most) = (Vec::new(), 0);
        while found.len() < many && !ahead.is_empty() {
            let (mut best, mut from) = (0..0, 0);
            for to in 0..ahead.len() {
                while ahead[to] - ahead[from] > room {
                    from += 1;
                }
                if to + 1 - from > best.len() {
                    best = from..to + 1;
                }
            }
            // Stretches that share far less with the passage are not worth a look.
            most = most.max(best.len());
            if best.len() * 4 < most {
                return (found, false);
            }
            let (low, high) = (ahead[best.start], ahead[best.end - 1]);
            let slack = 16 + (bytes.len() / 6).min(300) as i64;
            let start = (low - slack).max(0) as usize;
            let end = (high + slack).max(0) as usize + bytes.len();
            found.push(start..end.min(self.letters.len()));
            ahead.retain(|a| *a < low - room || *a > high + room);
        }
        (found, !ahead.is_empty())
    }

    /// The bytes of the text in which a stretch of letters stands, marks included; and whether it
    /// begins and ends with whole characters.
    pub fn bytes(&self, stretch: Range<usize>) -> (Range<usize>, bool) {
        let (start, first, _) = self.character(stretch.start);
        let (end, _, last) = self.character(stretch.end.saturating_sub(1));
        let mut end = end.end;
        for c in self.text[end..].chars() {
            let mut goes_on = true;
            pieces(c, |piece| goes_on &= matches!(piece, Piece::Mark(_)));
            if !goes_on || crate::text::unseen::is_unseen(c) {
                break;
            }
            end += c.len_utf8();
        }
        let whole = first == stretch.start && last == stretch.end;
        (start.start..end, whole)
    }

    /// The character that gave a byte of letters: its bytes in the text, and its letters.
    fn character(&self, letter: usize) -> (Range<usize>, usize, usize) {
        let stop = self
            .stops
            .partition_point(|stop| stop.letters as usize <= letter);
        let stop = self.stops[stop.saturating_sub(1)];
        let mut before = stop.letters as usize;
        let from = stop.byte as usize;
        for (at, c) in self.text[from..].char_indices() {
            let many = width(c);
            if before + many > letter {
                let start = from + at;
                return (start..start + c.len_utf8(), before, before + many);
            }
            before += many;
        }
        let end = self.text.len();
        (end..end, before, before)
    }

    /// The letters of stretches given in code points.
    pub fn within(&self, points: &[Range<u64>]) -> Within {
        let before = |point: u64| self.letters_before(self.byte_of_point(point));
        let letters = points.iter().map(|p| before(p.start)..before(p.end));
        Within(letters.collect())
    }

    /// How many code points stand before a byte.
    pub fn point(&self, byte: usize) -> u64 {
        let stop = self.before_byte(byte);
        let more = self.text[stop.byte as usize..byte].chars().count();
        u64::from(stop.point) + more as u64
    }

    /// How many bytes of letters stand before a byte.
    pub fn letters_before(&self, byte: usize) -> usize {
        let stop = self.before_byte(byte);
        let more: usize = self.text[stop.byte as usize..byte].chars().map(width).sum();
        stop.letters as usize + more
    }

    /// The byte at which a code point begins; the text's end where there are not so many.
    pub fn byte_of_point(&self, point: u64) -> usize {
        let stop = self
            .stops
            .partition_point(|stop| u64::from(stop.point) <= point);
        let stop = self.stops[stop.saturating_sub(1)];
        let from = stop.byte as usize;
        let more = usize::try_from(point - u64::from(stop.point)).unwrap_or(usize::MAX);
        self.text[from..]
            .char_indices()
            .nth(more)
            .map_or(self.text.len(), |(at, _)| from + at)
    }

    fn before_byte(&self, byte: usize) -> Stop {
        let stop = self
            .stops
            .partition_point(|stop| stop.byte as usize <= byte);
        self.stops[stop.saturating_sub(1)]
    }

    /// Whether a word stands anywhere in the text by itself.
    pub fn holds_word(&self, word: &str) -> bool {
        let sought = letters(word);
        let (hits, more) = self.hits(&sought, &Within::default());
        more || hits
            .iter()
            .any(|hit| self.is_alone(*hit..hit + sought.len()))
    }

    /// Whether no letter or digit stands straight before or after a stretch of letters.
    fn is_alone(&self, stretch: Range<usize>) -> bool {
        let (bytes, whole) = self.bytes(stretch);
        let before = self.text[..bytes.start].chars().next_back();
        let after = self.text[bytes.end..].chars().next();
        let joins = |c: char| c.is_alphanumeric() && !clings(c);
        whole && ![before, after].into_iter().flatten().any(joins)
    }
}

/// Every place of some bytes, also where one begins within another: "ana" in "banana".
fn overlapping<'b>(all: &'b [u8], sought: &'b [u8]) -> impl Iterator<Item = usize> + 'b {
    let (finder, mut from) = (memchr::memmem::Finder::new(sought), 0);
    std::iter::from_fn(move || {
        let at = from + finder.find(&all[from..])?;
        from = at + 1;
        Some(at)
    })
}

fn width(c: char) -> usize {
    if c.is_ascii() {
        return usize::from(c.is_ascii_alphanumeric());
    }
    let mut many = 0;
    pieces(c, |piece| {
        if let Piece::Base(base, _) = piece {
            many += base.len_utf8();
        }
    });
    many
}

fn hash(bytes: &[u8], shift: u32) -> usize {
    let gram = bytes[..GRAM]
        .iter()
        .fold(0_u64, |gram, byte| gram << 8 | u64::from(*byte));
    (gram.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> shift) as usize
}

/// Texts are held in SQLite, whose values end well below 4 GiB.
fn cut(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
