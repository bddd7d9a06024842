//! Reading documents in a process of its own.
//!
//! What is captured comes from anybody, and the libraries that read it were not all written with that
//! in mind: one may panic, overflow its stack, loop, or unpack a small file into all of memory. The
//! program therefore starts itself again to read, with limits of memory and time, without leave to put
//! a byte into a file, and closed to the looks of other programs; what goes wrong there is told like any
//! other trouble with a document.

use std::io::{self, Read, Write};
use std::process::{Command, ExitCode, Stdio};

#[cfg(any(target_os = "linux", target_os = "android"))]
use rustix::process::{DumpableBehavior, set_dumpable_behavior};
use rustix::process::{Resource, Rlimit, setrlimit};

use dixit::error::{Error, Result};
use dixit::import::document::{self, Document, Hints, Kind};

/// The command, which is for ourselves alone.
pub const NAME: &str = "read-document";

/// How much memory a reader may take, in bytes.
const MEMORY: u64 = 1 << 30;
/// How long a reader may work, in seconds.
const SECONDS: u64 = if cfg!(debug_assertions) { 60 } else { 20 };
/// The largest answer that is taken from a reader.
const ANSWER: u64 = 512 << 20;

/// Reads a document, whatever it does to its reader.
///
/// # Errors
/// When the system starts no process.
pub fn read(bytes: &[u8], hints: &Hints) -> Result<Document> {
    let asked =
        serde_json::to_vec(hints).map_err(|e| Error::bug("hints are no JSON").because(e))?;
    let mut child = Command::new(std::env::current_exe()?)
        .arg(NAME)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let mut answer = Vec::new();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A reader that has ended is told by its exit.
            let Some(mut stdin) = stdin else { return };
            let _ = stdin
                .write_all(&asked)
                .and_then(|()| stdin.write_all(b"\n"))
                .and_then(|()| stdin.write_all(bytes));
        });
        stdout.map_or(Ok(0), |out| out.take(ANSWER).read_to_end(&mut answer))
    })?;
    let ended = child.wait()?;
    let read = ended
        .success()
        .then(|| serde_json::from_slice(&answer).ok())
        .flatten();
    Ok(read.unwrap_or_else(|| {
        let kind = Kind::of(bytes, hints);
        Document {
            media_type: kind.media_type(bytes, hints),
            said: vec![
                "the text could not be read: the document is broken, or made to exhaust its reader; its bytes are kept"
                    .to_owned(),
            ],
            ..Document::default()
        }
    }))
}

/// The other end: reads what is asked on standard input.
pub fn serve() -> Result<ExitCode> {
    let limits = [
        (Resource::As, MEMORY),
        (Resource::Cpu, SECONDS),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        setrlimit(resource, limit).map_err(io::Error::from)?;
    }
    // What is read may be confidential: a crash leaves no image of it. The limit alone would not do where
    // the system hands images to a program that gathers them.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(io::Error::from)?;
    let mut asked = Vec::new();
    io::stdin().lock().read_to_end(&mut asked)?;
    let end = asked
        .iter()
        .position(|byte| *byte == b'\n')
        .unwrap_or(asked.len());
    let hints: Hints = serde_json::from_slice(&asked[..end])
        .map_err(|e| Error::input("this command is for Dixit itself").because(e))?;
    let document = document::read(asked.get(end + 1..).unwrap_or_default(), &hints);
    let answer = serde_json::to_vec(&document)
        .map_err(|e| Error::bug("a document is no JSON").because(e))?;
    io::stdout().lock().write_all(&answer)?;
    Ok(ExitCode::SUCCESS)
}
