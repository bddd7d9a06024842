//! Where one fragment of a passage stands: as it is, or nearly.

use std::ops::Range;

use super::align::{Block, align};
use super::compare::compare;
use super::edges::{EDGE, Edges, follow, omitted};
use super::gap::encloses;
use super::index::{Index, Stretch, Within};
use super::kinds::Sides;
use super::lexicon::{Class, Lexicon};
use super::scan::{letters, units};
use super::token::{Token, tokens};
use super::{ChangeKind, Difference, Grade, Sought};

/// How many stretches that are like a passage are looked at.
const LIKELY: usize = 6;
/// How many words make a passage long.
const LONG: usize = 500;
/// How much of the words remembered beside a passage is sought, in bytes of letters, and how much is enough.
const REMEMBERED: usize = 40;
const ENOUGH: usize = 12;
/// How few letters remembered beside words tell that a word was cut on purpose.
const FEWEST: usize = 3;

/// One place of a fragment.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub at: Stretch,
    pub grade: Grade,
    /// What it costs to make one of the other, word by word; 0 where the letters are the same.
    pub cost: u32,
    pub differences: Vec<Difference>,
    /// Whether it begins or ends within a word of the text.
    cut: bool,
}

/// A fragment between the letters that it begins and ends with.
struct Wanted<'a> {
    raw: &'a str,
    lead: &'a str,
    core: &'a str,
    tail: &'a str,
}

/// Every place of a fragment within some stretches, best kind first: where its letters stand, else where
/// most of its words do. Also whether there are more places than are given.
pub(super) fn standings(
    index: &Index<'_>,
    raw: &str,
    sought: &Sought<'_>,
    within: &Within,
) -> (Vec<Standing>, bool) {
    let all = units(raw);
    let (Some(first), Some(last)) = (all.first(), all.last()) else {
        return marks_alone(index, raw.trim());
    };
    let wanted = Wanted {
        raw,
        lead: &raw[..first.start],
        core: &raw[first.start..last.end],
        tail: &raw[last.end..],
    };
    let core = letters(wanted.core);
    let (hits, more) = index.hits(&core, within);
    let mut found: Vec<Standing> = hits
        .into_iter()
        .filter_map(|hit| as_it_is(index, &wanted, hit..hit + core.len(), sought))
        .collect();
    if found.iter().any(|s| !s.cut && s.grade < Grade::Changed) {
        found.retain(|s| !s.cut && s.grade < Grade::Changed);
    }
    // A word that is cut may be another; all of the words may stand elsewhere.
    if found.iter().all(|s| s.cut && s.grade == Grade::Changed) {
        let (near, beyond) = nearly(index, &wanted, &core, sought.lang, within);
        if found.is_empty() || near.iter().any(|s| s.grade < Grade::Changed) {
            return (near, beyond);
        }
    }
    (found, more)
}

/// A passage of punctuation alone stands where it stands byte for byte, or nowhere.
fn marks_alone(index: &Index<'_>, raw: &str) -> (Vec<Standing>, bool) {
    if raw.is_empty() {
        return (Vec::new(), false);
    }
    let mut found = memchr::memmem::find_iter(index.text.as_bytes(), raw);
    let places = found.by_ref().take(super::index::PLACES).map(|start| {
        let letters = index.letters_before(start);
        Standing {
            at: Stretch {
                bytes: start..start + raw.len(),
                letters: letters..letters,
            },
            grade: Grade::Exact,
            cost: 0,
            differences: Vec::new(),
            cut: false,
        }
    });
    let places = places.collect();
    (places, found.next().is_some())
}

