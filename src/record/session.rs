//! What holds for one run of recording: keys of its files, names met, what came of it.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::{Difference, Notice};
use crate::cache::Cache;
use crate::error::{Error, Place, Result};
use crate::model::{MeasureKind, Noun, Occasion, Uid};
use crate::store::Writing;

/// How many names of one noun are kept at hand, twice over.
const AT_HAND: usize = 1 << 14;
/// How many notices of one kind are kept to be said one by one; all are counted.
const SAID: u64 = 20;
/// In how many attributions of a run figures are looked for that nobody asked to take.
const LOOKED_AT: u64 = 10_000;

/// How names that could mean another are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// What a known name with a new role means.
    pub new_role: NewRole,
    /// Whether an edit of an older version makes a disagreement instead of being refused.
    pub keep_both: bool,
    /// Whether a person changes the record by its [sheet](super::Sheet): what is not theirs to fill in stays.
    pub by_hand: bool,
    /// Whether passage and quote were mistyped; an edit by hand else leaves them as the source prints them.
    pub mistyped: bool,
    /// Whether what is said of it goes to the terminal's own screen and nowhere else.
    pub screen: bool,
    /// Whether figures that stand in an attribution's words and are not given are recorded as its own.
    pub take_figures: bool,
}

/// What a known name with a role that its bearer is not known to have means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewRole {
    /// Another person of that name: people share names. What an import does.
    AnotherPerson,
    /// The person known, in a new role.
    SamePerson,
    /// It is not said: refused, with both ways out.
    Ask,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            new_role: NewRole::AnotherPerson,
            keep_both: false,
            by_hand: false,
            mistyped: false,
            screen: false,
            take_figures: false,
        }
    }
}

/// One run of recording.
pub struct Session {
    pub(super) options: Options,
    pub(super) key: [u8; 32],
    keys: HashMap<(Noun, String), (Uid, Place)>,
    at_hand: HashMap<Noun, Cache<String, Uid>>,
    /// Measures, by the names given, that are known to count so.
    kinds: HashMap<String, MeasureKind>,
    fresh: Vec<(Noun, String)>,
    said: Said,
    under_claim: bool,
    act: Option<(Rc<Occasion>, Uid)>,
}

impl Session {
    /// Begins a run.
    ///
    /// # Errors
    /// When the file cannot be read, or the system has no randomness for its key.
    pub fn begin(options: Options, writing: &mut Writing<'_>) -> Result<Self> {
        Ok(Self {
            options,
            key: super::digest::key(writing)?,
            keys: HashMap::new(),
            at_hand: HashMap::new(),
            kinds: HashMap::new(),
            fresh: Vec::new(),
            said: Said::default(),
            under_claim: false,
            act: None,
        })
    }

    /// Begins another file: keys are a file's own.
    pub fn next_file(&mut self) {
        self.keys.clear();
        self.kinds.clear();
    }

    pub(super) fn begin_entry(&mut self) {
        self.fresh.clear();
        self.under_claim = false;
        self.act = None;
    }

    /// Forgets what an entry that was refused had named.
    pub fn forget_entry(&mut self) {
        for name in self.fresh.drain(..) {
            self.keys.remove(&name);
        }
        self.at_hand.clear();
        self.kinds.clear();
    }

    /// The occasion of an act of saying that several attributions share; answers whether it was made now.
    pub(super) fn act(
        &mut self,
        act: &Rc<Occasion>,
        writing: &mut Writing<'_>,
    ) -> Result<(Uid, bool)> {
        if let Some((known, uid)) = &self.act
            && Rc::ptr_eq(known, act)
        {
            return Ok((*uid, false));
        }
        let uid = writing.create(Occasion::clone(act))?;
        self.act = Some((Rc::clone(act), uid));
        Ok((uid, true))
    }

    pub(super) fn under_claim(&self) -> bool {
        self.under_claim
    }

    pub(super) fn enter_claim(&mut self) {
        self.under_claim = true;
    }

    /// Keeps what an entry's key means.
    pub(super) fn name(&mut self, noun: Noun, key: &str, uid: Uid, place: &Place) -> Result<()> {
        if key.is_empty() {
            return Ok(());
        }
        if let Some((known, first)) = self.keys.get(&(noun, key.to_owned()))
            && *known != uid
        {
            return Err(Error::input(format!("the key `{key}` names two {noun}s"))
                .at(place.clone())
                .hint(format!("the first is at {first}")));
        }
        self.keys
            .insert((noun, key.to_owned()), (uid, place.clone()));
        self.fresh.push((noun, key.to_owned()));
        Ok(())
    }

    /// What a key of this file means.
    pub(super) fn keyed(&self, noun: Noun, key: &str) -> Option<Uid> {
        // Most files have no keys; and a lookup would cost a copy of the name.
        if self.keys.is_empty() {
            return None;
        }
        self.keys.get(&(noun, key.to_owned())).map(|(uid, _)| *uid)
    }

    /// The keys of a noun in this file.
    pub(super) fn keys_of(&self, noun: Noun) -> Vec<&str> {
        let mut keys: Vec<&str> = self
            .keys
            .keys()
            .filter(|(n, _)| *n == noun)
            .map(|(_, k)| k.as_str())
            .collect();
        keys.sort_unstable();
        keys
    }

