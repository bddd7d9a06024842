//! Trouble: each kind of error sorted once into a heading, its ways out, and an exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use super::ui::Ui;
use dixit::error::{Error, ErrorKind};
use dixit::text::visible::visible;

/// The exit code of what cannot be read or is not allowed.
pub const REFUSED: u8 = 1;
/// The exit code of an import that left rows out.
pub const SKIPPED: u8 = 6;

/// The exit code of a kind of error; the README lists them.
fn code(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::Input | ErrorKind::Conflict => REFUSED,
        ErrorKind::NotFound | ErrorKind::Ambiguous => 3,
        ErrorKind::File => 4,
        ErrorKind::ReadOnly | ErrorKind::System => 5,
        _ => 101,
    }
}

/// Prints what clap says of a wrong command line, or the help that was asked for.
pub fn usage(error: &clap::Error) -> ExitCode {
    use clap::error::ErrorKind as Kind;
    let asked = matches!(error.kind(), Kind::DisplayHelp | Kind::DisplayVersion);
    // The message repeats what was typed: shown like any other words.
    let printed = if asked {
        error.print()
    } else {
        let text = error.render().to_string();
        let lines: Vec<_> = text
            .trim_end()
            .lines()
            .map(|line| visible(line).into_owned())
            .collect();
        writeln!(io::stderr().lock(), "{}", lines.join("\n"))
    };
    match printed {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(5),
        _ if asked => ExitCode::SUCCESS,
        _ => ExitCode::from(2),
    }
}

/// Prints an error; answers its exit code. A reader that closed the pipe has had enough: no error.
pub fn report(error: &Error, ui: &mut Ui) -> ExitCode {
    if is_closed_pipe(error) {
        return ExitCode::SUCCESS;
    }
    // What was printed before an error is kept, and an error of printing is this one or lost anyway.
    let _ = ui.flush();
    ui.say(&text(error, ui.err_colour()));
    ExitCode::from(code(error.kind()))
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

/// An error in words: what, where with the line it is in, and the ways out.
pub fn text(error: &Error, _colour: bool) -> String {
    let mut text = format!("error: {error}");
    if let Some(place) = error.place()
        && !place.excerpt.is_empty()
    {
        let excerpt = place.excerpt.trim_end();
        text.push_str(&format!("\n  {excerpt}"));
        if place.column > 0 {
            let before: String = excerpt
                .chars()
                .take(usize::try_from(place.column - 1).unwrap_or(0))
                .collect();
            let indent = unicode_width::UnicodeWidthStr::width(visible(&before).as_ref());
            text.push_str(&format!("\n  {}^", " ".repeat(indent)));
        }
    }
    for hint in error.hints() {
        text.push_str(&format!("\nhint: {hint}"));
    }
    text
}
