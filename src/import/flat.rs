//! Flat rows: a claim, an attribution and a source in one row of plain names.
//!
//! The names are those of the dossier; beside them `claim` is the wording, `url`, `title`,
//! `published`, `publisher` and `author` are the source's, and `figure_low` is the `low` of
//! `figure`. CSV columns and flat JSONL rows share them.

use std::borrow::Cow;

use super::bad::Bad;
use super::entry::Dossier;
use super::node::{Key, Node, Table, Value};
use super::page::Page;
use super::slot::{Slot, keys, slot};
use super::template::Template;
use crate::error::{Error, Result};
use crate::model::{Decimal, Entry, Figure, Named, Original, Qualifier, Translation, Vocabulary};

/// Short names, and what they are in a dossier.
const SHORT: &[(&str, &str)] = &[
    ("claim", "text"),
    ("url", "source_url"),
    ("title", "source_title"),
    ("published", "source_published"),
    ("publisher", "source_publisher"),
    ("author", "source_authors"),
    ("authors", "source_authors"),
];

/// Tables of an attribution that a row spreads over several names: how the names begin, the
/// field, what the bare name gives, and the fields.
const SPREAD: &[(&str, &str, &str, &[&str])] = &[
    ("figure_", "figures", "expression", Figure::<Named>::FIELDS),
    ("original_", "original", "text", Original::<Named>::FIELDS),
    ("translation_", "translation", "text", Translation::FIELDS),
];

/// Of a figure: the number of a table's cell, which is both its bounds and its expression.
const VALUE: &str = "value";

/// The name to ignore a column by.
pub const IGNORED: &str = "-";

/// Names of the input, exchanged for those of Dixit.
#[derive(Clone, Debug, Default)]
pub struct Mapping(Vec<(String, String)>);

impl Mapping {
    /// From pairs of a name and a field.
    pub fn new(pairs: &[(String, String)]) -> Self {
        let tidy = |(from, to): &(String, String)| (tidy(from), tidy_field(to));
        Self(pairs.iter().map(tidy).collect())
    }

    /// Whether nothing is exchanged.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The field for a name, if one is given.
    pub fn field(&self, name: &str) -> Option<&str> {
        let name = tidy(name);
        let found = self.0.iter().find(|(from, _)| *from == name);
        found.map(|(_, to)| to.as_str())
    }

    /// The field for a column: its own, else that of all the others.
    pub fn of_column(&self, name: &str) -> Option<&str> {
        self.field(name).or_else(|| self.field(OTHERS))
    }

    /// The names exchanged.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(from, _)| from.as_str())
    }
}

/// The name that stands for every column which no other name is given for.
pub const OTHERS: &str = "*";

/// A name as columns are compared: small letters, `_` for spaces and hyphens.
pub fn tidy(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

fn tidy_field(name: &str) -> String {
    if name.trim() == IGNORED {
        IGNORED.to_owned()
    } else {
        tidy(name)
    }
}

/// The one name a field has, whichever of its names is given; `None` for no field.
pub fn field(name: &str) -> Option<String> {
    let long = SHORT.iter().find(|(short, _)| *short == name);
    let name = long.map_or(name, |(_, long)| *long);
    match slot(name) {
        Some(Slot::Claim(field) | Slot::Attribution(field)) => Some(field.to_owned()),
        Some(Slot::Source(field)) => Some(format!("source_{field}")),
        Some(Slot::Speaker) => Some("speaker".to_owned()),
        Some(Slot::SpeakerKind | Slot::MeasureKind | Slot::Jointly | Slot::Head) => {
            Some(name.to_owned())
        }
        Some(Slot::Attributions) => None,
        None => spread(name).map(|_| name.to_owned()),
    }
}

/// Every name a field has.
pub fn names() -> impl Iterator<Item = &'static str> {
    let short = SHORT.iter().map(|(short, _)| *short);
    short.chain(keys(|slot| slot != Slot::Attributions))
}

fn spread(name: &str) -> Option<(usize, &'static str)> {
    SPREAD
        .iter()
        .enumerate()
        .find_map(|(at, (begins, _, _, fields))| {
            let rest = name.strip_prefix(begins)?;
            if (*begins, rest) == ("figure_", VALUE) {
                return Some((at, VALUE));
            }
            let field = fields.iter().find(|field| **field == rest)?;
            Some((at, *field))
        })
}

/// Fields that every row is to have, under their own names.
///
/// # Errors
/// When one is no field of a row.
pub fn constants(set: &[(String, String)]) -> Result<Vec<(String, String)>> {
    set.iter()
        .map(|(name, value)| match field(&tidy(name)) {
            Some(field) => Ok((field, value.clone())),
            None => Err(Error::input(format!("no row has a field `{name}`")).hint(
                "the fields are those of a table's columns: `dixit help importing` lists them",
            )),
        })
        .collect()
}

