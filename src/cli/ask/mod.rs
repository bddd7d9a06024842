//! Asking at a terminal: one line of input that can be edited, with completion, and nothing of it on disk.
//!
//! Why no library: what is pasted here comes from anywhere, and must be shown like everything else, with its
//! control and hidden characters visible. The line editors at hand write it to the terminal as it is
//! (rustyline 19, reedline), have one row only (inquire), or never notice that the terminal was closed
//! (crossterm 0.29); none hands over a line that Ctrl-C ended.

mod drawing;
mod keys;
mod line;
mod watch;

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{self, OptionalActions, OutputModes, Termios};
use signal_hook::SigId;
use signal_hook::consts::SIGWINCH;

use dixit::error::{Error, Result};
use drawing::Drawing;
pub use drawing::broken;
pub use keys::Key;
use keys::Keys;
use line::Line;
pub use watch::Watch;

/// How long the rest of an escape sequence may take.
const BEGUN: Duration = Duration::from_millis(60);
/// How many names a list of completions shows.
pub const LISTED: usize = 12;

/// A terminal that sends keys as they are pressed, until this is dropped.
pub struct Terminal {
    before: Termios,
    keys: Keys,
    resized: SigId,
}

/// What came of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// An answer.
    Given(String),
    /// A step back; what was typed is kept.
    Back(String),
    /// The user leaves, or the terminal is gone; what was typed is kept.
    Left(String),
}

/// A question.
pub struct Question<'q> {
    /// What is asked.
    pub words: String,
    /// What stands there already.
    pub typed: String,
    /// Whether what is typed is not shown.
    pub hidden: bool,
    /// Whether it may be: only where nothing that is hidden is kept.
    pub may_hide: bool,
    /// Names that go on as typed.
    pub complete: &'q mut dyn FnMut(&str) -> Vec<String>,
    /// Told what is typed, each time it changes, and whether it is hidden.
    pub watch: &'q mut dyn FnMut(&str, bool),
}

impl Terminal {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// When there is none.
    pub fn open() -> Result<Self> {
        let stdin = rustix::stdio::stdin();
        let before = termios::tcgetattr(stdin).map_err(io::Error::from)?;
        let mut raw = before.clone();
        raw.make_raw();
        // A line feed written by others still begins a new line.
        raw.output_modes.insert(OutputModes::OPOST);
        termios::tcsetattr(stdin, OptionalActions::Drain, &raw).map_err(io::Error::from)?;
        // Only so that waiting for a key ends; the size is asked for at each drawing.
        let resized = signal_hook::flag::register(SIGWINCH, Arc::new(AtomicBool::new(false)))?;
        let terminal = Self {
            before,
            keys: Keys::default(),
            resized,
        };
        write("\x1b[?2004h");
        Ok(terminal)
    }

    /// How the terminal was.
    pub fn before(&self) -> &Termios {
        &self.before
    }

    /// The next key; `None` where the terminal is gone.
    ///
    /// # Errors
    /// When the system fails.
    pub fn key(&mut self) -> Result<Option<Key>> {
        let stdin = rustix::stdio::stdin();
        loop {
            if let Some(key) = self.keys.next() {
                return Ok(Some(key));
            }
            let timeout =
                Timespec::try_from(BEGUN).map_err(|_| Error::bug("a wait is too long"))?;
            let timeout = self.keys.is_waiting().then_some(&timeout);
            let mut ready = [PollFd::new(&stdin, PollFlags::IN)];
            match poll(&mut ready, timeout) {
                Ok(0) => match self.keys.settle() {
                    Some(key) => return Ok(Some(key)),
                    // A paste that is long in coming.
                    None if self.keys.is_waiting() => {}
                    None => continue,
                },
                Ok(_) => {}
                // The size changed: drawn anew.
                Err(rustix::io::Errno::INTR) => return Ok(Some(Key::Other)),
                Err(error) => return Err(io::Error::from(error).into()),
            }
            if ready[0].revents().is_empty() {
                continue;
            }
            let mut bytes = [0; 4096];
            match rustix::io::read(stdin, &mut bytes) {
                Ok(0) | Err(rustix::io::Errno::IO) => return Ok(None),
                Ok(many) => self.keys.feed(&bytes[..many]),
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(io::Error::from(error).into()),
            }
        }
    }

