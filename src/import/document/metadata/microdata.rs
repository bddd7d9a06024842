//! Microdata of schema.org: properties of the article on a page.

use dom_query::{Document as Dom, NodeRef};

use super::{Findings, date};
use crate::import::document::Field;

/// What microdata says of the document.
pub fn find(dom: &Dom, findings: &mut Findings) {
    let scopes = dom.select("[itemscope][itemtype]");
    let article = scopes.nodes().iter().find(|scope| {
        let of = scope.attr("itemtype").unwrap_or_default();
        let of = of.trim().rsplit('/').next().unwrap_or_default().to_owned();
        of.ends_with("Article") || of.ends_with("Posting") || of == "Report" || of == "CreativeWork"
    });
    let Some(article) = article else { return };
    for node in article
        .descendants_it()
        .filter(|node| node.has_attr("itemprop"))
    {
        if !belongs(&node, article) {
            continue;
        }
        let names = node.attr("itemprop").unwrap_or_default();
        for name in names.split_ascii_whitespace() {
            let place = format!("microdata {name}");
            match name {
                "headline" | "name" => findings.add(Field::Title, &value(&node), &place),
                "author" | "creator" => findings.add(Field::Author, &named(&node), &place),
                "publisher" => findings.add(Field::Publisher, &named(&node), &place),
                "inLanguage" => {
                    if let Some(tag) = super::lang(&value(&node)) {
                        findings.add(Field::Lang, &tag, &place);
                    }
                }
                "datePublished" | "dateModified" => {
                    let field = if name == "datePublished" {
                        Field::Published
                    } else {
                        Field::Modified
                    };
                    if let Some(day) = date::read(&value(&node)) {
                        findings.add(field, &day, &place);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether a property is the article's own, and not that of something within it, such as a comment.
fn belongs(node: &NodeRef<'_>, article: &NodeRef<'_>) -> bool {
    node.ancestors_it(None)
        .find(|ancestor| ancestor.has_attr("itemscope"))
        .is_some_and(|scope| scope.id == article.id)
}

fn value(node: &NodeRef<'_>) -> String {
    let attribute = ["content", "datetime"]
        .iter()
        .find_map(|name| node.attr(name));
    attribute.map_or_else(|| node.text().to_string(), |value| value.to_string())
}

/// The name of a person or organisation, which may have properties of its own.
fn named(node: &NodeRef<'_>) -> String {
    let name = node.descendants_it().find(|inside| {
        inside
            .attr("itemprop")
            .is_some_and(|name| name.as_ref() == "name")
    });
    name.map_or_else(|| value(node), |name| value(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_of_the_article_are_told_from_those_of_what_is_in_it() {
        let page = "<div itemscope itemtype='https://schema.org/NewsArticle'>\
            <h1 itemprop=headline>The quay</h1>\
            <span itemprop=author itemscope itemtype='https://schema.org/Person'><b itemprop=name>Ada Lin</b></span>\
            <time itemprop=datePublished datetime='2031-05-01T08:00:00'>May</time>\
            <div itemprop=comment itemscope itemtype='https://schema.org/Comment'>\
              <i itemprop=author>A reader</i><meta itemprop=datePublished content='2031-06-01'></div></div>";
        let mut findings = Findings::default();
        find(&Dom::from(page), &mut findings);
        let found: Vec<_> = findings.all().into_iter().map(|f| f.value).collect();
        assert_eq!(found, ["The quay", "Ada Lin", "2031-05-01"]);
    }
}
