//! `--as-of`: the file as it was, for every command that reads.

use chrono::{
    DateTime, Days, Local, LocalResult, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc,
};

use super::ui::Ui;
use super::{Shared, database, say};
use dixit::error::{Error, Result};
use dixit::model::Moment;
use dixit::report::render::words::operations::local;
use dixit::store::Store;
use dixit::store::as_of::AsOf;

/// Which past is read.
#[derive(clap::Args, Clone, Default)]
pub struct Past {
    /// The file as it was: at the end of a day (2024-12-05), at a moment (2024-12-05T10:00, local unless it
    /// ends in Z or +01:00), or after an operation, by its id
    #[arg(long, value_name = "DATE|OPERATION")]
    as_of: Option<String>,
}

impl Past {
    /// Runs a command that reads on the file as it is, or as it was.
    pub fn read<T>(
        &self,
        shared: &Shared,
        ui: &mut Ui,
        run: impl FnOnce(&Store, &mut Ui) -> Result<T>,
    ) -> Result<T> {
        let Some(asked) = &self.as_of else {
            return database::read(shared)?.snapshot(|store| run(store, ui));
        };
        let mut store = database::change(shared)?;
        let when = as_of(asked, &store)?;
        let since = store.since(when)?.len() as u64;
        let what = match when {
            AsOf::Moment(moment) => local(&moment.to_string()),
            AsOf::Operation(uid) => format!("operation {uid}"),
        };
        let since = say::many(since, "operation since is", "operations since are");
        ui.say(&format!("as of {what}: {since} left out"));
        // What is read is given out after the file is let go: a pager must not keep others from writing.
        ui.hold();
        let done = store.as_of(when, |store| run(store, ui));
        ui.let_go()?;
        done
    }
}

fn as_of(asked: &str, store: &Store) -> Result<AsOf> {
    if asked.starts_with(|c: char| c.is_ascii_digit()) {
        let last = next_moment(asked).map(|next| Moment::new(next.utc() - TimeDelta::seconds(1)));
        return last.or_else(|_| moment(asked)).map(AsOf::Moment);
    }
    store.find_operation(asked).map(AsOf::Operation)
}

/// The moment at which a local day begins.
pub fn first_moment(day: &str) -> Result<Moment> {
    begins(read_day(day)?)
}

/// The moment at which a local day is over.
pub fn next_moment(day: &str) -> Result<Moment> {
    let next = read_day(day)?.checked_add_days(Days::new(1));
    begins(next.ok_or_else(|| not_a_moment(day))?)
}

fn read_day(text: &str) -> Result<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| not_a_moment(text))
}

fn begins(day: NaiveDate) -> Result<Moment> {
    // Where clocks skip midnight, the day begins when they go on.
    let midnight = day.and_hms_opt(0, 0, 0).unwrap_or_default();
    let quarters = (0..24).map(|quarter| midnight + TimeDelta::minutes(15 * quarter));
    let first = quarters
        .filter_map(|at| Local.from_local_datetime(&at).earliest())
        .next();
    first
        .map(|at| Moment::new(at.with_timezone(&Utc)))
        .ok_or_else(|| not_a_moment(&day.to_string()))
}

fn moment(text: &str) -> Result<Moment> {
    if let Ok(at) = DateTime::parse_from_rfc3339(&text.replacen(' ', "T", 1)) {
        return Ok(Moment::new(at.to_utc()));
    }
    let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M%#z"];
    let written = text.replacen(' ', "T", 1);
    if let Ok(at) = DateTime::parse_from_str(&written.replace('Z', "+00"), forms[2]) {
        return Ok(Moment::new(at.to_utc()));
    }
    let read = forms[..2]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(&written, form).ok());
    match Local.from_local_datetime(&read.ok_or_else(|| not_a_moment(text))?) {
        LocalResult::Single(at) => Ok(Moment::new(at.to_utc())),
        LocalResult::Ambiguous(first, second) => Err(Error::input(format!(
            "{text} came twice here: the clocks were set back"
        ))
        .hint(format!(
            "say which: {text}{} or {text}{}",
            first.format("%:z"),
            second.format("%:z")
        ))),
        LocalResult::None => Err(Error::input(format!(
            "{text} never was here: the clocks were set forward"
        ))
        .hint("name another moment, or give its offset, such as 2024-12-05T10:00+01:00")),
    }
}

fn not_a_moment(text: &str) -> Error {
    Error::input(format!("`{text}` is neither a day nor a moment")).hint(
        "write a day, 2024-12-05; a moment, 2024-12-05T10:00 or 2024-12-05T10:00+01:00; or where an operation may stand, its id",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_with_their_offset_or_in_the_local_zone() {
        let utc = |text: &str| moment(text).map(|at| at.to_string());
        assert_eq!(utc("2024-12-05T10:00Z").unwrap(), "2024-12-05T10:00:00Z");
        assert_eq!(
            utc("2024-12-05T10:00+01:00").unwrap(),
            "2024-12-05T09:00:00Z"
        );
        assert_eq!(
            utc("2024-12-05 10:00:30-05:00").unwrap(),
            "2024-12-05T15:00:30Z"
        );
        assert_eq!(
            utc("2024-12-05T10:00").unwrap(),
            utc("2024-12-05 10:00:00").unwrap()
        );
        assert!(utc("2024-13-05T10:00").is_err() && utc("5.12.2024").is_err());
        let (first, next) = (
            first_moment("2024-12-05").unwrap(),
            next_moment("2024-12-05").unwrap(),
        );
        assert_eq!((next.utc() - first.utc()).num_hours(), 24);
    }
}
