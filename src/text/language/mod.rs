//! The language of words as printed, found where nobody gave it.
//!
//! The script decides first: several are written by one language alone. Within the others a statistical reader of letters decides, and is believed
//! only where it is sure, the text is long enough, and no language that it does not know is commonly taken for its answer. In Latin letters the small
//! words of the languages most read are a second witness: they tell a sentence too short for the first, and must not speak against it. How often
//! that is wrong is measured by `tests/language_data.rs`.

mod small_words;

use unicode_script::{Script, UnicodeScript};
use whatlang::Lang;

/// The fewest letters by which a language is told from others of its script by its letters alone. Of 2,154 sentences of 20 to 39 letters 571 got an answer, and none a
/// wrong one; but what is given so short is most often a name or a title, and those were not measured.
const LETTERS: usize = 40;
/// The fewest letters by which a script that one language alone writes is no mere name in a text.
const LETTERS_OF_A_SCRIPT: usize = 8;
/// Chinese characters alone may also be a Japanese heading.
const HAN_ALONE: usize = 20;
/// How sure the statistical reader must be, from 0 to 1.
const SURE: f64 = 0.8;
/// The letters of a text that are looked at. More cost time and hardly change an answer: one of 884 texts of 400 words got one only from more.
const ENOUGH: usize = 400;

/// Scripts that one language of today writes.
const ALONE: &[(Script, &str)] = &[
    (Script::Armenian, "hy"),
    (Script::Georgian, "ka"),
    (Script::Greek, "el"),
    (Script::Gujarati, "gu"),
    (Script::Gurmukhi, "pa"),
    (Script::Hangul, "ko"),
    (Script::Kannada, "kn"),
    (Script::Khmer, "km"),
    (Script::Lao, "lo"),
    (Script::Malayalam, "ml"),
    (Script::Sinhala, "si"),
    (Script::Tamil, "ta"),
    (Script::Telugu, "te"),
    (Script::Thai, "th"),
];

/// The language that a source prints, by what is held of its words: the passage, else the quote.
pub fn of_printed(passage: &str, quote: &str) -> Option<&'static str> {
    find(if passage.is_empty() { quote } else { passage })
}

/// The language of a text by its tag (BCP 47), where it can be relied on.
pub fn find(text: &str) -> Option<&'static str> {
    let words = text.split_whitespace();
    // Addresses are in no language.
    let words = words.filter(|w| !w.contains("://") && !w.contains('@') && !w.starts_with("www."));
    let mut held = String::new();
    let mut letters = 0;
    // Letter by letter: not every script parts its words.
    for c in words.flat_map(|word| word.chars().chain([' '])) {
        held.push(c);
        letters += usize::from(c.is_alphabetic());
        if letters >= ENOUGH {
            break;
        }
    }
    let of = |scripts: &[Script]| held.chars().filter(|c| is_letter_of(*c, scripts)).count();
    // A few words of another script, such as names, are no matter.
    let mostly = |part: usize| part * 10 >= letters * 8;
    let (han, kana) = (
        of(&[Script::Han]),
        of(&[Script::Hiragana, Script::Katakana]),
    );
    if han + kana >= LETTERS_OF_A_SCRIPT && mostly(han + kana) {
        return match (han, kana) {
            (_, 0) if han >= HAN_ALONE => Some("zh"),
            // A name in kana makes no Chinese text Japanese.
            (han, kana) if kana * 5 >= han + kana => Some("ja"),
            _ => None,
        };
    }
    let alone = ALONE.iter().find(|(script, _)| {
        let part = of(&[*script]);
        part >= LETTERS_OF_A_SCRIPT && mostly(part)
    });
    if let Some((_, tag)) = alone {
        return Some(tag);
    }
    let shared = [
        Script::Latin,
        Script::Cyrillic,
        Script::Arabic,
        Script::Devanagari,
        Script::Hebrew,
    ];
    let script = *shared.iter().find(|script| mostly(of(&[**script])))?;
    let info = whatlang::detect(&held)?;
    let by_letters = tag(info.lang(), script);
    let sure = letters >= LETTERS && info.confidence() >= SURE;
    if script == Script::Latin {
        return by_both(&held, info.lang(), by_letters, sure);
    }
    by_letters.filter(|tag| sure && !is_of_another(&held, tag, script))
}

