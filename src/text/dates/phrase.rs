//! What the grammar makes of words: a date, a stretch, or words that say when and no more.

use super::calendar::Span;
use super::resolve::{Cal, Resolved};
use crate::model::edtf::Day;

/// What a phrase names.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// A date, in one way or several, that may lack its year.
    Cals(Vec<Cal>),
    /// Stretches settled already; several where either may be meant.
    Spans(Vec<Span>),
    /// Open to one side: EDTF as it is.
    Open(Vec<String>),
    /// Words without bounds, and why.
    Unread(String),
}

/// "two weeks later", "the same day".
pub(super) const ELSEWHERE: &str = "it may be counted from a day that is named elsewhere";
/// "in two weeks", where that is also said of how long something took.
pub(super) const LASTS: &str = "it may say how long something lasts";

/// A phrase as read.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// Past its last token.
    pub(super) next: usize,
    pub(super) node: Node,
    /// "about", or a count that rounds.
    pub(super) about: bool,
    /// Early, mid, late: narrower in words.
    pub(super) edge: bool,
    /// Counted from the day of reading.
    pub(super) relative: bool,
    /// Why what is counted from the day of reading may be meant otherwise.
    pub(super) doubt: Option<&'static str>,
    /// The time of day, where a word or 24 hours settle it: `T08:00`.
    pub(super) clock: Option<String>,
    /// A time of day is said and is not in the reading.
    pub(super) time_left: bool,
}

impl Phrase {
    pub(super) fn new(next: usize, node: Node) -> Phrase {
        Phrase {
            next,
            node,
            about: false,
            edge: false,
            relative: false,
            doubt: None,
            clock: None,
            time_left: false,
        }
    }

    pub(super) fn cal(next: usize, cal: Cal) -> Phrase {
        Phrase::new(next, Node::Cals(vec![cal]))
    }

    /// One that is counted from the day of reading.
    pub(super) fn counted(next: usize, spans: impl IntoIterator<Item = Span>) -> Phrase {
        let spans: Vec<Span> = spans.into_iter().collect();
        let node = match spans.is_empty() {
            true => Node::Unread("the calendar has no such day".to_owned()),
            false => Node::Spans(spans),
        };
        Phrase {
            relative: true,
            ..Phrase::new(next, node)
        }
    }

    /// One that would be counted from the day of reading, which is not known.
    pub(super) fn no_day(next: usize) -> Phrase {
        let why = "no day is known to read it from";
        Phrase {
            relative: true,
            ..Phrase::new(next, Node::Unread(why.to_owned()))
        }
    }

    /// One that is counted from a day which the text names elsewhere.
    pub(super) fn elsewhere(next: usize) -> Phrase {
        let why = "it is counted from a day that is named elsewhere";
        Phrase {
            relative: true,
            ..Phrase::new(next, Node::Unread(why.to_owned()))
        }
    }

    pub(super) fn only_cal(&self) -> Option<Cal> {
        match &self.node {
            Node::Cals(cals) if cals.len() == 1 => cals.first().copied(),
            _ => None,
        }
    }

    pub(super) fn only_span(&self) -> Option<&Span> {
        match &self.node {
            Node::Spans(spans) if spans.len() == 1 => spans.first(),
            _ => None,
        }
    }

    /// Every stretch that may be meant.
    pub(super) fn spans(&self, on: Option<Day>) -> Result<Vec<Span>, (String, Vec<Span>)> {
        match &self.node {
            Node::Spans(spans) => Ok(spans.clone()),
            Node::Open(_) => Ok(Vec::new()),
            Node::Unread(why) => Err((why.clone(), Vec::new())),
            Node::Cals(cals) => {
                let mut all: Vec<Span> = Vec::new();
                let mut failure: Option<(String, Vec<Span>)> = None;
                for cal in cals {
                    match cal.resolve(on) {
                        Resolved::Spans(spans) => all.extend(spans),
                        Resolved::Unread(why, mut spans) => {
                            spans.extend(failure.into_iter().flat_map(|(_, spans)| spans));
                            failure = Some((why, spans));
                        }
                    }
                }
                all.sort_by_key(|span| (span.first, span.last));
                all.dedup();
                match failure {
                    Some((why, mut spans)) if all.is_empty() => {
                        spans.sort_by_key(|span| (span.first, span.last));
                        spans.dedup();
                        Err((why, spans))
                    }
                    _ => Ok(all),
                }
            }
        }
    }
}
