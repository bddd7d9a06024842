//! The pages of the manual, in `docs`, and of `tests/transcripts`, run: what the program answers is what stands there.
//!
//! A page is run in a folder of its own. In a `console` block a line after `$ ` is a command of the shell;
//! what it prints on standard error stands after `2> `, and an exit code other than 0 as `[exit 3]`. A block
//! after `<!-- file: NAME -->` is that file. Ids are numbered as they first appear (`ID1`), and may be
//! given to later commands so; a digest is `HEX`. `TRANSCRIPTS=write cargo test --test commands` writes the pages anew.

mod program;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use program::Folder;

/// What differs from run to run, and what stands for it on a page.
struct Names {
    ids: Vec<String>,
    fixed: Vec<(String, &'static str)>,
}

impl Names {
    fn new(folder: &Folder) -> Self {
        let work = folder.path();
        let home = work.with_file_name("home");
        let fixed = vec![
            (work.display().to_string(), "~/desk"),
            (home.display().to_string(), "~"),
            (
                format!("dixit {}", env!("CARGO_PKG_VERSION")),
                "dixit VERSION",
            ),
        ];
        let ids = Vec::new();
        Self { ids, fixed }
    }

    /// A command with the ids that its page calls by number.
    fn given(&self, command: &str) -> String {
        let mut command = command.to_owned();
        for (at, id) in self.ids.iter().enumerate().rev() {
            command = command.replace(&format!("ID{}", at + 1), id);
        }
        command
    }

    /// What was printed, as it stands on the page.
    fn shown(&mut self, text: &str, days: &[String]) -> String {
        let mut text = text.to_owned();
        for (from, to) in &self.fixed {
            text = text.replace(from, to);
        }
        for day in days {
            text = times(&text, day);
        }
        let mut shown = String::new();
        let mut rest = text.as_str();
        while let Some(first) = rest.chars().next() {
            let of_word = |c: char| c.is_alphanumeric() || c == '_';
            let end = rest.find(|c| !of_word(c)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end.max(first.len_utf8()));
            let hexadecimal = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
            let letters = word.bytes().all(|b| (b'k'..=b'z').contains(&b));
            if letters && word.len() >= 12 {
                write!(shown, "ID{}", self.number(word)).unwrap();
            } else if [16, 32].contains(&word.len()) && word.bytes().all(hexadecimal) {
                shown.push_str("HEX");
            } else {
                shown.push_str(word);
            }
            rest = after;
        }
        shown
    }

    /// The number of an id, be it written short or whole.
    fn number(&mut self, id: &str) -> usize {
        let known = |known: &String| known.starts_with(id) || id.starts_with(known.as_str());
        let at = self.ids.iter().position(known).unwrap_or_else(|| {
            self.ids.push(id.to_owned());
            self.ids.len() - 1
        });
        if self.ids[at].len() < id.len() {
            self.ids[at] = id.to_owned();
        }
        at + 1
    }
}

/// A text in which a day is `TODAY`, and a moment of that day is `NOW`.
fn times(text: &str, day: &str) -> String {
    let mut parts = text.split(day);
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let time = ["T", ", ", " "].iter().find_map(|s| part.strip_prefix(s));
        match time.filter(|time| time.get(2..3) == Some(":") && time.get(5..6) == Some(":")) {
            None => write!(shown, "TODAY{part}").unwrap(),
            Some(time) => {
                let rest =
                    time.trim_start_matches(|c: char| c.is_ascii_digit() || ":.".contains(c));
                let zone = ["Z", " UTC"]
                    .iter()
                    .find_map(|zone| rest.strip_prefix(zone));
                write!(shown, "NOW{}", zone.unwrap_or(rest)).unwrap();
            }
        }
    }
    shown
}

/// Today, as records and as reports write it.
fn today(folder: &Folder) -> Vec<String> {
    let days = folder.shell("date -u '+%F%n%-d %B %Y'").ok();
    days.lines().map(str::to_owned).collect()
}

/// Runs a page; answers it with what the program says now.
fn run(page: &str) -> String {
    let folder = Folder::new();
    let mut names = Names::new(&folder);
    let mut lines = page.lines();
    let mut new = String::new();
    let mut file = None;
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("<!-- file: ") {
            file = Some(name.trim_end_matches(" -->").to_owned());
        }
        let fence: String = line.chars().take_while(|c| *c == '`').collect();
        if fence.len() < 3 {
            writeln!(new, "{line}").unwrap();
            continue;
        }
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
        if line == format!("{fence}console") {
            let said = console(&block, &folder, &mut names);
            let fence = if said.contains("```") { "````" } else { "```" };
            write!(new, "{fence}console\n{said}{fence}\n").unwrap();
            continue;
        }
        let text: String = block.iter().map(|line| format!("{line}\n")).collect();
        if let Some(name) = file.take() {
            folder.write(&name, &text);
        }
        write!(new, "{line}\n{text}{fence}\n").unwrap();
    }
    new
}

