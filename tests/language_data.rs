//! Measures how often the language of printed words is found, and how often wrongly, by the number of their letters. The texts stand beside the
//! package, not in it; without them the test is skipped. Each sentence is a text: French (aads-fr, daccord-fr), English (litbank-quotes),
//! Portuguese (factck-br).
//!
//! A text whose language is not that of its collection counts as wrong all the same: an Italian verse in a French novel, a French phrase in an
//! English one.

use std::fs;
use std::io::Read;

use dixit::text::language;
use serde_json::Value;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/");
/// Letters from which a row of the table begins, and the share of texts, in per cent, that must get an answer.
const ROWS: [(usize, usize); 6] = [(0, 35), (40, 90), (60, 94), (80, 97), (120, 99), (240, 99)];
/// Wrong answers in a thousand, at most.
const WRONG: usize = 5;

fn read(file: &str) -> Option<String> {
    let bytes = fs::read(format!("{FOLDER}{file}")).ok()?;
    let mut text = String::new();
    match file.ends_with(".gz") {
        true => flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text),
        false => (&bytes[..]).read_to_string(&mut text),
    }
    .expect("the texts are UTF-8");
    Some(text)
}

fn sentences(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    for word in text.split_whitespace() {
        let last = out.last_mut().expect("one is open");
        last.push_str(word);
        last.push(' ');
        if word.ends_with(['.', '!', '?', '»']) {
            out.push(String::new());
        }
    }
    out
}

/// Texts with their language.
fn texts() -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    let lines = |file: &str| -> Vec<Value> {
        let text = read(file).unwrap_or_default();
        let lines = text.lines().map(serde_json::from_str);
        lines.collect::<Result<_, _>>().expect("a line is JSON")
    };
    for chapter in lines("aads-fr/aads_fr.jsonl.gz") {
        let text = sentences(chapter["text"].as_str().unwrap_or_default());
        out.extend(text.into_iter().map(|text| ("fr", text)));
    }
    for pair in lines("daccord-fr/daccord.jsonl") {
        let of = |name: &str| pair[name].as_str().unwrap_or_default().to_owned();
        out.extend([("fr", of("premise")), ("fr", of("hypothesis"))]);
    }
    for document in lines("litbank-quotes/litbank_quotes.jsonl.gz") {
        for sentence in document["sentences"].as_array().into_iter().flatten() {
            out.push(("en", sentence.as_str().unwrap_or_default().to_owned()));
        }
    }
    let table = read("factck-br/factckbr.tsv").unwrap_or_default();
    let mut table = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .from_reader(table.as_bytes());
    for row in table.records() {
        let row = row.expect("a row is whole");
        out.extend([3, 4, 5].map(|column| ("pt", row[column].to_owned())));
    }
    out
}

#[test]
fn a_language_is_found_where_it_can_be_relied_on() {
    let texts = texts();
    if texts.is_empty() {
        println!("skipped: no texts");
        return;
    }
    let (mut wrong, mut answered) = (0, 0);
    for (place, (from, floor)) in ROWS.into_iter().enumerate() {
        let to = ROWS.get(place + 1).map_or(usize::MAX, |(to, _)| *to);
        let (mut all, mut found, mut bad) = (0, 0, 0);
        for (lang, text) in &texts {
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            if (from..to).contains(&letters) && letters > 0 {
                all += 1;
                let answer = language::find(text);
                found += usize::from(answer.is_some());
                bad += usize::from(answer.is_some_and(|answer| answer != *lang));
            }
        }
        println!("from {from} letters: {found} of {all} found, {bad} wrong");
        assert!(found * 100 >= all * floor, "from {from} letters");
        wrong += bad;
        answered += found;
    }
    println!("{wrong} of {answered} wrong");
    assert!(wrong * 1000 <= answered * WRONG);
}
