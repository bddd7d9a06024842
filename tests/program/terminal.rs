//! The program at a terminal: what it writes is drawn on a screen, and what a user presses is sent to it.
//!
//! Nothing waits for a time: it waits for words on the screen, or for the end.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::fs::File;
use std::io::{Read, Write};
use std::process::{Child, ExitStatus};
use std::time::{Duration, Instant};

use pty_process::Size;
use pty_process::blocking::Command;
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::Folder;

/// A machine under load may take its time; what takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(120);
/// After so long without a word the program may be waiting for an answer. Asking once more does no harm.
const SILENCE: Duration = Duration::from_millis(100);
/// So many rows that nothing scrolls away.
const ROWS: u16 = 500;

/// A terminal with a program in it.
pub struct Terminal {
    pty: Option<File>,
    child: Child,
    screen: vt100::Parser,
    /// Everything that was written.
    pub raw: Vec<u8>,
}

impl Folder {
    /// Starts `dixit` at a terminal of 80 columns.
    pub fn terminal(&self, arguments: &[&str]) -> Terminal {
        self.start(arguments, true)
    }

    /// [`Folder::terminal`] where nobody is there to be asked.
    pub fn terminal_unasked(&self, arguments: &[&str]) -> Terminal {
        self.start(arguments, false)
    }

    fn start(&self, arguments: &[&str], asked: bool) -> Terminal {
        let (pty, pts) = pty_process::blocking::open().unwrap();
        pty.resize(Size::new(ROWS, 80)).unwrap();
        let sealed = self.command(arguments);
        let mut command = Command::new(sealed.get_program())
            .args(sealed.get_args())
            .current_dir(self.path())
            .env_clear()
            .env("TERM", "xterm-256color")
            .env("EDITOR", "true");
        for (name, value) in sealed.get_envs() {
            if let Some(value) = value {
                command = command.env(name, value);
            }
        }
        if !asked {
            command = command.stdin(std::process::Stdio::null());
        }
        let child = command.spawn(pts).unwrap();
        Terminal {
            pty: Some(File::from(std::os::fd::OwnedFd::from(pty))),
            child,
            screen: vt100::Parser::new(ROWS.try_into().unwrap(), 80_u16.try_into().unwrap(), 0),
            raw: Vec::new(),
        }
    }
}

impl Terminal {
    /// Presses keys.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        let pty = self.pty.as_mut().expect("an open terminal");
        pty.write_all(keys.as_bytes()).unwrap();
        self
    }

    /// Pastes a text, as a terminal hands over a clipboard.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.press(&format!("\x1b[200~{text}\x1b[201~"))
    }

    /// What stands on the screen.
    pub fn shown(&self) -> String {
        let contents = self.screen.screen().contents();
        contents
            .lines()
            .map(|line| line.trim_end().to_owned() + "\n")
            .collect()
    }

    /// Waits until the last lines of the screen hold some words.
    #[track_caller]
    pub fn wait(&mut self, words: &str) -> &mut Self {
        let begun = Instant::now();
        loop {
            let shown = self.shown();
            let last = shown.trim_end().lines().last().unwrap_or_default();
            if last.contains(words) {
                return self;
            }
            let goes_on = begun.elapsed() < PATIENCE && self.read();
            assert!(
                goes_on,
                "waited for {words:?} on the last line of:\n{}",
                self.shown()
            );
        }
    }

    /// Reads once; no where the program has ended, or says nothing for too long.
    fn read(&mut self) -> bool {
        self.is_ready(PATIENCE) && self.take()
    }

    fn is_ready(&self, patience: Duration) -> bool {
        let pty = self.pty.as_ref().expect("an open terminal");
        let timeout = Timespec::try_from(patience).unwrap();
        let mut ready = [PollFd::new(pty, PollFlags::IN)];
        poll(&mut ready, Some(&timeout)) != Ok(0)
    }

    fn take(&mut self) -> bool {
        let pty = self.pty.as_mut().expect("an open terminal");
        let mut buffer = [0; 8192];
        // The end of a terminal is an error of reading it.
        match pty.read(&mut buffer) {
            Ok(read @ 1..) => {
                self.raw.extend_from_slice(&buffer[..read]);
                self.screen.process(&buffer[..read]);
                true
            }
            _ => false,
        }
    }

    /// Waits for the program's end; answers how it ended, and the screen.
    pub fn end(mut self) -> (ExitStatus, String, Vec<u8>) {
        while self.read() {}
        let status = self.child.wait().unwrap();
        let shown = self.shown();
        (status, shown, self.raw)
    }

    /// Leaves by Ctrl-D whatever is asked, and waits for the end.
    pub fn left(mut self) -> (ExitStatus, String, Vec<u8>) {
        let begun = Instant::now();
        loop {
            if !self.is_ready(SILENCE) {
                assert!(
                    begun.elapsed() < PATIENCE,
                    "does not end:\n{}",
                    self.shown()
                );
                self.press("\x04");
            } else if !self.take() {
                return self.end();
            }
        }
    }

    /// Waits for a good end; answers the screen.
    #[track_caller]
    pub fn ok(self) -> String {
        let (status, shown, _) = self.end();
        assert!(status.success(), "{status}\n{shown}");
        shown
    }

    /// Closes the window.
    pub fn close(mut self) -> ExitStatus {
        self.pty = None;
        self.child.wait().unwrap()
    }

    /// Tells the program to end, as a machine that shuts down does.
    pub fn terminate(self) -> (ExitStatus, String, Vec<u8>) {
        let id = i32::try_from(self.child.id()).unwrap();
        let id = rustix::process::Pid::from_raw(id).unwrap();
        rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
        self.end()
    }
}
