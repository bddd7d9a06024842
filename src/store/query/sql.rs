//! A filter as SQL.
//!
//! One of the filter's parts *drives*: its index is walked newest first and the walk stops at the
//! end of the page; the other parts are asked of each row it passes. A driver that stands for
//! several records, or for several places where a speaker may be, is several walks that SQLite
//! merges as they go. [`Driver::Set`] is for parts that no index serves by date: what they name is
//! gathered and sorted.
//!
//! A window of dates said is a range of the driving index. Its floor is the turn of the year: what
//! was said over one, or has an open end, is sought apart in an index of its own, which is small.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::{Cursor, Filter, Page, Rep, Window};
use crate::error::Result;
use crate::model::Vocabulary;
use crate::text::forms::query_words;

/// Sets of more records than this are not gathered if there is another way, nor counted further.
const MANY: i64 = 5000;
/// SQLite merges at most 500 walks; with more records than this their set is gathered instead.
const WALKS: usize = 100;
/// The languages whose stems are sought for a word: a user does not say in which a word is.
const STEMMED: &[&str] = &[
    "ar", "da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ro", "ru", "sv",
    "tr",
];
/// What is not within one year: the condition of the index `attributions_long`.
const LONG: &str =
    "a.sort_basis = 'said' AND substr(a.said_from, 1, 4) IS NOT substr(a.said_to, 1, 4)";
/// The ends of what was said: where both are left out, the day by which it is listed.
const SAID_FROM: &str = "iif(a.sort_basis = 'said' AND a.said_to IS NULL, coalesce(a.said_from, a.sort_date), a.said_from)";
const SAID_TO: &str = "iif(a.sort_basis = 'said' AND a.said_from IS NULL, coalesce(a.said_to, a.sort_date), a.said_to)";

/// What was said as EDTF, for its marks of doubt.
const SAID: &str = "coalesce(a.said, (SELECT x.said FROM occasions x WHERE x.id = a.occasion), '')";

/// Which part of a filter is walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each but two is a field of the filter")]
pub enum Driver {
    Source,
    Speaker,
    Measure,
    Topic,
    OwnVoice,
    Origin,
    Anywhere,
    /// All attributions by date.
    Date,
    /// What the parts without dates name, gathered and sorted.
    Set,
}

/// SQL in the making, and the values bound to it.
#[derive(Default)]
pub(super) struct Sql {
    pub values: Vec<Value>,
}

impl Sql {
    /// Binds a value; answers its mark.
    pub fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    fn list(&mut self, reps: &[Rep]) -> String {
        let marks: Vec<String> = reps.iter().map(|rep| self.bind(rep.id)).collect();
        marks.join(", ")
    }
}

/// One walk: the tables, what holds of it alone, and the alias that has date and identity.
struct Walk {
    from: &'static str,
    given: Option<String>,
    dated: &'static str,
}

const DATE: &str = "attributions a INDEXED BY attributions_date";
const SPEAKER: &str = "attributions a INDEXED BY attributions_speaker";
const SOURCE: &str = "attributions a INDEXED BY attributions_source";
const LONG_ONES: &str = "attributions a INDEXED BY attributions_long";
const TOPIC: &str = "_attribution_topics d CROSS JOIN attributions a ON a.id = d.attribution";
const MEASURE: &str = "_attribution_measures d CROSS JOIN attributions a ON a.id = d.attribution";

fn walks(filter: &Filter, driver: Driver, sql: &mut Sql) -> Vec<Walk> {
    let mut each = |from, column: &str, reps: &Option<Vec<Rep>>| -> Vec<Walk> {
        let dated = if column.starts_with('d') { "d" } else { "a" };
        let reps = reps.as_deref().unwrap_or_default();
        reps.iter()
            .map(|rep| Walk {
                from,
                given: Some(format!("{column} = {}", sql.bind(rep.id))),
                dated,
            })
            .collect()
    };
    let one = |from, given: Option<&str>| Walk {
        from,
        given: given.map(str::to_owned),
        dated: "a",
    };
    match driver {
        Driver::Date => vec![one(DATE, None)],
        Driver::OwnVoice => vec![one(SPEAKER, Some("a.speaker_rep IS NULL"))],
        Driver::Speaker => each(SPEAKER, "a.speaker_rep", &filter.speaker),
        Driver::Source => each(SOURCE, "a.source_rep", &filter.source),
        Driver::Topic => each(TOPIC, "d.topic_rep", &filter.topic),
        Driver::Measure => each(MEASURE, "d.measure_rep", &filter.measure),
        Driver::Origin => each(SPEAKER, "a.speaker_rep", &filter.origin),
        Driver::Anywhere => each(SPEAKER, "a.speaker_rep", &filter.anywhere),
        Driver::Set => Vec::new(),
    }
}