/// A place where the letters stand as they are.
fn as_it_is(
    index: &Index<'_>,
    wanted: &Wanted<'_>,
    hit: Range<usize>,
    sought: &Sought<'_>,
) -> Option<Standing> {
    let lang = sought.lang;
    let (bytes, whole) = index.bytes(hit.clone());
    if !whole {
        return None;
    }
    let text = &*index.text;
    let (mut grade, mut differences) = compare(wanted.core, &text[bytes.clone()]);
    let edges = Edges::of(text, &bytes, wanted.core, lang);
    if let Some(kind) = edges.changes {
        grade = Grade::Changed;
        differences.push(Difference::new(vec![kind], &edges.ours, &edges.theirs));
    }
    let cut = edges.cut && !is_remembered(index, &hit, sought);
    if cut && edges.changes.is_none() {
        // "war" of "warning" is another word, "Jun" of "June" a slip.
        let (worse, kinds) = match edges.whole_words {
            0 => return None,
            1 => (Grade::Changed, vec![ChangeKind::Words]),
            _ if index.holds_word(&edges.ours) => (Grade::Changed, vec![ChangeKind::Words]),
            _ => (Grade::Fuzzy, Vec::new()),
        };
        grade = grade.max(worse);
        differences.push(Difference::new(kinds, &edges.ours, &edges.theirs));
    }
    let mut at = bytes.clone();
    if grade == Grade::Exact
        && let Some(place) = byte_for_byte(text, wanted, &bytes)
    {
        at = place;
    } else {
        let (before, left) = follow(
            wanted.lead.chars().rev(),
            text[..bytes.start].char_indices().rev(),
        );
        let after = text[bytes.end..].char_indices();
        let (ahead, right) = follow(
            wanted.tail.chars(),
            after.map(|(at, c)| (bytes.end + at + c.len_utf8(), c)),
        );
        at.start = before.unwrap_or(at.start);
        at.end = ahead.unwrap_or(at.end);
        grade = grade.max(Grade::Normalised);
        let omitted = omitted(text, at.start, &left, true, lang)
            .or_else(|| omitted(text, at.end, &right, false, lang));
        if let Some(difference) = omitted {
            grade = Grade::Changed;
            differences.push(difference);
        } else if left.chars().chain(right.chars()).any(|c| !encloses(c)) {
            grade = grade.max(Grade::Fuzzy);
            let end = text[at.end..]
                .chars()
                .next()
                .map_or(at.end, |c| at.end + c.len_utf8());
            let word = |all: &str| all.split_whitespace().next_back().unwrap_or("").to_owned();
            differences.push(Difference::new(
                Vec::new(),
                &word(wanted.raw),
                &word(&text[at.start..end]),
            ));
        }
    }
    if edges.changes.is_some() {
        // The whole word shows what differs.
        at = at.start.min(edges.whole.start)..at.end.max(edges.whole.end);
    }
    Some(Standing {
        at: Stretch {
            bytes: at,
            letters: hit,
        },
        grade,
        cost: 0,
        differences,
        cut,
    })
}

/// Whether a stretch of letters stands straight between the words remembered beside it: then it was chosen so,
/// whatever words it cuts.
fn is_remembered(index: &Index<'_>, hit: &Range<usize>, sought: &Sought<'_>) -> bool {
    let (before, after) = (letters(sought.prefix), letters(sought.suffix));
    before.len() + after.len() >= FEWEST
        && index.letters[..hit.start].ends_with(&before)
        && index.letters[hit.end..].starts_with(&after)
}

/// Where the whole fragment stands byte for byte round its letters: with the spaces at its ends, else without.
fn byte_for_byte(text: &str, wanted: &Wanted<'_>, core: &Range<usize>) -> Option<Range<usize>> {
    let trimmed = wanted.raw.trim();
    let before = wanted.lead.len() - (wanted.raw.len() - wanted.raw.trim_start().len());
    [(wanted.raw, wanted.lead.len()), (trimmed, before)]
        .into_iter()
        .find_map(|(words, before)| {
            let start = core.start.checked_sub(before)?;
            let place = start..start + words.len();
            (text.get(place.clone()) == Some(words)).then_some(place)
        })
}

