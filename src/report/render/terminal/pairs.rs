//! Pairs of figures for a terminal: what they count, the one, the other, how they stand and why.

use std::io::{self, Write};

use anstyle::Style;

use super::{Ids, Screen, Sheet, cells};
use crate::layout::Column;
use crate::report::render::words::{grouped, lives};
use crate::report::value::{FigureLine, FigurePair};

/// Pairs on their way to a screen.
pub struct Pairs<'a> {
    sheet: Sheet<'a, 4>,
    ids: Ids<'a>,
}

impl Screen {
    /// Pairs of figures, to be given one by one.
    pub fn pairs<'a>(self, out: &'a mut dyn Write, ids: Ids<'a>) -> Pairs<'a> {
        let columns = [
            Column::text("of", 12, 2),
            Column::text("one", 16, 3),
            Column::text("other", 16, 3),
            Column::text("answer", 14, 3),
        ];
        Pairs {
            sheet: Sheet::new(self, out, columns),
            ids,
        }
    }
}

impl Pairs<'_> {
    /// One pair.
    ///
    /// # Errors
    /// Fails where writing does.
    pub fn row(&mut self, pair: &FigurePair) -> io::Result<()> {
        let apart = match pair.apart.is_empty() {
            true => String::new(),
            false => format!(", {} apart", grouped(pair.apart.as_str())),
        };
        let many = match pair.pairs {
            0 | 1 => String::new(),
            many => format!(" ({many} pairs)"),
        };
        let cells = [
            lives::of(pair),
            self.side(&pair.first),
            self.side(&pair.second),
            format!("{}{apart}{many}: {}", pair.verdict, lives::because(pair)),
        ];
        self.sheet.row(cells.map(|text| (text, Style::new())))
    }

    fn side(&self, line: &FigureLine) -> String {
        let ids = line.attributions.iter().map(|id| (self.ids)(id.as_str()));
        let names: Vec<String> = line.speakers.iter().map(cells::named).collect();
        let names = crate::report::render::words::and(&names);
        let when = cells::when(&line.said, line.sort_date.as_str(), line.sort_basis);
        let sources: Vec<String> = line.sources.iter().map(cells::source).collect();
        format!(
            "{names} ({when}): {}; in {}; {}",
            lives::figure(line),
            sources.join("; "),
            ids.collect::<Vec<_>>().join(" ")
        )
    }

    /// The end of them.
    ///
    /// # Errors
    /// Fails where writing does.
    pub fn finish(mut self) -> io::Result<()> {
        self.sheet.finish()
    }
}
