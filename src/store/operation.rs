//! Operations: one command's change, and the graph that they form.
//!
//! `op_hash = SHA-256("dixit-op/1" ‖ parents' hashes sorted ‖ uid ‖ undoes ‖ envelope ‖ root)`, where
//! `undoes` is 16 zero bytes for an operation that reverses none, `envelope` is the salted hash of
//! what may be purged, and `root` covers the hashes of the versions written, sorted: a file that
//! received an operation no longer knows in which order they were written.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::nouns::{REFERRED_FIRST, table};
use crate::error::Result;
use crate::model::body::{Hash, Salt};
use crate::model::{Moment, Noun, Uid};

/// What is said of an operation beside what it wrote: purged as one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// Who made it: a name given at `init` or by configuration.
    pub actor: String,
    /// The ids the user named.
    pub named: Vec<String>,
    /// The names of the options given, never their values.
    pub options: Vec<String>,
    /// Why.
    pub reason: String,
    /// When, RFC 3339 in UTC.
    pub time: Option<Moment>,
    /// The command.
    pub verb: String,
}

impl Envelope {
    /// The salted hash of the envelope: keys sorted, no spaces.
    pub fn seal(&self, salt: &Salt) -> Hash {
        let mut hasher = Sha256::new();
        hasher.update(salt);
        // Fields are declared in the order of their names.
        hasher.update(serde_json::to_vec(self).unwrap_or_default());
        hasher.finalize().into()
    }
}

/// One command's change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its identity.
    pub uid: Uid,
    /// Its hash.
    pub hash: Hash,
    /// The hashes of the operations it follows, sorted.
    pub parents: Vec<Hash>,
    /// 1 + the highest parent's.
    pub height: i64,
    /// The operation it reverses.
    pub undoes: Option<Uid>,
    /// What is said of it; none once purged.
    pub envelope: Option<Envelope>,
    /// The salt of its envelope; none once purged.
    pub salt: Option<Salt>,
    /// The salted hash of the envelope.
    pub sealed: Hash,
    /// The hash over the hashes of the versions it wrote.
    pub root: Hash,
}

impl Operation {
    /// The hash that this operation should have.
    pub fn expected_hash(&self) -> Hash {
        let sealed = match (&self.envelope, &self.salt) {
            (Some(envelope), Some(salt)) => envelope.seal(salt),
            _ => self.sealed,
        };
        let mut parents = self.parents.clone();
        parents.sort_unstable();
        let mut hasher = Sha256::new();
        hasher.update(b"dixit-op/1");
        for parent in &parents {
            hasher.update(parent);
        }
        hasher.update(self.uid.0);
        hasher.update(self.undoes.unwrap_or_default().0);
        hasher.update(sealed);
        hasher.update(self.root);
        hasher.finalize().into()
    }
}

/// Where the rows stand whose versions an operation wrote: stretches of integers by noun.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Wrote(pub BTreeMap<Noun, Vec<(i64, i64)>>);

impl Wrote {
    /// Notes a record.
    pub fn note(&mut self, noun: Noun, id: i64) {
        let runs = self.0.entry(noun).or_default();
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == id => *last = id,
            Some((first, last)) if (*first..=*last).contains(&id) => {}
            _ => runs.push((id, id)),
        }
    }

    /// Notes what another noted.
    pub fn extend(&mut self, other: Self) {
        for (noun, runs) in other.0 {
            for (first, last) in runs {
                self.note(noun, first);
                if let Some((_, end)) = self.0.get_mut(&noun).and_then(|runs| runs.last_mut()) {
                    *end = last.max(*end);
                }
            }
        }
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every record, once.
    pub fn records(&self) -> BTreeSet<(Noun, i64)> {
        let runs = self
            .0
            .iter()
            .flat_map(|(noun, runs)| runs.iter().map(move |run| (*noun, *run)));
        runs.flat_map(|(noun, (first, last))| (first..=last).map(move |id| (noun, id)))
            .collect()
    }
}

