//! `edit` and the editor of `add`, as a user meets them.

mod program;

use std::os::unix::fs::PermissionsExt;

use program::{Folder, Ran};

/// A folder with one claim in it; answers the ids of claim and attribution.
fn desk() -> (Folder, String, String) {
    let folder = Folder::new();
    folder.dixit(&["init", "--actor", "Ada Vale"]).ok();
    let saved = folder
        .dixit(&[
            "add",
            "--text",
            "The bridge is shut",
            "--speaker",
            "Inès Delmar",
            "--speaker-kind",
            "person",
            "--role",
            "harbour master",
            "--quote",
            "it is shut",
            "--source",
            "Minutes",
            "--topic",
            "bridge",
        ])
        .ok();
    let ids: Vec<String> = saved
        .lines()
        .filter_map(|line| line.split_whitespace().nth(2).map(str::to_owned))
        .collect();
    (folder, ids[0].clone(), ids[1].clone())
}

/// Runs with an editor that is a script of the shell; `$1` is the file.
fn editing(folder: &Folder, script: &str, arguments: &[&str]) -> Ran {
    folder.write("editor.sh", script);
    let mut command = folder.command(arguments);
    command.env("EDITOR", "sh editor.sh");
    Ran::of(command.output().unwrap())
}

fn drafts(folder: &Folder) -> Vec<String> {
    let files = std::fs::read_dir(folder.path()).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| name.starts_with("dixit-draft-"))
        .collect()
}

#[test]
fn an_edit_of_what_has_moved_is_refused_with_both_readings_and_kept() {
    let (folder, _, attribution) = desk();
    let dixit = env!("CARGO_BIN_EXE_dixit");
    let script = format!(
        "{dixit} edit {attribution} --said 2031-05-01 >/dev/null\nprintf 'said = \"2031-05-02\"\\n' >> \"$1\""
    );
    let said = editing(&folder, &script, &["edit", &attribution, "-e"]).refused(9);
    assert!(said.contains("was changed since"), "{said}");
    assert!(
        said.contains("2031-05-01") && said.contains("2031-05-02"),
        "{said}"
    );
    let [draft] = &drafts(&folder)[..] else {
        panic!("one draft is kept");
    };
    assert!(said.contains(draft.as_str()), "{said}");
    let mode = std::fs::metadata(folder.file(draft))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let shown = folder.dixit(&["show", &attribution]).ok();
    assert!(shown.contains("2031-05-01"), "{shown}");
}

#[test]
fn a_reference_left_alone_stays_the_same_record() {
    let (folder, _, attribution) = desk();
    // Somebody else of that name, and the attribution's role changes: still nobody is asked about.
    folder
        .dixit(&[
            "add",
            "--to",
            &claim_of(&folder, &attribution),
            "--speaker",
            "Inès Delmar",
            "--role",
            "mayor",
            "--another-person",
            "--quote",
            "no",
        ])
        .ok();
    let before = speaker_of(&folder, &attribution);
    folder
        .dixit(&["edit", &attribution, "--role", "captain", "--note", "x"])
        .ok();
    editing(
        &folder,
        "sed -i 's/captain/pilot/' \"$1\"",
        &["edit", &attribution, "-e"],
    )
    .ok();
    let shown = folder.dixit(&["show", &attribution, "--json"]).ok();
    assert!(shown.contains("pilot"), "{shown}");
    assert_eq!(speaker_of(&folder, &attribution), before);
}

fn claim_of(folder: &Folder, attribution: &str) -> String {
    seen(folder, attribution, "claim ")
}

fn speaker_of(folder: &Folder, attribution: &str) -> String {
    seen(folder, attribution, "speaker ")
}

fn seen(folder: &Folder, attribution: &str, noun: &str) -> String {
    let shown = folder.dixit(&["show", attribution]).ok();
    let see = shown.lines().find(|line| line.starts_with("see")).unwrap();
    let (_, rest) = see.split_once(noun).unwrap();
    rest.chars().take_while(char::is_ascii_lowercase).collect()
}

