//! The one door of output: results on stdout, notices on stderr, all of it made safe to look at.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::os::fd::AsFd;

use anstyle::Style;

use super::ask::broken;
use dixit::error::{Error, ErrorKind, Result};
use dixit::report::render::terminal::Screen;
use dixit::text::visible::visible;

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR says otherwise.
    #[default]
    Auto,
    /// Also where it is no terminal.
    Always,
    /// Never.
    Never,
}

/// Where output goes.
pub struct Ui {
    out: BufWriter<StdoutLock<'static>>,
    held: Option<Vec<u8>>,
    terminal: bool,
    err_terminal: bool,
    width: Option<usize>,
    colour: bool,
    err_colour: bool,
}

impl Ui {
    /// The standard streams.
    pub fn new(colour: Colour) -> Self {
        let stdout = io::stdout();
        let (terminal, err_terminal) = (stdout.is_terminal(), io::stderr().is_terminal());
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let wanted = |terminal: bool| match colour {
            Colour::Auto => terminal && !set("NO_COLOR") && !dumb,
            Colour::Always => true,
            Colour::Never => false,
        };
        Self {
            width: terminal.then(|| width(&stdout)),
            colour: wanted(terminal),
            err_colour: wanted(err_terminal),
            terminal,
            err_terminal,
            held: None,
            out: BufWriter::with_capacity(64 * 1024, stdout.lock()),
        }
    }

    /// Whether a person looks at the results.
    pub fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Whether a person looks at the notices.
    pub fn shows_progress(&self) -> bool {
        self.err_terminal
    }

    /// Whether both results and notices are on a person's screen and nowhere else.
    pub fn is_screen(&self) -> bool {
        self.terminal && self.err_terminal
    }

    /// Whether a person is there to be asked.
    pub fn asks(&self) -> bool {
        self.err_terminal && io::stdin().is_terminal()
    }

    /// Asks a question that is answered with yes or no; yes where nothing is typed, no at the end of input.
    ///
    /// # Errors
    /// When the answer cannot be read.
    pub fn agrees(&mut self, question: &str) -> Result<bool> {
        self.ask(&format!("{question} [Y/n] "));
        let mut answer = String::new();
        let read = io::stdin().read_line(&mut answer)?;
        let answer = answer.trim().to_lowercase();
        Ok(read > 0 && (answer.is_empty() || answer == "y" || answer == "yes"))
    }

    /// How many cells a line of a notice may take before it is cut, where it may be cut at all.
    pub fn err_width(&self) -> usize {
        // In a file a line is read as well by programs, and by eyes that know no wider screens.
        const NO_SCREEN: usize = 120;
        if !self.err_terminal {
            return NO_SCREEN;
        }
        self.width.unwrap_or_else(|| width(io::stderr()))
    }

    /// How tables are laid out.
    pub fn screen(&self) -> Screen {
        Screen {
            width: self.width,
            colour: self.colour,
        }
    }

    /// Where results go.
    pub fn out(&mut self) -> &mut dyn Write {
        match &mut self.held {
            Some(held) => held,
            None => &mut self.out,
        }
    }

    /// Keeps results back until [`Ui::let_go`].
    pub fn hold(&mut self) {
        self.held.get_or_insert_default();
    }

    /// Gives out what was kept back.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn let_go(&mut self) -> Result<()> {
        let held = self.held.take().unwrap_or_default();
        Ok(self.out.write_all(&held)?)
    }

    /// Prints a line of results.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn line(&mut self, text: &str) -> Result<()> {
        Ok(writeln!(self.out(), "{}", visible(text))?)
    }

    /// Prints a line of results of several parts, each in its style where results are coloured.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn styled_line(&mut self, parts: &[(Style, String)]) -> Result<()> {
        let line = styled(parts, self.colour);
        Ok(writeln!(self.out, "{line}")?)
    }

    /// Says something beside the results. That it cannot be said is no reason to fail.
    pub fn say(&mut self, text: &str) {
        // What was found first is seen first.
        let _ = self.out.flush();
        let mut err = io::stderr().lock();
        for line in text.lines() {
            if !self.err_terminal {
                let _ = writeln!(err, "{}", visible(line));
                continue;
            }
            for part in broken(line, 2, self.err_width() + 1) {
                let _ = writeln!(err, "{part}");
            }
        }
    }

    /// Asks something; the answer is typed on the same line.
    pub fn ask(&mut self, text: &str) {
        let _ = self.out.flush();
        let mut err = io::stderr().lock();
        let _ = write!(err, "{}", visible(text));
        let _ = err.flush();
    }

    /// Says a line of several parts, each in its style where notices are coloured.
    pub fn say_line(&mut self, parts: &[(Style, String)]) {
        let _ = self.out.flush();
        let line = styled(parts, self.err_colour);
        let _ = writeln!(io::stderr().lock(), "{line}");
    }

    /// Hands over what is still held back.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn flush(&mut self) -> Result<()> {
        self.out.flush().map_err(|fault| match fault.kind() {
            // The command is done: what it recorded or took back, it would do once more.
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Error::new(ErrorKind::System, "the answer could not be written: the disk is full")
                    .hint("the command itself is done; do not run it again for its answer, `dixit log` tells what was done")
            }
            _ => fault.into(),
        })
    }
}

fn styled(parts: &[(Style, String)], colour: bool) -> String {
    let mut line = String::new();
    for (style, text) in parts {
        let text = visible(text);
        if colour && *style != Style::new() && !text.is_empty() {
            line.push_str(&format!("{style}{text}{style:#}"));
        } else {
            line.push_str(&text);
        }
    }
    line
}

fn width(stream: impl AsFd) -> usize {
    let asked = rustix::termios::tcgetwinsize(stream).map(|size| usize::from(size.ws_col));
    match asked {
        Ok(columns) if columns > 0 => columns,
        _ => std::env::var("COLUMNS")
            .ok()
            .and_then(|c| c.parse().ok())
            .unwrap_or(80),
    }
}