/// Conditions that every row must meet, but for the one that the driver itself meets.
fn conditions(filter: &Filter, driver: Driver, sql: &mut Sql) -> Vec<String> {
    // Without `..`: a new part of the filter must say here what it means.
    let Filter {
        speaker,
        own_voice,
        via,
        citing,
        origin,
        anywhere,
        topic,
        source,
        measure,
        claim,
        occasion,
        said,
        published,
        recorded,
        kind,
        stance,
        verdict,
        text,
        doubted,
        disputed,
    } = filter;
    // An attribution that another stands for is not shown twice.
    let mut all = vec!["a.same_as IS NULL".to_owned()];
    if let (Some(reps), true) = (speaker, driver != Driver::Speaker) {
        all.push(format!("a.speaker_rep IN ({})", sql.list(reps)));
    }
    if *own_voice && driver != Driver::OwnVoice {
        all.push("a.speaker_rep IS NULL".to_owned());
    }
    if let Some(reps) = via {
        all.push(format!(
            "a.id IN ({})",
            hops(reps, "AND h.chain = 'via'", sql)
        ));
    }
    if let Some(reps) = citing {
        all.push(format!(
            "a.id IN ({})",
            hops(reps, "AND h.chain = 'citing'", sql)
        ));
    }
    if let Some(reps) = origin {
        all.push(said_by_or(reps, CITES_NOBODY, LAST_CITED, sql));
    }
    if let Some(reps) = anywhere {
        all.push(said_by_or(reps, "", "", sql));
    }
    if let (Some(reps), true) = (topic, driver != Driver::Topic) {
        all.push(format!(
            "EXISTS (SELECT 1 FROM _attribution_topics t WHERE t.topic_rep IN ({}) AND t.sort_date = a.sort_date AND t.attribution = a.id)",
            sql.list(reps)
        ));
    }
    if let (Some(reps), true) = (measure, driver != Driver::Measure) {
        all.push(format!(
            "EXISTS (SELECT 1 FROM _attribution_measures m WHERE m.measure_rep IN ({}) AND m.sort_date = a.sort_date AND m.attribution = a.id)",
            sql.list(reps)
        ));
    }
    if let (Some(reps), true) = (source, driver != Driver::Source) {
        all.push(format!("a.source_rep IN ({})", sql.list(reps)));
    }
    if let Some(reps) = claim {
        all.push(format!("a.claim IN ({})", class("claims", reps, sql)));
    }
    if let Some(reps) = occasion {
        all.push(format!("a.occasion IN ({})", sql.list(reps)));
    }
    all.extend(overlap(SAID_FROM, SAID_TO, SAID, said, sql));
    let published = overlap(
        "p.published_from",
        "p.published_to",
        "p.published",
        published,
        sql,
    );
    if !published.is_empty() {
        all.push(format!(
            "EXISTS (SELECT 1 FROM sources p WHERE p.id = a.source AND {})",
            published.join(" AND ")
        ));
    }
    let day = "substr(o.time, 1, 10)";
    let recorded = overlap(day, day, "''", recorded, sql);
    if !recorded.is_empty() {
        all.push(format!(
            "EXISTS (SELECT 1 FROM _operations o WHERE o.id = a.created_in AND {})",
            recorded.join(" AND ")
        ));
    }
    if let Some(kind) = kind {
        let kind = sql.bind(kind.word().to_owned());
        all.push(format!(
            "EXISTS (SELECT 1 FROM claims c WHERE c.id = a.claim AND c.kind = {kind})"
        ));
    }
    if let Some(stance) = stance {
        all.push(format!("a.stance = {}", sql.bind(stance.word().to_owned())));
    }
    if let Some(verdict) = verdict {
        let verdict = sql.bind(verdict.word().to_owned());
        all.push(format!(
            "a.claim IN ({})",
            JUDGED.replace("{verdict}", &verdict)
        ));
    }
    if !text.is_empty() {
        all.push(words(text, sql));
    }
    match doubted {
        Some(true) => all.push("a.doubt IS NOT NULL".to_owned()),
        Some(false) => all.push("a.doubt IS NULL".to_owned()),
        None => {}
    }
    if *disputed {
        all.push("a.heads > 1".to_owned());
    }
    all
}

