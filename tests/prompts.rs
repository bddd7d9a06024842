//! The prompts of `add`, as somebody meets them who types.

mod program;
#[path = "program/terminal.rs"]
mod terminal;

use program::Folder;
use terminal::Terminal;

/// The last line of the menu.
const MENU: &str = "Enter records the claim";
const ANOTHER: &str = "another from the same source?";
const WORDS: &str = "speaker's own:";

/// A folder with one claim by Inès Delmar, harbour master, in the minutes.
fn desk() -> Folder {
    let folder = Folder::new();
    folder.dixit(&["init", "--actor", "Ada Vale"]).ok();
    folder
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
            "Minutes of May",
        ])
        .ok();
    folder
}

fn drafts(folder: &Folder) -> Vec<String> {
    let files = std::fs::read_dir(folder.path()).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| name.starts_with("dixit-draft-"))
        .collect()
}

/// The command that is printed to go on with.
fn printed_command(shown: &str) -> String {
    // It may stand on several rows of the screen.
    let shown: String = shown
        .lines()
        .map(|line| format!("{} ", line.trim_end()))
        .collect();
    let (_, rest) = shown
        .rsplit_once("go on with `")
        .expect("a command to go on with");
    let (command, _) = rest.split_once('`').unwrap();
    command
        .replace(" --draft ", "\u{0}")
        .replace(' ', "")
        .replace('\u{0}', " --draft ")
        .replacen("dixitadd", "dixit add", 1)
        .replace("--db", " --db ")
}

#[test]
fn three_answers_make_a_claim() {
    let folder = desk();
    let mut terminal = folder.terminal(&["add"]);
    terminal
        .wait("your own words:")
        .press("The bridge will open in June\r");
    terminal
        .wait("speaker [Inès Delmar]:")
        .press("Otto Brack\r");
    terminal.wait(WORDS).press("“before June”\r");
    terminal.wait(MENU).press("\r");
    terminal.wait(ANOTHER).press("n");
    let shown = terminal.ok();
    assert!(
        shown.contains("= a new speaker, Otto Brack") && shown.contains("saved attribution"),
        "{shown}"
    );
    let json = folder
        .dixit(&["list", "--speaker", "Otto Brack", "--json"])
        .ok();
    assert!(
        json.contains("\"quote\":\"before June\"") && json.contains("Minutes of May"),
        "{json}"
    );
}

#[test]
fn another_from_the_same_source_has_the_speaker_on_offer() {
    let folder = desk();
    let mut terminal = folder.terminal(&["add"]);
    terminal.wait("your own words:").press("One\r");
    terminal.wait("speaker [Inès Delmar]:").press("\r");
    terminal.wait(WORDS).press("the passage of one\r");
    terminal.wait(MENU).press("\r");
    terminal.wait(ANOTHER).press("\r");
    terminal.wait("your own words:").press("Two\r");
    terminal.wait("speaker [Inès Delmar]:").press("@source\r");
    terminal.wait(WORDS).press("\r");
    terminal.wait(MENU).press("\r");
    terminal.wait(ANOTHER).press("\r");
    // Leaving where nothing is begun is no failure.
    terminal.wait("your own words:").press("\x03");
    terminal.ok();
    assert_eq!(folder.dixit(&["list"]).ok().lines().count(), 3);
    assert_eq!(drafts(&folder), Vec::<String>::new());
}

#[test]
fn tab_completes_names_and_words_and_every_field_is_at_hand() {
    let folder = desk();
    let mut terminal = folder.terminal(&["add"]);
    terminal
        .wait("your own words:")
        .press("The bridge will open\r");
    // By a later word of the name, and without its diacritics.
    terminal
        .wait("speaker [")
        .press("delm\t")
        .wait(": Inès Delmar")
        .press("\r");
    terminal.wait(WORDS).press("\r");
    terminal
        .wait(MENU)
        .press("k")
        .wait("kind:")
        .press("pre\t")
        .wait("prediction")
        .press("\r");
    terminal
        .wait(MENU)
        .press("d")
        .wait("said:")
        .press("05/06/2031\r");
    terminal
        .wait("said: 05/06/2031")
        .press("\x15")
        .wait("said:")
        .press("2031-05\r");
    terminal
        .wait(MENU)
        .press("/")
        .wait("which field")
        .press("name-as\t")
        .wait("name-as-written")
        .press("\r");
    terminal.wait("name as written:").press("Mme Delmar\r");
    terminal
        .wait(MENU)
        .press("f")
        .wait("figure (Enter for none):")
        .press("2 boats\r");
    terminal
        .wait("measure")
        .press("boats\r")
        .wait("figure 2")
        .press("\r");
    terminal.wait(MENU).press("\r");
    terminal.wait(ANOTHER).press("n");
    let shown = terminal.ok();
    for echoed in [
        "= known: Inès Delmar (person, harbour master)",
        "order of day and month",
        "= May 2031",
    ] {
        assert!(shown.contains(echoed), "{echoed}: {shown}");
    }
    let json = folder
        .dixit(&["list", "--kind", "prediction", "--json"])
        .ok();
    for kept in ["Mme Delmar", "2031-05", "boats"] {
        assert!(json.contains(kept), "{json}");
    }
}

