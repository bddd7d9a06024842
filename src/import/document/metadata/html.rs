//! What a web page says of itself: JSON-LD, then OpenGraph and other `meta`, microdata, the page.

use dom_query::Document as Dom;

use super::{Findings, date, json_ld, microdata, page};
use crate::import::document::html::Block;
use crate::import::document::{Field, Found, Hints};

/// The names by which `meta` says each thing, the surest first.
const META: &[(Field, &[&str])] = &[
    (
        Field::Title,
        &[
            "dc.title",
            "dcterms.title",
            "og:title",
            "citation_title",
            "twitter:title",
            "parsely-title",
            "sailthru.title",
            "title",
        ],
    ),
    (
        Field::Author,
        &[
            "citation_author",
            "dc.creator",
            "dcterms.creator",
            "article:author",
            "author",
            "parsely-author",
            "sailthru.author",
            "og:article:author",
            "byl",
        ],
    ),
    (
        Field::Publisher,
        &[
            "og:site_name",
            "dc.publisher",
            "dcterms.publisher",
            "publisher",
            "citation_publisher",
            "application-name",
            "al:android:app_name",
        ],
    ),
    (
        Field::Lang,
        &[
            "og:locale",
            "content-language",
            "dc.language",
            "dcterms.language",
            "language",
            "citation_language",
        ],
    ),
    (
        Field::Published,
        &[
            "article:published_time",
            "article:published",
            "og:article:published_time",
            "og:published_time",
            "datepublished",
            "dc.date.issued",
            "dcterms.issued",
            "citation_publication_date",
            "citation_online_date",
            "parsely-pub-date",
            "sailthru.date",
            "pubdate",
            "publishdate",
            "publish-date",
            "publish_date",
            "publication_date",
            "date.issued",
            "cxenseparse:recs:publishtime",
            "dc.date",
            "dcterms.date",
            "dcterms.created",
            "dc.date.created",
            "article_date_original",
            "originalpublicationdate",
            "ptime",
            "date",
        ],
    ),
    (
        Field::Modified,
        &[
            "article:modified_time",
            "og:updated_time",
            "dc.date.modified",
            "dcterms.modified",
            "last-modified",
            "datemodified",
        ],
    ),
    (Field::Url, &["og:url"]),
];

/// What a page says of itself, the surest first.
pub fn find(dom: &Dom, blocks: &[Block], hints: &Hints) -> Vec<Found> {
    let mut findings = Findings::default();
    let mut early = Findings::default();
    if let Some(lang) = dom
        .html_root()
        .attr("lang")
        .or_else(|| dom.html_root().attr("xml:lang"))
        && let Some(tag) = super::lang(&lang)
    {
        findings.add(Field::Lang, &tag, "<html lang>");
    }
    canonical(dom, hints, &mut findings);
    let title = dom.select_single("head title").text();
    json_ld::find(dom, &title, &mut early);
    for found in early.all() {
        let value = match found.field {
            Field::Url => match page::absolute(&found.value, hints) {
                Some(url) => url,
                None => continue,
            },
            _ => found.value,
        };
        findings.add(found.field, &value, &found.place);
    }
    meta(dom, hints, &mut findings);
    microdata::find(dom, &mut findings);
    page::find(dom, blocks, hints, &mut findings);
    page::printed_titles(blocks, findings.all())
}

fn canonical(dom: &Dom, hints: &Hints, findings: &mut Findings) {
    for link in dom.select("link[rel][href]").nodes() {
        let rel = link.attr("rel").unwrap_or_default().to_ascii_lowercase();
        if rel.split_ascii_whitespace().any(|rel| rel == "canonical")
            && let Some(url) = page::absolute(&link.attr("href").unwrap_or_default(), hints)
        {
            findings.add(Field::Url, &url, "<link rel=canonical>");
        }
    }
}

fn meta(dom: &Dom, hints: &Hints, findings: &mut Findings) {
    let mut said: Vec<(usize, String, String)> = Vec::new();
    for meta in dom.select("meta[content]").nodes() {
        let content = meta.attr("content").unwrap_or_default().to_string();
        let attributes = ["property", "name", "http-equiv", "itemprop"];
        for (rank, attribute) in attributes.into_iter().enumerate() {
            let names = meta.attr(attribute).unwrap_or_default().to_lowercase();
            // A property may name several, parted by spaces.
            for name in names.split_ascii_whitespace() {
                said.push((
                    rank,
                    name.replace("dc:", "dc.").replace("dcterm:", "dcterms."),
                    content.clone(),
                ));
            }
        }
    }
    // What stands in `property` was meant for programs; `name` is older, and holds anything.
    said.sort_by_key(|(rank, ..)| *rank);
    for (field, names) in META {
        for name in *names {
            for (_, _, content) in said.iter().filter(|(_, said, _)| said == name) {
                let value = match field {
                    Field::Lang => super::lang(content.split(',').next().unwrap_or_default()),
                    Field::Published | Field::Modified => date::read(content),
                    Field::Url => page::absolute(content, hints),
                    Field::Author | Field::Title | Field::Publisher => {
                        Some(content.clone()).filter(|content| !content.trim().starts_with("http"))
                    }
                };
                if let Some(value) = value {
                    findings.add(*field, &value, &format!("meta {name}"));
                }
            }
        }
    }
}
