//! The picture of a measure: time against value, as SVG that runs nothing and fetches nothing.
//!
//! It is drawn for print as well: shapes and dashes tell what colours tell, speakers are named where their marks
//! end, and the caption names the sources and what could not be drawn.

mod axis;
mod marks;
mod thin;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::chart::{Mark, Scale, unit_of};
use super::words::{self, lives};
use crate::model::Qualifier;
use crate::model::edtf::Day;
use crate::report::figures::units;
use crate::report::value::{FigureLine, SortBasis};
use crate::text::visible::visible;

/// A picture's edges and the height of its field of marks, which grows with the speakers that are named beside it.
struct Frame {
    width: f64,
    right: f64,
    top: f64,
    field: f64,
    /// How many letters a line of a speaker's name has.
    name: usize,
}

impl Frame {
    /// The width between the first day and the last.
    fn room(&self) -> f64 {
        self.width - LEFT - self.right - 24.0
    }
}

/// Where the field begins: room for the numbers of its axis.
const LEFT: f64 = 84.0;
/// A picture for itself: with a title above it.
const ALONE: Frame = Frame {
    width: 960.0,
    right: 210.0,
    top: 64.0,
    field: 400.0,
    name: 24,
};
/// A picture within the column of a page, which has the title and the caption.
const WITHIN: Frame = Frame {
    width: 720.0,
    right: 176.0,
    top: 26.0,
    field: 300.0,
    name: 20,
};
/// Between two names, and two lines of the caption.
const LINE: f64 = 17.0;
/// How many letters a line of the caption has.
const LETTERS: usize = 130;
/// How many sources the caption names.
const SOURCES: usize = 24;

/// A figure to be drawn.
struct Drawn<'a> {
    line: &'a FigureLine,
    mark: Mark,
    /// The first and last day on which it stands.
    days: (f64, f64),
    /// Whether it is of a day after that on which it was said.
    forecast: bool,
}

/// Colours that the colour-blind tell apart, dark enough for print (Okabe and Ito 2008; their yellow is left out).
const COLOURS: &[&str] = &[
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000",
];

/// Writes the picture of a measure's figures.
///
/// # Errors
/// Fails where writing does.
pub fn figures(out: &mut dyn Write, lines: &[FigureLine]) -> io::Result<()> {
    let title = lines.iter().flat_map(|line| &line.figures).next();
    let title = text(title.map_or("", |figure| figure.measure.as_str()));
    let heading = format!(
        "<title>{title}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"{LEFT}\" y=\"28\" font-size=\"20\" font-weight=\"bold\">{title}</text>\n"
    );
    let mut caption = told(lines, &ALONE);
    caption.push(sources(lines));
    let caption: Vec<String> = caption
        .iter()
        .flat_map(|line| wrapped(line, LETTERS))
        .collect();
    out.write_all(picture(lines, &ALONE, &heading, &caption).as_bytes())
}

/// The picture of a measure's figures for a page, whose style has the colours and which has title and caption.
pub(super) fn within(lines: &[FigureLine]) -> String {
    let title = lines.iter().flat_map(|line| &line.figures).next();
    let title = text(title.map_or("", |figure| figure.measure.as_str()));
    picture(lines, &WITHIN, &format!("<title>{title}</title>\n"), &[])
}

fn picture(lines: &[FigureLine], frame: &Frame, heading: &str, caption: &[String]) -> String {
    let unit = unit_of(lines);
    let drawn = all_drawn(lines, unit);
    let mut speakers: Vec<String> = Vec::new();
    let mut known = HashSet::new();
    for one in &drawn {
        let who = lives::speakers(one.line);
        if known.insert(who.clone()) {
            speakers.push(who);
        }
    }
    let names: usize = speakers
        .iter()
        .map(|name| wrapped(name, frame.name).len())
        .sum();
    let frame = Frame {
        field: frame.field.max((names + 1) as f64 * LINE),
        ..*frame
    };
    let below = match caption.len() {
        0 => 30.0,
        lines => 56.0 + lines as f64 * LINE,
    };
    let (width, bottom) = (frame.width, frame.top + frame.field);
    let mut svg = String::new();
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {0}\" width=\"{width}\" height=\"{0}\" \
         role=\"img\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\" fill=\"#222\">\n{heading}",
        bottom + below
    );
    if let Some(scale) = Scale::of(drawn.iter().map(|one| &one.mark)) {
        let place = axis::Field::new(&drawn, scale, frame);
        place.draw(&mut svg, unit);
        let drawn = thin::thinned(drawn, &place.frame);
        marks::draw(&mut svg, &drawn, &speakers, &place);
    }
    for (at, line) in caption.iter().enumerate() {
        let y = bottom + 60.0 + at as f64 * LINE;
        let _ = writeln!(
            svg,
            "<text x=\"{LEFT}\" y=\"{y}\" font-size=\"12\" fill=\"#555\">{}</text>",
            text(line)
        );
    }
    svg.push_str("</svg>\n");
    svg
}

/// The lines that are drawn on the axis of a unit, before they are thinned.
fn all_drawn<'a>(lines: &'a [FigureLine], unit: &str) -> Vec<Drawn<'a>> {
    lines.iter().filter_map(|line| drawn(line, unit)).collect()
}

