//! What can go wrong: one type, sorted once into a kind, with a place and a way out.

use std::fmt;
use std::io;
use std::sync::Arc;

/// The result of what can go wrong in Dixit.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Which kind of trouble it is; the command line turns each into one exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// What was given cannot be read or is not allowed.
    Input,
    /// No such record.
    NotFound,
    /// Several records answer to what was given.
    Ambiguous,
    /// It would break something that stands: a record in use, a version since changed.
    Conflict,
    /// The file is not a Dixit file, is newer than this program, or is damaged.
    File,
    /// The file cannot be written: read-only, no permission.
    ReadOnly,
    /// The system would not: full disk, unreadable path.
    System,
    /// A fault of Dixit itself.
    Bug,
}

/// A place in something that was read. Its words are shared: an import makes many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file's name as given; `-` is standard input.
    pub file: Arc<str>,
    /// The line, from 1; 0 where there is none.
    pub line: u64,
    /// The column in code points, from 1; 0 where there is none.
    pub column: u64,
    /// The line itself, for the excerpt; may be empty.
    pub excerpt: Arc<str>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A line break in a name must not begin a line that looks like another error.
        let file = self.file.replace(['\n', '\r'], "\u{fffd}");
        match (self.line, self.column) {
            (0, _) => write!(f, "{file}"),
            (line, 0) => write!(f, "{file}:{line}"),
            (line, column) => write!(f, "{file}:{line}:{column}"),
        }
    }
}

/// What went wrong, where, and the way out.
#[derive(Debug)]
pub struct Error(Box<Inner>);

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.cause.as_deref().map(|cause| cause as _)
    }
}

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    what: String,
    place: Option<Place>,
    hints: Vec<String>,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error of a kind, with one sentence that says what is wrong.
    pub fn new(kind: ErrorKind, what: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            what: what.into(),
            place: None,
            hints: Vec::new(),
            cause: None,
        }))
    }

    /// Something given that cannot be read or is not allowed.
    pub fn input(what: impl Into<String>) -> Self {
        Self::new(ErrorKind::Input, what)
    }

    /// A fault of Dixit itself.
    pub fn bug(what: impl Into<String>) -> Self {
        Self::new(ErrorKind::Bug, what).hint("this is a fault of Dixit: please report it")
    }

    /// Adds where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.0.place.get_or_insert(place);
        self
    }

    /// Names the file it is about.
    #[must_use]
    pub fn at_file(mut self, path: &std::path::Path) -> Self {
        let name = path.display().to_string();
        if !self.0.what.contains(&name) && self.0.place.is_none() {
            self.0.what = format!("{name}: {}", self.0.what);
        }
        self
    }

    /// Leaves out where, when the place is not one that the reader of the error knows.
    #[must_use]
    pub fn without_place(mut self) -> Self {
        self.0.place = None;
        self
    }

    /// Adds a way out.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hints.push(hint.into());
        self
    }

    /// Adds what caused it.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.0.cause = Some(cause.into());
        self
    }

    /// Which kind of trouble it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What is wrong, in one sentence.
    pub fn what(&self) -> &str {
        &self.0.what
    }

    /// Where, if it is in something that was read.
    pub fn place(&self) -> Option<&Place> {
        self.0.place.as_ref()
    }

    /// The ways out.
    pub fn hints(&self) -> &[String] {
        &self.0.hints
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.0.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "{}", self.0.what)?;
        if let Some(cause) = &self.0.cause {
            write!(f, ": {cause}")?;
        }
        Ok(())
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        let kind = match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                ErrorKind::ReadOnly
            }
            _ => ErrorKind::System,
        };
        if error.kind() == io::ErrorKind::BrokenPipe {
            // Kept as the cause: whoever ends the pipe has had enough, and that is no trouble.
            return Self::new(kind, "nobody reads on").because(error);
        }
        match error.kind() {
            // In our own words: a temporary file adds its path, which nobody knows.
            io::ErrorKind::StorageFull => Self::new(kind, "the disk is full")
                .hint("free some space and run the command again"),
            io::ErrorKind::PermissionDenied => Self::new(kind, "permission denied"),
            io::ErrorKind::ReadOnlyFilesystem => Self::new(kind, "the file system is read-only"),
            _ => Self::new(kind, error.to_string()),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => {
                Self::new(ErrorKind::System, "the disk is full: nothing was written")
                    .hint("free some space and run the command again")
            }
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::new(
                ErrorKind::ReadOnly,
                "the file cannot be written: it or its folder is read-only",
            )
            .hint("copy the file to a folder of your own, or name another with --db"),
            Some(ErrorCode::NotADatabase) => {
                Self::new(ErrorKind::File, "the file is not a Dixit database")
            }
            Some(ErrorCode::DatabaseCorrupt) => {
                Self::new(ErrorKind::File, "the file is damaged").because(error)
            }
            Some(ErrorCode::CannotOpen) => {
                Self::new(ErrorKind::System, "the file cannot be opened").because(error)
            }
            Some(ErrorCode::SystemIoFailure) => Self::new(
                ErrorKind::System,
                "the system failed to read or write the file",
            )
            .because(error),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::new(ErrorKind::System, "another program holds the file").because(error)
            }
            _ => Self::bug(error.to_string()),
        }
    }
}
