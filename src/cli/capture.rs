//! `dixit capture`: hold a source as it is now.

use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::ui::Ui;
use super::{Shared, check, database, input, reader, tell_capture, words};
use dixit::error::{Error, ErrorKind, Result};
use dixit::fetch;
use dixit::import::document::{Document, Hints, LARGEST, transcript};
use dixit::model::{Edtf, Noun, ObservationKind, Reliability, Source, SourceKind, Uid};
use dixit::record::capture::{Asked, Came, Captured, Piece, capture, transcribe};
use dixit::store::{Command, Store, blobs};

/// Holds a source as it is now: its bytes, its text, and what it says of itself.
///
/// Takes files of any kind and addresses. Text is read from web pages, PDF, plain text, Markdown,
/// DOCX and ODT; a photo or recording may have a transcript. Several files are one source, in order.
/// Captured again, it is said what changed. An address is fetched, and nothing else ever is.
#[derive(clap::Args)]
pub struct Capture {
    /// Files, http(s) addresses, or - for standard input
    #[arg(value_name = "FILE|URL", required_unless_present = "transcript")]
    what: Vec<String>,
    /// The source it is of, by id or name; else it is known by address or content, or made
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// One more file of the source, and not the same again
    #[arg(long, requires = "source")]
    add: bool,
    /// Which of the source's several files is captured again, from 1
    #[arg(long, value_name = "N", conflicts_with = "add", value_parser = clap::value_parser!(u32).range(1..=MOST_FILES))]
    order: Option<u32>,
    /// Take it for the document though it looks like a login, an error or a stump
    #[arg(long)]
    anyway: bool,
    /// The words of a photo or recording: a text, SRT or WebVTT file, or -
    #[arg(long, value_name = "FILE", requires = "by")]
    transcript: Option<PathBuf>,
    /// Who transcribed it
    #[arg(long, value_name = "NAME", requires = "transcript")]
    by: Option<String>,
    /// The language of the transcript
    #[arg(long, value_name = "LANG", requires = "transcript")]
    transcript_lang: Option<String>,
    /// Where a copy of just this is archived
    #[arg(long, value_name = "URL")]
    archived: Option<String>,
    /// The day it was consulted, if not today, in EDTF
    #[arg(long, value_name = "DATE", value_parser = date)]
    accessed: Option<Edtf>,
    /// Its title, as printed
    #[arg(long, help_heading = OVERRULED)]
    title: Option<String>,
    /// One who wrote it, as printed (can be repeated)
    #[arg(long, value_name = "NAME", help_heading = OVERRULED)]
    author: Vec<String>,
    /// Who published it, as printed
    #[arg(long, value_name = "NAME", help_heading = OVERRULED)]
    publisher: Option<String>,
    /// The language it is written in
    #[arg(long, help_heading = OVERRULED)]
    lang: Option<String>,
    /// When it was published, in EDTF
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = OVERRULED)]
    published: Option<Edtf>,
    /// Its address
    #[arg(long, help_heading = OVERRULED)]
    url: Option<String>,
    /// What kind of document it is
    #[arg(long, value_parser = words::<SourceKind>(), help_heading = OURS)]
    kind: Option<SourceKind>,
    /// Our own name for it
    #[arg(long, help_heading = OURS)]
    label: Option<String>,
    /// A note of ours
    #[arg(long, help_heading = OURS)]
    note: Option<String>,
    /// The day from which its "last June" is read, where it was published is not known
    #[arg(long, value_name = "DATE", value_parser = date, requires = "because", help_heading = OURS)]
    read_on: Option<Edtf>,
    /// Why that day
    #[arg(long, value_name = "WHY", requires = "read_on", help_heading = OURS)]
    because: Option<String>,
    /// How far it can be relied on
    #[arg(long, value_parser = words::<Reliability>(), help_heading = OURS)]
    reliability: Option<Reliability>,
    /// Its name stays on the terminal's own screen
    #[arg(long, help_heading = OURS)]
    confidential: bool,
    /// The encoding of its text, where the one declared is wrong
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<String>,
    /// Fetch from addresses of this machine or of a private network too
    #[arg(long)]
    allow_private: bool,
    /// One JSON object
    #[arg(long)]
    json: bool,
    /// Why, for the log
    #[arg(long)]
    reason: Option<String>,
}

