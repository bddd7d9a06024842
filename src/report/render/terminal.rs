//! Lists and records for a terminal, and the same as plain lines for a pipe.
//!
//! On a terminal: tables that fit its width, words wrapped, nothing cut. Into a pipe: one line a
//! record, values whole, a tab between them, no headings. Both have the same columns in the same
//! order. Every text passes [`visible`] here, so that nothing stored acts on a terminal.

mod cells;
mod fields;
mod figures;
mod marks;
mod pairs;
mod past;
mod whole;

pub(super) use figures::Wide;
pub use figures::{Figures, Shape};
pub use pairs::Pairs;

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::Render;
use crate::layout::{Cell, Column, Table};
use crate::model::{Noun, Stance};
use crate::report::render::words::findings::what;
use crate::report::value::{Counted, Detail, Finding, Fold, FoldedRow, Head, Row, SortBasis, Tail};
use crate::text::visible::{visible, visible_lines};

/// Rows laid out together; after so many the table begins anew, so that a long list neither waits
/// for its end nor fills the memory.
const PAGE: usize = 1000;

/// How ids are shown: whole, or the fewest letters that mean them alone.
pub type Ids<'a> = &'a dyn Fn(&str) -> String;

/// Where it goes.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// The terminal's width in cells; `None` where it is no terminal.
    pub width: Option<usize>,
    /// Whether colours are wanted.
    pub colour: bool,
}

impl Screen {
    /// A list of attributions, to be given row by row. `ids` says how ids are shown.
    pub fn list<'a>(self, out: &'a mut dyn Write, ids: Ids<'a>) -> List<'a> {
        let columns = [
            id_column(),
            Column::text("said", 10, 1),
            Column::text("speaker", 12, 2),
            Column::text("claim", 24, 4),
            Column::text("source", 12, 2),
        ];
        List {
            sheet: Sheet::new(self, out, columns),
            ids,
        }
    }

    /// What a check found, to be given row by row.
    pub fn findings<'a>(self, out: &'a mut dyn Write, ids: Ids<'a>) -> Findings<'a> {
        let columns = [
            Column::text("check", 16, 1),
            id_column(),
            Column::text("found", 24, 4),
            Column::text("source", 12, 2),
        ];
        Findings {
            sheet: Sheet::new(self, out, columns),
            ids,
        }
    }

