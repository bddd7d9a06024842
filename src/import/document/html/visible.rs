//! What of a page nobody sees, and what only serves the site.

use dom_query::{Document as Dom, NodeRef};

use crate::import::document::Gate;

/// Elements without words of the document.
const WITHOUT_WORDS: &[&str] = &[
    "head", "script", "style", "noscript", "template", "iframe", "object", "embed", "svg",
    "math-x", "canvas", "select", "button", "input", "textarea", "datalist", "audio", "video",
    "map", "nav", "dialog", "noframes", "progress", "meter", "menu",
];

/// Roles of what only serves the site.
const ROLES: &[&str] = &[
    "navigation",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
    "tablist",
    "tooltip",
    "progressbar",
];

/// Classes by which sites hide words from the eye, for screen readers alone.
const UNSEEN: &[&str] = &[
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "screen-reader",
    "assistive-text",
    "skip-link",
    "skip-to-content",
    "u-hidden",
];

/// Programs that ask for consent: their classes and ids begin so.
const CONSENT_PROGRAMS: &[&str] = &[
    "cookieconsent",
    "cookiebot",
    "cybotcookie",
    "onetrust",
    "didomi",
    "axeptio",
    "tarteaucitron",
    "cmpbox",
    "cmpwrapper",
    "qc-cmp",
    "sp_message",
    "truste-",
    "truste_",
    "trustarc",
    "usercentrics",
    "iubenda-cs",
    "borlabs",
];

/// What banners are called: a class or id is one of these, or one and more behind a mark. Words that
/// topics have too (`tag-gdpr`, `trustees`, `cookie-bars`) and prefixes that whole sites are built with
/// (`cmp-`) tell nothing.
const BANNERS: &[&str] = &[
    "cookie-banner",
    "cookie-consent",
    "cookie-notice",
    "cookie-law",
    "cookie-bar",
    "cookiebar",
    "cookiebanner",
    "cookie-policy",
    "cookie_notice",
    "cookies-banner",
    "cookies-bar",
    "cmp-banner",
    "cmp-popup",
    "gdpr-banner",
    "gdpr-bar",
    "gdpr-consent",
    "gdpr-cookie",
    "gdpr-message",
    "gdpr-modal",
    "gdpr-notice",
    "gdpr-overlay",
    "gdpr-popup",
    "consent-banner",
    "consent-modal",
    "eu-cookie",
    "eucookie",
];

/// Whether an element and all in it is left out of the text.
pub fn is_left_out(element: &NodeRef<'_>, name: &str) -> bool {
    if WITHOUT_WORDS.contains(&name) || element.has_attr("hidden") {
        return true;
    }
    if let Some(role) = element.attr("role")
        && ROLES.contains(&role.trim())
    {
        return true;
    }
    if let Some(style) = element.attr("style")
        && is_hidden_by(&style)
    {
        return true;
    }
    let class = element.class().unwrap_or_default().to_ascii_lowercase();
    if class.split_ascii_whitespace().any(|c| UNSEEN.contains(&c)) {
        return true;
    }
    if matches!(name, "html" | "body" | "main" | "article") {
        return false;
    }
    let id = element.id_attr().unwrap_or_default().to_ascii_lowercase();
    // A wrapper of the whole page may be named after the banner in it: that one has a heading of its own.
    class
        .split_ascii_whitespace()
        .chain([id.trim()])
        .any(is_banner)
        && element.find(&["h1"]).is_empty()
}

fn is_banner(name: &str) -> bool {
    CONSENT_PROGRAMS.iter().any(|of| name.starts_with(of))
        || BANNERS.iter().any(|banner| {
            let rest = name.strip_prefix(banner);
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()))
        })
}

fn is_hidden_by(style: &str) -> bool {
    let style: String = style
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// How few letters the page of a gate has.
const GATE: usize = 1500;

/// Whether a page is one that stands before a document: hardly any words, and a field for a password
/// or a wall of consent.
pub fn gate(dom: &Dom, text: &str) -> Option<Gate> {
    if text.chars().count() > GATE {
        return None;
    }
    if dom.select("input[type=password]").exists() {
        return Some(Gate::Login);
    }
    let words = text.to_lowercase();
    let title = dom.select_single("title").text().to_lowercase();
    let consents = words.matches("cookie").count() >= 2
        || title.contains("consent")
        || title.contains("before you continue");
    let asks = dom
        .select("form button, form input[type=submit], button")
        .exists();
    (consents && asks).then_some(Gate::Consent)
}

#[cfg(test)]
mod tests {
    use super::is_banner;

    #[test]
    fn a_banner_is_known_by_whole_names() {
        for name in [
            "onetrust-banner-sdk",
            "tarteaucitronroot",
            "cookie-bar",
            "cookie-notice--open",
            "truste-consent",
            "gdpr-banner",
        ] {
            assert!(is_banner(name), "{name}");
        }
        for name in [
            "cmp-text",
            "trustees",
            "tag-gdpr",
            "gdpr-one-year-on",
            "cookie-bars",
            "tag-cookie-bar",
            "story",
        ] {
            assert!(!is_banner(name), "{name}");
        }
    }
}
