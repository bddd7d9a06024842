//! What kind of document bytes are: their first bytes tell, then what came with them.

use super::Hints;

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A web page.
    Html,
    /// Plain text and formats close to it.
    Plain,
    /// Markdown.
    Markdown,
    /// Subtitles, by the moment: SRT or WebVTT.
    Subtitles,
    /// PDF.
    Pdf,
    /// A text document of Word, Office Open XML.
    Docx,
    /// A text document of LibreOffice, OpenDocument.
    Odt,
    /// A picture, of the media type.
    Picture(&'static str),
    /// Sound or moving pictures, of the media type.
    Recording(&'static str),
    /// Something else, of the media type.
    Other(&'static str),
}

/// How rich text begins: the one magic of a format that is text.
const RTF: &[u8] = b"{\\rtf";

/// First bytes that tell a media type.
const MAGIC: &[(usize, &[u8], Kind)] = &[
    (0, b"\x89PNG\r\n\x1a\n", Kind::Picture("image/png")),
    (0, b"\xff\xd8\xff", Kind::Picture("image/jpeg")),
    (0, b"GIF87a", Kind::Picture("image/gif")),
    (0, b"GIF89a", Kind::Picture("image/gif")),
    (8, b"WEBP", Kind::Picture("image/webp")),
    (0, b"II*\0", Kind::Picture("image/tiff")),
    (0, b"MM\0*", Kind::Picture("image/tiff")),
    (0, b"BM", Kind::Picture("image/bmp")),
    (4, b"ftypheic", Kind::Picture("image/heic")),
    (4, b"ftypmif1", Kind::Picture("image/heif")),
    (4, b"ftypavif", Kind::Picture("image/avif")),
    (4, b"ftypM4A", Kind::Recording("audio/mp4")),
    (4, b"ftypqt", Kind::Recording("video/quicktime")),
    (4, b"ftyp", Kind::Recording("video/mp4")),
    (0, b"ID3", Kind::Recording("audio/mpeg")),
    (0, b"\xff\xfb", Kind::Recording("audio/mpeg")),
    (0, b"\xff\xf3", Kind::Recording("audio/mpeg")),
    (0, b"OggS", Kind::Recording("audio/ogg")),
    (0, b"fLaC", Kind::Recording("audio/flac")),
    (8, b"WAVE", Kind::Recording("audio/wav")),
    (8, b"AVI ", Kind::Recording("video/x-msvideo")),
    (0, b"\x1a\x45\xdf\xa3", Kind::Recording("video/webm")),
    (0, b"#!AMR", Kind::Recording("audio/amr")),
    (0, RTF, Kind::Other("application/rtf")),
    (
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        Kind::Other("application/x-ole-storage"),
    ),
    (0, b"\x1f\x8b", Kind::Other("application/gzip")),
    (
        0,
        b"7z\xbc\xaf\x27\x1c",
        Kind::Other("application/x-7z-compressed"),
    ),
    (
        0,
        b"SQLite format 3\0",
        Kind::Other("application/vnd.sqlite3"),
    ),
];

/// The beginnings of a web page, in lower case.
const PAGE: &[&str] = &[
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<title",
    "<meta",
    "<script",
    "<div",
    "<p>",
    "<p ",
    "<h1",
    "<article",
    "<main",
    "<link",
    "<style",
    "<table",
    "<section",
];

impl Kind {
    /// The kind of some bytes.
    pub fn of(bytes: &[u8], hints: &Hints) -> Self {
        let magic = MAGIC
            .iter()
            .find(|(at, first, _)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(first)));
        // Words may begin like a picture: "BM", "Softype", "RIFFs of a WAVE". RTF is text itself.
        let text = is_text(bytes, hints);
        if let Some((_, first, kind)) = magic
            && (!text || *first == RTF)
        {
            return *kind;
        }
        let start = &bytes[..bytes.len().min(1024)];
        if is_pdf(bytes, start, text) {
            return Self::Pdf;
        }
        if start.starts_with(b"PK\x03\x04") {
            return zipped(bytes, hints);
        }
        if !text {
            return Self::Other("application/octet-stream");
        }
        let ending = ending(&hints.name);
        let told = hints.media_type.as_str();
        if told.contains("multipart/related") || matches!(ending.as_str(), "mht" | "mhtml" | "eml")
        {
            return Self::Other("multipart/related");
        }
        if looks_like_page(start)
            || matches!(ending.as_str(), "html" | "htm" | "xhtml" | "xht" | "shtml")
            || matches!(told, "text/html" | "application/xhtml+xml")
        {
            return Self::Html;
        }
        if matches!(ending.as_str(), "srt" | "vtt") || start.starts_with(b"WEBVTT") {
            return Self::Subtitles;
        }
        if matches!(ending.as_str(), "md" | "markdown") || told == "text/markdown" {
            return Self::Markdown;
        }
        Self::Plain
    }

    /// The media type.
    pub fn media_type(self, bytes: &[u8], hints: &Hints) -> String {
        let told = hints.media_type.as_str();
        match self {
            Self::Html if told == "application/xhtml+xml" => told,
            Self::Html => "text/html",
            Self::Plain if told.starts_with("text/") => told,
            Self::Plain => match ending(&hints.name).as_str() {
                "csv" => "text/csv",
                "json" => "application/json",
                "xml" => "application/xml",
                _ => "text/plain",
            },
            Self::Markdown => "text/markdown",
            Self::Subtitles if bytes.starts_with(b"WEBVTT") => "text/vtt",
            Self::Subtitles => "application/x-subrip",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Other("application/octet-stream")
                if !told.is_empty() && !told.starts_with("text/") =>
            {
                told
            }
            Self::Picture(of) | Self::Recording(of) | Self::Other(of) => of,
        }
        .to_owned()
    }

    /// What people call one of this kind.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Html => "a web page",
            Self::Plain => "a plain text",
            Self::Markdown => "a Markdown text",
            Self::Subtitles => "subtitles",
            Self::Pdf => "a PDF document",
            Self::Docx | Self::Odt => "a text document",
            Self::Picture(_) => "a picture",
            Self::Recording(_) => "a recording",
            Self::Other(_) => "a file that Dixit cannot read",
        }
    }
}

