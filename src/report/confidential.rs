//! What an export may not say: the names of confidential speakers and sources.
//!
//! Such a name and its id become an alias, made fresh for each report and the same within it. A record
//! whose words hold such a name is withheld whole, never edited. Both happen here and where values
//! are built, once: what comes after is given nothing to leak.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::build::Audience;
use crate::error::Result;
use crate::model::{Noun, Uid};
use crate::store::Store;
use crate::store::query::Rep;
use crate::store::query::read::Reader;
use crate::text::names::Mentions;

/// Who is confidential in a file, and how an export speaks of them.
pub(super) struct Guard {
    secret: HashSet<(Noun, i64)>,
    aliases: HashMap<(Noun, i64), String>,
    names: Mentions,
    gone: HashSet<Uid>,
    used: BTreeSet<(Noun, i64)>,
}

impl Guard {
    /// Reads who is confidential; for an export that does not reveal, also all that names them.
    pub fn new(store: &Store, reader: &Reader<'_>, audience: Audience, salt: u64) -> Result<Self> {
        let mut guard = Self {
            secret: HashSet::new(),
            aliases: HashMap::new(),
            names: Mentions::default(),
            gone: HashSet::new(),
            used: BTreeSet::new(),
        };
        let mut classes: BTreeMap<Noun, BTreeSet<Rep>> = BTreeMap::new();
        for (noun, uid) in store.confidential()? {
            match reader.id(noun, uid)? {
                Some(id) => {
                    let rep = reader.rep(noun, id)?;
                    guard.secret.insert((noun, rep.id));
                    classes.entry(noun).or_default().insert(rep);
                }
                None => drop(guard.gone.insert(uid)),
            }
        }
        if audience != (Audience::Export { reveal: false }) {
            guard.gone.clear();
            return Ok(guard);
        }
        for (noun, reps) in classes {
            let mut reps: Vec<Rep> = reps.into_iter().collect();
            // An order that only this report has: an alias tells nothing of when its record was made.
            reps.sort_by_cached_key(|rep| shuffled(salt, *rep));
            for (at, rep) in reps.into_iter().enumerate() {
                let alias = match noun {
                    Noun::Speaker => format!("Speaker {}", letters(at)),
                    _ => format!("Source {}", at + 1),
                };
                guard.aliases.insert((noun, rep.id), alias);
            }
        }
        guard.names = store.names_of_secrets()?;
        Ok(guard)
    }

    /// Whether a speaker or source is confidential.
    pub fn is_secret(&self, noun: Noun, rep: i64) -> bool {
        self.secret.contains(&(noun, rep))
    }

    /// Whether anything is hidden at all.
    pub fn hides(&self) -> bool {
        !self.aliases.is_empty() || !self.gone.is_empty()
    }

    /// Whether a record that is gone was confidential, and is not to be named.
    pub fn is_gone(&self, uid: Uid) -> bool {
        self.gone.contains(&uid)
    }

    /// The alias that stands for a name here; none where the name may be shown.
    pub fn alias(&mut self, noun: Noun, rep: i64) -> Option<String> {
        let alias = self.aliases.get(&(noun, rep))?;
        self.used.insert((noun, rep));
        Some(alias.clone())
    }

    /// How many names became aliases so far.
    pub fn aliased(&self) -> u64 {
        self.used.len() as u64
    }

    /// Whether words hold a confidential name.
    pub fn is_named_in(&self, text: &str) -> bool {
        self.names.are_in(text)
    }
}

fn shuffled(salt: u64, rep: Rep) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(salt.to_be_bytes());
    hasher.update(rep.uid.0);
    hasher.finalize().into()
}

/// A, B, … Z, AA, AB, …
fn letters(mut at: usize) -> String {
    let mut out = Vec::new();
    loop {
        out.push(b'A' + u8::try_from(at % 26).unwrap_or_default());
        if at < 26 {
            break;
        }
        at = at / 26 - 1;
    }
    out.reverse();
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_go_on_after_z() {
        let named: Vec<String> = [0, 1, 25, 26, 27, 51, 52, 701, 702].map(letters).to_vec();
        assert_eq!(named, ["A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
    }
}
