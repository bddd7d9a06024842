//! What copying does to a passage, and what changing does. The same change each time.

use dixit::text::anchor::ChangeKind;

/// How a changed passage should be graded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// As it is.
    Exact,
    /// Normalised, or exact where the change changed nothing.
    Typographic,
    /// Changed, in a word of this kind if one is named.
    Changed(Option<ChangeKind>),
}

/// A change: from words, their language and their number among the spans; none where there is nothing to change.
pub struct Change {
    pub name: &'static str,
    pub wanted: Wanted,
    pub make: fn(&str, &str, usize) -> Option<String>,
}

macro_rules! changes {
    ($($name:literal, $wanted:expr, $make:expr;)+) => {
        /// All of them.
        pub const CHANGES: &[Change] = &[$(Change { name: $name, wanted: $wanted, make: $make },)+];
    };
}

changes! {
    "as it is", Wanted::Exact, |words, _, _| Some(words.to_owned());
    "straight marks", Wanted::Typographic, |words, _, _| Some(straight(words));
    "curly marks", Wanted::Typographic, |words, _, _| Some(curly(words));
    "guillemets", Wanted::Typographic, |words, _, _| Some(guillemets(words));
    "without the outer marks", Wanted::Typographic, |words, _, _| inner(words);
    "no-break and thin spaces", Wanted::Typographic, |words, _, _| Some(spaces(words));
    "double spaces", Wanted::Typographic, |words, _, _| Some(words.replace(' ', "  "));
    "soft hyphens", Wanted::Typographic, |words, _, _| Some(soft_hyphens(words));
    "line breaks", Wanted::Typographic, |words, _, n| Some(line_breaks(words, 24 + n % 17));
    "hyphenated at line ends", Wanted::Typographic, |words, _, n| Some(hyphenated(words, 24 + n % 17));
    "dashes", Wanted::Typographic, |words, _, n| Some(dashes(words, ["–", "—", "--", "-"][n % 4]));
    "ellipsis", Wanted::Typographic, |words, _, _| Some(ellipsis(words));
    "first letter", Wanted::Typographic, |words, _, _| Some(first_letter(words));
    "decomposed", Wanted::Typographic, |words, _, _| Some(decomposed(words));
    "zero-width", Wanted::Typographic, |words, _, _| Some(words.replace(' ', " \u{200b}"));
    "low and single marks", Wanted::Typographic, |words, _, n| Some(other_marks(words, n));
    "no spaces before marks", Wanted::Typographic, |words, _, _| Some(tight(words));
    "spaced ellipsis", Wanted::Typographic, |words, _, _| Some(words.replace('…', ". . .").replace("...", ". . ."));
    "lines of Windows", Wanted::Typographic, |words, _, n| Some(line_breaks(words, 24 + n % 17).replace('\n', "\r\n\t"));
    "soft hyphens at line ends", Wanted::Typographic, |words, _, n| Some(hyphenated(words, 24 + n % 17).replace("-\n", "\u{ad}\n"));
    "ligatures", Wanted::Typographic, |words, _, _| Some(words.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ").replace("œ", "oe"));
    "spaces round it", Wanted::Typographic, |words, _, _| Some(format!("\u{feff} {words}\u{a0}\n"));
    "cut in two", Wanted::Typographic, |words, _, _| cut(words);
    "one word changed", Wanted::Changed(None), one_word;
    "one digit changed", Wanted::Changed(Some(ChangeKind::Number)), one_digit;
    "one number in words changed", Wanted::Changed(Some(ChangeKind::Number)), one_number;
    "a negation added", Wanted::Changed(Some(ChangeKind::Negation)), negation_added;
    "a negation dropped", Wanted::Changed(Some(ChangeKind::Negation)), negation_dropped;
    "a verb denied", Wanted::Changed(Some(ChangeKind::Negation)), verb_denied;
}

fn straight(words: &str) -> String {
    let mut out = words.replace("« ", "\"").replace(" »", "\"");
    for (from, to) in [
        ("«", "\""),
        ("»", "\""),
        ("“", "\""),
        ("”", "\""),
        ("’", "'"),
        ("‘", "'"),
    ] {
        out = out.replace(from, to);
    }
    out.replace("\"\u{a0}", "\"").replace("\u{a0}\"", "\"")
}

fn curly(words: &str) -> String {
    let mut open = true;
    straight(words)
        .chars()
        .map(|c| match c {
            '"' => {
                open = !open;
                if open { '”' } else { '“' }
            }
            '\'' => '’',
            c => c,
        })
        .collect()
}

fn guillemets(words: &str) -> String {
    let out = curly(words);
    out.replace('“', "«\u{202f}").replace('”', "\u{202f}»")
}

fn other_marks(words: &str, number: usize) -> String {
    let (open, close) = [
        ("„", "“"),
        ("‹", "›"),
        ("‘", "’"),
        ("‚", "‘"),
        ("''", "''"),
        ("「", "」"),
    ][number % 6];
    let single = ["’", "'", "‘", "ʼ", "´", "`"][number % 6];
    curly(words)
        .replace('’', single)
        .replace('“', open)
        .replace('”', close)
}

/// As English sets what French sets with a space.
fn tight(words: &str) -> String {
    let mut out = words.to_owned();
    for mark in ["!", "?", ";", ":", "»"] {
        for space in [" ", "\u{a0}", "\u{202f}"] {
            out = out.replace(&format!("{space}{mark}"), mark);
        }
    }
    out.replace("« ", "«").replace("«\u{a0}", "«")
}

fn inner(words: &str) -> Option<String> {
    let marks = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '«' | '»' | '"' | '“' | '”' | '—' | '–' | '-' | '`' | '\''
            )
    };
    let inner = words.trim_matches(marks);
    (!inner.is_empty()).then(|| inner.to_owned())
}

