//! What is built is what was recorded; what is confidential reaches nobody.

mod secrets;
mod series;

use std::io;

use super::*;
use crate::model::{
    Assessment, Attribution, Capture, Claim, Hop, Jointly, Link, LinkKind, Name, Original, Piece,
    ReadOn, Role, SpeakerKind, Stance, Translation, Verdict, Wording,
};
use crate::report::value::{Counted, Detail, Fold, FoldedRow, Head, Row, SeriesValue};
use crate::store::find::Found;
use crate::store::query::testing::{Desk, edtf, named};
use crate::store::query::{Counting, Order};

/// Keeps what it is given.
#[derive(Default)]
struct Kept {
    head: Head,
    voices: Vec<VoiceValue>,
    rows: Vec<Row>,
    pictured: bool,
    series: Vec<SeriesValue>,
    tail: Tail,
}

impl Render for Kept {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        self.head = head.clone();
        Ok(())
    }
    fn has_contents(&self) -> bool {
        true
    }
    fn contents(&mut self, voices: &[VoiceValue], pictured: bool) -> io::Result<()> {
        self.voices = voices.to_vec();
        self.pictured = pictured;
        Ok(())
    }
    fn row(&mut self, row: &Row) -> io::Result<()> {
        self.rows.push(row.clone());
        Ok(())
    }
    fn has_pictures(&self) -> bool {
        true
    }
    fn series(&mut self, series: &SeriesValue) -> io::Result<()> {
        self.series.push(series.clone());
        Ok(())
    }
    fn end(&mut self, tail: &Tail) -> io::Result<()> {
        self.tail = tail.clone();
        Ok(())
    }
}

const HIDDEN: Audience = Audience::Export { reveal: false };
const REVEALED: Audience = Audience::Export { reveal: true };
const FOLDS: [Fold; 5] = [
    Fold::Claim,
    Fold::Speaker,
    Fold::Source,
    Fold::Topic,
    Fold::Occasion,
];

fn listed(desk: &mut Desk, filter: &Filter, page: &Page, audience: Audience) -> Kept {
    let edition = Edition::new(&desk.0, audience).unwrap();
    let mut kept = Kept::default();
    list(&desk.0, filter, page, edition, &mut kept).unwrap();
    kept
}

fn reported(desk: &mut Desk, filter: &Filter, audience: Audience) -> Kept {
    let edition = Edition::new(&desk.0, audience).unwrap();
    let mut kept = Kept::default();
    report(&desk.0, filter, edition, &mut kept).unwrap();
    kept
}

fn folds(desk: &mut Desk, fold: Fold, page: &Page, audience: Audience) -> (Vec<FoldedRow>, Tail) {
    let edition = Edition::new(&desk.0, audience).unwrap();
    let mut rows = Vec::new();
    let tail = folded(&desk.0, &Filter::default(), fold, page, edition, |row| {
        rows.push(row.clone());
        Ok(())
    });
    (rows, tail.unwrap())
}

fn counts(desk: &mut Desk, noun: Noun, audience: Audience) -> Vec<Counted> {
    let edition = Edition::new(&desk.0, audience).unwrap();
    let mut rows = Vec::new();
    let counting = Counting {
        order: Order::Name,
        ..Counting::default()
    };
    let counted = counted(&desk.0, noun, &counting, edition, |row| {
        rows.push(row.clone());
        Ok(())
    });
    counted.unwrap();
    rows
}

fn shown(desk: &mut Desk, noun: Noun, uid: Uid, audience: Audience) -> (Detail, Tail) {
    let edition = Edition::new(&desk.0, audience).unwrap();
    let found = Found {
        noun,
        uid,
        live: true,
    };
    show(&desk.0, found, edition).unwrap()
}

