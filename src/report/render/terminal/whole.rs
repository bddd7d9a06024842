//! One attribution with all its fields, as `show` prints it.

use super::Ids;
use super::cells;
use crate::model::Vocabulary;
use crate::report::render::words;
use crate::report::value::{
    DateValue, FigureValue, HopValue, OccasionValue, Row, SortBasis, WordsValue,
};

/// Its fields that are set, in the order of reading.
pub(super) fn whole(row: &Row, ids: Ids<'_>) -> Vec<(String, String)> {
    // Without `..`: a new field must find its place here.
    let Row {
        id,
        stance: _,
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
        lang_found,
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
    let mut fields = Vec::new();
    let mut field = |name: &str, value: String| {
        if !value.is_empty() {
            fields.push((name.to_owned(), value));
        }
    };
    field("attribution", ids(id.as_str()));
    field("claim", cells::claim(row));
    field("kind", claim.kind.map_or(String::new(), |k| k.to_string()));
    field("topics", joined(claim.topics.iter(), ", "));
    field("holds", date(&claim.holds));
    for wording in &claim.wordings {
        field(
            "wording",
            format!(
                "{} ({})",
                wording.text,
                words::language(wording.lang.as_str())
            ),
        );
    }
    field("speaker", cells::speaker(row));
    field("doubt", doubt.to_string());
    field(
        "disputed",
        match disputed {
            true => "desks disagree on it, and nobody settled it yet".to_owned(),
            false => String::new(),
        },
    );
    field("name as written", name_as_written.to_string());
    field("role", role.to_string());
    field(
        "on behalf of",
        on_behalf_of.as_ref().map_or(String::new(), cells::named),
    );
    field("said", date(said));
    if *sort_basis != SortBasis::Said {
        field("listed as", cells::dated(sort_date.as_str(), *sort_basis));
    }
    if let Some(occasion) = occasion {
        let OccasionValue {
            id,
            label,
            r#where,
            medium,
            jointly,
            speakers,
        } = occasion;
        let medium = medium.map_or(String::new(), |m| m.to_string());
        let jointly = jointly.map_or(String::new(), |j| format!("jointly: {j}"));
        let speakers = joined(speakers.iter(), ", ");
        let id = if id.is_empty() {
            String::new()
        } else {
            ids(id.as_str())
        };
        let told = [
            label.to_string(),
            r#where.to_string(),
            medium,
            speakers,
            jointly,
            id,
        ];
        field(
            "occasion",
            joined(told.iter().filter(|t| !t.is_empty()), "; "),
        );
    }
    field("manner", manner.map_or(String::new(), |m| m.to_string()));
    field("cue", cue.to_string());
    field("hedge", hedge.to_string());
    field("via", joined(via.iter().map(hop), "\n"));
    field("citing", joined(citing.iter().map(hop), "\n"));
    if passage != quote && !passage.is_empty() {
        field(
            "passage",
            format!(
                "{passage}\n{}",
                words::printed(lang.as_str(), lang_found.as_str(), "")
            ),
        );
    }
    if !quote.is_empty() {
        let printed = words::printed(lang.as_str(), lang_found.as_str(), spoken_lang.as_str());
        field("quote", format!("“{quote}”\n{printed}"));
    }
    if !lang_found.is_empty() {
        field("lang", format!("{lang_found} (found, not given)"));
    }
    for (name, other) in [("original", original), ("our translation", translation)] {
        if let Some(WordsValue { lang, text, by }) = other {
            let told = [words::language(lang.as_str()), by.to_string()];
            let told = joined(told.iter().filter(|t| !t.is_empty()), ", ");
            field(name, format!("{text}\n({told})"));
        }
    }
    for given in figures {
        field("figure", figure(given));
    }
    field(
        "credibility",
        credibility.map_or(String::new(), |c| format!("{c}: {}", c.meaning())),
    );
    field("note", note.to_string());
    field("source", cells::whole_source(source));
    field("part", part.map_or(String::new(), |p| p.to_string()));
    let page = Some(*page).filter(|page| *page > 0);
    field("page", page.map_or(String::new(), |page| page.to_string()));
    field("time", time.to_string());
    field("locator", locator.to_string());
    field("recorded", recorded.to_string());
    let occasion = occasion
        .as_ref()
        .map_or("", |occasion| occasion.id.as_str());
    let others = [
        ("claim", claim.id.as_str()),
        ("speaker", speaker.id.as_str()),
        ("source", source.id.as_str()),
        ("occasion", occasion),
    ];
    let others = others.iter().filter(|(_, id)| !id.is_empty());
    field(
        "see",
        joined(others.map(|(noun, id)| format!("{noun} {}", ids(id))), ", "),
    );
    fields
}

fn date(date: &DateValue) -> String {
    // The days it covers follow from the date: they are for programs.
    let DateValue {
        edtf,
        words,
        from: _,
        to: _,
    } = date;
    match (edtf.is_empty(), words.is_empty()) {
        (_, true) => edtf.to_string(),
        (true, false) => words.to_string(),
        (false, false) => format!("{edtf} ({words})"),
    }
}

fn hop(hop: &HopValue) -> String {
    let HopValue {
        speaker,
        name_as_written,
        role,
        cue,
        quote,
    } = hop;
    let quote = match quote.is_empty() {
        true => String::new(),
        false => format!("“{quote}”"),
    };
    let told = [
        cells::named(speaker),
        name_as_written.to_string(),
        role.to_string(),
        cue.to_string(),
        quote,
    ];
    joined(told.iter().filter(|t| !t.is_empty()), "; ")
}

fn figure(figure: &FigureValue) -> String {
    let FigureValue {
        expression,
        qualifier: _,
        low: _,
        low_open: _,
        high: _,
        high_open: _,
        best: _,
        unit: _,
        measure,
        counted,
        scope,
        as_of,
    } = figure;
    let mut told = vec![expression.to_string(), words::reading(figure)];
    let mut tell = |what: &str, value: &str| {
        if !value.is_empty() {
            told.push(format!("{what} {value}"));
        }
    };
    tell("counting", counted.as_str());
    tell("measure:", measure.as_str());
    tell("scope:", scope.as_str());
    tell("as of", &date(as_of));
    joined(told.iter().filter(|t| !t.is_empty()), "; ")
}

fn joined(items: impl Iterator<Item = impl ToString>, between: &str) -> String {
    items
        .map(|item| item.to_string())
        .collect::<Vec<_>>()
        .join(between)
}
