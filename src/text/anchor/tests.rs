//! The whole of it on small texts.

use super::*;

const TEXT: &str = "The harbour council met on Tuesday. “The bridge will not open before June”, said Inès Delmar, \
    who chairs it. Some 10,000 people cross it each day. Otto Brack said that the repair could cost more than 2 million \
    crowns. He did not say who would pay. The bridge will close again in August, he added; the ferry runs each day.";

fn find(words: &str) -> Found {
    Text::new(TEXT).find(&Sought {
        words,
        ..Sought::default()
    })
}

fn there(text: &str, found: &Found) -> Vec<String> {
    let text = Text::new(text);
    found
        .fragments
        .iter()
        .map(|f| text.words(f).to_owned())
        .collect()
}

#[test]
fn words_are_found_byte_for_byte_and_but_for_copying() {
    let exact = find("“The bridge will not open before June”");
    assert_eq!((exact.grade, exact.fragments.len()), (Grade::Exact, 1));
    let copied = find("\"the bridge will\nnot open be-\nfore June\"");
    assert_eq!(copied.grade, Grade::Normalised);
    assert_eq!(
        there(TEXT, &copied),
        ["“The bridge will not open before June”"]
    );
}

#[test]
fn offsets_are_code_points() {
    let found = Text::new("Zoë 🌊 é: high water").find(&Sought {
        words: "high water",
        ..Sought::default()
    });
    assert_eq!(found.fragments, [Fragment { start: 9, end: 19 }]);
}

#[test]
fn each_change_has_its_kind() {
    for (words, kind, ours, theirs) in [
        (
            "Some 12,000 people cross it each day",
            ChangeKind::Number,
            "12,000",
            "10,000",
        ),
        (
            "Some 10,00 people cross it each day",
            ChangeKind::Number,
            "10,00",
            "10,000",
        ),
        (
            "the repair could cost less than 2 million crowns",
            ChangeKind::Number,
            "less",
            "more",
        ),
        (
            "The bridge will open before June",
            ChangeKind::Negation,
            "",
            "not",
        ),
        (
            "He did never say who would pay",
            ChangeKind::Negation,
            "never",
            "not",
        ),
        (
            "the repair will cost more than 2 million crowns",
            ChangeKind::Hedge,
            "will",
            "could",
        ),
        (
            "said Iris Delmar, who chairs it",
            ChangeKind::Name,
            "Iris",
            "Inès",
        ),
        (
            "Some 10,000 lorries cross it each day",
            ChangeKind::Population,
            "lorries",
            "people",
        ),
        (
            "The bridge will close again in winter, he added",
            ChangeKind::Number,
            "winter",
            "August",
        ),
        (
            "the harbour council wept on Tuesday",
            ChangeKind::Words,
            "wept",
            "met",
        ),
    ] {
        let found = find(words);
        assert_eq!(found.grade, Grade::Changed, "{words}");
        assert_eq!(found.kinds()[0], kind, "{words}: {found:?}");
        let difference = &found.differences[0];
        assert_eq!(
            (difference.ours.as_str(), difference.theirs.as_str()),
            (ours, theirs),
            "{words}"
        );
    }
}

#[test]
fn a_slip_of_spelling_is_no_alarm() {
    let found = find("The habour council met on Tuesday");
    assert_eq!(found.grade, Grade::Fuzzy, "{found:?}");
    assert_eq!(there(TEXT, &found), ["The harbour council met on Tuesday"]);
}

#[test]
fn a_sign_is_no_slip_of_spelling_beside_another() {
    for (text, words) in [
        (
            "Rents went up by 12% accross the town last year",
            "Rents went up by 12 across the town last year",
        ),
        (
            "The town recieved $5 million for the quay",
            "The town received €5 million for the quay",
        ),
        (
            "The temprature at dawn was -5 degrees",
            "The temperature at dawn was 5 degrees",
        ),
        (
            "The temprature at dawn was –5 degrees",
            "The temperature at dawn was 5 degrees",
        ),
        (
            "The goverment held > 40 boats in the port",
            "The government held < 40 boats in the port",
        ),
    ] {
        let found = Text::new(text).find(&Sought {
            words,
            lang: "en",
            ..Sought::default()
        });
        assert_eq!(found.grade, Grade::Changed, "{words}: {found:?}");
        assert_eq!(found.kinds(), [ChangeKind::Number], "{words}: {found:?}");
    }
    // How a sign is drawn is no change.
    let drawn =
        Text::new("The temprature was \u{2212}5 degrees, up 12 ％ on last year").find(&Sought {
            words: "the temperature was -5 degrees, up 12 % on last year",
            lang: "en",
            ..Sought::default()
        });
    assert_eq!(drawn.grade, Grade::Fuzzy, "{drawn:?}");
}

