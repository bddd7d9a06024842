//! Wording from a template: a field that a row does not give, made of its columns.

use crate::error::{Error, Result};

use super::flat::{self, tidy};

/// A field, and words in which `{column}` stands for a cell of the row.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// The field, under its one name.
    pub field: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Words(String),
    /// A column, as columns are compared.
    Column(String),
}

impl Template {
    /// Of a field's name and words. `{{` and `}}` stand for braces.
    ///
    /// # Errors
    /// When no row has such a field, or a brace is open.
    pub fn new(name: &str, words: &str) -> Result<Self> {
        let Some(field) = flat::field(&tidy(name)) else {
            return Err(Error::input(format!("no row has a field `{name}`")).hint(
                "the fields are those of a table's columns: `dixit help importing` lists them",
            ));
        };
        let open = || {
            Error::input(format!("a brace of the template “{words}” stands alone"))
                .hint("write {column} for a cell, {{ and }} for braces")
        };
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut rest = words;
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let brace = &rest[at..at + 1];
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix(brace) {
                plain.push_str(brace);
                rest = after;
                continue;
            }
            let (name, after) = rest.split_once('}').ok_or_else(open)?;
            if brace == "}" || name.contains('{') || name.trim().is_empty() {
                return Err(open());
            }
            if !plain.is_empty() {
                parts.push(Part::Words(std::mem::take(&mut plain)));
            }
            parts.push(Part::Column(tidy(name)));
            rest = after;
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            parts.push(Part::Words(plain));
        }
        Ok(Self { field, parts })
    }

    /// The columns that it names, as columns are compared.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Column(name) => Some(name.as_str()),
            Part::Words(_) => None,
        })
    }

    /// Its words for a row; none where the row has nothing in any of the columns.
    pub fn fill<'c>(&self, cell: impl Fn(&str) -> Option<&'c str>) -> Option<String> {
        let mut words = String::new();
        let mut has_cell = self.columns().next().is_none();
        for part in &self.parts {
            match part {
                Part::Words(plain) => words.push_str(plain),
                Part::Column(name) => {
                    let cell = cell(name).map(str::trim).unwrap_or_default();
                    has_cell |= !cell.is_empty();
                    words.push_str(cell);
                }
            }
        }
        has_cell.then(|| words.trim().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_in_their_places() {
        let template = Template::new("claim", "{Place}: {count} {{barges}} on {day}").unwrap();
        assert_eq!(template.field, "text");
        let row = |cells: &'static [(&str, &str)]| {
            move |name: &str| cells.iter().find(|(n, _)| *n == name).map(|(_, c)| *c)
        };
        let full = row(&[("place", "North quay"), ("count", "41"), ("day", "1 June")]);
        assert_eq!(
            template.fill(full).unwrap(),
            "North quay: 41 {barges} on 1 June"
        );
        assert_eq!(template.fill(row(&[("place", " "), ("day", "")])), None);
        let constant = Template::new("note", "counted by hand").unwrap();
        assert_eq!(constant.fill(row(&[])).unwrap(), "counted by hand");
        for bad in ["{", "a}", "{}", "{a{b}}"] {
            assert!(Template::new("claim", bad).is_err(), "{bad}");
        }
        assert!(Template::new("clam", "x").is_err());
    }
}
