//! `conflicts`: which figures cannot both be true, on small examples of our own.

mod program;

use program::Folder;
use serde_json::Value;

const HEAD: &str = r#"
[[source]]
key = "s"
kind = "article"
title = "The Quay"
lang = "en"

[[measure]]
name = "barges"
kind = "stock"

[[measure]]
name = "steam barges"
kind = "stock"
part_of = "barges"

[[measure]]
name = "tugs"

[each]
source = "s"
"#;

/// Who says which figure of what, when, and with which further keys of the figure.
fn recorded(figures: &[(&str, &str, &str, &str, &str)]) -> Folder {
    let mut text = HEAD.to_owned();
    for (speaker, said, measure, expression, more) in figures {
        text += &format!(
            "\n[[claim]]\ntext = \"Barges lie at the quay\"\nspeaker = \"{speaker}\"\nsaid = \"{said}\"\n\
             figure = {{ expression = \"{expression}\", measure = \"{measure}\"{more} }}\n"
        );
    }
    let folder = Folder::new();
    folder.write("quay.toml", text);
    folder.dixit(&["init", "--actor", "Ada Quill"]).ok();
    folder.dixit(&["import", "quay.toml"]).ok();
    folder
}

fn pairs(printed: &str) -> Vec<String> {
    let side = |value: &Value| {
        format!(
            "{} {}",
            value["speakers"][0]["name"].as_str().unwrap(),
            value["figures"][0]["expression"].as_str().unwrap()
        )
    };
    let pair = |line: &str| {
        let pair: Value = serde_json::from_str(line).unwrap();
        let mut sides = [side(&pair["first"]), side(&pair["second"])];
        sides.sort();
        let word = |field: &str| pair[field].as_str().unwrap_or_default().to_owned();
        format!(
            "{} | {}: {} {}",
            sides[0],
            sides[1],
            word("verdict"),
            word("apart")
        )
    };
    printed.lines().map(pair).collect()
}

#[test]
fn pairs_that_cannot_both_be_true_are_listed_by_how_far_apart_they_are() {
    let day = "2031-06-01";
    let folder = recorded(&[
        ("Bo Renn", day, "barges", "41", ""),
        ("Otto Brack", day, "barges", "63", ""),
        (
            "Rhea Moss",
            "2031-06",
            "barges",
            "at least 55",
            ", as_of = \"2031-06\"",
        ),
        // None of these stands against another: another place, another day, in doubt of a rounding, unread.
        ("Bo Renn", day, "barges", "12", ", scope = \"north quay\""),
        ("Bo Renn", "2031-07-04", "barges", "90", ""),
        ("Otto Brack", "2031-07-04", "barges", "91", ""),
        ("Bo Renn", day, "barges", "a great many", ""),
        ("Bo Renn", day, "tugs", "5", ""),
        ("Otto Brack", day, "tugs", "9", ""),
        // A part above its whole.
        ("Otto Brack", day, "steam barges", "77", ""),
        ("Bo Renn", day, "steam barges", "3", ""),
    ]);
    let found = pairs(&folder.dixit(&["conflicts", "barges", "--json"]).ok());
    assert_eq!(
        found,
        [
            "Bo Renn 41 | Otto Brack 77: contradicts 36",
            "Bo Renn 41 | Otto Brack 63: contradicts 22",
            "Bo Renn 41 | Rhea Moss at least 55: contradicts 14",
            "Otto Brack 63 | Otto Brack 77: contradicts 14",
        ]
    );
    let all = folder.dixit(&["conflicts", "--json"]);
    assert_eq!(
        pairs(&all.out).len(),
        5,
        "and the steam barges' own: {}",
        all.out
    );
    assert!(
        all.err.contains("5 pairs cannot both be true"),
        "{}",
        all.err
    );
    assert!(
        all.err.contains("one may be a rounding of the other"),
        "{}",
        all.err
    );
    assert!(
        all.err
            .contains("beside no other: 2 figures, nobody has said how the measure counts"),
        "{}",
        all.err
    );
    assert!(
        all.err
            .contains("beside no other: 1 figure, nobody has read"),
        "{}",
        all.err
    );
    let most = folder.dixit(&["conflicts", "barges", "--json", "--limit", "2"]);
    assert_eq!(pairs(&most.out), found[..2]);
    assert!(
        most.err
            .contains("4 pairs cannot both be true; of those that are furthest apart, 2"),
        "{}",
        most.err
    );
    let two = folder.dixit(&["conflicts", "Bo Renn", "Otto Brack", "--json"]);
    assert_eq!(pairs(&two.out).len(), 3, "{}", two.out);
}