#[test]
fn what_stands_nowhere_is_missing() {
    for words in [
        "The mayor resigned at once",
        "bridges burn",
        "!?",
        "",
        "who would swim",
    ] {
        assert_eq!(find(words).grade, Grade::Missing, "{words}");
    }
}

#[test]
fn fragments_are_sought_in_order() {
    let found = find("council met […] who chairs it");
    assert_eq!(found.grade, Grade::Exact, "{found:?}");
    assert_eq!(
        there(TEXT, &found),
        ["council met ", " who chairs it"].map(str::to_owned)
    );
    assert_eq!(
        find("who chairs it [...] council met").grade,
        Grade::Missing
    );
    let half = find("who chairs it […] the lighthouse fell");
    assert_eq!(
        (half.grade, half.differences[0].ours.as_str()),
        (Grade::Missing, "the lighthouse fell")
    );
    // A source may print the sign itself.
    let printed = Text::new("“A storm […] took the pier”, he wrote.");
    let whole = printed.find(&Sought {
        words: "A storm […] took the pier",
        ..Sought::default()
    });
    assert_eq!((whole.grade, whole.fragments.len()), (Grade::Exact, 1));
}

#[test]
fn repeated_words_are_told_apart_or_all_are_given() {
    let found = find("each day");
    assert!(found.is_ambiguous() && found.fragments.is_empty());
    assert_eq!(found.choices.len(), 2);
    let text = Text::new(TEXT);
    let told = |sought: Sought<'_>| {
        text.find(&Sought {
            words: "each day",
            ..sought
        })
        .fragments
    };
    let second = found.choices[1].clone();
    assert_eq!(
        told(Sought {
            prefix: "the ferry runs ",
            ..Sought::default()
        }),
        second
    );
    assert_eq!(
        told(Sought {
            near: Some(second[0].start + 9),
            ..Sought::default()
        }),
        second
    );
    let around = second[0].start - 20..second[0].end;
    let within = std::slice::from_ref(&around);
    assert_eq!(
        told(Sought {
            within,
            ..Sought::default()
        }),
        second
    );
}

#[test]
fn where_words_should_stand_goes_before_how_well_they_stand() {
    let pages = [
        "The quay holds 40 boats, said the harbour master in his report. ",
        "“The quay holds 60 boats”, said the mayor. The tide was low. ",
        "The quay holds 60 boats, said the mayor",
    ];
    let text = pages.concat();
    let start = |page: usize| {
        pages[..page]
            .iter()
            .map(|p| p.chars().count() as u64)
            .sum::<u64>()
    };
    for (page, words, grade) in [
        (1, "“The quay holds 60 boats”, said the mayor", Grade::Exact),
        (1, "The quay holds 60 boats, said the mayor", Grade::Fuzzy),
        (2, "“The quay holds 60 boats”, said the mayor", Grade::Fuzzy),
        (0, "The quay holds 60 boats", Grade::Changed),
        (0, "The tide was low", Grade::Exact),
    ] {
        let here = start(page)..start(page + 1);
        let found = Text::new(&text).find(&Sought {
            words,
            lang: "en",
            within: std::slice::from_ref(&here),
            ..Sought::default()
        });
        assert_eq!(found.grade, grade, "{page} {words}: {found:?}");
        let there = found.fragments.first().map(|f| f.start).unwrap_or(u64::MAX);
        let elsewhere = words.starts_with("The tide");
        assert_eq!(
            here.contains(&there),
            !elsewhere,
            "{page} {words}: {found:?}"
        );
    }
    // However often the words stand before.
    let many = "The tide was low. ".repeat(2000) + "Then the tide was low.";
    let last = 36_000..u64::MAX;
    let found = Text::new(&many).find(&Sought {
        words: "the tide was low",
        within: std::slice::from_ref(&last),
        ..Sought::default()
    });
    assert_eq!(
        found.fragments,
        [Fragment {
            start: 36_005,
            end: 36_021
        }]
    );
}

#[test]
fn a_text_of_marks_is_measured_in_steps() {
    let text = "–".repeat(300_000) + " high water";
    let text = Text::new(&text);
    let place = Fragment {
        start: 300_001,
        end: 300_011,
    };
    for _ in 0..200 {
        let found = text.find(&Sought {
            words: "high water",
            ..Sought::default()
        });
        assert_eq!(found.fragments, std::slice::from_ref(&place));
        assert_eq!(text.words(&place), "high water");
    }
}

