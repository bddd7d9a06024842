//! The gallery of errors (`tests/transcripts/errors.md`): enough cases, each with a way out and a documented exit
//! code; and the cases that a page cannot cause on every machine.

#![allow(clippy::print_stdout, reason = "a part that is skipped says so")]

mod program;

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;
use std::process::Command;

use dixit::error::{ErrorKind, Exit};
use program::{Folder, Ran};
use rusqlite::Connection;

const GALLERY: &str = include_str!("transcripts/errors.md");

/// The commands of the gallery, each with what it answered.
fn cases() -> Vec<(String, Vec<String>)> {
    let mut cases: Vec<(String, Vec<String>)> = Vec::new();
    let mut inside = false;
    for line in GALLERY.lines() {
        match line {
            "```console" => inside = true,
            "```" => inside = false,
            _ if !inside => {}
            line => match line.strip_prefix("$ ") {
                Some(command) => cases.push((command.to_owned(), Vec::new())),
                None => cases.last_mut().unwrap().1.push(line.to_owned()),
            },
        }
    }
    cases
}

#[test]
fn every_error_of_the_gallery_says_a_way_out_and_ends_with_a_code_that_is_documented() {
    let mut seen = 0;
    let mut codes = Vec::new();
    for (command, said) in cases() {
        let errors: Vec<usize> = (0..said.len())
            .filter(|at| said[*at].contains("error: "))
            .collect();
        let Some(last) = errors.last() else { continue };
        seen += 1;
        for (at, error) in errors.iter().enumerate() {
            let end = errors.get(at + 1).copied().unwrap_or(said.len());
            let hinted = said[*error..end].iter().any(|line| line.contains("hint: "));
            assert!(
                hinted,
                "no way out: {command}\n{}",
                said[*error..end].join("\n")
            );
        }
        // A pipe in a page's command hides the code.
        let code = said[*last..]
            .iter()
            .find_map(|line| line.strip_prefix("[exit ")?.strip_suffix(']'));
        if let Some(code) = code {
            codes.push(code.parse::<u8>().unwrap());
        }
        let general = ErrorKind::Input.way_out();
        assert!(
            !said.join("\n").contains(general),
            "only a general way out: {command}"
        );
    }
    assert!(seen >= 60, "{seen} cases");
    for exit in [
        Exit::Refused,
        Exit::Usage,
        Exit::NotFound,
        Exit::File,
        Exit::System,
        Exit::Skipped,
        Exit::Conflict,
    ] {
        assert!(
            codes.contains(&exit.code()),
            "no case ends with {}",
            exit.code()
        );
    }
    codes.retain(|code| !Exit::ALL.iter().any(|exit| exit.code() == *code));
    assert!(codes.is_empty(), "not documented: {codes:?}");
}

/// A folder with a database that holds one claim.
fn begun() -> Folder {
    let folder = Folder::new();
    folder
        .dixit(&["init", "--db", "dixit.db", "--actor", "Desk"])
        .ok();
    folder
        .dixit(&[
            "add",
            "--text",
            "The quay is full",
            "--speaker",
            "Ada",
            "--source",
            "News",
        ])
        .ok();
    folder
}

#[test]
fn colours_are_for_terminals_and_for_who_wants_them() {
    let folder = begun();
    let error = "\u{1b}[1m\u{1b}[31merror:\u{1b}[0m";
    let coloured = folder
        .dixit(&["list", "--speaker", "Ado", "--color", "always"])
        .refused(3);
    assert!(coloured.starts_with(error), "{coloured:?}");
    let plain = folder.dixit(&["list", "--speaker", "Ado"]).refused(3);
    assert!(
        plain.starts_with("error: no speaker is called Ado\n"),
        "{plain:?}"
    );
    let program = env!("CARGO_BIN_EXE_dixit");
    let on_terminal = |variable: &str| {
        let mut command = folder.sealed("script");
        command
            .env_remove("NO_COLOR")
            .env("TERM", "xterm")
            .env(variable, "1");
        command.args([
            "-qec",
            &format!("{program} list --speaker Ado"),
            "/dev/null",
        ]);
        command.output().ok().map(Ran::of)
    };
    let (Some(coloured), Some(plain)) = (on_terminal("OTHER"), on_terminal("NO_COLOR")) else {
        println!("skipped: no script(1) to make a terminal with");
        return;
    };
    assert!(coloured.out.contains(error), "{coloured:?}");
    assert!(plain.out.starts_with("error: no speaker"), "{plain:?}");
}

