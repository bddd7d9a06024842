//! Which figures stand in the words of a source and are not among those recorded of them.

use super::{Finding, Kind, Precision, Value, find, is_read};
use crate::text::language;

/// A figure that stands in words.
#[derive(Clone, Debug)]
pub struct Standing<'w> {
    /// The words that it stands in.
    pub words: &'w str,
    /// The figure, with its places in them.
    pub finding: Finding,
}

impl<'w> Standing<'w> {
    /// The figure as written, without what it counts.
    pub fn expression(&self) -> &'w str {
        &self.words[self.finding.range.clone()]
    }
}

/// The language in which an attribution's words are read: the one given, else the one that they tell.
pub fn language_of<'l>(passage: &str, quote: &str, given: &'l str) -> Option<&'l str> {
    let given = (!given.is_empty()).then_some(given);
    given.or_else(|| language::of_printed(passage, quote))
}

/// The quantities that stand in a passage and its quote and that none of the recorded expressions gives,
/// each once. In no known language there are none: a word may be a million there, or an *at most*.
///
/// `lang` is the language that is given of them (a BCP 47 tag), or empty.
pub fn unrecorded<'w>(
    passage: &'w str,
    quote: &'w str,
    lang: &str,
    recorded: &[&str],
) -> Vec<Standing<'w>> {
    let Some(lang) = language_of(passage, quote, lang).filter(|lang| is_read(lang)) else {
        return Vec::new();
    };
    let quote = if passage.contains(quote) { "" } else { quote };
    let given: Vec<Vec<Value>> = recorded
        .iter()
        .map(|expression| values(&find(expression, Some(lang))))
        .collect();
    let mut standing: Vec<Standing<'w>> = Vec::new();
    for words in [passage, quote] {
        let places: Vec<_> = recorded
            .iter()
            .map(|expression| expression.trim())
            .filter(|expression| !expression.is_empty())
            .flat_map(|expression| words.match_indices(expression))
            .map(|(at, expression)| at..at + expression.len())
            .collect();
        for finding in find(words, Some(lang)) {
            let overlaps = |place: &std::ops::Range<usize>| {
                place.start < finding.range.end && finding.range.start < place.end
            };
            let its = values(std::slice::from_ref(&finding));
            let is_given = places.iter().any(overlaps) || !its.is_empty() && given.contains(&its);
            let is_told = standing
                .iter()
                .any(|one| says_the_same(&one.finding, &finding));
            if !is_given && !is_told && is_offered(&finding, words) {
                standing.push(Standing { words, finding });
            }
        }
    }
    standing
}

fn says_the_same(one: &Finding, other: &Finding) -> bool {
    let bounds = |finding: &Finding| (finding.low.clone(), finding.high.clone());
    one.precision == other.precision && bounds(one) == bounds(other) && one.unit == other.unit
}

/// The numbers of which figures are made; none of an order such as *dozens*.
fn values(findings: &[Finding]) -> Vec<Value> {
    let numbers = findings.iter().flat_map(|finding| &finding.numbers);
    numbers.map(|number| number.value.clone()).collect()
}

/// Whether it is a quantity of which the text says how much. *One* in words is an article more often
/// than a figure.
fn is_offered(finding: &Finding, words: &str) -> bool {
    let one = finding.precision == Precision::Bare
        && finding.unit.is_none()
        && finding.low == Some(Value::of(1))
        && !words[finding.range.clone()].contains(char::is_numeric);
    finding.kind == Kind::Quantity && finding.either.is_none() && !one
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expressions(passage: &str, quote: &str, lang: &str, recorded: &[&str]) -> Vec<String> {
        let standing = unrecorded(passage, quote, lang, recorded);
        standing
            .iter()
            .map(|one| one.expression().to_owned())
            .collect()
    }

    #[test]
    fn what_stands_in_the_words_and_is_not_recorded_is_told_once() {
        let passage =
            "Up to 40 barges came; the 40 barges, up to 40 barges, carried about 3,000 tonnes.";
        assert_eq!(
            expressions(passage, "", "en", &[]),
            ["Up to 40", "40", "about 3,000 tonnes"]
        );
        // However it was recorded: its own words, part of them, or other words for the number.
        for recorded in ["about 3,000 tonnes", "3,000", "three thousand"] {
            let rest = expressions(passage, "", "en", &["40 barges", recorded]);
            assert_eq!(rest, Vec::<String>::new(), "{recorded}");
        }
    }

    #[test]
    fn a_quote_within_its_passage_is_read_once_and_one_beside_it_as_well() {
        let passage = "He said “we lost 12 boats” on Monday";
        assert_eq!(expressions(passage, "we lost 12 boats", "en", &[]), ["12"]);
        assert_eq!(
            expressions(passage, "and 3 ferries", "en", &[]),
            ["12", "3"]
        );
    }

    #[test]
    fn a_date_an_ordinal_and_an_article_are_not_offered() {
        let passage = "On 4 May 2031 one of the boats, the third, sank";
        assert_eq!(expressions(passage, "", "en", &[]), Vec::<String>::new());
        // Where no language is known, nothing tells what bounds a number.
        assert!(unrecorded("more than 500 boats", "", "", &[]).is_empty());
    }

    #[test]
    fn an_order_without_a_number_is_recorded_by_its_words_alone() {
        let passage = "Dozens of boats and hundreds of nets were lost";
        assert_eq!(
            expressions(passage, "", "en", &["Dozens of boats"]),
            ["hundreds of"]
        );
    }
}