const CITES_NOBODY: &str =
    "AND NOT EXISTS (SELECT 1 FROM hops n WHERE n.attribution = a.id AND n.chain = 'citing')";
const LAST_CITED: &str = "AND h.chain = 'citing' AND NOT EXISTS (SELECT 1 FROM hops n WHERE n.attribution = h.attribution AND n.chain = 'citing' AND n.position > h.position)";
/// The claims whose newest assessment, and that of all that stand for the same, gives a verdict.
const JUDGED: &str = "WITH newest AS (
    SELECT rep, verdict FROM (
      SELECT c.rep, x.verdict,
             row_number() OVER (PARTITION BY c.rep ORDER BY x.\"on\" DESC, x.created_in DESC, x.uid DESC) AS place
        FROM assessments x JOIN claims c ON c.id = x.claim)
     WHERE place = 1)
  SELECT rep FROM newest WHERE verdict = {verdict}
   UNION SELECT c.id FROM newest n JOIN claims c ON c.rep = n.rep AND c.rep <> c.id WHERE n.verdict = {verdict}";

/// The members of the classes that records stand for.
fn class(table: &str, reps: &[Rep], sql: &mut Sql) -> String {
    let list = sql.list(reps);
    format!(
        "SELECT id FROM {table} WHERE id IN ({list}) UNION SELECT id FROM {table} WHERE rep IN ({list}) AND rep <> id"
    )
}

/// The attributions in which speakers stand between source and words, or behind them.
fn hops(reps: &[Rep], and: &str, sql: &mut Sql) -> String {
    let members = class("speakers", reps, sql);
    format!("SELECT h.attribution FROM hops h WHERE h.speaker IN ({members}) {and}")
}

fn said_by_or(reps: &[Rep], and: &str, and_hop: &str, sql: &mut Sql) -> String {
    let list = sql.list(reps);
    let hops = hops(reps, and_hop, sql);
    format!("((a.speaker_rep IN ({list}) {and}) OR a.id IN ({hops}))")
}

/// What may lie within a window. An end that is open or unknown may be anywhere; where neither end
/// is known there is no date. Where only what is certain is asked for, both ends are known and within, and `date` has no mark of doubt.
fn overlap(from: &str, to: &str, date: &str, window: &Window, sql: &mut Sql) -> Vec<String> {
    let mut all = Vec::new();
    if window.is_everything() {
        return all;
    }
    if window.certain {
        let first = window.from.clone().map(|day| sql.bind(day));
        let last = window.to.clone().map(|day| sql.bind(day));
        all.extend(first.map(|first| format!("{from} >= {first}")));
        all.extend(last.map(|last| format!("{to} <= {last}")));
        all.push(format!("{from} IS NOT NULL AND {to} IS NOT NULL"));
        all.push(format!("{date} NOT GLOB '*[~?%]*'"));
        return all;
    }
    if let Some(last) = &window.to {
        let last = sql.bind(last.clone());
        all.push(format!("({from} <= {last} OR {from} IS NULL)"));
    }
    if let Some(first) = &window.from {
        let first = sql.bind(first.clone());
        all.push(format!("({to} >= {first} OR {to} IS NULL)"));
    }
    all.push(format!("({from} IS NOT NULL OR {to} IS NOT NULL)"));
    all
}

fn words(text: &str, sql: &mut Sql) -> String {
    let words: Vec<String> = query_words(text, STEMMED)
        .iter()
        .map(crate::text::forms::QueryWord::to_fts5)
        .collect();
    if words.is_empty() {
        return "0".to_owned();
    }
    let sought = sql.bind(words.join(" AND "));
    format!(
        "(a.id IN (SELECT rowid FROM attributions_fts WHERE attributions_fts MATCH {sought})
          OR a.claim IN (SELECT rowid FROM claims_fts WHERE claims_fts MATCH {sought}))"
    )
}

