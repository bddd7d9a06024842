//! A captured text with its pages, parts and times, and where an attribution's words stand in it.

use std::ops::Range;

use super::{ChangeKind, Found, Fragment, Grade, Sought, Text};
use crate::model::{Attribution, Capture, Part, TextPart, Timed};

/// A capture's text made ready: built once, then asked for any number of attributions.
pub struct Held {
    text: Text<'static>,
    pages: Vec<u32>,
    parts: Vec<TextPart>,
    times: Vec<Timed>,
}

/// Where an attribution's words stand, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchored {
    /// Where the passage stands; of an attribution with a quote alone, the quote.
    pub passage: Found,
    /// Where the quote stands, sought within the passage.
    pub quote: Option<Found>,
    /// The page on which they begin, from 1; 0 where the text has none, or the place is not clear.
    pub page: u32,
    /// The part of the document in which they begin.
    pub part: Option<Part>,
    /// When in the recording they begin.
    pub time: String,
}

impl Anchored {
    /// The worse of the two grades.
    pub fn grade(&self) -> Grade {
        let quote = self
            .quote
            .as_ref()
            .map_or(Grade::Exact, |quote| quote.grade);
        self.passage.grade.max(quote)
    }

    /// The found words that stand worse: what there is to say of the two.
    pub fn worse(&self) -> &Found {
        match &self.quote {
            Some(quote) if quote.grade > self.passage.grade => quote,
            _ => &self.passage,
        }
    }

    /// Whether the words stand in several places, and nothing tells which is meant.
    pub fn is_ambiguous(&self) -> bool {
        self.passage.is_ambiguous()
    }

    /// Every kind of change, each once.
    pub fn kinds(&self) -> Vec<ChangeKind> {
        let mut kinds = self.passage.kinds();
        kinds.extend(self.quote.iter().flat_map(Found::kinds));
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }
}

/// What is remembered of the surroundings of words, from an earlier capture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remembered {
    /// The words before.
    pub prefix: String,
    /// The words after.
    pub suffix: String,
    /// The code point at which they began.
    pub near: Option<u64>,
}

impl Held {
    /// The text of a capture; of a photo or recording, its transcript. None where it has neither.
    pub fn of<R>(capture: Capture<R>) -> Option<Self> {
        let Capture {
            pages,
            parts,
            text,
            transcript,
            ..
        } = capture;
        if !text.trim().is_empty() {
            return Some(Self {
                text: Text::new(text),
                pages,
                parts,
                times: Vec::new(),
            });
        }
        let transcript = transcript.filter(|transcript| !transcript.text.trim().is_empty())?;
        Some(Self {
            text: Text::new(transcript.text),
            pages: Vec::new(),
            parts: Vec::new(),
            times: transcript.times,
        })
    }

    /// How large the text is, in bytes.
    pub fn size(&self) -> usize {
        self.text.index.text.len()
    }

    /// Seeks the words of an attribution; none where it has none. `lang` is its source's.
    pub fn seek<R>(
        &self,
        attribution: &Attribution<R>,
        lang: &str,
        remembered: &Remembered,
    ) -> Option<Anchored> {
        if attribution.words().trim().is_empty() {
            return None;
        }
        let lang = if attribution.lang.is_empty() {
            lang
        } else {
            &attribution.lang
        };
        let within = self.within(attribution);
        let recorded = attribution.anchor.as_ref();
        let or = |one: &'_ str, other: &'_ str| {
            if one.is_empty() {
                other.to_owned()
            } else {
                one.to_owned()
            }
        };
        let prefix = or(
            &remembered.prefix,
            recorded.map_or("", |anchor| &anchor.prefix),
        );
        let suffix = or(
            &remembered.suffix,
            recorded.map_or("", |anchor| &anchor.suffix),
        );
        let first = recorded.and_then(|anchor| anchor.fragments.first());
        let passage = self.text.find(&Sought {
            words: attribution.words(),
            prefix: &prefix,
            suffix: &suffix,
            near: remembered.near.or(first.map(|fragment| fragment.start)),
            within: &within,
            lang,
        });
        let has_quote = !attribution.passage.is_empty() && !attribution.quote.trim().is_empty();
        let quote = has_quote.then(|| {
            let here: Vec<Range<u64>> = match (passage.fragments.first(), passage.fragments.last())
            {
                (Some(first), Some(last)) => std::iter::once(first.start..last.end).collect(),
                _ => within.clone(),
            };
            let words = &attribution.quote;
            self.text.find(&Sought {
                words,
                within: &here,
                lang,
                ..Sought::default()
            })
        });
        let start = passage.fragments.first().map(|fragment| fragment.start);
        Some(Anchored {
            page: start.map_or(0, |start| self.page(start)),
            part: start.and_then(|start| self.part(start)),
            time: start.map_or_else(String::new, |start| self.time(start)),
            passage,
            quote,
        })
    }

