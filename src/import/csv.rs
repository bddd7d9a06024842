//! CSV and its kin: a header of field names, then one flat row a record.
//!
//! Commas, semicolons and tabs are told apart by the header line. In a cell, several topics,
//! speakers, authors or hops are separated by `;` or `|` (never by commas, which names contain),
//! several addresses by `|`. An empty cell is "not given".

use std::borrow::Cow;

use super::bad::Bad;
use super::cells::{Cell, Cutter};
use super::decode::Decoded;
use super::entry::Dossier;
use super::flat::{self, IGNORED, Mapping, OTHERS, tidy};
use super::lines::{self, Lines};
use super::node::{Key, Node, Table, Value};
use super::page::Page;
use super::template::Template;
use super::{Input, Rows};
use crate::error::{ErrorKind, Result};
use crate::model::{Entry, nearest};

/// Fields whose cells hold several things, and what may stand between.
const LISTS: &[(&str, &[char])] = &[
    ("topics", &[';', '|']),
    ("speaker", &[';', '|']),
    ("source_authors", &[';', '|']),
    ("via", &[';', '|']),
    ("citing", &[';', '|']),
    ("source_archived", &['|']),
];

/// Reads CSV.
///
/// # Errors
/// When the input cannot be read, or its header is not one.
pub fn open<'i>(mut input: Input<'i>) -> Result<Box<dyn Rows + 'i>> {
    let decoded = Decoded::new(input.bytes, input.encoding, true)?;
    let mut notices = Vec::new();
    let mut lines = Lines::new(input.name, decoded);
    loop {
        if !lines.start()? {
            let place = Page::new(lines.file(), "", 1).place(0);
            return Err(crate::error::Error::input("the file is empty")
                .at(place)
                .hint("its first line names the columns, such as `claim,speaker,source`"));
        }
        match lines.bytes() {
            blank if blank.trim_ascii().is_empty() => {}
            // Excel's own way of saying it, before the header.
            [b's', b'e', b'p', b'=', byte, rest @ ..] if rest.trim_ascii().is_empty() => {
                input.delimiter.get_or_insert(*byte);
            }
            _ => break,
        }
    }
    let delimiter = input.delimiter.unwrap_or_else(|| {
        let (found, name) = delimiter_of(lines.bytes());
        notices.extend(name.map(|name| format!("the columns are separated by {name}")));
        found
    });
    let mut cutter = Cutter::new(delimiter);
    complete(&mut lines, &mut cutter)?;
    let text = lines::utf8(lines.file(), lines.bytes(), lines.first())?;
    let page = Page::new(lines.file(), text, lines.first());
    let columns = columns(
        text,
        cutter.cells(),
        &input.mapping,
        &input.set,
        &input.templates,
    )
    .map_err(|bad| bad.on(&page, 0))?;
    let guarded = cutter
        .cells()
        .iter()
        .any(|cell| cell.text(text).starts_with(READING));
    Ok(Box::new(Csv {
        lines,
        cutter,
        columns,
        notices,
        keys: Dossier::default(),
        set: input.set,
        templates: input.templates,
        values: input.values,
        declared: input.encoding.is_some(),
        guarded,
        ended: false,
    }))
}

/// What a column gives: nothing, or a field.
struct Column {
    /// Its name, as columns are compared.
    name: String,
    field: Option<String>,
    separators: &'static [char],
}

struct Csv<'i> {
    lines: Lines<'i>,
    cutter: Cutter,
    columns: Vec<Column>,
    notices: Vec<String>,
    keys: Dossier<'static>,
    set: Vec<(String, String)>,
    templates: Vec<Template>,
    values: Vec<(String, String, String)>,
    declared: bool,
    /// Whether it is a report of ours, whose cells have the guard of a spreadsheet.
    guarded: bool,
    ended: bool,
}

impl Rows for Csv<'_> {
    fn notices(&self) -> Vec<String> {
        let mut notices = self.notices.clone();
        if let Some(encoding) = self.lines.input().other()
            && !self.declared
        {
            notices.push(format!(
                "the file is not UTF-8: it is read as {}; --encoding names another",
                encoding.name()
            ));
        }
        notices
    }
}

impl Iterator for Csv<'_> {
    type Item = Result<Entry>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let row = match self.lines.start() {
                Ok(false) => {
                    self.ended = true;
                    break;
                }
                Ok(true) if self.lines.bytes().trim_ascii().is_empty() => continue,
                Ok(true) => self.row(),
                Err(error) => Err(error),
            };
            if let Err(error) = &row {
                self.ended = error.kind() != ErrorKind::Input;
            }
            return Some(row);
        }
        None
    }
}

