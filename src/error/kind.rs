//! Which kind of trouble it is, and what follows from the kind alone: heading, exit code, general way out.

/// Which kind of trouble it is. Heading, exit code and the general way out follow from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The command line is not one that Dixit knows.
    Usage,
    /// What was given cannot be read or is not allowed.
    Input,
    /// No such record, and no such file.
    NotFound,
    /// Several records answer to what was given.
    Ambiguous,
    /// It would break something that stands: a record in use, a version since changed.
    Conflict,
    /// The file is not a Dixit file, is newer than this program, or is damaged.
    File,
    /// The file cannot be written: read-only, no permission.
    ReadOnly,
    /// Another program holds the file.
    Busy,
    /// The system would not: full disk, unreadable path.
    System,
    /// A fault of Dixit itself.
    Bug,
}

impl ErrorKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Usage,
        Self::Input,
        Self::NotFound,
        Self::Ambiguous,
        Self::Conflict,
        Self::File,
        Self::ReadOnly,
        Self::Busy,
        Self::System,
        Self::Bug,
    ];

    /// The word that an error begins with.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Bug => "internal error",
            _ => "error",
        }
    }

    /// How a program that ends with it exits.
    pub fn exit(self) -> Exit {
        match self {
            Self::Usage => Exit::Usage,
            Self::Input => Exit::Refused,
            Self::Conflict => Exit::Conflict,
            Self::NotFound | Self::Ambiguous => Exit::NotFound,
            Self::File => Exit::File,
            Self::ReadOnly | Self::System => Exit::System,
            Self::Busy => Exit::Busy,
            Self::Bug => Exit::Bug,
        }
    }

    /// The way out of every error of the kind that knows no nearer one.
    pub fn way_out(self) -> &'static str {
        match self {
            Self::File | Self::System => {
                "`dixit doctor` looks at the file, its folder and its disk"
            }
            Self::ReadOnly => "copy the file to a folder of your own, or name another with --db",
            Self::Busy => "end the other program, or run the command again when it is done",
            Self::Bug => "please report it, with what `dixit doctor` prints: nobody is named there",
            Self::NotFound => {
                "`dixit list` shows what is recorded, with the ids that other commands take"
            }
            Self::Ambiguous => "give more letters of the id, or the whole name",
            Self::Conflict => "change or withdraw first what is named",
            Self::Usage | Self::Input => "`--help` after a command tells what it takes",
        }
    }
}

/// Declares the exit codes: variant, number and meaning stand together.
macro_rules! exits {
    ($($variant:ident = $code:literal: $meaning:literal,)+) => {
        /// How the program ends. Scripts stand on the numbers: none is ever used for something else.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Exit {
            $(#[doc = $meaning] $variant,)+
        }

        impl Exit {
            /// Every way to end, by number: the table of the manual.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The number that the system is given.
            pub fn code(self) -> u8 {
                match self { $(Self::$variant => $code,)+ }
            }

            /// What it means, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)+ }
            }
        }
    };
}

exits! {
    Done = 0: "done; an empty list is done too",
    Refused = 1: "refused: what was given cannot be read, or is not allowed",
    Usage = 2: "the command line is not one that Dixit knows",
    NotFound = 3: "no such record or file, or several answer to what was given",
    File = 4: "the file is not Dixit's, is newer than the program, or is damaged",
    System = 5: "the system would not: the disk is full, something cannot be read or written",
    Skipped = 6: "an import with `--skip-bad` left rows out, and listed them",
    Unwell = 7: "a check was made, and not all is well: `doctor` found something to look at",
    Busy = 8: "another program holds the file: the same command may succeed later",
    Conflict = 9: "refused: something stands on it, or it was changed since; what that is, is named",
    Unsound = 10: "a check was made, and the work is not sound yet: `check` listed what it found",
    Bug = 101: "a fault of Dixit itself: please report it",
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_means_one_thing_and_every_kind_ends_with_one() {
        let codes: Vec<u8> = Exit::ALL.iter().map(|exit| exit.code()).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
        for kind in ErrorKind::ALL {
            assert_ne!(kind.exit(), Exit::Done, "{kind:?}");
        }
    }

    #[test]
    fn the_manual_lists_every_exit_code() {
        let page = include_str!("../../docs/exit-codes.md");
        for exit in Exit::ALL {
            let row = format!("| {} | {} |", exit.code(), exit.meaning());
            assert!(page.contains(&row), "not in the manual: {row}");
        }
    }
}
