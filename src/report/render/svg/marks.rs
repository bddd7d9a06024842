//! The marks of figures, and the names of those who gave them.

use std::fmt::Write as _;

use super::axis::Field;
use super::{COLOURS, Drawn, LINE, lives, text, wrapped};
use crate::report::value::SortBasis;

/// How far an arrow reaches from the bound of an open end.
const ARROW: f64 = 20.0;
/// How large the mark of a bound is, of that of a number.
const BOUND: f64 = 0.7;
/// Above so many marks they are small, and have no words of their own.
pub(super) const MANY: usize = 200;

/// Draws every figure, and names each speaker where the marks end.
pub(super) fn draw(svg: &mut String, drawn: &[Drawn<'_>], speakers: &[String], field: &Field) {
    let size = if drawn.len() > MANY { 1.6 } else { 4.0 };
    let mut names: Vec<(f64, f64, usize)> = Vec::new();
    for (who, name) in speakers.iter().enumerate() {
        let own: Vec<&Drawn<'_>> = drawn
            .iter()
            .filter(|one| lives::speakers(one.line) == *name)
            .collect();
        let colour = COLOURS[who % COLOURS.len()];
        let _ = writeln!(
            svg,
            "<g class=\"s{}\" stroke=\"{colour}\" fill=\"{colour}\">",
            who % COLOURS.len()
        );
        path(svg, &own, field);
        for one in &own {
            mark(svg, one, who, size, drawn.len() <= MANY, field);
        }
        svg.push_str("</g>\n");
        // By the last that they stand for.
        let last = own.iter().rev().find(|one| !one.mark.hollow);
        if let Some(last) = last.or(own.last()) {
            names.push((middle(last, field), field.x(last.days.1), who));
        }
    }
    named(svg, names, speakers, field);
}

/// The lines that lead from one number of a speaker to the next. What lies between two bounds has no height at which a
/// line could meet it: there it breaks.
fn path(svg: &mut String, own: &[&Drawn<'_>], field: &Field) {
    let said = own
        .iter()
        .filter(|one| !one.mark.hollow && !one.forecast && one.line.sort_basis == SortBasis::Said);
    let mut runs: Vec<Vec<String>> = vec![Vec::new()];
    for one in said {
        match (number(one), runs.last_mut()) {
            (Some(value), Some(run)) => {
                run.push(format!("{:.1},{:.1}", field.x(one.days.0), field.y(value)));
            }
            _ => runs.push(Vec::new()),
        }
    }
    for run in runs.iter().filter(|run| run.len() > 1) {
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke-opacity=\"0.45\"/>",
            run.join(" ")
        );
    }
}

/// The number for which a figure stands; none where it names bounds alone.
pub(super) fn number(one: &Drawn<'_>) -> Option<f64> {
    let mark = &one.mark;
    mark.best.or(mark.low.filter(|_| mark.low == mark.high))
}

/// The height at which a figure's name and the stretch of its days meet it.
fn middle(one: &Drawn<'_>, field: &Field) -> f64 {
    let mark = &one.mark;
    match (mark.best, mark.low, mark.high) {
        (Some(best), _, _) => field.y(best),
        (None, Some(low), Some(high)) => (field.y(low) + field.y(high)) / 2.0,
        (None, Some(one), None) | (None, None, Some(one)) => field.y(one),
        (None, None, None) => field.frame.top,
    }
}

fn mark(svg: &mut String, one: &Drawn<'_>, who: usize, size: f64, titled: bool, field: &Field) {
    let (from, to) = (field.x(one.days.0), field.x(one.days.1));
    let x = (from + to) / 2.0;
    let style = match one.mark.hollow {
        true => " class=\"hollow\" fill=\"#fff\" stroke-dasharray=\"3 2\"",
        false => "",
    };
    let width = if titled { 1.6 } else { 1.0 };
    let _ = write!(svg, "<g stroke-width=\"{width}\"{style}>");
    if titled {
        let words = format!(
            "{}, {}: {}",
            lives::speakers(one.line),
            one.line.sort_date,
            lives::figure(one.line)
        );
        let _ = write!(svg, "<title>{}</title>", text(&words));
    }
    let mut line = |x1: f64, y1: f64, x2: f64, y2: f64| {
        let _ = write!(
            svg,
            "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>"
        );
    };
    let cap = size.max(2.5);
    if to - from > 2.0 * size {
        let y = middle(one, field);
        line(from, y, to, y);
        line(from, y - cap, from, y + cap);
        line(to, y - cap, to, y + cap);
    }
    let number = number(one).map(|value| field.y(value));
    let (low, high) = (
        one.mark.low.map(|value| field.y(value)),
        one.mark.high.map(|value| field.y(value)),
    );
    // Bounds are told by whose form they have, where there is room and no number between them has it.
    let mut bounds: Vec<f64> = Vec::new();
    match (low, high) {
        (Some(low), Some(high)) if low == high => {}
        (Some(low), Some(high)) => {
            line(x, low, x, high);
            bounds.extend([low, high]);
        }
        (Some(low), None) => {
            arrow(&mut line, x, low, low - ARROW, cap);
            bounds.push(low);
        }
        (None, Some(high)) => {
            arrow(&mut line, x, high, high + ARROW, -cap);
            bounds.push(high);
        }
        (None, None) => {}
    }
    let mut dots: Vec<(f64, f64)> = number.into_iter().map(|y| (y, size)).collect();
    if titled && number.is_none() {
        dots.extend(bounds.iter().map(|y| (*y, size * BOUND)));
    } else {
        for y in &bounds {
            line(x - cap, *y, x + cap, *y);
        }
    }
    if one.mark.hollow {
        // Dashes would leave crumbs of so small a mark.
        svg.push_str("<g stroke-dasharray=\"none\">");
    }
    for (y, size) in dots {
        shape(svg, if one.forecast { 3 } else { who % 3 }, x, y, size);
    }
    if one.mark.hollow {
        svg.push_str("</g>");
    }
    if titled && one.line.sort_basis != SortBasis::Said {
        let top = [low, high, number].into_iter().flatten();
        let y = top.fold(f64::INFINITY, f64::min) - 8.0;
        let _ = write!(
            svg,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"middle\" font-weight=\"bold\" stroke=\"none\">?</text>"
        );
    }
    svg.push_str("</g>\n");
}

/// From a bound to where its open side ends on paper.
fn arrow(line: &mut impl FnMut(f64, f64, f64, f64), x: f64, bound: f64, end: f64, cap: f64) {
    line(x, bound, x, end);
    line(x - cap, end + cap, x, end);
    line(x + cap, end + cap, x, end);
}

/// A dot; by its form speakers are told apart where there is no colour. The last is that of forecasts.
fn shape(svg: &mut String, form: usize, x: f64, y: f64, size: f64) {
    let corners = |corners: &[(f64, f64)]| -> String {
        let point = |(dx, dy): &(f64, f64)| format!("{:.1},{:.1}", x + dx * size, y + dy * size);
        corners.iter().map(point).collect::<Vec<_>>().join(" ")
    };
    let points = match form {
        0 => {
            let _ = write!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{size}\"/>");
            return;
        }
        1 => corners(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
        2 => corners(&[(0.0, -1.2), (1.1, 0.9), (-1.1, 0.9)]),
        _ => corners(&[(0.0, -1.4), (1.4, 0.0), (0.0, 1.4), (-1.4, 0.0)]),
    };
    let _ = write!(svg, "<polygon points=\"{points}\"/>");
}

/// Names at the right edge, each as near to its last mark as the others let it.
fn named(svg: &mut String, mut names: Vec<(f64, f64, usize)>, speakers: &[String], field: &Field) {
    names.sort_by(|a, b| a.0.total_cmp(&b.0));
    let lines: Vec<Vec<String>> = names
        .iter()
        .map(|(_, _, who)| wrapped(&speakers[*who], field.frame.name))
        .collect();
    let tall = |at: usize| lines[at].len() as f64 * LINE;
    let mut places: Vec<f64> = Vec::with_capacity(names.len());
    for (at, (y, _, _)) in names.iter().enumerate() {
        let above = at.checked_sub(1).map(|above| places[above] + tall(above));
        places.push(y.max(above.unwrap_or(field.frame.top + 4.0)));
    }
    // Those that were pushed past the end push the others back.
    let mut most = field.frame.top + field.frame.field + LINE;
    for (at, place) in places.iter_mut().enumerate().rev() {
        *place = place.min(most - tall(at));
        most = *place;
    }
    let x = field.right() + 14.0;
    for (((y, end, who), place), lines) in names.iter().zip(&places).zip(&lines) {
        let colour = COLOURS[who % COLOURS.len()];
        // Dotted and grey: it leads to a name, and says nothing of the days after the mark.
        let _ = writeln!(
            svg,
            "<line x1=\"{:.1}\" y1=\"{y:.1}\" x2=\"{:.1}\" y2=\"{place:.1}\" class=\"lead\" stroke=\"#999\" stroke-dasharray=\"1 4\"/>",
            end + 7.0,
            x - 4.0
        );
        // The mark has the colour and the name has none: not every colour is dark enough for letters.
        let _ = write!(
            svg,
            "<g class=\"s{}\" stroke=\"{colour}\" fill=\"{colour}\">",
            who % COLOURS.len()
        );
        shape(svg, who % 3, x + 3.0, *place, 4.0);
        svg.push_str("</g>");
        for (at, line) in lines.iter().enumerate() {
            let _ = writeln!(
                svg,
                "<text x=\"{:.1}\" y=\"{:.1}\" font-weight=\"bold\">{}</text>",
                x + 12.0,
                place + 4.0 + at as f64 * LINE,
                text(line)
            );
        }
    }
}