#[test]
fn a_row_says_what_was_recorded_and_falls_back_where_it_may() {
    let mut desk = Desk::new();
    let minister = desk.speaker("Ada");
    let wire = desk.speaker("Wire");
    let source = desk.add(Source {
        label: "notes".into(),
        lang: "fr".into(),
        publisher: "The Paper".into(),
        ..Source::default()
    });
    let bare = desk.source("Leaflet");
    let topic = desk.topic("rain");
    let claim = desk.claim("It rains", &[topic]);
    let occasion = desk.add(Occasion {
        said: edtf("2024-06"),
        said_words: "in June".into(),
        role: "minister".into(),
        spoken_lang: "ko".into(),
        r#where: "Harbour".into(),
        ..Occasion::default()
    });
    let body = Attribution {
        stance: Stance::Denies,
        occasion: Some(occasion),
        via: crate::store::query::testing::hop(wire),
        figures: vec![],
        ..Attribution::default()
    };
    desk.say_as(body, claim, source, Some(minister));
    desk.say(claim, source, None, "2023");
    desk.say(claim, bare, None, "2022");
    let kept = listed(
        &mut desk,
        &Filter::default(),
        &Page::default(),
        Audience::Screen,
    );
    let row = &kept.rows[0];
    assert_eq!(row.stance, Stance::Denies);
    assert_eq!(
        (row.claim.text.as_str(), row.claim.topics[0].as_str()),
        ("It rains", "rain")
    );
    assert_eq!(
        (row.said.edtf.as_str(), row.said.words.as_str()),
        ("2024-06", "in June")
    );
    assert_eq!(
        (row.said.from.as_str(), row.said.to.as_str()),
        ("2024-06-01", "2024-06-30")
    );
    assert_eq!((row.lang.as_str(), row.spoken_lang.as_str()), ("fr", "ko"));
    assert_eq!(
        (row.role.as_str(), row.via[0].speaker.name.as_str()),
        ("minister", "Wire")
    );
    assert_eq!(row.source.name.as_str(), "[notes]");
    assert!(row.recorded.as_str().starts_with("2025-01-01T"));
    let names: Vec<&str> = kept
        .rows
        .iter()
        .map(|row| row.speaker.name.as_str())
        .collect();
    assert_eq!(names, ["Ada", "The Paper", "[the source]"]);
    assert!(kept.rows[1].speaker.own_voice && kept.rows[1].speaker.id.is_empty());
    assert_eq!(kept.tail.rows, 3);
    let filter = Filter {
        topic: desk.only(Noun::Topic, topic),
        said: crate::store::query::Window::read("2024").unwrap(),
        ..Filter::default()
    };
    let kept = listed(&mut desk, &filter, &Page::default(), Audience::Screen);
    let filters: Vec<&str> = kept.head.filters.iter().map(Shown::as_str).collect();
    assert_eq!(filters, ["topic: rain", "said: 2024"]);
    assert_eq!(kept.rows.len(), 1);
}

