//! Each filter finds what it should, pages walk everything once, and each page is one range of one index.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rusqlite::params_from_iter;

use super::testing::{Desk, edtf, hop, named};
use super::{By, Counting, Cursor, Driver, Filter, Folded, Order, Page, Window, sql};
use crate::error::ErrorKind;
use crate::model::{
    Assessment, Attribution, Claim, ClaimKind, Judgement, JudgementKind, Noun, Occasion, Source,
    Speaker, SpeakerKind, Stance, Uid, Verdict,
};

fn everything() -> Filter {
    Filter::default()
}

#[test]
fn a_speaker_is_found_wherever_it_stands() {
    let mut desk = Desk::new();
    let (ada, bo, source) = (
        desk.speaker("Ada"),
        desk.speaker("Bo"),
        desk.source("Paper"),
    );
    let claim = desk.claim("It rains", &[]);
    let says = desk.say(claim, source, Some(ada), "2024-01-03");
    let by = |via: &[Uid], citing: &[Uid]| Attribution {
        via: via.iter().flat_map(|uid| hop(*uid)).collect(),
        citing: citing.iter().flat_map(|uid| hop(*uid)).collect(),
        ..Attribution::default()
    };
    let carried = desk.say_as(by(&[ada], &[]), claim, source, Some(bo));
    let cited = desk.say_as(by(&[], &[bo, ada]), claim, source, Some(bo));
    let cites = desk.say_as(by(&[], &[ada, bo]), claim, source, Some(ada));
    let own = desk.say(claim, source, None, "2024-01-02");
    let ada = desk.only(Noun::Speaker, ada);
    let of = |filter: &Filter| desk.found(filter).into_iter().collect::<BTreeSet<_>>();
    let set = |uids: &[Uid]| uids.iter().copied().collect::<BTreeSet<_>>();
    assert_eq!(
        of(&Filter {
            speaker: ada.clone(),
            ..everything()
        }),
        set(&[says, cites])
    );
    assert_eq!(
        of(&Filter {
            via: ada.clone(),
            ..everything()
        }),
        set(&[carried])
    );
    assert_eq!(
        of(&Filter {
            citing: ada.clone(),
            ..everything()
        }),
        set(&[cited, cites])
    );
    assert_eq!(
        of(&Filter {
            origin: ada.clone(),
            ..everything()
        }),
        set(&[says, cited])
    );
    let anywhere = Filter {
        anywhere: ada.clone(),
        ..everything()
    };
    assert_eq!(of(&anywhere), set(&[says, carried, cited, cites]));
    assert_eq!(desk.found(&anywhere).len(), 4, "each once");
    assert_eq!(
        of(&Filter {
            own_voice: true,
            ..everything()
        }),
        set(&[own])
    );
    let none = Filter {
        own_voice: true,
        speaker: ada,
        ..everything()
    };
    assert_eq!(of(&none), set(&[]));
}

