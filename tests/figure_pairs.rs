//! The manual's table of figures compared is the test of comparing.

use dixit::model::{Decimal, MeasureKind, Qualifier, Stance, Vocabulary};
use dixit::report::figures::{Comparable, Effect, Measured, Side, Verdict, compare, effect};
use dixit::text::figures;

const SOLDIERS: i64 = 1;
const TRUCKS: i64 = 2;
const WOMEN: i64 = 3;

struct Cell {
    low: Option<(Decimal, bool)>,
    high: Option<(Decimal, bool)>,
    qualifier: Option<Qualifier>,
    unit: String,
    measure: Option<(i64, Option<MeasureKind>)>,
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
        measure: Some((SOLDIERS, Some(MeasureKind::Stock))),
        scope: String::new(),
        as_of: Some((335, 335)),
        stance: Stance::Asserts,
    };
    match said {
        "" => {}
        "of trucks" => cell.measure = Some((TRUCKS, Some(MeasureKind::Stock))),
        "of women" => cell.measure = Some((WOMEN, Some(MeasureKind::Stock))),
        "no measure" => cell.measure = None,
        "no kind" => cell.measure = Some((SOLDIERS, None)),
        "as forecast" => cell.measure = Some((SOLDIERS, Some(MeasureKind::Forecast))),
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
                part_of: (measure == WOMEN).then_some(SOLDIERS),
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

/// The rows of the table that begins so, by their cells.
fn rows<const N: usize>(begins: &str) -> Vec<[&'static str; N]> {
    let page = include_str!("../docs/figures.md");
    let table = page.split(begins).nth(1).unwrap();
    let lines = table.lines().skip(2);
    let lines = lines.take_while(|line| line.starts_with('|'));
    let cells = |row: &'static str| -> Vec<&'static str> {
        row.trim_matches('|').split('|').map(str::trim).collect()
    };
    lines.map(|row| cells(row).try_into().expect(row)).collect()
}

#[test]
fn figures_compare_as_the_manual_says() {
    let mut wrong = Vec::new();
    let pairs = rows("| first | second |");
    assert!(pairs.len() >= 60, "{}", pairs.len());
    for [first, second, answer, because] in pairs {
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
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_figure_does_to_the_last_what_the_manual_says() {
    let mut wrong = Vec::new();
    for [last, now, does] in rows("| last | now |") {
        let (a, b) = (cell(last), cell(now));
        let found = effect(&a.comparable(), &b.comparable());
        let (word, because) = does.split_once(": ").unwrap_or((does, ""));
        if found.word() != word || !found.because().contains(because) {
            wrong.push(format!("{last} | {now}: {found:?}"));
        }
        // What raises one way lowers the other, and so on.
        let turned = effect(&b.comparable(), &a.comparable());
        let expected = match found {
            Effect::Raises => Effect::Lowers,
            Effect::Lowers => Effect::Raises,
            Effect::Narrows => Effect::Widens,
            Effect::Widens => Effect::Narrows,
            Effect::DropsHedge => Effect::AddsHedge,
            Effect::AddsHedge => Effect::DropsHedge,
            other => other,
        };
        if turned != expected {
            wrong.push(format!("{now} | {last}: {turned:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