#[test]
fn a_report_goes_by_speaker_and_claim_and_numbers_its_sources() {
    let mut desk = Desk::new();
    let (bo, ada) = (desk.speaker("Bo"), desk.speaker("ada"));
    let (paper, wire) = (desk.source("Paper"), desk.source("Wire"));
    let (one, two) = (desk.claim("One", &[]), desk.claim("Two", &[]));
    desk.say(one, paper, None, "2020");
    desk.say(one, wire, Some(bo), "2024-03");
    desk.say(one, paper, Some(ada), "2024-02");
    desk.say(two, paper, Some(ada), "2024-01");
    desk.say(one, wire, Some(ada), "2024-04");
    desk.say(two, wire, Some(ada), "2024-05");
    let kept = reported(&mut desk, &Filter::default(), REVEALED);
    let rows: Vec<_> = kept
        .rows
        .iter()
        .map(|row| {
            (
                row.speaker.name.as_str(),
                row.claim.text.as_str(),
                row.said.edtf.as_str(),
                row.source.number,
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("ada", "Two", "2024-01", 1),
            ("ada", "Two", "2024-05", 2),
            ("ada", "One", "2024-02", 1),
            ("ada", "One", "2024-04", 2),
            ("Bo", "One", "2024-03", 2),
            ("[the source]", "One", "2020", 1),
        ]
    );
}

#[test]
fn origins_are_counted_once_each() {
    let mut desk = Desk::new();
    let (ada, bo, source) = (
        desk.speaker("Ada"),
        desk.speaker("Bo"),
        desk.source("Paper"),
    );
    let claim = desk.claim("It rains", &[]);
    let wire = desk.source("Wire");
    let crowd = desk.add(Speaker {
        kind: Some(SpeakerKind::Unnamed),
        names: named("experts"),
        source: Some(wire),
        ..Speaker::default()
    });
    let occasion = desk.add(Occasion {
        jointly: Some(Jointly::Unclear),
        speakers: vec![ada, bo],
        ..Occasion::default()
    });
    let body =
        |citing: Option<Uid>, stance: Stance, occasion: Option<Uid>, doubt: &str| Attribution {
            citing: citing
                .map(crate::store::query::testing::hop)
                .unwrap_or_default(),
            stance,
            occasion,
            doubt: doubt.into(),
            ..Attribution::default()
        };
    let asserts = Stance::Asserts;
    desk.say_as(body(Some(ada), asserts, None, ""), claim, source, Some(bo));
    desk.say_as(body(None, asserts, None, ""), claim, wire, Some(ada));
    desk.say_as(
        body(None, Stance::Denies, Some(occasion), ""),
        claim,
        wire,
        Some(ada),
    );
    desk.say_as(
        body(None, Stance::Denies, Some(occasion), ""),
        claim,
        wire,
        Some(bo),
    );
    desk.say_as(body(None, asserts, None, ""), claim, wire, Some(crowd));
    desk.say_as(body(None, asserts, None, "maybe"), claim, wire, Some(bo));
    let rep = desk.only(Noun::Claim, claim).unwrap()[0];
    let found = origins(&desk.0, rep).unwrap();
    assert_eq!(
        found.to_string(),
        "2 sources: 1 origin asserts, 1 denies, 1 unnamed, unclear whether some spoke jointly; 1 doubted, left out"
    );
}

/// A name that nobody may read, in a spelling of its own at each place.
const CANARY: &str = "Ivana Canary";
const SPELT: &str = "so said IVANA-Canáry, they say";

/// What stands in a desk whose every text holds the name, and how many attributions are clean.
struct Aviary {
    desk: Desk,
    speaker: Uid,
    source: Uid,
    all: Vec<(Noun, Uid)>,
    clean: usize,
}

fn aviary() -> Aviary {
    let mut desk = Desk::new();
    let s = || SPELT.to_owned();
    let speaker = desk.add(Speaker {
        confidential: true,
        names: vec![
            Name {
                name: CANARY.into(),
                lang: "en".into(),
            },
            Name {
                name: "Ptičica".into(),
                lang: "hr".into(),
            },
        ],
        note: s(),
        roles: vec![Role {
            role: s(),
            ..Role::default()
        }],
        wikidata: "Q424242".into(),
        ..Speaker::default()
    });
    let source = desk.add(Source {
        confidential: true,
        title: "Notes of the canary".into(),
        label: "canary notes".into(),
        publisher: s(),
        authors: vec![s()],
        url: "https://canary.example/notes".into(),
        archived: vec![s()],
        note: s(),
        read_on: Some(ReadOn {
            because: s(),
            day: edtf("2024"),
        }),
        ..Source::default()
    });
    let (plain, paper) = (desk.speaker("Bo"), desk.source("Paper"));
    let topic = desk.topic(SPELT);
    let measure = desk.measure(SPELT);
    let claim = desk.claim("It rains", &[]);
    let occasion = desk.add(Occasion {
        label: s(),
        note: s(),
        said_words: s(),
        r#where: s(),
        speakers: vec![speaker, plain],
        ..Occasion::default()
    });
    let mut all = Vec::new();
    // Clean but for the reference: shown, with an alias.
    let known = Attribution {
        name_as_written: "the bird from Canaria".into(),
        role: "keeper of seeds".into(),
        on_behalf_of: Some(plain),
        ..Attribution::default()
    };
    let hop = |name: &str| Hop {
        speaker,
        name_as_written: name.into(),
        role: "keeper".into(),
        ..Hop::default()
    };
    let mut clean = Vec::new();
    clean.push(desk.say_as(known, claim, paper, Some(speaker)));
    clean.push(desk.say(claim, source, None, "2024"));
    clean.push(desk.say(claim, source, Some(plain), "2024"));
    let on_behalf_of = Some(speaker);
    clean.push(desk.say_as(
        Attribution {
            on_behalf_of,
            ..Attribution::default()
        },
        claim,
        paper,
        Some(plain),
    ));
    let hops = Attribution {
        via: vec![hop("Birdie")],
        citing: vec![hop("Tweety")],
        ..Attribution::default()
    };
    clean.push(desk.say_as(hops, claim, paper, Some(plain)));
    let original = Some(Original {
        source: Some(source),
        text: "as spoken".into(),
        ..Original::default()
    });
    clean.push(desk.say_as(
        Attribution {
            original,
            ..Attribution::default()
        },
        claim,
        paper,
        Some(plain),
    ));
    // The name in one text each.
    let text = |set: fn(&mut Attribution, String)| {
        let mut body = Attribution::default();
        set(&mut body, s());
        body
    };
    let texts: [fn(&mut Attribution, String); 20] = [
        |a, s| a.cue = s,
        |a, s| a.doubt = s,
        |a, s| a.hedge = s,
        |a, s| a.locator = s,
        |a, s| a.name_as_written = s,
        |a, s| a.note = s,
        |a, s| a.passage = s,
        |a, s| a.quote = s,
        |a, s| a.role = s,
        |a, s| a.said_words = s,
        |a, s| a.time = s,
        |a, s| a.lang = s,
        |a, s| a.spoken_lang = s,
        |a, s| {
            a.original = Some(Original {
                text: s,
                ..Original::default()
            })
        },
        |a, s| {
            a.translation = Some(Translation {
                text: s,
                ..Translation::default()
            })
        },
        |a, s| {
            a.translation = Some(Translation {
                text: "x".into(),
                by: s,
                ..Translation::default()
            })
        },
        |a, _| a.passage = "Tweety said so".into(),
        |a, _| a.passage = "the BIRD from\ncanaria flew".into(),
        |a, _| a.passage = "see https://canary.example/notes".into(),
        |a, _| a.note = "Q424242".into(),
    ];
    for set in texts {
        let body = text(set);
        all.push((
            Noun::Attribution,
            desk.say_as(body, claim, paper, Some(plain)),
        ));
    }
    let mut figure = desk.figure(measure);
    let mut figures = Vec::new();
    figures.push(figure.clone());
    figure.measure = None;
    for set in [0, 1, 2, 3] {
        let mut figure = figure.clone();
        figure.uid = crate::model::Uid([set; 16]);
        let field = [
            &mut figure.expression,
            &mut figure.counted,
            &mut figure.scope,
            &mut figure.unit,
        ];
        field
            .into_iter()
            .nth(usize::from(set))
            .unwrap()
            .push_str(SPELT);
        figures.push(figure);
    }
    for figure in figures {
        let body = Attribution {
            figures: vec![figure],
            ..Attribution::default()
        };
        all.push((
            Noun::Attribution,
            desk.say_as(body, claim, paper, Some(plain)),
        ));
    }
    let at = Attribution {
        occasion: Some(occasion),
        ..Attribution::default()
    };
    all.push((
        Noun::Attribution,
        desk.say_as(at, claim, paper, Some(plain)),
    ));
    let under = desk.claim("Birds sing", &[topic]);
    let spelt = desk.claim(SPELT, &[]);
    let worded = desk.add(Claim {
        text: "Oiseaux".into(),
        wordings: vec![Wording {
            lang: "fr".into(),
            text: s(),
        }],
        ..Claim::default()
    });
    for claim in [under, spelt, worded] {
        all.push((Noun::Claim, claim));
        all.push((
            Noun::Attribution,
            desk.say(claim, paper, Some(plain), "2024"),
        ));
    }
    let titled = desk.source(SPELT);
    let aide = desk.speaker("Aide of Ivana Canary");
    all.push((
        Noun::Attribution,
        desk.say(claim, titled, Some(plain), "2024"),
    ));
    all.push((
        Noun::Attribution,
        desk.say(claim, paper, Some(aide), "2024"),
    ));
    let links = desk.add(Link {
        kind: Some(LinkKind::Supports),
        from: under,
        to: claim,
        note: s(),
        ..Link::default()
    });
    let assessment = desk.add(Assessment {
        claim: Some(claim),
        verdict: Some(Verdict::True),
        by: s(),
        reasoning: s(),
        ..Assessment::default()
    });
    let piece = desk.add(Piece {
        title: s(),
        note: s(),
        ..Piece::default()
    });
    let capture = desk.add(Capture {
        source,
        text: s(),
        from: "notes.txt".into(),
        ..Capture::default()
    });
    all.extend(clean.iter().map(|uid| (Noun::Attribution, *uid)));
    all.extend([
        (Noun::Speaker, speaker),
        (Noun::Speaker, aide),
        (Noun::Source, source),
        (Noun::Source, titled),
        (Noun::Topic, topic),
        (Noun::Measure, measure),
        (Noun::Occasion, occasion),
        (Noun::Claim, claim),
        (Noun::Link, links),
        (Noun::Assessment, assessment),
        (Noun::Piece, piece),
        (Noun::Capture, capture),
    ]);
    Aviary {
        desk,
        speaker,
        source,
        all,
        clean: clean.len(),
    }
}

/// Everything that can be built, as JSON.
fn whole(aviary: &mut Aviary, audience: Audience) -> String {
    let Aviary {
        desk,
        speaker,
        source,
        all,
        ..
    } = aviary;
    let mut out = String::new();
    let mut json = |value: &dyn erased::Json| out.push_str(&value.json());
    let filters = [
        Filter::default(),
        Filter {
            speaker: desk.only(Noun::Speaker, *speaker),
            ..Filter::default()
        },
        Filter {
            source: desk.only(Noun::Source, *source),
            text: SPELT.into(),
            ..Filter::default()
        },
    ];
    for filter in &filters {
        for kept in [
            listed(desk, filter, &Page::default(), audience),
            listed(desk, filter, &Page::first(3), audience),
            reported(desk, filter, audience),
        ] {
            json(&kept.head);
            json(&kept.voices);
            json(&kept.rows);
            json(&kept.tail);
        }
    }
    for fold in FOLDS {
        for page in [Page::default(), Page::first(1), Page::first(2)] {
            let (rows, tail) = folds(desk, fold, &page, audience);
            json(&rows);
            json(&tail);
        }
    }
    for noun in [
        Noun::Speaker,
        Noun::Source,
        Noun::Topic,
        Noun::Measure,
        Noun::Occasion,
    ] {
        json(&counts(desk, noun, audience));
        for typed in ["", "I", "Iv", "c", "t"] {
            json(&completed(&mut desk.0, noun, typed, 1000).unwrap());
        }
    }
    for (noun, uid) in all.iter() {
        let (detail, tail) = shown(desk, *noun, *uid, audience);
        json(&detail);
        json(&tail);
    }
    out
}

mod erased {
    pub trait Json {
        fn json(&self) -> String;
    }
    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> String {
            serde_json::to_string(self).unwrap()
        }
    }
}