/// Words exchanged for others, under the fields' own names.
///
/// # Errors
/// When one is no field of a row.
pub fn values(given: &[(String, String, String)]) -> Result<Vec<(String, String, String)>> {
    let mut all = Vec::with_capacity(given.len());
    for (name, from, to) in given {
        for (field, to) in constants(&[(name.clone(), to.clone())])? {
            all.push((field, from.trim().to_owned(), to));
        }
    }
    Ok(all)
}

/// A row whose words are exchanged for those that are meant.
pub fn with_values<'a>(
    mut row: Table<'a>,
    values: &[(String, String, String)],
    mapping: &Mapping,
) -> Table<'a> {
    if values.is_empty() {
        return row;
    }
    for (key, node) in &mut row {
        let name = mapping.field(&key.name).unwrap_or(&key.name);
        let own = field(&tidy(name));
        let found = values.iter().find(|(field, from, _)| {
            own.as_ref() == Some(field) && node.as_text().map(str::trim) == Some(from.as_str())
        });
        if let Some((_, _, to)) = found {
            node.value = Value::Text(Cow::Owned(to.clone()));
        }
    }
    row
}

/// A row with the constants that it does not give itself.
pub fn with_constants<'a>(mut row: Table<'a>, set: &'a [(String, String)]) -> Table<'a> {
    for (name, value) in set {
        let given = |(key, _): &(Key<'_>, Node<'_>)| {
            key.name == *name || field(&tidy(&key.name)).as_ref() == Some(name)
        };
        if !row.iter().any(given) {
            let key = Key {
                at: 0,
                name: Cow::Borrowed(name.as_str()),
            };
            row.push((
                key,
                Node {
                    at: 0,
                    value: Value::Text(Cow::Borrowed(value)),
                },
            ));
        }
    }
    row
}

/// A row with what templates make of its cells, of the fields that it does not give itself.
pub fn with_templates<'a, 'c>(
    mut row: Table<'a>,
    templates: &[Template],
    cell: impl Fn(&str) -> Option<&'c str>,
) -> Table<'a> {
    for template in templates {
        let given = |(key, _): &(Key<'_>, Node<'_>)| {
            key.name == template.field || field(&tidy(&key.name)).as_ref() == Some(&template.field)
        };
        if row.iter().any(given) {
            continue;
        }
        if let Some(words) = template.fill(&cell) {
            let key = Key {
                at: 0,
                name: Cow::Owned(template.field.clone()),
            };
            let value = Value::Text(Cow::Owned(words));
            row.push((key, Node { at: 0, value }));
        }
    }
    row
}

/// As [`with_templates`], of a row whose keys are its columns; a key that only templates name is no field.
pub fn with_templates_of_keys<'a>(
    mut row: Table<'a>,
    templates: &[Template],
    mapping: &Mapping,
) -> Table<'a> {
    if templates.is_empty() {
        return row;
    }
    let cells: Vec<(String, String)> = row
        .iter()
        .filter_map(|(key, node)| Some((tidy(&key.name), node.as_text()?.to_owned())))
        .collect();
    let named = |name: &str| templates.iter().any(|t| t.columns().any(|c| c == name));
    row.retain(|(key, _)| {
        let name = tidy(&key.name);
        mapping.field(&name).is_some() || field(&name).is_some() || !named(&name)
    });
    with_templates(row, templates, |name| {
        let found = cells.iter().find(|(key, _)| key == name);
        found.map(|(_, text)| text.as_str())
    })
}

/// Reads a flat row.
///
/// # Errors
/// With the place of what is wrong.
pub fn read(
    dossier: &mut Dossier<'static>,
    page: &Page<'_>,
    at: usize,
    row: Table<'_>,
    mapping: &Mapping,
) -> Result<Entry> {
    let claim = unfold(row, mapping)
        .and_then(|table| {
            wants_claim(&table)?;
            dossier.claim(page, at, table)
        })
        .map_err(|bad| bad.on(page, at))?;
    let mut claim = claim;
    for attribution in &mut claim.attributions {
        // A row names its source by what it is called; a dossier that names one has it as well.
        if !attribution.item.body.source.0.is_empty() {
            attribution.source.get_or_insert_default();
        }
    }
    Ok(Entry::Claim(Box::new(claim)))
}

