//! The report to read: claims by speaker, each attribution with its words, the sources at the end.
//!
//! It must read well as it stands and when rendered. Rows come ordered by speaker, claim and
//! date. Our words are plain, a source's words are in italics or block quotes, and quotation
//! marks stand round nothing but what a source quotes of a speaker.

mod attribution;
pub mod escape;
mod sources;

use std::io::{self, Write};

use self::escape::inline;
use self::sources::Sources;
use super::{Render, words};
use crate::model::Stance;
use crate::report::shown::Shown;
use crate::report::value::{ClaimValue, Head, Row, SpeakerValue, Tail};

/// The renderer.
pub struct Markdown<'a> {
    out: &'a mut dyn Write,
    sources: Sources,
    speaker: Option<String>,
    claim: Option<(Shown, Stance)>,
    made: String,
}

impl<'a> Markdown<'a> {
    /// A report to be written to `out`.
    pub fn new(out: &'a mut dyn Write) -> Self {
        Self {
            out,
            sources: Sources::default(),
            speaker: None,
            claim: None,
            made: String::new(),
        }
    }

    fn section(&mut self, row: &Row) -> io::Result<()> {
        let SpeakerValue {
            id,
            name,
            kind,
            own_voice,
            confidential,
        } = &row.speaker;
        // The own voices of two documents are two speakers, whatever they are called.
        let key = match own_voice {
            true => format!("@{}\n{}", row.source.id, row.source.name),
            false => format!("{id}\n{name}"),
        };
        if self.speaker.as_ref() == Some(&key) {
            return Ok(());
        }
        self.speaker = Some(key);
        self.claim = None;
        writeln!(self.out, "\n## {}", inline(name.as_str()))?;
        let mut about = Vec::new();
        if *own_voice {
            let number = self.sources.number(&row.source);
            about.push(format!("The document’s own voice [{number}]"));
        }
        about.extend(kind.map(|kind| capitalised(&kind.to_string())));
        if *confidential {
            about.push("confidential".to_owned());
        }
        match about.is_empty() {
            true => Ok(()),
            false => writeln!(self.out, "\n{}", about.join(" · ")),
        }
    }

    /// The claim, once for each stance: nobody who denies it may seem to say it.
    fn claim(&mut self, row: &Row) -> io::Result<()> {
        let ClaimValue {
            id,
            text,
            // A desk words its claims in one language; saying so at each would only be noise.
            text_lang: _,
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
        let stance = words::stance(row.stance);
        let stance = stance.map_or(String::new(), |s| format!("**{s}:** "));
        writeln!(self.out, "\n### {stance}{}", inline(text.as_str()))?;
        if known {
            return Ok(());
        }
        let mut about = Vec::new();
        about.extend(kind.map(|kind| capitalised(&kind.to_string())));
        if !topics.is_empty() {
            let topics: Vec<_> = topics.iter().map(|t| inline(t.as_str())).collect();
            about.push(format!("on {}", words::and(&topics)));
        }
        if !holds.edtf.is_empty() || !holds.words.is_empty() {
            about.push(format!("holds {}", attribution::date(holds)));
        }
        for wording in wordings {
            let lang = inline(&words::language(wording.lang.as_str()));
            about.push(format!("in {lang}: {}", inline(wording.text.as_str())));
        }
        match about.is_empty() {
            true => Ok(()),
            false => writeln!(self.out, "\n{}", about.join(" · ")),
        }
    }
}

impl Render for Markdown<'_> {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        let Head {
            filters,
            made,
            program,
        } = head;
        writeln!(self.out, "# Claims by speaker\n")?;
        let filters: Vec<_> = filters.iter().map(|f| inline(f.as_str())).collect();
        match filters.is_empty() {
            true => writeln!(self.out, "Asked for: everything recorded.\n")?,
            false => writeln!(self.out, "Asked for: {}.\n", filters.join(" · "))?,
        }
        if !made.is_empty() {
            self.made
                .push_str(&format!("on {}", inline(&words::date(made.as_str()))));
        }
        if !program.is_empty() {
            self.made
                .push_str(&format!(" by {}", inline(program.as_str())));
        }
        writeln!(
            self.out,
            "The claims are in our words. What is in *italics* or set apart is a source’s wording; \
             quotation marks\nstand only round what a source quotes of the speaker. Numbers in \
             [brackets] are the sources, listed at\nthe end."
        )
    }

    fn row(&mut self, row: &Row) -> io::Result<()> {
        self.section(row)?;
        self.claim(row)?;
        let number = self.sources.number(&row.source);
        attribution::write(self.out, row, number)
    }

    fn end(&mut self, tail: &Tail) -> io::Result<()> {
        let Tail {
            rows,
            next,
            aliased,
            withheld,
            disputed,
        } = tail;
        if self.speaker.is_some() {
            writeln!(self.out, "\n## Sources")?;
        }
        for paragraph in self.sources.paragraphs() {
            write!(self.out, "\n{paragraph}")?;
        }
        writeln!(self.out, "\n## About this report\n")?;
        let mut about = match rows {
            0 if self.speaker.is_none() => vec!["Nothing recorded answers to it".to_owned()],
            rows => vec![words::count(*rows, "attribution", "attributions")],
        };
        if !self.made.is_empty() {
            about.push(format!("Made {}", self.made.trim()));
        }
        let mut tell = |n: &u64, one: &str, many: &str| {
            if *n > 0 {
                about.push(words::count(*n, one, many));
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
            about.push(format!(
                "This is one page of more; the next begins at {}",
                inline(next.as_str())
            ));
        }
        let about: Vec<_> = about.into_iter().map(sentence).collect();
        writeln!(self.out, "{}", about.join(" "))
    }
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

/// With a full stop, unless it ends in one or in nothing.
fn sentence(text: String) -> String {
    let ends = text.trim_end_matches('*');
    match ends.ends_with(['.', '!', '?', '…']) || ends.is_empty() {
        true => text,
        false => text + ".",
    }
}

/// With a capital at the front.
fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    let first = rest.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(rest).collect()
}

#[cfg(test)]
mod tests;
