//! Inputs: files, or standard input for `-`.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::os::unix::fs::FileTypeExt;
use std::path::Path;

use dixit::error::{Error, Result};
use dixit::text::bad_text;

/// Opens a file; standard input for `-` or nothing.
pub fn open(path: Option<&Path>) -> Result<Box<dyn Read + Send>> {
    match path {
        None => Ok(Box::new(io::stdin())),
        Some(path) if path == Path::new("-") => Ok(Box::new(io::stdin())),
        Some(path) => {
            if path.is_dir() {
                return Err(
                    Error::input(format!("{} is a folder, not a file", path.display()))
                        .hint("name the files in it"),
                );
            }
            let file = File::open(path).map_err(|e| Error::from(e).at_file(path))?;
            let endless = file.metadata()?.file_type().is_char_device() && !file.is_terminal();
            if endless && path != Path::new("/dev/null") {
                let what = format!("{} is a device, not a file", path.display());
                return Err(Error::input(what).hint("name a file"));
            }
            Ok(Box::new(file))
        }
    }
}

/// How large a text of one field may be.
const LARGEST: u64 = 16 << 20;

/// Reads a field's text from a file. Editors end a file with a line break that nobody typed as part
/// of the words: one is left out.
pub fn text(path: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    let read = open(Some(path))?
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)?;
    if read as u64 > LARGEST {
        return Err(Error::input(format!(
            "{} is larger than {} MiB",
            path.display(),
            LARGEST >> 20
        ))
        .hint("a field holds words; a document is a source of its own"));
    }
    let text = bad_text::checked(&bytes).map_err(|bad| {
        Error::input(format!("{}: {bad}", path.display())).hint("save the file as UTF-8")
    })?;
    let text = text.strip_suffix('\n').unwrap_or(text);
    Ok(text.strip_suffix('\r').unwrap_or(text).to_owned())
}