#[test]
fn stepping_back_keeps_what_was_typed() {
    let folder = desk();
    let mut terminal = folder.terminal(&["add"]);
    terminal
        .wait("your own words:")
        .press("The brigde is open\r");
    terminal.wait("speaker [").press("Otto\x1b[Z");
    terminal
        .wait(": The brigde is open")
        .press("\x17\x17\x17bridge is open\r");
    terminal.wait(": Otto").press(" Brack\r");
    terminal.wait(WORDS).press("it is\x1b[A");
    terminal.wait(": Otto Brack").press("\r");
    terminal.wait(": it is").press(" open\r");
    terminal.wait(MENU).press("\r");
    terminal.wait(ANOTHER).press("n");
    terminal.ok();
    let json = folder
        .dixit(&["list", "--speaker", "Otto Brack", "--json"])
        .ok();
    assert!(
        json.contains("The bridge is open") && json.contains("it is open"),
        "{json}"
    );
}

#[test]
fn ctrl_c_keeps_a_draft_and_the_printed_command_recovers_it() {
    let folder = desk();
    let before = folder.dixit(&["export"]).ok();
    let mut terminal = folder.terminal(&["add"]);
    terminal
        .wait("your own words:")
        .press("The bridge will open\r");
    terminal
        .wait("speaker [")
        .press("Otto Br")
        .wait("Otto Br")
        .press("\x03");
    let (status, shown, _) = terminal.end();
    assert_eq!(status.code(), Some(1), "{shown}");
    assert_eq!(folder.dixit(&["export"]).ok(), before);
    assert_eq!(drafts(&folder).len(), 1);
    let command = printed_command(&shown);
    let words: Vec<&str> = command.split_whitespace().skip(1).collect();
    let mut again = folder.terminal(&words);
    again
        .wait(MENU)
        .press("s")
        .wait("speaker 1 (empty: taken out): Otto Br")
        .press("ack\r");
    again.wait("speaker 2").press("\r");
    again.wait(MENU).press("\r");
    again.wait(ANOTHER).press("n");
    again.ok();
    assert_eq!(
        folder
            .dixit(&["list", "--speaker", "Otto Brack"])
            .ok()
            .lines()
            .count(),
        1
    );
    assert_eq!(drafts(&folder), Vec::<String>::new());
}

#[test]
fn a_closed_terminal_and_a_machine_that_shuts_down_lose_nothing() {
    let folder = desk();
    let before = folder.dixit(&["export"]).ok();
    let mut terminal = folder.terminal(&["add"]);
    terminal
        .wait("your own words:")
        .press("The bridge will open\r");
    terminal.wait("speaker [").press("Otto Brack\r");
    terminal.wait(WORDS).press("before Ju").wait("before Ju");
    assert!(!terminal.close().success());
    let [draft] = &drafts(&folder)[..] else {
        panic!("one draft is kept");
    };
    let kept = std::fs::read_to_string(folder.file(draft)).unwrap();
    assert!(
        kept.contains("The bridge will open")
            && kept.contains("Otto Brack")
            && kept.contains("before Ju"),
        "{kept}"
    );
    assert_eq!(folder.dixit(&["export"]).ok(), before);
    // The next one is told of it, and ends by a signal.
    let mut next = folder.terminal(&["add"]);
    next.wait("your own words:")
        .press("Another")
        .wait("Another");
    let (status, shown, _) = next.terminate();
    assert_eq!(
        std::os::unix::process::ExitStatusExt::signal(&status),
        Some(15)
    );
    let lines: String = shown.lines().collect();
    assert!(
        lines.contains(&format!("--draft {}", folder.file(draft).display()))
            || lines.contains(draft.as_str()),
        "{shown}"
    );
    assert!(lines.contains("go on with"), "{shown}");
    assert_eq!(drafts(&folder).len(), 2);
    // Off a terminal a whole draft is recorded as it is.
    folder.dixit(&["add", "--draft", draft]).ok();
    assert_eq!(
        folder
            .dixit(&["list", "--speaker", "Otto Brack"])
            .ok()
            .lines()
            .count(),
        1
    );
}

