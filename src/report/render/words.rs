//! Values in English words, as several formats say them.
//!
//! Nothing is escaped here: that is each format's own.

mod dates;
mod figures;
pub mod findings;
mod languages;
pub mod lives;
pub mod operations;

pub use dates::{date, dated, when};
pub(in crate::report) use figures::grouped;
pub use figures::reading;
pub use languages::{language, printed};

use crate::model::{Stance, Vocabulary};

/// What stands before a claim: "DENIES", or nothing where the speaker asserts it.
pub fn stance(stance: Stance) -> Option<String> {
    (stance != Stance::Asserts).then(|| stance.word().replace('-', " ").to_uppercase())
}

/// "1 source", "2 sources".
pub fn count(n: u64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        figures::grouped(&n.to_string()),
        if n == 1 { one } else { many }
    )
}

/// "A", "A and B", "A, B and C".
pub fn and(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stance_is_said_unless_it_asserts() {
        assert_eq!(stance(Stance::Asserts), None);
        assert_eq!(stance(Stance::DidNotSay).as_deref(), Some("DID NOT SAY"));
    }

    #[test]
    fn things_are_counted_and_listed() {
        assert_eq!(count(1, "source", "sources"), "1 source");
        assert_eq!(count(1200, "source", "sources"), "1,200 sources");
        let all = ["a".to_owned(), "b".to_owned(), "c".to_owned()];
        assert_eq!(and(&all[..0]), "");
        assert_eq!(and(&all[..1]), "a");
        assert_eq!(and(&all), "a, b and c");
    }
}
