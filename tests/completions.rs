//! The completion scripts, in the shells themselves. Where a shell is missing, its test says so.

mod program;

use program::Folder;

const DOSSIER: &str = r#"
[[source]]
key = "report"
kind = "report"
title = "Report: the 'bridge' (part 1)"

[[source]]
key = "notes"
kind = "interview"
title = "Notes on Greta Hidden"
confidential = true

[each]
source = "report"

[[speaker]]
kind = "person"
names = [{ name = "Inès Delmar" }]

[[speaker]]
kind = "person"
names = [{ name = "Patrick \"Pat\" O'Neil (Jr.)" }]

[[speaker]]
kind = "person"
confidential = true
names = [{ name = "Greta Hidden" }]

[[claim]]
text = "The bridge is open"
speaker = "Inès Delmar"
topics = ["swing bridge"]

[[claim]]
text = "The bridge is shut"
speaker = "Patrick \"Pat\" O'Neil (Jr.)"

[[claim]]
text = "The bridge is unsafe"
speaker = "Greta Hidden"
source = "notes"
topics = ["Greta Hidden affair"]
"#;

/// A folder with a database and the script of a shell; nothing where the shell is missing.
fn desk(shell: &str) -> Option<Folder> {
    let folder = Folder::new();
    if folder.shell(&format!("command -v {shell}")).code != Some(0) {
        println!("skipped: {shell} is not installed");
        return None;
    }
    folder.write("names.toml", DOSSIER);
    folder
        .dixit(&["import", "--db", "dixit.db", "names.toml"])
        .ok();
    let script = folder.dixit(&["completions", shell]).ok();
    folder.write("script", script);
    Some(folder)
}

/// What a shell makes of each line that somebody began: the lines with their ends, or the candidates.
type Ask = fn(&Folder, &str) -> Vec<String>;

fn bash(folder: &Folder, line: &str) -> Vec<String> {
    folder.write("line", line);
    let run = r#"bash --norc -c '
        . ./script
        COMP_WORDBREAKS=$(printf " \t\n\"\x27><=;|&(:")
        COMP_LINE=$(cat line; echo x) COMP_LINE=${COMP_LINE%x}
        COMP_POINT=${#COMP_LINE}
        _dixit dixit
        printf "%s\n" "${COMPREPLY[@]}"'"#;
    lines(&folder.shell(run).ok())
}

fn zsh(folder: &Folder, line: &str) -> Vec<String> {
    // The last word as the completion system gives it: without an opening quotation mark.
    let (words, last) = line.rsplit_once(' ').unwrap();
    folder.write("words", words);
    folder.write("last", last.trim_start_matches(['"', '\'']));
    let run = r#"zsh -f -c '
        compdef() { }
        compadd() { print -rl -- "${(@P)@[-1]}" }
        . ./script
        words=(${(z)"$(<words)"} "")
        CURRENT=$#words
        PREFIX=$(<last)
        _dixit
        true'"#;
    lines(&folder.shell(run).ok())
}

fn fish(folder: &Folder, line: &str) -> Vec<String> {
    folder.write("line", line);
    let run = "fish --no-config -c 'source ./script; complete -C \"$(cat line)\"'";
    let said = folder.shell(run).ok();
    let word = |line: &str| line.split('\t').next().unwrap_or_default().to_owned();
    lines(&said).iter().map(|line| word(line)).collect()
}

fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

#[test]
fn each_shell_completes_commands_flags_words_and_names() {
    for (shell, ask) in [("bash", bash as Ask), ("zsh", zsh), ("fish", fish)] {
        let Some(folder) = desk(shell) else { continue };
        let plain = |line: &str| -> Vec<String> {
            let found = ask(&folder, line);
            found
                .iter()
                .map(|word| word.trim_end().replace('\\', ""))
                .collect()
        };
        assert!(plain("dixit ").contains(&"report".to_owned()), "{shell}");
        assert_eq!(plain("dixit list --anyw"), ["--anywhere"], "{shell}");
        assert!(
            plain("dixit list --stance de").contains(&"denies".to_owned()),
            "{shell}"
        );
        assert_eq!(
            plain("dixit list --speaker Inè"),
            ["Inès Delmar"],
            "{shell}"
        );
        assert_eq!(plain("dixit list --topic sw"), ["swing bridge"], "{shell}");
        assert_eq!(
            plain("dixit show Pat"),
            ["Patrick \"Pat\" O'Neil (Jr.)"],
            "{shell}"
        );
        assert_eq!(
            plain("dixit report --source Rep"),
            ["Report: the 'bridge' (part 1)"],
            "{shell}"
        );
        assert_eq!(
            plain("dixit list --db none.db --speaker Inè"),
            Vec::<String>::new(),
            "{shell}: no such file, and nobody is told"
        );
        for line in [
            "dixit list --speaker ",
            "dixit list --topic ",
            "dixit list --source ",
            "dixit show ",
        ] {
            let all = plain(line).join("\n");
            assert!(
                !all.contains("Hidden") && !all.contains("Notes"),
                "{shell}: {all}"
            );
        }
        assert!(!folder.file("none.db").exists());
    }
}

#[test]
fn what_bash_is_given_to_type_is_the_name() {
    let Some(folder) = desk("bash") else { return };
    for (begun, replaced, found) in [
        ("dixit list --speaker Inè", "Inè", "The bridge is open"),
        ("dixit list --speaker ines", "ines", "The bridge is open"),
        ("dixit list --speaker=Inè", "Inè", "The bridge is open"),
        ("dixit list --speaker Pat", "Pat", "The bridge is shut"),
        ("dixit list --source Report:", "", "The bridge is open"),
        ("dixit list --speaker 'Pat", "Pat", "The bridge is shut"),
        ("dixit list --speaker \"Pat", "Pat", "The bridge is shut"),
    ] {
        let typed = bash(&folder, begun);
        assert_eq!(typed.len(), 1, "{begun}: {typed:?}");
        let mut line = format!("{}{}", begun.strip_suffix(replaced).unwrap(), typed[0]);
        // Bash closes the mark that stands open.
        line.extend(begun.chars().find(|c| "'\"".contains(*c)));
        let listed = folder.shell(&line).ok();
        assert!(listed.contains(found), "{line}\n{listed}");
    }
}

#[test]
fn manual_pages_are_set_without_a_warning() {
    let folder = Folder::new();
    folder.dixit(&["man", "pages"]).ok();
    let pages: Vec<_> = std::fs::read_dir(folder.file("pages")).unwrap().collect();
    let commands = folder.dixit(&["--help"]).ok();
    let (_, commands) = commands.split_once("Commands:\n").unwrap();
    let commands = commands.lines().take_while(|line| line.starts_with("  "));
    let commands = commands.filter(|line| !line.starts_with("   ")).count();
    assert_eq!(
        pages.len(),
        commands + 1,
        "one for each command, one for the program"
    );
    if folder.shell("command -v groff").code != Some(0) {
        println!("skipped: groff is not installed");
        return;
    }
    let ran = folder.shell("groff -K utf8 -man -Tutf8 -ww -z pages/*.1");
    assert_eq!((ran.err.as_str(), ran.code), ("", Some(0)));
    let list = folder
        .shell("groff -K utf8 -man -Tascii -P-cbou pages/dixit-list.1")
        .ok();
    assert!(list.contains("NAME") && list.contains("OPTIONS"), "{list}");
}
