//! `init` at a terminal: a name is asked for, offered and never taken unasked, and who leaves leaves nothing behind.

mod program;
#[path = "program/terminal.rs"]
mod terminal;

use program::Folder;

/// A folder whose person told git a name.
fn known_to_git() -> Folder {
    let folder = Folder::new();
    let home = folder.path().with_file_name("home");
    std::fs::write(home.join(".gitconfig"), "[user]\n\tname = Ada Vale\n").unwrap();
    folder
}

fn actor(folder: &Folder) -> String {
    folder.dixit(&["config", "--json"]).ok()
}

#[test]
fn a_name_is_typed_or_the_one_offered_is_taken_with_enter() {
    for (typed, recorded) in [("Bo Lund\r", "Bo Lund"), ("\r", "Ada Vale")] {
        let folder = known_to_git();
        let mut terminal = folder.terminal(&["init"]);
        terminal
            .wait("Enter for Ada Vale, - for nobody:")
            .press(typed);
        let shown = terminal.ok();
        assert!(
            shown.contains(&format!("recording as {recorded}")),
            "{shown}"
        );
        assert!(actor(&folder).contains(recorded));
        // Known now, it is not asked for again.
        let again = folder.terminal(&["init"]).ok();
        assert!(
            again.contains("is there already") && !again.contains("Who records"),
            "{again}"
        );
    }
}

#[test]
fn no_name_is_taken_without_a_word() {
    let folder = known_to_git();
    let mut terminal = folder.terminal(&["init"]);
    terminal.wait("- for nobody:").press("-\r");
    assert!(terminal.ok().contains("nobody is named"));
    assert!(!actor(&folder).contains("Ada"));
    let unasked = known_to_git();
    assert!(!unasked.dixit(&["init"]).ok().contains("Ada"));
}

#[test]
fn who_leaves_the_question_leaves_nothing_behind() {
    for leave in ["\x03", "close"] {
        let folder = known_to_git();
        let mut terminal = folder.terminal(&["init"]);
        terminal.wait("- for nobody:");
        if leave == "close" {
            terminal.close();
        } else {
            terminal.press(leave);
            assert!(!terminal.end().0.success());
        }
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            0,
            "{leave:?}"
        );
    }
}
