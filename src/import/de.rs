//! A node read as a type of the model, by serde.
//!
//! Two rules make a dossier light to write: where a list is wanted, one thing is a list of one;
//! where a table is wanted, a text is its main field (`via = "Yonhap"`). All else is strict: words
//! for words, digits for counts, `true` or `false`.

use std::slice;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::bad::{Bad, short};
use super::node::{Key, Node, Value};
use crate::model::Edtf;

/// The field that a bare text stands for, by type.
const MAIN: &[(&str, &str)] = &[
    ("Hop", "speaker"),
    ("Figure", "expression"),
    ("ReadOn", "day"),
    ("Original", "text"),
    ("Translation", "text"),
    ("Transcript", "text"),
    ("Wording", "text"),
    ("Name", "name"),
    ("Role", "role"),
    ("Draft", "text"),
    ("Use", "sentence"),
    ("Evidence", "url"),
    ("Publication", "url"),
];

/// Other names of fields, by type: the one thing where the field is a list.
const ALIASES: &[(&str, &str, &str)] = &[
    ("Attribution", "figure", "figures"),
    ("Claim", "topic", "topics"),
    ("Claim", "wording", "wordings"),
    ("Source", "author", "authors"),
    ("Source", "observation", "observations"),
    ("Speaker", "name", "names"),
    ("Speaker", "role", "roles"),
    ("Occasion", "speaker", "speakers"),
    ("Piece", "draft", "drafts"),
    ("Piece", "use", "uses"),
    ("Use", "attribution", "attributions"),
    ("Use", "claim", "claims"),
];

/// A field under the name its type has for it.
pub fn canonical<'k>(type_name: &str, key: &'k str) -> &'k str {
    ALIASES
        .iter()
        .find(|(of, alias, _)| *alias == key && *of == type_name)
        .map_or(key, |(_, _, field)| field)
}

impl Node<'_> {
    /// Reads the node as a type.
    ///
    /// # Errors
    /// [`Bad`], with the byte of the innermost node at fault.
    pub fn read<T: de::DeserializeOwned>(&self) -> Result<T, Bad> {
        T::deserialize(self).map_err(|bad| explained(bad, self))
    }

    fn words(&self) -> Result<&str, Bad> {
        let Some(text) = self.as_text() else {
            return Err(self.wrong("text"));
        };
        if text.as_bytes().contains(&0) {
            let before = text.chars().take_while(|letter| *letter != '\0').count();
            let what = format!("the text has a NUL as its character {}", before + 1);
            return Err(Bad::new(what)
                .at(self.at)
                .hint("no record can hold a NUL: remove it"));
        }
        Ok(text)
    }

    fn wrong(&self, wanted: &str) -> Bad {
        Bad::new(format!("{wanted} is wanted here, not {}", self.kind())).at(self.at)
    }
}

/// Adds to an error of a type that only saw words: the value, its place, and the way out.
fn explained(bad: Bad, node: &Node<'_>) -> Bad {
    let Some(value) = node.as_text() else {
        return bad.at(node.at);
    };
    // Serde hands on the message alone; the date's own reader still knows the way out.
    match Edtf::parse(value) {
        Err(date) if bad.is(&date.to_string()) => {
            let bad = bad.about(value).at(node.at);
            if date.hint.is_empty() {
                bad
            } else {
                bad.hint(date.hint)
            }
        }
        _ => bad.about(value).at(node.at),
    }
}

macro_rules! count {
    ($($method:ident $visit:ident $type:ty,)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
            let digits = self.as_text().ok_or_else(|| self.wrong("a number"))?;
            let number: $type = digits.trim().parse().map_err(|_| {
                Bad::new(format!("`{}` is not a whole number from 0 to {}", short(digits), <$type>::MAX)).at(self.at)
            })?;
            visitor.$visit(number)
        })+
    };
}

