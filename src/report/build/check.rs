//! What is not sound in the work: each attribution's words against what is captured of its source, and
//! what is missing to check it by.
//!
//! Source by source, so that a captured text is read once and nothing is held but one source's texts.

use super::soundness::Soundness;
use super::{Audience, Builder, Edition};
use crate::error::Result;
use crate::model::{Attribution, Check, Grade, Noun, Part, Source, Uid};
use crate::report::value::{Finding, Tail};
use crate::store::Store;
use crate::store::query::held::AnchorRow;
use crate::store::query::read::{Reader, Said};
use crate::store::query::{Filter, Page, Rep};
use crate::text::anchor::{Sought, Text};
use crate::text::figures::{self, Standing};

/// How many places of words are kept before they are written.
const KEPT: usize = 1000;
/// What is looked for when something was recorded: how its words stand.
const OF_WORDS: &[Check] = &[
    Check::WordsMissing,
    Check::WordsChanged,
    Check::WordsLost,
    Check::WordsUnanchored,
    Check::WordsSpelled,
];

/// Looks for what is asked in the attributions that a filter finds, and in their sources. Where the file can
/// be written, keeps where the words stand.
///
/// # Errors
/// When the file cannot be read, or what `take` gives.
pub fn check(
    store: &Store,
    filter: &Filter,
    which: &[Check],
    edition: Edition,
    mut take: impl FnMut(&Finding) -> Result<()>,
) -> Result<Tail> {
    let mut checking = Checking::new(store, which, edition)?;
    let mut next = Sources::of(filter);
    while let Some(rep) = next.next(&checking.builder)? {
        let only = Filter {
            source: Some(vec![rep]),
            ..filter.clone()
        };
        let mut of_source = true;
        let page = match checking.wants_attributions() {
            true => Page::default(),
            false => Page::first(1),
        };
        store.hits(&only, &page, |hit| {
            if std::mem::take(&mut of_source) {
                checking.source(rep, &mut take)?;
            }
            checking.attribution(hit.id(), &mut take)
        })?;
        checking.builder.texts.clear();
        checking.keep(KEPT)?;
    }
    checking.keep(0)?;
    checking.builder.tail(filter, None)
}

/// How the words of records just written stand in what is captured: those that stand worse than copying
/// alone would have it.
///
/// # Errors
/// When the file cannot be read or written, or what `take` gives.
pub fn check_words(
    store: &Store,
    records: &[(Noun, Uid)],
    audience: Audience,
    take: &mut dyn FnMut(&Finding) -> Result<()>,
) -> Result<()> {
    let ids = store.attributions_of(records)?;
    look(store, &ids, OF_WORDS, audience, take)
}

/// As [`check_words`], of all that an operation wrote.
///
/// # Errors
/// As [`check_words`].
pub fn check_words_of(
    store: &Store,
    operation: Uid,
    audience: Audience,
    take: &mut dyn FnMut(&Finding) -> Result<()>,
) -> Result<()> {
    let ids = Reader::new(store).written_in_captured(operation)?;
    look(store, &ids, OF_WORDS, audience, take)
}

/// As [`check_words`], of all that stands in a source.
///
/// # Errors
/// As [`check_words`].
pub fn check_words_in(
    store: &Store,
    source: Uid,
    audience: Audience,
    take: &mut dyn FnMut(&Finding) -> Result<()>,
) -> Result<()> {
    look(
        store,
        &standing_in(store, source)?,
        OF_WORDS,
        audience,
        take,
    )
}

/// How many figures stand in the words of a source's attributions that are not recorded, of those that may
/// be told of.
///
/// # Errors
/// When the file cannot be read.
pub fn unrecorded_in(store: &Store, source: Uid, audience: Audience) -> Result<u64> {
    let mut many = 0;
    let ids = standing_in(store, source)?;
    look(
        store,
        &ids,
        &[Check::FigureNotRecorded],
        audience,
        &mut |_| {
            many += 1;
            Ok(())
        },
    )?;
    Ok(many)
}

/// The attributions that stand in a source.
fn standing_in(store: &Store, source: Uid) -> Result<Vec<i64>> {
    let reader = Reader::new(store);
    let Some(id) = reader.id(Noun::Source, source)? else {
        return Ok(Vec::new());
    };
    let filter = Filter {
        source: Some(vec![reader.rep(Noun::Source, id)?]),
        ..Filter::default()
    };
    let mut ids = Vec::new();
    store.hits(&filter, &Page::default(), |hit| {
        ids.push(hit.id());
        Ok(())
    })?;
    Ok(ids)
}

