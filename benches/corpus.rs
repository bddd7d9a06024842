//! The corpus: flat JSONL from a seed, the same bytes on every machine and in every year. **Frozen**, like the yardstick
//! that loads it; `README.md` has its digest.
//!
//! Only integers are used, because a floating-point power or logarithm may differ in its last bit between machines and
//! would change rows. Nothing is kept in tables that grow: a word, a speaker, a source and a topic are computed from
//! their number, so that a million rows take as little memory as ten.
//!
//! What the rows look like: a claim of 8 to 40 words and a quote of 6 to 25, in French, English or Spanish; one speaker
//! for fifty rows and one source for five; speakers, topics and words are drawn by Zipf's law (of a million rows the
//! most frequent speaker has 3.7 %, the middle one about a dozen), sources evenly; one topic a row; dates over ten years.

use std::io::{self, Write};

use serde::Serialize;

/// Words in each of the three vocabularies.
const WORDS: u64 = 20_000;
/// Topics in every corpus, whatever its size.
const TOPICS: u64 = 200;

/// One line of the corpus. The claim's kind is left out: an import has to do without it.
#[derive(Serialize)]
struct Row {
    claim: String,
    lang: &'static str,
    speaker: String,
    speaker_kind: &'static str,
    quote: String,
    said: String,
    source: String,
    source_url: String,
    published: String,
    topics: [String; 1],
}

/// Writes `rows` lines. The same `rows` and `seed` give the same bytes.
pub fn write(rows: u64, seed: u64, out: &mut impl Write) -> io::Result<()> {
    let speakers = (rows / 50).max(1);
    let sources = (rows / 5).max(1);
    let mut dice = Dice(seed);
    for _ in 0..rows {
        let source = Source::numbered(dice.below(sources), seed);
        let row = Row {
            claim: source.language.sentence(&mut dice, 8, 40),
            lang: source.language.code,
            speaker: speaker_name(dice.zipf(speakers, 3)),
            speaker_kind: "person",
            quote: source.language.sentence(&mut dice, 6, 25),
            // Never after it was published, and without a calendar.
            said: format!("{}-{:02}", source.month, 1 + dice.below(source.day)),
            published: format!("{}-{:02}", source.month, source.day),
            source: source.title,
            source_url: source.url,
            topics: [topic_name(dice.zipf(TOPICS, 5))],
        };
        serde_json::to_writer(&mut *out, &row)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// The name of a speaker; number 0 is the most frequent one.
///
/// Multiplying by an odd number is a bijection modulo a power of two: names are unique for eight million speakers, and
/// so far apart that hardly two of them look like spellings of one.
pub fn speaker_name(number: u64) -> String {
    let spread = (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) & ((1 << 23) - 1);
    let mut name = format!("{} ", pick(&GIVEN_NAMES, spread));
    for (place, shift) in [5, 11, 17].into_iter().enumerate() {
        let syllable = spread >> shift;
        let consonant = pick(&CONSONANTS, syllable);
        name.push(if place == 0 {
            consonant.to_ascii_uppercase()
        } else {
            consonant
        });
        name.push(pick(&VOWELS, syllable / 16));
    }
    name
}

fn topic_name(number: u64) -> String {
    format!("{} {}", pick(&FIELDS, number), pick(&ASPECTS, number / 20))
}

/// An item of a list, counted round.
fn pick<T: Copy>(list: &[T], number: u64) -> T {
    list[(number % list.len() as u64) as usize]
}

struct Source {
    language: &'static Language,
    title: String,
    url: String,
    /// Year and month of publication.
    month: String,
    /// Day of publication, never above 28, so that every month has it.
    day: u64,
}

impl Source {
    /// Everything about a source follows from its number, so that all its rows agree.
    fn numbered(number: u64, seed: u64) -> Self {
        let mut dice = Dice(!seed ^ number.wrapping_mul(0xD134_2543_DE82_EF95));
        let language = &LANGUAGES[dice.below(3) as usize];
        let (year, month) = (2015 + dice.below(10), 1 + dice.below(12));
        Self {
            language,
            title: language.sentence(&mut dice, 6, 12),
            url: format!(
                "https://www.news-{}.example/{year}/{month:02}/{}-article-{number}.html",
                dice.below(500),
                topic_name(dice.below(TOPICS)).replace(' ', "-"),
            ),
            month: format!("{year}-{month:02}"),
            day: 1 + dice.below(28),
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): eight lines, and every seed is a good one.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number below `end`. The bias, under one in 2⁴⁰ for the ends used here, is of no account.
    fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(end)) >> 64) as u64
    }

    /// A rank from 0 to `count - 1`, with a weight of 1 / (rank + `first`): the higher `first`, the flatter.
    ///
    /// With x = rank + `first`: every octave from 2ᵏ to 2ᵏ⁺¹ is proposed equally often, every x in it equally often, and
    /// x is taken with probability 2ᵏ / x. That leaves exactly 1 / x, and needs no table.
    fn zipf(&mut self, count: u64, first: u64) -> u64 {
        let end = first + count;
        let (lowest, highest) = (first.ilog2(), (end - 1).ilog2());
        loop {
            let low = 1 << (u64::from(lowest) + self.below(u64::from(highest - lowest + 1)));
            let x = low + self.below(low);
            if (first..end).contains(&x) && self.below(x) < low {
                return x - first;
            }
        }
    }
}

