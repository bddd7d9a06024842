//! The report to read as one HTML page: for a browser, and to print.
//!
//! The page holds all it needs: no script, nothing fetched, and a policy that forbids both. Every word in
//! it is data to be escaped; a link leads to a place of the page itself, or to an address that a reader
//! can judge by eye. It says of each stretch of words in which language it is, and lets each find its own direction.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};
use std::iter;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::address;
use super::svg;
use super::telling::{Claimed, Line, Opening, Page, Part, Pictured, Said, Telling, Voice, Words};
use crate::report::shown::Shown;
use crate::text::visible::visible_lines;

const STYLE: &str = include_str!("html/style.css");
/// To how many speakers a source leads back; of more, the number is said.
const BACK: usize = 40;

/// The page.
pub struct Html<'a> {
    out: &'a mut dyn Write,
    /// What stands open and must be closed before the next begins.
    open: Open,
    /// The section at hand: its place and name.
    voice: (usize, String),
    /// Attributions so far.
    said: u64,
    /// For each source by its number: where its attributions stand.
    back: HashMap<u64, Back>,
}

#[derive(Clone, Copy, PartialEq)]
enum Open {
    Nothing,
    Voice,
    Pictures,
    Sources,
}

/// One place for each speaker that a source has something of.
#[derive(Default)]
struct Back {
    places: Vec<(String, String)>,
    last: usize,
    more: usize,
}

impl<'a> Html<'a> {
    /// A report to be written to `out`.
    pub fn new(out: &'a mut dyn Write) -> Telling<Self> {
        Telling::to(Self {
            out,
            open: Open::Nothing,
            voice: (0, String::new()),
            said: 0,
            back: HashMap::new(),
        })
    }

    fn write(&mut self, markup: &Markup) -> io::Result<()> {
        writeln!(self.out, "{}", markup.0)
    }

    fn close(&mut self) -> io::Result<()> {
        match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing => Ok(()),
            Open::Voice | Open::Pictures => writeln!(self.out, "</section>"),
            Open::Sources => writeln!(self.out, "</ol>\n</section>"),
        }
    }

    /// Where an attribution stands: its id, so that a link to it outlives the report.
    fn anchor(&self, id: &Shown) -> String {
        let is_id = !id.is_empty() && id.as_str().bytes().all(|b| (b'k'..=b'z').contains(&b));
        match is_id {
            true => id.to_string(),
            false => format!("said-{}", self.said),
        }
    }
}

