//! What an export may not say: the names of confidential speakers and sources.
//!
//! Such a name and its id become an alias, made fresh for each report and the same within it. A record
//! whose words hold such a name is withheld whole, never edited. Both happen here and where values
//! are built, once: what comes after is given nothing to leak.

use std::collections::{BTreeSet, HashMap, HashSet};

use sha2::{Digest, Sha256};
use unicode_script::{Script, UnicodeScript};

use super::build::Audience;
use crate::error::Result;
use crate::model::{Body, Noun, Uid};
use crate::store::query::Rep;
use crate::store::query::read::Reader;
use crate::text::names;

/// Who is confidential in a file, and how an export speaks of them.
pub(super) struct Guard {
    secret: HashSet<(Noun, i64)>,
    aliases: HashMap<(Noun, i64), String>,
    names: Vec<String>,
    gone: HashSet<Uid>,
    used: BTreeSet<(Noun, i64)>,
}

impl Guard {
    /// Reads who is confidential; for an export that does not reveal, also all that names them.
    pub fn new(reader: &mut Reader<'_>, audience: Audience, salt: u64) -> Result<Self> {
        let mut guard = Self {
            secret: HashSet::new(),
            aliases: HashMap::new(),
            names: Vec::new(),
            gone: HashSet::new(),
            used: BTreeSet::new(),
        };
        for noun in [Noun::Speaker, Noun::Source] {
            let mut reps = reader.confidential(noun)?;
            guard.secret.extend(reps.iter().map(|rep| (noun, rep.id)));
            if audience != (Audience::Export { reveal: false }) {
                continue;
            }
            // An order that only this report has: an alias tells nothing of when its record was made.
            reps.sort_by_cached_key(|rep| shuffled(salt, *rep));
            for (at, rep) in reps.into_iter().enumerate() {
                let alias = match noun {
                    Noun::Speaker => format!("Speaker {}", letters(at)),
                    _ => format!("Source {}", at + 1),
                };
                guard.aliases.insert((noun, rep.id), alias);
                let keys = reader.names(noun, rep)?;
                let keys = keys.iter().map(|name| names::key(name));
                guard.names.extend(keys.filter(|key| !key.is_empty()));
            }
        }
        if audience == (Audience::Export { reveal: false }) {
            for (noun, uid, body) in reader.gone_confidential()? {
                guard.gone.insert(uid);
                for name in named_by(&body).iter().filter(|name| !name.is_empty()) {
                    // Recorded anew, whoever bears it now decides.
                    if !reader.is_borne(noun, name)? {
                        guard.names.push(names::key(name));
                    }
                }
            }
            guard.names.retain(|key| !key.is_empty());
        }
        guard.names.sort_unstable();
        guard.names.dedup();
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

    /// Whether words hold a confidential name: by their normalised key, between word bounds.
    pub fn is_named_in(&self, text: &str) -> bool {
        if self.names.is_empty() || text.is_empty() {
            return false;
        }
        let key = names::key(text);
        self.names.iter().any(|name| holds(&key, name))
    }
}

/// All by which a speaker or source is called.
fn named_by(body: &Body) -> Vec<String> {
    match body {
        Body::Speaker(speaker) => {
            let names = speaker.names.iter().map(|name| name.name.clone());
            names.chain([speaker.wikidata.clone()]).collect()
        }
        Body::Source(source) => {
            let key = crate::store::source_key(&source.url);
            let names = [&source.title, &source.label, &source.url];
            names.into_iter().cloned().chain(key).collect()
        }
        _ => Vec::new(),
    }
}

fn holds(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        bound(before.chars().next_back(), name.chars().next())
            && bound(after.chars().next(), name.chars().next_back())
    })
}

/// Whether a name may end here: where no letter or digit goes on, or in a script without spaces,
/// where every place between two letters may be a bound.
fn bound(outside: Option<char>, inside: Option<char>) -> bool {
    let (Some(outside), Some(inside)) = (outside, inside) else {
        return true;
    };
    let spaceless = |c: char| {
        matches!(
            c.script(),
            Script::Han
                | Script::Hiragana
                | Script::Katakana
                | Script::Hangul
                | Script::Thai
                | Script::Lao
                | Script::Khmer
                | Script::Myanmar
        )
    };
    !outside.is_alphanumeric()
        || !inside.is_alphanumeric()
        || spaceless(outside)
        || spaceless(inside)
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
    fn a_name_is_found_as_a_whole_word() {
        let holds = |text: &str, name: &str| holds(&names::key(text), &names::key(name));
        assert!(holds("said MÜLLER-Kim's aide", "Muller Kim"));
        assert!(holds("«Ada»", "ada"));
        assert!(holds("Ada\nLin", "Ada Lin"));
        assert!(!holds("Adam said", "Ada"));
        assert!(!holds("Canada", "Ada"));
        assert!(holds("据金正恩称", "金正恩"));
        assert!(holds("김정은이 말했다", "김정은"));
        assert!(holds("Adam and Ada", "Ada"));
    }

    #[test]
    fn aliases_go_on_after_z() {
        let named: Vec<String> = [0, 1, 25, 26, 27, 51, 52, 701, 702].map(letters).to_vec();
        assert_eq!(named, ["A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
    }
}
