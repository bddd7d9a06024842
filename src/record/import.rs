//! Importing: many entries as one operation, all or nothing unless bad ones may be skipped.

use super::{Difference, Options, Said, Session, Tally, record};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{Entry, Uid};
use crate::store::{Command, Store, Writing};

/// What to do with what is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Record the good entries though others are bad.
    pub skip_bad: bool,
    /// Only say what would be done.
    pub dry_run: bool,
    /// How names and old versions are taken.
    pub options: Options,
}

/// One input: its entries, or why a row is none.
pub type Input<'i> = Box<dyn Iterator<Item = Result<Entry>> + 'i>;

/// What came of an import.
#[derive(Debug, Default)]
pub struct Imported {
    /// How many records.
    pub tally: Tally,
    /// What changed in records that were edited.
    pub changed: Vec<Difference>,
    /// What should be said.
    pub said: Said,
    /// The rows that were refused.
    pub refused: Vec<Error>,
    /// The inputs that could not be read at all. Rows may be skipped, an input never: if there is one,
    /// nothing was recorded.
    pub unreadable: Vec<Error>,
    /// The operation written; none if there was nothing to write.
    pub operation: Option<Uid>,
    /// How many entries were read.
    pub entries: u64,
}

/// How many differences are kept to be shown; the tally counts them all.
const DIFFERENCES: usize = 10_000;

/// Records the entries of all inputs as one operation.
///
/// `progress` is called now and then with the number of entries read.
///
/// # Errors
/// Only for what keeps the file from being read or written; bad rows and inputs are in the answer, and unless
/// rows may be skipped, nothing was recorded if there are any.
pub fn import<'i>(
    store: &mut Store,
    command: &Command,
    inputs: impl IntoIterator<Item = Result<Input<'i>>>,
    plan: Plan,
    progress: &mut dyn FnMut(u64),
) -> Result<Imported> {
    let mut done = Imported::default();
    let run = |writing: &mut Writing<'_>| {
        let mut session = Session::begin(plan.options, writing)?;
        for input in inputs {
            session.next_file();
            let input = match input {
                Ok(input) => input,
                Err(error) => {
                    done.unreadable.push(error);
                    continue;
                }
            };
            for entry in input {
                done.entries += 1;
                if done.entries % 512 == 0 {
                    progress(done.entries);
                }
                take(entry, plan, &mut session, writing, &mut done)?;
            }
        }
        done.said = session.take_notices();
        let bad = !done.unreadable.is_empty() || !done.refused.is_empty() && !plan.skip_bad;
        if bad && !plan.dry_run {
            // Not an error of its own: a sign to take everything back.
            return Err(Error::new(ErrorKind::Input, REFUSED));
        }
        Ok(())
    };
    store.expect_many(true);
    let written = if plan.dry_run {
        store.rehearse(command, run).map(|()| None)
    } else {
        store.write(command, run).map(|((), operation)| operation)
    };
    store.expect_many(false);
    match written {
        Ok(operation) => done.operation = operation,
        Err(error) if error.what() == REFUSED => {}
        Err(error) => return Err(error),
    }
    Ok(done)
}

const REFUSED: &str = "rows were refused";

fn take(
    entry: Result<Entry>,
    plan: Plan,
    session: &mut Session,
    writing: &mut Writing<'_>,
    done: &mut Imported,
) -> Result<()> {
    let outcome = match entry {
        Err(error) => Err(error),
        // What a bad row had written is taken back; without skipping, everything is.
        Ok(entry) if plan.skip_bad => writing.attempt(|writing| record(entry, session, writing)),
        Ok(entry) => record(entry, session, writing),
    };
    match outcome {
        Ok(outcome) => {
            done.tally.add(&outcome.tally);
            let room = DIFFERENCES.saturating_sub(done.changed.len());
            done.changed.extend(outcome.changed.into_iter().take(room));
            Ok(())
        }
        Err(error) if is_of_the_row(&error) => {
            session.forget_entry();
            done.refused.push(error);
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// Whether an error is one of what was given, and not of the file or the system.
fn is_of_the_row(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Input | ErrorKind::NotFound | ErrorKind::Ambiguous | ErrorKind::Conflict
    )
}
