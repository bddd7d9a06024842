//! The rules of reading, each on a sentence of its own.

mod said;
mod scaled;

use super::*;

/// The findings as `text: qualifier low..high unit`.
fn told(text: &str, language: &str) -> Vec<String> {
    let plain = |value: &Option<Value>| {
        value.as_ref().map_or_else(String::new, |v| {
            v.decimal().or_else(|| v.fraction()).unwrap_or_default()
        })
    };
    find(text, Some(language))
        .into_iter()
        .map(|f| {
            let unit = f.unit.map(|u| format!(" {u}")).unwrap_or_default();
            let which = if f.kind == Kind::Ordinal {
                "ordinal "
            } else {
                ""
            };
            let (low, high) = (plain(&f.low), plain(&f.high));
            let bounds = if low == high {
                low
            } else {
                format!("{low}..{high}")
            };
            format!(
                "{}: {which}{} {bounds}{unit}",
                &text[f.range],
                f.precision.word()
            )
        })
        .collect()
}

fn one(text: &str, language: &str) -> String {
    let all = told(text, language);
    assert_eq!(all.len(), 1, "{text}: {all:?}");
    all.into_iter().next().unwrap()
}

#[test]
fn marks_group_or_divide_by_language() {
    assert_eq!(one("10.000 hommes", "fr"), "10.000: bare 10000");
    assert_eq!(one("10.000 tonnes", "en"), "10.000 tonnes: bare 10 t");
    assert_eq!(one("10,000 men", "en"), "10,000: bare 10000");
    assert_eq!(one("10,5 Meter", "de"), "10,5 Meter: bare 10.5 m");
    assert_eq!(
        one("1.234.567,89 euros", "es"),
        "1.234.567,89 euros: bare 1234567.89 EUR"
    );
    assert_eq!(one("10 000 habitants", "fr"), "10 000: bare 10000");
    assert_eq!(
        one("10\u{202f}000 habitants", "fr"),
        "10\u{202f}000: bare 10000"
    );
    assert_eq!(
        one("12’500 Franken", "de"),
        "12’500 Franken: bare 12500 CHF"
    );
    assert_eq!(one("12,34,567 voters", "en"), "12,34,567: bare 1234567");
    assert_eq!(one("１２００ people", "en"), "１２００: bare 1200");
    assert_eq!(one("some ٢٥٠ men", "en"), "some ٢٥٠: about 250");
}

#[test]
fn a_comma_before_three_digits_is_read_neither_way_in_spanish() {
    for text in ["10,000 tropas", "$1,500 millones"] {
        let found = find(text, Some("es"));
        assert!(
            found[0].low.is_none() && found[0].either.is_some(),
            "{text}"
        );
        assert!(
            found[0].how.iter().any(|how| how.contains("Mexico")),
            "{text}"
        );
    }
    assert_eq!(one("1,5 millones", "es"), "1,5 millones: bare 1500000");
    assert_eq!(one("10.000 tropas", "es"), "10.000: bare 10000");
}

#[test]
fn marks_without_a_language_have_both_readings() {
    let found = find("10.000", None);
    let (a, b) = found[0].either.clone().unwrap();
    assert_eq!(
        (a.decimal().unwrap().as_str(), b.decimal().unwrap().as_str()),
        ("10", "10000")
    );
    assert!(found[0].low.is_none() && found[0].high.is_none());
    assert_eq!(
        find("1,234,567", None)[0]
            .low
            .as_ref()
            .unwrap()
            .decimal()
            .unwrap(),
        "1234567"
    );
}

#[test]
fn what_cannot_be_right_is_left_as_words() {
    for bad in ["1.2.3.4", "10.000,5.3", "10,00,000", "007", "00123"] {
        assert_eq!(told(bad, "fr"), Vec::<String>::new(), "{bad}");
    }
    let long = "9".repeat(10_000);
    assert!(told(&long, "en").is_empty());
    assert!(told(&"vingt ".repeat(20_000), "fr").len() <= 20_000);
    assert!(told(&"einund".repeat(20_000), "de").is_empty());
}