#[test]
fn each_other_filter_keeps_its_own() {
    let mut desk = Desk::new();
    let (ada, paper, wire) = (
        desk.speaker("Ada"),
        desk.source("Paper"),
        desk.source("Wire"),
    );
    let (rain, snow) = (desk.topic("rain"), desk.topic("snow"));
    let drops = desk.measure("drops");
    let wet = desk.claim("It rained on the bridge", &[rain]);
    let cold = desk.add(Claim {
        text: "Il neigera".into(),
        text_lang: "fr".into(),
        kind: Some(ClaimKind::Prediction),
        topics: vec![snow],
        ..Claim::default()
    });
    let figures = vec![desk.figure(drops)];
    let occasion = desk.add(Occasion {
        label: "speech".into(),
        said: edtf("2024-06-01"),
        ..Occasion::default()
    });
    let one = desk.say_as(
        Attribution {
            figures,
            ..Attribution::default()
        },
        wet,
        paper,
        Some(ada),
    );
    let two = desk.say_as(
        Attribution {
            stance: Stance::Denies,
            occasion: Some(occasion),
            doubt: "may be another".into(),
            passage: "Les soldats neigeaient".into(),
            lang: "fr".into(),
            ..Attribution::default()
        },
        cold,
        wire,
        Some(ada),
    );
    for (verdict, on) in [
        (Verdict::False, "2024-01-01"),
        (Verdict::True, "2024-02-01"),
    ] {
        desk.add(Assessment {
            claim: Some(wet),
            verdict: Some(verdict),
            on: edtf(on),
            ..Assessment::default()
        });
    }
    let only = |noun, uid| desk.only(noun, uid);
    let cases = [
        (
            Filter {
                topic: only(Noun::Topic, rain),
                ..everything()
            },
            one,
        ),
        (
            Filter {
                topic: only(Noun::Topic, snow),
                ..everything()
            },
            two,
        ),
        (
            Filter {
                source: only(Noun::Source, paper),
                ..everything()
            },
            one,
        ),
        (
            Filter {
                measure: only(Noun::Measure, drops),
                ..everything()
            },
            one,
        ),
        (
            Filter {
                claim: only(Noun::Claim, wet),
                ..everything()
            },
            one,
        ),
        (
            Filter {
                occasion: only(Noun::Occasion, occasion),
                ..everything()
            },
            two,
        ),
        (
            Filter {
                kind: Some(ClaimKind::Prediction),
                ..everything()
            },
            two,
        ),
        (
            Filter {
                stance: Some(Stance::Denies),
                ..everything()
            },
            two,
        ),
        (
            Filter {
                verdict: Some(Verdict::True),
                ..everything()
            },
            one,
        ),
        (
            Filter {
                text: "soldat".into(),
                ..everything()
            },
            two,
        ),
        (
            Filter {
                text: "RAINED bridge".into(),
                ..everything()
            },
            one,
        ),
        (
            Filter {
                doubted: Some(true),
                ..everything()
            },
            two,
        ),
        (
            Filter {
                doubted: Some(false),
                ..everything()
            },
            one,
        ),
        (
            Filter {
                said: Window::read("2024-05..").unwrap(),
                ..everything()
            },
            two,
        ),
        (
            Filter {
                speaker: only(Noun::Speaker, ada),
                topic: only(Noun::Topic, snow),
                text: "neiger".into(),
                ..everything()
            },
            two,
        ),
    ];
    for (filter, found) in cases {
        assert_eq!(desk.found(&filter), [found], "{filter:?}");
    }
    let none = [
        Filter {
            verdict: Some(Verdict::False),
            ..everything()
        },
        Filter {
            text: "bridge soldat".into(),
            ..everything()
        },
        Filter {
            text: "—".into(),
            ..everything()
        },
        Filter {
            disputed: true,
            ..everything()
        },
        Filter {
            published: Window::read("2000..").unwrap(),
            ..everything()
        },
        Filter {
            recorded: Window::read("..2024").unwrap(),
            ..everything()
        },
    ];
    for filter in none {
        assert_eq!(desk.found(&filter), [], "{filter:?}");
    }
    let recorded = Filter {
        recorded: Window::read("2025-01-01").unwrap(),
        ..everything()
    };
    assert_eq!(desk.found(&recorded).len(), 2);
}

