//! What the visible page says of itself, where its machine-readable part says nothing.

use dom_query::{Document as Dom, NodeRef};

use super::{Findings, date};
use crate::import::document::html::{Block, same};
use crate::import::document::{Field, Found, Hints};
use crate::text::dates::{Meaning, Reader};

/// Marks by which titles are joined to the name of the site.
const JOINTS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " / ", " > ", " : ",
];

/// Words that say of a date that it is that of publication, and of a change.
const PUBLISHED: &[&str] = &[
    "publi",
    "veröffentlicht",
    "posted",
    "geschrieben am",
    "wurde am",
    "geplaatst",
    "pubblicato",
    "verfasst",
    "erstellt am",
    "mis en ligne",
    "posté",
    "on air",
    "gepubliceerd",
];
const UPDATED: &[&str] = &[
    "updat",
    "aktualisiert",
    "mis à jour",
    "zuletzt",
    "letzte",
    "last",
    "modif",
    "actualizado",
    "aggiornato",
];

/// Elements that say when the document was published.
const DATES: &[&str] = &[
    "time[pubdate]",
    "[itemprop~=datePublished]",
    ".dt-published",
    "time.published",
    ".published[title]",
    "time.entry-date",
    ".entry-date time",
    "time.post-date",
    "article header time",
    ".posted-on time",
    ".entry-meta time",
    "header time[datetime]",
    "article time[datetime]",
    "main time[datetime]",
];

/// What the page shows.
pub fn find(dom: &Dom, blocks: &[Block], hints: &Hints, findings: &mut Findings) {
    // What a page calls itself goes before its great heading, which may be the site's; but where the
    // heading is a part of it, that is how the title is printed.
    let title = dom.select_single("head title").text();
    findings.add(Field::Title, &without_site(&title), "<title>");
    for heading in blocks.iter().filter(|b| b.heading == 1 && !b.link).take(1) {
        findings.add(Field::Title, &heading.text, "<h1>");
    }
    for author in dom
        .select("[rel~=author], .p-author, .author .fn, .byline .author")
        .nodes()
    {
        let name = author.text();
        if !name.trim().is_empty() && name.chars().count() < 80 {
            findings.add(Field::Author, name.trim(), "the page's byline");
            break;
        }
    }
    if findings.has(Field::Published) {
        return;
    }
    for select in DATES {
        let modified = |node: &NodeRef<'_>| {
            let class = node.class().unwrap_or_default();
            class.contains("updated") && !class.contains("published") || class.contains("modified")
        };
        let found = dom.select(select);
        let day = found
            .nodes()
            .iter()
            .filter(|node| !modified(node))
            .find_map(|node| {
                let attribute = ["datetime", "content", "title"]
                    .iter()
                    .find_map(|name| node.attr(name));
                date::read(&attribute.unwrap_or_else(|| node.text()))
            });
        if let Some(day) = day {
            return findings.add(Field::Published, &day, "<time> on the page");
        }
    }
    let lang = findings
        .first(Field::Lang)
        .map(|found| found.value.clone())
        .unwrap_or_default();
    if let Some(day) = printed_date(blocks, &lang) {
        return findings.add(Field::Published, &day, "the day printed on the page");
    }
    let addresses = [
        findings
            .first(Field::Url)
            .map(|found| (found.value.clone(), "the page's own address")),
        Some((hints.url.clone(), "the address")),
    ];
    for (url, place) in addresses.into_iter().flatten() {
        if let Some(day) = date::of_address(&url) {
            return findings.add(Field::Published, &day, place);
        }
    }
}

/// A page's title without what follows the last joint, usually the name of the site: where enough is
/// left to be a title.
fn without_site(title: &str) -> String {
    let title = title.trim();
    let cut = JOINTS.iter().filter_map(|joint| title.rfind(joint)).max();
    match cut {
        Some(cut) if title[..cut].split_whitespace().count() > 4 => title[..cut].to_owned(),
        _ => title.to_owned(),
    }
}

