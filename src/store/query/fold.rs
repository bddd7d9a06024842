//! Folded lists: how many attributions stand under each claim, speaker, source, topic or occasion.
//!
//! A fold reads all that its filter finds, once, and groups it. Only claims without a filter, or by
//! topic, are paged by an index of their own: there are too many to group for one page.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

use super::resolve::rep;
use super::sql::{self, Driver, Sql};
use super::{Cursor, Filter, Page};
use crate::error::Result;
use crate::model::{Noun, Stance, Vocabulary};
use crate::store::Store;
use crate::store::refs::Refs;

/// By what a list is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the noun of its name")]
pub enum By {
    Claim,
    /// A document's own voice is a speaker of its own: it never joins two documents.
    Speaker,
    Source,
    Topic,
    /// One act of saying; an attribution without an occasion is a line of its own.
    Occasion,
}

/// A date by which attributions are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dated {
    /// The day that it sorts by.
    pub sort: String,
    /// Which date that is.
    pub basis: String,
    /// When it was said, EDTF: no more exactly than it is known. Empty where that is not what it sorts by.
    pub said: String,
}

impl Dated {
    /// What the statement puts together: the three with `/` between, which EDTF has too.
    fn read(text: &str) -> Self {
        let mut parts = text.splitn(3, '/').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        Self {
            sort: next(),
            basis: next(),
            said: next(),
        }
    }
}

/// A folded line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    /// The integer of the thing; that of the source, below zero, for a document's own voice; that of
    /// the attribution, below zero, for one without an occasion.
    pub(crate) key: i64,
    /// How many attributions.
    pub attributions: u64,
    /// How many of them do anything but assert, by stance.
    pub stances: Vec<(Stance, u64)>,
    /// How many documents.
    pub sources: u64,
    /// The newest date.
    pub newest: Dated,
    /// The oldest date.
    pub oldest: Dated,
    /// Who says it: speakers, or documents below zero.
    pub(crate) speakers: Vec<i64>,
    tie: i64,
}

impl By {
    fn key(self) -> &'static str {
        match self {
            Self::Claim | Self::Topic => "k.id",
            Self::Speaker => "coalesce(a.speaker_rep, -a.source_rep)",
            Self::Source => "a.source_rep",
            Self::Occasion => "coalesce(a.occasion, -a.id)",
        }
    }

    fn joins(self) -> &'static str {
        match self {
            Self::Claim => "JOIN claims c ON c.id = a.claim JOIN claims k ON k.id = c.rep",
            // A claim under two topics of one class counts once.
            Self::Topic => {
                "JOIN claim_topics ct ON ct.claim = a.claim JOIN topics t ON t.id = ct.topic JOIN topics k ON k.id = t.rep
                  AND NOT EXISTS (SELECT 1 FROM claim_topics b JOIN topics u ON u.id = b.topic
                                   WHERE b.claim = a.claim AND u.rep = t.rep AND b.topic < ct.topic)"
            }
            _ => "",
        }
    }

    /// What parts lines of one date. Not the integer of a speaker or source, which a cursor would tell:
    /// that of the newest attribution, which is under one line alone.
    fn tie(self) -> &'static str {
        match self {
            Self::Claim | Self::Topic => "k.id",
            _ => "CAST(substr(max(a.sort_date || printf('%019d', a.id)), -19) AS INTEGER)",
        }
    }
}

impl Store {
    /// Gives each line of a folded page to `take`, newest first; answers the cursor of the next page.
    ///
    /// # Errors
    /// When the file cannot be read, or what `take` gives.
    pub fn folded(
        &self,
        filter: &Filter,
        by: By,
        page: &Page,
        mut take: impl FnMut(&Folded) -> Result<()>,
    ) -> Result<Option<Cursor>> {
        let unfiltered = Filter {
            topic: None,
            ..filter.clone()
        } == Filter::default();
        let topics = filter.topic.as_ref().map_or(0, Vec::len);
        if let (By::Claim, true, 0..=1, Some(limit)) = (by, unfiltered, topics, page.limit) {
            return self.newest_claims(filter, limit, page.after.as_ref(), take);
        }
        let driver = sql::choose(filter, &self.conn)?;
        let (text, values) = fold_sql(filter, driver, by, page);
        let mut statement = self.conn.prepare(&text)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut last: Option<Folded> = None;
        let mut given = 0;
        while let Some(row) = rows.next()? {
            if page.limit == Some(given) {
                return Ok(last.map(|line| cursor(line.newest.sort, line.tie)));
            }
            let line = of_row(row)?;
            take(&line)?;
            given += 1;
            last = Some(line);
        }
        Ok(None)
    }

