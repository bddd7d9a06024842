//! Names, keys and ids: what an entry's references mean.

use std::collections::BTreeSet;

use super::{Notice, Outcome, Session, digest};
use crate::error::{Error, ErrorKind, Place, Result};
use crate::model::body::Refers;
use crate::model::{
    Attribution, Body, Item, Judgement, JudgementKind, Measure, MeasureKind, Name, Named, Noun,
    Record, Role, Source, Speaker, SpeakerKind, Topic, Uid, Vocabulary,
};
use crate::store::find;
use crate::store::refs::Refs;
use crate::store::{Writing, row, secrets, source_key};
use crate::text::names;

use super::session::NewRole;

/// What an entry says of a speaker that may be new.
#[derive(Clone, Copy)]
pub(super) struct Introduced<'a> {
    pub kind: Option<SpeakerKind>,
    pub role: &'a str,
    pub source: Uid,
}

/// What any reference means, by key of the file, by id, or by name.
pub(super) fn reference(
    noun: Noun,
    named: &Named,
    source: Option<Uid>,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<Uid> {
    if let Some(uid) = session.keyed(noun, &named.0) {
        return Ok(uid);
    }
    if let Some(uid) = by_id(noun, named, writing)? {
        return Ok(uid);
    }
    match noun {
        Noun::Topic | Noun::Measure => labelled(noun, &named.0, None, session, writing),
        Noun::Source => {
            let known = known_source(&named.0, &writing.refs)?;
            known.map_or_else(
                || Err(unknown(noun, named, session)),
                |id| writing.refs.uid(noun, id),
            )
        }
        Noun::Speaker => {
            let introduced = Introduced {
                kind: None,
                role: "",
                source: source.unwrap_or_default(),
            };
            let found = speaker(named, introduced, session, writing)?;
            found.ok_or_else(|| Error::input("@source stands for no speaker here"))
        }
        Noun::Occasion => occasion(&named.0, session, writing),
        _ => match find::find_id(&named.0, Some(noun), &writing.refs) {
            Ok(found) => Ok(found.uid),
            Err(error) if error.kind() == ErrorKind::Ambiguous => Err(error),
            Err(_) => Err(unknown(noun, named, session)),
        },
    }
}

fn by_id(noun: Noun, named: &Named, writing: &Writing<'_>) -> Result<Option<Uid>> {
    let Some(letters) = named.id() else {
        return Ok(None);
    };
    let found = match find::find_id(letters, Some(noun), &writing.refs) {
        // With all its letters, a record may be referred to before its entry comes.
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Uid::from_letters(letters).map(Some).ok_or(error);
        }
        found => found?,
    };
    if found.live {
        return Ok(Some(found.uid));
    }
    Err(Error::new(
        ErrorKind::Conflict,
        format!("the {noun} {} was withdrawn", found.uid),
    ))
}

fn unknown(noun: Noun, named: &Named, session: &Session) -> Error {
    let keys = session.keys_of(noun);
    let error = Error::new(
        ErrorKind::NotFound,
        format!("there is no {noun} `{}`", named.0),
    );
    match crate::model::vocabulary::nearest(&named.0, keys.iter().copied()) {
        Some(near) => error.hint(format!("did you mean the key `{near}`?")),
        None if keys.is_empty() => error.hint("name it by its id, or by a key of the same file"),
        None => error.hint(format!("the keys of this file are: {}", keys.join(", "))),
    }
}

/// The record whose id was written without `id:` where a new name would be made of it.
///
/// From 12 letters on, as lists outside a terminal print them, that is what is meant; fewer letters may
/// be a name, and it is asked for.
fn bare_id(noun: Noun, name: &str, writing: &Writing<'_>) -> Result<Option<Uid>> {
    if crate::model::uid::IdRange::read(name).is_none()
        || name.bytes().any(|b| b.is_ascii_uppercase())
    {
        return Ok(None);
    }
    match find::find_id(name, Some(noun), &writing.refs) {
        Ok(found) if found.live && name.len() >= crate::model::uid::SHOWN => Ok(Some(found.uid)),
        Ok(found) if found.live => Err(Error::new(
            ErrorKind::Ambiguous,
            format!("no {noun} is called `{name}`, but the id of one begins so"),
        )
        .hint(format!(
            "write id:{} for that {noun}; a new name may begin with a capital letter",
            found.uid
        ))),
        _ => Ok(None),
    }
}

