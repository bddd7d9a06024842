//! Flat rows: CSV and JSONL.

use super::*;

#[test]
fn a_row_is_a_claim_an_attribution_and_a_source() {
    let entries = good(
        "r.jsonl",
        "\u{feff}\n{\"claim\":\"C\",\"lang\":\"fr\",\"speaker\":\"S\",\"speaker_kind\":\"person\",\
         \"quote\":\"q\",\"said\":\"2024-12-04\",\"source\":\"T\",\"source_url\":\"https://x\",\
         \"published\":\"2024-12-05\",\"topics\":[\"x\"],\"kind\":null,\"page\":3,\"figure\":\"dix\",\
         \"figure_low\":10.0,\"figure_measure\":\"m\",\"original\":\"o\",\"original_lang\":\"de\"}\n",
    );
    let said = attribution(&entries);
    assert_eq!(said.item.place.to_string(), "r.jsonl:2:1");
    assert_eq!(said.item.place_of("lang").to_string(), "r.jsonl:2:14");
    assert_eq!(said.speakers, named(&["S"]));
    assert_eq!(said.item.body.source.0, "T");
    let source = said.source.as_ref().unwrap();
    assert_eq!(source.url, "https://x");
    assert_eq!(source.published.as_ref().unwrap().as_str(), "2024-12-05");
    assert_eq!(said.item.body.page, 3);
    let figure = &said.item.body.figures[0];
    assert_eq!(figure.expression, "dix");
    assert_eq!(figure.low.as_ref().unwrap().as_str(), "10.0");
    assert_eq!(figure.measure.as_ref().unwrap().0, "m");
    assert_eq!(said.item.body.original.as_ref().unwrap().lang, "de");
    assert_eq!(claim(&entries).item.body.topics, named(&["x"]));
}

#[test]
fn a_line_may_name_its_noun() {
    let entries = good(
        "r.ndjson",
        "{\"noun\":\"topic\",\"name\":\"war\"}\n \n{\"noun\":\"claim\",\"text\":\"C\",\"kind\":\"event\"}",
    );
    assert!(matches!(&entries[0], Entry::Topic(t) if t.body.name == "war"));
    assert_eq!(claim(&entries).item.body.kind, Some(ClaimKind::Event));
    assert_eq!(entries[1].place().line, 3);
}

#[test]
fn cells_hold_lists_quotes_and_line_breaks() {
    let csv = "Claim;Speaker;Topics;Source Title;quote;Confidential-thing\r\n\
               \"a; b\";\"US ; South Korea\";x|y;\"T \"\"t\"\"\";\"one\r\ntwo\";\r\n\
               \r\n\
               c;;;;\";\"\"\";\r\n";
    let options = Options {
        map: vec![("confidential thing".into(), "-".into())],
        ..Options::default()
    };
    let mut entries = read("r.csv", csv.as_bytes(), &options).unwrap();
    let rows: Vec<_> = entries.by_ref().map(Result::unwrap).collect();
    assert_eq!(
        entries.notices(),
        ["the columns are separated by semicolons"]
    );
    let first = attribution(&rows[..1]);
    assert_eq!(claim(&rows[..1]).item.body.text, "a; b");
    assert_eq!(claim(&rows[..1]).item.body.topics, named(&["x", "y"]));
    assert_eq!(first.speakers, named(&["US", "South Korea"]));
    assert_eq!(first.source.as_ref().unwrap().title, "T \"t\"");
    assert_eq!(first.item.body.quote, "one\r\ntwo");
    assert_eq!(first.item.place_of("quote").to_string(), "r.csv:2:41");
    assert_eq!(attribution(&rows[1..]).item.body.quote, ";\"");
    assert_eq!(rows[1].place().to_string(), "r.csv:5:1");
}

#[test]
fn names_are_exchanged_in_rows_of_both_kinds() {
    let options = Options {
        map: vec![
            ("Statement".into(), "claim".into()),
            ("who".into(), "speaker".into()),
        ],
        ..Options::default()
    };
    let rows = [
        ("r.csv", "statement,Who\nC,S"),
        ("r.jsonl", "{\"Statement\":\"C\",\"who\":\"S\"}"),
    ];
    for (name, input) in rows {
        let entries: Vec<_> = with(name, input, &options)
            .into_iter()
            .map(Result::unwrap)
            .collect();
        assert_eq!(claim(&entries).item.body.text, "C");
        assert_eq!(attribution(&entries).speakers, named(&["S"]));
    }
}

#[test]
fn old_encodings_are_read_and_said() {
    let mut entries = read(
        "r.csv",
        &b"claim,quote\nC,d\xe9j\xe0\n"[..],
        &Options::default(),
    )
    .unwrap();
    let rows: Vec<_> = entries.by_ref().map(Result::unwrap).collect();
    assert_eq!(attribution(&rows).item.body.quote, "déjà");
    assert!(
        entries.notices()[1].contains("windows-1252"),
        "{:?}",
        entries.notices()
    );

    let utf16: Vec<u8> = "\u{feff}claim\tquote\nC\tдело 😀\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (name, format) in [("r.tsv", None), ("-", Some(Format::Csv))] {
        let options = Options {
            format,
            ..Options::default()
        };
        let rows: Vec<_> = with(name, &utf16, &options)
            .into_iter()
            .map(Result::unwrap)
            .collect();
        assert_eq!(attribution(&rows).item.body.quote, "дело 😀");
    }

    let options = Options {
        encoding: Some("latin1".into()),
        ..Options::default()
    };
    let rows = read("r.csv", &b"claim\n\xe9"[..], &options).unwrap();
    assert_eq!(rows.notices(), Vec::<String>::new());
    assert!(
        matches!(&rows.map(Result::unwrap).next(), Some(Entry::Claim(c)) if c.item.body.text == "é")
    );
}

#[test]
fn a_bad_row_does_not_end_the_file() {
    let rows = all(
        "r.jsonl",
        "{\"claim\":\"a\"}\n{\n{\"claim\":\"b\"}\n\u{0}\n{\"claim\":\"c\"}",
    );
    let fine: Vec<_> = rows.iter().map(Result::is_ok).collect();
    assert_eq!(fine, [true, false, true, false, true]);
    let rows = all("r.csv", "claim,page\na,x\nb,1,2\nc,2\n");
    let fine: Vec<_> = rows.iter().map(Result::is_ok).collect();
    assert_eq!(fine, [false, false, true]);
}

#[test]
fn a_spreadsheet_may_say_its_separator() {
    for input in [
        "sep=;\nclaim;quote\na,b;c\n",
        "sep=\t\r\nclaim\tquote\r\na,b\tc\r\n",
    ] {
        let entries = good("r.csv", input);
        assert_eq!(claim(&entries).item.body.text, "a,b");
        assert_eq!(entries[0].place().line, 3);
    }
}

#[test]
fn bytes_that_are_not_of_the_declared_encoding_end_the_input() {
    let half = b"\xff\xfec\0l\0a\0i\0m\0\n\0\x00\xd8\n\0";
    let error = match read("r.csv", &half[..], &Options::default()) {
        Err(error) => error,
        Ok(mut rows) => rows.find_map(Result::err).unwrap(),
    };
    assert!(
        error.what().contains("the bytes are not UTF-16LE"),
        "{error}"
    );
    assert!(error.hints()[0].contains("--encoding"));
}
