//! `dixit same`, `dixit different`: judge whether two records are of one thing.

use std::process::ExitCode;

use super::show::find;
use super::ui::Ui;
use super::{Shared, database, say};
use dixit::error::{Error, ErrorKind, Result};
use dixit::model::{JudgementKind, Noun, Uid};
use dixit::report::build::{Edition, record};
use dixit::report::render::words::operations::told_record;
use dixit::store::judge::Judged;
use dixit::store::{Command, Store};

/// Says of two records or more whether they are of one thing: speakers, sources, topics, measures, claims or
/// attributions. Nothing is joined or lost: each record stays, lists run over the one that stands for all, and `undo`
/// or the opposite word takes it back. Between two records, *different* weighs more than equal names do.
#[derive(clap::Args)]
pub struct Judge {
    /// The records, all of one noun, by id or by name
    #[arg(required = true, num_args = 2.., value_name = "ID")]
    which: Vec<String>,
    /// Why, for the log and for whoever doubts it later
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
}

impl Judge {
    pub fn run(self, kind: JudgementKind, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        let mut store = database::change(shared)?;
        let (noun, uids) = self.records(&store)?;
        let command = Command {
            verb: kind.to_string(),
            options: Vec::new(),
            named: uids.iter().map(|uid| uid.id()).collect(),
            reason: self.reason.clone(),
        };
        // What is the same as the first is the same as all; what differs must be told of each two.
        let mut pairs = Vec::new();
        for (at, b) in uids.iter().enumerate().skip(1) {
            let before = match kind {
                JudgementKind::Same => &uids[..1],
                JudgementKind::Different => &uids[..at],
            };
            pairs.extend(before.iter().map(|a| (*a, *b)));
        }
        let (judged, operation) = store.write(&command, |writing| {
            let mut judged = Vec::new();
            for (a, b) in pairs {
                judged.push((a, b, writing.judge(noun, a, b, kind, &self.reason)?));
            }
            Ok(judged)
        })?;
        let ids = say::ids(&store, ui.is_terminal());
        let edition = Edition::new(&store, say::audience(ui.is_terminal()))?;
        let told = |uid: Uid| -> Result<String> {
            Ok(told_record(
                &record(&store, noun, uid, edition)?,
                &ids,
                say::room(ui),
            ))
        };
        let mut lines = Vec::new();
        for (a, b, of) in &judged {
            let already = if of.is_news { "" } else { "already " };
            lines.push(format!(
                "{already}judged {kind}: {} and {}",
                told(*a)?,
                told(*b)?
            ));
            if of.replaces {
                let before = match kind {
                    JudgementKind::Same => JudgementKind::Different,
                    JudgementKind::Different => JudgementKind::Same,
                };
                lines.push(format!(
                    "until now they were judged {before}; its history says by whom and why"
                ));
            }
            let Judged {
                were_one, shown_as, ..
            } = of;
            match shown_as {
                Some(uid) if !were_one => lines.push(format!("both are listed as {}", told(*uid)?)),
                None if *were_one => {
                    lines.push("they were listed as one, and are listed as two now".to_owned())
                }
                _ => {}
            }
        }
        for line in lines {
            ui.line(&line)?;
        }
        if let Some(operation) = operation {
            ui.line(&format!("saved as operation {operation}"))?;
        }
        Ok(ExitCode::SUCCESS)
    }

    /// The records named, each once, and their one noun.
    fn records(&self, store: &Store) -> Result<(Noun, Vec<Uid>)> {
        let mut records = Vec::new();
        for which in &self.which {
            let mut found = find(store, which)?;
            // A name means the record that bears it, not the one that stands for it in lists.
            if let [bearer] = store.bearers(found.noun, which)?[..] {
                found.uid = bearer;
            }
            records.push((which, found));
        }
        let (first, noun) = (records[0].0, records[0].1.noun);
        match records.iter().find(|(_, found)| found.noun != noun) {
            Some((which, found)) => Err(Error::new(
                ErrorKind::Input,
                format!(
                    "{first} is {}, and {which} is {}: only records of one noun are compared",
                    say::a(noun),
                    say::a(found.noun)
                ),
            )
            .hint("`dixit show ID` says what a record is")),
            None => Ok((noun, records.iter().map(|(_, found)| found.uid).collect())),
        }
    }
}
