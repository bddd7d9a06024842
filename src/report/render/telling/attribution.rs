//! One attribution of a report: who said it when, how and where, then the words.

use super::line::{Line, sentence};
use super::unsound;
use super::{Part, Said};
use crate::model::{Jointly, Vocabulary};
use crate::report::render::words;
use crate::report::value::{
    DateValue, FigureValue, HopValue, OccasionValue, Row, SortBasis, WordsValue,
};

/// What is told of an attribution, in its order.
pub(super) fn tell(row: &Row, number: u64) -> Said {
    // Without `..`: a new field must find its place here.
    let Row {
        id,
        // Both stand in the heading above.
        stance: _,
        claim: _,
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
        source: _,
        // Our own bookkeeping, unless it is what the list is sorted by.
        recorded: _,
        disputed,
        unsound,
    } = row;
    let lang = lang.as_str();

    let mut facts = vec![when(said, lang).strong()];
    let mut fact = |line: Line| facts.push(line);
    if *sort_basis != SortBasis::Said {
        fact(listed_under(*sort_basis, sort_date.as_str()));
    }
    match (manner, cue.is_empty()) {
        (Some(manner), true) => fact(Line::ours(manner.word())),
        (Some(manner), false) => fact(Line::ours(format!("{manner}, ")).and_theirs(cue, lang)),
        (None, true) => {}
        (None, false) => fact(Line::theirs(cue, lang)),
    }
    if !hedge.is_empty() {
        fact(Line::ours("hedged ").and_theirs(hedge, lang));
    }
    if !name_as_written.is_empty() && name_as_written != &speaker.name {
        fact(Line::ours("named as ").and_theirs(name_as_written, lang));
    }
    if !role.is_empty() {
        fact(Line::ours("as ").and_theirs(role, lang));
    }
    if let Some(on_behalf_of) = on_behalf_of {
        fact(Line::ours("on behalf of ").and_named(&on_behalf_of.name));
    }
    facts.extend(occasion.iter().filter_map(happened));
    if !via.is_empty() {
        facts.push(Line::ours("through ").and(hops(via, ", then ", lang)));
    }
    if !citing.is_empty() {
        facts.push(Line::ours("citing ").and(hops(citing, ", who cites ", lang)));
    }
    let mut place = vec![Line::default().and_source(number)];
    place.extend(part.map(|part| Line::ours(part.word())));
    if *page > 0 {
        place.push(Line::ours(format!("page {page}")));
    }
    if !time.is_empty() {
        place.push(Line::ours("at ").and_named(time));
    }
    if !locator.is_empty() {
        place.push(Line::named(locator));
    }
    facts.push(Line::joined(place, ", "));

    let mut parts = Vec::new();
    let mut tell = |part: Part| parts.push(part);
    let remark = |label: &str, text: &str| Part::Remark {
        label: Line::ours(label),
        text: sentence(text),
        lang: String::new(),
    };
    if !doubt.is_empty() {
        tell(Part::Warning {
            label: "Doubt",
            text: sentence(doubt.as_str()),
        });
    }
    if *disputed {
        tell(Part::Warning {
            label: "Disputed",
            text: "desks disagree on this record, and nobody settled it yet.".to_owned(),
        });
    }
    if let Some(finding) = unsound {
        tell(Part::Line(unsound::told(finding, lang)));
    }
    if !passage.is_empty() && passage != quote {
        // The passage is the source's own, so that no other language can lie behind it.
        let printed = words::printed(lang, lang_found.as_str(), "");
        let passage = passage.as_str().trim_matches('\n');
        tell(Part::Apart {
            label: Line::ours("Passage ").and_ours(printed),
            text: passage.to_string(),
            lang: lang.to_owned(),
            quoted: false,
            quotes: within(passage, quote.as_str()),
        });
    }
    if !quote.is_empty() {
        let printed = words::printed(lang, lang_found.as_str(), spoken_lang.as_str());
        tell(Part::Apart {
            label: Line::ours("Quote ").and_ours(printed),
            text: quote.to_string(),
            lang: lang.to_owned(),
            quoted: true,
            quotes: Vec::new(),
        });
    }
    if let Some(WordsValue { lang, text, by }) = original {
        tell(Part::Apart {
            label: Line::ours("Original").and(from(lang.as_str(), "printed in", by.as_str())),
            text: text.to_string(),
            lang: lang.to_string(),
            quoted: false,
            quotes: Vec::new(),
        });
    }
    if let Some(WordsValue { lang, text, by }) = translation {
        // Ours, and so neither set apart nor in marks.
        tell(Part::Remark {
            label: Line::ours("Our translation").and(from(lang.as_str(), "by", by.as_str())),
            text: sentence(text.as_str()),
            lang: lang.to_string(),
        });
    }
    for given in figures {
        tell(Part::Line(figure(given, lang)));
    }
    if let Some(credibility) = credibility {
        tell(Part::Line(Line::ours(format!(
            "Credibility {credibility} ({}).",
            credibility.meaning()
        ))));
    }
    if !note.is_empty() {
        tell(remark("Note", note.as_str()));
    }
    Said {
        id: id.clone(),
        facts,
        parts,
    }
}

/// Where a quote stands in its passage: bytes from and to, one pair for each stretch between our cuts.
/// Nothing unless all of it stands there, in order: half a quote marked would mislead.
fn within(passage: &str, quote: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    for stretch in quote.split("[…]").map(str::trim).filter(|s| !s.is_empty()) {
        let Some(at) = passage[from..].find(stretch) else {
            return Vec::new();
        };
        let start = from + at;
        from = start + stretch.len();
        found.push((start, from));
    }
    found
}