#[test]
fn a_window_takes_what_may_lie_in_it() {
    let mut desk = Desk::new();
    let (ada, source) = (desk.speaker("Ada"), desk.source("Paper"));
    let claim = desk.claim("It rains", &[]);
    let days = [
        "2024-06",
        "2024-12-04",
        "2023/2024",
        "../2020",
        "2022/..",
        "/2021",
        "-0044",
        "Y20240",
        "2024-06-10",
        "../..",
    ];
    let said: Vec<Uid> = days
        .iter()
        .map(|day| desk.say(claim, source, Some(ada), day))
        .collect();
    let undated = desk.say(claim, source, Some(ada), "");
    let speaker = desk.only(Noun::Speaker, ada);
    for window in [
        "2024-06-05",
        "2024-06-05..2024-06-30",
        "..2019",
        "2024-07..",
        "..-0040",
        "Y17E7..",
        "2010..2019",
        "2024",
        "2022-12-31..2023-01-01",
    ] {
        let asked = match Window::read(window) {
            Ok(asked) => asked,
            Err(error) => panic!("{window}: {error}"),
        };
        let expected: BTreeSet<Uid> = days
            .iter()
            .zip(&said)
            .filter(|(day, _)| {
                let date = edtf(day).unwrap();
                let day = |bound: crate::model::Bound| {
                    bound.day().map(crate::model::edtf::Day::sort_text)
                };
                let (from, to) = (day(date.from()), day(date.to()));
                (from.is_some() || to.is_some())
                    && asked
                        .to
                        .as_ref()
                        .is_none_or(|last| from.is_none_or(|from| from <= *last))
                    && asked
                        .from
                        .as_ref()
                        .is_none_or(|first| to.is_none_or(|to| to >= *first))
            })
            .map(|(_, uid)| *uid)
            .collect();
        for speaker in [None, speaker.clone()] {
            let filter = Filter {
                said: asked.clone(),
                speaker,
                ..everything()
            };
            let found = desk.found(&filter);
            assert_eq!(
                found.iter().copied().collect::<BTreeSet<_>>(),
                expected,
                "{window}"
            );
            assert_eq!(found.len(), expected.len(), "{window}: each once");
            assert!(!found.contains(&undated));
        }
    }
    for bad in ["2024-13", "..", "2025..2024", "yesterday", "2024...2025"] {
        assert_eq!(
            Window::read(bad).unwrap_err().kind(),
            ErrorKind::Input,
            "{bad}"
        );
    }
}

#[test]
fn an_attribution_that_another_stands_for_is_shown_once() {
    let mut desk = Desk::new();
    let (ada, source) = (desk.speaker("Ada"), desk.source("Paper"));
    let claim = desk.claim("It rains", &[]);
    let same = |desk: &mut Desk| {
        let body = Attribution {
            passage: "it rains".into(),
            ..Attribution::default()
        };
        desk.say_as(body, claim, source, Some(ada))
    };
    let (one, two) = (same(&mut desk), same(&mut desk));
    assert_eq!(desk.found(&everything()), [one.min(two)]);
}

#[test]
fn a_capture_dates_what_was_said_before_it() {
    let mut desk = Desk::new();
    let (source, claim) = (desk.source("Paper"), desk.claim("It rains", &[]));
    let said = desk.say(claim, source, None, "");
    desk.add(crate::model::Capture {
        source,
        at: crate::model::Moment::read("2020-02-03T04:05:06Z"),
        ..crate::model::Capture::default()
    });
    let mut dates = Vec::new();
    let hits = desk.0.hits(&everything(), &Page::default(), |hit| {
        dates.push((desk.attribution(hit.id), hit.sort_date.clone()));
        Ok(())
    });
    hits.unwrap();
    assert_eq!(dates, [(said, "2020-02-03".to_owned())]);
    // The operation that brought the capture is one of its own.
    assert_eq!(desk.0.operations().unwrap().len(), 4);
}

