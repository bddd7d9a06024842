//! Scores the EDTF reader on cases gathered from the test suites of five other implementations, by level: texts accepted or refused as
//! expected, and stated bounds that are right. The cases stand beside the package, not in it; without them the test is skipped.
//!
//! Cases on which the suites contradict one another are left out, and so are those that we dispute, each with its reason, below.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use dixit::model::edtf::{Bound, Edtf};
use serde_json::Value;

const CASES: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../shared/data/edtf/edtf_cases.jsonl"
);

const DECADE: &str = "bare centuries and decades are not among the features of ISO 8601-2 Annex A; other rows refuse their like (-04, 197?)";
const FRACTION: &str = "A.4.3 has whole seconds only; other rows refuse fractions";

/// Texts whose expected acceptance we dispute.
const DISPUTED: &[(&str, &str)] = &[
    ("-01", DECADE),
    ("-05", DECADE),
    ("-99", DECADE),
    ("199", DECADE),
    ("202", DECADE),
    ("-005", DECADE),
    ("199~", DECADE),
    ("2020-05-01T10:30:45.123Z", FRACTION),
    ("2020-05-01T10:30:45.500-05:00", FRACTION),
    (
        "1900-02-29",
        "1900 was no leap year (ISO 8601-1, 3.1.1.21); its stated bounds are 0",
    ),
    (
        "{2020, 2021}",
        "no space in a set (clause 6.1, note); other rows refuse it",
    ),
    (
        "Y-61000/-2000",
        "in order of time, and 10.2 takes any date as an end",
    ),
];

const QUARTER: &str = "seasons as quarters of the year; other rows state spring from March, and January is in no northern spring";
const DIGITS: &str =
    "ignores the significant digits; 4.4.3 and other rows give the years that share them";
const PLACEHOLDER: &str = "both bounds are 0: a gap in the suite";

/// Stated bounds that we dispute: the text, the suite, the reason.
const DISPUTED_BOUNDS: &[(&str, &str, &str)] = &[
    ("2001-21", "edtf-java", QUARTER),
    ("2001-21", "edtf.js-golden", QUARTER),
    ("2020-21", "edtf-java", QUARTER),
    ("2020-22", "edtf-java", QUARTER),
    ("2020-23", "edtf-java", QUARTER),
    ("2020-24", "edtf-java", QUARTER),
    ("1999-24", "edtf-java", QUARTER),
    ("2020-25", "edtf-java", QUARTER),
    ("2020-30", "edtf-java", QUARTER),
    ("1950S2", "python-edtf", DIGITS),
    ("1950S2", "edtf.js-golden", DIGITS),
    ("1953S2", "python-edtf", DIGITS),
    ("1953S3", "python-edtf", DIGITS),
    ("Y3388E2S3", "python-edtf", DIGITS),
    ("Y171010000S3", "python-edtf", DIGITS),
    ("Y-100000", "edtf-java", PLACEHOLDER),
    ("Y1000000", "edtf-java", PLACEHOLDER),
    ("Y100000", "edtf-java", "lies in 2062"),
    (
        "Y-10000",
        "edtf-java",
        "one of its two rows is a year late, the other is right",
    ),
    (
        "[1670..1672]",
        "edtf.js-golden",
        "forgets the end of the range; another row has it",
    ),
    (
        "/2006",
        "python-edtf",
        "ten years are invented for an unknown start",
    ),
    (
        "2020-05-01T00:00:00-12:00",
        "edtf-java",
        "twelve hours late: midnight at -12:00 is noon UTC",
    ),
];

/// Right and all.
#[derive(Default)]
struct Score(usize, usize);

impl Score {
    fn add(&mut self, right: bool) {
        self.0 += usize::from(right);
        self.1 += 1;
    }
}

