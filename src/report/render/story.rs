//! An invented story for the tests of the renderers: a bridge, a harbour, three languages.

mod figures;

pub use figures::series;

use crate::model::{
    ChangeKind, Check, ClaimKind, Credibility, Jointly, Manner, Medium, Part, Qualifier,
    SourceKind, SpeakerKind, Stance,
};
use crate::report::shown::Shown;
use crate::report::value::*;

// Only tests make words out of nothing; elsewhere the building of a report does.
impl From<&str> for Shown {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

pub fn head() -> Head {
    Head {
        filters: vec!["topic: harbour bridge".into(), "said: 2031".into()],
        made: "2031-05-02T09:30:00Z".into(),
        as_of: "2031-05-01T21:59:59Z".into(),
        program: "dixit 0.1.0".into(),
    }
}

pub fn tail() -> Tail {
    Tail {
        rows: 8,
        aliased: 1,
        withheld: 2,
        ..Tail::default()
    }
}

pub fn date(edtf: &str, words: &str) -> DateValue {
    DateValue {
        edtf: edtf.into(),
        words: words.into(),
        ..DateValue::default()
    }
}

fn speaker(id: &str, name: &str, kind: SpeakerKind) -> SpeakerValue {
    SpeakerValue {
        id: id.into(),
        name: name.into(),
        kind: Some(kind),
        ..SpeakerValue::default()
    }
}

fn claim(id: &str, text: &str, kind: ClaimKind) -> ClaimValue {
    ClaimValue {
        id: id.into(),
        text: text.into(),
        text_lang: "en".into(),
        kind: Some(kind),
        topics: vec!["harbour bridge".into()],
        ..ClaimValue::default()
    }
}

fn courier() -> SourceValue {
    SourceValue {
        id: "srcaaaaaaaaa".into(),
        name: "Le pont fermé « pour longtemps »".into(),
        title: "Le pont fermé « pour longtemps »".into(),
        kind: Some(SourceKind::Article),
        publisher: "Le Courrier du Port".into(),
        authors: vec!["A. Marin".into(), "L. Quai".into()],
        url: "https://courrier.example/pont?page=2".into(),
        archived: vec!["https://archive.example/1/pont".into()],
        lang: "fr".into(),
        published: date("2031-04-28", ""),
        observations: vec!["corrected on 30 April 2031".into()],
        reliability: "B".into(),
        ..SourceValue::default()
    }
}

fn agency() -> SourceValue {
    SourceValue {
        id: "srcbbbbbbbbb".into(),
        name: "[Korean agency report on the bridge]".into(),
        label: "Korean agency report on the bridge".into(),
        kind: Some(SourceKind::Post),
        lang: "ko".into(),
        read_on: "2031-04-29".into(),
        read_on_because: "it names Tuesday 29 April".into(),
        seen_in: "Le pont fermé « pour longtemps »".into(),
        ..SourceValue::default()
    }
}

fn minutes() -> SourceValue {
    SourceValue {
        id: "srccccccccccc".into(),
        name: "Minutes of the council".into(),
        title: "Minutes of the council".into(),
        kind: Some(SourceKind::Document),
        publisher: "Town of Port Serein".into(),
        lang: "en".into(),
        published: date("2031-05", ""),
        url: "ftp://town.example/minutes".into(),
        ..SourceValue::default()
    }
}

/// Eight attributions by five speakers, ordered by speaker, claim and date.
pub fn rows() -> Vec<Row> {
    let mayor = || speaker("spkmayoraaaa", "Inès Delmar", SpeakerKind::Person);
    let ministry = || {
        speaker(
            "spkministry1",
            "Ministry of Transport",
            SpeakerKind::Organisation,
        )
    };
    let union = || speaker("spkunionaaaa", "Dockers’ Union", SpeakerKind::Organisation);
    let reopen = || ClaimValue {
        holds: date("2031-07/..", ""),
        wordings: vec![WordingValue {
            lang: "fr".into(),
            text: "Le pont rouvrira avant l’été".into(),
        }],
        ..claim(
            "clmreopenaaa",
            "The bridge will reopen before the summer",
            ClaimKind::Prediction,
        )
    };
    let crossed = || {
        claim(
            "clmcrossedaa",
            "More than 10,000 people a day crossed the bridge",
            ClaimKind::Event,
        )
    };
    let council = || OccasionValue {
        id: "occcouncilaa".into(),
        label: "Council meeting".into(),
        r#where: "Port Serein".into(),
        medium: Some(Medium::Speech),
        ..OccasionValue::default()
    };
    let rows = vec![
        Row {
            claim: crossed(),
            speaker: union(),
            said: date("", "chaque jour"),
            sort_date: "2031-04-28".into(),
            sort_basis: SortBasis::Published,
            manner: Some(Manner::Summary),
            via: vec![
                HopValue {
                    speaker: speaker("spkradioaaaa", "Radio Port", SpeakerKind::Organisation),
                    cue: "a rapporté".into(),
                    ..HopValue::default()
                },
                HopValue {
                    speaker: speaker("spkpressaaaa", "Agence Presse", SpeakerKind::Organisation),
                    ..HopValue::default()
                },
            ],
            citing: vec![HopValue {
                speaker: speaker("spkexpertsaa", "les experts", SpeakerKind::Unnamed),
                role: "ingénieurs".into(),
                ..HopValue::default()
            }],
            figures: vec![FigureValue {
                expression: "plus de 10.000".into(),
                qualifier: Some(Qualifier::MoreThan),
                low: "10000".into(),
                low_open: true,
                measure: "people crossing the bridge".into(),
                counted: "passants".into(),
                scope: "a day".into(),
                as_of: date("2031-04", ""),
                ..FigureValue::default()
            }],
            passage: "plus de 10.000 passants".into(),
            lang: "fr".into(),
            doubt: "The sentence may still be the radio’s".into(),
            credibility: Some(Credibility::Three),
            part: Some(Part::Body),
            source: courier(),
            ..Row::default()
        },
        Row {
            claim: reopen(),
            speaker: mayor(),
            role: "maire".into(),
            said: date("2031-04-28", "lundi"),
            manner: Some(Manner::Mixed),
            cue: "a promis".into(),
            hedge: "devrait".into(),
            passage: "devrait, a promis la maire, « rouvrir avant l’été »".into(),
            quote: "rouvrir avant l’été".into(),
            lang: "fr".into(),
            spoken_lang: "und".into(),
            translation: Some(WordsValue {
                lang: "en".into(),
                text: "reopen before the summer".into(),
                by: "the desk".into(),
            }),
            part: Some(Part::Body),
            page: 2,
            source: courier(),
            ..Row::default()
        },
        Row {
            claim: reopen(),
            speaker: mayor(),
            stance: Stance::Denies,
            said: date("2031-05-01T18:30:00Z", ""),
            manner: Some(Manner::Direct),
            cue: "said".into(),
            passage: "The Mayor said she had given no date:\n“I never said before the summer.”"
                .into(),
            quote: "I never said before the summer.".into(),
            lang: "en".into(),
            spoken_lang: "fr".into(),
            original: Some(WordsValue {
                lang: "fr".into(),
                text: "Je n’ai jamais dit avant l’été.".into(),
                by: "the recording".into(),
            }),
            occasion: Some(council()),
            locator: "item 4".into(),
            source: minutes(),
            ..Row::default()
        },
        Row {
            claim: crossed(),
            speaker: ministry(),
            name_as_written: "국토부".into(),
            said: date("2031-04-29", "화요일"),
            manner: Some(Manner::Indirect),
            passage: "하루 평균 12,000명이 다리를 건넜다".into(),
            lang: "ko".into(),
            spoken_lang: "ko".into(),
            figures: vec![
                FigureValue {
                    expression: "평균 12,000명".into(),
                    qualifier: Some(Qualifier::Bare),
                    low: "12000".into(),
                    high: "12000".into(),
                    measure: "people crossing the bridge".into(),
                    ..FigureValue::default()
                },
                FigureValue {
                    expression: "수십 대".into(),
                    qualifier: Some(Qualifier::DozensOf),
                    counted: "버스".into(),
                    ..FigureValue::default()
                },
            ],
            source: agency(),
            ..Row::default()
        },
        Row {
            claim: claim(
                "clmcauseaaaa",
                "A ship struck the second pillar",
                ClaimKind::Cause,
            ),
            speaker: ministry(),
            stance: Stance::Declines,
            said: date("2031-05-01", ""),
            manner: Some(Manner::Indirect),
            occasion: Some(OccasionValue {
                jointly: Some(Jointly::Unclear),
                speakers: vec!["Ministry of Transport".into(), "Inès Delmar".into()],
                ..council()
            }),
            passage: "asked about the ship, the Ministry would not comment".into(),
            lang: "en".into(),
            source: minutes(),
            disputed: true,
            ..Row::default()
        },
        Row {
            claim: claim(
                "clmcauseaaaa",
                "A ship struck the second pillar",
                ClaimKind::Cause,
            ),
            speaker: SpeakerValue {
                confidential: true,
                ..speaker("alias1", "Speaker A", SpeakerKind::Person)
            },
            said: date("2031-04~", ""),
            quote: "it was a ship, no doubt".into(),
            lang: "en".into(),
            spoken_lang: "en".into(),
            note: "Spoke twice, the same both times.".into(),
            time: "00:12:31".into(),
            source: minutes(),
            ..Row::default()
        },
        Row {
            claim: claim(
                "clmclosedaaa",
                "The bridge is closed for a long time",
                ClaimKind::State,
            ),
            speaker: SpeakerValue {
                name: "Le Courrier du Port".into(),
                own_voice: true,
                ..SpeakerValue::default()
            },
            said: date("2031-04-28", ""),
            manner: Some(Manner::Presupposed),
            passage: "Le pont fermé « pour longtemps »".into(),
            lang: "fr".into(),
            part: Some(Part::Headline),
            source: courier(),
            ..Row::default()
        },
        Row {
            claim: claim(
                "clmclosedaaa",
                "The bridge is closed for a long time",
                ClaimKind::State,
            ),
            speaker: SpeakerValue {
                name: "[the source]".into(),
                own_voice: true,
                ..SpeakerValue::default()
            },
            said: date("", ""),
            sort_date: "2031-04-29".into(),
            sort_basis: SortBasis::Captured,
            passage: "다리는 당분간 닫힌다".into(),
            lang: "ko".into(),
            source: agency(),
            ..Row::default()
        },
    ];
    let ids = (1u8..).map(|n| format!("att{}", char::from(b'a' + n).to_string().repeat(9)));
    let rows = rows.into_iter().zip(ids);
    rows.map(|(row, id)| Row {
        id: Shown::new(id),
        ..row
    })
    .collect()
}

/// Words that want to be something else: HTML, Markdown, terminal commands, formulas.
pub const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "![x](https://evil.example/p.png)",
    "\u{1b}[2J\u{1b}[31mgone",
    "abc\u{202e}def\u{2066}g",
    "Pu\u{200b}tin\u{200d}",
    "=cmd|'/C calc'!A0",
    "=10+20+cmd|' /C calc'!A0",
    "=DDE(\"cmd\";\"/C calc\";\"!A0\")A0",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "# heading\n- item\n1. one\n> quote\n```\ncode\n| a | b |\n---",
    "one\r\ntwo\ttabbed\u{7}",
];

