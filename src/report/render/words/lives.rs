//! The lines of a measure's figures in words.

use super::{and, reading, stance};
use crate::report::value::{
    DateValue, FigureBeside, FigureEffect, FigureLine, FigurePair, FigureValue,
};

/// Who gave a figure.
pub fn speakers(line: &FigureLine) -> String {
    let names: Vec<String> = line.speakers.iter().map(|s| s.name.to_string()).collect();
    and(&names)
}

/// A figure: as written, as read, and of what, where and when it is said.
pub fn figure(line: &FigureLine) -> String {
    let each: Vec<String> = line.figures.iter().map(one).collect();
    let figure = each.join(" / ");
    let mut told = match stance(line.stance) {
        Some(stance) => format!("{stance}: {figure}"),
        None => figure,
    };
    if !line.doubts.is_empty() {
        told += " (?)";
    }
    told
}

fn one(figure: &FigureValue) -> String {
    let FigureValue {
        expression,
        counted,
        scope,
        as_of,
        ..
    } = figure;
    let mut told = expression.to_string();
    let read = reading(figure);
    if !read.is_empty() && read != told {
        told += &format!(" ({read})");
    }
    let day = date(as_of);
    let of = match day.is_empty() {
        true => String::new(),
        false => format!("as of {day}"),
    };
    for more in [counted.as_str(), scope.as_str(), &of] {
        if !more.is_empty() {
            told += &format!("; {more}");
        }
    }
    told
}

fn date(date: &DateValue) -> &str {
    match date.edtf.is_empty() {
        true => date.words.as_str(),
        false => date.edtf.as_str(),
    }
}

/// What a figure does to those before it.
pub fn does(line: &FigureLine) -> String {
    let mut told: Vec<String> = line.does.iter().map(effect).collect();
    told.extend(line.beside.iter().map(beside));
    told.join("; ")
}

fn effect(effect: &FigureEffect) -> String {
    let FigureEffect {
        speaker,
        does,
        because,
        last,
        last_said: _,
    } = effect;
    let mut told = does.to_string();
    if !because.is_empty() {
        told += &format!(": {because}");
    } else if !last.is_empty() && does.as_str() != "repeats" {
        told += &format!(" (was {last})");
    }
    match speaker.is_empty() {
        true => told,
        false => format!("{speaker}: {told}"),
    }
}

fn beside(beside: &FigureBeside) -> String {
    let FigureBeside {
        is,
        speakers,
        last,
        last_said: _,
    } = beside;
    let names: Vec<String> = speakers.iter().map(ToString::to_string).collect();
    let names = and(&names);
    match is.as_str() {
        "repeats" => format!("as {names}"),
        is => format!("{is} than {names} ({last})"),
    }
}

/// What two figures count, of what, and on which days both hold.
pub fn of(pair: &FigurePair) -> String {
    let (first, second) = (pair.first.figures.first(), pair.second.figures.first());
    let mut told: Vec<String> = Vec::new();
    for figure in [first, second].into_iter().flatten() {
        for word in [&figure.measure, &figure.scope] {
            if !word.is_empty() && !told.contains(&word.to_string()) {
                told.push(word.to_string());
            }
        }
    }
    let (from, to) = (pair.from.as_str(), pair.to.as_str());
    match (from.is_empty(), to.is_empty()) {
        (true, true) => {}
        _ if from == to => told.push(from.to_owned()),
        _ => told.push(format!("{from} to {to}")),
    }
    told.join("; ")
}

/// Why two figures stand so, and what they were read as for it.
pub fn because(pair: &FigurePair) -> String {
    let told = |read: &str| pair.because.as_str().contains(read);
    match told(pair.first_read.as_str()) && told(pair.second_read.as_str()) {
        true => pair.because.to_string(),
        false => format!(
            "{} (read as {} and {})",
            pair.because, pair.first_read, pair.second_read
        ),
    }
}
