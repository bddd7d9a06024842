//! Dates as machines write them into documents, as EDTF with no more precision than they have.

use chrono::{DateTime, FixedOffset, Timelike};

use crate::model::Edtf;

/// The date that a value says. A time without a zone is cut to its day, and midnight to the second is
/// taken for what it nearly always is: a day that a program wrote as a moment.
pub fn read(value: &str) -> Option<String> {
    let value = value.trim();
    let date = moment(value).or_else(|| day(value))?;
    Edtf::parse(&date).ok().map(|_| date)
}

fn moment(value: &str) -> Option<String> {
    let spaced = value.replacen(' ', "T", 1).replace(' ', "");
    let spaced = spaced
        .strip_suffix("UTC")
        .map_or(spaced.clone(), |bare| format!("{bare}Z"));
    let forms = ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z"];
    let read = DateTime::parse_from_rfc2822(value).ok().or_else(|| {
        forms
            .iter()
            .find_map(|form| DateTime::<FixedOffset>::parse_from_str(&spaced, form).ok())
    })?;
    if (read.hour(), read.minute(), read.second()) == (0, 0, 0) {
        return Some(read.format("%Y-%m-%d").to_string());
    }
    Some(read.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
}

/// A day, month or year at the beginning, with at most a time behind it.
fn day(value: &str) -> Option<String> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let bare = value.split(['T', ' ']).next().unwrap_or(value);
    let rest = value[bare.len()..].trim_start_matches(['T', ' ']);
    if !(rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    if bare.len() == 8 && digits(bare) {
        return Some(format!("{}-{}-{}", &bare[..4], &bare[4..6], &bare[6..]));
    }
    let parts: Vec<&str> = bare.split(['-', '/', '.']).collect();
    let padded = |part: &str| format!("{part:0>2}");
    match parts[..] {
        [year, month, day] if year.len() == 4 && digits(year) && digits(month) && digits(day) => {
            Some(format!("{year}-{}-{}", padded(month), padded(day)))
        }
        [year, month] if year.len() == 4 && digits(year) && digits(month) && month.len() == 2 => {
            Some(format!("{year}-{month}"))
        }
        [year] if year.len() == 4 && digits(year) && rest.is_empty() => Some(year.to_owned()),
        _ => None,
    }
}

/// The date in the path of an address, as many sites have it: /2024/12/04/ or /2024/12/.
pub fn of_address(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let path = rest.split(['?', '#']).next().unwrap_or(rest);
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let number = |text: &str, digits: usize| {
        (text.len() == digits)
            .then(|| text.parse::<u32>().ok())
            .flatten()
    };
    let found = parts.windows(2).enumerate().find_map(|(at, pair)| {
        let year = number(pair[0], 4).filter(|year| (1990..2100).contains(year))?;
        let month = number(pair[1], 2).filter(|month| (1..=12).contains(month))?;
        let day = parts
            .get(at + 2)
            .and_then(|day| number(day, 2))
            .filter(|day| (1..=31).contains(day));
        Some(match day {
            Some(day) => format!("{year}-{month:02}-{day:02}"),
            None => format!("{year}-{month:02}"),
        })
    })?;
    Edtf::parse(&found).ok().map(|_| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_keeps_its_zone_and_a_time_without_one_is_a_day() {
        for (given, read_as) in [
            ("2024-12-05T10:07:09+01:00", "2024-12-05T10:07:09+01:00"),
            ("2024-12-05T10:07:09.123Z", "2024-12-05T10:07:09Z"),
            ("2024-12-05T10:07+0100", "2024-12-05T10:07:00+01:00"),
            ("2024-12-05 10:07:09 UTC", "2024-12-05T10:07:09Z"),
            (
                "Thu, 05 Dec 2024 10:07:09 +0100",
                "2024-12-05T10:07:09+01:00",
            ),
            ("2024-12-05T10:07:09", "2024-12-05"),
            ("2024-12-05 10:07", "2024-12-05"),
            ("2024-12-05T00:00:00Z", "2024-12-05"),
            ("2024/12/5", "2024-12-05"),
            ("20241205", "2024-12-05"),
            ("2024-12", "2024-12"),
            ("2024", "2024"),
        ] {
            assert_eq!(read(given).as_deref(), Some(read_as), "{given}");
        }
    }

    #[test]
    fn what_is_no_date_or_two_is_none() {
        for given in [
            "",
            "yesterday",
            "05/06/2024",
            "2024-13-01",
            "2024-02-30",
            "1733389629",
            "2024-12-05 in Paris",
        ] {
            assert_eq!(read(given), None, "{given}");
        }
    }

    #[test]
    fn an_address_tells_a_day_or_a_month() {
        let read = |url: &str| of_address(url);
        assert_eq!(
            read("https://a.example/2024/12/04/b").as_deref(),
            Some("2024-12-04")
        );
        assert_eq!(
            read("https://a.example/news/2024/12/b.html").as_deref(),
            Some("2024-12")
        );
        assert_eq!(read("https://a.example/2024/b"), None);
        assert_eq!(read("https://a.example/b?d=/2024/12/04/"), None);
    }
}
