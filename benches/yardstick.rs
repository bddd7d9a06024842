//! The yardstick: the plainest honest load of the corpus into SQLite. **Frozen.**
//!
//! The product's import is judged as a multiple of this one, so a change here would silently change every past and every
//! future figure. It was written once and is left alone; a mistake found in it is described in `README.md`, and the
//! corrected load gets a file of its own beside this one.
//!
//! It does what any careful program would do, and nothing else: prepared statements, one transaction with
//! `synchronous=FULL`, five STRICT tables, each with an INTEGER key and a random 16-byte uid, five list indexes and one
//! full-text index made after the rows. No versions, no hashes, no name keys, no checks of a row beyond its JSON.
//!
//! Where there was a choice, the faster way was taken, so that the product is held against a good load:
//! - names are resolved by hash maps held in memory (a SELECT for each row costs about a quarter more), so the
//!   yardstick's memory grows with the number of sources; the product's must not;
//! - `speakers.name` and `topics.name` are UNIQUE, because a list is asked for by name; `sources.url` is not, because no
//!   list needs it and its index would be 2 % of the file;
//! - list indexes end in the rowid by themselves; naming `id` would store it twice.

use std::{
    borrow::Cow,
    collections::HashMap,
    error::Error,
    fs::{self, File},
    io::{BufRead, BufReader},
    path::Path,
    time::Instant,
};

use rusqlite::{Connection, params};
use serde::Deserialize;

const SETTINGS: &str = "
PRAGMA page_size = 4096;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA cache_size = -16384;
";

