//! Examples of every feature, and what must hold of any text.

use std::hint::black_box;

use super::testing::Dice;
use super::*;

/// Reads a valid text and tells `level first..last`, with `*` for an open and `_` for an unknown end.
fn told(text: &str) -> String {
    let date = Edtf::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(date.as_str(), text);
    let end = |bound| match bound {
        Bound::At(day) => day.to_string(),
        Bound::Open => "*".to_owned(),
        Bound::Unknown => "_".to_owned(),
    };
    format!("{} {}..{}", date.level(), end(date.from()), end(date.to()))
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(told(text), *expected, "{text}");
    }
}

fn refused(text: &str) -> EdtfError {
    match Edtf::parse(text) {
        Ok(_) => panic!("{text} is taken as {}", told(text)),
        Err(error) => error,
    }
}

#[test]
fn dates_of_level_0() {
    check(&[
        ("2024-12-04", "0 2024-12-04..2024-12-04"),
        ("2023-02", "0 2023-02-01..2023-02-28"),
        ("2024", "0 2024-01-01..2024-12-31"),
        ("0000-02-29", "0 0000-02-29..0000-02-29"),
        ("2024-11/2025-03-02", "0 2024-11-01..2025-03-02"),
        ("2024-12-04T09:30:00+02:00", "0 2024-12-04..2024-12-04"),
    ]);
}

#[test]
fn dates_of_level_1() {
    check(&[
        ("-0044-03-15", "1 -0044-03-15..-0044-03-15"),
        ("Y123456", "1 123456-01-01..123456-12-31"),
        ("Y-12000", "1 -12000-01-01..-12000-12-31"),
        ("2031-21", "1 2031-03-01..2031-05-31"),
        ("2031-24", "1 2031-12-01..2031-12-31"),
        ("2031-05~", "1 2031-05-01..2031-05-31"),
        ("?2031", "1 2031-01-01..2031-12-31"),
        ("203X", "1 2030-01-01..2039-12-31"),
        ("-000X", "1 -0009-01-01..-0001-12-31"),
        ("20XX?", "1 2000-01-01..2099-12-31"),
        ("2031-XX", "1 2031-01-01..2031-12-31"),
        ("2031-02-XX", "1 2031-02-01..2031-02-28"),
        ("2031-XX-XX", "1 2031-01-01..2031-12-31"),
    ]);
}

#[test]
fn open_and_unknown_ends_differ() {
    check(&[
        ("2031-05/..", "1 2031-05-01..*"),
        ("2031-05/", "1 2031-05-01.._"),
        ("../2031-05", "1 *..2031-05-31"),
        ("/2031-05~", "1 _..2031-05-31"),
        ("../..", "1 *..*"),
        ("../", "1 *.._"),
        ("..2031-05/2032", "2 *..2032-12-31"),
        ("2031/2032..", "2 2031-01-01..*"),
    ]);
    assert_eq!(refused("/").column, 1);
}

#[test]
fn dates_of_level_2() {
    check(&[
        ("2031-?05", "2 2031-05-01..2031-05-31"),
        ("2031~-05-?07", "2 2031-05-07..2031-05-07"),
        ("?-0031-05%", "2 -0031-05-01..-0031-05-31"),
        ("2XX1", "2 2001-01-01..2991-12-31"),
        ("XXXX", "2 0000-01-01..9999-12-31"),
        ("20X1-02-XX", "2 2001-02-01..2091-02-28"),
        ("19XX-02-29", "2 1904-02-29..1996-02-29"),
        ("2031-X1-3X", "2 2031-01-30..2031-11-30"),
        ("2031-0X", "2 2031-01-01..2031-09-30"),
        ("Y3E10", "2 30000000000-01-01..30000000000-12-31"),
        ("1834S2", "2 1800-01-01..1899-12-31"),
        ("-1834S3", "2 -1839-01-01..-1830-12-31"),
        ("1834S9", "2 1834-01-01..1834-12-31"),
        ("Y-21345E2S2", "2 -2199999-01-01..-2100000-12-31"),
        ("2031-29", "2 2031-09-01..2031-11-30"),
        ("2031-35", "2 2031-07-01..2031-09-30"),
        ("2031-38", "2 2031-05-01..2031-08-31"),
        ("20XX-40", "2 2000-01-01..2099-06-30"),
        ("2031-05-XX/2031-06", "2 2031-05-01..2031-06-30"),
    ]);
}

