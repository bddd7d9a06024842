//! The seed article with its dossier: captured as it is, and with one figure and one negation altered. The
//! article stands beside the package, not in it; without it the tests are skipped.

mod program;

use std::path::Path;

use program::Folder;
use serde_json::Value;

const SOURCE: &str = "French article on the treaty's entry into force";

/// The article, and the same with one figure and one negation altered.
fn articles() -> Option<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let file = std::fs::read_dir(folder).ok()?.find_map(|entry| {
        let path = entry.ok()?.path();
        (path.extension()? == "txt").then_some(path)
    })?;
    let text = std::fs::read_to_string(file).ok()?;
    let altered = text
        .replace("10 000", "12 000")
        .replace("apportera", "n’apportera pas");
    assert!(
        altered.contains("12 000") && altered.contains("n’apportera pas"),
        "the article is another one"
    );
    Some((text, altered))
}

/// A folder with the dossier recorded.
fn recorded() -> Folder {
    let folder = Folder::new();
    let dossier = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/treaty.toml");
    folder.dixit(&["import", dossier, "--db", "a.db"]).ok();
    folder
}

fn capture(folder: &Folder, text: &str) -> String {
    folder.write("article.txt", text);
    let ran = folder.dixit(&["capture", "article.txt", "--source", SOURCE, "--db", "a.db"]);
    let said = ran.err.clone();
    ran.ok();
    said
}

/// What `check` finds of how words stand: check, kinds, what was recorded of the difference and what stands there.
fn found(folder: &Folder) -> Vec<(String, Vec<String>, String)> {
    let ran = folder.dixit(&["check", "--json", "--with", "words-spelled", "--db", "a.db"]);
    let findings = ran
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut found: Vec<(String, Vec<String>, String)> = findings
        .filter(|finding| word(&finding["check"]).starts_with("words-"))
        .map(|finding| {
            let difference = &finding["differences"][0];
            (
                word(&finding["check"]),
                finding["kinds"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(word)
                    .collect(),
                format!(
                    "{}>{}",
                    word(&difference["words"]),
                    word(&difference["stands"])
                ),
            )
        })
        .collect();
    found.sort();
    found
}

fn owned(found: &[(&str, &str, &str)]) -> Vec<(String, Vec<String>, String)> {
    let own = |(check, kind, words): &(&str, &str, &str)| {
        (
            (*check).to_owned(),
            vec![(*kind).to_owned()],
            (*words).to_owned(),
        )
    };
    found.iter().map(own).collect()
}

#[test]
fn the_dossier_stands_in_the_article_and_what_is_altered_in_it_is_lost() {
    let Some((article, altered)) = articles() else {
        return println!("skipped: no seed article");
    };
    let folder = recorded();
    let said = capture(&folder, &article);
    assert!(!said.contains("words-"), "{said}");
    assert_eq!(found(&folder), []);
    let said = capture(&folder, &altered);
    assert_eq!(said.matches("words-lost: ").count(), 2, "{said}");
    assert_eq!(
        found(&folder),
        owned(&[
            ("words-lost", "negation", ">pas"),
            ("words-lost", "number", "10 000>12 000")
        ])
    );
}

#[test]
fn words_of_an_altered_article_are_changed() {
    let Some((_, altered)) = articles() else {
        return println!("skipped: no seed article");
    };
    let folder = recorded();
    capture(&folder, &altered);
    assert_eq!(
        found(&folder),
        owned(&[
            ("words-changed", "negation", ">pas"),
            ("words-changed", "number", "10 000>12 000")
        ])
    );
}
