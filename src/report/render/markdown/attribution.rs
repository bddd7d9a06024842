//! One attribution of a report: who said it when, how and where, then the words.

use std::io::{self, Write};

use super::escape::{block, inline, italic};
use super::sentence;
use crate::model::{Jointly, Vocabulary};
use crate::report::render::words;
use crate::report::value::{
    DateValue, FigureValue, HopValue, OccasionValue, Row, SortBasis, WordsValue,
};

/// Writes it, each part behind a blank line.
pub(super) fn write(out: &mut dyn Write, row: &Row, number: u64) -> io::Result<()> {
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
    } = row;

    let mut facts = vec![format!("**{}**", when(said))];
    let mut fact = |text: String| facts.push(text);
    if *sort_basis != SortBasis::Said {
        fact(listed_under(*sort_basis, sort_date.as_str()));
    }
    match (manner, cue.is_empty()) {
        (Some(manner), true) => fact(manner.word().to_owned()),
        (Some(manner), false) => fact(format!("{manner}, {}", italic(cue.as_str()))),
        (None, true) => {}
        (None, false) => fact(italic(cue.as_str())),
    }
    if !hedge.is_empty() {
        fact(format!("hedged {}", italic(hedge.as_str())));
    }
    if !name_as_written.is_empty() && name_as_written != &speaker.name {
        fact(format!("named as {}", italic(name_as_written.as_str())));
    }
    if !role.is_empty() {
        fact(format!("as {}", italic(role.as_str())));
    }
    if let Some(on_behalf_of) = on_behalf_of {
        fact(format!(
            "on behalf of {}",
            inline(on_behalf_of.name.as_str())
        ));
    }
    facts.extend(occasion.iter().filter_map(happened));
    if !via.is_empty() {
        facts.push(format!("through {}", hops(via, ", then ")));
    }
    if !citing.is_empty() {
        facts.push(format!("citing {}", hops(citing, ", who cites ")));
    }
    let mut place = vec![format!("[{number}]")];
    place.extend(part.map(|part| part.to_string()));
    if *page > 0 {
        place.push(format!("page {page}"));
    }
    if !time.is_empty() {
        place.push(format!("at {}", inline(time.as_str())));
    }
    if !locator.is_empty() {
        place.push(inline(locator.as_str()));
    }
    facts.push(place.join(", "));
    writeln!(out, "\n{}{}", facts.join(" · "), super::id(id))?;

    if !doubt.is_empty() {
        say(out, "**Doubt:**", doubt.as_str())?;
    }
    if *disputed {
        writeln!(
            out,
            "\n**Disputed:** desks disagree on this record, and nobody settled it yet."
        )?;
    }
    if !passage.is_empty() && passage != quote {
        // The passage is the source's own, so that no other language can lie behind it.
        let printed = words::printed(lang.as_str(), "");
        writeln!(out, "\nPassage {}:\n", inline(&printed))?;
        write!(out, "{}", block(passage.as_str(), "> "))?;
    }
    if !quote.is_empty() {
        let printed = words::printed(lang.as_str(), spoken_lang.as_str());
        writeln!(out, "\nQuote {}:\n", inline(&printed))?;
        write!(out, "{}", block(&format!("“{quote}”"), "> "))?;
    }
    if let Some(WordsValue { lang, text, by }) = original {
        writeln!(
            out,
            "\nOriginal{}:\n",
            from(lang.as_str(), "printed in", by.as_str())
        )?;
        write!(out, "{}", block(text.as_str(), "> "))?;
    }
    if let Some(WordsValue { lang, text, by }) = translation {
        // Ours, and so neither set apart nor in marks.
        let what = format!("Our translation{}:", from(lang.as_str(), "by", by.as_str()));
        say(out, &what, text.as_str())?;
    }
    for given in figures {
        writeln!(out, "\n{}", figure(given))?;
    }
    if let Some(credibility) = credibility {
        writeln!(
            out,
            "\nCredibility {credibility} ({}).",
            credibility.meaning()
        )?;
    }
    if !note.is_empty() {
        say(out, "Note:", note.as_str())?;
    }
    Ok(())
}

fn say(out: &mut dyn Write, what: &str, text: &str) -> io::Result<()> {
    let text = block(text, "");
    writeln!(out, "\n{what} {}", sentence(text.trim().to_owned()))
}

