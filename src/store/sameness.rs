//! Which records stand for which: classes of the same, and their representatives.
//!
//! Nothing is ever joined. A class grows by judged *same* pairs, then by pairs whose keys are equal,
//! each in the order of identities; a pair that would put two records judged *different* in one class
//! is skipped. The representative is the smallest identity of the class, so that every desk that
//! holds the same records shows the same one.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::params;

use super::lists;
use super::nouns::table;
use super::refs::Refs;
use crate::error::Result;
use crate::model::{Noun, Uid};

/// The nouns that have representatives in a column `rep`.
pub const WITH_REP: &[Noun] = &[
    Noun::Topic,
    Noun::Measure,
    Noun::Source,
    Noun::Speaker,
    Noun::Claim,
];

/// Finds the classes around records again and writes what changed.
pub fn refresh(touched: &BTreeSet<(Noun, i64)>, refs: &mut Refs<'_>) -> Result<()> {
    for noun in WITH_REP {
        let seeds: Vec<i64> = touched
            .iter()
            .filter(|(n, _)| n == noun)
            .map(|(_, id)| *id)
            .collect();
        if !seeds.is_empty() {
            refresh_noun(*noun, &seeds, refs)?;
        }
    }
    let mut attributions: BTreeSet<i64> = touched
        .iter()
        .filter(|(n, _)| *n == Noun::Attribution)
        .map(|(_, id)| *id)
        .collect();
    attributions.extend(std::mem::take(&mut refs.moved_attributions));
    // A class may have lost or gained a member whose fellows were not touched themselves.
    let fellows: Vec<i64> = attributions.iter().copied().collect();
    for id in fellows {
        attributions.extend(twins(id, refs)?);
    }
    same_attributions(&attributions, refs)
}

/// Takes a record that is about to change or go out of the class it was stood for in.
pub fn leave(noun: Noun, id: i64, refs: &mut Refs<'_>) -> Result<()> {
    if refs.bulk.is_some() || !WITH_REP.contains(&noun) {
        return Ok(());
    }
    let rep = refs.rep(noun, id)?;
    if rep == id {
        Ok(())
    } else {
        write_reps(noun, &[(id, rep, id)], refs)
    }
}

/// The record that stands for one in lists; itself, or another of its class.
pub fn rep(noun: Noun, id: i64, refs: &Refs<'_>) -> Result<i64> {
    if noun != Noun::Attribution {
        return refs.rep(noun, id);
    }
    let mut statement = refs
        .conn
        .prepare_cached("SELECT coalesce(same_as, id) FROM attributions WHERE id = ?1")?;
    Ok(statement.query_row([id], |row| row.get(0))?)
}

/// Records of a noun that stand beside one: by judgement, by equal keys, or so far in one class.
fn beside(noun: Noun, id: i64, refs: &Refs<'_>) -> Result<Vec<i64>> {
    let mut found = pairs_by_judgement(noun, id, "same", refs)?;
    found.extend(pairs_by_key(noun, id, refs)?);
    let sql = format!(
        "SELECT id FROM {0} WHERE rep = (SELECT rep FROM {0} WHERE id = ?1) AND id <> ?1 AND rep <> id UNION SELECT rep FROM {0} WHERE id = ?1 AND rep <> id",
        table(noun)
    );
    collect(refs, &sql, id, &mut found)?;
    // A representative that is gone left members behind, which were touched with it.
    Ok(found)
}

fn collect(refs: &Refs<'_>, sql: &str, id: i64, into: &mut Vec<i64>) -> Result<()> {
    let mut statement = refs.conn.prepare_cached(sql)?;
    for found in statement.query_map([id], |row| row.get(0))? {
        into.push(found?);
    }
    Ok(())
}

