//! `figures`: what is told of a figure beside the one before, whatever page or filter shows it.

mod program;

use program::Folder;
use serde_json::Value;

/// A dossier of one measure's figures: who, when, the expression, and more keys.
fn dossier(kind: &str, figures: &[(&str, &str, &str, &str)]) -> String {
    let mut text = format!(
        "[[source]]\nkey = \"s\"\nkind = \"article\"\ntitle = \"The Quay\"\nlang = \"en\"\n\n\
         [[measure]]\nname = \"barges\"\n{kind}\n\n"
    );
    for (speaker, said, expression, more) in figures {
        text += &format!(
            "[[claim]]\ntext = \"Barges lie at the quay\"\nsource = \"s\"\nspeaker = \"{speaker}\"\n\
             said = \"{said}\"\n{more}\nfigure = {{ expression = \"{expression}\", measure = \"barges\" }}\n\n"
        );
    }
    text
}

fn recorded(kind: &str, figures: &[(&str, &str, &str, &str)]) -> Folder {
    let folder = Folder::new();
    folder.write("quay.toml", dossier(kind, figures));
    folder.dixit(&["init", "--actor", "Ada Quill"]).ok();
    folder.dixit(&["import", "quay.toml"]).ok();
    folder
}

/// What each line does: to its speaker's last, why not, and beside others.
fn told(folder: &Folder, more: &[&str]) -> Vec<String> {
    let arguments = [&["figures", "barges", "--json"], more].concat();
    let printed = folder.dixit(&arguments).ok();
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    printed
        .lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            let does = &line["does"][0];
            format!(
                "{} {}: {} {}| {}",
                word(&line["speakers"][0]["name"]),
                word(&line["said"]["edtf"]),
                word(&does["does"]),
                word(&does["because"]),
                word(&line["beside"]["is"]),
            )
        })
        .collect()
}

const STOCK: &str = "kind = \"stock\"";

#[test]
fn a_page_and_a_filter_change_nothing_of_what_is_told() {
    let mut figures = Vec::new();
    let days: Vec<String> = (1..=9).map(|day| format!("2031-06-0{day}")).collect();
    for (at, day) in days.iter().enumerate() {
        let many = if at % 3 == 0 { "40" } else { "up to 70" };
        figures.push(("Bo Renn", day.as_str(), many, ""));
        figures.push(("Otto Brack", day.as_str(), "55", ""));
        figures.push(("Otto Brack", day.as_str(), "55", "passage = \"55, again\""));
    }
    let folder = recorded(STOCK, &figures);
    let whole = told(&folder, &[]);
    assert_eq!(whole.len(), 27);
    let mut paged = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let mut arguments = vec!["figures", "barges", "--json", "--limit", "4"];
        if let Some(after) = &after {
            arguments.extend(["--after", after]);
        }
        let ran = folder.dixit(&arguments);
        let lines: Vec<&str> = ran.out.lines().collect();
        assert!(lines.len() <= 4);
        paged.extend(lines.into_iter().map(str::to_owned));
        match ran.err.split("--after ").nth(1) {
            Some(place) => after = Some(place.trim().to_owned()),
            None => break,
        }
    }
    let all = folder.dixit(&["figures", "barges", "--json"]).ok();
    assert_eq!(paged, all.lines().collect::<Vec<_>>());
    // "first" is told of the first, not of the first that is shown.
    let since = told(&folder, &["--said", "2031-06-05.."]);
    assert_eq!(since, whole[12..]);
    let by: Vec<_> = whole.iter().filter(|line| line.starts_with("Bo")).collect();
    assert_eq!(
        told(&folder, &["--speaker", "Bo Renn"])
            .iter()
            .collect::<Vec<_>>(),
        by
    );
}

#[test]
fn what_came_first_is_not_guessed() {
    let folder = recorded(
        STOCK,
        &[
            ("Bo Renn", "2031-06", "40", ""),
            ("Bo Renn", "2031-06-12", "62", ""),
            ("Bo Renn", "2031-06-20T10:00Z", "71", ""),
            ("Bo Renn", "2031-06-20T15:00Z", "83", ""),
            ("Otto Brack", "2031-06-21", "60", "doubt = \"or the mayor\""),
            ("Otto Brack", "2031-06-22", "50", ""),
            ("Otto Brack", "2031-06-23", "40", "stance = \"denies\""),
            ("Otto Brack", "2031-06-24", "50", "stance = \"retracts\""),
            ("Otto Brack", "2031-06-25", "71", ""),
        ],
    );
    let why = "which of the two was said first is not known";
    assert_eq!(
        told(&folder, &[]),
        [
            "Bo Renn 2031-06: first | ",
            &format!("Bo Renn 2031-06-12: cannot tell {why}| "),
            "Bo Renn 2031-06-20T10:00Z: raises | ",
            "Bo Renn 2031-06-20T15:00Z: raises | ",
            "Otto Brack 2031-06-21: first | lower",
            // The doubted one may not be Brack's.
            "Otto Brack 2031-06-22: first | lower",
            "Otto Brack 2031-06-23:  | ",
            "Otto Brack 2031-06-24:  | ",
            // What was taken back is not raised.
            "Otto Brack 2031-06-25: first | lower",
        ]
    );
}

#[test]
fn changes_and_measures_without_a_kind_go_on_from_nothing() {
    let figures = [
        ("Bo Renn", "2031-06-01", "40", ""),
        ("Bo Renn", "2031-06-02", "62", ""),
    ];
    let change = recorded("kind = \"change\"", &figures);
    assert_eq!(
        told(&change, &[])[1],
        "Bo Renn 2031-06-02: cannot tell the days that one of them is of are not known| "
    );
    let unsaid = recorded("", &figures);
    let ran = unsaid.dixit(&["figures", "barges"]);
    assert!(
        ran.out
            .contains("cannot tell: nobody has said how the measure counts")
    );
    assert!(ran.err.contains("--kind"), "{}", ran.err);
}

#[test]
fn what_is_withheld_does_not_show_through_what_it_does_to_others() {
    let folder = recorded(
        STOCK,
        &[
            (
                "Bo Renn",
                "2031-06-01",
                "40",
                "passage = \"40, as Rhea Moss told him\"",
            ),
            ("Bo Renn", "2031-06-02", "62", ""),
            ("Otto Brack", "2031-06-03", "75", ""),
        ],
    );
    folder.write(
        "moss.toml",
        "[[speaker]]\nnames = [{ name = \"Rhea Moss\" }]\nconfidential = true\n",
    );
    folder.dixit(&["import", "moss.toml"]).ok();
    let ran = folder.dixit(&["figures", "barges"]);
    assert!(ran.err.contains("1 record was withheld"), "{}", ran.err);
    assert!(!ran.out.contains("40"), "{}", ran.out);
    assert_eq!(
        told(&folder, &[]),
        [
            "Bo Renn 2031-06-02: first | ",
            "Otto Brack 2031-06-03: first | higher"
        ]
    );
    assert!(
        folder
            .dixit(&["figures", "barges", "--reveal"])
            .ok()
            .contains("raises (was 40)")
    );
}
