//! Where the words of attributions stand in the documents that are shown.

use super::Builder;
use super::anchored::{best_of, texts_of};
use crate::error::Result;
use crate::model::{Attribution, Capture};
use crate::report::value::{Detail, MarkValue};
use crate::text::anchor::Fragment;

/// Which lines of a text are shown as its document, and where in it they begin.
#[derive(Default)]
pub(super) struct Kept {
    lines: Vec<Line>,
}

/// A line, in code points.
struct Line {
    /// Where it begins in the text.
    text: u32,
    /// Where it begins in the document.
    document: u32,
    length: u32,
}

impl Kept {
    /// Of a capture; of a transcript, all of it.
    pub(super) fn of<R>(capture: &Capture<R>) -> Self {
        let points = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let lines = match capture.text.is_empty() {
            true => vec![(0, points(capture.words()))],
            false => (capture.lines().into_iter())
                .map(|(at, line)| (at, points(line)))
                .collect(),
        };
        let mut document = 0;
        let lines = lines.into_iter().map(|(text, length)| {
            let line = Line {
                text,
                document,
                length,
            };
            document += length + 1;
            line
        });
        Self {
            lines: lines.collect(),
        }
    }

    /// The stretch of the document that a stretch of the text is; none where it stands on the page
    /// around it.
    fn place(&self, fragment: &Fragment) -> Option<(u32, u32)> {
        let point = |point: u64| u32::try_from(point).unwrap_or(u32::MAX);
        let (start, end) = (point(fragment.start), point(fragment.end));
        let mut within = self
            .lines
            .iter()
            .filter(|line| line.text < end && start < line.text + line.length);
        let first = within.next()?;
        let last = within.next_back().unwrap_or(first);
        let from = first.document + start.saturating_sub(first.text);
        let to = last.document + (end - last.text).min(last.length);
        Some((from, to))
    }
}

impl Builder<'_> {
    /// Marks the words of a source's attributions, as they are listed, in its documents.
    pub(super) fn mark(
        &mut self,
        source: i64,
        kept: &[Kept],
        attributions: &[i64],
        detail: &mut Detail,
    ) -> Result<()> {
        if attributions.is_empty() || detail.held.is_empty() {
            return Ok(());
        }
        let said = self.source_body(source)?;
        let files = texts_of(source, &mut self.reader)?;
        for (id, row) in attributions.iter().zip(&detail.rows) {
            let Some(body) = self.reader.said(*id)?.map(|said| said.body) else {
                continue;
            };
            let body: Attribution<i64> = body;
            // What another source says, judged to be the same, stands in that one's captures.
            if body.source != source {
                continue;
            }
            let Some((at, anchored, _)) = best_of(&files, &body, &said.body) else {
                continue;
            };
            let capture = Builder::id(files[at].uid);
            let held = detail.held.iter_mut().zip(kept);
            let Some((held, kept)) = held.into_iter().find(|(held, _)| held.capture == capture)
            else {
                continue;
            };
            for fragment in &anchored.passage.fragments {
                let Some((from, to)) = kept.place(fragment) else {
                    continue;
                };
                held.marks.push(MarkValue {
                    attribution: row.id.clone(),
                    from,
                    to,
                    grade: Some(anchored.passage.grade),
                    kinds: anchored.passage.kinds(),
                    page: anchored.page,
                    time: crate::report::shown::Shown::new(anchored.time.clone()),
                });
            }
        }
        for held in &mut detail.held {
            held.marks.sort_by_key(|mark| (mark.from, mark.to));
        }
        Ok(())
    }
}
