//! The figures of measures, in the order in which they were given.

use std::ops::ControlFlow;

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

use super::sql::{self, Driver, Sql};
use super::{Filter, Rep};
use crate::error::{Error, Result};
use crate::model::{Decimal, Edtf, MeasureKind, Qualifier, Stance, Uid};
use crate::store::Store;
use crate::store::columns::column;

/// A figure as one attribution gives it: as much of it as comparing needs.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    /// The attribution, and its place among that one's figures.
    pub attribution: i64,
    pub position: usize,
    pub sort_date: String,
    /// When it was said: the attribution's own date, else its occasion's.
    pub said: Option<Edtf>,
    /// The speaker that stands for who said it; none for a document's own voice.
    pub speaker: Option<i64>,
    /// The source that stands for where it is written.
    pub source: i64,
    pub occasion: Option<i64>,
    pub stance: Stance,
    pub doubted: bool,
    /// The measure that stands for what it counts; none where none was given.
    pub measure: Option<i64>,
    pub qualifier: Option<Qualifier>,
    pub low: Option<Decimal>,
    pub low_open: bool,
    pub high: Option<Decimal>,
    pub high_open: bool,
    pub best: Option<Decimal>,
    pub unit: String,
    pub scope: String,
    pub as_of: Option<Edtf>,
    /// When what the claim says holds in the world.
    pub holds: Option<Edtf>,
}

impl Given {
    /// The days that it is of: its own, else those of which its claim holds.
    pub fn of(&self) -> Option<&Edtf> {
        self.as_of.as_ref().or(self.holds.as_ref())
    }
}

/// A measure that figures count.
#[derive(Clone, Debug)]
pub(crate) struct Counts {
    /// Its integer.
    pub id: i64,
    /// How it counts.
    pub kind: Option<MeasureKind>,
    /// The measure that stands for the one it is a part of.
    pub part_of: Option<i64>,
}

/// What is read of a figure and of the attribution that gives it.
const FIGURES: &str = "SELECT a.sort_date, a.id, coalesce(a.said, o.said) AS said, a.speaker_rep, a.source_rep, a.occasion,
        a.stance, a.doubt IS NOT NULL AS doubted, m.rep AS measure_rep, f.position, f.qualifier, f.low, f.low_open,
        f.high, f.high_open, f.best, f.unit, f.scope, f.as_of, c.holds";

