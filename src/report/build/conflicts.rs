//! Figures that cannot both be true: pairs of one measure and scope, of days that overlap.
//!
//! Figures are gathered by measure and scope, and swept along the days that they hold for: only those of overlapping
//! days meet. Where they meet, [`compare`] decides.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::lines::{Line, Voice};
use super::{Builder, Edition};
use crate::error::Result;
use crate::model::edtf::Day;
use crate::model::{Noun, Uid};
use crate::report::figures::{Answer, NO_KIND, Verdict, compare, counts};
use crate::report::shown::Shown;
use crate::report::value::{FigurePair, Tail};
use crate::store::Store;
use crate::store::query::figures::{Counts, Given};
use crate::store::query::{Filter, Page, Rep};
use crate::text::figures::Value;
use crate::text::names;

/// Among which figures conflicts are sought.
#[derive(Clone, Debug, Default)]
pub struct Among {
    /// Of which measures; all of them where none are named.
    pub measures: Option<Vec<Rep>>,
    /// Between whom: the one of a pair by some of the first, the other by some of the second.
    pub between: Option<(Vec<Rep>, Vec<Rep>)>,
}

/// What came of seeking.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// How many pairs cannot both be true, given or not.
    pub conflicts: u64,
    /// How many figures could not be laid beside any, by the reason.
    pub left_out: Vec<(&'static str, u64)>,
    /// The measures of which nobody has said how they count, by name.
    pub kindless: Vec<Uid>,
    /// What stands after the rows.
    pub tail: Tail,
}

