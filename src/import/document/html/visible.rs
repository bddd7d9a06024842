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

/// What ids and classes of cookie banners hold.
const BANNERS: &[&str] = &[
    "cookie-banner",
    "cookie-consent",
    "cookieconsent",
    "cookie-notice",
    "cookie-law",
    "cookie-bar",
    "cookiebar",
    "cookiebanner",
    "cookie-policy",
    "cookie_notice",
    "cookies-banner",
    "cookiebot",
    "cybotcookie",
    "onetrust",
    "didomi",
    "axeptio",
    "tarteaucitron",
    "gdpr",
    "cmp-",
    "qc-cmp",
    "sp_message",
    "consent-banner",
    "consent-modal",
    "eu-cookie",
    "eucookie",
    "truste",
    "usercentrics",
    "iubenda-cs",
    "borlabs",
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
    BANNERS.iter().any(|b| class.contains(b) || id.contains(b)) && element.find(&["h1"]).is_empty()
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