/// A vocabulary: the most frequent words as they are, the others a prefix, a root and an ending.
struct Language {
    code: &'static str,
    frequent: [&'static str; 30],
    prefixes: [&'static str; 20],
    roots: [&'static str; 50],
    endings: [&'static str; 20],
}

impl Language {
    fn sentence(&self, dice: &mut Dice, least: u64, most: u64) -> String {
        let mut text = String::new();
        for place in 0..least + dice.below(most - least + 1) {
            if place > 0 {
                text.push(' ');
            }
            self.push_word(dice.zipf(WORDS, 2), &mut text);
        }
        text.push('.');
        text
    }

    /// A thousand ranks share a prefix, and the first thousand have none: frequent words are short, and derived words are
    /// rarer than what they derive from, as in real text. 919 has no factor in common with 1,000, so that each rank meets
    /// another pair of root and ending, and neighbours in rank are strangers in spelling.
    fn push_word(&self, rank: u64, text: &mut String) {
        if let Some(word) = self.frequent.get(rank as usize) {
            text.push_str(word);
            return;
        }
        let spread = rank * 919 % 1_000;
        text.push_str(pick(&self.prefixes, rank / 1_000));
        text.push_str(pick(&self.roots, spread));
        text.push_str(pick(&self.endings, spread / 50));
    }
}

static LANGUAGES: [Language; 3] = [
    Language {
        code: "fr",
        frequent: [
            "de",
            "la",
            "le",
            "et",
            "les",
            "des",
            "en",
            "un",
            "du",
            "une",
            "que",
            "est",
            "pour",
            "qui",
            "dans",
            "a",
            "par",
            "plus",
            "pas",
            "au",
            "sur",
            "ne",
            "se",
            "ce",
            "l’État",
            "d’une",
            "qu’il",
            "n’est",
            "été",
            "même",
        ],
        prefixes: [
            "", "re", "dé", "in", "pré", "con", "sur", "sous", "entre", "mal", "anti", "co", "ex",
            "per", "pro", "trans", "dis", "sub", "ad", "é",
        ],
        roots: [
            "port", "form", "fin", "lég", "vot", "plan", "grand", "march", "mont", "nomm", "parl",
            "pass", "pay", "pos", "prés", "rend", "sign", "tir", "val", "vend", "cern", "chang",
            "clar", "coll", "cour", "crois", "dat", "dict", "doct", "fabr", "ferm", "figur",
            "fond", "garn", "gêr", "joign", "lanç", "lim", "livr", "mên", "nivel", "oblig", "ord",
            "pens", "plaç", "prouv", "quêt", "rêgl", "serv", "tend",
        ],
        endings: [
            "er", "é", "ée", "és", "ées", "ait", "aient", "ant", "era", "eront", "ation", "ations",
            "ement", "eur", "eurs", "euse", "able", "ables", "ité", "ique",
        ],
    },
    Language {
        code: "en",
        frequent: [
            "the", "of", "to", "and", "a", "in", "that", "is", "for", "was", "on", "with", "it",
            "as", "by", "be", "at", "from", "has", "have", "not", "are", "were", "will", "more",
            "than", "its", "they", "this", "which",
        ],
        prefixes: [
            "", "re", "un", "over", "under", "out", "pre", "mis", "dis", "con", "per", "trans",
            "inter", "sub", "fore", "de", "ex", "co", "en", "pro",
        ],
        roots: [
            "act", "bank", "bound", "build", "call", "charg", "claim", "clos", "count", "cover",
            "cross", "deal", "draft", "draw", "earn", "fight", "found", "fund", "grant", "grow",
            "head", "hold", "hous", "land", "launch", "lead", "lift", "load", "mark", "mount",
            "offer", "pack", "paint", "plant", "point", "press", "print", "rais", "reach", "rent",
            "settl", "shift", "spend", "stand", "strik", "tax", "trad", "train", "turn", "work",
        ],
        endings: [
            "s", "ed", "ing", "er", "ers", "ment", "ments", "able", "ably", "ness", "ful", "less",
            "ly", "ist", "ists", "ism", "ion", "ions", "ive", "or",
        ],
    },
    Language {
        code: "es",
        frequent: [
            "de", "la", "que", "el", "en", "y", "a", "los", "se", "del", "las", "un", "por", "con",
            "no", "una", "su", "para", "es", "al", "lo", "como", "más", "pero", "sus", "le", "ha",
            "sí", "también", "según",
        ],
        prefixes: [
            "", "re", "des", "in", "pre", "con", "sobre", "sub", "entre", "mal", "anti", "co",
            "ex", "per", "pro", "trans", "dis", "a", "en", "contra",
        ],
        roots: [
            "habl", "pag", "vot", "firm", "form", "port", "cant", "cerr", "compr", "cort", "cre",
            "cruz", "dañ", "dict", "ech", "empuj", "fij", "fund", "gan", "gast", "grab", "guard",
            "junt", "lanz", "lleg", "llev", "marc", "mat", "mont", "mud", "niñ", "not", "nombr",
            "ocup", "par", "pas", "pens", "plan", "prest", "prob", "quit", "rompi", "sac", "salt",
            "señal", "tom", "trat", "us", "vac", "viaj",
        ],
        endings: [
            "ar", "ado", "ada", "ados", "adas", "ando", "ó", "aron", "aba", "aban", "ará", "arán",
            "ación", "aciones", "amiento", "ador", "adora", "able", "ables", "ía",
        ],
    },
];

const GIVEN_NAMES: [&str; 32] = [
    "Adèle",
    "Bruno",
    "Carmen",
    "David",
    "Elena",
    "Farid",
    "Grace",
    "Hugo",
    "Inès",
    "James",
    "Karim",
    "Laura",
    "Marta",
    "Nadia",
    "Oscar",
    "Pablo",
    "Quentin",
    "Rosa",
    "Samuel",
    "Teresa",
    "Ugo",
    "Vera",
    "William",
    "Ximena",
    "Yves",
    "Zoé",
    "Anton",
    "Beatriz",
    "Clara",
    "Diego",
    "Emma",
    "François",
];
const CONSONANTS: [char; 16] = [
    'b', 'c', 'd', 'f', 'g', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z',
];
const VOWELS: [char; 4] = ['a', 'e', 'i', 'o'];
const FIELDS: [&str; 20] = [
    "housing",
    "energy",
    "health",
    "schools",
    "defence",
    "trade",
    "climate",
    "transport",
    "taxes",
    "migration",
    "courts",
    "farming",
    "water",
    "pensions",
    "elections",
    "police",
    "research",
    "culture",
    "banks",
    "sports",
];
const ASPECTS: [&str; 10] = [
    "prices", "budget", "reform", "safety", "workers", "figures", "promises", "treaties", "abroad",
    "history",
];