/// The date printed near the headline, in a line that says little else or says that it is that of
/// publication: a whole day that can be read in one way alone.
fn printed_date(blocks: &[Block], lang: &str) -> Option<String> {
    let headline = blocks
        .iter()
        .position(|block| block.heading == 1)
        .unwrap_or(0);
    let near = headline.saturating_sub(4)..(headline + 10).min(blocks.len());
    let says = |block: &Block| {
        let words = block.text.to_lowercase();
        PUBLISHED.iter().any(|word| words.contains(word))
            && !UPDATED.iter().any(|word| words.starts_with(word))
    };
    let short =
        |block: &Block, most: usize| block.text.split_whitespace().count() <= most && !block.link;
    let named = blocks
        .iter()
        .filter(|block| short(block, 40) && says(block));
    let nearby = blocks[near]
        .iter()
        .filter(|block| short(block, 12) && block.heading == 0);
    named.chain(nearby).find_map(|block| {
        let reader = Reader::new(lang, None).unwrap_or_else(|| Reader::for_text(&block.text, None));
        let found = reader.find(&block.text);
        let [first, ..] = &found[..] else { return None };
        match &first.meaning {
            // A time that is printed with it says no zone.
            Meaning::Read(date, _) if date.level() == 0 => {
                let day = date.as_str().split('T').next().unwrap_or_default();
                (day.len() == 10).then(|| day.to_owned())
            }
            _ => None,
        }
    })
}

/// Titles as the page prints them: a title that the page prints with less, or more, around it gives
/// way to the heading; and the name of the site behind a title is no part of it.
pub fn printed_titles(blocks: &[Block], mut found: Vec<Found>) -> Vec<Found> {
    let publisher = found
        .iter()
        .find(|f| f.field == Field::Publisher)
        .map(|f| f.value.clone());
    let headings: Vec<&Block> = blocks
        .iter()
        .filter(|b| (1..=2).contains(&b.heading))
        .collect();
    for title in found.iter_mut().filter(|f| f.field == Field::Title) {
        let whole = title.value.clone();
        let parts = parts(&whole);
        let printed = parts
            .iter()
            .find(|part| headings.iter().any(|h| same(&h.text, part)));
        let name = |part: &str| {
            publisher
                .as_deref()
                .is_some_and(|publisher| same(publisher, part))
        };
        if headings.iter().any(|h| same(&h.text, &whole)) {
            continue;
        }
        if let Some(printed) = printed
            && printed.len() * 4 > whole.len()
        {
            title.value = (*printed).to_owned();
        } else if parts.len() > 1 && name(parts[parts.len() - 1]) {
            title.value = whole[..whole.rfind(parts[parts.len() - 1]).unwrap_or(whole.len())]
                .trim_end_matches(|c: char| {
                    !c.is_alphanumeric()
                        && !matches!(
                            c,
                            '?' | '!' | '.' | '»' | '”' | '"' | ')' | '\'' | '’' | '…'
                        )
                })
                .to_owned();
        }
    }
    found.retain(|f| !f.value.is_empty());
    found
}

/// A title cut at the marks that join it to the name of a site.
fn parts(title: &str) -> Vec<&str> {
    let mut parts = vec![title];
    for joint in JOINTS {
        parts = parts
            .into_iter()
            .flat_map(|part| part.split(joint))
            .map(str::trim)
            .collect();
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// An address as a page gives it, made whole; none where it is not one of the web.
pub fn absolute(address: &str, hints: &Hints) -> Option<String> {
    let address = address.trim();
    if crate::fetch::is_address(address) {
        return (!address.contains(char::is_whitespace)).then(|| address.to_owned());
    }
    let whole = url::Url::parse(&hints.url).ok()?.join(address).ok()?;
    matches!(whole.scheme(), "http" | "https").then(|| whole.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_printed_with_its_time_is_that_day() {
        let block = |text: &str, heading| Block {
            text: text.to_owned(),
            heading,
            ..Block::default()
        };
        let blocks = [
            block("Der Kai", 1),
            block(
                "Dieser Artikel wurde am 3. Mai 2031 um 14:48 von Ada verfasst.",
                0,
            ),
        ];
        assert_eq!(printed_date(&blocks, "de").as_deref(), Some("2031-05-03"));
    }
}