    /// Asks, and lets the answer be edited.
    ///
    /// # Errors
    /// When the system fails.
    pub fn ask(&mut self, question: Question<'_>) -> Result<Answer> {
        let Question {
            words,
            typed,
            mut hidden,
            may_hide,
            complete,
            watch,
        } = question;
        let mut line = Line::new(&typed);
        let mut drawn: Option<Drawing> = None;
        loop {
            watch(line.text(), hidden);
            let (width, height) = size();
            let drawing = if hidden {
                Drawing::new(&format!("{words}(not shown) "), "", "", width)
            } else {
                let after = &line.text()[line.before().len()..];
                Drawing::new(&words, line.before(), after, width).within(height)
            };
            write(&drawing.over(drawn.as_ref()));
            let end = |drawing: &Drawing| write(&drawing.below());
            let Some(key) = self.key()? else {
                return Ok(Answer::Left(line.text().to_owned()));
            };
            match key {
                Key::Enter => {
                    end(&drawing);
                    return Ok(Answer::Given(line.text().to_owned()));
                }
                Key::BackTab | Key::Up | Key::Escape => {
                    end(&drawing);
                    return Ok(Answer::Back(line.text().to_owned()));
                }
                Key::Interrupt => {
                    end(&drawing);
                    return Ok(Answer::Left(line.text().to_owned()));
                }
                Key::Leave if line.text().is_empty() => {
                    end(&drawing);
                    return Ok(Answer::Left(String::new()));
                }
                Key::Hide if may_hide => hidden = !hidden,
                Key::Tab if !hidden => {
                    let found = complete(line.text());
                    if let Some(list) = completed(&mut line, &found) {
                        end(&drawing);
                        say(&list);
                        drawn = None;
                        continue;
                    }
                }
                key => drop(line.press(&key)),
            }
            drawn = Some(drawing);
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        write("\x1b[?2004l");
        // If the terminal is gone there is nothing to restore.
        let _ = termios::tcsetattr(rustix::stdio::stdin(), OptionalActions::Drain, &self.before);
        signal_hook::low_level::unregister(self.resized);
    }
}

/// Goes on with what all the names share; answers them as a list where that is nothing more.
fn completed(line: &mut Line, found: &[String]) -> Option<String> {
    let mut shared = found.first()?.clone();
    for name in found {
        let same = shared.chars().zip(name.chars()).take_while(|(a, b)| a == b);
        shared = same.map(|(a, _)| a).collect();
    }
    let typed = line.text().to_owned();
    let one = found.len() == 1;
    let goes_on = shared.chars().count() > typed.chars().count() || (one && shared != typed);
    if goes_on {
        *line = Line::new(&shared);
        return None;
    }
    (!one).then(|| {
        let more = if found.len() >= LISTED { "; …" } else { "" };
        format!("  {}{more}", found.join("; "))
    })
}

/// Says something between questions.
pub fn say(text: &str) {
    say_indented(text, 0);
}

/// Says something, broken between words; further lines are set in.
pub fn say_indented(text: &str, indent: usize) {
    let (width, _) = size();
    for line in drawing::broken(text, indent, width) {
        write(&format!("{line}\r\n"));
    }
}

fn write(text: &str) {
    let mut err = io::stderr().lock();
    // A terminal that is gone is noticed where keys are read.
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

fn size() -> (usize, usize) {
    match termios::tcgetwinsize(rustix::stdio::stderr()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (size.ws_col.into(), size.ws_row.into()),
        _ => (80, 24),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_share_is_filled_in_and_then_they_are_listed() {
        let names = ["Mark Rutte", "Mark Twain"].map(str::to_owned);
        let mut line = Line::new("ma");
        assert_eq!(completed(&mut line, &names), None);
        assert_eq!(line.text(), "Mark ");
        let list = completed(&mut line, &names).unwrap();
        assert_eq!(list, "  Mark Rutte; Mark Twain");
        let mut line = Line::new("inès");
        assert_eq!(completed(&mut line, &["Inès".to_owned()]), None);
        assert_eq!(line.text(), "Inès");
        assert_eq!(completed(&mut line, &[]), None);
    }
}