/// What lies below a place in a list, each part a range of one index: the rest of its date, and the dates
/// before. In one comparison of both, SQLite would seek by the date alone and pass every row of it, since
/// the integer that ends an index has no collation.
pub(super) fn below(
    date: &str,
    id: &str,
    after: Option<&Cursor>,
    sql: &mut Sql,
) -> Vec<Option<String>> {
    let Some(after) = after else {
        return vec![None];
    };
    let (of, tie) = (sql.bind(after.date.clone()), sql.bind(after.tie));
    vec![
        Some(format!("{date} = {of} AND {id} < {tie}")),
        Some(format!("{date} < {of}")),
    ]
}

/// The walks of a filter as SELECTs of `id` and `sort_date`.
fn selects(filter: &Filter, driver: Driver, after: Option<&Cursor>, sql: &mut Sql) -> Vec<String> {
    let said = &filter.said;
    let mut selects = Vec::new();
    let mut select =
        |from: &str, dated: &str, after: Option<&Cursor>, all: &[String], sql: &mut Sql| {
            let (date, id) = match dated {
                "d" => ("d.sort_date", "d.attribution"),
                _ => ("a.sort_date", "a.id"),
            };
            for below in below(date, id, after, sql) {
                let all: Vec<&str> = below.iter().chain(all).map(String::as_str).collect();
                selects.push(format!(
                    "SELECT {id} AS id, {date} AS sort_date FROM {from} WHERE {}",
                    all.join(" AND ")
                ));
            }
        };
    for Walk { from, given, dated } in walks(filter, driver, sql) {
        let mut all: Vec<String> = given.into_iter().collect();
        // Where the place is above the ceiling, every row below the ceiling is still to come.
        let ceiling = said
            .to
            .as_ref()
            .filter(|to| after.is_none_or(|a| a.date > **to));
        all.extend(ceiling.map(|to| format!("{dated}.sort_date <= {}", sql.bind(to.clone()))));
        if !said.is_everything() {
            all.push(format!("NOT ({LONG}) AND a.sort_basis = 'said'"));
        }
        if let Some(first) = &said.from {
            // Within one year the first four characters are those of both ends, in every era.
            let year: String = first.chars().take(4).collect();
            all.push(format!("{dated}.sort_date >= {}", sql.bind(year)));
        }
        all.extend(conditions(filter, driver, sql));
        let after = after.filter(|_| ceiling.is_none());
        select(from, dated, after, &all, sql);
    }
    let walked = |sql: &mut Sql| match driver {
        Driver::Set => Some(Vec::new()),
        Driver::Origin => {
            let cited = hops(
                filter.origin.as_deref().unwrap_or_default(),
                LAST_CITED,
                sql,
            );
            Some(vec![format!("a.id IN ({cited})")])
        }
        Driver::Anywhere => {
            let hops = hops(filter.anywhere.as_deref().unwrap_or_default(), "", sql);
            Some(vec![format!("a.id IN ({hops})")])
        }
        _ => None,
    };
    if let Some(mut all) = walked(sql) {
        all.extend(conditions(filter, Driver::Set, sql));
        select("attributions a", "a", after, &all, sql);
    }
    if !said.is_everything() && driver != Driver::Set {
        let mut all = vec![LONG.to_owned()];
        all.extend(conditions(filter, Driver::Set, sql));
        select(LONG_ONES, "a", after, &all, sql);
    }
    selects
}

/// The statement of a page, newest first, and its values.
pub(super) fn page(filter: &Filter, driver: Driver, page: &Page) -> (String, Vec<Value>) {
    let mut sql = Sql::default();
    let selects = selects(filter, driver, page.after.as_ref(), &mut sql);
    let mut text = format!(
        "{} ORDER BY sort_date DESC, id DESC",
        selects.join(" UNION ")
    );
    if let Some(limit) = page.limit {
        // One more tells whether there is a next page.
        let more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
        text.push_str(&format!(" LIMIT {}", sql.bind(more)));
    }
    (text, sql.values)
}

/// A SELECT of everything a filter finds, in no order, to stand within another statement.
pub(super) fn all(filter: &Filter, driver: Driver, sql: &mut Sql) -> String {
    selects(filter, driver, None, sql).join(" UNION ")
}

