//! `schema.sql` and the rest of the program say the same, and other programs can read the file.

#![allow(clippy::print_stdout, reason = "a part that is skipped says so")]

mod golden;
mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use dixit::model::{
    Assessment, Attribution, Body, Capture, Claim, ClaimKind, Credibility, Grade, Jointly,
    Judgement, JudgementKind, Link, LinkKind, Manner, Measure, MeasureKind, Medium, Noun, Occasion,
    Part, Piece, Qualifier, Reliability, Source, SourceKind, Speaker, SpeakerKind, Stance, Topic,
    Uid, Verdict, Vocabulary, judgement,
};
use dixit::store::{Command as Verb, Repeating, Store};
use program::Folder;

const SCHEMA: &str = include_str!("../schema.sql");

/// A column of a table: its name, and its line without the comma.
struct Column {
    table: String,
    name: String,
    line: String,
}

/// The columns of every table, read from the text.
fn columns() -> Vec<Column> {
    let mut found = Vec::new();
    let mut table = String::new();
    for line in SCHEMA.lines() {
        if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
            table = rest.split([' ', '(']).next().unwrap().to_owned();
        } else if line.starts_with(')') || line.starts_with("CREATE VIEW") {
            table.clear();
        } else if !table.is_empty() {
            let Some(line) = line.strip_prefix("  ") else {
                continue;
            };
            let name = line.split_whitespace().next().unwrap_or_default();
            if !["--", "PRIMARY"].contains(&name) {
                found.push(Column {
                    table: table.clone(),
                    name: name.trim_matches('"').to_owned(),
                    line: line.to_owned(),
                });
            }
        }
    }
    assert!(found.len() > 200, "the schema reads otherwise now");
    found
}

/// The words of `CHECK (column IN ('…', '…'))`.
fn listed(column: &Column) -> Option<Vec<String>> {
    let (_, rest) = column.line.split_once(" IN (")?;
    let (inside, _) = rest.split_once(')')?;
    inside.starts_with('\'').then(|| {
        let words = inside.split(',');
        words
            .map(|word| word.trim().trim_matches('\'').to_owned())
            .collect()
    })
}

fn words<V: Vocabulary>() -> Vec<String> {
    V::ALL.iter().map(|v| v.word().to_owned()).collect()
}

