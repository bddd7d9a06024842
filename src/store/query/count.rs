//! Counted lists: speakers, sources, topics, measures and occasions, and how much stands under each.
//!
//! All there are of a noun are counted by indexes alone; claims and sources only of those shown.

use rusqlite::params_from_iter;

use super::sql::{self, Driver, Sql};
use super::{Filter, Rep};
use crate::error::Result;
use crate::model::{Noun, Uid};
use crate::store::Store;
use crate::store::nouns::table;
use crate::store::refs::Refs;
use crate::text::forms::query_words;
use crate::text::names;

/// By what a counted list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The most attributions first.
    #[default]
    Count,
    /// The newest first.
    Newest,
    /// By name.
    Name,
}

/// Which things to count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counting {
    /// Words of their names; nothing is all of them.
    pub text: String,
    /// In which order.
    pub order: Order,
    /// How many; all where none is given.
    pub limit: Option<u64>,
}

/// What stands under a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The thing.
    pub rep: Rep,
    /// How many attributions.
    pub attributions: u64,
    /// How many claims.
    pub claims: u64,
    /// How many documents.
    pub sources: u64,
    /// The newest date; empty where there is none.
    pub newest: String,
}

/// How the attributions of a noun's records are found: what holds them, by which column; and those
/// that another stands for, by record.
fn held(noun: Noun) -> (&'static str, &'static str, &'static str) {
    match noun {
        Noun::Speaker => (
            "attributions",
            "speaker_rep",
            "a.speaker_rep AS rep FROM attributions a",
        ),
        Noun::Source => (
            "attributions",
            "source_rep",
            "a.source_rep AS rep FROM attributions a",
        ),
        Noun::Topic => (
            "_attribution_topics",
            "topic_rep",
            "m.rep AS rep FROM attributions a JOIN claim_topics ct ON ct.claim = a.claim JOIN topics m ON m.id = ct.topic",
        ),
        Noun::Measure => (
            "_attribution_measures",
            "measure_rep",
            "m.rep AS rep FROM attributions a JOIN figures g ON g.attribution = a.id JOIN measures m ON m.id = g.measure",
        ),
        _ => (
            "attributions",
            "occasion",
            "a.occasion AS rep FROM attributions a",
        ),
    }
}

fn name(noun: Noun) -> &'static str {
    match noun {
        Noun::Speaker => "k.name",
        Noun::Source => "coalesce(k.title, k.label, k.url)",
        Noun::Topic | Noun::Measure => "k.key",
        _ => "coalesce(k.label, k.\"where\")",
    }
}

impl Store {
    /// Gives each speaker, source, topic, measure or occasion with its counts to `take`; those judged
    /// or taken as the same count as one.
    ///
    /// # Errors
    /// When the file cannot be read, or what `take` gives.
    pub fn counted(
        &self,
        noun: Noun,
        counting: &Counting,
        mut take: impl FnMut(&Count) -> Result<()>,
    ) -> Result<()> {
        let refs = Refs::new(&self.conn);
        let mut secret = Vec::new();
        for (of, uid) in self.confidential()? {
            if of == noun
                && let Some(id) = refs.find(noun, uid)?
            {
                secret.push(refs.rep(noun, id)?.to_string());
            }
        }
        let (text, values) = count_sql(noun, counting, &secret);
        let mut statement = self.conn.prepare(&text)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            let rep = Rep {
                id: row.get("id")?,
                uid: Uid(row.get("uid")?),
            };
            let attributions: i64 = row.get("n")?;
            let (claims, sources) = match attributions {
                0 => (0, 0),
                _ => self.spread(noun, rep)?,
            };
            take(&Count {
                rep,
                attributions: attributions.unsigned_abs(),
                claims,
                sources,
                newest: row.get::<_, Option<String>>("newest")?.unwrap_or_default(),
            })?;
        }
        Ok(())
    }

    /// Over how many claims and sources the attributions of a record are spread.
    fn spread(&self, noun: Noun, rep: Rep) -> Result<(u64, u64)> {
        let only = Some(vec![rep]);
        let everything = Filter::default();
        let (filter, driver) = match noun {
            Noun::Speaker => (
                Filter {
                    speaker: only,
                    ..everything
                },
                Driver::Speaker,
            ),
            Noun::Source => (
                Filter {
                    source: only,
                    ..everything
                },
                Driver::Source,
            ),
            Noun::Topic => (
                Filter {
                    topic: only,
                    ..everything
                },
                Driver::Topic,
            ),
            Noun::Measure => (
                Filter {
                    measure: only,
                    ..everything
                },
                Driver::Measure,
            ),
            _ => (
                Filter {
                    occasion: only,
                    ..everything
                },
                Driver::Set,
            ),
        };
        let mut sql = Sql::default();
        let found = sql::all(&filter, driver, &mut sql);
        let text = format!(
            "SELECT count(DISTINCT c.rep) AS claims, count(DISTINCT a.source_rep) AS sources
               FROM ({found}) f CROSS JOIN attributions a ON a.id = f.id JOIN claims c ON c.id = a.claim"
        );
        let mut statement = self.conn.prepare_cached(&text)?;
        let count = statement.query_row(params_from_iter(sql.values), |row| {
            Ok((row.get::<_, i64>("claims")?, row.get::<_, i64>("sources")?))
        })?;
        Ok((count.0.unsigned_abs(), count.1.unsigned_abs()))
    }
}

