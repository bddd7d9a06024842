//! What to seek for the words that a user typed.

use unicode_normalization::UnicodeNormalization;

use super::stem::{algorithm, stem};
use super::words::{Part, fold, letters, pairs, parts, words};

/// What stands before an apostrophe in French and Italian, and the English 's after one: a text
/// has "accord" without "l’" as often, so these are not required. French stop words that join
/// no apostrophe ("le", "que") are left, as a user who types them may mean them.
const ELIDED: &[&str] = &[
    "c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "all",
    "dall", "dell", "nell", "sull", "un", "quell", "quest",
];

/// A term of the full-text index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// In small letters, as the index has it.
    pub word: String,
    /// Whether longer words count: a single letter of a script without spaces begins pairs.
    pub prefix: bool,
}

/// One word sought. A text has it if it has any one of `any`, or each of `all` (where not empty).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryWord {
    /// The word as folded, then its stems.
    pub any: Vec<Term>,
    /// The pairs of letters of a word in a script without spaces, and its other parts.
    pub all: Vec<Term>,
}

impl QueryWord {
    /// The word as an FTS5 expression, to be joined to others by AND. Words hold letters, marks
    /// and digits alone, so the quotation marks cannot be closed from within.
    #[must_use]
    pub fn to_fts5(&self) -> String {
        let quoted =
            |term: &Term| format!("\"{}\"{}", term.word, if term.prefix { "*" } else { "" });
        let mut either: Vec<String> = self.any.iter().map(quoted).collect();
        if !self.all.is_empty() {
            let all: Vec<String> = self.all.iter().map(quoted).collect();
            either.push(format!("({})", all.join(" AND ")));
        }
        format!("({})", either.join(" OR "))
    }
}

/// The words to seek for a typed text, with their stems in each of the languages given: those
/// of the texts in the file, since a user does not say in which language a word is.
///
/// A stem is sought as written and the index has it of the word as written: "declare" typed
/// without accents finds "déclaré" only as far as the two stems agree.
#[must_use]
pub fn query_words(typed: &str, langs: &[&str]) -> Vec<QueryWord> {
    let apostrophe = |c: char| matches!(c, '\'' | '\u{2019}' | 'ʼ' | '`');
    let mut found = Vec::new();
    for chunk in typed.split_whitespace() {
        let pieces: Vec<&str> = chunk.split(apostrophe).flat_map(words).collect();
        let elided = |piece: &str| pieces.len() > 1 && ELIDED.contains(&fold(piece).as_str());
        let kept: Vec<&str> = pieces.iter().copied().filter(|p| !elided(p)).collect();
        let sought = if kept.is_empty() { &pieces } else { &kept };
        found.extend(sought.iter().map(|word| query_word(word, langs)));
    }
    found
}

fn query_word(word: &str, langs: &[&str]) -> QueryWord {
    let composed: String = word.nfc().flat_map(char::to_lowercase).collect();
    let parts = parts(&composed);
    let whole = parts.len() == 1;
    let mut any = vec![exact(fold(&composed))];
    let mut all = Vec::new();
    for part in parts {
        match part {
            Part::Word(word) if whole => {
                let stems = langs.iter().filter_map(|lang| stem(word, algorithm(lang)?));
                any.extend(stems.map(|stem| exact(fold(&stem))));
            }
            Part::Word(word) => all.push(exact(fold(word))),
            Part::Spaceless(run) => match letters(run) {
                letters if letters.chars().count() > 1 => {
                    all.extend(pairs(&letters).map(|pair| exact(pair.to_owned())));
                }
                letter if letter.is_empty() => {}
                letter => all.push(Term {
                    word: letter,
                    prefix: true,
                }),
            },
        }
    }
    QueryWord {
        any: once_each(any),
        all: once_each(all),
    }
}

fn exact(word: String) -> Term {
    Term {
        word,
        prefix: false,
    }
}

fn once_each(terms: Vec<Term>) -> Vec<Term> {
    let mut kept: Vec<Term> = Vec::with_capacity(terms.len());
    for term in terms {
        if !kept.contains(&term) {
            kept.push(term);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::forms;
    use super::*;
    use rusqlite::Connection;

    fn expression(typed: &str, langs: &[&str]) -> String {
        let words: Vec<String> = query_words(typed, langs)
            .iter()
            .map(QueryWord::to_fts5)
            .collect();
        words.join(" AND ")
    }

    #[test]
    fn a_word_is_sought_with_its_stems() {
        assert_eq!(
            expression("Soldats", &["fr", "en"]),
            r#"("soldats" OR "soldat")"#
        );
        assert_eq!(expression("l’accord", &[]), r#"("accord")"#);
        assert_eq!(expression("l’", &[]), r#"("l")"#);
        assert_eq!(
            expression("北京市", &[]),
            r#"("北京市" OR ("北京" AND "京市"))"#
        );
        assert_eq!(expression("北", &[]), r#"("北" OR ("北"*))"#);
        assert_eq!(expression("\" OR *", &[]), r#"("or")"#);
    }

    #[test]
    fn texts_are_found_by_other_forms_of_their_words() {
        for (text, lang, typed) in [
            ("Plus de 10.000 soldats nord-coréens", "fr", "soldat coreen"),
            ("un soldat nord-coréen", "fr", "SOLDATS"),
            ("l’accord qu’il a signé", "fr", "accords il"),
            ("lʼaccord", "fr", "l'accord"),
            ("un accord", "fr", "l'accord"),
            ("Core\u{301}e du Nord", "fr", "corée"),
            ("the soldiers were deployed", "en", "soldier's deployment"),
            ("die Häuser", "de", "haus"),
            ("солдаты Северной Кореи", "ru", "солдат северная"),
            ("los soldados", "es", "soldado"),
            ("朝鲜士兵已抵达俄罗斯", "zh", "士兵"),
            ("朝鲜士兵已抵达俄罗斯", "zh", "俄罗斯"),
            ("朝鲜士兵已抵达俄罗斯", "zh", "士"),
            ("プーチン大統領は2024年に", "ja", "大統領 2024年"),
            ("북한 군인들이 러시아에", "ko", "군인 러시아"),
            ("\u{1100}\u{116E}\u{11AB}인들이", "ko", "군인"),
            ("NATO가 발표했다", "ko", "nato"),
            ("ทหารเกาหลีเหนือในรัสเซีย", "th", "รัสเซีย"),
            ("ທະຫານເກົາຫຼີເໜືອ", "lo", "ເໜືອ"),
            ("ទាហានកូរ៉េខាងជើង", "km", "ខាងជើង"),
        ] {
            let db = Connection::open_in_memory().unwrap();
            db.execute_batch(
                "CREATE VIRTUAL TABLE t USING fts5(x, forms, tokenize='unicode61 remove_diacritics 2')",
            )
            .unwrap();
            let row = (text, forms(text, Some(lang)));
            db.execute("INSERT INTO t VALUES (?1, ?2)", row).unwrap();
            let hits = |typed: &str| -> i64 {
                let sought = expression(typed, &["fr", "en", "de", "es", "ru"]);
                let count = "SELECT count(*) AS hits FROM t WHERE t MATCH ?1";
                db.query_row(count, [&sought], |row| row.get("hits"))
                    .unwrap()
            };
            assert_eq!(
                hits(typed),
                1,
                "{typed} in {text}: {:?}",
                forms(text, Some(lang))
            );
            assert_eq!(hits("tanks 戦車 танки"), 0);
        }
    }
}
