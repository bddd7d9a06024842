//! What is found of the folder and the disk: who may read and write there, whether it is here at all, and what
//! was left lying.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::Finding;
use super::file::bytes;
use super::hide::Hide;
use crate::cli::draft;
use dixit::report::file::TEMPORARY;
use dixit::store::disk::Disk;

/// Looks at where a file is.
pub fn look(path: &Path, hide: &Hide, findings: &mut Vec<Finding>) {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    if !folder.is_dir() {
        findings.push(Finding::look(
            "folder",
            "there is none yet",
            "commands that write make the one in your data folder; make another yourself",
        ));
        return;
    }
    disk(path, folder, findings);
    synced(folder, findings);
    rights(path, folder, findings);
    left(folder, hide, findings);
}

fn disk(path: &Path, folder: &Path, findings: &mut Vec<Finding>) {
    /// Below this hardly anything can be recorded.
    const NOTHING: u64 = 10 << 20;
    /// Below this an import or a report may not fit.
    const LITTLE: u64 = 200 << 20;
    let of = "disk";
    let disk = match Disk::of(folder) {
        Ok(disk) => disk,
        Err(error) => {
            findings.push(Finding::look(
                of,
                format!("the system does not tell: {error}"),
                "look at it with `df`",
            ));
            return;
        }
    };
    let kind = if disk.kind.is_empty() {
        "a file system"
    } else {
        &disk.kind
    };
    let free = format!("{kind}, {} free", bytes(disk.free));
    // A rewriting needs room for a second file.
    let size = fs::metadata(path).map_or(0, |meta| meta.len());
    let room = "free some space";
    findings.push(match disk.free {
        free_bytes if free_bytes < NOTHING => {
            Finding::wrong(of, format!("it is full: {free}"), room)
        }
        free_bytes if free_bytes < LITTLE.max(size) => {
            Finding::look(of, format!("there is little room: {free}"), room)
        }
        _ => Finding::well(of, free),
    });
    if disk.network {
        findings.push(Finding::wrong(
            "network",
            format!("the folder is on another machine ({kind}), where a database can be damaged"),
            "move the file to a disk of this machine",
        ));
    }
}

/// How folders are called, and what lies in them, that a program keeps the same on several machines. Names begin so.
const SYNCED: &[(&str, &[&str], &[&str])] = &[
    ("Dropbox", &["dropbox"], &[".dropbox", ".dropbox.cache"]),
    (
        "OneDrive",
        &["onedrive"],
        &[".849c9593-d756-4e56-8d6e-42412f2a707b"],
    ),
    (
        "iCloud",
        &["mobile documents", "icloud drive", "iclouddrive"],
        &[],
    ),
    (
        "Google Drive",
        &["google drive", "googledrive", "my drive"],
        &[".tmp.drivedownload", ".tmp.driveupload"],
    ),
    ("Nextcloud", &["nextcloud"], &[".nextcloudsync.log"]),
    ("ownCloud", &["owncloud"], &[".owncloudsync.log"]),
    ("Syncthing", &["syncthing"], &[".stfolder", ".stversions"]),
    ("Resilio Sync", &["resilio sync"], &[".sync"]),
    ("Seafile", &["seafile"], &[".seafile-data"]),
    ("MEGA", &["megasync", "mega downloads"], &[".megaignore"]),
    ("Box", &["box sync"], &[]),
    ("Proton Drive", &["proton drive"], &[]),
    ("a cloud", &["cloudstorage"], &[]),
];

fn synced(folder: &Path, findings: &mut Vec<Finding>) {
    let whole = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    if let Some(program) = whole.ancestors().find_map(synced_by) {
        findings.push(Finding::look(
            "synced folder",
            format!("{program} seems to carry this folder to other machines"),
            "keep the file outside, and put exports there: a copy taken between file and log is damaged",
        ));
    }
}

