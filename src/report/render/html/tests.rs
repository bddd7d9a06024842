use std::collections::HashSet;

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use super::*;
use crate::report::render::{Render, story};
use crate::report::value::{Row, SeriesValue, Tail, VoiceValue};

fn rendered(rows: &[Row], tail: &Tail) -> String {
    pictured(rows, &[], tail)
}

fn pictured(rows: &[Row], series: &[SeriesValue], tail: &Tail) -> String {
    let mut out = Vec::new();
    let mut page = Html::new(&mut out);
    page.begin(&story::head()).unwrap();
    let mut voices: Vec<VoiceValue> = Vec::new();
    for row in rows {
        let voice = VoiceValue {
            speaker: row.speaker.clone(),
            source: row.source.clone(),
        };
        let same = |last: &VoiceValue| {
            last.speaker == voice.speaker
                && (!voice.speaker.own_voice || last.source.id == voice.source.id)
        };
        if !voices.last().is_some_and(same) {
            voices.push(voice);
        }
    }
    page.contents(&voices, !series.is_empty()).unwrap();
    for row in rows {
        page.row(row).unwrap();
    }
    for series in series {
        page.series(series).unwrap();
    }
    page.end(tail).unwrap();
    String::from_utf8(out).unwrap()
}

/// An element: its name, attributes and text.
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Every element of a page, which must have no fault that a parser knows of.
#[track_caller]
fn elements(page: &str) -> Vec<Element> {
    let parsed = parse_document(RcDom::default(), ParseOpts::default()).one(page);
    assert_eq!(*parsed.errors.borrow(), Vec::<&str>::new(), "{page}");
    let mut all = Vec::new();
    walk(&parsed.document, &mut all);
    all
}

fn walk(node: &Handle, all: &mut Vec<Element>) -> String {
    let mut text = String::new();
    let at = all.len();
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let attrs = attrs.borrow();
        let pair = |a: &html5ever::Attribute| (a.name.local.to_string(), a.value.to_string());
        all.push(Element {
            name: name.local.to_string(),
            attributes: attrs.iter().map(pair).collect(),
            text: String::new(),
        });
    }
    if let NodeData::Text { contents } = &node.data {
        text.push_str(&contents.borrow());
    }
    for child in node.children.borrow().iter() {
        text += &walk(child, all);
    }
    if let NodeData::Element { .. } = &node.data {
        all[at].text = text.clone();
    }
    text
}

/// The elements and attributes that a page is made of: whatever else stands in one came out of data.
const OURS: &[(&str, &[&str])] = &[
    ("html", &["lang"]),
    ("head", &[]),
    ("meta", &["charset", "http-equiv", "name", "content"]),
    ("title", &[]),
    ("style", &[]),
    ("body", &[]),
    ("a", &["class", "href", "rel"]),
    ("header", &[]),
    ("nav", &["aria-labelledby"]),
    ("main", &["id"]),
    ("section", &["class", "aria-labelledby"]),
    ("article", &["id"]),
    ("h1", &[]),
    ("h2", &["id"]),
    ("h3", &[]),
    ("p", &["class"]),
    ("ol", &[]),
    ("li", &["id", "value"]),
    ("figure", &[]),
    ("figcaption", &[]),
    ("blockquote", &["class", "lang", "dir"]),
    ("span", &["class", "lang", "dir"]),
    ("i", &["lang", "dir"]),
    ("bdi", &["lang"]),
    ("strong", &["class"]),
    ("code", &[]),
    ("div", &["class"]),
    (
        "svg",
        &[
            "xmlns",
            "viewBox",
            "width",
            "height",
            "role",
            "font-family",
            "font-size",
            "fill",
        ],
    ),
    (
        "g",
        &[
            "class",
            "stroke",
            "stroke-width",
            "stroke-dasharray",
            "fill",
        ],
    ),
    ("rect", &["class", "x", "y", "width", "height", "fill"]),
    (
        "line",
        &[
            "class",
            "x1",
            "x2",
            "y1",
            "y2",
            "stroke",
            "stroke-dasharray",
        ],
    ),
    ("polyline", &["points", "fill", "stroke-opacity"]),
    ("polygon", &["points"]),
    ("circle", &["cx", "cy", "r"]),
    (
        "text",
        &[
            "class",
            "x",
            "y",
            "text-anchor",
            "font-size",
            "font-style",
            "font-weight",
            "fill",
        ],
    ),
];

