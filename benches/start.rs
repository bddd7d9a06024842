//! Whole short processes, against the `sqlite3` shell: `--version`, and two pages of a frequent speaker's list.
//!
//! `cargo bench --bench start -- 100000 --runs 200`
//!
//! Both read the same rows: the product from its own database, the shell from the yardstick's, by the query that the list
//! is worth in plain SQL. The shell is the one on the path (Debian's package `sqlite3`).
#![allow(
    clippy::print_stdout,
    reason = "a benchmark's only product is what it prints"
)]

mod corpus;
mod turns;
mod yardstick;

use std::{
    env,
    error::Error,
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::Instant,
};

use rusqlite::Connection;
use turns::median;

fn main() -> Result<(), Box<dyn Error>> {
    let mut rows = 100_000;
    let mut runs = 200;
    let mut dixit = None;
    let mut asked = false;
    let mut words = env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} wants a value"));
        match word.as_str() {
            // Cargo says so when it benches; `cargo test --all-targets` starts this program too, but without it.
            "--bench" => asked = true,
            "--runs" => runs = value()?.parse()?,
            "--dixit" => dixit = Some(value()?.into()),
            number => rows = number.parse()?,
        }
    }
    if !asked {
        return Ok(());
    }
    let dixit = turns::dixit(dixit);
    if dixit.is_none() {
        println!("dixit: skipped, no program given (--dixit PATH)");
    }
    let shell = output(Command::new("sqlite3").arg("-version")).ok();
    match &shell {
        Some(version) => print!("sqlite3 {}", String::from_utf8_lossy(&version.stdout)),
        None => println!("sqlite3: skipped, not installed"),
    }
    let bench = Bench {
        runs,
        dixit,
        shell: shell.is_some(),
    };

    println!(
        "{:<16}{:>12}{:>12}{:>8}{:>10}",
        format!("{runs} runs"),
        "dixit ms",
        "sqlite3 ms",
        "ratio",
        "asked for"
    );
    bench.compare(
        "version",
        "≤ 1.0",
        Some(&["--version".into()]),
        &["-version".into()],
    )?;
    bench.lists(rows)
}

struct Bench {
    runs: usize,
    dixit: Option<PathBuf>,
    shell: bool,
}

impl Bench {
    fn lists(&self, rows: u64) -> Result<(), Box<dyn Error>> {
        let folder = PathBuf::from(turns::FOLDER).join("start");
        // What a run that was broken off left behind would be read as this run's.
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let jsonl = folder.join("rows.jsonl");
        let mut out = BufWriter::new(File::create(&jsonl)?);
        corpus::write(rows, turns::SEED, &mut out)?;
        out.flush()?;

        let plain = folder.join("plain.db");
        let loaded = yardstick::load(&jsonl, &plain)?;
        println!(
            "(yardstick: {} rows in {:.1} s, {} bytes)",
            loaded.rows, loaded.seconds, loaded.bytes
        );
        let speaker = corpus::speaker_name(0);
        let middle = Middle::of(&plain, &speaker)?;
        let plain = plain.display().to_string();
        let query = |after: &str| [plain.clone(), page(&speaker, after)];
        let after = format!("AND (a.said, a.id) < ('{}', {})", middle.said, middle.id);

        let (mut first, mut deep) = (None, None);
        if let Some(dixit) = &self.dixit {
            let ours = folder.join("dixit.db");
            output(
                Command::new(dixit)
                    .arg("--db")
                    .arg(&ours)
                    .arg("import")
                    .arg(&jsonl),
            )?;
            let list = |limit: i64| {
                let words = [
                    "--db",
                    &ours.display().to_string(),
                    "list",
                    "--speaker",
                    &speaker,
                    "--limit",
                ];
                let mut words = words.map(str::to_owned).to_vec();
                words.push(limit.to_string());
                words
            };
            let half = output(Command::new(dixit).args(list(middle.place)))?;
            deep = cursor(&half).map(|cursor| [list(50), vec!["--after".into(), cursor]].concat());
            first = Some(list(50));
        }
        self.compare("list, first", "≤ 1.3", first.as_deref(), &query(""))?;
        self.compare("list, deep", "≤ 1.3", deep.as_deref(), &query(&after))?;
        fs::remove_dir_all(&folder)?;
        Ok(())
    }