/// What to say where a name claims another kind than the bytes are.
pub fn belied(bytes: &[u8], hints: &Hints, kind: Kind) -> Option<String> {
    let named = match ending(&hints.name).as_str() {
        "html" | "htm" | "xhtml" => "a web page",
        "txt" | "md" | "csv" => "a text",
        "pdf" => "a PDF document",
        "docx" | "odt" => "a text document",
        _ => return None,
    };
    let fits = match named {
        "a web page" => matches!(kind, Kind::Html),
        "a text" => matches!(
            kind,
            Kind::Plain | Kind::Markdown | Kind::Html | Kind::Subtitles
        ),
        "a PDF document" => matches!(kind, Kind::Pdf),
        _ => matches!(kind, Kind::Docx | Kind::Odt),
    };
    (!fits).then(|| {
        format!(
            "named like {named}, but the bytes are {}",
            kind.media_type(bytes, hints)
        )
    })
}

fn ending(name: &str) -> String {
    let ending = std::path::Path::new(name).extension();
    ending
        .and_then(|e| e.to_str())
        .unwrap_or_default()
        .to_ascii_lowercase()
}

/// Whether bytes are a PDF document. Readers take one that begins within the first 1,024 bytes; in a
/// text those may be words on PDF, so that there the end must be one too.
fn is_pdf(bytes: &[u8], start: &[u8], text: bool) -> bool {
    const MARK: &[u8] = b"%PDF-";
    let holds = |part: &[u8], mark: &[u8]| part.windows(mark.len()).any(|window| window == mark);
    let begun = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    begun.trim_ascii_start().starts_with(MARK)
        || holds(start, MARK)
            && (!text || holds(&bytes[bytes.len().saturating_sub(1024)..], b"startxref"))
}

/// Whether bytes can be text: no NUL but in UTF-16, and hardly any control characters.
fn is_text(bytes: &[u8], hints: &Hints) -> bool {
    let start = &bytes[..bytes.len().min(64 << 10)];
    let told = encoding_rs::Encoding::for_label(hints.encoding.as_bytes());
    if encoding_rs::Encoding::for_bom(start).is_some()
        || told.is_some_and(|told| !told.is_ascii_compatible())
    {
        return true;
    }
    let controls = start
        .iter()
        .filter(|byte| **byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b))
        .count();
    // A stray NUL does not keep a browser from showing a page.
    (!start.contains(&0) || looks_like_page(start)) && controls * 100 <= start.len()
}

