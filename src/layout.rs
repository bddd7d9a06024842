//! Tables for the terminal: aligned columns that fit a width, or one record below another where
//! they cannot.
//!
//! Content is never cut. Every text must have passed [`visible`](crate::text::visible::visible)
//! (or `visible_lines`); which columns there are, the terminal's width and whether it wants
//! colours are the caller's. Right-to-left text is put in the order of reading and left to the
//! terminal to turn round.

mod widths;
mod wrapped;

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use widths::{Wish, share};
use wrapped::{Frame, wrap};

/// Cells between two columns.
const GAP: usize = 2;
/// Below this many cells, columns are too narrow to read and records are shown.
const NARROW: usize = 60;
/// A row whose text would need more lines than this is easier read as a record.
const TALL: usize = 12;
/// No grapheme cluster in common use is wider, so a column of this width never breaks one.
const LEAST: usize = 4;

/// A column: its heading and how it takes part in the width.
#[derive(Debug, Clone)]
pub struct Column {
    heading: String,
    min: usize,
    weight: usize,
    right: bool,
    style: Style,
}

impl Column {
    /// A column that is never wrapped in a table: a date, an id, a figure.
    #[must_use]
    pub fn fixed(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            min: LEAST,
            weight: 0,
            right: false,
            style: Style::new(),
        }
    }

    /// A column of text that wraps, to no fewer cells than `min`; it gets what room is left by
    /// its `weight` among the others.
    #[must_use]
    pub fn text(heading: impl Into<String>, min: usize, weight: usize) -> Self {
        Self {
            min: min.max(LEAST),
            weight: weight.max(1),
            ..Self::fixed(heading)
        }
    }

    /// What stands above it.
    #[must_use]
    pub fn heading(&self) -> &str {
        &self.heading
    }

    /// Set to the right, as numbers are.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.right = true;
        self
    }

    /// The style of its cells that bring none.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }
}

/// A cell: text, and a style that shows only where colour is asked for.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    text: String,
    style: Style,
}

impl Cell {
    /// A cell in its column's style.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            style: Style::new(),
        }
    }

    /// In a style of its own.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    fn width(&self) -> usize {
        self.text
            .lines()
            .map(UnicodeWidthStr::width)
            .max()
            .unwrap_or(0)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

/// A text in lines of at most `width` cells, wrapped at spaces.
#[must_use]
pub fn paragraph(text: &str, width: usize) -> Vec<String> {
    let frame = Frame {
        width: width.max(LEAST),
        right: false,
    };
    let wrapped = wrap(&[frame], None, [vec![Cell::new(text)]], false);
    wrapped.lines().map(str::to_owned).collect()
}

/// Rows under headings. Laid out only when rendered.
#[derive(Debug, Clone)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new(columns: impl Into<Vec<Column>>) -> Self {
        Self {
            columns: columns.into(),
            rows: Vec::new(),
        }
    }

    /// Adds a row. Missing cells are empty; a cell without a column is a mistake of the caller.
    pub fn row<C: Into<Cell>>(&mut self, cells: impl IntoIterator<Item = C>) -> &mut Self {
        let mut row: Vec<Cell> = cells.into_iter().map(Into::into).collect();
        debug_assert!(row.len() <= self.columns.len(), "a cell without a column");
        row.resize_with(self.columns.len(), Cell::default);
        for (cell, column) in row.iter_mut().zip(&self.columns) {
            if cell.style.is_plain() {
                cell.style = column.style;
            }
        }
        self.rows.push(row);
        self
    }

    /// The lines, each ended by a line feed; nothing at all without rows.
    ///
    /// With a width, no line is wider (but for a width under 20, which is taken as 20). Without
    /// one, for a pipe, every row is one aligned line, whatever its length.
    #[must_use]
    pub fn render(&self, width: Option<usize>, colour: bool) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let Some(width) = width else {
            return self.unwrapped(colour);
        };
        match self.frames(width) {
            Some(frames) => {
                let rows = self.rows.iter().cloned();
                wrap(&frames, Some(self.headings()), rows, colour)
            }
            None => self.records(width.max(20), colour),
        }
    }

    fn headings(&self) -> Vec<Cell> {
        let bold = Style::new().bold();
        let headings = self.columns.iter().map(|column| &column.heading);
        headings.map(|h| Cell::new(h).style(bold)).collect()
    }

    fn natural(&self, column: usize) -> usize {
        let cells = self.rows.iter().map(|row| row[column].width()).max();
        cells.unwrap_or(0).max(self.columns[column].heading.width())
    }

    /// The columns' widths, or `None` where records are better.
    fn frames(&self, width: usize) -> Option<Vec<Frame>> {
        if width < NARROW {
            return None;
        }
        let wishes: Vec<Wish> = (0..self.columns.len())
            .map(|i| Wish {
                natural: self.natural(i),
                // The heading stays whole: it is the only thing that names the column.
                min: self.columns[i].min.max(self.columns[i].heading.width()),
                weight: self.columns[i].weight,
            })
            .collect();
        let gaps = GAP * self.columns.len().saturating_sub(1);
        let widths = share(&wishes, width.checked_sub(gaps)?)?;
        let is_tall = |row: &Vec<Cell>| {
            let mut cells = row.iter().zip(&widths);
            cells.any(|(cell, &width)| cell.text.width() > TALL * width)
        };
        if self.rows.iter().any(is_tall) {
            return None;
        }
        let frames = widths.iter().zip(&self.columns);
        Some(
            frames
                .map(|(&width, column)| Frame {
                    width,
                    right: column.right,
                })
                .collect(),
        )
    }

    /// One line a row. Line feeds become spaces, the one change that keeps a row a line.
    fn unwrapped(&self, colour: bool) -> String {
        let widths: Vec<usize> = (0..self.columns.len()).map(|i| self.natural(i)).collect();
        let mut text = String::new();
        for row in std::iter::once(&self.headings()).chain(&self.rows) {
            let mut line = String::new();
            for ((cell, column), &width) in row.iter().zip(&self.columns).zip(&widths) {
                let flat = cell.text.replace('\n', " ");
                let room = " ".repeat(width.saturating_sub(flat.width()));
                let style = if colour { cell.style } else { Style::new() };
                let (before, after) = if column.right {
                    (&*room, "")
                } else {
                    ("", &*room)
                };
                line += &format!("{before}{style}{flat}{style:#}{after}  ");
            }
            text += line.trim_end();
            text.push('\n');
        }
        text
    }

    /// Each row as a list of headings and values, the empty ones left out.
    fn records(&self, width: usize, colour: bool) -> String {
        let headings = self.columns.iter().map(|column| column.heading.width());
        let heading = headings.max().unwrap_or(0).clamp(LEAST, width / 3);
        let left = |width| Frame {
            width,
            right: false,
        };
        let frames = [left(heading), left(width - heading - GAP)];
        let records = self.rows.iter().map(|row| {
            let fields = self.headings().into_iter().zip(row.iter().cloned());
            let filled = fields.filter(|(_, value)| !value.text.is_empty());
            wrap(
                &frames,
                None,
                filled.map(|(h, value)| vec![h, value]),
                colour,
            )
        });
        records.collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests;