fn wants_claim(table: &Table<'_>) -> Result<(), Bad> {
    let stands = |(key, node): &(Key<'_>, Node<'_>)| match &*key.name {
        "text" => !matches!(&node.value, Value::Null) && node.as_text() != Some(""),
        "id" => true,
        _ => false,
    };
    if table.iter().any(stands) {
        return Ok(());
    }
    Err(Bad::new("the row has no claim").hint(
        "give `claim`, one proposition in your wording; or map a name to it: --map NAME=claim",
    ))
}

fn unfold<'a>(row: Table<'a>, mapping: &Mapping) -> Result<Table<'a>, Bad> {
    let mut out: Table<'a> = Vec::with_capacity(row.len());
    let mut spreads: [Table<'a>; SPREAD.len()] = Default::default();
    for (mut key, node) in row {
        if !mapping.is_empty()
            && let Some(field) = mapping.of_column(&key.name)
        {
            if field == IGNORED {
                continue;
            }
            key.name = Cow::Owned(field.to_owned());
        }
        if let Some((_, long)) = SHORT.iter().find(|(short, _)| *short == key.name) {
            out.push((key.renamed(long), node));
        } else if let Some((of, field)) = spread(&key.name) {
            spreads[of].push((key.renamed(field), node));
        } else {
            out.push((key, node));
        }
    }
    for ((_, field, main, _), mut rest) in SPREAD.iter().zip(spreads) {
        let Some((first, _)) = rest.first() else {
            continue;
        };
        let key = first.renamed(field);
        let singular = field.trim_end_matches('s');
        let bare = out
            .iter()
            .position(|(key, _)| key.name == *field || key.name == singular);
        if let Some(bare) = bare {
            let (key, node) = out.swap_remove(bare);
            if matches!(node.value, Value::Table(_) | Value::List(_)) {
                let what = format!(
                    "`{}` is a table here, and spread over the row too",
                    key.name
                );
                return Err(Bad::new(what).at(key.at));
            }
            rest.push((key.renamed(main), node));
        }
        if *field == "figures" {
            of_table(&mut rest)?;
        }
        let at = key.at;
        out.push((key, Node::table(at, rest)));
    }
    Ok(out)
}

/// A figure of a table: its cells are all the words it has. One number is both bounds; of low, best and
/// high without words, the cells are told.
fn of_table(figure: &mut Table<'_>) -> Result<(), Bad> {
    let find = |figure: &Table<'_>, name: &str| figure.iter().position(|(key, _)| key.name == name);
    if let Some(at) = find(figure, VALUE) {
        let (key, node) = figure.swap_remove(at);
        let number = node.as_text().unwrap_or_default().trim().to_owned();
        if Decimal::read(&number).is_none() {
            let what = format!("`{number}` is no plain number");
            return Err(Bad::new(what).at(node.at).hint(
                "a plain number is digits, perhaps with a point and a minus sign; a column of words is a `figure`, which is read",
            ));
        }
        let qualifier = find(figure, "qualifier").and_then(|at| figure[at].1.as_text());
        let qualifier = qualifier.and_then(|word| Qualifier::read(word.trim()).ok());
        let mut gives = vec![("expression", Value::Text(Cow::Owned(number.clone())))];
        let digits = || Value::Text(Cow::Owned(number.clone()));
        use Qualifier as Q;
        if !matches!(
            qualifier,
            Some(Q::LessThan | Q::AtMost | Q::UpTo | Q::Nearly)
        ) {
            gives.push(("low", digits()));
        }
        if !matches!(qualifier, Some(Q::MoreThan | Q::AtLeast)) {
            gives.push(("high", digits()));
        }
        match qualifier {
            Some(Q::MoreThan) => gives.push(("low_open", Value::Bool(true))),
            Some(Q::LessThan) => gives.push(("high_open", Value::Bool(true))),
            // A number that nobody hedges is a bare one: that it is exact needs a word.
            None => gives.push(("qualifier", Value::Text(Cow::Borrowed(Q::Bare.word())))),
            Some(_) => {}
        }
        for (name, value) in gives {
            if find(figure, name).is_none() {
                figure.push((key.renamed(name), Node { at: node.at, value }));
            }
        }
    }
    if find(figure, "expression").is_some() {
        return Ok(());
    }
    let mut cells = Vec::new();
    let mut first = None;
    for name in ["low", "best", "high"] {
        if let Some(at) = find(figure, name)
            && let Some(text) = figure[at].1.as_text()
        {
            cells.push(format!("{name} {text}"));
            first.get_or_insert_with(|| (figure[at].0.renamed("expression"), figure[at].1.at));
        }
    }
    if let Some((key, at)) = first {
        let value = Value::Text(Cow::Owned(cells.join(", ")));
        figure.push((key, Node { at, value }));
    }
    Ok(())
}
