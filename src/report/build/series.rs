//! The figures of each measure that a report draws.

use std::ops::ControlFlow;

use super::{Builder, names};
use crate::error::Result;
use crate::report::value::SeriesValue;
use crate::store::query::figures::Given;
use crate::store::query::{Filter, Rep};

/// How many figures one picture of a report holds at most. Long ones are thinned where they are drawn.
pub(super) const PICTURE: usize = if cfg!(test) { 400 } else { 3_000 };
/// How many all pictures of a report hold together: the page stays one that a browser opens.
pub(super) const PAGE: usize = 10_000;

/// A measure of which a filter finds several figures.
pub(super) struct Several {
    pub measure: Rep,
    /// How many, withheld ones among them.
    pub figures: u64,
}

impl Builder<'_> {
    /// The measures of which a filter finds several figures, by name.
    pub(super) fn several(&mut self, filter: &Filter) -> Result<Vec<Several>> {
        let mut several = Vec::new();
        for (measure, figures) in self.store.several(filter)? {
            let name = names::key(&self.measure_body(measure.id)?.body.name);
            several.push((name, measure.uid, Several { measure, figures }));
        }
        several.sort_by(|(a, uid, _), (b, other, _)| (a, uid).cmp(&(b, other)));
        Ok(several.into_iter().map(|(_, _, several)| several).collect())
    }

    /// The figures of a measure that a filter finds and that may be shown, oldest first; of more than `most`
    /// none, only that there are more. Nothing where fewer than two may be shown.
    pub(super) fn series(
        &mut self,
        filter: &Filter,
        several: &Several,
        most: usize,
    ) -> Result<Option<SeriesValue>> {
        let measure = several.measure;
        let hides = self.guard.hides();
        let mut given: Vec<Given> = Vec::new();
        // Where all are shown their number tells it, without reading one of them.
        let mut more = !hides && several.figures > most as u64;
        if !more {
            let filter = Filter {
                measure: Some(vec![measure]),
                ..filter.clone()
            };
            let store = self.store;
            store.figures(&filter, &[measure], |one| {
                if hides && self.row(one.attribution)?.is_none() {
                    return Ok(ControlFlow::Continue(()));
                }
                given.push(one);
                more = given.len() > most.max(1);
                Ok(match more {
                    true => ControlFlow::Break(()),
                    false => ControlFlow::Continue(()),
                })
            })?;
        }
        let mut lines = Vec::new();
        if !more {
            while let Some(first) = given.first() {
                let date = first.sort_date.clone();
                let rest = given.split_off(given.partition_point(|one| one.sort_date == date));
                for line in self.lines(std::mem::replace(&mut given, rest))? {
                    lines.extend(self.line_value(&line)?);
                }
            }
            if lines.len() < 2 {
                return Ok(None);
            }
        }
        let name = self.measure_body(measure.id)?;
        let series = SeriesValue {
            id: Self::id(measure.uid),
            measure: self.say(&name.body.name),
            lines,
            more,
        };
        Ok(self.unless_named(series))
    }
}
