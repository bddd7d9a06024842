//! Figures drawn on one scale: what of them both a terminal and a picture need. Floats are for drawing alone.

use crate::model::{Decimal, Stance};
use crate::report::figures::{Interval, counts, units};
use crate::report::value::{FigureLine, FigureValue};
use crate::text::figures::Value;

/// From how many times the least the greatest is drawn on a logarithmic scale.
const LOGARITHMIC: f64 = 1000.0;

/// A figure to be drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Mark {
    /// Its lower end; none where it is open.
    pub low: Option<f64>,
    /// Its upper end; none where it is open.
    pub high: Option<f64>,
    /// The best estimate within.
    pub best: Option<f64>,
    /// Whether it is drawn hollow: nobody stands for it.
    pub hollow: bool,
}

impl Mark {
    /// Of a line, in a unit; none where it has no number, or none that can be turned into that unit exactly.
    pub fn of(line: &FigureLine, unit: &str) -> Option<Self> {
        let figure = line.figures.first()?;
        let mut mark = of_figure(figure, line.stance)?;
        if figure.unit.as_str() != unit {
            let times = of_value(&units::factor(figure.unit.as_str(), unit)?)?;
            for end in [&mut mark.low, &mut mark.high, &mut mark.best] {
                *end = end.map(|value| value * times);
            }
        }
        Some(mark)
    }

    fn ends(&self) -> impl Iterator<Item = f64> {
        [self.low, self.high, self.best].into_iter().flatten()
    }
}

/// The unit on whose axis lines are drawn: that of most of them.
pub(super) fn unit_of(lines: &[FigureLine]) -> &str {
    let mut units: Vec<(&str, usize)> = Vec::new();
    for figure in lines.iter().filter_map(|line| line.figures.first()) {
        match units
            .iter_mut()
            .find(|(unit, _)| *unit == figure.unit.as_str())
        {
            Some((_, many)) => *many += 1,
            None => units.push((figure.unit.as_str(), 1)),
        }
    }
    // Of as many, the one that came first.
    let most = units.iter().rev().max_by_key(|(_, many)| *many);
    most.map_or("", |(unit, _)| *unit)
}

fn of_figure(figure: &FigureValue, stance: Stance) -> Option<Mark> {
    let (low, high) = (
        Decimal::read(figure.low.as_str()),
        Decimal::read(figure.high.as_str()),
    );
    let mut mark = Mark {
        hollow: !counts(stance),
        best: real(figure.best.as_str()),
        ..Mark::default()
    };
    let found = figure.qualifier.and_then(|qualifier| {
        Interval::of(
            qualifier,
            low.as_ref().map(|low| (low, figure.low_open)),
            high.as_ref().map(|high| (high, figure.high_open)),
        )
    });
    match found {
        Some(interval) => {
            mark.low = interval.low.as_ref().and_then(|(value, _)| of_value(value));
            mark.high = interval
                .high
                .as_ref()
                .and_then(|(value, _)| of_value(value));
        }
        None => {
            mark.low = real(figure.low.as_str());
            mark.high = real(figure.high.as_str());
        }
    }
    mark.ends().next().map(|_| mark)
}

fn of_value(value: &Value) -> Option<f64> {
    let digits = value
        .decimal()
        .or_else(|| value.bracket().map(|(low, _)| low));
    real(&digits?)
}

fn real(digits: &str) -> Option<f64> {
    digits.parse().ok().filter(|value: &f64| value.is_finite())
}

/// From values to places between 0 and 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    /// The least value drawn.
    pub from: f64,
    /// The greatest.
    pub to: f64,
    /// Whether it is logarithmic.
    pub log: bool,
}

