//! Scores anchoring on quotations that others marked in running text: each as it is, and after what
//! copying and what changing do to it. Right place, wrong place, not found; and the grade.
//!
//! The data stand beside the package, not in it; without them a set is skipped. `cargo test --release --test
//! anchor_data -- --nocapture --test-threads 1` prints the tables over every span; unoptimised, every seventh
//! span is scored. `ANCHORS="one digit changed"` tells each span on which that change did not come out right.

#[path = "anchor/cases.rs"]
mod cases;
#[path = "anchor/changes.rs"]
mod changes;

use std::collections::BTreeMap;

use cases::{Document, Span};
use changes::{CHANGES, Change, Wanted};
use dixit::text::anchor::{ChangeKind, Found, Fragment, Grade, Sought, Text};

/// Every how many spans one is scored.
const EACH: usize = if cfg!(debug_assertions) { 7 } else { 1 };

/// Cases that we dispute: document, beginning of the span, change, reason.
const DISPUTED: &[(&str, usize, &str, &str)] = &[
    (
        "Le_ventre_de_Paris",
        3167,
        "a negation dropped",
        "the words without their negation stand elsewhere in the chapter, as a clause of their own",
    ),
    (
        "215_the_call_of_the_wild_brat",
        7568,
        "one number in words changed",
        "the words with the other number stand elsewhere in the chapter",
    ),
    (
        "daccord",
        13333,
        "a verb denied",
        "the words with the negation stand elsewhere, but for one word",
    ),
    (
        "daccord",
        7706,
        "cut in two",
        "first and last words stand in one sentence too, which is the likelier reading",
    ),
    (
        "daccord",
        8914,
        "cut in two",
        "first and last words stand in one sentence too, which is the likelier reading",
    ),
];

/// What came of seeking one passage.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    sought: usize,
    right: usize,
    /// Several places, the right one among them, and none chosen.
    several: usize,
    wrong: usize,
    not_found: usize,
    /// Found, and graded as it should be.
    graded: usize,
    /// Found, and with the right kind of change.
    kind: usize,
}

impl Score {
    fn add(&mut self, found: &Found, span: &Span, wanted: Wanted, stands: bool) {
        self.sought += 1;
        let right = |place: &[Fragment]| match (place.first(), place.last()) {
            (Some(first), Some(last)) => {
                // Within a short word and its marks at either end: a changed first word belongs to it or not.
                let near = |a: u64, b: usize| a.abs_diff(b as u64) <= 16;
                near(first.start, span.start) && near(last.end, span.end)
            }
            _ => false,
        };
        if found.is_ambiguous() {
            if found.more || stands || found.choices.iter().any(|place| right(place)) {
                self.several += 1;
            } else {
                self.wrong += 1;
            }
        } else if found.fragments.is_empty() {
            self.not_found += 1;
            return;
        } else if stands || right(&found.fragments) {
            self.right += 1;
        } else {
            self.wrong += 1;
        }
        let (grade, kind) = match wanted {
            Wanted::Exact => (found.grade == Grade::Exact, true),
            Wanted::Typographic => (found.grade <= Grade::Normalised, true),
            Wanted::Changed(kind) => (
                found.grade == Grade::Changed,
                kind.is_none_or(|kind| found.kinds().contains(&kind)),
            ),
        };
        self.graded += usize::from(grade);
        self.kind += usize::from(grade && kind);
    }

    fn found(&self) -> usize {
        self.right + self.several
    }
}

/// Percent of.
fn share(part: usize, of: usize) -> f64 {
    if of == 0 {
        100.0
    } else {
        100.0 * part as f64 / of as f64
    }
}

/// How a passage is sought: alone as when it is recorded, or with the 32 characters on either side that
/// were kept when it was found before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Nothing,
    Context,
}

fn seek(document: &Document, text: &Text<'_>, span: &Span, words: &str, known: Known) -> Found {
    let (prefix, suffix) = match known {
        Known::Nothing => ("", ""),
        Known::Context => document.around(span, 32),
    };
    text.find(&Sought {
        words,
        prefix,
        suffix,
        lang: document.lang,
        ..Sought::default()
    })
}