/// The most files that one source is in.
const MOST_FILES: i64 = 100_000;

const OVERRULED: &str = "What it says of itself, overruled";
const OURS: &str = "What we say of it";

/// A date of the command line.
pub(super) fn date(text: &str) -> std::result::Result<Edtf, String> {
    Edtf::parse(text).map_err(|e| e.to_string())
}

fn encoding(text: &str) -> std::result::Result<String, String> {
    dixit::import::document::is_encoding(text)
        .then(|| text.to_owned())
        .ok_or_else(|| "no encoding is called so; utf-8 and windows-1252 are".to_owned())
}

impl Capture {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        let transcript = self.read_transcript()?;
        let mut taken = Vec::new();
        for what in &self.what {
            taken.push(self.take(what, ui)?);
        }
        let mut store = database::write(shared, ui)?;
        let source = self
            .source
            .as_deref()
            .map(|which| one_source(&store, which))
            .transpose()?;
        let asked = Asked {
            source,
            fields: self.fields(),
            accessed: self.accessed.clone(),
            archived: self.archived.clone().unwrap_or_default(),
            transcript,
            order: self.order.unwrap_or(0),
            add: self.add,
            anyway: self.anyway,
        };
        let command = self.command();
        if taken.is_empty() {
            let ((source, capture), operation) =
                store.write(&command, |w| transcribe(&asked, w))?;
            tell_capture::transcribed(&store, source, capture, operation, self.json, ui)?;
            check::tell_words_in(source, &store, ui)?;
            return Ok(ExitCode::SUCCESS);
        }
        let said: Vec<Vec<String>> = taken
            .iter_mut()
            .map(|(document, _)| std::mem::take(&mut document.said))
            .collect();
        let pieces = taken
            .into_iter()
            .map(|(document, bytes)| piece(document, bytes))
            .collect();
        let (done, operation): (Captured, Option<Uid>) =
            store.write(&command, |writing| capture(pieces, &asked, writing))?;
        tell_capture::tell(&store, &done, &said, operation, self.json, ui)?;
        let is_new = |came: &Came| matches!(came, Came::First(_) | Came::Again { .. });
        if done.pieces.iter().any(is_new) {
            check::tell_words_in(done.source, &store, ui)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn command(&self) -> Command {
        let given = [
            ("source", self.source.is_some()),
            ("add", self.add),
            ("order", self.order.is_some()),
            ("anyway", self.anyway),
            ("transcript", self.transcript.is_some()),
            ("by", self.by.is_some()),
            ("transcript-lang", self.transcript_lang.is_some()),
            ("archived", self.archived.is_some()),
            ("accessed", self.accessed.is_some()),
            ("title", self.title.is_some()),
            ("author", !self.author.is_empty()),
            ("publisher", self.publisher.is_some()),
            ("lang", self.lang.is_some()),
            ("published", self.published.is_some()),
            ("url", self.url.is_some()),
            ("kind", self.kind.is_some()),
            ("label", self.label.is_some()),
            ("note", self.note.is_some()),
            ("read-on", self.read_on.is_some()),
            ("because", self.because.is_some()),
            ("reliability", self.reliability.is_some()),
            ("confidential", self.confidential),
            ("encoding", self.encoding.is_some()),
            ("allow-private", self.allow_private),
        ];
        Command {
            verb: "capture".to_owned(),
            options: given
                .iter()
                .filter(|(_, given)| *given)
                .map(|(name, _)| (*name).to_owned())
                .collect(),
            named: Vec::new(),
            reason: self.reason.clone().unwrap_or_default(),
        }
    }

    fn fields(&self) -> Source {
        let text = |given: &Option<String>| given.clone().unwrap_or_default();
        Source {
            authors: self.author.clone(),
            confidential: self.confidential,
            kind: self.kind,
            label: text(&self.label),
            lang: text(&self.lang),
            note: text(&self.note),
            published: self.published.clone(),
            publisher: text(&self.publisher),
            read_on: self.read_on.clone().map(|day| dixit::model::ReadOn {
                because: text(&self.because),
                day: Some(day),
            }),
            reliability: self.reliability,
            title: text(&self.title),
            url: text(&self.url),
            ..Source::default()
        }
    }

    fn read_transcript(&self) -> Result<Option<dixit::model::Transcript>> {
        let Some(path) = &self.transcript else {
            return Ok(None);
        };
        let by = self.by.clone().unwrap_or_default();
        let lang = self.transcript_lang.clone().unwrap_or_default();
        Ok(Some(transcript::read(&input::text(path)?, by, lang)))
    }

    /// The bytes of one file or answer, and what is read of them.
    fn take(&self, what: &str, ui: &mut Ui) -> Result<(Document, Taken)> {
        let encoding = self.encoding.clone().unwrap_or_default();
        if fetch::is_address(what) {
            return self.fetch(what, encoding, ui);
        }
        let taken = Taken::file(what)?;
        let hints = Hints {
            name: taken.from.clone(),
            encoding,
            ..Hints::default()
        };
        let document = match &taken.bytes {
            Bytes::Held(bytes) if bytes.is_empty() => {
                return Err(Error::input(format!(
                    "{what} is empty: there is nothing to hold"
                )));
            }
            Bytes::Held(bytes) => reader::read(bytes, &hints)?,
            Bytes::Large(_, start) => Document {
                media_type: dixit::import::document::Kind::of(start, &hints)
                    .media_type(start, &hints),
                said: vec![format!(
                    "larger than {} MiB: the bytes are kept, the text is not read",
                    LARGEST >> 20
                )],
                ..Document::default()
            },
        };
        Ok((document, taken))
    }

    /// What an address answers.
    fn fetch(&self, url: &str, encoding: String, ui: &mut Ui) -> Result<(Document, Taken)> {
        let limits = fetch::Limits {
            private: self.allow_private,
            ..fetch::Limits::default()
        };
        let answer = fetch::get(url, &limits)?;
        for (at, (from, status)) in answer.hops.iter().enumerate() {
            let to = answer
                .hops
                .get(at + 1)
                .map_or(&answer.url, |(next, _)| next);
            ui.say(&format!("{from} sends on to {to} ({status})"));
        }
        let refused = refusal(url, &answer)?.filter(|_| !self.anyway);
        let hints = Hints {
            name: answer
                .url
                .split(['?', '#'])
                .next()
                .unwrap_or_default()
                .to_owned(),
            media_type: answer.media_type,
            charset: answer.charset,
            encoding,
            url: answer.url.clone(),
        };
        if answer.bytes.is_empty() && refused.is_none() {
            return Err(Error::input(format!(
                "{url} answers with nothing: there is nothing to hold"
            )));
        }
        let document = match refused {
            Some(_) => Document::default(),
            None => reader::read(&answer.bytes, &hints)?,
        };
        let mut taken = Taken::held(answer.bytes, answer.url);
        taken.asked = url.to_owned();
        taken.refused = refused;
        Ok((document, taken))
    }
}

/// What a status says instead of giving the document.
///
/// # Errors
/// When it says nothing of the document: the server failed.
fn refusal(url: &str, answer: &fetch::Answer) -> Result<Option<(ObservationKind, String)>> {
    let said = format!("the server answers {}", answer.status);
    let path = |url: &str| -> String {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let path = rest.split(['?', '#']).next().unwrap_or(rest);
        path.split_once('/').map_or("", |(_, path)| path).to_owned()
    };
    match answer.status {
        200..=299 if !path(url).is_empty() && path(&answer.url).is_empty() => Ok(Some((
            ObservationKind::Gone,
            format!("{url} leads to the home page, {}", answer.url),
        ))),
        200..=299 => Ok(None),
        404 | 410 => Ok(Some((ObservationKind::Gone, said))),
        401..=403 | 407 | 451 => Ok(Some((ObservationKind::Blocked, said))),
        _ => Err(Error::new(
            ErrorKind::System,
            format!("{said} for {}: nothing was captured", answer.url),
        )
        .hint("that says nothing of the document: try again later")),
    }
}

/// The bytes of one file or answer.
struct Taken {
    bytes: Bytes,
    /// The address that was asked for, which may not be the one that answered.
    asked: String,
    from: String,
    refused: Option<(ObservationKind, String)>,
    sha256: String,
    size: u64,
}

enum Bytes {
    /// In memory.
    Held(Vec<u8>),
    /// Too large for that: the open file, and its beginning.
    Large(File, Vec<u8>),
}

impl Taken {
    fn file(what: &str) -> Result<Self> {
        let path = Path::new(what);
        let mut held = Vec::new();
        let read = input::open(Some(path))?
            .take(LARGEST + 1)
            .read_to_end(&mut held)?;
        let name = path
            .file_name()
            .map_or(what.into(), |name| name.to_string_lossy());
        if read as u64 <= LARGEST {
            return Ok(Self::held(held, name.into_owned()));
        }
        if what == "-" {
            return Err(Error::input(format!(
                "standard input is larger than {} MiB",
                LARGEST >> 20
            ))
            .hint("save it to a file, and capture that"));
        }
        let mut file = File::open(path)?;
        let (sha256, size) = blobs::digest(&mut file)?;
        held.truncate(64 << 10);
        Ok(Self {
            bytes: Bytes::Large(file, held),
            asked: String::new(),
            refused: None,
            from: name.into_owned(),
            sha256,
            size,
        })
    }

