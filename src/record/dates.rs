//! When it was said, where an entry gives it in words: read from the day of its source, said, and refused where it is open.

use super::{Notice, Session};
use crate::error::{Error, Result};
use crate::model::edtf::Day;
use crate::model::{Attribution, DateRead, Edtf, Item, Named, Occasion, Source};
use crate::text::dates::{self, Meaning, Reader};
use crate::text::language;

/// Reads the words of an attribution's `said`, if it was given in words. Words given as `said_words` are kept as given and never read: an export
/// of words without bounds comes back as what it was.
///
/// # Errors
/// When the words may mean several dates: all are named.
pub(super) fn said(
    item: &Item<()>,
    body: &mut Attribution,
    source: Option<&Source>,
    session: &mut Session,
) -> Result<()> {
    if !in_words(item, body.said.is_some(), &body.said_words) {
        return Ok(());
    }
    let day = source.and_then(Source::reading_day).and_then(single_day);
    let lang = source.map_or("", |source| &source.lang);
    let given = [body.lang.as_str(), lang]
        .into_iter()
        .find(|lang| !lang.is_empty());
    // Where none is given, that of the words printed around the date; else any language that reads it.
    let lang = given
        .or_else(|| language::of_printed(&body.passage, &body.quote))
        .unwrap_or_default();
    body.said = read(item, &body.said_words, lang, day, session)?;
    Ok(())
}

/// The same for an occasion, which has no source: only words that say the date by themselves are read.
pub(super) fn occasion(item: &mut Item<Occasion<Named>>, session: &mut Session) -> Result<()> {
    let words = item.body.said_words.clone();
    if in_words(item, item.body.said.is_some(), &words) {
        item.body.said = read(item, &words, "", None, session)?;
    }
    Ok(())
}

fn in_words<T>(item: &Item<T>, read: bool, words: &str) -> bool {
    let given = |name: &str| item.fields.iter().any(|(field, _)| *field == name);
    !read && !words.is_empty() && given("said") && !given("said_words")
}

fn read<T>(
    item: &Item<T>,
    words: &str,
    lang: &str,
    day: Option<Day>,
    session: &mut Session,
) -> Result<Option<Edtf>> {
    let meaning = match Reader::new(lang, day) {
        Some(reader) => reader.whole(words),
        None => None,
    };
    match meaning.or_else(|| dates::any(words, day)) {
        Some(Meaning::Read(date, how)) => {
            session.say(Notice::DateRead(DateRead {
                field: "said".to_owned(),
                words: words.to_owned(),
                date: date.clone(),
                how,
            }));
            Ok(Some(date))
        }
        Some(Meaning::Ambiguous(dates, why)) => {
            let readings: Vec<&str> = dates.iter().map(Edtf::as_str).collect();
            Err(
                Error::input(format!("“{words}” may be {}: {why}", readings.join(" or ")))
                    .at(item.place_of("said"))
                    .hint("give `said` as one of them, and the words as `said_words`"),
            )
        }
        Some(Meaning::Words(why)) => {
            session.say(Notice::DateUnread {
                words: words.to_owned(),
                why,
            });
            Ok(None)
        }
        None => Ok(None),
    }
}

/// The day of a date that is one day: from a month, nobody can tell what "yesterday" was.
fn single_day(date: &Edtf) -> Option<Day> {
    let (from, to) = (date.from().day()?, date.to().day()?);
    (from == to).then_some(from)
}
