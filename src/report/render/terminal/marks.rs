//! The words of a document, with the passages that attributions have from it marked: between white
//! square brackets, which stand in no document, with a raised number that the lines below it tell.

use std::io::{self, Write};

use anstyle::Style;

use super::{Ids, Screen};
use crate::report::value::{HeldValue, MarkValue};
use crate::text::visible::visible;

const OPEN: &str = "⟦";
const CLOSE: &str = "⟧";

impl Screen {
    /// Words of a document. Its tabs part cells, and its soft hyphens show where a word may be parted: on a
    /// screen, which parts none, they are left out.
    pub(super) fn words(self, line: &str) -> String {
        let soft = if self.width.is_some() { "" } else { "\u{ad}" };
        let cells = line.split('\t').map(|cell| {
            let runs: Vec<_> = cell.split('\u{ad}').map(visible).collect();
            runs.join(soft)
        });
        cells.collect::<Vec<_>>().join("\t")
    }

    /// Writes a document with its marks, and below it what each is.
    ///
    /// # Errors
    /// Fails where writing does.
    pub(super) fn marked(
        self,
        out: &mut dyn Write,
        held: &HeldValue,
        ids: Ids<'_>,
    ) -> io::Result<()> {
        let places = places(&held.marks);
        let bold = match self.colour {
            true => Style::new().bold(),
            false => Style::new(),
        };
        let mut at = 0;
        let mut open = 0_usize;
        for line in held.document.as_str().split('\n') {
            let mut shown = String::new();
            let mut run = String::new();
            let flush = |run: &mut String, shown: &mut String, open: usize| {
                let words = self.words(run);
                match open > 0 && !words.is_empty() {
                    true => *shown += &format!("{bold}{words}{bold:#}"),
                    false => *shown += &words,
                }
                run.clear();
            };
            for letter in line.chars().map(Some).chain([None]) {
                for (number, place) in places.iter().enumerate() {
                    if place.to == at {
                        flush(&mut run, &mut shown, open);
                        shown += &format!("{CLOSE}{}", raised(number + 1));
                        open -= 1;
                    }
                }
                for place in &places {
                    if place.from == at && letter.is_some() {
                        flush(&mut run, &mut shown, open);
                        shown += OPEN;
                        open += 1;
                    }
                }
                run.extend(letter);
                at += 1;
            }
            flush(&mut run, &mut shown, open);
            writeln!(out, "{shown}")?;
        }
        for (number, place) in places.iter().enumerate() {
            let each = place.marks.iter().map(|mark| told(mark, ids));
            let each: Vec<String> = each.collect();
            let before = if number == 0 { "\n" } else { "" };
            writeln!(out, "{before}{} {}", raised(number + 1), each.join("; "))?;
        }
        Ok(())
    }
}

/// A stretch that is marked, and for whom.
struct Place<'m> {
    from: u32,
    to: u32,
    marks: Vec<&'m MarkValue>,
}

/// The stretches in the order in which they end, so that their numbers are read in order.
fn places(marks: &[MarkValue]) -> Vec<Place<'_>> {
    let mut places: Vec<Place<'_>> = Vec::new();
    for mark in marks.iter().filter(|mark| mark.from < mark.to) {
        let (from, to) = (mark.from, mark.to);
        match places.iter_mut().find(|p| (p.from, p.to) == (from, to)) {
            Some(place) => place.marks.push(mark),
            None => places.push(Place {
                from,
                to,
                marks: vec![mark],
            }),
        }
    }
    places.sort_by_key(|place| (place.to, std::cmp::Reverse(place.from)));
    places
}

fn told(mark: &MarkValue, ids: Ids<'_>) -> String {
    let grade = mark.grade.map(|grade| grade.to_string());
    let mut words = vec![ids(mark.attribution.as_str())];
    words.extend(grade);
    words.extend(mark.kinds.iter().map(ToString::to_string));
    if mark.page > 0 {
        words.push(format!("page {}", mark.page));
    }
    if !mark.time.is_empty() {
        words.push(mark.time.to_string());
    }
    words.join(", ")
}

fn raised(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits = number.to_string();
    let raised = digits
        .bytes()
        .map(|digit| DIGITS[usize::from(digit - b'0')]);
    raised.collect()
}
