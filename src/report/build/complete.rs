//! Names that begin with what was typed: for the shell that completes them.

use super::{Audience, Builder, Edition};
use crate::error::Result;
use crate::model::{Noun, Speaker};
use crate::report::shown::Shown;
use crate::store::Store;
use crate::store::query::Page;
use crate::text::names;

/// At most `limit` names of a noun that begin with `typed`: to the letter, or where there are none, without
/// regard to what names are compared without. Whatever is completed is an export: no confidential name
/// is among them, nor one that holds such a name.
///
/// # Errors
/// When the file cannot be read.
pub fn completed(store: &mut Store, noun: Noun, typed: &str, limit: usize) -> Result<Vec<Shown>> {
    let edition = Edition::new(store, Audience::Export { reveal: false })?;
    let mut builder = Builder::new(store, edition, &Page::default())?;
    let key = names::key(typed);
    // Titles and labels are found to the letter alone.
    let by_key = !matches!(noun, Noun::Source | Noun::Occasion);
    let (mut exact, mut alike) = (Vec::new(), Vec::new());
    let found = builder.reader.beginning(noun, typed, &key)?;
    for (id, name) in found {
        if exact.len() >= limit {
            break;
        }
        if matches!(noun, Noun::Speaker | Noun::Source) {
            let rep = builder.reader.rep(noun, id)?;
            if builder.guard.is_secret(noun, rep.id) {
                continue;
            }
        }
        let called = match noun {
            Noun::Speaker => builder.called_so(id, &key)?,
            _ => vec![name],
        };
        for name in called {
            if builder.guard.is_named_in(&name) {
                continue;
            }
            let fits = match name.starts_with(typed) {
                true => &mut exact,
                false if by_key => &mut alike,
                false => continue,
            };
            let name = Shown::new(name);
            if !fits.contains(&name) {
                fits.push(name);
            }
        }
    }
    let mut fits = if exact.is_empty() { alike } else { exact };
    fits.truncate(limit);
    Ok(fits)
}

impl Builder<'_> {
    /// Those of a speaker's names that have a key which begins so.
    fn called_so(&mut self, id: i64, key: &str) -> Result<Vec<String>> {
        let speaker = self.reader.record::<Speaker>(id)?;
        let names = speaker.map(|known| known.body.names).unwrap_or_default();
        let names = names.into_iter().map(|name| name.name);
        Ok(names
            .filter(|name| names::key(name).starts_with(key))
            .collect())
    }
}
