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

#[test]
fn a_number_after_a_date_may_be_that_of_a_noun() {
    check(
        "en",
        &[
            (
                "In November, 20 people were killed.",
                "November = ? 2024-11 or 2025-11",
            ),
            (
                "In November two men were killed.",
                "November = ? 2024-11 or 2025-11",
            ),
            (
                "On 20 November, 1500 people left.",
                "20 November = ? 2024-11-20 or 2025-11-20",
            ),
            (
                "On 14 October 1066 William won.",
                "14 October 1066 = 1066-10-14",
            ),
            (
                "They were killed in 100 days.",
                "in 100 days = ? 2025-03-14",
            ),
            (
                "Sales fell in the three months ended 30 June 2023.",
                "30 June 2023 = 2023-06-30",
            ),
        ],
    );
    check(
        "fr",
        &[
            (
                "Ce mercredi, le Premier ministre a parlé.",
                "Ce mercredi = 2024-12-04",
            ),
            (
                "Courant novembre, une délégation est venue.",
                "Courant novembre = ? 2024-11 or 2025-11",
            ),
            ("Hier, à 20 km de la ville.", "Hier = 2024-12-03"),
            (
                "Le 14-Juillet, le 1er-Mai.",
                "Le 14-Juillet = ? 2024-07-14 or 2025-07-14; le 1er-Mai = ? 2024-05-01 or 2025-05-01",
            ),
            (
                "Il y a dix ans, en mars 2014, il partait.",
                "Il y a dix ans = 2014~; mars 2014 = 2014-03",
            ),
            ("Un mardi, il est parti.", ""),
        ],
    );
}

#[test]
fn parts_joined_by_a_hyphen_or_told_by_what_follows_are_read() {
    check(
        "fr",
        &[
            ("Mi-2025, tout sera prêt.", "Mi-2025 = 2025"),
            ("Avant fin 2025, il parlera.", "Avant fin 2025 = ../2025"),
            ("D’ici à 2030, tout change.", "D’ici à 2030 = ../2030"),
            (
                "L’hiver 2022-2023 a été doux.",
                "L’hiver 2022-2023 = 2022/2023",
            ),
            (
                "Il y a deux ans, en mai, il partait.",
                "Il y a deux ans, en mai = 2022-05~",
            ),
            (
                "Il revient ce mardi prochain.",
                "ce mardi prochain = 2024-12-10",
            ),
            (
                "Du 4 au 23 du mois prochain, puis 4 au 23 mois prochain.",
                "Du 4 au 23 du mois prochain = 2025-01-04/2025-01-23; 4 au 23 mois prochain = 2025-01-04/2025-01-23",
            ),
            ("Les rapports de 2015 et 2019.", "2015 = 2015; 2019 = 2019"),
        ],
    );
    check(
        "en",
        &[
            (
                "Nothing changes until mid-2025.",
                "until mid-2025 = ../2025",
            ),
            (
                "Three years ago this week, it began.",
                "Three years ago this week = 2021-11-29/2021-12-05",
            ),
            ("The 2015–16 season.", "2015–16 = 2015/2016"),
            ("The war of 1914-18.", "1914-18 = 1914/1918"),
            (
                "In March and April 2022 they left.",
                "March = 2022-03; April 2022 = 2022-04",
            ),
            (
                "In December and January 2022 they left.",
                "December = 2021-12; January 2022 = 2022-01",
            ),
            ("Jan-Feb 2017 was cold.", "Jan-Feb 2017 = 2017-01/2017-02"),
            (
                "Over the weekend, they marched.",
                "the weekend = ? 2024-11-30/2024-12-01 or 2024-12-07/2024-12-08",
            ),
            (
                "On Oct. 3 and 4, 2022.",
                "Oct. 3 = ? 2024-10-03 or 2025-10-03; 4, 2022 = 2022-10-04",
            ),
        ],
    );
    check(
        "de",
        &[
            (
                "In der Nacht zum Mittwoch fielen Schüsse.",
                "der Nacht zum Mittwoch = 2024-12-03/2024-12-04",
            ),
            (
                "In der Nacht auf den 4. Mai 2023 fielen Schüsse.",
                "der Nacht auf den 4. Mai 2023 = 2023-05-03/2023-05-04",
            ),
            (
                "Bis Ende des Jahres soll es kommen.",
                "Bis Ende des Jahres = ../2024",
            ),
            ("Am 27. 11. 2024 war er da.", "27. 11. 2024 = 2024-11-27"),
        ],
    );
    check(
        "nl",
        &[
            (
                "In de nacht van dinsdag op woensdag.",
                "de nacht van dinsdag op woensdag = 2024-12-03/2024-12-04",
            ),
            (
                "De week die 4 maart 2024 begint.",
                "De week die 4 maart 2024 begint = 2024-03-04/2024-03-10",
            ),
            ("Hij ging op 22-4 weg.", "22-4 = ? 2024-04-22 or 2025-04-22"),
        ],
    );
    check(
        "es",
        &[
            (
                "El vigésimo segundo de junio de 2022.",
                "El vigésimo segundo de junio de 2022 = 2022-06-22",
            ),
            (
                "Los primeros seis meses de 2023.",
                "Los primeros seis meses de 2023 = 2023-01/2023-06",
            ),
        ],
    );
    check(
        "pt",
        &[
            (
                "Na noite de terça para quarta-feira.",
                "noite de terça para quarta-feira = 2024-12-03/2024-12-04",
            ),
            (
                "No próximo dia 15 haverá votação.",
                "No próximo dia 15 = 2024-12-15",
            ),
            ("Na década de 90, tudo mudou.", "Na década de 90 = 199X"),
            (
                "Nesta quinta-feira (5), reúnem-se.",
                "Nesta quinta-feira (5) = 2024-12-05",
            ),
            (
                "No fim de semana, protestaram.",
                "fim de semana = ? 2024-11-30/2024-12-01 or 2024-12-07/2024-12-08",
            ),
            (
                "A reunião foi na terça.",
                "terça = ? 2024-12-03 or 2024-12-10",
            ),
        ],
    );
}
