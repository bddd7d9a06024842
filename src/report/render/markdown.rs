//! The report to read as Markdown. It must read well as it stands and when rendered.

pub mod escape;

use std::io::{self, Write};

use self::escape::{address, block, inline, within_a_line};
use super::telling::{Claimed, Line, Opening, Page, Part, Pictured, Said, Telling, Voice, Words};
use super::words::{self, lives};
use crate::report::shown::Shown;
use crate::report::value::FigureLine;

/// How many figures of a measure are listed one by one.
const LISTED: usize = 40;

/// The page.
pub struct Markdown<'a> {
    out: &'a mut dyn Write,
}

impl<'a> Markdown<'a> {
    /// A report to be written to `out`.
    pub fn new(out: &'a mut dyn Write) -> Telling<Self> {
        Telling::to(Self { out })
    }

    fn paragraph(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "\n{text}")
    }

    fn about(&mut self, lines: &[Line]) -> io::Result<()> {
        match lines.is_empty() {
            true => Ok(()),
            false => self.paragraph(&row(lines)),
        }
    }

    fn part(&mut self, part: &Part) -> io::Result<()> {
        match part {
            Part::Warning { label, text } => {
                self.paragraph(&format!("**{label}:** {}", ours(text)))
            }
            Part::Remark {
                label,
                text,
                lang: _,
            } => self.paragraph(&format!("{}: {}", set(label), ours(text))),
            Part::Line(line) => self.paragraph(&set(line)),
            Part::Apart {
                label,
                text,
                lang: _,
                quoted,
                quotes: _,
            } => {
                self.paragraph(&format!("{}:\n", set(label)))?;
                let text = if *quoted {
                    &format!("“{text}”")
                } else {
                    text
                };
                write!(self.out, "{}", block(text, "> "))
            }
        }
    }
}

impl Page for Markdown<'_> {
    const PICTURES: bool = true;

    fn opening(&mut self, told: &Opening) -> io::Result<()> {
        writeln!(self.out, "# {}", told.title)?;
        let asked: Vec<_> = told
            .asked
            .iter()
            .map(|asked| inline(asked.as_str()))
            .collect();
        match asked.is_empty() {
            true => self.paragraph("Asked for: everything recorded.")?,
            false => self.paragraph(&format!("Asked for: {}.", asked.join(" · ")))?,
        }
        self.paragraph(&set(&told.key))
    }

    fn voice(&mut self, told: &Voice<'_>) -> io::Result<()> {
        self.paragraph(&format!("## {}", inline(told.name.as_str())))?;
        self.about(&told.about)
    }

    fn claim(&mut self, told: &Claimed<'_>) -> io::Result<()> {
        let stance = told.stance.as_ref().map(|stance| format!("**{stance}:** "));
        let text = inline(told.text.as_str());
        self.paragraph(&format!("### {}{text}", stance.unwrap_or_default()))?;
        self.about(&told.about)
    }

    fn said(&mut self, told: &Said, _source: u64) -> io::Result<()> {
        self.paragraph(&(row(&told.facts) + &id(&told.id)))?;
        told.parts.iter().try_for_each(|part| self.part(part))
    }

    fn pictures(&mut self) -> io::Result<()> {
        self.paragraph("## Figures")
    }

    fn picture(&mut self, told: &Pictured<'_>) -> io::Result<()> {
        self.paragraph(&format!("### {}", inline(told.measure.as_str())))?;
        if told.lines.is_empty() {
            let told: Vec<_> = told.caption.iter().map(set).collect();
            return self.paragraph(&told.join(" "));
        }
        let left = told.lines.len().saturating_sub(LISTED);
        writeln!(self.out)?;
        // The newest: what was said before them is told by what they do to it.
        for line in &told.lines[left..] {
            writeln!(self.out, "- {}", figure(line))?;
        }
        let before = match left {
            0 => String::new(),
            _ => format!(
                "{} before them are not listed. ",
                words::grouped(&left.to_string())
            ),
        };
        let id = told.id;
        self.paragraph(&format!(
            "{before}`dixit figures {id} -o figures.svg` draws them."
        ))
    }

    fn sources(&mut self) -> io::Result<()> {
        self.paragraph("## Sources")
    }

    fn source(&mut self, number: u64, id: &Shown, told: &[Line]) -> io::Result<()> {
        let told: Vec<_> = told.iter().map(set).collect();
        let id = self::id(id);
        self.paragraph(&format!("**[{number}]** {}{id}", told.join(" ")))
    }

    fn closing(&mut self, told: &[Line]) -> io::Result<()> {
        let told: Vec<_> = told.iter().map(set).collect();
        self.paragraph("## About this report")?;
        self.paragraph(&told.join(" "))
    }
}

/// A figure as a line: when, who, how much, and what it does to those before it.
fn figure(line: &FigureLine) -> String {
    let when = words::when(&line.said, line.sort_date.as_str(), line.sort_basis);
    let mut told = format!("{when}, {}: {}", lives::speakers(line), lives::figure(line));
    let does = lives::does(line);
    if !does.is_empty() {
        told += &format!(" ({does})");
    }
    inline(&told)
}

/// A line as Markdown.
fn set(line: &Line) -> String {
    let words = line.0.iter().map(|words| match words {
        Words::Ours(text) => within_a_line(text),
        Words::Named { text, .. } => inline(text),
        Words::Theirs { text, .. } => format!("*{}*", inline(text)),
        Words::Quoted { text, .. } => format!("“{}”", inline(text)),
        Words::Address(url) => address(url),
        Words::Source(number) => format!("[{number}]"),
        Words::Strong(line) => format!("**{}**", set(line)),
    });
    words.collect()
}

/// Lines that stand in a row.
fn row(lines: &[Line]) -> String {
    lines.iter().map(set).collect::<Vec<_>>().join(" · ")
}

/// Words of ours behind a label, perhaps of several lines.
fn ours(text: &str) -> String {
    block(text, "").trim().to_owned()
}

/// An id at the end of a line, where there is one.
fn id(id: &Shown) -> String {
    match id.is_empty() {
        true => String::new(),
        // In code marks nothing is escaped, so only what needs none may stand there.
        false if id.as_str().chars().all(|c| c.is_ascii_alphanumeric()) => format!(" `{id}`"),
        false => format!(" {}", inline(id.as_str())),
    }
}

#[cfg(test)]
mod tests;
