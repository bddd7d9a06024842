//! From a node to an entry: the rules of the dossier.
//!
//! A claim's table holds keys of three records at once (the claim, one attribution of it, the
//! source of that); which key belongs to which follows from the fields of their bodies.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::de::DeserializeOwned;

use super::bad::Bad;
use super::de::canonical;
use super::each::Each;
use super::node::{Key, Node, Table, Value};
use super::page::Page;
use crate::error::{Error, Place, Result};
use crate::model::{
    Assessment, Attribution, AttributionEntry, Capture, Claim, ClaimEntry, Entry, Item, Judgement,
    Link, Measure, Named, Noun, Occasion, Piece, Source, Speaker, Topic, Vocabulary,
};

/// What a key of a claim or attribution is about, under the name its record has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The record itself: `id`, `base`, `key`, `withheld`.
    Head,
    /// A field of the claim.
    Claim(&'static str),
    /// A field of the attribution.
    Attribution(&'static str),
    /// Who said it.
    Speaker,
    /// The kind of a speaker that is new.
    SpeakerKind,
    /// Whether several speakers spoke with one voice.
    Jointly,
    /// A field of the attribution's source, `source_…`.
    Source(&'static str),
    /// The claim's attributions.
    Attributions,
}

/// Every key of a claim or attribution. `speaker` is a field of the attribution that an entry
/// gives by name.
static SLOTS: LazyLock<HashMap<String, Slot>> = LazyLock::new(|| {
    let mut slots = HashMap::new();
    for field in Claim::<Named>::FIELDS {
        slots.insert((*field).to_owned(), Slot::Claim(field));
    }
    for field in Attribution::<Named>::FIELDS {
        slots.insert((*field).to_owned(), Slot::Attribution(field));
    }
    for field in Source::<Named>::FIELDS {
        slots.insert(format!("source_{field}"), Slot::Source(field));
    }
    for (key, slot) in [
        ("topic", Slot::Claim("topics")),
        ("wording", Slot::Claim("wordings")),
        ("figure", Slot::Attribution("figures")),
        ("source_author", Slot::Source("authors")),
        ("speaker", Slot::Speaker),
        ("speakers", Slot::Speaker),
        ("speaker_kind", Slot::SpeakerKind),
        ("jointly", Slot::Jointly),
        ("attribution", Slot::Attributions),
        ("attributions", Slot::Attributions),
        ("id", Slot::Head),
        ("base", Slot::Head),
        ("key", Slot::Head),
        ("withheld", Slot::Head),
    ] {
        slots.insert(key.to_owned(), slot);
    }
    slots
});

/// What a key is about.
pub fn slot(key: &str) -> Option<Slot> {
    SLOTS.get(key).copied()
}

/// The keys for which `wanted` holds.
pub fn keys(wanted: impl Fn(Slot) -> bool) -> impl Iterator<Item = &'static str> {
    SLOTS
        .iter()
        .filter(move |(_, slot)| wanted(**slot))
        .map(|(key, _)| key.as_str())
}

/// What the entries of one file share.
#[derive(Default)]
pub struct Dossier<'a> {
    /// What `[each]` gives where an entry does not.
    pub each: Each<'a>,
    /// How each source of the file can be named.
    pub sources: Vec<String>,
    /// Whether an attribution took the file's one source for granted.
    pub source_implied: bool,
    /// Which fields each occasion of the file gives, by key.
    pub occasions: HashMap<String, Vec<String>>,
    keys: HashMap<(Noun, String), Place>,
}

#[derive(Default)]
struct Head {
    id: String,
    base: String,
    key: String,
    withheld: bool,
}

