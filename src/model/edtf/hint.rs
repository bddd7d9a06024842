//! What a refused text was probably meant to be. Only ever tried after a failure: nothing here makes a text readable, it only helps to mend it.

use super::day::Day;
use super::error::EdtfError;
use super::parse::strict;

/// Beyond this the text is no date with a slip in it.
const LONGEST: usize = 80;

/// Hyphens, dashes and the minus sign that typesetting puts for a hyphen.
const DASHES: [char; 5] = ['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2212}'];

/// The error with a better hint, if one of the usual slips explains it.
pub(super) fn improve(text: &str, error: EdtfError) -> EdtfError {
    if text.len() > LONGEST {
        return error;
    }
    if let Some(other) = day_month_year(text).or_else(|| century(text)) {
        return other;
    }
    let hint = if let Some(better) = mended(text) {
        format!("write {better}")
    } else if text.contains('(') {
        "write the mark just before its part, without brackets: 2004-~06-11".to_owned()
    } else if text
        .split(|c: char| !c.is_alphabetic())
        .any(|word| word.chars().count() > 2)
    {
        "write the date in digits: YYYY, YYYY-MM or YYYY-MM-DD".to_owned()
    } else {
        return error;
    };
    EdtfError {
        hint: hint.into(),
        ..error
    }
}

/// Numbers in the order day, month, year or month, day, year, as in `05/06/2024` or `5.6.24`.
fn day_month_year(text: &str) -> Option<EdtfError> {
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = text.split(separator).collect();
    let [a, b, year] = parts[..] else { return None };
    let short =
        |part: &str| matches!(part.len(), 1 | 2) && part.bytes().all(|d| d.is_ascii_digit());
    let long = year.len() == 4 && year.bytes().all(|d| d.is_ascii_digit());
    if !"/.- ".contains(separator) || !short(a) || !short(b) || !(long || short(year)) {
        return None;
    }
    let day = |month: &str, day: &str| {
        Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    };
    let (why, hint) = match (day(b, a), day(a, b)) {
        _ if !long => (
            "the order of day, month and year cannot be told".to_owned(),
            "write YYYY-MM-DD".to_owned(),
        ),
        (Some(one), Some(other)) if one != other => (
            format!("the order of day and month cannot be told: {a} or {b} may be the month"),
            format!("write YYYY-MM-DD: {one} or {other}"),
        ),
        (Some(only), _) | (None, Some(only)) => (
            "a date starts with the year".to_owned(),
            format!("write YYYY-MM-DD: {only}"),
        ),
        (None, None) => (
            "a date starts with the year".to_owned(),
            "write YYYY-MM-DD".to_owned(),
        ),
    };
    Some(EdtfError::at(text, 0, why, hint))
}

/// A bare century or decade, which ISO 8601-1 knows but the profile (ISO 8601-2:2019, Annex A) leaves out.
fn century(text: &str) -> Option<EdtfError> {
    let bare = text.trim_end_matches(['?', '~', '%']);
    let mark = &text[bare.len()..];
    let digits = bare.strip_prefix('-').unwrap_or(bare);
    if !digits.bytes().all(|d| d.is_ascii_digit()) {
        return None;
    }
    let (what, gaps) = match digits.len() {
        2 => ("century", "XX"),
        3 => ("decade", "X"),
        _ => return None,
    };
    let why = format!("a {what} is written with X for its open digits");
    Some(EdtfError::at(
        text,
        0,
        why,
        format!("write {bare}{gaps}{mark}"),
    ))
}

/// The text with one kind of slip mended, if that makes it a date: spaces, letter case, dashes, separators, zeros, older drafts of EDTF.
fn mended(text: &str) -> Option<String> {
    let slips: [fn(&str) -> String; 8] = [
        |t| t.split_whitespace().collect(),
        |t| t.to_uppercase(),
        |t| t.replace(DASHES, "-"),
        |t| t.replace(['/', '.', ' '], "-"),
        month_year,
        decade,
        older_draft,
        with_zeros,
    ];
    let separated = (text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    let tries = slips.iter().map(|mend| mend(text));
    separated
        .into_iter()
        .chain(tries)
        .find(|t| t != text && strict(t).is_ok())
}

/// `1990s` as `199X`. `1900s` stays as it is: a decade to some, a century to others.
fn decade(text: &str) -> String {
    match text.strip_suffix("0s") {
        Some(tens) if !tens.ends_with('0') => format!("{tens}X"),
        _ => String::new(),
    }
}

/// The signs of the drafts before 2019: `u` or `x` for an unspecified digit, two marks for `%`, words for the ends of an interval.
fn older_draft(text: &str) -> String {
    let words = text.replace("unknown", "").replace("open", "..");
    let marks = words.replace("?~", "%").replace("~?", "%");
    marks.replace(['u', 'x'], "X")
}

/// `3/2024` as `2024-03`.
fn month_year(text: &str) -> String {
    match text.split_once(['/', '.', '-']) {
        Some((month, year)) => format!("{year}-{month:0>2}"),
        None => String::new(),
    }
}

/// `2024-3-7` as `2024-03-07`.
fn with_zeros(text: &str) -> String {
    let parts = text.split('-').map(|part| match part.len() {
        1 => format!("0{part}"),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("-")
}