    /// A folded list.
    ///
    /// # Errors
    /// Fails where writing does.
    pub fn folded<'a>(
        self,
        out: &mut dyn Write,
        ids: Ids<'_>,
        fold: Fold,
        rows: impl IntoIterator<Item = &'a FoldedRow>,
    ) -> io::Result<()> {
        // A claim must not stand without its stances; other things have them in their column.
        let is_said = matches!(fold, Fold::Claim | Fold::Occasion);
        let (name, second) = match fold {
            Fold::Claim => ("claim", "speakers"),
            Fold::Occasion => ("occasion", "speakers"),
            Fold::Speaker => ("speaker", "stances"),
            Fold::Source => ("source", "stances"),
            Fold::Topic => ("topic", "stances"),
        };
        let columns = [
            id_column(),
            Column::text(name, 20, 4),
            Column::text(second, 12, 2),
            Column::fixed("times").right(),
            Column::fixed("sources").right(),
            Column::text("dates", 10, 1),
        ];
        let mut sheet = Sheet::new(self, out, columns);
        sheet.headed = true;
        for row in rows {
            let stances = cells::stances(row);
            let name = match (is_said, stances.is_empty()) {
                (true, false) => format!("{stances}: {}", row.name),
                _ if row.kind.is_empty() || fold == Fold::Claim => row.name.to_string(),
                _ => format!("{} ({})", row.name, row.kind),
            };
            let speakers: Vec<_> = row.speakers.iter().map(ToString::to_string).collect();
            let id = if row.id.is_empty() {
                String::new()
            } else {
                ids(row.id.as_str())
            };
            let emphasis = if is_said && !stances.is_empty() {
                unlike()
            } else {
                Style::new()
            };
            let second = if is_said {
                speakers.join(", ")
            } else {
                stances
            };
            sheet.row([
                (id, Style::new()),
                (name, emphasis),
                (second, Style::new()),
                (row.attributions.to_string(), Style::new()),
                (row.sources.to_string(), Style::new()),
                (cells::dates(row), Style::new()),
            ])?;
        }
        sheet.finish()
    }

    /// A list of speakers, sources, topics, measures or occasions.
    ///
    /// # Errors
    /// Fails where writing does.
    pub fn counted<'a>(
        self,
        out: &mut dyn Write,
        ids: Ids<'_>,
        noun: Noun,
        rows: impl IntoIterator<Item = &'a Counted>,
    ) -> io::Result<()> {
        let columns = [
            id_column(),
            Column::text(noun.to_string(), 12, 3),
            Column::text("about", 12, 2),
            Column::fixed("claims").right(),
            Column::fixed("times").right(),
            Column::fixed("sources").right(),
            Column::text("newest", 10, 1),
        ];
        let mut sheet = Sheet::new(self, out, columns);
        sheet.headed = true;
        for row in rows {
            let cells = [
                if row.id.is_empty() {
                    String::new()
                } else {
                    ids(row.id.as_str())
                },
                cells::counted(row),
                cells::about(row),
                row.claims.to_string(),
                row.attributions.to_string(),
                row.sources.to_string(),
                row.newest.to_string(),
            ];
            sheet.row(cells.map(|text| (text, Style::new())))?;
        }
        sheet.finish()
    }

    /// One record, and the attributions under it with all their fields.
    ///
    /// # Errors
    /// Fails where writing does.
    pub fn detail(self, out: &mut dyn Write, ids: Ids<'_>, detail: &Detail) -> io::Result<()> {
        let Detail {
            noun,
            id,
            fields,
            rows,
            held,
            withdrawn,
        } = detail;
        // An attribution that is there says its own id.
        let is_row = *noun == Some(Noun::Attribution) && !rows.is_empty();
        let noun = noun.map_or_else(|| "record".to_owned(), |noun| noun.to_string());
        let mut first = vec![(noun, ids(id.as_str()))];
        if is_row {
            first.clear();
        }
        if !withdrawn.is_empty() {
            first.push(("WITHDRAWN".to_owned(), withdrawn.to_string()));
        }
        first.extend(
            fields
                .iter()
                .map(|(name, value)| (name.to_string(), value.to_string())),
        );
        self.fields(out, &first)?;
        for (at, row) in rows.iter().enumerate() {
            if at > 0 || !first.is_empty() {
                writeln!(out)?;
            }
            self.fields(out, &whole::whole(row, ids))?;
        }
        for words in held {
            if words.withheld {
                let capture = words.capture.as_str();
                let which = match capture.is_empty() {
                    true => String::new(),
                    false => format!(" of capture {}", ids(capture)),
                };
                writeln!(out, "\ntext{which}: withheld, as confidential")?;
                continue;
            }
            writeln!(
                out,
                "\ntext of capture {} ({})",
                ids(words.capture.as_str()),
                visible(words.reader.as_str())
            )?;
            self.marked(out, words, ids)?;
        }
        Ok(())
    }

    /// Writes the words held of a record and nothing else: of the document, or of the whole page.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn plain(self, out: &mut dyn Write, detail: &Detail, whole: bool) -> io::Result<()> {
        for words in &detail.held {
            let page = if whole && !words.page.is_empty() {
                &words.page
            } else {
                &words.document
            };
            for line in page.as_str().split('\n') {
                writeln!(out, "{}", self.words(line))?;
            }
        }
        Ok(())
    }

    fn fields(self, out: &mut dyn Write, fields: &[(String, String)]) -> io::Result<()> {
        let Some(width) = self.width else {
            for (name, value) in fields {
                // Line breaks are content: the lines that follow stand under no name.
                let mut before = visible(name);
                for line in value.split('\n') {
                    writeln!(out, "{before}\t{}", visible(line))?;
                    before = "".into();
                }
            }
            return Ok(());
        };
        let shown = |text: &str| visible_lines(text).into_owned();
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (shown(name), shown(value)))
            .collect();
        out.write_all(fields::fields(&fields, width, self.colour).as_bytes())
    }
}