impl Head {
    /// Takes a key that is about the record itself.
    fn take(&mut self, key: &Key<'_>, node: &Node<'_>) -> Result<bool, Bad> {
        match &*key.name {
            "id" | "base" | "key" | "withheld" if node.value == Value::Null => {}
            "id" => self.id = node.read().map_err(|bad: Bad| bad.within("id"))?,
            "base" => self.base = node.read().map_err(|bad: Bad| bad.within("base"))?,
            "key" => self.key = node.read().map_err(|bad: Bad| bad.within("key"))?,
            "withheld" => {
                self.withheld = node.read().map_err(|bad: Bad| bad.within("withheld"))?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// The keys of one attribution, sorted by what they are about.
#[derive(Default)]
struct Parts<'a> {
    fields: Table<'a>,
    source: Table<'a>,
    speaker: Option<(Key<'a>, Node<'a>)>,
    speaker_kind: Option<(Key<'a>, Node<'a>)>,
    jointly: Option<(Key<'a>, Node<'a>)>,
    first: Option<Key<'a>>,
}

impl<'a> Parts<'a> {
    fn put(&mut self, slot: Slot, key: Key<'a>, node: Node<'a>) -> Result<(), Bad> {
        if self.first.is_none() {
            self.first = Some(key.clone());
        }
        let once = match slot {
            Slot::Speaker => &mut self.speaker,
            Slot::SpeakerKind => &mut self.speaker_kind,
            Slot::Jointly => &mut self.jointly,
            Slot::Source(field) => {
                self.source.push((key.renamed(field), node));
                return Ok(());
            }
            Slot::Attribution("source") if matches!(node.value, Value::Table(_)) => {
                if let Value::Table(pairs) = node.value {
                    self.source.extend(pairs);
                }
                return Ok(());
            }
            Slot::Attribution(field) => {
                self.fields.push((key.renamed(field), node));
                return Ok(());
            }
            Slot::Head | Slot::Claim(_) | Slot::Attributions => return Err(unknown(&key)),
        };
        if once.is_some() {
            return Err(Bad::new(format!("`{}` is given twice", key.name)).at(key.at));
        }
        *once = Some((key, node));
        Ok(())
    }

    fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|(key, _)| key.name == field)
    }
}

fn unknown(key: &Key<'_>) -> Bad {
    Bad::unknown_key(&key.name, SLOTS.keys().map(String::as_str)).at(key.at)
}

fn read<T: DeserializeOwned + Default>(pair: Option<&(Key<'_>, Node<'_>)>) -> Result<T, Bad> {
    let Some((key, node)) = pair else {
        return Ok(T::default());
    };
    node.read().map_err(|bad: Bad| bad.within(&key.name))
}

impl<'a> Dossier<'a> {
    /// Reads one thing of a noun.
    ///
    /// # Errors
    /// With the place of what is wrong.
    pub fn entry<'n>(&mut self, page: &Page<'_>, noun: Noun, node: Node<'n>) -> Result<Entry, Error>
    where
        'a: 'n,
    {
        let at = node.at;
        self.read(page, noun, node).map_err(|bad| bad.on(page, at))
    }

    fn read<'n>(&mut self, page: &Page<'_>, noun: Noun, node: Node<'n>) -> Result<Entry, Bad>
    where
        'a: 'n,
    {
        let at = node.at;
        let kind = node.kind();
        let Value::Table(table) = node.value else {
            return Err(Bad::new(format!("a {noun} is a table, not {kind}")).at(at));
        };
        macro_rules! item {
            ($name:ident, $type:ty) => {
                Entry::$name(self.item(
                    page,
                    noun,
                    at,
                    table,
                    stringify!($name),
                    <$type>::FIELDS,
                )?)
            };
        }
        Ok(match noun {
            Noun::Claim => Entry::Claim(Box::new(self.claim(page, at, table)?)),
            Noun::Attribution => {
                let attribution = self.attribution(page, at, table)?;
                Entry::Attribution(Box::new(attribution))
            }
            Noun::Source => item!(Source, Source::<Named>),
            Noun::Capture => item!(Capture, Capture::<Named>),
            Noun::Speaker => item!(Speaker, Speaker::<Named>),
            Noun::Occasion => item!(Occasion, Occasion::<Named>),
            Noun::Measure => item!(Measure, Measure::<Named>),
            Noun::Topic => item!(Topic, Topic),
            Noun::Assessment => item!(Assessment, Assessment::<Named>),
            Noun::Link => item!(Link, Link::<Named>),
            Noun::Judgement => item!(Judgement, Judgement::<Named>),
            Noun::Piece => item!(Piece, Piece::<Named>),
        })
    }

