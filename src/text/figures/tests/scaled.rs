//! Scales, cut ranges, negations and names beside numbers: what is read, and what is left as words.

use super::said::all_read;
use super::*;

#[test]
fn a_scale_behind_a_part_or_a_number_multiplies_it() {
    all_read(&[
        ("en", "3½ million people", &["3½ million: bare 3500000"]),
        (
            "en",
            "2 1/4 million dollars",
            &["2 1/4 million dollars: bare 2250000 $"],
        ),
        ("en", "3¾bn", &["3¾bn: bare 3750000000"]),
        ("de", "3½ Millionen", &["3½ Millionen: bare 3500000"]),
        (
            "en",
            "one point five million people",
            &["one point five million: bare 1500000"],
        ),
        (
            "en",
            "quarter of a million",
            &["quarter of a million: bare 250000"],
        ),
        ("en", "half a hundred men", &["half a hundred: bare 50"]),
        ("it", "due migliaia", &["due migliaia: bare 2000"]),
        ("pt", "três milhares", &["três milhares: bare 3000"]),
        (
            "fr",
            "une cinquantaine de milliers",
            &["une cinquantaine de milliers: bare 50000"],
        ),
        ("es", "3 millardos", &["3 millardos: bare 3000000000"]),
        ("en", "five grand", &["five grand: bare 5000"]),
        ("en", "five grand pianos", &["five: bare 5"]),
        ("es", "1'5 millones", &["1'5 millones: bare 1500000"]),
        ("es", "5 mil M€", &["5 mil M€: bare 5000000000 EUR"]),
        (
            "fr",
            "un trillion",
            &["un trillion: bare 1000000000000000000"],
        ),
    ]);
}

#[test]
fn what_a_scale_is_of_is_not_guessed() {
    all_read(&[
        ("de", "viele hunderttausend Menschen", &[]),
        ("de", "etliche tausend", &[]),
        ("nl", "meerdere honderdduizend", &[]),
        ("en", "many hundred thousand people", &[]),
        ("en", "hundred thousands of people", &[]),
        ("en", "four score and seven men", &[]),
        ("en", "3 millions 5", &[]),
        ("en", "3 million 5", &[]),
        ("en", "10,00 people", &[]),
        ("en", "10 m euros", &[]),
        ("nl", "3 ton euro", &[]),
        ("en", "10 MM", &[]),
    ]);
}

#[test]
fn a_thousand_and_one_is_one_more() {
    all_read(&[
        ("de", "tausendundeine Nacht", &["tausendundeine: bare 1001"]),
        ("nl", "duizendeen", &["duizendeen: bare 1001"]),
        ("it", "milleuno", &["milleuno: bare 1001"]),
        ("it", "mille e uno", &["mille e uno: bare 1001"]),
        ("fr", "mille et un", &["mille et un: bare 1001"]),
        ("es", "mil y una noches", &["mil y una: bare 1001"]),
        ("pt", "mil e um", &["mil e um: bare 1001"]),
        (
            "fr",
            "mille et un quart",
            &["mille et un quart: bare 1000.25"],
        ),
    ]);
}

#[test]
fn the_ends_of_a_range_may_be_cut() {
    all_read(&[
        (
            "de",
            "zwischen zehn- und zwanzigtausend",
            &["zwischen zehn- und zwanzigtausend: between 10000..20000"],
        ),
        (
            "de",
            "zwischen 10- und 20.000",
            &["zwischen 10- und 20.000: between 10000..20000"],
        ),
        (
            "nl",
            "tussen tien- en twaalfduizend",
            &["tussen tien- en twaalfduizend: between 10000..12000"],
        ),
        (
            "en",
            "5-to-10 million",
            &["5-to-10 million: between 5000000..10000000"],
        ),
        ("it", "due-trecento", &["due-trecento: between 200..300"]),
        (
            "en",
            "from 10,000 up to 15,000",
            &["from 10,000 up to 15,000: between 10000..15000"],
        ),
    ]);
}