#[test]
fn sets_span_their_members() {
    check(&[
        ("[2031]", "2 2031-01-01..2031-12-31"),
        ("[2035-02,2031..2033]", "2 2031-01-01..2035-02-28"),
        ("{..2031-05-07,2032}", "2 *..2032-12-31"),
        ("{2030,2031-05..}", "2 2030-01-01..*"),
    ]);
    for (text, column) in [
        ("[]", 2),
        ("[..]", 4),
        ("[2031", 6),
        ("[2031}", 6),
        ("[2031..,2032]", 8),
        ("[2031,..2032]", 7),
        ("[2031, 2032]", 7),
        ("{2032..2031}", 2),
        ("[2031/2032]", 6),
        ("[2031]x", 7),
    ] {
        assert_eq!(refused(text).column, column, "{text}");
    }
}

#[test]
fn marks_are_told_apart_and_never_widen() {
    for (text, uncertain, approximate) in [
        ("2031-05-07", false, false),
        ("2031-05-07?", true, false),
        ("2031-05-07~", false, true),
        ("2031-05-07%", true, true),
        ("2031?-05-~07", true, true),
        ("2030~/2031", false, true),
        ("{2030,2031?}", true, false),
    ] {
        let date = Edtf::parse(text).expect(text);
        assert_eq!(
            (date.is_uncertain(), date.is_approximate()),
            (uncertain, approximate),
            "{text}"
        );
    }
    assert_eq!(told("2031-05-07%"), "1 2031-05-07..2031-05-07");
}

#[test]
fn moments_are_exact() {
    let ms = |text: &str| {
        let date = Edtf::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        (date.earliest_ms(), date.latest_ms())
    };
    let at = |ms: i128| (Some(ms), Some(ms));
    assert_eq!(ms("1970-01-01"), (Some(0), Some(86_399_999)));
    assert_eq!(ms("1970-01-01T00:00:01Z"), at(1_000));
    assert_eq!(ms("1970-01-01T01:30:00+01:30"), at(0));
    assert_eq!(ms("1970-01-01T00:00-05"), at(5 * 3_600_000));
    assert_eq!(ms("1969-12-31T24:00:00Z"), at(0));
    assert_eq!(ms("1970/.."), (Some(0), None));
    assert_eq!(ms("/1969"), (None, Some(-1)));
}

#[test]
fn impossible_times_are_refused() {
    for (text, column) in [
        ("2031-05-07T25:00:00", 12),
        ("2031-05-07T24:00:01", 12),
        ("2031-05-07T10:60:00", 15),
        ("2031-05-07T10:00:60", 18),
        ("2031-05-07T10:00:00.5", 20),
        ("2031-05-07T10:0:00", 15),
        ("2031-05-07T10", 14),
        ("2031-05-07T10:00:00+14:01", 20),
        ("2031-05-07T10:00:00-12:30", 20),
        ("2031-05-07T10:00:00-00:00", 20),
        ("2031-05-07T10:00:00+01:60", 24),
        ("2031-05-07T10:00:00Z+01", 21),
        ("2031-05T10:00:00", 8),
        ("2031-05-XXT10:00:00", 11),
        ("2031-05-07?T10:00:00", 12),
        ("2031-05-07T10:00:00/2032", 11),
    ] {
        assert_eq!(refused(text).column, column, "{text}");
    }
}

