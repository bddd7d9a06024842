//! How deep a page is nested, told before it is parsed: a parser's work grows with it.

/// How deep browsers follow.
const DEEPEST: usize = 512;

/// Elements that never have content, those that a page need not close, and those that a parser closes
/// where the next of their kind opens: a page with a thousand unclosed `<a name>` is not deep.
const OPEN: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option",
    "optgroup", "colgroup", "rp", "rt", "html", "head", "body", "command", "keygen", "frame", "a",
    "button", "nobr",
];

/// Whether elements stand within each other deeper than browsers follow.
pub fn is_deep(page: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let closes = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let end = name
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .unwrap_or(name.len());
        let name = name[..end].to_ascii_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) || OPEN.contains(&name.as_str()) {
            continue;
        }
        if closes {
            depth = depth.saturating_sub(1);
            continue;
        }
        let tag = rest.find('>').map_or(rest, |end| &rest[..end]);
        if matches!(
            name.as_str(),
            "script" | "style" | "textarea" | "title" | "noscript"
        ) {
            // What stands in them is not markup.
            let end = rest
                .match_indices("</")
                .find(|(at, _)| {
                    rest[at + 2..]
                        .get(..name.len())
                        .is_some_and(|n| n.eq_ignore_ascii_case(&name))
                })
                .map_or(rest.len(), |(at, _)| at + 2);
            rest = &rest[end..];
        } else if !tag.ends_with('/') {
            depth += 1;
            if depth > DEEPEST {
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_deep;

    #[test]
    fn only_what_is_nested_beyond_sense_is_deep() {
        assert!(is_deep(&"<div>".repeat(600)));
        assert!(is_deep(&"<X-A b='c'>".repeat(600)));
        assert!(!is_deep(&"<div><p>a<br></div>".repeat(10_000)));
        for unclosed in ["<li>a", "<a name='1'>", "<nobr>a", "<button>a"] {
            assert!(!is_deep(&unclosed.repeat(10_000)));
        }
        assert!(!is_deep(&format!(
            "<script>{}</script>",
            "'<div>'".repeat(10_000)
        )));
        assert!(!is_deep(&format!(
            "<svg>{}</svg>",
            "<path/>".repeat(10_000)
        )));
        assert!(!is_deep("a < b, <, </"));
    }
}
