//! Reading ahead: an input is read on a thread of its own while what it gave is being recorded.
//!
//! What an entry says and under which forms its words are found depends on no database, and is a
//! third of the work of an import. Rows are handed over in small batches, and those that wait may come from
//! only so many bytes: the memory of an import does not grow with its input, be its rows many or large.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::Options;
use crate::error::{Error, Result};
use crate::model::{AttributionEntry, ClaimEntry, Entry};
use crate::text::forms::{self, Prepared, tag};

/// How many rows are handed over at once, and how many such batches may wait.
const BATCH: usize = 64;
const WAITING: usize = 8;
/// From how many bytes the rows of a batch come at most, but for its last row; and those of all that wait,
/// unless it is one batch.
const BATCH_BYTES: usize = 256 << 10;
const ROOM: usize = 4 << 20;

type Row = (Result<Entry>, Vec<Prepared>);

enum Message {
    /// The first: whether the input can be read at all.
    Opened(Result<()>),
    /// Rows, and from how many bytes they come.
    Rows(Vec<Row>, usize),
    /// The last: what should be said about how the input was read.
    Ended(Vec<String>),
}

/// The entries of an input that is read ahead. An error is one bad row: the next call goes on with the next.
#[derive(Debug)]
pub struct Ahead {
    messages: Receiver<Message>,
    thread: Option<JoinHandle<()>>,
    rows: std::vec::IntoIter<Row>,
    /// From how many bytes the rows at hand come.
    bytes: usize,
    room: Arc<Room>,
    notices: Vec<String>,
}

/// The room that the rows take which were read and are not recorded yet.
#[derive(Debug)]
struct Room {
    /// How many bytes they come from; none once nobody takes them any more.
    taken: Mutex<Option<usize>>,
    freed: Condvar,
}

impl Room {
    fn lock(&self) -> MutexGuard<'_, Option<usize>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for room and takes it; false where nobody takes the rows any more.
    fn take(&self, bytes: usize) -> bool {
        let full = |taken: &mut Option<usize>| taken.is_some_and(|t| t > 0 && t + bytes > ROOM);
        let waited = self.freed.wait_while(self.lock(), full);
        let mut taken = waited.unwrap_or_else(PoisonError::into_inner);
        *taken = taken.map(|taken| taken + bytes);
        taken.is_some()
    }

    fn free(&self, bytes: usize) {
        let mut taken = self.lock();
        *taken = taken.map(|taken| taken.saturating_sub(bytes));
        self.freed.notify_one();
    }

    fn close(&self) {
        *self.lock() = None;
        self.freed.notify_one();
    }
}

/// Counts the bytes that are read.
struct Counted<R> {
    input: R,
    bytes: Rc<Cell<usize>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(into)?;
        self.bytes.set(self.bytes.get() + read);
        Ok(read)
    }
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
    let room = Arc::new(Room {
        taken: Mutex::new(Some(0)),
        freed: Condvar::new(),
    });
    let theirs = Arc::clone(&room);
    let thread = std::thread::spawn(move || send(&name, input, &options, &sender, &theirs));
    let mut ahead = Ahead {
        messages,
        thread: Some(thread),
        rows: Vec::new().into_iter(),
        bytes: 0,
        room,
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
            self.room.free(std::mem::take(&mut self.bytes));
            match self.messages.recv() {
                Ok(Message::Rows(rows, bytes)) => {
                    (self.rows, self.bytes) = (rows.into_iter(), bytes)
                }
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

impl Drop for Ahead {
    fn drop(&mut self) {
        self.room.close();
    }
}

/// Reads the whole input; ends early if nobody takes what it gives.
fn send(name: &str, input: impl Read, options: &Options, to: &SyncSender<Message>, room: &Room) {
    let read = Rc::new(Cell::new(0));
    let input = Counted {
        input,
        bytes: Rc::clone(&read),
    };
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
        let mut ended = false;
        while rows.len() < BATCH && read.get() < BATCH_BYTES {
            let Some(entry) = entries.next() else {
                ended = true;
                break;
            };
            let prepared = entry.as_ref().map(prepared).unwrap_or_default();
            rows.push((entry, prepared));
        }
        let bytes = read.take();
        if !room.take(bytes) || to.send(Message::Rows(rows, bytes)).is_err() {
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
        let large = "x".repeat(ROOM);
        for text in [
            lines(BATCH * (WAITING + 4)),
            lines(9).replace("des accords", &large),
        ] {
            let bytes = std::io::Cursor::new(text.into_bytes());
            let mut ahead = read_ahead("a.jsonl", bytes, &Options::default()).unwrap();
            assert!(ahead.next().is_some());
            let thread = ahead.thread.take().unwrap();
            drop(ahead);
            thread.join().unwrap();
        }
    }

    #[test]
    fn of_large_rows_few_wait() {
        let text = lines(40).replace("des accords", &"mot ".repeat(ROOM / 16));
        let length = text.len() / 40;
        let input = Counted {
            input: std::io::Cursor::new(text.into_bytes()),
            bytes: Rc::new(Cell::new(0)),
        };
        // The same count, to be read from the other thread.
        let seen = Arc::new(Mutex::new(0));
        struct Seen<R>(R, Arc<Mutex<usize>>);
        impl<R: Read> Read for Seen<R> {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                let read = self.0.read(into)?;
                *self.1.lock().unwrap() += read;
                Ok(read)
            }
        }
        let theirs = Seen(input.input, Arc::clone(&seen));
        let ahead = read_ahead("a.jsonl", theirs, &Options::default()).unwrap();
        let mut taken = 0;
        for entry in ahead {
            entry.unwrap();
            taken += 1;
            let read = *seen.lock().unwrap();
            assert!(
                read <= taken * length + ROOM + 3 * length,
                "{read} at {taken}"
            );
        }
        assert_eq!(taken, 40);
    }
}