fn spaces(words: &str) -> String {
    let thin = words
        .replace(" !", "\u{202f}!")
        .replace(" ?", "\u{202f}?")
        .replace(" ;", "\u{2009};");
    thin.replace(' ', "\u{a0}")
}

/// Words of letters alone, changed in their middle.
fn within_words(words: &str, change: impl Fn(&str, usize) -> String) -> String {
    let mut out = String::new();
    for (number, word) in words.split_inclusive(' ').enumerate() {
        let letters = word.trim_end();
        if letters.chars().count() >= 6 && letters.chars().all(char::is_alphabetic) {
            out.push_str(&change(letters, number));
            out.push_str(&word[letters.len()..]);
        } else {
            out.push_str(word);
        }
    }
    out
}

fn with_in_middle(word: &str, put: &str) -> String {
    let middle = word.char_indices().nth(3).map_or(word.len(), |(at, _)| at);
    format!("{}{put}{}", &word[..middle], &word[middle..])
}

fn soft_hyphens(words: &str) -> String {
    within_words(words, |word, _| with_in_middle(word, "\u{ad}"))
}

fn line_breaks(words: &str, width: usize) -> String {
    let (mut out, mut column) = (String::new(), 0);
    for word in words.split_inclusive(' ') {
        column += word.chars().count();
        if column > width && word.ends_with(' ') {
            out.push_str(word.trim_end());
            out.push('\n');
            column = 0;
        } else {
            out.push_str(word);
        }
    }
    out
}

fn hyphenated(words: &str, width: usize) -> String {
    let each = (width / 6).max(1);
    within_words(words, |word, number| {
        if number % each == 0 {
            with_in_middle(word, "-\n")
        } else {
            word.to_owned()
        }
    })
}

fn dashes(words: &str, dash: &str) -> String {
    words.replace(['—', '–'], dash)
}

fn ellipsis(words: &str) -> String {
    if words.contains('…') {
        words.replace('…', "...")
    } else {
        words.replace("...", "…")
    }
}

fn first_letter(words: &str) -> String {
    let Some((at, c)) = words.char_indices().find(|(_, c)| c.is_alphanumeric()) else {
        return words.to_owned();
    };
    let other: String = if c.is_uppercase() {
        c.to_lowercase().collect()
    } else {
        c.to_uppercase().collect()
    };
    format!("{}{other}{}", &words[..at], &words[at + c.len_utf8()..])
}

fn decomposed(words: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    words.nfd().collect()
}

/// The first and the last words, with our cut between.
fn cut(words: &str) -> Option<String> {
    let all: Vec<&str> = words.split(' ').collect();
    let letters = |part: &[&str]| {
        part.iter()
            .any(|word| word.chars().any(char::is_alphabetic))
    };
    (all.len() >= 10 && letters(&all[..4]) && letters(&all[all.len() - 4..])).then(|| {
        format!(
            "{} […] {}",
            all[..4].join(" "),
            all[all.len() - 4..].join(" ")
        )
    })
}