/// The records whose class follows from a record: those a judgement is about, the source captured.
pub fn classed_by(noun: Noun, id: i64, refs: &Refs<'_>) -> Result<Vec<(Noun, i64)>> {
    let sql = match noun {
        Noun::Judgement => "SELECT of, a, b FROM judgements WHERE id = ?1",
        Noun::Capture => "SELECT 'source', source, source FROM captures WHERE id = ?1",
        _ => return Ok(Vec::new()),
    };
    let mut statement = refs.conn.prepare_cached(sql)?;
    let mut rows = statement.query([id])?;
    let mut found = Vec::new();
    if let Some(row) = rows.next()? {
        let of: Option<String> = row.get(0)?;
        if let Some(Ok(noun)) = of.map(|w| w.parse::<Noun>()) {
            found.push((noun, row.get(1)?));
            found.push((noun, row.get(2)?));
        }
    }
    Ok(found)
}

fn pairs_by_judgement(noun: Noun, id: i64, kind: &str, refs: &Refs<'_>) -> Result<Vec<i64>> {
    // Judgements note the records they are about, so a record finds them by one range.
    let mut statement = refs.conn.prepare_cached(
        "SELECT CASE WHEN j.a = ?2 THEN j.b ELSE j.a END
           FROM _references r JOIN judgements j ON j.id = r.by_record
          WHERE r.noun = ?1 AND r.record = ?2 AND r.by_noun = 'judgement' AND j.kind = ?3 AND j.of = ?1",
    )?;
    let found = statement.query_map(params![noun.to_string(), id, kind], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn pairs_by_key(noun: Noun, id: i64, refs: &Refs<'_>) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    match noun {
        Noun::Topic | Noun::Measure => {
            let sql = format!(
                "SELECT b.id FROM {0} a JOIN {0} b ON b.key = a.key AND b.id <> a.id WHERE a.id = ?1",
                table(noun)
            );
            collect(refs, &sql, id, &mut found)?;
        }
        Noun::Source => {
            let by_address = "SELECT b.id FROM sources a JOIN sources b ON b.key = a.key AND b.id <> a.id WHERE a.id = ?1 AND a.key IS NOT NULL";
            // One file of several may be an annex that other documents have too.
            let by_content = "SELECT d.source FROM captures c JOIN captures d ON d.sha256 = c.sha256 AND d.source <> c.source
                WHERE c.source = ?1 AND c.sha256 IS NOT NULL AND c.\"order\" IS NULL AND d.\"order\" IS NULL";
            collect(refs, by_address, id, &mut found)?;
            collect(refs, by_content, id, &mut found)?;
        }
        Noun::Speaker => {
            // The keys of a speaker are those of its names; an unnamed one has none.
            let names: Vec<crate::model::Name> = refs
                .conn
                .prepare_cached(
                    "SELECT names FROM speakers WHERE id = ?1 AND kind IS NOT 'unnamed'",
                )?
                .query_map([id], |row| row.get::<_, Option<String>>(0))?
                .filter_map(|text| serde_json::from_str::<Vec<_>>(&text.ok()??).ok())
                .flatten()
                .collect();
            let mut by_name = refs.conn.prepare_cached(
                "SELECT s.id FROM _speaker_keys k JOIN speakers s ON s.id = k.speaker
                  WHERE k.key = ?1 AND s.id <> ?2 AND s.kind IS (SELECT kind FROM speakers WHERE id = ?2)",
            )?;
            for name in names {
                let key = crate::text::names::key(&name.name);
                for other in by_name.query_map(params![key, id], |row| row.get(0))? {
                    found.push(other?);
                }
            }
            let by_item = "SELECT b.id FROM speakers a JOIN speakers b ON b.wikidata = a.wikidata AND b.id <> a.id WHERE a.id = ?1 AND a.wikidata IS NOT NULL";
            collect(refs, by_item, id, &mut found)?;
        }
        Noun::Claim => {
            let sql = "SELECT b.id FROM claims a JOIN claims b ON b.key = a.key AND b.id <> a.id AND b.text IS a.text AND b.text_lang IS a.text_lang WHERE a.id = ?1";
            collect(refs, sql, id, &mut found)?;
        }
        _ => {}
    }
    Ok(found)
}

fn refresh_noun(noun: Noun, seeds: &[i64], refs: &mut Refs<'_>) -> Result<()> {
    // Everything that could be in a class with a seed.
    let mut known: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    let mut queue: Vec<i64> = seeds.to_vec();
    let sql = format!("SELECT uid, rep FROM {} WHERE id = ?1", table(noun));
    let mut rows: HashMap<i64, (Uid, i64)> = HashMap::new();
    while let Some(id) = queue.pop() {
        if known.contains_key(&id) {
            continue;
        }
        let mut statement = refs.conn.prepare_cached(&sql)?;
        let mut found = statement.query([id])?;
        let Some(row) = found.next()? else {
            // Gone: those it stood for are found by their column.
            let orphans = format!(
                "SELECT id FROM {} WHERE rep = ?1 AND rep <> id",
                table(noun)
            );
            collect(refs, &orphans, id, &mut queue)?;
            known.insert(id, Vec::new());
            continue;
        };
        rows.insert(id, (Uid(row.get(0)?), row.get(1)?));
        let neighbours = beside(noun, id, refs)?;
        queue.extend(&neighbours);
        known.insert(id, neighbours);
    }
    let mut classes = Classes::default();
    for (id, (uid, _)) in &rows {
        classes.add(*id, *uid);
        for other in pairs_by_judgement(noun, *id, "different", refs)? {
            classes.differ.insert((*id, other));
            classes.differ.insert((other, *id));
        }
    }
    for by_judgement in [true, false] {
        let mut pairs = BTreeSet::new();
        for (id, (uid, _)) in &rows {
            let others = if by_judgement {
                pairs_by_judgement(noun, *id, "same", refs)?
            } else {
                pairs_by_key(noun, *id, refs)?
            };
            for other in others {
                if let Some((other_uid, _)) = rows.get(&other) {
                    pairs.insert((*uid.min(other_uid), *uid.max(other_uid), *id, other));
                }
            }
        }
        for (_, _, a, b) in pairs {
            classes.join(a, b);
        }
    }
    let mut moved = Vec::new();
    for (id, (_, old)) in &rows {
        let rep = classes.rep(*id);
        if rep != *old {
            moved.push((*id, *old, rep));
        }
    }
    moved.sort_unstable();
    write_reps(noun, &moved, refs)
}

/// Disjoint classes with members judged different kept apart.
#[derive(Default)]
struct Classes {
    of: HashMap<i64, usize>,
    members: Vec<Vec<(Uid, i64)>>,
    differ: HashSet<(i64, i64)>,
}

impl Classes {
    fn add(&mut self, id: i64, uid: Uid) {
        self.of.insert(id, self.members.len());
        self.members.push(vec![(uid, id)]);
    }

    fn join(&mut self, a: i64, b: i64) {
        let (Some(&a), Some(&b)) = (self.of.get(&a), self.of.get(&b)) else {
            return;
        };
        if a == b {
            return;
        }
        let apart = !self.differ.is_empty()
            && self.members[a].iter().any(|(_, x)| {
                self.members[b]
                    .iter()
                    .any(|(_, y)| self.differ.contains(&(*x, *y)))
            });
        if apart {
            return;
        }
        let joining = std::mem::take(&mut self.members[b]);
        for (_, id) in &joining {
            self.of.insert(*id, a);
        }
        self.members[a].extend(joining);
    }

    fn rep(&self, id: i64) -> i64 {
        let class = self
            .of
            .get(&id)
            .map(|at| self.members[*at].as_slice())
            .unwrap_or_default();
        class.iter().min().map_or(id, |(_, id)| *id)
    }
}

fn write_reps(noun: Noun, moved: &[(i64, i64, i64)], refs: &mut Refs<'_>) -> Result<()> {
    if moved.is_empty() {
        return Ok(());
    }
    let sql = format!("UPDATE {} SET rep = ?2 WHERE id = ?1", table(noun));
    for (id, _, rep) in moved {
        refs.conn.prepare_cached(&sql)?.execute([id, rep])?;
    }
    refs.forget_reps();
    let reps: BTreeSet<i64> = moved
        .iter()
        .flat_map(|(_, old, rep)| [*old, *rep])
        .collect();
    let reps: Vec<i64> = reps.into_iter().collect();
    match noun {
        Noun::Topic => lists::refresh_topics(&reps, refs),
        Noun::Measure => lists::refresh_measures(&reps, refs),
        Noun::Claim => {
            for (id, _, _) in moved {
                refs.moved_attributions
                    .extend(attributions_where("claim = ?1", *id, refs)?);
                lists::refresh_claim(*id, refs)?;
            }
            reps.iter()
                .try_for_each(|rep| lists::refresh_claim(*rep, refs))
        }
        Noun::Speaker | Noun::Source => {
            let (column, rep_column) = if noun == Noun::Speaker {
                ("speaker", "speaker_rep")
            } else {
                ("source", "source_rep")
            };
            for (id, old, rep) in moved {
                let theirs = format!("{rep_column} = ?1 AND {column} = {id}");
                refs.moved_attributions
                    .extend(attributions_where(&theirs, *old, refs)?);
                let sql = format!(
                    "UPDATE attributions SET {rep_column} = ?1 WHERE {rep_column} = ?2 AND {column} = ?3"
                );
                refs.conn.prepare_cached(&sql)?.execute([rep, old, id])?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn attributions_where(condition: &str, id: i64, refs: &Refs<'_>) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    collect(
        refs,
        &format!("SELECT id FROM attributions WHERE {condition}"),
        id,
        &mut found,
    )?;
    Ok(found)
}

/// Attributions that an attribution stands for or that stand for it.
fn twins(id: i64, refs: &Refs<'_>) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    collect(
        refs,
        "SELECT same_as FROM attributions WHERE id = ?1 AND same_as IS NOT NULL",
        id,
        &mut found,
    )?;
    collect(
        refs,
        "SELECT id FROM attributions WHERE same_as = ?1",
        id,
        &mut found,
    )?;
    Ok(found)
}

/// Marks attributions that another one stands for: of one claim, speaker and source, in equal words.
fn same_attributions(seeds: &BTreeSet<i64>, refs: &mut Refs<'_>) -> Result<()> {
    let mut done: HashSet<i64> = HashSet::new();
    for seed in seeds {
        if !done.insert(*seed) {
            continue;
        }
        let group = group_of(*seed, refs)?;
        let mut classes = Classes::default();
        for (id, uid, _) in &group {
            classes.add(*id, *uid);
        }
        let mut judged = BTreeSet::new();
        if group.len() > 1 {
            for (id, _, _) in &group {
                for other in pairs_by_judgement(Noun::Attribution, *id, "different", refs)? {
                    classes.differ.insert((*id, other));
                    classes.differ.insert((other, *id));
                }
                for other in pairs_by_judgement(Noun::Attribution, *id, "same", refs)? {
                    judged.insert((*id, other));
                }
            }
        }
        for (a, b) in judged {
            classes.join(a, b);
        }
        // Sorted by identity, so that equal words meet in that order.
        for (at, (a, _, words)) in group.iter().enumerate() {
            for (b, _, others) in &group[at + 1..] {
                // Without words there is nothing by which the two could be known as one.
                if words == others && (words.0.is_some() || words.1.is_some()) {
                    classes.join(*a, *b);
                }
            }
        }
        for (id, _, _) in &group {
            done.insert(*id);
            let rep = classes.rep(*id);
            refs.conn
                .prepare_cached(
                    "UPDATE attributions SET same_as = ?2 WHERE id = ?1 AND same_as IS NOT ?2",
                )?
                .execute(params![id, (rep != *id).then_some(rep)])?;
        }
    }
    Ok(())
}

/// The words and all that would make two acts of saying out of one: stance, date and occasion.
type Words = (
    Option<String>,
    Option<String>,
    Option<String>,
    String,
    Option<i64>,
);

/// The attributions that could be the same as one: of its claim's class, speaker and source; and
/// those judged the same.
fn group_of(seed: i64, refs: &Refs<'_>) -> Result<Vec<(i64, Uid, Words)>> {
    let mut ids: BTreeSet<i64> = BTreeSet::from([seed]);
    let sql = "SELECT b.id FROM attributions a JOIN claims c ON c.id = a.claim
                 JOIN attributions b ON b.claim IN (SELECT c.rep UNION SELECT id FROM claims WHERE rep = c.rep AND rep <> id)
                  AND b.speaker_rep IS a.speaker_rep AND b.source_rep = a.source_rep
                WHERE a.id = ?1";
    let mut found = Vec::new();
    collect(refs, sql, seed, &mut found)?;
    ids.extend(found);
    let mut queue: Vec<i64> = ids.iter().copied().collect();
    while let Some(id) = queue.pop() {
        for other in pairs_by_judgement(Noun::Attribution, id, "same", refs)? {
            if ids.insert(other) {
                queue.push(other);
            }
        }
    }
    let mut group = Vec::new();
    for id in ids {
        let mut statement = refs
            .conn
            .prepare_cached("SELECT uid, passage, quote, stance, sort_date, occasion, sort_basis FROM attributions WHERE id = ?1")?;
        let mut rows = statement.query([id])?;
        if let Some(row) = rows.next()? {
            // The day of recording makes no difference: two desks record on two days.
            let basis: String = row.get(6)?;
            let date: String = row.get(4)?;
            let date = if basis == "recorded" {
                String::new()
            } else {
                date
            };
            let words = (row.get(1)?, row.get(2)?, row.get(3)?, date, row.get(5)?);
            group.push((id, Uid(row.get(0)?), words));
        }
    }
    group.sort_unstable_by_key(|(_, uid, _)| *uid);
    Ok(group)
}

/// After a bulk load: every class of more than one, found by the indexes just made.
pub fn refresh_all(refs: &mut Refs<'_>) -> Result<()> {
    let mut touched = BTreeSet::new();
    let groups = [
        (
            Noun::Claim,
            "SELECT min(id) FROM claims GROUP BY key HAVING count(*) > 1",
        ),
        (
            Noun::Source,
            "SELECT min(id) FROM sources WHERE key IS NOT NULL GROUP BY key HAVING count(*) > 1",
        ),
        (
            Noun::Source,
            "SELECT min(source) FROM captures WHERE sha256 IS NOT NULL AND \"order\" IS NULL GROUP BY sha256 HAVING count(*) > 1",
        ),
        (
            Noun::Topic,
            "SELECT min(id) FROM topics GROUP BY key HAVING count(*) > 1",
        ),
        (
            Noun::Measure,
            "SELECT min(id) FROM measures GROUP BY key HAVING count(*) > 1",
        ),
        (
            Noun::Speaker,
            "SELECT min(speaker) FROM _speaker_keys GROUP BY key HAVING count(*) > 1",
        ),
        (
            Noun::Speaker,
            "SELECT min(id) FROM speakers WHERE wikidata IS NOT NULL GROUP BY wikidata HAVING count(*) > 1",
        ),
    ];
    for (noun, sql) in groups {
        let mut statement = refs.conn.prepare(sql)?;
        for id in statement.query_map([], |row| row.get(0))? {
            touched.insert((noun, id?));
        }
    }
    let mut judged = refs.conn.prepare("SELECT of, a FROM judgements")?;
    let rows = judged.query_map([], |row| {
        Ok((row.get::<_, Option<String>>(0)?, row.get(1)?))
    })?;
    for row in rows {
        let (noun, id): (Option<String>, i64) = row?;
        if let Some(Ok(noun)) = noun.map(|n| n.parse()) {
            touched.insert((noun, id));
        }
    }
    refresh(&touched, refs)?;
    // Attributions of one claim, speaker and source: the pairs first, their words after.
    let mut statement = refs.conn.prepare(
        "SELECT min(a.id) FROM attributions a JOIN claims c ON c.id = a.claim
          GROUP BY c.rep, a.source_rep, a.speaker_rep HAVING count(*) > 1",
    )?;
    let seeds: BTreeSet<i64> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    drop(statement);
    same_attributions(&seeds, refs)
}
