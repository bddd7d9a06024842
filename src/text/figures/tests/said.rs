//! Sentences as papers print them: language, sentence, and everything that is read in it.

use super::told;

/// Each sentence with its findings, as `text: qualifier bounds unit`.
pub(super) fn all_read(table: &[(&str, &str, &[&str])]) {
    let wrong: Vec<String> = table
        .iter()
        .map(|(language, text, expected)| (text, told(text, language), expected))
        .filter(|(_, found, expected)| found != *expected)
        .map(|(text, found, expected)| format!("{text}\n  read {found:?}\n  not  {expected:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_scale_of_the_second_end_is_that_of_the_first() {
    all_read(&[
        (
            "en",
            "10 to 12,000 men",
            &["10 to 12,000: between 10000..12000"],
        ),
        (
            "fr",
            "entre 8 et 10 000 morts",
            &["entre 8 et 10 000: between 8000..10000"],
        ),
        (
            "nl",
            "van 10 tot 12.000",
            &["van 10 tot 12.000: between 10000..12000"],
        ),
        (
            "en",
            "ten to twelve thousand",
            &["ten to twelve thousand: between 10000..12000"],
        ),
        (
            "en",
            "one and a half to two million",
            &["one and a half to two million: between 1500000..2000000"],
        ),
        (
            "en",
            "five to six hundred",
            &["five to six hundred: between 500..600"],
        ),
        (
            "de",
            "zehn- bis zwölftausend",
            &["zehn- bis zwölftausend: between 10000..12000"],
        ),
        (
            "de",
            "fünf- oder sechshundert",
            &["fünf- oder sechshundert: between 500..600"],
        ),
        // Where it is no scale of both, or nobody could say.
        (
            "en",
            "50 to 10,000 euros",
            &["50 to 10,000 euros: between 50..10000 EUR"],
        ),
        (
            "en",
            "€10 to €12,000",
            &["€10 to €12,000: between 10..12000 EUR"],
        ),
        (
            "fr",
            "de cent à mille",
            &["de cent à mille: between 100..1000"],
        ),
        ("en", "between 3 and 2 million", &[]),
        ("en", "between 1 and 12,000", &[]),
        ("en", "800 to 1 million", &[]),
        (
            "en",
            "rose 12 per cent to 4 million",
            &["12 per cent: bare 12 %", "4 million: bare 4000000"],
        ),
    ]);
}

#[test]
fn a_change_names_two_figures_in_one_scale() {
    all_read(&[
        (
            "fr",
            "passe de 12 à 15 millions",
            &["12: bare 12000000", "15 millions: bare 15000000"],
        ),
        (
            "de",
            "stieg von 3 auf 5 Milliarden",
            &["3: bare 3000000000", "5 Milliarden: bare 5000000000"],
        ),
        (
            "es",
            "subió de 12 a 15 millones",
            &["12: bare 12000000", "15 millones: bare 15000000"],
        ),
        // From ten, or from ten thousand.
        ("en", "rose from 10 to 12,000", &["12,000: bare 12000"]),
    ]);
}

#[test]
fn a_part_takes_what_it_is_a_part_of() {
    all_read(&[
        (
            "en",
            "about three quarters of a million",
            &["about three quarters of a million: about 750000"],
        ),
        (
            "fr",
            "trois quarts de million",
            &["trois quarts de million: bare 750000"],
        ),
        (
            "it",
            "tre quarti di milione",
            &["tre quarti di milione: bare 750000"],
        ),
        ("fr", "un tiers de l'effectif", &["un tiers: bare 1/3"]),
        ("fr", "un an et demi", &["un an et demi: bare 1.5 a"]),
        ("es", "dos años y medio", &["dos años y medio: bare 2.5 a"]),
        ("en", "a year and a half later", &[]),
        (
            "fr",
            "une ou deux personnes",
            &["une ou deux: between 1..2"],
        ),
        ("fr", "un Français sur trois", &[]),
        ("fr", "5 pour mille", &["5 pour mille: bare 5 [ppth]"]),
    ]);
}

#[test]
fn below_nought_is_told_from_a_dash() {
    all_read(&[
        (
            "en",
            "minus 5 degrees, or minus 8",
            &["minus 5 degrees: bare -5 deg", "minus 8: bare -8"],
        ),
        ("fr", "plus ou moins 10", &["plus ou moins 10: about 10"]),
        ("fr", "un recul de –7 %", &["–7 %: bare -7 %"]),
        ("en", "the crew –7 men – left", &["7: bare 7"]),
    ]);
}

#[test]
fn marks_of_other_scripts_group_and_divide() {
    all_read(&[
        ("en", "５，０００ people", &["５，０００: bare 5000"]),
        ("en", "١٬٢٠٠ people", &["١٬٢٠٠: bare 1200"]),
        ("fr", "١٬٢٠٠٫٥ tonnes", &["١٬٢٠٠٫٥ tonnes: bare 1200.5 t"]),
    ]);
}

#[test]
fn names_days_and_addresses_are_no_figures() {
    all_read(&[
        ("fr", "les articles 5, 6 et 7", &[]),
        ("en", "sections 12 to 14; section 230(c)(1)", &[]),
        ("de", "§ 5 Abs. 2; Linie 5; Tel. 030 1234567", &[]),
        ("de", "vom 3. bis 5. Mai", &[]),
        (
            "es",
            "el 11-M; los años 90; calle Mayor 12, 28001 Madrid",
            &[],
        ),
        ("it", "alle 14.30; gli anni '90; via Roma 12", &[]),
        ("fr", "12, rue des Lilas, 75001 Paris", &[]),
        ("de", "Hauptstraße 12, 10115 Berlin", &[]),
        ("de", "12000 Soldaten", &["12000: bare 12000"]),
        (
            "en",
            "10 Downing Street; in nineteen eighty-four; after 9/11; a 1-in-100 chance",
            &[],
        ),
        ("es", "la 3.ª edición", &["3.ª: ordinal bare 3"]),
    ]);
}

#[test]
fn short_forms_and_crowds_are_what_people_mean() {
    all_read(&[
        ("de", "2 Mrd. Euro", &["2 Mrd. Euro: bare 2000000000 EUR"]),
        (
            "en",
            "10m people within 5m of the sea",
            &["10m: bare 10000000", "5m: bare 5 m"],
        ),
        ("en", "the 100m hurdles", &[]),
        (
            "en",
            "5m to 7m dollars",
            &["5m to 7m dollars: between 5000000..7000000 $"],
        ),
        (
            "en",
            "a couple of hundred men; 10,000-plus",
            &[
                "a couple of hundred: hundreds-of ",
                "10,000-plus: at-least 10000..",
            ],
        ),
        (
            "de",
            "ein paar Tausend",
            &["ein paar Tausend: thousands-of "],
        ),
        ("en", "1.5–2.0 km", &["1.5–2.0 km: between 1.5..2 km"]),
    ]);
}

#[test]
fn numbers_that_are_read_with_what_stands_beside_them() {
    all_read(&[
        (
            "es",
            "mil quinientos millones",
            &["mil quinientos millones: bare 1500000000"],
        ),
        ("it", "circa 4-500 persone", &["4-500: between 400..500"]),
        ("fr", "il mesure 1 m 85", &["1 m 85: bare 1.85 m"]),
        ("en", "a man of 6ft 3in", &["6ft 3in: bare 6.25 ft"]),
        (
            "fr",
            "perd 1,2 % à 7.255 points",
            &["1,2 %: bare 1.2 %", "7.255: bare 7255"],
        ),
        ("de", "im 19. Jahrhundert", &["19.: ordinal bare 19"]),
        (
            "de",
            "mehr als 2022; mehr als 2000",
            &["mehr als 2000: more-than 2000.."],
        ),
        (
            "de",
            "mehrere Zehntausend",
            &["mehrere Zehntausend: thousands-of "],
        ),
        (
            "es",
            "creció un 3 % hasta 1,4 millones",
            &["3 %: bare 3 %", "1,4 millones: bare 1400000"],
        ),
        ("es", "hasta 40 heridos", &["hasta 40: up-to ..40"]),
        ("fr", "entre 14 h et 17 h 30", &[]),
        ("fr", "un trajet de 3 h", &["3: bare 3"]),
        (
            "en",
            "as of Dec. 3; the FTSE 100; a Leopard 2A4; hundreds of billions",
            &[],
        ),
        ("it", "alle 18 di ieri", &[]),
        ("nl", "hooguit 300", &["hooguit 300: at-most ..300"]),
    ]);
}

#[test]
fn what_is_counted_is_no_name_and_no_hour() {
    all_read(&[
        ("en", "last season 40 players; season 3", &["40: bare 40"]),
        (
            "it",
            "in 24 ore 300 persone; alle ore 15",
            &["24 ore: bare 24 h", "300: bare 300"],
        ),
        ("es", "al día 40 muertos", &["40: bare 40"]),
    ]);
}