/// What letters and small words say together of a text in Latin letters. The bounds were set on sentences of 23 languages, whole and cut to six,
/// eight and twelve words.
fn by_both(
    text: &str,
    lang: Lang,
    by_letters: Option<&'static str>,
    sure: bool,
) -> Option<&'static str> {
    let witness = small_words::witness(text);
    let (best, count, weight, ahead) = witness.best();
    let words = witness.words as f64;
    let agree = by_letters == Some(best);
    let found = match by_letters.filter(|_| sure) {
        // Even where its letters are sure, a sentence has some of its language's small words, and few of another's.
        Some(letters) => match witness.of(letters) {
            Some(small) => {
                (small * 8 >= witness.words && (agree || ahead < 1.0)).then_some(letters)
            }
            None => (weight < 0.3 * words).then_some(letters),
        },
        None => {
            let both = agree && words >= 6.0 && count >= 2 && weight >= words * 0.2;
            let both = both && weight >= 1.0 && ahead >= 1.0;
            let alone = count >= 4 && weight >= 3.0 && weight >= words * 0.35 && ahead >= 2.0;
            (both || alone && !is_neighbour(lang, best)).then_some(best)
        }
    };
    found.filter(|tag| !is_of_another(text, tag, Script::Latin))
}

/// Whether the letters are those of a language that shares many small words with another.
fn is_neighbour(lang: Lang, tag: &str) -> bool {
    match tag {
        "nl" | "de" => matches!(lang, Lang::Afr | Lang::Dan | Lang::Nob | Lang::Swe),
        "es" | "pt" | "fr" | "it" => {
            matches!(lang, Lang::Cat | Lang::Ron | Lang::Epo | Lang::Lat)
        }
        _ => false,
    }
}

fn is_letter_of(c: char, scripts: &[Script]) -> bool {
    c.is_alphabetic() && scripts.contains(&c.script())
}

/// The tag of a language that may be believed in a script.
///
/// Left out are those that the reader gives for others which it does not know: Indonesian (Malay, Basque), Croatian (Bosnian, Serbian), Afrikaans,
/// Javanese, Shona and Tagalog (much that is written in Latin letters). Norwegian is `no`, as its two written forms are not told apart.
#[rustfmt::skip]
fn tag(lang: Lang, script: Script) -> Option<&'static str> {
    Some(match (script, lang) {
        (Script::Latin, Lang::Cat) => "ca", (Script::Latin, Lang::Ces) => "cs", (Script::Latin, Lang::Dan) => "da",
        (Script::Latin, Lang::Deu) => "de", (Script::Latin, Lang::Eng) => "en", (Script::Latin, Lang::Spa) => "es",
        (Script::Latin, Lang::Est) => "et", (Script::Latin, Lang::Fin) => "fi", (Script::Latin, Lang::Fra) => "fr",
        (Script::Latin, Lang::Hun) => "hu", (Script::Latin, Lang::Ita) => "it", (Script::Latin, Lang::Lit) => "lt",
        (Script::Latin, Lang::Lav) => "lv", (Script::Latin, Lang::Nld) => "nl", (Script::Latin, Lang::Nob) => "no",
        (Script::Latin, Lang::Pol) => "pl", (Script::Latin, Lang::Por) => "pt", (Script::Latin, Lang::Ron) => "ro",
        (Script::Latin, Lang::Slk) => "sk", (Script::Latin, Lang::Slv) => "sl", (Script::Latin, Lang::Swe) => "sv",
        (Script::Latin, Lang::Tur) => "tr", (Script::Latin, Lang::Vie) => "vi",
        (Script::Cyrillic, Lang::Bel) => "be", (Script::Cyrillic, Lang::Bul) => "bg", (Script::Cyrillic, Lang::Mkd) => "mk",
        (Script::Cyrillic, Lang::Rus) => "ru", (Script::Cyrillic, Lang::Srp) => "sr", (Script::Cyrillic, Lang::Ukr) => "uk",
        (Script::Arabic, Lang::Ara) => "ar", (Script::Arabic, Lang::Pes) => "fa", (Script::Arabic, Lang::Urd) => "ur",
        (Script::Devanagari, Lang::Hin) => "hi", (Script::Devanagari, Lang::Mar) => "mr", (Script::Devanagari, Lang::Nep) => "ne",
        (Script::Hebrew, Lang::Heb) => "he", (Script::Hebrew, Lang::Yid) => "yi",
        _ => return None,
    })
}

