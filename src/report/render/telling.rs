//! The order of telling: what a report to read says, in which order, and in whose words.
//!
//! Every format to read says the same. It is told here once, to a [`Page`], which sets what it is given
//! and decides nothing but how it looks. Rows come ordered by speaker, claim and date. Our words are
//! plain, a source's words are set off or apart, and quotation marks stand round nothing but what a source
//! quotes of a speaker.

mod attribution;
mod line;
mod sources;
mod unsound;

use std::collections::{BTreeSet, HashMap};
use std::io;

use self::line::capitalised;
pub use self::line::{Line, Words};
use self::sources::Sources;
use super::{Render, svg, words};
use crate::model::Stance;
use crate::report::shown::Shown;
use crate::report::value::{
    ClaimValue, FigureLine, Head, Row, SeriesValue, SourceValue, SpeakerValue, Tail, VoiceValue,
};

/// What stands before the speakers.
pub struct Opening {
    /// The title.
    pub title: &'static str,
    /// What was asked for, each in words; nothing for everything.
    pub asked: Vec<Shown>,
    /// How to read the page.
    pub key: Line,
    /// When it was made, RFC 3339; may be empty.
    pub made: Shown,
    /// What made it; may be empty.
    pub program: Shown,
}

impl Opening {
    /// "Made on 2 May 2031, 09:30:00 UTC by dixit 0.1.0."
    pub fn made(&self) -> Line {
        let mut line = Line::default();
        if !self.made.is_empty() {
            line = line
                .and_ours("Made on ")
                .and_ours(words::date(self.made.as_str()));
        }
        if !self.program.is_empty() {
            let by = if line.is_empty() { "Made by " } else { " by " };
            line = line.and_ours(by).and_named(&self.program);
        }
        line.sentence()
    }
}

/// One speaker, or a document that speaks itself: a section.
pub struct Voice<'a> {
    /// Its place among the sections, from 1: the same in the contents and above the section.
    pub place: usize,
    /// What it is called.
    pub name: &'a Shown,
    /// What it is.
    pub about: Vec<Line>,
}

/// A claim, above those who say it in the same stance.
pub struct Claimed<'a> {
    /// What stands before it, where it is not asserted: nobody who denies it may seem to say it.
    pub stance: Option<String>,
    /// The wording.
    pub text: &'a Shown,
    /// The language of the wording; empty where it is not known.
    pub lang: &'a str,
    /// What more is known of it; nothing where that was just said.
    pub about: Vec<Line>,
}

/// An attribution.
pub struct Said {
    /// Its id; may be empty.
    pub id: Shown,
    /// When, how, through whom, where: short lines that stand in a row.
    pub facts: Vec<Line>,
    /// What follows, each for itself.
    pub parts: Vec<Part>,
}

/// A part of an attribution.
pub enum Part {
    /// What must not be missed.
    Warning { label: &'static str, text: String },
    /// A source's words, set apart.
    Apart {
        label: Line,
        text: String,
        lang: String,
        /// Whether all of it is a quote, which alone stands in quotation marks.
        quoted: bool,
        /// Where else quotes stand in it: bytes from and to, in order.
        quotes: Vec<(usize, usize)>,
    },
    /// A line of ours.
    Line(Line),
    /// Words of ours, perhaps of several lines.
    Remark {
        label: Line,
        text: String,
        lang: String,
    },
}

/// The figures of a measure, to be drawn.
pub struct Pictured<'a> {
    /// The measure's id.
    pub id: &'a Shown,
    /// The measure's name.
    pub measure: &'a Shown,
    /// What is drawn; nothing where there is too much of it, which the caption says.
    pub lines: &'a [FigureLine],
    /// What stands below, in sentences.
    pub caption: Vec<Line>,
}

/// How a format to read looks.
///
/// # Errors
/// Each method fails only where writing does.
pub trait Page {
    /// Whether the page lists its sections at its beginning.
    const CONTENTS: bool = false;
    /// Whether the page draws or lists the figures of measures.
    const PICTURES: bool = false;

