//! What daily work waits for, as whole processes: `add` and `undo` against an insert and a delete by the `sqlite3`
//! shell with every write on the disk; a list of 1,000 records on a terminal; the past against now.
//!
//! `cargo bench --bench daily -- --runs 100`
//!
//! The two sides run in turns, and a ratio is taken inside one pair. Without the shell its side is left out.
#![allow(
    clippy::print_stdout,
    reason = "a benchmark's only product is what it prints"
)]

mod corpus;
mod turns;

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use dixit::model::{Body, Noun};
use dixit::store::{Command as Verb, Open, Store};
use turns::median;

type Done<T> = Result<T, Box<dyn Error>>;

/// The claims of the file whose past is read, and how many of them change.
const CLAIMS: u64 = 100_000;
const CHANGED: usize = 2_000;

fn main() -> Done<()> {
    let mut runs = 100;
    let mut asked = false;
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            // Cargo says so when it benches; `cargo test --all-targets` starts this program too, but without it.
            "--bench" => asked = true,
            "--runs" => runs = words.next().ok_or("--runs wants a value")?.parse()?,
            _ => return Err(format!("{word} is no option").into()),
        }
    }
    if !asked {
        return Ok(());
    }
    let folder = PathBuf::from(turns::FOLDER).join("daily");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let bench = Bench {
        dixit: turns::dixit(None).ok_or("no program was built")?,
        shell: Command::new("sqlite3").arg("-version").output().is_ok(),
        runs,
        folder: folder.clone(),
    };
    println!(
        "{:<26}{:>10}{:>10}{:>8}",
        format!("{runs} runs"),
        "ms",
        "beside",
        "ratio"
    );
    bench.adding()?;
    bench.listing()?;
    bench.past()?;
    fs::remove_dir_all(&folder)?;
    Ok(())
}

struct Bench {
    dixit: PathBuf,
    shell: bool,
    runs: usize,
    folder: PathBuf,
}

impl Bench {
    fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    fn ours(&self, words: &[&str]) -> Done<f64> {
        timed(&self.dixit, words)
    }

    fn shell(&self, words: &[&str]) -> Done<Option<f64>> {
        self.shell
            .then(|| timed(Path::new("sqlite3"), words))
            .transpose()
    }

    fn adding(&self) -> Done<()> {
        let (ours, plain) = (self.path("add.db"), self.path("plain.db"));
        self.shell(&[
            &plain,
            "PRAGMA journal_mode = WAL; CREATE TABLE claims (id INTEGER PRIMARY KEY, text TEXT, speaker TEXT, said TEXT, quote TEXT, source TEXT)",
        ])?;
        let (mut adds, mut undos) = (Pairs::new("add, insert"), Pairs::new("undo, delete"));
        for run in 0..self.runs {
            let wording = format!("The bridge will open in June, as number {run} says");
            let add = [
                "--db",
                &ours,
                "add",
                "--text",
                &wording,
                "--speaker",
                "Otto Brack",
            ];
            let words = [
                "--said",
                "2031-05-01",
                "--quote",
                "before June",
                "--source",
                "Minutes",
            ];
            let insert = format!(
                "PRAGMA synchronous = FULL; INSERT INTO claims (text, speaker, said, quote, source) VALUES ('{wording}', 'Otto Brack', '2031-05-01', 'before June', 'Minutes')"
            );
            adds.push(
                self.ours(&[&add[..], &words].concat())?,
                self.shell(&[&plain, &insert])?,
            );
            // Every other one is taken back, so that both files grow.
            if run % 2 == 0 {
                let delete = "PRAGMA synchronous = FULL; DELETE FROM claims WHERE id = (SELECT max(id) FROM claims)";
                undos.push(
                    self.ours(&["--db", &ours, "undo"])?,
                    self.shell(&[&plain, delete])?,
                );
            }
        }
        adds.print();
        undos.print();
        Ok(())
    }

    /// A file of so many rows of the corpus, and the operation that brought them.
    fn imported(&self, rows: u64, name: &str) -> Done<(String, String)> {
        let jsonl = self.folder.join("rows.jsonl");
        let mut out = BufWriter::new(File::create(&jsonl)?);
        corpus::write(rows, turns::SEED, &mut out)?;
        out.flush()?;
        let path = self.path(name);
        let done = Command::new(&self.dixit)
            .args(["--db", &path, "import"])
            .arg(&jsonl)
            .output()?;
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        let operation = said
            .split("saved as operation ")
            .nth(1)
            .and_then(|rest| rest.split_whitespace().next())
            .ok_or("the corpus was not imported")?;
        Ok((path, operation.to_owned()))
    }

