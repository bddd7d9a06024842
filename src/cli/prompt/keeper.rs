//! What is typed at prompts, and how it is kept when nothing comes of it.

use std::path::PathBuf;
use std::sync::OnceLock;

use serde_json::{Map, Value};

use crate::cli::draft::Draft;
use crate::cli::fields::{Field, one_of_several, put};
use dixit::error::{Error, ErrorKind};

/// What is filled in, and what is being typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The values so far, by key.
    pub values: Map<String, Value>,
    /// The field whose answer is being typed, and the answer.
    pub open: Option<(Field, String)>,
    /// Whether it is typed without being shown: then it goes into no file.
    pub hidden: bool,
    /// Whether a known name with a new role is the person known; none while nobody said.
    pub same_person: Option<bool>,
    /// Whether it is recorded.
    pub done: bool,
}

impl Typed {
    /// With some values known.
    pub fn new(values: Map<String, Value>) -> Self {
        Self {
            values,
            ..Self::default()
        }
    }

    /// The value of a key, which may stand within a table.
    pub fn value(&self, key: &str) -> Option<&Value> {
        match key.split_once('.') {
            Some((table, within)) => self.values.get(table)?.get(within),
            None => self.values.get(key),
        }
    }

    /// Sets a key, or takes it away.
    pub fn set(&mut self, key: &str, value: Option<Value>) {
        match (value, key.split_once('.')) {
            (Some(value), _) => put(&mut self.values, key, value),
            (None, None) => drop(self.values.remove(key)),
            (None, Some((table, within))) => {
                if let Some(Value::Object(part)) = self.values.get_mut(table) {
                    part.remove(within);
                    if part.is_empty() {
                        self.values.remove(table);
                    }
                }
            }
        }
    }

    /// The values with the answer that is being typed.
    fn whole(&self) -> Map<String, Value> {
        let mut whole = self.clone();
        if let Some((field, text)) = &self.open
            && !self.hidden
            && !text.trim().is_empty()
        {
            let value = match whole.value(field.key) {
                _ if !field.takes.is_list() => Value::from(text.trim()),
                there => {
                    let mut items = there.and_then(Value::as_array).cloned().unwrap_or_default();
                    let item = one_of_several(field, text.trim())
                        .unwrap_or_else(|_| Value::from(text.trim()));
                    if !items.contains(&item) {
                        items.push(item);
                    }
                    Value::Array(items)
                }
            };
            whole.set(field.key, Some(value));
        }
        whole.values
    }
}

type Text = Box<dyn Fn(&Map<String, Value>) -> String + Send + Sync>;

/// Keeps what was typed.
pub struct Keeper {
    /// The database beside which it is kept.
    pub database: PathBuf,
    /// What was there before anything was typed.
    pub before: Map<String, Value>,
    /// The draft that was taken up, which a new one replaces.
    pub old: Option<Draft>,
    /// The values as a draft.
    pub text: Text,
    /// The command that takes up a draft, without its name.
    pub again: String,
    /// The draft that was kept: once, though a closed terminal is both a signal and an end of input.
    pub kept: OnceLock<Draft>,
}

impl Keeper {
    /// Whether nothing was typed that is not recorded.
    pub fn is_untouched(&self, typed: &Typed) -> bool {
        typed.done || typed.whole() == self.before
    }

    fn keep(&self, typed: &Typed) -> Option<Result<Draft, Error>> {
        if self.is_untouched(typed) {
            return None;
        }
        let values = typed.whole();
        if let Some(kept) = self.kept.get() {
            return Some(Ok(kept.clone()));
        }
        let kept = Draft::keep(&self.database, &(self.text)(&values));
        if let Ok(draft) = &kept {
            self.kept.get_or_init(|| draft.clone());
        }
        if let (Ok(_), Some(old)) = (&kept, self.old.as_ref().filter(|old| old.is_ours())) {
            old.remove();
        }
        Some(kept)
    }

    fn command(&self, draft: &Draft) -> String {
        format!("{} --draft {}", self.again, draft.word())
    }

    /// The error of a user who left.
    pub fn left(&self, typed: &Typed) -> Error {
        self.after(
            typed,
            Error::new(ErrorKind::Input, "left: nothing was recorded"),
        )
    }

    /// An error with the way back to what was typed.
    pub fn after(&self, typed: &Typed, error: Error) -> Error {
        match self.keep(typed) {
            None => error.hint("nothing was typed that was not recorded"),
            Some(Ok(draft)) => error
                .hint(format!(
                    "what you typed is kept in {}",
                    draft.path.display()
                ))
                .hint(format!("go on with `{}`", self.command(&draft))),
            Some(Err(failed)) => error.hint(format!("what you typed could not be kept: {failed}")),
        }
    }

    /// What to say where the program is told to end.
    pub fn said(&self, typed: &Typed, how: &str) -> String {
        let error = self.after(
            typed,
            Error::new(ErrorKind::Input, format!("{how}: nothing was recorded")),
        );
        let mut lines = vec![format!("error: {}", error.what())];
        lines.extend(error.hints().iter().map(|hint| format!("hint: {hint}")));
        let visible = lines
            .iter()
            .map(|line| dixit::text::visible::visible(line).into_owned());
        visible.map(|line| line + "\r\n").collect()
    }
}