impl Page for Html<'_> {
    const CONTENTS: bool = true;
    const PICTURES: bool = true;

    fn opening(&mut self, told: &Opening) -> io::Result<()> {
        let asked: Vec<_> = told.asked.iter().map(|asked| asked.as_str()).collect();
        let asked = match asked.is_empty() {
            true => "everything recorded".to_owned(),
            false => asked.join(" · "),
        };
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
            STANDARD.encode(Sha256::digest(STYLE))
        );
        let head = html! {
            (DOCTYPE)
            (PreEscaped("<html lang=\"en\">"))
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                @if !told.program.is_empty() { meta name="generator" content=(shown(told.program.as_str())); }
                @if !told.made.is_empty() { meta name="dcterms.created" content=(shown(told.made.as_str())); }
                meta name="description" content=(shown(&format!("{}. Asked for: {asked}.", told.title)));
                title { (shown(&format!("{}: {asked}", told.title))) }
                style { (PreEscaped(STYLE)) }
            }
            (PreEscaped("<body>"))
            a.skip href="#report" { "Skip to the report" }
            header {
                h1 { (told.title) }
                p.asked { "Asked for: " bdi { (shown(&asked)) } "." }
                @if !told.made().is_empty() { p.made { (line(&told.made())) } }
                p.key { (line(&told.key)) }
            }
        };
        self.write(&head)
    }

    fn contents(&mut self, voices: &[Voice<'_>], pictured: bool) -> io::Result<()> {
        if !voices.is_empty() {
            writeln!(
                self.out,
                "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>"
            )?;
            for voice in voices {
                self.write(&html! {
                    li {
                        a href={ "#speaker-" (voice.place) } { bdi { (shown(voice.name.as_str())) } }
                        @for about in &voice.about { " " span.what { (line(about)) } }
                    }
                })?;
            }
            if pictured {
                writeln!(self.out, "<li><a href=\"#figures\">Figures</a></li>")?;
            }
            writeln!(
                self.out,
                "<li><a href=\"#sources\">Sources</a></li>\n</ol>\n</nav>"
            )?;
        }
        writeln!(self.out, "<main id=\"report\">")
    }

    fn voice(&mut self, told: &Voice<'_>) -> io::Result<()> {
        self.close()?;
        self.open = Open::Voice;
        self.voice = (told.place, told.name.to_string());
        let place = format!("speaker-{}", told.place);
        writeln!(self.out, "<section aria-labelledby=\"{place}\">")?;
        self.write(&html! {
            h2 #(place) { bdi { (shown(told.name.as_str())) } }
            (about(&told.about))
        })
    }

    fn claim(&mut self, told: &Claimed<'_>) -> io::Result<()> {
        self.write(&html! {
            h3 {
                @if let Some(stance) = &told.stance { strong.stance { (shown(stance)) ":" } " " }
                span lang=(tag(told.lang)) dir="auto" { (shown(told.text.as_str())) }
            }
            (about(&told.about))
        })
    }

    fn said(&mut self, told: &Said, source: u64) -> io::Result<()> {
        self.said += 1;
        let anchor = self.anchor(&told.id);
        let back = self.back.entry(source).or_default();
        if back.last != self.voice.0 {
            back.last = self.voice.0;
            match back.places.len() < BACK {
                true => back.places.push((anchor.clone(), self.voice.1.clone())),
                false => back.more += 1,
            }
        }
        self.write(&html! {
            article #(anchor) {
                p.facts { (row(&told.facts)) (id(&told.id)) }
                @for each in &told.parts { (part(each)) }
            }
        })
    }

    fn pictures(&mut self) -> io::Result<()> {
        self.close()?;
        self.open = Open::Pictures;
        writeln!(
            self.out,
            "<section class=\"pictures\" aria-labelledby=\"figures\">\n<h2 id=\"figures\">Figures</h2>"
        )
    }

    fn picture(&mut self, told: &Pictured<'_>) -> io::Result<()> {
        self.write(&html! {
            figure {
                h3 { bdi { (shown(told.measure.as_str())) } }
                @if !told.lines.is_empty() {
                    div.picture { (PreEscaped(svg::within(told.lines))) }
                }
                figcaption { (sentences(&told.caption)) }
            }
        })
    }

    fn sources(&mut self) -> io::Result<()> {
        self.close()?;
        self.open = Open::Sources;
        writeln!(
            self.out,
            "<section class=\"sources\" aria-labelledby=\"sources\">\n<h2 id=\"sources\">Sources</h2>\n<ol>"
        )
    }

    fn source(&mut self, number: u64, id: &Shown, told: &[Line]) -> io::Result<()> {
        let back = self.back.remove(&number).unwrap_or_default();
        self.write(&html! {
            li #{ "source-" (number) } value=(number) {
                p { (sentences(told)) (self::id(id)) }
                p.back {
                    "Used under: "
                    @for (at, (anchor, name)) in back.places.iter().enumerate() {
                        @if at > 0 { ", " }
                        a href={ "#" (anchor) } { bdi { (shown(name)) } }
                    }
                    @if back.more > 0 { " and " (back.more) " more" }
                    "."
                }
            }
        })
    }

    fn closing(&mut self, told: &[Line]) -> io::Result<()> {
        self.close()?;
        self.write(&html! {
            section.closing aria-labelledby="about" {
                h2 #about { "About this report" }
                p { (sentences(told)) }
            }
        })?;
        writeln!(self.out, "</main>\n</body>\n</html>")
    }
}

