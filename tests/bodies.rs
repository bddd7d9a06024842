//! Bodies for ever: what a version's hash covers, held fast to the byte.
//!
//! `tests/bodies` has one body a format, every field set. A new format adds a file; an old one never
//! changes, because files of users hold hashes over such bytes.

mod golden;

use dixit::model::body::{NO_BODY, commit, format_of, version_hash};
use dixit::model::uid::{hex, unhex};
use dixit::model::{
    Anchor, Assessment, Attribution, Body, Capture, Claim, Draft, Evidence, Figure, Fragment, Hop,
    Judgement, Link, Measure, Name, Noun, Observation, Occasion, Original, Piece, Publication,
    ReadOn, Record, Role, Source, Speaker, TextPart, Timed, Topic, Transcript, Translation, Uid,
    Use, Vocabulary, Wording,
};
use dixit::store::{Repeating, Store};
use golden::{GOLDEN, Golden};
use proptest::prelude::*;
use serde_json::Value;

const SALT: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/// RFC 8785 for what a body may hold, written down apart from serde.
fn sorted_tree(value: &Value, out: &mut String) {
    match value {
        Value::Null => panic!("a body has no null: what is not set is left out"),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Number(number) => {
            let number = number
                .as_u64()
                .expect("a body has no fractions and no signs");
            assert!(number < 1 << 53, "a number that JSON readers would round");
            out.push_str(&number.to_string());
        }
        Value::String(text) => string(text, out),
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                sorted_tree(item, out);
            }
            out.push(']');
        }
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(name, _)| name.encode_utf16().collect::<Vec<u16>>());
            out.push('{');
            for (at, (name, value)) in fields.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                string(name, out);
                out.push(':');
                sorted_tree(value, out);
            }
            out.push('}');
        }
    }
}

/// The shortest escape where there must be one; everything else as it is.
fn string(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            control if control < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => out.push(other),
        }
    }
    out.push('"');
}

fn canonical(bytes: &[u8]) -> String {
    let mut out = String::new();
    sorted_tree(&serde_json::from_slice(bytes).unwrap(), &mut out);
    out
}

#[test]
fn every_noun_has_a_golden_body_of_the_format_that_is_written() {
    for noun in Noun::ALL {
        assert_eq!(golden::of(*noun).noun, *noun);
        assert_eq!(
            format_of(*noun),
            1,
            "add {noun}-2.json, and keep {noun}-1.json"
        );
    }
}

#[test]
fn a_golden_body_reads_and_writes_to_the_same_bytes() {
    for golden in GOLDEN {
        let written = String::from_utf8(golden.body().canonical()).unwrap();
        assert_eq!(written, String::from_utf8(golden.bytes()).unwrap());
        assert_eq!(written, canonical(&golden.bytes()), "{}", golden.noun);
    }
}

#[test]
fn a_golden_body_has_the_commit_that_another_program_found() {
    for golden in GOLDEN {
        let found = commit(&SALT, golden.noun, 1, &golden.bytes());
        assert_eq!(hex(&found), golden.commit, "{}", golden.noun);
    }
}

#[test]
fn a_version_hash_covers_identity_parents_and_commit() {
    let golden = golden::of(Noun::Topic);
    let sealed = commit(&SALT, golden.noun, 1, &golden.bytes());
    let first = version_hash(golden.uid(), &[], &sealed);
    assert_eq!(hex(&first), FIRST);
    let (low, high) = ([1; 32], [2; 32]);
    let follows = version_hash(golden.uid(), &[high, low], &sealed);
    assert_eq!(hex(&follows), FOLLOWS);
    assert_eq!(follows, version_hash(golden.uid(), &[low, high], &sealed));
    assert_eq!(NO_BODY, [0; 32]);
    assert_eq!(
        hex(&version_hash(golden.uid(), &[first], &NO_BODY)),
        DROPPED
    );
    assert_eq!(unhex(FIRST), Some(first));
}