/// A list of attributions on its way to a screen.
pub struct List<'a> {
    sheet: Sheet<'a, 5>,
    ids: Ids<'a>,
}

impl Render for List<'_> {
    fn begin(&mut self, _: &Head) -> io::Result<()> {
        Ok(())
    }

    fn has_topics(&self) -> bool {
        false
    }

    fn row(&mut self, row: &Row) -> io::Result<()> {
        let emphasis = match row.stance {
            Stance::Asserts => Style::new(),
            _ => unlike(),
        };
        let mut when = cells::when(&row.said, row.sort_date.as_str(), row.sort_basis);
        if self.sheet.screen.width.is_some()
            && row.sort_basis == SortBasis::Said
            && !row.said.edtf.is_empty()
        {
            when = cells::jointed(&when);
        }
        self.sheet.row([
            ((self.ids)(row.id.as_str()), Style::new()),
            (when, Style::new()),
            (cells::speaker(row), Style::new()),
            (cells::claim(row), emphasis),
            (cells::source(&row.source), Style::new()),
        ])
    }

    /// What the tail says goes to stderr, which is the command line's.
    fn end(&mut self, _: &Tail) -> io::Result<()> {
        self.sheet.finish()
    }
}

/// What a check found, row by row.
pub struct Findings<'a> {
    sheet: Sheet<'a, 4>,
    ids: Ids<'a>,
}

impl Findings<'_> {
    /// One thing found.
    ///
    /// # Errors
    /// Fails where writing does.
    pub fn row(&mut self, finding: &Finding) -> io::Result<()> {
        let check = finding.check.map(|check| check.to_string());
        let cells = [
            check.unwrap_or_default(),
            (self.ids)(finding.id.as_str()),
            what(finding),
            finding.source.to_string(),
        ];
        self.sheet.row(cells.map(|text| (text, Style::new())))
    }

    /// The end of them.
    ///
    /// # Errors
    /// Fails where writing does.
    pub fn finish(mut self) -> io::Result<()> {
        self.sheet.finish()
    }
}

/// Rows of cells: laid out for a terminal, or one line each.
struct Sheet<'a, const N: usize> {
    out: &'a mut dyn Write,
    screen: Screen,
    columns: [Column; N],
    table: Table,
    waiting: usize,
    /// Whether a pipe is told the columns: numbers alone do not say what they count.
    headed: bool,
}

impl<'a, const N: usize> Sheet<'a, N> {
    fn new(screen: Screen, out: &'a mut dyn Write, columns: [Column; N]) -> Self {
        Self {
            out,
            screen,
            table: Table::new(columns.clone()),
            columns,
            waiting: 0,
            headed: false,
        }
    }

    fn row(&mut self, cells: [(String, Style); N]) -> io::Result<()> {
        if self.screen.width.is_none() {
            if std::mem::take(&mut self.headed) {
                let headings: Vec<_> = self.columns.iter().map(Column::heading).collect();
                writeln!(self.out, "{}", headings.join("\t"))?;
            }
            let cells = cells.each_ref().map(|(text, _)| visible(text));
            return writeln!(self.out, "{}", cells.join("\t"));
        }
        let cells = cells.map(|(text, style)| Cell::new(visible_lines(&text)).style(style));
        self.table.row(cells);
        self.waiting += 1;
        match self.waiting < PAGE {
            true => Ok(()),
            false => self.finish(),
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        let text = self.table.render(self.screen.width, self.screen.colour);
        self.table = Table::new(self.columns.clone());
        self.waiting = 0;
        self.out.write_all(text.as_bytes())
    }
}

fn id_column() -> Column {
    Column::fixed("id").style(Style::new().dimmed())
}

/// What is said otherwise than as so must catch the eye.
fn unlike() -> Style {
    Style::new().fg_color(Some(AnsiColor::Yellow.into()))
}

#[cfg(test)]
mod tests;
