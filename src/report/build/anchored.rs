//! The captured texts of a source, and where an attribution's words stand in them.

use crate::error::Result;
use crate::model::{Attribution, Capture, Grade, Source, Uid};
use crate::store::query::read::Reader;
use crate::text::anchor::{Anchored, Held, Remembered};

/// One file of a source, made ready: its newest text, and the one before with the day of its capture,
/// where it was another.
pub(super) struct Texts {
    pub capture: i64,
    pub uid: Uid,
    pub held: Held,
    earlier: Option<(Held, String)>,
}

/// The texts of a source, one a file, made ready.
pub(super) fn texts_of(source: i64, reader: &mut Reader<'_>) -> Result<Vec<Texts>> {
    let mut texts = Vec::new();
    for file in reader.held(source)? {
        let Some(found) = reader.record::<Capture>(file.newest)? else {
            continue;
        };
        let earlier = match file.before {
            Some(before) => reader.record::<Capture>(before)?,
            None => None,
        };
        // The same text again remembers nothing that the newest does not have.
        let earlier = earlier.filter(|known| {
            known.body.text != found.body.text || known.body.transcript != found.body.transcript
        });
        let earlier = earlier.and_then(|known| {
            let at = known.body.at.map_or_else(String::new, |at| at.day());
            Held::of(known.body).map(|held| (held, at))
        });
        let uid = found.uid;
        if let Some(held) = Held::of(found.body) {
            texts.push(Texts {
                capture: file.newest,
                uid,
                held,
                earlier,
            });
        }
    }
    Ok(texts)
}

/// Where words stand best, among the files of a source: which file, how, and when they stood there as recorded
/// if they no longer do.
pub(super) fn best_of(
    files: &[Texts],
    body: &Attribution<i64>,
    source: &Source,
) -> Option<(usize, Anchored, String)> {
    let rank = |a: &Anchored| (a.passage.grade, a.is_ambiguous(), a.grade());
    let mut best: Option<(usize, Anchored, String)> = None;
    for (at, file) in files.iter().enumerate() {
        let Some((anchored, held)) = file.seek(body, source) else {
            continue;
        };
        if best
            .as_ref()
            .is_none_or(|(_, known, _)| rank(&anchored) < rank(known))
        {
            best = Some((at, anchored, held));
        }
    }
    best
}

impl Texts {
    /// How large its texts are, in bytes.
    pub(super) fn size(&self) -> usize {
        let earlier = self.earlier.as_ref().map_or(0, |(held, _)| held.size());
        self.held.size() + earlier
    }

    /// Where words stand; and when they were captured as recorded, where they no longer stand so.
    fn seek(&self, body: &Attribution<i64>, source: &Source) -> Option<(Anchored, String)> {
        let Some((earlier, day)) = &self.earlier else {
            let anchored = self.held.seek(body, &source.lang, &Remembered::default())?;
            return Some((anchored, String::new()));
        };
        let before = earlier.seek(body, &source.lang, &Remembered::default())?;
        let remembered = earlier.remember(&before.passage);
        let now = self.held.seek(body, &source.lang, &remembered)?;
        let stood = before.grade() <= Grade::Normalised;
        Some((now, if stood { day.clone() } else { String::new() }))
    }
}
