//! A long series as the few marks that its picture has room for.
//!
//! Of the marks of one speaker that lie on one another, the first, the last, the lowest and the highest keep the
//! outline that all of them would draw (the M4 aggregation of Jugel and others, 2014).

use std::collections::{BTreeSet, HashMap};

use super::marks::MANY;
use super::{Drawn, Frame, lives};

/// The width in which marks lie on one another.
const TOGETHER: f64 = 3.0;

/// The marks that are drawn, in their order; all of them where there are few.
pub(super) fn thinned<'a>(drawn: Vec<Drawn<'a>>, frame: &Frame) -> Vec<Drawn<'a>> {
    if drawn.len() <= MANY {
        return drawn;
    }
    let from = drawn
        .iter()
        .fold(f64::INFINITY, |least, one| least.min(one.days.0));
    let to = drawn
        .iter()
        .fold(f64::NEG_INFINITY, |most, one| most.max(one.days.1));
    let per_day = frame.room() / (to - from).max(1.0);
    let mut places: HashMap<(String, bool, bool, i64), [usize; 4]> = HashMap::new();
    let low = |at: usize| drawn[at].mark.low.unwrap_or(f64::NEG_INFINITY);
    let high = |at: usize| drawn[at].mark.high.unwrap_or(f64::INFINITY);
    for (at, one) in drawn.iter().enumerate() {
        let column = ((one.days.0 - from) * per_day / TOGETHER).floor() as i64;
        let who = lives::speakers(one.line);
        let kept = places
            .entry((who, one.mark.hollow, one.forecast, column))
            .or_insert([at; 4]);
        kept[1] = at;
        if low(at) < low(kept[2]) {
            kept[2] = at;
        }
        if high(at) > high(kept[3]) {
            kept[3] = at;
        }
    }
    let kept: BTreeSet<usize> = places.into_values().flatten().collect();
    let mut at = 0;
    let mut drawn = drawn;
    drawn.retain(|_| {
        at += 1;
        kept.contains(&(at - 1))
    });
    drawn
}
