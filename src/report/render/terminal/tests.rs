use unicode_width::UnicodeWidthStr;

use super::*;
use crate::report::render::story;
use crate::report::value::{OperationValue, RecordValue};

fn short(id: &str) -> String {
    id.chars().take(5).collect()
}

fn listed(rows: &[Row], width: Option<usize>) -> String {
    let mut out = Vec::new();
    let mut list = Screen {
        width,
        colour: false,
    }
    .list(&mut out, &short);
    list.begin(&story::head()).unwrap();
    for row in rows {
        list.row(row).unwrap();
    }
    list.end(&story::tail()).unwrap();
    String::from_utf8(out).unwrap()
}

fn shown(width: Option<usize>, colour: bool, rows: Vec<Row>) -> String {
    let detail = Detail {
        noun: Some(Noun::Claim),
        id: "clmclosedaaa".into(),
        fields: vec![("text".into(), "The bridge is closed".into())],
        rows,
        held: Vec::new(),
        withdrawn: "2031-05-02: recorded twice".into(),
    };
    let mut out = Vec::new();
    let screen = Screen { width, colour };
    screen.detail(&mut out, &short, &detail).unwrap();
    String::from_utf8(out).unwrap()
}

fn folded(fold: Fold, width: Option<usize>) -> String {
    let row = FoldedRow {
        id: "clmreopenaaa".into(),
        name: "The bridge will reopen before the summer".into(),
        kind: "prediction".into(),
        attributions: 5,
        stances: vec!["2 deny".into(), "1 doubts".into()],
        speakers: vec!["Inès Delmar".into(), "국토부".into()],
        sources: 3,
        newest: "2031-05-01".into(),
        oldest: "2031-04-01".into(),
        oldest_basis: SortBasis::Said,
        oldest_said: "2031-04".into(),
        basis: SortBasis::Published,
        newest_said: "".into(),
    };
    let mut out = Vec::new();
    let screen = Screen {
        width,
        colour: false,
    };
    screen.folded(&mut out, &short, fold, [&row]).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_list_at_80_columns() {
    let rows = &story::rows()[..4];
    assert_eq!(
        listed(rows, Some(80)),
        "\
id     said         speaker         claim                         source
────────────────────────────────────────────────────────────────────────────────
attbb  published    Dockers’ Union  More than 10,000 people a     Le pont fermé
       2031-04-28   (?)             day crossed the bridge        « pour
                                                                  longtemps »
attcc  2031-04-28   Inès Delmar     The bridge will reopen        Le pont fermé
                                    before the summer             « pour
                                                                  longtemps »
attdd  2031-05-01T  Inès Delmar     DENIES: The bridge will       Minutes of the
       18:30:00Z                    reopen before the summer      council
attee  2031-04-29   Ministry of     More than 10,000 people a     [Korean agency
                    Transport       day crossed the bridge        report on the
                                                                  bridge]
"
    );
}

#[test]
fn a_pipe_gets_one_line_a_record_and_no_decoration() {
    let mut rows = story::rows();
    rows.push(Row {
        claim: crate::report::value::ClaimValue {
            text: "two\nlines\tand a tab".into(),
            ..Default::default()
        },
        ..rows[2].clone()
    });
    let text = listed(&rows, None);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), rows.len());
    assert!(lines.iter().all(|line| line.split('\t').count() == 5));
    assert_eq!(
        lines[2],
        "attdd\t2031-05-01T18:30:00Z\tInès Delmar\tDENIES: The bridge will reopen before the \
         summer\tMinutes of the council"
    );
    assert!(lines[8].contains("DENIES: two<U+000A>lines<U+0009>and a tab"));
}

#[test]
fn every_width_has_every_letter_and_no_line_is_wider() {
    let mut rows = story::rows();
    for (row, name) in rows.iter_mut().zip([
        "فلاديمير بوتين رئيس الاتحاد الروسي",
        "김정은 국무위원장 조선민주주의인민공화국",
        "👨‍👩‍👧‍👦 👩🏽‍🚀 🇰🇵🇷🇺",
        "The Right Honourable the Lord Mayor of the Harbour and its Islands, Guardian of the Bridge",
    ]) {
        row.speaker.name = name.into();
    }
    let letters = |text: &str| {
        let mut letters: Vec<_> = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '─')
            .collect();
        letters.sort_unstable();
        letters
    };
    let headings = "idsaidspeakerclaimsource";
    let whole = letters(&(listed(&rows, None) + headings));
    for width in [80, 120] {
        let text = listed(&rows, Some(width));
        assert!(text.lines().all(|line| line.width() <= width), "{text}");
        assert_eq!(letters(&text), whole, "{text}");
    }
    let records = listed(&rows, Some(60));
    assert!(records.lines().all(|line| line.width() <= 60), "{records}");
    let detail = shown(Some(60), false, rows);
    assert!(detail.lines().all(|line| line.width() <= 60), "{detail}");
}

