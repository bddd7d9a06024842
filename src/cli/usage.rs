//! What is wrong with a command line, in the words of every other error.
//!
//! clap finds it and keeps the parts apart; its own sentences would be a second voice.

use clap::error::{ContextKind, ContextValue, ErrorKind as Kind};

use dixit::error::{Error, ErrorKind};

/// The error that clap's is.
pub fn refused(error: &clap::Error) -> Error {
    let text = |kind| texts(error, kind).into_iter().next();
    let arg = text(ContextKind::InvalidArg).map(|arg| flag(&arg));
    let value = text(ContextKind::InvalidValue);
    let known = texts(error, ContextKind::ValidValue);
    let refused = match (error.kind(), arg, value) {
        (Kind::UnknownArgument, Some(arg), _) if arg.starts_with('-') => {
            let near = text(ContextKind::SuggestedArg).map(|near| did_you_mean(&near));
            with(usage(format!("there is no flag `{arg}` here")), near)
        }
        (Kind::UnknownArgument, Some(arg), _) => usage(format!("`{arg}` is one word too many"))
            .hint("put words that belong together between quotation marks"),
        (Kind::InvalidSubcommand, ..) => {
            let given = text(ContextKind::InvalidSubcommand).unwrap_or_default();
            let near = text(ContextKind::SuggestedSubcommand).map(|near| did_you_mean(&near));
            with(usage(format!("there is no command `{given}`")), near)
        }
        (Kind::InvalidValue, Some(arg), Some(value)) if value.is_empty() => {
            with(usage(format!("`{arg}` is given nothing")), one_of(&known))
        }
        (Kind::InvalidValue, Some(arg), Some(value)) => {
            let near = text(ContextKind::SuggestedValue).map(|near| did_you_mean(&near));
            let error = usage(format!("`{arg}` cannot be `{value}`"));
            with(with(error, near), one_of(&known))
        }
        (Kind::ValueValidation, Some(arg), Some(value)) => validated(error, &arg, &value),
        (Kind::MissingRequiredArgument, ..) => {
            let missing = texts(error, ContextKind::InvalidArg);
            usage(format!("missing: {}", missing.join(", ")))
        }
        (Kind::ArgumentConflict, Some(arg), _) => {
            let others = texts(error, ContextKind::PriorArg);
            let others: Vec<String> = others.iter().map(|arg| flag(arg)).collect();
            let error = if others.is_empty() || others == [arg.clone()] {
                usage(format!("`{arg}` is given twice"))
            } else {
                usage(format!(
                    "`{arg}` does not go with `{}`",
                    others.join("`, `")
                ))
            };
            error.hint("give one of them")
        }
        (Kind::InvalidUtf8, ..) => usage("a word of the command line is not UTF-8")
            .hint("set your terminal to UTF-8; words in another encoding can be given in a file"),
        _ => in_its_own_words(error),
    };
    if refused.hints().is_empty() {
        return refused.hint(format!("`{} --help` tells what it takes", command()));
    }
    refused
}

/// A flag without what it takes: clap's `--kind <WORD>` is `--kind`.
fn flag(arg: &str) -> String {
    match arg.split_once(" <") {
        Some((flag, _)) if flag.starts_with('-') => flag.to_owned(),
        _ => arg.to_owned(),
    }
}

fn usage(what: impl Into<String>) -> Error {
    Error::new(ErrorKind::Usage, what)
}

fn with(error: Error, hint: Option<String>) -> Error {
    match hint {
        Some(hint) => error.hint(hint),
        None => error,
    }
}

fn did_you_mean(near: &str) -> String {
    format!("did you mean `{near}`?")
}

fn one_of(known: &[String]) -> Option<String> {
    (!known.is_empty()).then(|| format!("the words are: {}", known.join(", ")))
}

/// A value that one of our own readers refused, with the ways out that the reader knows.
fn validated(error: &clap::Error, arg: &str, value: &str) -> Error {
    let cause = std::error::Error::source(error);
    match cause.and_then(|cause| cause.downcast_ref::<Error>()) {
        Some(ours) => ours
            .hints()
            .iter()
            .fold(usage(format!("`{arg}`: {ours}")), |error, hint| {
                error.hint(hint)
            }),
        None if cause.is_some_and(|cause| cause.is::<std::num::ParseIntError>()) => {
            usage(format!("`{arg}` cannot be `{value}`")).hint("write a whole number in digits")
        }
        None => {
            let why = cause.map(|cause| format!(": {cause}")).unwrap_or_default();
            usage(format!("`{arg}` cannot be `{value}`{why}"))
        }
    }
}

/// The parts of what clap knows of an error, as texts.
fn texts(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

/// A rarer error: clap's first line, and its tips.
fn in_its_own_words(error: &clap::Error) -> Error {
    let text = error.render().to_string();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    // A reader of ours has put its own heading before it.
    let what = first.trim_start_matches("error: ");
    lines.fold(usage(what), |error, line| match line.split_once(": ") {
        Some(("tip" | "hint", tip)) => error.hint(tip),
        _ => error,
    })
}

/// The command that was meant: the words of the command line that are one.
fn command() -> String {
    use clap::CommandFactory;
    let mut known = super::Cli::command();
    let mut words = vec!["dixit".to_owned()];
    for word in std::env::args_os()
        .skip(1)
        .filter_map(|word| word.into_string().ok())
    {
        if let Some(found) = known.find_subcommand(&word) {
            let mut found = found.clone();
            // What a command takes is made when it runs, and its own commands with it.
            found.build();
            known = found;
            words.push(word);
        }
    }
    words.join(" ")
}