fn part(part: &Part) -> Markup {
    match part {
        Part::Warning { label, text } => html! {
            p.warning { strong { (label) ":" } " " span.lines lang="" dir="auto" { (shown(text)) } }
        },
        Part::Remark { label, text, lang } => html! {
            p.remark {
                span.label { (line(label)) ":" } " "
                span.lines lang=(tag(lang)) dir="auto" { (shown(text)) }
            }
        },
        Part::Line(told) => html! { p.remark { (line(told)) } },
        Part::Apart {
            label,
            text,
            lang,
            quoted,
            quotes,
        } => html! {
            figure {
                figcaption { (line(label)) ":" }
                blockquote class=[quoted.then_some("quote")] lang=(tag(lang)) dir="auto" {
                    p {
                        @if *quoted { "“" }
                        (marked(text, quotes))
                        @if *quoted { "”" }
                    }
                }
            }
        },
    }
}

/// Words in which quotes are marked: bytes from and to, in order.
fn marked(text: &str, quotes: &[(usize, usize)]) -> Markup {
    let ends = || quotes.iter().map(|(_, to)| *to);
    let before = iter::once(0).chain(ends()).zip(quotes);
    html! {
        @for (end_before, (from, to)) in before {
            (shown(&text[end_before..*from]))
            span.said { (shown(&text[*from..*to])) }
        }
        (shown(&text[ends().next_back().unwrap_or(0)..]))
    }
}

fn about(lines: &[Line]) -> Markup {
    html! { @if !lines.is_empty() { p.about { (row(lines)) } } }
}

/// Lines that stand in a row.
fn row(lines: &[Line]) -> Markup {
    html! {
        @for (at, each) in lines.iter().enumerate() {
            @if at > 0 { " · " }
            (line(each))
        }
    }
}

fn sentences(lines: &[Line]) -> Markup {
    html! {
        @for (at, each) in lines.iter().enumerate() {
            @if at > 0 { " " }
            (line(each))
        }
    }
}

fn line(line: &Line) -> Markup {
    html! {
        @for words in &line.0 {
            @match words {
                Words::Ours(text) => (shown(text)),
                Words::Named { text, lang } if lang.is_empty() => bdi { (shown(text.trim())) },
                Words::Named { text, lang } => bdi lang=(tag(lang)) { (shown(text.trim())) },
                Words::Theirs { text, lang } => i lang=(tag(lang)) dir="auto" { (shown(text.trim())) },
                Words::Quoted { text, lang } => {
                    "“" span lang=(tag(lang)) dir="auto" { (shown(text.trim())) } "”"
                },
                Words::Address(url) => (link(url)),
                Words::Source(number) => a.source href={ "#source-" (number) } { "[" (number) "]" },
                Words::Strong(line) => strong { (self::line(line)) },
            }
        }
    }
}

fn link(url: &str) -> Markup {
    match address::link(url) {
        Some(link) => html! { a.address href=(link) rel="noreferrer noopener" { (shown(url)) } },
        None => html! { span.address { (shown(url)) } },
    }
}

fn id(id: &Shown) -> Markup {
    html! { @if !id.is_empty() { " " code { (shown(id.as_str())) } } }
}

/// Words as they may be seen; they are escaped where they are set.
fn shown(text: &str) -> Cow<'_, str> {
    visible_lines(text)
}

/// A language as HTML has it: a BCP 47 tag, else empty, which says that it is not known.
fn tag(lang: &str) -> &str {
    let is_tag = lang.len() <= 35
        && lang != "und"
        && lang.starts_with(|c: char| c.is_ascii_alphabetic())
        && lang.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        });
    if is_tag { lang } else { "" }
}

#[cfg(test)]
mod tests;