/// A measure that counts so: made if it is new, else it must be known to.
pub(super) fn measure(
    named: &Named,
    kind: MeasureKind,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<()> {
    // Hundreds of thousands of rows of one table name a handful of measures.
    if session.counts_as(&named.0, kind) {
        return Ok(());
    }
    let uid = match session.keyed(Noun::Measure, &named.0) {
        Some(uid) => uid,
        None => match by_id(Noun::Measure, named, writing)? {
            Some(uid) => uid,
            None => labelled(Noun::Measure, &named.0, Some(kind), session, writing)?,
        },
    };
    let known = match super::body_of(Noun::Measure, uid, writing)? {
        Some(Body::Measure(measure)) => measure.kind,
        _ => None,
    };
    if known != Some(kind) {
        let known = known.map_or("nobody has said how it counts".to_owned(), |known| {
            format!("it is known as a {known}")
        });
        return Err(Error::input(format!(
            "the measure {} is given as a {kind}, and {known}",
            named.0
        ))
        .hint(format!(
            "`dixit edit {uid} --kind {kind}` says it for all its figures"
        )));
    }
    session.count_as(&named.0, kind);
    Ok(())
}

/// A topic or measure by its name; made if it is new, and that is said.
fn labelled(
    noun: Noun,
    name: &str,
    kind: Option<MeasureKind>,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<Uid> {
    if let Some(uid) = session.met(noun, name) {
        return Ok(uid);
    }
    let key = names::key(name);
    if key.is_empty() {
        return Err(Error::input(format!("a {noun} needs a name")));
    }
    let uid = match find::by_key(noun, &key, &writing.refs)? {
        Some(id) => writing.refs.uid(noun, id)?,
        None if let Some(uid) = bare_id(noun, name, writing)? => uid,
        None => {
            let body: Body = match noun {
                Noun::Topic => Topic {
                    name: name.to_owned(),
                    ..Topic::default()
                }
                .into(),
                _ => Measure {
                    kind,
                    name: name.to_owned(),
                    ..Measure::default()
                }
                .into(),
            };
            let uid = writing.create(body)?;
            session.say(Notice::New {
                noun,
                name: name.to_owned(),
                uid,
            });
            uid
        }
    };
    session.meet(noun, name, uid);
    Ok(uid)
}

fn occasion(label: &str, session: &mut Session, writing: &mut Writing<'_>) -> Result<Uid> {
    let mut statement = writing
        .refs
        .conn
        .prepare_cached("SELECT id FROM occasions WHERE label = ?1")?;
    let found: Vec<i64> = statement
        .query_map([label], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    drop(statement);
    match found[..] {
        [id] => writing.refs.uid(Noun::Occasion, id),
        [] => Err(unknown(Noun::Occasion, &Named(label.to_owned()), session)),
        _ => Err(several(Noun::Occasion, label, &found, writing)),
    }
}

fn several(noun: Noun, name: &str, ids: &[i64], writing: &mut Writing<'_>) -> Error {
    // An error may be read by anybody: of a confidential record it tells nothing.
    let open = ids
        .iter()
        .filter(|id| !is_confidential(noun, **id, &writing.refs));
    let open: Vec<i64> = open.copied().collect();
    let mut listed: Vec<String> = open
        .iter()
        .filter_map(|id| writing.refs.uid(noun, *id).ok())
        .map(|uid| format!("id:{uid}"))
        .collect();
    if open.len() < ids.len() {
        listed.push("a confidential one".to_owned());
    }
    Error::new(
        ErrorKind::Ambiguous,
        format!("several {noun}s are called `{name}`"),
    )
    .hint(format!("name one by its id: {}", listed.join(", ")))
}

// What cannot be read is not told either.
fn is_confidential(noun: Noun, id: i64, refs: &Refs<'_>) -> bool {
    secrets::is_secret(noun, id, refs).unwrap_or(true)
}

/// Whether the file holds anything confidential at all, be it gone.
pub(super) fn keeps_secrets(refs: &Refs<'_>) -> Result<bool> {
    Ok(!secrets::records(BTreeSet::new(), refs)?.is_empty())
}

// ---- Sources -------------------------------------------------------------------------------------

fn known_source(name: &str, refs: &Refs<'_>) -> Result<Option<i64>> {
    let found = find::sources_named(name, refs)?;
    let mut reps: Vec<i64> = found
        .iter()
        .map(|id| refs.rep(Noun::Source, *id))
        .collect::<Result<_>>()?;
    reps.sort_unstable();
    reps.dedup();
    match reps.len() {
        0 | 1 => Ok(found.first().copied()),
        _ => Err(Error::new(
            ErrorKind::Ambiguous,
            format!("several sources are called `{name}`"),
        )
        .hint("name one by its id, as `dixit sources` lists it: id:…")),
    }
}

/// The source of an attribution: by reference, or by the fields a flat row gives of it.
pub(super) fn source(
    named: &Named,
    fields: Option<&Source<Named>>,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<Uid> {
    let name = &named.0;
    if !name.is_empty() {
        if let Some(uid) = session.keyed(Noun::Source, name) {
            return Ok(uid);
        }
        if let Some(uid) = by_id(Noun::Source, named, writing)? {
            return Ok(uid);
        }
        if fields.is_none() {
            let known = known_source(name, &writing.refs)?;
            if known.is_none()
                && let Ok(found) = find::find_id(name, Some(Noun::Source), &writing.refs)
                && found.live
            {
                return Ok(found.uid);
            }
            return known.map_or_else(
                || Err(unknown(Noun::Source, named, session)),
                |id| writing.refs.uid(Noun::Source, id),
            );
        }
    }
    let Some(fields) = fields else {
        return Err(Error::input("no source is named")
            .hint("give `source`: a title, a key of the file, or id:…"));
    };
    // A title may be borne by many documents; with an address it is the address that tells.
    let told = if fields.url.is_empty() {
        name
    } else {
        &fields.url
    };
    if !told.is_empty()
        && let Some(uid) = session.met(Noun::Source, told)
    {
        return Ok(uid);
    }
    let mut given = fields.clone();
    if !name.is_empty() && given.title.is_empty() && given.label.is_empty() {
        given.title.clone_from(name);
    }
    let told = if told.is_empty() {
        given.shown()
    } else {
        told.clone()
    };
    if let Some(uid) = session.met(Noun::Source, &told) {
        return Ok(uid);
    }
    let uid = match known_source(&told, &writing.refs)? {
        Some(id) => known_with(id, &given, session, writing)?,
        None if let Some(uid) = bare_id(Noun::Source, &told, writing)? => uid,
        None => {
            let body: Source = given.exchange(&mut |noun, named: Named| {
                reference(noun, &named, None, session, writing)
            })?;
            let shown = if body.confidential {
                String::new()
            } else {
                body.shown()
            };
            let uid = writing.create(body)?;
            session.say(Notice::New {
                noun: Noun::Source,
                name: shown,
                uid,
            });
            uid
        }
    };
    session.meet(Noun::Source, &told, uid);
    Ok(uid)
}

/// A known source that an entry gives fields of: they are not taken, and that is said where they differ.
fn known_with(
    id: i64,
    given: &Source<Named>,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<Uid> {
    let uid = writing.refs.uid(Noun::Source, id)?;
    let Some((stored, _)) = row::read_as::<Source>(id, &mut writing.refs)? else {
        return Ok(uid);
    };
    if given.confidential && !stored.confidential {
        return Err(Error::new(ErrorKind::Conflict, format!("the source {uid} is known, and is not confidential"))
            .hint(format!("make it so first, by importing a dossier with [[source]] id = \"{uid}\", confidential = true")));
    }
    // By what names it, it was found; title and label may stand for one another.
    let fields = |body: serde_json::Result<serde_json::Value>| match body {
        Ok(serde_json::Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    };
    let (given, known) = (
        fields(serde_json::to_value(given)),
        fields(serde_json::to_value(&stored)),
    );
    let differs = given.iter().any(|(name, value)| {
        !matches!(name.as_str(), "title" | "label" | "seen_in") && known.get(name) != Some(value)
    });
    if differs {
        session.say(Notice::Differs {
            noun: Noun::Source,
            uid,
            place: Place::default(),
        });
    }
    Ok(uid)
}

/// A source that stands in a dossier: known by its digest, by its address, or by all that names it.
pub(super) fn source_item(
    item: Item<Source<Named>>,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<Outcome> {
    if item.withheld {
        return Ok(Outcome::withheld(Noun::Source));
    }
    let given = &item.body;
    if item.id.is_empty()
        && given.title.is_empty()
        && given.label.is_empty()
        && given.url.is_empty()
    {
        return Err(
            Error::input("a source needs a title, a label or an address").hint(
                "give `title` as printed, or `label`: your own name for it, shown in [brackets]",
            ),
        );
    }
    let body: Source = item.body.clone().exchange(&mut |noun, named: Named| {
        reference(noun, &named, None, session, writing).map_err(|e| e.at(item.place_of("seen_in")))
    })?;
    let known = if item.id.is_empty() {
        alike(&body, &writing.refs)?
    } else {
        None
    };
    known_or_keep(item, body, known, session, writing)
}

/// A live source with the same address; without one, with the same title, label, publisher and date.
fn alike(body: &Source, refs: &Refs<'_>) -> Result<Option<i64>> {
    if source_key(&body.url).is_some() {
        return Ok(find::sources_named(&body.url, refs)?.first().copied());
    }
    let name = if body.title.is_empty() {
        &body.label
    } else {
        &body.title
    };
    for id in find::sources_named(name, refs)? {
        let mut inner = Refs::new(refs.conn);
        if let Some((known, _)) = row::read_as::<Source>(id, &mut inner)?
            && known.url == body.url
            && known.title == body.title
            && known.label == body.label
            && known.publisher == body.publisher
            && known.published == body.published
        {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// Takes a known record for what an item means, and says so if they differ; else keeps the item.
fn known_or_keep<T: serde::Serialize, R: Record>(
    item: Item<T>,
    body: R,
    known: Option<i64>,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<Outcome> {
    let Some(id) = known else {
        return super::keep(&item, body, session, writing);
    };
    let uid = writing.refs.uid(R::NOUN, id)?;
    let given = digest::of(R::NOUN, &body, session);
    let stored = row::read(R::NOUN, id, &mut writing.refs)?.map(|(body, _)| body);
    if stored != Some(body.into()) && digest::known(R::NOUN, &given, writing)? != Some(uid) {
        session.say(Notice::Differs {
            noun: R::NOUN,
            uid,
            place: item.place.clone(),
        });
    }
    session.name(R::NOUN, &item.key, uid, &item.place)?;
    Ok(Outcome::same(R::NOUN, uid))
}

// ---- Topics and measures -----------------------------------------------------------------------

/// A topic that stands in a dossier.
pub(super) fn topic_item(
    item: Item<Topic>,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<Outcome> {
    if item.withheld {
        return Ok(Outcome::withheld(Noun::Topic));
    }
    let body = item.body.clone();
    let key = checked_key(Noun::Topic, &body.name)?;
    let known = if item.id.is_empty() {
        find::by_key(Noun::Topic, &key, &writing.refs)?
    } else {
        None
    };
    known_or_keep(item, body, known, session, writing)
}

/// A measure that stands in a dossier.
pub(super) fn measure_item(
    item: Item<Measure<Named>>,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<Outcome> {
    if item.withheld {
        return Ok(Outcome::withheld(Noun::Measure));
    }
    let body: Measure = item
        .body
        .clone()
        .exchange(&mut |noun, named: Named| reference(noun, &named, None, session, writing))?;
    let key = checked_key(Noun::Measure, &body.name)?;
    let known = if item.id.is_empty() {
        find::by_key(Noun::Measure, &key, &writing.refs)?
    } else {
        None
    };
    known_or_keep(item, body, known, session, writing)
}

fn checked_key(noun: Noun, name: &str) -> Result<String> {
    let key = names::key(name);
    if key.is_empty() {
        Err(Error::input(format!("a {noun} needs a name")).hint("give `name`"))
    } else {
        Ok(key)
    }
}

// ---- Speakers -----------------------------------------------------------------------------------

/// The speaker that a name means; `None` for the document's own voice.
pub(super) fn speaker(
    named: &Named,
    introduced: Introduced<'_>,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<Option<Uid>> {
    if named.is_own_voice() {
        return Ok(None);
    }
    if let Some(uid) = session.keyed(Noun::Speaker, &named.0) {
        return Ok(Some(uid));
    }
    if let Some(uid) = by_id(Noun::Speaker, named, writing)? {
        return Ok(Some(uid));
    }
    let plain = introduced.role.is_empty() && introduced.kind != Some(SpeakerKind::Unnamed);
    let told = format!(
        "{} {}",
        introduced.kind.map_or("", Vocabulary::word),
        named.0
    );
    if plain && let Some(uid) = session.met(Noun::Speaker, &told) {
        return Ok(Some(uid));
    }
    let body = Speaker {
        kind: introduced.kind,
        names: vec![Name {
            name: named.0.clone(),
            lang: String::new(),
        }],
        roles: role_of(introduced),
        source: (introduced.kind == Some(SpeakerKind::Unnamed)).then_some(introduced.source),
        ..Speaker::default()
    };
    let (uid, _) = known_or_new(body, session, writing)?;
    if plain {
        session.meet(Noun::Speaker, &told, uid);
    }
    Ok(Some(uid))
}

// States and groups have no roles of their own; what is written of one is the attribution's.
fn role_of(introduced: Introduced<'_>) -> Vec<Role> {
    let bears = matches!(introduced.kind, None | Some(SpeakerKind::Person));
    if introduced.role.is_empty() || !bears {
        return Vec::new();
    }
    vec![Role {
        role: introduced.role.to_owned(),
        ..Role::default()
    }]
}

/// A speaker that stands in a dossier.
pub(super) fn speaker_item(
    item: Item<Speaker<Named>>,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<Outcome> {
    if item.withheld {
        return Ok(Outcome::withheld(Noun::Speaker));
    }
    let body: Speaker = item.body.clone().exchange(&mut |noun, named: Named| {
        reference(noun, &named, None, session, writing).map_err(|e| e.at(item.place_of("source")))
    })?;
    if body
        .names
        .iter()
        .all(|name| names::key(&name.name).is_empty())
    {
        return Err(Error::input("a speaker needs a name")
            .hint("give `name`, or `names` in several languages"));
    }
    if body.kind == Some(SpeakerKind::Unnamed) && body.source.is_none() {
        return Err(Error::input("an unnamed speaker belongs to one source")
            .at(item.place_of("kind"))
            .hint("give `source`: the document that speaks of it"));
    }
    if !item.id.is_empty() {
        return super::keep(&item, body, session, writing);
    }
    let digest = digest::of(Noun::Speaker, &body, session);
    if let Some(uid) = digest::known(Noun::Speaker, &digest, writing)? {
        session.name(Noun::Speaker, &item.key, uid, &item.place)?;
        return Ok(Outcome::same(Noun::Speaker, uid));
    }
    let (uid, made) = known_or_new(body.clone(), session, writing)?;
    digest::keep(Noun::Speaker, &digest, uid, writing)?;
    session.name(Noun::Speaker, &item.key, uid, &item.place)?;
    if made {
        return Ok(Outcome::new(Noun::Speaker, uid));
    }
    let stored = super::body_of(Noun::Speaker, uid, writing)?;
    if stored != Some(body.into()) {
        session.say(Notice::Differs {
            noun: Noun::Speaker,
            uid,
            place: item.place.clone(),
        });
    }
    Ok(Outcome::same(Noun::Speaker, uid))
}

/// Finds the speaker who bears a name, or makes one; answers whether it was made.
fn known_or_new(
    body: Speaker,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<(Uid, bool)> {
    let shown = body.shown().to_owned();
    if names::key(&shown).is_empty() {
        return Err(Error::input("a speaker needs a name"));
    }
    if body.kind == Some(SpeakerKind::Unnamed) {
        let source = writing
            .refs
            .id(Noun::Source, body.source.unwrap_or_default())?;
        return match find::unnamed_speaker(&shown, source, &writing.refs)? {
            Some(id) => Ok((writing.refs.uid(Noun::Speaker, id)?, false)),
            None => make(body, session, writing),
        };
    }
    let candidates = bearers(&body, &writing.refs)?;
    if candidates.is_empty()
        && let Some(uid) = bare_id(Noun::Speaker, &shown, writing)?
    {
        return Ok((uid, false));
    }
    let mut classes: Vec<i64> = candidates.iter().map(|c| c.rep).collect();
    classes.sort_unstable();
    classes.dedup();
    let Some(role) = body.roles.first().map(|role| role.role.clone()) else {
        return match classes.len() {
            0 => make(body, session, writing),
            1 => Ok((writing.refs.uid(Noun::Speaker, candidates[0].id)?, false)),
            _ => Err(several(Noun::Speaker, &shown, &classes, writing)),
        };
    };
    // With a role, it is the one known to have that role.
    let mut with_role = Vec::new();
    for candidate in &candidates {
        if has_role(candidate.id, &body.roles, &mut writing.refs)? {
            with_role.push(candidate.id);
        }
    }
    match (with_role.first(), candidates.first()) {
        (Some(id), _) => Ok((writing.refs.uid(Noun::Speaker, *id)?, false)),
        (None, None) => make(body, session, writing),
        (None, Some(known)) => {
            let hidden = is_confidential(Noun::Speaker, known.id, &writing.refs);
            let known = writing.refs.uid(Noun::Speaker, known.id)?;
            match session.options.new_role {
                NewRole::SamePerson if classes.len() == 1 => {
                    if let Some(Body::Speaker(stored)) = super::body_of(Noun::Speaker, known, writing)? {
                        let mut stored = *stored;
                        stored.roles.extend(body.roles);
                        writing.edit(known, stored)?;
                    }
                    Ok((known, false))
                }
                NewRole::SamePerson => Err(several(Noun::Speaker, &shown, &classes, writing)),
                NewRole::Ask => Err(Error::new(
                    ErrorKind::Ambiguous,
                    format!("{shown} is known, but not as “{role}”"),
                )
                .hint("say --same-person if it is the one known, or --another-person if somebody else has the name")),
                NewRole::AnotherPerson => {
                    let (uid, _) = make(body, session, writing)?;
                    for candidate in &candidates {
                        let other = writing.refs.uid(Noun::Speaker, candidate.id)?;
                        writing.create(Judgement {
                            a: uid.min(other),
                            b: uid.max(other),
                            kind: Some(JudgementKind::Different),
                            of: Some(Noun::Speaker),
                            reason: "the same name, with a role that the one known is not known to have".to_owned(),
                        })?;
                    }
                    writing.settle()?;
                    session.say(Notice::AnotherPerson { name: shown, role, uid, known: (!hidden).then_some(known) });
                    Ok((uid, true))
                }
            }
        }
    }
}

/// The live speakers who bear one of a speaker's names and are not of another kind.
fn bearers(body: &Speaker, refs: &Refs<'_>) -> Result<Vec<find::NamedSpeaker>> {
    let mut found: Vec<find::NamedSpeaker> = Vec::new();
    for name in &body.names {
        for candidate in find::speakers_by_key(&names::key(&name.name), refs)? {
            let kind = candidate.kind.as_deref();
            let fits = kind.is_none() || body.kind.is_none_or(|k| kind == Some(k.word()));
            if fits && !found.contains(&candidate) {
                found.push(candidate);
            }
        }
    }
    Ok(found)
}

fn has_role(id: i64, roles: &[Role], refs: &mut Refs<'_>) -> Result<bool> {
    let Some((stored, _)) = row::read_as::<Speaker>(id, refs)? else {
        return Ok(false);
    };
    let known: Vec<String> = stored
        .roles
        .iter()
        .map(|role| names::key(&role.role))
        .collect();
    Ok(roles
        .iter()
        .any(|role| known.contains(&names::key(&role.role))))
}

fn make(body: Speaker, session: &mut Session, writing: &mut Writing<'_>) -> Result<(Uid, bool)> {
    let named: Vec<String> = body.names.iter().map(|name| name.name.clone()).collect();
    let (confidential, unnamed) = (body.confidential, body.kind == Some(SpeakerKind::Unnamed));
    let uid = writing.create(body)?;
    let id = writing.refs.id(Noun::Speaker, uid)?;
    let shown = if confidential {
        String::new()
    } else {
        named.first().cloned().unwrap_or_default()
    };
    session.say(Notice::New {
        noun: Noun::Speaker,
        name: shown,
        uid,
    });
    if confidential || unnamed {
        return Ok((uid, true));
    }
    for name in &named {
        for (near, known, why) in find::near_speakers(&names::key(name), id, &writing.refs)? {
            let near = writing.refs.uid(Noun::Speaker, near)?;
            session.say(Notice::Near {
                name: name.clone(),
                known,
                uid: near,
                why: why.why(),
            });
        }
    }
    Ok((uid, true))
}

// ---- Repeats ------------------------------------------------------------------------------------

/// Warns when an attribution has the source, speaker and words of one that is there, with a claim
/// that is nearly the same: likely the same entry, edited.
pub(super) fn warn_if_edited(
    wording: &str,
    body: &Attribution,
    place: &Place,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<()> {
    // Without words there is no place to compare, and comparing every wording of a source with every other
    // would take the square of their number.
    if body.words().is_empty() {
        return Ok(());
    }
    let source = writing.refs.id(Noun::Source, body.source)?;
    let speaker = body
        .speaker
        .map(|uid| writing.refs.id(Noun::Speaker, uid))
        .transpose()?;
    let mut statement = writing.refs.conn.prepare_cached(
        "SELECT a.uid, c.text FROM attributions a JOIN claims c ON c.id = a.claim
          WHERE a.source_rep = (SELECT rep FROM sources WHERE id = ?1) AND a.source = ?1 AND a.speaker IS ?2
            AND coalesce(a.passage, '') = ?3 AND coalesce(a.quote, '') = ?4 AND a._operation <> ?5 LIMIT 50",
    )?;
    let operation = writing.refs.operation;
    let mut rows = statement.query(rusqlite::params![
        source,
        speaker,
        body.passage,
        body.quote,
        operation
    ])?;
    while let Some(row) = rows.next()? {
        let known: Option<String> = row.get(1)?;
        // Comparing long texts letter by letter takes the square of their length.
        let short = |text: &str| text.len() <= 600;
        if known.as_deref().is_some_and(short)
            && short(wording)
            && known.is_some_and(|known| strsim::normalized_levenshtein(&known, wording) >= 0.8)
        {
            session.say(Notice::MaybeEdited {
                place: place.clone(),
                uid: Uid(row.get(0)?),
            });
            return Ok(());
        }
    }
    Ok(())
}
