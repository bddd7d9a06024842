//! `dixit show`: one record of any noun, whole.

use std::process::ExitCode;

use super::Shared;
use super::list::{Shape, say_tail, shown_id};
use super::past::Past;
use super::ui::Ui;
use dixit::error::{Error, ErrorKind, Result};
use dixit::model::Noun;
use dixit::report::build::{self, Edition};
use dixit::report::render::json;
use dixit::store::Store;
use dixit::store::find::Found;
use dixit::store::query::did_you_mean;

/// Shows one record of any noun with all that is set, what speaks of it, and what stands under it.
#[derive(clap::Args)]
pub struct Show {
    /// Its id, or the first letters of it; or the name of a speaker, source, topic or measure
    #[arg(value_name = "ID")]
    which: String,
    /// The text held of a source or capture alone, without the page around it
    #[arg(long, conflicts_with = "json")]
    plain: bool,
    /// With --plain: the page around the document too
    #[arg(long, requires = "plain")]
    whole: bool,
    #[command(flatten)]
    past: Past,
    #[command(flatten)]
    shape: Shape,
}

impl Show {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        self.past.read(shared, ui, |store, ui| self.give(store, ui))
    }

    fn give(&self, store: &Store, ui: &mut Ui) -> Result<ExitCode> {
        let edition = Edition::new(store, self.shape.audience(ui))?;
        let found = find(store, &self.which)?;
        let (detail, tail) = build::show(store, found, edition)?;
        if self.shape.json {
            json::line(ui.out(), &detail)?;
        } else if self.plain {
            if detail.held.is_empty() {
                return Err(Error::new(
                    ErrorKind::NotFound,
                    format!("no text is held of {}", self.which),
                )
                .hint("`dixit capture` holds it"));
            }
            if detail.held.iter().any(|held| held.withheld) {
                return Err(Error::input(
                    "a text is withheld: it is of a confidential source, or holds a confidential name",
                )
                .hint("--reveal gives it"));
            }
            let screen = ui.screen();
            screen.plain(ui.out(), &detail, self.whole)?;
        } else {
            let short = ui.is_terminal();
            let ids = |id: &str| shown_id(store, id, short);
            let screen = ui.screen();
            screen.detail(ui.out(), &ids, &detail)?;
        }
        // A record without attributions is still shown: nothing is missing.
        let tail = dixit::report::value::Tail {
            rows: tail.rows.max(1),
            ..tail
        };
        say_tail(&tail, None, ui);
        Ok(ExitCode::SUCCESS)
    }
}

/// The nouns that people call by names.
const NAMED: [Noun; 5] = [
    Noun::Speaker,
    Noun::Source,
    Noun::Topic,
    Noun::Measure,
    Noun::Occasion,
];

/// The record that an id means, else the one that a name means.
pub fn find(store: &Store, which: &str) -> Result<Found> {
    let by_id = match store.find_id(which) {
        Ok(found) => return Ok(found),
        Err(error) if error.kind() == ErrorKind::Ambiguous => return Err(error),
        Err(error) => error,
    };
    let mut found = Vec::new();
    for noun in NAMED {
        match store.resolve(noun, which) {
            Ok(reps) => found.extend(reps.into_iter().map(|rep| (noun, rep.uid))),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::Input) => {}
            Err(error) => return Err(error),
        }
    }
    match found[..] {
        [] if by_id.kind() == ErrorKind::NotFound => Err(by_id),
        [] => {
            let missing = Error::new(
                ErrorKind::NotFound,
                format!("nothing is called {which}, and it is no id"),
            );
            let mut near = Vec::new();
            for noun in NAMED {
                near.extend(store.near(noun, which)?);
            }
            Err(match did_you_mean(&near) {
                Some(hint) => missing.hint(hint),
                None => missing.hint("an id is 4 to 32 letters from k to z, as lists show them"),
            })
        }
        [(noun, uid)] => Ok(Found {
            noun,
            uid,
            live: true,
        }),
        _ => {
            let listed: Vec<String> = found
                .iter()
                .map(|(noun, uid)| format!("{noun} {uid}"))
                .collect();
            Err(Error::new(
                ErrorKind::Ambiguous,
                format!("several records are called {which}"),
            )
            .hint(format!("name one by its id: {}", listed.join(", "))))
        }
    }
}
