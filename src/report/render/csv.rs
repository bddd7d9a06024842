//! CSV: one line an attribution, flat columns, for spreadsheets and other programs.
//!
//! RFC 4180, lines ended by CR LF as it asks, which every reader takes. `docs/csv.md` documents
//! the columns; their names are those that `import` takes, so that a report can be read in again.
//! What a report says beside its rows (filters, how many were withheld) has no place here: the
//! command line says it on stderr.

use std::borrow::Cow;
use std::io::{self, Write};

use super::Render;
use crate::report::shown::Shown;
use crate::report::value::{
    ClaimValue, DateValue, FigureValue, Head, HopValue, OccasionValue, Row, SourceValue,
    SpeakerValue, Tail, WordsValue,
};
use crate::text::visible::visible_lines;

/// Between the items of a list in one cell; a `|` or `\` in an item has a `\` before it.
pub const BETWEEN: &str = " | ";

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
        let mark = if self.lossless { "" } else { "\u{feff}" };
        let columns = columns(&Row::default());
        let names = columns.iter().map(|(name, _)| *name).enumerate();
        let names = names.map(|(at, name)| {
            if at == 0 {
                format!("{mark}{name}")
            } else {
                name.to_owned()
            }
        });
        Ok(self.out.write_record(names)?)
    }

    fn row(&mut self, row: &Row) -> io::Result<()> {
        let columns = columns(row);
        let cells = columns.iter().map(|(_, cell)| match self.lossless {
            true => Cow::Borrowed(cell.as_str()),
            false => guarded(cell),
        });
        Ok(self
            .out
            .write_record(cells.map(|c| c.as_bytes().to_vec()))?)
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

/// The columns of a row, each with its name: names and values stand together, so that none is
/// under another's heading. Without `..`: a new field must find its place.
fn columns(row: &Row) -> Vec<(&'static str, String)> {
    let Row {
        id,
        stance,
        claim,
        speaker,
        name_as_written,
        role,
        on_behalf_of,
        manner,
        cue,
        hedge,
        said,
        sort_date,
        sort_basis,
        occasion,
        via,
        citing,
        figures,
        passage,
        quote,
        lang,
        spoken_lang,
        original,
        translation,
        doubt,
        credibility,
        note,
        part,
        page,
        time,
        locator,
        source,
        recorded,
        disputed,
    } = row;
    let ClaimValue {
        id: claim_id,
        text: claim_text,
        text_lang,
        kind: claim_kind,
        topics,
        holds,
        wordings,
    } = claim;
    let SpeakerValue {
        id: speaker_id,
        name: speaker_name,
        kind: speaker_kind,
        own_voice,
        confidential: speaker_confidential,
    } = speaker;
    let occasion = occasion.clone().unwrap_or_default();
    let OccasionValue {
        id: occasion_id,
        label: occasion_label,
        r#where,
        medium,
        jointly,
        speakers,
    } = &occasion;
    let wordings: Vec<_> = wordings
        .iter()
        .map(|w| format!("{}: {}", w.lang, w.text))
        .collect();
    let (original, translation) = (words(original), words(translation));
    let basis = format!("{sort_basis:?}").to_lowercase();
    let mut columns = vec![
        ("id", text(id)),
        ("said", text(&said.edtf)),
        (
            "speaker",
            if *own_voice {
                OWN_VOICE.to_owned()
            } else {
                text(speaker_name)
            },
        ),
        ("stance", stance.to_string()),
        ("claim", text(claim_text)),
        ("quote", text(quote)),
        ("passage", text(passage)),
        ("doubt", text(doubt)),
        ("claim_id", text(claim_id)),
        ("claim_lang", text(text_lang)),
        ("claim_kind", word(claim_kind)),
        ("topics", list(topics.iter())),
        ("holds", text(&holds.edtf)),
        ("holds_words", text(&holds.words)),
        ("wordings", list(wordings.iter())),
        ("speaker_id", text(speaker_id)),
        ("speaker_kind", word(speaker_kind)),
        ("speaker_confidential", flag(*speaker_confidential)),
        ("name_as_written", text(name_as_written)),
        ("role", text(role)),
        (
            "on_behalf_of",
            on_behalf_of
                .as_ref()
                .map_or(String::new(), |s| text(&s.name)),
        ),
        ("manner", word(manner)),
        ("cue", text(cue)),
        ("hedge", text(hedge)),
        ("said_words", text(&said.words)),
        ("said_from", text(&said.from)),
        ("said_to", text(&said.to)),
        ("sort_date", text(sort_date)),
        ("sort_basis", basis),
        ("occasion", text(occasion_label)),
        ("occasion_id", text(occasion_id)),
        ("where", text(r#where)),
        ("medium", word(medium)),
        ("jointly", word(jointly)),
        ("occasion_speakers", list(speakers.iter())),
    ];
    columns.extend(HOPS_VIA.into_iter().zip(hops(via)));
    columns.extend(HOPS_CITING.into_iter().zip(hops(citing)));
    columns.extend(figure_columns(figures));
    columns.extend([
        ("lang", text(lang)),
        ("spoken_lang", text(spoken_lang)),
        ("original", original.0),
        ("original_lang", original.1),
        ("original_source", original.2),
        ("translation", translation.0),
        ("translation_lang", translation.1),
        ("translation_by", translation.2),
        ("credibility", word(credibility)),
        ("note", text(note)),
        ("part", word(part)),
        (
            "page",
            if *page > 0 {
                page.to_string()
            } else {
                String::new()
            },
        ),
        ("time", text(time)),
        ("locator", text(locator)),
    ]);
    columns.extend(source_columns(source));
    columns.extend([("recorded", text(recorded)), ("disputed", flag(*disputed))]);
    columns
}

/// As `import` takes a document's own voice.
const OWN_VOICE: &str = crate::model::entry::OWN_VOICE;
const HOPS_VIA: [&str; 5] = [
    "via",
    "via_name_as_written",
    "via_role",
    "via_cue",
    "via_quote",
];
const HOPS_CITING: [&str; 5] = [
    "citing",
    "citing_name_as_written",
    "citing_role",
    "citing_cue",
    "citing_quote",
];

/// Each field of the hops as a list, in step with the names; empty where no hop has it.
fn hops(hops: &[HopValue]) -> [String; 5] {
    let field = |of: fn(&HopValue) -> &Shown| match hops.iter().all(|hop| of(hop).is_empty()) {
        true => String::new(),
        false => list(hops.iter().map(of)),
    };
    [
        field(|hop| &hop.speaker.name),
        field(|hop| &hop.name_as_written),
        field(|hop| &hop.role),
        field(|hop| &hop.cue),
        field(|hop| &hop.quote),
    ]
}

/// The first figure in columns, the others as JSON, so that none is lost.
fn figure_columns(figures: &[FigureValue]) -> Vec<(&'static str, String)> {
    let (first, more) = match figures {
        [] => (FigureValue::default(), figures),
        [first, more @ ..] => (first.clone(), more),
    };
    let FigureValue {
        expression,
        qualifier,
        low,
        low_open,
        high,
        high_open,
        best,
        unit,
        measure,
        counted,
        scope,
        as_of,
    } = &first;
    let more = match more.is_empty() {
        true => String::new(),
        // A figure is text and flags alone, which always have a JSON form.
        false => serde_json::to_string(more).unwrap_or_default(),
    };
    vec![
        ("figure", text(expression)),
        ("figure_qualifier", word(qualifier)),
        ("figure_low", text(low)),
        ("figure_low_open", flag(*low_open)),
        ("figure_high", text(high)),
        ("figure_high_open", flag(*high_open)),
        ("figure_best", text(best)),
        ("figure_unit", text(unit)),
        ("figure_measure", text(measure)),
        ("figure_counted", text(counted)),
        ("figure_scope", text(scope)),
        ("figure_as_of", text(&as_of.edtf)),
        ("figure_as_of_words", text(&as_of.words)),
        ("figures_more", more),
    ]
}

fn source_columns(source: &SourceValue) -> Vec<(&'static str, String)> {
    let SourceValue {
        id,
        number,
        name,
        kind,
        title,
        label,
        publisher,
        authors,
        url,
        archived,
        lang,
        published:
            DateValue {
                edtf,
                words,
                from: _,
                to: _,
            },
        read_on,
        read_on_because,
        seen_in,
        observations,
        reliability,
        confidential,
    } = source;
    // By the name that `import` knows it by: our label without its brackets.
    let named = if title.is_empty() && !label.is_empty() {
        label
    } else {
        name
    };
    vec![
        ("source", text(named)),
        ("source_id", text(id)),
        (
            "source_number",
            if *number > 0 {
                number.to_string()
            } else {
                String::new()
            },
        ),
        ("source_kind", word(kind)),
        ("source_title", text(title)),
        ("source_label", text(label)),
        ("source_publisher", text(publisher)),
        ("source_authors", list(authors.iter())),
        ("source_url", text(url)),
        ("source_archived", list(archived.iter())),
        ("source_lang", text(lang)),
        ("source_published", text(edtf)),
        ("source_published_words", text(words)),
        ("source_read_on", text(read_on)),
        ("source_read_on_because", text(read_on_because)),
        ("source_seen_in", text(seen_in)),
        ("source_observations", list(observations.iter())),
        ("source_reliability", text(reliability)),
        ("source_confidential", flag(*confidential)),
    ]
}

fn words(words: &Option<WordsValue>) -> (String, String, String) {
    let WordsValue {
        lang,
        text: words,
        by,
    } = words.clone().unwrap_or_default();
    (text(&words), text(&lang), text(&by))
}

fn text(shown: &Shown) -> String {
    shown.as_str().to_owned()
}

fn word(word: &Option<impl ToString>) -> String {
    word.as_ref().map_or(String::new(), ToString::to_string)
}

fn flag(is: bool) -> String {
    if is { "true".to_owned() } else { String::new() }
}

fn list(items: impl Iterator<Item = impl AsRef<str>>) -> String {
    let items = items.map(|item| item.as_ref().replace('\\', "\\\\").replace('|', "\\|"));
    items.collect::<Vec<_>>().join(BETWEEN)
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
            assert_eq!(cells[0]["via_cue"], "a rapporté | ");
            assert_eq!(cells[0]["via_role"], "");
            assert_eq!(cells[0]["figure"], "plus de 10.000");
            assert_eq!(cells[0]["figure_low"], "10000");
            assert_eq!(cells[2]["stance"], "denies");
            assert!(cells[2]["passage"].contains(":\n“I never"));
            assert!(cells[3]["figures_more"].contains("dozens-of"));
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

    #[test]
    fn a_bar_in_an_item_is_not_a_boundary() {
        assert_eq!(list(["a|b", "c\\"].iter()), "a\\|b | c\\\\");
    }

    #[test]
    fn the_manual_has_every_column_in_order() {
        let manual = include_str!("../../../docs/csv.md");
        let rows = manual.lines().filter_map(|line| line.strip_prefix("| `"));
        let told: Vec<_> = rows.map(|row| row.split('`').next().unwrap()).collect();
        let columns = columns(&Row::default());
        let names: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
        assert_eq!(told, names);
    }
}
