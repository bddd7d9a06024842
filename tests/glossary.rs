//! `docs/glossary.md` and the vocabularies say the same: no word is missing there, none is left
//! over, and each means what the program's help says it means.

use dixit::model::{
    ChangeKind, Check, ClaimKind, Credibility, Grade, Jointly, JudgementKind, LinkKind, Manner,
    MeasureKind, Medium, Noun, ObservationKind, Part, Qualifier, Reliability, SourceKind,
    SpeakerKind, Stance, Verdict, Vocabulary,
};

const PAGE: &str = include_str!("../docs/glossary.md");

/// The text under a heading of the third level, within one of the second, up to the next heading.
fn section(chapter: &str, heading: &str) -> Option<&'static str> {
    let chapter = PAGE.split_once(&format!("\n## {chapter}\n"))?.1;
    let chapter = chapter.split("\n## ").next()?;
    let section = chapter.split_once(&format!("\n### {heading}\n"))?.1;
    section.split("\n### ").next()
}

/// Compares the table of one vocabulary with the page's.
fn explained<V: Vocabulary>(faults: &mut Vec<String>) {
    let Some(section) = section("The vocabularies", V::NAME) else {
        faults.push(format!("no section `### {}`", V::NAME));
        return;
    };
    let rows: Vec<&str> = section.lines().filter(|l| l.starts_with("| `")).collect();
    let expected: Vec<String> = V::ALL
        .iter()
        .map(|v| format!("| `{}` | {} |", v.word(), v.meaning()))
        .collect();
    for row in &expected {
        if !rows.contains(&row.as_str()) {
            faults.push(format!("{}: missing {row}", V::NAME));
        }
    }
    for row in rows {
        if !expected.iter().any(|e| e == row) {
            faults.push(format!("{}: left over {row}", V::NAME));
        }
    }
}

#[test]
fn every_vocabulary_is_explained_as_it_is() {
    let mut faults = Vec::new();
    explained::<Noun>(&mut faults);
    explained::<SourceKind>(&mut faults);
    explained::<ObservationKind>(&mut faults);
    explained::<SpeakerKind>(&mut faults);
    explained::<ClaimKind>(&mut faults);
    explained::<Manner>(&mut faults);
    explained::<Stance>(&mut faults);
    explained::<Part>(&mut faults);
    explained::<Jointly>(&mut faults);
    explained::<Medium>(&mut faults);
    explained::<Qualifier>(&mut faults);
    explained::<MeasureKind>(&mut faults);
    explained::<Grade>(&mut faults);
    explained::<ChangeKind>(&mut faults);
    explained::<Check>(&mut faults);
    explained::<Verdict>(&mut faults);
    explained::<LinkKind>(&mut faults);
    explained::<JudgementKind>(&mut faults);
    explained::<Reliability>(&mut faults);
    explained::<Credibility>(&mut faults);

    // The list above is written by hand: a vocabulary of the page that it lacks shows here.
    let chapter = PAGE.split("\n## The vocabularies\n").nth(1).unwrap_or("");
    let sections = chapter.lines().filter(|l| l.starts_with("### ")).count();
    if sections != 20 {
        faults.push(format!(
            "the page has {sections} vocabularies, this test 20"
        ));
    }
    assert!(
        faults.is_empty(),
        "docs/glossary.md:\n{}",
        faults.join("\n")
    );
}

#[test]
fn every_noun_has_an_entry() {
    for noun in Noun::ALL {
        assert!(
            section("The records", noun.word()).is_some_and(|text| text.trim().len() > 40),
            "docs/glossary.md has no entry for {noun} among its records"
        );
    }
}