/// The statement that counts what a filter finds.
pub(super) fn count(filter: &Filter, driver: Driver) -> (String, Vec<Value>) {
    let mut sql = Sql::default();
    let found = all(filter, driver, &mut sql);
    (format!("SELECT count(*) FROM ({found})"), sql.values)
}

/// The statement of a report's stretch: claims as first said, each oldest first.
pub(super) fn by_claim(filter: &Filter, driver: Driver) -> (String, Vec<Value>) {
    let mut sql = Sql::default();
    let found = all(filter, driver, &mut sql);
    let text = format!(
        "SELECT id FROM (SELECT f.id, f.sort_date, k.id AS claim,
                min(f.sort_date) OVER (PARTITION BY c.rep) AS first
           FROM ({found}) f CROSS JOIN attributions a ON a.id = f.id
           JOIN claims c ON c.id = a.claim JOIN claims k ON k.id = c.rep)
          ORDER BY first, claim, sort_date, id"
    );
    (text, sql.values)
}

/// Chooses the driver: of several, the one with the fewest rows, each counted up to a bound.
pub(super) fn choose(filter: &Filter, conn: &Connection) -> Result<Driver> {
    let walkable = [
        (Driver::Source, &filter.source),
        (Driver::Speaker, &filter.speaker),
        (Driver::Measure, &filter.measure),
        (Driver::Topic, &filter.topic),
        (Driver::Origin, &filter.origin),
        (Driver::Anywhere, &filter.anywhere),
    ];
    let mut drivers: Vec<Driver> = walkable
        .iter()
        .filter(|(_, reps)| {
            reps.as_ref()
                .is_some_and(|reps| (1..=WALKS).contains(&reps.len()))
        })
        .map(|(driver, _)| *driver)
        .collect();
    if filter.own_voice {
        drivers.push(Driver::OwnVoice);
    }
    let sets = sets(filter);
    if sets.is_empty() && drivers.len() < 2 {
        return Ok(drivers.pop().unwrap_or(Driver::Date));
    }
    let mut best = (MANY, Driver::Date);
    for driver in drivers {
        let size = size(filter, driver, conn)?;
        // Walking stops at the page, so a large one is still better than all by date.
        if size < best.0 || best.1 == Driver::Date {
            best = (size, driver);
        }
    }
    for set in sets {
        let size = size(&set, Driver::Set, conn)?;
        if size < best.0 {
            best = (size, Driver::Set);
        }
    }
    Ok(best.1)
}

/// The parts of a filter that no index serves by date, each alone.
fn sets(filter: &Filter) -> Vec<Filter> {
    let Filter {
        via,
        citing,
        claim,
        occasion,
        verdict,
        text,
        disputed,
        ..
    } = filter.clone();
    let alone = [
        Filter {
            via,
            ..Filter::default()
        },
        Filter {
            citing,
            ..Filter::default()
        },
        Filter {
            claim,
            ..Filter::default()
        },
        Filter {
            occasion,
            ..Filter::default()
        },
        Filter {
            verdict,
            ..Filter::default()
        },
        Filter {
            text,
            ..Filter::default()
        },
        Filter {
            disputed,
            ..Filter::default()
        },
    ];
    let unset = Filter::default();
    alone.into_iter().filter(|part| *part != unset).collect()
}

/// How many rows a driver holds of a filter, counted up to a bound.
fn size(filter: &Filter, driver: Driver, conn: &Connection) -> Result<i64> {
    let mut sql = Sql::default();
    let mut selects = Vec::new();
    for Walk { from, given, .. } in walks(filter, driver, &mut sql) {
        // The index alone tells.
        let from = from.split(" CROSS JOIN").next().unwrap_or(from);
        let given = given.unwrap_or_default();
        selects.push(format!("SELECT 1 FROM {from} WHERE {given}"));
    }
    if driver == Driver::Set {
        let all = conditions(filter, driver, &mut sql).join(" AND ");
        selects.push(format!("SELECT 1 FROM attributions a WHERE {all}"));
    }
    let (all, bound) = (selects.join(" UNION ALL "), sql.bind(MANY));
    let text = format!("SELECT count(*) FROM ({all} LIMIT {bound})");
    let found = conn
        .prepare_cached(&text)?
        .query_row(params_from_iter(sql.values), |row| row.get(0))?;
    Ok(found)
}
