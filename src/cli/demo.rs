//! `dixit demo`: the main loop on the seed dossier, in the current folder.

use std::path::Path;
use std::process::ExitCode;

use super::list::{Shape, attributions};
use super::ui::Ui;
use super::{Origin, Shared, database, say};
use dixit::error::{Error, ErrorKind, Result};
use dixit::import::{self as reading, Format};
use dixit::model::Noun;
use dixit::record::import::{Input, Plan, import};
use dixit::report::build::{self, Audience, Edition};
use dixit::report::file::NewFile;
use dixit::report::render::Format as ReportFormat;
use dixit::report::value::Fold;
use dixit::store::query::{Filter, Page};
use dixit::store::{Command, Open};

/// The seed dossier, built in.
const SEED: &str = include_str!("../../seeds/treaty.toml");
/// Where it stands in the project.
const SEED_NAME: &str = "seeds/treaty.toml";
/// The database it makes.
const DATABASE: &str = "dixit-demo.db";
/// The report it writes.
const REPORT: &str = "dixit-demo.md";

/// Makes dixit-demo.db in the current folder from the seed dossier (what one French news article says about
/// a treaty), lists its claims by speaker, and writes a report beside it.
#[derive(clap::Args)]
pub struct Demo {}

impl Demo {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        if shared.origins.db == Origin::Flag && shared.db.is_some() {
            return Err(Error::input(format!(
                "the demo has a file of its own, {DATABASE} in this folder"
            ))
            .hint("go to another folder, or leave out --db"));
        }
        let path = Path::new(DATABASE);
        let mut store = database::open_at(
            path,
            shared,
            Open {
                force_network: shared.force_network,
                ..Open::CREATE
            },
        )?;
        let options = reading::Options {
            format: Some(Format::Toml),
            ..reading::Options::default()
        };
        let entries = reading::read(SEED_NAME, SEED.as_bytes(), &options)?;
        let inputs: [Result<Input<'_>>; 1] = [Ok(Box::new(entries))];
        let done = import(
            &mut store,
            &Command::new("demo"),
            inputs,
            Plan::default(),
            &mut |_| {},
        )?;
        if let Some(refused) = done.refused.into_iter().next() {
            return Err(Error::new(ErrorKind::Bug, "the seed dossier was refused").because(refused));
        }
        for line in say::tally(
            &done.tally,
            ["recorded", "changed", "recorded before", "withheld"],
        ) {
            ui.line(&line)?;
        }

        let everything = Filter::default();
        let audience = if ui.is_terminal() {
            Audience::Screen
        } else {
            Audience::Export { reveal: false }
        };
        let edition = Edition::new(&store, audience)?;
        ui.line("")?;
        let mut speakers = Vec::new();
        build::folded(
            &store,
            &everything,
            Fold::Speaker,
            &Page::default(),
            edition,
            |row| {
                speakers.push(row.clone());
                Ok(())
            },
        )?;
        for row in &speakers {
            let many = say::count(Noun::Attribution, row.attributions);
            ui.line(&format!("{} ({many})", row.name))?;
            let filter = of_speaker(&store, row.id.as_str())?;
            attributions(
                &store,
                &filter,
                &Page::default(),
                edition,
                Shape {
                    json: false,
                    reveal: false,
                },
                ui,
            )?;
            ui.line("")?;
        }

        let report = Path::new(REPORT);
        let mut file = NewFile::create(report)?;
        let edition = Edition::new(&store, Audience::Export { reveal: false })?;
        build::report(
            &store,
            &everything,
            edition,
            ReportFormat::Markdown.renderer(file.out()).as_mut(),
        )?;
        file.keep()?;
        ui.line(&format!("database: {DATABASE}"))?;
        ui.line(&format!("report:   {REPORT}"))?;
        ui.line("")?;
        ui.line("Try next:")?;
        for (command, what) in [
            (
                "dixit list --db dixit-demo.db --speaker \"Mark Rutte\"",
                "what one speaker said",
            ),
            (
                "dixit list --db dixit-demo.db --by occasion",
                "one line an act of saying",
            ),
            ("dixit show --db dixit-demo.db KCNA", "a speaker, whole"),
            (
                "dixit report --db dixit-demo.db --topic troops -o troops.md",
                "a report on one topic",
            ),
            ("dixit add --help", "record a claim of your own"),
        ] {
            ui.line(&format!("  {command:<62} {what}"))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The attributions of a folded line; the documents' own voices have no id.
fn of_speaker(store: &dixit::store::Store, id: &str) -> Result<Filter> {
    if id.is_empty() {
        return Ok(Filter {
            own_voice: true,
            ..Filter::default()
        });
    }
    let speaker = Some(store.resolve(dixit::model::Noun::Speaker, &format!("id:{id}"))?);
    Ok(Filter {
        speaker,
        ..Filter::default()
    })
}
