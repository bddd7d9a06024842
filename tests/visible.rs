//! Nothing that the program shows acts on a terminal or hides: every control character, every format
//! character and separator, through every command and flag there is, at a terminal.
//!
//! Commands and flags are taken from the help, so that a new one is tried without being named here.

mod program;
#[path = "program/terminal.rs"]
mod terminal;

use program::Folder;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

fn is_unseen(c: char) -> bool {
    use GeneralCategory::{Format, LineSeparator, ParagraphSeparator};
    let hides = matches!(
        c.general_category(),
        Format | LineSeparator | ParagraphSeparator
    );
    c.is_control() || hides
}

/// Each code point below U+0100 and each of Cf, Zl and Zp, between letters, where none of them shapes a word.
/// U+0000 is no part of an argument; it comes in files.
fn everything() -> String {
    let all = ('\u{1}'..=char::MAX).filter(|c| *c < '\u{100}' || is_unseen(*c));
    all.map(|c| format!("a{c}b")).collect()
}

/// What was written, without the sequences by which prompts and colours are drawn.
fn undrawn(raw: &[u8]) -> String {
    let raw = String::from_utf8_lossy(raw).into_owned();
    let mut out = String::new();
    let mut rest = raw.as_str();
    while let Some(at) = rest.find("\x1b[") {
        out.push_str(&rest[..at]);
        let body = &rest[at + 2..];
        let end = body.find(|c: char| !c.is_ascii_digit() && c != ';' && c != '?');
        let drawn = end.is_some_and(|end| "mJKABCDGHhl".contains(&body[end..=end]));
        assert!(
            drawn,
            "a sequence that draws nothing: {:?}",
            &rest[at..rest.len().min(at + 20)]
        );
        rest = &body[end.unwrap() + 1..];
    }
    out.push_str(rest);
    out
}

/// What of it hides, with the words around.
fn hidden(raw: &[u8]) -> Option<String> {
    let text = undrawn(raw);
    let at = text.find(|c: char| is_unseen(c) && !matches!(c, '\n' | '\r'))?;
    let before = text[..at].chars().rev().take(60).collect::<Vec<_>>();
    let letter = text[at..].chars().next().map_or(0, u32::from);
    Some(format!(
        "U+{letter:04X} after {:?}",
        before.into_iter().rev().collect::<String>()
    ))
}

#[track_caller]
fn is_seen(raw: &[u8], what: &str) {
    assert_eq!(hidden(raw), None, "{what}");
}

/// A command's own commands, and those of its flags that take a value.
fn taken(folder: &Folder, command: &[&str]) -> (Vec<String>, Vec<String>) {
    let help = folder.dixit(&[command, &["--help"]].concat()).ok();
    let mut commands = Vec::new();
    let mut flags = Vec::new();
    let mut listing = false;
    for line in help.lines() {
        if !line.starts_with(' ') {
            listing = line == "Commands:";
        }
        let word = line.split_whitespace().next().unwrap_or_default();
        if listing && line.starts_with("  ") && !line.starts_with("   ") {
            commands.push(word.to_owned());
        }
        let is_flag = line.starts_with("  ") && line.trim_start().starts_with('-');
        if let Some((_, flag)) = line.split_once("--").filter(|_| is_flag)
            && flag.contains('<')
        {
            let name = flag.split([' ', '<', '=']).next().unwrap_or_default();
            flags.push(format!("--{name}"));
        }
    }
    (commands, flags)
}

/// A desk where every word that is kept is one that should not be let out as it is.
fn desk(text: &str) -> (Folder, String) {
    let folder = Folder::new();
    folder.dixit(&["init"]).ok();
    let line = serde_json::json!({
        "claim": text, "speaker": text, "quote": text, "passage": text, "cue": text, "source": text,
        "source_publisher": text, "note": text, "doubt": text, "locator": text, "topics": [text],
        "via": [text], "figures": [{ "expression": text, "measure": text }],
    });
    folder.write("desk.jsonl", format!("{line}\n"));
    folder.dixit(&["import", "desk.jsonl"]).ok();
    let json = folder.dixit(&["list", "--json"]).ok();
    let (_, id) = json.split_once("\"id\":\"").unwrap();
    let id = id.chars().take_while(char::is_ascii_lowercase).collect();
    (folder, id)
}

