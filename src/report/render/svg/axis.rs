//! The field of marks: its axes, and where a day and a value lie on it.

use std::fmt::Write as _;

use super::{Drawn, Frame, LEFT, text};
use crate::model::edtf::Day;
use crate::report::render::chart::Scale;
use crate::report::render::words::grouped;

/// How many steps an axis has at most.
const STEPS: f64 = 8.0;

/// Where days and values lie.
pub(super) struct Field {
    scale: Scale,
    from: f64,
    to: f64,
    /// From which day on only forecasts stand.
    foretold: Option<f64>,
    /// In which it lies.
    pub frame: Frame,
}

impl Field {
    pub fn new(drawn: &[Drawn<'_>], mut scale: Scale, frame: Frame) -> Self {
        let (mut from, mut to) = (f64::INFINITY, f64::NEG_INFINITY);
        let mut said = f64::NEG_INFINITY;
        for one in drawn {
            (from, to) = (from.min(one.days.0), to.max(one.days.1));
            if !one.forecast {
                said = said.max(one.days.1);
            }
        }
        if to - from < 2.0 {
            (from, to) = (from - 1.0, to + 1.0);
        }
        if !scale.log {
            // The axis ends with a step, so that no mark lies on its edge.
            let step = step(scale.to - scale.from);
            scale.to = (scale.to / step).ceil() * step;
            scale.from = (scale.from / step).floor() * step;
        }
        let foretold = drawn.iter().any(|one| one.forecast) && said.is_finite();
        Self {
            scale,
            from,
            to,
            foretold: foretold.then_some(said),
            frame,
        }
    }

    /// Where a day lies.
    pub fn x(&self, day: f64) -> f64 {
        LEFT + 12.0 + (day - self.from) / (self.to - self.from) * self.frame.room()
    }

    /// Where a value lies.
    pub fn y(&self, value: f64) -> f64 {
        self.bottom() - 8.0 - self.scale.place(value) * (self.frame.field - 16.0)
    }

    /// Where the field ends, and the names begin.
    pub fn right(&self) -> f64 {
        self.frame.width - self.frame.right
    }

    fn bottom(&self) -> f64 {
        self.frame.top + self.frame.field
    }

    /// Draws the axes, with what is counted above them.
    pub fn draw(&self, svg: &mut String, unit: &str) {
        let (right, top, bottom) = (self.right(), self.frame.top, self.bottom());
        if let Some(said) = self.foretold {
            let x = self.x(said) + 10.0;
            let _ = writeln!(
                svg,
                "<rect x=\"{x:.1}\" y=\"{top}\" width=\"{:.1}\" height=\"{}\" class=\"wash\" fill=\"#f0f0f0\"/>\
                 <text x=\"{:.1}\" y=\"{:.1}\" font-size=\"12\" font-style=\"italic\" class=\"faint\" fill=\"#555\">foretold</text>",
                (right - x).max(0.0),
                self.frame.field,
                x + 6.0,
                top + 16.0
            );
        }
        for value in self.values() {
            let y = self.y(value);
            let _ = writeln!(
                svg,
                "<line x1=\"{LEFT}\" x2=\"{right}\" y1=\"{y:.1}\" y2=\"{y:.1}\" class=\"grid\" stroke=\"#ddd\"/>\
                 <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" font-size=\"12\">{}</text>",
                LEFT - 8.0,
                y + 4.0,
                grouped(&value.to_string())
            );
        }
        let mut above = unit.to_owned();
        if self.scale.log {
            above += if above.is_empty() {
                "logarithmic scale"
            } else {
                ", logarithmic scale"
            };
        } else if self.scale.from > 0.0 {
            above += if above.is_empty() { "" } else { ", " };
            above += "the axis does not begin at nought";
        }
        let _ = writeln!(
            svg,
            "<text x=\"{LEFT}\" y=\"{}\" font-size=\"12\" class=\"faint\" fill=\"#555\">{}</text>",
            top - 12.0,
            text(&above)
        );
        let _ = writeln!(
            svg,
            "<line x1=\"{LEFT}\" x2=\"{right}\" y1=\"{bottom}\" y2=\"{bottom}\" class=\"axis\" stroke=\"#222\"/>"
        );
        for (day, label) in self.days() {
            let x = self.x(day);
            let _ = writeln!(
                svg,
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{bottom}\" y2=\"{:.1}\" class=\"axis\" stroke=\"#222\"/>\
                 <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-size=\"12\">{label}</text>",
                bottom + 5.0,
                bottom + 20.0
            );
        }
    }

    fn values(&self) -> Vec<f64> {
        let Scale { from, to, log } = self.scale;
        if log {
            let (first, last) = (from.log10().floor() as i32, to.log10().ceil() as i32);
            return (first..=last)
                .map(|power| 10f64.powi(power))
                .filter(|value| (from..=to).contains(value))
                .collect();
        }
        let step = step(to - from);
        let steps = ((to - from) / step).round() as u32;
        // By whole steps: sums of fractions would print as 0.30000000000000004.
        let first = (from / step).round();
        (0..=steps)
            .map(|at| {
                let value = (first + f64::from(at)) * step;
                (value * 1e9).round() / 1e9
            })
            .collect()
    }

    /// Days to be named: the beginnings of years or months, or days that are whole steps apart.
    fn days(&self) -> Vec<(f64, String)> {
        let span = self.to - self.from;
        let day = |number: f64| Day::from_number(number as i128);
        let (Some(first), Some(last)) = (day(self.from.floor()), day(self.to.ceil())) else {
            return Vec::new();
        };
        if span > 3.0 * 366.0 {
            let step = step((last.year() - first.year()) as f64).max(1.0) as i64;
            return (first.year()..=last.year())
                .filter(|year| year.rem_euclid(step) == 0)
                .filter_map(|year| Some((Day::new(year, 1, 1)?.number() as f64, year.to_string())))
                .filter(|(at, _)| (self.from..=self.to).contains(at))
                .collect();
        }
        if span > 70.0 {
            let months = (span / 30.4 / STEPS).ceil();
            let step = [1, 2, 3, 6, 12]
                .into_iter()
                .find(|step| f64::from(*step) >= months);
            let step = i64::from(step.unwrap_or(12));
            return (first.year() * 12..=last.year() * 12 + 11)
                .filter(|month| month.rem_euclid(step) == 0)
                .filter_map(|month| {
                    let number = u8::try_from(month.rem_euclid(12) + 1).ok()?;
                    let begins = Day::new(month.div_euclid(12), number, 1)?;
                    let label = begins.to_string();
                    Some((begins.number() as f64, label[..label.len() - 3].to_owned()))
                })
                .filter(|(at, _)| (self.from..=self.to).contains(at))
                .collect();
        }
        let step = (span / STEPS).ceil().max(1.0);
        let mut at = self.from.ceil();
        let mut days = Vec::new();
        while at <= self.to {
            days.extend(day(at).map(|day| (at, day.to_string())));
            at += step;
        }
        days
    }
}

/// A round step, 1, 2 or 5 with noughts, of which a span has no more than an axis takes.
fn step(span: f64) -> f64 {
    let rough = span / STEPS;
    let power = 10f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .find(|f| f * power >= rough);
    factor.unwrap_or(10.0) * power
}