#[test]
fn a_figure_is_of_the_days_of_which_its_claim_holds() {
    let folder = recorded(&[]);
    // Both of June, though the one was said in July; the third is of a day of its own.
    let claims = [
        ("Bo Renn", "2031-06-04", "41", "", "2031-06-01"),
        (
            "Otto Brack",
            "2031-07-20",
            "63",
            "",
            "2031-06-01/2031-06-02",
        ),
        (
            "Rhea Moss",
            "2031-06-01",
            "90",
            ", as_of = \"2031-05-01\"",
            "2031-06-01",
        ),
    ];
    let mut text = HEAD.to_owned();
    for (at, (speaker, said, expression, more, holds)) in claims.iter().enumerate() {
        text += &format!(
            "\n[[claim]]\ntext = \"Barges lay at the quay, {at}\"\nspeaker = \"{speaker}\"\nsaid = \"{said}\"\n\
             holds = \"{holds}\"\nfigure = {{ expression = \"{expression}\", measure = \"barges\"{more} }}\n"
        );
    }
    folder.write("holds.toml", text);
    folder.dixit(&["import", "holds.toml"]).ok();
    let found = folder.dixit(&["conflicts", "barges", "--json"]);
    assert_eq!(
        pairs(&found.out),
        ["Bo Renn 41 | Otto Brack 63: contradicts 22"]
    );
    assert!(
        found
            .out
            .contains("\"from\":\"2031-06-01\",\"to\":\"2031-06-01\"")
    );
    assert!(
        found
            .err
            .contains("beside no other: 1 figure, no other is of the same days"),
        "{}",
        found.err
    );
}

#[test]
fn it_is_told_which_measure_needs_a_kind() {
    let folder = recorded(&[
        ("Bo Renn", "2031-06-01", "tugs", "5", ""),
        ("Bo Renn", "2031-06-02", "tugs", "9", ""),
    ]);
    for command in [&["conflicts"][..], &["figures", "tugs"]] {
        let told = folder.dixit(command).err;
        let id = told
            .split("dixit edit ")
            .nth(1)
            .and_then(|rest| rest.split(' ').next())
            .unwrap_or_else(|| panic!("{told}"));
        folder.dixit(&["edit", id, "--kind", "stock"]).ok();
        let told = folder.dixit(command).err;
        assert!(!told.contains("how the measure counts"), "{told}");
        folder.dixit(&["undo"]).ok();
    }
}

#[test]
fn two_figures_are_compared_with_the_reason() {
    let folder = recorded(&[
        ("Bo Renn", "2031-06-01", "barges", "more than 10", ""),
        ("Otto Brack", "2031-06-01", "tugs", "10", ""),
    ]);
    let listed = folder.dixit(&["list", "--json"]).ok();
    let ids: Vec<String> = listed
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["id"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    let ran = folder.dixit(&["conflicts", &ids[0], &ids[1]]);
    assert!(
        ran.out.contains("cannot tell: not the same thing counted"),
        "{}",
        ran.out
    );
    let none = folder.dixit(&["conflicts"]);
    assert_eq!((none.out.as_str(), none.code), ("", Some(0)));
    assert!(
        none.err.contains("no two figures contradict each other"),
        "{}",
        none.err
    );
}