/// Runs the commands of a block.
fn console(block: &[&str], folder: &Folder, names: &mut Names) -> String {
    let mut said = String::new();
    let mut lines = block.iter().copied().peekable();
    while let Some(line) = lines.next() {
        let Some(first) = line.strip_prefix("$ ") else {
            continue;
        };
        let mut command = format!("{first}\n");
        let here = first.split("<<'").nth(1).and_then(|h| h.split('\'').next());
        while let Some(last) = command.lines().last()
            && (here.is_some_and(|end| last != end) || last.ends_with('\\'))
            && let Some(next) = lines.next()
        {
            writeln!(command, "{next}").unwrap();
        }
        let mut days = today(folder);
        let ran = folder.shell(&names.given(&command));
        days.extend(today(folder));
        write!(said, "$ {command}").unwrap();
        let out = names.shown(&ran.out, &days);
        said.push_str(&out);
        if !out.is_empty() && !out.ends_with('\n') {
            said.push('\n');
        }
        for line in names.shown(&ran.err, &days).lines() {
            said.push_str(format!("2> {line}").trim_end());
            said.push('\n');
        }
        if ran.code != Some(0) {
            writeln!(said, "[exit {}]", ran.code.expect("an exit code")).unwrap();
        }
    }
    said
}

fn pages() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages: Vec<_> = ["docs", "tests/transcripts"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).unwrap())
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()))
        .collect();
    pages.sort();
    pages
}

/// The commands that the program lists.
fn commands() -> Vec<String> {
    let help = Folder::new().dixit(&["--help"]).ok();
    let (_, commands) = help.split_once("Commands:\n").expect("a list of commands");
    commands
        .lines()
        .take_while(|line| line.starts_with("  "))
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .collect()
}

#[test]
fn the_reference_is_the_program_s_own() {
    let mut page = String::from(
        "# Every command and flag\n\nAs `dixit help COMMAND` prints it. This page is written by \
         `TRANSCRIPTS=write cargo test --test commands`.\n",
    );
    let folder = Folder::new();
    for command in commands() {
        let help = folder.dixit(&["help", &command]).ok();
        write!(
            page,
            "\n## `dixit {command}`\n\n```console\n$ dixit help {command}\n{help}```\n"
        )
        .unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference.md");
    if std::env::var("TRANSCRIPTS").is_ok_and(|wish| wish == "write") {
        std::fs::write(&path, &page).unwrap();
    }
    let known = std::fs::read_to_string(&path).unwrap();
    assert!(
        known == page,
        "docs/reference.md is stale; `TRANSCRIPTS=write cargo test --test commands` writes it anew"
    );
}

#[test]
fn the_program_answers_as_its_pages_say() {
    let mut parted = Vec::new();
    for (path, page) in pages() {
        let new = run(&page);
        if new == page {
            continue;
        }
        if std::env::var("TRANSCRIPTS").is_ok_and(|wish| wish == "write") {
            std::fs::write(&path, new).unwrap();
            continue;
        }
        let mut both = page.lines().zip(new.lines()).enumerate();
        let (at, (old, now)) = both
            .find(|(_, (old, now))| old != now)
            .unwrap_or((page.lines().count().min(new.lines().count()), ("", "")));
        let name = path.file_name().unwrap().display();
        parted.push(format!("{name}:{}\n  page: {old}\n  now:  {now}", at + 1));
    }
    assert!(
        parted.is_empty(),
        "pages and program part; `TRANSCRIPTS=write cargo test --test commands` writes them anew\n{}",
        parted.join("\n")
    );
}

#[test]
fn every_command_has_a_page() {
    let commands = commands();
    assert!(commands.len() > 10, "{commands:?}");
    let pages = pages();
    for command in commands {
        let run = format!("\n$ dixit {command} ");
        let has = pages.iter().any(|(_, page)| {
            let title = page.lines().next().unwrap_or_default();
            let named = title.contains(&format!("`dixit {command}`"));
            named && (page.contains(&run) || page.contains(&format!("\n$ dixit {command}\n")))
        });
        assert!(has, "`dixit {command}` has no page in tests/transcripts");
    }
}
