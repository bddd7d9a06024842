//! Input that others wrote, where it is at hand; and any bytes at all.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::Value;

use super::*;

/// A folder of data beside the project, or a word that it is not there.
fn data(set: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let found = Some(folder.join(set)).filter(|folder| folder.is_dir());
    if found.is_none() {
        skipped(set);
    }
    found
}

#[allow(clippy::print_stderr, reason = "a test that does nothing must say so")]
fn skipped(set: &str) {
    eprintln!("skipped: no {set}");
}

fn from_base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut out, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for letter in text.bytes() {
        let Some(six) = LETTERS.iter().position(|other| *other == letter) else {
            break;
        };
        bits = bits << 6 | six as u32;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
        }
    }
    out
}

#[test]
fn json_is_json_and_nothing_else() {
    let Some(folder) = data("json-test-suite") else {
        return;
    };
    let cases = fs::read_to_string(folder.join("cases.jsonl")).unwrap();
    for case in cases.lines() {
        let case: Value = serde_json::from_str(case).unwrap();
        let name = case["name"].as_str().unwrap();
        let bytes = from_base64(case["base64"].as_str().unwrap());
        let is_json = std::str::from_utf8(&bytes).is_ok_and(|text| json::parse(text).is_ok());
        let twice = name.contains("duplicated_key");
        match case["expect"].as_str().unwrap() {
            "y" => assert!(is_json || twice, "{name}"),
            "n" => assert!(!is_json, "{name}"),
            _ => {}
        }
        all("case.jsonl", bytes);
    }
}

#[test]
fn tables_of_all_kinds_are_cut_into_the_right_cells() {
    let Some(folder) = data("csv-spectrum") else {
        return;
    };
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "csv") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let expected = fs::read(path.with_extension("json")).unwrap();
        // One answer of the set is of another table than its question.
        let Value::Array(expected) = serde_json::from_slice(&expected).unwrap() else {
            continue;
        };
        let mut cutter = cells::Cutter::new(b',');
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut start = 0;
        for (end, _) in text.match_indices('\n').chain([(text.len() - 1, "")]) {
            let record = &text[start..=end];
            if start <= end && cutter.read(record.as_bytes()).unwrap() {
                let words = cutter
                    .cells()
                    .iter()
                    .map(|cell| cell.text(record).into_owned());
                rows.push(words.collect());
                cutter.restart();
                start = end + 1;
            }
        }
        let header = rows.remove(0);
        assert_eq!(rows.len(), expected.len(), "{path:?}");
        for (row, expected) in rows.iter().zip(expected) {
            for (name, words) in header.iter().zip(row) {
                assert_eq!(Some(words.as_str()), expected[name].as_str(), "{path:?}");
            }
        }
    }
}

/// The names of a set, as a desk would map them.
fn mapped(map: &[(&str, &str)]) -> Options {
    let map = map
        .iter()
        .map(|(from, to)| ((*from).to_owned(), (*to).to_owned()));
    Options {
        map: map.collect(),
        ..Options::default()
    }
}

#[test]
fn real_tables_are_read_with_a_mapping() {
    if let Some(folder) = data("factck-br") {
        let bytes = fs::read(folder.join("factckbr.tsv")).unwrap();
        let options = mapped(&[
            ("claimReviewed", "claim"),
            // Many of its rows have a space between day and time, which is no date of EDTF.
            ("datePublished", "-"),
            ("reviewBody", "note"),
            ("ratingValue", "-"),
            ("bestRating", "-"),
            ("alternativeName", "-"),
        ]);
        let rows = with("factckbr.tsv", bytes, &options);
        let bad: Vec<_> = rows.iter().filter_map(|row| row.as_ref().err()).collect();
        assert!(
            rows.len() > 500 && bad.len() * 20 < rows.len(),
            "{} of {}: {:?}",
            bad.len(),
            rows.len(),
            &bad[..bad.len().min(5)]
        );
    }
    if let Some(folder) = data("us-debates-2020") {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "csv") {
                let options = mapped(&[("minute", "time"), ("text", "claim")]);
                let rows = with("debate.csv", fs::read(&path).unwrap(), &options);
                assert!(
                    rows.len() > 100 && rows.iter().all(Result::is_ok),
                    "{path:?}"
                );
            }
        }
    }
}

#[test]
fn hostile_words_come_through_whole() {
    let mut hostile = Vec::new();
    if let Some(folder) = data("naughty-strings") {
        let text = fs::read(folder.join("blns.json")).unwrap();
        hostile.extend(serde_json::from_slice::<Vec<String>>(&text).unwrap());
    }
    if let Some(folder) = data("csv-injection") {
        let text = fs::read_to_string(folder.join("payloads.txt")).unwrap();
        hostile.extend(text.lines().map(str::to_owned));
    }
    for words in hostile {
        if words.trim().is_empty() || words.contains('\0') {
            continue;
        }
        let csv = format!("claim,quote\nC,\"{}\"\n", words.replace('"', "\"\""));
        let json = serde_json::json!({"claim": "C", "quote": words}).to_string();
        for (name, input) in [("r.csv", csv), ("r.jsonl", json)] {
            assert_eq!(attribution(&good(name, input)).item.body.quote, words);
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for format in Format::ALL {
            let options = Options { format: Some(*format), ..Options::default() };
            if let Ok(rows) = read("any", bytes.as_slice(), &options) {
                rows.count();
            }
        }
    }

    #[test]
    fn no_scraps_of_a_format_make_it_panic(
        scraps in proptest::collection::vec(proptest::sample::select(&[
            "claim", "quote", "figure", "low", "source", "[[", "]]", "[", "]", "{", "}", "=", "\"",
            "\"\"\"", ":", ",", ";", "\t", "\n", "\r", "é", "\\u", "d800", "1", "-", "e", ".", "null",
            "attribution", "each", "noun", " ",
        ][..]), 0..40),
        header in any::<bool>(),
    ) {
        let start = if header { "claim,quote,page\n" } else { "" };
        let text = start.to_owned() + &scraps.concat();
        for format in Format::ALL {
            let options = Options { format: Some(*format), ..Options::default() };
            if let Ok(rows) = read("any", text.as_bytes(), &options) {
                rows.count();
            }
        }
    }
}

#[test]
fn a_report_of_ours_comes_back_without_the_marks_for_spreadsheets() {
    let rows = with(
        "report.csv",
        "x_id,claim,speaker,source,quote\r\nkkkk,C,S,D,'=1+1\r\nllll,C,S,D,'tis\r\n".as_bytes(),
        &Options::default(),
    );
    let quote = |at: usize| match rows[at].as_ref().unwrap() {
        crate::model::Entry::Claim(claim) => claim.attributions[0].item.body.quote.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!((quote(0).as_str(), quote(1).as_str()), ("=1+1", "'tis"));
}
