//! `doctor` tells what is wrong where nothing else opens, changes nothing, and names nobody; the configuration is
//! one file of the person's own.

#![allow(clippy::print_stdout, reason = "a part that is skipped says so")]

mod program;

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use program::{Folder, Ran};
use rusqlite::Connection;

/// A folder with a database that holds one claim.
fn begun() -> Folder {
    let folder = Folder::new();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o700)).unwrap();
    let out = folder.dixit(&["init", "--db", "dixit.db", "--actor", "Ada Vale"]);
    out.ok();
    folder
        .dixit(&[
            "add",
            "--text",
            "The quay is full",
            "--speaker",
            "Otto Brack",
            "--source",
            "Harbour news",
        ])
        .ok();
    folder
}

#[track_caller]
fn says(ran: Ran, code: i32, line: &str) -> String {
    assert_eq!(ran.code, Some(code), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains(line), "no {line:?} in\n{}", ran.out);
    ran.out
}

#[test]
fn a_sound_file_is_well_and_nobody_is_named() {
    let folder = begun();
    let name = folder.path().parent().unwrap().to_owned();
    let mut command = folder.command(&["doctor", "--thorough"]);
    command.env("USER", "harbour").env("HOME", &name);
    let out = says(Ran::of(command.output().unwrap()), 0, "all is well");
    assert!(
        out.contains("well  database: ~/work/dixit.db, by the nearest dixit.db upward"),
        "{out}"
    );
    assert!(out.contains("every page and index was checked"), "{out}");
    for word in [
        "Ada",
        "Vale",
        "Otto",
        "Brack",
        "quay",
        "Harbour",
        name.to_str().unwrap(),
    ] {
        assert!(!out.contains(word), "{word} in\n{out}");
    }
    let json = folder.dixit(&["doctor", "--json"]).ok();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["well"], true);
    assert!(json["findings"].as_array().unwrap().len() > 4);
}

#[test]
fn what_does_not_open_is_told_apart_and_left_as_it_is() {
    let folder = begun();
    let whole = fs::read(folder.file("dixit.db")).unwrap();
    let mut damaged = whole.clone();
    damaged[4096 * 3..4096 * 9].fill(0xa5);
    let mut newer = whole.clone();
    newer[63] = 99;
    let mut foreign = whole.clone();
    foreign[68..72].copy_from_slice(b"abcd");
    let cases: &[(&str, &[u8], &str)] = &[
        (
            "cut.db",
            &whole[..whole.len() / 2],
            "wrong file: it is cut off",
        ),
        ("damaged.db", &damaged, "wrong file: "),
        ("newer.db", &newer, "wrong file: it has schema 99"),
        (
            "foreign.db",
            &foreign,
            "wrong file: it is a database of another program",
        ),
        (
            "notes.db",
            b"words of somebody",
            "wrong file: it is no SQLite database",
        ),
        ("empty.db", b"", "look  file: it is empty"),
    ];
    for (name, bytes, line) in cases {
        folder.write(name, bytes);
        says(folder.dixit(&["doctor", "--db", name]), 7, line);
        says(
            folder.dixit(&["doctor", "--thorough", "--db", name]),
            7,
            line,
        );
        assert!(
            fs::read(folder.file(name)).unwrap() == *bytes,
            "{name} was changed"
        );
    }
    fs::create_dir(folder.file("place")).unwrap();
    says(
        folder.dixit(&["doctor", "--db", "place"]),
        7,
        "wrong file: it is a folder",
    );
    says(
        folder.dixit(&["doctor", "--db", "none.db"]),
        7,
        "look  file: there is none yet",
    );
    says(
        folder.dixit(&["doctor", "--db", "nowhere/none.db"]),
        7,
        "look  folder: there is none yet",
    );
    assert!(!folder.file("none.db").exists());
}

#[test]
fn leftovers_are_found_and_left_lying() {
    let folder = begun();
    folder.write("dixit.db-shm", "");
    folder.write(".dixit-a1b2c3", "half");
    folder.write("dixit-draft-a1b2c3.toml", "[[claim]]");
    let out = says(folder.dixit(&["doctor"]), 7, "look  log: a lone -shm");
    assert!(
        out.contains("look  leftovers: 1 half written file"),
        "{out}"
    );
    assert!(out.contains("look  drafts: 1 in "), "{out}");
    fs::remove_file(folder.file("dixit.db-shm")).unwrap();
    folder.write("dixit.db-wal", vec![1; 5000]);
    says(
        folder.dixit(&["doctor"]),
        7,
        "look  log: a lone -wal of 4.9 KiB",
    );
    assert_eq!(
        fs::metadata(folder.file("dixit.db-wal")).unwrap().len(),
        5000
    );
    folder.write("gone.db-wal", vec![1; 5000]);
    says(
        folder.dixit(&["doctor", "--db", "gone.db"]),
        7,
        "wrong log: a -wal of 4.9 KiB is there without its database",
    );
}

