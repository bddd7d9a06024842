use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::{Column, Table};

const CLAIM: &str = "North Korea has sent more than 10,000 of its soldiers to fight for Russia in \
                     Ukraine, and without delay";

fn columns() -> Vec<Column> {
    vec![
        Column::fixed("said"),
        Column::text("speaker", 10, 1),
        Column::text("claim", 20, 3),
        Column::fixed("end"),
    ]
}

fn world() -> Table {
    let mut table = Table::new(columns());
    for (speaker, claim) in [
        ("Mark Rutte", CLAIM),
        (
            "김정은 국무위원장",
            "북한은 러시아에 만 명 이상의 군인을 보냈다고 한국 정부가 밝혔다",
        ),
        (
            "فلاديمير بوتين",
            "أرسلت كوريا الشمالية أكثر من عشرة آلاف جندي للقتال من أجل روسيا في أوكرانيا",
        ),
        (
            "朝鲜外交部",
            "朝鲜士兵已抵达俄罗斯,乌克兰国防部情报总局局长说,人数超过一万人,并将继续增加",
        ),
        (
            "Zoe\u{308} Mu\u{308}ller",
            "N\u{303}an\u{303}du\u{301} e\u{301}te\u{301} 👨‍👩‍👧‍👦 👩🏽‍🚀 🇰🇵🇷🇺 ❤️ et encore une fois 👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦",
        ),
        (
            "व्लादिमीर पुतिन",
            "उत्तर कोरिया ने दस हज़ार से अधिक सैनिक भेजे हैं जो रूस के लिए यूक्रेन में लड़ेंगे",
        ),
        (
            "https://example.org",
            "https://example.org/a/very/long/address/that/has/no/space/at/all/and/goes/on/for/longer/than/any/column",
        ),
    ] {
        table.row(["2024-12-04", speaker, claim, "|"]);
    }
    table
}

/// Where the last column starts, in cells, on each line that has it.
fn ends(rendered: &str) -> Vec<usize> {
    let lines = rendered.lines().filter_map(|line| line.strip_suffix('|'));
    lines.map(UnicodeWidthStr::width).collect()
}

/// The text of a column of single words or less, joined without its spaces.
fn letters(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '─');
    let mut letters: Vec<char> = kept.collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

#[test]
fn every_script_is_aligned_and_fits() {
    for width in [60, 80, 120, 200] {
        let rendered = world().render(Some(width), false);
        let ends = ends(&rendered);
        assert_eq!(ends.len(), 7, "{rendered}");
        assert!(
            ends.iter().all(|end| *end == ends[0]),
            "{ends:?}\n{rendered}"
        );
        for line in rendered.lines() {
            assert!(line.width() <= width, "{width}: {line}");
        }
    }
}

#[test]
fn nothing_is_cut_at_any_width() {
    let whole = letters(&world().render(None, false));
    for width in [60, 61, 77, 80, 120] {
        assert_eq!(
            letters(&world().render(Some(width), false)),
            whole,
            "{width}"
        );
    }
}

#[test]
fn a_table_as_it_looks() {
    let mut table = Table::new([
        Column::fixed("said"),
        Column::text("speaker", 8, 1),
        Column::text("claim", 20, 3),
        Column::fixed("n").right(),
    ]);
    table.row(["2024-12-04", "Mark Rutte", CLAIM, "7"]);
    table.row(["2024", "한국", "ok", "12"]);
    assert_eq!(
        table.render(Some(60), false),
        "\
said        speaker     claim                              n
────────────────────────────────────────────────────────────
2024-12-04  Mark Rutte  North Korea has sent more than     7
                        10,000 of its soldiers to fight
                        for Russia in Ukraine, and
                        without delay
2024        한국        ok                                12
"
    );
}

#[test]
fn a_pipe_gets_one_line_a_row() {
    let mut table = Table::new(columns());
    table.row(["2024", "Mark Rutte", CLAIM, "|"]);
    table.row(["2024", "한국", "two\nlines", ""]);
    let rendered = table.render(None, false);
    assert_eq!(rendered.lines().count(), 3);
    assert!(
        rendered.ends_with("2024  한국        two lines\n"),
        "{rendered}"
    );
    assert!(rendered.contains(CLAIM) && !rendered.contains(['\t', '─']));
}

#[test]
fn a_narrow_terminal_gets_records() {
    let mut table = Table::new(columns());
    table.row(["2024", "Mark Rutte", CLAIM, ""]);
    table.row(["2025", "한국", "ok", ""]);
    assert_eq!(
        table.render(Some(40), false),
        "\
said     2024
speaker  Mark Rutte
claim    North Korea has sent more than
         10,000 of its soldiers to fight
         for Russia in Ukraine, and
         without delay

said     2025
speaker  한국
claim    ok
"
    );
    for line in world().render(Some(5), false).lines() {
        assert!(line.width() <= 20, "{line}");
    }
}

#[test]
fn a_very_long_cell_gets_records_too() {
    let mut table = Table::new(columns());
    table.row(["2024", "Mark Rutte", &CLAIM.repeat(9), ""]);
    assert!(table.render(Some(80), false).starts_with("said     2024\n"));
}

#[test]
fn a_book_in_a_cell_is_shown_whole() {
    let mut table = Table::new([Column::text("text", 20, 1)]);
    let book = "word ".repeat(40_000) + &"x".repeat(100_000);
    table.row([book.as_str()]);
    for width in [Some(80), Some(30), None] {
        let shown = table.render(width, false);
        assert_eq!(shown.matches('x').count(), 100_001, "{width:?}");
        assert_eq!(shown.matches("word").count(), 40_000, "{width:?}");
    }
}

#[test]
fn styles_come_only_when_asked_and_take_no_room() {
    let red = Style::new().fg_color(Some(AnsiColor::Red.into())).bold();
    for width in [Some(40), Some(80), None] {
        let mut styled = Table::new([
            Column::text("claim", 20, 1).style(red),
            Column::fixed("end"),
        ]);
        styled.row([CLAIM, "|"]);
        let mut plain = Table::new([Column::text("claim", 20, 1), Column::fixed("end")]);
        plain.row([CLAIM, "|"]);
        assert_eq!(styled.render(width, false), plain.render(width, false));
        let coloured = styled.render(width, true);
        assert!(coloured.contains("\u{1b}["), "{coloured:?}");
        let stripped = anstream::adapter::strip_str(&coloured).to_string();
        let trimmed: Vec<&str> = stripped.lines().map(str::trim_end).collect();
        assert_eq!(trimmed.join("\n") + "\n", plain.render(width, false));
    }
}

#[test]
fn no_rows_are_nothing() {
    assert_eq!(Table::new(columns()).render(Some(80), true), "");
}
