//! The program as a user runs it: in a folder of its own, with nothing of the machine's settings.

#![allow(dead_code, reason = "each test takes what it needs")]

pub mod site;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A folder that goes with the test.
pub struct Folder {
    root: TempDir,
}

/// What came of a command.
#[derive(Debug)]
pub struct Ran {
    pub out: String,
    pub err: String,
    /// None where a signal ended it.
    pub code: Option<i32>,
}

impl Folder {
    pub fn new() -> Self {
        let root = TempDir::with_prefix("dixit-test-").unwrap();
        std::fs::create_dir(root.path().join("home")).unwrap();
        std::fs::create_dir(root.path().join("work")).unwrap();
        Self { root }
    }

    /// Where commands run.
    pub fn path(&self) -> PathBuf {
        self.root.path().join("work")
    }

    /// A file of the folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Writes a file.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.file(name), text).unwrap();
    }

    /// A command, sealed off from the machine.
    pub fn sealed(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.root.path().join("home"))
            .env("NO_COLOR", "1")
            .env("TZ", "UTC")
            .env("LC_ALL", "C.UTF-8")
            .env("COLUMNS", "80")
            .stdin(Stdio::null());
        command
    }

    /// `dixit` with arguments, not yet run.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.sealed(env!("CARGO_BIN_EXE_dixit"));
        command.args(arguments);
        command
    }

    /// Runs `dixit`.
    pub fn dixit(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().unwrap())
    }

    /// Runs `dixit` with something on standard input.
    pub fn dixit_reading(&self, input: &[u8], arguments: &[&str]) -> Ran {
        let mut command = self.command(arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Ran::of(child.wait_with_output().unwrap())
    }

    /// Runs a line of shell, in which `dixit` is the program.
    pub fn shell(&self, line: &str) -> Ran {
        let program = Path::new(env!("CARGO_BIN_EXE_dixit"));
        let folder = program.parent().unwrap().display();
        let mut command = self.sealed("sh");
        let path = std::env::var("PATH").unwrap_or_default();
        command
            .args(["-c", line])
            .env("PATH", format!("{folder}:{path}"));
        Ran::of(command.output().unwrap())
    }
}

impl Ran {
    pub fn of(output: Output) -> Self {
        Self {
            out: String::from_utf8(output.stdout).expect("output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("notices are UTF-8"),
            code: output.status.code(),
        }
    }

    /// Its output, where all went well.
    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!(self.code, Some(0), "{}{}", self.out, self.err);
        self.out
    }

    /// What it said of what went wrong, with this exit code.
    #[track_caller]
    pub fn refused(self, code: i32) -> String {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        self.err
    }
}
