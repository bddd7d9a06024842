//! Parse, run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    dixit::cli::run(std::env::args_os())
}
