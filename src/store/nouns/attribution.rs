//! Attributions, with their hops and figures.

use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{OptionalExtension, Row};

use super::{forget_references, note_references};
use crate::error::Result;
use crate::model::{Anchor, Attribution, Edtf, Figure, Hop, Noun, Original, Translation, Uid};
use crate::store::columns::{
    Column, Fields, NULL, Referring, Stored, beside, column, derived_words, owned,
};
use crate::store::refs::{Refs, days, sort_day};
use crate::text::forms::{self, tag};

impl Stored for Attribution {
    const TABLE: &'static str = "attributions";
    const COLUMNS: &'static [&'static str] = &[
        "claim",
        "speaker",
        "source",
        "occasion",
        "stance",
        "manner",
        "cue",
        "hedge",
        "name_as_written",
        "role",
        "on_behalf_of",
        "said",
        "said_words",
        "part",
        "page",
        "time",
        "locator",
        "passage",
        "quote",
        "lang",
        "spoken_lang",
        "original",
        "original_lang",
        "original_source",
        "translation",
        "translation_lang",
        "translation_by",
        "anchor",
        "doubt",
        "credibility",
        "note",
    ];
    const DERIVED: &'static [&'static str] = &[
        "hops",
        "figures",
        "forms",
        "said_from",
        "said_to",
        "sort_date",
        "sort_basis",
        "speaker_rep",
        "source_rep",
    ];

    fn values<'a>(&'a self, refs: &mut Refs<'_>) -> Result<Vec<ToSqlOutput<'a>>> {
        // Not `stored_columns!`: original and translation are three columns each, so that full text
        // reaches their words.
        let Self {
            anchor,
            citing: _,
            claim,
            credibility,
            cue,
            doubt,
            figures: _,
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
            via: _,
        } = self;
        let original = original.as_ref();
        let translation = translation.as_ref();
        let original_words =
            |field: fn(&Original) -> &String| original.map_or(NULL, |it| field(it).put());
        let translation_words =
            |field: fn(&Translation) -> &String| translation.map_or(NULL, |it| field(it).put());
        Ok(vec![
            owned(claim.put(Noun::Claim, refs)?),
            owned(Referring::put(speaker, Noun::Speaker, refs)?),
            owned(source.put(Noun::Source, refs)?),
            owned(Referring::put(occasion, Noun::Occasion, refs)?),
            stance.put(),
            manner.put(),
            cue.put(),
            hedge.put(),
            name_as_written.put(),
            role.put(),
            owned(Referring::put(on_behalf_of, Noun::Speaker, refs)?),
            said.put(),
            said_words.put(),
            part.put(),
            page.put(),
            time.put(),
            locator.put(),
            passage.put(),
            quote.put(),
            lang.put(),
            spoken_lang.put(),
            original_words(|it| &it.text),
            original_words(|it| &it.lang),
            owned(match original {
                Some(it) => Referring::put(&it.source, Noun::Source, refs)?,
                None => Value::Null,
            }),
            translation_words(|it| &it.text),
            translation_words(|it| &it.lang),
            translation_words(|it| &it.by),
            anchor.put(),
            doubt.put(),
            credibility.put(),
            note.put(),
        ])
    }

    fn of_row(fields: &mut Fields<'_>, refs: &mut Refs<'_>) -> Result<Self> {
        let (body, anchor) = body_of(fields, refs)?;
        Ok(Self { anchor, ..body })
    }

    fn derive(&self, _id: i64, refs: &mut Refs<'_>) -> Result<Vec<Value>> {
        let source = refs.id(Noun::Source, self.source)?;
        let source = refs.source(source)?;
        let speaker_rep = match self.speaker {
            Some(speaker) => {
                let id = refs.id(Noun::Speaker, speaker)?;
                Value::Integer(refs.speaker_rep(id)?)
            }
            None => Value::Null,
        };
        let claim = refs.id(Noun::Claim, self.claim)?;
        let When {
            from,
            to,
            sort_date,
            basis,
        } = when(self, refs)?;
        refs.last_dated = Some((claim, sort_date.clone()));
        let lang = if self.lang.is_empty() {
            &source.lang
        } else {
            &self.lang
        };
        let text = |day: Option<String>| day.map_or(Value::Null, Value::Text);
        let mut found = forms::forms(self.words(), tag(lang));
        if !self.passage.is_empty() && !self.quote.is_empty() && !self.passage.contains(&self.quote)
        {
            found.push(' ');
            found.push_str(&forms::forms(&self.quote, tag(lang)));
        }
        Ok(vec![
            Value::Integer((self.via.len() + self.citing.len()) as i64),
            Value::Integer(self.figures.len() as i64),
            derived_words(found),
            text(from),
            text(to),
            Value::Text(sort_date),
            Value::Text(basis.to_owned()),
            speaker_rep,
            Value::Integer(source.rep),
        ])
    }

    fn write_apart(&self, id: i64, refs: &mut Refs<'_>) -> Result<()> {
        for (chain, hops) in [("via", &self.via), ("citing", &self.citing)] {
            for (
                position,
                Hop {
                    cue,
                    name_as_written,
                    quote,
                    role,
                    speaker,
                },
            ) in (0_i64..).zip(hops)
            {
                let speaker = refs.id(Noun::Speaker, *speaker)?;
                refs.conn
                    .prepare_cached(
                        "INSERT INTO hops (attribution, chain, position, speaker, name_as_written, role, cue, quote)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    )?
                    .execute((id, chain, position, speaker, name_as_written.put(), role.put(), cue.put(), quote.put()))?;
            }
        }
        for (position, figure) in (0_i64..).zip(&self.figures) {
            write_figure(figure, id, position, refs)?;
        }
        let anchored = self
            .anchor
            .iter()
            .filter_map(|a| a.capture)
            .map(|c| (Noun::Capture, c));
        note_references((Noun::Attribution, id), anchored, refs)
    }

    fn read_apart(&mut self, row: &Row<'_>, id: i64, refs: &mut Refs<'_>) -> Result<()> {
        read_parts(self, row, id, refs)
    }

    fn clear_apart(id: i64, refs: &mut Refs<'_>) -> Result<()> {
        refs.conn
            .prepare_cached("DELETE FROM hops WHERE attribution = ?1")?
            .execute([id])?;
        refs.conn
            .prepare_cached("DELETE FROM figures WHERE attribution = ?1")?
            .execute([id])?;
        forget_references((Noun::Attribution, id), refs)
    }
}

