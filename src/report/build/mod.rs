//! From a query to report values, row by row: nothing is held but the row at hand and small caches.
//!
//! Every stored text becomes [`Shown`] through one door, `Builder::say`, which
//! notices confidential names; whatever it noticed while a value was built withholds that value.

mod anchored;
mod check;
mod complete;
mod conflicts;
mod detail;
mod exports;
mod fields;
mod fold;
mod head;
mod history;
mod judged;
mod life;
mod lines;
mod marks;
mod operation;
mod origins;
mod row;
mod series;
mod soundness;
mod source;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::rc::Rc;

pub use check::{check, check_words, check_words_in, check_words_of, unrecorded_in};
pub use complete::completed;
pub use conflicts::{Among, Sought, beside, conflicts};
pub use detail::show;
pub use exports::Exports;
pub use fold::{counted, folded};
pub use history::history;
pub use life::figures;
pub use operation::{log, obstacles, record, told};
pub use origins::{Origins, origins};

use self::anchored::Texts;
use self::series::{PAGE, PICTURE};
use super::confidential::Guard;
use super::render::Render;
use super::shown::Shown;
use super::value::{Tail, VoiceValue};
use crate::error::Result;
use crate::model::{Measure, Moment, Noun, Occasion, Source, Speaker, Topic, Uid};
use crate::store::Store;
use crate::store::columns::Stored;
use crate::store::query::read::{Known, Reader};
use crate::store::query::{Cursor, Filter, Page, Rep};
use crate::text::names;

/// How many records of a noun a cache holds before it starts anew.
const CACHE: usize = 4096;

/// Who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The terminal's own screen: real names, those that are confidential marked.
    Screen,
    /// Anything else: a file, a pipe, a program.
    Export {
        /// Whether confidential names are shown.
        reveal: bool,
    },
}

/// One report: for whom, made when, and with what its aliases are shuffled.
#[derive(Clone, Copy, Debug)]
pub struct Edition {
    /// Who reads it.
    pub audience: Audience,
    made: Moment,
    salt: u64,
}

impl Edition {
    /// A new report, whose aliases are its own.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn new(store: &Store, audience: Audience) -> Result<Self> {
        let mut salt = [0; 8];
        store.random(&mut salt)?;
        Ok(Self {
            audience,
            made: store.now(),
            salt: u64::from_be_bytes(salt),
        })
    }
}

/// Gives a page of attributions, newest first.
///
/// # Errors
/// When the file cannot be read or the way out cannot be written.
pub fn list(
    store: &Store,
    filter: &Filter,
    page: &Page,
    edition: Edition,
    out: &mut dyn Render,
) -> Result<Tail> {
    let mut builder = Builder::new(store, edition, page)?;
    builder.reads_topics = out.has_topics();
    out.begin(&builder.head(filter)?)?;
    let next = store.hits(filter, page, |hit| builder.give(hit.id(), out))?;
    let tail = builder.tail(filter, next)?;
    out.end(&tail)?;
    Ok(tail)
}

