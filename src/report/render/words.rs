//! Values in English words, as several formats say them: stances, dates, languages, figures.
//!
//! Nothing is escaped here: that is each format's own.

use crate::model::{Qualifier, Stance, Vocabulary};
use crate::report::value::FigureValue;

/// What stands before a claim: "DENIES", or nothing where the speaker asserts it.
pub fn stance(stance: Stance) -> Option<String> {
    (stance != Stance::Asserts).then(|| stance.word().replace('-', " ").to_uppercase())
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];

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

/// The languages that reports name in English; any other is named by its tag.
const LANGUAGES: &[(&str, &str)] = &[
    ("am", "Amharic"),
    ("ar", "Arabic"),
    ("az", "Azerbaijani"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("ca", "Catalan"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("ha", "Hausa"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("id", "Indonesian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ka", "Georgian"),
    ("kk", "Kazakh"),
    ("ko", "Korean"),
    ("ku", "Kurdish"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("mk", "Macedonian"),
    ("ms", "Malay"),
    ("my", "Burmese"),
    ("nb", "Norwegian"),
    ("nl", "Dutch"),
    ("no", "Norwegian"),
    ("pl", "Polish"),
    ("ps", "Pashto"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sk", "Slovak"),
    ("sl", "Slovene"),
    ("so", "Somali"),
    ("sq", "Albanian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("sw", "Swahili"),
    ("ta", "Tamil"),
    ("th", "Thai"),
    ("ti", "Tigrinya"),
    ("tl", "Tagalog"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("uz", "Uzbek"),
    ("vi", "Vietnamese"),
    ("yue", "Cantonese"),
    ("zh", "Chinese"),
];

/// A language in English: "French", "Portuguese (pt-BR)", "the language `qaa`".
pub fn language(tag: &str) -> String {
    let primary = primary(tag);
    match LANGUAGES.iter().find(|(code, _)| *code == primary) {
        Some((_, name)) if tag.eq_ignore_ascii_case(&primary) => (*name).to_owned(),
        Some((_, name)) => format!("{name} ({tag})"),
        None => format!("the language {tag}"),
    }
}

fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or(tag).to_lowercase()
}

/// What to say of words that the source prints in `lang` and that were spoken in `spoken`.
///
/// Only where both are known and one may the words be the speaker's own; even then they are not
/// called so, for a reporter may have mended them.
pub fn printed(lang: &str, spoken: &str) -> String {
    let known = |tag: &str| !tag.is_empty() && tag != "und";
    match (known(lang), known(spoken)) {
        (false, false) => "(as printed)".to_owned(),
        (false, true) => format!("(as printed, said in {})", language(spoken)),
        (true, false) => format!("(as printed, in {})", language(lang)),
        (true, true) if primary(lang) == primary(spoken) => format!("in {}", language(lang)),
        (true, true) => format!(
            "in {} (source’s translation), said in {}",
            language(lang),
            language(spoken)
        ),
    }
}

/// A figure as it was read: "more than 10,000", "between 3 and 5 km". Empty where nobody read it.
pub fn reading(figure: &FigureValue) -> String {
    let (low, high) = (figure.low.as_str(), figure.high.as_str());
    let one = grouped(if low.is_empty() { high } else { low });
    let upper = grouped(if high.is_empty() { low } else { high });
    let range = !low.is_empty() && !high.is_empty() && low != high;
    let span = || format!("{one} to {upper}");
    let about = || if range { span() } else { one.clone() };
    use Qualifier as Q;
    let words = match figure.qualifier {
        _ if one.is_empty() => figure.qualifier.map_or("", several).to_owned(),
        None | Some(Q::Bare) if range => span(),
        None => match (figure.low_open, figure.high_open) {
            _ if !high.is_empty() && !low.is_empty() => one.clone(),
            (true, _) if high.is_empty() => format!("more than {one}"),
            (false, _) if high.is_empty() => format!("at least {one}"),
            (_, true) => format!("less than {upper}"),
            (_, false) => format!("at most {upper}"),
        },
        Some(Q::Bare) => one.clone(),
        Some(Q::Exactly) => format!("exactly {}", about()),
        Some(Q::About) => format!("about {}", about()),
        Some(Q::MoreThan) => format!("more than {one}"),
        Some(Q::AtLeast) => format!("at least {one}"),
        Some(Q::LessThan) => format!("less than {upper}"),
        Some(Q::AtMost) => format!("at most {upper}"),
        Some(Q::UpTo) => format!("up to {upper}"),
        Some(Q::Nearly) => format!("nearly {upper}"),
        Some(Q::Between) => format!("between {one} and {upper}"),
        Some(many) => format!("{} ({})", several(many), about()),
    };
    let one_sided = |q| {
        matches!(
            q,
            Q::MoreThan | Q::AtLeast | Q::LessThan | Q::AtMost | Q::UpTo | Q::Nearly
        )
    };
    let mut words = words;
    if range && figure.qualifier.is_some_and(one_sided) {
        words += &format!(" ({})", span());
    }
    if !words.is_empty() && !figure.unit.is_empty() {
        words += &format!(" {}", figure.unit);
    }
    if !figure.best.is_empty() {
        let best = format!("best estimate {}", grouped(figure.best.as_str()));
        words = if words.is_empty() {
            best
        } else {
            format!("{words}, {best}")
        };
    }
    words
}

fn several(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::DozensOf => "dozens",
        Qualifier::ScoresOf => "scores",
        Qualifier::HundredsOf => "hundreds",
        Qualifier::ThousandsOf => "thousands",
        Qualifier::MillionsOf => "millions",
        other => other.word(),
    }
}

/// Digits with commas between thousands.
fn grouped(digits: &str) -> String {
    let (sign, rest) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", digits),
    };
    let (whole, fraction) = rest.split_at(rest.find('.').unwrap_or(rest.len()));
    if !whole.bytes().all(|b| b.is_ascii_digit()) {
        return digits.to_owned();
    }
    let mut grouped = sign.to_owned();
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + fraction
}

/// "1 source", "2 sources".
pub fn count(n: u64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        grouped(&n.to_string()),
        if n == 1 { one } else { many }
    )
}

/// "A", "A and B", "A, B and C".
pub fn and(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stance_is_said_unless_it_asserts() {
        assert_eq!(stance(Stance::Asserts), None);
        assert_eq!(stance(Stance::DidNotSay).as_deref(), Some("DID NOT SAY"));
    }

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

    #[test]
    fn a_language_is_named_and_no_translation_passes_for_the_words_said() {
        assert_eq!(language("pt-BR"), "Portuguese (pt-BR)");
        assert_eq!(language("qaa"), "the language qaa");
        assert_eq!(printed("fr", "und"), "(as printed, in French)");
        assert_eq!(printed("fr", ""), "(as printed, in French)");
        assert_eq!(printed("fr", "fr-CA"), "in French");
        assert_eq!(
            printed("fr", "ko"),
            "in French (source’s translation), said in Korean"
        );
    }

    #[test]
    fn figures_are_read_aloud() {
        let figure = |qualifier, low: &str, high: &str| FigureValue {
            qualifier: Some(qualifier),
            low: low.into(),
            high: high.into(),
            ..FigureValue::default()
        };
        for (given, words) in [
            (figure(Qualifier::Bare, "10000", "10000"), "10,000"),
            (figure(Qualifier::MoreThan, "10000", ""), "more than 10,000"),
            (
                figure(Qualifier::MoreThan, "10", "20"),
                "more than 10 (10 to 20)",
            ),
            (
                figure(Qualifier::UpTo, "", "1234567.5"),
                "up to 1,234,567.5",
            ),
            (figure(Qualifier::Between, "3", "5"), "between 3 and 5"),
            (figure(Qualifier::About, "-3000", "-3000"), "about -3,000"),
            (figure(Qualifier::DozensOf, "", ""), "dozens"),
            (FigureValue::default(), ""),
        ] {
            assert_eq!(reading(&given), words);
        }
        let unread = FigureValue {
            low: "7".into(),
            low_open: true,
            unit: "km".into(),
            best: "9".into(),
            ..FigureValue::default()
        };
        assert_eq!(reading(&unread), "more than 7 km, best estimate 9");
    }
}
