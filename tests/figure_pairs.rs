//! The manual's table of figures compared is the test of comparing.

use dixit::model::{Decimal, MeasureKind, Qualifier, Stance, Vocabulary};
use dixit::report::figures::{Comparable, Measured, Side, Verdict, compare};
use dixit::text::figures;

struct Cell {
    low: Option<(Decimal, bool)>,
    high: Option<(Decimal, bool)>,
    qualifier: Option<Qualifier>,
    unit: String,
    measure: Option<(&'static str, Option<MeasureKind>)>,
    scope: String,
    as_of: Option<(i64, i64)>,
    stance: Stance,
}

fn cell(text: &str) -> Cell {
    let (words, said) = match text.split_once('(') {
        Some((words, said)) => (words.trim(), said.trim_end_matches(')').trim()),
        None => (text.trim(), ""),
    };
    // A crowd needs something that it is of.
    let sentence = format!("{words} ");
    let found = figures::find(&sentence, Some("en"));
    let figure = found
        .first()
        .unwrap_or_else(|| panic!("no figure in “{text}”"));
    let (low_open, high_open) = figure.precision.open();
    let decimal = |value: &Option<figures::Value>, open| {
        let value = value.as_ref()?.decimal()?;
        Some((Decimal::read(&value)?, open))
    };
    let mut cell = Cell {
        low: decimal(&figure.low, low_open),
        high: decimal(&figure.high, high_open),
        qualifier: Some(Qualifier::read(figure.precision.word()).unwrap()),
        unit: figure.unit.unwrap_or_default().to_owned(),
        measure: Some(("soldiers", Some(MeasureKind::Stock))),
        scope: String::new(),
        as_of: Some((335, 335)),
        stance: Stance::Asserts,
    };
    match said {
        "" => {}
        "of trucks" => cell.measure = Some(("trucks", Some(MeasureKind::Stock))),
        "of women" => cell.measure = Some(("women", Some(MeasureKind::Stock))),
        "no measure" => cell.measure = None,
        "no kind" => cell.measure = Some(("soldiers", None)),
        "as forecast" => cell.measure = Some(("soldiers", Some(MeasureKind::Forecast))),
        "denied" => cell.stance = Stance::Denies,
        "no day" => cell.as_of = None,
        "no words" => cell.qualifier = None,
        "on 2024-11-01" => cell.as_of = Some((305, 305)),
        other => match other.strip_prefix("in ") {
            Some(scope) => cell.scope = scope.to_owned(),
            None => panic!("{other}"),
        },
    }
    cell
}

impl Cell {
    fn comparable(&self) -> Comparable<'_> {
        Comparable {
            measured: self.measure.map(|(measure, kind)| Measured {
                measure,
                kind,
                part_of: (measure == "women").then_some("soldiers"),
            }),
            scope: &self.scope,
            as_of: self.as_of,
            stance: self.stance,
            qualifier: self.qualifier,
            low: self.low.as_ref().map(|(v, open)| (v, *open)),
            high: self.high.as_ref().map(|(v, open)| (v, *open)),
            unit: &self.unit,
        }
    }
}

fn told(verdict: Verdict) -> String {
    match verdict {
        Verdict::Narrower(Side::First) => "narrower: first".to_owned(),
        Verdict::Narrower(Side::Second) => "narrower: second".to_owned(),
        other => other.word().to_owned(),
    }
}

#[test]
fn figures_compare_as_the_manual_says() {
    let page = include_str!("../docs/figures.md");
    let table = page.split("| first | second |").nth(1).unwrap();
    let mut pairs = 0;
    let mut wrong = Vec::new();
    for row in table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
    {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [first, second, answer, because] = cells[..] else {
            panic!("{row}");
        };
        pairs += 1;
        let (a, b) = (cell(first), cell(second));
        let said = compare(&a.comparable(), &b.comparable());
        let (verdict, reason) = (told(said.verdict), said.because.clone());
        if verdict != answer || !reason.contains(because) {
            wrong.push(format!("{first} | {second}: {verdict}, {reason}"));
        }
        // The other way round it is the same answer.
        let turned = told(compare(&b.comparable(), &a.comparable()).verdict);
        let expected = match answer {
            "narrower: first" => "narrower: second",
            "narrower: second" => "narrower: first",
            other => other,
        };
        if turned != expected {
            wrong.push(format!("{second} | {first}: {turned}"));
        }
    }
    assert!(pairs >= 60, "{pairs}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
