//! `dixit add`: record a claim and who said it.
//!
//! Every field of a dossier's entry is a flag of the same name. The flags become one entry, read by the
//! reader of every import: what a field may hold is said in one place.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Args, FromArgMatches};
use serde_json::{Map, Value};

use super::ui::Ui;
use super::{Shared, database, input, say};
use dixit::error::{Error, Result};
use dixit::import::{self, Format};
use dixit::model::{
    ClaimKind, Credibility, Jointly, Manner, Medium, Noun, Part, Reliability, SourceKind,
    SpeakerKind, Stance, Uid, Vocabulary,
};
use dixit::record::{NewRole, Options, Outcome, Session, record};
use dixit::store::{Command, Store};

/// What a flag takes.
enum Takes {
    /// Words.
    Text(&'static str),
    /// Words, any number of times.
    Texts(&'static str),
    /// One of a closed set of words.
    Word(fn() -> Vec<clap::builder::PossibleValue>),
    /// Nothing: it is said or not.
    Yes,
}
use Takes::{Text, Texts, Word, Yes};

fn choices<V: Vocabulary>() -> Vec<clap::builder::PossibleValue> {
    V::ALL
        .iter()
        .map(|v| clap::builder::PossibleValue::new(v.word()).help(v.meaning()))
        .collect()
}

const CLAIM: &str = "The claim";
const WHO: &str = "Who said it";
const WORDS: &str = "In which words";
const WHEN: &str = "When, and on what occasion";
const WHERE: &str = "Where it is written";
const SOURCE: &str = "A source that is new";
const CARE: &str = "With what care";

/// The flags: name, key of the entry, what it takes, under which heading, and its help.
const FLAGS: &[(&str, &str, Takes, &str, &str)] = &[
    (
        "text",
        "text",
        Text("WORDING"),
        CLAIM,
        "One proposition, in your own words",
    ),
    (
        "to",
        "claim",
        Text("CLAIM"),
        CLAIM,
        "Instead of a wording: the id of a known claim that this is said of",
    ),
    (
        "text-lang",
        "text_lang",
        Text("LANG"),
        CLAIM,
        "The language of your wording",
    ),
    (
        "kind",
        "kind",
        Word(choices::<ClaimKind>),
        CLAIM,
        "What kind of proposition it is",
    ),
    (
        "topic",
        "topics",
        Texts("TOPIC"),
        CLAIM,
        "A topic that gathers it (can be repeated)",
    ),
    (
        "holds",
        "holds",
        Text("DATE"),
        CLAIM,
        "When it holds in the world, in EDTF: 2024-12-04/..",
    ),
    (
        "wording",
        "wordings",
        Texts("LANG=WORDING"),
        CLAIM,
        "The wording in another language (can be repeated)",
    ),
    (
        "speaker",
        "speaker",
        Texts("NAME"),
        WHO,
        "Who said it; @source for the document's own voice (repeated: they spoke together)",
    ),
    (
        "speaker-kind",
        "speaker_kind",
        Word(choices::<SpeakerKind>),
        WHO,
        "What kind of speaker it is, if new",
    ),
    (
        "jointly",
        "jointly",
        Word(choices::<Jointly>),
        WHO,
        "Whether several speakers spoke with one voice",
    ),
    (
        "stance",
        "stance",
        Word(choices::<Stance>),
        WHO,
        "What the speaker does with the claim; else asserts",
    ),
    (
        "name-as-written",
        "name_as_written",
        Text("NAME"),
        WHO,
        "The speaker's name as the source writes it",
    ),
    (
        "role",
        "role",
        Text("ROLE"),
        WHO,
        "The speaker's role as the source writes it",
    ),
    (
        "on-behalf-of",
        "on_behalf_of",
        Text("NAME"),
        WHO,
        "On whose behalf it was said",
    ),
    (
        "via",
        "via",
        Texts("NAME"),
        WHO,
        "Who carried the words, from the speaker towards the source (can be repeated); {speaker = …, cue = …} for more",
    ),
    (
        "citing",
        "citing",
        Texts("NAME"),
        WHO,
        "Whom the speaker gives as the ground (can be repeated); {speaker = …, cue = …} for more",
    ),
    (
        "quote",
        "quote",
        Text("WORDS"),
        WORDS,
        "The speaker's own words as the source quotes them, without the marks",
    ),
    (
        "passage",
        "passage",
        Text("WORDS"),
        WORDS,
        "The source's words that carry the attribution",
    ),
    (
        "cue",
        "cue",
        Text("WORDS"),
        WORDS,
        "The words that attribute it: “has declared”",
    ),
    (
        "hedge",
        "hedge",
        Text("WORDS"),
        WORDS,
        "The hedge as written: “could”",
    ),
    (
        "manner",
        "manner",
        Word(choices::<Manner>),
        WORDS,
        "How the source gives what was said",
    ),
    (
        "lang",
        "lang",
        Text("LANG"),
        WORDS,
        "The language the source prints, if not the source's own",
    ),
    (
        "spoken-lang",
        "spoken_lang",
        Text("LANG"),
        WORDS,
        "The language it was said in; und if not given",
    ),
    (
        "original",
        "original.text",
        Text("WORDS"),
        WORDS,
        "The words as spoken, where the source translates them",
    ),
    (
        "original-lang",
        "original.lang",
        Text("LANG"),
        WORDS,
        "Their language",
    ),
    (
        "original-source",
        "original.source",
        Text("SOURCE"),
        WORDS,
        "Where they are printed",
    ),
    (
        "translation",
        "translation.text",
        Text("WORDS"),
        WORDS,
        "Your translation",
    ),
    (
        "translation-lang",
        "translation.lang",
        Text("LANG"),
        WORDS,
        "Its language",
    ),
    (
        "translation-by",
        "translation.by",
        Text("NAME"),
        WORDS,
        "Who translated",
    ),
    (
        "figure",
        "figures",
        Texts("WORDS"),
        WORDS,
        "A quantity as written (can be repeated); {expression = …, qualifier = …, low = …} for more",
    ),
    (
        "said",
        "said",
        Text("DATE"),
        WHEN,
        "When it was said, in EDTF: 2024-12-04, 2024-06, 2024-12-04?",
    ),
    (
        "said-words",
        "said_words",
        Text("WORDS"),
        WHEN,
        "The source's words for when: “last June”",
    ),
    (
        "occasion",
        "occasion",
        Text("OCCASION"),
        WHEN,
        "The act of saying, by id or label",
    ),
    (
        "occasion-label",
        "occasion:label",
        Text("LABEL"),
        WHEN,
        "Make an occasion with a label",
    ),
    (
        "where",
        "occasion:where",
        Text("PLACE"),
        WHEN,
        "Make an occasion: where it was said",
    ),
    (
        "medium",
        "occasion:medium",
        Word(choices::<Medium>),
        WHEN,
        "Make an occasion: through what",
    ),
    (
        "occasion-note",
        "occasion:note",
        Text("NOTE"),
        WHEN,
        "Make an occasion: a note",
    ),
    (
        "source",
        "source",
        Text("SOURCE"),
        WHERE,
        "The document: id, title, label or address; else the one recorded from last",
    ),
    (
        "part",
        "part",
        Word(choices::<Part>),
        WHERE,
        "Which part of the document",
    ),
    ("page", "page", Text("N"), WHERE, "Its page, from 1"),
    (
        "time",
        "time",
        Text("HH:MM:SS"),
        WHERE,
        "Where in a recording",
    ),
    (
        "locator",
        "locator",
        Text("WORDS"),
        WHERE,
        "Where else in the document",
    ),
    (
        "source-title",
        "source_title",
        Text("TITLE"),
        SOURCE,
        "Its title as printed",
    ),
    (
        "source-label",
        "source_label",
        Text("LABEL"),
        SOURCE,
        "Your own name for it, shown in [brackets]",
    ),
    (
        "source-kind",
        "source_kind",
        Word(choices::<SourceKind>),
        SOURCE,
        "What kind of document it is",
    ),
    (
        "source-url",
        "source_url",
        Text("URL"),
        SOURCE,
        "Its address; nothing is fetched",
    ),
    (
        "source-publisher",
        "source_publisher",
        Text("NAME"),
        SOURCE,
        "Who published it",
    ),
    (
        "source-author",
        "source_authors",
        Texts("NAME"),
        SOURCE,
        "Who wrote it (can be repeated)",
    ),
    (
        "source-lang",
        "source_lang",
        Text("LANG"),
        SOURCE,
        "Its language",
    ),
    (
        "source-published",
        "source_published",
        Text("DATE"),
        SOURCE,
        "When it was published, in EDTF",
    ),
    (
        "source-archived",
        "source_archived",
        Texts("URL"),
        SOURCE,
        "Where a copy is archived (can be repeated)",
    ),
    (
        "source-read-on",
        "source_read_on.day",
        Text("DAY"),
        SOURCE,
        "The day from which its words for dates are read, where its date is not known",
    ),
    (
        "source-read-on-because",
        "source_read_on.because",
        Text("WORDS"),
        SOURCE,
        "Why that day",
    ),
    (
        "source-seen-in",
        "source_seen_in",
        Text("SOURCE"),
        SOURCE,
        "The document it is known only through",
    ),
    (
        "source-reliability",
        "source_reliability",
        Word(choices::<Reliability>),
        SOURCE,
        "How far it can be relied on",
    ),
    (
        "source-note",
        "source_note",
        Text("NOTE"),
        SOURCE,
        "A note on it",
    ),
    (
        "source-confidential",
        "source_confidential",
        Yes,
        SOURCE,
        "Keep its name out of everything but the terminal",
    ),
    (
        "doubt",
        "doubt",
        Text("WORDS"),
        CARE,
        "Your own uncertainty about the attribution",
    ),
    (
        "credibility",
        "credibility",
        Word(choices::<Credibility>),
        CARE,
        "How credible, by the Admiralty code",
    ),
    ("note", "note", Text("NOTE"), CARE, "A note"),
];

/// Flags whose words can be read from a file, so that quotes never need the shell.
const FROM_FILES: &[(&str, &str, &str)] = &[
    ("text", "text-file", CLAIM),
    ("quote", "quote-file", WORDS),
    ("passage", "passage-file", WORDS),
    ("speaker", "speaker-file", WHO),
];

/// Records one claim and who said it.
pub struct Add {
    fields: Map<String, Value>,
    occasion: Map<String, Value>,
    given: Vec<String>,
    new_role: NewRole,
    json: bool,
    reason: String,
}

impl Args for Add {
    fn augment_args(mut command: clap::Command) -> clap::Command {
        for (name, _, takes, heading, help) in FLAGS {
            let arg = Arg::new(*name)
                .long(*name)
                .help(*help)
                .help_heading(*heading);
            command = command.arg(match takes {
                Text(value) => arg.value_name(*value).allow_hyphen_values(true),
                Texts(value) => arg
                    .value_name(*value)
                    .allow_hyphen_values(true)
                    .action(ArgAction::Append),
                Word(choices) => arg
                    .value_name("WORD")
                    .value_parser(PossibleValuesParser::new(choices()))
                    .hide_possible_values(true),
                Yes => arg.action(ArgAction::SetTrue),
            });
        }
        for (name, long, heading) in FROM_FILES {
            let help = format!("Read --{name} from a file; - for standard input");
            command = command.arg(
                Arg::new(*long)
                    .long(*long)
                    .value_name("FILE")
                    .value_parser(clap::value_parser!(PathBuf))
                    .conflicts_with(*name)
                    .help(help)
                    .help_heading(*heading),
            );
        }
        let switch = |name: &'static str, help: &'static str| {
            Arg::new(name)
                .long(name)
                .action(ArgAction::SetTrue)
                .help(help)
        };
        command
            .arg(
                switch(
                    "same-person",
                    "A known name with a new role is the person known",
                )
                .conflicts_with("another-person")
                .help_heading(WHO),
            )
            .arg(
                switch(
                    "another-person",
                    "A known name with a new role is somebody else of that name",
                )
                .help_heading(WHO),
            )
            .arg(switch("json", "Print what was recorded as JSON"))
            .arg(
                Arg::new("reason")
                    .long("reason")
                    .value_name("WHY")
                    .help("Why, for the log"),
            )
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Add {
    fn from_arg_matches(matches: &ArgMatches) -> std::result::Result<Self, clap::Error> {
        gather(matches).map_err(|error| {
            let hints: String = error
                .hints()
                .iter()
                .map(|h| format!("\nhint: {h}"))
                .collect();
            clap::Error::raw(
                clap::error::ErrorKind::ValueValidation,
                format!("{error}{hints}\n"),
            )
        })
    }

    fn update_from_arg_matches(
        &mut self,
        matches: &ArgMatches,
    ) -> std::result::Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn gather(matches: &ArgMatches) -> Result<Add> {
    let mut add = Add {
        fields: Map::new(),
        occasion: Map::new(),
        given: Vec::new(),
        new_role: match (
            matches.get_flag("same-person"),
            matches.get_flag("another-person"),
        ) {
            (true, _) => NewRole::SamePerson,
            (_, true) => NewRole::AnotherPerson,
            _ => NewRole::Ask,
        },
        json: matches.get_flag("json"),
        reason: matches
            .get_one::<String>("reason")
            .cloned()
            .unwrap_or_default(),
    };
    for (name, key, takes, _, _) in FLAGS {
        let value = match takes {
            Text(_) | Word(_) => matches
                .get_one::<String>(name)
                .map(|text| Value::String(text.clone())),
            Yes => matches.get_flag(name).then_some(Value::Bool(true)),
            Texts(_) => matches
                .get_many::<String>(name)
                .map(|texts| {
                    texts
                        .map(|text| one_of_several(name, text))
                        .collect::<Result<Vec<_>>>()
                        .map(Value::Array)
                })
                .transpose()?,
        };
        let long = FROM_FILES
            .iter()
            .find(|(of, _, _)| of == name)
            .map(|(_, long, _)| long);
        let from_file = long.and_then(|long| matches.get_one::<PathBuf>(long));
        let value = match value {
            None => from_file
                .map(|path| input::text(path).map(Value::String))
                .transpose()?,
            some => some,
        };
        if let Some(value) = value {
            add.given.push((*name).to_owned());
            add.put(key, value);
        }
    }
    Ok(add)
}

/// A wording names its language; a hop or figure may be a table of its fields.
fn one_of_several(name: &str, text: &str) -> Result<Value> {
    if name == "wording" {
        let (lang, wording) = text.split_once('=').ok_or_else(|| {
            Error::input("a wording needs its language").hint("write --wording fr='…'")
        })?;
        return Ok(serde_json::json!({ "lang": lang, "text": wording }));
    }
    if matches!(name, "via" | "citing" | "figure") && text.trim_start().starts_with('{') {
        let document = format!("it = {text}");
        let table: toml::Table = document.parse().map_err(|e: toml::de::Error| {
            Error::input(format!("--{name}: {}", e.message()))
                .hint("write a table as in a dossier: {speaker = \"…\", cue = \"…\"}")
        })?;
        let table: BTreeMap<String, Value> = serde_json::to_value(table)
            .and_then(serde_json::from_value)
            .map_err(|e| Error::bug("a table of a flag cannot be passed on").because(e))?;
        return Ok(table.get("it").cloned().unwrap_or_default());
    }
    Ok(Value::String(text.to_owned()))
}

impl Add {
    fn put(&mut self, key: &str, value: Value) {
        if let Some(field) = key.strip_prefix("occasion:") {
            self.occasion.insert(field.to_owned(), value);
        } else if let Some((table, field)) = key.split_once('.') {
            let part = self
                .fields
                .entry(table)
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(part) = part {
                part.insert(field.to_owned(), value);
            }
        } else {
            self.fields.insert(key.to_owned(), value);
        }
    }

    pub fn run(mut self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        self.name_what_is_missing()?;
        // What cannot be read is refused before a file is made.
        self.entries()?;
        let sourced = self.fields.keys().any(|key| key.starts_with("source"));
        if !sourced && !database::path(shared)?.exists() {
            return Err(missing(&["--source"]));
        }
        let mut store = database::write(shared, ui)?;
        if !sourced {
            let last = last_source(&store)?.ok_or_else(|| missing(&["--source"]))?;
            ui.say(&format!("source: {} (the one recorded from last)", last.1));
            self.fields.insert(
                "source".to_owned(),
                Value::String(format!("id:{}", last.0.letters())),
            );
        }
        let command = Command {
            verb: "add".to_owned(),
            options: self.given.clone(),
            named: self
                .fields
                .get("claim")
                .and_then(Value::as_str)
                .map(str::to_owned)
                .into_iter()
                .collect(),
            reason: self.reason.clone(),
        };
        let entries = self.entries()?;
        let options = Options {
            new_role: self.new_role,
            ..Options::default()
        };
        let ((outcome, said), operation) = store.write(&command, |writing| {
            let mut session = Session::begin(options, writing)?;
            let mut outcome = Outcome::default();
            for entry in entries {
                outcome = record(entry, &mut session, writing).map_err(Error::without_place)?;
            }
            Ok((outcome, session.take_notices()))
        })?;
        self.tell(&store, &outcome, operation, ui)?;
        for line in say::notices(&said, ui.shows_progress()) {
            ui.say(&line);
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Off a terminal or on one, nothing is guessed: what an entry cannot do without is named.
    fn name_what_is_missing(&self) -> Result<()> {
        let has = |key: &str| self.fields.contains_key(key);
        let mut flags = Vec::new();
        if !has("text") && !has("claim") {
            flags.push("--text (or --to, for a known claim)");
        }
        if has("text") && has("claim") {
            return Err(
                Error::input("--text words a new claim and --to names a known one")
                    .hint("give one of them"),
            );
        }
        if !has("speaker") && !has("occasion") {
            flags.push("--speaker (or @source, for the document's own voice)");
        }
        if flags.is_empty() {
            Ok(())
        } else {
            Err(missing(&flags))
        }
    }

    /// The flags as entries: an occasion if one is to be made, and the claim or attribution.
    fn entries(&self) -> Result<Vec<dixit::model::Entry>> {
        let mut lines = Vec::new();
        let mut fields = self.fields.clone();
        if !self.occasion.is_empty() {
            if fields.contains_key("occasion") {
                return Err(Error::input("--occasion names a known occasion; the other flags would make one")
                    .hint("leave out --occasion, or --occasion-label, --where, --medium and --occasion-note"));
            }
            let mut occasion = self.occasion.clone();
            occasion.insert("noun".to_owned(), Value::from(Noun::Occasion.word()));
            occasion.insert("key".to_owned(), Value::from("occasion"));
            for key in ["said", "said_words", "jointly"] {
                if let Some(value) = fields.remove(key) {
                    occasion.insert(key.to_owned(), value);
                }
            }
            for key in ["spoken_lang", "role", "speaker"] {
                if let Some(value) = fields.get(key) {
                    occasion.insert(key.to_owned(), value.clone());
                }
            }
            fields.insert("occasion".to_owned(), Value::from("occasion"));
            lines.push(Value::Object(occasion));
        }
        if fields.contains_key("claim") {
            fields.insert("noun".to_owned(), Value::from(Noun::Attribution.word()));
        }
        lines.push(Value::Object(fields));
        let text: Vec<String> = lines.iter().map(Value::to_string).collect();
        let options = import::Options {
            format: Some(Format::Jsonl),
            ..import::Options::default()
        };
        import::read("flags", text.join("\n").as_bytes(), &options)?
            // A place in a text that the user never saw would help nobody.
            .map(|entry| entry.map_err(Error::without_place))
            .collect()
    }

    fn tell(
        &self,
        store: &Store,
        outcome: &Outcome,
        operation: Option<Uid>,
        ui: &mut Ui,
    ) -> Result<()> {
        let Some(operation) = operation else {
            return ui.line("recorded before: nothing was changed");
        };
        if self.json {
            let records: Vec<Value> = outcome
                .records
                .iter()
                .map(|(noun, uid)| serde_json::json!({ "noun": noun.word(), "id": uid.id() }))
                .collect();
            return ui.line(
                &serde_json::json!({ "operation": operation.id(), "records": records }).to_string(),
            );
        }
        for (noun, uid) in &outcome.records {
            if matches!(noun, Noun::Claim | Noun::Attribution) {
                ui.line(&format!("saved {noun} {}", store.shortest_id(*uid)?))?;
            }
        }
        Ok(())
    }
}

fn missing(flags: &[&str]) -> Error {
    Error::input(format!("missing: {}", flags.join(", ")))
        .hint("`dixit add --help` lists every flag")
}

/// The source that was recorded from last, if there is one.
fn last_source(store: &Store) -> Result<Option<(Uid, String)>> {
    use dixit::model::Body;
    let Some(uid) = store.last_source()? else {
        return Ok(None);
    };
    Ok(match store.body(Noun::Source, uid)? {
        Some(Body::Source(source)) => Some((
            uid,
            if source.confidential {
                uid.id()
            } else {
                source.shown()
            },
        )),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use dixit::model::{Attribution, Claim, Named, Source};

    #[test]
    fn every_field_has_its_flag() {
        let keys: Vec<&str> = FLAGS
            .iter()
            .map(|(_, key, ..)| key.split('.').next().unwrap_or(key))
            .collect();
        // Anchors are found, not typed.
        let apart = ["anchor"];
        for field in Claim::<Named>::FIELDS
            .iter()
            .chain(Attribution::<Named>::FIELDS)
        {
            assert!(
                keys.contains(field) || apart.contains(field),
                "no flag for {field}"
            );
        }
        let apart = ["observations"];
        for field in Source::<Named>::FIELDS {
            let key = format!("source_{field}");
            assert!(
                keys.contains(&key.as_str()) || apart.contains(field),
                "no flag for {key}"
            );
        }
    }
}