    /// What to remember of a place: to be sought with in a later capture.
    pub fn remember(&self, found: &Found) -> Remembered {
        let (prefix, suffix) = self.text.context(&found.fragments);
        Remembered {
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
            near: found.fragments.first().map(|fragment| fragment.start),
        }
    }

    /// The words that stand in a place, our cuts between its stretches.
    pub fn words(&self, fragments: &[Fragment]) -> String {
        let parts: Vec<&str> = fragments
            .iter()
            .map(|f| self.text.words(f).trim())
            .collect();
        parts.join(" […] ")
    }

    /// Where an attribution says that its words stand.
    fn within<R>(&self, attribution: &Attribution<R>) -> Vec<Range<u64>> {
        if let Some(page) = attribution.page.checked_sub(1)
            && let Some(from) = self.pages.get(page as usize)
        {
            let to = self
                .pages
                .get(page as usize + 1)
                .map_or(u64::MAX, |to| u64::from(*to));
            return std::iter::once(u64::from(*from)..to).collect();
        }
        let of_part = self
            .parts
            .iter()
            .filter(|p| p.part.is_some() && p.part == attribution.part);
        of_part
            .map(|p| u64::from(p.from)..u64::from(p.to))
            .collect()
    }

    fn page(&self, at: u64) -> u32 {
        let before = self
            .pages
            .iter()
            .take_while(|from| u64::from(**from) <= at)
            .count();
        u32::try_from(before).unwrap_or(0)
    }

    fn part(&self, at: u64) -> Option<Part> {
        let around = self
            .parts
            .iter()
            .filter(|p| u64::from(p.from) <= at && at < u64::from(p.to));
        around.min_by_key(|p| p.to - p.from).and_then(|p| p.part)
    }

    fn time(&self, at: u64) -> String {
        let before = self
            .times
            .iter()
            .take_while(|timed| u64::from(timed.at) <= at);
        before
            .last()
            .map_or_else(String::new, |timed| timed.time.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Transcript;

    fn attribution(passage: &str, quote: &str) -> Attribution<u8> {
        Attribution {
            passage: passage.to_owned(),
            quote: quote.to_owned(),
            ..Attribution::default()
        }
    }

    #[test]
    fn page_and_part_come_from_the_text() {
        let text = "The mill burned\nThe mill burned on Friday.\nNobody knows why.".to_owned();
        let part = |from, to, part| TextPart {
            from,
            to,
            part: Some(part),
        };
        let held = Held::of(Capture::<u8> {
            text,
            pages: vec![0, 43],
            parts: vec![part(0, 15, Part::Headline), part(16, 60, Part::Body)],
            ..Capture::default()
        })
        .expect("a text");
        let seek = |a: &Attribution<u8>| held.seek(a, "en", &Remembered::default()).expect("words");
        let why = seek(&attribution("Nobody knows why", ""));
        assert_eq!(
            (why.grade(), why.page, why.part),
            (Grade::Exact, 2, Some(Part::Body))
        );
        assert!(seek(&attribution("The mill burned", "")).is_ambiguous());
        let told = Attribution {
            part: Some(Part::Headline),
            ..attribution("The mill burned", "")
        };
        assert_eq!(
            seek(&told).passage.fragments,
            [Fragment { start: 0, end: 15 }]
        );
    }

    #[test]
    fn a_quote_is_sought_within_its_passage() {
        let text =
            "“No comment”, she said. Later she said “no comment” once more, to all.".to_owned();
        let held = Held::of(Capture::<u8> {
            text,
            ..Capture::default()
        })
        .expect("a text");
        let found = held
            .seek(
                &attribution("Later she said “no comment” once more", "no comment"),
                "en",
                &Remembered::default(),
            )
            .expect("words");
        let quote = found.quote.expect("a quote");
        assert_eq!(quote.fragments, [Fragment { start: 40, end: 50 }]);
    }

    #[test]
    fn words_of_a_recording_have_their_time() {
        let timed = |at, time: &str| Timed {
            at,
            time: time.to_owned(),
        };
        let transcript = Transcript {
            text: "Good evening. The mill burned.".to_owned(),
            times: vec![timed(0, "00:00:02"), timed(14, "00:00:09")],
            ..Transcript::default()
        };
        let held = Held::of(Capture::<u8> {
            transcript: Some(transcript),
            ..Capture::default()
        })
        .expect("a text");
        let found = held
            .seek(
                &attribution("", "The mill burned"),
                "en",
                &Remembered::default(),
            )
            .expect("words");
        assert_eq!(found.time, "00:00:09");
    }
}
