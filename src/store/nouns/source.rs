//! Sources.

use rusqlite::types::Value;

use super::key_number;
use crate::error::Result;
use crate::model::Source;
use crate::store::columns::{Stored, derived_words, stored_columns};
use crate::store::refs::{Refs, days};
use crate::text::forms::{self, tag};

impl Stored for Source {
    const TABLE: &'static str = "sources";
    const DERIVED: &'static [&'static str] =
        &["key", "forms", "published_from", "published_to", "rep"];
    stored_columns!(Source:
        columns {
            title, label, kind, publisher, authors, url, archived, lang, published, read_on, reliability,
            confidential, observations, note,
        }
        refers { seen_in: Source }
        apart {}
    );

    fn derive(&self, id: i64, _refs: &mut Refs<'_>) -> Result<Vec<Value>> {
        let (from, to) = days(self.published.as_ref());
        let text = |day: Option<String>| day.map_or(Value::Null, Value::Text);
        // The label is searched with the title: it is all there is of many a source.
        let mut found = forms::forms(&self.title, tag(&self.lang));
        if !self.label.is_empty() {
            found.push(' ');
            found.push_str(&self.label);
        }
        Ok(vec![
            source_key(&self.url).map_or(Value::Null, |key| Value::Integer(key_number(&key))),
            derived_words(found.trim().to_owned()),
            text(from),
            text(to),
            Value::Integer(id),
        ])
    }
}

/// What of an address tells documents apart: without scheme, `www.`, fragment, the slash at the end
/// and the parameters that only say where a reader came from. Equal keys are taken as one document.
pub fn source_key(url: &str) -> Option<String> {
    let url = url.trim();
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    let rest = match lower.as_str() {
        l if l.starts_with("https://") => &url[8..],
        l if l.starts_with("http://") => &url[7..],
        _ => return None,
    };
    let rest = rest.split('#').next().unwrap_or(rest);
    let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let mut key = format!("{host}/{}", path.trim_end_matches('/'));
    let kept = query.split('&').filter(|pair| {
        let name = pair.split('=').next().unwrap_or("").to_ascii_lowercase();
        !(name.is_empty()
            || name.starts_with("utm_")
            || matches!(name.as_str(), "fbclid" | "gclid" | "mc_cid" | "mc_eid"))
    });
    for (at, pair) in kept.enumerate() {
        key.push(if at == 0 { '?' } else { '&' });
        key.push_str(pair);
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::source_key;

    #[test]
    fn an_address_is_known_by_what_tells_documents_apart() {
        let key = source_key("https://www.Example.org/a/b/?utm_source=x&id=7#top");
        assert_eq!(key.as_deref(), Some("example.org/a/b?id=7"));
        assert_eq!(source_key("http://example.org/a/b?id=7"), key);
        assert_ne!(source_key("http://example.org/a/B?id=7"), key);
        assert_eq!(source_key("box 12, folder 3"), None);
        assert_eq!(source_key("éhttp://é"), None);
    }
}