/// A date for a reader, with the source's words for it.
pub(super) fn date(value: &DateValue, lang: &str) -> Line {
    // The days it covers follow from the date: they are for programs.
    let DateValue {
        edtf,
        words,
        from: _,
        to: _,
    } = value;
    // Digits and months of ours; what is no EDTF comes back as it is, and is made safe like any words.
    let day = || Line::ours(words::date(edtf.as_str()));
    match (edtf.is_empty(), words.is_empty()) {
        (_, true) => day(),
        (true, false) => Line::theirs(words, lang),
        (false, false) => day().and_ours(" (").and_theirs(words, lang).and_ours(")"),
    }
}

/// When, without a verb: who declines to say something does not say it.
fn when(said: &DateValue, lang: &str) -> Line {
    match (said.edtf.is_empty(), said.words.is_empty()) {
        (true, true) => Line::ours("Date not known"),
        (true, false) => Line::ours("Date as written: ").and(date(said, lang)),
        (false, _) => date(said, lang).capitalised(),
    }
}

fn listed_under(basis: SortBasis, date: &str) -> Line {
    let what = match basis {
        SortBasis::Said => "saying",
        SortBasis::Published => "publication",
        SortBasis::Captured => "capture",
        SortBasis::Recorded => "recording",
    };
    Line::ours(format!("listed by date of {what}: ")).and_ours(words::date(date))
}

/// The occasion: its name, place, medium, and who spoke together.
fn happened(occasion: &OccasionValue) -> Option<Line> {
    let OccasionValue {
        id: _,
        label,
        r#where,
        medium,
        jointly,
        speakers,
    } = occasion;
    let mut told = Vec::new();
    if !label.is_empty() {
        told.push(Line::named(label));
    }
    if !r#where.is_empty() {
        told.push(Line::ours("in ").and_named(r#where));
    }
    told.extend(medium.map(|medium| Line::ours(medium.word())));
    if speakers.len() > 1 {
        let how = match jointly {
            Some(Jointly::Yes) => "with one voice",
            Some(Jointly::No) => "each for itself",
            Some(Jointly::Unclear) | None => "unclear whether with one voice",
        };
        let speakers = Line::listed(speakers.iter().map(Line::named).collect());
        told.push(
            Line::ours("by ")
                .and(speakers)
                .and_ours(format!(" ({how})")),
        );
    }
    (!told.is_empty()).then(|| Line::ours("occasion: ").and(Line::joined(told, ", ")))
}

fn hops(hops: &[HopValue], between: &str, lang: &str) -> Line {
    Line::joined(hops.iter().map(|each| hop(each, lang)), between)
}

fn hop(hop: &HopValue, lang: &str) -> Line {
    let HopValue {
        speaker,
        name_as_written,
        role,
        cue,
        quote,
    } = hop;
    let mut notes = Vec::new();
    if !name_as_written.is_empty() && name_as_written != &speaker.name {
        notes.push(Line::ours("named as ").and_theirs(name_as_written, lang));
    }
    if !role.is_empty() {
        notes.push(Line::ours("as ").and_theirs(role, lang));
    }
    if !cue.is_empty() {
        notes.push(Line::theirs(cue, lang));
    }
    if !quote.is_empty() {
        notes.push(Line::default().and_quoted(quote, lang));
    }
    let name = Line::named(&speaker.name);
    match notes.is_empty() {
        true => name,
        false => name
            .and_ours(" (")
            .and(Line::joined(notes, ", "))
            .and_ours(")"),
    }
}

/// A figure: as written, then as it was read.
fn figure(figure: &FigureValue, lang: &str) -> Line {
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
    let mut told = Vec::new();
    let reading = words::reading(figure);
    let written = Line::theirs(expression, lang);
    told.push(match (written.is_empty(), reading.is_empty()) {
        (true, _) => Line::named(reading),
        (false, true) => written.and_ours(" (not read yet)"),
        (false, false) => written.and_ours(", read as ").and_named(reading),
    });
    if !counted.is_empty() {
        told.push(Line::ours("counting ").and_theirs(counted, lang));
    }
    if !measure.is_empty() {
        told.push(Line::ours("measure: ").and_named(measure));
    }
    if !scope.is_empty() {
        told.push(Line::ours("scope: ").and_named(scope));
    }
    if !as_of.edtf.is_empty() || !as_of.words.is_empty() {
        told.push(Line::ours("as of ").and(date(as_of, lang)));
    }
    Line::ours("Figure: ")
        .and(Line::joined(told, " · "))
        .and_ours(".")
}

/// In which language, and whose: " (in English, by the desk)".
fn from(lang: &str, how: &str, by: &str) -> Line {
    let lang = match lang {
        "" => None,
        "und" => Some(Line::ours("in a language not known")),
        lang => Some(Line::ours("in ").and_ours(words::language(lang))),
    };
    let by = (!by.is_empty()).then(|| Line::ours(format!("{how} ")).and_named(by));
    let told: Vec<_> = lang.into_iter().chain(by).collect();
    match told.is_empty() {
        true => Line::default(),
        false => Line::ours(" (").and(Line::joined(told, ", ")).and_ours(")"),
    }
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn a_quote_is_found_in_its_passage_whole_or_not_at_all() {
        let passage = "could, she said, “open the bridge” and “perhaps the gate” in May";
        let marked = |quote: &str| -> Vec<&str> {
            within(passage, quote)
                .into_iter()
                .map(|(from, to)| &passage[from..to])
                .collect()
        };
        assert_eq!(marked("open the bridge"), ["open the bridge"]);
        assert_eq!(
            marked("open the bridge […] perhaps the gate"),
            ["open the bridge", "perhaps the gate"]
        );
        assert!(marked("perhaps the gate […] open the bridge").is_empty());
        assert!(marked("open the door").is_empty());
        assert!(marked("").is_empty());
    }
}
