//! The flat columns of an attribution.

use crate::model::entry::OWN_VOICE;
use crate::report::shown::Shown;
use crate::report::value::{
    ClaimValue, DateValue, FigureValue, HopValue, OccasionValue, Row, SourceValue, SpeakerValue,
    WordsValue,
};

/// Between the items of a list in one cell; a `|` or `\` in an item has a `\` before it.
const BETWEEN: &str = " | ";

/// The columns of a row, each with its name: names and values stand together, so that none is
/// under another's heading. Without `..`: a new field must find its place.
///
/// A name that begins with `x_` is for reading: `import` has no such field, or would take the
/// value for something else (an id of this file, an alias).
pub(super) fn columns(row: &Row) -> Vec<(&'static str, String)> {
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
        // Only what is given.
        lang_found: _,
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
        // Told where a report is read; `check` lists it.
        unsound: _,
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
        ("x_id", text(id)),
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
        ("x_claim_id", text(claim_id)),
        ("text_lang", text(text_lang)),
        ("kind", word(claim_kind)),
        ("topics", list(topics.iter())),
        ("holds", text(&holds.edtf)),
        ("x_holds_words", text(&holds.words)),
        ("x_wordings", list(wordings.iter())),
        ("x_speaker_id", text(speaker_id)),
        ("speaker_kind", word(speaker_kind)),
        ("x_speaker_confidential", flag(*speaker_confidential)),
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
        ("x_said_from", text(&said.from)),
        ("x_said_to", text(&said.to)),
        ("x_sort_date", text(sort_date)),
        ("x_sort_basis", basis),
        ("x_occasion", text(occasion_label)),
        ("x_occasion_id", text(occasion_id)),
        ("x_where", text(r#where)),
        ("x_medium", word(medium)),
        ("x_jointly", word(jointly)),
        ("x_occasion_speakers", list(speakers.iter())),
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
    columns.extend([
        ("x_recorded", text(recorded)),
        ("x_disputed", flag(*disputed)),
    ]);
    columns
}

const HOPS_VIA: [&str; 5] = [
    "via",
    "x_via_name_as_written",
    "x_via_role",
    "x_via_cue",
    "x_via_quote",
];
const HOPS_CITING: [&str; 5] = [
    "citing",
    "x_citing_name_as_written",
    "x_citing_role",
    "x_citing_cue",
    "x_citing_quote",
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
        ("x_figure_as_of_words", text(&as_of.words)),
        ("x_figures_more", more),
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
        ("x_source_id", text(id)),
        (
            "x_source_number",
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
        ("x_source_published_words", text(words)),
        ("x_source_read_on", text(read_on)),
        ("x_source_read_on_because", text(read_on_because)),
        ("source_seen_in", text(seen_in)),
        ("x_source_observations", list(observations.iter())),
        ("source_reliability", text(reliability)),
        ("x_source_confidential", flag(*confidential)),
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
    use crate::model::{Attribution, Claim, Figure, Named, Original, Source, Translation};

    #[test]
    fn a_bar_in_an_item_is_not_a_boundary() {
        assert_eq!(list(["a|b", "c\\"].iter()), "a\\|b | c\\\\");
    }

    #[test]
    fn what_is_not_for_reading_alone_is_a_field_that_import_takes() {
        let parts = |begins: &str, fields: &[&str]| -> Vec<String> {
            fields
                .iter()
                .map(|field| format!("{begins}{field}"))
                .collect()
        };
        let taken = [
            parts("", Claim::<Named>::FIELDS),
            parts("", Attribution::<Named>::FIELDS),
            parts("source_", Source::<Named>::FIELDS),
            parts("figure_", Figure::<Named>::FIELDS),
            parts("original_", Original::<Named>::FIELDS),
            parts("translation_", Translation::FIELDS),
            parts("", &["claim", "speaker_kind", "figure"]),
        ]
        .concat();
        for (name, _) in columns(&Row::default()) {
            assert!(
                name.starts_with("x_") || taken.contains(&name.to_owned()),
                "{name}"
            );
        }
    }

    #[test]
    fn the_manual_has_every_column_in_order() {
        let manual = include_str!("../../../../docs/csv.md");
        let rows = manual.lines().filter_map(|line| line.strip_prefix("| `"));
        let told: Vec<_> = rows.map(|row| row.split('`').next().unwrap()).collect();
        let columns = columns(&Row::default());
        let names: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
        assert_eq!(told, names);
    }
}
