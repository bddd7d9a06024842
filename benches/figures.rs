//! Figures: a measure of many laid out, its conflicts sought, and how fast figures are read from text.
//!
//! `cargo bench --bench figures -- 100000`
#![allow(
    clippy::print_stdout,
    reason = "a benchmark's only product is what it prints"
)]

#[allow(dead_code, reason = "nothing here is drawn by a seed")]
mod turns;

use std::{env, error::Error, fmt::Write as _, fs, path::Path, process::Command, time::Instant};

use dixit::text::figures;
use turns::median;

/// A sentence of our own in each language that is read, with and without figures.
const TEXTS: &[(&str, &str)] = &[
    (
        "en",
        "The clerk counted more than 10,000 barges, up from 8,500 in 2031. He went home at 18:30, and nobody asked him why. ",
    ),
    (
        "fr",
        "Le greffier a compté plus de 10.000 péniches, contre quatre-vingt-dix la veille. Il est rentré sans rien dire. ",
    ),
    (
        "de",
        "Der Schreiber zählte rund 3,5 Mio. Säcke und achthundert Kähne. Danach ging er heim, und niemand fragte ihn. ",
    ),
    (
        "es",
        "El escribano contó entre 8.000 y 12.000 sacos y unas veinte barcas. Luego se fue a casa sin decir nada. ",
    ),
];
const MEBIBYTE: usize = 1 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let (mut rows, mut asked) = (100_000, false);
    for word in env::args().skip(1) {
        match word.as_str() {
            // Cargo says so when it benches; `cargo test --all-targets` starts this program too, but without it.
            "--bench" => asked = true,
            number => rows = number.parse()?,
        }
    }
    if !asked {
        return Ok(());
    }
    reading();
    match turns::dixit(None) {
        Some(dixit) => a_measure(&dixit, rows)?,
        None => println!("dixit: skipped, no program"),
    }
    Ok(())
}

fn reading() {
    for (lang, text) in TEXTS {
        let text = text.repeat(10 * MEBIBYTE / TEXTS.len() / text.len());
        let begun = Instant::now();
        let found = figures::find(&text, Some(lang)).len();
        let took = begun.elapsed().as_secs_f64();
        let size = text.len() as f64 / MEBIBYTE as f64;
        println!(
            "read {lang}: {:.1} MiB/s, {found} figures in {size:.1} MiB",
            size / took
        );
    }
}

fn a_measure(dixit: &Path, rows: usize) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir_in(turns::FOLDER)?;
    let mut table = String::from("day,who,n\n");
    for row in 0..rows {
        let (year, month, day) = (1000 + row / 336, row / 28 % 12 + 1, row % 28 + 1);
        writeln!(
            table,
            "{year}-{month:02}-{day:02},Clerk {},{}",
            row % 40,
            1000 + row
        )?;
    }
    fs::write(folder.path().join("book.csv"), table)?;
    let run = |arguments: &str| -> Result<f64, Box<dyn Error>> {
        let begun = Instant::now();
        let done = Command::new(dixit)
            .args(arguments.split(' '))
            .current_dir(folder.path())
            .output()?;
        match done.status.success() {
            true => Ok(begun.elapsed().as_secs_f64() * 1000.0),
            false => Err(String::from_utf8_lossy(&done.stderr).into()),
        }
    };
    run("init --db book.db --actor bench")?;
    let took = run(
        "import --db book.db book.csv --map day=said --map who=speaker --map n=figure_value --set source=book \
         --set figure_measure=barges --set measure_kind=stock --set figure_qualifier=exactly --template claim={n}",
    )?;
    println!("import of {rows} rows: {took:.0} ms");
    for (what, arguments, times) in [
        (
            "first 50 lines",
            "figures barges --db book.db --limit 50",
            20,
        ),
        ("all lines", "figures barges --db book.db", 3),
        ("conflicts", "conflicts barges --db book.db", 3),
    ] {
        let mut took = Vec::new();
        for _ in 0..times {
            took.push(run(arguments)?);
        }
        println!("{what}: {:.0} ms", median(took));
    }
    Ok(())
}
