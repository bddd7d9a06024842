//! What recording costs: keys and machine time for the seed's attributions at the prompts, against the same
//! fields as spreadsheet rows.
//!
//! `cargo bench --bench typing`
//!
//! Sources, speakers, occasions, topics and measures are there beforehand on both sides. A key is a press, with
//! Shift not counted; a spreadsheet's rows are counted as the letters of the CSV, each cell typed out, and again
//! with the source left out, as somebody would who fills a column down.
#![allow(
    clippy::print_stdout,
    reason = "a benchmark's only product is what it prints"
)]

#[path = "../tests/program/mod.rs"]
mod program;
#[path = "../tests/program/terminal.rs"]
mod terminal;

use std::time::Instant;

use program::Folder;
use toml::{Table, Value};

const SEED: &str = include_str!("../seeds/treaty.toml");
const MENU: &str = "Enter records the claim";

/// Fields that a key of the menu opens, and those that are opened by the beginning of their name.
const LETTERS: &[(&str, &str)] = &[
    ("kind", "k"),
    ("said", "d"),
    ("said_words", "/said-\t\r"),
    ("occasion", "o"),
    ("cue", "u"),
    ("hedge", "h"),
    ("manner", "m"),
    ("holds", "l"),
    ("doubt", "b"),
    ("note", "e"),
    ("part", "p"),
    ("name_as_written", "/name-\t\r"),
    ("locator", "/loca\t\r"),
    ("spoken_lang", "/spok\t\r"),
];

fn main() {
    // Cargo says so when it benches; `cargo test --all-targets` starts this program too, but without it.
    if std::env::args().any(|word| word == "--bench") {
        typing();
    }
}

/// One attribution of the seed with the fields of its claim.
fn attributions() -> Vec<Table> {
    let seed: Table = SEED.parse().expect("the seed is TOML");
    let each = seed["each"].as_table().cloned().unwrap_or_default();
    let mut found = Vec::new();
    for claim in seed["claim"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_table)
    {
        let own: Table = claim
            .iter()
            .filter(|(key, _)| *key != "attribution")
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect();
        let below = claim.get("attribution").and_then(Value::as_array).cloned();
        for below in below.unwrap_or_else(|| vec![Value::Table(Table::new())]) {
            let mut one = each.clone();
            if own.contains_key("occasion") {
                one.remove("speaker");
            }
            one.extend(own.clone());
            one.extend(below.as_table().cloned().unwrap_or_default());
            found.push(one);
        }
    }
    found
}

fn text<'t>(of: &'t Table, key: &str) -> Option<&'t str> {
    of.get(key).and_then(Value::as_str)
}

fn list(of: &Table, key: &str) -> Vec<String> {
    match of.get(key) {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(many)) => many
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}

/// The names that keys of the seed stand for.
fn name(key: &str) -> &str {
    match key {
        "treaty" => "mutual defence treaty of Russia and North Korea",
        "experts" => "les experts",
        "minister" => "North Korea's foreign minister",
        "rutte-belgium" => "Mark Rutte in Belgium, 4 December 2024",
        other => other,
    }
}

/// How much of a word makes it the only one that Tab can mean.
fn begun<'w>(word: &'w str, words: &[&str]) -> &'w str {
    let ends = word
        .char_indices()
        .map(|(at, _)| at)
        .skip(1)
        .chain([word.len()]);
    let alone = |end: &usize| {
        words
            .iter()
            .filter(|other| other.starts_with(&word[..*end]))
            .count()
            == 1
    };
    &word[..ends.clone().find(alone).unwrap_or(word.len())]
}

fn speaker_keys(name: &str, last: &str) -> String {
    match name {
        _ if name == last => "\r".to_owned(),
        "@source" => "@\t\r".to_owned(),
        // Long enough to be the only one; unnamed speakers are typed out.
        _ => format!("{}\t\r", name.chars().take(4).collect::<String>()),
    }
}