impl Store {
    /// Gives each figure of measures that a filter finds to `take`, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read, or what `take` gives.
    pub(crate) fn figures(
        &self,
        filter: &Filter,
        measures: &[Rep],
        mut take: impl FnMut(Given) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let filter = Filter {
            measure: Some(measures.to_vec()),
            ..filter.clone()
        };
        let (text, values) = statement_of(&filter, sql::choose(&filter, &self.conn)?, measures);
        let mut statement = self.conn.prepare(&text)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            if take(given(row)?)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// The figures of one attribution, in their order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn figures_of(&self, attribution: i64) -> Result<Vec<Given>> {
        let text = format!(
            "{FIGURES} FROM attributions a JOIN claims c ON c.id = a.claim
               LEFT JOIN occasions o ON o.id = a.occasion JOIN figures f ON f.attribution = a.id LEFT JOIN measures m ON m.id = f.measure
              WHERE a.id = ?1 ORDER BY f.position"
        );
        let mut statement = self.conn.prepare_cached(&text)?;
        let mut rows = statement.query([attribution])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(given(row)?);
        }
        Ok(found)
    }

    /// The measures that are a part of one, each by the one that stands for it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn parts(&self, measure: Rep) -> Result<Vec<Rep>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT r.id, r.uid FROM measures w JOIN measures p ON p.part_of = w.id JOIN measures r ON r.id = p.rep
              WHERE w.rep = ?1 GROUP BY r.id ORDER BY r.uid",
        )?;
        let mut rows = statement.query([measure.id])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(Rep {
                id: row.get("id")?,
                uid: Uid(row.get("uid")?),
            });
        }
        Ok(found)
    }

    /// The measures that have figures, each by the one that stands for it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn measured(&self) -> Result<Vec<Rep>> {
        // One probe a measure: the first of its figures tells that there are some.
        let mut statement = self.conn.prepare_cached(
            "SELECT id, uid FROM measures m WHERE m.rep = m.id
                AND EXISTS (SELECT 1 FROM _attribution_measures d WHERE d.measure_rep = m.id) ORDER BY uid",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(Rep {
                id: row.get("id")?,
                uid: Uid(row.get("uid")?),
            });
        }
        Ok(found)
    }

    /// The measures of which a filter finds two figures or more, each by the one that stands for it, and how many.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn several(&self, filter: &Filter) -> Result<Vec<(Rep, u64)>> {
        let mut sql = Sql::default();
        let found = sql::all(filter, sql::choose(filter, &self.conn)?, &mut sql);
        let among = filter.measure.as_ref().map(|measures| {
            let bound: Vec<String> = measures.iter().map(|rep| sql.bind(rep.id)).collect();
            format!("AND m.rep IN ({})", bound.join(", "))
        });
        let text = format!(
            "SELECT r.id, r.uid, count(*) AS figures FROM ({found}) h CROSS JOIN figures f ON f.attribution = h.id
              CROSS JOIN measures m ON m.id = f.measure {} CROSS JOIN measures r ON r.id = m.rep
              GROUP BY r.id HAVING count(*) > 1",
            among.unwrap_or_default()
        );
        let mut statement = self.conn.prepare(&text)?;
        let mut rows = statement.query(params_from_iter(sql.values))?;
        let mut several = Vec::new();
        while let Some(row) = rows.next()? {
            let rep = Rep {
                id: row.get("id")?,
                uid: Uid(row.get("uid")?),
            };
            let figures: i64 = row.get("figures")?;
            several.push((rep, figures.unsigned_abs()));
        }
        Ok(several)
    }

    /// How a measure counts, and what it is a part of.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn counts(&self, measure: i64) -> Result<Counts> {
        let mut statement = self.conn.prepare_cached(
            "SELECT m.kind, w.rep AS part_of FROM measures m LEFT JOIN measures w ON w.id = m.part_of WHERE m.id = ?1",
        )?;
        let mut rows = statement.query([measure])?;
        let Some(row) = rows.next()? else {
            return Err(Error::bug("a measure that figures count is gone"));
        };
        Ok(Counts {
            id: measure,
            kind: column(row, "kind")?,
            part_of: row.get("part_of")?,
        })
    }
}

/// The statement of the figures of measures that a filter finds, and its values.
pub(super) fn statement_of(
    filter: &Filter,
    driver: Driver,
    measures: &[Rep],
) -> (String, Vec<Value>) {
    let mut sql = Sql::default();
    let found = sql::all(filter, driver, &mut sql);
    let measures: Vec<String> = measures.iter().map(|rep| sql.bind(rep.id)).collect();
    let text = format!(
        "{FIGURES}
           FROM ({found}) h CROSS JOIN attributions a ON a.id = h.id
           LEFT JOIN occasions o ON o.id = a.occasion
          CROSS JOIN claims c ON c.id = a.claim
          CROSS JOIN figures f ON f.attribution = a.id
          CROSS JOIN measures m ON m.id = f.measure
          WHERE m.rep IN ({}) ORDER BY h.sort_date",
        measures.join(", ")
    );
    (text, sql.values)
}

fn given(row: &Row<'_>) -> Result<Given> {
    let position: i64 = row.get("position")?;
    Ok(Given {
        attribution: row.get("id")?,
        position: usize::try_from(position).unwrap_or_default(),
        sort_date: row.get("sort_date")?,
        said: column(row, "said")?,
        speaker: row.get("speaker_rep")?,
        source: row.get("source_rep")?,
        occasion: row.get("occasion")?,
        stance: column(row, "stance")?,
        doubted: row.get("doubted")?,
        measure: row.get("measure_rep")?,
        qualifier: column(row, "qualifier")?,
        low: column(row, "low")?,
        low_open: row.get("low_open")?,
        high: column(row, "high")?,
        high_open: row.get("high_open")?,
        best: column(row, "best")?,
        unit: column(row, "unit")?,
        scope: column(row, "scope")?,
        as_of: column(row, "as_of")?,
        holds: column(row, "holds")?,
    })
}