    /// A name met before in this run.
    pub(super) fn met(&mut self, noun: Noun, name: &str) -> Option<Uid> {
        self.at_hand.get_mut(&noun)?.get(name)
    }

    /// Keeps a name at hand.
    pub(super) fn meet(&mut self, noun: Noun, name: &str, uid: Uid) {
        self.at_hand
            .entry(noun)
            .or_insert_with(|| Cache::new(AT_HAND))
            .insert(name.to_owned(), uid);
    }

    /// Whether a measure, by the name given, is known to count so.
    pub(super) fn counts_as(&self, name: &str, kind: MeasureKind) -> bool {
        self.kinds.get(name) == Some(&kind)
    }

    /// Keeps how a measure counts.
    pub(super) fn count_as(&mut self, name: &str, kind: MeasureKind) {
        self.kinds.insert(name.to_owned(), kind);
    }

    pub(super) fn say(&mut self, notice: Notice) {
        let many = match &notice {
            Notice::New { noun, .. } => self.said.new.entry(*noun).or_default(),
            Notice::Figure { .. } => &mut self.said.figures,
            Notice::Unrecorded { .. } => &mut self.said.unrecorded,
            _ => &mut self.said.warnings,
        };
        *many += 1;
        if *many <= SAID {
            self.said.notices.push(notice);
        }
    }

    /// Whether one more attribution is looked at for figures that are not recorded.
    pub(super) fn looks_for_figures(&mut self) -> bool {
        if self.said.looked_at == LOOKED_AT {
            self.said.unlooked = true;
            return false;
        }
        self.said.looked_at += 1;
        true
    }

    /// What should be said.
    pub fn take_notices(&mut self) -> Said {
        std::mem::take(&mut self.said)
    }
}

/// What should be said of a run: the first of each kind in full, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The first notices of each kind.
    pub notices: Vec<Notice>,
    /// How many names were new, by noun.
    pub new: BTreeMap<Noun, u64>,
    /// How many warnings there were.
    pub warnings: u64,
    /// How many figures were read from their words.
    pub figures: u64,
    /// In how many attributions figures stand in the words that are not recorded, of those looked at.
    pub unrecorded: u64,
    /// How many attributions were looked at for that.
    pub looked_at: u64,
    /// Whether there were more, which were not looked at.
    pub unlooked: bool,
}

/// What came of an entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The record it is first of all about.
    pub uid: Option<Uid>,
    /// The record's noun.
    pub noun: Option<Noun>,
    /// Every record made or edited, in order.
    pub records: Vec<(Noun, Uid)>,
    /// How many.
    pub tally: Tally,
    /// What changed in records that were edited.
    pub changed: Vec<Difference>,
}

impl Outcome {
    fn of(noun: Noun, uid: Uid) -> Self {
        Self {
            uid: Some(uid),
            noun: Some(noun),
            ..Self::default()
        }
    }

    pub(super) fn new(noun: Noun, uid: Uid) -> Self {
        let mut outcome = Self::of(noun, uid);
        outcome.records.push((noun, uid));
        *outcome.tally.new.entry(noun).or_default() += 1;
        outcome
    }

    pub(super) fn same(noun: Noun, uid: Uid) -> Self {
        let mut outcome = Self::of(noun, uid);
        outcome.count_same(noun);
        outcome
    }

    pub(super) fn changed(noun: Noun, uid: Uid, difference: Difference) -> Self {
        let mut outcome = Self::of(noun, uid);
        outcome.records.push((noun, uid));
        *outcome.tally.changed.entry(noun).or_default() += 1;
        outcome.changed.push(difference);
        outcome
    }

    pub(super) fn withheld(noun: Noun) -> Self {
        let mut outcome = Self::default();
        *outcome.tally.withheld.entry(noun).or_default() += 1;
        outcome
    }

    pub(super) fn count_same(&mut self, noun: Noun) {
        *self.tally.same.entry(noun).or_default() += 1;
    }

    /// Adds what came of another entry.
    pub fn add(&mut self, other: Self) {
        self.uid = self.uid.or(other.uid);
        self.noun = self.noun.or(other.noun);
        self.records.extend(other.records);
        self.changed.extend(other.changed);
        self.tally.add(&other.tally);
    }
}

/// How many records of each noun were new, changed, the same, or withheld.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Made.
    pub new: BTreeMap<Noun, u64>,
    /// Edited.
    pub changed: BTreeMap<Noun, u64>,
    /// Known already.
    pub same: BTreeMap<Noun, u64>,
    /// Left untouched, as an export withheld them.
    pub withheld: BTreeMap<Noun, u64>,
}

impl Tally {
    /// Adds what came of another entry.
    pub fn add(&mut self, other: &Self) {
        let pairs = [
            (&mut self.new, &other.new),
            (&mut self.changed, &other.changed),
            (&mut self.same, &other.same),
            (&mut self.withheld, &other.withheld),
        ];
        for (mine, theirs) in pairs {
            for (noun, count) in theirs {
                *mine.entry(*noun).or_default() += count;
            }
        }
    }
}