    /// What stands before the speakers.
    fn opening(&mut self, told: &Opening) -> io::Result<()>;
    /// The sections to come; `pictured` if figures are drawn in one more.
    fn contents(&mut self, _voices: &[Voice<'_>], _pictured: bool) -> io::Result<()> {
        Ok(())
    }
    /// A section begins.
    fn voice(&mut self, told: &Voice<'_>) -> io::Result<()>;
    /// A claim begins.
    fn claim(&mut self, told: &Claimed<'_>) -> io::Result<()>;
    /// An attribution; `source` is the number of its source.
    fn said(&mut self, told: &Said, source: u64) -> io::Result<()>;
    /// The drawn figures begin.
    fn pictures(&mut self) -> io::Result<()> {
        Ok(())
    }
    /// The figures of one measure.
    fn picture(&mut self, _told: &Pictured<'_>) -> io::Result<()> {
        Ok(())
    }
    /// The sources begin.
    fn sources(&mut self) -> io::Result<()>;
    /// A source: its sentences.
    fn source(&mut self, number: u64, id: &Shown, told: &[Line]) -> io::Result<()>;
    /// What stands at the end, in sentences.
    fn closing(&mut self, told: &[Line]) -> io::Result<()>;
}

/// A report told to a page.
pub struct Telling<P> {
    page: P,
    sources: Sources,
    /// The keys of the sections in the contents.
    listed: HashMap<String, usize>,
    /// How many sections there are, listed or not.
    places: usize,
    voice: Option<String>,
    claim: Option<(Shown, Stance)>,
    pictured: bool,
    made: Line,
}

impl<P: Page> Telling<P> {
    /// A report to be told to a page.
    pub fn to(page: P) -> Self {
        Self {
            page,
            sources: Sources::default(),
            listed: Default::default(),
            places: 0,
            voice: None,
            claim: None,
            pictured: false,
            made: Line::default(),
        }
    }

    fn section(&mut self, row: &Row) -> io::Result<()> {
        let key = key(&row.speaker, &row.source);
        if self.voice.as_ref() == Some(&key) {
            return Ok(());
        }
        let place = self.listed.get(&key).copied().unwrap_or_else(|| {
            self.places += 1;
            self.places
        });
        self.voice = Some(key);
        self.claim = None;
        let number = row
            .speaker
            .own_voice
            .then(|| self.sources.number(&row.source));
        let place = voice(
            place,
            &row.speaker,
            number.map(|n| Line::default().and_source(n)),
        );
        self.page.voice(&place)
    }

    /// The claim, once for each stance.
    fn claim(&mut self, row: &Row) -> io::Result<()> {
        let ClaimValue {
            id,
            text,
            text_lang,
            kind,
            topics,
            holds,
            wordings,
        } = &row.claim;
        let met = self.claim.as_ref().filter(|(claim, _)| claim == id);
        let known = met.is_some();
        if met.is_some_and(|(_, stance)| *stance == row.stance) {
            return Ok(());
        }
        self.claim = Some((id.clone(), row.stance));
        let mut about = Vec::new();
        if !known {
            about.extend(kind.map(|kind| Line::ours(capitalised(&kind.to_string()))));
            if !topics.is_empty() {
                let topics = topics.iter().map(Line::named).collect();
                about.push(Line::ours("on ").and(Line::listed(topics)));
            }
            if !holds.edtf.is_empty() || !holds.words.is_empty() {
                about.push(Line::ours("holds ").and(attribution::date(holds, "")));
            }
            for wording in wordings {
                let lang = wording.lang.as_str();
                about.push(
                    Line::ours("in ")
                        .and_ours(words::language(lang))
                        .and_ours(": ")
                        .and_named_in(&wording.text, lang),
                );
            }
        }
        self.page.claim(&Claimed {
            stance: words::stance(row.stance),
            text,
            lang: text_lang.as_str(),
            about,
        })
    }

    fn closing(&self, tail: &Tail) -> Vec<Line> {
        let Tail {
            rows,
            next,
            aliased,
            withheld,
            disputed,
        } = tail;
        let mut about = match rows {
            0 if self.voice.is_none() => vec![Line::ours("Nothing recorded answers to it")],
            rows => vec![Line::ours(words::count(
                *rows,
                "attribution",
                "attributions",
            ))],
        };
        about.push(self.made.clone());
        let mut tell = |n: &u64, one: &str, many: &str| {
            if *n > 0 {
                about.push(Line::ours(words::count(*n, one, many)));
            }
        };
        tell(
            aliased,
            "confidential name stands as an alias, made for this report alone",
            "confidential names stand as aliases, made for this report alone",
        );
        tell(
            withheld,
            "record is withheld, because its words contain a confidential name",
            "records are withheld, because their words contain a confidential name",
        );
        tell(
            disputed,
            "disputed record may be missing: nobody settled yet what desks disagree on",
            "disputed records may be missing: nobody settled yet what desks disagree on",
        );
        if !next.is_empty() {
            let next = Line::ours("This is one page of more; the next begins at ").and_named(next);
            about.push(next);
        }
        about.retain(|line| !line.is_empty());
        about.into_iter().map(Line::sentence).collect()
    }
}

impl<P: Page> Render for Telling<P> {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        let Head {
            filters,
            made,
            as_of,
            program,
        } = head;
        let mut asked = filters.clone();
        if !as_of.is_empty() {
            asked.push(Shown::new(format!(
                "as of: {}",
                words::date(as_of.as_str())
            )));
        }
        let opening = Opening {
            title: "Claims by speaker",
            asked,
            key: Line::ours("The claims are in our words. What is in ")
                .and_theirs("italics", "en")
                .and_ours(
                    " or set apart is a source’s wording; quotation marks stand only round what a \
                     source quotes of the speaker. Numbers in brackets are the sources, listed at \
                     the end.",
                ),
            made: made.clone(),
            program: program.clone(),
        };
        self.made = opening.made();
        self.page.opening(&opening)
    }

    fn tells_soundness(&self) -> bool {
        true
    }

    fn has_contents(&self) -> bool {
        P::CONTENTS
    }

    fn contents(&mut self, voices: &[VoiceValue], pictured: bool) -> io::Result<()> {
        let mut listed = Vec::with_capacity(voices.len());
        for VoiceValue { speaker, source } in voices {
            self.places += 1;
            self.listed.insert(key(speaker, source), self.places);
            let of = speaker.own_voice.then(|| Line::named(&source.name));
            listed.push(voice(self.places, speaker, of));
        }
        self.page.contents(&listed, pictured)
    }

    fn row(&mut self, row: &Row) -> io::Result<()> {
        self.section(row)?;
        self.claim(row)?;
        let number = self.sources.number(&row.source);
        self.page.said(&attribution::tell(row, number), number)
    }

    fn has_pictures(&self) -> bool {
        P::PICTURES
    }

    fn series(&mut self, series: &SeriesValue) -> io::Result<()> {
        let SeriesValue {
            id,
            measure,
            lines,
            more,
        } = series;
        if !std::mem::replace(&mut self.pictured, true) {
            self.page.pictures()?;
        }
        let caption = match more {
            true => vec![
                Line::ours("Too many figures to be drawn on this page: ")
                    .and_named(Shown::new(format!("dixit figures {id} -o figures.svg")))
                    .and_ours(" draws them, with the filters of this report"),
            ],
            false => {
                let mut numbers = BTreeSet::new();
                for source in lines.iter().flat_map(|line| &line.sources) {
                    numbers.insert(self.sources.number(source));
                }
                let numbers = numbers.into_iter().map(|n| Line::default().and_source(n));
                let mut caption: Vec<Line> =
                    svg::notes(lines).into_iter().map(Line::ours).collect();
                caption.push(Line::ours("Sources: ").and(Line::joined(numbers, " ")));
                caption
            }
        };
        self.page.picture(&Pictured {
            id,
            measure,
            lines,
            caption: caption.into_iter().map(Line::sentence).collect(),
        })
    }

    fn end(&mut self, tail: &Tail) -> io::Result<()> {
        if self.voice.is_some() {
            self.page.sources()?;
        }
        for (number, id, told) in self.sources.told() {
            self.page.source(number, id, &told)?;
        }
        self.page.closing(&self.closing(tail))
    }
}

/// What tells sections apart. The own voices of two documents are two speakers, whatever they are called.
fn key(speaker: &SpeakerValue, source: &SourceValue) -> String {
    match speaker.own_voice {
        true => format!("@{}\n{}", source.id, source.name),
        false => format!("{}\n{}", speaker.id, speaker.name),
    }
}

fn voice(place: usize, speaker: &SpeakerValue, of: Option<Line>) -> Voice<'_> {
    let SpeakerValue {
        id: _,
        name,
        kind,
        own_voice: _,
        confidential,
    } = speaker;
    let mut about = Vec::new();
    about.extend(of.map(|of| Line::ours("The document’s own voice ").and(of)));
    about.extend(kind.map(|kind| Line::ours(capitalised(&kind.to_string()))));
    if *confidential {
        about.push(Line::ours("confidential"));
    }
    Voice { place, name, about }
}