#[test]
fn a_near_name_and_a_homonym_are_asked_about() {
    let folder = desk();
    let mut terminal = folder.terminal(&["add", "--text", "The lock is shut"]);
    terminal.wait("speaker [").press("Ines Delmarr\r");
    terminal.wait("a number: that one").press("1");
    terminal.wait(WORDS).press("\r");
    terminal
        .wait(MENU)
        .press("r")
        .wait("role:")
        .press("mayor\r");
    terminal.wait("s: the same person").press("a");
    terminal.wait(MENU).press("\r");
    terminal.wait(ANOTHER).press("n");
    terminal.ok();
    let speakers = folder.dixit(&["speakers"]).ok();
    assert_eq!(speakers.matches("Inès Delmar").count(), 2, "{speakers}");
}

#[test]
fn a_confidential_name_is_typed_unseen_and_written_nowhere() {
    let folder = desk();
    let mut terminal = folder.terminal(&["add", "--text", "The lock leaks"]);
    terminal
        .wait("speaker [")
        .press("\x18")
        .wait("(not shown)")
        .press("Wim Sorrel\r");
    terminal
        .wait("A new speaker, confidential? [Y/n]")
        .press("y");
    terminal.wait(WORDS).press("\x03");
    let (_, shown, raw) = terminal.end();
    assert!(!String::from_utf8_lossy(&raw).contains("Sorrel"), "{shown}");
    let draft = std::fs::read_to_string(folder.file(&drafts(&folder)[0])).unwrap();
    assert!(!draft.contains("Sorrel"), "{draft}");
    // Gone on with, the draft still knows that it is to be typed unseen.
    let draft = drafts(&folder)[0].clone();
    let mut terminal = folder.terminal(&["add", "--draft", &draft]);
    terminal.wait("(not shown)").press("Wim Sorrel\r");
    terminal
        .wait("A new speaker, confidential? [Y/n]")
        .press("y");
    terminal.wait(MENU).press("\r");
    terminal.wait(ANOTHER).press("n");
    terminal.ok();
    let listed = folder.dixit(&["list"]).ok();
    assert!(
        listed.contains("The lock leaks") && !listed.contains("Sorrel"),
        "{listed}"
    );
    // Known now, and still neither completed nor shown.
    let mut terminal = folder.terminal(&["add", "--text", "The lock leaks again"]);
    terminal
        .wait("speaker [")
        .press("Wim\t\x18")
        .wait("(not shown)")
        .press(" Sorrel\r");
    terminal.wait(WORDS).press("\x03");
    let (_, _, raw) = terminal.end();
    assert!(!String::from_utf8_lossy(&raw).contains("Sorrel"));
}

#[test]
fn a_new_confidential_speaker_is_of_the_kind_that_is_given() {
    let folder = desk();
    folder.write("name.txt", "Wim Sorrel\n");
    folder
        .dixit(&[
            "add",
            "--text",
            "The lock leaks",
            "--speaker-file",
            "name.txt",
            "--speaker-confidential",
            "--speaker-kind",
            "person",
        ])
        .ok();
    let shown = folder.dixit(&["speakers", "--json", "--reveal"]).ok();
    assert!(
        shown.contains("Sorrel") && shown.contains("\"kind\":\"person\""),
        "{shown}"
    );
}

#[test]
fn a_hidden_name_goes_into_no_draft_from_the_moment_it_is_typed() {
    let folder = desk();
    let hidden = |folder: &Folder| {
        let mut terminal = folder.terminal(&["add", "--text", "The lock leaks"]);
        terminal
            .wait("speaker [")
            .press("\x18")
            .wait("(not shown)")
            .press("Wim Sorrel\r");
        terminal.wait("A new speaker, confidential? [Y/n]");
        terminal
    };
    let kept_out = |terminal: Terminal| {
        let (_, shown, raw) = terminal.end();
        assert!(!String::from_utf8_lossy(&raw).contains("Sorrel"), "{shown}");
        for draft in drafts(&folder) {
            let draft = std::fs::read_to_string(folder.file(&draft)).unwrap();
            assert!(!draft.contains("Sorrel"), "{draft}");
        }
    };
    // Left at the question itself.
    let mut terminal = hidden(&folder);
    terminal.press("\x03");
    kept_out(terminal);
    // Typed again after a no, it is still not shown.
    let mut terminal = hidden(&folder);
    terminal.press("n").wait("(not shown)").press("\x03");
    kept_out(terminal);
}