impl Scale {
    /// On which all of them lie: from nought where that costs no more than half of it; logarithmic where
    /// the greatest is a thousand times the least.
    pub fn of<'m>(marks: impl IntoIterator<Item = &'m Mark>) -> Option<Self> {
        let (mut from, mut to) = (f64::INFINITY, f64::NEG_INFINITY);
        for end in marks.into_iter().flat_map(Mark::ends) {
            (from, to) = (from.min(end), to.max(end));
        }
        if from > to {
            return None;
        }
        let log = from > 0.0 && to / from >= LOGARITHMIC;
        if !log && from > 0.0 && from <= to / 2.0 {
            from = 0.0;
        }
        if from == to {
            // One value alone stands against nought.
            (from, to) = match from {
                0.0 => (0.0, 1.0),
                below if below < 0.0 => (below, 0.0),
                above => (0.0, above),
            };
        }
        Some(Self { from, to, log })
    }

    /// Where a value lies.
    pub fn place(&self, value: f64) -> f64 {
        let (from, to, at) = match self.log {
            true => (self.from.ln(), self.to.ln(), value.ln()),
            false => (self.from, self.to, value),
        };
        ((at - from) / (to - from)).clamp(0.0, 1.0)
    }
}

/// Cells that a drawn row leaves free at each end, for the arrow of an open one.
const ARROW: usize = 3;

/// A mark as cells of a terminal: a dot, a bar between its ends, an arrow where one is open; dashed and
/// hollow where nobody stands for it. It reads without colour.
pub(super) fn cells(mark: &Mark, scale: &Scale, width: usize) -> String {
    let room = width.saturating_sub(2 * ARROW + 1).max(1);
    let at = |value: f64| ARROW + (scale.place(value) * room as f64).round() as usize;
    let [dot, left, line, right, to_left, to_right] = match mark.hollow {
        true => ['○', '├', '┄', '┤', '◁', '▷'],
        false => ['●', '┣', '━', '┫', '◀', '▶'],
    };
    let mut cells = vec![' '; width.max(2 * ARROW + 2)];
    match (mark.low.map(at), mark.high.map(at)) {
        (Some(low), Some(high)) if low == high => cells[low] = dot,
        (Some(low), Some(high)) => {
            cells[low..=high].fill(line);
            (cells[low], cells[high]) = (left, right);
        }
        (Some(low), None) => {
            cells[low..low + ARROW].fill(line);
            (cells[low], cells[low + ARROW]) = (left, to_right);
        }
        (None, Some(high)) => {
            cells[high - ARROW..high].fill(line);
            (cells[high], cells[high - ARROW]) = (right, to_left);
        }
        (None, None) => {}
    }
    if let Some(best) = mark.best.map(at) {
        cells[best] = dot;
    }
    cells.into_iter().collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_read_without_colour() {
        let mark = |low, high| Mark {
            low,
            high,
            ..Mark::default()
        };
        let scale = Scale {
            from: 0.0,
            to: 10.0,
            log: false,
        };
        let drawn = |mark: &Mark| cells(mark, &scale, 17);
        assert_eq!(drawn(&mark(Some(0.0), Some(0.0))), "   ●");
        assert_eq!(drawn(&mark(Some(10.0), Some(10.0))), "             ●");
        assert_eq!(drawn(&mark(Some(2.0), Some(8.0))), "     ┣━━━━━┫");
        assert_eq!(drawn(&mark(Some(10.0), None)), "             ┣━━▶");
        assert_eq!(drawn(&mark(None, Some(0.0))), "◀━━┫");
        let denied = Mark {
            hollow: true,
            ..mark(Some(4.0), None)
        };
        assert_eq!(drawn(&denied), "       ├┄┄▷");
        let best = Mark {
            best: Some(5.0),
            ..mark(Some(2.0), Some(8.0))
        };
        assert_eq!(drawn(&best), "     ┣━━●━━┫");
    }

    #[test]
    fn a_scale_begins_at_nought_and_grows_logarithmic() {
        let marks = |values: &[f64]| -> Vec<Mark> {
            values
                .iter()
                .map(|value| Mark {
                    low: Some(*value),
                    ..Mark::default()
                })
                .collect()
        };
        let scale = |values: &[f64]| Scale::of(&marks(values)).map(|s| (s.from, s.to, s.log));
        assert_eq!(scale(&[3.0, 10.0]), Some((0.0, 10.0, false)));
        assert_eq!(scale(&[9.0, 10.0]), Some((9.0, 10.0, false)));
        assert_eq!(scale(&[-5.0, 10.0]), Some((-5.0, 10.0, false)));
        assert_eq!(scale(&[1.0, 1000.0]), Some((1.0, 1000.0, true)));
        assert_eq!(scale(&[7.0]), Some((0.0, 7.0, false)));
        assert_eq!(scale(&[]), None);
    }
}
