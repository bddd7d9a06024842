//! The disk under a file: which file system, how much room, and whether it is on this machine at all.

use std::fs;
use std::path::Path;

/// What a file system tells of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disk {
    /// What it is called, as the system calls it; empty where it does not say.
    pub kind: String,
    /// Whether it is known to be on another machine, where locks and logs may fail.
    pub network: bool,
    /// The bytes that this user may still write.
    pub free: u64,
}

/// File systems over a network, by the numbers of `statfs`, which cost nothing to ask at each opening.
const NETWORK: &[(i64, &str)] = &[
    (0x6969, "NFS"),
    (0x517b, "SMB"),
    (0xff53_4d42, "CIFS"),
    (0xfe53_4d42, "SMB2"),
    (0x0102_1997, "9P"),
    (0x5346_414f, "AFS"),
    (0x7375_7245, "Coda"),
    (0x00c3_6400, "Ceph"),
];

/// Programs that show a network's files by FUSE. Many local file systems are FUSE too, and only the mount says which.
const FUSE: &[&str] = &[
    "sshfs",
    "rclone",
    "gvfsd-fuse",
    "s3fs",
    "goofys",
    "davfs",
    "davfs2",
    "curlftpfs",
    "smbnetfs",
    "gcsfuse",
    "blobfuse",
    "google-drive-ocamlfuse",
    "onedriver",
    "glusterfs",
    "cephfs",
    "ossfs",
];

/// The name of a network file system by its magic number.
pub(super) fn network(magic: i64) -> Option<&'static str> {
    NETWORK
        .iter()
        .find(|(number, _)| *number == magic & 0xffff_ffff)
        .map(|(_, name)| *name)
}

/// The network file system that a folder is on, if it is known to be one.
pub(super) fn network_of(folder: &Path) -> Option<&'static str> {
    let found = rustix::fs::statfs(folder).ok()?;
    #[allow(
        clippy::useless_conversion,
        clippy::unnecessary_cast,
        reason = "the type differs between systems"
    )]
    network(found.f_type as i64)
}

impl Disk {
    /// The disk that a folder is on.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn of(folder: &Path) -> crate::error::Result<Self> {
        let found = rustix::fs::statvfs(folder).map_err(std::io::Error::from)?;
        let mounted = fs::canonicalize(folder)
            .ok()
            .and_then(|folder| mount_kind(&folder, &mounts()))
            .unwrap_or_default();
        let by_number = network_of(folder);
        let by_fuse = mounted
            .strip_prefix("fuse.")
            .is_some_and(|program| FUSE.contains(&program));
        Ok(Self {
            kind: match by_number {
                Some(name) if mounted.is_empty() => name.to_owned(),
                _ => mounted,
            },
            network: by_number.is_some() || by_fuse,
            free: found.f_bavail.saturating_mul(found.f_frsize),
        })
    }
}

/// What is mounted; empty where the system does not keep it so.
fn mounts() -> String {
    fs::read_to_string("/proc/self/mountinfo").unwrap_or_default()
}

/// The kind of the file system mounted nearest above a folder (`proc(5)`, the file `mountinfo`).
fn mount_kind(folder: &Path, mounts: &str) -> Option<String> {
    let mut best: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let Some((before, after)) = line.split_once(" - ") else {
            continue;
        };
        let (Some(point), Some(kind)) = (before.split(' ').nth(4), after.split(' ').next()) else {
            continue;
        };
        let point = point.replace("\\040", " ");
        // The last of two on one point covers the first.
        if folder.starts_with(&point) && best.is_none_or(|(long, _)| point.len() >= long) {
            best = Some((point.len(), kind));
        }
    }
    best.map(|(_, kind)| kind.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_file_systems_are_known_by_their_numbers() {
        assert_eq!(network(0x6969), Some("NFS"));
        assert_eq!(network(0xff53_4d42), Some("CIFS"));
        // The same number as a system with 32-bit signed longs gives it.
        assert_eq!(network(i64::from(0xff53_4d42_u32 as i32)), Some("CIFS"));
        assert_eq!(network(0xef53), None);
    }

    #[test]
    fn the_nearest_mount_tells_the_kind() {
        let mounts = "21 1 8:1 / / rw - ext4 /dev/sda1 rw\n\
                      40 21 0:40 / /home/a/far rw,nosuid shared:9 - fuse.sshfs host:/ rw\n\
                      41 21 0:41 / /home/a/my\\040disk rw - vfat /dev/sdb1 rw\n";
        let kind = |folder: &str| mount_kind(Path::new(folder), mounts).unwrap();
        assert_eq!(kind("/home/a"), "ext4");
        assert_eq!(kind("/home/a/far/deep"), "fuse.sshfs");
        assert_eq!(kind("/home/a/farther"), "ext4");
        assert_eq!(kind("/home/a/my disk"), "vfat");
        assert_eq!(mount_kind(Path::new("/x"), ""), None);
    }
}