#[test]
fn a_confidential_name_is_in_no_value_of_an_export() {
    let mut aviary = aviary();
    let hidden = whole(&mut aviary, HIDDEN);
    let key = names::key(&hidden.replace("\\n", " "));
    for secret in [
        "canary",
        "pticica",
        "canaria",
        "tweety",
        "birdie",
        "keeper",
        "q424242",
        "notes.txt",
    ] {
        let at = key.find(secret);
        assert_eq!(
            at,
            None,
            "{secret}: …{}",
            at.map_or("", |at| &key[at.saturating_sub(300)..at + 40])
        );
    }
    for uid in [aviary.speaker, aviary.source] {
        assert!(
            !hidden.contains(&uid.id()),
            "an id tells too, in a cursor as well"
        );
        assert!(!hidden.contains(&uid.hex()));
    }
    for audience in [REVEALED, Audience::Screen] {
        let revealed = names::key(&whole(&mut aviary, audience));
        assert!(revealed.contains("ivana canary") && revealed.contains("tweety"));
    }
}

#[test]
fn what_is_withheld_and_aliased_is_counted() {
    let mut aviary = aviary();
    let everything = Filter::default();
    let all = listed(
        &mut aviary.desk,
        &everything,
        &Page::default(),
        Audience::Screen,
    );
    let kept = listed(&mut aviary.desk, &everything, &Page::default(), HIDDEN);
    assert_eq!(kept.rows.len(), aviary.clean);
    assert_eq!(kept.tail.rows, aviary.clean as u64);
    assert_eq!(kept.tail.withheld as usize, all.rows.len() - aviary.clean);
    assert_eq!(kept.tail.aliased, 2, "one speaker, one source");
    assert_eq!((all.tail.withheld, all.tail.aliased), (0, 0));
    assert!(all.rows.iter().any(|row| row.speaker.confidential));
    let alias = kept
        .rows
        .iter()
        .find(|row| row.speaker.confidential && !row.speaker.own_voice);
    let alias = alias.unwrap();
    assert_eq!(alias.speaker.name.as_str(), "Speaker A");
    assert_eq!(
        (alias.name_as_written.as_str(), alias.role.as_str()),
        ("", "")
    );
    assert!(
        kept.rows
            .iter()
            .any(|row| row.source.name.as_str() == "Source 1")
    );
}

