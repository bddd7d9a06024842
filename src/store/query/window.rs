//! A window of dates: `FROM..TO`, where either side may be left out.

use crate::error::{Error, Result};
use crate::model::{Bound, Edtf};

/// The days between two ends, both included; what may lie within is in, unless only what certainly does is asked for. Nothing set is all of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// As given.
    pub text: String,
    /// The first day, as order-preserving text.
    pub(crate) from: Option<String>,
    /// The last day.
    pub(crate) to: Option<String>,
    /// Only what lies within from end to end, and is neither approximate nor uncertain.
    pub(crate) certain: bool,
}

impl Window {
    /// Reads one EDTF date, which stands for the days it covers, or two with `..` between.
    ///
    /// # Errors
    /// When a side is no date, or the window ends before it begins.
    pub fn read(text: &str) -> Result<Self> {
        let way_out =
            "write FROM..TO, each side a date such as 2024-12-04, 2024-12 or 2024, or nothing";
        let read = |side: &str| {
            Edtf::parse(side).map_err(|error| {
                Error::input(format!("`{side}` is no date"))
                    .hint(error.hint.to_string())
                    .hint(way_out)
                    .because(error)
            })
        };
        let (from, to) = match (Edtf::parse(text), text.split_once("..")) {
            (Ok(date), _) => (date.from(), date.to()),
            (Err(_), None) => {
                let date = read(text)?;
                (date.from(), date.to())
            }
            (Err(_), Some((from, to))) => {
                let side = |side: &str| match side {
                    "" => Ok(None),
                    side => read(side).map(Some),
                };
                let (from, to) = (side(from)?, side(to)?);
                (
                    from.map_or(Bound::Open, |date| date.from()),
                    to.map_or(Bound::Open, |date| date.to()),
                )
            }
        };
        let day = |bound: Bound| bound.day().map(crate::model::edtf::Day::sort_text);
        let window = Self {
            text: text.to_owned(),
            from: day(from),
            to: day(to),
            certain: false,
        };
        match (&window.from, &window.to) {
            (None, None) => Err(Error::input(format!(
                "`{text}` has neither a first nor a last day"
            ))
            .hint(way_out)),
            (Some(from), Some(to)) if from > to => {
                Err(Error::input(format!("`{text}` ends before it begins")).hint(way_out))
            }
            _ => Ok(window),
        }
    }

    /// The same window for what certainly lies in it. A date marked approximate or uncertain (`~`, `?`, `%`) never does: nobody says how far off
    /// it may be.
    #[must_use]
    pub fn certainly(self) -> Self {
        Self {
            certain: !self.is_everything(),
            ..self
        }
    }

    /// Whether all of time is in it.
    pub fn is_everything(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}
