//! Judging two records the same, or different: a person's word, which a later word replaces.

use rusqlite::params;

use super::nouns::table;
use super::refs::Refs;
use super::{Writing, row, sameness};
use crate::error::{Error, ErrorKind, Result};
use crate::model::judgement::JUDGED;
use crate::model::{Body, Judgement, JudgementKind, Noun, SpeakerKind, Uid, Vocabulary};

/// What a judgement came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Whether anything was written: not where it was judged so already.
    pub is_news: bool,
    /// Whether it replaces the opposite word on this pair.
    pub replaces: bool,
    /// Whether lists showed the two as one before.
    pub were_one: bool,
    /// The record that stands for both from now on; none where they are shown as two.
    pub shown_as: Option<Uid>,
}

impl Writing<'_> {
    /// Judges two records of one noun. What was judged of these two before is replaced, and stays in
    /// the history of that judgement.
    ///
    /// # Errors
    /// When the noun is none that is judged, the two are one record, one is not there, a person would be the
    /// same as what is none, or another judgement keeps the two apart.
    pub fn judge(
        &mut self,
        noun: Noun,
        a: Uid,
        b: Uid,
        kind: JudgementKind,
        reason: &str,
    ) -> Result<Judged> {
        let (a, b) = (a.min(b), a.max(b));
        if !JUDGED.contains(&noun) {
            let words: Vec<&str> = JUDGED.iter().map(|noun| noun.word()).collect();
            return Err(Error::new(
                ErrorKind::Input,
                format!("of a {noun} it is not judged whether two are the same"),
            )
            .hint(format!("it is of a {}", words.join(", a "))));
        }
        if a == b {
            return Err(
                Error::new(ErrorKind::Input, format!("{a} is one {noun}, not two"))
                    .hint("records that bear one name are told apart by their ids"),
            );
        }
        let ids = (self.live(noun, a)?, self.live(noun, b)?);
        if kind == JudgementKind::Same && noun == Noun::Speaker {
            self.must_be_alike(ids)?;
        }
        let were_one = one(noun, ids, &self.refs)?.is_some();
        let judged = self.judgements_of(noun, ids)?;
        let replaces = judged.iter().any(|(_, judged)| judged.kind != Some(kind));
        let is_news = self.put_judgement(judged, (noun, a, b), kind, reason)?;
        self.settle()?;
        let now_one = one(noun, ids, &self.refs)?;
        if kind == JudgementKind::Same && now_one.is_none() {
            return Err(in_the_way(noun, ids, &mut self.refs)?);
        }
        Ok(Judged {
            is_news,
            replaces,
            were_one,
            shown_as: now_one.map(|id| self.refs.uid(noun, id)).transpose()?,
        })
    }

    fn live(&self, noun: Noun, uid: Uid) -> Result<i64> {
        let found = row::meta_of(noun, uid, &self.refs)?;
        found.map(|(id, _)| id).ok_or_else(|| {
            Error::new(ErrorKind::NotFound, format!("there is no {noun} {uid}"))
                .hint(format!("`dixit history {uid}` says what became of it"))
        })
    }

    /// Writes the judgement, or turns those that were made of this pair: two desks may have made one each.
    fn put_judgement(
        &mut self,
        judged: Vec<(Uid, Judgement<Uid>)>,
        (noun, a, b): (Noun, Uid, Uid),
        kind: JudgementKind,
        reason: &str,
    ) -> Result<bool> {
        if judged.is_empty() {
            self.create(Judgement {
                a,
                b,
                kind: Some(kind),
                of: Some(noun),
                reason: reason.to_owned(),
            })?;
            return Ok(true);
        }
        let mut is_news = false;
        for (uid, mut judgement) in judged {
            if judgement.kind != Some(kind) {
                judgement.kind = Some(kind);
                reason.clone_into(&mut judgement.reason);
                is_news |= self.edit(uid, judgement)?;
            }
        }
        Ok(is_news)
    }

    fn judgements_of(
        &mut self,
        noun: Noun,
        (first, second): (i64, i64),
    ) -> Result<Vec<(Uid, Judgement<Uid>)>> {
        let found: Vec<i64> = {
            let mut statement = self.refs.conn.prepare_cached(
                "SELECT j.id FROM _references r JOIN judgements j ON j.id = r.by_record
                  WHERE r.noun = ?1 AND r.record = ?2 AND r.by_noun = 'judgement' AND j.of = ?1
                    AND (j.a = ?3 OR j.b = ?3)
                  ORDER BY j.uid",
            )?;
            let rows =
                statement.query_map(params![noun.to_string(), first, second], |row| row.get(0))?;
            rows.collect::<Result<_, _>>()?
        };
        let mut judgements = Vec::new();
        for id in found {
            if let Some((Body::Judgement(judgement), meta)) =
                row::read(Noun::Judgement, id, &mut self.refs)?
            {
                judgements.push((meta.uid, *judgement));
            }
        }
        Ok(judgements)
    }

    /// An office is filed under persons by dated roles, never by sameness; nor is a person a state.
    fn must_be_alike(&mut self, ids: (i64, i64)) -> Result<()> {
        let mut kinds = Vec::new();
        for id in [ids.0, ids.1] {
            if let Some((Body::Speaker(speaker), _)) = row::read(Noun::Speaker, id, &mut self.refs)?
            {
                kinds.extend(speaker.kind);
            }
        }
        match kinds[..] {
            [one, other] if one != other && kinds.contains(&SpeakerKind::Person) => Err(Error::new(
                ErrorKind::Conflict,
                format!("one is a speaker of kind {one}, the other of kind {other}: they are not the same"),
            )
            .hint("who held an office is a role of the person, with its dates: `dixit edit ID --role`")),
            _ => Ok(()),
        }
    }
}