#[test]
fn the_contents_are_those_under_whom_rows_come() {
    let mut aviary = aviary();
    let who = |speaker: &crate::report::value::SpeakerValue, source: &str| {
        let source = if speaker.own_voice { source } else { "" };
        (speaker.name.to_string(), source.to_owned())
    };
    for audience in [HIDDEN, REVEALED] {
        let kept = reported(&mut aviary.desk, &Filter::default(), audience);
        let listed = kept.voices.iter();
        let listed: Vec<_> = listed
            .map(|voice| who(&voice.speaker, voice.source.id.as_str()))
            .collect();
        let rows = kept.rows.iter();
        let mut come: Vec<_> = rows
            .map(|row| who(&row.speaker, row.source.id.as_str()))
            .collect();
        come.dedup();
        assert_eq!(listed, come);
        assert!(listed.len() > 2);
    }
}

#[test]
fn names_are_completed_to_the_letter_else_by_what_they_are_compared_by() {
    let mut desk = Desk::new();
    for name in ["Inès Delmar", "Ines Port", "INESA", "Otto Brack"] {
        desk.speaker(name);
    }
    desk.topic("swing bridge");
    desk.source("Minutes: May");
    let mut names = |noun: Noun, typed: &str, limit: usize| -> Vec<String> {
        let found = completed(&mut desk.0, noun, typed, limit).unwrap();
        found.iter().map(ToString::to_string).collect()
    };
    assert_eq!(names(Noun::Speaker, "Inè", 9), ["Inès Delmar"]);
    assert_eq!(
        names(Noun::Speaker, "ines", 9),
        ["Inès Delmar", "Ines Port", "INESA"]
    );
    assert_eq!(
        names(Noun::Speaker, "ines", 2),
        ["Inès Delmar", "Ines Port"]
    );
    assert_eq!(names(Noun::Speaker, "", 9).len(), 4);
    assert_eq!(names(Noun::Topic, "Swing", 9), ["swing bridge"]);
    assert_eq!(names(Noun::Source, "Min", 9), ["Minutes: May"]);
    assert!(names(Noun::Source, "min", 9).is_empty());
    assert!(names(Noun::Measure, "x", 9).is_empty());
}

