//! An entry that says which record it is: equal, an edit, or an edit of what has changed since.

use serde_json::{Map, Value};

use super::sheet::{fixed, kept};
use super::{Difference, Outcome, Session};
use crate::error::{Error, ErrorKind, Result};
use crate::model::uid::{IdRange, hex};
use crate::model::{Attribution, Body, Item, Noun, Record, Uid};
use crate::store::find::find_id;
use crate::store::version::{self, Version};
use crate::store::{Writing, row};

/// Takes an entry with an `id` for what it is.
pub(super) fn by_id<T, R: Record>(
    item: &Item<T>,
    body: R,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<Outcome> {
    let noun = R::NOUN;
    let at = || item.place_of("id");
    let letters = item
        .id
        .strip_prefix(crate::model::entry::BY_ID)
        .unwrap_or(&item.id);
    let found = match find_id(letters, Some(noun), &writing.refs) {
        Ok(found) => found,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            // From another file: with all its letters it stays the record it is there.
            if let Ok(other) = find_id(letters, None, &writing.refs) {
                return Err(Error::input(format!(
                    "the id is that of a {}, not of a {noun}",
                    other.noun
                ))
                .at(at()));
            }
            let Some(uid) = Uid::from_letters(letters) else {
                return Err(error.at(at()));
            };
            writing.create_as(uid, body)?;
            session.name(noun, &item.key, uid, &item.place)?;
            return Ok(Outcome::new(noun, uid));
        }
        Err(error) => return Err(error.at(at())),
    };
    session.name(noun, &item.key, found.uid, &item.place)?;
    if !found.live {
        return Err(Error::new(
            ErrorKind::Conflict,
            format!("the {noun} {} was withdrawn", found.uid),
        )
        .at(at())
        .hint("leave out `id` to record it anew, or undo the withdrawal"));
    }
    let Some((id, meta)) = row::meta_of(noun, found.uid, &writing.refs)? else {
        return Err(Error::bug(format!("the {noun} {} has no row", found.uid)));
    };
    let stored = row::read(noun, id, &mut writing.refs)?.map(|(body, _)| body);
    // Without the version it was made from, an entry says only what it says: the other fields stay.
    let given: Body = match &stored {
        Some(stored) if item.base.is_empty() => over(stored, &body.into())?,
        Some(stored) if session.options.by_hand => {
            by_hand(stored, body.into(), found.uid, session)?
        }
        _ => body.into(),
    };
    let given = match (given, &stored) {
        // A figure that is new in it is read as one that is recorded is.
        (Body::Attribution(mut said), Some(Body::Attribution(before)))
            if said.figures != before.figures =>
        {
            super::figures::fill(&mut said, session, writing, true)?;
            Body::Attribution(said)
        }
        (given, _) => given,
    };
    let given = match given {
        Body::Attribution(mut said) if session.options.take_figures => {
            super::standing::of_words(&mut said, session, writing)?;
            Body::Attribution(said)
        }
        given => given,
    };
    let Some(stored) = stored.filter(|stored| *stored != given) else {
        return Ok(Outcome::same(noun, found.uid));
    };
    let mut difference = Difference::between(noun, found.uid, &stored, &given, &mut writing.refs)?;
    // It goes to files and pipes: which fields differ, and no words of them.
    let is_export = !session.options.screen;
    if is_export && super::resolve::keeps_secrets(&writing.refs)? {
        difference.forget_words();
    }
    let current = item.base.is_empty() || hex(&meta.hash).starts_with(&item.base);
    if current || session.options.keep_both {
        let changed = match current {
            true => writing.edit(found.uid, given)?,
            false => side_by_side(noun, found.uid, id, item, &given, writing)?,
        };
        if !changed {
            return Ok(Outcome::same(noun, found.uid));
        }
        // It may be this very edit that makes the record confidential.
        if is_export && super::resolve::keeps_secrets(&writing.refs)? {
            difference.forget_words();
        }
        return Ok(Outcome::changed(noun, found.uid, difference));
    }
    let readings: Vec<String> = difference
        .fields
        .iter()
        .map(|(name, stored, given)| {
            format!("{name}: the file has `{stored}`, the entry has `{given}`")
        })
        .collect();
    let (since, way_out) = if session.options.by_hand {
        ("you opened it", "edit it again, and put in what you had")
    } else {
        (
            "it was exported",
            "export it again, or keep both with --keep-both",
        )
    };
    Err(Error::new(
        ErrorKind::Conflict,
        format!("the {noun} {} was changed since {since}", found.uid),
    )
    .at(item.place_of("base"))
    .hint(format!("{}; {way_out}", readings.join("; "))))
}

