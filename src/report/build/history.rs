//! A record through all its versions.

use super::{Builder, Edition};
use crate::error::Result;
use crate::model::Noun;
use crate::model::body::Hash;
use crate::model::uid::hex;
use crate::report::shown::Shown;
use crate::report::value::{HistoryValue, Tail, VersionValue};
use crate::store::Store;
use crate::store::find::Found;
use crate::store::query::Page;
use crate::store::version::{self, Version};

/// How many digits of a version's hash are shown: what `base` in a dossier takes.
const DIGITS: usize = 16;

/// Every version of a record, oldest first, be it there or gone.
///
/// # Errors
/// When the file cannot be read.
pub fn history(store: &Store, found: Found, edition: Edition) -> Result<(HistoryValue, Tail)> {
    let mut builder = Builder::new(store, edition, &Page::default())?;
    let Found { noun, uid, live } = found;
    let mut versions = builder.reader.versions(noun, uid)?;
    versions.sort_by_key(|version| version.operation);
    let heads: Vec<Hash> = version::tips(&versions)
        .iter()
        .map(|tip| tip.hash)
        .collect();
    let row = builder.reader.shown(noun, uid)?;
    let mut values = Vec::new();
    for (at, version) in versions.iter().enumerate() {
        let mut value = builder.version(version, &versions[..at])?;
        value.head = heads.contains(&version.hash);
        value.shown = row
            .as_ref()
            .is_some_and(|(shown, _)| *shown == version.hash);
        values.push(value);
    }
    let named = builder.record_value(noun, uid)?;
    let value = HistoryValue {
        noun: Some(noun),
        id: named.id,
        name: named.name,
        gone: !live,
        heads: row.map_or(0, |(_, heads)| if heads > 1 { heads.into() } else { 0 }),
        versions: values,
    };
    let tail = Tail {
        rows: value.versions.len() as u64,
        aliased: builder.guard.aliased(),
        withheld: builder.withheld,
        ..Tail::default()
    };
    Ok((value, tail))
}

impl Builder<'_> {
    fn version(&mut self, version: &Version, earlier: &[Version]) -> Result<VersionValue> {
        let digits = |hash: &Hash| Shown::new(&hex(hash)[..DIGITS]);
        let logged = self.reader.logged(self.store, version.operation)?;
        let envelope = logged.operation.envelope.unwrap_or_default();
        let last = earlier.last().map(|last| last.hash);
        let in_line = version.parents.iter().copied().eq(last);
        let bare = VersionValue {
            version: digits(&version.hash),
            follows: match in_line {
                true => Vec::new(),
                false => version.parents.iter().map(digits).collect(),
            },
            operation: Self::id(logged.operation.uid),
            time: Shown::new(envelope.time.map(|t| t.to_string()).unwrap_or_default()),
            verb: Shown::new(envelope.verb),
            undone: logged.undone,
            gone: version.is_drop(),
            withheld: version.purged.is_some(),
            ..VersionValue::default()
        };
        let mut value = bare.clone();
        value.actor = self.say(&envelope.actor);
        value.reason = self.say(&envelope.reason);
        value.origin = self.say(logged.origin.as_deref().unwrap_or_default());
        if let Some(after) = version.read_body()? {
            // A record that came back is laid beside its last words, not beside its going.
            let parent = earlier
                .iter()
                .rev()
                .find(|v| version.parents.contains(&v.hash));
            let before = match parent {
                Some(parent) if parent.is_drop() => self.before(parent)?,
                Some(parent) => parent.read_body()?,
                None => None,
            };
            let (noun, uid) = (version.noun, version.uid);
            let near = self.is_near_secret(noun, uid, &after)?
                || match &before {
                    Some(before) => self.is_near_secret(noun, uid, before)?,
                    None => false,
                };
            if near && noun != Noun::Claim {
                value.withheld = true;
                self.withheld += 1;
            } else {
                value.changes = self.changes(before, after)?;
            }
        }
        Ok(self.unless_named(value).unwrap_or(VersionValue {
            withheld: true,
            ..bare
        }))
    }
}