    /// A page of claims by their newest date, each then counted by itself.
    fn newest_claims(
        &self,
        filter: &Filter,
        limit: u64,
        after: Option<&Cursor>,
        mut take: impl FnMut(&Folded) -> Result<()>,
    ) -> Result<Option<Cursor>> {
        let (text, values) = claims_sql(filter, limit, after);
        let mut statement = self.conn.prepare_cached(&text)?;
        let found = statement.query_map(params_from_iter(values), |row| {
            Ok((row.get("id")?, row.get("newest")?))
        })?;
        let mut claims: Vec<(i64, String)> = found.collect::<Result<_, _>>()?;
        let more = claims.len() as u64 > limit;
        claims.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let refs = Refs::new(&self.conn);
        let reps = claims.iter().map(|(id, _)| rep(Noun::Claim, *id, &refs));
        let page = Filter {
            claim: Some(reps.collect::<Result<_>>()?),
            ..filter.clone()
        };
        let (text, values) = fold_sql(&page, Driver::Set, By::Claim, &Page::default());
        let mut statement = self.conn.prepare(&text)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut lines: HashMap<i64, Folded> = HashMap::new();
        while let Some(row) = rows.next()? {
            let line = of_row(row)?;
            lines.insert(line.key, line);
        }
        for (claim, _) in &claims {
            if let Some(line) = lines.get(claim) {
                take(line)?;
            }
        }
        let last = claims.pop().filter(|_| more);
        Ok(last.map(|(claim, newest)| cursor(newest, claim)))
    }
}

fn cursor(date: String, tie: i64) -> Cursor {
    Cursor {
        date,
        tie,
        salt: None,
    }
}

/// The statement that pages claims by their newest date.
pub(super) fn claims_sql(
    filter: &Filter,
    limit: u64,
    after: Option<&Cursor>,
) -> (String, Vec<Value>) {
    let mut sql = Sql::default();
    let mut all = Vec::new();
    let (from, id) = match filter.topic.as_deref() {
        Some([topic]) => {
            all.push(format!("topic_rep = {}", sql.bind(topic.id)));
            ("_claim_topics", "claim")
        }
        _ => {
            all.push("newest IS NOT NULL".to_owned());
            ("claims INDEXED BY claims_newest", "id")
        }
    };
    let selects: Vec<String> = sql::below("newest", id, after, &mut sql)
        .into_iter()
        .map(|below| {
            let all: Vec<String> = all.iter().cloned().chain(below).collect();
            format!(
                "SELECT {id} AS id, newest FROM {from} WHERE {}",
                all.join(" AND ")
            )
        })
        .collect();
    let limit = sql.bind(i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1));
    let text = format!(
        "{} ORDER BY newest DESC, id DESC LIMIT {limit}",
        selects.join(" UNION ALL ")
    );
    (text, sql.values)
}

fn fold_sql(filter: &Filter, driver: Driver, by: By, page: &Page) -> (String, Vec<Value>) {
    let mut sql = Sql::default();
    let found = sql::all(filter, driver, &mut sql);
    let stances: String = Stance::ALL
        .iter()
        .filter(|stance| **stance != Stance::Asserts)
        .map(|stance| format!(", sum(a.stance = '{0}') AS \"{0}\"", stance.word()))
        .collect();
    let (key, joins, tie) = (by.key(), by.joins(), by.tie());
    let mut text = format!(
        "SELECT * FROM (SELECT {key} AS key, {tie} AS tie, count(*) AS attributions, count(DISTINCT a.source_rep) AS sources,
                max(a.sort_date) AS newest,
                max(a.sort_date || '/' || a.sort_basis || '/' || coalesce(a.said, (SELECT o.said FROM occasions o WHERE o.id = a.occasion), '')) AS newest_said,
                min(a.sort_date || '/' || a.sort_basis || '/' || coalesce(a.said, (SELECT o.said FROM occasions o WHERE o.id = a.occasion), '')) AS oldest_said,
                group_concat(DISTINCT coalesce(a.speaker_rep, -a.source_rep)) AS speakers{stances}
           FROM ({found}) f CROSS JOIN attributions a ON a.id = f.id {joins}
          GROUP BY {key})"
    );
    if let Some(after) = &page.after {
        let date = sql.bind(after.date.clone());
        let tie = sql.bind(after.tie);
        text.push_str(&format!(" WHERE (newest, tie) < ({date}, {tie})"));
    }
    text.push_str(" ORDER BY newest DESC, tie DESC");
    if let Some(limit) = page.limit {
        let more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
        text.push_str(&format!(" LIMIT {}", sql.bind(more)));
    }
    (text, sql.values)
}

fn of_row(row: &Row<'_>) -> Result<Folded> {
    let count = |name: &str| -> Result<u64> { Ok(row.get::<_, i64>(name)?.unsigned_abs()) };
    let mut stances = Vec::new();
    for stance in Stance::ALL
        .iter()
        .filter(|stance| **stance != Stance::Asserts)
    {
        let found = count(stance.word())?;
        if found > 0 {
            stances.push((*stance, found));
        }
    }
    let speakers: String = row.get("speakers")?;
    let mut speakers: Vec<i64> = speakers
        .split(',')
        .filter_map(|id| id.parse().ok())
        .collect();
    // SQLite gathers them in the order of its plan.
    speakers.sort_unstable();
    Ok(Folded {
        key: row.get("key")?,
        attributions: count("attributions")?,
        stances,
        sources: count("sources")?,
        newest: Dated::read(&row.get::<_, String>("newest_said")?),
        oldest: Dated::read(&row.get::<_, String>("oldest_said")?),
        speakers,
        tie: row.get("tie")?,
    })
}