/// A line to be drawn; none where it has no number in that unit, or no day.
fn drawn<'a>(line: &'a FigureLine, unit: &str) -> Option<Drawn<'a>> {
    let mark = Mark::of(line, unit)?;
    let day = |text: &str| -> Option<f64> {
        let day = Day::from_sort_text(text)?;
        Some(day.number() as f64)
    };
    let sorted = day(line.sort_date.as_str())?;
    let said = match line.sort_basis {
        SortBasis::Said => (
            day(line.said.from.as_str()).unwrap_or(sorted),
            day(line.said.to.as_str()).unwrap_or(sorted),
        ),
        _ => (sorted, sorted),
    };
    let as_of = line.figures.first().map(|figure| &figure.as_of);
    let of = as_of.and_then(|of| Some((day(of.from.as_str())?, day(of.to.as_str())?)));
    let later = of.filter(|of| of.0 > said.1);
    Some(Drawn {
        line,
        mark,
        days: later.unwrap_or(said),
        forecast: later.is_some(),
    })
}

/// Whether it is drawn as more than what is written.
fn is_about(one: &Drawn<'_>) -> bool {
    let figure = one.line.figures.first();
    figure.is_some_and(|figure| {
        !matches!(
            figure.qualifier,
            None | Some(
                Qualifier::Bare
                    | Qualifier::Exactly
                    | Qualifier::MoreThan
                    | Qualifier::AtLeast
                    | Qualifier::LessThan
                    | Qualifier::AtMost
                    | Qualifier::UpTo
                    | Qualifier::Between
            )
        )
    })
}

/// What stands below a picture within a page, in sentences: how to read it, and what is not drawn.
pub(super) fn notes(lines: &[FigureLine]) -> Vec<String> {
    told(lines, &WITHIN)
}

fn told(lines: &[FigureLine], frame: &Frame) -> Vec<String> {
    let unit = unit_of(lines);
    let drawn = all_drawn(lines, unit);
    let any = |is: fn(&Drawn<'_>) -> bool| drawn.iter().any(is);
    let marks: Vec<&str> = [
        (
            any(|one| {
                one.mark.low.is_some() && one.mark.high.is_some() && one.mark.low != one.mark.high
            }),
            "an upright bar is a range",
        ),
        (
            any(|one| one.mark.best.is_some()),
            "a dot on it the best estimate",
        ),
        (
            any(|one| one.mark.low.is_none() != one.mark.high.is_none()),
            "an arrow an open end",
        ),
        (
            any(|one| one.mark.hollow),
            "hollow or dashed is what nobody there stands for",
        ),
        (
            any(|one| one.days.0 < one.days.1),
            "a level bar is a date known only roughly",
        ),
    ]
    .into_iter()
    .filter_map(|(is, words)| is.then_some(words))
    .collect();
    let mut told: Vec<String> = Vec::new();
    if !marks.is_empty() {
        told.push(format!("How to read it: {}.", marks.join(", ")));
    }
    if any(is_about) {
        told.push("What is about or nearly a number is drawn half the unit of its last digit wide, dozens and the like as far as the word may reach.".to_owned());
    }
    if drawn.iter().any(|one| one.forecast) {
        told.push(
            "Diamonds stand at the day that is foretold, not at the day of saying.".to_owned(),
        );
    }
    let undated = drawn
        .iter()
        .filter(|one| one.line.sort_basis != SortBasis::Said)
        .count();
    if undated > 0 {
        told.push(format!(
            "{}, under a question mark, at the day of publication or recording: when it was said is not known.",
            words::count(undated as u64, "figure stands", "figures stand")
        ));
    }
    let has_other_unit = |line: &&FigureLine| {
        let figure = line.figures.first();
        figure.is_some_and(|figure| {
            figure.unit.as_str() != unit && units::factor(figure.unit.as_str(), unit).is_none()
        })
    };
    let others = lines.iter().filter(has_other_unit).count();
    if others > 0 {
        told.push(format!(
            "{} not drawn: nothing turns {} unit into that of the axis exactly.",
            words::count(others as u64, "figure is", "figures are"),
            if others == 1 { "its" } else { "their" }
        ));
    }
    let missing = lines.len() - drawn.len() - others;
    if missing > 0 {
        told.push(format!(
            "{} without a number or a day is not drawn.",
            words::count(missing as u64, "figure", "figures")
        ));
    }
    let all = drawn.len();
    let shown = thin::thinned(drawn, frame).len();
    if shown < all {
        told.push(format!(
            "Of {} figures {} are drawn: of those that lie on one another, the first, last, lowest and highest.",
            words::grouped(&all.to_string()),
            words::grouped(&shown.to_string())
        ));
    }
    told
}

/// The sources by name.
fn sources(lines: &[FigureLine]) -> String {
    let mut sources: Vec<&str> = Vec::new();
    for source in lines.iter().flat_map(|line| &line.sources) {
        if !sources.contains(&source.name.as_str()) {
            sources.push(source.name.as_str());
        }
    }
    let more = sources.len().saturating_sub(SOURCES);
    sources.truncate(SOURCES);
    let mut list = format!("Sources: {}", sources.join("; "));
    if more > 0 {
        let _ = write!(
            list,
            "; and {more} more, which the table of these figures names"
        );
    }
    list + "."
}

/// A text in lines of so many letters, broken at spaces.
fn wrapped(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Words as XML text in which nothing hides.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in visible(words).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests;
