//! Cells wrapped into columns of given widths: the one place that knows the crate `comfy-table`.
//!
//! It wraps at spaces, breaks a longer word between grapheme clusters, counts width by Unicode
//! Standard Annex 11 (East Asian wide characters and emoji take two cells, marks none), and leaves
//! styles out of the count. It is given every width and never asks the terminal; trap: its
//! absolute widths contain the padding.

use anstyle::{AnsiColor, Color, Effects, Style};
use comfy_table::{
    Attribute, CellAlignment, Color as Painted, ColumnConstraint, ContentArrangement, LineStyle,
    Table, TableStyle, Width,
};

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Cell, GAP};

/// A word of more bytes is broken here: `comfy-table` measures what is left of a word again for
/// each line (400,000 letters of Chinese without a space took 14 s).
const LONG_WORD: usize = 2000;

/// One column's width in terminal cells and side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) width: usize,
    pub(super) right: bool,
}

/// The rows as lines, each ended by a line feed and without spaces at its end. A header has a
/// thin rule under it.
pub(super) fn wrap(
    frames: &[Frame],
    header: Option<Vec<Cell>>,
    rows: impl IntoIterator<Item = Vec<Cell>>,
    colour: bool,
) -> String {
    let mut table = Table::new();
    table.load_style(TableStyle::new().header_separator(LineStyle::none().fill('─')));
    table.set_content_arrangement(ContentArrangement::Disabled);
    if colour {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    table.style_text_only();
    if let Some(header) = header {
        table.set_header(header.into_iter().map(painted));
    }
    for row in rows {
        let cells = row.into_iter().zip(frames);
        table.add_row(cells.map(|(cell, frame)| painted(broken(cell, frame.width))));
    }
    for (i, frame) in frames.iter().enumerate() {
        let gap = if i + 1 < frames.len() { GAP } else { 0 };
        if let Some(column) = table.column_mut(i) {
            column.set_padding((0, cells(gap)));
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(cells(
                frame.width + gap,
            ))));
            column.set_cell_alignment(if frame.right {
                CellAlignment::Right
            } else {
                CellAlignment::Left
            });
        }
    }
    let mut text = String::new();
    for line in table.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn cells(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}

/// The cell with its very long words broken at the column's width.
fn broken(cell: Cell, width: usize) -> Cell {
    if cell
        .text
        .split([' ', '\n'])
        .all(|word| word.len() <= LONG_WORD)
    {
        return cell;
    }
    let mut text = String::with_capacity(cell.text.len() * 2);
    for word in cell.text.split_inclusive([' ', '\n']) {
        let mut used = 0;
        for cluster in word.graphemes(true) {
            used += cluster.width();
            if used > width && word.len() > LONG_WORD && cluster != " " {
                text.push('\n');
                used = cluster.width();
            }
            text.push_str(cluster);
        }
    }
    Cell { text, ..cell }
}

fn painted(cell: Cell) -> comfy_table::Cell {
    let Cell { text, style } = cell;
    let mut painted = comfy_table::Cell::new_owned(text);
    if let Some(colour) = style.get_fg_color().and_then(paint) {
        painted = painted.fg(colour);
    }
    attributes(style).fold(painted, comfy_table::Cell::add_attribute)
}

fn attributes(style: Style) -> impl Iterator<Item = Attribute> {
    let effects = style.get_effects();
    [
        (Effects::BOLD, Attribute::Bold),
        (Effects::DIMMED, Attribute::Dim),
        (Effects::ITALIC, Attribute::Italic),
        (Effects::UNDERLINE, Attribute::Underlined),
    ]
    .into_iter()
    .filter_map(move |(effect, attribute)| effects.contains(effect).then_some(attribute))
}

/// The sixteen colours of the terminal's own theme; others are left out, since only these are
/// readable on every background.
fn paint(colour: Color) -> Option<Painted> {
    let Color::Ansi(colour) = colour else {
        return None;
    };
    Some(match colour {
        AnsiColor::Black => Painted::Black,
        AnsiColor::Red => Painted::DarkRed,
        AnsiColor::Green => Painted::DarkGreen,
        AnsiColor::Yellow => Painted::DarkYellow,
        AnsiColor::Blue => Painted::DarkBlue,
        AnsiColor::Magenta => Painted::DarkMagenta,
        AnsiColor::Cyan => Painted::DarkCyan,
        AnsiColor::White => Painted::Grey,
        AnsiColor::BrightBlack => Painted::DarkGrey,
        AnsiColor::BrightRed => Painted::Red,
        AnsiColor::BrightGreen => Painted::Green,
        AnsiColor::BrightYellow => Painted::Yellow,
        AnsiColor::BrightBlue => Painted::Blue,
        AnsiColor::BrightMagenta => Painted::Magenta,
        AnsiColor::BrightCyan => Painted::Cyan,
        AnsiColor::BrightWhite => Painted::White,
    })
}