#[test]
fn figures_are_drawn_after_the_claims_with_the_numbers_of_their_sources() {
    let rows = story::rows();
    let drawn = story::series(&rows[0], "lorries on the bridge");
    let long = SeriesValue {
        id: "zzzzyyyyxxxx".into(),
        measure: "steps".into(),
        lines: Vec::new(),
        more: true,
    };
    let page = pictured(&rows, &[drawn, long], &story::tail());
    let all = sound(&page);
    assert_eq!(all.iter().filter(|e| e.name == "svg").count(), 1);
    let captions: Vec<&str> = all
        .iter()
        .skip_while(|e| e.get("class") != Some("pictures"))
        .filter(|e| e.name == "figcaption")
        .map(|e| e.text.as_str())
        .collect();
    assert!(captions[0].ends_with("Sources: [1]."), "{captions:?}");
    let too_many = "Too many figures to be drawn on this page: dixit figures zzzzyyyyxxxx -o figures.svg draws them";
    assert!(captions[1].starts_with(too_many), "{captions:?}");
    let at = |what: &str| page.find(what).unwrap_or_else(|| panic!("{what}"));
    assert!(at("href=\"#figures\"") < at("<main"));
    assert!(at("<h2 id=\"figures\"") > at("<article"));
    assert!(at("<h2 id=\"figures\"") < at("<h2 id=\"sources\""));
}

/// What must hold of every page, whatever is in it.
#[track_caller]
fn sound(page: &str) -> Vec<Element> {
    let all = elements(page);
    let mut ids = HashSet::new();
    for element in &all {
        let known = OURS.iter().find(|(name, _)| *name == element.name);
        let (_, may_have) = known.unwrap_or_else(|| panic!("<{}>\n{page}", element.name));
        for (name, _) in &element.attributes {
            assert!(
                may_have.contains(&name.as_str()),
                "{} {name}\n{page}",
                element.name
            );
        }
        if let Some(id) = element.get("id") {
            assert!(ids.insert(id.to_owned()), "twice: {id}\n{page}");
        }
    }
    for element in &all {
        let here = element.get("href").and_then(|href| href.strip_prefix('#'));
        for id in here.into_iter().chain(element.get("aria-labelledby")) {
            assert!(ids.contains(id), "leads nowhere: {id}\n{page}");
        }
        let away = element.get("href").filter(|href| !href.starts_with('#'));
        assert!(away.is_none_or(|to| address::link(to).is_some()), "{page}");
    }
    let mut level = 0;
    for heading in all
        .iter()
        .filter(|e| ["h1", "h2", "h3"].contains(&e.name.as_str()))
    {
        let next: u8 = heading.name[1..].parse().unwrap();
        assert!(next <= level + 1, "{} after h{level}\n{page}", heading.text);
        level = next;
    }
    let hidden = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!page.contains(hidden), "{page}");
    all
}

#[test]
fn a_story_reads_well() {
    let page = rendered(&story::rows(), &story::tail());
    sound(&page);
    let (_, body) = page.split_once("<body>").unwrap();
    let story = "src/report/render/html/story.html";
    if std::env::var("TRANSCRIPTS").is_ok_and(|wish| wish == "write") {
        std::fs::write(story, body).unwrap();
    }
    assert_eq!(body, std::fs::read_to_string(story).unwrap());
}