fn look(
    store: &Store,
    ids: &[i64],
    which: &[Check],
    audience: Audience,
    take: &mut dyn FnMut(&Finding) -> Result<()>,
) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let mut checking = Checking::new(store, which, Edition::new(store, audience)?)?;
    for id in ids {
        checking.attribution(*id, take)?;
    }
    checking.keep(0)
}

/// The sources to look at: those that the filter names, else all.
enum Sources {
    Named(std::vec::IntoIter<Rep>),
    After(i64),
}

impl Sources {
    fn of(filter: &Filter) -> Self {
        match &filter.source {
            Some(reps) => Self::Named(reps.clone().into_iter()),
            None => Self::After(i64::MIN),
        }
    }

    fn next(&mut self, builder: &Builder<'_>) -> Result<Option<Rep>> {
        match self {
            Self::Named(reps) => Ok(reps.next()),
            Self::After(last) => {
                let next = builder.reader.source_after(*last)?;
                *last = next.map_or(i64::MAX, |rep| rep.id);
                Ok(next)
            }
        }
    }
}

/// What is wrong with one attribution or source.
struct Issue {
    check: Check,
    /// What it is about: a figure, a doubt, a date in words.
    about: String,
    soundness: Option<Soundness>,
}

impl Issue {
    fn new(check: Check, about: &str) -> Self {
        Self {
            check,
            about: about.to_owned(),
            soundness: None,
        }
    }
}

struct Checking<'s> {
    builder: Builder<'s>,
    which: Vec<Check>,
    kept: Vec<AnchorRow>,
}

impl<'s> Checking<'s> {
    fn new(store: &'s Store, which: &[Check], edition: Edition) -> Result<Self> {
        Ok(Self {
            builder: Builder::new(store, edition, &Page::default())?,
            which: which.to_vec(),
            kept: Vec::new(),
        })
    }

    fn keep(&mut self, from: usize) -> Result<()> {
        if self.kept.len() > from {
            self.builder.store.keep_anchors(&self.kept)?;
            self.kept.clear();
        }
        Ok(())
    }

    fn wants(&self, any: &[Check]) -> bool {
        any.iter().any(|check| self.which.contains(check))
    }

    fn wants_attributions(&self) -> bool {
        let of_sources = [Check::NoCapture, Check::NoDate];
        self.which.iter().any(|check| !of_sources.contains(check))
    }

    /// What is wrong with a source that attributions stand in.
    fn source(&mut self, rep: Rep, take: &mut dyn FnMut(&Finding) -> Result<()>) -> Result<()> {
        if !self.wants(&[Check::NoCapture, Check::NoDate]) {
            return Ok(());
        }
        let body = self.builder.source_body(rep.id)?;
        let mut issues = Vec::new();
        if !self.builder.reader.is_captured(rep.id)? {
            issues.push(Issue::new(Check::NoCapture, ""));
        }
        if body.body.reading_day().is_none() {
            issues.push(Issue::new(Check::NoDate, ""));
        }
        issues.retain(|issue| self.which.contains(&issue.check));
        for issue in issues {
            let source = self.builder.source(rep.id)?;
            let finding = Finding {
                check: Some(issue.check),
                noun: Some(Noun::Source),
                id: source.id,
                source: source.name,
                ..Finding::default()
            };
            self.give(finding, take)?;
        }
        Ok(())
    }

    /// What is wrong with an attribution.
    fn attribution(&mut self, id: i64, take: &mut dyn FnMut(&Finding) -> Result<()>) -> Result<()> {
        if !self.wants_attributions() {
            return Ok(());
        }
        let Some(Said { uid: _, body, .. }) = self.builder.reader.said(id)? else {
            return Ok(());
        };
        let source = self.builder.source_body(body.source)?;
        let (mut issues, anchored) =
            match self.wants(OF_WORDS) || self.wants(&[Check::NoWords, Check::NoLocator]) {
                true => self.of_words(id, &body, &source.body)?,
                false => (Vec::new(), false),
            };
        self.of_record(&body, &source.body, anchored, &mut issues)?;
        issues.retain(|issue| self.which.contains(&issue.check));
        if issues.is_empty() {
            return Ok(());
        }
        let Some(row) = self.builder.row(id)? else {
            return Ok(());
        };
        for issue in issues {
            let mut finding = Finding {
                check: Some(issue.check),
                noun: Some(Noun::Attribution),
                id: row.id.clone(),
                claim: row.claim.text.clone(),
                speaker: row.speaker.name.clone(),
                source: row.source.name.clone(),
                about: self.builder.say(&issue.about),
                ..Finding::default()
            };
            if let Some(soundness) = &issue.soundness {
                self.builder.tell(soundness, &body, &mut finding);
            }
            self.give(finding, take)?;
        }
        Ok(())
    }

