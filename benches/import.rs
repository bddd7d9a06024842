//! Import of the corpus by the product, against the yardstick's load of the same file.
//!
//! `cargo bench --bench import -- 10000 100000 1000000 --pairs 5`
//!
//! Both sides are whole processes that start on no database and leave one file: yardstick, product, yardstick, product.
//! The yardstick's process is this program again, called with `--yardstick`.
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
    process::{Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use turns::median;

fn main() -> Result<(), Box<dyn Error>> {
    let mut sizes = Vec::new();
    let mut pairs = 5;
    let mut dixit = None;
    let mut asked = false;
    let mut words = env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} wants a value"));
        match word.as_str() {
            // Cargo says so when it benches; `cargo test --all-targets` starts this program too, but without it.
            "--bench" => asked = true,
            "--yardstick" => return load(value()?.as_ref(), value()?.as_ref()),
            "--pairs" => pairs = value()?.parse()?,
            "--dixit" => dixit = Some(value()?.into()),
            rows => sizes.push(rows.parse()?),
        }
    }
    if !asked {
        return Ok(());
    }
    if sizes.is_empty() {
        sizes.push(100_000);
    }
    let dixit = turns::dixit(dixit);
    for rows in sizes {
        measure(rows, pairs, dixit.as_deref())?;
    }
    Ok(())
}

/// The yardstick's own process.
fn load(jsonl: &Path, db: &Path) -> Result<(), Box<dyn Error>> {
    let loaded = yardstick::load(jsonl, db)?;
    println!(
        "{} rows, {:.3} s, {} bytes",
        loaded.rows, loaded.seconds, loaded.bytes
    );
    Ok(())
}

fn measure(rows: u64, pairs: usize, dixit: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(turns::FOLDER).join("import");
    // What a run that was broken off left behind would be imported into.
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let jsonl = folder.join("rows.jsonl");
    let mut out = BufWriter::with_capacity(1 << 18, File::create(&jsonl)?);
    corpus::write(rows, turns::SEED, &mut out)?;
    out.flush()?;
    // Else the first run would pay for writing the corpus to the disk.
    out.get_ref().sync_all()?;
    let bytes = fs::metadata(&jsonl)?.len();

    println!(
        "\n{rows} rows, {} bytes of JSON a row, {pairs} pairs",
        bytes / rows
    );
    println!(
        "{:<12}{:>12}{:>14}{:>14}",
        "", "rows/s", "bytes/claim", "peak MiB"
    );
    let this = env::current_exe()?;
    let mut plain = Vec::new();
    let mut ours = Vec::new();
    for _ in 0..pairs {
        let run = Run::of(rows, &folder, |db| {
            let mut command = Command::new(&this);
            command.arg("--yardstick").arg(&jsonl).arg(db);
            command
        })?;
        run.print("yardstick");
        plain.push(run);
        if let Some(dixit) = dixit {
            let run = Run::of(rows, &folder, |db| import(dixit, db, &jsonl))?;
            run.print("dixit");
            ours.push(run);
        }
    }
    println!("median");
    Run::middle(&plain).print("yardstick");
    if dixit.is_some() {
        Run::middle(&ours).print("dixit");
        let both = || ours.iter().zip(&plain);
        let rate = median(both().map(|(ours, plain)| ours.rate / plain.rate));
        let size = median(both().map(|(ours, plain)| ours.size / plain.size));
        println!("{:<12}{rate:>12.2}{size:>14.2}", "ratio");
        println!(
            "{:<12}{:>12}{:>14}{:>14}",
            "asked for", "≥ 0.50", "≤ 1.60", "< 100"
        );
    } else {
        println!("dixit: skipped, no program given (--dixit PATH)");
    }
    fs::remove_dir_all(&folder)?;
    Ok(())
}

/// The command measured. It makes the database that it imports into.
fn import(dixit: &Path, db: &Path, jsonl: &Path) -> Command {
    let mut command = Command::new(dixit);
    command.arg("--db").arg(db).arg("import").arg(jsonl);
    command
}

/// What one load took.
struct Run {
    /// Rows a second, start and end of the process included.
    rate: f64,
    /// Bytes a claim, of everything that lies beside the database when the process has gone.
    size: f64,
    /// Peak resident memory in MiB; NaN where the system has no `/proc`.
    peak: f64,
}

impl Run {
    /// Runs `command` on a database that does not exist yet, and removes it afterwards.
    fn of(
        rows: u64,
        folder: &Path,
        command: impl FnOnce(&Path) -> Command,
    ) -> Result<Self, Box<dyn Error>> {
        let folder = folder.join("db");
        fs::create_dir(&folder)?;
        let (seconds, peak) = watch(&mut command(&folder.join("dixit.db")))?;
        let mut bytes = 0;
        for file in fs::read_dir(&folder)? {
            bytes += file?.metadata()?.len();
        }
        fs::remove_dir_all(&folder)?;
        Ok(Self {
            rate: rows as f64 / seconds,
            size: bytes as f64 / rows as f64,
            peak,
        })
    }

    fn middle(runs: &[Self]) -> Self {
        Self {
            rate: median(runs.iter().map(|run| run.rate)),
            size: median(runs.iter().map(|run| run.size)),
            peak: median(runs.iter().map(|run| run.peak)),
        }
    }

    fn print(&self, name: &str) {
        println!(
            "{name:<12}{:>12.0}{:>14.0}{:>14.1}",
            self.rate, self.size, self.peak
        );
    }
}

/// Runs a command to its end: its seconds and its peak memory in MiB.
///
/// The peak is read again and again from `/proc`, for `wait4` is not to be had without unsafe code. `VmHWM` is itself the
/// highest so far, so that only a peak within the last 5 ms of a process could be missed.
fn watch(command: &mut Command) -> Result<(f64, f64), Box<dyn Error>> {
    let start = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let ended = AtomicBool::new(false);
    let (exit, seconds, peak) = thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut peak = f64::NAN;
            while !ended.load(Ordering::Relaxed) {
                peak = peak.max(peak_now(&status).unwrap_or(f64::NAN));
                thread::sleep(Duration::from_millis(5));
            }
            peak
        });
        let exit = child.wait();
        let seconds = start.elapsed().as_secs_f64();
        ended.store(true, Ordering::Relaxed);
        (exit, seconds, watcher.join().unwrap_or(f64::NAN))
    });
    let exit = exit?;
    if exit.success() {
        Ok((seconds, peak))
    } else {
        Err(format!("{command:?}: {exit}").into())
    }
}

/// MiB of the highest resident memory so far, or nothing once the process has ended.
fn peak_now(status: &Path) -> Option<f64> {
    let status = fs::read_to_string(status).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}
