//! What happens when the program is told to end while somebody types: the terminal was closed, the machine
//! shuts down. What was typed is kept first.

use std::sync::{Arc, Mutex};
use std::thread;

use rustix::termios::{self, OptionalActions, Termios};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::{Handle, Signals};

use dixit::error::Result;

/// Keeps what was typed when a signal ends the program; until it is dropped.
pub struct Watch {
    handle: Handle,
    thread: Option<thread::JoinHandle<()>>,
}

impl Watch {
    /// Calls `keep` once when the program is told to end, and ends it then as it would have ended.
    ///
    /// `keep` answers what to say, on a terminal that is set back as it was.
    ///
    /// # Errors
    /// When the system refuses to tell of signals.
    pub fn begin<T: Send + 'static>(
        state: &Arc<Mutex<T>>,
        terminal: Termios,
        keep: impl Fn(&T) -> String + Send + 'static,
    ) -> Result<Self> {
        let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM])?;
        let handle = signals.handle();
        let state = Arc::clone(state);
        let thread = thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                let state = match state.lock() {
                    Ok(state) => state,
                    // What was typed before something else went wrong is still there.
                    Err(broken) => broken.into_inner(),
                };
                let said = keep(&state);
                let _ = termios::tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, &terminal);
                super::write(&format!("\x1b[?2004l\r\n{said}"));
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
        });
        Ok(Self {
            handle,
            thread: Some(thread),
        })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.handle.close();
        if let Some(thread) = self.thread.take() {
            // It ended by itself, or ends the program.
            let _ = thread.join();
        }
    }
}
