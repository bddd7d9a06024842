//! Which words of a passage count, deny, hedge or bound, in its language.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::scan::letters;
use super::token::{Kind, Token};
use super::words::{ALL, Words};

/// What a word does to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Number,
    Negation,
    Hedge,
    Qualifier,
    Plain,
}

/// The words of the languages that a passage may be in.
pub(super) struct Lexicon {
    languages: Vec<&'static Language>,
}

/// A language's words, made ready when first asked for.
struct Language {
    words: &'static Words,
    common: HashSet<&'static str>,
    classes: HashMap<&'static str, Class>,
}

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let ready = |words: &&'static Words| {
        let lists = [
            (words.numbers, Class::Number),
            (words.negations, Class::Negation),
            (words.hedges, Class::Hedge),
            (words.qualifiers, Class::Qualifier),
        ];
        let each = |(list, class): (&'static str, Class)| {
            list.split_whitespace().map(move |word| (word, class))
        };
        Language {
            words,
            common: words.common.split_whitespace().collect(),
            classes: lists.into_iter().flat_map(each).collect(),
        }
    };
    ALL.iter().map(ready).collect()
});

impl Lexicon {
    /// The words of the language given, if it is known here; else of the one whose commonest words are
    /// among these tokens; else of all.
    pub fn of(lang: &str, tokens: &[&[Token]]) -> Self {
        let primary = lang.split(['-', '_']).next().unwrap_or("").to_lowercase();
        let given = LANGUAGES.iter().find(|of| of.words.tag == primary);
        let told = || {
            let count = |of: &Language| {
                let all = tokens.iter().copied().flatten();
                all.filter(|t| of.common.contains(t.word.as_str())).count()
            };
            let best = LANGUAGES.iter().max_by_key(|of| count(of))?;
            (count(best) > 0).then_some(best)
        };
        Self {
            languages: match given.or_else(told) {
                Some(language) => vec![language],
                None => LANGUAGES.iter().collect(),
            },
        }
    }

    /// What a token does.
    pub fn class(&self, token: &Token) -> Class {
        if token.kind != Kind::Word {
            return Class::Number;
        }
        let word = token.word.as_str();
        let known = self.languages.iter().filter_map(|of| of.classes.get(word));
        let built = || self.languages.iter().any(|of| is_built(word, of.words));
        match known.min() {
            Some(class) => *class,
            None if built() => Class::Number,
            None => Class::Plain,
        }
    }

    /// Whether one of two words is the other made its opposite: possible, impossible.
    pub fn are_opposites(&self, one: &str, other: &str) -> bool {
        let (short, long) = if one.len() < other.len() {
            (one, other)
        } else {
            (other, one)
        };
        let Some(prefix) = long.strip_suffix(short) else {
            return false;
        };
        short.chars().count() >= 4 && !prefix.is_empty() && self.negates(prefix)
    }

    /// Whether what stands before the rest of a word makes it its opposite.
    pub fn negates(&self, prefix: &str) -> bool {
        self.any(
            |words| words.negative_prefixes,
            |known| letters(known) == prefix,
        )
    }

    /// Whether a word denies where a negation stands before it.
    pub fn denies_after(&self, word: &str) -> bool {
        self.any(|words| words.denying_after, |known| known == word)
    }

    /// Whether a word is in the conditional, where the language has an ending for it.
    pub fn is_conditional(&self, word: &str) -> bool {
        let ends = |end| {
            let stem = word.strip_suffix(end);
            stem.is_some_and(|stem| stem.chars().count() >= 2)
        };
        self.any(|words| words.conditional, ends)
    }

    fn any(&self, list: fn(&Words) -> &'static str, fits: impl Fn(&'static str) -> bool) -> bool {
        let lists = self.languages.iter().map(|of| list(of.words));
        lists.flat_map(str::split_whitespace).any(fits)
    }

    /// Whether capitals tell names in this language: in German every noun has one.
    pub fn capitals_tell(&self) -> bool {
        self.languages.iter().all(|of| of.words.tag != "de")
    }
}

/// Whether a word is several numbers written as one: zweiundzwanzig, ventidue.
fn is_built(word: &str, words: &Words) -> bool {
    if words.number_glue.is_empty() {
        return false;
    }
    // Backwards: from where the rest is numbers to its very end, in one part or in several. A place met
    // again is not looked at again: a word of many parts has a great many ways through it.
    let mut seen = HashSet::new();
    let mut rests = vec![(word.len(), 0)];
    while let Some((end, parts)) = rests.pop() {
        if end == 0 && parts == 2 {
            return true;
        }
        if !seen.insert((end, parts)) {
            continue;
        }
        let head = &word[..end];
        let all = [words.numbers, words.number_glue]
            .into_iter()
            .flat_map(str::split_whitespace);
        rests.extend(
            all.filter(|part| head.ends_with(*part))
                .map(|part| (end - part.len(), 2.min(parts + 1))),
        );
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::anchor::token::tokens;

    fn class(lang: &str, word: &str) -> Class {
        Lexicon::of(lang, &[]).class(&tokens(word)[0])
    }

    #[test]
    fn words_are_classed_by_language() {
        assert_eq!(class("fr-FR", "pas"), Class::Negation);
        assert_eq!(class("en", "pas"), Class::Plain);
        assert_eq!(class("en", "didn’t"), Class::Negation);
        assert_eq!(class("de", "zweiundzwanzig"), Class::Number);
        assert_eq!(class("de", "einundeinen"), Class::Plain);
        assert_eq!(class("nl", "tweeëntwintig"), Class::Number);
        assert_eq!(class("it", "ventidue"), Class::Number);
        assert_eq!(class("pt", "no"), Class::Plain);
        assert_eq!(class("es", "no"), Class::Negation);
        assert_eq!(class("zh", "不"), Class::Negation);
        // As many ways as two to the twentieth, were each taken.
        assert_eq!(
            class("it", &format!("q{}", "ventun".repeat(20))),
            Class::Plain
        );
        assert_eq!(
            class("de", &format!("q{}", "einund".repeat(40))),
            Class::Plain
        );
        let told = tokens("Il est dans la rue");
        assert_eq!(
            Lexicon::of("", &[&told]).class(&tokens("jamais")[0]),
            Class::Negation
        );
        assert_eq!(
            Lexicon::of("", &[&told]).class(&tokens("no")[0]),
            Class::Plain
        );
    }
}
