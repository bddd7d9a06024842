//! From bytes to characters: the encoding that is declared, unless the bytes show that it lies.
//!
//! In the order of the HTML standard: a byte order mark, the transport, the document itself; else it
//! is detected. Beyond the standard, a declaration is held against the bytes: a saved page keeps the
//! `meta` of the server and is often stored in another encoding.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Hints;

/// How far into a page its own declaration is looked for; the standard has 1024 bytes, pages more.
const PRESCAN: usize = 4096;

/// Bytes as text.
pub struct Decoded {
    /// The characters, without a byte order mark.
    pub text: String,
    /// What should be said of the encoding; nothing where it was as declared.
    pub said: Vec<String>,
}

/// Decodes bytes; `markup` looks for a declaration in them.
pub fn decode(bytes: &[u8], hints: &Hints, markup: bool) -> Decoded {
    let mut said = Vec::new();
    let encoding = encoding(bytes, hints, markup, &mut said);
    let (text, _, faulty) = encoding.decode(bytes);
    if faulty {
        said.push(format!(
            "some bytes are not {}: they stand as \u{fffd} in the text",
            encoding.name()
        ));
    }
    Decoded {
        text: text.into_owned(),
        said,
    }
}

fn encoding(
    bytes: &[u8],
    hints: &Hints,
    markup: bool,
    said: &mut Vec<String>,
) -> &'static Encoding {
    if let Some(given) = Encoding::for_label(hints.encoding.as_bytes()) {
        return given;
    }
    if let Some((marked, _)) = Encoding::for_bom(bytes) {
        return marked;
    }
    let inside = markup
        .then(|| declared(&bytes[..bytes.len().min(PRESCAN)]))
        .flatten();
    let labelled = |label: &str| Encoding::for_label(label.trim().as_bytes());
    let candidates = [
        ("the server says", labelled(&hints.charset)),
        (
            "the page says",
            inside.and_then(|label| labelled(&label)).map(as_inside),
        ),
    ];
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    for (who, declared) in candidates {
        let Some(declared) = declared else { continue };
        if declared == UTF_8 && !is_utf8 {
            said.push(format!("{who} UTF-8, which the bytes are not"));
            continue;
        }
        // What is well-formed UTF-8 beyond ASCII is that, but for freaks.
        if declared != UTF_8 && is_utf8 && !bytes.is_ascii() && !is_stateful(declared) {
            said.push(format!(
                "{who} {}, but the bytes are UTF-8, and are read so",
                declared.name()
            ));
            return UTF_8;
        }
        return declared;
    }
    if is_utf8 {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let found = detector.guess(None, Utf8Detection::Deny);
    said.push(format!(
        "read as {}, which the bytes look like; --encoding tells another",
        found.name()
    ));
    found
}

/// What a declaration within a page means: one that can be read as ASCII is not written in UTF-16,
/// whatever it says. The standard has UTF-8 instead.
fn as_inside(declared: &'static Encoding) -> &'static Encoding {
    if declared == UTF_16LE || declared == UTF_16BE {
        UTF_8
    } else if declared == encoding_rs::X_USER_DEFINED {
        encoding_rs::WINDOWS_1252
    } else {
        declared
    }
}

/// Encodings whose bytes look like ASCII or UTF-8 and are not.
fn is_stateful(encoding: &'static Encoding) -> bool {
    !encoding.is_ascii_compatible() || encoding == encoding_rs::ISO_2022_JP
}

/// The encoding a page declares in its first bytes, by `meta` or the XML declaration.
fn declared(start: &[u8]) -> Option<String> {
    let start: String = start
        .iter()
        .map(|byte| char::from(*byte).to_ascii_lowercase())
        .collect();
    let xml = start.strip_prefix("<?xml").and_then(|rest| {
        let (declaration, _) = rest.split_once("?>")?;
        value_after(declaration, "encoding")
    });
    xml.or_else(|| {
        start.split("<meta").skip(1).find_map(|tag| {
            let tag = tag.split('>').next().unwrap_or(tag);
            value_after(tag, "charset")
        })
    })
}

fn value_after(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(name)?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let value: String = rest
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '+'))
        .collect();
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], charset: &str) -> (String, Vec<String>) {
        let hints = Hints {
            charset: charset.to_owned(),
            ..Hints::default()
        };
        let decoded = decode(bytes, &hints, true);
        (decoded.text, decoded.said)
    }

    #[test]
    fn what_is_declared_is_read_so_in_silence() {
        let page = b"<meta charset=windows-1252><p>\x93d\xe9j\xe0 vu\x94".as_slice();
        assert!(read(page, "").0.ends_with("“déjà vu”"));
        assert_eq!(read(page, "").1, [""; 0]);
        let page = b"<?xml version='1.0' encoding='koi8-r'?><p>\xf0\xd2\xc9\xd7\xc5\xd4".as_slice();
        assert!(read(page, "").0.ends_with("Привет"));
        let page = "\u{feff}<meta charset=latin1>été".as_bytes();
        assert_eq!(
            read(page, "koi8-r"),
            ("<meta charset=latin1>été".into(), vec![])
        );
        // The server's word goes before the page's.
        let page = b"<meta charset=utf-8>caf\xe9".as_slice();
        assert!(read(page, "iso-8859-1").0.ends_with("café"));
        let utf16 = b"\xff\xfec\0a\0".as_slice();
        assert_eq!(read(utf16, "").0, "ca");
    }

    #[test]
    fn a_page_that_says_utf_16_in_ascii_is_utf_8() {
        for label in ["utf-16", "UTF-16BE", "unicode"] {
            let page = format!("<meta charset={label}><p>déjà");
            let (text, said) = read(page.as_bytes(), "");
            assert!(text.ends_with("déjà"), "{text}");
            assert_eq!(said, [""; 0]);
        }
        let (text, said) = read(b"<meta charset=utf-16><p>d\xe9j\xe0 vu, l'\xe9t\xe9", "");
        assert!(text.ends_with("déjà vu, l'été"), "{text}");
        assert!(said[1].contains("windows-1252"), "{said:?}");
    }

    #[test]
    fn a_charset_that_lies_is_noticed() {
        let (text, said) = read("<meta charset=iso-8859-1>déjà".as_bytes(), "");
        assert!(text.ends_with("déjà"));
        assert_eq!(
            said,
            ["the page says windows-1252, but the bytes are UTF-8, and are read so"]
        );
        let (text, said) = read(b"<meta charset=utf-8><p>d\xe9j\xe0 vu, l'\xe9t\xe9", "");
        assert!(text.ends_with("déjà vu, l'été"), "{text}");
        assert_eq!(said[0], "the page says UTF-8, which the bytes are not");
        assert!(said[1].starts_with("read as windows-1252"), "{said:?}");
    }

    #[test]
    fn what_is_not_declared_is_detected_and_said() {
        let (text, said) = read("été".as_bytes(), "");
        assert_eq!((text.as_str(), said.len()), ("été", 0));
        let (text, said) = read(
            b"\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0! \xca\xe0\xea \xe4\xe5\xeb\xe0?",
            "",
        );
        assert_eq!(text, "Привет, мир! Как дела?");
        assert!(said[0].contains("windows-1251"), "{said:?}");
    }

    #[test]
    fn bytes_that_fit_nothing_are_counted_out_loud() {
        let (text, said) = read(b"<meta charset=shift_jis>\x82", "");
        assert!(text.contains('\u{fffd}'));
        assert!(said[0].contains("not Shift_JIS"), "{said:?}");
    }
}