/// The place that stands between the words remembered before a passage and those after it, however its own
/// words read now; none where these do not stand close together exactly once.
pub(super) fn between(index: &Index<'_>, sought: &Sought<'_>) -> Option<Standing> {
    let (before, after) = (letters(sought.prefix), letters(sought.suffix));
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(REMEMBERED))..];
    let after = &after[..after.floor_char_boundary(REMEMBERED.min(after.len()))];
    if before.len() < ENOUGH || after.len() < ENOUGH {
        return None;
    }
    let all = Within::default();
    let ((lefts, many), (rights, more)) = (index.hits(before, &all), index.hits(after, &all));
    let room = letters(sought.words).len() * 2 + EDGE;
    let mut places = lefts.iter().filter_map(|left| {
        let from = left + before.len();
        let to = *rights.get(rights.partition_point(|right| *right < from))?;
        (to > from && to - from <= room).then_some(from..to)
    });
    let place = places.next()?;
    if many || more || places.next().is_some() {
        return None;
    }
    let (bytes, _) = index.bytes(place.clone());
    let there = &index.text[bytes.clone()];
    let (ours, theirs) = (tokens(sought.words), tokens(there));
    let word_by_word = beside(index, sought.words, &ours, place.clone(), sought.lang);
    if let Some(standing) =
        word_by_word.filter(|s| place.start <= s.at.letters.start && s.at.letters.end <= place.end)
    {
        return Some(standing);
    }
    let lexicon = Lexicon::of(sought.lang, &[&ours, &theirs]);
    let sides = Sides {
        ours: sought.words,
        theirs: there,
        our_tokens: &ours,
        their_tokens: &theirs,
        lexicon: &lexicon,
        is_known: &|word| index.holds_word(word),
    };
    let all = Block {
        same: false,
        ours: 0..ours.len(),
        theirs: 0..theirs.len(),
    };
    let cost = align(&ours, &theirs, &lexicon).map_or(u32::MAX / 2, |a| a.cost);
    Some(Standing {
        at: Stretch {
            bytes,
            letters: place,
        },
        grade: Grade::Changed,
        cost,
        differences: sides.differences(&all),
        cut: false,
    })
}

/// The stretches in which most of the words stand, the nearest first.
fn nearly(
    index: &Index<'_>,
    wanted: &Wanted<'_>,
    sought: &str,
    lang: &str,
    within: &Within,
) -> (Vec<Standing>, bool) {
    let ours = tokens(wanted.core);
    let longest = ours
        .iter()
        .map(|t| t.bare.as_str())
        .max_by_key(|word| word.len());
    // A long passage has few likes, and each costs more to look at.
    let many = if ours.len() > LONG { 2 } else { LIKELY };
    let (likely, more) = index.near(sought, longest.unwrap_or(""), many, within);
    let mut found: Vec<Standing> = likely
        .into_iter()
        .filter_map(|stretch| beside(index, wanted.core, &ours, stretch, lang))
        .filter(|standing| within.meets(&standing.at.letters))
        .collect();
    found.sort_by_key(|s| s.cost);
    let mut apart: Vec<Standing> = Vec::new();
    for standing in found {
        if !apart.iter().any(|other| standing.at.meets(&other.at)) {
            apart.push(standing);
        }
    }
    (apart, more)
}