/// Gives the pairs that cannot both be true, the furthest apart first, at most `limit` of them; then, one for each
/// reason, pairs that only seem so, with how many there are. Measures come by name.
///
/// # Errors
/// When the file cannot be read, or what `take` gives.
pub fn conflicts(
    store: &Store,
    filter: &Filter,
    among: &Among,
    limit: Option<u64>,
    edition: Edition,
    mut take: impl FnMut(&FigurePair) -> Result<()>,
) -> Result<Sought> {
    let mut builder = Builder::new(store, edition, &Page::default())?;
    let mut measures = Vec::new();
    for rep in among
        .measures
        .clone()
        .map_or_else(|| store.measured(), Ok)?
    {
        let name = builder.called(Noun::Measure, rep)?;
        measures.push((names::key(&name), rep));
    }
    measures.sort();
    let limit = limit.map(|limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let mut sought = Sought::default();
    let mut left_out: BTreeMap<&'static str, u64> = BTreeMap::new();
    let mut seeming: BTreeMap<String, (u64, FigurePair)> = BTreeMap::new();
    let mut room = limit;
    for (_, rep) in measures {
        let mut field = Field::of(&mut builder, filter, among, rep)?;
        let mut found = Found {
            room,
            ..Found::default()
        };
        field.sweep(among, &mut found);
        for (because, figures) in &field.left_out {
            *left_out.entry(because).or_default() += figures;
        }
        if field.left_out.contains_key(NO_KIND) {
            sought.kindless.push(rep.uid);
        }
        sought.conflicts += found.conflicts;
        found.keep();
        for pair in &found.pairs {
            if let Some(pair) = field.pair(&mut builder, pair)? {
                take(&pair)?;
                builder.rows += 1;
            }
        }
        room = room.map(|room| room - found.pairs.len());
        for (because, (pairs, pair)) in found.seeming {
            match seeming.get_mut(&because) {
                Some((many, _)) => *many += pairs,
                None => {
                    if let Some(pair) = field.pair(&mut builder, &pair)? {
                        seeming.insert(because, (pairs, pair));
                    }
                }
            }
        }
    }
    for (_, (pairs, pair)) in seeming {
        take(&FigurePair { pairs, ..pair })?;
    }
    sought.left_out = left_out.into_iter().collect();
    sought.tail = builder.tail(filter, None)?;
    Ok(sought)
}

/// How each figure of one attribution stands to each of another.
///
/// # Errors
/// When the file cannot be read, or what `take` gives.
pub fn beside(
    store: &Store,
    first: Uid,
    second: Uid,
    edition: Edition,
    mut take: impl FnMut(&FigurePair) -> Result<()>,
) -> Result<Tail> {
    let mut builder = Builder::new(store, edition, &Page::default())?;
    let mut field = Field::default();
    let mut sides = [Vec::new(), Vec::new()];
    for (side, uid) in sides.iter_mut().zip([first, second]) {
        let id = builder.reader.id(Noun::Attribution, uid)?;
        let given = id.map_or_else(|| Ok(Vec::new()), |id| store.figures_of(id))?;
        for given in given {
            for line in builder.lines(vec![given])? {
                side.push(field.lines.len());
                field.add(&builder, line)?;
            }
        }
    }
    let [ones, others] = sides;
    for (a, b) in ones
        .iter()
        .flat_map(|a| others.iter().map(move |b| (*a, *b)))
    {
        let answer = field.compare(a, b);
        if let Some(pair) = field.pair(&mut builder, &Pair { a, b, answer })? {
            take(&pair)?;
            builder.rows += 1;
        }
    }
    builder.tail(&Filter::default(), None)
}

/// Two figures, by their places, and how they stand.
#[derive(Clone, Debug)]
struct Pair {
    a: usize,
    b: usize,
    answer: Answer,
}

impl Pair {
    /// The furthest apart first.
    fn order(&self, other: &Self) -> Ordering {
        let apart = |pair: &Self| pair.answer.apart.clone();
        apart(other)
            .cmp(&apart(self))
            .then((self.a, self.b).cmp(&(other.a, other.b)))
    }
}

/// What a sweep found.
#[derive(Default)]
struct Found {
    conflicts: u64,
    pairs: Vec<Pair>,
    /// How many are wanted.
    room: Option<usize>,
    seeming: BTreeMap<String, (u64, Pair)>,
}

impl Found {
    /// Keeps those that are furthest apart.
    fn keep(&mut self) {
        self.pairs.sort_by(Pair::order);
        self.pairs.truncate(self.room.unwrap_or(usize::MAX));
    }

    fn take(&mut self, pair: Pair) {
        let Answer {
            verdict, because, ..
        } = &pair.answer;
        if *verdict == Verdict::Contradicts {
            self.conflicts += 1;
            self.pairs.push(pair);
            // No more are held than are wanted, but for some that are sorted out together.
            if self
                .room
                .is_some_and(|room| self.pairs.len() > 2 * room + 4096)
            {
                self.keep();
            }
            return;
        }
        let key = match verdict {
            Verdict::CannotTell | Verdict::Agrees => because.clone(),
            // Its words hold the numbers.
            other => other.word().to_owned(),
        };
        match self.seeming.get_mut(&key) {
            Some((pairs, _)) => *pairs += 1,
            None => {
                self.seeming.insert(key, (1, pair));
            }
        }
    }
}

/// The figures of a measure, of its whole, and of its parts where it was asked for by name.
#[derive(Default)]
struct Field {
    lines: Vec<Line>,
    /// Of each line, its measure.
    counts: Vec<Option<Counts>>,
    /// The measure; the others stand beside it alone.
    measure: i64,
    left_out: BTreeMap<&'static str, u64>,
}

impl Field {
    fn of(builder: &mut Builder<'_>, filter: &Filter, among: &Among, rep: Rep) -> Result<Self> {
        let store = builder.store;
        let mut field = Self {
            measure: rep.id,
            ..Self::default()
        };
        let own = store.counts(rep.id)?;
        let mut related = vec![rep];
        if let Some(whole) = own.part_of {
            related.push(builder.reader.rep(Noun::Measure, whole)?);
        }
        if among.measures.is_some() {
            related.extend(store.parts(rep)?);
        }
        for of in related {
            let mut batch: Vec<Given> = Vec::new();
            let mut batches: Vec<Vec<Given>> = Vec::new();
            store.figures(filter, &[of], |given| {
                if batch
                    .first()
                    .is_some_and(|first| first.sort_date != given.sort_date)
                {
                    batches.push(std::mem::take(&mut batch));
                }
                batch.push(given);
                Ok(std::ops::ControlFlow::Continue(()))
            })?;
            batches.push(batch);
            for given in batches {
                for line in builder.lines(given)? {
                    field.add(builder, line)?;
                }
            }
        }
        Ok(field)
    }

    fn add(&mut self, builder: &Builder<'_>, line: Line) -> Result<()> {
        let counts = match line.first().measure {
            Some(measure) => Some(builder.store.counts(measure)?),
            None => None,
        };
        self.lines.push(line);
        self.counts.push(counts);
        Ok(())
    }

    fn compare(&self, a: usize, b: usize) -> Answer {
        let comparable = |at: usize| self.lines[at].comparable(self.counts[at].as_ref(), true);
        compare(&comparable(a), &comparable(b))
    }

    /// Lays beside each other those whose days overlap.
    fn sweep(&mut self, among: &Among, found: &mut Found) {
        let mut scopes: BTreeMap<&str, Vec<(i64, i64, usize)>> = BTreeMap::new();
        let mut left_out: BTreeMap<&'static str, u64> = BTreeMap::new();
        for (at, line) in self.lines.iter().enumerate() {
            let figure = line.comparable(self.counts[at].as_ref(), true);
            let why = if !counts(figure.stance) {
                "not asserted"
            } else if figure
                .measured
                .is_some_and(|measured| measured.kind.is_none())
            {
                NO_KIND
            } else if figure.qualifier.is_none() {
                "nobody has read their words"
            } else if let Some((from, to)) = figure.as_of {
                scopes.entry(figure.scope).or_default().push((from, to, at));
                continue;
            } else {
                "the day that they hold for is not known"
            };
            if self.is_asked(line, among) {
                *left_out.entry(why).or_default() += 1;
            }
        }
        let in_play: usize = scopes.values().map(Vec::len).sum();
        let mut met = vec![false; self.lines.len()];
        for figures in scopes.values_mut() {
            figures.sort_unstable();
            let mut open: Vec<(i64, usize)> = Vec::new();
            for (from, to, at) in &*figures {
                open.retain(|(to, _)| to >= from);
                for (_, other) in &open {
                    if self.meet(*other, *at, among) {
                        (met[*at], met[*other]) = (true, true);
                        let (a, b) = (*at.min(other), *at.max(other));
                        let answer = self.compare(a, b);
                        if answer.because != SAME {
                            found.take(Pair { a, b, answer });
                        }
                    }
                }
                open.push((*to, *at));
            }
        }
        for figures in scopes.values().filter(|_| in_play > 1) {
            let why = match figures.len() {
                1 => "no other is of the same place or group",
                _ => "no other is of the same days",
            };
            for (_, _, at) in figures {
                if !met[*at] && self.is_asked(&self.lines[*at], among) {
                    *left_out.entry(why).or_default() += 1;
                }
            }
        }
        self.left_out = left_out;
    }

    /// Whether a line is of the measure itself, and by one of those between whom it is asked.
    fn is_asked(&self, line: &Line, among: &Among) -> bool {
        let is_between = |(ones, others): &(Vec<Rep>, Vec<Rep>)| by(line, ones) || by(line, others);
        line.first().measure == Some(self.measure) && among.between.as_ref().is_none_or(is_between)
    }

    /// Whether two are to be laid beside each other: one at least is of the measure, and they are by those
    /// between whom it is asked.
    fn meet(&self, a: usize, b: usize, among: &Among) -> bool {
        let (a, b) = (&self.lines[a], &self.lines[b]);
        let is_own = |line: &Line| line.first().measure == Some(self.measure);
        if !is_own(a) && !is_own(b) {
            return false;
        }
        let Some((ones, others)) = &among.between else {
            return true;
        };
        by(a, ones) && by(b, others) || by(b, ones) && by(a, others)
    }

    fn pair(&self, builder: &mut Builder<'_>, pair: &Pair) -> Result<Option<FigurePair>> {
        let (a, b) = (&self.lines[pair.a], &self.lines[pair.b]);
        let (Some(first), Some(second)) = (builder.line_value(a)?, builder.line_value(b)?) else {
            return Ok(None);
        };
        let Answer {
            verdict,
            because,
            read_as,
            apart,
        } = &pair.answer;
        let (first_read, second_read) = read_as.clone().unwrap_or_default();
        let of = |at: usize| {
            self.lines[at]
                .comparable(self.counts[at].as_ref(), true)
                .as_of
        };
        let (from, to) = match (of(pair.a), of(pair.b)) {
            (Some((a, to_a)), Some((b, to_b))) if a.max(b) <= to_a.min(to_b) => {
                (day(a.max(b)), day(to_a.min(to_b)))
            }
            _ => (String::new(), String::new()),
        };
        Ok(Some(FigurePair {
            verdict: Shown::new(verdict.word()),
            because: Shown::new(because.clone()),
            apart: Shown::new(apart.as_ref().and_then(Value::decimal).unwrap_or_default()),
            first,
            second,
            first_read: Shown::new(first_read),
            second_read: Shown::new(second_read),
            from: Shown::new(from),
            to: Shown::new(to),
            pairs: 0,
        }))
    }
}

/// Whether one of those who gave a line is among some.
fn by(line: &Line, who: &[Rep]) -> bool {
    let mut voices = line.voices.iter();
    voices.any(|voice: &Voice| who.iter().any(|rep| rep.id == *voice))
}

/// Why two agree that nobody would take for a conflict.
const SAME: &str = "the same bounds";

/// A day by its number; nothing where an interval is open.
fn day(number: i64) -> String {
    Day::from_number(i128::from(number)).map_or(String::new(), |day| day.to_string())
}
