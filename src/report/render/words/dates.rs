//! Dates in words.

use crate::report::value::{DateValue, SortBasis};

#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
];
const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];

/// The date a line is listed by: when it was said, else which date it is and that.
pub fn when(said: &DateValue, sort_date: &str, basis: SortBasis) -> String {
    match (said.edtf.is_empty(), said.words.is_empty()) {
        (true, true) if basis == SortBasis::Said => "not known".to_owned(),
        (false, _) if basis == SortBasis::Said => said.edtf.to_string(),
        (true, false) if basis == SortBasis::Said => said.words.to_string(),
        _ => dated(sort_date, basis),
    }
}

/// A date, behind the word for what it is the date of, unless that is the saying.
pub fn dated(date: &str, basis: SortBasis) -> String {
    let what = match basis {
        SortBasis::Said => return date.to_owned(),
        SortBasis::Published => "published",
        SortBasis::Captured => "captured",
        SortBasis::Recorded => "recorded",
    };
    format!("{what} {date}")
}

/// A date for a reader: `2024-12-04/..` is "from 4 December 2024, open". What has no plain words
/// (`20XX-12`) stays EDTF: it is never made more exact.
pub fn date(edtf: &str) -> String {
    let worded = match edtf.split_once('/') {
        None => moment(edtf),
        Some(("", end)) => moment(end).map(|end| format!("from a day unknown to {end}")),
        Some(("..", end)) => moment(end).map(|end| format!("until {end}")),
        Some((start, "")) => moment(start).map(|start| format!("from {start} to a day unknown")),
        Some((start, "..")) => moment(start).map(|start| format!("from {start}, open")),
        Some((start, end)) => moment(start)
            .zip(moment(end))
            .map(|(start, end)| format!("{start} to {end}")),
    };
    worded.unwrap_or_else(|| edtf.to_owned())
}

fn moment(edtf: &str) -> Option<String> {
    let sure = edtf.trim_end_matches(['?', '~', '%']);
    let hedge = match &edtf[sure.len()..] {
        "" => "",
        "?" => "perhaps ",
        "~" => "about ",
        _ => "perhaps about ",
    };
    let (day, time) = sure.split_once('T').unwrap_or((sure, ""));
    let day = calendar(day)?;
    Some(match time.strip_suffix('Z') {
        _ if time.is_empty() => format!("{hedge}{day}"),
        Some(time) => format!("{hedge}{day}, {time} UTC"),
        None => format!("{hedge}{day}, {time}"),
    })
}

fn calendar(day: &str) -> Option<String> {
    let parts: Vec<&str> = day.split('-').collect();
    let number = |part: &str, width: usize| -> Option<usize> {
        let plain = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    let month = |part| MONTHS.get(number(part, 2)?.checked_sub(1)?);
    match parts[..] {
        [year] => {
            let decade = year.strip_suffix('X').and_then(|d| number(d, 3));
            let decade = decade.map(|_| format!("the {}s", year.replace('X', "0")));
            number(year, 4).map(|_| year.to_owned()).or(decade)
        }
        [year, part] => {
            number(year, 4)?;
            let season = || SEASONS.get(number(part, 2)?.checked_sub(21)?);
            let name = month(part).or_else(season)?;
            Some(format!("{name} {year}"))
        }
        [year, part, day] => {
            number(year, 4)?;
            Some(format!("{} {} {year}", number(day, 2)?, month(part)?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_said_as_exactly_as_they_are_known() {
        for (edtf, words) in [
            ("", ""),
            ("2024", "2024"),
            ("2024-06", "June 2024"),
            ("2024-12-04", "4 December 2024"),
            ("2024-12-04T08:30:00Z", "4 December 2024, 08:30:00 UTC"),
            (
                "2024-12-04T08:30:00+09:00",
                "4 December 2024, 08:30:00+09:00",
            ),
            ("2024-06~", "about June 2024"),
            ("2024?", "perhaps 2024"),
            ("2024-21", "spring 2024"),
            ("201X", "the 2010s"),
            ("20XX", "20XX"),
            ("20XX/2024", "20XX/2024"),
            ("2024-XX-04", "2024-XX-04"),
            ("2024-12-04/..", "from 4 December 2024, open"),
            ("2024-12-04/", "from 4 December 2024 to a day unknown"),
            ("../2024", "until 2024"),
            ("2023/2024-06~", "2023 to about June 2024"),
            ("alias", "alias"),
        ] {
            assert_eq!(date(edtf), words, "{edtf}");
        }
    }
}
