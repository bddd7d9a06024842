use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::escape::block;
use super::*;
use crate::report::render::{Render, story};
use crate::report::value::{Row, SpeakerValue, Tail};
use crate::text::visible::visible_lines;

fn rendered(rows: &[Row], tail: &Tail) -> String {
    let mut out = Vec::new();
    let mut markdown = Markdown::new(&mut out);
    markdown.begin(&story::head()).unwrap();
    for row in rows {
        markdown.row(row).unwrap();
    }
    markdown.end(tail).unwrap();
    String::from_utf8(out).unwrap()
}

fn events(markdown: &str) -> Vec<Event<'_>> {
    // The typographer alone is left out: it changes quotation marks and is no markup.
    let mut options = Options::all();
    options.remove(Options::ENABLE_SMART_PUNCTUATION);
    Parser::new_ext(markdown, options).collect()
}

/// Everything but our own headings, paragraphs, emphasis and block quotes.
fn foreign<'a>(events: &'a [Event<'a>]) -> Vec<&'a Event<'a>> {
    let ours = |event: &Event| match event {
        Event::Start(Tag::Heading {
            id, classes, attrs, ..
        }) => id.is_none() && classes.is_empty() && attrs.is_empty(),
        Event::Start(tag) => matches!(
            tag,
            Tag::Paragraph | Tag::BlockQuote(None) | Tag::Emphasis | Tag::Strong
        ),
        Event::End(_) | Event::Text(_) | Event::SoftBreak | Event::HardBreak => true,
        Event::Code(id) => id.chars().all(|c| c.is_ascii_alphanumeric()),
        _ => false,
    };
    events.iter().filter(|event| !ours(event)).collect()
}

#[test]
fn a_story_reads_well() {
    let report = rendered(&story::rows(), &story::tail());
    assert_eq!(report, include_str!("story.md"));
}

#[test]
fn an_empty_report_says_so() {
    let report = rendered(&[], &Tail::default());
    assert!(
        report.contains("Nothing recorded answers to it."),
        "{report}"
    );
    assert!(!report.contains("## Sources"));
}

#[test]
fn a_page_and_what_it_may_lack_are_told() {
    let tail = Tail {
        rows: 1200,
        next: "c2".into(),
        disputed: 1,
        ..Tail::default()
    };
    let report = rendered(&story::rows()[..1], &tail);
    assert!(report.contains("1,200 attributions."));
    assert!(report.contains("1 disputed record may be missing"));
    assert!(report.contains("the next begins at c2."));
}

#[test]
fn a_denied_claim_never_stands_without_its_stance() {
    let report = rendered(&story::rows(), &story::tail());
    let headings = |text: &str| report.lines().filter(|line| line.ends_with(text)).count();
    assert_eq!(headings("### The bridge will reopen before the summer"), 1);
    assert_eq!(
        headings("### **DENIES:** The bridge will reopen before the summer"),
        1
    );
}

#[test]
fn own_voices_of_two_sources_are_two_sections() {
    let own = |id: &str| Row {
        speaker: SpeakerValue {
            name: "[the source]".into(),
            own_voice: true,
            ..SpeakerValue::default()
        },
        source: crate::report::value::SourceValue {
            id: id.into(),
            ..Default::default()
        },
        ..Row::default()
    };
    let report = rendered(&[own("a"), own("a"), own("b")], &Tail::default());
    assert_eq!(report.matches("\n## \\[the source\\]\n").count(), 2);
    assert!(report.contains("own voice [1]") && report.contains("own voice [2]"));
}

#[test]
fn hostile_words_are_only_words() {
    for words in story::HOSTILE {
        let report = rendered(&[story::everywhere(words)], &story::tail());
        let events = events(&report);
        assert_eq!(foreign(&events), Vec::<&Event>::new(), "{words}\n{report}");
        assert!(
            !report
                .chars()
                .any(|c| (c.is_control() && c != '\n') || c == '\u{202e}')
        );
    }
}

#[test]
fn the_only_links_are_addresses_of_the_web() {
    let report = rendered(&story::rows(), &story::tail());
    let events = events(&report);
    let links = foreign(&events).into_iter().map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => dest_url.to_string(),
        other => panic!("{other:?}"),
    });
    assert_eq!(
        links.collect::<Vec<_>>(),
        [
            "https://courrier.example/pont?page=2",
            "https://archive.example/1/pont"
        ]
    );
}

/// What a reader sees, without its spaces.
fn said(events: &[Event]) -> String {
    let text = events.iter().map(|event| match event {
        Event::Text(text) => text.as_ref(),
        _ => "",
    });
    letters(&text.collect::<String>())
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Characters that mean something to some Markdown, and beginnings of blocks.
const MARKS: &str = "[ \\t\\n\\\\`*_~|<>\\[\\](){}#+=.!&;:$^'\"a1é-]{1,24}";
const BLOCKS: &str = "(\n|> |- |1\\. |# |```|~~~|    |[|]--[|]|a|&amp;|https://a\\.example|\
                      www\\.a\\.example|<b>|\\[a\\]: /b|\\[\\^a\\]: b|: a|---|\\{#a\\}){1,8}";

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_block_quote_says_what_was_given(text in prop_oneof![MARKS, BLOCKS]) {
        let quoted = format!("Quote:\n\n{}\nAfter.\n", block(&text, "> "));
        let events = events(&quoted);
        prop_assert_eq!(foreign(&events), Vec::<&Event>::new(), "{}", quoted);
        prop_assert_eq!(said(&events), letters(&format!("Quote:{}After.", visible_lines(&text))));
    }

    #[test]
    fn words_in_a_line_say_what_was_given(text in prop_oneof![MARKS, BLOCKS]) {
        let shown = visible_lines(text.trim());
        for (line, whole) in [
            (format!("## {}\n", inline(&text)), shown.to_string()),
            (format!("so ({}) it is", set(&Line::theirs(&text, ""))), format!("so ({shown}) it is")),
        ] {
            let events = events(&line);
            prop_assert_eq!(foreign(&events), Vec::<&Event>::new(), "{}", line);
            prop_assert_eq!(said(&events), letters(&whole), "{}", line);
        }
    }
}

#[test]
fn figures_are_listed_after_the_claims_and_nothing_in_them_is_markup() {
    for words in story::HOSTILE.iter().chain(&["up to *40* `barges`"]) {
        let series = story::series(&story::rows()[0], words);
        let mut out = Vec::new();
        let mut markdown = Markdown::new(&mut out);
        markdown.begin(&story::head()).unwrap();
        markdown.series(&series).unwrap();
        markdown.end(&story::tail()).unwrap();
        let report = String::from_utf8(out).unwrap();
        let (_, section) = report.split_once("## Figures").unwrap();
        let (section, _) = section.split_once("**[1]**").unwrap();
        let events = events(section);
        let items = |event: &&Event<'_>| matches!(event, Event::Start(Tag::Item));
        assert_eq!(events.iter().filter(items).count(), 2, "{report}");
        let markup = events.iter().filter(|event| {
            matches!(event, Event::Html(_) | Event::InlineHtml(_))
                || matches!(
                    event,
                    Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Table(_))
                )
        });
        assert_eq!(markup.count(), 0, "{report}");
        let code: Vec<_> = events
            .iter()
            .filter_map(|event| match event {
                Event::Code(code) => Some(code.to_string()),
                _ => None,
            })
            .filter(|code| code.contains(' '))
            .collect();
        assert_eq!(
            code,
            ["dixit figures kkkkllllmmmm -o figures.svg"],
            "{report}"
        );
        assert!(report.contains("DENIES: "), "{report}");
    }
}