#[test]
fn a_known_speaker_beside_a_hidden_one_stays_who_it_is() {
    let folder = desk();
    folder
        .dixit(&["add", "--text", "x", "--speaker", "Otto Brack"])
        .ok();
    let mut terminal = folder.terminal(&["add", "--text", "The lock leaks"]);
    terminal.wait("speaker [").press("Otto Brack\r");
    terminal.wait(WORDS).press("\r");
    terminal.wait(MENU).press("s");
    terminal.wait("Otto Brack").press("\r");
    terminal
        .wait("speaker")
        .press("\x18")
        .wait("(not shown)")
        .press("Wim Sorrel\r");
    terminal
        .wait("A new speaker, confidential? [Y/n]")
        .press("y");
    terminal.wait("speaker").press("\r");
    terminal.wait(MENU).press("\r");
    terminal.wait(ANOTHER).press("n");
    terminal.ok();
    let speakers = folder.dixit(&["speakers"]).ok();
    assert_eq!(speakers.matches("Otto Brack").count(), 1, "{speakers}");
    assert!(
        !speakers.contains("id:") && !speakers.contains("Sorrel"),
        "{speakers}"
    );
}

#[test]
fn who_leaves_after_recording_has_recorded() {
    let folder = desk();
    let mut terminal = folder.terminal(&["add", "--text", "It leaks again"]);
    terminal.wait("speaker [").press("Otto Brack\r");
    terminal.wait(WORDS).press("\r");
    terminal.wait(MENU).press("\r");
    terminal.wait(ANOTHER).press("\x03");
    terminal.ok();
}

#[test]
fn a_paste_of_many_lines_stays_whole_and_acts_on_nothing() {
    let folder = desk();
    let quote = "one “two”\nthree\x1b[2J\u{202e}four 한국어 👩🏽‍🚀";
    // All that is required is given: nothing is asked.
    folder
        .terminal(&["add", "--text", "x", "--speaker", "Otto Brack"])
        .ok();
    let mut terminal = folder.terminal(&["add", "--text", "y"]);
    terminal.wait("speaker [").press("Otto Brack\r");
    terminal.wait(WORDS).paste(quote).wait("👩🏽‍🚀").press("\r");
    terminal.wait(MENU).press("\r");
    terminal.wait(ANOTHER).press("n");
    let (status, shown, raw) = terminal.end();
    assert!(status.success());
    assert!(shown.contains("three<U+001B>[2J<U+202E>four"), "{shown}");
    assert!(!String::from_utf8_lossy(&raw).contains("\x1b[2J"));
    let json = folder
        .dixit(&["list", "--speaker", "Otto Brack", "--json"])
        .ok();
    assert!(
        json.contains("one “two”\\nthree\\u001b[2J\\u202efour 한국어 👩🏽\\u200d🚀"),
        "{json}"
    );
}

#[test]
fn figures_of_the_words_are_offered_one_by_one() {
    let folder = desk();
    let mut terminal = folder.terminal(&["add", "--lang", "en"]);
    terminal.wait("your own words:").press("Barges came\r");
    terminal.wait("speaker [Inès Delmar]:").press("\r");
    terminal
        .wait(WORDS)
        .press("“more than 40 barges, two ferries and 7 boats”\r");
    terminal
        .wait("Enter takes it")
        .press("\r")
        .wait("measure")
        .press("barges at the quay\r");
    terminal.wait("Enter takes it").press("n");
    // Esc goes back to the words; those just answered are asked of again, those taken are not.
    terminal.wait("Enter takes it").press("\x1b");
    terminal.wait("7 boats”").press("\r");
    terminal.wait("Enter takes it").press("n");
    terminal
        .wait("Enter takes it")
        .press("\r")
        .wait("measure")
        .press("\r");
    terminal.wait(MENU).press("\r");
    terminal.wait(ANOTHER).press("n");
    let shown = terminal.ok();
    let offers = [
        ("“more than 40” = more-than 40, counting barges", 1),
        ("“two” = bare 2, counting ferries", 2),
        ("“7” = bare 7, counting boats", 2),
    ];
    for (offer, times) in offers {
        assert_eq!(shown.matches(offer).count(), times, "{offer}: {shown}");
    }
    let json = folder
        .dixit(&["list", "--speaker", "Inès Delmar", "--json"])
        .ok();
    let line = json.lines().find(|line| line.contains("Barges came"));
    let row: serde_json::Value = serde_json::from_str(line.unwrap()).unwrap();
    let figures = row["figures"].as_array().unwrap();
    let told: Vec<[&str; 3]> = figures
        .iter()
        .map(|figure| {
            ["expression", "measure", "counted"].map(|key| figure[key].as_str().unwrap_or(""))
        })
        .collect();
    assert_eq!(
        told,
        [
            ["more than 40", "barges at the quay", "barges"],
            ["7", "", "boats"]
        ]
    );
    // What was left is what `check` finds.
    let left = folder.dixit(&["check", "--only", "figure-not-recorded"]);
    assert_eq!(left.out.matches("figure-not-recorded").count(), 1);
    assert!(left.out.contains("“two”"), "{}", left.out);
}
