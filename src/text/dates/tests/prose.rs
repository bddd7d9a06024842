//! Dates as they stand in the sentences of news, and words like them that are none. The sentences are our own, read on Wednesday 4 December 2024.

use crate::model::edtf::Edtf;
use crate::text::dates::{Finding, Meaning, Reader};

/// What is found in a sentence, as one text: each finding's words with its reading; `?` stands before readings of which none is chosen.
fn found(lang: &str, text: &str) -> String {
    let on = Edtf::parse("2024-12-04").ok().and_then(|d| d.from().day());
    let reader = Reader::new(lang, on).expect("a language");
    let one = |finding: Finding| {
        let join = |dates: Vec<Edtf>| {
            let texts: Vec<&str> = dates.iter().map(Edtf::as_str).collect();
            texts.join(" or ")
        };
        let meaning = match finding.meaning {
            Meaning::Read(date, _) => date.as_str().to_owned(),
            Meaning::Ambiguous(dates, _) => format!("? {}", join(dates)),
            Meaning::Words(_) => "?".to_owned(),
        };
        format!("{} = {meaning}", finding.text)
    };
    let all: Vec<String> = reader.find(text).into_iter().map(one).collect();
    all.join("; ")
}

fn check(lang: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, wanted)| {
            let got = found(lang, text);
            (got != *wanted).then(|| format!("{text}\n   got    {got}\n   wanted {wanted}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{lang}\n{}", wrong.join("\n"));
}

#[test]
fn what_is_counted_from_elsewhere_is_not_read_from_the_day() {
    check(
        "fr",
        &[
            (
                "Deux semaines plus tard, le gouvernement tombait.",
                "Deux semaines plus tard = ? 2024-12-18~",
            ),
            ("Le même jour, il partait.", "Le même jour = ? 2024-12-04"),
            (
                "L’année précédente, rien n’avait changé.",
                "L’année précédente = ? 2023",
            ),
            ("Le lendemain, il niait.", "Le lendemain = ?"),
        ],
    );
    check(
        "en",
        &[
            (
                "Two weeks later, the cabinet fell.",
                "Two weeks later = ? 2024-12-18~",
            ),
            ("He left the same day.", "the same day = ? 2024-12-04"),
            (
                "On Monday of the following week he left.",
                "Monday of the following week = ? 2024-12-09",
            ),
            ("The previous year it was 3%.", "The previous year = ? 2023"),
            ("Two weeks ago he left.", "Two weeks ago = 2024-11-20~"),
        ],
    );
    check(
        "es",
        &[
            (
                "Dos semanas después, cayó el Gobierno.",
                "Dos semanas después = ? 2024-12-18~",
            ),
            ("Dos días después del ataque habló.", ""),
            ("Esa misma tarde se fue.", "misma tarde = ? 2024-12-04"),
        ],
    );
    check(
        "de",
        &[
            (
                "Zwei Wochen später stürzte er.",
                "Zwei Wochen später = ? 2024-12-18~",
            ),
            ("Am gleichen Tag ging er.", "gleichen Tag = ? 2024-12-04"),
        ],
    );
    check(
        "pt",
        &[
            (
                "Duas semanas depois, caiu o governo.",
                "Duas semanas depois = ? 2024-12-18~",
            ),
            ("No dia anterior, negara tudo.", "No dia anterior = ?"),
        ],
    );
    check(
        "it",
        &[
            (
                "Due settimane dopo, il governo cadde.",
                "Due settimane dopo = ? 2024-12-18~",
            ),
            ("Due giorni dopo il voto partì.", ""),
            ("Lo stesso giorno partì.", "Lo stesso giorno = ? 2024-12-04"),
        ],
    );
    check(
        "nl",
        &[
            (
                "Twee weken later viel het kabinet.",
                "Twee weken later = ? 2024-12-18~",
            ),
            (
                "Op dezelfde dag trad hij af.",
                "dezelfde dag = ? 2024-12-04",
            ),
        ],
    );
}

#[test]
fn now_is_a_day_only_where_it_says_when() {
    for (lang, text) in [
        ("fr", "Maintenant, il faut agir."),
        ("fr", "Il faut maintenant que chacun vote."),
        ("en", "Now, the question is whether it holds."),
        ("en", "It is now clear that he lied."),
        ("es", "Ahora, la pregunta es otra."),
        ("es", "Hoy en día nadie lo cree; por ahora, nada."),
        ("de", "Jetzt geht es um den Preis."),
        ("pt", "Agora, a questão é outra."),
        ("it", "Adesso basta con le accuse."),
        ("nl", "Nu is de vraag of het houdt."),
    ] {
        assert_eq!(found(lang, text), "", "{text}");
    }
    check(
        "en",
        &[
            ("He wants to leave now.", "now = 2024-12-04"),
            (
                "It was built between May 2021 and now.",
                "between May 2021 and now = 2021-05/2024-12-04",
            ),
        ],
    );
    check("fr", &[("Il part maintenant.", "maintenant = 2024-12-04")]);
}

#[test]
fn a_morning_is_not_tomorrow() {
    check(
        "es",
        &[
            (
                "La mañana del 7 de octubre de 2023 atacaron.",
                "7 de octubre de 2023 = 2023-10-07",
            ),
            ("Mañana votarán.", "Mañana = 2024-12-05"),
            (
                "Cierran a partir de mañana.",
                "a partir de mañana = 2024-12-05/..",
            ),
        ],
    );
    check(
        "de",
        &[
            ("Am Morgen schlugen Raketen ein.", ""),
            ("Guten Morgen, sagte er.", ""),
            ("Morgen wird gewählt.", "Morgen = 2024-12-05"),
            ("Gewählt wird morgen.", "morgen = 2024-12-05"),
        ],
    );
    check(
        "nl",
        &[
            ("In de vroege ochtend en de morgen sliep hij.", ""),
            ("De Kamer stemt morgen.", "morgen = 2024-12-05"),
        ],
    );
}

#[test]
fn words_that_may_be_months_are_none_in_talk() {
    for (lang, text) in [
        ("en", "The second march was larger, and it may grow."),
        ("en", "They march on; may the best one win."),
        (
            "fr",
            "Le rover est sur la planète Mars depuis le second essai.",
        ),
        ("es", "La segunda marcha salió del mar."),
        ("pt", "A segunda marcha saiu da quarta rua."),
    ] {
        assert_eq!(found(lang, text), "", "{text}");
    }
}
