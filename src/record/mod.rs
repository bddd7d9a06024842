//! From entries to records: names become identities, and what follows from an entry is said.
//!
//! An entry names what it means; here it is found or made, inside the writing transaction. What is
//! new is said, near names warn and never join, and an entry recorded before is known again by its
//! digest.

pub mod capture;
mod dates;
mod diff;
mod digest;
mod edit;
pub mod export;
mod figures;
pub mod import;
mod notice;
mod resolve;
mod session;
pub mod sheet;
pub mod standing;

pub use diff::Difference;
pub use notice::Notice;
pub use session::{NewRole, Options, Outcome, Said, Session, Tally};
pub use sheet::Sheet;

use std::rc::Rc;

use crate::error::{Error, Result};
use crate::model::body::Refers;
use crate::model::{
    Attribution, AttributionEntry, Body, Claim, ClaimEntry, Entry, Item, Jointly, Named, Noun,
    Occasion, Record, Uid,
};
use crate::store::Writing;
use crate::store::nouns::attribution::when;

/// Records one entry. What was written of it before an error is the caller's to roll back.
///
/// # Errors
/// With the entry's place, when it names what is not there or says what is not allowed.
pub fn record(entry: Entry, session: &mut Session, writing: &mut Writing<'_>) -> Result<Outcome> {
    let place = entry.place().clone();
    session.begin_entry();
    for read in entry.reads() {
        session.say(Notice::DateRead(read.clone()));
    }
    let outcome = match entry {
        Entry::Claim(entry) => claim(*entry, session, writing),
        Entry::Attribution(entry) => attribution_entry(*entry, session, writing),
        Entry::Source(item) => resolve::source_item(item, session, writing),
        Entry::Speaker(item) => resolve::speaker_item(item, session, writing),
        Entry::Topic(item) => resolve::topic_item(item, session, writing),
        Entry::Measure(item) => resolve::measure_item(item, session, writing),
        Entry::Occasion(mut item) => {
            dates::occasion(&mut item, session).and_then(|()| plain(item, session, writing))
        }
        Entry::Capture(item) => plain(item, session, writing),
        Entry::Assessment(item) => plain(item, session, writing),
        Entry::Link(item) => plain(item, session, writing),
        Entry::Judgement(item) => plain(item, session, writing),
        Entry::Piece(item) => plain(item, session, writing),
    };
    let settled = outcome.and_then(|outcome| writing.settle().map(|()| outcome));
    settled.map_err(|error| error.at(place))
}

/// A record whose references are resolved and nothing more.
fn plain<T, R>(item: Item<T>, session: &mut Session, writing: &mut Writing<'_>) -> Result<Outcome>
where
    T: Refers<Named, With<Uid> = R> + Clone + Default + serde::Serialize,
    R: Record,
{
    if item.withheld {
        return Ok(Outcome::withheld(R::NOUN));
    }
    let refs = |named: Named, noun: Noun, session: &mut Session, writing: &mut Writing<'_>| {
        resolve::reference(noun, &named, None, session, writing)
    };
    let body = item.body.clone().exchange(&mut |noun, named: Named| {
        refs(named, noun, session, writing).map_err(|e| e.at(item.place.clone()))
    })?;
    keep(&item, body, session, writing)
}

