//! From a node to an entry: what every noun has in common. Claims and attributions have a file of
//! their own.

use std::collections::HashMap;

use serde::de::DeserializeOwned;

use super::bad::Bad;
use super::de::canonical;
use super::each::Each;
use super::node::{Key, Node, Table, Value};
use super::page::Page;
use super::worded;
use crate::error::{Error, Place, Result};
use crate::model::{
    Assessment, Capture, Entry, Item, Judgement, Link, Measure, Named, Noun, Occasion, Piece,
    Source, Speaker, Topic, Vocabulary,
};

/// What the entries of one file share.
#[derive(Default)]
pub struct Dossier<'a> {
    /// What `[each]` gives where an entry does not.
    pub each: Each<'a>,
    /// How each source of the file can be named; empty where it cannot.
    pub sources: Vec<String>,
    /// Whether an attribution took the file's one source for granted.
    pub source_implied: bool,
    /// Which fields each occasion of the file gives, by key.
    pub occasions: HashMap<String, Vec<String>>,
    keys: HashMap<(Noun, String), Place>,
}

/// What ties a record to be to others of the file, and to a record that already is.
#[derive(Default)]
pub struct Head {
    id: String,
    base: String,
    key: String,
    /// Whether `export` withheld it.
    pub withheld: bool,
}

impl Head {
    /// Takes a key that is about the record itself.
    pub fn take(&mut self, key: &Key<'_>, node: &Node<'_>) -> Result<bool, Bad> {
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
        let reads = worded::read(&mut rest);
        let body = Node::table(at, rest).read()?;
        let item = self.finish(page, noun, at, head, body, fields)?;
        Ok(Item { reads, ..item })
    }

    /// Makes the item, and sees that its key is its own.
    ///
    /// # Errors
    /// When another thing of the noun has the key.
    pub fn finish<T>(
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
            reads: Vec::new(),
            withheld: head.withheld,
        })
    }
}

/// The noun of a word, as dossiers and rows name it.
pub fn noun_of(word: &str) -> Option<Noun> {
    Noun::ALL.iter().copied().find(|noun| noun.word() == word)
}
