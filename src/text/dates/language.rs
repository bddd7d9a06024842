//! What a word can mean in a date, and the tables of words by which a language says it.
//!
//! A language is data alone: one file under `languages`. The grammar is shared, so that a new language is one file and one line.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::languages::ALL;
use super::token;

/// What a word, or a phrase of several, can mean. A word may have several meanings; the grammar chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mean {
    Month(u8),
    /// From Monday, 1.
    Weekday(u8),
    /// From spring, 1.
    Season(u8),
    Unit(Unit),
    /// So many days from the day of reading: yesterday is -1.
    Shift(i8),
    /// Morning, evening: says that it is a day, not which.
    Daypart,
    /// "in der Nacht zum": that of the day before into the one named.
    NightTo,
    /// "tonight": the day itself and its evening.
    Number(u16),
    Ordinal(u8),
    /// A hundred, a thousand.
    Scale(u16),
    /// "the nineties": a decade by its tens.
    Tens(u8),
    /// What follows digits to make them an ordinal: the "th" of 4th.
    Suffix,
    Which(Which),
    /// After a count: "ago".
    Ago,
    /// After a count: "from now".
    Hence,
    /// After a count: so long before or after a day that the text may name elsewhere.
    Earlier,
    Later,
    /// "now": a time where it ends a clause or follows a preposition, else a way to go on talking.
    Now,
    /// Before a count: "il y a", "vor".
    Back,
    /// Before a count: "dans", "in".
    Ahead,
    /// Before a count, beside [`Mean::Ahead`]: a word by which a length of time is said as well.
    Lasting,
    /// Before a count: "within".
    Within,
    Article,
    Of,
    At,
    On,
    In,
    From,
    To,
    Between,
    And,
    /// Early, mid, late, beginning, end: narrows in words, never in bounds.
    Edge,
    About,
    /// "the next day": from a day that the text names elsewhere.
    Elsewhere,
    /// Before a date: each of many, one of many.
    Every,
    Any,
    /// Words of a date that together are none: "now and then".
    Idiom,
    /// What of a verb ends its clause: "zurück".
    Particle,
    /// "to date": up to the day of reading.
    ToDate,
    /// "week commencing", before its first day; and what may end it: "de week die 4 februari begint".
    WeekOf,
    Begins,
    /// After which "about" says of what, not when.
    Topic,
    /// Before a count: more than, less than it.
    More,
    Less,
    Or,
    Before,
    After,
    Since,
    Until,
    /// "and later", after a date.
    Onwards,
    /// "a few": a count that is no number.
    Few,
    HalfOf,
    /// Makes a unit one that is not the calendar's: fiscal, school, working.
    Apart,
    /// "années" in "années 90".
    DecadeWord,
    /// Before the common era.
    Bc,
    Ad,
    /// A day of each year: month and day.
    Feast(u8, u8),
    /// So many days from Easter Sunday.
    Easter(i8),
    /// The letter of a quarter or half of a year before its number: Q3, H1.
    Part(u8),
    Am,
    Pm,
    /// After an hour: "Uhr", "heures".
    Clock,
    Noon,
    /// The rest of a period: "rest of the week".
    Rest,
}

/// A stretch of the calendar that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    /// Half a year.
    Half,
    Year,
    Decade,
    Century,
    /// Hours, minutes and seconds: less than a day.
    Clock,
}

/// Which one of many, seen from the day of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Last,
    This,
    Next,
    /// The nearest to come, today left out.
    Coming,
    /// The nearest past, today left out.
    Past,
    /// The one after the next.
    AfterNext,
    /// The one before the last.
    BeforeLast,
}

/// The words of a language.
pub(super) struct Language {
    /// The words that say of units and of what chooses among them that they are several: "weeks", "derniers".
    pub(super) several: &'static str,
    /// The words that choose a stretch by one which the text may name elsewhere: "the same", "the previous", "the following".
    pub(super) elsewhere: &'static str,
    /// Its tag: BCP 47.
    pub(super) code: &'static str,
    /// Words and phrases, folded, several of one meaning parted by `|`. One that begins with `?` is more often something else, and counts only
    /// in company.
    pub(super) words: &'static [(&'static str, Mean)],
    /// The words of the numbers from 0 on, one after the other.
    pub(super) numbers: &'static str,
    /// The words of 20, 30, … 90.
    pub(super) tens: &'static str,
    /// How a ten and a unit are written as one word, if they are: "einundzwanzig", "ventuno".
    pub(super) joined: Joined,
    /// The words of the ordinals from 1 on.
    pub(super) ordinals: &'static str,
    /// The endings that make an ordinal of a number's word.
    pub(super) ordinal_endings: &'static [&'static str],
    /// Whether a full stop makes an ordinal of digits: "15. Januar".
    pub(super) dot_is_ordinal: bool,
    /// Whether digits parted by dots begin with the day: everywhere but in English.
    pub(super) dots_are_day_first: bool,
    /// Whether years are said in two halves: "nineteen ninety-six".
    pub(super) halved_years: bool,
}