/// The record that stands for both of two, if one does.
fn one(noun: Noun, (a, b): (i64, i64), refs: &Refs<'_>) -> Result<Option<i64>> {
    let (a, b) = (sameness::rep(noun, a, refs)?, sameness::rep(noun, b, refs)?);
    Ok((a == b).then_some(a))
}

/// The judgement that keeps two classes apart.
fn in_the_way(noun: Noun, (a, b): (i64, i64), refs: &mut Refs<'_>) -> Result<Error> {
    let table = table(noun);
    let rep = match noun {
        Noun::Attribution => "coalesce(same_as, id)",
        _ => "rep",
    };
    let class = |which: &str| {
        format!(
            "SELECT id FROM {table} WHERE {rep} = (SELECT {rep} FROM {table} WHERE id = {which})"
        )
    };
    let sql = format!(
        "SELECT uid, a, b FROM judgements WHERE of = ?3 AND kind = 'different'
            AND (a IN ({0}) AND b IN ({1}) OR b IN ({0}) AND a IN ({1}))
          ORDER BY uid LIMIT 1",
        class("?1"),
        class("?2"),
    );
    let (judgement, x, y) = refs
        .conn
        .query_row(&sql, params![a, b, noun.to_string()], |row| {
            Ok((Uid(row.get(0)?), row.get(1)?, row.get(2)?))
        })?;
    let (x, y) = (refs.uid(noun, x)?, refs.uid(noun, y)?);
    Ok(Error::new(
        ErrorKind::Conflict,
        format!("they cannot be one: the {noun}s {x} and {y}, which they are the same as, are judged different"),
    )
    .hint(format!("`dixit show {judgement}` says why; `dixit same {x} {y}` replaces that judgement")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Claim, Name, Speaker};
    use crate::store::{Command, Repeating, Store};
    use JudgementKind::{Different, Same};

    fn speaker(name: &str, kind: SpeakerKind) -> Speaker {
        Speaker {
            names: vec![Name {
                name: name.to_owned(),
                ..Name::default()
            }],
            kind: Some(kind),
            ..Speaker::default()
        }
    }

    fn store(speakers: &[(&str, SpeakerKind)]) -> (Store, Vec<Uid>) {
        let mut store = Store::in_memory(Box::new(Repeating::seeded(4))).unwrap();
        let written = store.write(&Command::new("add"), |writing| {
            let each = speakers.iter().map(|(name, kind)| speaker(name, *kind));
            each.map(|body| writing.create(body)).collect()
        });
        (store, written.unwrap().0)
    }

    fn judge(store: &mut Store, a: Uid, b: Uid, kind: JudgementKind) -> Result<Judged> {
        let command = Command::new(kind.word());
        let done = store.write(&command, |writing| {
            writing.judge(Noun::Speaker, a, b, kind, "seen")
        });
        done.map(|(judged, _)| judged)
    }

    fn judgements(store: &Store) -> i64 {
        let count = "SELECT count(*) FROM judgements";
        store.conn.query_row(count, [], |row| row.get(0)).unwrap()
    }

    const PERSON: SpeakerKind = SpeakerKind::Person;

    #[test]
    fn a_later_word_on_a_pair_replaces_the_earlier_one() {
        let (mut store, of) = store(&[("Ada", PERSON), ("A. Vale", PERSON)]);
        let judged = judge(&mut store, of[0], of[1], Same).unwrap();
        assert!(judged.is_news && !judged.were_one);
        assert_eq!(judged.shown_as, of.iter().min().copied());
        let again = judge(&mut store, of[1], of[0], Same).unwrap();
        assert!(!again.is_news && again.were_one);
        let apart = judge(&mut store, of[1], of[0], Different).unwrap();
        assert!(apart.replaces && !judged.replaces);
        assert!(apart.is_news && apart.were_one && apart.shown_as.is_none());
        assert_eq!(judgements(&store), 1);
    }

    #[test]
    fn what_another_judgement_keeps_apart_is_not_made_one() {
        let (mut store, of) = store(&[("Ada", PERSON), ("A. Vale", PERSON), ("Mrs Vale", PERSON)]);
        judge(&mut store, of[0], of[1], Same).unwrap();
        judge(&mut store, of[1], of[2], Different).unwrap();
        let error = judge(&mut store, of[0], of[2], Same).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Conflict);
        for uid in [of[1], of[2]] {
            assert!(error.to_string().contains(&uid.to_string()), "{error}");
        }
        assert_eq!(judgements(&store), 2);
    }

    #[test]
    fn a_person_is_not_an_office_and_a_record_is_not_judged_of_itself() {
        let (mut store, of) = store(&[("Ada", PERSON), ("The mayor", SpeakerKind::Office)]);
        let kinds = [
            judge(&mut store, of[0], of[1], Same).unwrap_err().kind(),
            judge(&mut store, of[0], of[0], Same).unwrap_err().kind(),
        ];
        assert_eq!(kinds, [ErrorKind::Conflict, ErrorKind::Input]);
        assert!(judge(&mut store, of[0], of[1], Different).unwrap().is_news);
    }

    #[test]
    fn claims_in_other_words_can_be_one_and_occasions_cannot() {
        let (mut store, _) = store(&[]);
        let claim = |text: &str| Claim {
            text: text.to_owned(),
            ..Claim::default()
        };
        let done = store.write(&Command::new("add"), |writing| {
            let (a, b) = (
                writing.create(claim("The quay is full"))?,
                writing.create(claim("No berth is free"))?,
            );
            assert!(writing.judge(Noun::Occasion, a, b, Same, "").is_err());
            writing.judge(Noun::Claim, a, b, Same, "")
        });
        assert!(done.unwrap().0.shown_as.is_some());
    }
}
