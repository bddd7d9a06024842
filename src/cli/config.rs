//! `dixit config`: the values in force, and where each comes from.

use std::process::ExitCode;

use serde::Serialize;

use super::list::SCREENFUL;
use super::ui::{Colour, Ui};
use super::{Origin, Shared, database};
use dixit::error::{Exit, Result};
use dixit::layout::{Column, Table};
use dixit::report::render::json;
use dixit::store::{Open, Store};
use dixit::text::visible::visible;

/// Shows the values in force, and where each comes from: a flag, the environment, the configuration file, the
/// database, or what holds where nobody says.
#[derive(clap::Args)]
#[command(
    after_help = "The file is config.toml in the folder dixit of your configuration folder ($XDG_CONFIG_HOME, else \
~/.config; on a Mac ~/Library/Application Support), or the one that --config names; an empty name means none. \
One in the current folder is never read. Its keys:\n
  db = \"/home/ada/claims.db\"   the database, where none is named and none stands in this folder or above
  actor = \"Ada Vale\"           who is recording, where the database does not say
  color = \"never\"              when to colour: auto, always or never
  limit = 100                  how many rows a list on a terminal has"
)]
pub struct Config {
    /// Print JSON, one object a line
    #[arg(long)]
    json: bool,
}

/// A value in force.
#[derive(Serialize)]
pub struct Value {
    pub key: &'static str,
    pub value: String,
    pub from: &'static str,
}

impl Config {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        let file = match &shared.settings.path {
            None => "none".to_owned(),
            Some(path) if shared.settings.found => path.display().to_string(),
            Some(path) => format!("{} (there is none)", path.display()),
        };
        let values = in_force(shared, recorded(shared));
        if self.json {
            for value in &values {
                json::line(ui.out(), value)?;
            }
            return Ok(Exit::Done.into());
        }
        ui.line(&format!("configuration file: {file}"))?;
        let columns = ["key", "from", "value"].map(Column::fixed);
        let mut table = Table::new(columns);
        for Value { key, value, from } in &values {
            table.row([*key, *from, &visible(value)]);
        }
        let screen = ui.screen();
        write!(ui.out(), "{}", table.render(screen.width, screen.colour))?;
        Ok(Exit::Done.into())
    }
}

/// Who is named as recording in the database itself.
fn recorded(shared: &Shared) -> Option<String> {
    let path = database::path(shared).ok().filter(|path| path.is_file())?;
    let open = Open {
        force_network: shared.force_network,
        ..Open::READ
    };
    Store::open(&path, open).ok()?.setting("actor").ok()?
}

/// The values in force, with the name that the database itself keeps.
pub fn in_force(shared: &Shared, recorded: Option<String>) -> Vec<Value> {
    let settings = &shared.settings;
    let db = database::tried(shared)
        .into_iter()
        .find(|tried| tried.chosen);
    let (path, by) = db.map_or((None, "nobody"), |db| (db.path, db.by));
    let (actor, actor_from) = match (&shared.actor, recorded, &settings.actor) {
        (Some(actor), ..) => (
            actor.clone(),
            shared.origins.actor.word("$DIXIT_ACTOR", "--actor"),
        ),
        (None, Some(actor), _) if !actor.is_empty() => (actor, "the database, by `init`"),
        (None, _, Some(actor)) => (actor.clone(), "the configuration file"),
        _ => (String::new(), "nobody"),
    };
    let (color, color_from) = match (shared.color, settings.color) {
        (Some(color), _) => (color, "--color"),
        (None, Some(color)) => (color, "the configuration file"),
        _ => (Colour::default(), "by default"),
    };
    let limit_from = match settings.limit {
        Some(_) => "the configuration file",
        None => "by default",
    };
    let word = clap::ValueEnum::to_possible_value(&color);
    vec![
        Value {
            key: "db",
            value: path
                .map(|path| path.display().to_string())
                .unwrap_or_default(),
            from: by,
        },
        Value {
            key: "actor",
            value: actor,
            from: actor_from,
        },
        Value {
            key: "color",
            value: word
                .map(|word| word.get_name().to_owned())
                .unwrap_or_default(),
            from: color_from,
        },
        Value {
            key: "limit",
            value: settings.limit.unwrap_or(SCREENFUL).to_string(),
            from: limit_from,
        },
    ]
}

impl Origin {
    /// Where a value comes from, in words.
    pub fn word(self, variable: &'static str, flag: &'static str) -> &'static str {
        match self {
            Self::Flag => flag,
            Self::Environment => variable,
        }
    }
}
