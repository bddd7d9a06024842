//! Dates in words, and in digits as people write them, in seven languages.
//!
//! Pure: what is read depends on the text, its language and the day of reading alone. Nothing is made more exact than the words: "early October"
//! is the month, with the words kept beside it; where two readings stand, both are given and none is chosen.

mod calendar;
mod clock;
mod count;
mod explicit;
mod grammar;
mod language;
mod languages;
mod listed;
mod nth;
mod numeric;
mod pairs;
mod parser;
mod parts;
mod period;
mod phrase;
mod range;
mod reading;
mod relative;
mod resolve;
#[cfg(test)]
mod tests;
mod token;
mod weekday;
mod which;
mod years;

use std::ops::Range;

use crate::model::edtf::{Day, Edtf};

use language::Lexicon;
use parser::{Parser, Year};
use phrase::{Node, Phrase};
pub use reading::DateReading;

/// A reader of dates in one language, from one day.
#[derive(Clone, Copy)]
pub struct Reader {
    lexicon: &'static Lexicon,
    on: Option<Day>,
}

/// A date found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The words.
    pub text: String,
    /// Where they begin, in code points.
    pub start: usize,
    /// Past where they end, in code points.
    pub end: usize,
    /// Where they stand, in bytes.
    pub bytes: Range<usize>,
    /// What they mean.
    pub meaning: Meaning,
}

/// What words for a date mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// One date; and how it was read.
    Read(Edtf, String),
    /// Any of several, in order of time; and why that is open.
    Ambiguous(Vec<Edtf>, String),
    /// No bounds can be told; and why.
    Words(String),
}

/// What a text means that is one date from end to end in any of the languages: open if one of them leaves it open, else what the first says that
/// reads it.
pub fn any(text: &str, on: Option<Day>) -> Option<Meaning> {
    // Longer texts are no dates, and would be read seven times.
    let short = text.len() <= 120;
    let readers = languages().filter_map(|lang| Reader::new(lang, on).filter(|_| short));
    let meanings: Vec<Meaning> = readers.filter_map(|reader| reader.whole(text)).collect();
    let read = meanings.iter().find(|m| matches!(m, Meaning::Read(..)));
    let open = meanings
        .iter()
        .find(|m| matches!(m, Meaning::Ambiguous(..)));
    open.or(read).or(meanings.first()).cloned()
}

/// The tags of the languages that are read.
pub fn languages() -> impl Iterator<Item = &'static str> {
    languages::ALL.iter().map(|language| language.code)
}

impl Reader {
    /// A reader for a language by its tag (`fr`, `fr-CA`), from the day on which the text was published or is taken to be written. `None` for a
    /// language that is not read.
    pub fn new(lang: &str, on: Option<Day>) -> Option<Reader> {
        let lexicon = Lexicon::of(lang)?;
        Some(Reader { lexicon, on })
    }

    /// A reader in that language of the seven in which a text has most dates, by the length of their words.
    pub fn for_text(text: &str, on: Option<Day>) -> Reader {
        let readers = languages().filter_map(|lang| Reader::new(lang, on));
        let found = |reader: &Reader| -> usize {
            let findings = reader.find(text);
            findings.iter().map(|f| f.end - f.start).sum()
        };
        // Of equals the first: the order of the languages is that of their use here.
        readers
            .map(|reader| (found(&reader), reader))
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map_or_else(|| unreachable!("there are languages"), |(_, reader)| reader)
    }

