//! Claims and attributions. A claim's table holds keys of three records at once: the claim, one
//! attribution of it, the source of that; or its attributions stand in tables of their own.

use serde::de::DeserializeOwned;

use super::bad::Bad;
use super::entry::{Dossier, Head};
use super::node::{Key, Node, Table, Value};
use super::page::Page;
use super::slot::{Slot, keys, slot};
use super::worded;
use crate::model::{AttributionEntry, ClaimEntry, Noun};

/// What an only source without a key is called by the attributions that leave it out.
pub const THE_SOURCE: &str = "source";

/// The keys of one attribution, sorted by what they are about.
#[derive(Default)]
struct Parts<'a> {
    fields: Table<'a>,
    source: Table<'a>,
    speaker: Option<(Key<'a>, Node<'a>)>,
    speaker_kind: Option<(Key<'a>, Node<'a>)>,
    measure_kind: Option<(Key<'a>, Node<'a>)>,
    jointly: Option<(Key<'a>, Node<'a>)>,
    first: Option<Key<'a>>,
    /// Each field given and the byte of its key, for the item's places.
    marks: Vec<(&'static str, usize)>,
}

impl<'a> Parts<'a> {
    fn with_room(room: usize) -> Self {
        Self {
            fields: Vec::with_capacity(room),
            marks: Vec::with_capacity(room),
            ..Self::default()
        }
    }

    fn put(&mut self, slot: Slot, key: Key<'a>, node: Node<'a>) -> Result<(), Bad> {
        if self.first.is_none() {
            self.first = Some(key.clone());
        }
        let (name, once) = match slot {
            Slot::Speaker => ("speaker", &mut self.speaker),
            Slot::SpeakerKind => ("speaker_kind", &mut self.speaker_kind),
            Slot::MeasureKind => ("measure_kind", &mut self.measure_kind),
            Slot::Jointly => ("jointly", &mut self.jointly),
            Slot::Source(field) => {
                self.mark_source(&key);
                self.source.push((key.renamed(field), node));
                return Ok(());
            }
            Slot::Attribution("source") if matches!(node.value, Value::Table(_)) => {
                self.mark_source(&key);
                if let Value::Table(pairs) = node.value {
                    self.source.extend(pairs);
                }
                return Ok(());
            }
            Slot::Attribution(field) => {
                self.marks.push((field, key.at));
                self.fields.push((key.renamed(field), node));
                return Ok(());
            }
            Slot::Head | Slot::Claim(_) | Slot::Attributions => return Err(unknown(&key)),
        };
        if once.is_some() {
            return Err(Bad::new(format!("`{}` is given twice", key.name)).at(key.at));
        }
        self.marks.push((name, key.at));
        *once = Some((key, node));
        Ok(())
    }

    /// The fields of the source share one mark: the first.
    fn mark_source(&mut self, key: &Key<'_>) {
        if self.source.is_empty() {
            self.marks.push(("source", key.at));
        }
    }

    fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|(key, _)| key.name == field)
    }
}

fn unknown(key: &Key<'_>) -> Bad {
    Bad::unknown_key(&key.name, keys(|_| true)).at(key.at)
}

fn read<T: DeserializeOwned + Default>(pair: Option<&(Key<'_>, Node<'_>)>) -> Result<T, Bad> {
    let Some((key, node)) = pair else {
        return Ok(T::default());
    };
    node.read().map_err(|bad: Bad| bad.within(&key.name))
}

