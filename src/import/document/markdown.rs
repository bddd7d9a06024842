//! Markdown: the words without its marks, headings and tables as parts.

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::charset::decode;
use super::lines::Lines;
use super::metadata::{Findings, date};
use super::{Document, Field, Hints, html};
use crate::model::Part;

/// Reads Markdown, with the tables, footnotes and front matter that most writers know.
pub fn read(bytes: &[u8], hints: &Hints) -> Document {
    let decoded = decode(bytes, hints, false);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reading = Reading::default();
    for event in Parser::new_ext(&decoded.text, options) {
        reading.event(event);
    }
    reading.end();
    Document {
        reader: "markdown/1".to_owned(),
        text: reading.lines.text,
        parts: reading.lines.parts,
        found: reading.findings.all(),
        said: decoded.said,
        ..Document::default()
    }
}

#[derive(Default)]
struct Reading {
    lines: Lines,
    findings: Findings,
    line: String,
    part: Vec<Part>,
    /// The HTML of a block so far.
    markup: String,
    matter: bool,
    headline: bool,
}

impl Reading {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.finish(tag),
            Event::Text(text) if self.matter => self.front_matter(&text),
            Event::Text(text) | Event::Code(text) => self.line.push_str(&text),
            Event::SoftBreak => self.line.push(' '),
            Event::HardBreak | Event::Rule => self.end(),
            Event::Html(lines) => self.markup.push_str(&lines),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => self.end(),
            // Other tags within a text are marks, as the rest of Markdown is.
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle) => {
                self.matter = true;
            }
            Tag::Heading { level, .. } => {
                self.end();
                let first = *level == HeadingLevel::H1 && !self.headline;
                self.headline |= first;
                self.part.push(if first {
                    Part::Headline
                } else {
                    Part::Subheading
                });
            }
            Tag::Table(_) => {
                self.end();
                self.part.push(Part::Table);
            }
            Tag::FootnoteDefinition(_) => {
                self.end();
                self.part.push(Part::Footnote);
            }
            Tag::TableCell if !self.line.is_empty() => self.line.push('\t'),
            Tag::Paragraph
            | Tag::Item
            | Tag::CodeBlock(_)
            | Tag::BlockQuote(_)
            | Tag::TableRow
            | Tag::TableHead => self.end(),
            _ => {}
        }
    }

    fn finish(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::MetadataBlock(_) => self.matter = false,
            TagEnd::Heading(_) => {
                if self.part.last() == Some(&Part::Headline) {
                    self.findings
                        .add(Field::Title, &self.line, "the first heading");
                }
                self.end();
                self.part.pop();
            }
            TagEnd::Table | TagEnd::FootnoteDefinition => {
                self.end();
                self.part.pop();
            }
            TagEnd::HtmlBlock => {
                self.end();
                let markup = std::mem::take(&mut self.markup);
                for (part, line) in html::lines_of(&markup) {
                    self.lines.line(&line, Some(part));
                }
            }
            TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::TableRow
            | TagEnd::TableHead
            | TagEnd::BlockQuote(_) => self.end(),
            _ => {}
        }
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        let part = self.part.last().copied().unwrap_or(Part::Body);
        for line in line.split('\n') {
            self.lines.line(line, Some(part));
        }
    }

    /// The lines `key: value` of a front matter; what is nested says nothing that is asked for.
    fn front_matter(&mut self, text: &str) {
        for line in text
            .lines()
            .filter(|line| !line.starts_with([' ', '\t', '-', '#']))
        {
            let Some((key, value)) = line.split_once([':', '=']) else {
                continue;
            };
            let key = key.trim().to_ascii_lowercase();
            let value = value.trim().trim_matches(['"', '\'', '[', ']']).trim();
            let place = format!("front matter {key}");
            match key.as_str() {
                "title" => self.findings.add(Field::Title, value, &place),
                "author" | "authors" | "by" => {
                    for author in value.split(',') {
                        self.findings.add(
                            Field::Author,
                            author.trim_matches([' ', '"', '\'']),
                            &place,
                        );
                    }
                }
                "publisher" | "site" => self.findings.add(Field::Publisher, value, &place),
                "date" | "published" => {
                    if let Some(day) = date::read(value) {
                        self.findings.add(Field::Published, &day, &place);
                    }
                }
                "lang" | "language" => {
                    if let Some(tag) = super::metadata::lang(value) {
                        self.findings.add(Field::Lang, &tag, &place);
                    }
                }
                "url" | "source" | "canonical" if value.starts_with("http") => {
                    self.findings.add(Field::Url, value, &place);
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_go_and_the_words_stay() {
        let text = "---\ntitle: \"The quay\"\nauthor: Ada Lin, Bo\ndate: 2031-05-01\n---\n\n# The quay\n\nMore than\n**10,000** [grains](http://a.example).[^1]\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: A note.\n";
        let document = read(text.as_bytes(), &Hints::default());
        assert_eq!(
            document.text,
            "The quay\nMore than 10,000 grains.\na\tb\n1\t2\nA note."
        );
        let parts: Vec<_> = document.parts.iter().filter_map(|p| p.part).collect();
        assert_eq!(
            parts,
            [Part::Headline, Part::Body, Part::Table, Part::Footnote]
        );
        let found: Vec<_> = document.found.iter().map(|f| f.value.as_str()).collect();
        assert_eq!(found, ["The quay", "Ada Lin", "Bo", "2031-05-01"]);
    }

    #[test]
    fn words_in_html_are_words() {
        let text = "One\n\n<div align=center>\nTwo <b>and</b><br>a half\n<script>x</script></div>\n\n<table>\n<tr><th>a</th><td>b</td></tr>\n\n<tr><th>c</th><td>d</td></tr>\n</table>\n\nThree<br>four <i>five</i>\n";
        let document = read(text.as_bytes(), &Hints::default());
        assert_eq!(
            document.text,
            "One\nTwo and\na half\na\tb\nc\td\nThree\nfour five"
        );
    }
}
