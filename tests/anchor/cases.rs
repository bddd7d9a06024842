//! Documents with marked spans, read from data beside the package.

use std::fs;
use std::io::Read;
use std::path::PathBuf;

use dixit::text::anchor::Fragment;
use serde_json::Value;

/// A stretch, in code points.
#[derive(Clone, Debug)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// A text with stretches that somebody marked in it.
pub struct Document {
    pub name: String,
    pub lang: &'static str,
    pub text: String,
    pub spans: Vec<Span>,
    /// The byte of each code point, and the text's length.
    bytes: Vec<usize>,
}

impl Document {
    pub fn new(name: &str, lang: &'static str, text: String, spans: Vec<Span>) -> Self {
        let bytes = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        Self {
            name: name.to_owned(),
            lang,
            text,
            spans,
            bytes,
        }
    }

    pub fn words(&self, span: &Span) -> &str {
        &self.text[self.bytes[span.start]..self.bytes[span.end]]
    }

    /// Whether a span begins or ends within a word.
    pub fn cuts_a_word(&self, span: &Span) -> bool {
        let within = |at: usize| {
            let (before, after) = self.text.split_at(self.bytes[at]);
            let sides = [before.chars().next_back(), after.chars().next()];
            sides.iter().all(|c| c.is_some_and(char::is_alphanumeric))
        };
        within(span.start) || within(span.end)
    }

    /// So many code points before and after a span.
    pub fn around(&self, span: &Span, many: usize) -> (&str, &str) {
        let from = self.bytes[span.start.saturating_sub(many)];
        let to = self.bytes[(span.end + many).min(self.bytes.len() - 1)];
        (
            &self.text[from..self.bytes[span.start]],
            &self.text[self.bytes[span.end]..to],
        )
    }
}

fn data(path: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")).join(path)
}

fn lines(path: &str) -> Option<Vec<Value>> {
    let bytes = fs::read(data(path)).ok()?;
    let mut text = String::new();
    if path.ends_with(".gz") {
        flate2::read::GzDecoder::new(&bytes[..])
            .read_to_string(&mut text)
            .expect("gzip");
    } else {
        text = String::from_utf8(bytes).expect("UTF-8");
    }
    Some(
        text.lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect(),
    )
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a number")).expect("an offset")
}

/// French chapters with their direct speech.
pub fn aads() -> Option<Vec<Document>> {
    let documents = lines("aads-fr/aads_fr.jsonl.gz")?.into_iter().map(|line| {
        let text = line["text"].as_str().expect("a text").to_owned();
        let spans = line["direct_speech"].as_array().expect("spans").iter();
        let spans = spans.map(|span| Span {
            start: number(&span[0]),
            end: number(&span[1]),
        });
        Document::new(
            line["doc"].as_str().unwrap_or(""),
            "fr",
            text,
            spans.collect(),
        )
    });
    Some(documents.collect())
}

/// English passages with their quotations; the words of a sentence stand apart, as they do in the data.
pub fn litbank() -> Option<Vec<Document>> {
    let documents = lines("litbank-quotes/litbank_quotes.jsonl.gz")?
        .into_iter()
        .map(|line| {
            let mut text = String::new();
            let mut starts: Vec<Vec<(usize, usize)>> = Vec::new();
            let mut at = 0;
            for sentence in line["sentences"].as_array().expect("sentences") {
                let mut words = Vec::new();
                for word in sentence.as_str().expect("a sentence").split(' ') {
                    let many = word.chars().count();
                    words.push((at, at + many));
                    text.push_str(word);
                    text.push(' ');
                    at += many + 1;
                }
                text.pop();
                text.push('\n');
                starts.push(words);
            }
            let quotes = line["quotes"].as_array().expect("quotes").iter();
            let spans = quotes.map(|quote| {
                let place = |end: &Value| starts[number(&end[0])][number(&end[1])];
                Span {
                    start: place(&quote["start"]).0,
                    end: place(&quote["end"]).1,
                }
            });
            let spans = spans.collect();
            Document::new(line["doc"].as_str().unwrap_or(""), "en", text, spans)
        });
    Some(documents.collect())
}

/// Texts of many sentences, each of them a span.
fn sentences<'a>(
    name: &str,
    lang: &'static str,
    all: impl Iterator<Item = &'a str>,
) -> Vec<Document> {
    let mut known = std::collections::BTreeSet::new();
    let all: Vec<&str> = all
        .map(str::trim)
        .filter(|s| s.split(' ').count() > 4 && known.insert(*s))
        .collect();
    all.chunks(100)
        .map(|chunk| {
            let (mut text, mut at) = (String::new(), 0);
            let mut spans = Vec::new();
            for sentence in chunk {
                let many = sentence.chars().count();
                spans.push(Span {
                    start: at,
                    end: at + many,
                });
                text.push_str(sentence);
                text.push('\n');
                at += many + 1;
            }
            Document::new(name, lang, text, spans)
        })
        .collect()
}

/// French sentences of fact-checks, with their figures.
pub fn daccord() -> Option<Vec<Document>> {
    let lines = lines("daccord-fr/daccord.jsonl")?;
    let all = lines.iter().filter_map(|line| line["premise"].as_str());
    Some(sentences("daccord", "fr", all))
}

