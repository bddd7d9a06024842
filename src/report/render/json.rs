//! JSON: every field of every value, for programs.
//!
//! A report is one object, `{"dixit":1,"head":…,"rows":[…],"tail":…}`, written row by row; a list
//! may be written as lines, one object each. `docs/json.md` documents the fields. A field that is
//! not set is left out. Characters that hide or act on a terminal are written as `\u202e`: the
//! value is the same to every reader of JSON, and harmless to the eye.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

use super::Render;
use crate::report::value::{Head, Row, Tail};
use crate::text::visible::visible;

/// The version of the JSON form: it changes when a field changes its meaning or goes.
pub const VERSION: u32 = 1;

/// The renderer of a report.
pub struct Json<'a> {
    out: &'a mut dyn Write,
    rows: u64,
}

impl<'a> Json<'a> {
    /// A report to be written to `out`.
    pub fn new(out: &'a mut dyn Write) -> Self {
        Self { out, rows: 0 }
    }
}

impl Render for Json<'_> {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        write!(self.out, "{{\"dixit\":{VERSION},\"head\":")?;
        write(self.out, head)?;
        write!(self.out, ",\"rows\":[")
    }

    fn row(&mut self, row: &Row) -> io::Result<()> {
        self.out
            .write_all(if self.rows == 0 { b"\n" } else { b",\n" })?;
        self.rows += 1;
        write(self.out, row)
    }

    fn end(&mut self, tail: &Tail) -> io::Result<()> {
        write!(self.out, "\n],\"tail\":")?;
        write(self.out, tail)?;
        writeln!(self.out, "}}")
    }
}

/// One value as one line: a [`Row`], a folded or counted line, a detail.
///
/// # Errors
/// Fails where writing does.
pub fn line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    write(out, value)?;
    writeln!(out)
}

fn write(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(out, Seen);
    value.serialize(&mut serializer).map_err(io::Error::from)
}

/// Compact JSON in which nothing hides.
struct Seen;

