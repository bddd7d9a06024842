//! Reading: what a list asks for, and the SQL that answers it.
//!
//! A [`Filter`] says which attributions are wanted. `sql` turns it into one statement that reads
//! a page as one range of one index, newest first; `fold` and `count` gather; `resolve` finds
//! what a name means; `read` fetches what a row refers to. Nothing here decides what may be shown.

mod count;
pub(crate) mod figures;
mod fold;
pub(crate) mod held;
pub(crate) mod read;
mod resolve;
mod sql;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod window;

use std::fmt;
use std::ops::ControlFlow;

use rusqlite::params_from_iter;

pub use count::{Count, Counting, Order};
pub use fold::{By, Dated, Folded};
pub use resolve::did_you_mean;
pub(crate) use resolve::named;
pub use sql::Driver;
pub use window::Window;

use super::Store;
use crate::error::{Error, Result};
use crate::model::{ClaimKind, Stance, Uid, Verdict};

/// A record that stands for all judged or taken as the same: what a filter compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rep {
    /// Its integer in this file.
    pub(crate) id: i64,
    /// Its identity.
    pub uid: Uid,
}

/// Which attributions are wanted; nothing set is everything. What is set must all be so; of the
/// records in one set, any.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Who said it.
    pub speaker: Option<Vec<Rep>>,
    /// Whether the document's own voice said it (`@source`).
    pub own_voice: bool,
    /// Through whom the words came.
    pub via: Option<Vec<Rep>>,
    /// Whom the speaker gave as the ground.
    pub citing: Option<Vec<Rep>>,
    /// Who is the origin: the last one cited, else the speaker.
    pub origin: Option<Vec<Rep>>,
    /// Who said it, carried it or was cited.
    pub anywhere: Option<Vec<Rep>>,
    /// Under which topic.
    pub topic: Option<Vec<Rep>>,
    /// In which document.
    pub source: Option<Vec<Rep>>,
    /// With a figure of which measure.
    pub measure: Option<Vec<Rep>>,
    /// Of which claim.
    pub claim: Option<Vec<Rep>>,
    /// Of which act of saying.
    pub occasion: Option<Vec<Rep>>,
    /// When it may have been said.
    pub said: Window,
    /// When its document may have been published.
    pub published: Window,
    /// When it was recorded.
    pub recorded: Window,
    /// The kind of claim.
    pub kind: Option<ClaimKind>,
    /// What the speaker does with the claim.
    pub stance: Option<Stance>,
    /// The newest verdict on the claim.
    pub verdict: Option<Verdict>,
    /// Words that claim or passage hold, all of them in one of the two.
    pub text: String,
    /// Only those with a doubt of the recorder's, or only those without.
    pub doubted: Option<bool>,
    /// Only those on which desks disagree.
    pub disputed: bool,
}

/// Where a page begins and how long it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// How many rows; all of them where none is given.
    pub limit: Option<u64>,
    /// After which row.
    pub after: Option<Cursor>,
}

impl Page {
    /// The first rows.
    pub fn first(limit: u64) -> Self {
        Self {
            limit: Some(limit),
            after: None,
        }
    }
}

/// The last row of a page, by which the next is found: a place in the list, not a count, so that
/// rows which come meanwhile neither repeat nor hide any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Its sort date.
    pub date: String,
    /// The integer that parts rows of one date, in this file alone: of an attribution, or of what a fold lists.
    pub tie: i64,
    /// What keeps aliases the same from page to page; none where there are no aliases.
    pub salt: Option<u64>,
}

/// Digits, a date and digits: safe to paste on any command line.
impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}/{}", self.tie, self.date)?;
        match self.salt {
            Some(salt) => write!(f, "/{salt:016x}"),
            None => Ok(()),
        }
    }
}

impl std::str::FromStr for Cursor {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        let read = || {
            let mut parts = text.trim().split('/');
            // Of a fixed width, so that one whose first digit was lost is not taken for another.
            let tie = parts.next().filter(|tie| tie.len() >= 8)?;
            let tie = i64::from_str_radix(tie, 16).ok()?;
            let date = parts.next()?.to_owned();
            crate::model::edtf::Day::from_sort_text(&date)?;
            let salt = match parts.next() {
                Some(salt) => Some(u64::from_str_radix(salt, 16).ok()?),
                None => None,
            };
            parts.next().is_none().then_some(Self { date, tie, salt })
        };
        read().ok_or_else(|| {
            Error::input(format!("`{text}` is no place in a list"))
                .hint("paste the whole of what the last page gave, or leave it out to begin anew")
        })
    }
}

/// An attribution that a filter found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its integer in this file.
    pub(crate) id: i64,
    /// The date by which it sorts.
    pub sort_date: String,
}

impl Store {
    /// Gives each attribution of a page to `take`, newest first; answers the cursor of the next page.
    ///
    /// # Errors
    /// When the file cannot be read, or what `take` gives.
    pub fn hits(
        &self,
        filter: &Filter,
        page: &Page,
        mut take: impl FnMut(&Hit) -> Result<()>,
    ) -> Result<Option<Cursor>> {
        let driver = sql::choose(filter, &self.conn)?;
        let (text, values) = sql::page(filter, driver, page);
        let mut statement = self.conn.prepare_cached(&text)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut last: Option<Hit> = None;
        let mut given = 0;
        while let Some(row) = rows.next()? {
            if page.limit == Some(given) {
                return Ok(last.map(|hit| Cursor {
                    date: hit.sort_date,
                    tie: hit.id,
                    salt: None,
                }));
            }
            let hit = Hit {
                id: row.get("id")?,
                sort_date: row.get("sort_date")?,
            };
            take(&hit)?;
            given += 1;
            last = Some(hit);
        }
        Ok(None)
    }

    /// Gives each attribution of one speaker, or of one document's own voice, for a report: claims in
    /// the order in which they were first said there, each oldest first.
    pub(crate) fn hits_by_claim(
        &self,
        filter: &Filter,
        mut take: impl FnMut(i64) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let (text, values) = sql::by_claim(filter, sql::choose(filter, &self.conn)?);
        let mut statement = self.conn.prepare(&text)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            if take(row.get("id")?)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// How many attributions a filter finds on which desks disagree.
    pub(crate) fn disputed(&self, filter: &Filter) -> Result<u64> {
        let any: bool = self
            .conn
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM attributions INDEXED BY attributions_disputed WHERE heads > 1)")?
            .query_row([], |row| row.get(0))?;
        if !any {
            return Ok(0);
        }
        let filter = Filter {
            disputed: true,
            ..filter.clone()
        };
        let (text, values) = sql::count(&filter, Driver::Set);
        let found: i64 = self
            .conn
            .prepare_cached(&text)?
            .query_row(params_from_iter(values), |row| row.get(0))?;
        Ok(found.unsigned_abs())
    }
}