#[test]
fn columns_are_aligned_in_every_script() {
    let mut rows = story::rows();
    for (row, name) in rows.iter_mut().zip(["بوتين", "김정은", "👩🏽‍🚀", "Ines"]) {
        row.speaker.name = name.into();
        row.claim.text = "| the claim".into();
    }
    let text = listed(&rows, Some(80));
    let starts = text.lines().filter_map(|line| line.split_once('|'));
    let cells =
        |(before, _): (&str, &str)| before.trim_end_matches("DENIES: ").trim_end().width() < 34;
    assert_eq!(starts.clone().count(), 4);
    assert!(starts.clone().all(cells), "{text}");
    let plain = starts.filter(|(before, _)| !before.ends_with("DENIES: "));
    let mut widths: Vec<_> = plain.map(|(before, _)| before.width()).collect();
    widths.dedup();
    assert_eq!(widths.len(), 1, "{text}");
}

#[test]
fn a_stance_stands_before_the_claim_in_every_layout() {
    let rows = &story::rows()[2..3];
    for width in [Some(40), Some(80), Some(120), None] {
        let text = listed(rows, width);
        assert!(text.contains("DENIES: The bridge"), "{text}");
    }
    assert!(shown(Some(80), false, rows.to_vec()).contains("  DENIES: The bridge"));
    for width in [Some(80), None] {
        let text = folded(Fold::Claim, width);
        assert!(text.contains("2 DENY, 1 DOUBTS:"), "{text}");
    }
    assert!(
        folded(Fold::Speaker, None)
            .contains("\t2 DENY, 1 DOUBTS\t5\t3\t2031-04 to published 2031-05-01")
    );
}

#[test]
fn a_doubt_is_marked_in_lists_and_told_in_show() {
    let rows = &story::rows()[..1];
    assert!(listed(rows, None).contains("Dockers’ Union (?)\t"));
    let text = shown(Some(80), false, rows.to_vec());
    assert!(
        text.contains("doubt        The sentence may still be the radio’s\n"),
        "{text}"
    );
}

#[test]
fn a_withdrawn_record_says_so_first() {
    let text = shown(Some(80), false, Vec::new());
    assert_eq!(
        text,
        "claim      clmcl\nWITHDRAWN  2031-05-02: recorded twice\ntext       The bridge is closed\n"
    );
}

#[test]
fn counted_things_have_their_kind_and_other_names() {
    let row = Counted {
        id: "spkministry1".into(),
        name: "Ministry of Transport".into(),
        also: vec!["국토부".into()],
        kind: "organisation".into(),
        attributions: 12,
        claims: 7,
        sources: 3,
        newest: "2031-05-01".into(),
        confidential: true,
        ..Counted::default()
    };
    let mut out = Vec::new();
    let screen = Screen {
        width: None,
        colour: false,
    };
    screen
        .counted(&mut out, &short, Noun::Speaker, [&row])
        .unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "id\tspeaker\tabout\tclaims\ttimes\tsources\tnewest\n\
         spkmi\tMinistry of Transport (confidential)\torganisation; also 국토부\t7\t12\t3\t2031-05-01\n"
    );
}

#[test]
fn nothing_stored_acts_on_the_terminal_and_colour_comes_only_when_asked() {
    for words in story::HOSTILE {
        for width in [Some(40), Some(80), Some(120), None] {
            let mut row = story::everywhere(words);
            row.sort_basis = SortBasis::Said;
            let text = listed(&[row.clone()], width) + &shown(width, false, vec![row]);
            let acts = |c: char| c.is_control() && c != '\n' && !(width.is_none() && c == '\t');
            assert!(
                !text
                    .chars()
                    .any(|c| acts(c) || "\u{202e}\u{2066}\u{200b}".contains(c)),
                "{text:?}"
            );
        }
    }
    assert!(shown(Some(80), true, story::rows()).contains("\u{1b}[1m"));
}

#[test]
fn a_long_list_is_laid_out_in_pages() {
    let rows: Vec<_> = story::rows().into_iter().cycle().take(PAGE + 1).collect();
    let text = listed(&rows, Some(200));
    assert_eq!(
        text.lines().filter(|line| line.starts_with("id ")).count(),
        2
    );
}

#[test]
fn no_line_of_a_log_is_wider_than_the_terminal() {
    let operation = |actor: &str, name: &str| OperationValue {
        id: "oprecordedaa".into(),
        time: "2031-05-02T10:11:12Z".into(),
        actor: actor.into(),
        verb: "edit".into(),
        record: Some(RecordValue {
            noun: Some(Noun::Claim),
            id: "clmreopenaaa".into(),
            name: name.into(),
            ..RecordValue::default()
        }),
        reason: "the minutes say so, on page 2, in the words of the harbour master".into(),
        ..OperationValue::default()
    };
    let operations = [
        operation(
            "Ada Vale",
            "The bridge will reopen, so they say, before the summer, in June",
        ),
        operation(
            "국토부 장관 김정은",
            "다리는 여름 전에 다시 열린다, 그들이 말하기를, 유월에",
        ),
        operation("وزارة النقل", "سيعاد فتح الجسر قبل الصيف 👨‍👩‍👧‍👦"),
    ];
    for width in 60..120 {
        let mut out = Vec::new();
        let screen = Screen {
            width: Some(width),
            colour: false,
        };
        screen
            .log(&mut out, &short, &short, &operations, true)
            .unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.lines().all(|line| line.width() <= width),
            "{width}:\n{text}"
        );
    }
}
