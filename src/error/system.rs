//! What the system and SQLite answer, in our own words.

use std::io;

use rusqlite::ErrorCode;

use super::{Error, ErrorKind};

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind as Kind;
        let is = |kind: ErrorKind, what: &str| Self::new(kind, what);
        match error.kind() {
            // Kept as the cause: whoever ends the pipe has had enough, and that is no trouble.
            Kind::BrokenPipe => is(ErrorKind::System, "nobody reads on").because(error),
            // Without the system's words from here on: a temporary file adds its path, which nobody knows.
            Kind::StorageFull => is(ErrorKind::System, "the disk is full")
                .hint("free some space and run the command again"),
            Kind::QuotaExceeded => is(ErrorKind::System, "your share of the disk is used up")
                .hint("free some space and run the command again"),
            Kind::FileTooLarge => is(
                ErrorKind::System,
                "the file would be larger than the system allows",
            )
            .hint("`ulimit -f` tells the limit; some disks allow no file above 4 GiB"),
            Kind::PermissionDenied => is(ErrorKind::ReadOnly, "permission denied")
                .hint("`ls -l` tells who may read and write it; or name another place"),
            Kind::ReadOnlyFilesystem => is(ErrorKind::ReadOnly, "the file system is read-only")
                .hint("name a place that can be written"),
            Kind::NotFound => is(ErrorKind::NotFound, "there is no such file or folder")
                .hint("look at the name, and from which folder it is meant"),
            Kind::IsADirectory => {
                is(ErrorKind::Input, "it is a folder, not a file").hint("name a file in it")
            }
            Kind::NotADirectory => is(ErrorKind::Input, "a part of the path is no folder")
                .hint("look at the name, and from which folder it is meant"),
            Kind::InvalidFilename => is(ErrorKind::Input, "the system knows no such names")
                .hint("give a shorter name, without characters that the system does not allow"),
            _ => is(ErrorKind::System, "the system would not").because(error),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let is = |kind: ErrorKind, what: &str| Self::new(kind, what).of_database();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => {
                is(ErrorKind::System, "the disk is full: nothing was written")
                    .hint("free some space and run the command again")
            }
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => is(
                ErrorKind::ReadOnly,
                "the file cannot be written: it or its folder is read-only",
            ),
            Some(ErrorCode::NotADatabase) => is(
                ErrorKind::File,
                "the file is not a Dixit database, and is left untouched",
            )
            .hint("name another file with --db; `dixit doctor` looks at this one"),
            Some(ErrorCode::DatabaseCorrupt) => is(ErrorKind::File, "the file is damaged")
                .hint("`dixit doctor --thorough` tells how far; keep the file, and work on a copy or a backup")
                .because(error),
            Some(ErrorCode::CannotOpen) => {
                is(ErrorKind::System, "the file cannot be opened").because(error)
            }
            Some(ErrorCode::SystemIoFailure) => is(
                ErrorKind::System,
                "the system failed to read or write the file",
            )
            .because(error),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                is(ErrorKind::Busy, "another program holds the file")
            }
            _ => Self::bug(error.to_string()),
        }
    }
}