    /// The language's tag.
    pub fn lang(&self) -> &'static str {
        self.lexicon.language.code
    }

    /// All dates of a text, in their order; none lies within another.
    pub fn find(&self, text: &str) -> Vec<Finding> {
        let tokens = token::tokens(text);
        let parser = Parser::new(text, &tokens, self.lexicon, self.on);
        let mut out = Vec::new();
        let mut at = 0;
        let (mut bytes, mut points) = (0, 0);
        while at < tokens.len() {
            let idiom = parser.is(at, language::Mean::Idiom).unwrap_or(at + 1);
            let Some(phrase) = parser
                .phrase(at)
                .filter(|phrase| phrase.next > idiom || idiom == at + 1)
            else {
                at = idiom;
                continue;
            };
            let (first, last) = (&tokens[at], &tokens[phrase.next - 1]);
            points += text[bytes..first.start].chars().count();
            let words = &text[first.start..last.end];
            let start = points;
            points += words.chars().count();
            bytes = last.end;
            at = phrase.next;
            out.push(Finding {
                text: words.to_owned(),
                start,
                end: points,
                bytes: first.start..last.end,
                meaning: self.meaning(&phrase),
            });
        }
        out
    }

    /// What a text means that is one date from end to end; `None` where it is not.
    pub fn whole(&self, text: &str) -> Option<Meaning> {
        let tokens = token::tokens(text);
        let parser = Parser::new(text, &tokens, self.lexicon, self.on);
        // "en juin dernier", "on 4 May": the small words before a date are no part of it.
        (0..tokens.len().min(4)).find_map(|start| {
            let led = start == 0 || parser.preceded(start, grammar::BEFORE_DATES);
            let led = led || parser.preceded(start, &[language::Mean::Article]);
            let led = led && (0..start).all(|at| parser.is_word(at) || parser.raw(at) == "'");
            let phrase = parser.phrase(start).filter(|_| led)?;
            let end = parser.mark(phrase.next, '.').unwrap_or(phrase.next);
            (end == tokens.len()).then(|| self.meaning(&phrase))
        })
    }

    fn meaning(&self, phrase: &Phrase) -> Meaning {
        let (mut yearless, mut short) = (false, false);
        let texts: Vec<String> = match &phrase.node {
            Node::Open(texts) => texts.clone(),
            node => {
                if let Node::Cals(cals) = node {
                    yearless = cals.iter().any(|cal| !cal.has_year());
                    short = cals
                        .iter()
                        .any(|cal| matches!(cal.year, Some(Year::Short(_))));
                }
                match phrase.spans(self.on) {
                    Ok(spans) => spans
                        .iter()
                        .map(|span| self.text(phrase, &span.text))
                        .collect(),
                    Err((why, spans)) if spans.is_empty() => return Meaning::Words(why),
                    Err((why, spans)) => {
                        let dates = spans.iter().filter_map(|span| Edtf::parse(&span.text).ok());
                        return Meaning::Ambiguous(dates.collect(), self.how(phrase, why));
                    }
                }
            }
        };
        let dates: Vec<Edtf> = texts
            .iter()
            .filter_map(|text| Edtf::parse(text).ok())
            .collect();
        let from = match self.on {
            Some(on) if phrase.relative || yearless || short => format!("read from {on}"),
            _ => "as written".to_owned(),
        };
        match &dates[..] {
            [] => Meaning::Words("the calendar has no such day".to_owned()),
            _ if let Some(why) = phrase.doubt => {
                Meaning::Ambiguous(dates, self.how(phrase, format!("{why}, {from} otherwise")))
            }
            [date] => Meaning::Read(date.clone(), self.how(phrase, from)),
            _ => {
                let why = match phrase.relative || yearless {
                    true => format!("the words do not say which, {from}"),
                    false => "day and month may change places".to_owned(),
                };
                Meaning::Ambiguous(dates, self.how(phrase, why))
            }
        }
    }

    fn text(&self, phrase: &Phrase, edtf: &str) -> String {
        match (&phrase.clock, phrase.about) {
            (Some(clock), false) if !edtf.contains('/') => format!("{edtf}{clock}"),
            (_, true) => edtf
                .split('/')
                .map(|end| {
                    if end == ".." {
                        end.to_owned()
                    } else {
                        format!("{end}~")
                    }
                })
                .collect::<Vec<_>>()
                .join("/"),
            _ => edtf.to_owned(),
        }
    }

    fn how(&self, phrase: &Phrase, from: String) -> String {
        let mut how = from;
        if phrase.edge {
            how += "; which part of it is left to the words";
        }
        if phrase.about {
            how += "; approximate";
        }
        if phrase.time_left {
            how += "; the time of day is left to the words";
        }
        if let Node::Cals(cals) = &phrase.node
            && let [cal] = &cals[..]
            && let (Some(wanted), Ok(spans)) = (cal.weekday, phrase.spans(self.on))
            && let [span] = &spans[..]
            && calendar::weekday(span.first) != wanted
        {
            how += "; the weekday named is another";
        }
        how
    }
}
