//! What lists run by: topic and date, measure and date, a claim's newest date.
//!
//! A page must be one range of one index, so that it costs the same at a thousand and at ten million
//! claims. These tables and columns put filter and date together; they are derived, and a bulk load
//! makes them after the rows.

use rusqlite::{OptionalExtension, params};

use super::refs::Refs;
use crate::error::Result;
use crate::model::Noun;

/// Notes a record that has come.
pub fn place(noun: Noun, id: i64, refs: &mut Refs<'_>) -> Result<()> {
    match noun {
        Noun::Attribution => place_attribution(id, refs),
        Noun::Claim if refs.bulk.is_none() => {
            lines_of_claim(id, refs)?;
            refresh_claim(id, refs)
        }
        Noun::Capture => {
            if let Some(bulk) = &mut refs.bulk {
                bulk.captured = true;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Forgets a record that is about to change or go.
pub fn unplace(noun: Noun, id: i64, refs: &mut Refs<'_>) -> Result<()> {
    if let Some(bulk) = &mut refs.bulk {
        bulk.redate |= matches!(noun, Noun::Attribution | Noun::Claim);
        bulk.captured |= noun == Noun::Capture;
        return Ok(());
    }
    match noun {
        Noun::Attribution => {
            forget_attribution(id, refs)?;
            // The claim's newest date may have been this one's; the row still stands, so it is left out.
            let claim: i64 = refs
                .conn
                .prepare_cached("SELECT claim FROM attributions WHERE id = ?1")?
                .query_row([id], |r| r.get(0))?;
            refresh_claim_without(claim, Some(id), refs)
        }
        Noun::Claim => {
            let mut statement = refs
                .conn
                .prepare_cached("SELECT id FROM attributions WHERE claim = ?1")?;
            let attributions: Vec<i64> = statement
                .query_map([id], |r| r.get(0))?
                .collect::<Result<_, _>>()?;
            for attribution in attributions {
                forget_topics(attribution, refs)?;
            }
            forget_claim_topics(id, refs)
        }
        _ => Ok(()),
    }
}

fn place_attribution(id: i64, refs: &mut Refs<'_>) -> Result<()> {
    if let Some(bulk) = &refs.bulk {
        // Most claims were written with the date of what came with them.
        if let (Some((claim, newest)), Some((of, date))) = (&bulk.newest_written, &refs.last_dated)
            && claim == of
            && newest >= date
        {
            return Ok(());
        }
        refs.conn
            .prepare_cached(
                "UPDATE claims SET newest = a.sort_date
                   FROM (SELECT claim, sort_date FROM attributions WHERE id = ?1) AS a
                  WHERE claims.id = a.claim AND (newest IS NULL OR newest < a.sort_date)",
            )?
            .execute([id])?;
        return Ok(());
    }
    topic_lines(id, refs)?;
    refs.conn
        .prepare_cached(
            "INSERT OR IGNORE INTO _attribution_measures (measure_rep, sort_date, attribution)
             SELECT DISTINCT m.rep, a.sort_date, a.id
               FROM attributions a JOIN figures f ON f.attribution = a.id JOIN measures m ON m.id = f.measure
              WHERE a.id = ?1",
        )?
        .execute([id])?;
    let claim: Option<(i64, Option<String>, String)> = refs
        .conn
        .prepare_cached(
            "SELECT r.id, r.newest, a.sort_date
               FROM attributions a JOIN claims c ON c.id = a.claim JOIN claims r ON r.id = c.rep WHERE a.id = ?1",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    match claim {
        Some((rep, newest, date)) if newest.as_ref().is_none_or(|newest| *newest < date) => {
            set_newest(rep, Some(&date), refs)
        }
        _ => Ok(()),
    }
}

fn topic_lines(attribution: i64, refs: &Refs<'_>) -> Result<()> {
    refs.conn
        .prepare_cached(
            "INSERT OR IGNORE INTO _attribution_topics (topic_rep, sort_date, attribution)
             SELECT DISTINCT t.rep, a.sort_date, a.id
               FROM attributions a JOIN claim_topics ct ON ct.claim = a.claim JOIN topics t ON t.id = ct.topic
              WHERE a.id = ?1",
        )?
        .execute([attribution])?;
    Ok(())
}

fn lines_of_claim(claim: i64, refs: &Refs<'_>) -> Result<()> {
    let mut statement = refs
        .conn
        .prepare_cached("SELECT id FROM attributions WHERE claim = ?1")?;
    let attributions: Vec<i64> = statement
        .query_map([claim], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    attributions
        .into_iter()
        .try_for_each(|attribution| topic_lines(attribution, refs))
}

fn forget_topics(attribution: i64, refs: &Refs<'_>) -> Result<()> {
    refs.conn
        .prepare_cached(
            "DELETE FROM _attribution_topics WHERE (topic_rep, sort_date, attribution) IN
               (SELECT t.rep, a.sort_date, a.id
                  FROM attributions a JOIN claim_topics ct ON ct.claim = a.claim JOIN topics t ON t.id = ct.topic
                 WHERE a.id = ?1)",
        )?
        .execute([attribution])?;
    Ok(())
}

fn forget_attribution(id: i64, refs: &Refs<'_>) -> Result<()> {
    forget_topics(id, refs)?;
    refs.conn
        .prepare_cached(
            "DELETE FROM _attribution_measures WHERE (measure_rep, sort_date, attribution) IN
               (SELECT m.rep, a.sort_date, a.id
                  FROM attributions a JOIN figures f ON f.attribution = a.id JOIN measures m ON m.id = f.measure
                 WHERE a.id = ?1)",
        )?
        .execute([id])?;
    Ok(())
}

/// Computes the newest date of a claim's class again, and the lines that follow from it.
pub fn refresh_claim(claim: i64, refs: &mut Refs<'_>) -> Result<()> {
    refresh_claim_without(claim, None, refs)
}

fn refresh_claim_without(claim: i64, without: Option<i64>, refs: &mut Refs<'_>) -> Result<()> {
    let rep = refs.rep(Noun::Claim, claim)?;
    let newest: Option<String> = refs
        .conn
        .prepare_cached(
            "SELECT max(a.sort_date) FROM attributions a
              WHERE a.claim IN (SELECT ?1 UNION SELECT id FROM claims WHERE rep = ?1 AND rep <> id)
                AND a.id IS NOT ?2",
        )?
        .query_row(params![rep, without], |row| row.get(0))?;
    if rep != claim {
        set_newest(claim, None, refs)?;
    }
    set_newest(rep, newest.as_deref(), refs)
}

fn set_newest(claim: i64, newest: Option<&str>, refs: &Refs<'_>) -> Result<()> {
    forget_claim_topics(claim, refs)?;
    refs.conn
        .prepare_cached("UPDATE claims SET newest = ?2 WHERE id = ?1 AND newest IS NOT ?2")?
        .execute(params![claim, newest])?;
    refs.conn
        .prepare_cached(
            "INSERT OR IGNORE INTO _claim_topics (topic_rep, newest, claim)
             SELECT DISTINCT t.rep, r.newest, r.id
               FROM claims r
               JOIN claims c ON c.id = r.id OR (c.rep = r.id AND c.rep <> c.id)
               JOIN claim_topics ct ON ct.claim = c.id JOIN topics t ON t.id = ct.topic
              WHERE r.id = ?1 AND r.newest IS NOT NULL",
        )?
        .execute([claim])?;
    Ok(())
}

fn forget_claim_topics(claim: i64, refs: &Refs<'_>) -> Result<()> {
    // Every topic's line, whether it is still the claim's or not: few topics, so one probe each.
    refs.conn
        .prepare_cached(
            "DELETE FROM _claim_topics WHERE (topic_rep, newest, claim) IN
               (SELECT t.rep, c.newest, c.id FROM claims c, (SELECT DISTINCT rep FROM topics) t
                 WHERE c.id = ?1 AND c.newest IS NOT NULL)",
        )?
        .execute([claim])?;
    Ok(())
}

/// Writes a topic's lines anew after it came to stand for others, or others for it.
pub fn refresh_topics(reps: &[i64], refs: &mut Refs<'_>) -> Result<()> {
    for rep in reps {
        refs.conn
            .prepare_cached("DELETE FROM _attribution_topics WHERE topic_rep = ?1")?
            .execute([rep])?;
        refs.conn
            .prepare_cached("DELETE FROM _claim_topics WHERE topic_rep = ?1")?
            .execute([rep])?;
    }
    for rep in reps {
        refs.conn
            .prepare_cached(
                "INSERT OR IGNORE INTO _attribution_topics (topic_rep, sort_date, attribution)
                 SELECT DISTINCT t.rep, a.sort_date, a.id
                   FROM topics t JOIN claim_topics ct ON ct.topic = t.id JOIN attributions a ON a.claim = ct.claim
                  WHERE t.rep = ?1",
            )?
            .execute([rep])?;
        refs.conn
            .prepare_cached(
                "INSERT OR IGNORE INTO _claim_topics (topic_rep, newest, claim)
                 SELECT DISTINCT t.rep, r.newest, r.id
                   FROM topics t JOIN claim_topics ct ON ct.topic = t.id
                   JOIN claims c ON c.id = ct.claim JOIN claims r ON r.id = c.rep
                  WHERE t.rep = ?1 AND r.newest IS NOT NULL",
            )?
            .execute([rep])?;
    }
    Ok(())
}

/// Writes a measure's lines anew.
pub fn refresh_measures(reps: &[i64], refs: &mut Refs<'_>) -> Result<()> {
    for rep in reps {
        refs.conn
            .prepare_cached("DELETE FROM _attribution_measures WHERE measure_rep = ?1")?
            .execute([rep])?;
    }
    for rep in reps {
        refs.conn
            .prepare_cached(
                "INSERT OR IGNORE INTO _attribution_measures (measure_rep, sort_date, attribution)
                 SELECT DISTINCT m.rep, a.sort_date, a.id
                   FROM measures m JOIN figures f ON f.measure = m.id JOIN attributions a ON a.id = f.attribution
                  WHERE m.rep = ?1",
            )?
            .execute([rep])?;
    }
    Ok(())
}

/// Makes every line after a bulk load, in the order of their tables; `redate`, also the newest dates of claims
/// that have one. What comes twice is ignored: to sort out what is distinct first costs more.
pub fn fill(redate: bool, refs: &Refs<'_>) -> Result<()> {
    if redate {
        refs.conn.execute_batch(
            "UPDATE claims SET newest = (SELECT max(a.sort_date) FROM attributions a WHERE a.claim = claims.id)
              WHERE newest IS NOT (SELECT max(a.sort_date) FROM attributions a WHERE a.claim = claims.id)",
        )?;
    }
    // What an edit within the load may have placed is placed again.
    refs.conn.execute_batch(
        "DELETE FROM _attribution_topics; DELETE FROM _claim_topics; DELETE FROM _attribution_measures;
         UPDATE claims SET newest = (SELECT max(a.sort_date) FROM attributions a WHERE a.claim = claims.id)
          WHERE newest IS NULL AND EXISTS (SELECT 1 FROM attributions a WHERE a.claim = claims.id);
         INSERT OR IGNORE INTO _attribution_topics (topic_rep, sort_date, attribution)
         SELECT t.rep, a.sort_date, a.id
           FROM attributions a JOIN claim_topics ct ON ct.claim = a.claim JOIN topics t ON t.id = ct.topic
          ORDER BY 1, 2, 3;
         INSERT OR IGNORE INTO _claim_topics (topic_rep, newest, claim)
         SELECT t.rep, c.newest, c.id
           FROM claims c JOIN claim_topics ct ON ct.claim = c.id JOIN topics t ON t.id = ct.topic
          WHERE c.newest IS NOT NULL ORDER BY 1, 2, 3;
         INSERT OR IGNORE INTO _attribution_measures (measure_rep, sort_date, attribution)
         SELECT m.rep, a.sort_date, a.id
           FROM figures f JOIN attributions a ON a.id = f.attribution JOIN measures m ON m.id = f.measure
          ORDER BY 1, 2, 3;",
    )?;
    Ok(())
}
