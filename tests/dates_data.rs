//! Scores the reader of dates on the cases of Recognizers-Text that name a date, by language. The cases stand beside the package, not in it; without
//! them the test is skipped.
//!
//! Upstream chooses where we name every reading, and counts to the day where we keep the precision of the words. A finding is right if its words are
//! upstream's (but for articles, prepositions and marks around them), and one of these holds:
//! - every date that upstream gives is among our readings, or ours is one of upstream's (the weekday or the day of reading chooses);
//! - upstream's dates lie within ours, and ours says that the words are narrower ("early", "about"), or a season that upstream leaves open;
//! - the case gives no value, or no day to read from: then the words alone are scored.
//!
//! An upstream end is the day past a stretch, the last one named in it, or the day on which the last month, week or year named begins ("from 2014 to
//! 2018" ends with the first of January 2018): all three are taken; likewise "after 1 January" may begin with that day. A day that the calendar has not,
//! and a season, are "not resolved" there.
//!
//! Cases that we dispute are left out, by their line and with the reason; they are at most one in twenty.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;

use dixit::model::Edtf;
use dixit::text::dates::{Meaning, Reader};
use serde_json::Value;

const FOLDER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../shared/data/recognizers-text/"
);
/// Cases left out: language, line of its file, reason.
const DISPUTED: &str = include_str!("dates/disputed.txt");
/// Languages and the share of cases, in per cent, that must be right.
const FLOORS: [(&str, usize); 5] = [("fr", 89), ("en", 92), ("es", 90), ("nl", 89), ("de", 86)];
const LEADING: &str = "the le la les l de het el los las der die das den dem am on o a il un du d en in at au aux à pour dans des aan op im an to día del al por zum zur";

/// The words without marks, articles and prepositions before them.
fn bare(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    while words.len() > 1 && LEADING.split(' ').any(|leading| leading == words[0]) {
        words.remove(0);
    }
    words.join(" ")
}

/// First day and last day, as ISO text; empty where open.
type Days = (String, String);

/// What upstream gives: each value's days.
fn wanted(result: &Value) -> Option<Vec<Days>> {
    let given = result
        .get("Value")
        .or(result.get("Resolution"))
        .filter(|v| !v.is_null())?;
    let values: Vec<&Value> = match given["values"].as_array() {
        Some(values) => values.iter().collect(),
        None => vec![&given["PastResolution"], &given["FutureResolution"]],
    };
    let day = |value: &Value, keys: &[&str]| {
        let text = keys.iter().find_map(|key| value[*key].as_str());
        text.filter(|t| t.len() >= 10)
            .map_or_else(String::new, |t| t.chars().take(10).collect())
    };
    let days = |value: &&Value| {
        let at = day(value, &["value", "date", "dateTime"]);
        match at.is_empty() {
            false => (at.clone(), at),
            true => (
                day(value, &["start", "startDate", "startDateTime"]),
                day(value, &["end", "endDate", "endDateTime"]),
            ),
        }
    };
    let all = values.iter().map(days);
    let named = |(a, b): &Days| !(a.is_empty() && b.is_empty()) && a != "0001-01-01";
    Some(
        all.filter(|days| named(days) && !days.0.starts_with("not"))
            .collect(),
    )
}

/// First and last day, and the day on which the last stretch named begins.
fn days(date: &Edtf) -> (Days, String) {
    let text =
        |bound: dixit::model::Bound| bound.day().map_or_else(String::new, |day| day.to_string());
    let last = date.as_str().rsplit('/').next();
    let last = last.and_then(|end| Edtf::parse(end).ok());
    let begins = last.map_or_else(String::new, |end| text(end.from()));
    ((text(date.from()), text(date.to())), begins)
}

/// The day before one in ISO text.
fn before(day: &str) -> String {
    let day = Edtf::parse(day).ok().and_then(|date| date.from().day());
    let before = day.and_then(|day| dixit::model::edtf::Day::from_number(day.number() - 1));
    before.map_or_else(String::new, |day| day.to_string())
}

