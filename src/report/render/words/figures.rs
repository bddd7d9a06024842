//! Figures read aloud.

use crate::model::{Qualifier, Vocabulary};
use crate::report::value::FigureValue;

/// A figure as it was read: "more than 10,000", "between 3 and 5 km". Empty where nobody read it.
pub fn reading(figure: &FigureValue) -> String {
    let (low, high) = (figure.low.as_str(), figure.high.as_str());
    let one = grouped(if low.is_empty() { high } else { low });
    let upper = grouped(if high.is_empty() { low } else { high });
    let range = !low.is_empty() && !high.is_empty() && low != high;
    let span = || format!("{one} to {upper}");
    let about = || if range { span() } else { one.clone() };
    use Qualifier as Q;
    let mut words = match figure.qualifier {
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
pub(in crate::report) fn grouped(digits: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

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