/// When an attribution's words were said, and by which date it is listed.
pub(crate) struct When {
    /// Both NULL where they are the one day by which it is listed, as most are: 20 bytes in a row.
    from: Option<String>,
    to: Option<String>,
    pub sort_date: String,
    basis: &'static str,
}

/// When an attribution's words were said, else published, captured or recorded.
pub(crate) fn when(body: &Attribution, refs: &mut Refs<'_>) -> Result<When> {
    let said = match (&body.said, body.occasion) {
        (Some(said), _) => Some(said.clone()),
        (None, Some(occasion)) => {
            let id = refs.id(Noun::Occasion, occasion)?;
            let text: Option<Option<String>> = refs
                .conn
                .prepare_cached("SELECT said FROM occasions WHERE id = ?1")?
                .query_row([id], |row| row.get(0))
                .optional()?;
            text.flatten().and_then(|t| Edtf::parse(&t).ok())
        }
        (None, None) => None,
    };
    let (mut from, mut to) = days(said.as_ref());
    if from == to {
        (from, to) = (None, None);
    }
    if let Some(sort_date) = said.as_ref().and_then(sort_day) {
        return Ok(When {
            from,
            to,
            sort_date,
            basis: "said",
        });
    }
    let source = refs.id(Noun::Source, body.source)?;
    let source = refs.source(source)?;
    let (sort_date, basis) = match (source.published, source.captured) {
        (Some(day), _) => (day, "published"),
        (None, Some(day)) => (day, "captured"),
        (None, None) => (refs.recorded.clone(), "recorded"),
    };
    Ok(When {
        from,
        to,
        sort_date,
        basis,
    })
}