const TABLES: &str = "
CREATE TABLE speakers (
  id INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL
) STRICT;
CREATE TABLE sources (
  id INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE, title TEXT NOT NULL, url TEXT NOT NULL, published TEXT NOT NULL
) STRICT;
CREATE TABLE topics (
  id INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE claims (
  id INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE, text TEXT NOT NULL, lang TEXT NOT NULL
) STRICT;
CREATE TABLE attributions (
  id INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE,
  claim_id INTEGER NOT NULL REFERENCES claims (id),
  speaker_id INTEGER NOT NULL REFERENCES speakers (id),
  source_id INTEGER NOT NULL REFERENCES sources (id),
  topic_id INTEGER NOT NULL REFERENCES topics (id),
  said TEXT NOT NULL, quote TEXT NOT NULL
) STRICT;
CREATE VIEW searched AS
  SELECT a.id AS id, c.text AS claim, a.quote AS quote FROM attributions a JOIN claims c ON c.id = a.claim_id;
";

const AFTER_THE_ROWS: &str = "
CREATE INDEX attributions_by_speaker ON attributions (speaker_id, said);
CREATE INDEX attributions_by_topic ON attributions (topic_id, said);
CREATE INDEX attributions_by_source ON attributions (source_id);
CREATE INDEX attributions_by_claim ON attributions (claim_id);
CREATE INDEX attributions_by_date ON attributions (said);
CREATE VIRTUAL TABLE searched_fts USING fts5 (
  claim, quote, content = 'searched', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO searched_fts (searched_fts) VALUES ('rebuild');
";

/// What a load took.
pub struct Loaded {
    /// Claims, each with one attribution.
    pub rows: u64,
    /// From opening the file to the end of the checkpoint that leaves one file behind.
    pub seconds: f64,
    /// Size of the database.
    pub bytes: u64,
}

#[derive(Deserialize)]
struct Row<'line> {
    #[serde(borrow)]
    claim: Cow<'line, str>,
    lang: &'line str,
    #[serde(borrow)]
    speaker: Cow<'line, str>,
    speaker_kind: &'line str,
    #[serde(borrow)]
    quote: Cow<'line, str>,
    said: &'line str,
    #[serde(borrow)]
    source: Cow<'line, str>,
    #[serde(borrow)]
    source_url: Cow<'line, str>,
    published: &'line str,
    topics: [String; 1],
}

/// Loads the corpus `jsonl` into a new database `db`.
pub fn load(jsonl: &Path, db: &Path) -> Result<Loaded, Box<dyn Error>> {
    let start = Instant::now();
    let mut connection = Connection::open(db)?;
    connection.execute_batch(SETTINGS)?;

    let transaction = connection.transaction()?;
    transaction.execute_batch(TABLES)?;
    let rows = insert_rows(
        &transaction,
        BufReader::with_capacity(1 << 18, File::open(jsonl)?),
    )?;
    transaction.execute_batch(AFTER_THE_ROWS)?;
    transaction.commit()?;

    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    drop(connection);
    Ok(Loaded {
        rows,
        seconds: start.elapsed().as_secs_f64(),
        bytes: fs::metadata(db)?.len(),
    })
}

fn insert_rows(connection: &Connection, mut lines: impl BufRead) -> Result<u64, Box<dyn Error>> {
    let prepare = |sql| connection.prepare(sql);
    let mut insert_speaker = prepare("INSERT INTO speakers (uid, name, kind) VALUES (?, ?, ?)")?;
    let mut insert_source =
        prepare("INSERT INTO sources (uid, title, url, published) VALUES (?, ?, ?, ?)")?;
    let mut insert_topic = prepare("INSERT INTO topics (uid, name) VALUES (?, ?)")?;
    let mut insert_claim = prepare("INSERT INTO claims (uid, text, lang) VALUES (?, ?, ?)")?;
    let mut insert_attribution = prepare(
        "INSERT INTO attributions (uid, claim_id, speaker_id, source_id, topic_id, said, quote)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?;
    let (mut speakers, mut sources, mut topics) =
        (Known::default(), Known::default(), Known::default());
    let mut uids = Uids::default();
    let mut line = String::new();
    let mut rows = 0;

    while lines.read_line(&mut line)? > 0 {
        let row: Row<'_> = serde_json::from_str(&line)?;
        let [topic] = &row.topics;
        let speaker_id = speakers.id(&row.speaker, || {
            insert_speaker.insert(params![uids.next(), row.speaker, row.speaker_kind])
        })?;
        let source_id = sources.id(&row.source_url, || {
            insert_source.insert(params![
                uids.next(),
                row.source,
                row.source_url,
                row.published
            ])
        })?;
        let topic_id = topics.id(topic, || insert_topic.insert(params![uids.next(), topic]))?;
        let claim_id = insert_claim.insert(params![uids.next(), row.claim, row.lang])?;
        insert_attribution.execute(params![
            uids.next(),
            claim_id,
            speaker_id,
            source_id,
            topic_id,
            row.said,
            row.quote
        ])?;
        rows += 1;
        line.clear();
    }
    Ok(rows)
}

/// The names met so far, and their keys.
#[derive(Default)]
struct Known(HashMap<String, i64>);

impl Known {
    fn id(
        &mut self,
        name: &str,
        insert: impl FnOnce() -> rusqlite::Result<i64>,
    ) -> rusqlite::Result<i64> {
        if let Some(id) = self.0.get(name) {
            return Ok(*id);
        }
        let id = insert()?;
        self.0.insert(name.to_owned(), id);
        Ok(id)
    }
}

/// Version 4 uids from the system's own source of randomness, 256 at a call: one call for each would cost as much as the
/// insert it serves.
struct Uids {
    random: [u8; 4096],
    used: usize,
}

impl Default for Uids {
    fn default() -> Self {
        Self {
            random: [0; 4096],
            used: 4096,
        }
    }
}

impl Uids {
    /// Panics if the system has no randomness: a benchmark has nothing better to do then.
    fn next(&mut self) -> [u8; 16] {
        if self.used == self.random.len() {
            getrandom::fill(&mut self.random).expect("the system gives random bytes");
            self.used = 0;
        }
        let bytes = self.random[self.used..][..16]
            .try_into()
            .expect("sixteen bytes");
        self.used += 16;
        *uuid::Builder::from_random_bytes(bytes).as_uuid().as_bytes()
    }
}
