//! A page of the manual on a terminal: the Markdown it is written in, set as plain text within the width.

use std::io::{self, Write};
use std::mem;

use anstyle::Style;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use dixit::layout::{Column, Table};
use dixit::report::render::terminal::Screen;

/// A line is easier read when it is no longer.
const WIDEST: usize = 100;
/// The width of a page that is not on a terminal.
const USUAL: usize = 80;

/// Prints a page.
pub fn print(markdown: &str, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let width = screen.width.unwrap_or(USUAL).clamp(20, WIDEST);
    let mut page = Page {
        out,
        width,
        colour: screen.colour,
        words: String::new(),
        prefix: Vec::new(),
        mark: String::new(),
        code: false,
        rows: Vec::new(),
        begun: false,
    };
    let options = Options::ENABLE_TABLES;
    Parser::new_ext(markdown, options).try_for_each(|event| page.take(event))
}

struct Page<'a> {
    out: &'a mut dyn Write,
    width: usize,
    colour: bool,
    /// The words of the paragraph, cell or heading at hand.
    words: String,
    /// What stands before each line: of lists and block quotes.
    prefix: Vec<String>,
    /// What stands before the first line of a list's item.
    mark: String,
    code: bool,
    rows: Vec<Vec<String>>,
    begun: bool,
}

impl Page<'_> {
    fn take(&mut self, event: Event<'_>) -> io::Result<()> {
        match event {
            Event::Text(text) if self.code => return self.verbatim(&text),
            Event::Text(text) => self.words += &text,
            Event::Code(text) => self.words += &format!("`{text}`"),
            Event::SoftBreak => self.words.push(' '),
            Event::HardBreak => self.words.push('\n'),
            Event::Start(Tag::CodeBlock(_)) => {
                self.blank()?;
                self.code = true;
            }
            Event::End(TagEnd::CodeBlock) => self.code = false,
            Event::Start(Tag::BlockQuote(_)) => self.prefix.push("  | ".to_owned()),
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_)) => {
                self.prefix.pop();
            }
            Event::Start(Tag::List(_)) => {
                self.paragraph()?;
                self.prefix.push("  ".to_owned());
            }
            Event::Start(Tag::Item) => self.mark = "- ".to_owned(),
            Event::End(TagEnd::Item | TagEnd::Paragraph) => self.paragraph()?,
            Event::End(TagEnd::Heading(level)) => self.heading(level)?,
            Event::End(TagEnd::TableCell) => {
                let cell = mem::take(&mut self.words);
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => self.rows.push(Vec::new()),
            Event::End(TagEnd::Table) => self.table()?,
            _ => {}
        }
        Ok(())
    }

    /// A blank line before all but the first block.
    fn blank(&mut self) -> io::Result<()> {
        match mem::replace(&mut self.begun, true) {
            true => writeln!(self.out),
            false => Ok(()),
        }
    }

    fn heading(&mut self, level: HeadingLevel) -> io::Result<()> {
        self.blank()?;
        let words = mem::take(&mut self.words);
        let words = if level == HeadingLevel::H1 {
            words.to_uppercase()
        } else {
            words
        };
        let bold = if self.colour {
            Style::new().bold()
        } else {
            Style::new()
        };
        writeln!(self.out, "{bold}{words}{bold:#}")
    }

    fn paragraph(&mut self) -> io::Result<()> {
        let words = mem::take(&mut self.words);
        if words.trim().is_empty() {
            return Ok(());
        }
        let mark = mem::take(&mut self.mark);
        // The items of a list stand close.
        if self.prefix.is_empty() || mark.is_empty() || !self.begun {
            self.blank()?;
        }
        let before = self.prefix.concat();
        let rest = format!("{before}{}", " ".repeat(mark.len()));
        let first = format!("{before}{mark}");
        let options = textwrap::Options::new(self.width)
            .initial_indent(&first)
            .subsequent_indent(&rest)
            .break_words(false);
        for line in textwrap::wrap(&words, options) {
            writeln!(self.out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// Lines as they are: a command is not broken.
    fn verbatim(&mut self, text: &str) -> io::Result<()> {
        for line in text.lines() {
            writeln!(self.out, "{}", format!("    {line}").trim_end())?;
        }
        Ok(())
    }

    fn table(&mut self) -> io::Result<()> {
        let mut rows = mem::take(&mut self.rows).into_iter();
        let Some(head) = rows.next() else {
            return Ok(());
        };
        let columns: Vec<_> = head
            .into_iter()
            .map(|name| Column::text(name, 8, 1))
            .collect();
        let mut table = Table::new(columns);
        for row in rows {
            table.row(row);
        }
        self.blank()?;
        self.out
            .write_all(table.render(Some(self.width), self.colour).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_reads_as_plain_text() {
        let markdown = "# A page\n\nWords with a [link](there.md), `code` and **weight**\nthat go on.\n\n\
                        - one item that is rather long and wraps\n- two\n\n```console\n$ dixit list\n  kept  so\n```\n\n\
                        ## Next\n\n| word | is |\n|---|---|\n| `a` | b |\n\n> said\n";
        let mut out = Vec::new();
        let screen = Screen {
            width: Some(30),
            colour: false,
        };
        print(markdown, screen, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let (before, table) = text.split_once("Next\n").unwrap();
        assert_eq!(
            before,
            "A PAGE\n\nWords with a link, `code` and\nweight that go on.\n  - one item that is rather\n    long and wraps\n  - two\n\n\
             \u{20}   $ dixit list\n      kept  so\n\n"
        );
        assert!(
            table.contains("`a`") && table.ends_with("\n  | said\n"),
            "{table}"
        );
    }
}