fn typing() {
    let folder = Folder::new();
    folder.dixit(&["init"]).ok();
    let seed: Table = SEED.parse().expect("the seed is TOML");
    let mut before = Table::new();
    for noun in ["source", "speaker", "occasion", "topic", "measure"] {
        before.insert(noun.to_owned(), seed[noun].clone());
    }
    folder.write("before.toml", before.to_string());
    folder.dixit(&["import", "before.toml"]).ok();
    let source = text(seed["source"][0].as_table().expect("a source"), "label")
        .unwrap_or_default()
        .to_owned();

    let all = attributions();
    let mut keys = 0;
    let mut row_letters = 0;
    let mut filled_down = 0;
    let started = Instant::now();
    let mut terminal = folder.terminal(&["add"]);
    let mut last = String::new();
    for (at, one) in all.iter().enumerate() {
        let mut press = |wait: &str, pressed: &str| {
            terminal.wait(wait).press(pressed);
            keys += pressed.chars().count();
        };
        if at == 0 {
            press("label or address:", "French article on the tr\t\r");
        }
        press(
            "your own words:",
            &format!("{}\r", text(one, "text").unwrap_or_default()),
        );
        let mut speakers: Vec<String> = list(one, "speaker")
            .iter()
            .map(|key| name(key).to_owned())
            .collect();
        if speakers.is_empty() {
            speakers.push("Mark Rutte".to_owned());
        }
        press("speaker", &speaker_keys(&speakers[0], &last));
        let passage = text(one, "passage");
        let quote = text(one, "quote");
        let words = passage.map_or_else(|| quote.map(|q| format!("“{q}”")), |p| Some(p.to_owned()));
        press(
            "speaker's own:",
            &format!("{}\r", words.unwrap_or_default()),
        );
        if let (Some(_), Some(quote)) = (passage, quote) {
            press(MENU, "q");
            press("quote:", &format!("{quote}\r"));
        }
        if speakers.len() > 1 {
            press(MENU, "s");
            press("speaker 1", "\r");
            for (at, speaker) in speakers.iter().enumerate().skip(1) {
                press(&format!("speaker {}", at + 1), &speaker_keys(speaker, ""));
            }
            press(&format!("speaker {}", speakers.len() + 1), "\r");
            press(MENU, "/join\t\r");
            press("jointly:", "u\t\r");
        }
        press(MENU, "t");
        let topics = list(one, "topics");
        for (at, topic) in topics.iter().enumerate() {
            let asked = if at == 0 {
                "Enter for none".to_owned()
            } else {
                format!("topic {}", at + 1)
            };
            press(&asked, &format!("{}\t\r", &topic[..3]));
        }
        press(&format!("topic {}", topics.len() + 1), "\r");
        for (key, opens) in LETTERS {
            let Some(value) = text(one, key) else {
                continue;
            };
            if *key == "part" && value == "body" {
                continue;
            }
            if *key == "said" && one.contains_key("occasion") {
                continue;
            }
            press(MENU, opens);
            let typed = match *key {
                "kind" => format!(
                    "{}\t\r",
                    begun(
                        value,
                        &[
                            "event",
                            "state",
                            "commitment",
                            "prediction",
                            "intention",
                            "cause",
                            "definition",
                            "opinion"
                        ]
                    )
                ),
                "manner" => format!(
                    "{}\t\r",
                    begun(
                        value,
                        &["direct", "indirect", "mixed", "summary", "presupposed"]
                    )
                ),
                "part" => format!(
                    "{}\t\r",
                    begun(
                        value,
                        &[
                            "headline",
                            "standfirst",
                            "subheading",
                            "body",
                            "caption",
                            "link",
                            "table",
                            "footnote",
                            "annex"
                        ]
                    )
                ),
                "occasion" if last == "Mark Rutte" => "\r".to_owned(),
                "occasion" => "Mark\t\r".to_owned(),
                _ => format!("{value}\r"),
            };
            press(":", &typed);
        }
        if let Some(figure) = one.get("figure").and_then(Value::as_table) {
            press(MENU, "f");
            press(
                "figure (Enter",
                &format!("{}\r", text(figure, "expression").unwrap_or_default()),
            );
            let measure = text(figure, "measure").unwrap_or_default();
            let begins = if measure.contains("sent") {
                "North Korean soldiers s"
            } else {
                "North Korean soldiers c"
            };
            press("measure", &format!("{begins}\t\r"));
            press("figure 2", "\r");
        }
        press(MENU, "\r");
        press("another from", if at + 1 == all.len() { "n" } else { "\r" });
        last = speakers.last().cloned().unwrap_or_default();

        let mut cells: Vec<String> = vec![
            text(one, "text").unwrap_or_default().to_owned(),
            speakers.join("; "),
        ];
        cells.push(topics.join("; "));
        cells.extend([passage, quote].into_iter().flatten().map(str::to_owned));
        let others = LETTERS
            .iter()
            .filter(|(key, _)| !(*key == "part" && text(one, key) == Some("body")));
        cells.extend(
            others
                .filter_map(|(key, _)| text(one, key))
                .map(|value| name(value).to_owned()),
        );
        if let Some(figure) = one.get("figure").and_then(Value::as_table) {
            cells.extend(
                ["expression", "measure"]
                    .iter()
                    .filter_map(|key| text(figure, key))
                    .map(str::to_owned),
            );
        }
        // A comma or the end after each cell; an empty one costs its comma too.
        let columns = LETTERS.len() + 9;
        let letters = cells.iter().map(|cell| cell.chars().count()).sum::<usize>() + columns;
        filled_down += letters;
        row_letters += letters + source.chars().count();
    }
    terminal.ok();
    let seconds = started.elapsed().as_secs_f64();
    let recorded = folder
        .dixit(&["list", "--limit", "100"])
        .ok()
        .lines()
        .count();
    println!(
        "{} entries of the seed, {recorded} attributions recorded",
        all.len()
    );
    println!(
        "prompts:          {keys} keys, {seconds:.2} s of the machine, waiting for each prompt"
    );
    println!("spreadsheet rows: {row_letters} keys; {filled_down} with the source filled down");
    println!(
        "ratio:            {:.2}; {:.2}",
        keys as f64 / row_letters as f64,
        keys as f64 / filled_down as f64
    );
}