/// The body of a row but for hops and figures, with references of the kind wanted; and its anchor, which names
/// a capture by identity, as only the body as stored does.
pub(crate) fn body_of<R>(
    fields: &mut Fields<'_>,
    refs: &mut Refs<'_>,
) -> Result<(Attribution<R>, Option<Anchor>)>
where
    R: Referring + Default + PartialEq,
    Option<R>: Referring,
{
    // In the order of the columns.
    let claim = fields.refer(Noun::Claim, refs)?;
    let speaker = fields.refer(Noun::Speaker, refs)?;
    let source = fields.refer(Noun::Source, refs)?;
    let occasion = fields.refer(Noun::Occasion, refs)?;
    let stance = fields.next()?;
    let manner = fields.next()?;
    let cue = fields.next()?;
    let hedge = fields.next()?;
    let name_as_written = fields.next()?;
    let role = fields.next()?;
    let on_behalf_of = fields.refer(Noun::Speaker, refs)?;
    let said = fields.next()?;
    let said_words = fields.next()?;
    let part = fields.next()?;
    let page = fields.next()?;
    let time = fields.next()?;
    let locator = fields.next()?;
    let passage = fields.next()?;
    let quote = fields.next()?;
    let lang = fields.next()?;
    let spoken_lang = fields.next()?;
    let original = Original {
        text: fields.next()?,
        lang: fields.next()?,
        source: fields.refer(Noun::Source, refs)?,
    };
    let translation = Translation {
        text: fields.next()?,
        lang: fields.next()?,
        by: fields.next()?,
    };
    let anchor = fields.next()?;
    let doubt = fields.next()?;
    let credibility = fields.next()?;
    let note = fields.next()?;
    let body = Attribution {
        anchor: None,
        citing: Vec::new(),
        claim,
        credibility,
        cue,
        doubt,
        figures: Vec::new(),
        hedge,
        lang,
        locator,
        manner,
        name_as_written,
        note,
        occasion,
        on_behalf_of,
        original: (original != Original::default()).then_some(original),
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
        translation: (translation != Translation::default()).then_some(translation),
        via: Vec::new(),
    };
    Ok((body, anchor))
}

/// Reads the hops and figures of a row into its body.
pub(crate) fn read_parts<R>(
    body: &mut Attribution<R>,
    row: &Row<'_>,
    id: i64,
    refs: &mut Refs<'_>,
) -> Result<()>
where
    R: Referring,
    Option<R>: Referring,
{
    if beside::<Attribution, i64>(row, "hops")? > 0 {
        let mut statement = refs
            .conn
            .prepare_cached("SELECT * FROM hops WHERE attribution = ?1 ORDER BY chain, position")?;
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            let hop = Hop {
                cue: column(row, "cue")?,
                name_as_written: column(row, "name_as_written")?,
                quote: column(row, "quote")?,
                role: column(row, "role")?,
                speaker: Referring::take(row.get("speaker")?, Noun::Speaker, refs)?,
            };
            match row.get_ref("chain")?.as_str() {
                Ok("via") => body.via.push(hop),
                _ => body.citing.push(hop),
            }
        }
    }
    if beside::<Attribution, i64>(row, "figures")? > 0 {
        let mut statement = refs
            .conn
            .prepare_cached("SELECT * FROM figures WHERE attribution = ?1 ORDER BY position")?;
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            body.figures.push(Figure {
                as_of: column(row, "as_of")?,
                best: column(row, "best")?,
                counted: column(row, "counted")?,
                expression: column(row, "expression")?,
                high: column(row, "high")?,
                high_open: column(row, "high_open")?,
                low: column(row, "low")?,
                low_open: column(row, "low_open")?,
                measure: Referring::take(row.get("measure")?, Noun::Measure, refs)?,
                qualifier: column(row, "qualifier")?,
                scope: column(row, "scope")?,
                uid: Uid(row.get("uid")?),
                unit: column(row, "unit")?,
            });
        }
    }
    Ok(())
}

fn write_figure(figure: &Figure, id: i64, position: i64, refs: &mut Refs<'_>) -> Result<()> {
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
        uid,
        unit,
    } = figure;
    let measure = Referring::put(measure, Noun::Measure, refs)?;
    let real = |bound: Option<f64>| bound.map_or(Value::Null, Value::Real);
    refs.conn
        .prepare_cached(
            "INSERT INTO figures (attribution, position, uid, expression, qualifier, low, low_open, high, high_open,
                                  best, unit, measure, counted, scope, as_of, low_real, high_real)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?
        .execute(rusqlite::params![
            id,
            position,
            &uid.0[..],
            expression.put(),
            qualifier.put(),
            low.put(),
            low_open.put(),
            high.put(),
            high_open.put(),
            best.put(),
            unit.put(),
            measure,
            counted.put(),
            scope.put(),
            as_of.put(),
            real(low.as_ref().map(crate::model::Decimal::floor_real)),
            real(high.as_ref().map(crate::model::Decimal::ceil_real)),
        ])?;
    Ok(())
}
