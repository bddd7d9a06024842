//! A thing of some noun filled in at prompts: one field after another, or any of them by its letter.

mod figures;
mod keeper;
mod reading;
mod shown;

use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::{Map, Value};

use super::ask::{self, Answer, Key, Question, Terminal, Watch};
use super::fields::{self, Field, Takes};
use dixit::error::{Error, Result};
use dixit::model::Noun;
use dixit::store::Store;
pub use keeper::{Keeper, Typed};
use shown::letters;

/// The field whose answer may be typed without being shown, and the one that says that it was.
const SPEAKER: &str = "speaker";
pub const CONFIDENTIAL: &str = "speaker_confidential";

/// What follows an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The next question.
    On,
    /// The one before.
    Back,
}

/// What the user wants done with what is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To record it.
    Record,
    /// To step back to the last question.
    Back,
}

/// What checks the values so far, as recording them would.
pub type Check<'s> = Box<dyn Fn(&Map<String, Value>) -> Result<()> + 's>;

/// A form on the terminal.
pub struct Prompts<'s> {
    fields: Vec<Field>,
    store: Option<&'s Store>,
    terminal: Terminal,
    typed: Arc<Mutex<Typed>>,
    keeper: Arc<Keeper>,
    _watch: Watch,
    /// Answers that Enter gives where nothing is typed.
    offers: Vec<(&'static str, String)>,
    /// Checks what is filled in so far, as recording would.
    check: Check<'s>,
}

impl<'s> Prompts<'s> {
    /// Begins, with what is known filled in.
    ///
    /// # Errors
    /// When there is no terminal.
    pub fn begin(
        fields: Vec<Field>,
        values: Map<String, Value>,
        store: Option<&'s Store>,
        keeper: Keeper,
        check: Check<'s>,
    ) -> Result<Self> {
        let terminal = Terminal::open()?;
        let typed = Arc::new(Mutex::new(Typed::new(values)));
        let keeper = Arc::new(keeper);
        let at_end = Arc::clone(&keeper);
        let watch = Watch::begin(&typed, terminal.before().clone(), move |typed| {
            at_end.said(typed, "ended")
        })?;
        Ok(Self {
            fields,
            store,
            terminal,
            typed,
            keeper,
            _watch: watch,
            offers: Vec::new(),
            check,
        })
    }