fn looks_like_page(start: &[u8]) -> bool {
    let start = String::from_utf8_lossy(start).to_lowercase();
    let mut rest = start.trim_start_matches(['\u{feff}', '\0']).trim_start();
    // A declaration or comment may come first.
    while let Some(after) = rest
        .strip_prefix("<?xml")
        .map(|r| ("?>", r))
        .or_else(|| rest.strip_prefix("<!--").map(|r| ("-->", r)))
    {
        let (end, inside) = after;
        rest = inside
            .split_once(end)
            .map_or("", |(_, rest)| rest)
            .trim_start();
    }
    PAGE.iter().any(|tag| rest.starts_with(tag))
}

/// Which text document a ZIP archive is, by the names in it.
fn zipped(bytes: &[u8], hints: &Hints) -> Kind {
    let has = |name: &[u8]| {
        // Names stand at the beginning of each entry and again at the archive's end.
        let ends = [
            &bytes[..bytes.len().min(8 << 10)],
            &bytes[bytes.len().saturating_sub(64 << 10)..],
        ];
        ends.iter()
            .any(|part| part.windows(name.len()).any(|window| window == name))
    };
    if has(b"word/document.xml") {
        Kind::Docx
    } else if has(b"mimetypeapplication/vnd.oasis.opendocument.text")
        // Packed anew by hand, the type is packed too; a spreadsheet has a content as well.
        || has(b"content.xml") && ending(&hints.name) == "odt"
    {
        Kind::Odt
    } else {
        Kind::Other("application/zip")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(bytes: &[u8], name: &str) -> Kind {
        let hints = Hints {
            name: name.to_owned(),
            ..Hints::default()
        };
        Kind::of(bytes, &hints)
    }

    #[test]
    fn the_bytes_tell_more_than_the_name() {
        assert_eq!(
            kind(b"\xef\xbb\xbf <!-- saved --><!DOCTYPE HTML>", "a.txt"),
            Kind::Html
        );
        assert_eq!(kind(b"%PDF-1.4", "a.html"), Kind::Pdf);
        assert_eq!(
            kind(b"\x89PNG\r\n\x1a\n\0\0", "a.html"),
            Kind::Picture("image/png")
        );
        let nul = [&b"<html><p>words\0"[..], &[b' '; 100]].concat();
        assert_eq!(kind(&nul, "a.html"), Kind::Html);
        assert_eq!(
            kind(b"\0\x01\x02", "a.html"),
            Kind::Other("application/octet-stream")
        );
        for words in [
            &b"BMW says"[..],
            b"Softyped words",
            b"RIFFs, a WAVE of them",
            b"ID3 is",
            b"On %PDF- files",
        ] {
            assert_eq!(kind(words, "a"), Kind::Plain, "{}", words.escape_ascii());
        }
        assert_eq!(
            kind(b"RIFF\x10\0\0\0WAVEfmt ", "a"),
            Kind::Recording("audio/wav")
        );
        assert_eq!(
            kind(b"{\\rtf1 words", "a.txt"),
            Kind::Other("application/rtf")
        );
        assert_eq!(
            kind(b"mail\n%PDF-1.4\n1 0 obj\nstartxref\n9", "a"),
            Kind::Pdf
        );
        assert_eq!(kind(b"no mark at all", "a.htm"), Kind::Html);
        assert_eq!(kind(b"# One", "a.md"), Kind::Markdown);
        assert_eq!(kind(b"WEBVTT\n", "a"), Kind::Subtitles);
        assert_eq!(kind(b"", "a"), Kind::Plain);
        let packed = b"PK\x03\x04 content.xml";
        assert_eq!(kind(packed, "a.odt"), Kind::Odt);
        assert_eq!(kind(packed, "a.ods"), Kind::Other("application/zip"));
    }

    #[test]
    fn a_name_that_the_bytes_belie_is_said() {
        let hints = Hints {
            name: "a.html".into(),
            ..Hints::default()
        };
        let bytes = b"\x89PNG\r\n\x1a\n";
        assert_eq!(
            belied(bytes, &hints, Kind::of(bytes, &hints)).unwrap(),
            "named like a web page, but the bytes are image/png"
        );
        assert_eq!(belied(b"<p>x", &hints, Kind::Html), None);
    }
}
