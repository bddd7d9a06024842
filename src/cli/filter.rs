//! The filters: the same flags on every command that reads.

use std::path::PathBuf;

use crate::cli::{input, words};
use dixit::error::{Error, Result};
use dixit::model::{ClaimKind, Noun, Stance, Verdict};
use dixit::store::Store;
use dixit::store::query::{Filter, Rep, Window};

/// Which attributions are wanted. What is given must all hold.
#[derive(clap::Args, Clone, Default)]
#[command(next_help_heading = "Filters")]
pub struct FilterArgs {
    /// Who said it: a name, an id, or @source for the documents' own voices
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    speaker: Option<String>,
    /// Read --speaker from a file; - for standard input
    #[arg(long, value_name = "FILE", conflicts_with = "speaker")]
    speaker_file: Option<PathBuf>,
    /// Through whom the words came
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    via: Option<String>,
    /// Whom the speaker gave as the ground
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    citing: Option<String>,
    /// Who is the origin: the last one cited, else the speaker
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    origin: Option<String>,
    /// Who said it, carried it or was cited
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    anywhere: Option<String>,
    /// Under which topic
    #[arg(long, value_name = "TOPIC", allow_hyphen_values = true)]
    topic: Option<String>,
    /// In which document: a title, a label, an address or an id
    #[arg(long, value_name = "SOURCE", allow_hyphen_values = true)]
    source: Option<String>,
    /// With a figure of which measure
    #[arg(long, value_name = "MEASURE", allow_hyphen_values = true)]
    measure: Option<String>,
    /// Of which claim, by its id
    #[arg(long, value_name = "ID")]
    claim: Option<String>,
    /// Of which act of saying, by its id or label
    #[arg(long, value_name = "OCCASION", allow_hyphen_values = true)]
    occasion: Option<String>,
    /// When it may have been said: a date, FROM..TO, FROM.. or ..TO
    #[arg(long, value_name = "WHEN", value_parser = window)]
    said: Option<Window>,
    /// When its document may have been published
    #[arg(long, value_name = "WHEN", value_parser = window)]
    published: Option<Window>,
    /// When it was recorded
    #[arg(long, value_name = "WHEN", value_parser = window)]
    recorded: Option<Window>,
    /// Only what certainly lies in --said, --published or --recorded: wholly, and not about or perhaps
    #[arg(long)]
    certain: bool,
    /// Of which kind of claim
    #[arg(long, value_parser = words::<ClaimKind>(), hide_possible_values = true, value_name = "WORD")]
    kind: Option<ClaimKind>,
    /// What the speaker does with the claim
    #[arg(long, value_parser = words::<Stance>(), hide_possible_values = true, value_name = "WORD")]
    stance: Option<Stance>,
    /// The newest verdict on the claim
    #[arg(long, value_parser = words::<Verdict>(), hide_possible_values = true, value_name = "WORD")]
    verdict: Option<Verdict>,
    /// Words that the claim or the passage holds
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    text: Option<String>,
    /// Only those with a doubt of the recorder's
    #[arg(long, conflicts_with = "undoubted")]
    doubted: bool,
    /// Only those without a doubt of the recorder's
    #[arg(long)]
    undoubted: bool,
    /// Only those on which desks disagree
    #[arg(long)]
    disputed: bool,
}

fn window(text: &str) -> Result<Window> {
    Window::read(text)
}

impl FilterArgs {
    /// What the flags mean in a file, and what should be said of it: names that several bear.
    pub fn filter(&self, store: &Store, screen: bool) -> Result<(Filter, Vec<String>)> {
        let mut notices = Vec::new();
        let windows = [&self.said, &self.published, &self.recorded];
        if self.certain && windows.iter().all(|window| window.is_none()) {
            return Err(
                Error::input("--certain asks of a window, and none is given")
                    .hint("give --said, --published or --recorded"),
            );
        }
        let window =
            |given: &Option<Window>| match (given.clone().unwrap_or_default(), self.certain) {
                (window, true) => window.certainly(),
                (window, false) => window,
            };
        let named = match &self.speaker_file {
            Some(path) => Some(input::text(path)?),
            None => self.speaker.clone(),
        };
        let own_voice = named.as_deref() == Some(dixit::model::entry::OWN_VOICE);
        let mut find = |noun: Noun, name: &Option<String>| -> Result<Option<Vec<Rep>>> {
            let Some(name) = name else { return Ok(None) };
            let reps = store.resolve(noun, name)?;
            if reps.len() > 1 {
                let ids: Vec<String> = reps.iter().map(|rep| rep.uid.id()).collect();
                // Of a confidential one, the id is told on the terminal alone.
                let ids = if screen {
                    format!(": {}", ids.join(", "))
                } else {
                    String::new()
                };
                notices.push(format!(
                    "{} {noun}s are called {name}; all are listed{ids}",
                    reps.len()
                ));
            }
            Ok(Some(reps))
        };
        let speaker = if own_voice {
            None
        } else {
            find(Noun::Speaker, &named)?
        };
        let filter = Filter {
            speaker,
            own_voice,
            via: find(Noun::Speaker, &self.via)?,
            citing: find(Noun::Speaker, &self.citing)?,
            origin: find(Noun::Speaker, &self.origin)?,
            anywhere: find(Noun::Speaker, &self.anywhere)?,
            topic: find(Noun::Topic, &self.topic)?,
            source: find(Noun::Source, &self.source)?,
            measure: find(Noun::Measure, &self.measure)?,
            claim: find(Noun::Claim, &self.claim)?,
            occasion: find(Noun::Occasion, &self.occasion)?,
            said: window(&self.said),
            published: window(&self.published),
            recorded: window(&self.recorded),
            kind: self.kind,
            stance: self.stance,
            verdict: self.verdict,
            text: self.text.clone().unwrap_or_default(),
            doubted: match (self.doubted, self.undoubted) {
                (true, _) => Some(true),
                (_, true) => Some(false),
                _ => None,
            },
            disputed: self.disputed,
        };
        Ok((filter, notices))
    }
}