const FIRST: &str = "c5adbb993c217b9bbbfaacd5b1f16e3810394068fff450ed2eb283a9e9112d62";
const FOLLOWS: &str = "28f891a38979a5edab3a09682064c7647af51e6b7287017d8550832337ac3b78";
const DROPPED: &str = "8eec5cd2748fc94b7432b99b7bc3d8e7b6060e66d5f94877798196b4d1e71389";

/// The fields of the golden bodies and of their parts, by where they stand.
#[test]
fn the_golden_bodies_set_every_field_there_is() {
    let parts: &[(Noun, &str, &[&str])] = &[
        (Noun::Source, "", Source::<Uid>::FIELDS),
        (Noun::Source, "/read_on", ReadOn::FIELDS),
        (Noun::Source, "/observations/0", Observation::FIELDS),
        (Noun::Capture, "", Capture::<Uid>::FIELDS),
        (Noun::Capture, "/parts/0", TextPart::FIELDS),
        (Noun::Capture, "/transcript", Transcript::FIELDS),
        (Noun::Capture, "/transcript/times/0", Timed::FIELDS),
        (Noun::Speaker, "", Speaker::<Uid>::FIELDS),
        (Noun::Speaker, "/names/0", Name::FIELDS),
        (Noun::Speaker, "/roles/0", Role::FIELDS),
        (Noun::Occasion, "", Occasion::<Uid>::FIELDS),
        (Noun::Claim, "", Claim::<Uid>::FIELDS),
        (Noun::Claim, "/wordings/0", Wording::FIELDS),
        (Noun::Attribution, "", Attribution::<Uid>::FIELDS),
        (Noun::Attribution, "/anchor", Anchor::<Uid>::FIELDS),
        (Noun::Attribution, "/anchor/fragments/0", Fragment::FIELDS),
        (Noun::Attribution, "/citing/0", Hop::<Uid>::FIELDS),
        (Noun::Attribution, "/via/0", Hop::<Uid>::FIELDS),
        (Noun::Attribution, "/figures/0", Figure::<Uid>::FIELDS),
        (Noun::Attribution, "/original", Original::<Uid>::FIELDS),
        (Noun::Attribution, "/translation", Translation::FIELDS),
        (Noun::Measure, "", Measure::<Uid>::FIELDS),
        (Noun::Topic, "", Topic::FIELDS),
        (Noun::Assessment, "", Assessment::<Uid>::FIELDS),
        (Noun::Assessment, "/evidence/0", Evidence::<Uid>::FIELDS),
        (Noun::Link, "", Link::<Uid>::FIELDS),
        (Noun::Judgement, "", Judgement::<Uid>::FIELDS),
        (Noun::Piece, "", Piece::<Uid>::FIELDS),
        (Noun::Piece, "/drafts/0", Draft::FIELDS),
        (Noun::Piece, "/published/0", Publication::FIELDS),
        (Noun::Piece, "/uses/0", Use::<Uid>::FIELDS),
    ];
    for (noun, pointer, fields) in parts {
        let body: Value = serde_json::from_slice(&golden::of(*noun).bytes()).unwrap();
        let part = body.pointer(pointer).and_then(Value::as_object);
        let set: Vec<&str> = part
            .unwrap_or_else(|| panic!("{noun}{pointer} is not set"))
            .keys()
            .map(String::as_str)
            .collect();
        let named: Vec<&str> = fields.iter().map(|f| f.trim_start_matches("r#")).collect();
        assert_eq!(set, named, "{noun}{pointer}");
    }
}

#[test]
fn nothing_but_its_default_is_left_out_of_a_body() {
    for noun in Noun::ALL {
        let empty = Body::read(*noun, b"{}").unwrap();
        assert_eq!(empty.canonical(), b"{}", "{noun}");
    }
    for Golden { noun, .. } in GOLDEN {
        let whole: Value = serde_json::from_slice(&golden::of(*noun).bytes()).unwrap();
        for name in whole.as_object().unwrap().keys() {
            let mut less = whole.clone();
            less.as_object_mut().unwrap().remove(name);
            let mut bytes = String::new();
            sorted_tree(&less, &mut bytes);
            let body = Body::read(*noun, bytes.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(body.canonical()).unwrap(), bytes);
        }
    }
}