    fn held(bytes: Vec<u8>, from: String) -> Self {
        let size = bytes.len() as u64;
        Self {
            sha256: blobs::digest_of(&bytes),
            bytes: Bytes::Held(bytes),
            asked: String::new(),
            refused: None,
            from,
            size,
        }
    }
}

fn piece<'b>(document: Document, taken: Taken) -> Piece<'b> {
    let bytes = taken.bytes;
    Piece {
        document,
        from: taken.from,
        sha256: taken.sha256,
        size: taken.size,
        bytes: match bytes {
            Bytes::Held(bytes) => {
                let mut bytes = Some(bytes);
                Box::new(move || {
                    Ok(Box::new(Cursor::new(bytes.take().unwrap_or_default())) as Box<dyn Read>)
                })
            }
            Bytes::Large(file, _) => Box::new(move || {
                let mut file = file.try_clone()?;
                file.rewind()?;
                Ok(Box::new(file) as Box<dyn Read>)
            }),
        },
        asked: taken.asked,
        refused: taken.refused,
    }
}

/// The one source that an id or a name means.
pub(super) fn one_source(store: &Store, which: &str) -> Result<Uid> {
    let found = store.resolve(Noun::Source, which)?;
    if let [one] = &found[..] {
        return Ok(one.uid);
    }
    // An error may be read by anybody: of a confidential source it tells nothing.
    let mut listed = Vec::new();
    for rep in &found {
        listed.push(match store.is_confidential(Noun::Source, rep.uid)? {
            true => "a confidential one".to_owned(),
            false => rep.uid.id(),
        });
    }
    Err(Error::new(
        ErrorKind::Ambiguous,
        format!("several sources are called `{which}`"),
    )
    .hint(format!("name one by its id: {}", listed.join(", "))))
}
