//! The capture: a source's bytes as held at a moment.

use super::body::{body, refers};
use super::{Edtf, Moment, Noun, Part};

body! {
    /// The bytes of a source as held at a moment, and the text read from them by a named reader.
    Capture<R> {
        /// The day the document was consulted, where it is not the day it was captured.
        accessed: Option<Edtf>,
        /// Where a copy of just these bytes is archived.
        archived: String,
        /// When it was captured.
        at: Option<Moment>,
        /// Where the bytes came from: an address or a file's name.
        from: String,
        /// Their media type.
        media_type: String,
        /// The place among several files of one source, from 1; 0 for a single file.
        order: u32,
        /// Where each of its pages begins in the text, in code points; empty where it has none.
        pages: Vec<u32>,
        /// Which stretches of the text are what part of the document. They may lie within each
        /// other: the innermost counts. What lies in none was on the page beside the document.
        parts: Vec<TextPart>,
        /// The name and version of what read the text.
        reader: String,
        /// The SHA-256 of the bytes, in hex.
        sha256: String,
        /// How many bytes.
        size: u64,
        /// The document captured.
        source: R,
        /// The text as read.
        text: String,
        /// What a person heard or saw in it, for a photo or recording.
        transcript: Option<Transcript>,
    }
}

body! {
    /// A stretch of a capture's text that is one part of the document, half open.
    TextPart {
        /// Its first code point.
        from: u32,
        /// Which part.
        part: Option<Part>,
        /// The code point after its last.
        to: u32,
    }
}

body! {
    /// The words of a photo or recording, by a named person.
    Transcript {
        /// Who transcribed it.
        by: String,
        /// In which language.
        lang: String,
        /// The words.
        text: String,
        /// When in the recording the words from a place on are heard, in order.
        times: Vec<Timed>,
    }
}

body! {
    /// A moment of a recording, and where its words begin in the transcript.
    Timed {
        /// The first code point said then.
        at: u32,
        /// Hours, minutes and seconds from the start: 01:02:03.
        time: String,
    }
}

impl<R> Capture<R> {
    /// The lines of the document itself, without the page around it: those in some part, and
    /// headlines of other documents where they stand within it. All of them, where no parts are known.
    pub fn document(&self) -> Vec<&str> {
        self.lines().into_iter().map(|(_, line)| line).collect()
    }

    /// The same, each with the code point of the text at which it begins.
    pub fn lines(&self) -> Vec<(u32, &str)> {
        let (links, own): (Vec<&TextPart>, Vec<&TextPart>) =
            (self.parts.iter()).partition(|part| part.part == Some(Part::Link));
        let first = own.iter().map(|part| part.from).min().unwrap_or(0);
        let last = own.iter().map(|part| part.to).max().unwrap_or(0);
        let (mut own, mut links) = (Covered::by(own), Covered::by(links));
        let mut at = 0;
        let mut lines = Vec::new();
        for line in self.text.split('\n') {
            if last == 0 || own.holds(at) || links.holds(at) && (first..last).contains(&at) {
                lines.push((at, line));
            }
            at += u32::try_from(line.chars().count()).unwrap_or(u32::MAX) + 1;
        }
        lines
    }

    /// Its words, as read or as transcribed by a person.
    pub fn words(&self) -> &str {
        match &self.transcript {
            Some(transcript) if self.text.is_empty() => &transcript.text,
            _ => &self.text,
        }
    }
}

/// What some parts cover of a text, asked in its order.
struct Covered {
    /// From and to, the last first: what lies behind is taken off.
    left: Vec<(u32, u32)>,
}

impl Covered {
    fn by(parts: Vec<&TextPart>) -> Self {
        let mut left: Vec<_> = parts.iter().map(|part| (part.from, part.to)).collect();
        left.sort_unstable_by_key(|(from, to)| std::cmp::Reverse((*from, *to)));
        Self { left }
    }

    fn holds(&mut self, at: u32) -> bool {
        while let Some((from, to)) = self.left.last().copied()
            && from <= at
        {
            if at < to {
                return true;
            }
            self.left.pop();
        }
        false
    }
}

refers!(Capture {
    accessed, archived, at, from, media_type, order, pages, parts, reader, sha256, size, text, transcript,
} exchange => {
    source: exchange(Noun::Source, source),
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_around_a_document_is_not_of_it() {
        let part = |from, to, part| TextPart {
            from,
            part: Some(part),
            to,
        };
        let mut capture = Capture::<()> {
            text: "Menu\nTête\nRead: a link\nBody\nOther: a link\nFoot".to_owned(),
            ..Capture::default()
        };
        assert_eq!(capture.document().len(), 6);
        capture.parts = vec![
            part(5, 9, Part::Headline),
            part(10, 22, Part::Link),
            part(23, 27, Part::Body),
            part(28, 41, Part::Link),
        ];
        assert_eq!(capture.document(), ["Tête", "Read: a link", "Body"]);
        // One within another, and not in order.
        capture.parts = vec![
            part(23, 27, Part::Body),
            part(6, 7, Part::Link),
            part(5, 22, Part::Body),
        ];
        assert_eq!(capture.document(), ["Tête", "Read: a link", "Body"]);
    }
}
