use super::*;
use crate::model::{Qualifier, Stance};
use crate::report::render::story;
use crate::report::value::{DateValue, FigureValue, SourceValue, SpeakerValue};

fn line(who: &str, day: &str, low: &str, high: &str) -> FigureLine {
    let date = DateValue {
        edtf: day.into(),
        from: day.into(),
        to: day.into(),
        ..DateValue::default()
    };
    FigureLine {
        said: date,
        sort_date: day.into(),
        speakers: vec![SpeakerValue {
            name: who.into(),
            ..SpeakerValue::default()
        }],
        figures: vec![FigureValue {
            expression: low.into(),
            qualifier: Some(Qualifier::Between),
            low: low.into(),
            high: high.into(),
            measure: "barges".into(),
            ..FigureValue::default()
        }],
        sources: vec![SourceValue {
            name: "The Quay".into(),
            ..SourceValue::default()
        }],
        ..FigureLine::default()
    }
}

fn picture(lines: &[FigureLine]) -> String {
    let mut out = Vec::new();
    figures(&mut out, lines).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn it_names_who_and_where_and_what_is_not_drawn() {
    let mut denied = line("Otto Brack", "2031-06-03", "70", "70");
    denied.stance = Stance::Denies;
    let mut foretold = line("Bo Renn", "2031-06-04", "90", "90");
    foretold.figures[0].as_of = line("", "2031-09-01", "", "").said;
    let svg = picture(&[
        line("Bo Renn", "2031-06-01", "41", "55"),
        line("Bo Renn", "2031-06-02", "41", ""),
        denied,
        foretold,
        line("Bo Renn", "2031-06-05", "", ""),
    ]);
    for words in [
        ">Bo Renn</text>",
        ">Otto Brack</text>",
        ">barges</text>",
        "Sources: The Quay.",
        "1 figure without a number or a day is not drawn.",
        "foretold",
        "stroke-dasharray",
        "DENIES: 70",
    ] {
        assert!(svg.contains(words), "{words}: {svg}");
    }
    assert!(!svg.contains("<script") && !svg.contains("href") && !svg.contains("NaN"));
}

#[test]
fn no_words_break_out_of_it() {
    for words in story::HOSTILE {
        let mut one = line(words, "2031-06-01", "41", "55");
        one.figures[0].measure = (*words).into();
        one.sources[0].name = (*words).into();
        let svg = picture(&[one]);
        assert!(
            !svg.contains("<script") && !svg.contains('\u{202e}'),
            "{svg}"
        );
        assert_eq!(svg.matches("<svg").count(), 1);
        assert_eq!(svg.matches("</svg>").count(), 1);
    }
}

#[test]
fn one_figure_and_none_are_pictures_too() {
    assert!(picture(&[]).ends_with("</svg>\n"));
    let one = picture(&[line("Bo Renn", "2031-06-01", "0", "0")]);
    assert!(one.contains("<circle") && !one.contains("NaN") && !one.contains("inf"));
}
