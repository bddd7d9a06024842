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
fn lines_join_numbers_alone() {
    let number = |day: &str, value: &str| line("Bo Renn", day, value, value);
    let joined = |lines: &[FigureLine]| -> Vec<usize> {
        let svg = picture(lines);
        let points = svg.split("<polyline points=\"").skip(1);
        points
            .filter_map(|rest| Some(rest.split('"').next()?.split(' ').count()))
            .collect()
    };
    let (first, second) = (number("2031-06-01", "41"), number("2031-06-02", "42"));
    let (fourth, fifth) = (number("2031-06-04", "44"), number("2031-06-05", "45"));
    // A range, and a number of which it is not known when it was said.
    let range = line("Bo Renn", "2031-06-03", "40", "60");
    let unsaid = FigureLine {
        sort_basis: SortBasis::Published,
        ..number("2031-06-03", "43")
    };
    let all = |third| {
        [
            first.clone(),
            second.clone(),
            third,
            fourth.clone(),
            fifth.clone(),
        ]
    };
    assert_eq!(joined(&all(range)), [2, 2]);
    assert_eq!(joined(&all(unsaid.clone())), [4]);
    let svg = picture(&all(unsaid));
    assert_eq!(svg.matches(">?</text>").count(), 1);
    assert!(svg.contains("under a question mark"));
}

#[test]
fn bounds_bear_the_form_of_their_speaker() {
    let svg = picture(&[
        line("Bo Renn", "2031-06-01", "41", "55"),
        line("Otto Brack", "2031-06-02", "41", ""),
    ]);
    // Two of the one and one of the other, and the name of each.
    assert_eq!(svg.matches("<circle").count(), 3);
    assert_eq!(svg.matches("<polygon").count(), 2);
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

#[test]
fn a_long_series_is_thinned_and_keeps_its_outline() {
    let mut lines: Vec<FigureLine> = (0..3000)
        .map(|at| {
            let day = Day::from_number(740_000 + at).unwrap().to_string();
            let value = (1000 + at % 10).to_string();
            line("Bo Renn", &day, &value, &value)
        })
        .collect();
    let (peak, trough) = ("5000".into(), "1".into());
    (lines[1501].figures[0].low, lines[1501].figures[0].high) = (peak, "5000".into());
    (lines[1502].figures[0].low, lines[1502].figures[0].high) = (trough, "1".into());
    let svg = picture(&lines);
    let marks = svg.matches("<circle").count();
    assert!((200..1000).contains(&marks), "{marks}");
    assert!(svg.len() < 120_000, "{}", svg.len());
    assert!(svg.contains("Of 3,000 figures"), "{svg}");
    // The highest and the lowest are among those drawn: at the ends of the field.
    let heights: Vec<f64> = svg
        .split("cy=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next()?.parse().ok())
        .collect();
    let span = heights.iter().fold(0.0, |most: f64, y| most.max(*y))
        - heights.iter().fold(f64::INFINITY, |least, y| least.min(*y));
    assert!(span > 350.0, "{span}");
}

#[test]
fn a_figure_in_another_unit_is_turned_into_that_of_the_axis_or_not_drawn() {
    let of_unit = |value: &str, unit: &str| {
        let mut line = line("Bo Renn", "2031-06-01", value, value);
        line.figures[0].unit = unit.into();
        line
    };
    let svg = picture(&[of_unit("2", "km"), of_unit("4", "km"), of_unit("3000", "m")]);
    assert!(
        svg.contains(">4</text>") && !svg.contains(">3,000</text>"),
        "{svg}"
    );
    assert!(!svg.contains("not drawn"), "{svg}");
    let svg = picture(&[
        of_unit("2", "km"),
        of_unit("4", "km"),
        of_unit("9000", "kg"),
    ]);
    assert!(
        svg.contains("1 figure is not drawn") && !svg.contains(">9,000</text>"),
        "{svg}"
    );
}