    fn item<T: DeserializeOwned>(
        &mut self,
        page: &Page<'_>,
        noun: Noun,
        at: usize,
        table: Table<'_>,
        type_name: &str,
        known: &[&'static str],
    ) -> Result<Item<T>, Bad> {
        let mut head = Head::default();
        let mut rest = Vec::with_capacity(table.len());
        let mut fields = Vec::with_capacity(table.len());
        for (key, node) in table {
            if head.take(&key, &node)? {
                continue;
            }
            let name = canonical(type_name, &key.name);
            // A field that is a Rust keyword is listed as `r#where`.
            let mut names = known.iter().map(|field| field.trim_start_matches("r#"));
            if let Some(field) = names.find(|field| *field == name) {
                fields.push((field, page.place(key.at)));
            }
            rest.push((key, node));
        }
        let body = Node::table(at, rest).read()?;
        self.finish(page, noun, at, head, body, fields)
    }

    fn finish<T>(
        &mut self,
        page: &Page<'_>,
        noun: Noun,
        at: usize,
        head: Head,
        body: T,
        fields: Vec<(&'static str, Place)>,
    ) -> Result<Item<T>, Bad> {
        let place = page.place(at);
        if !head.key.is_empty() {
            let named = (noun, head.key.clone());
            if let Some(other) = self.keys.get(&named) {
                let what = format!("the key `{}` names two: the other at {other}", head.key);
                return Err(Bad::new(what)
                    .at(at)
                    .hint(format!("give one {noun} another key")));
            }
            self.keys.insert(named, place.clone());
        }
        Ok(Item {
            base: head.base,
            body,
            id: head.id,
            key: head.key,
            place,
            fields,
            withheld: head.withheld,
        })
    }

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
        let mut one = Parts {
            fields: Vec::with_capacity(table.len()),
            ..Parts::default()
        };
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
        let body = Node::table(at, claim).read()?;
        let item = self.finish(page, Noun::Claim, at, head, body, fields)?;
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

    fn attribution<'n>(
        &mut self,
        page: &Page<'_>,
        at: usize,
        table: Table<'n>,
    ) -> Result<AttributionEntry, Bad>
    where
        'a: 'n,
    {
        let mut head = Head::default();
        let mut parts = Parts {
            fields: Vec::with_capacity(table.len()),
            ..Parts::default()
        };
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
            jointly: read(parts.jointly.as_ref())?,
            ..AttributionEntry::default()
        };
        if !head.withheld {
            let sourced = !parts.source.is_empty();
            self.each
                .fill(&mut parts.fields, &mut entry, sourced, &self.occasions);
            if !sourced && !parts.has("source") {
                self.imply_source(at, &mut parts.fields)?;
            }
        }
        let mut fields = Vec::with_capacity(parts.fields.len() + 3);
        for (key, _) in &parts.fields {
            if let Some(Slot::Attribution(field)) = slot(&key.name) {
                fields.push((field, page.place(key.at)));
            }
        }
        if let Some((key, _)) = parts.source.first() {
            fields.push(("source", page.place(key.at)));
        }
        for (name, pair) in [
            ("speaker", &parts.speaker),
            ("speaker_kind", &parts.speaker_kind),
            ("jointly", &parts.jointly),
        ] {
            if let Some((key, _)) = pair {
                fields.push((name, page.place(key.at)));
            }
        }
        if !parts.source.is_empty() {
            let source = Node::table(at, parts.source).read();
            entry.source = Some(Box::new(source.map_err(|bad: Bad| bad.within("source"))?));
        }
        let body = Node::table(at, parts.fields).read()?;
        entry.item = self.finish(page, Noun::Attribution, at, head, body, fields)?;
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
                let value = Value::Text(only.clone().into());
                fields.push((key, Node { at, value }));
                self.source_implied = true;
                Ok(())
            }
            several => {
                let known: Vec<_> = several.iter().map(|key| format!("`{key}`")).collect();
                Err(Bad::new("which source says it? The file has several")
                    .at(at)
                    .hint(format!("add `source`, one of {}", known.join(", "))))
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

/// The noun of a word, as dossiers and rows name it.
pub fn noun_of(word: &str) -> Option<Noun> {
    Noun::ALL.iter().copied().find(|noun| noun.word() == word)
}
