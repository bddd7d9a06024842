//! Importing: many entries as one operation, all or nothing unless bad ones may be skipped.

use super::{Difference, Notice, Options, Said, Session, Tally, record};
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
        // Of a load it is said how many, and `check` lists them.
        let is_listed = |notice: &Notice| matches!(notice, Notice::Unrecorded { .. });
        done.said.notices.retain(|notice| !is_listed(notice));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{self as reading, Format};
    use crate::store::Repeating;
    use crate::store::undo::Undone;

    fn imported(store: &mut Store, dossier: &str, skip_bad: bool) -> Imported {
        let options = reading::Options {
            format: Some(Format::Toml),
            ..reading::Options::default()
        };
        let entries = reading::read("a.toml", dossier.as_bytes(), &options).unwrap();
        let plan = Plan {
            skip_bad,
            ..Plan::default()
        };
        let input: Input<'_> = Box::new(entries);
        import(
            store,
            &Command::new("import"),
            [Ok(input)],
            plan,
            &mut |_| {},
        )
        .unwrap()
    }

    fn desk() -> Store {
        Store::in_memory(Box::new(Repeating::seeded(5))).unwrap()
    }

    #[test]
    fn a_load_leaves_the_dates_that_a_rebuild_gives() {
        for dossier in [
            // An act of several speakers has the date; their attributions have none of their own.
            "[source]\ntitle = \"Paper\"\npublished = \"2031-05-01\"\n\
             [[claim]]\ntext = \"The quay is full\"\nspeaker = [\"Ada\", \"Bo\"]\nsaid = \"2031-04-02\"\n",
            // What was captured comes after what is said in it.
            "[[source]]\nkey = \"s\"\ntitle = \"Paper\"\n\
             [[claim]]\ntext = \"The quay is full\"\nspeaker = \"Ada\"\nsource = \"s\"\n\
             [[capture]]\nsource = \"s\"\nat = \"2020-04-02T10:00:00Z\"\n",
            // An edit within the file makes a date older.
            "[[source]]\nkey = \"s\"\ntitle = \"Paper\"\n\
             [[occasion]]\nid = \"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk\"\nkey = \"o\"\nsaid = \"2031-05\"\nspeakers = [\"Ada\"]\n\
             [[claim]]\ntext = \"The quay is full\"\noccasion = \"o\"\nsource = \"s\"\n\
             [[occasion]]\nid = \"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk\"\nsaid = \"2030-01\"\n",
        ] {
            let mut store = desk();
            let done = imported(&mut store, dossier, false);
            assert!(
                done.operation.is_some(),
                "{:?} {:?}",
                done.refused,
                done.unreadable
            );
            assert_eq!(store.verify().unwrap(), [], "{dossier}");
        }
    }

    #[test]
    fn a_load_leaves_the_connection_as_it_was() {
        let mut store = desk();
        let settings = |store: &Store| -> Vec<i64> {
            ["temp_store", "foreign_keys", "ignore_check_constraints"]
                .iter()
                .map(|name| {
                    let sql = format!("PRAGMA {name}");
                    store.conn.query_row(&sql, [], |row| row.get(0)).unwrap()
                })
                .collect()
        };
        let before = settings(&store);
        imported(&mut store, "[[topic]]\nname = \"grain\"\n", false);
        assert_eq!(settings(&store), before);
    }

    #[test]
    fn where_every_row_is_refused_nothing_is_written_that_an_undo_would_meet() {
        let mut store = desk();
        let first = imported(&mut store, "[[topic]]\nname = \"grain\"\n", true);
        // Its source and its speaker are made before it is refused.
        let bad = "[[claim]]\ntext = \"The quay is full\"\nsource = { title = \"Paper\" }\n\
                   speaker = \"Ada\"\njointly = \"yes\"\n";
        let done = imported(&mut store, bad, true);
        assert_eq!(done.refused[0].what(), "one speaker cannot speak jointly");
        assert_eq!((done.refused.len(), done.operation), (1, None));
        let undone = store.undo().unwrap();
        assert!(
            matches!(undone, Undone::Operation { reversed, .. } if Some(reversed) == first.operation)
        );
    }
}