/// Lays a fragment beside a stretch of letters; none where too few of its words stand there.
fn beside(
    index: &Index<'_>,
    core: &str,
    ours: &[Token],
    stretch: Range<usize>,
    lang: &str,
) -> Option<Standing> {
    let text = &*index.text;
    let (bytes, _) = index.bytes(stretch);
    let back = text[..bytes.start].char_indices().rev().take(EDGE);
    let start = back
        .take_while(|(_, c)| !c.is_whitespace())
        .last()
        .map_or(bytes.start, |(at, _)| at);
    let ahead = text[bytes.end..].char_indices().take(EDGE);
    let end = ahead
        .take_while(|(_, c)| !c.is_whitespace())
        .last()
        .map_or(bytes.end, |(at, c)| bytes.end + at + c.len_utf8());
    let around = &text[start..end];
    let theirs = tokens(around);
    let lexicon = Lexicon::of(lang, &[ours, &theirs]);
    let alignment = align(ours, &theirs, &lexicon)?;
    let sides = Sides {
        ours: core,
        theirs: around,
        our_tokens: ours,
        their_tokens: &theirs,
        lexicon: &lexicon,
        is_known: &|word| index.holds_word(word),
    };
    let mut kept = Kept::default();
    for block in &alignment.blocks {
        let words = &ours[block.ours.clone()];
        let differences = if block.same {
            Vec::new()
        } else {
            sides.differences(block)
        };
        let stands = differences.iter().all(|d| d.kinds.is_empty());
        kept.count(words, &theirs[block.theirs.clone()], stands, &lexicon);
        kept.differences.extend(differences);
    }
    let first = alignment
        .blocks
        .iter()
        .map(|b| &b.theirs)
        .find(|r| !r.is_empty())?;
    let last = alignment
        .blocks
        .iter()
        .map(|b| &b.theirs)
        .rfind(|r| !r.is_empty())?;
    let bytes = start + theirs[first.start].start..start + theirs[last.end - 1].end;
    kept.is_enough(ours.len(), last.end - first.start)
        .then(|| Standing {
            at: Stretch {
                letters: index.letters_before(bytes.start)..index.letters_before(bytes.end),
                bytes,
            },
            grade: kept.grade(),
            cost: alignment.cost,
            differences: kept.differences,
            cut: false,
        })
}

/// How much of a passage stands in a place.
#[derive(Default)]
struct Kept {
    letters: usize,
    words: usize,
    of_letters: usize,
    longest: usize,
    /// Whether more than numbers, negations and hedges differ.
    lost_plain: bool,
    differences: Vec<Difference>,
}

impl Kept {
    fn count(&mut self, words: &[Token], theirs: &[Token], stands: bool, lexicon: &Lexicon) {
        let letters: usize = words.iter().map(|t| t.word.chars().count()).sum();
        self.of_letters += letters;
        if stands {
            self.letters += letters;
            self.words += words.len();
            let longest = words.iter().map(|t| t.word.chars().count()).max();
            self.longest = self.longest.max(longest.unwrap_or(0));
        } else {
            self.lost_plain |= words
                .iter()
                .chain(theirs)
                .any(|t| lexicon.class(t) == Class::Plain);
        }
    }

    fn grade(&self) -> Grade {
        let changed = self.differences.iter().any(|d| !d.kinds.is_empty());
        match (changed, self.differences.is_empty()) {
            (true, _) => Grade::Changed,
            (false, false) => Grade::Fuzzy,
            (false, true) => Grade::Normalised,
        }
    }

    /// Whether it is enough to say that this is the passage's place. Where a number, a negation or a hedge
    /// alone differs, all else stands there and less is asked.
    fn is_enough(&self, of_words: usize, place: usize) -> bool {
        if place > of_words * 2 {
            return false;
        }
        let only = |kinds: &[ChangeKind]| {
            !self.lost_plain
                && self
                    .differences
                    .iter()
                    .all(|d| d.kinds.iter().all(|k| kinds.contains(k)))
        };
        if only(&[ChangeKind::Number]) && self.longest >= 5 {
            return self.letters * 3 >= self.of_letters;
        }
        if only(&[ChangeKind::Number, ChangeKind::Negation, ChangeKind::Hedge]) {
            return self.words >= 2 && self.letters >= 6 && self.letters * 2 >= self.of_letters;
        }
        self.words >= 2
            && self.letters >= 12
            && self.letters * 5 >= self.of_letters * 3
            && self.words * 5 >= of_words * 3
    }
}