fn same((ours, begins): &(Days, String), theirs: &Days) -> bool {
    let end = ours.1 == theirs.1 || ours.1 == before(&theirs.1);
    let named = ours.0 < *begins && *begins == theirs.1;
    (ours.0 == theirs.0 && (end || named))
        || (ours.1.is_empty() && theirs.1.is_empty() && before(&ours.0) == theirs.0)
        || (ours.0.is_empty() && (end || ours.1 == before(&theirs.0)))
        || (ours.1.is_empty() && ours.0 == theirs.0)
}

fn right(meaning: &Meaning, wanted: Option<Vec<Days>>, on: bool) -> bool {
    let (dates, how) = match meaning {
        Meaning::Read(date, how) => (vec![days(date)], how),
        Meaning::Ambiguous(dates, how) => (dates.iter().map(days).collect(), how),
        Meaning::Words(_) => return wanted.is_none_or(|wanted| wanted.is_empty()),
    };
    let Some(wanted) =
        wanted.filter(|wanted| !wanted.is_empty() && (on || !how.contains("read from")))
    else {
        return true;
    };
    let all = wanted
        .iter()
        .all(|theirs| dates.iter().any(|ours| same(ours, theirs)));
    let one = dates.len() == 1 && wanted.iter().any(|theirs| same(&dates[0], theirs));
    let coarse = (how.contains("left to the words") || how.contains("approximate"))
        && dates.iter().any(|ours| {
            wanted
                .iter()
                .any(|theirs| ours.0.0 <= theirs.0 && before(&theirs.1) <= ours.0.1)
        });
    all || one || coarse
}

fn is_disputed(lang: &str, number: usize) -> bool {
    let case = format!("{lang} {number} ");
    DISPUTED.lines().any(|line| line.starts_with(&case))
}

#[test]
fn dates_are_read_as_the_cases_say() {
    let mut table = BTreeMap::new();
    for (lang, floor) in FLOORS {
        let Ok(file) = File::open(format!("{FOLDER}{lang}-datetime.jsonl.gz")) else {
            println!("skipped: no cases of {lang}");
            continue;
        };
        let mut text = String::new();
        flate2::read::GzDecoder::new(file)
            .read_to_string(&mut text)
            .expect("the cases are text");
        let (mut good, mut all, mut disputed) = (0, 0, 0);
        for (number, line) in (1..).zip(text.lines()) {
            let case: Value = serde_json::from_str(line).expect("a case is JSON");
            let given = case["context"]["ReferenceDateTime"]
                .as_str()
                .and_then(|t| t.get(..10));
            let on = Edtf::parse(given.unwrap_or("2022-06-15"))
                .ok()
                .and_then(|date| date.from().day());
            let named = |result: &&Value| {
                let kind = result["TypeName"]
                    .as_str()
                    .or(result["Type"].as_str())
                    .unwrap_or_default();
                matches!(
                    kind.trim_start_matches("datetimeV2."),
                    "date" | "daterange" | "datetime" | "datetimerange"
                )
            };
            let results: Vec<&Value> = case["results"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(named)
                .collect();
            if results.is_empty() {
                continue;
            }
            if is_disputed(lang, number) {
                disputed += 1;
                continue;
            }
            let found = Reader::new(lang, on)
                .expect("a language")
                .find(case["input"].as_str().unwrap_or_default());
            all += 1;
            good += usize::from(results.iter().all(|result| {
                let words = bare(result["Text"].as_str().unwrap_or_default());
                found.iter().any(|f| {
                    bare(&f.text) == words && right(&f.meaning, wanted(result), given.is_some())
                })
            }));
        }
        println!(
            "{lang}: {good} of {all}, {} %; {disputed} disputed",
            good * 100 / all
        );
        assert!(
            disputed * 20 <= all + disputed,
            "{lang}: {disputed} disputed"
        );
        table.insert(lang, (good * 100 / all, floor));
    }
    for (lang, (share, floor)) in table {
        assert!(share >= floor, "{lang}: {share} %, at least {floor}");
    }
}