/// What a person's sheet makes of a record: the fields that are not theirs to fill in stay, and so do the
/// words of the source unless they were mistyped.
fn by_hand(stored: &Body, given: Body, uid: Uid, session: &Session) -> Result<Body> {
    let noun = stored.noun();
    let (before, mut after) = (fields(stored)?, fields(&given)?);
    if let Some(key) = fixed(noun)
        .iter()
        .find(|key| before.get(**key) != after.get(**key))
    {
        let what = format!("`{key}` makes the {noun} {uid} the one it is, and stays");
        return Err(Error::input(what).hint(format!("record another {noun} instead")));
    }
    let changed = |key: &str| before.get(key) != after.get(key);
    let words = noun == Noun::Attribution && (changed("passage") || changed("quote"));
    for key in ["passage", "quote"] {
        if words && !session.options.mistyped && before.contains_key(key) && changed(key) {
            let what = format!("the {key} of {uid} stays as the source prints it");
            return Err(Error::input(what)
            .hint("if it was mistyped, say so with --mistyped: a new version then stands beside the old"));
        }
    }
    for key in kept(noun) {
        // Where other words stand, the anchor of the old ones says nothing.
        if let (Some(value), false) = (before.get(*key), words && *key == "anchor") {
            after.insert((*key).to_owned(), value.clone());
        }
    }
    body(noun, after)
}

fn fields(body: &Body) -> Result<Map<String, Value>> {
    serde_json::from_slice(&body.canonical())
        .map_err(|e| Error::bug("a body is not a table").because(e))
}

fn body(noun: Noun, fields: Map<String, Value>) -> Result<Body> {
    Body::read(noun, Value::Object(fields).to_string().as_bytes())
        .map_err(|e| Error::bug("a body cannot be made of its fields").because(e))
}

/// A stored body with the fields that another one sets.
fn over(stored: &Body, given: &Body) -> Result<Body> {
    let mut merged = fields(stored)?;
    merged.extend(fields(given)?);
    body(stored.noun(), merged)
}

/// An edit of an older version becomes a version beside the one there: a disagreement. Answers whether it
/// was not there already.
fn side_by_side<T>(
    noun: Noun,
    uid: Uid,
    id: i64,
    item: &Item<T>,
    given: &Body,
    writing: &mut Writing<'_>,
) -> Result<bool> {
    let all = version::all(noun, uid, &mut writing.refs)?;
    let Some(base) = all.iter().find(|v| hex(&v.hash).starts_with(&item.base)) else {
        return Err(Error::new(
            ErrorKind::NotFound,
            format!("the {noun} {uid} has no version {}", item.base),
        )
        .at(item.place_of("base")));
    };
    if all
        .iter()
        .any(|v| v.parents.contains(&base.hash) && v.body.as_deref() == Some(&given.canonical()))
    {
        return Ok(false);
    }
    let salt = writing.salt()?;
    let format = crate::model::body::format_of(noun);
    let beside = Version::of_body(
        uid,
        given,
        format,
        vec![base.hash],
        writing.refs.operation,
        salt,
    );
    writing.follow(noun, uid, id, &[beside])?;
    Ok(true)
}

/// Figures that an entry gives without identities keep those of the figures they stand for.
pub(super) fn keep_figures(
    letters: &str,
    body: &mut Attribution,
    writing: &mut Writing<'_>,
) -> Result<()> {
    if body.figures.iter().all(|figure| !figure.uid.is_nil()) {
        return Ok(());
    }
    let letters = letters
        .strip_prefix(crate::model::entry::BY_ID)
        .unwrap_or(letters);
    if IdRange::read(letters).is_none() {
        return Ok(());
    }
    let Ok(found) = find_id(letters, Some(Noun::Attribution), &writing.refs) else {
        return Ok(());
    };
    let Some(Body::Attribution(stored)) = super::body_of(Noun::Attribution, found.uid, writing)?
    else {
        return Ok(());
    };
    for (figure, known) in body.figures.iter_mut().zip(&stored.figures) {
        if figure.uid.is_nil() {
            figure.uid = known.uid;
        }
    }
    Ok(())
}
