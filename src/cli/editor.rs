//! The user's editor on a draft.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use signal_hook::consts::SIGINT;

use super::draft::Draft;
use dixit::error::{Error, ErrorKind, Result};

/// What stands for an editor where nobody chose one.
const FALLBACK: &[&str] = &["sensible-editor", "editor", "nano", "vim", "vi"];

/// Opens a draft in `$VISUAL`, else `$EDITOR`, else an editor that is installed, and waits for it.
///
/// The value may hold arguments: the shell reads it, as it does for every program that opens editors.
///
/// # Errors
/// When there is no editor, or it says that it failed.
pub fn open(draft: &Draft) -> Result<()> {
    let editor = chosen().ok_or_else(|| {
        Error::new(ErrorKind::System, "no editor is found")
            .hint("name yours in $VISUAL or $EDITOR, or fill in the fields by flags")
    })?;
    // Ctrl-C in the terminal reaches us too, and is the editor's to understand; before and after, it
    // ends us. Taken back, it would be heeded by nobody: the handler stays, and is told.
    let ends_us = on_interrupt()?;
    ends_us.store(false, Ordering::SeqCst);
    let ended = Command::new("sh")
        .args(["-c", &format!("{editor} \"$@\""), "dixit"])
        .arg(&draft.path)
        .status();
    ends_us.store(true, Ordering::SeqCst);
    let status = ended.map_err(|e| Error::from(e).hint("Dixit starts editors with `sh`"))?;
    if status.success() {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::System,
        format!("the editor `{editor}` ended with {status}"),
    )
    .hint("name another in $VISUAL or $EDITOR"))
}

/// Whether Ctrl-C ends the program; asked of the system once.
fn on_interrupt() -> Result<&'static AtomicBool> {
    static ENDS_US: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    if let Some(known) = ENDS_US.get() {
        return Ok(known);
    }
    let ends_us = Arc::new(AtomicBool::new(true));
    signal_hook::flag::register_conditional_default(SIGINT, Arc::clone(&ends_us))
        .map_err(Error::from)?;
    Ok(ENDS_US.get_or_init(|| ends_us))
}

fn chosen() -> Option<String> {
    let given = |name: &str| {
        std::env::var(name)
            .ok()
            .filter(|value| !value.trim().is_empty())
    };
    if let Some(editor) = given("VISUAL").or_else(|| given("EDITOR")) {
        return Some(editor);
    }
    let folders = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&folders).collect();
    let runs = |path: &Path| rustix::fs::access(path, rustix::fs::Access::EXEC_OK).is_ok();
    let found = FALLBACK
        .iter()
        .find(|name| folders.iter().any(|folder| runs(&folder.join(name))));
    found.map(|name| (*name).to_owned())
}