#[test]
fn the_suites_agree_with_us() {
    let Ok(text) = fs::read_to_string(CASES) else {
        println!("skipped: no cases at {CASES}");
        return;
    };
    let cases: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("one JSON object a line"))
        .collect();
    let undisputed = || {
        cases
            .iter()
            .filter(|case| case["sources_disagree"] == false)
    };

    // A text may stand in several suites at several levels. It counts once, at the level that the suites name most cautiously.
    let mut texts: BTreeMap<&str, (bool, Option<u64>)> = BTreeMap::new();
    for case in undisputed() {
        let entry = texts
            .entry(str_of(case, "edtf"))
            .or_insert((case["valid"] == true, None));
        entry.1 = entry.1.max(case["level"].as_u64());
    }
    let disputed: BTreeSet<&str> = DISPUTED.iter().map(|(text, _)| *text).collect();
    let (mut raw, mut acceptance) = (Score::default(), BTreeMap::<_, Score>::new());
    for (text, (valid, level)) in &texts {
        let right = Edtf::parse(text).is_ok() == *valid;
        raw.add(right);
        if !disputed.contains(text) {
            acceptance
                .entry(level.map_or("none stated".into(), |l| l.to_string()))
                .or_default()
                .add(right);
            if !right {
                println!(
                    "wrong: {text:?} should be valid: {valid}: {:?}",
                    Edtf::parse(text)
                );
            }
        }
    }
    assert!(
        disputed.len() * 20 <= texts.len(),
        "more than 5 % are disputed"
    );

    let (mut raw_bounds, mut bounds) = (Score::default(), BTreeMap::<_, Score>::new());
    for case in undisputed().filter(|case| case["valid"] == true) {
        let (text, suite) = (str_of(case, "edtf"), str_of(case, "from"));
        let date = Edtf::parse(text);
        let known =
            disputed.contains(text) || DISPUTED_BOUNDS.iter().any(|d| (d.0, d.1) == (text, suite));
        for field in ["earliest", "latest", "min_ms", "max_ms"] {
            let Some(stated) = case.get(field).filter(|value| !value.is_null()) else {
                continue;
            };
            let right = date.as_ref().is_ok_and(|date| holds(date, field, stated));
            raw_bounds.add(right);
            if !known {
                let level = case["level"]
                    .as_u64()
                    .map_or("none stated".into(), |l| l.to_string());
                bounds.entry(level).or_default().add(right);
                if !right {
                    println!("wrong: {text:?} {field} should be {stated} ({suite}): {date:?}");
                }
            }
        }
    }
    for (name, raw, scores) in [
        ("texts", &raw, &acceptance),
        ("bounds", &raw_bounds, &bounds),
    ] {
        let all = total(scores);
        println!(
            "{name}: {} of {}; with disputed ones {} of {}",
            all.0, all.1, raw.0, raw.1
        );
        for (level, score) in scores {
            println!("  level {level}: {} of {}", score.0, score.1);
        }
    }
    let all = total(&acceptance);
    assert!(
        all.0 * 100 >= all.1 * 99,
        "fewer than 99 % of the texts are read as expected"
    );
    let all = total(&bounds);
    assert_eq!(all.0, all.1, "a stated bound is wrong");
}

fn total(scores: &BTreeMap<String, Score>) -> Score {
    scores.values().fold(Score::default(), |sum, score| {
        Score(sum.0 + score.0, sum.1 + score.1)
    })
}

fn str_of<'a>(case: &'a Value, field: &str) -> &'a str {
    case[field].as_str().expect("a string")
}

/// Whether a bound is the one stated. The suites write open ends in several ways, and an unknown one as an empty text.
fn holds(date: &Edtf, field: &str, stated: &Value) -> bool {
    let (bound, ms) = match field {
        "earliest" | "min_ms" => (date.from(), date.earliest_ms()),
        _ => (date.to(), date.latest_ms()),
    };
    match stated
        .as_str()
        .map(|text| text.trim_start_matches('-').to_lowercase())
        .as_deref()
    {
        Some("") => bound == Bound::Unknown && ms.is_none(),
        Some("inf" | "infinity") => bound == Bound::Open && ms.is_none(),
        _ => {
            let stated = stated.as_str().map_or(stated.to_string(), str::to_owned);
            let ours = if field.ends_with("_ms") {
                ms.map(|ms| ms.to_string())
            } else {
                bound.day().map(|day| day.to_string())
            };
            ours.as_deref() == Some(&*stated)
        }
    }
}