/// The hash over the versions an operation wrote, in the order of their hashes.
///
/// The sorting is SQLite's, on disk where it must be: an import may write millions.
pub fn root(conn: &Connection, operation: i64, wrote: &Wrote) -> Result<Hash> {
    let runs = serde_json::to_string(wrote).unwrap_or_default();
    let mut sql = String::from("SELECT hash FROM _versions WHERE operation = ?1");
    for noun in REFERRED_FIRST
        .iter()
        .filter(|noun| wrote.0.contains_key(noun))
    {
        sql.push_str(&format!(
            " UNION ALL SELECT t._hash FROM json_each(?2, '$.{noun}') r
                JOIN {} t ON t.id BETWEEN r.value ->> 0 AND r.value ->> 1 WHERE t._operation = ?1",
            table(*noun)
        ));
    }
    sql.push_str(" ORDER BY 1");
    let mut statement = conn.prepare(&sql)?;
    let given: &[&dyn rusqlite::ToSql] = &[&operation, &runs];
    let mut rows = statement.query(&given[..statement_parameters(&sql)])?;
    let mut hasher = Sha256::new();
    while let Some(row) = rows.next()? {
        let hash: Hash = row.get(0)?;
        hasher.update(hash);
    }
    Ok(hasher.finalize().into())
}

fn statement_parameters(sql: &str) -> usize {
    if sql.contains("?2") { 2 } else { 1 }
}

/// Writes an operation's row, and its place in the graph.
pub fn insert(conn: &Connection, id: i64, operation: &Operation, wrote: &Wrote) -> Result<()> {
    let envelope = operation.envelope.clone().unwrap_or_default();
    let text = |s: &str| (!s.is_empty()).then(|| s.to_owned());
    let list = |l: &[String]| (!l.is_empty()).then(|| serde_json::to_string(l).unwrap_or_default());
    conn.prepare_cached(
        "INSERT INTO _operations (id, uid, hash, height, undoes, actor, time, verb, options, named, reason,
                                  salt, envelope, root, wrote)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?
    .execute(params![
        id,
        &operation.uid.0[..],
        &operation.hash[..],
        operation.height,
        operation.undoes.as_ref().map(|u| &u.0[..]),
        text(&envelope.actor),
        envelope.time.map(|t| t.to_string()),
        text(&envelope.verb),
        list(&envelope.options),
        list(&envelope.named),
        text(&envelope.reason),
        operation.salt.as_ref().map(|s| &s[..]),
        &operation.sealed[..],
        &operation.root[..],
        serde_json::to_string(wrote).unwrap_or_default(),
    ])?;
    for parent in &operation.parents {
        conn.prepare_cached(
            "INSERT INTO _operation_parents (operation, parent) SELECT ?1, id FROM _operations WHERE hash = ?2",
        )?
        .execute(params![id, &parent[..]])?;
    }
    conn.prepare_cached("DELETE FROM _heads WHERE operation IN (SELECT parent FROM _operation_parents WHERE operation = ?1)")?
        .execute([id])?;
    conn.prepare_cached(
        "INSERT INTO _heads (operation) SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM _operation_parents WHERE parent = ?1)",
    )?
    .execute([id])?;
    Ok(())
}

/// Removes operations that a merge brought, and finds the heads again.
pub fn remove(conn: &Connection, ids: &[i64]) -> Result<()> {
    for id in ids {
        conn.prepare_cached("DELETE FROM _operations WHERE id = ?1")?
            .execute([id])?;
        conn.prepare_cached("DELETE FROM _heads WHERE operation = ?1")?
            .execute([id])?;
    }
    for id in ids {
        let mut statement =
            conn.prepare_cached("SELECT parent FROM _operation_parents WHERE operation = ?1")?;
        let parents: Vec<i64> = statement
            .query_map([id], |r| r.get(0))?
            .collect::<Result<_, _>>()?;
        conn.prepare_cached("DELETE FROM _operation_parents WHERE operation = ?1")?
            .execute([id])?;
        for parent in parents {
            conn.prepare_cached(
                "INSERT OR IGNORE INTO _heads (operation) SELECT id FROM _operations WHERE id = ?1
                   AND NOT EXISTS (SELECT 1 FROM _operation_parents WHERE parent = ?1)",
            )?
            .execute([parent])?;
        }
    }
    Ok(())
}