#[test]
fn a_field_given_at_its_default_makes_the_same_bytes() {
    for (noun, spelt) in [
        (
            Noun::Attribution,
            r#"{"page":0,"quote":"","stance":"asserts","via":[],"said":null}"#,
        ),
        (Noun::Claim, r#"{"kind":null,"text":"","topics":[]}"#),
        (Noun::Source, r#"{"confidential":false,"seen_in":null}"#),
    ] {
        let body = Body::read(noun, spelt.as_bytes()).unwrap();
        assert_eq!(body.canonical(), b"{}", "{noun}");
    }
}

#[test]
fn a_body_with_a_field_of_a_newer_program_is_not_half_read() {
    for noun in Noun::ALL {
        assert!(Body::read(*noun, br#"{"zeal":"high"}"#).is_err(), "{noun}");
    }
}

#[test]
fn a_record_with_every_field_set_comes_back_from_the_store_as_it_was() {
    let mut store = Store::in_memory(Box::new(Repeating::seeded(1))).unwrap();
    golden::fill(&mut store);
    for golden in GOLDEN {
        let read = store.body(golden.noun, golden.uid()).unwrap();
        let read = read.unwrap_or_else(|| panic!("no {}", golden.noun));
        assert_eq!(
            String::from_utf8(read.canonical()).unwrap(),
            String::from_utf8(golden.bytes()).unwrap()
        );
        assert_eq!(read, golden.body());
    }
    assert_eq!(store.verify().unwrap(), Vec::new());
}

#[test]
fn a_record_comes_back_whichever_of_its_fields_is_not_set() {
    let mut store = Store::in_memory(Box::new(Repeating::seeded(2))).unwrap();
    golden::fill(&mut store);
    for golden in GOLDEN {
        let whole: Value = serde_json::from_slice(&golden.bytes()).unwrap();
        for name in whole.as_object().unwrap().keys() {
            // What a record is of cannot be left out; nor what says which noun its ends are.
            let kept: &[&str] = match golden.noun {
                Noun::Capture => &["source"],
                Noun::Attribution => &["claim", "source"],
                Noun::Link => &["from", "to", "kind"],
                Noun::Judgement => &["a", "b", "of", "kind"],
                _ => &[],
            };
            if kept.contains(&name.as_str()) {
                continue;
            }
            let mut less = whole.clone();
            less.as_object_mut().unwrap().remove(name);
            let body = Body::read(golden.noun, less.to_string().as_bytes()).unwrap();
            let command = dixit::store::Command::new("edit");
            let done = store.write(&command, |w| w.edit(golden.uid(), body.clone()));
            let done = done.unwrap_or_else(|e| panic!("{} without {name}: {e}", golden.noun));
            assert!(done.0, "{} without {name}", golden.noun);
            let read = store.body(golden.noun, golden.uid()).unwrap();
            assert_eq!(read, Some(body), "{} without {name}", golden.noun);
        }
    }
    assert_eq!(store.verify().unwrap(), Vec::new());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_words_the_bytes_are_those_of_a_sorted_tree(
        words in proptest::collection::vec(any::<String>(), 4),
        page: u32,
        open: bool,
    ) {
        let figure = Figure { expression: words[3].clone(), high_open: open, ..Figure::default() };
        let body = Attribution::<Uid> {
            cue: words[0].clone(),
            figures: vec![figure],
            page,
            quote: words[1].clone(),
            translation: Some(Translation { text: words[2].clone(), ..Translation::default() }),
            ..Attribution::default()
        };
        let bytes = body.canonical();
        prop_assert_eq!(canonical(&bytes), String::from_utf8(bytes.clone()).unwrap());
        prop_assert_eq!(serde_json::from_slice::<Attribution>(&bytes).unwrap(), body);
    }
}