fn try_out(folder: &Folder, arguments: &[&str]) {
    let (_, _, raw) = folder.terminal(arguments).left();
    is_seen(&raw, &format!("dixit {}", arguments.first().unwrap_or(&"")));
}

#[test]
fn every_command_and_flag_shows_what_hides() {
    let text = everything();
    assert!(text.chars().count() > 3 * 400);
    let (folder, id) = desk(&text);
    let (commands, _) = taken(&folder, &[]);
    assert!(commands.len() > 10, "{commands:?}");
    let mut paths: Vec<Vec<String>> = commands.into_iter().map(|command| vec![command]).collect();
    let mut tried = 0;
    let mut bad = Vec::new();
    while let Some(path) = paths.pop() {
        let command: Vec<&str> = path.iter().map(String::as_str).collect();
        let (commands, flags) = taken(&folder, &command);
        for below in commands {
            paths.push([path.clone(), vec![below]].concat());
        }
        for given in [&[][..], &[text.as_str()], &[id.as_str()]] {
            let (_, _, raw) = folder.terminal(&[&command, given].concat()).left();
            if let Some(hidden) = hidden(&raw) {
                bad.push(format!("dixit {}: {hidden}", command.join(" ")));
            }
        }
        for flag in &flags {
            for before in [&[][..], &[id.as_str()]] {
                let arguments = [&command[..], before, &[flag, &text]].concat();
                let (_, _, raw) = folder.terminal_unasked(&arguments).end();
                if let Some(hidden) = hidden(&raw) {
                    bad.push(format!("dixit {} {flag}: {hidden}", command.join(" ")));
                }
            }
            tried += 1;
        }
    }
    assert!(tried > 100, "{tried}");
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn every_bad_file_shows_what_hides() {
    let text = format!("\0{}", everything());
    let (folder, _) = desk("x");
    let one_line: String = text.replace(['\n', '\r'], " ");
    for (name, bad) in [
        ("a.toml", format!("[[claim]]\ntext = \"{one_line}\"\n")),
        ("b.toml", format!("[[claim]]\n{one_line} = \"x\"\n")),
        ("a.csv", format!("claim,{one_line}\nx,y\n")),
        (
            "b.csv",
            format!("claim,said\nx,\"{}\"\n", text.replace('"', "")),
        ),
        ("a.jsonl", format!("{{\"claim\": \"{one_line}\"\n")),
        (
            "b.jsonl",
            format!(
                "{}\n",
                serde_json::json!({ "claim": "x", text.as_str(): "y" })
            ),
        ),
        (
            "c.jsonl",
            format!("{}\n", serde_json::json!({ "claim": "x", "said": text })),
        ),
    ] {
        folder.write(name, bad);
        try_out(&folder, &["import", name]);
        try_out(&folder, &["add", "--draft", name]);
        try_out(&folder, &["capture", name]);
    }
}

#[test]
fn every_prompt_shows_what_hides() {
    // The end of a paste would end it.
    let text = everything().replace("\x1b[", "");
    let (folder, _) = desk(&text);
    let mut terminal = folder.terminal(&["add"]);
    terminal.wait("your own words:").paste(&text).press("\r");
    terminal.wait("]:").paste(&format!("Q{text}")).press("\r");
    terminal.wait("speaker's own:").paste(&text).press("\r");
    terminal
        .wait("Enter records")
        .press("t")
        .wait("Enter for none")
        .press("\t")
        .paste(&text)
        .press("\r");
    terminal.wait("topic 2").press("\r");
    terminal
        .wait("Enter records")
        .press("d")
        .wait("said:")
        .paste(&text)
        .press("\r\x15\r");
    terminal
        .wait("Enter records")
        .press("/")
        .wait("which field")
        .paste(&text)
        .press("\r");
    terminal.wait("Enter records").press("\r");
    terminal.wait("another").press("n");
    let (status, shown, raw) = terminal.end();
    assert!(status.success(), "{shown}");
    is_seen(&raw, "prompts");
}
