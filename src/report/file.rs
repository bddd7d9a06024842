//! A file on its way out: old or new, never half.

use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::{Error, ErrorKind, Result};

/// What the name of a file begins with while it is being written.
pub const TEMPORARY: &str = ".dixit-";

/// A file being written. It takes its name once all of it is on the disk; before that the name means
/// what it meant. Its owner alone can read it.
pub struct NewFile {
    out: BufWriter<NamedTempFile>,
    path: PathBuf,
}

impl NewFile {
    /// Begins a file beside its name.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn create(path: &Path) -> Result<Self> {
        let path = &what_it_means(path)?;
        let folder = path
            .parent()
            .filter(|p| !p.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        if !folder.is_dir() {
            return Err(Error::new(
                ErrorKind::System,
                format!(
                    "{} cannot be written: there is no folder {}",
                    path.display(),
                    folder.display()
                ),
            )
            .hint("make the folder first, or name another"));
        }
        // Made with 0600, and never with more.
        let file = NamedTempFile::with_prefix_in(TEMPORARY, folder)
            .map_err(|e| Error::from(std::io::Error::from(e.kind())).at_file(path))?;
        Ok(Self {
            out: BufWriter::with_capacity(256 * 1024, file),
            path: path.to_owned(),
        })
    }

    /// Where to write.
    pub fn out(&mut self) -> &mut dyn Write {
        &mut self.out
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// When the disk is full or fails; the name then means what it meant.
    pub fn keep(self) -> Result<()> {
        let at = |e: std::io::Error| Error::from(e).at_file(&self.path);
        let file = self.out.into_inner().map_err(|e| at(e.into_error()))?;
        file.as_file().sync_all().map_err(at)?;
        file.persist(&self.path).map_err(|e| at(e.error))?;
        // The name itself must be on the disk too.
        if let Some(folder) = self.path.parent() {
            let folder = if folder.as_os_str().is_empty() {
                Path::new(".")
            } else {
                folder
            };
            if let Ok(folder) = std::fs::File::open(folder) {
                let _ = folder.sync_all();
            }
        }
        Ok(())
    }
}

/// The file that a name means, links followed. What is no plain file is left alone, and so is a database:
/// a slip in a name must not cost one.
fn what_it_means(path: &Path) -> Result<PathBuf> {
    let Ok(target) = fs::canonicalize(path) else {
        return Ok(path.to_owned());
    };
    let refuse = |what: &str| {
        Error::input(format!(
            "{} is {what}, and is left as it is",
            path.display()
        ))
    };
    let kind = fs::metadata(&target).map_err(|e| Error::from(e).at_file(path))?;
    if kind.is_dir() {
        return Err(refuse("a folder, not a file").hint("name a file in it"));
    }
    if !kind.is_file() {
        return Err(refuse("no plain file").hint("leave out -o, and send standard output there"));
    }
    let mut start = [0; 16];
    let mut read = 0;
    if let Ok(mut file) = File::open(&target) {
        read = file.read(&mut start).unwrap_or(0);
    }
    let name = target
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let beside = ["-wal", "-shm", "-journal"].iter().any(|end| {
        name.strip_suffix(end)
            .is_some_and(|database| target.with_file_name(database).exists())
    });
    if start[..read].starts_with(b"SQLite format 3") || beside {
        return Err(refuse("a database, or belongs to one").hint("give another name"));
    }
    Ok(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_files_that_are_no_database_are_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("x.db"), b"SQLite format 3\0 and more").unwrap();
        fs::write(at("x.db-wal"), b"").unwrap();
        fs::write(at("old.md"), b"old").unwrap();
        std::os::unix::fs::symlink(at("old.md"), at("link.md")).unwrap();
        assert!(NewFile::create(&at("x.db")).is_err());
        assert!(NewFile::create(&at("x.db-wal")).is_err());
        assert!(NewFile::create(folder.path()).is_err());
        assert!(NewFile::create(Path::new("/dev/null")).is_err());
        let mut file = NewFile::create(&at("link.md")).unwrap();
        file.out().write_all(b"new").unwrap();
        assert_eq!(fs::read(at("old.md")).unwrap(), b"old");
        file.keep().unwrap();
        assert_eq!(fs::read(at("old.md")).unwrap(), b"new");
        assert!(at("link.md").is_symlink());
    }
}
