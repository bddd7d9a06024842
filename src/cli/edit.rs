//! `dixit edit`: change one record of any noun.
//!
//! Flags and editor change the record's sheet, and the sheet is recorded as an entry with its id and the
//! version it was made from: what an import of an edited export does.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Args, FromArgMatches};
use serde_json::{Map, Value};

use super::door::{Door, Opened};
use super::fields::{self, Field, Takes};
use super::show::find;
use super::ui::Ui;
use super::{Shared, database, form, recording, say};
use dixit::error::{Error, Result};
use dixit::import::Format;
use dixit::model::{Body, Noun, Vocabulary, nearest};
use dixit::record::export::Discretion;
use dixit::record::{Options, Sheet};
use dixit::report::build::Exports;
use dixit::store::{Command, Open, Store};

/// Changes one record: its new version stands beside the old one, which `history` shows.
pub struct Edit {
    matches: ArgMatches,
}

impl Args for Edit {
    fn augment_args(command: clap::Command) -> clap::Command {
        let command = command
            .arg(
                Arg::new("id")
                    .value_name("ID")
                    .required(true)
                    .help("Its id, or the first letters of it; or the name of a speaker, source, topic or measure"),
            )
            .args(field_flags())
            .args(fields::files(|_| "From files"))
            .arg(
                Arg::new("clear")
                    .long("clear")
                    .value_name("FIELD")
                    .action(ArgAction::Append)
                    .help("Leave a field empty: the name of its flag (can be repeated)"),
            )
            .arg(
                Arg::new("append")
                    .long("append")
                    .action(ArgAction::SetTrue)
                    .help("Add what is given to lists, such as topics and names, instead of replacing them"),
            )
            .arg(
                Arg::new("mistyped")
                    .long("mistyped")
                    .action(ArgAction::SetTrue)
                    .help("Passage and quote were mistyped; else they stay as the source prints them"),
            )
            .arg(
                Arg::new("reveal")
                    .long("reveal")
                    .action(ArgAction::SetTrue)
                    .help("Write a confidential record into a file for the editor"),
            )
            .args(recording::new_role())
            .arg(recording::take_figures());
        Door::augment_args(command).after_help(
            "Without a flag, on a terminal, the record is opened in your editor.\n\
             A list given by flags takes the place of the one there, unless --append is given.",
        )
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Edit {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self {
            matches: matches.clone(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.matches = matches.clone();
        Ok(())
    }
}

/// One flag for every name that a field of some noun has; which of them a record has is seen once it is found.
fn field_flags() -> Vec<Arg> {
    let mut by_flag: BTreeMap<&str, Vec<(Noun, &Field)>> = BTreeMap::new();
    let mut order = Vec::new();
    for noun in [Noun::Claim, Noun::Attribution].iter().chain(Noun::ALL) {
        for field in fields::of(*noun) {
            let of = by_flag.entry(field.flag).or_default();
            if of.is_empty() {
                order.push(field.flag);
            }
            if !of.iter().any(|(known, _)| known == noun) {
                of.push((*noun, field));
            }
        }
    }
    order
        .into_iter()
        .filter_map(|flag| by_flag.remove_entry(flag))
        .map(|(flag, of)| field_flag(flag, &of))
        .collect()
}

fn field_flag(flag: &'static str, of: &[(Noun, &Field)]) -> Arg {
    let (_, first) = of[0];
    let arg = Arg::new(flag).long(flag);
    let arg = match of {
        [(noun, field)] => arg.help(field.help).help_heading(heading(*noun, field)),
        _ => {
            let nouns: Vec<&str> = of.iter().map(|(noun, _)| noun.word()).collect();
            let same = of.iter().all(|(_, field)| field.help == first.help);
            let help = if same {
                format!("{} ({})", first.help, nouns.join(", "))
            } else {
                format!("Of a {}", nouns.join(", "))
            };
            arg.help(help).help_heading("Several nouns")
        }
    };
    match first.takes {
        Takes::Yes => arg.action(ArgAction::SetTrue),
        Takes::Text(value) | Takes::Texts(value) | Takes::Parts(value) => taking(arg, value),
        Takes::Word(_) => taking(arg, "WORD"),
    }
}

/// A claim's and an attribution's fields have headings of `add`, where they come together.
fn heading(noun: Noun, field: &Field) -> &'static str {
    match noun {
        Noun::Claim => "A claim",
        Noun::Attribution => "An attribution",
        _ => field.heading,
    }
}

fn taking(arg: Arg, value: &'static str) -> Arg {
    arg.value_name(value)
        .allow_hyphen_values(true)
        .action(ArgAction::Append)
}

/// What the flags ask to be changed.
struct Changes {
    set: Map<String, Value>,
    cleared: Vec<&'static Field>,
    flags: Vec<String>,
}

impl Edit {
    pub fn run(self, shared: &Shared, ui: &mut Ui) -> Result<ExitCode> {
        let door = Door::of(&self.matches)?;
        let mut store = open(shared)?;
        let which = self
            .matches
            .get_one::<String>("id")
            .cloned()
            .unwrap_or_default();
        let found = find(&store, &which)?;
        let sheet = Sheet::of(&store, found.noun, found.uid)?;
        let changes = self.changes(&sheet)?;
        let mistyped = self.matches.get_flag("mistyped");
        let take_figures = recording::takes_figures(&self.matches);
        if take_figures && found.noun != Noun::Attribution {
            let what = format!("{} has no words to take figures from", say::a(found.noun));
            return Err(
                Error::input(what).hint("name an attribution: `dixit show` lists those of a claim")
            );
        }
        let command = Command {
            verb: "edit".to_owned(),
            options: changes.flags.clone(),
            named: vec![found.uid.id()],
            reason: match door.reason.is_empty() && mistyped {
                true => "mistyped".to_owned(),
                false => door.reason.clone(),
            },
        };
        let options = Options {
            new_role: recording::taken_as(&self.matches),
            by_hand: true,
            mistyped,
            screen: ui.is_screen(),
            take_figures,
            ..Options::default()
        };
        let nothing = changes.is_empty() && !take_figures;
        let in_editor = door.editor || door.draft.is_some() || nothing;
        if !in_editor {
            let fields = changes.over(sheet.fields.clone(), self.matches.get_flag("append"));
            let line = fields::json_line(sheet.entry(fields), sheet.noun);
            let entries = recording::entries_of_flags(&[line])?;
            let recorded = recording::write(&mut store, &command, options, entries, Some(&sheet))
                .map_err(Error::without_place)?;
            return recorded.tell(door.json, &store, ui);
        }
        if nothing && !door.editor && door.draft.is_none() && !ui.asks() {
            return Err(Error::input("nothing is given to change").hint(format!(
                "{} has these fields: {}",
                say::a(sheet.noun),
                flags_of(sheet.noun)
            )));
        }
        self.may_be_written(&mut store, &sheet)?;
        let opened = match &door.draft {
            Some(draft) => Opened::Draft(draft.clone()),
            None => {
                let fields = changes.over(sheet.fields.clone(), self.matches.get_flag("append"));
                Opened::New(page(&sheet, fields, &mut store)?)
            }
        };
        let path = database::path(shared)?;
        let verb = format!("edit {}", sheet.uid);
        let recorded = door.edited(&verb, opened, &path, shared, ui, &mut |name, text, _| {
            let entries = recording::entries(name, text, Format::Toml)?;
            let [entry] = &entries[..] else {
                return Err(not_the_one(name, &sheet));
            };
            // Another's draft, or another id, would change a record that nobody named.
            if entry.noun() != sheet.noun || entry.id() != sheet.uid.letters() {
                return Err(not_the_one(name, &sheet));
            }
            recording::write(&mut store, &command, options, entries, Some(&sheet))
        })?;
        match recorded {
            Some(recorded) => recorded.tell(door.json, &store, ui),
            None => Ok(ExitCode::SUCCESS),
        }
    }

    /// What the flags ask for, by the fields that the noun has.
    fn changes(&self, sheet: &Sheet) -> Result<Changes> {
        let own = fields::of(sheet.noun);
        let mut changes = Changes {
            set: Map::new(),
            cleared: Vec::new(),
            flags: Vec::new(),
        };
        let mut looked_at = Vec::new();
        for field in Noun::ALL.iter().flat_map(|noun| fields::of(*noun)) {
            if looked_at.contains(&field.flag) || !self.is_given(field.flag) {
                continue;
            }
            looked_at.push(field.flag);
            let own = own
                .iter()
                .find(|own| own.flag == field.flag)
                .ok_or_else(|| {
                    Error::input(format!("{} has no --{}", say::a(sheet.noun), field.flag))
                        .hint(format!("its fields are: {}", flags_of(sheet.noun)))
                })?;
            let value = match own.takes {
                Takes::Yes => Value::Bool(true),
                _ => fields::value_of(own, fields::text_of(own.flag, &self.matches)?)?,
            };
            changes.flags.push(own.flag.to_owned());
            changes.put(own, value, &sheet.fields);
        }
        for name in self
            .matches
            .get_many::<String>("clear")
            .into_iter()
            .flatten()
        {
            let name = name.trim_start_matches('-');
            let field = own
                .iter()
                .find(|own| own.flag == name || own.key == name)
                .ok_or_else(|| {
                    let error = Error::input(format!(
                        "{} has no field `{name}` to clear",
                        say::a(sheet.noun)
                    ));
                    match nearest(name, own.iter().map(|field| field.flag)) {
                        Some(near) => error.hint(format!("did you mean `{near}`?")),
                        None => error.hint(format!("its fields are: {}", flags_of(sheet.noun))),
                    }
                })?;
            changes.cleared.push(field);
            changes.flags.push("clear".to_owned());
        }
        for name in [
            "append",
            "mistyped",
            "same-person",
            "another-person",
            recording::TAKE_FIGURES,
        ] {
            if self.matches.get_flag(name) {
                changes.flags.push(name.to_owned());
            }
        }
        Ok(changes)
    }

    fn is_given(&self, flag: &str) -> bool {
        let from_line = |name: &str| {
            self.matches.value_source(name) == Some(clap::parser::ValueSource::CommandLine)
        };
        let file = fields::FROM_FILES.iter().find(|(of, _)| *of == flag);
        from_line(flag) || file.is_some_and(|(_, long)| from_line(long))
    }

    /// A file that an editor opens may be copied by it: what an export would withhold is not written there.
    fn may_be_written(&self, store: &mut Store, sheet: &Sheet) -> Result<()> {
        if self.matches.get_flag("reveal") {
            return Ok(());
        }
        let Some(body) = store.body(sheet.noun, sheet.uid)? else {
            return Ok(());
        };
        if !Exports::new(store, false)?.withholds(&body, sheet.uid)? {
            return Ok(());
        }
        let what = format!(
            "the {} {} is confidential, or says what is: it is not written to a file",
            sheet.noun, sheet.uid
        );
        Err(Error::input(what).hint("change it by flags, or say --reveal: the editor then gets it in a file that you alone can read"))
    }
}

fn not_the_one(name: &str, sheet: &Sheet) -> Error {
    Error::input(format!(
        "{name} is to hold the {} {} and nothing else",
        sheet.noun, sheet.uid
    ))
    .hint("its line `id = …` says which record it is; record other things with `dixit add`")
}

impl Changes {
    fn is_empty(&self) -> bool {
        self.set.is_empty() && self.cleared.is_empty()
    }

    /// Sets a field; one within a table leaves the table's others as they are.
    fn put(&mut self, field: &Field, value: Value, stored: &Map<String, Value>) {
        let root = field.root();
        if field.key != root
            && !self.set.contains_key(root)
            && let Some(table) = stored.get(root)
        {
            self.set.insert(root.to_owned(), table.clone());
        }
        fields::put(&mut self.set, field.key, value);
    }

    /// The fields as they are to be.
    fn over(&self, mut fields: Map<String, Value>, append: bool) -> Map<String, Value> {
        for (key, value) in &self.set {
            match (fields.get_mut(key), value) {
                (Some(Value::Array(there)), Value::Array(more)) if append => {
                    let new = more.iter().filter(|one| !there.contains(one)).cloned();
                    let new: Vec<Value> = new.collect();
                    there.extend(new);
                }
                // Nothing typed is nothing set.
                _ if value.as_str() == Some("") => drop(fields.remove(key)),
                _ => drop(fields.insert(key.clone(), value.clone())),
            }
        }
        for field in &self.cleared {
            match field.key.split_once('.') {
                Some((root, within)) => {
                    if let Some(Value::Object(table)) = fields.get_mut(root) {
                        table.remove(within);
                        if table.is_empty() {
                            fields.remove(root);
                        }
                    }
                }
                None => drop(fields.remove(field.key)),
            }
        }
        fields
    }
}

/// The database, which an edit does not make.
fn open(shared: &Shared) -> Result<Store> {
    let open = Open {
        force_network: shared.force_network,
        ..Open::WRITE
    };
    database::open_at(&database::path(shared)?, shared, open)
}

fn flags_of(noun: Noun) -> String {
    let flags: Vec<String> = fields::of(noun)
        .iter()
        .map(|field| format!("--{}", field.flag))
        .collect();
    flags.join(", ")
}

/// The sheet as an editor opens it.
fn page(sheet: &Sheet, fields: Map<String, Value>, store: &mut Store) -> Result<String> {
    let mut about = format!("The {} {}", sheet.noun, sheet.uid);
    if sheet.noun == Noun::Attribution
        && let Some(Body::Attribution(attribution)) = store.body(sheet.noun, sheet.uid)?
        && let Some(claim) = store.body(Noun::Claim, attribution.claim)?
        && !Exports::new(store, false)?.withholds(&claim, attribution.claim)?
        && let Body::Claim(claim) = claim
    {
        about.push_str(&format!(
            ", of the claim “{}”",
            claim.text.replace('\n', " ")
        ));
    }
    let mut remarks = vec![
        about.as_str(),
        "Change it, save, and close the editor. Saved unchanged or emptied, nothing is done. A field that is taken out is no longer set; lines that begin with # are not read.",
    ];
    if sheet.noun == Noun::Attribution {
        remarks.push("Passage and quote stay as the source prints them: to mend a slip in them, edit with --mistyped.");
    }
    let known = fields::of(sheet.noun);
    let entry = sheet.entry(fields);
    Ok(format!(
        "{}\n{}",
        form::remarks(&remarks),
        form::table(sheet.noun, &entry, &[known])
    ))
}