#[test]
fn a_page_says_the_same_as_its_markdown_twin() {
    let rows = story::rows();
    let all = sound(&rendered(&rows, &story::tail()));
    let mut twin = Vec::new();
    let mut markdown = crate::report::render::markdown::Markdown::new(&mut twin);
    markdown.begin(&story::head()).unwrap();
    rows.iter().try_for_each(|row| markdown.row(row)).unwrap();
    markdown.end(&story::tail()).unwrap();
    let twin = String::from_utf8(twin).unwrap();
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    // What only the page has: its contents, the way back from a source, and when it was made said twice.
    let extra = |e: &&Element| !["back", "made"].contains(&e.get("class").unwrap_or_default());
    let blocks = ["h1", "h2", "h3", "p", "figcaption"];
    let main = all.iter().skip_while(|e| e.name != "main");
    let told: String = main
        .filter(|e| blocks.contains(&e.name.as_str()))
        .filter(extra)
        .map(|e| letters(&e.text))
        .collect();
    let (_, speakers) = twin.split_once("\n## ").unwrap();
    // In the page a source's number is its place in the list.
    let (speakers, sources) = speakers.split_once("\n## Sources").unwrap();
    let sources: String = sources
        .split("\n**[")
        .map(|s| s.split_once("]**").unwrap_or(("", s)).1)
        .collect();
    assert_eq!(told, letters(&format!("{speakers} Sources {sources}")));
}

#[test]
fn an_empty_report_says_so() {
    let page = rendered(&[], &Tail::default());
    let all = sound(&page);
    assert!(page.contains("Nothing recorded answers to it."));
    assert!(!all.iter().any(|e| e.name == "nav" || e.text == "Sources"));
}

#[test]
fn hostile_words_are_only_words() {
    let more = [
        "</style><script>alert(1)</script>",
        "</title><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)",
        "' autofocus onfocus='alert(1)",
        "javascript:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "<!-- --!> <![CDATA[ ]]> <?php ?>",
        "&lt;b&gt; &#60;script&#62; &amp;amp;",
        "a\0b",
        "\u{feff}\u{fffe}\u{ffff}\u{fdd0}",
        "<svg/onload=alert(1)>",
        "-->]]></main></body></html>",
        "fr\" onload=\"x",
        "#speaker-1",
    ];
    for words in story::HOSTILE.iter().copied().chain(more) {
        let mut twice = vec![story::everywhere(words), story::everywhere(words)];
        twice[1].speaker.id = Shown::new("another");
        let drawn = [story::series(&twice[0], words)];
        let page = pictured(&twice, &drawn, &story::tail());
        let all = sound(&page);
        // Nothing is lost either: the wording is in its heading to the letter, and what hides is seen.
        let heading = all.iter().find(|e| e.name == "h3").unwrap();
        assert_eq!(heading.text, format!("DENIES: {}", visible_lines(words)));
    }
}

/// The Big List of Naughty Strings, where it is there.
#[test]
#[expect(clippy::print_stdout, reason = "a test that was skipped says so")]
fn naughty_strings_are_only_words() {
    let Ok(list) = std::fs::read("../shared/data/naughty-strings/blns.json") else {
        println!("skipped: ../shared/data/naughty-strings/blns.json is not there");
        return;
    };
    let list: Vec<String> = serde_json::from_slice(&list).unwrap();
    assert!(!list.is_empty());
    for words in &list {
        sound(&rendered(&[story::everywhere(words)], &story::tail()));
    }
}

#[test]
fn quotation_marks_stand_only_round_quotes() {
    let all = sound(&rendered(&story::rows(), &story::tail()));
    for apart in all.iter().filter(|e| e.name == "blockquote") {
        let is_quote = apart.get("class") == Some("quote");
        assert_eq!(apart.text.starts_with('“'), is_quote, "{}", apart.text);
    }
    let marked: Vec<_> = all
        .iter()
        .filter(|e| e.get("class") == Some("said"))
        .collect();
    let marked: Vec<_> = marked.iter().map(|e| e.text.as_str()).collect();
    assert_eq!(
        marked,
        ["rouvrir avant l’été", "I never said before the summer."]
    );
}