impl Csv<'_> {
    fn row(&mut self) -> Result<Entry> {
        complete(&mut self.lines, &mut self.cutter)?;
        let first = self.lines.first();
        let text = lines::utf8(self.lines.file(), self.lines.bytes(), first)?;
        let page = Page::new(self.lines.file(), text, first);
        let cells = self.cutter.cells();
        if cells.len() != self.columns.len() {
            let what = format!(
                "the row has {} where the header has {}",
                counted(cells.len()),
                counted(self.columns.len())
            );
            let bad =
                Bad::new(what).hint("put a cell with separators in it between quotation marks");
            return Err(bad.on(&page, 0));
        }
        let mut row: Table<'_> = Vec::with_capacity(cells.len());
        let written: Vec<Cow<'_, str>> = match self.templates.is_empty() {
            true => Vec::new(),
            false => cells.iter().map(|cell| cell.text(text)).collect(),
        };
        for (cell, column) in cells.iter().zip(&self.columns) {
            let words = cell.text(text);
            let Some(field) = &column.field else {
                continue;
            };
            if words.trim().is_empty() {
                continue;
            }
            let key = Key {
                at: cell.at,
                name: Cow::Borrowed(field.as_str()),
            };
            let words = if self.guarded {
                unguarded(words)
            } else {
                words
            };
            let value = value(words, cell.at, column.separators);
            row.push((key, Node { at: cell.at, value }));
        }
        let cell = |name: &str| {
            let at = self.columns.iter().position(|column| column.name == name)?;
            Some(written[at].as_ref())
        };
        let row = flat::with_templates(row, &self.templates, cell);
        let row = flat::with_constants(row, &self.set);
        let row = flat::with_values(row, &self.values, &Mapping::default());
        flat::read(&mut self.keys, &page, 0, row, &Mapping::default())
    }
}

/// How the columns of our own reports begin that are for reading alone.
const READING: &str = "x_";

/// A cell without the mark that our reports put before what a spreadsheet would take for a formula.
fn unguarded(words: Cow<'_, str>) -> Cow<'_, str> {
    match words.strip_prefix('\'') {
        Some(rest)
            if rest
                .trim_start_matches('\'')
                .starts_with(['=', '+', '-', '@']) =>
        {
            Cow::Owned(rest.to_owned())
        }
        _ => words,
    }
}

/// Reads on until no quotation mark is open.
fn complete(lines: &mut Lines<'_>, cutter: &mut Cutter) -> Result<()> {
    cutter.restart();
    loop {
        let whole = match cutter.read(lines.bytes()) {
            Ok(whole) => whole,
            Err(bad) => {
                let text = String::from_utf8_lossy(lines.bytes());
                return Err(bad.on(&Page::new(lines.file(), &text, lines.first()), 0));
            }
        };
        if whole {
            return Ok(());
        }
        if !lines.more()? {
            let text = String::from_utf8_lossy(lines.bytes());
            let bad = Bad::new("the quotation mark is never closed").at(cutter.open_at());
            let page = Page::new(lines.file(), &text, lines.first());
            return Err(bad
                .hint("close it, or double it if it belongs to the words")
                .on(&page, 0));
        }
    }
}

fn value<'t>(words: Cow<'t, str>, at: usize, separators: &[char]) -> Value<'t> {
    if separators.is_empty() || !words.contains(separators) {
        return Value::Text(words);
    }
    let parts = words.split(separators).map(str::trim);
    let node = |part: &str| Node {
        at,
        value: Value::Text(Cow::Owned(part.to_owned())),
    };
    Value::List(parts.filter(|part| !part.is_empty()).map(node).collect())
}

fn counted(cells: usize) -> String {
    match cells {
        1 => "1 cell".to_owned(),
        more => format!("{more} cells"),
    }
}

/// The separator that the header line has most of outside quotation marks, and its name.
fn delimiter_of(header: &[u8]) -> (u8, Option<&'static str>) {
    let kinds = [(b',', "commas"), (b';', "semicolons"), (b'\t', "tabs")];
    let mut counts = [0_usize; 3];
    let mut quoted = false;
    for byte in header {
        quoted ^= *byte == b'"';
        if let Some(kind) = kinds.iter().position(|(kind, _)| kind == byte && !quoted) {
            counts[kind] += 1;
        }
    }
    let mut best = 0;
    for kind in 1..kinds.len() {
        if counts[kind] > counts[best] {
            best = kind;
        }
    }
    let (found, name) = kinds[best];
    (found, (counts[best] > 0).then_some(name))
}

