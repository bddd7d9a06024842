//! What can go wrong: one type, sorted once into a kind, with a place and a way out.

mod kind;
mod place;
mod system;

use std::fmt;

pub use kind::{ErrorKind, Exit};
pub use place::Place;

/// The result of what can go wrong in Dixit.
pub type Result<T, E = Error> = std::result::Result<T, E>;

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
    of_database: bool,
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
            of_database: false,
        }))
    }

    /// Something given that cannot be read or is not allowed.
    pub fn input(what: impl Into<String>) -> Self {
        Self::new(ErrorKind::Input, what)
    }

    /// A fault of Dixit itself.
    pub fn bug(what: impl Into<String>) -> Self {
        Self::new(ErrorKind::Bug, what)
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

    /// Marks it as one of the database file itself, whose name SQLite does not tell.
    #[must_use]
    pub(crate) fn of_database(mut self) -> Self {
        self.0.of_database = true;
        self
    }

    /// Whether it is one of the database file itself; whoever knows its name may add it with
    /// [`Error::at_file`].
    pub fn is_of_database(&self) -> bool {
        self.0.of_database
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

    /// The ways out that it knows itself.
    pub fn hints(&self) -> &[String] {
        &self.0.hints
    }

    /// The ways out: its own, else that of every error of its kind.
    pub fn ways_out(&self) -> impl Iterator<Item = &str> {
        let general = self.0.hints.is_empty().then(|| self.0.kind.way_out());
        self.0.hints.iter().map(String::as_str).chain(general)
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
