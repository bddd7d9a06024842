//! The rules of the file: who may read it, what is refused untouched, and that whatever was
//! acknowledged is there after a kill, a full disk, a second writer or a closed pipe.

#![allow(clippy::print_stdout, reason = "a part that is skipped says so")]

mod program;

use std::fs::{self, Permissions};
use std::io::Read;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use dixit::error::ErrorKind;
use dixit::model::{Claim, Moment, Noun, Topic};
use dixit::store::{Command as Verb, Open, Repeating, Store, VERSION, World, look};
use program::{Folder, Ran};
use rusqlite::Connection;

const ADD: &[&str] = &[
    "add",
    "--text",
    "The quay is full",
    "--speaker",
    "Ada",
    "--source-title",
    "Harbour news",
    "--quote",
    "full",
];

/// A folder with a database that holds one claim.
fn begun() -> Folder {
    let folder = Folder::new();
    folder
        .dixit(&["init", "--db", "dixit.db", "--actor", "Desk"])
        .ok();
    folder.dixit(ADD).ok();
    folder
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o777
}

fn can_write_anything() -> bool {
    // Root ignores permissions: try it, rather than ask who runs the tests.
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, "").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o400)).unwrap();
    fs::OpenOptions::new().write(true).open(&path).is_ok()
}

// Who may read it ----------------------------------------------------------------------------------

#[test]
fn what_dixit_writes_only_its_owner_can_read_whatever_the_umask() {
    let folder = Folder::new();
    let ran = folder.shell(
        "umask 000; dixit init --db dixit.db --actor Desk && \
         dixit add --text 'The quay is full' --speaker Ada --source-title News --quote full && \
         dixit export -o all.toml && dixit export -o all.jsonl && dixit report -o report.md && \
         dixit report -o report.json && dixit report -o report.csv && dixit demo",
    );
    ran.ok();
    let mut names: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let expected = [
        "all.jsonl",
        "all.toml",
        "dixit-demo.db",
        "dixit-demo.md",
        "dixit.db",
        "report.csv",
        "report.json",
        "report.md",
    ];
    for name in expected {
        assert!(
            names.iter().any(|n| n == name),
            "{name} is not in {names:?}"
        );
    }
    for name in &names {
        assert_eq!(mode(&folder.file(name)), 0o600, "{name}");
    }
}

#[test]
fn the_log_beside_the_file_is_as_private_as_the_file() {
    let folder = begun();
    let mut store = Store::open(&folder.file("dixit.db"), Open::WRITE).unwrap();
    let body = Topic {
        name: "grain".into(),
        ..Topic::default()
    };
    store.write(&Verb::new("add"), |w| w.create(body)).unwrap();
    for name in ["dixit.db", "dixit.db-wal", "dixit.db-shm"] {
        assert_eq!(mode(&folder.file(name)), 0o600, "{name}");
    }
}

#[test]
fn the_folder_for_a_users_data_is_made_private() {
    let folder = Folder::new();
    folder
        .shell("umask 000; dixit add --text A --speaker B --source C")
        .ok();
    let data = folder
        .path()
        .parent()
        .unwrap()
        .join("home/.local/share/dixit");
    assert_eq!(mode(&data), 0o700);
    assert_eq!(mode(&data.join("dixit.db")), 0o600);
}

// What is refused untouched ------------------------------------------------------------------------

/// Every command that opens a file, each of which must leave this one as it is.
fn refused_untouched(folder: &Folder, name: &str, says: &str) {
    let path = folder.file(name);
    let before = fs::read(&path).unwrap();
    let commands: &[&[&str]] = &[&["list"], &["show", "abcd"], &["export"], &["init"], ADD];
    for command in commands {
        let mut arguments = command.to_vec();
        arguments.extend(["--db", name]);
        let err = folder.dixit(&arguments).refused(4);
        assert!(err.contains(says), "{arguments:?}: {err}");
        assert!(
            err.contains(name),
            "{arguments:?} does not name the file: {err}"
        );
        assert!(
            fs::read(&path).unwrap() == before,
            "{arguments:?} changed {name}"
        );
        assert!(
            !folder.file(&format!("{name}-wal")).exists(),
            "{arguments:?}"
        );
    }
    for open in [Open::READ, Open::WRITE, Open::CREATE] {
        let error = Store::open(&path, open).err().expect("it must be refused");
        assert_eq!(error.kind(), ErrorKind::File, "{error}");
        assert!(fs::read(&path).unwrap() == before);
    }
}