#[test]
fn names_ids_and_addresses_are_resolved() {
    let mut desk = Desk::new();
    let ada = desk.speaker("Ada Čapek");
    let other = desk.add(Speaker {
        names: named("Ada Capek"),
        kind: Some(SpeakerKind::Person),
        ..Speaker::default()
    });
    let one = desk.add(Speaker {
        names: named("Bo"),
        ..Speaker::default()
    });
    let two = desk.speaker("Robert");
    let judged = Judgement {
        a: one.min(two),
        b: one.max(two),
        kind: Some(JudgementKind::Same),
        of: Some(Noun::Speaker),
        ..Judgement::default()
    };
    desk.add(judged);
    let source = desk.add(Source {
        label: "notes".into(),
        url: "https://example.org/a?utm_source=x".into(),
        ..Source::default()
    });
    let uids = |noun, text: &str| -> Vec<Uid> {
        let reps = desk.0.resolve(noun, text).unwrap();
        reps.into_iter().map(|rep| rep.uid).collect()
    };
    let both: BTreeSet<Uid> = uids(Noun::Speaker, "ada-capek").into_iter().collect();
    assert_eq!(both, BTreeSet::from([ada, other]), "all that bear the name");
    assert_eq!(uids(Noun::Speaker, "bo"), [one.min(two)]);
    assert_eq!(
        uids(Noun::Speaker, &format!("id:{}", two.id())),
        [one.min(two)]
    );
    assert_eq!(uids(Noun::Speaker, &other.letters()), [other]);
    for name in ["[notes]", "notes", "http://www.example.org/a/"] {
        assert_eq!(uids(Noun::Source, name), [source], "{name}");
    }
    let missing = desk.0.resolve(Noun::Speaker, "Ada Kapek").unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::NotFound);
    assert!(missing.hints()[0].contains("Ada"), "{:?}", missing.hints());
}

#[test]
fn where_nothing_is_called_so_near_names_are_offered() {
    let mut desk = Desk::new();
    for name in ["Ines Delmar", "Otto Brack", "Ina Brackwater", "Wren Brack"] {
        desk.speaker(name);
    }
    desk.source("Minutes of the council, May");
    desk.topic("swing bridge");
    desk.measure("people moved out");
    desk.add(Occasion {
        label: "Meeting on the quay".into(),
        ..Occasion::default()
    });
    let hidden = |name: &str| Speaker {
        confidential: true,
        names: named(name),
        ..Speaker::default()
    };
    desk.add(hidden("Pat Brack"));
    desk.add(hidden("Lasse Vole"));
    desk.speaker("Aide of Lasse Vole");
    let near = |noun, text: &str| desk.0.near(noun, text).unwrap();
    assert_eq!(near(Noun::Speaker, "Otto Brakc"), ["Otto Brack"]);
    assert_eq!(near(Noun::Speaker, "brack"), ["Otto Brack", "Wren Brack"]);
    assert_eq!(near(Noun::Speaker, "Delmarr"), ["Ines Delmar"]);
    assert_eq!(
        near(Noun::Source, "council"),
        ["Minutes of the council, May"]
    );
    assert_eq!(
        near(Noun::Source, "Minutes of the concil, May"),
        ["Minutes of the council, May"]
    );
    assert_eq!(near(Noun::Topic, "bridge"), ["swing bridge"]);
    assert_eq!(near(Noun::Topic, "swing brigde"), ["swing bridge"]);
    assert_eq!(near(Noun::Measure, "people moved"), ["people moved out"]);
    assert_eq!(
        near(Noun::Occasion, "meetin on the quay"),
        ["Meeting on the quay"]
    );
    for (noun, none) in [
        (Noun::Speaker, "Vole"),
        (Noun::Speaker, ""),
        (Noun::Claim, "x"),
    ] {
        assert!(near(noun, none).is_empty(), "{none}");
    }
    let missing = desk.0.resolve(Noun::Speaker, "Brack").unwrap_err();
    assert_eq!(missing.hints(), ["did you mean Otto Brack or Wren Brack?"]);
}

fn folds(desk: &Desk, filter: &Filter, by: By, page: &Page) -> (Vec<Folded>, Option<Cursor>) {
    let mut found = Vec::new();
    let next = desk.0.folded(filter, by, page, |line| {
        found.push(line.clone());
        Ok(())
    });
    (found, next.unwrap())
}