/// English claims that were checked.
pub fn five_pils() -> Option<Vec<Document>> {
    let lines = lines("five-pils/five_pils.jsonl")?;
    let all = lines.iter().filter_map(|line| line["claim"].as_str());
    Some(sentences("five-pils", "en", all))
}

/// A case of an implementation of Web Annotation selectors.
pub struct Case {
    pub name: String,
    pub text: String,
    /// None for a position.
    pub exact: Option<String>,
    pub prefix: String,
    pub suffix: String,
    pub position: Fragment,
    /// Where it selects, with the words that stand there.
    pub expected: Vec<(usize, String)>,
}

/// The 24 cases of Apache Annotator.
pub fn selectors() -> Option<Vec<Case>> {
    let cases = lines("text-quote-selectors/annotator_cases.jsonl")?
        .into_iter()
        .map(|line| {
            let (text, nodes) = text_nodes(line["html"].as_str().expect("html"));
            let selector = &line["selector"];
            let word = |field: &str| selector[field].as_str().unwrap_or("").to_owned();
            let expected = line["expected"]
                .as_array()
                .expect("ranges")
                .iter()
                .map(|range| {
                    let place = |path: &str, offset: &str| {
                        let path = range[path]
                            .as_str()
                            .expect("a path")
                            .trim_start_matches("//");
                        let (_, start) = nodes
                            .iter()
                            .find(|(known, _)| known == path)
                            .expect("a node");
                        start + number(&range[offset])
                    };
                    // Ranges count UTF-16.
                    let units: Vec<u16> = text.encode_utf16().collect();
                    let start = place("startContainerXPath", "startOffset");
                    let end = place("endContainerXPath", "endOffset");
                    let points = String::from_utf16_lossy(&units[..start]).chars().count();
                    (points, String::from_utf16_lossy(&units[start..end]))
                });
            Case {
                name: word_of(&line, "name"),
                exact: selector["exact"].as_str().map(str::to_owned),
                prefix: word("prefix"),
                suffix: word("suffix"),
                position: Fragment {
                    start: selector["start"].as_u64().unwrap_or(0),
                    end: selector["end"].as_u64().unwrap_or(0),
                },
                expected: expected.collect(),
                text,
            }
        });
    Some(cases.collect())
}

/// What the selectors and annotations select, as spans of their texts.
pub fn annotated() -> Option<Vec<Document>> {
    let mut documents = Vec::new();
    for case in selectors()? {
        let spans = case.expected.iter().filter(|(_, words)| !words.is_empty());
        let spans = spans.map(|(start, words)| Span {
            start: *start,
            end: start + words.chars().count(),
        });
        let spans = spans.collect();
        documents.push(Document::new(&case.name, "en", case.text, spans));
    }
    let (page, annotations) = wikipedia()?;
    let spans = annotations.iter().filter_map(|(exact, _, _)| {
        let at = page.find(exact.as_str())?;
        let start = page[..at].chars().count();
        Some(Span {
            start,
            end: start + exact.chars().count(),
        })
    });
    let spans = spans.collect();
    documents.push(Document::new("a page", "en", page, spans));
    Some(documents)
}

fn word_of(line: &Value, field: &str) -> String {
    line[field].as_str().unwrap_or("").to_owned()
}

/// The text of a small piece of HTML, and where each text node begins, in UTF-16.
fn text_nodes(html: &str) -> (String, Vec<(String, usize)>) {
    let (mut text, mut nodes) = (String::new(), Vec::new());
    let mut stack: Vec<(String, usize)> = Vec::new();
    for part in html.split_inclusive('>') {
        let (before, tag) = part.split_once('<').unwrap_or((part, ""));
        if !before.is_empty()
            && let Some((element, many)) = stack.last_mut()
        {
            *many += 1;
            let start = text.encode_utf16().count();
            nodes.push((format!("{element}/text()[{many}]"), start));
            if *many == 1 {
                nodes.push((format!("{element}/text()"), start));
            }
            text.push_str(before);
        }
        match tag.trim_end_matches('>') {
            "" => {}
            tag if tag.starts_with('/') => drop(stack.pop()),
            tag => stack.push((tag.to_owned(), 0)),
        }
    }
    (text, nodes)
}

/// A page as text, and the annotations on it: exact, prefix, suffix.
#[allow(clippy::type_complexity, reason = "three words of one selector")]
pub fn wikipedia() -> Option<(String, Vec<(String, String, String)>)> {
    let folder = data("text-quote-selectors");
    let html = fs::read_to_string(folder.join("wikipedia-regression-testing.html")).ok()?;
    let json = fs::read_to_string(folder.join("wikipedia-regression-testing.json")).ok()?;
    let (mut page, mut in_tag) = (String::new(), false);
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => page.push(c),
            _ => {}
        }
    }
    let page = page.replace("&amp;", "&").replace("&#160;", "\u{a0}");
    let value: Value = serde_json::from_str(&json).expect("JSON");
    let rows = value["rows"].as_array().expect("rows").iter().map(|row| {
        let selectors = row["target"][0]["selector"].as_array().expect("selectors");
        let quote = selectors
            .iter()
            .find(|s| s["type"] == "TextQuoteSelector")
            .expect("a quote");
        (
            word_of(quote, "exact"),
            word_of(quote, "prefix"),
            word_of(quote, "suffix"),
        )
    });
    Some((page, rows.collect()))
}
