//! Languages by name, and what to say of words that may have been translated.

/// The languages that reports name in English; any other is named by its tag.
#[rustfmt::skip]
const LANGUAGES: &[(&str, &str)] = &[
    ("am", "Amharic"), ("ar", "Arabic"), ("az", "Azerbaijani"), ("be", "Belarusian"),
    ("bg", "Bulgarian"), ("bn", "Bengali"), ("ca", "Catalan"), ("cs", "Czech"), ("da", "Danish"),
    ("de", "German"), ("el", "Greek"), ("en", "English"), ("es", "Spanish"), ("et", "Estonian"),
    ("fa", "Persian"), ("fi", "Finnish"), ("fr", "French"), ("ha", "Hausa"), ("he", "Hebrew"),
    ("hi", "Hindi"), ("hr", "Croatian"), ("hu", "Hungarian"), ("hy", "Armenian"),
    ("id", "Indonesian"), ("it", "Italian"), ("ja", "Japanese"), ("ka", "Georgian"),
    ("kk", "Kazakh"), ("ko", "Korean"), ("ku", "Kurdish"), ("lt", "Lithuanian"),
    ("lv", "Latvian"), ("mk", "Macedonian"), ("ms", "Malay"), ("my", "Burmese"),
    ("nb", "Norwegian"), ("nl", "Dutch"), ("no", "Norwegian"), ("pl", "Polish"), ("ps", "Pashto"),
    ("pt", "Portuguese"), ("ro", "Romanian"), ("ru", "Russian"), ("sk", "Slovak"),
    ("sl", "Slovene"), ("so", "Somali"), ("sq", "Albanian"), ("sr", "Serbian"), ("sv", "Swedish"),
    ("sw", "Swahili"), ("ta", "Tamil"), ("th", "Thai"), ("ti", "Tigrinya"), ("tl", "Tagalog"),
    ("tr", "Turkish"), ("uk", "Ukrainian"), ("ur", "Urdu"), ("uz", "Uzbek"), ("vi", "Vietnamese"),
    ("yue", "Cantonese"), ("zh", "Chinese"),
];

/// A language in English: "French", "Portuguese (pt-BR)", "the language `qaa`".
pub fn language(tag: &str) -> String {
    let primary = primary(tag);
    match LANGUAGES.iter().find(|(code, _)| *code == primary) {
        Some((_, name)) if tag.eq_ignore_ascii_case(&primary) => (*name).to_owned(),
        Some((_, name)) => format!("{name} ({tag})"),
        None => format!("the language {tag}"),
    }
}

fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or(tag).to_lowercase()
}

/// What to say of words that the source prints in `lang` and that were spoken in `spoken`.
///
/// Only where both are known and one may the words be the speaker's own; even then they are not
/// called so, for a reporter may have mended them.
/// Where `lang` is not known, `found` is the language that the words themselves tell: it is said to be so, and never that they
/// were translated.
pub fn printed(lang: &str, found: &str, spoken: &str) -> String {
    let known = |tag: &str| !tag.is_empty() && tag != "und";
    if !known(lang) && known(found) {
        let told = format!("(as printed, in {} by its words", language(found));
        return match known(spoken) {
            true => format!("{told}, said in {})", language(spoken)),
            false => told + ")",
        };
    }
    match (known(lang), known(spoken)) {
        (false, false) => "(as printed)".to_owned(),
        (false, true) => format!("(as printed, said in {})", language(spoken)),
        (true, false) => format!("(as printed, in {})", language(lang)),
        (true, true) if primary(lang) == primary(spoken) => format!("in {}", language(lang)),
        (true, true) => format!(
            "in {} (source’s translation), said in {}",
            language(lang),
            language(spoken)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_named_and_no_translation_passes_for_the_words_said() {
        assert_eq!(language("pt-BR"), "Portuguese (pt-BR)");
        assert_eq!(language("qaa"), "the language qaa");
        assert_eq!(printed("fr", "", "und"), "(as printed, in French)");
        assert_eq!(printed("fr", "", ""), "(as printed, in French)");
        assert_eq!(printed("fr", "", "fr-CA"), "in French");
        assert_eq!(
            printed("", "fr", "und"),
            "(as printed, in French by its words)"
        );
        assert_eq!(
            printed("", "fr", "ko"),
            "(as printed, in French by its words, said in Korean)"
        );
        assert_eq!(
            printed("fr", "", "ko"),
            "in French (source’s translation), said in Korean"
        );
    }
}
