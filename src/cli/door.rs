//! The doors that `add` and `edit` share: an editor on a draft, and a draft taken up again.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches};

use super::draft::Draft;
use super::ui::Ui;
use super::{Shared, editor, trouble};
use dixit::error::{Error, Result};

/// How something is recorded, beside what.
#[derive(Clone, Debug)]
pub struct Door {
    /// Whether an editor is asked for.
    pub editor: bool,
    /// The draft taken up.
    pub draft: Option<Draft>,
    /// Whether what was recorded is told as JSON.
    pub json: bool,
    /// Why, for the log.
    pub reason: String,
}

/// What an editor opens.
pub enum Opened {
    /// A new text.
    New(String),
    /// A draft kept before.
    Draft(Draft),
}

impl Door {
    /// Adds the flags.
    pub fn augment_args(command: clap::Command) -> clap::Command {
        command
            .arg(
                Arg::new("edit")
                    .short('e')
                    .long("edit")
                    .action(ArgAction::SetTrue)
                    .help("Fill in the fields in your editor: $VISUAL, else $EDITOR"),
            )
            .arg(
                Arg::new("draft")
                    .long("draft")
                    .value_name("FILE")
                    .value_parser(clap::value_parser!(PathBuf))
                    .help("Take up what was typed and kept in FILE"),
            )
            .arg(
                Arg::new("json")
                    .long("json")
                    .action(ArgAction::SetTrue)
                    .help("Print what was recorded as JSON"),
            )
            .arg(
                Arg::new("reason")
                    .long("reason")
                    .value_name("WHY")
                    .help("Why, for the log"),
            )
    }

    /// What the flags say.
    ///
    /// # Errors
    /// When the draft is not there.
    pub fn of(matches: &ArgMatches) -> Result<Self> {
        let draft = matches
            .get_one::<PathBuf>("draft")
            .map(|path| Draft::at(path));
        if let Some(draft) = &draft {
            draft.text()?;
        }
        let reason = matches.get_one::<String>("reason").cloned();
        Ok(Self {
            editor: matches.get_flag("edit"),
            draft,
            json: matches.get_flag("json"),
            reason: reason.unwrap_or_default(),
        })
    }

    /// The command that takes up a draft in the editor.
    pub fn again(&self, verb: &str, shared: &Shared, draft: &Draft) -> String {
        format!("{} --edit --draft {}", shared.command(verb), draft.word())
    }

    /// What the draft held is recorded: one of Dixit's own goes.
    pub fn close(&self) {
        if let Some(draft) = self.draft.as_ref().filter(|draft| draft.is_ours()) {
            draft.remove();
        }
    }

    /// Lets the user edit a text until `act` takes it, or they leave it; `None` where nothing was changed.
    ///
    /// `act` gets the draft's name, for places, and its text. The draft goes once it is taken.
    ///
    /// # Errors
    /// What `act` says, once the user does not want to edit again; the draft is kept, and the error says how
    /// to take it up.
    pub fn edited<T>(
        &self,
        verb: &str,
        opened: Opened,
        database: &Path,
        shared: &Shared,
        ui: &mut Ui,
        act: &mut dyn FnMut(&str, &str, &mut Ui) -> Result<T>,
    ) -> Result<Option<T>> {
        let (draft, before) = match opened {
            Opened::Draft(draft) => (draft, None),
            Opened::New(text) => (Draft::keep(database, &text)?, Some(text)),
        };
        let kept = |error: Error| {
            error
                .hint(format!(
                    "what you wrote is kept in {}",
                    draft.path.display()
                ))
                .hint(format!("go on with `{}`", self.again(verb, shared, &draft)))
        };
        loop {
            let closed = editor::open(&draft);
            let text = draft.text().map_err(kept)?;
            let unchanged = before
                .as_ref()
                .is_some_and(|before| before.trim_end() == text.trim_end());
            if let Err(error) = closed {
                if unchanged {
                    draft.remove();
                    return Err(error);
                }
                return Err(kept(error));
            }
            if unchanged || is_empty(&text) {
                if before.is_some() || draft.is_ours() {
                    draft.remove();
                }
                let how = if unchanged {
                    "the entry is as it was"
                } else {
                    "the entry is empty"
                };
                ui.say(&format!("{how}: nothing was done"));
                return Ok(None);
            }
            let name = draft.path.display().to_string();
            match act(&name, &text, ui) {
                Ok(done) => {
                    if draft.is_ours() {
                        draft.remove();
                    }
                    return Ok(Some(done));
                }
                Err(error) if ui.asks() => {
                    trouble::say(&error, ui);
                    if !ui.agrees("Edit again?")? {
                        return Err(kept(Error::new(
                            error.kind(),
                            "the entry was left as it is",
                        )));
                    }
                }
                Err(error) => return Err(kept(error)),
            }
        }
    }
}

/// Whether a text says nothing: only empty lines, comments and headers.
fn is_empty(text: &str) -> bool {
    text.lines().map(str::trim).all(|line| {
        line.is_empty() || line.starts_with('#') || (line.starts_with('[') && line.ends_with(']'))
    })
}