#[test]
fn a_refusal_says_what_where_and_the_way_out() {
    for (text, column, why, hint) in [
        ("2016-13", 6, "month 13", "01 to 12"),
        ("2031-02-30", 9, "day 30", "2031-02 has 28 days"),
        ("2031-05-00", 9, "day 00", "2031-05 has 31 days"),
        ("203X-02-30", 9, "day 30", "calendar"),
        ("2031-2X", 6, "month 2X", "calendar"),
        ("2031-23-05", 9, "season", "season alone"),
        ("-0000", 1, "-0000", "write 0000"),
        ("", 1, "too early", "a year"),
        (" 2031", 1, "space", "write 2031"),
        ("2031 ", 5, "space", "write 2031"),
        ("2031-05 -07", 8, "space", "write 2031-05-07"),
        ("12345", 1, "12345", "Y before"),
        ("Y2031", 1, "four digits", "write 2031"),
        ("Y012345", 2, "start with 0", "zero"),
        ("Y17E17", 4, "18 digits", "nearer"),
        ("Y17E99999999999999999999", 5, "18 digits", "nearer"),
        ("Y1234567890123456789", 2, "18 digits", "nearer"),
        ("Y12345-05", 7, "'-'", "end of the date"),
        ("2031-5-7", 6, "2 digits", "write 2031-05-07"),
        ("20310507", 1, "4 digits", "write 2031-05-07"),
        ("2031/05/07", 6, "4 digits", "write 2031-05-07"),
        ("2031\u{2013}05", 5, "not expected", "write 2031-05"),
        ("2031-uu", 6, "not expected", "write 2031-XX"),
        ("2031/open", 6, "not expected", "write 2031/.."),
        ("2031-05-07t10:00:00z", 11, "not expected", "T10:00:00Z"),
        ("2031 05 07", 5, "space", "write 2031-05-07"),
        ("5/2031", 1, "4 digits", "write 2031-05"),
        ("2030s", 5, "not expected", "write 203X"),
        ("2031-(05)~", 6, "not expected", "without brackets"),
        ("May 2031", 1, "not expected", "in digits"),
        ("20", 1, "century", "write 20XX"),
        ("-203?", 1, "decade", "write -203X?"),
        (
            "2031/2030",
            6,
            "end 2030 lies before the start 2031",
            "swap",
        ),
        (
            "2031-05/2031",
            9,
            "end 2031 begins before the start 2031-05",
            "as finely",
        ),
        ("2031-05-07T10:00:00é", 20, "'é'", "end of the date"),
        ("é2031", 1, "'é'", "a year"),
    ] {
        let error = refused(text);
        assert_eq!(error.column, column, "{text}: {error}");
        assert!(error.why.contains(why), "{text}: {error}");
        assert!(error.hint.contains(hint), "{text}: {error}");
    }
}

#[test]
fn the_order_of_day_and_month_is_never_guessed() {
    let error = refused("05/06/2024");
    assert!(error.why.contains("cannot be told"), "{error}");
    assert_eq!(error.hint, "write YYYY-MM-DD: 2024-06-05 or 2024-05-06");
    assert_eq!(refused("31.12.2024").hint, "write YYYY-MM-DD: 2024-12-31");
    assert_eq!(refused("5/5/2024").hint, "write YYYY-MM-DD: 2024-05-05");
    assert_eq!(refused("05-06-24").hint, "write YYYY-MM-DD");
}

#[test]
fn an_interval_may_not_run_backwards() {
    // A coarse end stands for all its days; an unspecified digit for any that fits.
    for text in [
        "2031-05-07/2031-05",
        "2031-24/2031-21",
        "0001/-0001",
        "2031-05-1X/2031-05-09",
    ] {
        assert!(refused(text).why.contains("before the start"), "{text}");
    }
    for text in [
        "2031-01/2031",
        "2031/2031-05",
        "2031-05-07/2031-0X-01",
        "-0002/-0001",
    ] {
        told(text);
    }
    assert!(refused("2031/05-07").why.contains("05"));
}

