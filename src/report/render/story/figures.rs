//! Figures for every format's tests.

use crate::model::Stance;
use crate::report::value::*;

/// Two figures of one measure, given in the source of a row.
pub fn series(row: &Row, words: &str) -> SeriesValue {
    let line = |day: &str, low: &str, stance| FigureLine {
        said: DateValue {
            from: day.into(),
            to: day.into(),
            ..DateValue::default()
        },
        sort_date: day.into(),
        speakers: vec![row.speaker.clone()],
        stance,
        figures: vec![FigureValue {
            expression: words.into(),
            low: low.into(),
            measure: words.into(),
            unit: words.into(),
            ..FigureValue::default()
        }],
        sources: vec![row.source.clone()],
        ..FigureLine::default()
    };
    SeriesValue {
        id: "kkkkllllmmmm".into(),
        measure: words.into(),
        lines: vec![
            line("2031-06-01", "40", Stance::Asserts),
            line("2031-06-03", "55", Stance::Denies),
        ],
        more: false,
    }
}
