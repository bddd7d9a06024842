//! What is found of the database file itself, and of what stands beside it.

use std::path::Path;

use super::Finding;
use dixit::model::Moment;
use dixit::store::look::{self, Beside, Depth, Kind, Look};
use dixit::store::{System, VERSION, World};

/// Up to this size every page is read unasked: it takes less than a second.
const SMALL: u64 = 64 << 20;

/// Looks at the file.
pub fn look(path: &Path, thorough: bool, findings: &mut Vec<Finding>) {
    let of = "file";
    let seen = Look::at(path);
    let other = "name another with --db";
    let beside = look::beside(path);
    let log = beside
        .iter()
        .any(|file| file.ending == "-wal" && file.size > 0);
    let found = match seen.kind {
        Kind::Missing => Finding::look(of, "there is none yet", "`dixit init` makes one"),
        Kind::NoFile => Finding::wrong(of, "it is a folder, or no plain file", other),
        Kind::Empty if log => Finding::look(
            of,
            "it is empty, and all of it stands in its log",
            "run any command of Dixit on it: the log is taken in",
        ),
        Kind::Empty => Finding::look(of, "it is empty", "`dixit init` makes a database of it"),
        Kind::Unreadable => {
            Finding::wrong(of, "it cannot be read", "`ls -l` tells who may read it")
        }
        Kind::NoDatabase => Finding::wrong(of, "it is no SQLite database", other),
        // A new file of ours: what it is stands in the log as yet.
        Kind::Foreign if log && look::inside(path, Depth::Surface, Moment::default()).is_ok() => {
            ours(path, &seen, thorough, findings)
        }
        Kind::Foreign => Finding::wrong(
            of,
            "it is a database of another program, or one without tables",
            other,
        ),
        Kind::Newer(schema) => Finding::wrong(
            of,
            format!("it has schema {schema}, and this Dixit knows schema {VERSION}"),
            "use the Dixit that wrote it, or a newer one; this one leaves it untouched",
        ),
        Kind::Ours => ours(path, &seen, thorough, findings),
    };
    findings.push(found);
    stray(&seen, &beside, findings);
}

fn ours(path: &Path, seen: &Look, thorough: bool, findings: &mut Vec<Finding>) -> Finding {
    let of = "file";
    let backup = "keep it as it is, and work on a copy or a backup";
    let shape = format!(
        "{} in {} pages of {} bytes, {} of them free; {}",
        bytes(seen.size),
        seen.pages,
        seen.page,
        seen.free,
        if seen.log {
            "with a write-ahead log"
        } else {
            "without a write-ahead log: the next writing turns it on"
        }
    );
    if seen.size < seen.should_be {
        let what = format!(
            "it is cut off: {} are missing",
            bytes(seen.should_be - seen.size)
        );
        return Finding::wrong(of, what, backup).more([shape]);
    }
    let depth = match (thorough, seen.size <= SMALL) {
        (true, _) => Depth::All,
        (false, true) => Depth::Pages,
        (false, false) => Depth::Surface,
    };
    let now = System::default().now();
    let inside = match look::inside(path, depth, now) {
        Ok(inside) => inside,
        Err(error) if error.kind() == dixit::error::ErrorKind::Busy => {
            return Finding::look(of, "another program holds it", "try again when it is done")
                .more([shape]);
        }
        Err(error) => {
            return Finding::wrong(of, format!("it does not open: {}", error.what()), backup)
                .more([shape]);
        }
    };
    findings.extend(clock(now, inside.ahead.as_ref()));
    let what = format!("Dixit, schema {VERSION}, format {}", inside.format);
    if !inside.faults.is_empty() {
        let what = format!("{what}, and it is damaged");
        return Finding::wrong(of, what, backup)
            .more([shape])
            .more(inside.faults);
    }
    let checked = match depth {
        Depth::Surface => "its pages were not read: `dixit doctor --thorough` does that",
        Depth::Pages => "every page was read: nothing is damaged",
        Depth::All => "every page and index was checked: nothing is damaged",
    };
    let recording = if inside.has_actor {
        "somebody is named as recording"
    } else {
        "nobody is named as recording: `dixit init --actor NAME` does that"
    };
    Finding::well(of, what).more([shape, checked.to_owned(), recording.to_owned()])
}

/// Whether the clock goes: moments that were recorded are not ahead of it, nor is it before the program was made.
fn clock(now: Moment, ahead: Option<&(i64, String)>) -> Option<Finding> {
    let of = "clock";
    // The year in which this was written: an empty battery gives 1970 or the year of the board.
    const MADE: &str = "2026-01-01";
    if now.day().as_str() < MADE {
        let what = format!("it says {}, which is before Dixit was made", now.day());
        return Some(Finding::wrong(
            of,
            what,
            "set the clock: every record keeps its time",
        ));
    }
    let (many, newest) = ahead?;
    let what = format!("{many} of the newest operations are dated after now, the last {newest}");
    let way_out =
        "set the clock if it is wrong now; if it was wrong then, the log keeps what it said";
    Some(Finding::look(of, what, way_out))
}

/// What programs left beside the file.
fn stray(seen: &Look, beside: &[Beside], findings: &mut Vec<Finding>) {
    let of = "log";
    let has = |ending: &str| beside.iter().find(|file| file.ending == ending);
    let gone = matches!(seen.kind, Kind::Missing);
    if let Some(journal) = has("-journal").filter(|file| file.size > 0) {
        let what = format!(
            "a change was cut off: {} of it stand in a -journal",
            bytes(journal.size)
        );
        let way_out = "leave it there: the next command takes the change back";
        findings.push(Finding::look(of, what, way_out));
    }
    match (has("-wal"), has("-shm")) {
        (Some(log), _) if gone => findings.push(Finding::wrong(
            of,
            format!("a -wal of {} is there without its database", bytes(log.size)),
            "find the database that it belongs to, and put it back beside it; delete neither",
        )),
        (Some(log), Some(_)) if log.size > 0 => findings.push(Finding::look(
            of,
            format!("a -wal of {} holds changes that the file does not yet hold", bytes(log.size)),
            "a program has the file open, or ended abruptly: the next command takes them in. Copy the file only together with it",
        )),
        (Some(log), None) if log.size > 0 => findings.push(Finding::look(
            of,
            format!("a lone -wal of {}: a program ended abruptly, or it was copied here", bytes(log.size)),
            "leave it beside the file: the next command takes it in",
        )),
        (None, Some(_)) => findings.push(Finding::look(
            of,
            "a lone -shm: a program ended abruptly, or it was copied here",
            "the next command clears it away",
        )),
        _ => {}
    }
}

/// A size in the unit that people know.
pub fn bytes(many: u64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if many < 1024 {
        return format!("{many} bytes");
    }
    let mut size = many as f64 / 1024.0;
    let mut unit = 0;
    while size >= 1024.0 && unit + 1 < UNITS.len() {
        size /= 1024.0;
        unit += 1;
    }
    format!("{size:.1} {}", UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_the_unit_that_fits() {
        let told = [0, 1023, 1024, 1536, 5 << 20, 3 << 40].map(bytes);
        assert_eq!(
            told,
            [
                "0 bytes",
                "1023 bytes",
                "1.0 KiB",
                "1.5 KiB",
                "5.0 MiB",
                "3.0 TiB"
            ]
        );
    }
}