#[test]
fn folds_gather_and_keep_what_must_stay_apart() {
    let mut desk = Desk::new();
    let (ada, paper, wire) = (
        desk.speaker("Ada"),
        desk.source("Paper"),
        desk.source("Wire"),
    );
    let topic = desk.topic("rain");
    let claim = desk.claim("It rains", &[topic]);
    let other = desk.claim("It pours", &[]);
    let occasion = desk.add(Occasion {
        said: edtf("2024-03-01"),
        speakers: vec![ada],
        ..Occasion::default()
    });
    for source in [paper, wire] {
        desk.say(claim, source, None, "2024-01-01");
        let body = Attribution {
            stance: Stance::Denies,
            occasion: Some(occasion),
            ..Attribution::default()
        };
        desk.say_as(body, claim, source, Some(ada));
    }
    desk.say(other, paper, Some(ada), "2023-01-01");
    let counts = |filter: &Filter, by| -> Vec<(u64, u64, usize)> {
        let (lines, _) = folds(&desk, filter, by, &Page::default());
        lines
            .iter()
            .map(|line| (line.attributions, line.sources, line.stances.len()))
            .collect()
    };
    assert_eq!(counts(&everything(), By::Claim), [(4, 2, 1), (1, 1, 0)]);
    assert_eq!(
        counts(&everything(), By::Speaker),
        [(3, 2, 1), (1, 1, 0), (1, 1, 0)],
        "own voices apart"
    );
    let mut sources = counts(&everything(), By::Source);
    sources.sort_unstable();
    assert_eq!(sources, [(2, 1, 1), (3, 1, 1)]);
    assert_eq!(counts(&everything(), By::Topic), [(4, 2, 1)]);
    assert_eq!(
        counts(&everything(), By::Occasion).len(),
        4,
        "one act of saying is one line"
    );
    let denied = Filter {
        stance: Some(Stance::Denies),
        ..everything()
    };
    assert_eq!(counts(&denied, By::Claim), [(2, 2, 1)]);
    let (lines, _) = folds(&desk, &everything(), By::Claim, &Page::first(10));
    assert_eq!(lines[0].stances, [(Stance::Denies, 2)]);
    assert_eq!(
        (lines[0].newest.sort.as_str(), lines[0].oldest.sort.as_str()),
        ("2024-03-01", "2024-01-01")
    );
}

#[test]
fn things_are_counted_once_a_class() {
    let mut desk = Desk::new();
    let (ada, bo, paper) = (
        desk.speaker("Ada"),
        desk.speaker("ada"),
        desk.source("Paper"),
    );
    let topic = desk.topic("rain");
    let measure = desk.measure("drops");
    let claim = desk.claim("It rains", &[topic]);
    let occasion = desk.add(Occasion {
        label: "Speech".into(),
        ..Occasion::default()
    });
    desk.say(claim, paper, Some(ada), "2024-01-01");
    let figures = vec![desk.figure(measure), desk.figure(measure)];
    let body = Attribution {
        figures,
        occasion: Some(occasion),
        passage: "same".into(),
        ..Attribution::default()
    };
    let twice = Attribution {
        figures: vec![desk.figure(measure)],
        ..body.clone()
    };
    desk.say_as(body, claim, paper, Some(bo));
    desk.say_as(twice, claim, paper, Some(ada));
    let counts = |noun, text: &str, order| -> Vec<(u64, u64, u64)> {
        let mut found = Vec::new();
        let counting = Counting {
            text: text.into(),
            order,
            limit: Some(10),
        };
        let counted = desk.0.counted(noun, &counting, |count| {
            found.push((count.attributions, count.claims, count.sources));
            Ok(())
        });
        counted.unwrap();
        found
    };
    for (noun, text, expected) in [
        (Noun::Speaker, "ADA", (2, 1, 1)),
        (Noun::Source, "paper", (2, 1, 1)),
        (Noun::Topic, "rai", (2, 1, 1)),
        (Noun::Measure, "Drops", (1, 1, 1)),
        (Noun::Occasion, "speech", (1, 1, 1)),
    ] {
        for order in [Order::Count, Order::Newest, Order::Name] {
            assert_eq!(counts(noun, text, order), [expected], "{noun}");
            assert_eq!(counts(noun, "", order), [expected], "{noun}");
            assert_eq!(counts(noun, "nothing", order), [], "{noun}");
        }
    }
}

