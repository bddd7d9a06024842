//! JSON-LD in a page: found wherever it stands, read as leniently as search engines do.

use dom_query::Document as Dom;
use serde_json::{Map, Value};

use super::Findings;
use super::date;
use crate::import::document::Field;

/// Types of schema.org that are the document a page holds, and not something on it.
const DOCUMENTS: &[&str] = &[
    "Article",
    "BlogPosting",
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "Report",
    "LiveBlogPosting",
    "Book",
    "Thesis",
    "VideoObject",
    "AudioObject",
    "PodcastEpisode",
    "Dataset",
    "Legislation",
    "CreativeWork",
    "WebPage",
    "ItemPage",
    "ProfilePage",
    "FAQPage",
    "ClaimReview",
];

/// Types of the page itself, whose name is of use only where no document is described.
const PAGES: &[&str] = &["WebPage", "ItemPage", "ProfilePage", "FAQPage"];

/// What JSON-LD says of the document.
pub fn find(dom: &Dom, page: &str, findings: &mut Findings) {
    let nodes = nodes(dom);
    let mut documents: Vec<&Map<String, Value>> =
        nodes.iter().filter(|node| is_document(node)).collect();
    // Lists of other articles name each in a line; the one described at length is this one.
    documents.sort_by_key(|node| (is(node, PAGES), std::cmp::Reverse(weight(node))));
    for node in documents
        .iter()
        .take(1)
        .chain(documents.iter().filter(|node| is(node, PAGES)))
    {
        tell(node, &nodes, page, findings);
    }
    for node in nodes
        .iter()
        .filter(|node| is(node, &["WebSite", "NewsMediaOrganization"]))
    {
        if let Some(name) = node.get("name").and_then(Value::as_str) {
            findings.add(Field::Publisher, name, "JSON-LD name of the site");
        }
    }
}

fn tell(
    node: &Map<String, Value>,
    nodes: &[Map<String, Value>],
    page: &str,
    findings: &mut Findings,
) {
    // Some sites keep a description in one of the two: the page's own title tells which.
    let named = |key: &str| {
        texts(node.get(key))
            .iter()
            .any(|title| page.contains(title.as_str()))
    };
    let keys = match named("name") && !named("headline") {
        true => ["name", "headline"],
        false => ["headline", "name"],
    };
    for key in keys {
        for title in texts(node.get(key)) {
            findings.add(Field::Title, &title, &format!("JSON-LD {key}"));
        }
    }
    for author in names(node.get("author"), nodes) {
        findings.add(Field::Author, &author, "JSON-LD author");
    }
    for creator in names(node.get("creator"), nodes) {
        findings.add(Field::Author, &creator, "JSON-LD creator");
    }
    for publisher in names(node.get("publisher"), nodes).into_iter().take(1) {
        findings.add(Field::Publisher, &publisher, "JSON-LD publisher");
    }
    for tag in texts(node.get("inLanguage"))
        .iter()
        .filter_map(|tag| super::lang(tag))
    {
        findings.add(Field::Lang, &tag, "JSON-LD inLanguage");
    }
    for (key, field) in [
        ("datePublished", Field::Published),
        ("dateModified", Field::Modified),
    ] {
        for day in texts(node.get(key))
            .iter()
            .filter_map(|day| date::read(day))
        {
            findings.add(field, &day, &format!("JSON-LD {key}"));
        }
    }
    for url in texts(node.get("url")).into_iter().take(1) {
        findings.add(Field::Url, &url, "JSON-LD url");
    }
}

/// How much a node says of itself.
fn weight(node: &Map<String, Value>) -> usize {
    [
        "headline",
        "datePublished",
        "author",
        "publisher",
        "articleBody",
        "mainEntityOfPage",
        "image",
    ]
    .iter()
    .filter(|key| node.contains_key(**key))
    .count()
}

fn is_document(node: &Map<String, Value>) -> bool {
    types(node)
        .iter()
        .any(|of| DOCUMENTS.contains(&of.as_str()) || of.ends_with("Article"))
}

fn is(node: &Map<String, Value>, of: &[&str]) -> bool {
    types(node).iter().any(|it| of.contains(&it.as_str()))
}

/// The types of a node, without the vocabulary's address.
fn types(node: &Map<String, Value>) -> Vec<String> {
    texts(node.get("@type"))
        .iter()
        .map(|of| of.rsplit(['/', '#', ':']).next().unwrap_or(of).to_owned())
        .collect()
}

/// Every object of a page's JSON-LD, those of lists and graphs too.
fn nodes(dom: &Dom) -> Vec<Map<String, Value>> {
    let mut found = Vec::new();
    for script in dom.select("script[type]").nodes() {
        let kind = script.attr("type").unwrap_or_default().to_ascii_lowercase();
        if kind.trim().starts_with("application/ld+json")
            && let Some(value) = read(&script.text())
        {
            gather(value, &mut found);
        }
    }
    found
}

fn gather(value: Value, into: &mut Vec<Map<String, Value>>) {
    match value {
        Value::Array(items) => items.into_iter().for_each(|item| gather(item, into)),
        Value::Object(mut object) => {
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"] {
                if object
                    .get(key)
                    .is_some_and(|inside| inside.is_array() || inside.is_object())
                {
                    let inside = object.get(key).cloned().unwrap_or_default();
                    if key == "@graph" {
                        object.remove(key);
                    }
                    gather(inside, into);
                }
            }
            into.push(object);
        }
        _ => {}
    }
}

