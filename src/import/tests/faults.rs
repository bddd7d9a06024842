//! Every fault says what, where, and the way out.

use super::*;

/// A fault in an input: the input's name, the input, and what is said: place, words, way out.
type Fault = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

#[rustfmt::skip]
const FAULTS: &[Fault] = &[
    // TOML
    ("d.toml", "[[claim]\n", "d.toml:1:9", "not TOML", ""),
    ("d.toml", "a = 1\na = 2\n", "d.toml:2:1", "duplicate key", ""),
    ("d.toml", "[[clam]]\n", "d.toml:1:3", "unknown key `clam`", "did you mean `claim`?"),
    ("d.toml", "claim = 3", "d.toml:1:9", "a claim is a table, not a number", ""),
    ("d.toml", "[[claim]]\n  qoute = \"é\"", "d.toml:2:3", "unknown key `qoute`", "did you mean `quote`?"),
    ("d.toml", "[[source]]\ntitel = \"é\"", "d.toml:2:1", "unknown key `titel`", "did you mean `title`?"),
    ("d.toml", "[[claim]]\nkind = \"evnt\"", "d.toml:2:8", "`kind`: `evnt` is none of its words", "did you mean `event`? The words are: event,"),
    ("d.toml", "[[claim]]\nfigure = { low = \"10 000\" }", "d.toml:2:18", "`figures.low`: `10 000` is not right: not a plain decimal number", ""),
    ("d.toml", "[[claim]]\nfigure = [{ low = 1e3 }]", "d.toml:2:19", "`figures.low`", ""),
    ("d.toml", "[[claim]]\nquote = \"é\"\nsaid = \"x\"", "d.toml:3:8", "`said`: `x` is not right", ""),
    ("d.toml", "[[claim]]\npage = -1", "d.toml:2:8", "`page`: `-1` is not a whole number", ""),
    ("d.toml", "[[source]]\nconfidential = \"yes\"", "d.toml:2:16", "`confidential`: true or false is wanted here, not text", ""),
    ("d.toml", "[[claim]]\nquote = true", "d.toml:2:9", "`quote`: text is wanted here, not true or false", ""),
    ("d.toml", "[[claim]]\nquote = \"a\\u0000\"", "d.toml:2:9", "a NUL as its character 2", "remove it"),
    ("d.toml", "[[claim]]\nfigure = []\nfigures = []", "d.toml:3:1", "`figures` is given twice", ""),
    ("d.toml", "[[claim]]\nspeaker = \"a\"\nspeakers = \"a\"", "d.toml:3:1", "`speakers` is given twice", ""),
    ("d.toml", "[[claim]]\nclaim = \"c\"", "d.toml:2:1", "wording is its `text`", "write `text`"),
    ("d.toml", "[[claim]]\nquote = \"q\"\n[[claim.attribution]]\n", "d.toml:2:1", "`quote` stands in the claim", "[[claim.attribution]]"),
    ("d.toml", "[[claim]]\n[[claim.attribution]]\ntext = 'x'", "d.toml:3:1", "unknown key `text`", ""),
    ("d.toml", "[[claim]]\nattribution = [1]", "d.toml:2:16", "an attribution is a table", ""),
    ("d.toml", "[[topic]]\nkey = 'a'\n[[topic]]\nkey = 'a'", "d.toml:3:1", "the key `a` names two: the other at d.toml:1:1", "another key"),
    ("d.toml", "[[source]]\nkey='a'\n[[source]]\nkey='b'\n[[claim]]\ntext='c'", "d.toml:5:1", "which source says it?", "one of `a`, `b`"),
    ("d.toml", "[each]\nqoute = 'x'", "d.toml:2:1", "unknown key `qoute`", "did you mean `quote`?"),
    ("d.toml", "[each]\nkind = 'x'", "d.toml:2:8", "`each.kind`: `x` is none of its words", "event"),
    // JSONL
    ("r.jsonl", "\n{\"claim\": \"é\" \"quote\": 1}", "r.jsonl:2:15", "not JSON: `,` or `}` is wanted here, not `\"`", ""),
    ("r.jsonl", "{\"a\":1,\"a\":2}", "r.jsonl:1:8", "the key `a` stands twice", ""),
    ("r.jsonl", "[]", "r.jsonl:1:1", "a line is an object, not a list", "jq"),
    ("r.jsonl", "{\"noun\":\"tpic\"}", "r.jsonl:1:9", "`tpic` is not a noun", "did you mean `topic`?"),
    ("r.jsonl", "{\"quote\":\"q\"}", "r.jsonl:1:1", "the row has no claim", "--map"),
    ("r.jsonl", "{\"claim\":\"é\",\"qoute\":\"q\"}", "r.jsonl:1:14", "unknown key `qoute`", "did you mean `quote`?"),
    ("r.jsonl", "{\"claim\":\"\\ud800\"}", "r.jsonl:1:11", "half a surrogate pair", ""),
    ("r.jsonl", "{\"claim\":\"a\\u0000\"}", "r.jsonl:1:10", "NUL", ""),
    ("r.jsonl", "{\"claim\":\"a\",\"source_kind\":\"artcle\"}", "r.jsonl:1:28", "`source.kind`: `artcle`", "did you mean `article`?"),
    ("r.jsonl", "{\"claim\":\"a\",\"figure\":[],\"figure_low\":1}", "r.jsonl:1:14", "`figure` is a table here", ""),
    // CSV
    ("r.csv", "claim,page\n\"é\nü\",x\n", "r.csv:3:4", "`page`: `x` is not a whole number", ""),
    ("r.csv", "claim,page\né,\"2\",3\n", "r.csv:2:1", "the row has 3 cells where the header has 2 cells", ""),
    ("r.csv", "claim,quote\na,\"é\nb\n", "r.csv:2:3", "never closed", "double it"),
    ("r.csv", "claim,quote\né,\"b\"c\n", "r.csv:2:6", "after the closing quotation mark", "double"),
    ("r.csv", "claim,quote\né,b\rc,d\n", "r.csv:2:4", "carriage return", "line ends"),
    ("r.csv", "claim,stance\n,denies\n", "r.csv:2:1", "the row has no claim", ""),
];

