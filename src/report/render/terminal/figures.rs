//! The figures of a measure for a terminal: as lines with a chart beside them, or as a table of dates and speakers.

use std::io::{self, Write};

use anstyle::Style;

use super::{Ids, PAGE, Screen, cells, unlike};
use crate::layout::{Cell, Column, Table};
use crate::model::Stance;
use crate::report::render::chart::{self, Mark, Scale};
use crate::report::render::words::lives;
use crate::report::value::FigureLine;
use crate::text::visible::{visible, visible_lines};

/// From which width on a chart stands beside the lines.
const BESIDE: usize = 110;
/// How wide that is.
const NARROW: usize = 24;
/// What a chart leaves of the width to what it is a chart of.
const LABELS: usize = 44;
/// How wide a chart is where it goes into a pipe.
const NO_SCREEN: usize = 100;

/// In which shape figures are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A line for each occasion, with a chart beside it where there is room.
    Lines,
    /// A chart, with no more beside it than who, when and how many.
    Chart,
    /// A row for each date, a column for each speaker.
    Wide,
}

/// Figures on their way to a screen.
pub struct Figures<'a> {
    out: &'a mut dyn Write,
    screen: Screen,
    ids: Ids<'a>,
    shape: Shape,
    waiting: Vec<FigureLine>,
}

impl Screen {
    /// The figures of a measure, to be given one by one.
    pub fn figures<'a>(self, out: &'a mut dyn Write, ids: Ids<'a>, shape: Shape) -> Figures<'a> {
        Figures {
            out,
            screen: self,
            ids,
            shape,
            waiting: Vec::new(),
        }
    }
}

impl Figures<'_> {
    /// One of them.
    ///
    /// # Errors
    /// Fails where writing does.
    pub fn row(&mut self, line: &FigureLine) -> io::Result<()> {
        if self.shape == Shape::Lines && self.screen.width.is_none() {
            let row = self.lines_row(line);
            let cells = row.each_ref().map(|text| visible(text));
            return writeln!(self.out, "{}", cells.join("\t"));
        }
        self.waiting.push(line.clone());
        // A table of all dates and speakers, and a chart on one scale, need them all.
        match self.shape == Shape::Lines && self.waiting.len() >= PAGE {
            true => self.finish(),
            false => Ok(()),
        }
    }

    /// The end of them.
    ///
    /// # Errors
    /// Fails where writing does.
    pub fn finish(&mut self) -> io::Result<()> {
        let lines = std::mem::take(&mut self.waiting);
        if lines.is_empty() {
            return Ok(());
        }
        match self.shape {
            Shape::Lines => self.lines(&lines),
            Shape::Chart => self.chart(&lines),
            Shape::Wide => self.wide(&lines),
        }
    }

    fn lines_row(&self, line: &FigureLine) -> [String; 6] {
        let ids: Vec<String> = line
            .attributions
            .iter()
            .map(|id| (self.ids)(id.as_str()))
            .collect();
        let sources: Vec<String> = line.sources.iter().map(cells::source).collect();
        [
            ids.join(" "),
            when(line),
            speakers(line),
            lives::figure(line),
            lives::does(line),
            sources.join("; "),
        ]
    }

    fn lines(&mut self, lines: &[FigureLine]) -> io::Result<()> {
        let mut columns = vec![
            Column::text("id", 4, 1).style(Style::new().dimmed()),
            Column::text("said", 10, 1),
            Column::text("speaker", 12, 2),
            Column::text("figure", 16, 4),
            Column::text("does", 12, 3),
            Column::text("source", 10, 2),
        ];
        let beside = self.screen.width.is_some_and(|width| width >= BESIDE);
        let drawn = beside.then(|| drawn(lines, NARROW)).flatten();
        if let Some((axis, _)) = &drawn {
            columns.push(Column::fixed(axis.clone()));
        }
        let mut table = Table::new(columns);
        for (at, line) in lines.iter().enumerate() {
            let mut row: Vec<Cell> = self
                .lines_row(line)
                .iter()
                .map(|text| Cell::new(visible_lines(text)))
                .collect();
            if line.stance != Stance::Asserts {
                row[3] = row[3].clone().style(unlike());
            }
            if let Some((_, marks)) = &drawn {
                row.push(Cell::new(marks[at].clone()));
            }
            table.row(row);
        }
        self.write(&table)
    }

    fn chart(&mut self, lines: &[FigureLine]) -> io::Result<()> {
        let width = self.screen.width.unwrap_or(NO_SCREEN);
        let Some((axis, marks)) = drawn(lines, width.saturating_sub(LABELS).max(NARROW)) else {
            return Ok(());
        };
        let mut table = Table::new(vec![
            Column::text("said", 10, 1),
            Column::text("speaker", 10, 1),
            Column::fixed(axis),
            Column::text("figure", 10, 1),
        ]);
        for (line, mark) in lines.iter().zip(marks) {
            let mut figure = line
                .figures
                .first()
                .map(crate::report::render::words::reading)
                .unwrap_or_default();
            if let Some(stance) = crate::report::render::words::stance(line.stance) {
                figure = format!("{stance}: {figure}");
            }
            let texts = [when(line), speakers(line)];
            let mut row = texts.map(|text| Cell::new(visible_lines(&text))).to_vec();
            row.extend([Cell::new(mark), Cell::new(visible_lines(&figure))]);
            table.row(row);
        }
        self.write(&table)
    }

    fn wide(&mut self, lines: &[FigureLine]) -> io::Result<()> {
        let wide = Wide::of(lines);
        let mut rows = wide.rows();
        let header = rows.next().unwrap_or_default();
        if self.screen.width.is_none() {
            for row in std::iter::once(header).chain(rows) {
                let cells: Vec<_> = row.iter().map(|text| visible(text)).collect();
                writeln!(self.out, "{}", cells.join("\t"))?;
            }
            return Ok(());
        }
        let columns: Vec<Column> = header
            .iter()
            .enumerate()
            .map(|(at, name)| match at {
                0 => Column::text(visible(name), 10, 1),
                _ => Column::text(visible(name), 8, 2),
            })
            .collect();
        let mut table = Table::new(columns);
        for row in rows {
            table.row(row.iter().map(|text| Cell::new(visible_lines(text))));
        }
        self.write(&table)
    }

    fn write(&mut self, table: &Table) -> io::Result<()> {
        let text = table.render(self.screen.width, self.screen.colour);
        self.out.write_all(text.as_bytes())
    }
}

