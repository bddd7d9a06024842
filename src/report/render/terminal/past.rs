//! The log by day, and a record through its versions.

use std::io::{self, Write};

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::{Ids, Screen, fields};
use crate::report::render::words::operations::{local, told};
use crate::report::value::{ChangeValue, HistoryValue, OperationValue, VersionValue};
use crate::text::diff::{Stretch, words};
use crate::text::visible::{visible, visible_lines};

/// The widest that the column of who did it gets.
const WHO: usize = 16;
/// A line of a log has room for this much of a wording.
const WORDING: usize = 60;

impl Screen {
    /// Operations, newest first: under their days on a terminal, else one a line behind a heading.
    ///
    /// # Errors
    /// Fails where writing does.
    pub fn log(
        self,
        out: &mut dyn Write,
        ids: Ids<'_>,
        operation_ids: Ids<'_>,
        operations: &[OperationValue],
        first: bool,
    ) -> io::Result<()> {
        let Some(width) = self.width else {
            if first {
                writeln!(out, "operation\ttime\twho\tstate\twhat\twhy")?;
            }
            for operation in operations {
                let cells = [
                    operation.id.to_string(),
                    local(operation.time.as_str()),
                    operation.actor.to_string(),
                    state(operation).to_owned(),
                    from(operation, told(operation, ids, None)),
                    operation.reason.to_string(),
                ];
                let cells = cells.each_ref().map(|cell| visible(cell));
                writeln!(out, "{}", cells.join("\t"))?;
            }
            return Ok(());
        };
        let rows: Vec<(String, String, &OperationValue)> = operations
            .iter()
            .map(|operation| {
                let id = operation_ids(operation.id.as_str());
                (
                    id,
                    visible(operation.actor.as_str()).into_owned(),
                    operation,
                )
            })
            .collect();
        let widest = |each: &dyn Fn(&(String, String, &OperationValue)) -> usize| {
            rows.iter().map(each).max().unwrap_or(0)
        };
        let (id, who) = (
            widest(&|row| row.0.width()),
            widest(&|row| row.1.width()).min(WHO),
        );
        let (bold, dim) = (
            self.style(Style::new().bold()),
            self.style(Style::new().dimmed()),
        );
        let mut day = String::new();
        for (letters, actor, operation) in &rows {
            let at = local(operation.time.as_str());
            let parts: Vec<&str> = at.split(' ').collect();
            let (date, time) = match parts[..] {
                [date, time, zone] => (format!("{date} (time zone {zone})"), time),
                _ => ("at a time that was purged".to_owned(), ""),
            };
            if day != date {
                let gap = if day.is_empty() { "" } else { "\n" };
                writeln!(out, "{gap}{bold}{date}{bold:#}")?;
                day = date;
            }
            let mut what = from(operation, told(operation, ids, Some(WORDING)));
            if !state(operation).is_empty() {
                what = format!("({}) {what}", state(operation));
            }
            if !operation.reason.is_empty() {
                what = format!("{what}\nbecause: {}", operation.reason);
            }
            let left = id + time.width() + who + 8;
            let room = width.saturating_sub(left).max(20);
            let what = visible_lines(&what);
            let what = what
                .split('\n')
                .flat_map(|line| fields::wrapped(line, room));
            let (what, actor): (Vec<_>, _) = (what.collect(), fields::wrapped(actor, who.max(1)));
            for line in 0..what.len().max(actor.len()) {
                let (first, at) = if line == 0 {
                    (letters.as_str(), time)
                } else {
                    ("", "")
                };
                let by = actor.get(line).map_or("", |part| part.trim_end());
                let said = what.get(line).map_or("", |part| part.trim_end());
                let text = format!(
                    "  {dim}{first}{dim:#}{:a$}  {at:t$}  {by}{:b$}  {said}",
                    "",
                    "",
                    a = id - first.width(),
                    t = time.width(),
                    b = who.saturating_sub(by.width()),
                );
                writeln!(out, "{}", text.trim_end())?;
            }
        }
        Ok(())
    }

