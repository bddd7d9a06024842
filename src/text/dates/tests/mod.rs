//! What each language's words are read as. The sentences are our own.

mod prose;

use super::{Meaning, Reader};
use crate::model::edtf::Edtf;

/// The reading of a text that is one date: EDTF, `a | b` where either may be meant, `words` where no bounds can be told.
fn read(lang: &str, on: &str, text: &str) -> String {
    let on = Edtf::parse(on).ok().and_then(|date| date.from().day());
    let reader = Reader::new(lang, on).expect("a language");
    let join = |dates: Vec<Edtf>| {
        let texts: Vec<&str> = dates.iter().map(Edtf::as_str).collect();
        texts.join(" | ")
    };
    match reader.whole(text) {
        None => "no date".to_owned(),
        Some(Meaning::Read(date, _)) => date.as_str().to_owned(),
        Some(Meaning::Ambiguous(dates, _)) => join(dates),
        Some(Meaning::Words(_)) => "words".to_owned(),
    }
}

fn check(lang: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, wanted)| {
            let got = read(lang, "2024-12-04", text);
            (got != *wanted).then(|| format!("{text}: {got}, not {wanted}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{lang}\n{}", wrong.join("\n"));
}

#[test]
fn french_is_read() {
    check(
        "fr",
        &[
            ("mercredi 4 décembre", "2024-12-04"),
            ("en juin dernier", "2024-06"),
            ("hier soir", "2024-12-03"),
            ("il y a trois ans", "2021~"),
            ("il y a deux semaines", "2024-11-20~"),
            ("avant-hier", "2024-12-02"),
            ("du 3 au 5 mai 2024", "2024-05-03/2024-05-05"),
            ("1er janvier 2025", "2025-01-01"),
            ("le XIXe siècle", "18XX"),
            ("les années 1990", "199X"),
            ("début octobre 2024", "2024-10"),
            ("fin 2023", "2023"),
            ("la semaine dernière", "2024-11-25/2024-12-01"),
            ("le 4 juin dernier", "2024-06-04"),
            ("depuis août 2024", "2024-08/.."),
            ("avant 2010", "../2009"),
            ("vers 1860", "1860~"),
            ("troisième trimestre 2024", "2024-07/2024-09"),
            ("été 2023", "2023-22"),
            ("en juin", "2024-06 | 2025-06"),
            ("05/06/2024", "2024-05-06 | 2024-06-05"),
            ("25/06/2024", "2024-06-25"),
            ("quelques jours plus tôt", "words"),
            ("30 février 2024", "words"),
            ("le mois d’octobre 2024", "2024-10"),
            ("au début d’octobre 2024", "2024-10"),
            ("d’octobre 2024", "2024-10"),
            ("avant\u{2011}hier", "2024-12-02"),
            ("le 4\u{2011}12\u{2011}2024", "2024-04-12 | 2024-12-04"),
            ("Noël ’24", "2024-12-25"),
        ],
    );
}

#[test]
fn english_is_read() {
    check(
        "en",
        &[
            ("early October 2024", "2024-10"),
            ("circa 1860", "1860~"),
            ("last Tuesday", "2024-11-26 | 2024-12-03"),
            ("last Friday", "2024-11-29"),
            ("next week", "2024-12-09/2024-12-15"),
            ("the 1990s", "199X"),
            ("Q3 2024", "2024-07/2024-09"),
            ("summer 2023", "2023-22"),
            ("between March and May 2021", "2021-03/2021-05"),
            ("from 3 to 5 May 2024", "2024-05-03/2024-05-05"),
            ("November 19-20, 2024", "2024-11-19/2024-11-20"),
            ("4/12/2024", "2024-04-12 | 2024-12-04"),
            ("2024-12-04", "2024-12-04"),
            ("2024-12-04T10:00:00.123Z", "2024-12-04T10:00:00Z"),
            ("yesterday at 8pm", "2024-12-03T20:00"),
            ("three days ago", "2024-12-01"),
            ("Friday of next week", "2024-12-13"),
            ("the first Monday of November 2024", "2024-11-04"),
            ("44 BC", "-0043"),
            ("the 19th century", "18XX"),
            ("since last June", "2024-06/.."),
            ("Christmas 2023", "2023-12-25"),
            ("Wednesday", "2024-12-04"),
            ("Friday", "2024-11-29 | 2024-12-06"),
            ("nineteen ninety-six", "1996"),
            ("the 1st century BC", "-0099/0000"),
            ("the 2nd century BC", "-0199/-0100"),
            ("the 1st century", "00XX"),
            ("June ’45", "1945-06 | 2045-06"),
            ("4 May ’68", "1968-05-04 | 2068-05-04"),
            ("30 June ’31", "2031-06-30"),
            ("12 Sept 99", "1999-09-12"),
            ("28 December to 3 January '24", "2023-12-28/2024-01-03"),
            ("30 December 99 to 2 January", "1999-12-30/2000-01-02"),
            ("in 1000 decades", "Y12020~/Y12029~"),
        ],
    );
}

#[test]
fn spanish_is_read() {
    check(
        "es",
        &[
            ("a fines de 2023", "2023"),
            ("el 4 de diciembre de 2024", "2024-12-04"),
            ("hace dos semanas", "2024-11-20~"),
            ("ayer por la noche", "2024-12-03"),
            ("el mes pasado", "2024-11"),
            ("en junio pasado", "2024-06"),
            ("siglo XIX", "18XX"),
            ("los años 90", "199X"),
            ("del 3 al 5 de mayo de 2024", "2024-05-03/2024-05-05"),
        ],
    );
}

#[test]
fn german_is_read() {
    check(
        "de",
        &[
            ("vor zwei Wochen", "2024-11-20~"),
            ("4. Dezember 2024", "2024-12-04"),
            ("am Mittwoch, dem 4. Dezember", "2024-12-04"),
            ("gestern Abend", "2024-12-03"),
            ("Anfang Oktober 2024", "2024-10"),
            ("im 19. Jahrhundert", "18XX"),
            ("die 1990er Jahre", "199X"),
            ("05.06.2024", "2024-06-05"),
            ("vom 3. bis 5. Mai 2024", "2024-05-03/2024-05-05"),
            ("letzte Woche", "2024-11-25/2024-12-01"),
            ("seit drei Jahren", "2021~/.."),
        ],
    );
}

#[test]
fn portuguese_is_read() {
    check(
        "pt",
        &[
            ("4 de dezembro de 2024", "2024-12-04"),
            ("há duas semanas", "2024-11-20~"),
            ("ontem à noite", "2024-12-03"),
            ("no início de outubro de 2024", "2024-10"),
            ("quarta-feira, 4 de dezembro", "2024-12-04"),
            ("século XIX", "18XX"),
            ("mês passado", "2024-11"),
            ("nos anos 90", "199X"),
            ("de 3 a 5 de maio de 2024", "2024-05-03/2024-05-05"),
        ],
    );
}

#[test]
fn italian_is_read() {
    check(
        "it",
        &[
            ("4 dicembre 2024", "2024-12-04"),
            ("due settimane fa", "2024-11-20~"),
            ("ieri sera", "2024-12-03"),
            ("all'inizio di ottobre 2024", "2024-10"),
            ("mercoledì 4 dicembre", "2024-12-04"),
            ("il XIX secolo", "18XX"),
            ("il mese scorso", "2024-11"),
            ("gli anni Novanta", "199X"),
            ("dal 3 al 5 maggio 2024", "2024-05-03/2024-05-05"),
        ],
    );
}

#[test]
fn dutch_is_read() {
    check(
        "nl",
        &[
            ("4 december 2024", "2024-12-04"),
            ("twee weken geleden", "2024-11-20~"),
            ("gisteravond", "2024-12-03"),
            ("begin oktober 2024", "2024-10"),
            ("woensdag 4 december", "2024-12-04"),
            ("de 19e eeuw", "18XX"),
            ("vorige maand", "2024-11"),
            ("de jaren negentig", "199X"),
            ("van 3 tot 5 mei 2024", "2024-05-03/2024-05-05"),
        ],
    );
}

#[test]
fn without_a_day_to_read_from_relative_words_stay_words() {
    for (lang, text) in [
        ("en", "yesterday"),
        ("fr", "en juin dernier"),
        ("de", "vor zwei Wochen"),
        ("es", "en junio"),
    ] {
        assert_eq!(read(lang, "", text), "words", "{text}");
    }
    let years = read("fr", "", "mercredi 4 décembre");
    assert!(
        years.contains("2019-12-04 | 2024-12-04 | 2030-12-04"),
        "{years}"
    );
}

#[test]
fn parts_and_lists_and_bounds_are_read() {
    check(
        "en",
        &[
            ("the first three months of 2021", "2021-01/2021-03"),
            ("the last ten days of May 2023", "2023-05-22/2023-05-31"),
            ("the second half of June 2023", "2023-06"),
            ("the first quarter of the year", "2024-01/2024-03"),
            ("the 31st of the month", "2024-12-31"),
            ("the end of the year", "2024"),
            ("before the end of May 2023", "../2023-05"),
            ("after mid May 2023", "2023-05/.."),
            ("more than two years ago", "../2022"),
            ("less than two weeks ago", "2024-11-20/2024-12-04"),
            ("three days starting next Monday", "2024-12-09/2024-12-11"),
            ("two Sundays from now", "2024-12-15"),
            ("year to date", "2024-01-01/2024-12-04"),
            ("the second Sunday", "2024-11-10 | 2024-12-08"),
            (
                "the week of the 18th",
                "2024-11-18/2024-11-24 | 2024-12-16/2024-12-22",
            ),
            ("week commencing 4 March 2024", "2024-03-04/2024-03-10"),
            ("the night of 21 May 2023", "2023-05-21"),
            ("early this evening", "2024-12-04"),
            ("tomorrow before 4 pm", "2024-12-05"),
            ("the last few weeks", "words"),
            ("the last weeks", "words"),
            ("the next day", "words"),
        ],
    );
    check(
        "fr",
        &[
            ("les trois derniers mois de 2021", "2021-10/2021-12"),
            ("la première quinzaine de mai 2023", "2023-05"),
            ("la fin de l’année", "2024"),
            ("il y a plus de deux ans", "../2022"),
            ("dans moins d’un mois", "2024-12-04/2025-01-04"),
            (
                "la semaine du 18",
                "2024-11-18/2024-11-24 | 2024-12-16/2024-12-22",
            ),
            ("la nuit du 3 au 4 mai 2023", "2023-05-03/2023-05-04"),
            ("ces derniers jours", "words"),
            ("du 4 au 23", "2024-12-04/2024-12-23"),
            ("août 99", "1999-08"),
            ("le lendemain", "words"),
        ],
    );
    check(
        "es",
        &[
            ("los 3 meses siguientes", "2024-12-05/2025-03-04"),
            ("el viernes a las 5", "2024-11-29 | 2024-12-06"),
        ],
    );
    let found = |lang: &str, text: &str| -> Vec<String> {
        let on = Edtf::parse("2024-12-04").ok().and_then(|d| d.from().day());
        let found = Reader::new(lang, on).expect("a language").find(text);
        found
            .into_iter()
            .map(|f| match f.meaning {
                Meaning::Read(date, _) => format!("{} {date}", f.text),
                _ => f.text,
            })
            .collect()
    };
    assert_eq!(
        found("en", "They met on 18, 19 and 21 June 2023."),
        ["18 2023-06-18", "19 2023-06-19", "21 June 2023 2023-06-21"]
    );
    assert_eq!(
        found("fr", "Les 18 et 19 juin 2023, 12 personnes"),
        ["18 2023-06-18", "19 juin 2023 2023-06-19"]
    );
    for (lang, text) in [
        (
            "en",
            "The first chapters, 3, 4 and 5, cost 12 crowns; now and then up to date, every Monday.",
        ),
        (
            "fr",
            "Il chassait hiver comme été, chaque automne, commis à quinze cents francs cette année-là.",
        ),
        ("en", "On winter evenings he read a book about the sea."),
    ] {
        assert_eq!(found(lang, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_weekday_with_a_day_that_no_year_has_is_said_to_be_none() {
    let why = |text: &str, on: Option<&str>| {
        let on = on
            .and_then(|on| Edtf::parse(on).ok())
            .and_then(|on| on.from().day());
        match Reader::new("fr", on).expect("French").whole(text) {
            Some(Meaning::Words(why)) => why,
            Some(Meaning::Ambiguous(dates, _)) => format!("{dates:?}"),
            other => format!("{other:?}"),
        }
    };
    for on in [None, Some("2024-12-04")] {
        assert_eq!(why("lundi 30 février", on), "the calendar has no such day");
    }
    let leap = why("lundi 29 février", Some("2024-12-04"));
    assert!(
        leap.contains("1988-02-29") && leap.contains("2044-02-29"),
        "{leap}"
    );
}

#[test]
fn what_is_no_date_is_left_alone() {
    for (lang, text) in [
        (
            "en",
            "He may march in second place with 12,000 men at 5.30 per cent.",
        ),
        (
            "en",
            "Version 2.10.2024-rc1 costs $2024 and has 1900 soldiers, 10/12 of them new.",
        ),
        (
            "fr",
            "Il a été le second de 10.000 soldats, à 5,30 euros et 2024 obus.",
        ),
        ("fr", "La planète Mars est plus loin que la Lune."),
        ("es", "El mar de 2.000 km y la tarde de sol."),
        ("de", "Er mag das so und vor allem in drei Fällen."),
        ("pt", "A segunda vez que ele foi a quarta cidade."),
    ] {
        let reader = Reader::new(
            lang,
            Edtf::parse("2024-12-04").ok().and_then(|d| d.from().day()),
        )
        .expect("a language");
        let found: Vec<String> = reader.find(text).into_iter().map(|f| f.text).collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn offsets_are_code_points() {
    let reader = Reader::new("fr", None).expect("French");
    let text = "Été 🌞 : le 4 décembre 2024, puis 2025.";
    let found: Vec<(String, usize, usize)> = reader
        .find(text)
        .into_iter()
        .map(|f| (f.text, f.start, f.end))
        .collect();
    for (words, start, end) in &found {
        let cut: String = text.chars().skip(*start).take(end - start).collect();
        assert_eq!(cut, *words);
    }
    assert!(
        found
            .iter()
            .any(|(words, ..)| words.ends_with("4 décembre 2024")),
        "{found:?}"
    );
}

#[test]
fn chains_of_date_words_take_no_long_time() {
    let on = Edtf::parse("2024-12-04").ok().and_then(|d| d.from().day());
    let english = Reader::new("en", on).expect("English");
    for word in [
        "the first two weeks of ",
        "the second half of ",
        "next week from the first two days of ",
        "the night of from ",
        "next week from ",
        "this year between ",
        "last ",
        "2024-",
        "around ",
    ] {
        english.find(&word.repeat(2000));
    }
    for word in [
        "lundi ",
        "de lundi ",
        "3 ",
        "mai ",
        "il y a 3 jours et ",
        "du 3 au ",
        "fin de ",
        "2024-",
        "deux ",
        "la semaine prochaine du ",
        "cette année entre ",
        "année 2023/",
    ] {
        let text = word.repeat(5_000 / word.len());
        Reader::new("fr", on).expect("French").find(&text);
    }
}

#[test]
fn a_year_of_another_calendar_is_no_date() {
    let findings = |lang: &str, text: &str| {
        let on = Edtf::parse("2024-12-04")
            .ok()
            .and_then(|date| date.from().day());
        let found = Reader::new(lang, on).expect("a language").find(text);
        found
            .into_iter()
            .map(|found| found.text)
            .collect::<Vec<_>>()
    };
    for (lang, text) in [
        ("es", "Durante el último año fiscal subieron las ventas."),
        ("es", "Las ventas del año fiscal de 2023 subieron."),
        (
            "fr",
            "Au cours de la dernière année scolaire, rien n’a changé.",
        ),
        ("fr", "Pendant l’année scolaire 2023-2024, rien n’a changé."),
        ("fr", "Il y a trois jours ouvrables, rien n’avait changé."),
        ("en", "Sales rose in fiscal year 2023."),
        ("en", "Sales rose in fiscal 2023."),
        ("en", "They replied within three working days."),
        ("de", "Im Geschäftsjahr 2023 stieg der Umsatz."),
        ("it", "Nell’ultimo anno scolastico nulla è cambiato."),
        ("nl", "In het boekjaar 2023 steeg de omzet."),
        ("pt", "No último ano letivo nada mudou."),
    ] {
        assert_eq!(findings(lang, text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(findings("en", "The school opened in 2023."), ["2023"]);
    assert_eq!(
        findings("fr", "Le budget scolaire de 2023 a augmenté."),
        ["2023"]
    );
}