impl Formatter for Seen {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        text: &str,
    ) -> io::Result<()> {
        // Almost every text is seen as it is.
        if matches!(visible(text), std::borrow::Cow::Borrowed(_)) {
            return CompactFormatter.write_string_fragment(out, text);
        }
        for c in text.chars() {
            let alone = c.to_string();
            if matches!(visible(&alone), std::borrow::Cow::Borrowed(_)) {
                out.write_all(alone.as_bytes())?;
            } else {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::render::story;
    use crate::report::value::*;
    use serde_json::Value;

    fn rendered(rows: &[Row]) -> String {
        let mut out = Vec::new();
        let mut json = Json::new(&mut out);
        json.begin(&story::head()).unwrap();
        for row in rows {
            json.row(row).unwrap();
        }
        json.end(&story::tail()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_report_is_one_object_and_a_row_a_line() {
        let text = rendered(&story::rows());
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["dixit"], 1);
        assert_eq!(value["rows"].as_array().unwrap().len(), 8);
        assert_eq!(value["rows"][2]["stance"], "denies");
        assert_eq!(value["tail"]["withheld"], 2);
        assert_eq!(text.lines().count(), 10);
        let empty: Value = serde_json::from_str(&rendered(&[])).unwrap();
        assert_eq!(empty["rows"], serde_json::json!([]));
    }

    #[test]
    fn hostile_words_come_back_whole_and_never_act() {
        for words in story::HOSTILE {
            let text = rendered(&[story::everywhere(words)]);
            assert!(
                !text.chars().any(
                    |c| (c.is_control() && c != '\n') || "\u{202e}\u{2066}\u{200b}".contains(c)
                )
            );
            let value: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(value["rows"][0]["passage"], *words);
        }
        let mut out = Vec::new();
        line(&mut out, &"a\u{e0041}\u{202e}😀 « é »").unwrap();
        assert_eq!(out, "\"a\\udb40\\udc41\\u202e😀 « é »\"\n".as_bytes());
    }

    /// The fields of every value, by the names under which `docs/json.md` has them.
    fn fields() -> Vec<(&'static str, Vec<String>)> {
        let row = serde_json::to_value(Row {
            manner: Some(crate::model::Manner::Direct),
            credibility: Some(crate::model::Credibility::One),
            part: Some(crate::model::Part::Body),
            ..story::everywhere("x")
        })
        .unwrap();
        let mut row = row;
        let full = |name: &'static str, value: &Value| {
            let keys = value.as_object().unwrap().keys().cloned().collect();
            (name, keys)
        };
        let speaker = serde_json::to_value(SpeakerValue {
            kind: Some(crate::model::SpeakerKind::Person),
            own_voice: true,
            confidential: true,
            ..story::everywhere("x").speaker
        });
        let source = serde_json::to_value(SourceValue {
            kind: Some(crate::model::SourceKind::Page),
            number: 1,
            confidential: true,
            ..story::everywhere("x").source
        });
        let claim = serde_json::to_value(ClaimValue {
            kind: Some(crate::model::ClaimKind::Event),
            ..story::everywhere("x").claim
        });
        let figure = serde_json::to_value(FigureValue {
            qualifier: Some(crate::model::Qualifier::Bare),
            ..story::everywhere("x").figures[0].clone()
        });
        let occasion = serde_json::to_value(OccasionValue {
            medium: Some(crate::model::Medium::Speech),
            jointly: Some(crate::model::Jointly::No),
            ..story::everywhere("x").occasion.unwrap()
        });
        // What a row leaves out when it is the usual: its stance and its sorting.
        let stance = row["stance"].take();
        assert_eq!(stance, "denies");
        let head = serde_json::to_value(story::head());
        let tail = serde_json::to_value(Tail {
            rows: 1,
            next: "x".into(),
            aliased: 1,
            withheld: 1,
            disputed: 1,
        });
        let folded = serde_json::to_value(FoldedRow {
            id: "x".into(),
            name: "x".into(),
            kind: "x".into(),
            attributions: 1,
            stances: vec!["x".into()],
            speakers: vec!["x".into()],
            sources: 1,
            newest: "x".into(),
            basis: SortBasis::Recorded,
            newest_said: "x".into(),
            oldest: "x".into(),
            oldest_basis: SortBasis::Recorded,
            oldest_said: "x".into(),
        });
        let counted = serde_json::to_value(Counted {
            id: "x".into(),
            name: "x".into(),
            also: vec!["x".into()],
            kind: "x".into(),
            detail: "x".into(),
            attributions: 1,
            claims: 1,
            sources: 1,
            newest: "x".into(),
            confidential: true,
        });
        let detail = serde_json::to_value(Detail {
            withdrawn: "x".into(),
            fields: vec![("x".into(), "x".into())],
            held: vec![HeldValue {
                page: "x".into(),
                withheld: true,
                marks: vec![MarkValue {
                    grade: Some(crate::model::Grade::Changed),
                    kinds: vec![crate::model::ChangeKind::Number],
                    page: 1,
                    time: "x".into(),
                    ..MarkValue::default()
                }],
                ..HeldValue::default()
            }],
            ..Detail::default()
        });
        let change = ChangeValue {
            field: "x".into(),
            before: "x".into(),
            after: "x".into(),
            mended: true,
        };
        let wrote = WroteValue {
            noun: Some(crate::model::Noun::Claim),
            records: 1,
        };
        let record = RecordValue {
            noun: Some(crate::model::Noun::Claim),
            id: "x".into(),
            stance: crate::model::Stance::Denies,
            name: "x".into(),
            by: vec!["x".into()],
        };
        let operation = OperationValue {
            id: "x".into(),
            time: "x".into(),
            actor: "x".into(),
            verb: "x".into(),
            files: vec!["x".into()],
            record: Some(record.clone()),
            changes: vec![change.clone()],
            wrote: vec![wrote.clone()],
            reason: "x".into(),
            reversed: Some(Box::default()),
            undone: true,
            origin: "x".into(),
            withheld: true,
        };
        let version = VersionValue {
            version: "x".into(),
            follows: vec!["x".into()],
            operation: "x".into(),
            time: "x".into(),
            actor: "x".into(),
            verb: "x".into(),
            reason: "x".into(),
            origin: "x".into(),
            undone: true,
            gone: true,
            shown: true,
            head: true,
            withheld: true,
            changes: vec![change.clone()],
        };
        let history = HistoryValue {
            noun: Some(crate::model::Noun::Claim),
            id: "x".into(),
            name: "x".into(),
            gone: true,
            heads: 2,
            versions: vec![version.clone()],
        };
        use crate::report::value::{DifferenceValue, Finding};
        let difference = DifferenceValue {
            kinds: vec![crate::model::ChangeKind::Number],
            words: "x".into(),
            stands: "x".into(),
        };
        let finding = Finding {
            check: Some(crate::model::Check::WordsChanged),
            noun: Some(crate::model::Noun::Attribution),
            id: "x".into(),
            claim: "x".into(),
            speaker: "x".into(),
            source: "x".into(),
            about: "x".into(),
            grade: Some(crate::model::Grade::Changed),
            kinds: vec![crate::model::ChangeKind::Number],
            words: "x".into(),
            stands: "x".into(),
            differences: vec![difference.clone()],
            places: 2,
            more: true,
            page: 1,
            part: Some(crate::model::Part::Body),
            time: "x".into(),
            capture: "x".into(),
            held: "x".into(),
        };
        use crate::report::value::{FigureBeside, FigureEffect, FigureLine, FigurePair};
        let all = story::everywhere("x");
        let effect = FigureEffect {
            speaker: "x".into(),
            does: "x".into(),
            because: "x".into(),
            last: "x".into(),
            last_said: "x".into(),
        };
        let beside = FigureBeside {
            is: "x".into(),
            speakers: vec!["x".into()],
            last: "x".into(),
            last_said: "x".into(),
        };
        let line = FigureLine {
            attributions: vec!["x".into()],
            said: all.said.clone(),
            sort_date: "x".into(),
            sort_basis: SortBasis::Published,
            speakers: vec![all.speaker.clone()],
            occasion: all.occasion.clone(),
            stance: crate::model::Stance::Denies,
            figures: all.figures.clone(),
            does: vec![effect.clone()],
            beside: Some(beside.clone()),
            doubts: vec!["x".into()],
            sources: vec![all.source.clone()],
        };
        let pair = FigurePair {
            verdict: "x".into(),
            because: "x".into(),
            apart: "1".into(),
            first: line.clone(),
            second: line.clone(),
            first_read: "x".into(),
            second_read: "x".into(),
            from: "x".into(),
            to: "x".into(),
            pairs: 2,
        };
        let value = |given: serde_json::Result<Value>| given.unwrap();
        vec![
            full("FigureLine", &value(serde_json::to_value(line))),
            full("FigureEffect", &value(serde_json::to_value(effect))),
            full("FigureBeside", &value(serde_json::to_value(beside))),
            full("FigurePair", &value(serde_json::to_value(pair))),
            full("Head", &head.unwrap()),
            full("Tail", &tail.unwrap()),
            full("Row", &row),
            full("ClaimValue", &claim.unwrap()),
            full("WordingValue", &row["claim"]["wordings"][0]),
            full("SpeakerValue", &speaker.unwrap()),
            full("SourceValue", &source.unwrap()),
            full("DateValue", &row["said"]),
            full("OccasionValue", &occasion.unwrap()),
            full("HopValue", &row["via"][0]),
            full("FigureValue", &figure.unwrap()),
            full("WordsValue", &row["original"]),
            full("FoldedRow", &folded.unwrap()),
            full("Counted", &counted.unwrap()),
            full("HeldValue", &detail.as_ref().unwrap()["held"][0]),
            full(
                "MarkValue",
                &detail.as_ref().unwrap()["held"][0]["marks"][0],
            ),
            full("Detail", &detail.unwrap()),
            full("OperationValue", &value(serde_json::to_value(operation))),
            full("RecordValue", &value(serde_json::to_value(record))),
            full("WroteValue", &value(serde_json::to_value(wrote))),
            full("ChangeValue", &value(serde_json::to_value(change))),
            full("HistoryValue", &value(serde_json::to_value(history))),
            full("VersionValue", &value(serde_json::to_value(version))),
            full("Finding", &value(serde_json::to_value(finding))),
            full("DifferenceValue", &value(serde_json::to_value(difference))),
        ]
    }

    #[test]
    fn the_manual_has_every_field_and_no_other() {
        let manual = include_str!("../../../docs/json.md");
        let mut sections: Vec<_> = manual.split("\n## ").skip(1).collect();
        for (name, mut fields) in fields() {
            let at = sections
                .iter()
                .position(|s| s.lines().next().unwrap().contains(&format!("`{name}`")));
            let section = sections.remove(at.unwrap_or_else(|| panic!("no section on {name}")));
            let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
            let mut told: Vec<_> = rows
                .map(|row| row.split('`').next().unwrap().to_owned())
                .collect();
            told.sort();
            fields.sort();
            assert_eq!(told, fields, "{name}");
        }
        // What is left is of values that commands make by themselves: tests/json_schema.rs holds them to it.
    }
}
