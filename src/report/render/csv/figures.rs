//! The figures of a measure as a table: a line for each occasion, or a row a date and a column a speaker.

use std::io::{self, Write};

use super::guarded;
use crate::model::Vocabulary;
use crate::report::render::terminal::Wide;
use crate::report::value::{FigureLine, FigureValue};

fn writer(out: &mut dyn Write) -> csv::Writer<&mut dyn Write> {
    csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out)
}

fn write(out: &mut csv::Writer<&mut dyn Write>, cells: &[String], mark: &str) -> io::Result<()> {
    for (at, cell) in cells.iter().enumerate() {
        let mark = if at == 0 { mark } else { "" };
        out.write_field(format!("{mark}{}", guarded(cell)))?;
    }
    Ok(out.write_record(None::<&[u8]>)?)
}

/// The byte order mark, which tells Excel that it is UTF-8.
const MARK: &str = "\u{feff}";

/// One line an occasion, for spreadsheets; to be given one by one.
pub struct Figures<'a>(csv::Writer<&'a mut dyn Write>);

/// Begins the table.
///
/// # Errors
/// Fails where writing does.
pub fn figures(out: &mut dyn Write) -> io::Result<Figures<'_>> {
    let mut out = writer(out);
    let header = columns(&FigureLine::default()).map(|(name, _)| name.to_owned());
    write(&mut out, &header, MARK)?;
    Ok(Figures(out))
}

impl Figures<'_> {
    /// One of them.
    ///
    /// # Errors
    /// Fails where writing does.
    pub fn row(&mut self, line: &FigureLine) -> io::Result<()> {
        let cells = columns(line).map(|(_, cell)| cell);
        write(&mut self.0, &cells, "")
    }

    /// The end of them.
    ///
    /// # Errors
    /// Fails where writing does.
    pub fn finish(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A row a date and a column a speaker, for spreadsheets.
///
/// # Errors
/// Fails where writing does.
pub fn wide(out: &mut dyn Write, lines: &[FigureLine]) -> io::Result<()> {
    let mut out = writer(out);
    let mut mark = MARK;
    for row in Wide::of(lines).rows() {
        write(&mut out, &row, mark)?;
        mark = "";
    }
    out.flush()
}

/// The cells of a line under their names. Without `..`: a new field must find its place.
fn columns(line: &FigureLine) -> [(&'static str, String); 27] {
    let FigureLine {
        attributions,
        said,
        sort_date,
        sort_basis,
        speakers,
        occasion,
        stance,
        figures,
        does,
        beside,
        doubts,
        sources,
    } = line;
    let joined = |items: &mut dyn Iterator<Item = String>| -> String {
        items.collect::<Vec<_>>().join(" | ")
    };
    let unwritten = FigureValue::default();
    let figure = figures.first().unwrap_or(&unwritten);
    let yes = |yes: bool| if yes { "true" } else { "" }.to_owned();
    let effect = |of: fn(&crate::report::value::FigureEffect) -> String| -> String {
        does.iter().map(of).collect::<Vec<_>>().join(" | ")
    };
    let basis = format!("{sort_basis:?}").to_lowercase();
    [
        ("said", said.edtf.to_string()),
        ("sort_date", sort_date.to_string()),
        ("sort_basis", basis),
        (
            "speaker",
            joined(&mut speakers.iter().map(|s| s.name.to_string())),
        ),
        ("stance", stance.word().to_owned()),
        (
            "figure",
            joined(&mut figures.iter().map(|f| f.expression.to_string())),
        ),
        (
            "qualifier",
            figure.qualifier.map_or(String::new(), |q| q.to_string()),
        ),
        ("low", figure.low.to_string()),
        ("low_open", yes(figure.low_open)),
        ("high", figure.high.to_string()),
        ("high_open", yes(figure.high_open)),
        ("best", figure.best.to_string()),
        ("unit", figure.unit.to_string()),
        ("measure", figure.measure.to_string()),
        (
            "counted",
            joined(&mut figures.iter().map(|f| f.counted.to_string())),
        ),
        ("scope", figure.scope.to_string()),
        ("as_of", figure.as_of.edtf.to_string()),
        ("does", effect(|e| e.does.to_string())),
        ("because", effect(|e| e.because.to_string())),
        ("last", effect(|e| e.last.to_string())),
        ("last_said", effect(|e| e.last_said.to_string())),
        (
            "beside",
            beside.as_ref().map_or(String::new(), |b| b.is.to_string()),
        ),
        (
            "beside_speaker",
            beside.as_ref().map_or(String::new(), |b| {
                joined(&mut b.speakers.iter().map(|s| s.to_string()))
            }),
        ),
        (
            "beside_figure",
            beside
                .as_ref()
                .map_or(String::new(), |b| b.last.to_string()),
        ),
        ("doubt", joined(&mut doubts.iter().map(|d| d.to_string()))),
        (
            "source",
            joined(&mut sources.iter().map(|s| s.name.to_string())),
        ),
        (
            "id",
            joined(
                &mut attributions
                    .iter()
                    .map(|id| id.to_string())
                    .chain(occasion.iter().map(|o| format!("occasion {}", o.id))),
            ),
        ),
    ]
}