#[test]
fn another_program_that_keeps_the_file_to_itself_is_told_apart() {
    let folder = begun();
    let conn = Connection::open(folder.file("dixit.db")).unwrap();
    conn.pragma_update(None, "locking_mode", "EXCLUSIVE")
        .unwrap();
    conn.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let err = folder.dixit(&["list"]).refused(8);
    assert!(
        err.starts_with("error: dixit.db: another program holds the file")
            || err.contains("another program holds the file"),
        "{err}"
    );
    assert!(
        err.contains("dixit.db") && err.contains("hint: end the other program"),
        "{err}"
    );
}

/// The program as somebody who may not write everything: root drops its rights first.
fn as_nobody(folder: &Folder, arguments: &[&str]) -> Option<Ran> {
    const NOBODY: &str = "65534";
    let program = folder.file("program");
    if !program.exists() {
        fs::copy(env!("CARGO_BIN_EXE_dixit"), &program).unwrap();
    }
    if rustix::process::getuid().is_root() {
        let mut command = folder.sealed("setpriv");
        command
            .args(["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"])
            .arg(&program);
        return command.args(arguments).output().ok().map(Ran::of);
    }
    Some(Ran::of(
        folder.sealed(&program).args(arguments).output().unwrap(),
    ))
}

#[test]
fn what_may_not_be_written_is_read_and_refused_to_be_written() {
    let folder = begun();
    let root = folder.path().parent().unwrap().to_owned();
    for path in [&root, &folder.path(), &folder.file("dixit.db")] {
        // Where this is not root, they are this user's already.
        let _ = chown(path, Some(65534), Some(65534));
    }
    let all = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    all(&folder.file("dixit.db"), 0o400);
    let add = [
        "add",
        "--text",
        "More",
        "--speaker",
        "Ada",
        "--source",
        "News",
        "--db",
        "dixit.db",
    ];
    let Some(ran) = as_nobody(&folder, &add) else {
        println!("skipped: no setpriv(1) to drop root's rights with");
        return;
    };
    let err = ran.refused(5);
    assert!(
        err.contains("dixit.db cannot be written: it or its folder is read-only"),
        "{err}"
    );
    all(&folder.path(), 0o500);
    let listed = as_nobody(&folder, &["list", "--db", "dixit.db"]).unwrap();
    let report = as_nobody(&folder, &["report", "--db", "dixit.db", "-o", "report.md"]).unwrap();
    let made = as_nobody(&folder, &["init", "--db", "new.db"]).unwrap();
    let doctor = as_nobody(&folder, &["doctor", "--db", "dixit.db"]).unwrap();
    all(&folder.path(), 0o700);
    assert!(listed.ok().contains("The quay is full"));
    for err in [report.refused(5), made.refused(5)] {
        assert!(
            err.contains("permission denied") && err.contains("hint: "),
            "{err}"
        );
    }
    assert_eq!(doctor.code, Some(7), "{doctor:?}");
    assert!(
        doctor.out.contains("you may not write the folder"),
        "{}",
        doctor.out
    );
    all(&folder.file("dixit.db"), 0o000);
    let err = as_nobody(&folder, &["list", "--db", "dixit.db"])
        .unwrap()
        .refused(5);
    assert!(err.contains("dixit.db") && err.contains("hint: "), "{err}");
}

#[test]
fn a_full_disk_is_told_and_leaves_what_was_there() {
    let folder = begun();
    let small = folder.file("small");
    fs::create_dir(&small).unwrap();
    let mount = |arguments: &[&str]| Command::new("mount").args(arguments).arg(&small).output();
    let mounted = mount(&["-t", "tmpfs", "-o", "size=640k", "dixit-test"]);
    if !mounted.is_ok_and(|done| done.status.success()) {
        println!("skipped: no small disk can be mounted here");
        return;
    }
    fs::copy(folder.file("dixit.db"), small.join("dixit.db")).unwrap();
    let rows: String = (0..600).map(|n| format!("Claim {n},Ada,News\n")).collect();
    folder.write("rows.csv", format!("claim,speaker,source\n{rows}"));
    let import = folder.dixit(&["import", "rows.csv", "--db", "small/dixit.db"]);
    let listed = folder.dixit(&["list", "--db", "small/dixit.db"]);
    let export = folder.dixit(&["export", "-o", "small/all.toml", "--db", "dixit.db"]);
    fs::write(small.join("filler"), vec![0; 200 << 10]).unwrap_or_default();
    let doctor = folder.dixit(&["doctor", "--db", "small/dixit.db"]);
    let unmounted = Command::new("umount").arg(&small).status();
    let err = import.refused(5);
    assert!(
        err.contains("the disk is full: nothing was written")
            && err.contains("hint: free some space"),
        "{err}"
    );
    assert_eq!(listed.ok().lines().count(), 1);
    drop(export);
    assert_eq!(doctor.code, Some(7));
    assert!(
        doctor.out.contains("wrong disk: it is full"),
        "{}",
        doctor.out
    );
    assert!(unmounted.is_ok_and(|status| status.success()));
}