#[test]
fn words_changed_in_their_place_are_not_found_elsewhere() {
    let text = Text::new(
        "The master of the harbour counted ten boats on Monday. Of all the lighters on the river, he said, two hundred \
         boats came in at night. On Monday the lighthouse keeper counted a hundred boats and two rafts.",
    );
    let found = text.find(&Sought {
        words: "a hundred boats",
        prefix: "Of all the lighters on the river, he said, ",
        suffix: " came in at night. On",
        lang: "en",
        ..Sought::default()
    });
    assert_eq!(
        (found.grade, found.kinds()),
        (Grade::Changed, vec![ChangeKind::Number]),
        "{found:?}"
    );
    assert_eq!(text.words(&found.fragments[0]), "two hundred boats");
    assert_eq!(found.differences[0].theirs, "two");
}

#[test]
fn what_stands_between_remembered_words_is_their_place() {
    let found = find_with(
        "Three seals sang",
        "Inès Delmar, who chairs it. ",
        " Otto Brack said that",
    );
    assert_eq!(
        (found.grade, found.fragments.len()),
        (Grade::Changed, 1),
        "{found:?}"
    );
    assert_eq!(
        there(TEXT, &found),
        ["Some 10,000 people cross it each day"]
    );
}

fn find_with(words: &str, prefix: &str, suffix: &str) -> Found {
    Text::new(TEXT).find(&Sought {
        words,
        prefix,
        suffix,
        ..Sought::default()
    })
}

#[test]
fn other_languages_and_scripts() {
    for (lang, text, words, kind) in [
        (
            "fr",
            "Le pont n’ouvrira pas avant juin.",
            "Le pont ouvrira avant juin",
            ChangeKind::Negation,
        ),
        (
            "fr",
            "Le chantier coûterait deux millions.",
            "Le chantier coûtera deux millions",
            ChangeKind::Hedge,
        ),
        (
            "es",
            "El puente no abrirá antes de junio",
            "El puente abrirá antes de junio",
            ChangeKind::Negation,
        ),
        (
            "de",
            "Die Brücke öffnet nicht vor dem Herbst",
            "Die Brücke öffnet vor dem Herbst",
            ChangeKind::Negation,
        ),
        (
            "de",
            "Es kamen zweiundzwanzig Boote an",
            "Es kamen dreiundzwanzig Boote an",
            ChangeKind::Number,
        ),
        (
            "pt",
            "A ponte não abre antes de junho",
            "A ponte abre antes de junho",
            ChangeKind::Negation,
        ),
        (
            "it",
            "Il ponte non apre prima di giugno",
            "Il ponte apre prima di giugno",
            ChangeKind::Negation,
        ),
        (
            "nl",
            "De brug gaat misschien morgen open",
            "De brug gaat morgen open",
            ChangeKind::Hedge,
        ),
        (
            "zh",
            "港口委员会说大桥不会在六月之前开放",
            "港口委员会说大桥会在六月之前开放",
            ChangeKind::Negation,
        ),
        (
            "ko",
            "항구 위원회는 다리가 10월에 열린다고 밝혔다",
            "항구 위원회는 다리가 12월에 열린다고 밝혔다",
            ChangeKind::Number,
        ),
        (
            "ar",
            "قال المجلس إن الجسر لن يفتح قبل الصيف",
            "قال المجلس إن الجسر يفتح قبل الصيف",
            ChangeKind::Negation,
        ),
    ] {
        let found = Text::new(text).find(&Sought {
            words,
            lang,
            ..Sought::default()
        });
        assert_eq!(
            (found.grade, found.kinds().first()),
            (Grade::Changed, Some(&kind)),
            "{words}: {found:?}"
        );
        let told = Text::new(text).find(&Sought {
            words,
            ..Sought::default()
        });
        assert_eq!(told.grade, Grade::Changed, "{words}: {told:?}");
    }
}

#[test]
fn one_word_a_million_times_is_searched_in_bounds() {
    let text = "reed ".repeat(200_000);
    let text = Text::new(&text);
    for words in ["reed reed reed", "reed reed weed not reed", "reed […] reed"] {
        let found = text.find(&Sought {
            words,
            ..Sought::default()
        });
        assert!(
            found.fragments.is_empty() && found.choices.len() <= 100,
            "{words}"
        );
        assert!(found.more || found.grade == Grade::Missing, "{words}");
    }
}
