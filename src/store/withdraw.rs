//! Withdrawing: a record goes, its id still resolves and says when and why.

use std::collections::HashSet;

use super::built_on::BuiltOn;
use super::nouns::REFERRED_FIRST;
use super::refs::Refs;
use super::version::{self, Version};
use super::{Writing, row};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{Noun, Uid};

/// What may go along with the record that it stands on: it says nothing without it.
const GOES_ALONG: &[Noun] = &[
    Noun::Attribution,
    Noun::Capture,
    Noun::Assessment,
    Noun::Link,
    Noun::Judgement,
];

impl Writing<'_> {
    /// Withdraws a record.
    ///
    /// # Errors
    /// When something live refers to it that is not withdrawn before it.
    pub fn withdraw(&mut self, noun: Noun, uid: Uid) -> Result<()> {
        self.withdraw_all(&[(noun, uid)], false).map(|_| ())
    }

    /// Withdraws records at once, those that refer to one another included; `along`, with the attributions
    /// that stand on them and what is said of these. Answers all that went, in the order in which it did.
    ///
    /// # Errors
    /// When one is not there, or something else stands on one ([`BuiltOn`] is the cause).
    pub fn withdraw_all(
        &mut self,
        records: &[(Noun, Uid)],
        along: bool,
    ) -> Result<Vec<(Noun, Uid)>> {
        let mut going = Vec::new();
        for (noun, uid) in records {
            let Some((id, _)) = row::meta_of(*noun, *uid, &self.refs)? else {
                return Err(missing(*noun, *uid, &self.refs)?);
            };
            if !going.contains(&(*noun, id)) {
                going.push((*noun, id));
            }
        }
        let mut all: HashSet<(Noun, i64)> = going.iter().copied().collect();
        if along {
            let mut at = 0;
            while let Some((noun, id)) = going.get(at).copied() {
                for user in version::users(noun, id, &all, usize::MAX, &self.refs)? {
                    if GOES_ALONG.contains(&user.0) && all.insert(user) {
                        going.push(user);
                    }
                }
                at += 1;
            }
        }
        let mut built = BuiltOn::default();
        for (noun, id) in &going {
            built.users(*noun, *id, &all, &mut self.refs)?;
        }
        built.refuse("it cannot be withdrawn", "withdraw")?;
        // Those that refer go before those referred to.
        let place = |noun: Noun| REFERRED_FIRST.iter().position(|n| *n == noun);
        going.sort_by_key(|(noun, _)| std::cmp::Reverse(place(*noun)));
        let mut gone = Vec::new();
        for (noun, id) in going {
            let uid = self.refs.uid(noun, id)?;
            // Of a disputed record, every reading goes.
            let all = version::all(noun, uid, &mut self.refs)?;
            let heads = version::tips(&all).iter().map(|tip| tip.hash).collect();
            let drop = Version::of_drop(uid, noun, heads, self.refs.operation);
            gone.push((noun, uid, vec![drop]));
        }
        self.follow_all(&gone)?;
        Ok(gone.into_iter().map(|(noun, uid, _)| (noun, uid)).collect())
    }
}

fn missing(noun: Noun, uid: Uid, refs: &Refs<'_>) -> Result<Error> {
    let kept: bool = refs
        .conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM _versions WHERE uid = ?1)")?
        .query_row([&uid.0[..]], |row| row.get(0))?;
    Ok(if kept {
        Error::new(
            ErrorKind::Conflict,
            format!("the {noun} {uid} is withdrawn already"),
        )
        .hint(format!("`dixit history {uid}` says when and why"))
    } else {
        Error::new(ErrorKind::NotFound, format!("there is no {noun} {uid}"))
    })
}