/// How tens and units are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Joined {
    /// They are not.
    No,
    /// The unit first, with this between.
    UnitFirst(&'static str),
    /// The ten first, losing its last vowel before another.
    TenFirst,
}

/// One meaning of a phrase.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) mean: Mean,
    /// The words after the first.
    rest: Vec<String>,
    pub(super) weak: bool,
}

impl Entry {
    pub(super) fn rest(&self) -> &[String] {
        &self.rest
    }
}

/// A language with its words ready to be looked up: built on first use.
pub(super) struct Lexicon {
    pub(super) language: &'static Language,
    by_first: HashMap<String, Vec<Entry>>,
}

impl Lexicon {
    /// The lexicon of a language, by its tag: `fr`, `fr-CA`. `None` where the language is not one of those read.
    pub(super) fn of(tag: &str) -> Option<&'static Lexicon> {
        let code = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        let place = ALL.iter().position(|language| language.code == code)?;
        Some(&Lexicon::all()[place].get_or_init(|| build(ALL[place])).0)
    }

    /// The meanings of phrases that begin with a word, longest first.
    pub(super) fn entries(&self, word: &str) -> &[Entry] {
        self.by_first.get(word).map_or(&[], Vec::as_slice)
    }

    fn all() -> &'static [OnceLock<Ready>; ALL.len()] {
        static LEXICONS: [OnceLock<Ready>; ALL.len()] = [const { OnceLock::new() }; ALL.len()];
        &LEXICONS
    }
}

struct Ready(Lexicon);

/// A word without case and diacritics, as the tables write it.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .flat_map(|c| match c {
            'ß' => ['s', 's'].into_iter().take(2),
            other => [other, ' '].into_iter().take(1),
        })
        .collect()
}

fn build(language: &'static Language) -> Ready {
    let mut by_first: HashMap<String, Vec<Entry>> = HashMap::new();
    let mut add = |phrases: &str, mean: Mean| {
        for phrase in phrases.split('|').filter(|phrase| !phrase.is_empty()) {
            let weak = phrase.starts_with('?');
            let mut words = token::words(phrase.trim_start_matches('?')).into_iter();
            let Some(first) = words.next() else { continue };
            let entry = Entry {
                mean,
                rest: words.collect(),
                weak,
            };
            by_first.entry(first).or_default().push(entry);
        }
    };
    for (phrases, mean) in language.words {
        add(phrases, *mean);
    }
    let numbers: Vec<&str> = language.numbers.split_whitespace().collect();
    let tens: Vec<&str> = language.tens.split_whitespace().collect();
    let mut cardinals: Vec<(String, u16)> = Vec::new();
    for (value, words) in (0_u16..).zip(&numbers) {
        cardinals.extend(words.split('|').map(|w| (w.replace('_', " "), value)));
    }
    for (value, words) in (2_u16..).map(|ten| ten * 10).zip(&tens) {
        cardinals.extend(words.split('|').map(|w| (w.replace('_', " "), value)));
    }
    if language.joined != Joined::No {
        for (ten, words) in (2_u16..).zip(&tens) {
            for (unit, names) in (1_u16..10).zip(&numbers[1..10]) {
                for (word, name) in words
                    .split('|')
                    .flat_map(|w| names.split('|').map(move |n| (w, n)))
                {
                    cardinals.push((join(language.joined, word, name), ten * 10 + unit));
                }
            }
        }
    }
    // "negentienzeventig": the two halves of a year as one word.
    if language.halved_years && language.joined != Joined::No {
        let halves: Vec<(String, u16)> = (17..20)
            .flat_map(|first| {
                let rest = cardinals
                    .iter()
                    .filter(|(_, value)| (10..100).contains(value));
                rest.map(move |(word, value)| (first, word, value))
            })
            .map(|(first, word, value)| {
                (
                    format!("{}{word}", numbers[first]),
                    first as u16 * 100 + value,
                )
            })
            .collect();
        cardinals.extend(halves);
    }
    for (word, value) in &cardinals {
        add(word, Mean::Number(*value));
        if (1..=31).contains(value) && *word != "un" {
            for ending in language.ordinal_endings {
                let stem = word.strip_suffix('y').filter(|_| *ending == "ieth");
                add(
                    &format!("{}{ending}", stem.unwrap_or(word)),
                    Mean::Ordinal(*value as u8),
                );
            }
        }
    }
    for (value, words) in (1_u8..).zip(language.ordinals.split_whitespace()) {
        add(&words.replace('_', " "), Mean::Ordinal(value));
    }
    for entries in by_first.values_mut() {
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
    }
    Ready(Lexicon { language, by_first })
}

fn join(joined: Joined, ten: &str, unit: &str) -> String {
    match joined {
        Joined::UnitFirst(between) => {
            let unit = unit
                .strip_suffix('s')
                .filter(|u| *u == "ein")
                .unwrap_or(unit);
            format!("{unit}{between}{ten}")
        }
        Joined::TenFirst if unit.starts_with(['u', 'o']) => {
            format!("{}{unit}", &ten[..ten.len() - 1])
        }
        _ => format!("{ten}{unit}"),
    }
}