/// A block as JSON, mended where sites commonly break it: comments and marks of CDATA around it, line
/// breaks within strings, a comma or semicolon too many.
fn read(block: &str) -> Option<Value> {
    let mut block = block.trim().trim_start_matches('\u{feff}');
    for (open, close) in [
        ("<!--", "-->"),
        ("/*<![CDATA[*/", "/*]]>*/"),
        ("//<![CDATA[", "//]]>"),
        ("<![CDATA[", "]]>"),
    ] {
        if let Some(inside) = block.strip_prefix(open) {
            block = inside.trim_end().trim_end_matches(close).trim();
        }
    }
    let block = block.trim_end_matches([';', ' ', '\n', '\r', '\t']);
    serde_json::from_str(block)
        .ok()
        .or_else(|| serde_json::from_str(&mended(block)).ok())
}

fn mended(block: &str) -> String {
    let mut out = String::with_capacity(block.len());
    let (mut string, mut escaped) = (false, false);
    let mut letters = block.chars().peekable();
    while let Some(letter) = letters.next() {
        if string {
            string = letter != '"' || escaped;
            escaped = letter == '\\' && !escaped;
            out.push(if letter.is_control() { ' ' } else { letter });
            continue;
        }
        match letter {
            '"' => {
                string = true;
                out.push(letter);
            }
            '/' if letters.peek() == Some(&'/') => {
                while letters.next_if(|c| *c != '\n').is_some() {}
            }
            '/' if letters.peek() == Some(&'*') => {
                letters.next();
                let mut last = ' ';
                for next in letters.by_ref() {
                    if last == '*' && next == '/' {
                        break;
                    }
                    last = next;
                }
            }
            ']' | '}' => {
                let kept = out.trim_end().trim_end_matches(',').len();
                out.truncate(kept);
                out.push(letter);
            }
            other if other.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// The texts of a value: one, or those of a list; of objects with a language, their value.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![unescaped(text)],
        Some(Value::Array(items)) => items.iter().flat_map(|item| texts(Some(item))).collect(),
        Some(Value::Object(object)) => texts(object.get("@value").or_else(|| object.get("name"))),
        _ => Vec::new(),
    }
}

/// The names of persons or organisations, looked up where only their identity is given.
fn names(value: Option<&Value>, nodes: &[Map<String, Value>]) -> Vec<String> {
    match value {
        Some(Value::Array(items)) => items
            .iter()
            .flat_map(|item| names(Some(item), nodes))
            .collect(),
        Some(Value::Object(object)) => {
            let named = object.get("name").or_else(|| {
                let id = object.get("@id")?;
                nodes
                    .iter()
                    .find(|node| node.get("@id") == Some(id) && node.contains_key("name"))?
                    .get("name")
            });
            texts(named)
        }
        other => texts(other),
    }
    .into_iter()
    .filter(|name| !name.starts_with("http"))
    .collect()
}

/// Sites write entities into JSON, where they mean nothing.
fn unescaped(text: &str) -> String {
    if text.contains('&') {
        Dom::fragment(text.replace('<', "&lt;")).text().to_string()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(json: &str) -> Vec<(Field, String)> {
        let page = format!("<script type='application/ld+json'>{json}</script>");
        let mut findings = Findings::default();
        find(&Dom::from(page.as_str()), "", &mut findings);
        findings
            .all()
            .into_iter()
            .map(|f| (f.field, f.value))
            .collect()
    }

    #[test]
    fn an_article_is_found_in_a_graph_and_its_names_by_identity() {
        let found = found(
            r##"{"@graph": [
                {"@type": "WebPage", "name": "Home of news", "datePublished": "2031-01-01"},
                {"@type": ["NewsArticle"], "headline": "The bridge &amp; the quay", "author": [{"@id": "#a"}, "Bo"],
                 "publisher": {"@type": "Organization", "name": "The Gazette"},
                 "datePublished": "2031-05-01T10:00:00+02:00", "dateModified": "2031-05-02", "inLanguage": "fr_FR"},
                {"@type": "Person", "@id": "#a", "name": "Ada Lin"}]}"##,
        );
        let first = |field: Field| {
            found
                .iter()
                .find(|(f, _)| *f == field)
                .map(|(_, v)| v.as_str())
        };
        assert_eq!(first(Field::Title), Some("The bridge & the quay"));
        assert_eq!(first(Field::Published), Some("2031-05-01T10:00:00+02:00"));
        assert_eq!(first(Field::Modified), Some("2031-05-02"));
        assert_eq!(first(Field::Lang), Some("fr-FR"));
        let authors: Vec<_> = found
            .iter()
            .filter(|(f, _)| *f == Field::Author)
            .map(|(_, v)| v.as_str())
            .collect();
        assert_eq!(authors, ["Ada Lin", "Bo"]);
    }

    #[test]
    fn what_sites_break_is_read_and_the_rest_left_alone() {
        for broken in [
            "<!-- {\"@type\": \"Article\", \"headline\": \"One\"} -->",
            "//<![CDATA[\n{\"@type\": \"Article\", \"headline\": \"One\",}\n//]]>",
            "{\"@type\": \"Article\", /* no */ \"headline\": \"One\", // it\n }",
            "{\"@type\": \"Article\", \"headline\": \"One\"};",
            "{\"@type\": \"Article\", \"headline\": \"\nOne\t\"}",
        ] {
            assert_eq!(
                found(broken),
                [(Field::Title, "One".to_owned())],
                "{broken}"
            );
        }
        assert_eq!(found("{\"@type\": \"Article\", \"headline\": "), []);
        assert_eq!(found(&"[".repeat(100_000)), []);
    }
}
