//! The figures that a report draws: those it shows, under the names that it gives.

use super::*;

/// A desk with a measure, and what is said of it: by whom, in which words, how often.
fn measured(says: &[(Uid, &str, usize)], desk: &mut Desk) -> Uid {
    let (claim, source) = (desk.claim("Barges lie there", &[]), desk.source("Paper"));
    let measure = desk.measure("barges");
    for (speaker, passage, times) in says {
        for _ in 0..*times {
            let body = Attribution {
                passage: (*passage).into(),
                figures: vec![desk.figure(measure)],
                ..Attribution::default()
            };
            desk.say_as(body, claim, source, Some(*speaker));
        }
    }
    measure
}

fn secret(desk: &mut Desk) -> Uid {
    desk.add(Speaker {
        confidential: true,
        names: named("Ivana Canary"),
        ..Speaker::default()
    })
}

#[test]
fn a_series_aliases_and_withholds_as_the_rows_do() {
    let mut desk = Desk::new();
    let (canary, open) = (secret(&mut desk), desk.speaker("Bo Sparrow"));
    let says = [
        (canary, "", 1),
        (open, "", 1),
        (open, "as Ivana Canary says", 1),
    ];
    measured(&says, &mut desk);
    let kept = reported(&mut desk, &Filter::default(), HIDDEN);
    assert!(kept.pictured);
    assert_eq!((kept.series.len(), kept.series[0].lines.len()), (1, 2));
    assert_eq!(
        (kept.tail.rows, kept.tail.withheld),
        (2, 1),
        "counted once, for the rows"
    );
    let drawn: Vec<_> = kept.series[0].lines.iter().collect();
    assert!(!format!("{drawn:?}").contains("Canary"));
    for line in drawn {
        let row = kept.rows.iter().find(|row| row.id == line.attributions[0]);
        let row = row.expect("what is drawn stands in the report");
        assert_eq!(row.speaker.name, line.speakers[0].name);
        assert_eq!(row.source.number, line.sources[0].number);
    }
    let kept = reported(&mut desk, &Filter::default(), REVEALED);
    assert_eq!(kept.series[0].lines.len(), 3);
}

#[test]
fn what_leaves_fewer_than_two_figures_is_no_series() {
    let mut desk = Desk::new();
    secret(&mut desk);
    let (open, other) = (desk.speaker("Bo Sparrow"), desk.speaker("Otto Brack"));
    let says = [
        (open, "", 1),
        (open, "as Ivana Canary says", 500),
        (other, "", 1),
    ];
    measured(&says, &mut desk);
    let filter = Filter {
        speaker: desk.only(Noun::Speaker, open),
        ..Filter::default()
    };
    let kept = reported(&mut desk, &filter, HIDDEN);
    assert!(
        !kept.pictured && kept.series.is_empty(),
        "501 but one are withheld"
    );
    let kept = reported(&mut desk, &Filter::default(), HIDDEN);
    assert!(kept.pictured);
    assert_eq!(kept.series[0].lines.len(), 2);
}

#[test]
fn a_series_too_long_for_a_page_is_named_and_not_read() {
    let mut desk = Desk::new();
    let open = desk.speaker("Bo Sparrow");
    let measure = measured(&[(open, "", PICTURE + 1)], &mut desk);
    let long = |kept: &Kept| {
        assert!(kept.pictured);
        let series = &kept.series[0];
        assert_eq!(series.id.as_str(), measure.id());
        (series.measure.to_string(), series.lines.len(), series.more)
    };
    let all = ("barges".to_owned(), 0, true);
    assert_eq!(long(&reported(&mut desk, &Filter::default(), HIDDEN)), all);
    secret(&mut desk);
    assert_eq!(long(&reported(&mut desk, &Filter::default(), HIDDEN)), all);
    let other = desk.measure("cranes");
    let filter = Filter {
        measure: desk.only(Noun::Measure, other),
        ..Filter::default()
    };
    assert!(reported(&mut desk, &filter, HIDDEN).series.is_empty());
}