#[test]
fn a_new_file_that_stands_in_its_log_is_known() {
    let folder = begun();
    let conn = Connection::open(folder.file("dixit.db")).unwrap();
    conn.execute_batch("PRAGMA wal_autocheckpoint = 0; CREATE TABLE _x (y); DROP TABLE _x")
        .unwrap();
    fs::copy(folder.file("dixit.db-wal"), folder.file("new.db-wal")).unwrap();
    fs::copy(folder.file("dixit.db"), folder.file("new.db")).unwrap();
    drop(conn);
    says(
        folder.dixit(&["doctor", "--db", "new.db"]),
        7,
        "look  log: a lone -wal",
    );
}

#[test]
fn a_clock_that_was_ahead_is_told() {
    let folder = begun();
    let conn = Connection::open(folder.file("dixit.db")).unwrap();
    conn.execute("UPDATE _operations SET time = '2999-01-01T00:00:00Z'", [])
        .unwrap();
    drop(conn);
    says(
        folder.dixit(&["doctor"]),
        7,
        "look  clock: 1 of the newest operations are dated after now, the last 2999-01-01",
    );
}

#[test]
fn rights_that_others_have_are_told() {
    let folder = begun();
    fs::set_permissions(folder.file("dixit.db"), Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o777)).unwrap();
    let out = says(
        folder.dixit(&["doctor"]),
        7,
        "others on this machine may read or write the file (644)",
    );
    assert!(
        out.contains("others may change what is in the folder (777)"),
        "{out}"
    );
}

#[test]
fn a_folder_that_is_carried_elsewhere_is_told() {
    let folder = begun();
    fs::create_dir(folder.file("Dropbox")).unwrap();
    fs::copy(folder.file("dixit.db"), folder.file("Dropbox/dixit.db")).unwrap();
    says(
        folder.dixit(&["doctor", "--db", "Dropbox/dixit.db"]),
        7,
        "look  synced folder: Dropbox",
    );
}

// Configuration ------------------------------------------------------------------------------------

/// The person's own configuration file.
fn configure(folder: &Folder, text: &str) {
    let own = folder.path().with_file_name("home").join(".config/dixit");
    fs::create_dir_all(&own).unwrap();
    fs::write(own.join("config.toml"), text).unwrap();
}

#[test]
fn flags_go_before_the_environment_and_that_before_the_file() {
    let folder = Folder::new();
    let general = folder.file("general.db");
    configure(
        &folder,
        &format!(
            "db = '{}'\nactor = 'Filed Name'\ncolor = 'never'\n",
            general.display()
        ),
    );
    folder
        .dixit(&["add", "--text", "A", "--speaker", "B", "--source", "C"])
        .ok();
    assert!(general.exists());
    let shows = |line: &str| folder.shell(line).ok();
    let filed = shows("dixit config");
    assert!(
        filed.contains("Filed Name") && filed.contains("the configuration file"),
        "{filed}"
    );
    let from_environment = shows("DIXIT_ACTOR=Env dixit config");
    assert!(
        from_environment.contains("Env") && from_environment.contains("$DIXIT_ACTOR"),
        "{from_environment}"
    );
    let from_flag = shows("DIXIT_ACTOR=Env dixit config --actor Flag");
    assert!(
        from_flag.contains("Flag") && from_flag.contains("--actor"),
        "{from_flag}"
    );
    // The name given for one file goes before the one given for all, and the nearest file before the general one.
    folder.dixit(&["init", "--actor", "Own Name"]).ok();
    let own = shows("dixit config");
    assert!(
        own.contains("Own Name") && own.contains("the nearest dixit.db upward"),
        "{own}"
    );
    let none = shows("dixit config --config ''");
    assert!(none.starts_with("configuration file: none\n"), "{none}");
    assert!(
        shows("DIXIT_CONFIG= DIXIT_DB= dixit config").starts_with("configuration file: none\n")
    );
}

#[test]
fn a_configuration_in_the_current_folder_is_not_read() {
    let folder = begun();
    for name in ["config.toml", "dixit.toml", ".dixit.toml"] {
        folder.write(name, "actor = 'Somebody Else'\nnonsense = 1\n");
    }
    let out = folder.dixit(&["config"]).ok();
    assert!(!out.contains("Somebody Else"), "{out}");
}

#[test]
fn a_configuration_that_cannot_be_read_ends_every_command_but_the_one_that_tells_why() {
    let folder = begun();
    configure(&folder, "actor = 'Ada'\neditor = 'vi'\n");
    let err = folder.dixit(&["list"]).refused(1);
    assert!(
        err.contains("config.toml:2:1: unknown key `editor`"),
        "{err}"
    );
    says(
        folder.dixit(&["doctor"]),
        7,
        "wrong configuration: ~/.config/dixit/config.toml:2:1: unknown key `editor`",
    );
    folder.dixit(&["list", "--config", ""]).ok();
    let err = folder.dixit(&["list", "--config", "none.toml"]).refused(3);
    assert!(err.contains("none.toml"), "{err}");
}