#[test]
fn not_turns_a_bound_about() {
    all_read(&[
        ("en", "not quite 300", &["not quite 300: nearly ..300"]),
        ("en", "not even 300", &["not even 300: less-than ..300"]),
        ("en", "not about 300", &[]),
        (
            "en",
            "did not exceed 300",
            &["not exceed 300: at-most ..300"],
        ),
        ("de", "keine 300", &["keine 300: less-than ..300"]),
        ("de", "nicht über 300", &["nicht über 300: at-most ..300"]),
        (
            "fr",
            "300 et des poussières",
            &["300 et des poussières: about 300"],
        ),
        ("pt", "300 e tal", &["300 e tal: about 300"]),
        ("it", "non oltre 300", &["non oltre 300: at-most ..300"]),
        (
            "nl",
            "niet meer dan 300",
            &["niet meer dan 300: at-most ..300"],
        ),
        ("es", "no supera 300", &["no supera 300: at-most ..300"]),
    ]);
}

#[test]
fn a_name_with_digits_is_no_unit_and_nothing_counted() {
    all_read(&[
        ("en", "20 T-72 tanks", &["20: bare 20"]),
        ("en", "12 Mi-8 helicopters", &["12: bare 12"]),
        ("en", "6 g-7 leaders", &["6: bare 6"]),
    ]);
}

#[test]
fn a_year_in_words_or_before_an_era_is_none() {
    all_read(&[
        ("fr", "mil neuf cent quatre-vingt-dix-huit", &[]),
        ("de", "im Jahr neunzehnhundertneunundachtzig", &[]),
        ("de", "44 v. Chr. starb er", &[]),
        ("de", "zwölfhundert Menschen", &["zwölfhundert: bare 1200"]),
    ]);
}

#[test]
fn a_noun_in_german_has_a_capital() {
    for text in ["um 300 gestiegen", "20 T-72 tanks"] {
        let language = if text.starts_with("um") { "de" } else { "en" };
        assert!(find(text, Some(language))[0].counted.is_none(), "{text}");
    }
}

#[test]
fn without_a_language_no_number_loses_the_word_beside_it() {
    for text in [
        "$5 million",
        "plus de 300",
        "5 Millionen",
        "3 M€",
        "due migliaia",
        "ruim 300",
    ] {
        assert!(find(text, None).is_empty(), "{text}");
    }
    assert_eq!(find("10,5 %", None).len(), 1);
}

#[test]
fn joined_bounds_tell_no_empty_reason() {
    let found = find("more than 10 but fewer than 20 goats", Some("en"));
    assert!(found[0].how.iter().all(|how| !how.is_empty()), "{found:?}");
}

#[test]
fn what_is_odd_or_the_base_of_a_rate_is_not_a_number_of_its_own() {
    all_read(&[
        ("en", "twenty-odd thousand men", &[]),
        ("fr", "cent et quelques mille", &[]),
        ("en", "12 deaths per 100,000 people", &["12: bare 12"]),
        ("fr", "12 cas pour 100 000 habitants", &["12: bare 12"]),
        (
            "fr",
            "100 000 pour 100 euros",
            &["100 000: bare 100000", "100 euros: bare 100 EUR"],
        ),
        ("nl", "2 mrd euro", &["2 mrd euro: bare 2000000000 EUR"]),
        ("en", "3 Mrd euros", &[]),
        ("de", "um 20 Uhr 15", &[]),
    ]);
}

#[test]
fn hundreds_of_a_scale_are_shared_too() {
    all_read(&[
        (
            "fr",
            "trois à quatre cent mille",
            &["trois à quatre cent mille: between 300000..400000"],
        ),
        (
            "de",
            "2- bis 3000 Menschen",
            &["2- bis 3000: between 2000..3000"],
        ),
        ("en", "3 to 400 million", &[]),
        (
            "en",
            "5 to 60 million",
            &["5 to 60 million: between 5000000..60000000"],
        ),
    ]);
}

#[test]
fn what_was_read_to_a_wrong_value_is_read_right_or_not() {
    all_read(&[
        ("en", "raised $10 m last year", &["$10 m: bare 10000000 $"]),
        ("fr", "deux mille et un peu plus", &[]),
        (
            "fr",
            "trois centaines de milliers",
            &["trois centaines de milliers: bare 300000"],
        ),
        ("es", "no hay menos de 300", &[]),
        ("en", "not only more than 300", &[]),
        (
            "es",
            "doscientas una personas",
            &["doscientas una: bare 201"],
        ),
        ("es", "mil una", &["mil una: bare 1001"]),
        ("pt", "nem mais nem menos 300", &["300: bare 300"]),
    ]);
}
