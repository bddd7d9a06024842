//! `dixit doctor`: is the installation well? For when something does not work, and to be sent to whoever helps.
//!
//! It trusts nothing and changes nothing: a file that does not open is looked at all the same. What it prints names
//! nobody and holds nothing that was recorded.

mod file;
mod hide;
mod place;

use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::ui::Ui;
use super::{Shared, config, database};
use dixit::error::{Exit, Result};
use dixit::layout::paragraph;
use dixit::report::render::json;
use dixit::store::look;
use hide::Hide;

/// Looks at the installation: which database is in force and why, its file, its folder and its disk. Exits
/// with 7 if not all is well. What it prints may be shown to anybody: it names nobody and holds no words of a record.
#[derive(clap::Args)]
pub struct Doctor {
    /// Read every page of the file and check it: on a large one that takes a while
    #[arg(long)]
    thorough: bool,
    /// Print JSON, one object
    #[arg(long)]
    json: bool,
}

/// What was found of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Verdict {
    Well,
    Look,
    Wrong,
}

/// What was found of one thing, in words that name nobody.
#[derive(Serialize)]
pub(super) struct Finding {
    verdict: Verdict,
    /// What it is about.
    of: &'static str,
    what: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    more: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    way_out: Option<String>,
}

impl Finding {
    fn new(verdict: Verdict, of: &'static str, what: impl Into<String>) -> Self {
        Self {
            verdict,
            of,
            what: what.into(),
            more: Vec::new(),
            way_out: None,
        }
    }

    fn well(of: &'static str, what: impl Into<String>) -> Self {
        Self::new(Verdict::Well, of, what)
    }

    fn look(of: &'static str, what: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self::new(Verdict::Look, of, what).way_out(way_out)
    }

    fn wrong(of: &'static str, what: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self::new(Verdict::Wrong, of, what).way_out(way_out)
    }

    fn way_out(mut self, way_out: impl Into<String>) -> Self {
        self.way_out = Some(way_out.into());
        self
    }

    fn more(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.more.extend(lines);
        self
    }
}

/// All that was found, as `--json` gives it.
#[derive(Serialize)]
struct Report {
    dixit: &'static str,
    sqlite: String,
    well: bool,
    findings: Vec<Finding>,
}

impl Doctor {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        let hide = Hide::new();
        let mut findings = Vec::new();
        let sqlite = program(&mut findings);
        configuration(shared, &hide, &mut findings);
        if let Some(path) = which(shared, &hide, &mut findings) {
            file::look(&path, self.thorough, &mut findings);
            place::look(&path, &hide, &mut findings);
        }
        let worst = |verdict| findings.iter().filter(|f| f.verdict == verdict).count();
        let (looks, wrongs) = (worst(Verdict::Look), worst(Verdict::Wrong));
        let well = looks + wrongs == 0;
        if self.json {
            let report = Report {
                dixit: env!("CARGO_PKG_VERSION"),
                sqlite,
                well,
                findings,
            };
            json::line(ui.out(), &report)?;
        } else {
            for finding in &findings {
                print(finding, ui)?;
            }
            ui.line("")?;
            ui.line(&match (looks, wrongs) {
                (0, 0) => "all is well".to_owned(),
                (looks, 0) => format!("to look at: {looks}"),
                (0, wrongs) => format!("wrong: {wrongs}"),
                (looks, wrongs) => format!("wrong: {wrongs}, to look at: {looks}"),
            })?;
        }
        Ok(if well { Exit::Done } else { Exit::Unwell }.into())
    }
}