fn count_sql(
    noun: Noun,
    counting: &Counting,
    secret: &[String],
) -> (String, Vec<rusqlite::types::Value>) {
    let Counting { text, order, limit } = counting;
    let mut sql = Sql::default();
    let (holder, column, joined) = held(noun);
    let (table, name) = (table(noun), name(noun));
    let mut all = vec![match noun {
        Noun::Occasion => "1".to_owned(),
        _ => "k.rep = k.id".to_owned(),
    }];
    if !text.is_empty() {
        all.push(called(noun, text, &mut sql));
    }
    // In an export a confidential name must not show by its place among the others.
    let apart = match secret {
        [] => String::new(),
        _ => format!("k.id IN ({}), ", secret.join(", ")),
    };
    let order = match order {
        Order::Count => "n DESC, newest DESC, k.uid".to_owned(),
        Order::Newest => "newest DESC, k.uid".to_owned(),
        Order::Name => format!("{apart}{name} COLLATE NOCASE, k.uid"),
    };
    let limit = limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
    let limit = sql.bind(limit);
    let text = format!(
        "WITH joined AS (SELECT count(DISTINCT a.id) AS n, {joined} WHERE a.same_as IS NOT NULL GROUP BY 2)
         SELECT k.id, k.uid,
                (SELECT count(*) FROM {holder} h WHERE h.{column} = k.id)
                  - coalesce((SELECT j.n FROM joined j WHERE j.rep = k.id), 0) AS n,
                (SELECT max(h.sort_date) FROM {holder} h WHERE h.{column} = k.id) AS newest
           FROM {table} k WHERE {} ORDER BY {order} LIMIT {limit}",
        all.join(" AND ")
    );
    (text, sql.values)
}

fn called(noun: Noun, text: &str, sql: &mut Sql) -> String {
    let table = table(noun);
    match noun {
        Noun::Speaker | Noun::Source => {
            let words: Vec<String> = query_words(text, &[])
                .iter()
                .map(crate::text::forms::QueryWord::to_fts5)
                .collect();
            if words.is_empty() {
                return "0".to_owned();
            }
            let sought = sql.bind(words.join(" AND "));
            format!(
                "k.id IN (SELECT m.rep FROM {table}_fts f JOIN {table} m ON m.id = f.rowid WHERE {table}_fts MATCH {sought})"
            )
        }
        Noun::Topic | Noun::Measure => {
            let key = sql.bind(names::key(text));
            format!("k.id IN (SELECT rep FROM {table} WHERE instr(key, {key}) > 0)")
        }
        _ => {
            let sought = sql.bind(text.to_owned());
            format!(
                "(instr(lower(k.label), lower({sought})) > 0 OR instr(lower(k.\"where\"), lower({sought})) > 0)"
            )
        }
    }
}
