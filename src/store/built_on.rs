//! What keeps a record from going: what stands on it, or what came after.

use std::collections::HashSet;
use std::fmt;

use super::refs::Refs;
use super::{operation, version};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{Noun, Uid};

/// How many obstacles are named; that there are more is said.
const NAMED: usize = 8;

/// The reason why a command refuses: the cause of its error, for whoever wants to say it in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuiltOn {
    /// What is in the way, in the order in which it was found.
    pub obstacles: Vec<Obstacle>,
    /// Whether there is more of it than is named.
    pub more: bool,
}

/// One record in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// The record that is in the way, by noun and identity.
    pub record: (Noun, Uid),
    /// The record that it stands on; none where the first was itself changed since.
    pub on: Option<(Noun, Uid)>,
    /// The operation that wrote it as it stands.
    pub operation: Option<Uid>,
}

impl BuiltOn {
    /// A record was changed since, by an operation.
    pub(super) fn changed(
        &mut self,
        noun: Noun,
        uid: Uid,
        by: Option<i64>,
        refs: &Refs<'_>,
    ) -> Result<()> {
        let operation = match by {
            Some(by) => operation::of_id(refs.conn, by)?.map(|(_, made, _)| made.uid),
            None => None,
        };
        self.add(Obstacle {
            record: (noun, uid),
            on: None,
            operation,
        });
        Ok(())
    }

    /// What stands on a record, but for what is about to go with it.
    pub(super) fn users(
        &mut self,
        noun: Noun,
        id: i64,
        going: &HashSet<(Noun, i64)>,
        refs: &mut Refs<'_>,
    ) -> Result<()> {
        for (by, other) in version::users(noun, id, going, NAMED + 1, refs)? {
            let record = (by, refs.uid(by, other)?);
            if self.obstacles.iter().any(|known| known.record == record) {
                continue;
            }
            let shown = version::shown(by, other, refs)?;
            let made = match shown {
                Some(version) => operation::of_id(refs.conn, version.operation)?,
                None => None,
            };
            self.add(Obstacle {
                record,
                on: Some((noun, refs.uid(noun, id)?)),
                operation: made.map(|(_, made, _)| made.uid),
            });
        }
        Ok(())
    }

    fn add(&mut self, obstacle: Obstacle) {
        if self.obstacles.len() < NAMED {
            self.obstacles.push(obstacle);
        } else {
            self.more = true;
        }
    }

    /// Refuses if anything is in the way.
    pub(super) fn refuse(self, what: &str, way_out: &str) -> Result<()> {
        if self.obstacles.is_empty() {
            return Ok(());
        }
        let listed: Vec<String> = self
            .obstacles
            .iter()
            .map(|Obstacle { record, .. }| format!("{} {}", record.0, record.1))
            .collect();
        let more = if self.more { " and more" } else { "" };
        let hint = format!("{way_out} first: {}{more}", listed.join(", "));
        Err(Error::new(ErrorKind::Conflict, what)
            .because(self)
            .hint(hint))
    }
}

impl fmt::Display for BuiltOn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, obstacle) in self.obstacles.iter().enumerate() {
            let Obstacle {
                record: (noun, uid),
                on,
                operation,
            } = obstacle;
            f.write_str(if at > 0 { "; " } else { "" })?;
            let by = operation.map(|by| format!("operation {by}"));
            match (on, by) {
                (Some((below, on)), Some(by)) => {
                    write!(f, "the {noun} {uid} ({by}) stands on the {below} {on}")?;
                }
                (Some((below, on)), None) => {
                    write!(f, "the {noun} {uid} stands on the {below} {on}")?;
                }
                (None, Some(by)) => write!(f, "the {noun} {uid} was changed since by {by}")?,
                (None, None) => write!(f, "the {noun} {uid} was changed since")?,
            }
        }
        f.write_str(if self.more { "; and more" } else { "" })
    }
}

impl std::error::Error for BuiltOn {}