    fn give(
        &mut self,
        finding: Finding,
        take: &mut dyn FnMut(&Finding) -> Result<()>,
    ) -> Result<()> {
        if let Some(finding) = self.builder.unless_named(finding) {
            take(&finding)?;
            self.builder.rows += 1;
        }
        Ok(())
    }

    /// How the words stand in the captured text, and whether it is clear where.
    fn of_words(
        &mut self,
        id: i64,
        body: &Attribution<i64>,
        source: &Source,
    ) -> Result<(Vec<Issue>, bool)> {
        if body.words().trim().is_empty() {
            return Ok((vec![Issue::new(Check::NoWords, "")], false));
        }
        let Some(soundness) = Soundness::of(self.builder.texts(body.source)?, body, source) else {
            let unread = self.builder.reader.is_captured(body.source)?;
            let issue = unread.then(|| Issue::new(Check::WordsUnanchored, ""));
            return Ok((issue.into_iter().collect(), false));
        };
        self.kept.push(soundness.row(id));
        let clear = !soundness.anchored.passage.fragments.is_empty();
        let issue = soundness.check().map(|check| Issue {
            soundness: Some(soundness),
            ..Issue::new(check, "")
        });
        Ok((issue.into_iter().collect(), clear))
    }

    /// What is missing in the record itself.
    fn of_record(
        &mut self,
        body: &Attribution<i64>,
        source: &Source,
        anchored: bool,
        issues: &mut Vec<Issue>,
    ) -> Result<()> {
        let located = body.page > 0
            || body.part.is_some()
            || !body.time.is_empty()
            || !body.locator.is_empty();
        if !located && !anchored {
            issues.push(Issue::new(Check::NoLocator, ""));
        }
        for figure in &body.figures {
            if self.wants(&[Check::FigureNotInWords])
                && !body.words().is_empty()
                && !holds(body, &figure.expression)
            {
                issues.push(Issue::new(Check::FigureNotInWords, &figure.expression));
            }
            let in_headline = matches!(body.part, Some(Part::Headline | Part::Link));
            if in_headline
                && self.wants(&[Check::HeadlineFigure])
                && !self.builder.reader.has_figure_in_full(body.claim)?
            {
                issues.push(Issue::new(Check::HeadlineFigure, &figure.expression));
            }
        }
        if self.wants(&[Check::FigureNotRecorded]) {
            for figure in unrecorded(body, source) {
                issues.push(Issue::new(Check::FigureNotRecorded, figure.expression()));
            }
        }
        if source.reading_day().is_none() {
            let occasion = match body.occasion {
                Some(occasion) => Some(self.builder.occasion_body(occasion)?),
                None => None,
            };
            let of_occasion = occasion
                .as_ref()
                .map(|o| (&o.body.said_words, &o.body.said));
            for (words, said) in std::iter::once((&body.said_words, &body.said)).chain(of_occasion)
            {
                if said.is_none() && !words.trim().is_empty() && !names_year(words) {
                    issues.push(Issue::new(Check::RelativeDate, words));
                }
            }
        }
        let primary = |lang: &str| lang.split('-').next().unwrap_or("").to_lowercase();
        let printed = primary(if body.lang.is_empty() {
            &source.lang
        } else {
            &body.lang
        });
        let spoken = primary(&body.spoken_lang);
        let translated =
            !matches!(spoken.as_str(), "" | "und") && !printed.is_empty() && spoken != printed;
        if translated && !body.quote.is_empty() && body.original.is_none() {
            issues.push(Issue::new(
                Check::NoOriginal,
                &format!("{spoken} → {printed}"),
            ));
        }
        if !body.doubt.is_empty() {
            issues.push(Issue::new(Check::Doubt, &body.doubt));
        }
        Ok(())
    }
}

/// Whether a figure's expression stands in an attribution's words, but for copying and spelling.
fn holds(body: &Attribution<i64>, expression: &str) -> bool {
    [&body.passage, &body.quote].into_iter().any(|words| {
        let sought = Sought {
            words: expression,
            ..Sought::default()
        };
        Text::new(words.as_str()).find(&sought).grade <= Grade::Fuzzy
    })
}

/// The figures that stand in an attribution's words and are not recorded.
fn unrecorded<'b>(body: &'b Attribution<i64>, source: &Source) -> Vec<Standing<'b>> {
    let given = match body.lang.is_empty() {
        true => &source.lang,
        false => &body.lang,
    };
    let recorded: Vec<&str> = body.figures.iter().map(|f| f.expression.as_str()).collect();
    figures::unrecorded(&body.passage, &body.quote, given, &recorded)
}

/// Whether words for a date name their year.
fn names_year(words: &str) -> bool {
    let digits = words.split(|c: char| !c.is_ascii_digit());
    digits.into_iter().any(|run| run.len() == 4)
}