fn print(finding: &Finding, ui: &mut Ui) -> Result<()> {
    let (word, style) = match finding.verdict {
        Verdict::Well => ("well", AnsiColor::Green.on_default()),
        Verdict::Look => ("look", AnsiColor::Yellow.on_default().bold()),
        Verdict::Wrong => ("wrong", AnsiColor::Red.on_default().bold()),
    };
    let what = format!("{}: {}", finding.of, finding.what);
    for (at, line) in lines(&what, 6, ui).into_iter().enumerate() {
        let head = if at == 0 { word } else { "" };
        let parts = [
            (style, format!("{head:<5}")),
            (Style::new(), format!(" {line}")),
        ];
        ui.styled_line(&parts)?;
    }
    for more in &finding.more {
        for (at, line) in lines(more, 10, ui).into_iter().enumerate() {
            ui.line(&format!(
                "{:w$}{line}",
                "",
                w = if at == 0 { 8 } else { 10 }
            ))?;
        }
    }
    if let Some(way_out) = &finding.way_out {
        for (at, line) in lines(way_out, 12, ui).into_iter().enumerate() {
            let head = if at == 0 { "hint:" } else { "" };
            ui.line(&format!("      {head:<5} {line}"))?;
        }
    }
    Ok(())
}

/// A text in lines that leave room for what stands before them; one line where there is no screen.
fn lines(text: &str, before: usize, ui: &Ui) -> Vec<String> {
    match ui.screen().width {
        Some(width) => paragraph(text, width.saturating_sub(before)),
        None => vec![text.to_owned()],
    }
}

fn program(findings: &mut Vec<Finding>) -> String {
    let of = "program";
    let dixit = concat!("Dixit ", env!("CARGO_PKG_VERSION"));
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    match look::sqlite() {
        Ok((version, new_enough, options)) => {
            let what = format!("{dixit}, SQLite {version}, {system}");
            findings.push(if new_enough {
                Finding::well(of, what).more([options.join(", ")])
            } else {
                let way_out = "build Dixit with the SQLite that comes with it";
                Finding::wrong(
                    of,
                    format!("{what}: this SQLite has faults that lose data"),
                    way_out,
                )
            });
            version.to_owned()
        }
        Err(error) => {
            let what = format!("{dixit}, {system}: SQLite does not start: {error}");
            findings.push(Finding::wrong(of, what, "build Dixit anew"));
            String::new()
        }
    }
}

fn configuration(shared: &Shared, hide: &Hide, findings: &mut Vec<Finding>) {
    let of = "configuration";
    let settings = &shared.settings;
    if let Some(fault) = &settings.fault {
        let way_out = "mend the file, or leave it out with --config ''";
        findings.push(Finding::wrong(of, hide.text(fault), way_out));
        return;
    }
    let named = match shared.config {
        Some(_) => format!(
            ", named by {}",
            shared.origins.config.word("$DIXIT_CONFIG", "--config")
        ),
        None => String::new(),
    };
    let what = match &settings.path {
        Some(path) if settings.found => format!("{}{named}", hide.path(path)),
        Some(path) => format!("{}: there is none, and none is needed", hide.path(path)),
        None => "none is read".to_owned(),
    };
    // The values themselves may name somebody. The database's own is told with the file, which is not opened here.
    let values = config::in_force(shared, None).into_iter();
    let more = values
        .filter(|value| value.key != "db")
        .map(|value| match value.key {
            "actor" if value.value.is_empty() => {
                "actor: the database's own, if it has one".to_owned()
            }
            "actor" => format!("actor: somebody, from {}", value.from),
            key => format!("{key}: {}, {}", value.value, value.from),
        });
    findings.push(Finding::well(of, what).more(more));
}

/// Which database is in force, and what was tried before it.
fn which(shared: &Shared, hide: &Hide, findings: &mut Vec<Finding>) -> Option<std::path::PathBuf> {
    let of = "database";
    let tried = database::tried(shared);
    let mut more = Vec::new();
    for place in &tried {
        more.push(match &place.path {
            Some(_) => format!("{}: this one", place.by),
            None => format!("{}: {}", place.by, place.otherwise),
        });
        if place.chosen {
            break;
        }
    }
    let chosen = tried.into_iter().find(|place| place.chosen);
    match chosen.and_then(|place| Some((place.path?, place.by))) {
        Some((path, by)) => {
            findings.push(Finding::well(of, format!("{}, by {by}", hide.path(&path))).more(more));
            Some(path)
        }
        None => {
            let way_out = "name one with --db FILE";
            findings.push(
                Finding::wrong(
                    of,
                    "none is named, and there is no home to look in",
                    way_out,
                )
                .more(more),
            );
            None
        }
    }
}
