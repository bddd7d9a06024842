//! How the words of an attribution stand in what is captured of its source, and what there is to say of it.

use super::Builder;
use super::anchored::{Texts, best_of, texts_of};
use crate::error::Result;
use crate::model::{Attribution, Check, Grade, Source, Uid};
use crate::report::shown::Shown;
use crate::report::value::{DifferenceValue, Finding};
use crate::store::query::held::AnchorRow;
use crate::store::query::read::Said;
use crate::text::anchor::Anchored;

/// How much captured text is kept ready, in bytes, and of how many sources.
const READY: usize = 8 << 20;
const SOURCES: usize = 256;

/// How words stand in the captured text in which they stand best.
pub(super) struct Soundness {
    pub anchored: Anchored,
    /// The words that stand in their place.
    stands: String,
    /// The capture, by its integer and its id.
    capture: (i64, Uid),
    /// The day of an earlier capture in which they stood as recorded; empty where they stand so now, or never did.
    held: String,
}

impl Soundness {
    /// Of an attribution in the texts of its source; none where either has no words.
    pub fn of(files: &[Texts], body: &Attribution<i64>, source: &Source) -> Option<Self> {
        let (at, anchored, held) = best_of(files, body, source)?;
        let file = &files[at];
        Some(Self {
            stands: file.held.words(&anchored.worse().fragments),
            capture: (file.capture, file.uid),
            anchored,
            held,
        })
    }

    /// Which check has something to say of it.
    pub fn check(&self) -> Option<Check> {
        Some(match self.anchored.grade() {
            Grade::Changed | Grade::Missing if !self.held.is_empty() => Check::WordsLost,
            Grade::Missing => Check::WordsMissing,
            Grade::Changed => Check::WordsChanged,
            _ if self.anchored.is_ambiguous() => Check::WordsUnanchored,
            Grade::Fuzzy => Check::WordsSpelled,
            Grade::Exact | Grade::Normalised => return None,
        })
    }

    /// As it is kept for other programs.
    pub fn row(&self, attribution: i64) -> AnchorRow {
        let kinds: Vec<String> = self
            .anchored
            .kinds()
            .iter()
            .map(ToString::to_string)
            .collect();
        AnchorRow {
            attribution,
            capture: self.capture.0,
            fragments: self.anchored.passage.fragments.clone(),
            grade: self.anchored.grade(),
            change: match self.anchored.is_ambiguous() {
                true => "ambiguous".to_owned(),
                false => kinds.join(" "),
            },
        }
    }
}

impl Builder<'_> {
    /// The texts of a source, made ready.
    pub(super) fn texts(&mut self, source: i64) -> Result<&[Texts]> {
        if !self.texts.contains_key(&source) {
            let ready = self
                .texts
                .values()
                .flatten()
                .map(Texts::size)
                .sum::<usize>();
            if ready > READY || self.texts.len() >= SOURCES {
                self.texts.clear();
            }
            let texts = texts_of(source, &mut self.reader)?;
            self.texts.insert(source, texts);
        }
        Ok(self.texts.entry(source).or_default())
    }

    /// What is wrong with the words of an attribution, for a report to read: they are missing, changed or lost.
    /// Where the words in their place hold a confidential name, only that it is so.
    pub(super) fn unsound(&mut self, body: &Attribution<i64>) -> Result<Option<Finding>> {
        let source = self.source_body(body.source)?;
        let Some(soundness) = Soundness::of(self.texts(body.source)?, body, &source.body) else {
            return Ok(None);
        };
        let check = soundness.check();
        if !matches!(
            check,
            Some(Check::WordsMissing | Check::WordsChanged | Check::WordsLost)
        ) {
            return Ok(None);
        }
        let said = Finding {
            check,
            ..Finding::default()
        };
        let mut finding = said.clone();
        let named = std::mem::take(&mut self.named);
        self.tell(&soundness, body, &mut finding);
        let hidden = std::mem::replace(&mut self.named, named);
        Ok(Some(if hidden { said } else { finding }))
    }

    /// Tells in a finding how words stand.
    pub(super) fn tell(
        &mut self,
        soundness: &Soundness,
        body: &Attribution<i64>,
        finding: &mut Finding,
    ) {
        let Soundness {
            anchored,
            stands,
            capture,
            held,
        } = soundness;
        let worse = anchored.worse();
        let is_quote = anchored.quote.as_ref() == Some(worse);
        let words = if is_quote { &body.quote } else { body.words() };
        finding.words = self.say(words);
        finding.stands = self.say(stands);
        finding.held = Shown::new(held.clone());
        finding.grade = Some(anchored.grade());
        finding.kinds = anchored.kinds();
        finding.places = worse.choices.len() as u64;
        finding.more = worse.more;
        finding.page = anchored.page;
        finding.part = anchored.part;
        finding.time = Shown::new(anchored.time.clone());
        finding.capture = Shown::new(capture.1.id());
        for difference in &worse.differences {
            finding.differences.push(DifferenceValue {
                kinds: difference.kinds.clone(),
                words: self.say(&difference.ours),
                stands: self.say(&difference.theirs),
            });
        }
    }

    /// Where the words of an attribution stand in what is captured of its source, in words.
    pub(super) fn anchor_field(&mut self, id: i64) -> Result<Option<(Shown, Shown)>> {
        let Some(Said { body, .. }) = self.reader.said(id)? else {
            return Ok(None);
        };
        let source = self.source_body(body.source)?;
        let Some(soundness) = Soundness::of(self.texts(body.source)?, &body, &source.body) else {
            return Ok(None);
        };
        let anchored = &soundness.anchored;
        let mut words = vec![anchored.grade().to_string()];
        words.extend(anchored.kinds().iter().map(ToString::to_string));
        if anchored.is_ambiguous() {
            words.push("in several places".to_owned());
        }
        if anchored.page > 0 {
            words.push(format!("page {}", anchored.page));
        }
        words.extend(anchored.part.map(|part| part.to_string()));
        words.extend(Some(anchored.time.clone()).filter(|time| !time.is_empty()));
        if anchored.grade() > Grade::Normalised && !anchored.worse().fragments.is_empty() {
            words.push(format!("the text has “{}”", soundness.stands));
        }
        words.push(format!("capture {}", soundness.capture.1));
        let words = self.say(&words.join("; "));
        Ok(self.unless_named((Shown::new("anchor"), words)))
    }
}