#[test]
fn a_cursor_reads_back_and_a_slip_is_refused() {
    let cursor = Cursor {
        date: "2024-12-04".into(),
        tie: 0xab,
        salt: None,
    };
    assert_eq!(cursor.to_string().parse::<Cursor>().unwrap(), cursor);
    let salted = Cursor {
        salt: Some(77),
        ..cursor.clone()
    };
    assert_eq!(salted.to_string().parse::<Cursor>().unwrap(), salted);
    let text = cursor.to_string();
    for bad in [
        "",
        "2024-12-04",
        &text[1..],
        &format!("{text}/zz"),
        &format!("{text}/1/1"),
        "kkkk/2024",
    ] {
        assert_eq!(
            bad.parse::<Cursor>().unwrap_err().kind(),
            ErrorKind::Input,
            "{bad}"
        );
    }
}

/// A desk of random attributions on few dates, so that many are equal.
fn random(picks: &[(u8, u8, u8, u8)]) -> (Desk, Vec<Filter>) {
    const DAYS: &[&str] = &[
        "2024-01-01",
        "2024-01-02",
        "2024-01",
        "2023/2024",
        "../2023",
        "",
        "2022/..",
    ];
    let mut desk = Desk::new();
    let speakers = [desk.speaker("Ada"), desk.speaker("Bo")];
    let sources = [desk.source("Paper"), desk.source("Wire")];
    let (topics, measure) = (
        [desk.topic("rain"), desk.topic("snow")],
        desk.measure("drops"),
    );
    let claims = [
        desk.claim("One", &topics[..1]),
        desk.claim("Two", &topics),
        desk.claim("Three", &[]),
    ];
    for (who, day, what, how) in picks {
        let figures = match how % 3 {
            0 => vec![desk.figure(measure)],
            _ => Vec::new(),
        };
        let day = DAYS[usize::from(*day) % DAYS.len()];
        let body = Attribution {
            figures,
            said: (!day.is_empty()).then(|| edtf(day).unwrap()),
            via: if how % 5 == 0 {
                hop(speakers[1])
            } else {
                Vec::new()
            },
            ..Attribution::default()
        };
        let speaker = speakers.get(usize::from(who % 3)).copied();
        desk.say_as(
            body,
            claims[usize::from(what % 3)],
            sources[usize::from(how % 2)],
            speaker,
        );
    }
    let both = |noun, uids: [Uid; 2]| {
        Some(
            uids.iter()
                .flat_map(|uid| desk.only(noun, *uid).unwrap())
                .collect::<Vec<_>>(),
        )
    };
    let parts = vec![
        everything(),
        Filter {
            speaker: desk.only(Noun::Speaker, speakers[0]),
            ..everything()
        },
        Filter {
            speaker: both(Noun::Speaker, speakers),
            ..everything()
        },
        Filter {
            source: desk.only(Noun::Source, sources[0]),
            ..everything()
        },
        Filter {
            topic: desk.only(Noun::Topic, topics[0]),
            ..everything()
        },
        Filter {
            topic: both(Noun::Topic, topics),
            ..everything()
        },
        Filter {
            measure: desk.only(Noun::Measure, measure),
            ..everything()
        },
        Filter {
            anywhere: desk.only(Noun::Speaker, speakers[1]),
            ..everything()
        },
        Filter {
            via: desk.only(Noun::Speaker, speakers[1]),
            ..everything()
        },
        Filter {
            own_voice: true,
            ..everything()
        },
        Filter {
            text: "words".into(),
            ..everything()
        },
    ];
    let windows = ["", "2024-01-02..2024-01-31", "..2023", "2024.."];
    let filters = parts.iter().flat_map(|part| {
        windows.iter().map(|window| Filter {
            said: if window.is_empty() {
                Window::default()
            } else {
                Window::read(window).unwrap()
            },
            ..part.clone()
        })
    });
    let filters = filters.collect();
    (desk, filters)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn pages_walk_everything_once_and_in_order(picks in prop::collection::vec(any::<(u8, u8, u8, u8)>(), 1..40), size in 1_u64..7) {
        let (desk, filters) = random(&picks);
        for filter in &filters {
            let whole = desk.found(filter);
            let mut dates = Vec::new();
            desk.0.hits(filter, &Page::default(), |hit| { dates.push((hit.sort_date.clone(), hit.id)); Ok(()) }).unwrap();
            let mut sorted = dates.clone();
            sorted.sort();
            sorted.dedup();
            sorted.reverse();
            prop_assert_eq!(&dates, &sorted);
            // Whatever drives, the same is found.
            let mut other = Vec::new();
            let (text, values) = sql::page(filter, Driver::Set, &Page::default());
            let mut statement = desk.0.conn.prepare(&text).unwrap();
            for id in statement.query_map(params_from_iter(values), |row| row.get("id")).unwrap() {
                other.push(desk.attribution(id.unwrap()));
            }
            prop_assert_eq!(&whole, &other);
            let mut page = Page::first(size);
            let mut walked = Vec::new();
            loop {
                let (found, next) = desk.page(filter, &page);
                prop_assert!(found.len() as u64 <= size);
                walked.extend(found);
                match next {
                    Some(next) => page.after = Some(next.to_string().parse().unwrap()),
                    None => break,
                }
            }
            prop_assert_eq!(&walked, &whole);
            for by in [By::Claim, By::Speaker, By::Source, By::Topic, By::Occasion] {
                let (all, _) = folds(&desk, filter, by, &Page::default());
                let mut page = Page::first(size);
                let mut walked = Vec::new();
                loop {
                    let (found, next) = folds(&desk, filter, by, &page);
                    walked.extend(found);
                    match next {
                        Some(next) => page.after = Some(next.to_string().parse().unwrap()),
                        None => break,
                    }
                }
                prop_assert_eq!(&walked, &all);
                if by != By::Topic {
                    let counted: u64 = all.iter().map(|line| line.attributions).sum();
                    prop_assert_eq!(counted, whole.len() as u64);
                }
            }
        }
    }
}

