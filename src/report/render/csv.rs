//! CSV: one line an attribution, flat columns, for spreadsheets and other programs.
//!
//! RFC 4180, lines ended by CR LF as it asks, which every reader takes. `docs/csv.md` documents
//! the columns: their names are those that `import` takes, so that a report can be read in again,
//! but for those that begin with `x_`, which are for reading. What a report says beside its rows (filters, how many were withheld) has no place here: the
//! command line says it on stderr.

mod columns;
mod figures;

pub use figures::{Figures, figures, wide};

use std::borrow::Cow;
use std::io::{self, Write};

use self::columns::columns;
use super::Render;
use crate::report::value::{Head, Row, Tail};
use crate::text::visible::visible_lines;

/// The renderer.
pub struct Csv<'a> {
    out: csv::Writer<&'a mut dyn Write>,
    lossless: bool,
}

impl<'a> Csv<'a> {
    /// For people: no cell begins a formula, nothing hides, and a byte order mark tells Excel
    /// that it is UTF-8.
    pub fn for_spreadsheets(out: &'a mut dyn Write) -> Self {
        Self::new(out, false)
    }

    /// A `lossless` one is for programs: every cell is as stored, whatever a spreadsheet would
    /// make of it.
    pub fn new(out: &'a mut dyn Write, lossless: bool) -> Self {
        let out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        Self { out, lossless }
    }
}

impl Render for Csv<'_> {
    fn begin(&mut self, _: &Head) -> io::Result<()> {
        // The mark belongs to the file and so stands before the first name, outside any quotes.
        let mut mark = if self.lossless { "" } else { "\u{feff}" };
        for (name, _) in columns(&Row::default()) {
            self.out.write_field(format!("{mark}{name}"))?;
            mark = "";
        }
        Ok(self.out.write_record(None::<&[u8]>)?)
    }

    fn row(&mut self, row: &Row) -> io::Result<()> {
        for (_, cell) in columns(row) {
            match self.lossless {
                true => self.out.write_field(cell)?,
                false => self.out.write_field(guarded(&cell).as_bytes())?,
            }
        }
        Ok(self.out.write_record(None::<&[u8]>)?)
    }

    fn end(&mut self, _: &Tail) -> io::Result<()> {
        self.out.flush()
    }
}

/// A cell that no spreadsheet takes for a formula: one that would begin as such has a `'` before
/// it. One that has such a `'` of its own gets another, so that taking one away gives it back.
///
/// `+`, `-`, `@` start formulas as `=` does, and their wide forms in East Asian settings; spaces
/// before them are skipped by some programs. A plain number stays a number.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    let cell = visible_lines(cell);
    let start = cell.trim_start_matches('\'').trim_start();
    let live = start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    match live && !is_number(&cell) {
        true => Cow::Owned(format!("'{cell}")),
        false => cell,
    }
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    are_digits(whole) && are_digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::render::story;

    fn rendered(rows: &[Row], lossless: bool) -> String {
        let mut out = Vec::new();
        let mut csv = Csv::new(&mut out, lossless);
        csv.begin(&story::head()).unwrap();
        for row in rows {
            csv.row(row).unwrap();
        }
        csv.end(&story::tail()).unwrap();
        drop(csv);
        String::from_utf8(out).unwrap()
    }

    fn read(text: &str) -> Vec<std::collections::HashMap<String, String>> {
        csv::Reader::from_reader(text.as_bytes())
            .deserialize()
            .map(Result::unwrap)
            .collect()
    }

    #[test]
    fn an_attribution_is_a_line_that_reads_back() {
        let rows = story::rows();
        for lossless in [true, false] {
            let text = rendered(&rows, lossless);
            assert_eq!(text.starts_with('\u{feff}'), !lossless);
            let cells = read(text.trim_start_matches('\u{feff}'));
            assert_eq!(cells.len(), 8);
            assert_eq!(cells[0]["via"], "Radio Port | Agence Presse");
            assert_eq!(cells[0]["x_via_cue"], "a rapporté | ");
            assert_eq!(cells[0]["x_via_role"], "");
            assert_eq!(cells[0]["figure"], "plus de 10.000");
            assert_eq!(cells[0]["figure_low"], "10000");
            assert_eq!(cells[2]["stance"], "denies");
            assert!(cells[2]["passage"].contains(":\n“I never"));
            assert!(cells[3]["x_figures_more"].contains("dozens-of"));
            assert_eq!(cells[3]["source"], "Korean agency report on the bridge");
            assert_eq!(
                cells[6]["speaker"],
                if lossless { "@source" } else { "'@source" }
            );
        }
        assert!(rendered(&rows, true).contains("disputed\r\n"));
    }

    #[test]
    fn no_cell_begins_a_formula_and_nothing_hides() {
        for words in story::HOSTILE {
            let text = rendered(&[story::everywhere(words)], false);
            let cells = read(&text);
            for (column, cell) in &cells[0] {
                assert!(
                    !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                    "{column}: {cell}"
                );
                assert!(
                    !cell
                        .chars()
                        .any(|c| (c.is_control() && c != '\n') || c == '\u{202e}')
                );
            }
            let text = rendered(&[story::everywhere(words)], true);
            assert_eq!(read(&text)[0]["passage"], *words);
        }
    }

    #[test]
    fn a_number_stays_a_number_and_a_guard_can_be_taken_away() {
        for number in ["-5", "+3.25", "10000", "-0.5"] {
            assert_eq!(guarded(number), number);
        }
        for (cell, shown) in [
            ("-5+cmd", "'-5+cmd"),
            ("- Oui, a-t-il dit", "'- Oui, a-t-il dit"),
            (" =1", "' =1"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("+33 1 23", "'+33 1 23"),
            ("l’essentiel", "l’essentiel"),
            ("'so'", "'so'"),
        ] {
            assert_eq!(guarded(cell), shown);
        }
    }
}