fn of_row(row: &Row<'_>) -> Result<(i64, Operation, Wrote)> {
    let salt: Option<Salt> = row.get("salt")?;
    let list = |name: &str| -> Result<Vec<String>> {
        let text: Option<String> = row.get(name)?;
        Ok(text
            .and_then(|t| serde_json::from_str(&t).ok())
            .unwrap_or_default())
    };
    let text = |name: &str| -> Result<String> {
        Ok(row.get::<_, Option<String>>(name)?.unwrap_or_default())
    };
    let envelope = match salt {
        None => None,
        Some(_) => Some(Envelope {
            actor: text("actor")?,
            named: list("named")?,
            options: list("options")?,
            reason: text("reason")?,
            time: row
                .get::<_, Option<String>>("time")?
                .and_then(|t| Moment::read(&t)),
            verb: text("verb")?,
        }),
    };
    let wrote: String = row.get("wrote")?;
    let operation = Operation {
        uid: Uid(row.get("uid")?),
        hash: row.get("hash")?,
        parents: Vec::new(),
        height: row.get("height")?,
        undoes: row.get::<_, Option<[u8; 16]>>("undoes")?.map(Uid),
        envelope,
        salt,
        sealed: row.get("envelope")?,
        root: row.get("root")?,
    };
    Ok((
        row.get("id")?,
        operation,
        serde_json::from_str(&wrote).unwrap_or_default(),
    ))
}

/// Reads the operations that fit a condition, in the order of (height, hash).
pub fn read(
    conn: &Connection,
    condition: &str,
    given: &[&dyn rusqlite::ToSql],
) -> Result<Vec<(i64, Operation, Wrote)>> {
    let sql = format!("SELECT * FROM _operations WHERE {condition} ORDER BY height, hash");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(given)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(of_row(row)?);
    }
    for (id, operation, _) in &mut found {
        let mut parents = conn.prepare_cached(
            "SELECT o.hash FROM _operation_parents p JOIN _operations o ON o.id = p.parent WHERE p.operation = ?1 ORDER BY 1",
        )?;
        operation.parents = parents
            .query_map([*id], |r| r.get(0))?
            .collect::<Result<_, _>>()?;
    }
    Ok(found)
}

/// The integer of an operation.
pub fn id_of(conn: &Connection, uid: Uid) -> Result<Option<i64>> {
    Ok(conn
        .prepare_cached("SELECT id FROM _operations WHERE uid = ?1")?
        .query_row([&uid.0[..]], |row| row.get(0))
        .optional()?)
}

/// The operation with an integer.
pub fn of_id(conn: &Connection, id: i64) -> Result<Option<(i64, Operation, Wrote)>> {
    Ok(read(conn, "id = ?1", &[&id])?.pop())
}

/// The heads of the graph: their integers, hashes and the highest height.
pub fn heads(conn: &Connection) -> Result<(Vec<Hash>, i64)> {
    let mut statement = conn.prepare_cached(
        "SELECT o.hash, o.height FROM _heads h JOIN _operations o ON o.id = h.operation ORDER BY 1",
    )?;
    let rows: Vec<(Hash, i64)> = statement
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let height = rows.iter().map(|(_, height)| *height).max().unwrap_or(0);
    Ok((rows.into_iter().map(|(hash, _)| hash).collect(), height))
}

/// The integer that the next operation takes.
pub fn next_id(conn: &Connection) -> Result<i64> {
    Ok(conn
        .prepare_cached("SELECT coalesce(max(id), 0) + 1 FROM _operations")?
        .query_row([], |r| r.get(0))?)
}

/// Whether an operation was made elsewhere and came by a merge that still stands.
pub fn was_received(conn: &Connection, uid: Uid) -> Result<bool> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM _received WHERE operation = ?1 AND removed IS NULL")?
        .query_row([&uid.0[..]], |_| Ok(()))
        .optional()?
        .is_some())
}