#[test]
fn a_served_page_is_a_range_of_an_index() {
    let (desk, _) = random(&[(0, 0, 0, 0), (1, 1, 1, 1)]);
    let one = |noun| {
        Some(
            desk.0
                .resolve(
                    noun,
                    match noun {
                        Noun::Speaker => "Ada",
                        Noun::Source => "Paper",
                        Noun::Topic => "rain",
                        _ => "drops",
                    },
                )
                .unwrap(),
        )
    };
    let cases = [
        (everything(), "attributions_date"),
        (
            Filter {
                own_voice: true,
                ..everything()
            },
            "attributions_speaker",
        ),
        (
            Filter {
                speaker: one(Noun::Speaker),
                ..everything()
            },
            "attributions_speaker",
        ),
        (
            Filter {
                source: one(Noun::Source),
                ..everything()
            },
            "attributions_source",
        ),
        (
            Filter {
                topic: one(Noun::Topic),
                ..everything()
            },
            "PRIMARY KEY (topic_rep",
        ),
        (
            Filter {
                measure: one(Noun::Measure),
                ..everything()
            },
            "PRIMARY KEY (measure_rep",
        ),
    ];
    let cursor = Cursor {
        date: "2024-06-01".into(),
        tie: 7,
        salt: None,
    };
    for (filter, index) in cases {
        for window in ["", "2024-05", "2024-05..2025-01", "..2023", "2024.."] {
            for after in [None, Some(cursor.clone())] {
                let said = if window.is_empty() {
                    Window::default()
                } else {
                    Window::read(window).unwrap()
                };
                let filter = Filter {
                    said,
                    ..filter.clone()
                };
                let driver = sql::choose(&filter, &desk.0.conn).unwrap();
                let (text, values) = sql::page(
                    &filter,
                    driver,
                    &Page {
                        limit: Some(50),
                        after,
                    },
                );
                let plan = plan(&desk, &text, values);
                assert!(!text.to_uppercase().contains("OFFSET"), "{text}");
                assert!(!plan.contains("TEMP B-TREE"), "{text}\n{plan}");
                // A date may have a million rows: going on within one is a seek too.
                let sought = plan.contains("rowid<?") || plan.contains("attribution<?");
                assert_eq!(
                    sought,
                    text.contains("id < ?") || text.contains("attribution < ?"),
                    "{text}\n{plan}"
                );
                let dated = plan.contains("sort_date");
                assert!(
                    plan.contains(index) && (dated || (window.is_empty() && !text.contains("< ("))),
                    "{text}\n{plan}"
                );
            }
        }
    }
    for topic in [None, one(Noun::Topic)] {
        let filter = Filter {
            topic,
            ..everything()
        };
        let (text, values) = super::fold::claims_sql(&filter, 50, Some(&cursor));
        let plan = plan(&desk, &text, values);
        assert!(
            !plan.contains("TEMP B-TREE") && plan.contains("newest"),
            "{plan}"
        );
        assert!(
            plan.contains("rowid<?") || plan.contains("claim<?"),
            "{plan}"
        );
    }
}