    /// A record through its versions, oldest first.
    ///
    /// # Errors
    /// Fails where writing does.
    pub fn history(
        self,
        out: &mut dyn Write,
        ids: Ids<'_>,
        operation_ids: Ids<'_>,
        history: &HistoryValue,
    ) -> io::Result<()> {
        let HistoryValue {
            noun,
            id,
            name,
            gone,
            heads,
            versions,
        } = history;
        let noun = noun.map_or_else(|| "record".to_owned(), |noun| noun.to_string());
        let mut first = vec![(noun, ids(id.as_str()))];
        if !name.is_empty() && name != id {
            first.push(("called".to_owned(), name.to_string()));
        }
        if *gone {
            let gone = "it is in no list and no report; its last words stand below";
            first.push(("GONE".to_owned(), gone.to_owned()));
        }
        if *heads > 1 {
            let disputed =
                format!("{heads} versions stand side by side, and nobody settled it yet");
            first.push(("DISPUTED".to_owned(), disputed));
        }
        self.fields(out, &first)?;
        for version in versions {
            writeln!(out)?;
            self.version(out, operation_ids, version, *heads > 1)?;
        }
        Ok(())
    }

    fn version(
        self,
        out: &mut dyn Write,
        operation_ids: Ids<'_>,
        version: &VersionValue,
        disputed: bool,
    ) -> io::Result<()> {
        // Without `..`: a new field must find its place here.
        let VersionValue {
            version: hash,
            follows,
            operation,
            time,
            actor,
            verb,
            reason,
            origin,
            undone,
            gone,
            shown,
            head,
            withheld,
            changes,
        } = version;
        let mut marks = Vec::new();
        if *undone {
            marks.push("undone since");
        }
        if disputed && *head {
            marks.push(if *shown {
                "stands, and is shown"
            } else {
                "stands beside it"
            });
        }
        let marks = match marks.is_empty() {
            true => String::new(),
            false => format!(" ({})", marks.join("; ")),
        };
        let operation = operation_ids(operation.as_str());
        let mut lines = vec![(
            "version".to_owned(),
            format!("{hash}: {verb}, operation {operation}{marks}"),
        )];
        let mut line = |name: &str, value: String| {
            if !value.is_empty() {
                lines.push((name.to_owned(), value));
            }
        };
        line("when", local(time.as_str()));
        line("who", actor.to_string());
        line("why", reason.to_string());
        line("from", origin.to_string());
        let each: Vec<&str> = follows.iter().map(|hash| hash.as_str()).collect();
        line("follows", each.join(", "));
        if *gone {
            line(
                "GONE",
                "from here on it is in no list and no report".to_owned(),
            );
        }
        if *withheld {
            line(
                "withheld",
                "its words hold a confidential name, or were purged".to_owned(),
            );
        }
        for change in changes {
            let mut name = change.field.to_string();
            if change.mended {
                name += " (mistyped, mended)";
            }
            line(&name, changed(change));
        }
        self.fields(out, &lines)
    }

    fn style(self, style: Style) -> Style {
        if self.colour { style } else { Style::new() }
    }
}

fn state(operation: &OperationValue) -> &'static str {
    if operation.undone { "undone" } else { "" }
}

fn from(operation: &OperationValue, what: String) -> String {
    match operation.origin.is_empty() {
        true => what,
        false => format!("{what}, from {}", operation.origin),
    }
}

/// A field as it changed: word by word where words are left, with marks that read without colour.
fn changed(change: &ChangeValue) -> String {
    let (before, after) = (change.before.as_str(), change.after.as_str());
    if before.is_empty() {
        return after.to_owned();
    }
    if after.is_empty() {
        return format!("[-{before}-]");
    }
    let stretches = words(before, after);
    let kept = stretches.iter().any(|stretch| match stretch {
        Stretch::Kept(text) => text.split_whitespace().any(|word| word.chars().count() > 1),
        _ => false,
    });
    if !kept {
        return match before.contains('\n') || after.contains('\n') {
            true => format!("[-{before}-]\n{{+{after}+}}"),
            false => format!("{before} → {after}"),
        };
    }
    let each = stretches.into_iter().map(|stretch| match stretch {
        Stretch::Kept(text) => text,
        Stretch::Removed(text) => format!("[-{text}-]"),
        Stretch::Added(text) => format!("{{+{text}+}}"),
    });
    each.collect()
}
