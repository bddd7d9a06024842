//! Data as Markdown that means the data: nothing in it becomes markup, HTML or a link.
//!
//! Characters that hide or act are made visible first. The rules are CommonMark 0.31 with the
//! extensions of GitHub (tables, strikethrough, mathematics, bare addresses).

use crate::report::render::address::link;
use crate::text::visible::visible_lines;

/// Words within a line. A line break in them becomes a space: a heading or list item ends there.
pub fn inline(text: &str) -> String {
    within_a_line(text.trim())
}

/// [`inline`] for a stretch of a line: the spaces at its ends part it from the next.
pub fn within_a_line(text: &str) -> String {
    escaped(&visible_lines(text).replace('\n', " "), false)
}

/// Words that stand alone: each line behind `prefix`, line breaks kept, blank lines too.
pub fn block(text: &str, prefix: &str) -> String {
    let shown = visible_lines(text.trim_matches('\n'));
    let lines: Vec<&str> = shown.split('\n').collect();
    let mut block = String::new();
    for (at, line) in lines.iter().enumerate() {
        // A backslash before the end of a line is a line break, but at a paragraph's end is itself.
        let goes_on = lines
            .get(at + 1)
            .is_some_and(|next| !next.trim().is_empty());
        let line = escaped(line, true);
        let end = if goes_on && !line.trim().is_empty() {
            "\\"
        } else {
            ""
        };
        block += format!("{prefix}{line}{end}").trim_end();
        block.push('\n');
    }
    block
}

/// An address: a link with the address itself as its words, or words alone.
pub fn address(url: &str) -> String {
    match link(url) {
        Some(link) => format!("<{link}>"),
        None => inline(url),
    }
}

fn escaped(line: &str, starts_a_line: bool) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let body = match starts_a_line {
        true => line.trim_start_matches([' ', '\t']),
        false => line,
    };
    // Four spaces before a line make it code; a space by number does not count.
    if body.len() < line.len() && !body.is_empty() {
        out.push_str("&#32;");
        out.push_str(&line[1..line.len() - body.len()]);
    }
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let mut before = ' ';
    for (at, c) in body.char_indices() {
        let rest = &body[at + c.len_utf8()..];
        let after = rest.chars().next().unwrap_or(' ');
        let first = starts_a_line && at == 0;
        let marks = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '^' | '{' | '}' => true,
            // Between letters an underscore is a letter.
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '#' => before == ' ' || before == '#',
            '&' => is_entity(rest),
            '=' => first,
            '-' | '+' => first && (after == ' ' || after == c),
            // A numbered item: `1.` or `1)`.
            '.' | ')' => starts_a_line && digits > 0 && at == digits && after == ' ',
            // Bare addresses become links with GitHub and others, unless broken here.
            ':' => first || rest.starts_with("//"),
            _ => false,
        };
        let is_www = c == '.' && ends_with_www(&body.as_bytes()[..at]);
        if marks || is_www {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

fn ends_with_www(before: &[u8]) -> bool {
    let last = before.len().saturating_sub(3);
    before[last..].eq_ignore_ascii_case(b"www")
}

fn is_entity(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    end.is_some_and(|end| end > 0 && name[end..].starts_with(';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_stay_plain() {
        for text in [
            "The bridge will reopen, at a cost of 3.5 million (or more).",
            "AT&T & co.; snake_case; 50 % – “so” it's said! 2+2=4 - yes",
            "10.000 de ses soldats",
        ] {
            assert_eq!(inline(text), text);
            assert_eq!(block(text, "> "), format!("> {text}\n"));
        }
    }

    #[test]
    fn nothing_in_data_is_markup() {
        for (data, shown) in [
            (
                "<script>alert(1)</script>",
                r"\<script\>alert(1)\</script\>",
            ),
            ("[x](javascript:alert(1))", r"\[x\](javascript:alert(1))"),
            (
                "![x](https://e.example/p.png)",
                r"!\[x\](https\://e.example/p.png)",
            ),
            ("[1]: https://e.example", r"\[1\]: https\://e.example"),
            ("see www.e.example", r"see www\.e.example"),
            (
                "a | b `c` **d** __e__ ~~f~~ $g$",
                r"a \| b \`c\` \*\*d\*\* \_\_e\_\_ \~\~f\~\~ \$g\$",
            ),
            ("&lt;b&gt; &#60;", r"\&lt;b\&gt; \&#60;"),
            ("\\[1]", r"\\\[1\]"),
            ("\u{1b}[2J\u{202e}", r"\<U+001B\>\[2J\<U+202E\>"),
            ("two\nlines #", r"two lines \#"),
        ] {
            assert_eq!(inline(data), shown);
        }
    }

    #[test]
    fn no_line_of_data_opens_a_block() {
        for (data, shown) in [
            ("# title", r"> \# title"),
            ("- item", r"> \- item"),
            ("+ item", r"> \+ item"),
            ("* item", r"> \* item"),
            ("1. item", r"> 1\. item"),
            ("12) item", r"> 12\) item"),
            ("> quote", r"> \> quote"),
            ("---", r"> \---"),
            ("===", r"> \==="),
            ("```sh", r"> \`\`\`sh"),
            ("    code", r"> &#32;   code"),
            ("-5 degrees, 3.5 km", "> -5 degrees, 3.5 km"),
        ] {
            assert_eq!(block(data, "> "), format!("{shown}\n"));
        }
        assert_eq!(
            block("one\ntwo\n\n# three\\\n", "> "),
            "> one\\\n> two\n>\n> \\# three\\\\\n"
        );
    }

    #[test]
    fn an_address_is_a_link_or_words() {
        let link = "https://harbour.example/a?b=1&c=2#d";
        assert_eq!(address(link), format!("<{link}>"));
        assert_eq!(address("ftp://a.example"), "ftp\\://a.example");
    }
}
