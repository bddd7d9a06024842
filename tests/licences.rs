//! Every crate that Dixit stands on may be used under a licence of the list below.
//!
//! Checked against what cargo resolved: for all platforms where all crates have been fetched
//! (`cargo fetch --locked`, as `.ci/run` does), else for this platform alone.

use std::process::Command;

/// Licences that ask no more of us than to be named and, for MPL-2.0, to leave its files open.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Whether an SPDX expression can be met with the allowed licences alone; `None` if it cannot be
/// read. `/`, which old manifests write, is OR; an exception (`WITH …`) only ever adds a permission.
fn satisfiable(expression: &str) -> Option<bool> {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let answer = either(&mut rest)?;
    rest.is_empty().then_some(answer)
}

fn take(rest: &mut &[&str], word: &str) -> bool {
    let found = rest.first() == Some(&word);
    if found {
        *rest = &rest[1..];
    }
    found
}

fn either(rest: &mut &[&str]) -> Option<bool> {
    let mut answer = both(rest)?;
    while take(rest, "OR") {
        answer |= both(rest)?;
    }
    Some(answer)
}

fn both(rest: &mut &[&str]) -> Option<bool> {
    let mut answer = one(rest)?;
    while take(rest, "AND") {
        answer &= one(rest)?;
    }
    Some(answer)
}

fn one(rest: &mut &[&str]) -> Option<bool> {
    if take(rest, "(") {
        let answer = either(rest)?;
        return take(rest, ")").then_some(answer);
    }
    let (name, after) = rest.split_first()?;
    if matches!(*name, "OR" | "AND" | "WITH" | ")") {
        return None;
    }
    *rest = after;
    if take(rest, "WITH") {
        *rest = rest.split_first()?.1;
    }
    Some(ALLOWED.contains(name))
}

/// Asks cargo for its resolved packages; the error is what cargo said.
fn metadata(cargo: &std::ffi::OsStr, more: &[&str]) -> Result<serde_json::Value, String> {
    let asked = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .args(more)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .map_err(|error| error.to_string())?;
    if !asked.status.success() {
        return Err(String::from_utf8_lossy(&asked.stderr).into_owned());
    }
    serde_json::from_slice(&asked.stdout).map_err(|error| error.to_string())
}

/// The platform cargo builds for, as `cargo -vV` tells; `None` where cargo cannot be run.
fn host(cargo: &std::ffi::OsStr) -> Option<String> {
    let asked = Command::new(cargo).arg("-vV").output().ok()?;
    let told = String::from_utf8(asked.stdout).ok()?;
    told.lines()
        .find_map(|line| line.strip_prefix("host: "))
        .map(str::to_owned)
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped check says so")]
fn every_dependency_is_under_an_allowed_licence() {
    // Under `cargo test` the variable names the very cargo that runs the test.
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let Some(host) = host(&cargo) else {
        eprintln!("skipped: cargo is not on PATH");
        return;
    };
    let resolved = metadata(&cargo, &[])
        .or_else(|_| metadata(&cargo, &["--filter-platform", &host]))
        .unwrap_or_else(|said| panic!("cargo metadata failed:\n{said}"));
    let packages = resolved["packages"].as_array().expect("a list of packages");
    assert!(packages.len() > 1, "cargo names no dependency at all");

    let offenders: Vec<String> = packages
        .iter()
        .filter_map(|package| {
            let licence = package["license"].as_str().unwrap_or("");
            let why = match satisfiable(licence) {
                Some(true) => return None,
                Some(false) => "not allowed",
                None => "cannot be read",
            };
            let (name, version) = (package["name"].as_str()?, package["version"].as_str()?);
            Some(format!("{name} {version}: `{licence}` {why}"))
        })
        .collect();
    assert!(
        offenders.is_empty(),
        "licences outside the list in tests/licences.rs:\n{}",
        offenders.join("\n")
    );
}

#[test]
fn expressions_are_read_as_spdx_means_them() {
    for fine in [
        "MIT",
        "MIT OR GPL-3.0",
        "Unlicense/MIT",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT",
        "GPL-3.0 AND ISC OR MIT",
    ] {
        assert_eq!(satisfiable(fine), Some(true), "{fine}");
    }
    for bad in [
        "GPL-3.0-only",
        "MIT AND LGPL-2.1",
        "(GPL-3.0 OR AGPL-3.0) AND MIT",
    ] {
        assert_eq!(satisfiable(bad), Some(false), "{bad}");
    }
    for unread in ["", "MIT OR", "(MIT", "MIT Apache-2.0", "AND MIT"] {
        assert_eq!(satisfiable(unread), None, "{unread}");
    }
}
