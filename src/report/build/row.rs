//! One attribution as a value, and the values within it.

use std::rc::Rc;

use super::{Builder, known};
use crate::error::Result;
use crate::model::edtf::Day;
use crate::model::{
    Attribution, Claim, Edtf, Figure, Hop, Measure, Noun, Occasion, Original, Source, Speaker,
    Topic, Translation,
};
use crate::report::shown::Shown;
use crate::report::value::{
    ClaimValue, DateValue, FigureValue, HopValue, OccasionValue, Row, SortBasis, SpeakerValue,
    WordingValue, WordsValue,
};
use crate::store::query::read::{Known, Said};
use crate::text::language;

/// What the document's own voice is called while its publisher is not known.
const THE_SOURCE: &str = "[the source]";

pub(super) fn basis(word: &str) -> SortBasis {
    match word {
        "published" => SortBasis::Published,
        "captured" => SortBasis::Captured,
        "recorded" => SortBasis::Recorded,
        _ => SortBasis::Said,
    }
}

impl Builder<'_> {
    /// An attribution; none where it is withheld, or gone.
    pub(super) fn row(&mut self, id: i64) -> Result<Option<Row>> {
        let Some(said) = self.reader.said(id)? else {
            return Ok(None);
        };
        let unsound = match self.tells_soundness {
            true => self.unsound(&said.body)?,
            false => None,
        };
        let row = Row {
            unsound,
            ..self.row_of(said)?
        };
        Ok(self.unless_named(row))
    }

    fn row_of(&mut self, found: Said) -> Result<Row> {
        let Said {
            uid,
            body,
            sort_date,
            sort_basis,
            created_in,
            heads,
        } = found;
        // Without `..`: a new field must find its place here.
        let Attribution {
            anchor: _,
            citing,
            claim,
            credibility,
            cue,
            doubt,
            figures,
            hedge,
            lang,
            locator,
            manner,
            name_as_written,
            note,
            occasion,
            on_behalf_of,
            original,
            page,
            part,
            passage,
            quote,
            role,
            said,
            said_words,
            source,
            speaker,
            spoken_lang,
            stance,
            time,
            translation,
            via,
        } = body;
        let occasion = occasion.map(|id| self.occasion_body(id)).transpose()?;
        let at = occasion.as_deref().map(|occasion| &occasion.body);
        let source_body = self.source_of(source)?;
        let who = match speaker {
            Some(speaker) => self.speaker(speaker)?,
            None => self.own_voice(source)?,
        };
        // What a source calls somebody, and in what role, tells who it is.
        let hidden = self.hides(&who);
        let apart = |own: String, otherwise: Option<&String>| match (own.is_empty(), otherwise) {
            (true, Some(otherwise)) => otherwise.clone(),
            _ => own,
        };
        let role = apart(role, at.map(|at| &at.role));
        let spoken_lang = apart(spoken_lang, at.map(|at| &at.spoken_lang));
        let lang = apart(lang, Some(&source_body.body.lang));
        let lang_found = match self.finds_language && lang.is_empty() {
            true => language::of_printed(&passage, &quote).unwrap_or_default(),
            false => "",
        };
        let said_at = said.clone().or_else(|| at.and_then(|at| at.said.clone()));
        let words = match said {
            Some(_) => said_words,
            None => apart(said_words, at.map(|at| &at.said_words)),
        };
        Ok(Row {
            id: Self::id(uid),
            stance,
            claim: self.claim(claim)?,
            name_as_written: self.say(if hidden { "" } else { &name_as_written }),
            role: self.say(if hidden { "" } else { &role }),
            on_behalf_of: match on_behalf_of {
                Some(other) if !hidden => {
                    let other = self.speaker(other)?;
                    (!self.hides(&other)).then_some(other)
                }
                _ => None,
            },
            speaker: who,
            manner,
            cue: self.say(&cue),
            hedge: self.say(&hedge),
            said: self.date(said_at.as_ref(), &words),
            sort_date: Shown::new(sort_date),
            sort_basis: basis(&sort_basis),
            occasion: occasion
                .map(|occasion| self.occasion(&occasion))
                .transpose()?,
            via: self.hops(&via)?,
            citing: self.hops(&citing)?,
            figures: self.figures(&figures)?,
            passage: self.say(&passage),
            quote: self.say(&quote),
            lang: self.say(&lang),
            lang_found: Shown::new(lang_found),
            spoken_lang: self.say(&spoken_lang),
            original: original
                .map(|original| self.original(original))
                .transpose()?,
            translation: translation.map(|translation| self.translation(&translation)),
            doubt: self.say(&doubt),
            credibility,
            note: self.say(&note),
            part,
            page,
            time: self.say(&time),
            locator: self.say(&locator),
            source: self.source(source)?,
            recorded: self.recorded(created_in)?,
            disputed: heads > 1,
            unsound: None,
        })
    }

    fn hides(&self, speaker: &SpeakerValue) -> bool {
        speaker.confidential && self.guard.hides() && !speaker.own_voice
    }

    fn recorded(&mut self, operation: i64) -> Result<Shown> {
        if self.time.0 != operation {
            self.time = (operation, self.reader.time(operation)?);
        }
        Ok(Shown::new(self.time.1.clone()))
    }

    pub(super) fn date(&mut self, date: Option<&Edtf>, words: &str) -> DateValue {
        let day = |day: Option<Day>| Shown::new(day.map_or(String::new(), |day| day.to_string()));
        DateValue {
            edtf: Shown::new(date.map_or("", Edtf::as_str)),
            words: self.say(words),
            from: day(date.and_then(|date| date.from().day())),
            to: day(date.and_then(|date| date.to().day())),
        }
    }

    /// A speaker as the one that stands for it.
    pub(super) fn speaker(&mut self, id: i64) -> Result<SpeakerValue> {
        let rep = self.rep(Noun::Speaker, id)?;
        let known = self.speaker_body(rep.id)?;
        let confidential = self.guard.is_secret(Noun::Speaker, rep.id);
        let (id, name) = match self.guard.alias(Noun::Speaker, rep.id) {
            Some(alias) => (Shown::new(alias.clone()), Shown::new(alias)),
            None => (
                Self::id(known.uid),
                self.say_own(known.body.shown(), confidential),
            ),
        };
        Ok(SpeakerValue {
            id,
            name,
            kind: known.body.kind,
            own_voice: false,
            confidential,
        })
    }

    // Where a confidential name is shown at all, it is to be shown.
    pub(super) fn say_own(&mut self, name: &str, confidential: bool) -> Shown {
        if confidential {
            Shown::new(name)
        } else {
            self.say(name)
        }
    }

    /// The document's own voice: its publisher, once known.
    pub(super) fn own_voice(&mut self, source: i64) -> Result<SpeakerValue> {
        let rep = self.rep(Noun::Source, source)?;
        let known = self.source_body(rep.id)?;
        let confidential = self.guard.is_secret(Noun::Source, rep.id);
        let hidden = self.guard.alias(Noun::Source, rep.id).is_some();
        let publisher = &known.body.publisher;
        let name = if hidden || publisher.is_empty() {
            Shown::new(THE_SOURCE)
        } else {
            self.say_own(publisher, confidential)
        };
        Ok(SpeakerValue {
            name,
            own_voice: true,
            confidential,
            ..SpeakerValue::default()
        })
    }

    /// A claim in its own wording.
    pub(super) fn claim(&mut self, id: i64) -> Result<ClaimValue> {
        let found = match self.reads_topics {
            true => self.reader.record::<Claim>(id)?,
            false => self.reader.alone::<Claim>(id)?,
        };
        let Some(Known { uid, body, .. }) = found else {
            return Err(crate::error::Error::bug(
                "the claim of an attribution is gone",
            ));
        };
        let Claim {
            holds,
            kind,
            text,
            text_lang,
            topics,
            wordings,
        } = body;
        let mut named: Vec<String> = Vec::new();
        for topic in topics {
            if let Some(id) = self.reader.id(Noun::Topic, topic)? {
                named.push(self.topic_name(id)?);
            }
        }
        named.sort();
        named.dedup();
        let wordings = wordings
            .iter()
            .map(|wording| WordingValue {
                lang: self.say(&wording.lang),
                text: self.say(&wording.text),
            })
            .collect();
        Ok(ClaimValue {
            id: Self::id(uid),
            text: self.say(&text),
            text_lang: self.say(&text_lang),
            kind,
            topics: self.say_each(&named),
            holds: self.date(holds.as_ref(), ""),
            wordings,
        })
    }

    fn hops(&mut self, hops: &[Hop<i64>]) -> Result<Vec<HopValue>> {
        let mut values = Vec::with_capacity(hops.len());
        for hop in hops {
            let Hop {
                cue,
                name_as_written,
                quote,
                role,
                speaker,
            } = hop;
            let speaker = self.speaker(*speaker)?;
            let hidden = self.hides(&speaker);
            values.push(HopValue {
                name_as_written: self.say(if hidden { "" } else { name_as_written }),
                role: self.say(if hidden { "" } else { role }),
                cue: self.say(cue),
                quote: self.say(quote),
                speaker,
            });
        }
        Ok(values)
    }

    fn figures(&mut self, figures: &[Figure<i64>]) -> Result<Vec<FigureValue>> {
        let mut values = Vec::with_capacity(figures.len());
        for figure in figures {
            let Figure {
                as_of,
                best,
                counted,
                expression,
                high,
                high_open,
                low,
                low_open,
                measure,
                qualifier,
                scope,
                uid: _,
                unit,
            } = figure;
            let digits = |bound: &Option<crate::model::Decimal>| {
                Shown::new(bound.as_ref().map_or(String::new(), ToString::to_string))
            };
            let measure = match measure {
                Some(id) => self.measure_name(*id)?,
                None => String::new(),
            };
            values.push(FigureValue {
                expression: self.say(expression),
                qualifier: *qualifier,
                low: digits(low),
                low_open: *low_open,
                high: digits(high),
                high_open: *high_open,
                best: digits(best),
                unit: self.say(unit),
                measure: self.say(&measure),
                counted: self.say(counted),
                scope: self.say(scope),
                as_of: self.date(as_of.as_ref(), ""),
            });
        }
        Ok(values)
    }

    fn occasion(&mut self, occasion: &Known<Occasion>) -> Result<OccasionValue> {
        let body = &occasion.body;
        let mut speakers = Vec::new();
        if body.speakers.len() > 1 {
            for speaker in &body.speakers {
                if let Some(id) = self.reader.id(Noun::Speaker, *speaker)? {
                    speakers.push(self.speaker(id)?.name);
                }
            }
        }
        Ok(OccasionValue {
            id: Self::id(occasion.uid),
            label: self.say(&body.label),
            r#where: self.say(&body.r#where),
            medium: body.medium,
            jointly: body.jointly,
            speakers,
        })
    }

    fn original(&mut self, original: Original<i64>) -> Result<WordsValue> {
        let by = match original.source {
            Some(source) => self.source_name(source)?,
            None => Shown::default(),
        };
        Ok(WordsValue {
            lang: self.say(&original.lang),
            text: self.say(&original.text),
            by,
        })
    }

    fn translation(&mut self, translation: &Translation) -> WordsValue {
        WordsValue {
            lang: self.say(&translation.lang),
            text: self.say(&translation.text),
            by: self.say(&translation.by),
        }
    }

    pub(super) fn speaker_body(&mut self, id: i64) -> Result<Rc<Known<Speaker>>> {
        known(&mut self.speakers, id, &mut self.reader)
    }

    pub(super) fn source_body(&mut self, id: i64) -> Result<Rc<Known<Source>>> {
        known(&mut self.sources, id, &mut self.reader)
    }

    pub(super) fn occasion_body(&mut self, id: i64) -> Result<Rc<Known<Occasion>>> {
        known(&mut self.occasions, id, &mut self.reader)
    }

    pub(super) fn measure_body(&mut self, id: i64) -> Result<Rc<Known<Measure>>> {
        let rep = self.rep(Noun::Measure, id)?;
        known(&mut self.measures, rep.id, &mut self.reader)
    }

    pub(super) fn topic_body(&mut self, id: i64) -> Result<Rc<Known<Topic>>> {
        let rep = self.rep(Noun::Topic, id)?;
        known(&mut self.topics, rep.id, &mut self.reader)
    }

    fn measure_name(&mut self, id: i64) -> Result<String> {
        Ok(self.measure_body(id)?.body.name.clone())
    }

    fn topic_name(&mut self, id: i64) -> Result<String> {
        Ok(self.topic_body(id)?.body.name.clone())
    }
}