/// Gives every attribution for reading: speakers by name, the documents' own voices last; each one's
/// claims in the order in which it first said them; each claim oldest first. Sources are numbered in
/// the order in which they appear.
///
/// # Errors
/// When the file cannot be read or the way out cannot be written.
pub fn report(
    store: &Store,
    filter: &Filter,
    edition: Edition,
    out: &mut dyn Render,
) -> Result<Tail> {
    let mut builder = Builder::new(store, edition, &Page::default())?;
    builder.numbers = Some(HashMap::new());
    builder.finds_language = true;
    builder.tells_soundness = out.tells_soundness();
    let speak = builder.speak(filter)?;
    out.begin(&builder.head(filter)?)?;
    let several = match out.has_pictures() {
        true => builder.several(filter)?,
        false => Vec::new(),
    };
    if out.has_contents() {
        // By a builder of its own: what it counts and numbers is not given yet.
        let mut looking = Builder::new(store, edition, &Page::default())?;
        let mut voices = Vec::with_capacity(speak.len());
        for (noun, rep) in &speak {
            voices.extend(looking.voice(&stretch(filter, *noun, *rep))?);
        }
        let mut pictured = false;
        for measure in &several {
            pictured = looking.series(filter, measure, PICTURE)?.is_some();
            if pictured {
                break;
            }
        }
        out.contents(&voices, pictured)?;
    }
    for (noun, rep) in speak {
        store.hits_by_claim(&stretch(filter, noun, rep), |id| {
            builder.give(id, out).map(ControlFlow::Continue)
        })?;
    }
    if !several.is_empty() {
        // By a builder of its own as well, so that nothing is counted twice; the numbers are those given.
        let mut drawing = Builder::new(store, edition, &Page::default())?;
        drawing.numbers = builder.numbers.take();
        let mut left = PAGE;
        for measure in &several {
            if let Some(series) = drawing.series(filter, measure, left.min(PICTURE))? {
                left -= series.lines.len();
                out.series(&series)?;
            }
        }
    }
    let tail = builder.tail(filter, None)?;
    out.end(&tail)?;
    Ok(tail)
}

/// What one speaker says, or one document with its own voice.
fn stretch(filter: &Filter, noun: Noun, rep: Rep) -> Filter {
    let only = Some(vec![rep]);
    match noun {
        Noun::Speaker => Filter {
            speaker: only,
            ..filter.clone()
        },
        _ => Filter {
            source: only,
            own_voice: true,
            ..filter.clone()
        },
    }
}

/// Records of one noun kept at hand.
type Cache<T> = HashMap<i64, Rc<Known<T>>>;

/// Builds values for one report.
struct Builder<'s> {
    store: &'s Store,
    reader: Reader<'s>,
    guard: Guard,
    edition: Edition,
    /// Whether the value at hand holds a confidential name.
    named: bool,
    rows: u64,
    withheld: u64,
    /// The sources by their place in the report, where they are numbered.
    numbers: Option<HashMap<i64, u64>>,
    /// Whether a language that is not given is sought in the words: a list would be slowed by it.
    finds_language: bool,
    /// Whether it is told of each row how its words stand in what is captured.
    tells_soundness: bool,
    /// The captured texts of sources, made ready.
    texts: HashMap<i64, Vec<Texts>>,
    /// Whether the topics of claims are read.
    reads_topics: bool,
    reps: HashMap<(Noun, i64), Rep>,
    speakers: Cache<Speaker>,
    sources: Cache<Source>,
    topics: Cache<Topic>,
    measures: Cache<Measure>,
    occasions: Cache<Occasion>,
    time: (i64, String),
}

impl<'s> Builder<'s> {
    fn new(store: &'s Store, mut edition: Edition, page: &Page) -> Result<Self> {
        // The aliases of the page before go on.
        if let Some(salt) = page.after.as_ref().and_then(|after| after.salt) {
            edition.salt = salt;
        }
        let reader = Reader::new(store);
        let guard = Guard::new(store, &reader, edition.audience, edition.salt)?;
        Ok(Self {
            store,
            reader,
            guard,
            edition,
            named: false,
            rows: 0,
            withheld: 0,
            numbers: None,
            finds_language: false,
            tells_soundness: false,
            texts: HashMap::new(),
            reads_topics: true,
            reps: HashMap::new(),
            speakers: HashMap::new(),
            sources: HashMap::new(),
            topics: HashMap::new(),
            measures: HashMap::new(),
            occasions: HashMap::new(),
            time: (0, String::new()),
        })
    }

    /// Who speaks in what a filter finds: speakers by name, then the documents that speak themselves.
    fn speak(&mut self, filter: &Filter) -> Result<Vec<(Noun, Rep)>> {
        let mut speak = Vec::new();
        for noun in [Noun::Speaker, Noun::Source] {
            let mut voices = Vec::new();
            for id in self
                .reader
                .voices(self.store, filter, noun == Noun::Speaker)?
            {
                let rep = self.reader.rep(noun, id)?;
                // By what is shown: the place of an alias must not tell the name.
                let name = self.name_of(noun, rep.id)?;
                voices.push((names::key(&name), rep));
            }
            voices.sort();
            speak.extend(voices.into_iter().map(|(_, rep)| (noun, rep)));
        }
        Ok(speak)
    }