fn own(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn every_list_of_words_in_the_schema_is_its_vocabulary() {
    let judged = judgement::JUDGED.iter().map(|n| n.word().to_owned());
    let expected: BTreeMap<&str, Vec<String>> = BTreeMap::from([
        ("sources.kind", words::<SourceKind>()),
        ("sources.reliability", words::<Reliability>()),
        ("speakers.kind", words::<SpeakerKind>()),
        ("speakers.reliability", words::<Reliability>()),
        ("measures.kind", words::<MeasureKind>()),
        ("occasions.jointly", words::<Jointly>()),
        ("occasions.medium", words::<Medium>()),
        ("claims.kind", words::<ClaimKind>()),
        ("attributions.stance", words::<Stance>()),
        ("attributions.manner", words::<Manner>()),
        ("attributions.part", words::<Part>()),
        ("attributions.credibility", words::<Credibility>()),
        ("figures.qualifier", words::<Qualifier>()),
        ("assessments.verdict", words::<Verdict>()),
        ("links.kind", words::<LinkKind>()),
        ("judgements.kind", words::<JudgementKind>()),
        ("judgements.of", judged.collect()),
        ("_anchors.grade", words::<Grade>()),
        // Words of the store alone.
        ("_blobs.compression", own(&["none", "zlib"])),
        ("hops.chain", own(&["via", "citing"])),
        (
            "attributions.sort_basis",
            own(&["said", "published", "captured", "recorded"]),
        ),
    ]);
    let mut seen = BTreeSet::new();
    for column in columns() {
        let Some(words) = listed(&column) else {
            continue;
        };
        let name = format!("{}.{}", column.table, column.name);
        let vocabulary = expected
            .get(name.as_str())
            .unwrap_or_else(|| panic!("{name} lists words of no vocabulary"));
        assert_eq!(&words, vocabulary, "{name}");
        seen.insert(name);
    }
    for name in expected.keys() {
        assert!(seen.contains(*name), "{name} has no list of words");
    }
}

/// Writes a body beside the golden records and reads it back.
fn stores(store: &mut Store, body: impl Into<Body>, what: &dyn std::fmt::Display) {
    let body = body.into();
    let noun = body.noun();
    let uid = store
        .write(&Verb::new("add"), |w| w.create(body.clone()))
        .unwrap_or_else(|e| panic!("{noun} {what}: {e}"))
        .0;
    assert_eq!(store.body(noun, uid).unwrap(), Some(body), "{noun} {what}");
}

#[test]
fn every_word_can_be_stored() {
    let mut file = Store::in_memory(Box::new(Repeating::seeded(3))).unwrap();
    golden::fill(&mut file);
    let file = &mut file;
    let Body::Attribution(said) = golden::of(Noun::Attribution).body() else {
        panic!("not an attribution")
    };
    let said = *said;
    macro_rules! each {
        ($word:ident in $type:ty: $body:expr) => {
            for $word in <$type>::ALL.iter().copied() {
                stores(file, $body, &$word);
            }
        };
    }
    each!(kind in SourceKind: Source { kind: Some(kind), ..Source::default() });
    each!(r in Reliability: Source { reliability: Some(r), ..Source::default() });
    each!(r in Reliability: Speaker { reliability: Some(r), ..Speaker::default() });
    each!(kind in SpeakerKind: Speaker { kind: Some(kind), ..Speaker::default() });
    each!(kind in MeasureKind: Measure { kind: Some(kind), ..Measure::default() });
    each!(jointly in Jointly: Occasion { jointly: Some(jointly), ..Occasion::default() });
    each!(medium in Medium: Occasion { medium: Some(medium), ..Occasion::default() });
    each!(kind in ClaimKind: Claim { kind: Some(kind), ..Claim::default() });
    each!(stance in Stance: Attribution { stance, ..said.clone() });
    each!(m in Manner: Attribution { manner: Some(m), ..said.clone() });
    each!(part in Part: Attribution { part: Some(part), ..said.clone() });
    each!(c in Credibility: Attribution { credibility: Some(c), ..said.clone() });
    each!(q in Qualifier: {
        let mut said = said.clone();
        said.figures[0].qualifier = Some(q);
        said
    });
    each!(grade in Grade: {
        let mut said = said.clone();
        said.anchor.as_mut().unwrap().grade = Some(grade);
        said
    });
    each!(verdict in Verdict: Assessment { verdict: Some(verdict), ..Assessment::default() });
    each!(kind in LinkKind: {
        let end = golden::of(kind.joins()).uid();
        Link { kind: Some(kind), from: end, to: end, ..Link::default() }
    });
    for of in judgement::JUDGED {
        each!(kind in JudgementKind: {
            let other = file.uids(*of).unwrap().into_iter().next().unwrap();
            let end = golden::of(*of).uid();
            Judgement { a: end, b: other, kind: Some(kind), of: Some(*of), ..Judgement::default() }
        });
    }
}

#[test]
fn a_row_has_a_column_for_every_field_of_its_body() {
    let fields: &[(&str, &[&str])] = &[
        ("sources", Source::<Uid>::FIELDS),
        ("captures", Capture::<Uid>::FIELDS),
        ("speakers", Speaker::<Uid>::FIELDS),
        ("occasions", Occasion::<Uid>::FIELDS),
        ("claims", Claim::<Uid>::FIELDS),
        ("attributions", Attribution::<Uid>::FIELDS),
        ("measures", Measure::<Uid>::FIELDS),
        ("topics", Topic::FIELDS),
        ("assessments", Assessment::<Uid>::FIELDS),
        ("links", Link::<Uid>::FIELDS),
        ("judgements", Judgement::<Uid>::FIELDS),
        ("pieces", Piece::<Uid>::FIELDS),
    ];
    // Fields that have a table of their own, or rows in one.
    let elsewhere = [
        ("claims", "topics"),
        ("occasions", "speakers"),
        ("attributions", "via"),
        ("attributions", "citing"),
    ];
    let columns = columns();
    for (table, fields) in fields {
        for field in *fields {
            let name = field.trim_start_matches("r#");
            let found = columns.iter().any(|c| c.table == *table && c.name == name);
            assert!(
                found || elsewhere.contains(&(table, name)),
                "{table} has no column {name}"
            );
        }
    }
}

/// The fields of every body, and of its parts: the struct says what each is.
fn fields() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for golden in golden::GOLDEN {
        let body: serde_json::Value = serde_json::from_slice(&golden.bytes()).unwrap();
        for (name, value) in body.as_object().unwrap() {
            let part = value.as_array().and_then(|items| items.first());
            let part = part.unwrap_or(value).as_object();
            for inner in part.into_iter().flat_map(|part| part.keys()) {
                found.insert(inner.clone());
                found.insert(format!("{name}_{inner}"));
            }
            found.insert(name.clone());
        }
    }
    found
}

