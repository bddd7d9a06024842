//! Which source a document is of, and which of the addresses that it gives are its own.

use super::{Asked, Piece};
use crate::error::Result;
use crate::import::document::{Field, Found};
use crate::model::{Noun, Uid};
use crate::store::{Writing, find, source_key};

/// The source that pieces are of: by the address that was asked for or that answered, else by the one
/// that the document gives as its own, else by their bytes.
pub fn known(
    pieces: &[Piece<'_>],
    asked: &Asked,
    writing: &mut Writing<'_>,
) -> Result<Option<Uid>> {
    let mut addresses = vec![asked.fields.url.as_str()];
    for piece in pieces {
        addresses.extend([piece.asked.as_str(), piece.from.as_str()]);
    }
    let own = pieces.iter().filter_map(own_address);
    addresses.extend(own.map(|found| found.value.as_str()));
    for address in addresses {
        if source_key(address).is_none() {
            continue;
        }
        let found = find::sources_named(address, &writing.refs)?;
        if let Some(id) = found.first() {
            return Ok(Some(writing.refs.uid(Noun::Source, *id)?));
        }
        // The document may name another address as its own than the one it was fetched from.
        if let Some(uid) = find::captured_from(address, &writing.refs)? {
            return Ok(Some(uid));
        }
    }
    let [piece] = pieces else { return Ok(None) };
    find::captured_as(&piece.sha256, &writing.refs)
}

/// The address that a document gives as its own and that can be: of many a site, every page says that
/// it is the home page, and a page fetched from one site has no say over another.
pub fn own_address<'p>(piece: &'p Piece<'_>) -> Option<&'p Found> {
    let hosts: Vec<String> = [&piece.asked, &piece.from]
        .into_iter()
        .filter_map(|address| host_and_path(address))
        .map(|(host, _)| host)
        .collect();
    let found = &piece.document.found;
    found.iter().find(|found| {
        found.field == Field::Url
            && host_and_path(&found.value).is_some_and(|(host, path)| {
                !path.is_empty() && (hosts.is_empty() || hosts.contains(&host))
            })
    })
}

/// The host of an address, without what only says for which screen, and what stands behind it.
fn host_and_path(address: &str) -> Option<(String, String)> {
    let key = source_key(address)?;
    let (host, path) = key.split_once('/')?;
    let bare = ["m.", "mobile.", "amp."]
        .iter()
        .find_map(|screen| host.strip_prefix(screen));
    Some((bare.unwrap_or(host).to_owned(), path.to_owned()))
}