/// A row with the same words in every place that takes any.
pub fn everywhere(words: &str) -> Row {
    let text = || Shown::new(words);
    let speaker = || SpeakerValue {
        id: text(),
        name: text(),
        ..SpeakerValue::default()
    };
    let date = || DateValue {
        edtf: text(),
        words: text(),
        from: text(),
        to: text(),
    };
    let hop = || HopValue {
        speaker: speaker(),
        name_as_written: text(),
        role: text(),
        cue: text(),
        quote: text(),
    };
    let other = || WordsValue {
        lang: text(),
        text: text(),
        by: text(),
    };
    Row {
        id: text(),
        stance: Stance::Denies,
        claim: ClaimValue {
            id: text(),
            text: text(),
            text_lang: text(),
            kind: None,
            topics: vec![text(), text()],
            holds: date(),
            wordings: vec![WordingValue {
                lang: text(),
                text: text(),
            }],
        },
        speaker: speaker(),
        // One more letter, so that it is not left out as the name itself.
        name_as_written: Shown::new(format!("{words}x")),
        role: text(),
        on_behalf_of: Some(speaker()),
        manner: None,
        cue: text(),
        hedge: text(),
        said: date(),
        sort_date: text(),
        sort_basis: SortBasis::Recorded,
        occasion: Some(OccasionValue {
            id: text(),
            label: text(),
            r#where: text(),
            medium: None,
            jointly: None,
            speakers: vec![text(), text()],
        }),
        via: vec![hop(), hop()],
        citing: vec![hop()],
        figures: vec![
            FigureValue {
                expression: text(),
                qualifier: None,
                low: text(),
                low_open: true,
                high: text(),
                high_open: true,
                best: text(),
                unit: text(),
                measure: text(),
                counted: text(),
                scope: text(),
                as_of: date(),
            };
            2
        ],
        passage: text(),
        quote: Shown::new(format!("{words}x")),
        lang: text(),
        lang_found: text(),
        spoken_lang: text(),
        original: Some(other()),
        translation: Some(other()),
        doubt: text(),
        credibility: None,
        note: text(),
        part: None,
        page: 3,
        time: text(),
        locator: text(),
        source: SourceValue {
            id: text(),
            number: 0,
            name: text(),
            kind: None,
            title: text(),
            label: text(),
            publisher: text(),
            authors: vec![text()],
            url: text(),
            archived: vec![text()],
            lang: text(),
            published: date(),
            read_on: text(),
            read_on_because: text(),
            seen_in: text(),
            observations: vec![text()],
            reliability: text(),
            confidential: false,
        },
        recorded: text(),
        disputed: true,
        unsound: Some(Finding {
            check: Some(Check::WordsChanged),
            noun: None,
            id: text(),
            claim: text(),
            speaker: text(),
            source: text(),
            about: text(),
            grade: None,
            kinds: Vec::new(),
            words: text(),
            stands: text(),
            differences: vec![DifferenceValue {
                kinds: vec![ChangeKind::Number],
                words: text(),
                stands: text(),
            }],
            places: 0,
            more: false,
            page: 0,
            part: None,
            time: text(),
            capture: text(),
            held: text(),
        }),
    }
}