impl<'a> Dossier<'a> {
    /// Reads a claim, with its attributions.
    ///
    /// # Errors
    /// With the byte of what is wrong.
    pub fn claim<'n>(
        &mut self,
        page: &Page<'_>,
        at: usize,
        table: Table<'n>,
    ) -> Result<ClaimEntry, Bad>
    where
        'a: 'n,
    {
        let mut head = Head::default();
        let mut claim: Table<'n> = Vec::with_capacity(4);
        let mut one = Parts::with_room(table.len());
        let mut several = None;
        for (key, node) in table {
            let Some(slot) = slot(&key.name) else {
                return Err(unknown(&key));
            };
            match slot {
                _ if node.value == Value::Null => {}
                Slot::Head => drop(head.take(&key, &node)?),
                Slot::Claim(field) => claim.push((key.renamed(field), node)),
                Slot::Attributions => several = Some(node),
                Slot::Attribution("claim") => {
                    return Err(Bad::new("a claim's wording is its `text`")
                        .at(key.at)
                        .hint("write `text` for `claim`"));
                }
                other => one.put(other, key, node)?,
            }
        }
        if let (Some(_), Some(stray)) = (&several, &one.first) {
            let what = format!(
                "`{}` stands in the claim, which has attributions of its own",
                stray.name
            );
            return Err(Bad::new(what)
                .at(stray.at)
                .hint("move it into each `[[claim.attribution]]` that it is about"));
        }
        if !head.withheld {
            self.each.fill_claim(&mut claim);
        }
        let fields = claim
            .iter()
            .filter_map(|(key, _)| Some((static_claim(&key.name)?, page.place(key.at))))
            .collect();
        let withheld = head.withheld;
        let reads = worded::read(&mut claim);
        let body = Node::table(at, claim).read()?;
        let mut item = self.finish(page, Noun::Claim, at, head, body, fields)?;
        item.reads = reads;
        let attributions = match several {
            Some(node) => {
                let nodes = match node.value {
                    Value::List(nodes) => nodes,
                    _ => vec![node],
                };
                let mut read = Vec::with_capacity(nodes.len());
                for node in nodes {
                    let kind = node.kind();
                    let Value::Table(table) = node.value else {
                        let what = format!("an attribution is a table, not {kind}");
                        return Err(Bad::new(what).at(node.at).within("attribution"));
                    };
                    read.push(self.attribution(page, node.at, table)?);
                }
                read
            }
            None if one.first.is_some() || (self.is_about_sources() && !withheld) => {
                vec![self.assemble(page, at, Head::default(), one)?]
            }
            None => Vec::new(),
        };
        Ok(ClaimEntry { item, attributions })
    }

    /// Whether a bare claim is one that a source of this file makes.
    fn is_about_sources(&self) -> bool {
        !self.sources.is_empty() || self.each.has_source()
    }

    /// Reads an attribution that stands in a table of its own.
    ///
    /// # Errors
    /// With the byte of what is wrong.
    pub fn attribution<'n>(
        &mut self,
        page: &Page<'_>,
        at: usize,
        table: Table<'n>,
    ) -> Result<AttributionEntry, Bad>
    where
        'a: 'n,
    {
        let mut head = Head::default();
        let mut parts = Parts::with_room(table.len());
        for (key, node) in table {
            match slot(&key.name) {
                Some(Slot::Claim(_) | Slot::Attributions) | None => {
                    let known = keys(|slot| !matches!(slot, Slot::Claim(_) | Slot::Attributions));
                    return Err(Bad::unknown_key(&key.name, known).at(key.at));
                }
                Some(_) if node.value == Value::Null => {}
                Some(Slot::Head) => drop(head.take(&key, &node)?),
                Some(slot) => parts.put(slot, key, node)?,
            }
        }
        self.assemble(page, at, head, parts)
    }

    fn assemble<'n>(
        &mut self,
        page: &Page<'_>,
        at: usize,
        head: Head,
        mut parts: Parts<'n>,
    ) -> Result<AttributionEntry, Bad>
    where
        'a: 'n,
    {
        let mut entry = AttributionEntry {
            speakers: read(parts.speaker.as_ref())?,
            speaker_kind: read(parts.speaker_kind.as_ref())?,
            measure_kind: read(parts.measure_kind.as_ref())?,
            jointly: read(parts.jointly.as_ref())?,
            ..AttributionEntry::default()
        };
        let own = parts.fields.len();
        if !head.withheld {
            let sourced = !parts.source.is_empty();
            self.each
                .fill(&mut parts.fields, &mut entry, sourced, &self.occasions);
            if !sourced && !parts.has("source") {
                self.imply_source(at, &mut parts.fields)?;
            }
        }
        for (key, _) in &parts.fields[own..] {
            if let Some(Slot::Attribution(field)) = slot(&key.name) {
                parts.marks.push((field, key.at));
            }
        }
        let marks = parts.marks.iter();
        let fields = marks.map(|(field, at)| (*field, page.place(*at))).collect();
        let mut reads = worded::read(&mut parts.source);
        if !parts.source.is_empty() {
            let source = Node::table(at, parts.source).read();
            entry.source = Some(Box::new(source.map_err(|bad: Bad| bad.within("source"))?));
        }
        reads.extend(worded::read(&mut parts.fields));
        let body = Node::table(at, parts.fields).read()?;
        entry.item = self.finish(page, Noun::Attribution, at, head, body, fields)?;
        entry.item.reads = reads;
        Ok(entry)
    }

    fn imply_source(&mut self, at: usize, fields: &mut Table<'_>) -> Result<(), Bad> {
        match self.sources.as_slice() {
            [] => Ok(()),
            [only] => {
                let key = Key {
                    at,
                    name: "source".into(),
                };
                let name = if only.is_empty() { THE_SOURCE } else { only };
                let value = Value::Text(name.to_owned().into());
                fields.push((key, Node { at, value }));
                self.source_implied = true;
                Ok(())
            }
            several => {
                let named = several.iter().filter(|name| !name.is_empty());
                let named: Vec<_> = named.map(|name| format!("`{name}`")).collect();
                let hint = if named.is_empty() {
                    "give each `[[source]]` a `key`, and name one as `source`".to_owned()
                } else {
                    format!("add `source`, one of {}", named.join(", "))
                };
                Err(Bad::new("which source says it? The file has several")
                    .at(at)
                    .hint(hint))
            }
        }
    }
}

fn static_claim(name: &str) -> Option<&'static str> {
    match slot(name)? {
        Slot::Claim(field) => Some(field),
        _ => None,
    }
}