#[test]
fn a_file_of_a_newer_dixit_is_refused_untouched() {
    let folder = begun();
    let conn = Connection::open(folder.file("dixit.db")).unwrap();
    conn.pragma_update(None, "user_version", VERSION + 1)
        .unwrap();
    conn.pragma_update(None, "journal_mode", "DELETE").unwrap();
    drop(conn);
    refused_untouched(&folder, "dixit.db", "leaves it untouched");
}

#[test]
fn a_database_of_another_program_is_refused_untouched() {
    let folder = Folder::new();
    let conn = Connection::open(folder.file("other.db")).unwrap();
    conn.execute_batch("CREATE TABLE claims (text TEXT); INSERT INTO claims VALUES ('theirs')")
        .unwrap();
    drop(conn);
    refused_untouched(&folder, "other.db", "another program");
}

#[test]
fn a_file_that_is_no_database_is_refused_untouched() {
    let folder = Folder::new();
    folder.write(
        "notes.txt",
        "Not a database, but words of somebody.\n".repeat(100),
    );
    refused_untouched(&folder, "notes.txt", "not a Dixit database");
}

#[test]
fn a_damaged_file_is_not_taken_for_an_empty_one() {
    let folder = begun();
    let mut bytes = fs::read(folder.file("dixit.db")).unwrap();
    let end = bytes.len();
    bytes[4096..end].fill(0xa5);
    folder.write("damaged.db", &bytes);
    for arguments in [
        &["list", "--db", "damaged.db"][..],
        &["export", "--db", "damaged.db"],
    ] {
        let err = folder.dixit(arguments).refused(4);
        assert!(err.contains("damaged.db"), "{err}");
    }
    assert!(fs::read(folder.file("damaged.db")).unwrap() == bytes);
}

