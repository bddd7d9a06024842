//! Trouble on the screen: an error's heading, place, excerpt with a mark, and ways out; then its exit code.
//!
//! Which kind has which heading, general way out and code is the library's to say (`dixit::error`).

use std::io::{self, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};

use super::ui::Ui;
use super::usage;
use dixit::error::{Error, ErrorKind, Exit};
use dixit::text::visible::visible;

/// A line in parts, each with its style.
pub type Line = Vec<(Style, String)>;

const PLAIN: Style = Style::new();
const STRONG: Style = Style::new().bold();
const ALARM: Style = AnsiColor::Red.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default().bold();

/// Ends the program as clap would: help that was asked for, or what is wrong with the command line.
pub fn usage(error: &clap::Error) -> ExitCode {
    use clap::error::ErrorKind as Kind;
    let printed = match error.kind() {
        Kind::DisplayHelp | Kind::DisplayVersion => error.print().map(|()| Exit::Done),
        Kind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let help = error.render().to_string();
            let help: Vec<_> = help.trim_end().lines().map(visible).collect();
            writeln!(io::stderr().lock(), "{}", help.join("\n")).map(|()| Exit::Usage)
        }
        _ => {
            let mut ui = Ui::new(super::ui::Colour::Auto);
            return report(&usage::refused(error), &mut ui);
        }
    };
    match printed {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Exit::System.into(),
        Err(_) => Exit::Done.into(),
        Ok(exit) => exit.into(),
    }
}

/// Prints an error; answers its exit code. A reader that closed the pipe has had enough: no error.
pub fn report(error: &Error, ui: &mut Ui) -> ExitCode {
    if is_closed_pipe(error) {
        return Exit::Done.into();
    }
    // What was printed before an error is kept, and an error of printing is this one or lost anyway.
    let _ = ui.flush();
    say(error, ui);
    error.kind().exit().into()
}

/// Says what went wrong, as wide and as coloured as the screen is.
pub fn say(error: &Error, ui: &mut Ui) {
    for line in lines(error, ui.err_width()) {
        ui.say_line(&line);
    }
}

fn is_closed_pipe(error: &Error) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(at) = cause {
        if at
            .downcast_ref::<io::Error>()
            .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
        {
            return true;
        }
        cause = at.source();
    }
    false
}

/// How far an excerpt is set in.
const INDENT: &str = "  ";

fn lines(error: &Error, width: usize) -> Vec<Line> {
    let mut first = vec![(ALARM, format!("{}:", error.kind().heading()))];
    // Several lines only where a cause of another program has them: each is a line here too.
    let words = error.to_string();
    let (place, rest) = match error.place().map(|place| format!("{place}: ")) {
        Some(place) => match words.strip_prefix(&place) {
            Some(rest) => (place, rest),
            None => (String::new(), words.as_str()),
        },
        None => (String::new(), words.as_str()),
    };
    let mut rest = rest.lines();
    first.push((PLAIN, " ".to_owned()));
    first.push((STRONG, place));
    first.push((PLAIN, rest.next().unwrap_or_default().to_owned()));
    let mut lines = vec![first];
    lines.extend(rest.map(|line| vec![(PLAIN, format!("{INDENT}{line}"))]));
    let marked = error
        .place()
        .and_then(|place| place.marked(width.saturating_sub(INDENT.len()).max(20)));
    if let Some((excerpt, indent)) = marked {
        lines.push(vec![(PLAIN, format!("{INDENT}{excerpt}"))]);
        if let Some(indent) = indent {
            let before = format!("{INDENT}{}", " ".repeat(indent));
            lines.push(vec![(PLAIN, before), (ALARM, "^".to_owned())]);
        }
    }
    for hint in error.ways_out() {
        for (at, line) in hint.lines().enumerate() {
            let head = if at == 0 { "hint:" } else { "     " };
            lines.push(vec![(HINT, head.to_owned()), (PLAIN, format!(" {line}"))]);
        }
    }
    lines
}

/// Ends a panic in our own words. Its message may hold a person's words, which no log is to keep; the place in
/// our source is what a report needs.
pub fn keep_panics_quiet() {
    std::panic::set_hook(Box::new(|panic| {
        let at = panic
            .location()
            .map(|at| format!(" at {}:{}", at.file(), at.line()))
            .unwrap_or_default();
        let error = Error::new(ErrorKind::Bug, format!("Dixit stopped{at}"));
        let mut text = format!("{}: {error}\n", error.kind().heading());
        for hint in error.ways_out() {
            text.push_str(&format!("hint: {hint}\n"));
        }
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use dixit::error::Place;

    fn plain(error: &Error) -> Vec<String> {
        let lines = lines(error, 80);
        let text = |line: Line| line.into_iter().map(|(_, text)| text).collect();
        lines.into_iter().map(text).collect()
    }

    #[test]
    fn an_error_says_what_where_and_the_way_out() {
        let place = Place {
            file: "a.toml".into(),
            line: 3,
            column: 2,
            excerpt: "x = y".into(),
        };
        let error = Error::input("not so").at(place).hint("do this\nor that");
        assert_eq!(
            plain(&error),
            [
                "error: a.toml:3:2: not so",
                "  x = y",
                "   ^",
                "hint: do this",
                "      or that"
            ]
        );
    }

    #[test]
    fn an_error_that_knows_no_way_out_gives_that_of_its_kind() {
        let said = plain(&Error::new(ErrorKind::Busy, "held"));
        assert_eq!(said[0], "error: held");
        assert!(
            said[1].starts_with("hint: end the other program"),
            "{said:?}"
        );
        assert_eq!(plain(&Error::bug("odd"))[0], "internal error: odd");
    }
}
