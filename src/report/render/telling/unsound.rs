//! What is wrong with words in what is captured of their source.

use super::line::Line;
use crate::model::Check;
use crate::report::render::words;
use crate::report::value::{DifferenceValue, Finding};

/// That words are missing, changed or lost, and what stands there: nobody should read them as the document's
/// without being told.
pub(super) fn told(finding: &Finding, lang: &str) -> Line {
    let what = match finding.check {
        Some(Check::WordsLost) => format!(
            "No longer as captured on {}",
            words::date(finding.held.as_str())
        ),
        Some(Check::WordsMissing) => "Not found in the captured text".to_owned(),
        _ => "Not as in the captured text".to_owned(),
    };
    let mut told: Vec<Line> = finding
        .differences
        .iter()
        .map(|each| difference(each, lang))
        .collect();
    if !finding.stands.is_empty() && finding.places < 2 {
        told.push(Line::ours("it reads ").and_theirs(&finding.stands, lang));
    }
    let what = Line::ours(what).strong();
    match told.is_empty() {
        true => what.sentence(),
        false => what.and_ours(": ").and(Line::joined(told, "; ")).sentence(),
    }
}

fn difference(difference: &DifferenceValue, lang: &str) -> Line {
    let DifferenceValue {
        kinds,
        words,
        stands,
    } = difference;
    let kinds: Vec<String> = kinds.iter().map(ToString::to_string).collect();
    let kind = match kinds.is_empty() {
        true => Line::default(),
        false => Line::ours(format!("{}, ", kinds.join(" and "))),
    };
    let (ours, theirs) = (Line::theirs(words, lang), Line::theirs(stands, lang));
    kind.and(match (ours.is_empty(), theirs.is_empty()) {
        (true, _) => theirs.and_ours(" stands there"),
        (_, true) => ours.and_ours(" does not stand there"),
        _ => theirs.and_ours(" for ").and(ours),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ChangeKind;
    use crate::report::render::telling::Words;
    use crate::report::shown::Shown;

    fn plain(line: &Line) -> String {
        let words = line.0.iter().map(|words| match words {
            Words::Ours(text) => text.clone(),
            Words::Theirs { text, .. } => format!("<{text}>"),
            Words::Strong(line) => format!("*{}*", plain(line)),
            other => panic!("{other:?} is neither ours nor the source's"),
        });
        words.collect()
    }

    #[test]
    fn both_readings_are_told_and_neither_as_a_quote() {
        let shown = |text: &str| Shown::new(text);
        let changed = Finding {
            check: Some(Check::WordsChanged),
            stands: shown("10,000 came"),
            differences: vec![DifferenceValue {
                kinds: vec![ChangeKind::Number],
                words: shown("12,000"),
                stands: shown("10,000"),
            }],
            ..Finding::default()
        };
        assert_eq!(
            plain(&told(&changed, "en")),
            "*Not as in the captured text*: number, <10,000> for <12,000>; it reads <10,000 came>."
        );
        let lost = Finding {
            check: Some(Check::WordsLost),
            held: shown("2031-05-06"),
            differences: vec![DifferenceValue {
                kinds: vec![ChangeKind::Negation],
                stands: shown("not"),
                ..DifferenceValue::default()
            }],
            ..Finding::default()
        };
        assert_eq!(
            plain(&told(&lost, "en")),
            "*No longer as captured on 6 May 2031*: negation, <not> stands there."
        );
        let missing = Finding {
            check: Some(Check::WordsMissing),
            ..Finding::default()
        };
        assert_eq!(
            plain(&told(&missing, "en")),
            "*Not found in the captured text*."
        );
    }
}
