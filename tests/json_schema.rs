//! The published schema of our JSON: it says what the manual says, and what every `--json` prints fits it.

mod program;

use std::path::Path;

use boon::{Compiler, Schemas};
use dixit::model::{
    ClaimKind, Credibility, Jointly, Manner, Medium, Part, Qualifier, Reliability, SourceKind,
    SpeakerKind, Stance, Vocabulary,
};
use program::Folder;
use serde_json::{Map, Value, json};

const SCHEMA: &str = "docs/schema/dixit-1.json";
const ID: &str = "urn:dixit:json:1";

fn words<V: Vocabulary>() -> Option<Vec<&'static str>> {
    Some(V::ALL.iter().map(|word| word.word()).collect())
}

/// The words that a field may have, where they are a closed set.
fn closed(value: &str, field: &str) -> Option<Vec<&'static str>> {
    match (value, field) {
        ("Row" | "RecordValue" | "FigureLine", "stance") => words::<Stance>(),
        ("Row", "manner") => words::<Manner>(),
        ("Row", "credibility") => words::<Credibility>(),
        ("Row", "part") => words::<Part>(),
        ("ClaimValue", "kind") => words::<ClaimKind>(),
        ("SpeakerValue", "kind") => words::<SpeakerKind>(),
        ("SourceValue", "kind") => words::<SourceKind>(),
        ("SourceValue", "reliability") => words::<Reliability>(),
        ("OccasionValue", "medium") => words::<Medium>(),
        ("OccasionValue", "jointly") => words::<Jointly>(),
        ("FigureValue", "qualifier") => words::<Qualifier>(),
        ("Row" | "FigureLine", "sort_basis") | ("FoldedRow", "basis" | "oldest_basis") => {
            Some(vec!["said", "published", "captured", "recorded"])
        }
        _ => None,
    }
}

