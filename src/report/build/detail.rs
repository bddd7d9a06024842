//! One record of any noun with all that is set, what speaks of it, and the attributions under it.

use super::marks::Kept;
use super::{Builder, Edition};
use crate::error::Result;
use crate::model::{Body, Capture, Noun, Transcript, Uid};
use crate::report::shown::Shown;
use crate::report::value::{Detail, HeldValue, Tail};
use crate::store::Store;
use crate::store::find::Found;
use crate::store::query::{Filter, Page, Rep};

/// How many attributions a record shows.
const ROWS: u64 = 50;
/// What a line about another record leaves out: whole documents.
const LONG: &[&str] = &["text", "transcript", "drafts", "parts", "pages"];
/// What of a capture is for programs: where its parts and pages begin.
const OFFSETS: &[&str] = &["parts", "pages"];

/// A record as `show` shows it, and what was aliased or withheld in it.
///
/// # Errors
/// When the file cannot be read.
pub fn show(store: &Store, found: Found, edition: Edition) -> Result<(Detail, Tail)> {
    let mut builder = Builder::new(store, edition, &Page::default())?;
    builder.finds_language = true;
    let mut detail = Detail {
        noun: Some(found.noun),
        id: Builder::id(found.uid),
        ..Detail::default()
    };
    if found.live {
        builder.live(found, &mut detail)?;
    } else {
        builder.gone(found, &mut detail)?;
    }
    let tail = Tail {
        rows: detail.rows.len() as u64,
        aliased: builder.guard.aliased(),
        withheld: builder.withheld,
        ..Tail::default()
    };
    Ok((detail, tail))
}

/// Where the words of a capture stand.
enum Read<'c> {
    Text,
    Transcript(&'c Transcript),
    Nothing,
}

fn read_of(capture: &Capture) -> Read<'_> {
    match &capture.transcript {
        _ if !capture.text.is_empty() => Read::Text,
        Some(transcript) if !transcript.text.is_empty() => Read::Transcript(transcript),
        _ => Read::Nothing,
    }
}

/// A body without the words that stand beside its fields.
fn without_words(mut body: Body) -> Body {
    if let Body::Capture(capture) = &mut body {
        if !capture.text.is_empty() {
            capture.text.clear();
        } else if let Some(transcript) = &mut capture.transcript {
            transcript.text.clear();
        }
    }
    body
}

fn withheld_words() -> HeldValue {
    HeldValue {
        withheld: true,
        ..HeldValue::default()
    }
}

fn withheld() -> Vec<(Shown, Shown)> {
    let why = "its words hold a confidential name";
    vec![(Shown::new("withheld"), Shown::new(why))]
}