/// A date for a reader, with the source's words for it.
pub(super) fn date(value: &DateValue) -> String {
    // The days it covers follow from the date: they are for programs.
    let DateValue {
        edtf,
        words,
        from: _,
        to: _,
    } = value;
    match (edtf.is_empty(), words.is_empty()) {
        (_, true) => inline(&words::date(edtf.as_str())),
        (true, false) => italic(words.as_str()),
        (false, false) => {
            format!(
                "{} ({})",
                inline(&words::date(edtf.as_str())),
                italic(words.as_str())
            )
        }
    }
}

/// When, without a verb: who declines to say something does not say it.
fn when(said: &DateValue) -> String {
    match (said.edtf.is_empty(), said.words.is_empty()) {
        (true, true) => "Date not known".to_owned(),
        (true, false) => format!("Date as written: {}", date(said)),
        (false, _) => super::capitalised(&date(said)),
    }
}

fn listed_under(basis: SortBasis, date: &str) -> String {
    let what = match basis {
        SortBasis::Said => "saying",
        SortBasis::Published => "publication",
        SortBasis::Captured => "capture",
        SortBasis::Recorded => "recording",
    };
    format!("listed by date of {what}: {}", inline(&words::date(date)))
}

/// The occasion: its name, place, medium, and who spoke together.
fn happened(occasion: &OccasionValue) -> Option<String> {
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
        told.push(inline(label.as_str()));
    }
    if !r#where.is_empty() {
        told.push(format!("in {}", inline(r#where.as_str())));
    }
    told.extend(medium.map(|medium| medium.to_string()));
    if speakers.len() > 1 {
        let speakers: Vec<_> = speakers.iter().map(|s| inline(s.as_str())).collect();
        let how = match jointly {
            Some(Jointly::Yes) => "with one voice",
            Some(Jointly::No) => "each for itself",
            Some(Jointly::Unclear) | None => "unclear whether with one voice",
        };
        told.push(format!("by {} ({how})", words::and(&speakers)));
    }
    (!told.is_empty()).then(|| format!("occasion: {}", told.join(", ")))
}

fn hops(hops: &[HopValue], between: &str) -> String {
    hops.iter().map(hop).collect::<Vec<_>>().join(between)
}

fn hop(hop: &HopValue) -> String {
    let HopValue {
        speaker,
        name_as_written,
        role,
        cue,
        quote,
    } = hop;
    let mut notes = Vec::new();
    if !name_as_written.is_empty() && name_as_written != &speaker.name {
        notes.push(format!("named as {}", italic(name_as_written.as_str())));
    }
    if !role.is_empty() {
        notes.push(format!("as {}", italic(role.as_str())));
    }
    if !cue.is_empty() {
        notes.push(italic(cue.as_str()));
    }
    if !quote.is_empty() {
        notes.push(format!("“{}”", inline(quote.as_str())));
    }
    let name = inline(speaker.name.as_str());
    match notes.is_empty() {
        true => name,
        false => format!("{name} ({})", notes.join(", ")),
    }
}

/// A figure: as written, then as it was read.
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
    let mut told = Vec::new();
    let reading = inline(&words::reading(figure));
    let written = italic(expression.as_str());
    told.push(match (written.is_empty(), reading.is_empty()) {
        (true, _) => reading,
        (false, true) => format!("{written} (not read yet)"),
        (false, false) => format!("{written}, read as {reading}"),
    });
    if !counted.is_empty() {
        told.push(format!("counting {}", italic(counted.as_str())));
    }
    if !measure.is_empty() {
        told.push(format!("measure: {}", inline(measure.as_str())));
    }
    if !scope.is_empty() {
        told.push(format!("scope: {}", inline(scope.as_str())));
    }
    if !as_of.edtf.is_empty() || !as_of.words.is_empty() {
        told.push(format!("as of {}", date(as_of)));
    }
    format!("Figure: {}.", told.join(" · "))
}

/// In which language, and whose: " (in English, by the desk)".
fn from(lang: &str, how: &str, by: &str) -> String {
    let lang = match lang {
        "" => None,
        "und" => Some("in a language not known".to_owned()),
        lang => Some(format!("in {}", inline(&words::language(lang)))),
    };
    let by = (!by.is_empty()).then(|| format!("{how} {}", inline(by)));
    let told: Vec<_> = lang.into_iter().chain(by).collect();
    match told.is_empty() {
        true => String::new(),
        false => format!(" ({})", told.join(", ")),
    }
}