#[test]
fn aliases_stay_the_same_from_page_to_page() {
    let mut desk = Desk::new();
    let claim = desk.claim("It rains", &[]);
    let source = desk.source("Paper");
    for name in ["Ana", "Ben", "Cem", "Dov", "Eva"] {
        let speaker = desk.add(Speaker {
            confidential: true,
            names: named(name),
            ..Speaker::default()
        });
        for day in ["2024-01-01", "2024-02-01", "2024-03-01"] {
            desk.say(claim, source, Some(speaker), day);
        }
    }
    let who = |kept: &Kept| -> Vec<(String, String)> {
        let rows = kept.rows.iter();
        rows.map(|row| (row.passage.to_string(), row.speaker.name.to_string()))
            .collect()
    };
    let mut page = Page::first(5);
    let mut walked = Vec::new();
    let mut first = String::new();
    loop {
        let kept = listed(&mut desk, &Filter::default(), &page, HIDDEN);
        walked.extend(who(&kept));
        if kept.tail.next.is_empty() {
            break;
        }
        let next: Cursor = kept.tail.next.as_str().parse().unwrap();
        if first.is_empty() {
            first = next.salt.unwrap().to_string();
        }
        assert_eq!(next.salt.unwrap().to_string(), first);
        page.after = Some(next);
    }
    // Each of the five has one alias on three rows.
    let mut aliases: Vec<&String> = walked.iter().map(|(_, alias)| alias).collect();
    aliases.sort();
    let expected: Vec<String> = ["A", "B", "C", "D", "E"]
        .iter()
        .flat_map(|l| vec![format!("Speaker {l}"); 3])
        .collect();
    assert_eq!(aliases, expected.iter().collect::<Vec<_>>());
    let screen = listed(
        &mut desk,
        &Filter::default(),
        &Page::default(),
        Audience::Screen,
    );
    let real = who(&screen);
    for (passage, alias) in &walked {
        let name = &real.iter().find(|(p, _)| p == passage).unwrap().1;
        for (other, same) in walked.iter().filter(|(_, a)| a == alias) {
            let theirs = &real.iter().find(|(p, _)| p == other).unwrap().1;
            assert_eq!(name, theirs, "{alias} {same}");
        }
    }
}