#[test]
fn number_words_are_one_number() {
    for (words, language, value) in [
        ("quatre-vingt-dix-sept", "fr", "97"),
        ("soixante et onze", "fr", "71"),
        ("deux cent mille", "fr", "200000"),
        ("nonante-deux", "fr", "92"),
        ("one hundred and twenty-five thousand", "en", "125000"),
        ("twelve hundred", "en", "1200"),
        ("achthundertdreiundzwanzig", "de", "823"),
        ("zweieinhalb Millionen", "de", "2500000"),
        ("zevenhonderdvierenvijftig", "nl", "754"),
        ("tres mil doscientos millones", "es", "3200000000"),
        ("veintitrés mil", "es", "23000"),
        ("duecentocinquantamila", "it", "250000"),
        ("trentotto", "it", "38"),
        ("mil e duzentos", "pt", "1200"),
        ("dois milhões e meio", "pt", "2500000"),
    ] {
        assert_eq!(
            one(words, language),
            format!("{words}: bare {value}"),
            "{words}"
        );
    }
}

#[test]
fn scales_and_short_forms_multiply() {
    assert_eq!(
        one("1,2 million de barils", "fr"),
        "1,2 million de barils: bare 1200000 bbl"
    );
    assert_eq!(one("3 Mio. Euro", "de"), "3 Mio. Euro: bare 3000000 EUR");
    assert_eq!(one("10k followers", "en"), "10k: bare 10000");
    assert_eq!(one("£5m", "en"), "£5m: bare 5000000 GBP");
    assert_eq!(one("5 m", "en"), "5 m: bare 5 m");
    assert_eq!(one("30 MUSD", "en"), "30 MUSD: bare 30000000 USD");
}

#[test]
fn words_bound_strictly_or_loosely() {
    for (text, language, told) in [
        (
            "plus de 10.000 de ses gardes",
            "fr",
            "plus de 10.000: more-than 10000..",
        ),
        ("au moins 40 maisons", "fr", "au moins 40: at-least 40.."),
        ("jusqu’à 300 bus", "fr", "jusqu’à 300: up-to ..300"),
        ("près de 2 000 lits", "fr", "près de 2 000: nearly ..2000"),
        (
            "environ trois cents bergers",
            "fr",
            "environ trois cents: about 300",
        ),
        (
            "no fewer than 12 boats",
            "en",
            "no fewer than 12: at-least 12..",
        ),
        ("200 or more", "en", "200 or more: at-least 200.."),
        (
            "mindestens 30 Schiffe",
            "de",
            "mindestens 30: at-least 30..",
        ),
        ("hasta 500 camiones", "es", "hasta 500: up-to ..500"),
        ("quasi 80 treni", "it", "quasi 80: nearly ..80"),
        ("cerca de 90 pontes", "pt", "cerca de 90: about 90"),
        ("bijna 60 schapen", "nl", "bijna 60: nearly ..60"),
        ("dozens of villages", "en", "dozens of: dozens-of "),
        (
            "des milliers de tracteurs",
            "fr",
            "des milliers de: thousands-of ",
        ),
        ("≥ 30", "en", "≥ 30: at-least 30.."),
    ] {
        assert_eq!(one(text, language), told, "{text}");
    }
}

#[test]
fn two_ends_are_a_range_and_a_change_is_none() {
    assert_eq!(
        one("entre 8 000 et 12 000 vaches", "fr"),
        "entre 8 000 et 12 000: between 8000..12000"
    );
    assert_eq!(
        one("10–12,000 sheep", "en"),
        "10–12,000: between 10000..12000"
    );
    assert_eq!(
        one("5 to 10 million litres", "en"),
        "5 to 10 million litres: between 5000000..10000000 l"
    );
    assert_eq!(
        one("more than 10 but fewer than 20 goats", "en"),
        "more than 10 but fewer than 20: between 10..20"
    );
    assert_eq!(
        told("The herd rose from 200 to 300 goats", "en"),
        ["200: bare 200", "300: bare 300"]
    );
}