#[test]
fn words_have_their_language_and_direction() {
    let all = sound(&rendered(&story::rows(), &story::tail()));
    for apart in all
        .iter()
        .filter(|e| e.name == "blockquote" || e.name == "i")
    {
        assert!(apart.get("lang").is_some(), "{}", apart.text);
        assert_eq!(apart.get("dir"), Some("auto"));
    }
    let korean = all
        .iter()
        .find(|e| e.text == "하루 평균 12,000명이 다리를 건넜다");
    assert!(korean.is_some());
    assert!(
        all.iter()
            .any(|e| e.name == "blockquote" && e.get("lang") == Some("ko"))
    );
    assert_eq!(
        ["fr", "pt-BR", "zh-Hant-TW"].map(tag),
        ["fr", "pt-BR", "zh-Hant-TW"]
    );
    assert_eq!(
        ["", "und", "x y", "fr\"", "-", "fr-", "123456789"].map(tag),
        [""; 7]
    );
}

#[test]
fn the_policy_admits_the_style_and_nothing_else() {
    let page = rendered(&story::rows(), &story::tail());
    let all = sound(&page);
    let policy = all.iter().find(|e| e.get("http-equiv").is_some()).unwrap();
    let style = all.iter().find(|e| e.name == "style").unwrap();
    let hash = STANDARD.encode(Sha256::digest(&style.text));
    assert_eq!(
        policy.get("content").unwrap(),
        format!(
            "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"
        )
    );
    assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
    let at = |what: &str| page.find(what).unwrap();
    assert!(
        at("http-equiv") < at("<style"),
        "the policy stands before what it rules"
    );
}

#[test]
fn a_source_leads_back_to_each_speaker_once() {
    let one = &story::rows()[0];
    let mut rows = vec![one.clone(), one.clone()];
    for n in 0..BACK + 5 {
        let mut row = one.clone();
        row.speaker.id = Shown::new(format!("speaker{n}"));
        rows.push(row);
    }
    for (n, row) in rows.iter_mut().enumerate() {
        row.id = Shown::new(format!("att{n}"));
    }
    let all = sound(&rendered(&rows, &story::tail()));
    let back = all.iter().find(|e| e.get("class") == Some("back")).unwrap();
    assert!(back.text.ends_with(" and 6 more."), "{}", back.text);
    assert_eq!(back.text.matches("Union").count(), BACK);
}

/// The contrast of two colours, by the Web Content Accessibility Guidelines 2.2.
fn contrast(one: &str, other: &str) -> f64 {
    let light = |colour: &str| {
        let digits = colour.trim_start_matches('#');
        let wide = digits.len() == 6;
        let parts = (0..3).map(|at| {
            let part = if wide {
                digits[2 * at..2 * at + 2].to_owned()
            } else {
                digits[at..=at].repeat(2)
            };
            let part = f64::from(u8::from_str_radix(&part, 16).unwrap()) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        });
        parts
            .zip([0.2126, 0.7152, 0.0722])
            .map(|(part, weight)| part * weight)
            .sum::<f64>()
            + 0.05
    };
    let (one, other) = (light(one), light(other));
    (one / other).max(other / one)
}

#[test]
fn every_colour_can_be_read_on_its_ground() {
    let schemes: Vec<&str> = STYLE.split(":root {").skip(1).collect();
    assert_eq!(schemes.len(), 3, "light, dark and paper");
    for scheme in schemes {
        let (scheme, _) = scheme.split_once('}').unwrap();
        let colour = |name: &str| {
            let (_, rest) = scheme.split_once(&format!("--{name}:")).unwrap();
            rest.split_once(';').unwrap().0.trim()
        };
        for ink in ["ink", "faint", "link", "alarm"] {
            for ground in ["paper", "wash"] {
                let contrast = contrast(colour(ink), colour(ground));
                assert!(contrast >= 4.5, "{ink} on {ground}: {contrast:.2}");
            }
        }
        assert!(contrast(colour("ink"), colour("said")) >= 4.5);
        for mark in ["s0", "s1", "s2", "s3", "s4", "s5", "s6"] {
            let contrast = contrast(colour(mark), colour("paper"));
            assert!(contrast >= 3.0, "{mark}: {contrast:.2}");
        }
    }
}