/// Writes a resolved body as what its item says it is: known, an edit, or new.
fn keep<T: serde::Serialize, R: Record>(
    item: &Item<T>,
    body: R,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<Outcome> {
    if !item.id.is_empty() {
        return edit::by_id(item, body, session, writing);
    }
    let digest = digest::of(R::NOUN, &body, session);
    if let Some(uid) = digest::known(R::NOUN, &digest, writing)? {
        session.name(R::NOUN, &item.key, uid, &item.place)?;
        return Ok(Outcome::same(R::NOUN, uid));
    }
    let uid = writing.create(body)?;
    digest::keep(R::NOUN, &digest, uid, writing)?;
    session.name(R::NOUN, &item.key, uid, &item.place)?;
    Ok(Outcome::new(R::NOUN, uid))
}

fn claim(entry: ClaimEntry, session: &mut Session, writing: &mut Writing<'_>) -> Result<Outcome> {
    let ClaimEntry { item, attributions } = entry;
    if item.withheld {
        return under_withheld(&item, attributions, session, writing);
    }
    if item.body.text.trim().is_empty() {
        return Err(Error::input("a claim needs a wording")
            .hint("give `text`: one proposition, in your own words"));
    }
    let mut body: Claim = item.body.clone().exchange(&mut |noun, named: Named| {
        resolve::reference(noun, &named, None, session, writing)
            .map_err(|e| e.at(item.place_of("topics")))
    })?;
    body.topics.sort_unstable();
    body.topics.dedup();
    check_lang(&body.text_lang, &item, "text_lang")?;

    // One digest for the claim with all that stands under it: an entry is known or new as a whole.
    let mut resolved = Vec::new();
    let mut left = Outcome::default();
    for attribution in attributions {
        if attribution.item.withheld {
            left.add(Outcome::withheld(Noun::Attribution));
        }
        resolved.extend(attribution_bodies(attribution, session, writing)?);
    }
    if !item.id.is_empty() {
        let mut outcome = edit::by_id(&item, body, session, writing)?;
        outcome.add(left);
        let claim = outcome
            .uid
            .ok_or_else(|| Error::bug("an edited claim has no identity"))?;
        for one in resolved {
            outcome.add(keep_attribution(one, claim, session, writing)?);
        }
        return Ok(outcome);
    }
    let digest = digest::of_claim(&body, &resolved, session);
    if let Some(uid) = digest::known(Noun::Claim, &digest, writing)? {
        session.name(Noun::Claim, &item.key, uid, &item.place)?;
        let mut outcome = Outcome::same(Noun::Claim, uid);
        for one in &resolved {
            outcome.count_same(Noun::Attribution);
            if !one.item.key.is_empty()
                && let Some(known) = known_attribution(one, uid, session, writing)?
            {
                session.name(Noun::Attribution, &one.item.key, known, &one.item.place)?;
            }
        }
        return Ok(outcome);
    }
    let wording = body.text.clone();
    if writing.refs.bulk.is_some() {
        let mut newest = None;
        for one in &resolved {
            newest = newest.max(Some(sort_date(one, writing)?));
        }
        if let Some(bulk) = &mut writing.refs.bulk {
            bulk.newest_expected = newest;
        }
    }
    let uid = writing.create(body)?;
    digest::keep(Noun::Claim, &digest, uid, writing)?;
    session.name(Noun::Claim, &item.key, uid, &item.place)?;
    let mut outcome = Outcome::new(Noun::Claim, uid);
    for one in resolved {
        if writing.refs.bulk.is_none() {
            resolve::warn_if_edited(&wording, &one.body, &one.item.place, session, writing)?;
        }
        outcome.add(keep_attribution(one, uid, session, writing)?);
    }
    Ok(outcome)
}

/// The attributions of a claim that an export withheld: the claim stays as it is, they may be edits.
fn under_withheld(
    item: &Item<Claim<Named>>,
    attributions: Vec<AttributionEntry>,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<Outcome> {
    let mut outcome = Outcome::withheld(Noun::Claim);
    let known = crate::store::find::find_id(&item.id, Some(Noun::Claim), &writing.refs)
        .ok()
        .filter(|found| found.live);
    for attribution in attributions {
        match &known {
            Some(claim) if !attribution.item.withheld => {
                for one in attribution_bodies(attribution, session, writing)? {
                    outcome.add(keep_attribution(one, claim.uid, session, writing)?);
                }
            }
            // In another file there is no claim for it to stand under.
            _ => outcome.add(Outcome::withheld(Noun::Attribution)),
        }
    }
    Ok(outcome)
}

fn attribution_entry(
    entry: AttributionEntry,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<Outcome> {
    if entry.item.withheld {
        return Ok(Outcome::withheld(Noun::Attribution));
    }
    if entry.item.body.claim.0.is_empty() {
        return Err(Error::input("an attribution needs its claim")
            .hint("give `claim`: the claim's id or key"));
    }
    let named = entry.item.body.claim.clone();
    let claim = resolve::reference(Noun::Claim, &named, None, session, writing)
        .map_err(|e| e.at(entry.item.place_of("claim")))?;
    let mut outcome = Outcome::default();
    for one in attribution_bodies(entry, session, writing)? {
        outcome.add(keep_attribution(one, claim, session, writing)?);
    }
    Ok(outcome)
}

/// An attribution with everything found but the claim it is of.
pub(crate) struct Resolved {
    item: Item<()>,
    body: Attribution,
    /// The act of saying to be made for it and the entry's other speakers.
    act: Option<Rc<Occasion>>,
}

/// The date by which it will be listed.
fn sort_date(one: &Resolved, writing: &mut Writing<'_>) -> Result<String> {
    let when = match &one.act {
        // Said when the act is, of which there is no record yet.
        Some(act) => {
            let said = act.said.clone();
            let body = Attribution {
                said,
                ..one.body.clone()
            };
            when(&body, &mut writing.refs)?
        }
        None => when(&one.body, &mut writing.refs)?,
    };
    Ok(when.sort_date)
}

fn keep_attribution(
    one: Resolved,
    claim: Uid,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<Outcome> {
    let Resolved {
        item,
        mut body,
        act,
    } = one;
    body.claim = claim;
    if !item.id.is_empty() {
        edit::keep_figures(&item.id, &mut body, writing)?;
    }
    for figure in body.figures.iter_mut().filter(|figure| figure.uid.is_nil()) {
        figure.uid = writing.uid()?;
    }
    if !item.id.is_empty() {
        return edit::by_id(&item, body, session, writing);
    }
    // Attributions under a claim are known with it; one that stands alone has its own digest.
    let digest = (!session.under_claim()).then(|| {
        let mut bare = body.clone();
        bare.figures
            .iter_mut()
            .for_each(|figure| figure.uid = Uid::default());
        digest::of(Noun::Attribution, &bare, session)
    });
    if let Some(digest) = &digest
        && let Some(uid) = digest::known(Noun::Attribution, digest, writing)?
    {
        return Ok(Outcome::same(Noun::Attribution, uid));
    }
    let mut outcome = Outcome::default();
    if let Some(act) = act {
        let (occasion, made) = session.act(&act, writing)?;
        body.occasion = Some(occasion);
        if made {
            outcome.add(Outcome::new(Noun::Occasion, occasion));
        }
    }
    figures::fill(&mut body, session, writing, true)?;
    let expressions = standing::of_words(&mut body, session, writing)?;
    if !expressions.is_empty() {
        session.say(Notice::Unrecorded { expressions });
    }
    let uid = writing.create(body)?;
    if let Some(digest) = &digest {
        digest::keep(Noun::Attribution, digest, uid, writing)?;
    }
    session.name(Noun::Attribution, &item.key, uid, &item.place)?;
    outcome.add(Outcome::new(Noun::Attribution, uid));
    Ok(outcome)
}

/// The live attribution that an entry recorded before became, so that the entry's key means it again.
fn known_attribution(
    one: &Resolved,
    claim: Uid,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<Option<Uid>> {
    let mut body = one.body.clone();
    figures::fill(&mut body, session, writing, false)?;
    let claim_id = writing.refs.id(Noun::Claim, claim)?;
    let mut statement = writing
        .refs
        .conn
        .prepare_cached("SELECT id FROM attributions WHERE claim = ?1 ORDER BY id")?;
    let ids: Vec<i64> = statement
        .query_map([claim_id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    drop(statement);
    for id in ids {
        let Some((mut stored, meta)) =
            crate::store::row::read_as::<Attribution>(id, &mut writing.refs)?
        else {
            continue;
        };
        stored
            .figures
            .iter_mut()
            .for_each(|figure| figure.uid = Uid::default());
        let occasion = if one.act.is_some() {
            stored.occasion
        } else {
            one.body.occasion
        };
        if stored
            == (Attribution {
                claim,
                occasion,
                ..body.clone()
            })
        {
            return Ok(Some(meta.uid));
        }
    }
    Ok(None)
}

/// Resolves an attribution; several speakers make one each, of one occasion.
fn attribution_bodies(
    entry: AttributionEntry,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<Vec<Resolved>> {
    let AttributionEntry {
        item,
        jointly,
        speakers,
        speakers_otherwise,
        speaker_kind,
        measure_kind,
        source,
    } = entry;
    let Item {
        base,
        body: mut given,
        id,
        key,
        place,
        fields,
        reads,
        withheld,
    } = item;
    let item = Item {
        base,
        body: (),
        id,
        key,
        place,
        fields,
        reads,
        withheld,
    };
    if withheld {
        return Ok(Vec::new());
    }
    let at = |field: &str| item.place_of(field);
    check_lang(&given.lang, &item, "lang")?;
    check_time(&given.time, &item)?;
    for figure in &given.figures {
        figures::check(figure, &item)?;
        if let (Some(kind), Some(named)) = (measure_kind, &figure.measure) {
            resolve::measure(named, kind, session, writing)
                .map_err(|e| e.at(at("measure_kind")))?;
        }
    }
    let source_uid = resolve::source(&given.source, source.as_deref(), session, writing)
        .map_err(|e| e.at(at("source")))?;
    let occasion = given
        .occasion
        .as_ref()
        .map(|named| resolve::reference(Noun::Occasion, named, Some(source_uid), session, writing))
        .transpose()
        .map_err(|e| e.at(at("occasion")))?;

    // Who said it: the entry, else its occasion, else what holds for the whole file.
    let named: Vec<Named> = if speakers.is_empty() && occasion.is_none() {
        speakers_otherwise
    } else {
        speakers
    };
    let mut who: Vec<Option<Uid>> = Vec::new();
    for name in &named {
        let found = resolve::speaker(
            name,
            resolve::Introduced {
                kind: speaker_kind,
                role: &given.role,
                source: source_uid,
            },
            session,
            writing,
        )
        .map_err(|e| e.at(at("speaker")))?;
        if who.contains(&found) {
            return Err(Error::input("the same speaker is named twice").at(at("speaker")));
        }
        who.push(found);
    }
    if who.is_empty()
        && let Some(occasion) = occasion
        && let Some(Body::Occasion(of)) = body_of(Noun::Occasion, occasion, writing)?
    {
        who.extend(of.speakers.iter().copied().map(Some));
    }
    if who.is_empty() {
        return Err(Error::input("nobody is named as the speaker")
            .at(at("speaker"))
            .hint(
                "give `speaker`: a name, or @source where the document speaks with its own voice",
            ));
    }
    if who.len() > 1 && who.contains(&None) {
        return Err(
            Error::input("the document's own voice cannot speak jointly with others")
                .at(at("speaker")),
        );
    }
    if who.len() > 1 && !item.id.is_empty() {
        return Err(Error::input("an attribution has one speaker")
            .at(at("speaker"))
            .hint("give each its own entry"));
    }

    // Found above: asked for again by its name, it would cost as much again, and a title that two
    // documents bear would be refused though the address tells them apart.
    given.source = Named::default();
    let mut body: Attribution = given.exchange(&mut |noun, named: Named| match noun {
        // Given after: the claim by the caller, source and occasion above.
        Noun::Claim => Ok(Uid::default()),
        Noun::Source if named.0.is_empty() => Ok(source_uid),
        Noun::Speaker if named.is_own_voice() => {
            Err(Error::input("@source cannot be a hop: the words come from it").at(at("via")))
        }
        _ => resolve::reference(noun, &named, Some(source_uid), session, writing)
            .map_err(|e| e.at(item.place.clone())),
    })?;
    body.source = source_uid;
    if !body.said_words.is_empty() && body.said.is_none() {
        let source = match body_of(Noun::Source, source_uid, writing)? {
            Some(Body::Source(source)) => Some(source),
            _ => None,
        };
        dates::said(&item, &mut body, source.as_deref(), session)?;
    }

    let mut act = None;
    if who.len() > 1 && occasion.is_none() {
        // One act of saying. When it was said belongs to it, so that the two cannot come to differ.
        act = Some(Rc::new(Occasion {
            jointly: Some(jointly.unwrap_or(Jointly::Unclear)),
            said: body.said.take(),
            said_words: std::mem::take(&mut body.said_words),
            speakers: who.iter().flatten().copied().collect(),
            spoken_lang: body.spoken_lang.clone(),
            ..Occasion::default()
        }));
    } else if jointly.is_some() && who.len() == 1 {
        return Err(Error::input("one speaker cannot speak jointly")
            .at(at("jointly"))
            .hint("name the others too"));
    }
    Ok(who
        .into_iter()
        .map(|speaker| Resolved {
            item: item.clone(),
            body: Attribution {
                speaker,
                ..body.clone()
            },
            act: act.clone(),
        })
        .collect())
}

fn body_of(noun: Noun, uid: Uid, writing: &mut Writing<'_>) -> Result<Option<Body>> {
    match writing.refs.find(noun, uid)? {
        Some(id) => Ok(crate::store::row::read(noun, id, &mut writing.refs)?.map(|(body, _)| body)),
        None => Ok(None),
    }
}

/// A language tag is letters, digits and hyphens; whether it is registered is not asked.
fn check_lang<T>(lang: &str, item: &Item<T>, field: &str) -> Result<()> {
    let fine = lang.len() <= 35
        && lang.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
        && lang.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    if lang.is_empty() || fine {
        return Ok(());
    }
    Err(Error::input(format!("`{lang}` is not a language tag"))
        .at(item.place_of(field))
        .hint("write a BCP 47 tag: fr, en, ko, pt-BR; und where it is not known"))
}

/// A place in a recording: hours, minutes and seconds, or fewer; a part of a second may follow.
fn check_time(time: &str, item: &Item<()>) -> Result<()> {
    let (whole, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = whole.split(':').collect();
    let fine = (2..=3).contains(&parts.len())
        && digits(fraction)
        && parts.iter().all(|part| digits(part))
        && parts[0].len() <= 3
        && parts[1..]
            .iter()
            .all(|part| part.len() == 2 && *part < "60");
    if time.is_empty() || fine {
        return Ok(());
    }
    Err(Error::input(format!("`{time}` is no place in a recording"))
        .at(item.place_of("time"))
        .hint("write hours, minutes and seconds: 1:02:03, or 02:03; minutes and seconds end at 59"))
}
