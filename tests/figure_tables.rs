//! Tables of figures in and out again: real ones, of which nothing may be lost, and their conflicts, of which
//! none may be missed and none invented. The tables are not in the repository: where they are absent, the
//! test says so and passes.

#![allow(clippy::print_stdout, reason = "what is skipped is said")]

mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use program::Folder;
use serde_json::Value;

fn data(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data")
        .join(name);
    if path.is_file() {
        return Some(path);
    }
    println!("skipped: {} is absent", path.display());
    None
}

fn records(text: &[u8]) -> Vec<BTreeMap<String, String>> {
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    csv::Reader::from_reader(text)
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

/// The lines of every measure as `figures` writes them to a table.
fn figures(folder: &Folder) -> Vec<BTreeMap<String, String>> {
    let measures = folder.dixit(&["measures", "--json"]).ok();
    let mut all = Vec::new();
    for line in measures.lines() {
        let measure: Value = serde_json::from_str(line).unwrap();
        let id = format!("id:{}", measure["id"].as_str().unwrap());
        let table = folder.dixit(&["figures", &id, "--format", "csv"]).ok();
        all.extend(records(table.as_bytes()));
    }
    all
}

#[test]
fn a_table_of_counts_has_its_conflicts_and_no_others() {
    let Some(path) = data("opencovid-fr/chiffres_par_source.csv") else {
        return;
    };
    let mut rows = records(&std::fs::read(&path).unwrap());
    for row in &mut rows {
        let day = row["date"].replace("2020-11_11", "2020-11-11");
        row.insert("date".to_owned(), day);
    }
    let folder = Folder::new();
    folder.dixit(&["init", "--actor", "Ada Quill"]).ok();
    folder.write(
        "counts.toml",
        r#"
[map]
code = "figure_scope"
date = "figure_as_of"
mesure = "figure_measure"
valeur = "figure_value"
source_nom = "speaker"
source_archive = "-"

[set]
figure_qualifier = "exactly"
measure_kind = "total"
speaker = "@source"

# One day of the table is mistyped.
[value.figure_as_of]
"2020-11_11" = "2020-11-11"

[template]
claim = "{lieu}, {date}: {mesure} {valeur}"
source_label = "{type_source}: {source_nom}, {date} {source_url}"
"#,
    );
    let table = path.display().to_string();
    folder
        .dixit(&[
            "import",
            &table,
            "--like",
            "./counts.toml",
            "--keep-as",
            "counts",
        ])
        .ok();
    let again = folder
        .dixit(&["import", &table, "--like", "counts", "--dry-run"])
        .ok();
    assert!(again.contains("the same"), "{again}");

    // By place, day and measure: what is said there.
    let mut said: BTreeMap<[&str; 3], BTreeSet<&str>> = BTreeMap::new();
    for row in &rows {
        let place = [&*row["code"], &*row["date"], &*row["mesure"]];
        said.entry(place).or_default().insert(&row["valeur"]);
    }
    let expected: BTreeSet<[&str; 3]> = said
        .iter()
        .filter(|(_, values)| values.len() > 1)
        .map(|(place, _)| *place)
        .collect();
    assert_eq!(expected.len(), 145);
    let printed = folder.dixit(&["conflicts", "--json"]).ok();
    let pairs: Vec<Value> = printed
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let mut found = BTreeSet::new();
    for pair in &pairs {
        let of = |side: &str| {
            let figure = &pair[side]["figures"][0];
            ["scope", "measure"]
                .map(|field| figure[field].as_str().unwrap())
                .into_iter()
                .chain([figure["as_of"]["edtf"].as_str().unwrap()])
                .collect::<Vec<_>>()
        };
        assert_eq!(of("first"), of("second"));
        assert_eq!(pair["verdict"], "contradicts");
        let [scope, measure, day] = of("first")[..] else {
            unreachable!()
        };
        found.insert([scope, day, measure]);
    }
    assert_eq!(found, expected);

    // A row that stands twice in the table is recorded once.
    let out: BTreeSet<[String; 4]> = figures(&folder)
        .iter()
        .map(|row| ["scope", "as_of", "measure", "figure"].map(|name| row[name].clone()))
        .collect();
    let given: BTreeSet<[String; 4]> = rows
        .iter()
        .map(|row| ["code", "date", "mesure", "valeur"].map(|name| row[name].clone()))
        .collect();
    assert_eq!(out, given);
}

#[test]
fn low_best_and_high_come_out_as_they_went_in() {
    let Some(path) = data("ucdp-ged-sample/ucdp_ged_sample.csv") else {
        return;
    };
    let rows = records(&std::fs::read(&path).unwrap());
    let folder = Folder::new();
    folder.dixit(&["init", "--actor", "Ada Quill"]).ok();
    let ran = folder.dixit(&[
        "import",
        &path.display().to_string(),
        "--map",
        "low=figure_low",
        "--map",
        "best=figure_best",
        "--map",
        "high=figure_high",
        "--map",
        "source_article=note",
        "--map",
        "*=-",
        "--set",
        "speaker=@source",
        "--set",
        "source=The table of events",
        "--set",
        "figure_measure=deaths in an event",
        "--set",
        "measure_kind=change",
        "--set",
        "figure_qualifier=between",
        "--template",
        "claim={dyad_name}, event {id}: people died",
        "--template",
        "figure_scope={country}: {id}",
        "--template",
        "figure_as_of={date_start}/{date_end}",
        "--skip-bad",
    ]);
    // Where its low is above its high there is no range; each such row is named, and none is left out in silence.
    let (bad, good): (Vec<_>, Vec<_>) = rows.iter().partition(|row| {
        let number = |name: &str| row[name].parse::<f64>().unwrap();
        number("low") > number("high")
    });
    assert_eq!(ran.code, Some(6), "{}{}", ran.out, ran.err);
    assert!(
        ran.err
            .contains(&format!("skipped: {} of {}", bad.len(), rows.len())),
        "{}",
        ran.err
    );
    let mut out: Vec<[String; 5]> = figures(&folder)
        .iter()
        .map(|row| ["scope", "as_of", "low", "best", "high"].map(|name| row[name].clone()))
        .collect();
    let mut given: Vec<[String; 5]> = good
        .iter()
        .map(|row| {
            [
                format!("{}: {}", row["country"], row["id"]),
                format!("{}/{}", row["date_start"], row["date_end"]),
                row["low"].clone(),
                row["best"].clone(),
                row["high"].clone(),
            ]
        })
        .collect();
    out.sort();
    given.sort();
    assert_eq!(out, given);
}

#[test]
fn a_series_keeps_its_words_and_comes_back_the_same_from_an_export() {
    let Some(path) = data("ukraine-losses/personnel.json") else {
        return;
    };
    let rows: Vec<Value> = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let folder = Folder::new();
    let lines: Vec<String> = rows.iter().map(ToString::to_string).collect();
    folder.write("personnel.jsonl", lines.join("\n"));
    folder.dixit(&["init", "--actor", "Ada Quill"]).ok();
    folder
        .dixit(&[
            "import",
            "personnel.jsonl",
            "--map",
            "date=said",
            "--map",
            "personnel=figure_value",
            "--map",
            "personnel*=figure_qualifier",
            "--map",
            "POW=-",
            "--value",
            "figure_qualifier:more=more-than",
            "--set",
            "speaker=General Staff",
            "--set",
            "source=The table of losses",
            "--set",
            "figure_measure=personnel lost",
            "--set",
            "measure_kind=total",
            "--template",
            "claim=Day {day}: {personnel*} {personnel} of the personnel were lost",
        ])
        .ok();
    let given: Vec<[String; 5]> = rows
        .iter()
        .map(|row| {
            let number = row["personnel"].to_string();
            let more = row["personnel*"] == "more";
            [
                row["date"].as_str().unwrap().to_owned(),
                if more { "more-than" } else { "about" }.to_owned(),
                number.clone(),
                if more { String::new() } else { number.clone() },
                number,
            ]
        })
        .collect();
    let told = |folder: &Folder| -> Vec<[String; 5]> {
        figures(folder)
            .iter()
            .map(|row| ["said", "qualifier", "low", "high", "figure"].map(|name| row[name].clone()))
            .collect()
    };
    assert_eq!(told(&folder), given);
    let exported = folder.dixit(&["export", "--format", "jsonl"]).ok();
    let other = Folder::new();
    other.write("all.jsonl", &exported);
    other.dixit(&["init", "--actor", "Ada Quill"]).ok();
    other.dixit(&["import", "all.jsonl"]).ok();
    assert_eq!(told(&other), given);
}
