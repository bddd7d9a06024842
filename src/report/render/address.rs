//! Which addresses a report to read makes into links.

/// The address, where a reader can judge by eye where it leads: `http` or `https`, ASCII, nothing before
/// the host (`https://bank@evil` leads to `evil`); or `mailto` with one plain address. Anything else,
/// `javascript:` above all, is only words.
pub fn link(url: &str) -> Option<&str> {
    let is_plain = |c: char| c.is_ascii_graphic() && !"<>\"'`\\{}|^;".contains(c);
    if !url.chars().all(is_plain) {
        return None;
    }
    let lower = url.to_ascii_lowercase();
    if let Some(to) = lower.strip_prefix("mailto:") {
        let of_an_address = |c: char| c.is_ascii_alphanumeric() || ".-_+@".contains(c);
        let (name, host) = to.split_once('@')?;
        let plain = to.chars().all(of_an_address) && !name.is_empty();
        return (plain && host.contains('.') && !host.contains('@')).then_some(url);
    }
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    (!host.is_empty() && !host.contains('@')).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::link;

    #[test]
    fn only_a_plain_address_is_a_link() {
        for url in [
            "https://harbour.example/a?b=1&c=2#d",
            "HTTP://harbour.example",
            "mailto:press@harbour.example",
        ] {
            assert_eq!(link(url), Some(url));
        }
        for words in [
            "javascript:alert(1)",
            "JaVaScRiPt://harbour.example/%0aalert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//harbour.example",
            "https://bank.example@evil.example/",
            "https://bаnk.example/",
            "https://a.example/><b>",
            "https://a.example/\u{202e}",
            " https://a.example",
            "ftp://a.example",
            "https://",
            "mailto:a@b.example?body=x",
            "mailto:a@b@c.example",
            "mailto:@b.example",
            "",
        ] {
            assert_eq!(link(words), None, "{words}");
        }
    }
}