#[test]
fn where_there_is_no_database_reading_makes_none() {
    let folder = Folder::new();
    for arguments in [
        &["list"][..],
        &["list", "--db", "none.db"],
        &["export", "--db", "none.db"],
    ] {
        let err = folder.dixit(arguments).refused(3);
        assert!(err.contains("hint: "), "{err}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    folder.write("empty.db", "");
    folder.dixit(&["list", "--db", "empty.db"]).refused(4);
    assert_eq!(fs::metadata(folder.file("empty.db")).unwrap().len(), 0);
}

#[test]
fn a_folder_is_not_taken_for_a_file() {
    let folder = Folder::new();
    fs::create_dir(folder.file("place")).unwrap();
    for arguments in [&["list", "--db", "place"][..], &["init", "--db", "place"]] {
        let err = folder.dixit(arguments).refused(4);
        assert!(err.contains("is a folder"), "{err}");
    }
    let err = folder
        .dixit(&["init", "--db", "nowhere/dixit.db"])
        .refused(5);
    assert!(err.contains("nowhere"), "{err}");
}

#[test]
fn a_database_is_found_upward_from_where_one_stands() {
    let folder = begun();
    fs::create_dir_all(folder.file("deep/down")).unwrap();
    let out = folder.shell("cd deep/down && dixit list").ok();
    assert!(out.contains("The quay is full"), "{out}");
}

// Read-only ----------------------------------------------------------------------------------------

#[test]
fn a_file_that_cannot_be_written_can_be_read() {
    let folder = begun();
    let path = folder.file("dixit.db");
    fs::set_permissions(&path, Permissions::from_mode(0o400)).unwrap();
    assert!(folder.dixit(&["list"]).ok().contains("The quay is full"));
    if can_write_anything() {
        println!("skipped: this user can write what is read-only");
        return;
    }
    let before = fs::read(&path).unwrap();
    let err = folder
        .dixit(&["add", "--text", "More", "--speaker", "Ada", "--quote", "q"])
        .refused(5);
    assert!(err.contains("read-only") && err.contains("--db"), "{err}");
    fs::set_permissions(folder.path(), Permissions::from_mode(0o500)).unwrap();
    let listed = folder.dixit(&["list"]);
    fs::set_permissions(folder.path(), Permissions::from_mode(0o700)).unwrap();
    assert!(listed.ok().contains("The quay is full"));
    assert!(fs::read(&path).unwrap() == before);
}

#[test]
fn reading_leaves_the_file_and_its_folder_as_they_were() {
    let folder = begun();
    let before = fs::read(folder.file("dixit.db")).unwrap();
    for arguments in [
        &["list"][..],
        &["speakers"],
        &["show", "Ada"],
        &["report"],
        &["export"],
        &["topics"],
    ] {
        folder.dixit(arguments).ok();
    }
    assert!(fs::read(folder.file("dixit.db")).unwrap() == before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

// Two writers --------------------------------------------------------------------------------------

#[test]
fn a_second_writer_waits_for_the_first_and_then_succeeds() {
    let folder = begun();
    let path = folder.file("dixit.db");
    let (held, ready) = std::sync::mpsc::channel();
    let holder = std::thread::spawn(move || {
        let conn = Connection::open(path).unwrap();
        conn.execute_batch("BEGIN IMMEDIATE").unwrap();
        held.send(()).unwrap();
        std::thread::sleep(Duration::from_millis(1500));
        conn.execute_batch("COMMIT").unwrap();
    });
    ready.recv().unwrap();
    // Readers do not wait at all.
    assert!(folder.dixit(&["list"]).ok().contains("The quay is full"));
    let ran = folder.dixit(&[
        "add",
        "--text",
        "Another",
        "--speaker",
        "Bo",
        "--quote",
        "q",
    ]);
    holder.join().unwrap();
    assert!(
        ran.err.contains("waiting: another program is writing"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("locked"), "{}", ran.err);
    assert!(ran.ok().contains("saved claim"));
    assert!(folder.dixit(&["list"]).ok().contains("Another"));
}

#[test]
fn many_writers_at_once_each_get_their_turn() {
    let folder = Folder::new();
    let mut children = Vec::new();
    // The file is not there yet: the first of them makes it.
    for n in 0..8 {
        let mut command = folder.command(&["add", "--db", "dixit.db", "--speaker", "Ada"]);
        command
            .args([
                "--text",
                &format!("Claim {n}"),
                "--source-title",
                "News",
                "--quote",
                "q",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        children.push(command.spawn().unwrap());
    }
    for child in children {
        let ran = Ran::of(child.wait_with_output().unwrap());
        assert!(!ran.err.contains("locked"), "{}", ran.err);
        ran.ok();
    }
    let store = Store::open(&folder.file("dixit.db"), Open::WRITE).unwrap();
    assert_eq!(store.uids(Noun::Claim).unwrap().len(), 8);
    assert_eq!(store.operations().unwrap().len(), 8);
    assert_eq!(store.verify().unwrap(), Vec::new());
}

// Kills --------------------------------------------------------------------------------------------

/// How many kills a run tries; `ROUNDS=300 cargo test --release --test file` tries more.
fn rounds() -> u64 {
    std::env::var("ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(10)
}

fn dice(below: u64) -> u64 {
    let mut bytes = [0; 8];
    dixit::store::System::default().random(&mut bytes).unwrap();
    u64::from_le_bytes(bytes) % below
}

/// Starts `dixit`, kills it after so many microseconds, and answers what it had said.
fn killed(folder: &Folder, arguments: &[&str], after: u64) -> String {
    let mut child = folder
        .command(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_micros(after));
    // SIGKILL; it may have ended already.
    let _ = child.kill();
    let mut said = String::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    child.wait().unwrap();
    said
}

fn whole(path: &Path) {
    let conn = Connection::open(path).unwrap();
    let check: String = conn
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(check, "ok");
}

fn claims(path: &Path) -> Vec<String> {
    let store = Store::open(path, Open::WRITE).unwrap();
    assert_eq!(store.verify().unwrap(), Vec::new());
    let uids = store.uids(Noun::Claim).unwrap();
    let text = |uid| match store.body(Noun::Claim, uid).unwrap() {
        Some(dixit::model::Body::Claim(body)) => body.text,
        _ => panic!("a claim without a body"),
    };
    uids.into_iter().map(text).collect()
}

#[test]
fn whatever_an_add_acknowledged_is_there_after_a_kill() {
    let folder = begun();
    let path = folder.file("dixit.db");
    let mut acknowledged = vec!["The quay is full".to_owned()];
    let mut longest = 60_000;
    for round in 0..rounds() * 3 {
        let text = format!("Claim {round}");
        let arguments = ["add", "--text", &text, "--speaker", "Ada", "--quote", "q"];
        let said = killed(&folder, &arguments, dice(longest));
        if said.contains("saved claim") {
            acknowledged.push(text);
            longest = longest.max(1_000) * 9 / 10;
        } else {
            longest += longest / 5;
        }
        whole(&path);
    }
    let there = claims(&path);
    for text in &acknowledged {
        assert!(there.contains(text), "{text} was acknowledged and is lost");
    }
    folder.dixit(&["list"]).ok();
}

#[test]
fn an_import_that_is_killed_is_there_as_a_whole_or_not_at_all() {
    const MANY: usize = 400;
    let folder = begun();
    let path = folder.file("dixit.db");
    let mut expected = 1;
    let mut longest = 400_000;
    for round in 0..rounds() {
        let mut rows = String::from("text,speaker,source_title,quote\n");
        for n in 0..MANY {
            rows.push_str(&format!(
                "Claim {round}.{n},Speaker {n},Paper {round},words {n}\n"
            ));
        }
        folder.write("rows.csv", rows);
        let said = killed(&folder, &["import", "rows.csv"], dice(longest));
        whole(&path);
        let there = claims(&path).len();
        let saved = said.contains("saved as operation");
        assert!(
            there == expected + MANY || (there == expected && !saved),
            "round {round}: {there} claims, of {expected} and {MANY} more; said: {said}"
        );
        longest = if saved {
            longest * 9 / 10
        } else {
            longest + longest / 5
        };
        expected = there;
    }
}

#[test]
fn a_first_import_that_is_killed_leaves_a_file_that_can_be_used() {
    let mut rows = String::from("text,speaker,source_title,quote\n");
    for n in 0..400 {
        rows.push_str(&format!("Claim {n},Speaker {n},Paper,words {n}\n"));
    }
    let mut longest = 400_000;
    for _ in 0..rounds() {
        let folder = Folder::new();
        folder.write("rows.csv", &rows);
        let import = ["import", "rows.csv", "--db", "dixit.db"];
        // Into an empty file, where indexes are made after the rows.
        let said = killed(&folder, &import, dice(longest));
        let saved = said.contains("saved as operation");
        longest = if saved {
            longest * 9 / 10
        } else {
            longest + longest / 5
        };
        folder.dixit(&import).ok();
        assert_eq!(claims(&folder.file("dixit.db")).len(), 400);
    }
}

/// The moment at which SQLite has written the first page of a new file and not yet thrown away the journal
/// that takes it back.
#[test]
fn a_file_whose_making_was_cut_short_is_made_by_whoever_writes_next() {
    let folder = Folder::new();
    Connection::open(folder.file("dixit.db"))
        .unwrap()
        .pragma_update(None, "journal_mode", "WAL")
        .unwrap();
    let mut journal = vec![0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
    // Pages kept, a number for checksums, pages of the file before, bytes of a sector and of a page.
    for number in [0_u32, 7, 0, 512, 4096] {
        journal.extend(number.to_be_bytes());
    }
    journal.resize(512, 0);
    fs::write(folder.file("dixit.db-journal"), &journal).unwrap();
    let left = fs::read(folder.file("dixit.db")).unwrap();
    // Reading makes no database of it.
    assert!(
        folder
            .dixit(&["list", "--db", "dixit.db"])
            .refused(4)
            .contains("holds no Dixit database")
    );
    assert_eq!(fs::read(folder.file("dixit.db")).unwrap(), left);
    let add = [
        "add",
        "--db",
        "dixit.db",
        "--text",
        "The quay is full",
        "--speaker",
        "Ada",
    ];
    folder
        .dixit(&[&add[..], &["--quote", "full", "--source-title", "News"]].concat())
        .ok();
    whole(&folder.file("dixit.db"));
    assert_eq!(claims(&folder.file("dixit.db")), ["The quay is full"]);
}

/// A name is bytes, and none of them means something to SQLite.
#[test]
fn a_file_may_be_named_as_its_owner_likes() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new();
    for name in [&b"file:x?mode=memory.db"[..], b"100% #1.db", b"caf\xe9.db"] {
        let name = std::ffi::OsStr::from_bytes(name);
        let path = folder.file("").join(name);
        drop(Store::open(&path, Open::CREATE).unwrap());
        assert!(fs::metadata(&path).unwrap().len() > 0, "{name:?}");
        look::inside(
            &path,
            look::Depth::Pages,
            Moment::read("2026-01-01T00:00:00Z").unwrap(),
        )
        .unwrap();
    }
}

// A full disk --------------------------------------------------------------------------------------

/// A small disk of its own, where one can be mounted.
struct SmallDisk(std::path::PathBuf);

impl SmallDisk {
    fn mount(at: &Path) -> Option<Self> {
        fs::create_dir_all(at).ok()?;
        let done = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"])
            .arg(at)
            .stderr(Stdio::null())
            .status();
        done.is_ok_and(|s| s.success()).then(|| Self(at.to_owned()))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_is_said_and_nothing_acknowledged_is_lost() {
    let folder = Folder::new();
    let Some(_disk) = SmallDisk::mount(&folder.file("small")) else {
        println!("skipped: no small disk can be mounted here");
        return;
    };
    let path = folder.file("small/dixit.db");
    let mut acknowledged = Vec::new();
    let mut full = None;
    for n in 0..400 {
        let text = format!("Claim {n}");
        let note = "of many words ".repeat(2000);
        let ran = folder.dixit(&[
            "add",
            "--db",
            "small/dixit.db",
            "--text",
            &text,
            "--note",
            &note,
            "--speaker",
            "Ada",
            "--source-title",
            "News",
            "--quote",
            "q",
        ]);
        if ran.out.contains("saved claim") {
            acknowledged.push(text);
        } else {
            full = Some(ran);
            break;
        }
    }
    let err = full.expect("the disk fills up").refused(5);
    assert!(err.contains("the disk is full"), "{err}");
    assert!(err.contains("hint: free some space"), "{err}");
    // Nothing more can be written, and all can be read.
    let listed = folder
        .dixit(&["list", "--db", "small/dixit.db", "--json"])
        .ok();
    assert_eq!(listed.lines().count(), acknowledged.len());
    let target = folder.dixit(&["export", "--db", "small/dixit.db", "-o", "small/all.toml"]);
    let err = target.refused(5);
    assert!(err.contains("small/all.toml"), "{err}");
    assert!(
        !folder.file("small/all.toml").exists(),
        "half a file stands under its name"
    );
    fs::copy(&path, folder.file("copy.db")).unwrap();
    let log = folder.file("small/dixit.db-wal");
    if log.exists() {
        fs::copy(log, folder.file("copy.db-wal")).unwrap();
    }
    whole(&folder.file("copy.db"));
    let there = claims(&folder.file("copy.db"));
    assert!(acknowledged.iter().all(|text| there.contains(text)));
}

// A closed pipe ------------------------------------------------------------------------------------

#[test]
fn a_reader_that_has_had_enough_ends_the_command_quietly() {
    let folder = Folder::new();
    let mut store = Store::open_in(
        &folder.path().join("dixit.db"),
        Open::CREATE,
        Box::new(Repeating::seeded(1)),
    )
    .unwrap();
    store
        .write(&Verb::new("add"), |w| {
            for n in 0..3000 {
                let text = format!("Claim {n} {}", "of many words ".repeat(10));
                w.create(Claim {
                    text,
                    ..Claim::default()
                })?;
                w.create(Topic {
                    name: format!("topic {n}"),
                    ..Topic::default()
                })?;
            }
            Ok(())
        })
        .unwrap();
    drop(store);
    for command in ["export", "export --format jsonl", "topics --json", "topics"] {
        let ran = folder.shell(&format!("( dixit {command}; echo $? >&2 ) | head -n 1"));
        assert_eq!(ran.err, "0\n", "{command}");
        assert_eq!(ran.out.lines().count(), 1, "{command}");
    }
}

#[test]
fn output_that_cannot_be_written_is_an_error() {
    if !Path::new("/dev/full").exists() {
        println!("skipped: no /dev/full");
        return;
    }
    let folder = begun();
    for command in ["list", "export", "report", "speakers --json", "show Ada"] {
        let ran = folder.shell(&format!("dixit {command} > /dev/full"));
        let err = ran.refused(5);
        assert!(err.starts_with("error: "), "{command}: {err}");
    }
    // What the command did stands: run again, it would take back one more.
    let err = folder.shell("dixit undo > /dev/full").refused(5);
    assert!(err.contains("do not run it again"), "{err}");
}