#[test]
fn every_noun_opens_in_the_editor_and_is_edited() {
    let (folder, claim, attribution) = desk();
    folder.write(
        "more.toml",
        concat!(
            "[[claim]]\nkey = \"c\"\ntext = \"The lock is open\"\n",
            "[[claim]]\nkey = \"d\"\ntext = \"The lock is shut\"\n",
            "[[measure]]\nname = \"boats\"\n",
            "[[occasion]]\nkey = \"o\"\nlabel = \"Council of May\"\nspeaker = \"Inès Delmar\"\n",
            "[[link]]\nfrom = \"c\"\nto = \"d\"\nkind = \"contradicts\"\n",
            "[[assessment]]\nclaim = \"c\"\nby = \"Ada Vale\"\nverdict = \"false\"\n",
            "[[judgement]]\nof = \"claim\"\na = \"c\"\nb = \"d\"\nkind = \"different\"\n",
            "[[piece]]\ntitle = \"The lock\"\n",
        ),
    );
    folder.dixit(&["import", "more.toml"]).ok();
    let export = folder.dixit(&["export"]).ok();
    let mut seen = Vec::new();
    let mut noun = "";
    for line in export.lines() {
        if let Some(of) = line.strip_prefix("[[") {
            noun = of.trim_end_matches(']');
        }
        if let Some(id) = line.strip_prefix("id = ") {
            seen.push((noun.to_owned(), id.trim_matches('"').to_owned()));
        }
    }
    assert!(seen.len() > 10, "{export}");
    for (noun, id) in &seen {
        let line = match noun.as_str() {
            "claim" => "text_lang = \"en\"",
            "judgement" => "reason = \"x\"",
            "assessment" => "reasoning = \"x\"",
            _ => "note = \"x\"",
        };
        let script = format!("printf '%s\\n' '{line}' >> \"$1\"");
        let said = editing(&folder, &script, &["edit", id, "-e"]).ok();
        assert!(
            said.contains(&format!("changed {}", noun.trim_start_matches("claim."))),
            "{noun}: {said}"
        );
        let same = editing(&folder, "true", &["edit", id, "-e"]);
        assert!(
            same.err.contains("nothing was done"),
            "{noun}: {}",
            same.err
        );
    }
    assert_eq!(drafts(&folder), Vec::<String>::new());
    // What makes a record the one it is cannot be edited away.
    let (_, judgement) = seen.iter().find(|(noun, _)| noun == "judgement").unwrap();
    let script = format!("sed -i 's/^a = .*/a = \"id:{claim}\"/' \"$1\"");
    let said = editing(&folder, &script, &["edit", judgement, "-e"]).refused(1);
    assert!(said.contains("makes the judgement"), "{said}");
    drop(attribution);
}

#[test]
fn what_is_confidential_is_not_written_to_a_file() {
    let (folder, _, attribution) = desk();
    let speaker = folder.dixit(&["speakers", "--json"]).ok();
    let (_, speaker) = speaker.split_once("\"id\":\"").unwrap();
    let speaker: String = speaker
        .chars()
        .take_while(char::is_ascii_lowercase)
        .collect();
    let made = folder
        .dixit(&["edit", "Inès Delmar", "--name", "Wren", "--confidential"])
        .ok();
    assert!(
        !made.contains("Delmar") && !made.contains(&speaker),
        "{made}"
    );
    folder
        .dixit(&["edit", &speaker, "--name", "Inès Delmar"])
        .ok();
    let look = "cp \"$1\" seen.txt";
    for id in [&attribution, &speaker_of_export(&folder)] {
        let said = editing(&folder, look, &["edit", id, "-e"]).refused(1);
        assert!(
            said.contains("confidential") && !said.contains("Delmar"),
            "{said}"
        );
        assert!(!folder.file("seen.txt").exists());
    }
    let by_flag = folder.dixit(&["edit", &attribution, "--cue", "Inès Delmar told us"]);
    assert_eq!(by_flag.code, Some(0));
    assert!(!by_flag.out.contains("Delmar"), "{}", by_flag.out);
    editing(&folder, look, &["edit", &attribution, "-e", "--reveal"]).ok();
    assert!(
        std::fs::read_to_string(folder.file("seen.txt"))
            .unwrap()
            .contains("Delmar")
    );
}

