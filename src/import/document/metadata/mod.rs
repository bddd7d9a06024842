//! What documents say of themselves, and where they say it.

pub mod date;
pub mod html;
mod json_ld;
mod microdata;
mod page;

use super::{Field, Found};

/// The longest finding, in code points: what is longer is a text in the wrong place.
const LONGEST: usize = 1000;

/// Findings as they are gathered: the surest first, no field twice but authors of one place.
#[derive(Default)]
pub struct Findings {
    found: Vec<Found>,
}

impl Findings {
    /// Adds a finding, without control characters. A value said before, in another place, is not said
    /// again.
    pub fn add(&mut self, field: Field, value: &str, place: &str) {
        let words: Vec<&str> = value.split_whitespace().collect();
        let mut value = words.join(" ");
        value.retain(|letter| !letter.is_control());
        if value.chars().nth(LONGEST).is_some() {
            return;
        }
        let known = |found: &Found| found.field == field && found.value == value;
        if value.is_empty() || self.found.iter().any(known) {
            return;
        }
        self.found.push(Found {
            field,
            value,
            place: place.to_owned(),
        });
    }

    /// Whether something is known of a field.
    pub fn has(&self, field: Field) -> bool {
        self.found.iter().any(|found| found.field == field)
    }

    /// The surest finding of a field.
    pub fn first(&self, field: Field) -> Option<&Found> {
        self.found.iter().find(|found| found.field == field)
    }

    /// The findings, each field's together.
    pub fn all(mut self) -> Vec<Found> {
        self.found.sort_by_key(|found| found.field);
        self.found
    }
}

/// What counts of the findings of a field: the first; of authors, all of the place of the first.
pub fn chosen(found: &[Found], field: Field) -> Vec<&Found> {
    let mut of = found.iter().filter(|found| found.field == field);
    let Some(first) = of.next() else {
        return Vec::new();
    };
    let mut chosen = vec![first];
    if field == Field::Author {
        chosen.extend(of.filter(|found| found.place == first.place));
    }
    chosen
}

/// A language tag in the form of BCP 47; none where the words are no tag.
pub fn lang(text: &str) -> Option<String> {
    let tag = text.trim().replace('_', "-");
    let fine = tag.split('-').enumerate().all(|(at, part)| {
        let letters = part.bytes().all(|b| b.is_ascii_alphanumeric());
        let first = at > 0
            || (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic());
        letters && first && (1..=8).contains(&part.len())
    });
    if !fine || tag.len() > 35 {
        return None;
    }
    let parts = tag
        .split('-')
        .enumerate()
        .map(|(at, part)| match part.len() {
            2 if at > 0 => part.to_ascii_uppercase(),
            4 if at > 0 => part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase(),
            _ => part.to_ascii_lowercase(),
        });
    Some(parts.collect::<Vec<_>>().join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_take_their_usual_form() {
        assert_eq!(lang("fr_FR").as_deref(), Some("fr-FR"));
        assert_eq!(lang(" EN ").as_deref(), Some("en"));
        assert_eq!(lang("zh-hant-tw").as_deref(), Some("zh-Hant-TW"));
        assert_eq!(lang("français"), None);
        assert_eq!(lang("{{ lang }}"), None);
        assert_eq!(lang(""), None);
    }

    #[test]
    fn a_finding_is_a_line_of_letters() {
        let mut findings = Findings::default();
        findings.add(Field::Title, &"word ".repeat(300), "meta title");
        findings.add(Field::Title, "The\n\u{1b}[31m quay\0", "<h1>");
        let all = findings.all();
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].value, "The [31m quay");
    }

    #[test]
    fn the_authors_of_the_surest_place_count_together() {
        let mut findings = Findings::default();
        findings.add(Field::Author, "Ada  Lin", "JSON-LD author");
        findings.add(Field::Author, "Bo Quay", "JSON-LD author");
        findings.add(Field::Author, "Desk", "meta author");
        findings.add(Field::Author, "Ada Lin", "meta author");
        let all = findings.all();
        assert_eq!(all.len(), 3);
        let names: Vec<_> = chosen(&all, Field::Author)
            .iter()
            .map(|f| f.value.clone())
            .collect();
        assert_eq!(names, ["Ada Lin", "Bo Quay"]);
    }
}