/// A type as the manual's tables write it.
fn typed(written: &str) -> Value {
    if let Some(item) = written.strip_prefix("list of ") {
        return json!({"type": "array", "items": typed(item)});
    }
    if let Some(item) = written.strip_prefix("map of ") {
        return json!({"type": "object", "additionalProperties": typed(item)});
    }
    if let Some(name) = written.strip_prefix('`').and_then(|w| w.strip_suffix('`')) {
        return json!({"$ref": format!("#/$defs/{name}")});
    }
    match written {
        "text" | "word" => json!({"type": "string"}),
        "number" => json!({"type": "integer", "minimum": 0}),
        "true" => json!({"const": true}),
        "bool" => json!({"type": "boolean"}),
        "text or null" => json!({"type": ["string", "null"]}),
        "text or list" => json!({"type": ["string", "array"], "items": {"type": "string"}}),
        "integer or null" => json!({"type": ["integer", "null"]}),
        "decimal" => json!({"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"}),
        "pairs" => {
            json!({"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2})
        }
        other => panic!("docs/json.md: no such type: {other}"),
    }
}

/// The schema, from the tables of the manual.
fn schema() -> Value {
    let manual = std::fs::read_to_string("docs/json.md").unwrap();
    let mut defs = Map::new();
    for section in manual.split("\n## ").skip(1) {
        let title = section.lines().next().unwrap_or_default();
        let Some(name) = title.rsplit('`').nth(1) else {
            continue;
        };
        let mut fields = Map::new();
        for row in section.lines().filter(|line| line.starts_with("| `")) {
            let cells: Vec<&str> = row
                .trim_matches('|')
                .splitn(3, '|')
                .map(str::trim)
                .collect();
            let [field, kind, about] = cells[..] else {
                panic!("{row}")
            };
            let field = field.trim_matches('`');
            let mut value = typed(kind);
            if let Some(words) = closed(name, field) {
                value["enum"] = json!(words);
            }
            value["description"] = json!(about.replace('`', ""));
            fields.insert(field.to_owned(), value);
        }
        let about = title
            .split(": `")
            .next()
            .unwrap_or_default()
            .replace('`', "");
        defs.insert(
            name.to_owned(),
            json!({"description": about, "type": "object", "properties": fields}),
        );
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "The JSON that Dixit writes, version 1",
        "description": "The object of `dixit report -o FILE.json`. What other commands print as JSON is one of $defs a line; \
                        its description says which. New fields may come at any time.",
        "type": "object",
        "required": ["dixit", "head", "rows", "tail"],
        "properties": {
            "dixit": {"const": 1},
            "head": {"$ref": "#/$defs/Head"},
            "rows": {"type": "array", "items": {"$ref": "#/$defs/Row"}},
            "tail": {"$ref": "#/$defs/Tail"},
        },
        "$defs": defs,
    })
}

#[test]
fn the_schema_says_what_the_manual_says() {
    let schema = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(SCHEMA);
    if std::env::var("TRANSCRIPTS").is_ok_and(|wish| wish == "write") {
        std::fs::write(&path, &schema).unwrap();
    }
    assert!(
        std::fs::read_to_string(path).unwrap_or_default() == schema,
        "{SCHEMA} is stale; `TRANSCRIPTS=write cargo test --test json_schema` writes it anew"
    );
}

#[test]
fn what_every_command_prints_fits_the_schema() {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let defined = schema();
    compiler.add_resource(ID, schema()).unwrap();
    let mut fits = |text: &str, place: &str| {
        let schema = compiler
            .compile(&format!("{ID}{place}"), &mut schemas)
            .unwrap();
        let value: Value = serde_json::from_str(text).unwrap();
        // What no table names, nobody can count on.
        let known = defined
            .pointer(place.trim_start_matches('#'))
            .map(|def| &def["properties"]);
        for field in value.as_object().unwrap().keys() {
            assert!(
                known.is_some_and(|known| known.get(field).is_some()),
                "{place}: {field}\n{text}"
            );
        }
        if let Err(error) = schemas.validate(&value, schema) {
            panic!("{place}: {error:#}\n{text}");
        }
    };
    let folder = Folder::new();
    folder.dixit(&["demo"]).ok();
    let db = ["--db", "dixit-demo.db"];
    let run = |arguments: &[&str]| folder.dixit(&[arguments, &db].concat()).ok();
    fits(&run(&["report", "--format", "json"]), "");
    let mut each = |arguments: &[&str], place: &str, least: usize| {
        let printed = run(arguments);
        assert!(printed.lines().count() >= least, "{arguments:?}: {printed}");
        printed.lines().for_each(|line| fits(line, place));
    };
    each(&["list", "--json"], "#/$defs/Row", 24);
    for by in ["claim", "speaker", "source", "topic", "occasion"] {
        each(&["list", "--by", by, "--json"], "#/$defs/FoldedRow", 1);
    }
    for noun in ["speakers", "sources", "topics", "measures", "occasions"] {
        each(&[noun, "--json"], "#/$defs/Counted", 2);
    }
    for which in ["KCNA", "troops", "North Korean soldiers sent to fight"] {
        each(&["show", which, "--json"], "#/$defs/Detail", 1);
    }
    each(
        &["figures", "North Korean soldiers sent to fight", "--json"],
        "#/$defs/FigureLine",
        1,
    );
    let figure_of = |measure: &str| {
        let listed = run(&["list", "--measure", measure, "--json"]);
        let row: Value = serde_json::from_str(listed.lines().next().unwrap()).unwrap();
        row["id"].as_str().unwrap().to_owned()
    };
    let sent = figure_of("North Korean soldiers sent to fight");
    let called = figure_of("North Korean soldiers called on by Russia");
    each(
        &["conflicts", &sent, &called, "--json"],
        "#/$defs/FigurePair",
        1,
    );
    let claims = run(&["list", "--by", "claim", "--json"]);
    let claim: Value = serde_json::from_str(claims.lines().next().unwrap()).unwrap();
    each(
        &["history", claim["id"].as_str().unwrap(), "--json"],
        "#/$defs/HistoryValue",
        1,
    );
    run(&["edit", "KCNA", "--reliability", "C"]);
    run(&["undo"]);
    each(&["log", "--json"], "#/$defs/OperationValue", 2);
    each(&["config", "--json"], "#/$defs/Setting", 4);
    each(&["doctor", "--json"], "#/$defs/DoctorReport", 1);
    let to = [
        "add",
        "--to",
        claim["id"].as_str().unwrap(),
        "--speaker",
        "Mira Tolland",
    ];
    let said = [
        "--source-title",
        "Tidewater Herald",
        "--quote",
        "so it is",
        "--json",
    ];
    each(&[&to[..], &said].concat(), "#/$defs/Recorded", 1);
    let page = |words: &str| {
        format!("<html><title>A page</title><p>{words}, said the master of the port.</p></html>")
    };
    folder.write("page.html", page("The quay is full of ships"));
    let capture = [
        "capture",
        "page.html",
        "--source",
        "Tidewater Herald",
        "--json",
    ];
    each(&capture, "#/$defs/CaptureValue", 1);
    folder.write("page.html", page("The quay is full of boats"));
    each(&capture, "#/$defs/CaptureValue", 1);
    let found = folder.dixit(&[
        "check",
        "--json",
        "--with",
        "no-locator",
        "--db",
        "dixit-demo.db",
    ]);
    assert!(found.out.lines().count() > 0, "{}", found.err);
    found
        .out
        .lines()
        .for_each(|line| fits(line, "#/$defs/Finding"));
    folder.write(
        "words.txt",
        "On 12 March 2024, or on 3/4/2024, more than 10,000 troops or a third of them",
    );
    let parse = |kind: &str| {
        folder
            .dixit(&["parse", kind, "--each-line", "--lang", "en", "words.txt"])
            .ok()
    };
    for (kind, place) in [("dates", "ReadDate"), ("figures", "ReadFigure")] {
        let printed = parse(kind);
        assert!(printed.lines().count() >= 2, "{printed}");
        printed
            .lines()
            .for_each(|line| fits(line, &format!("#/$defs/{place}")));
    }
    for line in folder
        .dixit_reading(
            b"2024-03\n1970/..\nyesterday\n",
            &["parse", "edtf", "--each-line"],
        )
        .out
        .lines()
    {
        fits(line, "#/$defs/ReadEdtf");
    }
    // And the schema is one that can say no.
    let no = |text: &str| {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource(ID, schema()).unwrap();
        let schema = compiler
            .compile(&format!("{ID}#/$defs/Row"), &mut schemas)
            .unwrap();
        schemas
            .validate(&serde_json::from_str(text).unwrap(), schema)
            .is_err()
    };
    assert!(
        no(r#"{"stance": "denied"}"#)
            && no(r#"{"page": "2"}"#)
            && no(r#"{"figures": [{"low": 1}]}"#)
    );
}