/// Faults for which an input cannot be read at all.
#[rustfmt::skip]
const WHOLE: &[Fault] = &[
    ("r.csv", "", "r.csv:1:1", "the file is empty", "names the columns"),
    ("r.csv", "claim,qoute\n", "r.csv:1:7", "unknown column `qoute`", "did you mean `quote`? Else: --map \"qoute=FIELD\""),
    ("r.csv", "claim,qoute,xyz\n", "r.csv:1:7", "unknown columns `qoute`, `xyz`", "`qoute`: did you mean `quote`?\n`xyz`: no field is near"),
    ("r.csv", "claim,quote,Quote\n", "r.csv:1:13", "two columns are called `Quote`", "rename"),
    ("r.csv", "claim,text\n", "r.csv:1:7", "two columns give `text`", "--map \"text=-\""),
    ("r.csv", "quote\n", "r.csv:1:1", "no column is the claim", "--map"),
    ("r.odt", "", "", "the name does not tell the format", "toml, jsonl, csv, tsv"),
];

fn check(error: &Error, (_, input, place, words, hint): &Fault) {
    assert!(!error.hints().is_empty(), "no way out: {error}");
    let at = error.place().map(ToString::to_string).unwrap_or_default();
    assert_eq!(&at, place, "{error} in {input:?}");
    assert!(error.what().contains(words), "{error} in {input:?}");
    assert!(
        error.hints().join("\n").contains(hint),
        "{:?} in {input:?}",
        error.hints()
    );
    if let Some(place) = error.place() {
        let line = usize::try_from(place.line).unwrap();
        let written = input.lines().nth(line - 1).unwrap_or_default();
        assert_eq!(&*place.excerpt, written, "{input:?}");
    }
}

#[test]
fn a_fault_says_what_where_and_the_way_out() {
    for fault in FAULTS {
        let rows = match read(fault.0, fault.1.as_bytes(), &Options::default()) {
            Ok(rows) => rows.collect(),
            Err(error) => vec![Err(error)],
        };
        let errors: Vec<_> = rows.iter().filter_map(|row| row.as_ref().err()).collect();
        assert_eq!(errors.len(), 1, "{errors:?} in {:?}", fault.1);
        check(errors[0], fault);
    }
    for fault in WHOLE {
        let error = read(fault.0, fault.1.as_bytes(), &Options::default()).unwrap_err();
        check(&error, fault);
    }
}

#[test]
fn options_that_fit_nothing_are_refused() {
    let wrong = |options: Options| read("r.csv", &b"claim,quote\n"[..], &options).unwrap_err();
    let error = wrong(Options {
        map: vec![("qoute".into(), "cue".into())],
        ..Options::default()
    });
    assert_eq!(error.to_string(), "r.csv:1:1: no column is called `qoute`");
    assert_eq!(error.hints(), ["did you mean `quote`?"]);
    let error = wrong(Options {
        encoding: Some("utf-9".into()),
        ..Options::default()
    });
    assert_eq!(error.to_string(), "no encoding is called `utf-9`");
}

#[test]
fn bytes_that_are_no_text_are_shown_their_place() {
    for (name, before) in [
        ("d.toml", "# é\n# é"),
        ("r.jsonl", "{\"claim\":\"a\"}\n{\"é"),
    ] {
        let bytes = [before.as_bytes(), b"\xff\"}"].concat();
        let error = match read(name, bytes.as_slice(), &Options::default()) {
            Err(error) => error,
            Ok(rows) => rows.last().unwrap().unwrap_err(),
        };
        assert_eq!(error.place().unwrap().to_string(), format!("{name}:2:4"));
        assert!(error.what().contains("0xFF is not UTF-8"));
    }
}

#[test]
fn too_long_and_too_deep_are_refused() {
    let long = "{\"claim\":\"a\"}\n\"".to_owned()
        + &"x".repeat(lines::LONGEST + 9)
        + "\"\n{\"claim\":\"b\"}\n";
    let rows = all("r.jsonl", long);
    assert_eq!(rows.len(), 3);
    let error = rows[1].as_ref().unwrap_err();
    assert_eq!(
        error.to_string(),
        "r.jsonl:2: the row is longer than 16 MiB"
    );
    assert_eq!(rows[2].as_ref().unwrap().place().line, 3);

    let deep = "{\"a\":".to_owned() + &"[".repeat(100_000);
    let error = all("r.jsonl", deep).remove(0).unwrap_err();
    assert_eq!(error.place().unwrap().to_string(), "r.jsonl:1:70");
    assert!(error.what().contains("nested more than 64 deep"));
    let deep = "a = ".to_owned() + &"[".repeat(100_000);
    assert!(read("d.toml", deep.as_bytes(), &Options::default()).is_err());
}

#[test]
fn an_open_quotation_mark_costs_no_more_than_the_file() {
    let rows = "claim\n\"".to_owned() + &"x\n".repeat(300_000);
    let error = all("r.csv", rows).remove(0).unwrap_err();
    assert_eq!(error.place().unwrap().to_string(), "r.csv:2:1");
}
