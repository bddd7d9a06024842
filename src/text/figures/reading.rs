//! A finding as `parse figures` tells it: one JSON object.

use serde::Serialize;

use super::{Finding, Kind, Value};
use crate::text::points::Points;

/// A figure found, with where it stands in code points.
#[derive(Debug, Serialize)]
pub struct Reading<'t> {
    /// The line of input, from 1; only where each line is a text of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The whole expression: what bounds the number, the number, its unit.
    pub text: &'t str,
    /// Where it starts, in code points from the start of the text (of the line).
    pub start: u64,
    /// Where it ends.
    pub end: u64,
    /// `quantity` or `ordinal`.
    pub kind: &'static str,
    /// A word of the vocabulary of qualifiers.
    pub qualifier: &'static str,
    /// The least, an exact decimal; of a ratio that has none, the decimal just below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<String>,
    /// Whether the least itself is left out.
    #[serde(skip_serializing_if = "is_false")]
    pub low_open: bool,
    /// The most, likewise; of a ratio, the decimal just above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<String>,
    /// Whether the most itself is left out.
    #[serde(skip_serializing_if = "is_false")]
    pub high_open: bool,
    /// Both readings, where the text does not say which; then there is no `low` and no `high`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub either: Option<[String; 2]>,
    /// The numbers that it is made of.
    pub numbers: Vec<Number<'t>>,
    /// The number with its unit, without what bounds it.
    pub quantity: &'t str,
    /// The symbol of the unit: UCUM, ISO 4217 or `%`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
    /// The unit as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_text: Option<&'t str>,
    /// What is counted, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<&'t str>,
    /// How it was read, where there was something to decide.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub how: Vec<String>,
}

/// One number within a figure.
#[derive(Debug, Serialize)]
pub struct Number<'t> {
    /// As written.
    pub text: &'t str,
    /// Where it starts, in code points.
    pub start: u64,
    /// Where it ends.
    pub end: u64,
    /// The exact decimal, or the ratio in lowest terms (`2/3`) where there is none.
    pub value: String,
}

// Serde hands over a reference.
#[expect(clippy::trivially_copy_pass_by_ref)]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl<'t> Reading<'t> {
    /// Of a finding in a text.
    pub fn of(finding: Finding, points: &mut Points<'t>, line: Option<u64>) -> Self {
        let text = points.text();
        let mut place = |at: usize| points.at(at);
        let (low_open, high_open) = finding.precision.open();
        Self {
            line,
            text: &text[finding.range.clone()],
            start: place(finding.range.start),
            end: place(finding.range.end),
            kind: match finding.kind {
                Kind::Quantity => "quantity",
                Kind::Ordinal => "ordinal",
            },
            qualifier: finding.precision.word(),
            low_open: low_open && finding.low.is_some(),
            high_open: high_open && finding.high.is_some(),
            low: finding.low.as_ref().and_then(|v| bound(v, false)),
            high: finding.high.as_ref().and_then(|v| bound(v, true)),
            either: finding.either.map(|(a, b)| [exact(&a), exact(&b)]),
            numbers: finding
                .numbers
                .iter()
                .map(|number| Number {
                    text: &text[number.range.clone()],
                    start: place(number.range.start),
                    end: place(number.range.end),
                    value: exact(&number.value),
                })
                .collect(),
            quantity: &text[finding.quantity],
            unit: finding.unit,
            unit_text: finding.unit_text.map(|range| &text[range]),
            counted: finding.counted.map(|range| &text[range]),
            how: finding.how,
        }
    }
}

fn exact(value: &Value) -> String {
    value
        .decimal()
        .or_else(|| value.fraction())
        .unwrap_or_default()
}

/// The decimal of a bound; of a ratio without one, the nearest on its own side.
fn bound(value: &Value, up: bool) -> Option<String> {
    value.decimal().or_else(|| {
        let (below, above) = value.bracket()?;
        Some(if up { above } else { below })
    })
}