/// A column is a field of a body, or has a comment, or is among those that the schema's head explains
/// once for all; a table of the machinery may say at its own line what it holds.
#[test]
fn every_column_is_explained() {
    let for_all = [
        "id",
        "uid",
        "_hash",
        "_parents",
        "_operation",
        "_salt",
        "_format",
        "created_in",
        "heads",
    ];
    let fields = fields();
    let machinery: BTreeSet<&str> = SCHEMA
        .lines()
        .filter(|line| line.starts_with("CREATE TABLE _") && line.contains(" -- "))
        .map(|line| line["CREATE TABLE ".len()..].split(' ').next().unwrap())
        .collect();
    let mut commented: BTreeSet<String> = BTreeSet::new();
    let mut bare = Vec::new();
    // What one table says of a name holds for the others.
    for Column { name, line, .. } in columns() {
        if line.contains(" -- ") {
            commented.insert(name.clone());
            if let Some(stem) = name.strip_suffix("_from") {
                commented.insert(format!("{stem}_to"));
            }
        }
    }
    for column in columns() {
        let Column { table, name, line } = &column;
        let meaning = name.strip_suffix("_rep").map_or(name.as_str(), |_| "rep");
        let pair_of_operations = table == "_operation_parents";
        let explained = for_all.contains(&name.as_str())
            || fields.contains(name)
            || commented.contains(meaning)
            || machinery.contains(table.as_str())
            || line.contains(" REFERENCES ")
            || listed(&column).is_some()
            || pair_of_operations;
        if !explained {
            bare.push(format!("{table}.{name}"));
        }
    }
    assert_eq!(bare, Vec::<String>::new(), "no comment says what these are");
}

/// Debian's `sqlite3` is older than the SQLite that comes with Dixit, as are other people's tools.
#[test]
fn another_sqlite_opens_a_shipped_file_and_searches_it() {
    if Command::new("sqlite3").arg("--version").output().is_err() {
        println!("skipped: no sqlite3 on the PATH");
        return;
    }
    let folder = Folder::new();
    folder.dixit(&["demo"]).ok();
    let before = std::fs::read(folder.file("dixit-demo.db")).unwrap();
    let ask = |sql: &str| {
        let mut command = folder.sealed("sqlite3");
        command.args(["-readonly", "dixit-demo.db", sql]);
        let done = command.output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{sql}: {said}");
        // Identities are bytes.
        String::from_utf8_lossy(&done.stdout).trim_end().to_owned()
    };
    assert_eq!(ask("PRAGMA integrity_check"), "ok");
    assert_eq!(ask("PRAGMA foreign_key_check"), "");
    // Every table and view, so that one newer than that SQLite is found.
    let names = ask("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY 1");
    for name in names.lines() {
        ask(&format!("SELECT * FROM \"{name}\" LIMIT 1"));
    }
    assert!(names.contains("attributions_flat"), "{names}");
    // Words fold: no accents needed, and the file's own views name what was found.
    let found = ask(
        "SELECT count(*) FROM attributions_fts f JOIN attributions_flat a ON a.quote IS NOT NULL \
         WHERE attributions_fts MATCH 'destabiliser'",
    );
    assert_ne!(found, "0");
    assert_eq!(
        ask(
            "SELECT c.kind FROM claims_fts f JOIN claims c ON c.id = f.rowid \
             WHERE claims_fts MATCH 'multipolar'"
        ),
        "prediction"
    );
    assert_eq!(
        ask("SELECT count(*) FROM figures_flat WHERE unit IS NULL"),
        "3"
    );
    assert_eq!(std::fs::read(folder.file("dixit-demo.db")).unwrap(), before);
}

#[test]
fn no_word_is_stored_that_its_vocabulary_does_not_have() {
    let folder = Folder::new();
    folder.dixit(&["init", "--db", "words.db"]).ok();
    let conn = rusqlite::Connection::open(folder.file("words.db")).unwrap();
    let error = conn
        .execute("UPDATE _meta SET value = value", [])
        .and_then(|_| {
            conn.execute(
                "INSERT INTO measures (uid, kind, key, rep, _hash, _operation, _salt, _format, created_in, heads)
                 VALUES (randomblob(16), 'heap', 'k', 1, x'00', 1, x'00', 1, 1, 1)",
                [],
            )
        })
        .unwrap_err();
    assert!(
        error.to_string().contains("CHECK constraint failed"),
        "{error}"
    );
}