    fn listing(&self) -> Done<()> {
        let (path, _) = self.imported(1_000, "thousand.db")?;
        let (mut terminal, mut pipe) = (
            Pairs::new("list 1,000, terminal"),
            Pairs::new("list 1,000, pipe"),
        );
        let sql = "SELECT hex(a.uid), a.sort_date, s.name, c.text, a.quote, o.title FROM attributions a
            JOIN speakers s ON s.id = a.speaker JOIN claims c ON c.id = a.claim JOIN sources o ON o.id = a.source
            ORDER BY a.sort_date DESC, a.uid DESC LIMIT 1000";
        let list = ["--db", &path, "list", "--limit", "1000"];
        for _ in 0..self.runs {
            terminal.push(
                on_a_terminal(&self.dixit, &list)?,
                self.shell(&[&path, sql])?,
            );
            pipe.push(self.ours(&list)?, self.shell(&[&path, sql])?);
        }
        terminal.print();
        pipe.print();
        Ok(())
    }

    fn past(&self) -> Done<()> {
        let (path, operation) = self.imported(CLAIMS, "past.db")?;
        let id = change(Path::new(&path))?;
        let (mut page, mut one) = (
            Pairs::new("list --as-of, now"),
            Pairs::new("show --as-of, now"),
        );
        // The past is slow beside the rest: fewer turns tell as much.
        for _ in 0..self.runs.div_ceil(10) {
            let list = ["--db", &path, "list", "--limit", "50"];
            let show = ["--db", &path, "show", &id];
            let then = ["--as-of", &operation];
            page.push(
                self.ours(&[&list[..], &then].concat())?,
                Some(self.ours(&list)?),
            );
            one.push(
                self.ours(&[&show[..], &then].concat())?,
                Some(self.ours(&show)?),
            );
        }
        page.print();
        one.print();
        Ok(())
    }
}

/// Gives some claims of a file another wording; answers the id of one.
fn change(path: &Path) -> Done<String> {
    let mut store = Store::open(path, Open::WRITE)?;
    let uids = store.uids(Noun::Claim)?;
    let mut bodies = Vec::new();
    for uid in uids.iter().step_by(uids.len() / CHANGED).take(CHANGED) {
        if let Some(Body::Claim(claim)) = store.body(Noun::Claim, *uid)? {
            bodies.push((*uid, *claim));
        }
    }
    let id = bodies.first().ok_or("no claim")?.0.id();
    store.write(&Verb::new("edit"), |writing| {
        for (uid, mut claim) in bodies {
            claim.text += ", as corrected";
            writing.edit(uid, claim)?;
        }
        Ok(())
    })?;
    Ok(id)
}

/// The seconds of a process, its output thrown away. A failure is an error: its time would mean nothing.
fn timed(program: &Path, words: &[&str]) -> Done<f64> {
    let begun = Instant::now();
    let exit = Command::new(program)
        .args(words)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    let seconds = begun.elapsed().as_secs_f64();
    match exit.success() {
        true => Ok(seconds),
        false => Err(format!("{} {words:?}: {exit}", program.display()).into()),
    }
}

/// [`timed`] at a terminal of 120 columns, until all that it showed has been read.
fn on_a_terminal(program: &Path, words: &[&str]) -> Done<f64> {
    let (mut pty, pts) = pty_process::blocking::open()?;
    pty.resize(pty_process::Size::new(40, 120))?;
    let begun = Instant::now();
    let mut child = pty_process::blocking::Command::new(program)
        .args(words)
        .env("TERM", "xterm-256color")
        .spawn(pts)?;
    let mut piece = [0; 1 << 16];
    // Linux answers the end of the other side with an error.
    while pty.read(&mut piece).is_ok_and(|read| read > 0) {}
    let exit = child.wait()?;
    match exit.success() {
        true => Ok(begun.elapsed().as_secs_f64()),
        false => Err(format!("{words:?} on a terminal: {exit}").into()),
    }
}

/// What two sides took, run in turns.
struct Pairs {
    name: &'static str,
    ours: Vec<f64>,
    others: Vec<f64>,
}

impl Pairs {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            ours: Vec::new(),
            others: Vec::new(),
        }
    }

    fn push(&mut self, ours: f64, other: Option<f64>) {
        self.ours.push(ours);
        self.others.extend(other);
    }

    fn print(&self) {
        let ratios = self.ours.iter().zip(&self.others).map(|(a, b)| a / b);
        println!(
            "{:<26}{:>10.2}{:>10.2}{:>8.2}",
            self.name,
            1e3 * median(self.ours.iter().copied()),
            1e3 * median(self.others.iter().copied()),
            median(ratios)
        );
    }
}