#[test]
fn serde_sees_a_plain_string() {
    let date: Edtf = serde_json::from_str("\"2031-05~\"").expect("a date");
    assert_eq!(serde_json::to_string(&date).expect("JSON"), "\"2031-05~\"");
    let error = serde_json::from_str::<Edtf>("\"2031-13\"").expect_err("no month 13");
    assert!(error.to_string().contains("month 13"), "{error}");
    assert_eq!(date, "2031-05~".parse().expect("a date"));
    assert_ne!(date, "2031-05".parse().expect("a date"));
}

#[test]
fn a_line_is_told_as_json() {
    let json = |text| serde_json::to_string(&reading(3, text)).expect("JSON");
    assert_eq!(
        json("1970-01/.."),
        r#"{"line":3,"text":"1970-01/..","read":true,"level":1,"from":"1970-01-01","from_is":"day","to":null,"to_is":"open","min_ms":0,"max_ms":null,"uncertain":false,"approximate":false}"#
    );
    let refused = json("2031-13");
    assert!(refused.starts_with(r#"{"line":3,"text":"2031-13","read":false,"column":6,"why":""#));
    // The furthest years are days, but their milliseconds need more than 64 bits.
    assert!(json("Y1E17").contains(r#""min_ms":null"#));
}

/// Texts made of the pieces of dates, so that most nearly are one.
fn any_text(dice: &mut Dice) -> String {
    const PIECES: [&str; 40] = [
        "2024",
        "0000",
        "19XX",
        "XXXX",
        "1",
        "9",
        "X",
        "-",
        "-",
        "-",
        "/",
        "/",
        "..",
        "T",
        "10:00:00",
        "Z",
        "+14:00",
        "-12",
        "?",
        "~",
        "%",
        "Y",
        "E",
        "S",
        "[",
        "]",
        "{",
        "}",
        ",",
        "02",
        "29",
        "31",
        "12",
        "24",
        " ",
        "é",
        "\0",
        "999999999999999999",
        "\u{2013}",
        "🙂",
    ];
    (0..dice.below(9))
        .map(|_| PIECES[dice.below(PIECES.len() as u64) as usize])
        .collect()
}

#[test]
fn any_text_is_read_or_refused_in_its_place() {
    let mut dice = Dice::new(2024);
    let mut taken = 0;
    for _ in 0..200_000 {
        let text = any_text(&mut dice);
        match Edtf::parse(&text) {
            Ok(date) => {
                taken += 1;
                assert_eq!(date.to_string(), text);
                assert!(date.level() <= 2, "{text}");
                if let (Bound::At(from), Bound::At(to)) = (date.from(), date.to()) {
                    assert!(
                        from <= to && date.earliest_ms() <= date.latest_ms(),
                        "{text}"
                    );
                }
            }
            Err(error) => {
                assert!(
                    (1..=text.chars().count() + 1).contains(&error.column),
                    "{text:?}: {error}"
                );
                assert!(!error.why.is_empty() && !error.hint.is_empty(), "{text:?}");
            }
        }
        black_box(serde_json::to_string(&reading(1, &text)).expect("JSON"));
    }
    assert!(taken > 1_000, "only {taken} texts were dates");
}

#[test]
fn the_short_way_and_the_grammar_agree() {
    let mut dice = Dice::new(10);
    for _ in 0..20_000 {
        let (year, month, day) = (dice.below(2_100), dice.below(14), dice.below(33));
        let text = format!("{year:04}-{month:02}-{day:02}");
        // A set goes through the grammar alone.
        let long_way = Edtf::parse(&format!("[{text}]")).map(|date| (date.from(), date.to()));
        let short_way = Edtf::parse(&text).map(|date| (date.from(), date.to()));
        assert_eq!(
            short_way.ok(),
            long_way.ok().filter(|_| month <= 12),
            "{text}"
        );
    }
}

#[test]
fn every_day_reads_back_as_itself() {
    let mut day = Day::new(-3, 1, 1).expect("a day");
    for _ in 0..20_000 {
        let date = Edtf::parse(&day.to_string()).expect("a date");
        assert_eq!((date.from(), date.to()), (Bound::At(day), Bound::At(day)));
        day = Day::from_number(day.number() + 101).expect("a day");
    }
}