impl<'de> Deserializer<'de> for &Node<'_> {
    type Error = Bad;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        match &self.value {
            Value::Text(_) | Value::Number(_) => visitor.visit_str(self.words()?),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Null => visitor.visit_unit(),
            Value::List(_) => self.deserialize_seq(visitor),
            Value::Table(_) => self.deserialize_struct("", &[], visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        visitor.visit_str(self.words()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        visitor.visit_str(self.words()?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        match &self.value {
            Value::Bool(value) => visitor.visit_bool(*value),
            // A table of cells has only words.
            Value::Text(word) if word.trim().eq_ignore_ascii_case("true") => {
                visitor.visit_bool(true)
            }
            Value::Text(word) if word.trim().eq_ignore_ascii_case("false") => {
                visitor.visit_bool(false)
            }
            _ => Err(self.wrong("true or false")),
        }
    }

    count! {
        deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64,
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Bad> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        let nodes = match &self.value {
            Value::List(nodes) => nodes.as_slice(),
            _ => slice::from_ref(self),
        };
        visitor.visit_seq(Elements(nodes.iter()))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Bad> {
        let main = MAIN.iter().find(|(of, _)| *of == name);
        let mut pairs = match (&self.value, main) {
            (Value::Table(pairs), _) => Pairs::new(name, fields, pairs),
            (Value::Text(_) | Value::Number(_), Some((_, field))) => {
                return visitor.visit_map(Main(Some(field), self));
            }
            _ => return Err(self.wrong("a table")),
        };
        let read = visitor.visit_map(&mut pairs);
        // What serde itself finds wrong (a field given twice) is about the key just read.
        read.map_err(|bad| bad.at(pairs.key_at.unwrap_or(self.at)))
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u128 f32 f64 char bytes byte_buf unit unit_struct tuple
        tuple_struct map enum identifier ignored_any
    }
}

/// A bare text, as the table of its one field.
struct Main<'n, 'a>(Option<&'static str>, &'n Node<'a>);

impl<'de> de::MapAccess<'de> for Main<'_, '_> {
    type Error = Bad;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Bad> {
        let Some(field) = self.0.take() else {
            return Ok(None);
        };
        let field: StrDeserializer<'_, Bad> = field.into_deserializer();
        seed.deserialize(field).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Bad> {
        seed.deserialize(self.1)
            .map_err(|bad| explained(bad, self.1))
    }
}

struct Elements<'n, 'a>(slice::Iter<'n, Node<'a>>);

impl<'de> de::SeqAccess<'de> for Elements<'_, '_> {
    type Error = Bad;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Bad> {
        let Some(node) = self.0.next() else {
            return Ok(None);
        };
        let read = seed.deserialize(node);
        read.map(Some).map_err(|bad| explained(bad, node))
    }
}

struct Pairs<'n, 'a> {
    type_name: &'static str,
    fields: &'static [&'static str],
    pairs: slice::Iter<'n, (Key<'a>, Node<'a>)>,
    value: Option<(&'n str, &'n Node<'a>)>,
    key_at: Option<usize>,
}

impl<'n, 'a> Pairs<'n, 'a> {
    fn new(
        type_name: &'static str,
        fields: &'static [&'static str],
        pairs: &'n [(Key<'a>, Node<'a>)],
    ) -> Self {
        Self {
            type_name,
            fields,
            pairs: pairs.iter(),
            value: None,
            key_at: None,
        }
    }
}

impl<'de> de::MapAccess<'de> for &mut Pairs<'_, '_> {
    type Error = Bad;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Bad> {
        for (key, node) in self.pairs.by_ref() {
            let name = canonical(self.type_name, &key.name);
            // Null is "not given", but under a key that there is.
            if node.value == Value::Null && self.fields.contains(&name) {
                continue;
            }
            self.key_at = Some(key.at);
            self.value = Some((&*key.name, node));
            let name: StrDeserializer<'_, Bad> = name.into_deserializer();
            return seed.deserialize(name).map(Some).map_err(|b| b.at(key.at));
        }
        self.key_at = None;
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Bad> {
        let Some((key, node)) = self.value.take() else {
            return Err(Bad::new("a value was asked for before its key"));
        };
        let read = seed.deserialize(node);
        read.map_err(|bad| explained(bad, node).within(key))
    }
}
