//! What a record is the same as, and what it is judged different from.

use super::Builder;
use crate::error::Result;
use crate::model::{Body, Judgement, JudgementKind, Noun, Uid};
use crate::report::shown::Shown;
use crate::report::value::Detail;

impl Builder<'_> {
    /// One field for each record that is taken for this one, or told from it: by judgement and why,
    /// else because the two bear one name, address or content.
    pub(super) fn judged(
        &mut self,
        noun: Noun,
        uid: Uid,
        id: i64,
        detail: &mut Detail,
    ) -> Result<()> {
        let class = self.reader.class(noun, id)?;
        let mut told = Vec::new();
        for (of, judgement) in self.reader.about(noun, id)? {
            if of != Noun::Judgement {
                continue;
            }
            let Some((by, Body::Judgement(judged))) = self.reader.body(of, judgement)? else {
                continue;
            };
            let Judgement {
                a, b, kind, reason, ..
            } = *judged;
            let other = if a == uid { b } else { a };
            told.push(other);
            let name = match kind {
                Some(JudgementKind::Different) => "different from",
                _ => "same as",
            };
            let why = match reason.as_str() {
                "" => format!(" (judgement {by})"),
                reason => format!(" (judgement {by}: {reason})"),
            };
            self.beside(noun, name, other, &why, detail)?;
        }
        for other in &class {
            if !told.contains(other) {
                self.beside(noun, "same as", *other, "", detail)?;
            }
        }
        Ok(())
    }

    fn beside(
        &mut self,
        noun: Noun,
        name: &str,
        other: Uid,
        why: &str,
        detail: &mut Detail,
    ) -> Result<()> {
        let (id, called) = self.called_as(noun, other)?;
        let line = match id == called {
            true => format!("{called}{why}"),
            false => format!("{id} “{called}”{why}"),
        };
        let line = self.say(&line);
        if let Some(line) = self.unless_named(line) {
            detail.fields.push((Shown::new(name), line));
        }
        Ok(())
    }
}