#[test]
fn every_noun_shows_its_fields_and_what_speaks_of_it() {
    let mut aviary = aviary();
    let all = aviary.all.clone();
    for (noun, uid) in &all {
        let (detail, _) = shown(&mut aviary.desk, *noun, *uid, Audience::Screen);
        assert!(
            !detail.fields.is_empty() || !detail.rows.is_empty(),
            "{noun}"
        );
        assert_eq!(detail.id.as_str(), uid.id());
    }
    let claim = all.iter().find(|(noun, uid)| {
        *noun == Noun::Claim
            && !shown(&mut aviary.desk, *noun, *uid, Audience::Screen)
                .0
                .fields
                .iter()
                .all(|(name, _)| name.as_str() != "assessment")
    });
    let (detail, _) = shown(
        &mut aviary.desk,
        Noun::Claim,
        claim.unwrap().1,
        Audience::Screen,
    );
    let names: Vec<&str> = detail
        .fields
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(names, ["text", "assessment", "link"]);
    let piece = all.iter().find(|(noun, _)| *noun == Noun::Piece).unwrap().1;
    aviary
        .desk
        .0
        .write(
            &crate::store::Command {
                reason: "mistaken".into(),
                ..crate::store::Command::new("withdraw")
            },
            |w| w.withdraw(Noun::Piece, piece),
        )
        .unwrap();
    let edition = Edition::new(&aviary.desk.0, HIDDEN).unwrap();
    let found = aviary.desk.0.find_id(&piece.letters()).unwrap();
    let (detail, _) = show(&aviary.desk.0, found, edition).unwrap();
    assert!(
        detail.withdrawn.as_str().ends_with(": mistaken"),
        "{:?}",
        detail.withdrawn
    );
}

#[test]
fn what_is_not_asked_for_is_not_looked_up() {
    use crate::model::Check;
    let mut desk = Desk::new();
    let (source, claim) = (desk.source("Paper"), desk.claim("It rains", &[]));
    desk.add(Capture {
        source,
        text: "It rained.".into(),
        ..Capture::default()
    });
    let body = Attribution {
        passage: "It snowed.".into(),
        doubt: "who says so?".into(),
        ..Attribution::default()
    };
    desk.say_as(body, claim, source, None);
    let found = |which: &[Check]| {
        let edition = Edition::new(&desk.0, Audience::Screen).unwrap();
        let mut checks = Vec::new();
        let given = check(&desk.0, &Filter::default(), which, edition, |finding| {
            checks.extend(finding.check);
            Ok(())
        });
        given.unwrap();
        let sql = "SELECT count(*) FROM _anchors";
        let kept: i64 = desk.0.conn.query_row(sql, [], |row| row.get(0)).unwrap();
        (checks, kept)
    };
    assert_eq!(found(&[Check::Doubt]), (vec![Check::Doubt], 0));
    assert_eq!(found(&[Check::NoDate]), (vec![Check::NoDate], 0));
    let (words, kept) = found(&[Check::WordsMissing, Check::WordsChanged]);
    assert_eq!((words.len(), kept), (1, 1));
}