fn speaker_of_export(folder: &Folder) -> String {
    let export = folder.dixit(&["export"]).ok();
    let (_, speaker) = export.split_once("[[speaker]]\nid = \"").unwrap();
    speaker
        .chars()
        .take_while(char::is_ascii_lowercase)
        .collect()
}

#[test]
fn a_claim_is_added_in_the_editor() {
    let folder = Folder::new();
    folder.dixit(&["init"]).ok();
    let script = concat!(
        "cp \"$1\" seen.txt\n",
        "printf 'text = \"The ferry sails\"\\nspeaker = \"Otto Brack\"\\nquote = \"it sails\"\\nsource = \"Harbour log\"\\n' >> \"$1\"",
    );
    let saved = editing(&folder, script, &["add", "-e", "--topic", "ferry"]);
    assert!(
        saved.err.contains("new source: Harbour log"),
        "{}",
        saved.err
    );
    assert!(saved.ok().contains("saved attribution"));
    let seen = std::fs::read_to_string(folder.file("seen.txt")).unwrap();
    assert!(
        seen.contains("topics = [\"ferry\"]") && seen.contains("# hedge = \"\""),
        "{seen}"
    );
    assert!(seen.contains("asserts, denies"), "{seen}");
    // Every comment that names a field can be used.
    for line in seen.lines().filter_map(|line| line.strip_prefix("# ")) {
        if let Some((field, _)) = line.split_once(" = ")
            && field.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        {
            assert!(line.parse::<toml::Table>().is_ok(), "{line}");
        }
    }
    assert_eq!(drafts(&folder), Vec::<String>::new());
    let emptied = editing(&folder, ": > \"$1\"", &["add", "-e"]);
    assert!(emptied.err.contains("nothing was done"), "{}", emptied.err);
    emptied.ok();
}

#[test]
fn a_failed_entry_is_kept_and_the_command_printed_records_it() {
    let folder = Folder::new();
    folder.dixit(&["init"]).ok();
    let script = "printf 'text = \"The ferry sails\"\\nspeaker = \"Otto Brack\"\\nsource = \"Log\"\\nkind = \"evnt\"\\n' >> \"$1\"";
    let said = editing(&folder, script, &["add", "-e"]).refused(1);
    assert!(said.contains("did you mean `event`?"), "{said}");
    let (_, rest) = said.split_once("go on with `").unwrap();
    let (command, _) = rest.split_once('`').unwrap();
    assert_eq!(folder.dixit(&["list"]).ok(), "");
    folder.write("editor.sh", "sed -i 's/evnt/event/' \"$1\"");
    let again = folder
        .shell(&format!("EDITOR='sh editor.sh' {command}"))
        .ok();
    assert!(again.contains("saved claim"), "{again}");
    assert_eq!(drafts(&folder), Vec::<String>::new());
}

#[test]
fn an_editor_that_fails_costs_nothing() {
    let (folder, _, attribution) = desk();
    let said = editing(&folder, "exit 3", &["edit", &attribution, "-e"]).refused(5);
    assert!(said.contains("ended with"), "{said}");
    assert_eq!(drafts(&folder), Vec::<String>::new());
    let said = editing(
        &folder,
        "echo '# more' >> \"$1\"; exit 3",
        &["edit", &attribution, "-e"],
    )
    .refused(5);
    assert!(said.contains("is kept in"), "{said}");
    assert_eq!(drafts(&folder).len(), 1);
}

#[test]
fn an_add_that_fails_leaves_nothing_behind() {
    let (folder, ..) = desk();
    let before = folder.dixit(&["export"]).ok();
    // The speaker, the topic and the source would be new; the occasion is not there.
    folder
        .dixit(&[
            "add",
            "--text",
            "x",
            "--speaker",
            "New One",
            "--topic",
            "new",
            "--source",
            "New",
            "--occasion",
            "none such",
        ])
        .refused(3);
    assert_eq!(folder.dixit(&["export"]).ok(), before);
}