fn columns(
    text: &str,
    cells: &[Cell],
    mapping: &Mapping,
    set: &[(String, String)],
    templates: &[Template],
) -> Result<Vec<Column>, Bad> {
    let in_template = |name: &str| templates.iter().any(|t| t.columns().any(|c| c == name));
    let mut columns: Vec<Column> = Vec::with_capacity(cells.len());
    let mut seen = Vec::with_capacity(cells.len());
    let mut unknown: Vec<(usize, Cow<'_, str>)> = Vec::new();
    for cell in cells {
        let written = cell.text(text);
        let name = tidy(&written);
        let wanted = mapping.of_column(&written).unwrap_or(&name);
        if seen.contains(&name) {
            return Err(Bad::new(format!("two columns are called `{written}`"))
                .at(cell.at)
                .hint("rename one of them"));
        }
        let field = if wanted == IGNORED || wanted.starts_with(READING) {
            None
        } else {
            let field = flat::field(wanted);
            // What stands in a template need not be a field too.
            if field.is_none() && !(in_template(&name) && mapping.field(&written).is_none()) {
                unknown.push((cell.at, written.clone()));
            }
            field
        };
        if let Some(field) = &field
            && columns
                .iter()
                .any(|other| other.field.as_ref() == Some(field))
        {
            return Err(Bad::new(format!("two columns give `{field}`"))
                .at(cell.at)
                .hint(format!("leave one out: --map \"{written}={IGNORED}\"")));
        }
        let separators = LISTS
            .iter()
            .find(|(list, _)| Some(*list) == field.as_deref());
        columns.push(Column {
            name: name.clone(),
            field,
            separators: separators.map_or(&[], |(_, separators)| separators),
        });
        seen.push(name);
    }
    unknown_columns(&unknown, mapping)?;
    let templated = templates.iter().flat_map(Template::columns);
    let mut named = mapping.names().chain(templated);
    if let Some(lost) = named.find(|name| *name != OTHERS && !seen.iter().any(|n| n == name)) {
        let near = nearest(lost, seen.iter().map(String::as_str));
        let bad = Bad::new(format!("no column is called `{lost}`"));
        return Err(match near {
            Some(near) => bad.hint(format!("did you mean `{near}`?")),
            None => bad.hint(format!("the columns are: {}", seen.join(", "))),
        });
    }
    let gives = |field: &str| columns.iter().any(|c| c.field.as_deref() == Some(field));
    let set = set.iter().any(|(field, _)| field == "text")
        || templates.iter().any(|template| template.field == "text");
    if !gives("text") && !gives("id") && !set {
        return Err(
            Bad::new("no column is the claim").hint("say which one is: --map \"COLUMN=claim\"")
        );
    }
    Ok(columns)
}

/// Names every column that is no field, each with the field nearest to it: a table is mended in one go.
fn unknown_columns(unknown: &[(usize, Cow<'_, str>)], mapping: &Mapping) -> Result<(), Bad> {
    let Some((first, name)) = unknown.first() else {
        return Ok(());
    };
    let mut fields: Vec<_> = flat::names().collect();
    fields.sort_unstable();
    let near = |written: &str| {
        let wanted = mapping
            .field(written)
            .map_or_else(|| tidy(written), str::to_owned);
        nearest(&wanted, fields.iter().copied())
    };
    if let [_] = unknown {
        let out = format!("--map \"{name}=FIELD\", or --map \"{name}={IGNORED}\" to leave it out");
        let bad = Bad::new(format!("unknown column `{name}`")).at(*first);
        return Err(match near(name) {
            Some(near) => bad.hint(format!("did you mean `{near}`? Else: {out}")),
            None => bad.hint(out),
        });
    }
    let all: Vec<_> = unknown
        .iter()
        .map(|(_, name)| format!("`{name}`"))
        .collect();
    let mut out: Vec<_> = unknown
        .iter()
        .map(|(_, name)| match near(name) {
            Some(near) => format!("`{name}`: did you mean `{near}`?"),
            None => format!("`{name}`: no field is near"),
        })
        .collect();
    out.push(format!(
        "give each its field with --map \"COLUMN=FIELD\", or leave it out with --map \"COLUMN={IGNORED}\""
    ));
    Err(Bad::new(format!("unknown columns {}", all.join(", ")))
        .at(*first)
        .hint(out.join("\n")))
}