    /// Runs both in turns and prints one line. A side without a command or a program is left out.
    fn compare(
        &self,
        name: &str,
        asked_for: &str,
        ours: Option<&[String]>,
        shells: &[String],
    ) -> Result<(), Box<dyn Error>> {
        let mut ours = self
            .dixit
            .as_ref()
            .zip(ours)
            .map(|(dixit, words)| Timed::of(dixit, words));
        let mut shells = self.shell.then(|| Timed::of(Path::new("sqlite3"), shells));
        let mut sides: Vec<&mut Timed> = ours.iter_mut().chain(&mut shells).collect();
        for side in &mut sides {
            // One run outside the count warms the caches, and shows that there is something to print.
            if output(&mut side.command)?.stdout.is_empty() {
                return Err(format!("{:?} printed nothing", side.command).into());
            }
        }
        for _ in 0..self.runs {
            for side in &mut sides {
                side.run()?;
            }
        }
        let middle = |side: &Option<Timed>| {
            side.as_ref()
                .map(|side| median(side.seconds.iter().copied()))
        };
        let (ours, shells) = (middle(&ours), middle(&shells));
        let milliseconds =
            |middle: Option<f64>| middle.map_or("skipped".into(), |s| format!("{:.2}", 1e3 * s));
        let ratio = ours.zip(shells).map_or("–".into(), |(ours, shells)| {
            format!("{:.2}", ours / shells)
        });
        println!(
            "{name:<16}{:>12}{:>12}{ratio:>8}{asked_for:>10}",
            milliseconds(ours),
            milliseconds(shells)
        );
        Ok(())
    }
}

/// The row half-way down the list of a speaker, newest first.
struct Middle {
    said: String,
    id: i64,
    /// Its place in the list, counted from 1.
    place: i64,
}

impl Middle {
    fn of(plain: &Path, speaker: &str) -> rusqlite::Result<Self> {
        Connection::open(plain)?.query_row(
            "WITH list AS (
               SELECT a.said, a.id, row_number() OVER (ORDER BY a.said DESC, a.id DESC) AS place
               FROM attributions a JOIN speakers s ON s.id = a.speaker_id WHERE s.name = ?
             )
             SELECT said, id, place FROM list WHERE place = (SELECT (count(*) + 1) / 2 FROM list)",
            [speaker],
            |row| {
                Ok(Self {
                    said: row.get("said")?,
                    id: row.get("id")?,
                    place: row.get("place")?,
                })
            },
        )
    }
}

/// A page in plain SQL: one range of `attributions_by_speaker`, no sort, no OFFSET. The corpus has no name with a quote.
fn page(speaker: &str, after: &str) -> String {
    format!(
        "SELECT hex(a.uid), a.said, s.name, c.text, a.quote, o.title
         FROM attributions a
         JOIN speakers s ON s.id = a.speaker_id
         JOIN claims c ON c.id = a.claim_id
         JOIN sources o ON o.id = a.source_id
         WHERE a.speaker_id = (SELECT id FROM speakers WHERE name = '{speaker}') {after}
         ORDER BY a.said DESC, a.id DESC LIMIT 50"
    )
}

/// The cursor for the page after this one, as the product prints it: the word behind `--after`, on either stream.
fn cursor(page: &Output) -> Option<String> {
    [&page.stdout, &page.stderr].into_iter().find_map(|stream| {
        let text = String::from_utf8_lossy(stream);
        let (_, rest) = text.split_once("--after ")?;
        rest.split_whitespace().next().map(str::to_owned)
    })
}

/// A command and the seconds of its runs.
struct Timed {
    command: Command,
    seconds: Vec<f64>,
}

impl Timed {
    fn of(program: &Path, words: &[String]) -> Self {
        let mut command = Command::new(program);
        command.args(words).stdin(Stdio::null());
        Self {
            command,
            seconds: Vec::new(),
        }
    }

    /// One run, its output thrown away. A failure is an error: its time would mean nothing.
    fn run(&mut self) -> Result<(), Box<dyn Error>> {
        let start = Instant::now();
        let exit = self
            .command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        self.seconds.push(start.elapsed().as_secs_f64());
        if exit.success() {
            Ok(())
        } else {
            Err(format!("{:?}: {exit}", self.command).into())
        }
    }
}

/// Runs a command for what it prints.
fn output(command: &mut Command) -> Result<Output, Box<dyn Error>> {
    let output = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .output()?;
    if output.status.success() {
        Ok(output)
    } else {
        Err(format!(
            "{command:?}: {}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        )
        .into())
    }
}
