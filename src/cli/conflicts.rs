//! `dixit conflicts`: figures that cannot both be true, and why others only seem so.

use std::process::ExitCode;

use super::figures::say_kind;
use super::filter::FilterArgs;
use super::list::{SCREENFUL, Shape, say_tail, shown_id};
use super::past::Past;
use super::ui::Ui;
use super::{Shared, say};
use dixit::error::{Error, ErrorKind, Result};
use dixit::model::{Noun, Uid};
use dixit::report::build::{self, Among, Edition, Sought};
use dixit::report::figures::{NO_KIND, Verdict};
use dixit::report::render::json;
use dixit::report::render::words::lives;
use dixit::report::value::FigurePair;
use dixit::store::Store;

/// Of how many measures it is told one by one how to say how they count.
const TOLD: usize = 3;

/// Lists pairs of figures that cannot both be true: of one measure, of one place or group, of days that
/// overlap; the furthest apart first. A part above its whole is one too. What only seems to conflict is explained.
#[derive(clap::Args)]
pub struct Conflicts {
    /// A measure; or two figures, by the ids of their attributions; or two speakers. Else all measures
    #[arg(value_name = "MEASURE|ID|SPEAKER", num_args = 0..=2)]
    what: Vec<String>,
    /// List too what only seems to conflict: one pair for each reason
    #[arg(long)]
    seeming: bool,
    /// How many; on a terminal 50 unless given or configured, else all
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    past: Past,
    #[command(flatten)]
    shape: Shape,
}

impl Conflicts {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        self.past
            .read(shared, ui, |store, ui| self.give(store, shared, ui))
    }

    fn give(&self, store: &Store, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        let edition = Edition::new(store, self.shape.audience(ui))?;
        if let [first, second] = &self.what[..] {
            match (figure(store, first)?, figure(store, second)?) {
                (Some(first), Some(second)) => {
                    return self.beside(store, first, second, edition, ui);
                }
                (None, None) => {}
                (Some(_), None) => return Err(no_figure(second)),
                (None, Some(_)) => return Err(no_figure(first)),
            }
        }
        let (filter, notices) = self
            .filter
            .filter(store, ui.is_terminal() && ui.shows_progress())?;
        for notice in notices {
            ui.say(&notice);
        }
        let among = match &self.what[..] {
            [] => Among::default(),
            [measure] => Among {
                measures: Some(store.resolve(Noun::Measure, measure)?),
                between: None,
            },
            [first, second, ..] => Among {
                measures: None,
                between: Some((
                    store.resolve(Noun::Speaker, first)?,
                    store.resolve(Noun::Speaker, second)?,
                )),
            },
        };
        let on_screen = ui.is_terminal() && !self.shape.json;
        let limit = self
            .limit
            .or_else(|| on_screen.then(|| shared.settings.limit.unwrap_or(SCREENFUL)));
        let mut seeming: Vec<String> = Vec::new();
        let told = |pair: &FigurePair| pair.verdict.as_str() != Verdict::Contradicts.word();
        let sought = self.listed(store, ui, |take| {
            build::conflicts(store, &filter, &among, limit, edition, |pair| {
                if told(pair) && !self.seeming {
                    seeming.push(explained(pair));
                    return Ok(());
                }
                take(pair)
            })
        })?;
        self.tell(store, &sought, &seeming, limit, ui);
        Ok(ExitCode::SUCCESS)
    }

    fn beside(
        &self,
        store: &Store,
        first: Uid,
        second: Uid,
        edition: Edition,
        ui: &mut Ui,
    ) -> Result<ExitCode> {
        let tail = self.listed(store, ui, |take| {
            build::beside(store, first, second, edition, take)
        })?;
        if tail.rows == 0 && tail.withheld == 0 {
            return Err(Error::input("one of the two attributions has no figure")
                .hint("`dixit show ID` shows the figures of an attribution"));
        }
        say_tail(&tail, None, ui);
        Ok(ExitCode::SUCCESS)
    }

    /// Lists what `run` gives, in the shape wanted.
    fn listed<T>(
        &self,
        store: &Store,
        ui: &mut Ui,
        run: impl FnOnce(&mut dyn FnMut(&FigurePair) -> Result<()>) -> Result<T>,
    ) -> Result<T> {
        if self.shape.json {
            return run(&mut |pair| Ok(json::line(ui.out(), pair)?));
        }
        let short = ui.is_terminal();
        let ids = |id: &str| shown_id(store, id, short);
        let screen = ui.screen();
        let mut pairs = screen.pairs(ui.out(), &ids);
        let done = run(&mut |pair| Ok(pairs.row(pair)?))?;
        pairs.finish()?;
        Ok(done)
    }

    fn tell(
        &self,
        store: &Store,
        sought: &Sought,
        seeming: &[String],
        limit: Option<u64>,
        ui: &mut Ui,
    ) {
        let Sought {
            conflicts,
            left_out,
            kindless,
            tail,
        } = sought;
        let shown = limit.map_or(*conflicts, |limit| limit.min(*conflicts));
        let told = say::many(*conflicts, "pair", "pairs");
        match conflicts {
            0 => ui.say("no two figures contradict each other"),
            _ if shown < *conflicts => ui.say(&format!(
                "{told} cannot both be true; of those that are furthest apart, {shown} listed: --limit lists more"
            )),
            _ => ui.say(&format!("{told} cannot both be true")),
        }
        for line in seeming {
            ui.say(line);
        }
        for (because, figures) in left_out {
            let figures = say::many(*figures, "figure", "figures");
            ui.say(&format!("beside no other: {figures}, {because}"));
            if *because == NO_KIND {
                say_kinds(store, kindless, ui);
            }
        }
        let rows = tail.rows.max(1);
        say_tail(
            &dixit::report::value::Tail {
                rows,
                ..tail.clone()
            },
            None,
            ui,
        );
    }
}

/// How to say of measures how they count.
fn say_kinds(store: &Store, measures: &[Uid], ui: &mut Ui) {
    for measure in measures.iter().take(TOLD) {
        ui.say(&say_kind(store, *measure, ui.is_terminal()));
    }
    if measures.len() > TOLD {
        let more = say::many((measures.len() - TOLD) as u64, "measure", "measures");
        ui.say(&format!(
            "and so of {more} more, which `dixit measures` lists"
        ));
    }
}

/// The attribution that an id means; none where the word is no id of one, but perhaps a name.
fn figure(store: &Store, word: &str) -> Result<Option<Uid>> {
    match store.find_id(word) {
        Ok(found) if found.noun == Noun::Attribution => Ok(Some(found.uid)),
        Ok(_) => Ok(None),
        Err(error) if matches!(error.kind(), ErrorKind::Input | ErrorKind::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Of two words that should both mean figures, the one that does not.
fn no_figure(word: &str) -> Error {
    Error::input(format!("{word} is no attribution's id"))
        .hint("two figures are named by the ids of their attributions: `dixit figures MEASURE` lists them")
}

/// Why pairs only seem to conflict, without names.
fn explained(pair: &FigurePair) -> String {
    let words = |line: &dixit::report::value::FigureLine| {
        let figure = line.figures.first();
        figure.map_or(String::new(), |figure| format!("“{}”", figure.expression))
    };
    let pairs = say::many(pair.pairs, "pair only seems", "pairs only seem");
    format!(
        "{pairs} to conflict ({}): {}, such as {} and {}",
        pair.verdict,
        lives::because(pair),
        words(&pair.first),
        words(&pair.second)
    )
}