    /// Under whom the rows of a stretch come; none where all of them are withheld.
    fn voice(&mut self, stretch: &Filter) -> Result<Option<VoiceValue>> {
        let mut voice = None;
        let store = self.store;
        store.hits_by_claim(stretch, |id| {
            let Some(row) = self.row(id)? else {
                return Ok(ControlFlow::Continue(()));
            };
            voice = Some(VoiceValue {
                speaker: row.speaker,
                source: row.source,
            });
            Ok(ControlFlow::Break(()))
        })?;
        Ok(voice)
    }

    /// A stored text. The one door: a confidential name in it is noticed here.
    fn say(&mut self, text: &str) -> Shown {
        if !self.named && self.guard.is_named_in(text) {
            self.named = true;
        }
        Shown::new(text)
    }

    fn say_each(&mut self, texts: &[String]) -> Vec<Shown> {
        texts.iter().map(|text| self.say(text)).collect()
    }

    /// Gives a row if it may be shown, else counts it.
    fn give(&mut self, id: i64, out: &mut dyn Render) -> Result<()> {
        if let Some(row) = self.row(id)? {
            out.row(&row)?;
            self.rows += 1;
        }
        Ok(())
    }

    /// A value that was just built, unless its words hold a confidential name.
    fn unless_named<T>(&mut self, value: T) -> Option<T> {
        if std::mem::take(&mut self.named) {
            self.withheld += 1;
            return None;
        }
        Some(value)
    }

    /// What stands after the rows. Disputed are all those that the filter finds, given or not.
    fn tail(&self, filter: &Filter, next: Option<Cursor>) -> Result<Tail> {
        Ok(Tail {
            rows: self.rows,
            next: self.next(next),
            aliased: self.guard.aliased(),
            withheld: self.withheld,
            disputed: self.store.disputed(filter)?,
        })
    }

    fn next(&self, cursor: Option<Cursor>) -> Shown {
        cursor.map_or_else(Shown::default, |cursor| {
            let salt = self.guard.hides().then_some(self.edition.salt);
            Shown::new(Cursor { salt, ..cursor }.to_string())
        })
    }

    fn rep(&mut self, noun: Noun, id: i64) -> Result<Rep> {
        if let Some(rep) = self.reps.get(&(noun, id)) {
            return Ok(*rep);
        }
        let rep = self.reader.rep(noun, id)?;
        if self.reps.len() >= CACHE {
            self.reps.clear();
        }
        self.reps.insert((noun, id), rep);
        Ok(rep)
    }

    /// What a speaker or source is called here: its name, or its alias.
    fn name_of(&mut self, noun: Noun, rep: i64) -> Result<String> {
        if let Some(alias) = self.guard.alias(noun, rep) {
            return Ok(alias);
        }
        Ok(match noun {
            Noun::Speaker => self.speaker_body(rep)?.body.shown().to_owned(),
            _ => self.source_body(rep)?.body.shown(),
        })
    }

    fn id(uid: Uid) -> Shown {
        Shown::new(uid.id())
    }
}

/// A record from a cache, else from the file.
fn known<T: Stored>(
    cache: &mut Cache<T>,
    id: i64,
    reader: &mut Reader<'_>,
) -> Result<Rc<Known<T>>> {
    if let Some(found) = cache.get(&id) {
        return Ok(Rc::clone(found));
    }
    let found = reader.record::<T>(id)?.ok_or_else(|| {
        crate::error::Error::bug(format!("a {} that a record refers to is gone", T::NOUN))
    })?;
    if cache.len() >= CACHE {
        cache.clear();
    }
    let found = Rc::new(found);
    cache.insert(id, Rc::clone(&found));
    Ok(found)
}