fn plain(word: &str) -> bool {
    word.chars().count() >= 4 && word.chars().all(char::is_alphabetic)
}

/// One longer word becomes another that stands nowhere.
fn one_word(words: &str, lang: &str, number: usize) -> Option<String> {
    let mut all: Vec<&str> = words.split(' ').collect();
    if all.len() < 5 {
        return None;
    }
    let long: Vec<usize> = (0..all.len()).filter(|at| plain(all[*at])).collect();
    let at = *long.get(number % long.len().max(1))?;
    all[at] = match (lang, number % 3) {
        ("fr", 0) => "bricolage",
        ("fr", 1) => "moulinet",
        ("fr", _) => "tergiverse",
        (_, 0) => "marmalade",
        (_, 1) => "windmill",
        _ => "juggles",
    };
    Some(all.join(" "))
}

fn one_digit(words: &str, _: &str, number: usize) -> Option<String> {
    let digits: Vec<(usize, char)> = words
        .char_indices()
        .filter(|(_, c)| c.is_ascii_digit())
        .collect();
    let (at, digit) = *digits.get(number % digits.len().max(1))?;
    let other = char::from(b'0' + (digit as u8 - b'0' + 3) % 10);
    Some(format!("{}{other}{}", &words[..at], &words[at + 1..]))
}

/// One number in words becomes the next.
fn one_number(words: &str, lang: &str, _: usize) -> Option<String> {
    let numbers: &[&str] = if lang == "fr" {
        &[
            "deux", "trois", "quatre", "cinq", "dix", "vingt", "cent", "mille",
        ]
    } else {
        &[
            "two", "three", "four", "five", "ten", "twenty", "hundred", "thousand",
        ]
    };
    replaced(words, |word| {
        let at = numbers.iter().position(|number| *number == word)?;
        Some(numbers[(at + 1) % numbers.len()].to_owned())
    })
}

/// As people deny: "is" becomes "isn't", "est" becomes "n'est pas".
fn verb_denied(words: &str, lang: &str, number: usize) -> Option<String> {
    let verbs: &[&str] = if lang == "fr" {
        &[
            "est", "sont", "était", "a", "ont", "avait", "sera", "fut", "peut", "doit", "va",
            "fait",
        ]
    } else {
        &[
            "is", "are", "was", "were", "has", "had", "would", "could", "should", "did", "does",
        ]
    };
    replaced(words, |word| {
        verbs.contains(&word).then(|| match (lang, number % 2) {
            ("fr", _) if word.starts_with(['a', 'e', 'é', 'o']) => format!("n'{word} pas"),
            ("fr", _) => format!("ne {word} pas"),
            (_, 0) => format!("{word}n't"),
            _ => format!("{word} not"),
        })
    })
}

/// The first word for which there is another gets it.
fn replaced(words: &str, other: impl Fn(&str) -> Option<String>) -> Option<String> {
    let all: Vec<&str> = words.split(' ').collect();
    if all.len() < 5 {
        return None;
    }
    let (at, new) = all
        .iter()
        .enumerate()
        .find_map(|(at, word)| other(word).map(|new| (at, new)))?;
    let mut all = all;
    all[at] = &new;
    Some(all.join(" "))
}

fn negation_added(words: &str, lang: &str, number: usize) -> Option<String> {
    let mut all: Vec<&str> = words.split(' ').collect();
    if all.len() < 5 {
        return None;
    }
    let between: Vec<usize> = (1..all.len())
        .filter(|at| plain(all[*at - 1]) && plain(all[*at]))
        .collect();
    let at = *between.get(number % between.len().max(1))?;
    all.insert(
        at,
        match (lang, number % 3) {
            ("fr", 0) => "jamais",
            ("fr", _) => "pas",
            (_, 0) => "never",
            _ => "not",
        },
    );
    Some(all.join(" "))
}

fn negation_dropped(words: &str, lang: &str, _: usize) -> Option<String> {
    let negations: &[&str] = if lang == "fr" {
        &["pas", "jamais", "rien"]
    } else {
        &["not", "n't", "never"]
    };
    let mut all: Vec<&str> = words.split(' ').collect();
    if all.len() < 5 {
        return None;
    }
    let at = all.iter().position(|word| negations.contains(word))?;
    all.remove(at);
    Some(all.join(" "))
}
