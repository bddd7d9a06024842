//! A file on its way out: old or new, never half.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::{Error, Result};

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
        let folder = path
            .parent()
            .filter(|p| !p.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        if path.is_dir() {
            return Err(Error::input(format!(
                "{} is a folder, not a file",
                path.display()
            )));
        }
        // Made with 0600, and never with more.
        let file = NamedTempFile::with_prefix_in(".dixit-", folder)
            .map_err(|e| Error::from(e).at_file(path))?;
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