impl Builder<'_> {
    /// A record that is gone: what happened, how to get it back, and its last words.
    fn gone(&mut self, found: Found, detail: &mut Detail) -> Result<()> {
        let Found { noun, uid, .. } = found;
        if let Some(alias) = self.alias_of(noun, uid)? {
            detail.id = Shown::new(alias);
        }
        let versions = self.reader.versions(noun, uid)?;
        let drops = versions.iter().filter(|version| version.is_drop());
        if let Some(drop) = drops.max_by_key(|version| version.operation) {
            let logged = self.reader.logged(self.store, drop.operation)?;
            let operation = logged.operation.uid;
            let envelope = logged.operation.envelope.unwrap_or_default();
            let mut what = envelope.time.map(|t| t.to_string()).unwrap_or_default();
            for (before, words) in [(" by ", &envelope.actor), (": ", &envelope.reason)] {
                if !words.is_empty() {
                    what += &format!("{before}{words}");
                }
            }
            let what = self.say(&what);
            detail.withdrawn = self
                .unless_named(what)
                .unwrap_or_else(|| Shown::new("for a reason that is withheld"));
            let how = match logged.operation.undoes {
                Some(_) => "it was undone",
                None => "it was withdrawn",
            };
            let back = format!("{how}; `dixit undo {operation}` brings it back");
            detail
                .fields
                .push((Shown::new("way back"), Shown::new(back)));
        }
        let Some(body) = self.reader.last_body(noun, uid)? else {
            return Ok(());
        };
        let fields = match self.is_near_secret(noun, uid, &body)? {
            true => None,
            false => {
                let fields = self.fields(body, &[])?;
                self.unless_named(fields)
            }
        };
        detail.fields.extend(fields.unwrap_or_else(withheld));
        Ok(())
    }

    fn live(&mut self, found: Found, detail: &mut Detail) -> Result<()> {
        let Found { noun, uid, .. } = found;
        let (Some(id), Some(body)) = (self.reader.id(noun, uid)?, self.store.body(noun, uid)?)
        else {
            return Ok(());
        };
        let rep = self.reader.rep(noun, id)?;
        let mut kept = Vec::new();
        if self.guard.hides() && self.leads_to_secret(noun, rep, &body)? {
            // A record that is confidential, or a part of one: its alias and nothing that identifies.
            if let Some(alias) = self.guard.alias(noun, rep.id) {
                detail.id = Shown::new(alias);
            }
            detail.fields = vec![(Shown::new("confidential"), Shown::new("yes"))];
            let captures = self.captures(&found, &body)?;
            if captures
                .iter()
                .any(|(_, capture)| !matches!(read_of(capture), Read::Nothing))
            {
                detail.held.push(withheld_words());
            }
        } else if noun != Noun::Attribution {
            kept = self.held(&found, &body, detail)?;
            // In what role somebody spoke tells who it is.
            let but = match &body {
                Body::Occasion(_) if self.is_near_secret(noun, uid, &body)? => &["role"],
                _ => OFFSETS,
            };
            let fields = self.fields(without_words(body), but)?;
            detail.fields = match self.unless_named(fields) {
                Some(fields) => fields,
                None => withheld(),
            };
            if self
                .reader
                .shown(noun, uid)?
                .is_some_and(|(_, heads)| heads > 1)
            {
                let disputed =
                    format!("desks disagree on it; `dixit history {uid}` shows its versions");
                let field = (Shown::new("disputed"), Shown::new(disputed));
                detail.fields.insert(0, field);
            }
            self.judged(noun, uid, id, detail)?;
            self.about(noun, id, detail)?;
        } else {
            detail.fields.extend(self.anchor_field(id)?);
            self.judged(noun, uid, id, detail)?;
            self.about(noun, id, detail)?;
        }
        let under = self.rows_under(noun, id, rep, detail)?;
        if noun == Noun::Source {
            self.mark(id, &kept, &under, detail)?;
        }
        Ok(())
    }

    /// The words held of a source or in a capture, beside its fields; and which lines of each text they
    /// are.
    fn held(&mut self, found: &Found, body: &Body, detail: &mut Detail) -> Result<Vec<Kept>> {
        let captures = self.captures(found, body)?;
        let mut kept = Vec::new();
        for (uid, capture) in captures {
            let (reader, document) = match read_of(&capture) {
                Read::Text => (capture.reader.clone(), capture.document().join("\n")),
                Read::Transcript(transcript) => (
                    format!("transcribed by {}", transcript.by),
                    transcript.text.clone(),
                ),
                Read::Nothing => continue,
            };
            let page = match capture.text == document {
                true => "",
                false => &capture.text,
            };
            let value = HeldValue {
                capture: Builder::id(uid),
                reader: self.say(&reader),
                document: self.say(&document),
                page: self.say(page),
                marks: Vec::new(),
                withheld: false,
            };
            let value = self.unless_named(value).unwrap_or_else(|| HeldValue {
                capture: Builder::id(uid),
                ..withheld_words()
            });
            kept.push(match value.withheld {
                true => Kept::default(),
                false => Kept::of(&capture),
            });
            detail.held.push(value);
        }
        Ok(kept)
    }

    /// A capture itself, or the newest ones of a source.
    fn captures(&self, found: &Found, body: &Body) -> Result<Vec<(Uid, Capture)>> {
        match body {
            Body::Capture(capture) => Ok(vec![(found.uid, capture.as_ref().clone())]),
            Body::Source(_) => self.store.newest_captures(found.uid),
            _ => Ok(Vec::new()),
        }
    }

    /// Whether a record is a confidential speaker or source, or what is held of one.
    fn leads_to_secret(&mut self, noun: Noun, rep: Rep, body: &Body) -> Result<bool> {
        let Body::Capture(capture) = body else {
            return Ok(self.guard.is_secret(noun, rep.id));
        };
        let Some(source) = self.reader.id(Noun::Source, capture.source)? else {
            return Ok(false);
        };
        let rep = self.rep(Noun::Source, source)?;
        Ok(self.guard.is_secret(Noun::Source, rep.id))
    }

    /// One field for each record that this one keeps or that speaks of it.
    fn about(&mut self, noun: Noun, id: i64, detail: &mut Detail) -> Result<()> {
        for (of, id) in self.reader.about(noun, id)? {
            if of == Noun::Judgement {
                continue;
            }
            let Some((uid, body)) = self.reader.body(of, id)? else {
                continue;
            };
            let own = noun.to_string();
            let but: Vec<&str> = LONG.iter().copied().chain([own.as_str()]).collect();
            let fields = self.fields(body, &but)?;
            if let Some(fields) = self.unless_named(fields) {
                let each: Vec<String> = fields
                    .iter()
                    .map(|(name, words)| format!("{name} {words}"))
                    .collect();
                let line = format!("{uid}: {}", each.join("; "));
                detail
                    .fields
                    .push((Shown::new(of.to_string()), Shown::new(line)));
            }
        }
        Ok(())
    }

    /// The attributions that stand under a record; gives those that are shown.
    fn rows_under(
        &mut self,
        noun: Noun,
        id: i64,
        rep: Rep,
        detail: &mut Detail,
    ) -> Result<Vec<i64>> {
        let only = Some(vec![rep]);
        let everything = Filter::default();
        let filter = match noun {
            Noun::Attribution => {
                detail.rows.extend(self.row(id)?);
                return Ok(Vec::new());
            }
            Noun::Speaker => Filter {
                anywhere: only,
                ..everything
            },
            Noun::Source => Filter {
                source: only,
                ..everything
            },
            Noun::Topic => Filter {
                topic: only,
                ..everything
            },
            Noun::Measure => Filter {
                measure: only,
                ..everything
            },
            Noun::Claim => Filter {
                claim: only,
                ..everything
            },
            Noun::Occasion => Filter {
                occasion: only,
                ..everything
            },
            _ => return Ok(Vec::new()),
        };
        let store = self.store;
        let mut shown = Vec::new();
        let more = store.hits(&filter, &Page::first(ROWS), |hit| {
            if let Some(row) = self.row(hit.id())? {
                detail.rows.push(row);
                shown.push(hit.id());
            }
            Ok(())
        })?;
        if more.is_some() {
            let newest = format!("the newest {ROWS} follow");
            detail
                .fields
                .push((Shown::new("attributions"), Shown::new(newest)));
        }
        Ok(shown)
    }
}