    /// What is filled in.
    pub fn typed(&self) -> MutexGuard<'_, Typed> {
        match self.typed.lock() {
            Ok(typed) => typed,
            Err(broken) => broken.into_inner(),
        }
    }

    /// Keeps what was typed; the error that ends the command.
    pub fn leave(&self) -> Error {
        let typed = self.typed();
        self.keeper.left(&typed)
    }

    /// Whether nothing was typed.
    pub fn is_untouched(&self) -> bool {
        self.keeper.is_untouched(&self.typed())
    }

    /// What was typed is recorded: a draft it came from goes, and nothing is left to keep.
    pub fn close(&mut self) {
        if let Some(old) = self.keeper.old.as_ref().filter(|old| old.is_ours()) {
            old.remove();
        }
        let mut typed = self.typed();
        typed.done = true;
    }

    /// The flags of the fields that are filled in, for the log.
    pub fn flags(&self) -> Vec<String> {
        let typed = self.typed();
        let set = self
            .fields
            .iter()
            .filter(|field| typed.value(field.key).is_some());
        set.map(|field| field.flag.to_owned()).collect()
    }

    fn field(&self, key: &str) -> Option<Field> {
        self.fields.iter().find(|field| field.key == key).copied()
    }

    /// Offers an answer for a field, which Enter takes.
    pub fn offer(&mut self, key: &'static str, answer: Option<String>) {
        self.offers.extend(answer.map(|answer| (key, answer)));
    }

    /// Asks for a field in some words; Enter takes what is offered.
    ///
    /// # Errors
    /// When the user leaves.
    pub fn answer(&mut self, key: &str, question: &str, offered: Option<String>) -> Result<Step> {
        let field = self
            .field(key)
            .ok_or_else(|| Error::bug(format!("no prompt for `{key}`")))?;
        // Of several, one question would keep the first alone.
        if self.items(&field).len() > 1 {
            return self.fill_list(field);
        }
        self.fill_one(field, question, offered)
    }

    fn fill_field(&mut self, field: Field) -> Result<Step> {
        if let Takes::Yes = field.takes {
            let now = self.typed().value(field.key).is_none();
            self.put(&field, now.then_some(Value::Bool(true)));
            return Ok(Step::On);
        }
        if !field.help.is_empty() {
            ask::say_indented(&format!("  {}", shown::help(&field)), 2);
        }
        if field.takes.is_list() {
            return self.fill_list(field);
        }
        let is_set = self.typed().value(field.key).is_some();
        let offered = self
            .offers
            .iter()
            .find(|(key, _)| *key == field.key && !is_set);
        let offered = offered.map(|(_, answer)| answer.clone());
        self.fill_one(field, &shown::question(&field, is_set), offered)
    }

    /// One answer, asked for again until it can be read.
    fn fill_one(&mut self, field: Field, question: &str, offered: Option<String>) -> Result<Step> {
        let before = self.typed().value(field.key).cloned();
        let mut text = match &before {
            Some(Value::Array(items)) => text_of(items.first()),
            other => text_of(other.as_ref()),
        };
        let words = match &offered {
            Some(offered) => format!("{} [{offered}]: ", question.trim_end_matches([':', ' '])),
            None => format!("{}: ", question.trim_end_matches([':', ' '])),
        };
        let confidential = self.typed().value(CONFIDENTIAL).cloned();
        let mut hidden = self.is_to_be_hidden(&field);
        loop {
            let (step, given) = self.ask(&field, words.clone(), text, hidden)?;
            let given = match &offered {
                Some(offered) if given.is_empty() && step == Step::On => offered.clone(),
                _ => given,
            };
            let is_kept = match self.keep(&field, &given) {
                Ok(()) if step == Step::Back || given.is_empty() => true,
                Ok(()) if before == self.typed().value(field.key).cloned() => true,
                Ok(()) => self.echo(&field, &given)?,
                // Stepping back keeps what was typed, and it is looked at when it is asked for again.
                Err(_) if step == Step::Back => true,
                Err(error) => {
                    self.say_error(&error);
                    false
                }
            };
            if is_kept {
                return Ok(step);
            }
            hidden = self.take_back(&field, before.clone(), confidential.clone());
            text = given;
        }
    }

    /// Sets a field to what was typed, if that can be read.
    fn keep(&self, field: &Field, given: &str) -> Result<()> {
        let value = match given {
            "" => None,
            _ if field.takes.is_list() => {
                Some(Value::Array(vec![fields::one_of_several(field, given)?]))
            }
            _ => Some(Value::from(given)),
        };
        self.put(field, value);
        (self.check)(&self.typed().values)
    }

    /// Whether it is asked for a confidential name that a draft was not to keep.
    fn is_to_be_hidden(&self, field: &Field) -> bool {
        field.key == SPEAKER && self.typed().value(CONFIDENTIAL).is_some() && !self.has_new(field)
    }

    /// Sets a field back to what it was; answers whether what was typed is still not to be shown.
    fn take_back(&self, field: &Field, before: Option<Value>, confidential: Option<Value>) -> bool {
        let mut typed = self.typed();
        typed.set(field.key, before);
        typed.set(CONFIDENTIAL, confidential);
        typed.hidden
    }

    fn items(&self, field: &Field) -> Vec<Value> {
        match self.typed().value(field.key) {
            Some(Value::Array(items)) => items.clone(),
            Some(one) => vec![one.clone()],
            None => Vec::new(),
        }
    }

    /// One item after another; an empty one ends the list, or is taken out.
    fn fill_list(&mut self, field: Field) -> Result<Step> {
        let mut items = self.items(&field);
        let mut hidden = self.is_to_be_hidden(&field);
        let mut at = 0;
        let mut typed = None;
        loop {
            let there = items.get(at).map(|item| text_of(Some(item)));
            let text = typed.take().or_else(|| there.clone()).unwrap_or_default();
            let words = shown::question_of_list(&field, at, there.is_some());
            let confidential = self.typed().value(CONFIDENTIAL).cloned();
            let (step, given) = self.ask(&field, words, text, hidden)?;
            hidden = false;
            if given.is_empty() {
                if at < items.len() {
                    items.remove(at);
                    self.put(&field, list(&items));
                } else if step == Step::On {
                    return Ok(step);
                }
            } else if there.as_deref() != Some(given.as_str()) {
                let before = items.clone();
                let read = fields::one_of_several(&field, &given).map(|item| {
                    items.splice(at..(at + 1).min(items.len()), [item]);
                    self.put(&field, list(&items));
                });
                match read.and_then(|()| (self.check)(&self.typed().values)) {
                    Ok(()) => {
                        if step == Step::On && !self.echo(&field, &given)? {
                            typed = Some(given);
                            hidden = self.take_back(&field, list(&before), confidential);
                            items = before;
                            continue;
                        }
                        // What a name means may stand in its place by now.
                        items = self.items(&field);
                        if field.key == "figures" && step == Step::On {
                            self.fill_measure(&mut items, at)?;
                            self.put(&field, list(&items));
                        }
                    }
                    Err(error) => {
                        self.say_error(&error);
                        hidden = self.take_back(&field, list(&before), confidential);
                        items = before;
                        typed = Some(given);
                        continue;
                    }
                }
            }
            match step {
                Step::Back if at == 0 => return Ok(Step::Back),
                Step::Back => at -= 1,
                Step::On => at += usize::from(!given.is_empty()),
            }
        }
    }

    /// What a figure counts, so that it can be laid beside others.
    fn fill_measure(&mut self, items: &mut [Value], at: usize) -> Result<()> {
        let Some(item) = items
            .get_mut(at)
            .filter(|item| item.get("measure").is_none())
        else {
            return Ok(());
        };
        let words = "measure, what it counts (Tab lists those known; Enter for none): ".to_owned();
        let field = Field {
            flag: "measure",
            key: "measure",
            takes: Takes::Text("MEASURE"),
            heading: "",
            help: "",
        };
        let (_, measure) = self.ask(&field, words, String::new(), false)?;
        if !measure.is_empty() {
            let mut fields = match item.take() {
                Value::Object(fields) => fields,
                expression => Map::from_iter([("expression".to_owned(), expression)]),
            };
            fields.insert("measure".to_owned(), Value::from(measure));
            *item = Value::Object(fields);
        }
        Ok(())
    }

    /// Asks for words, with the names that fit the field for completion.
    fn ask(
        &mut self,
        field: &Field,
        words: String,
        text: String,
        hidden: bool,
    ) -> Result<(Step, String)> {
        let store = self.store;
        let typed = Arc::clone(&self.typed);
        let answer = self.terminal.ask(Question {
            words,
            typed: text,
            hidden,
            may_hide: field.key == SPEAKER,
            complete: &mut |text| reading::completions(field, text, store),
            watch: &mut |text, hidden| {
                if let Ok(mut typed) = typed.lock() {
                    typed.open = Some((*field, text.to_owned()));
                    typed.hidden = hidden;
                }
            },
        })?;
        let mut typed = self.typed();
        match answer {
            Answer::Left(_) => {
                let error = self.keeper.left(&typed);
                drop(typed);
                Err(error)
            }
            Answer::Given(text) => {
                typed.open = None;
                Ok((Step::On, text.trim().to_owned()))
            }
            Answer::Back(text) => {
                typed.open = None;
                Ok((Step::Back, text.trim().to_owned()))
            }
        }
    }

    /// Asks for words that no field holds yet.
    ///
    /// # Errors
    /// When the user leaves.
    pub fn words(&mut self, field: Field, question: &str, text: &str) -> Result<(Step, String)> {
        self.ask(&field, question.to_owned(), text.to_owned(), false)
    }

    /// Sets a field, or empties it. A speaker typed unseen is confidential from the moment it is kept:
    /// whatever ends the program next writes no such name into a draft.
    pub fn put(&self, field: &Field, value: Option<Value>) {
        let mut typed = self.typed();
        if typed.hidden && field.key == SPEAKER && value.is_some() {
            typed.set(CONFIDENTIAL, Some(Value::Bool(true)));
        }
        typed.set(field.key, value);
    }

    /// Reads one key of some that are offered.
    ///
    /// # Errors
    /// When the user leaves.
    pub fn key(&mut self, question: &str) -> Result<Key> {
        ask::say(question);
        match self.terminal.key()? {
            None | Some(Key::Interrupt | Key::Leave) => Err(self.leave()),
            Some(key) => Ok(key),
        }
    }

    /// Asks yes or no; Enter is yes.
    ///
    /// # Errors
    /// When the user leaves.
    pub fn agrees(&mut self, question: &str) -> Result<bool> {
        loop {
            match self.key(&format!("{question} [Y/n]"))? {
                Key::Enter | Key::Letter('y' | 'Y') => return Ok(true),
                Key::Letter('n' | 'N') | Key::Escape | Key::BackTab => return Ok(false),
                _ => {}
            }
        }
    }

    /// Shows what is filled in and offers every other field, until it is to be recorded.
    ///
    /// # Errors
    /// When the user leaves.
    pub fn menu(&mut self, noun: Noun) -> Result<Wish> {
        let letters = letters(&self.fields);
        ask::say(&shown::offer(&letters));
        loop {
            for (line, indent) in shown::summary(&self.fields, &self.typed().values) {
                ask::say_indented(&line, indent);
            }
            let question = format!(
                "Enter records the {noun}; ? lists the fields; Esc steps back; Ctrl-C leaves"
            );
            match self.key(&question)? {
                Key::Letter('?') => ask::say(&shown::offer(&letters)),
                Key::Enter => return Ok(Wish::Record),
                Key::Escape | Key::BackTab | Key::Up => return Ok(Wish::Back),
                Key::Letter('/') => self.fill_by_name()?,
                Key::Letter(letter) => {
                    if let Some((_, field)) = letters.iter().find(|(of, _)| *of == letter) {
                        self.fill_field(*field)?;
                        if matches!(field.key, "passage" | "quote") {
                            self.offer_figures()?;
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn fill_by_name(&mut self) -> Result<()> {
        let names: Vec<String> = self
            .fields
            .iter()
            .map(|field| field.flag.to_owned())
            .collect();
        let answer = self.terminal.ask(Question {
            words: "which field (Tab lists them): ".to_owned(),
            typed: String::new(),
            hidden: false,
            may_hide: false,
            complete: &mut |text| {
                names
                    .iter()
                    .filter(|name| name.starts_with(text))
                    .cloned()
                    .collect()
            },
            watch: &mut |_, _| {},
        })?;
        let name = match answer {
            Answer::Left(_) => return Err(self.leave()),
            Answer::Back(_) => return Ok(()),
            Answer::Given(name) => name.trim().to_owned(),
        };
        match self.fields.iter().find(|field| field.flag == name).copied() {
            Some(field) => self.fill_field(field).map(drop),
            None if name.is_empty() => Ok(()),
            None => {
                ask::say(&format!("there is no field `{name}`"));
                Ok(())
            }
        }
    }

    fn say_error(&self, error: &Error) {
        ask::say(&format!("{}: {}", error.kind().heading(), error.what()));
        for hint in error.hints() {
            ask::say(&format!("hint: {hint}"));
        }
    }
}

/// A value as it is typed.
fn text_of(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Object(table)) => {
            dixit::report::render::toml::value(&Value::Object(table.clone()))
        }
        Some(other) => other.to_string(),
    }
}

fn list(items: &[Value]) -> Option<Value> {
    (!items.is_empty()).then(|| Value::Array(items.to_vec()))
}