fn plan(desk: &Desk, text: &str, values: Vec<rusqlite::types::Value>) -> String {
    let mut statement = desk
        .0
        .conn
        .prepare(&format!("EXPLAIN QUERY PLAN {text}"))
        .unwrap();
    let lines = statement.query_map(params_from_iter(values), |row| {
        row.get::<_, String>("detail")
    });
    lines.unwrap().map(|line| line.unwrap() + "\n").collect()
}

#[test]
fn a_window_finds_what_is_possible_or_only_what_is_certain() {
    let mut desk = Desk::new();
    let claim = desk.claim("It rained", &[]);
    let source = desk.source("A paper");
    let days = [
        "2024-06-10",
        "2024-06",
        "2024",
        "2024-06-12~",
        "2024-06-20?",
        "2024-06-01/..",
    ];
    let said: Vec<Uid> = days
        .iter()
        .map(|day| desk.say(claim, source, None, day))
        .collect();
    let found = |window: Window| -> BTreeSet<Uid> {
        let filter = Filter {
            said: window,
            ..everything()
        };
        desk.found(&filter).into_iter().collect()
    };
    let june = Window::read("2024-06").unwrap();
    assert_eq!(found(june.clone()), said.iter().copied().collect());
    assert_eq!(found(june.certainly()), BTreeSet::from([said[0], said[1]]));
    let from_june = Window::read("2024-06..").unwrap();
    assert_eq!(
        found(from_june.certainly()).len(),
        2,
        "an open end is not certain"
    );
}

#[test]
fn figures_of_a_measure_are_read_in_their_order_without_a_sort() {
    let desk = Desk::new();
    let one = crate::store::query::Rep {
        id: 1,
        uid: Uid([1; 16]),
    };
    let filter = Filter {
        measure: Some(vec![one]),
        ..Filter::default()
    };
    let driver = sql::choose(&filter, &desk.0.conn).unwrap();
    let (text, values) = super::figures::statement_of(&filter, driver, &[one]);
    let plan = plan(&desk, &text, values);
    assert!(!plan.contains("TEMP B-TREE"), "{text}\n{plan}");
    assert!(plan.contains("PRIMARY KEY (measure_rep"), "{plan}");
}