/// Whether a text has letters or words of a language that the reader does not know and takes for this one: Kazakh or Tajik for a Slavic language,
/// Pashto or Kurdish for Persian, Galician for Portuguese, Corsican for Italian.
fn is_of_another(text: &str, tag: &str, script: Script) -> bool {
    let has = |strange: fn(char) -> bool| text.chars().any(strange);
    match script {
        Script::Cyrillic => has(|c| {
            let plain = ('\u{400}'..='\u{45F}').contains(&c) || "ґҐ".contains(c);
            is_letter_of(c, &[Script::Cyrillic]) && !plain
        }),
        Script::Arabic => has(|c| {
            let plain = ('\u{620}'..='\u{64A}').contains(&c) || "پچژگکیٹڈڑںہھےۓۂۃأإآٱ".contains(c);
            is_letter_of(c, &[Script::Arabic]) && !plain
        }),
        _ => {
            let theirs: &[&str] = match tag {
                "pt" => &["non", "unha", "máis", "dixo", "xa", "hai"],
                "it" => &["hà", "u", "chì", "sò", "hè"],
                _ => &[],
            };
            let mut words = text.split(|c: char| !c.is_alphabetic());
            words.any(|word| theirs.contains(&word.to_lowercase().as_str()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(cases: &[(&str, Option<&str>)]) {
        for (text, wanted) in cases {
            assert_eq!(find(text), *wanted, "{text}");
        }
    }

    #[test]
    fn a_script_of_one_language_is_enough() {
        tags(&[
            ("장관은 병원이 문을 연다고 말했다", Some("ko")),
            ("大臣は新しい病院が来年開くと述べた", Some("ja")),
            (
                "部长昨天表示,新医院将于明年年底之前在该市正式开业。",
                Some("zh"),
            ),
            ("Ο υπουργός μίλησε χθες", Some("el")),
            ("新病院開業", None),
        ]);
    }

    #[test]
    fn a_shared_script_needs_words() {
        tags(&[
            (
                "La ministre a dit hier que l’hôpital ouvrirait avant la fin de l’année.",
                Some("fr"),
            ),
            (
                "The minister told reporters yesterday that the new hospital would open its doors before the end of next year, and that nothing more would be built.",
                Some("en"),
            ),
            (
                "Министр заявил вчера, что новая больница откроется до конца следующего года в этом городе.",
                Some("ru"),
            ),
            (
                "Міністр заявив учора, що нова лікарня відкриється до кінця наступного року в цьому місті.",
                Some("uk"),
            ),
            (
                "قال الوزير أمس إن المستشفى الجديد سيفتح قبل نهاية العام المقبل.",
                Some("ar"),
            ),
            (
                "وزیر دیروز گفت که بیمارستان جدید تا پایان سال آینده افتتاح می‌شود.",
                Some("fa"),
            ),
            (
                "Die Ministerin kündigte die Schließung von drei Schulen an.",
                Some("de"),
            ),
            // A clause of few words, by its small ones.
            (
                "Le maire de la ville a dit qu’il ne viendrait pas.",
                Some("fr"),
            ),
            ("He said that they would not come to the town.", Some("en")),
            ("El alcalde dijo que no iba a venir con ellos.", Some("es")),
            ("O prefeito disse que não vai vir com eles.", Some("pt")),
            (
                "Il sindaco ha detto che non verrà alla riunione.",
                Some("it"),
            ),
            (
                "De burgemeester zei dat hij niet naar de stad zou komen.",
                Some("nl"),
            ),
            ("Die burgemeester het gesê dat hy nie sal kom nie.", None),
            (
                "Kryetari i qytetit tha se nuk do të vijë në mbledhjen e sotme të këshillit, për shkak të shëndetit.",
                None,
            ),
            ("La ministre a parlé.", None),
            ("El ministro habló ayer.", None),
            ("O ministro falou ontem.", None),
            ("Il ministro ha parlato ieri.", None),
            ("De minister sprak gisteren.", None),
            ("Министр говорил вчера.", None),
            ("10 000 morts", None),
            ("Jair Bolsonaro", None),
            ("", None),
            (
                "12 345 678 — 90 %, 1 234 567 890, 11/12/2024, 13/12/2024, 14/12/2024",
                None,
            ),
        ]);
    }

    #[test]
    fn a_language_that_is_not_known_is_not_called_by_another() {
        tags(&[
            (
                "Lehendakariak atzo adierazi zuen aurrekontuak urte amaieran onartuko direla.",
                None,
            ),
            (
                "O presidente da Xunta dixo onte que as obras rematarán antes do verán.",
                None,
            ),
            (
                "Menteri itu berkata semalam bahawa hospital baharu akan dibuka tahun depan.",
                None,
            ),
            (
                "U ministru hà dettu eri chì u novu spedale serà apertu prima di a fine.",
                None,
            ),
            (
                "Министр кеше жаңа аурухана келесі жылдың соңына дейін ашылады деп мәлімдеді.",
                None,
            ),
            (
                "وزیر پرون وویل چې نوی روغتون به د راتلونکي کال تر پایه پورې پرانیستل شي.",
                None,
            ),
        ]);
    }
}