/// The program that seems to keep a folder the same on several machines.
fn synced_by(folder: &Path) -> Option<&'static str> {
    let name = folder.file_name()?.to_string_lossy().to_lowercase();
    let found = SYNCED.iter().find(|(_, names, marks)| {
        names.iter().any(|known| name.starts_with(known))
            || marks
                .iter()
                .any(|mark| folder.join(mark).exists() || folder.join(mark.to_uppercase()).exists())
    });
    found.map(|(program, ..)| *program)
}

fn rights(path: &Path, folder: &Path, findings: &mut Vec<Finding>) {
    let of = "rights";
    let before = findings.len();
    let may = |path: &Path| rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok();
    if let Ok(meta) = fs::metadata(path).as_ref()
        && meta.is_file()
    {
        if meta.mode() & 0o077 != 0 {
            let what = format!(
                "others on this machine may read or write the file ({:03o})",
                meta.mode() & 0o777
            );
            findings.push(Finding::look(
                of,
                what,
                "`chmod 600` on the file keeps it to yourself",
            ));
        }
        if !may(path) {
            findings.push(Finding::look(
                of,
                "you may not write the file",
                "it can be read; to record, work on a copy of your own",
            ));
        }
    }
    if let Ok(meta) = fs::metadata(folder) {
        const STICKY: u32 = 0o1000;
        // In a folder with the sticky bit, others may add files and not change these.
        if meta.mode() & 0o022 != 0 && meta.mode() & STICKY == 0 {
            let what = format!(
                "others may change what is in the folder ({:03o})",
                meta.mode() & 0o777
            );
            findings.push(Finding::look(
                of,
                what,
                "`chmod go-w` on the folder keeps them from replacing the file",
            ));
        }
        if !may(folder) {
            findings.push(Finding::look(
                of,
                "you may not write the folder, in which the log stands",
                "records can be read; to record, move the file to a folder of your own",
            ));
        }
    }
    if findings.len() == before {
        findings.push(Finding::well(
            of,
            "you may write here, and others may neither read nor replace the file",
        ));
    }
}

/// The most entries of a folder that are looked at: the time this takes is bounded.
const ENTRIES: usize = 20_000;

/// What was left: files half written, and drafts of what was typed and not recorded.
fn left(folder: &Path, hide: &Hide, findings: &mut Vec<Finding>) {
    let half = names(folder)
        .filter(|name| name.starts_with(TEMPORARY))
        .count();
    if half > 0 {
        let what = format!(
            "{half} half written {} begin with {TEMPORARY}",
            if half == 1 { "file" } else { "files" }
        );
        findings.push(Finding::look(
            "leftovers",
            what,
            "a report or an export was cut off: delete them",
        ));
    }
    let mut places: Vec<PathBuf> = vec![folder.to_owned()];
    places.extend(draft::state_folder());
    for place in places {
        let drafts = names(&place)
            .filter(|name| name.starts_with(draft::PREFIX) && name.ends_with(draft::ENDING))
            .count();
        if drafts > 0 {
            let what = format!(
                "{drafts} in {}: what was typed and not recorded",
                hide.path(&place)
            );
            findings.push(Finding::look(
                "drafts",
                what,
                "`dixit add --draft FILE` records one, `dixit edit ID --draft FILE` one of an edit; else delete it",
            ));
        }
    }
}

fn names(folder: &Path) -> impl Iterator<Item = String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .take(ENTRIES)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_that_are_carried_elsewhere_are_known_by_name_or_mark() {
        let root = tempfile::tempdir().unwrap();
        let folder = |name: &str| {
            let folder = root.path().join(name);
            fs::create_dir(&folder).unwrap();
            folder
        };
        assert_eq!(
            synced_by(&folder("OneDrive - Tidewater Herald")),
            Some("OneDrive")
        );
        let work = folder("work");
        assert_eq!(synced_by(&work), None);
        fs::create_dir(work.join(".stfolder")).unwrap();
        assert_eq!(synced_by(&work), Some("Syncthing"));
    }
}
