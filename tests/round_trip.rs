//! `export` writes what `import` reads back: the same records, by the same identities.

mod golden;

use std::collections::BTreeMap;

use dixit::error::{Error, ErrorKind};
use dixit::import::{self as reading, Format};
use dixit::model::{
    Attribution, Body, Claim, Decimal, Edtf, Figure, Hop, Name, Noun, Source, Speaker, SpeakerKind,
    Topic, Uid, Vocabulary,
};
use dixit::record::Options;
use dixit::record::export::{Exported, entries};
use dixit::record::import::{Imported, Input, Plan, import};
use dixit::report::build::Exports;
use dixit::report::render::{jsonl, toml};
use dixit::store::{Command, Repeating, Store, World};

const SEED: &str = include_str!("../seeds/treaty.toml");
const FORMATS: [Format; 2] = [Format::Toml, Format::Jsonl];

fn desk(seed: u64) -> Store {
    Store::in_memory(Box::new(Repeating::seeded(seed))).unwrap()
}

fn read_in(store: &mut Store, text: &str, format: Format, options: Options) -> Imported {
    let how = reading::Options {
        format: Some(format),
        ..reading::Options::default()
    };
    let given = reading::read("file", text.as_bytes(), &how).unwrap();
    let inputs: [dixit::error::Result<Input<'_>>; 1] = [Ok(Box::new(given))];
    let plan = Plan {
        options,
        ..Plan::default()
    };
    import(store, &Command::new("import"), inputs, plan, &mut |_| {}).unwrap()
}

#[track_caller]
fn taken(store: &mut Store, text: &str, format: Format) -> Imported {
    let done = read_in(store, text, format, Options::default());
    let refused: Vec<String> = done.refused.iter().map(Error::to_string).collect();
    assert_eq!(refused, Vec::<String>::new());
    done
}

fn export(store: &mut Store, format: Format, reveal: bool) -> (String, Exported) {
    let mut exports = Exports::new(store, reveal).unwrap();
    let mut out = Vec::new();
    let mut first = true;
    let of = exports.store();
    let done = entries(of, &mut exports, &mut |entry| {
        match format {
            Format::Toml => toml::write(&entry, first, &mut out)?,
            _ => jsonl::write(&entry, &mut out)?,
        }
        first = false;
        Ok(())
    })
    .unwrap();
    (String::from_utf8(out).unwrap(), done)
}

/// Every record's words by its identity.
fn bodies(store: &Store) -> BTreeMap<(Noun, Uid), String> {
    let mut found = BTreeMap::new();
    for noun in Noun::ALL {
        for uid in store.uids(*noun).unwrap() {
            let body = store.body(*noun, uid).unwrap().unwrap();
            let text = String::from_utf8(body.canonical()).unwrap();
            found.insert((*noun, uid), text);
        }
    }
    found
}

/// What `state` derives of each record, without hashes: those cover salts, which are a file's own.
fn derived(store: &Store) -> BTreeMap<String, String> {
    let lines = store.state().unwrap().into_iter();
    lines
        .map(|(name, line)| {
            let rest = line
                .split_once(' ')
                .map_or(line.clone(), |(_, rest)| rest.to_owned());
            (name, rest)
        })
        .collect()
}

#[track_caller]
fn comes_back(store: &mut Store) {
    for format in FORMATS {
        let (text, wrote) = export(store, format, true);
        assert_eq!(wrote.withheld, 0);
        let mut other = desk(500);
        let done = taken(&mut other, &text, format);
        assert_eq!(done.tally.new.values().sum::<u64>(), wrote.records);
        let (here, there) = (bodies(store), bodies(&other));
        for (record, body) in &here {
            assert_eq!(there.get(record), Some(body), "{format} {record:?}");
        }
        assert_eq!(here.len(), there.len(), "{format}");
        assert_eq!(derived(store), derived(&other), "{format}");
        assert_eq!(other.verify().unwrap(), Vec::new());
        // What came back is written as it was, but for the versions' hashes.
        let again = export(&mut other, format, true).0;
        let plain = |text: &str| -> String {
            let lines = text.lines().filter(|line| !line.starts_with("base = "));
            lines.collect::<Vec<_>>().join("\n")
        };
        if format == Format::Toml {
            assert_eq!(plain(&again).len(), plain(&text).len());
        }
        // Its own export changes nothing.
        let (state, operations) = (store.state().unwrap(), store.operations().unwrap());
        let done = taken(store, &text, format);
        assert_eq!(done.operation, None, "{format} {:?}", done.tally);
        assert!(done.tally.new.is_empty() && done.tally.changed.is_empty());
        assert_eq!(store.state().unwrap(), state);
        assert_eq!(store.operations().unwrap(), operations);
    }
}

#[test]
fn the_seed_dossier_comes_back_from_its_export() {
    let mut store = desk(1);
    taken(&mut store, SEED, Format::Toml);
    comes_back(&mut store);
}

#[test]
fn records_with_every_field_set_come_back_from_their_export() {
    let mut store = desk(2);
    golden::fill(&mut store);
    // Control characters are refused on the way in: nobody can see them.
    let Body::Claim(claim) = golden::of(Noun::Claim).body() else {
        panic!("not a claim")
    };
    let text = "a \" quote, a \\ backslash, 'three ''' quotes', # no comment, 👨‍🌾 東京".to_owned();
    let seen = Claim { text, ..*claim };
    let uid = golden::of(Noun::Claim).uid();
    store
        .write(&Command::new("edit"), |w| w.edit(uid, seen))
        .unwrap();
    comes_back(&mut store);
}

#[test]
fn files_of_any_content_come_back_from_their_export() {
    for seed in 0..20 {
        comes_back(&mut random(seed));
    }
}

struct Dice(Repeating);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        let mut bytes = [0; 8];
        self.0.random(&mut bytes).unwrap();
        usize::try_from(u64::from_le_bytes(bytes) % n as u64).unwrap()
    }
    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }
    fn words(&mut self) -> String {
        const WORDS: &[&str] = &[
            "grain",
            "l’accord",
            "\"quoted\"",
            "'single'",
            "\\n",
            "a\nbreak",
            "\ttab",
            "#hash",
            "= sign",
            "[brackets]",
            "東京",
            "é",
            "e\u{301}",
            "👨‍🌾",
            "id:zzzz",
            "@source",
            "true",
            "2024-06",
            "«»",
            "-",
        ];
        let many = 1 + self.below(4);
        (0..many)
            .map(|_| self.one(WORDS))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// A file of records made by dice.
fn random(seed: u64) -> Store {
    let mut dice = Dice(Repeating::seeded(seed + 900));
    let mut store = desk(seed);
    let days = [
        "2024-06",
        "2024-12-04",
        "2023/2024",
        "../2020",
        "2019?",
        "2024-XX-04",
        "-0044",
    ];
    let day = |dice: &mut Dice| (dice.below(2) == 0).then(|| Edtf::parse(dice.one(&days)).unwrap());
    store
        .write(&Command::new("add"), |w| {
            let (mut topics, mut sources, mut speakers) = (Vec::new(), Vec::new(), Vec::new());
            for _ in 0..3 {
                topics.push(w.create(Topic {
                    name: dice.words(),
                    note: dice.words(),
                })?);
                let body = Source {
                    title: dice.words(),
                    published: day(&mut dice),
                    authors: vec![dice.words(), dice.words()],
                    note: dice.words(),
                    ..Source::default()
                };
                sources.push(w.create(body)?);
                let body = Speaker {
                    names: vec![Name {
                        name: dice.words(),
                        lang: "fr".into(),
                    }],
                    kind: dice.one(&[None, Some(SpeakerKind::Person), Some(SpeakerKind::State)]),
                    confidential: dice.below(3) == 0,
                    ..Speaker::default()
                };
                speakers.push(w.create(body)?);
            }
            for _ in 0..4 {
                let mut gathered = vec![dice.one(&topics), dice.one(&topics)];
                gathered.sort_unstable();
                gathered.dedup();
                let claim = Claim {
                    text: dice.words(),
                    topics: gathered,
                    holds: day(&mut dice),
                    ..Claim::default()
                };
                let claim = w.create(claim)?;
                for _ in 0..dice.below(3) {
                    let figure = Figure {
                        expression: dice.words(),
                        low: Decimal::read("10.50"),
                        scope: dice.words(),
                        uid: w.uid()?,
                        ..Figure::default()
                    };
                    let body = Attribution {
                        claim,
                        source: dice.one(&sources),
                        speaker: dice.one(&[None, Some(speakers[0]), Some(speakers[1])]),
                        quote: dice.words(),
                        passage: dice.words(),
                        said: day(&mut dice),
                        via: vec![Hop {
                            speaker: dice.one(&speakers),
                            cue: dice.words(),
                            ..Hop::default()
                        }],
                        figures: if dice.below(2) == 0 {
                            vec![figure]
                        } else {
                            Vec::new()
                        },
                        ..Attribution::default()
                    };
                    w.create(body)?;
                }
            }
            Ok(())
        })
        .unwrap();
    store
}

// Editing an export --------------------------------------------------------------------------------

/// A file with one topic, its export, and the same with other words.
fn edited() -> (Store, Uid, String, String) {
    let mut store = desk(3);
    let body = Topic {
        name: "grain".into(),
        ..Topic::default()
    };
    let (uid, _) = store
        .write(&Command::new("add"), |w| w.create(body))
        .unwrap();
    let (text, _) = export(&mut store, Format::Toml, true);
    let other = text.replace("\"grain\"", "\"wheat\"");
    assert_ne!(text, other);
    (store, uid, text, other)
}

fn name(store: &Store, uid: Uid) -> String {
    match store.body(Noun::Topic, uid).unwrap() {
        Some(Body::Topic(body)) => body.name,
        _ => panic!("no topic"),
    }
}

fn heads(store: &Store, uid: Uid) -> String {
    let line = &store.state().unwrap()[&format!("topic {uid}")];
    line.split(' ').nth(1).unwrap().to_owned()
}

#[test]
fn an_edited_export_is_an_edit_of_that_record_and_of_no_other() {
    let (mut store, uid, _, text) = edited();
    let done = taken(&mut store, &text, Format::Toml);
    assert_eq!(done.tally.changed, BTreeMap::from([(Noun::Topic, 1)]));
    assert!(done.tally.new.is_empty());
    assert_eq!(name(&store, uid), "wheat");
    assert_eq!(store.uids(Noun::Topic).unwrap(), [uid]);
    let again = taken(&mut store, &text, Format::Toml);
    assert_eq!(again.operation, None, "the same edit is made once");
}

#[test]
fn an_edit_of_an_old_version_is_refused_with_both_readings() {
    let (mut store, uid, _, text) = edited();
    let since = Topic {
        name: "barley".into(),
        ..Topic::default()
    };
    store
        .write(&Command::new("edit"), |w| w.edit(uid, since))
        .unwrap();
    let before = store.state().unwrap();
    let done = read_in(&mut store, &text, Format::Toml, Options::default());
    assert_eq!(store.state().unwrap(), before);
    assert_eq!(done.refused.len(), 1);
    let refused = &done.refused[0];
    assert_eq!(refused.kind(), ErrorKind::Conflict);
    let way_out = refused.hints().join(" ");
    for word in ["barley", "wheat", "--keep-both"] {
        assert!(way_out.contains(word), "{way_out}");
    }
}

#[test]
fn both_readings_of_an_old_version_are_kept_on_request() {
    let (mut store, uid, _, text) = edited();
    let since = Topic {
        name: "barley".into(),
        ..Topic::default()
    };
    store
        .write(&Command::new("edit"), |w| w.edit(uid, since))
        .unwrap();
    let both = Options {
        keep_both: true,
        ..Options::default()
    };
    let done = read_in(&mut store, &text, Format::Toml, both);
    assert!(done.refused.is_empty());
    assert_eq!(heads(&store, uid), "2");
    let again = read_in(&mut store, &text, Format::Toml, both);
    assert_eq!(again.operation, None, "the same reading is kept once");
    assert_eq!(heads(&store, uid), "2");
    assert_eq!(store.verify().unwrap(), Vec::new());
}

#[test]
fn an_entry_that_is_edited_without_its_id_is_a_record_of_its_own() {
    let mut store = desk(4);
    let text = "[[topic]]\nname = \"grain\"\n";
    taken(&mut store, text, Format::Toml);
    let same = taken(&mut store, text, Format::Toml);
    assert_eq!(same.operation, None, "an entry is recorded once");
    taken(&mut store, &text.replace("grain", "salt"), Format::Toml);
    assert_eq!(store.uids(Noun::Topic).unwrap().len(), 2);
}

// What is confidential -----------------------------------------------------------------------------

#[test]
fn an_export_without_reveal_names_nobody_confidential_and_goes_back_without_touching_anything() {
    let mut store = desk(5);
    taken(&mut store, DOSSIER, Format::Toml);
    let (state, records) = (store.state().unwrap(), bodies(&store));
    for format in FORMATS {
        let (text, done) = export(&mut store, format, false);
        assert!(
            done.withheld >= 3,
            "speaker, attribution and the claim that names her: {done:?}"
        );
        assert!(!text.contains("Quillfeather"), "{text}");
        assert!(!text.contains("nobody would say so aloud"), "{text}");
        assert!(text.contains("Harbour news"), "{text}");
        let back = taken(&mut store, &text, format);
        assert!(back.tally.new.is_empty() && back.tally.changed.is_empty());
        assert_eq!(back.operation, None);
        assert_eq!(store.state().unwrap(), state);
    }
    let (text, _) = export(&mut store, Format::Toml, true);
    assert!(text.contains("Quillfeather"));
    assert_eq!(bodies(&store), records);
}

#[test]
fn an_import_says_of_every_withheld_record_that_it_was_left_untouched() {
    let mut store = desk(6);
    taken(&mut store, DOSSIER, Format::Toml);
    for format in FORMATS {
        let (text, done) = export(&mut store, format, false);
        let back = taken(&mut store, &text, format);
        let said: u64 = back.tally.withheld.values().sum();
        assert_eq!(said, done.withheld, "{format} {:?}", back.tally);
    }
}

#[test]
fn what_stands_under_a_withheld_claim_can_still_be_edited() {
    let mut store = desk(7);
    taken(&mut store, DOSSIER, Format::Toml);
    let (text, _) = export(&mut store, Format::Toml, false);
    let edited = text.replace("was at the quay", "was seen at the quay");
    assert_ne!(
        text, edited,
        "the attribution names nobody and is written in full"
    );
    let done = taken(&mut store, &edited, Format::Toml);
    assert_eq!(done.tally.changed, BTreeMap::from([(Noun::Attribution, 1)]));
}

const DOSSIER: &str = r#"
[[source]]
title = "Harbour news"

[[speaker]]
kind = "person"
names = [{ name = "Ada Quillfeather" }]
confidential = true

[[claim]]
text = "The quay is full"
source = "Harbour news"
speaker = "Ada Quillfeather"
quote = "nobody would say so aloud"

[[claim]]
text = "Ada Quillfeather was at the quay"
source = "Harbour news"
speaker = "@source"
passage = "was at the quay"

[[claim]]
text = "The quay is old"
source = "Harbour news"
speaker = "@source"
passage = "the old quay"
"#;
