//! Links releases on Linux to a fixed address.
//!
//! A program that can be loaded anywhere has its 44,000 pointers into tables (stemmers, names of characters,
//! entities of HTML) set right at every start, page by page: measured, a third of what `dixit --version` takes.
//! What is given up is that the program's own code stands elsewhere in each run; heap, stack and libraries
//! still do. `DIXIT_PIE=1` builds one that can be loaded anywhere.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=DIXIT_PIE");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|given| given == value);
    if is("PROFILE", "release")
        && is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
        && !is("DIXIT_PIE", "1")
    {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
