//! Reading ahead: an input is read on a thread of its own while what it gave is being recorded.
//!
//! What an entry says and under which forms its words are found depends on no database, and is a
//! third of the work of an import. Rows are handed over in small batches and only so many wait: the
//! memory of an import does not grow with its input.

use std::io::Read;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use super::Options;
use crate::error::{Error, Result};
use crate::model::{AttributionEntry, ClaimEntry, Entry};
use crate::text::forms::{self, Prepared, tag};

/// How many rows are handed over at once, and how many such batches may wait.
const BATCH: usize = 64;
const WAITING: usize = 8;

type Row = (Result<Entry>, Vec<Prepared>);

enum Message {
    /// The first: whether the input can be read at all.
    Opened(Result<()>),
    Rows(Vec<Row>),
    /// The last: what should be said about how the input was read.
    Ended(Vec<String>),
}

/// The entries of an input that is read ahead. An error is one bad row: the next call goes on with the next.
#[derive(Debug)]
pub struct Ahead {
    messages: Receiver<Message>,
    thread: Option<JoinHandle<()>>,
    rows: std::vec::IntoIter<Row>,
    notices: Vec<String>,
}

/// [`read`](super::read) on a thread of its own.
///
/// # Errors
/// When the input cannot be read at all: no known format, not text, no header, not TOML.
pub fn read_ahead(
    name: &str,
    input: impl Read + Send + 'static,
    options: &Options,
) -> Result<Ahead> {
    let (sender, messages) = sync_channel(WAITING);
    let (name, options) = (name.to_owned(), options.clone());
    let thread = std::thread::spawn(move || send(&name, input, &options, &sender));
    let mut ahead = Ahead {
        messages,
        thread: Some(thread),
        rows: Vec::new().into_iter(),
        notices: Vec::new(),
    };
    match ahead.messages.recv() {
        Ok(Message::Opened(opened)) => opened.map(|()| ahead),
        _ => Err(ahead.broke_off()),
    }
}

impl Ahead {
    /// What should be said about how the input was read; complete once all entries are taken.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// It ended without saying so: what it had not read yet must not pass for read.
    fn broke_off(&mut self) -> Error {
        if let Some(Err(panic)) = self.thread.take().map(JoinHandle::join) {
            std::panic::resume_unwind(panic);
        }
        Error::bug("the reading of an input broke off")
    }
}

impl Iterator for Ahead {
    type Item = Result<Entry>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((entry, prepared)) = self.rows.next() {
                forms::expect(prepared);
                return Some(entry);
            }
            self.thread.as_ref()?;
            match self.messages.recv() {
                Ok(Message::Rows(rows)) => self.rows = rows.into_iter(),
                Ok(Message::Ended(notices)) => {
                    self.notices = notices;
                    self.thread = None;
                    forms::expect(Vec::new());
                }
                Ok(Message::Opened(_)) | Err(_) => return Some(Err(self.broke_off())),
            }
        }
    }
}

/// Reads the whole input; ends early if nobody takes what it gives.
fn send(name: &str, input: impl Read, options: &Options, to: &SyncSender<Message>) {
    let mut entries = match super::read(name, input, options) {
        Ok(entries) => entries,
        Err(error) => {
            let _ = to.send(Message::Opened(Err(error)));
            return;
        }
    };
    if to.send(Message::Opened(Ok(()))).is_err() {
        return;
    }
    loop {
        let mut rows = Vec::with_capacity(BATCH);
        for entry in entries.by_ref().take(BATCH) {
            let prepared = entry.as_ref().map(prepared).unwrap_or_default();
            rows.push((entry, prepared));
        }
        let ended = rows.len() < BATCH;
        if to.send(Message::Rows(rows)).is_err() {
            return;
        }
        if ended {
            let _ = to.send(Message::Ended(entries.notices()));
            return;
        }
    }
}

/// The forms of what an entry will have searched, as far as it tells the languages itself.
fn prepared(entry: &Entry) -> Vec<Prepared> {
    let mut found = Vec::new();
    match entry {
        Entry::Claim(entry) => {
            let ClaimEntry { item, attributions } = &**entry;
            found.extend(forms::prepare(&item.body.text, tag(&item.body.text_lang)));
            found.extend(attributions.iter().filter_map(of_words));
        }
        Entry::Attribution(entry) => found.extend(of_words(entry)),
        _ => {}
    }
    found
}

fn of_words(entry: &AttributionEntry) -> Option<Prepared> {
    let body = &entry.item.body;
    let lang = match (&entry.source, body.lang.is_empty()) {
        (Some(source), true) => &source.lang,
        _ => &body.lang,
    };
    forms::prepare(body.words(), tag(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(count: usize) -> String {
        (0..count)
            .map(|n| format!("{{\"claim\": \"Les soldats {n}\", \"speaker\": \"Anna\", \"source\": \"A\", \"quote\": \"des accords\", \"lang\": \"fr\"}}\n"))
            .collect()
    }

    #[test]
    fn what_is_read_ahead_is_what_would_be_read() {
        for count in [0, 1, BATCH, BATCH * 3 + 1] {
            let text = format!("{}{{\"claim\": 7}}\n{}", lines(count), lines(2));
            let options = Options::default();
            let plain = super::super::read("a.jsonl", text.as_bytes(), &options).unwrap();
            let bytes = std::io::Cursor::new(text.clone().into_bytes());
            let mut ahead = read_ahead("a.jsonl", bytes, &options).unwrap();
            let shown = |entry: Result<Entry>| entry.map_err(|error| error.to_string());
            let plain: Vec<_> = plain.map(shown).collect();
            let found: Vec<_> = ahead.by_ref().map(shown).collect();
            assert_eq!(found, plain);
            assert_eq!(found.len(), count + 3);
            assert!(ahead.next().is_none());
        }
    }

    #[test]
    fn an_input_that_cannot_be_read_is_refused_at_once() {
        let bytes = std::io::Cursor::new(b"x = ".to_vec());
        let error = read_ahead("a.unknown", bytes, &Options::default()).unwrap_err();
        assert!(error.to_string().contains("format"), "{error}");
    }

    #[test]
    fn nobody_has_to_take_the_rest() {
        let bytes = std::io::Cursor::new(lines(BATCH * (WAITING + 4)).into_bytes());
        let mut ahead = read_ahead("a.jsonl", bytes, &Options::default()).unwrap();
        assert!(ahead.next().is_some());
        let thread = ahead.thread.take().unwrap();
        drop(ahead);
        thread.join().unwrap();
    }
}