fn score(documents: &[Document], change: &Change, known: Known) -> Score {
    let mut score = Score::default();
    for document in documents {
        let text = Text::new(&document.text);
        for (number, span) in document.spans.iter().enumerate() {
            let words = document.words(span);
            let disputed = |(name, start, kind, _): &(&str, usize, &str, &str)| {
                *name == document.name && *start == span.start && *kind == change.name
            };
            // A part of a word is its place only where that was remembered: alone, it may be of any word.
            let is_part = known == Known::Nothing && document.cuts_a_word(span);
            if number % EACH != 0 || is_part || DISPUTED.iter().any(disputed) {
                continue;
            }
            let Some(changed) = (change.make)(words, document.lang, number) else {
                continue;
            };
            let found = seek(document, &text, span, &changed, known);
            let before = score;
            // The changed words may themselves stand elsewhere, byte for byte: then that is their place.
            let places = found.choices.iter().flatten().chain(&found.fragments);
            let mut there = places.map(|place| text.words(place));
            let stands = found.grade == Grade::Exact && there.all(|words| words == changed);
            score.add(&found, span, change.wanted, stands);
            if std::env::var("ANCHORS").is_ok_and(|name| name == change.name)
                && (score.wrong > before.wrong
                    || score.graded == before.graded
                    || score.kind == before.kind)
            {
                eprintln!(
                    "{} {span:?}\n   is {words:?}\n   as {changed:?}\n   found {found:?}",
                    document.name
                );
                for place in &found.fragments {
                    eprintln!("   there {:?}", text.words(place));
                }
            }
        }
    }
    score
}

fn print(name: &str, score: &Score) {
    println!(
        "{name:34} {:6} {:7.2} {:7.2} {:7.2} {:7.2} {:7.2} {:7.2}",
        score.sought,
        share(score.right, score.sought),
        share(score.several, score.sought),
        share(score.wrong, score.sought),
        share(score.not_found, score.sought),
        share(score.graded, score.sought),
        share(score.kind, score.sought),
    );
}

/// Scores one set of documents by every change and asserts the floors.
fn hold(set: &str, documents: &[Document]) {
    println!(
        "\n{set}: {} documents, {} spans\n{:34} {:>6} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7}",
        documents.len(),
        documents.iter().map(|d| d.spans.len()).sum::<usize>(),
        "%",
        "sought",
        "right",
        "several",
        "wrong",
        "missing",
        "graded",
        "kind",
    );
    let mut typographic = Score::default();
    let mut faults: Vec<String> = Vec::new();
    for change in CHANGES {
        for known in [Known::Context, Known::Nothing] {
            let score = score(documents, change, known);
            if score.sought == 0 {
                continue;
            }
            let how = if known == Known::Context {
                ""
            } else {
                ", alone"
            };
            print(&format!("{}{how}", change.name), &score);
            let mut hold = |what: &str, holds: bool| {
                if !holds {
                    faults.push(format!("{}{how}: {what}", change.name));
                }
            };
            hold("in the wrong place", score.wrong * 1000 <= score.sought);
            match change.wanted {
                Wanted::Exact | Wanted::Typographic => {
                    let found = if known == Known::Context {
                        score.right
                    } else {
                        score.found()
                    };
                    hold("in the right place", share(found, score.sought) >= 99.0);
                    typographic.sought += score.sought;
                    typographic.graded += score.graded;
                }
                Wanted::Changed(Some(ChangeKind::Number | ChangeKind::Negation)) => {
                    hold(
                        "graded with its kind",
                        share(score.kind, score.sought) >= 95.0,
                    );
                }
                Wanted::Changed(_) => {}
            }
        }
    }
    let worse = typographic.sought - typographic.graded;
    println!(
        "typographic changes graded worse than normalised: {:.2}",
        share(worse, typographic.sought)
    );
    if share(worse, typographic.sought) > 0.5 {
        faults.push("typographic changes graded worse than normalised".to_owned());
    }
    assert!(faults.is_empty(), "{set}: {faults:#?}");
}