fn when(line: &FigureLine) -> String {
    cells::when(&line.said, line.sort_date.as_str(), line.sort_basis)
}

fn speakers(line: &FigureLine) -> String {
    let names: Vec<String> = line.speakers.iter().map(cells::named).collect();
    crate::report::render::words::and(&names)
}

/// The marks of lines on one scale, under an axis that names its ends.
fn drawn(lines: &[FigureLine], width: usize) -> Option<(String, Vec<String>)> {
    let unit = chart::unit_of(lines);
    let marks: Vec<Option<Mark>> = lines.iter().map(|line| Mark::of(line, unit)).collect();
    let scale = Scale::of(marks.iter().flatten())?;
    let (from, mut to) = (end(scale.from), end(scale.to));
    if scale.log {
        to += " (log)";
    }
    let room = width.saturating_sub(from.chars().count());
    let axis = format!("{from}{to:>room$}");
    let drawn = |mark: &Option<Mark>| match mark {
        Some(mark) => chart::cells(mark, &scale, width),
        None => "?".to_owned(),
    };
    Some((axis, marks.iter().map(drawn).collect()))
}

fn end(value: f64) -> String {
    crate::report::render::words::grouped(&value.to_string())
}

/// Dates and who gave which figure on them.
pub(in crate::report::render) struct Wide<'a> {
    speakers: Vec<String>,
    dates: Vec<(String, Vec<&'a FigureLine>)>,
}

impl<'a> Wide<'a> {
    /// Of lines in their order.
    pub fn of(lines: &'a [FigureLine]) -> Self {
        let mut wide = Self {
            speakers: Vec::new(),
            dates: Vec::new(),
        };
        let mut known = std::collections::HashSet::new();
        for line in lines {
            let who = speakers(line);
            if known.insert(who.clone()) {
                wide.speakers.push(who);
            }
            let date = when(line);
            match wide.dates.last_mut() {
                Some((last, lines)) if *last == date => lines.push(line),
                _ => wide.dates.push((date, vec![line])),
            }
        }
        wide
    }

    /// The header, then a row a date.
    pub fn rows(&self) -> impl Iterator<Item = Vec<String>> {
        let said = std::iter::once("said".to_owned());
        let header: Vec<String> = said.chain(self.speakers.iter().cloned()).collect();
        let rows = self.dates.iter().map(|(date, lines)| {
            let mut row = vec![String::new(); self.speakers.len() + 1];
            row[0].clone_from(date);
            for line in lines {
                let who = speakers(line);
                let Some(at) = self.speakers.iter().position(|name| *name == who) else {
                    continue;
                };
                let cell = &mut row[at + 1];
                if !cell.is_empty() {
                    *cell += " | ";
                }
                *cell += &lives::figure(line);
            }
            row
        });
        std::iter::once(header).chain(rows)
    }
}