#[test]
fn parts_percentages_and_ordinals_are_told_apart() {
    assert_eq!(one("deux tiers des bergers", "fr"), "deux tiers: bare 2/3");
    assert_eq!(one("one in three farms", "en"), "one in three: bare 1/3");
    assert_eq!(one("3½ tonnes", "en"), "3½ tonnes: bare 3.5 t");
    assert_eq!(one("12,5 %", "fr"), "12,5 %: bare 12.5 %");
    assert_eq!(one("zwanzig Prozent", "de"), "zwanzig Prozent: bare 20 %");
    assert_eq!(
        one("the twenty-first barn", "en"),
        "twenty-first: ordinal bare 21"
    );
    assert_eq!(one("a second barn", "en"), "second: ordinal bare 2");
    assert_eq!(told("75 -300mm", "en").len(), 2);
    assert_eq!(one("-5 degrees", "en"), "-5 degrees: bare -5 deg");
}

#[test]
fn what_only_looks_like_a_quantity_is_none() {
    for (text, language) in [
        ("in 2024", "en"),
        ("the 2024 harvest", "en"),
        ("le 4 décembre 2024", "fr"),
        ("2024-12-04", "fr"),
        ("17/05/2018", "fr"),
        ("à 14h30", "fr"),
        ("at 2 pm", "en"),
        ("um 8 Uhr", "de"),
        ("+33 1 23 45 67 89", "fr"),
        ("they won 3–1", "en"),
        ("article 5", "fr"),
        ("n° 12", "fr"),
        ("COVID-19", "en"),
        ("the AK-47", "en"),
        ("https://example.org/a/300?b=20%25", "en"),
        ("someone+12@example.org", "en"),
        ("this one is fine", "en"),
        ("un berger", "fr"),
        ("the Boeing 737", "en"),
        ("12:45", "en"),
        ("1) first the barns", "en"),
        ("from 4 to 6 May", "en"),
        ("28–31 May", "en"),
        ("pp. 120–135", "en"),
        ("articles 5-70", "fr"),
    ] {
        let quantities: Vec<_> = told(text, language)
            .into_iter()
            .filter(|t| !t.contains("ordinal"))
            .collect();
        assert!(quantities.is_empty(), "{text}: {quantities:?}");
    }
}

#[test]
fn what_is_counted_is_kept_as_written() {
    let text = "plus de 10.000 de ses gardes forestiers";
    let found = find(text, Some("fr"));
    assert_eq!(&text[found[0].counted.clone().unwrap()], "gardes");
    let text = "at least 40 young mountain goats have";
    let found = find(text, Some("en"));
    assert_eq!(
        &text[found[0].counted.clone().unwrap()],
        "young mountain goats"
    );
}

#[test]
fn a_scale_is_shared_by_an_end_with_a_decimal_too() {
    for (text, language) in [
        ("1.5 to 2 million", "en"),
        ("1,5 à 2 millions", "fr"),
        ("entre 1,5 y 2 millones", "es"),
        ("1,5 bis 2 Millionen", "de"),
    ] {
        assert_eq!(
            one(text, language),
            format!("{text}: between 1500000..2000000")
        );
    }
}

#[test]
fn numbers_of_two_lines_or_with_a_fraction_behind_are_two() {
    assert_eq!(
        told("killed 3 thousand\n200 wounded", "en"),
        ["3 thousand: bare 3000", "200: bare 200"]
    );
    assert_eq!(told("2 million 1.5 percent", "en").len(), 2);
    assert_eq!(
        one("2 million 500 thousand", "en"),
        "2 million 500 thousand: bare 2500000"
    );
}

#[test]
fn a_crowd_of_a_crowd_is_not_taken_for_the_smaller() {
    for (text, language) in [
        ("hundreds of thousands", "en"),
        ("des centaines de milliers", "fr"),
        ("cientos de miles", "es"),
    ] {
        assert!(
            told(text, language)
                .iter()
                .all(|found| !found.contains("hundreds-of")),
            "{text}: {:?}",
            told(text, language)
        );
    }
}