#[test]
fn french_direct_speech() {
    match cases::aads() {
        Some(documents) => hold("aads-fr", &documents),
        None => println!("skipped: no aads-fr"),
    }
}

#[test]
fn english_quotations() {
    match cases::litbank() {
        Some(documents) => hold("litbank-quotes", &documents),
        None => println!("skipped: no litbank-quotes"),
    }
}

#[test]
fn french_sentences_of_fact_checks() {
    match cases::daccord() {
        Some(documents) => hold("daccord-fr", &documents),
        None => println!("skipped: no daccord-fr"),
    }
}

#[test]
fn english_claims_of_fact_checks() {
    match cases::five_pils() {
        Some(documents) => hold("five-pils", &documents),
        None => println!("skipped: no five-pils"),
    }
}

#[test]
fn annotated_words_on_web_pages() {
    match cases::annotated() {
        Some(documents) => hold("text-quote-selectors", &documents),
        None => println!("skipped: no text-quote-selectors"),
    }
}

/// A passage of one document is not found in another, unless its letters stand there.
#[test]
fn a_passage_of_another_document_is_missing() {
    for documents in [cases::aads(), cases::litbank()] {
        let Some(documents) = documents else {
            println!("skipped: no data");
            continue;
        };
        let (mut sought, mut found) = (0, BTreeMap::new());
        for (at, document) in documents.iter().enumerate() {
            let other = &documents[(at + 1) % documents.len()];
            let text = Text::new(&other.text);
            for span in document.spans.iter().step_by(EACH) {
                let words = document.words(span);
                let there = text.find(&Sought {
                    words,
                    lang: document.lang,
                    ..Sought::default()
                });
                sought += 1;
                if there.grade == Grade::Changed {
                    *found.entry(words.to_owned()).or_insert(0) += 1;
                    if std::env::var("ANCHORS").is_ok_and(|name| name == "other") {
                        let place = there
                            .fragments
                            .first()
                            .or(there.choices.first().and_then(|c| c.first()));
                        eprintln!(
                            "{words:?}\n   {:?}\n {:?}",
                            place.map(|p| text.words(p)),
                            there.differences
                        );
                    }
                }
            }
        }
        println!("found in another document: {} of {sought}", found.len());
        assert!(found.len() * 100 <= sought, "{found:?}");
    }
}

/// Selectors of the Web Annotation Data Model, by the cases of its implementations.
#[test]
fn selectors_of_web_annotations() {
    let Some(cases) = cases::selectors() else {
        return println!("skipped: no text-quote-selectors");
    };
    let (mut right, mut disputed) = (0, 0);
    for case in &cases {
        if case.exact.as_deref() == Some("") {
            // Empty words select every position there; here they select nothing.
            disputed += 1;
            continue;
        }
        let text = Text::new(&case.text);
        let places = match &case.exact {
            Some(exact) => text.select(exact, &case.prefix, &case.suffix),
            None => vec![case.position.clone()],
        };
        let words = |place: &Fragment| text.words(place).to_owned();
        let got: Vec<(usize, String)> = places
            .iter()
            .map(|p| (usize::try_from(p.start).unwrap_or(0), words(p)))
            .collect();
        assert_eq!(got, case.expected, "{}", case.name);
        right += 1;
    }
    println!(
        "selectors: {right} of {} right, {disputed} disputed",
        cases.len()
    );
}

/// Annotations made in a browser are found again on the page as text, typographic changes and all.
#[test]
fn annotations_on_a_page() {
    let Some((page, annotations)) = cases::wikipedia() else {
        return println!("skipped: no text-quote-selectors");
    };
    let text = Text::new(&page);
    for (exact, prefix, suffix) in &annotations {
        let found = text.find(&Sought {
            words: exact,
            prefix,
            suffix,
            lang: "en",
            ..Sought::default()
        });
        assert_eq!(found.fragments.len(), 1, "{exact}: {found:?}");
        assert!(found.grade <= Grade::Normalised, "{exact}: {found:?}");
    }
    println!("annotations on a page: {0} of {0} found", annotations.len());
}
