//! Keys out of the bytes that a terminal sends.

/// A key, or what was pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A letter, as typed.
    Letter(char),
    /// Several at once, as they stood in the clipboard.
    Paste(String),
    Enter,
    /// A line break that does not end the answer.
    Break,
    Tab,
    BackTab,
    Rubout,
    Delete,
    Left,
    Right,
    WordLeft,
    WordRight,
    Up,
    Down,
    Home,
    End,
    KillWord,
    KillBefore,
    KillAfter,
    /// Hide what is typed, or show it again.
    Hide,
    Interrupt,
    /// Ctrl-D.
    Leave,
    Escape,
    /// One that means nothing here.
    Other,
}

const PASTE: &[u8] = b"\x1b[200~";
const PASTED: &[u8] = b"\x1b[201~";

/// Bytes as they come, until they make keys.
#[derive(Debug, Default)]
pub struct Keys {
    bytes: Vec<u8>,
    /// Up to where no end of a paste stands: a long one comes in many pieces.
    searched: usize,
}

impl Keys {
    /// Takes what was read.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Whether something is begun that more bytes may end.
    pub fn is_waiting(&self) -> bool {
        !self.bytes.is_empty()
    }

    /// The next key, if its bytes are all there.
    pub fn next(&mut self) -> Option<Key> {
        if self.bytes.starts_with(PASTE) {
            let from = self.searched.max(PASTE.len());
            let mut rest = self.bytes[from..].windows(PASTED.len());
            let Some(end) = rest.position(|w| w == PASTED) else {
                self.searched = (self.bytes.len() + 1).saturating_sub(PASTED.len());
                return None;
            };
            let end = from + end;
            let text = String::from_utf8_lossy(&self.bytes[PASTE.len()..end]).into_owned();
            self.bytes.drain(..end + PASTED.len());
            self.searched = 0;
            // Terminals send line ends of a paste as Enter would be sent.
            return Some(Key::Paste(text.replace("\r\n", "\n").replace('\r', "\n")));
        }
        let first = *self.bytes.first()?;
        let (length, key) = match first {
            0x1b => escape(&self.bytes)?,
            0..0x20 | 0x7f => (1, control(first)),
            _ => letter(&self.bytes)?,
        };
        self.bytes.drain(..length);
        Some(key)
    }

    /// What is left when nothing more came: a lone Escape, or the beginning of something unknown.
    pub fn settle(&mut self) -> Option<Key> {
        if self.bytes.starts_with(PASTE) || !self.is_waiting() {
            return None;
        }
        let key = match self.bytes[..] {
            [0x1b] => Key::Escape,
            _ => Key::Other,
        };
        self.bytes.clear();
        Some(key)
    }
}

fn control(byte: u8) -> Key {
    match byte {
        // What was typed ahead of the prompt came through the terminal's own line, which sends a line feed.
        b'\r' | b'\n' => Key::Enter,
        b'\t' => Key::Tab,
        0x7f | 0x08 => Key::Rubout,
        0x01 => Key::Home,
        0x02 => Key::Left,
        0x03 => Key::Interrupt,
        0x04 => Key::Leave,
        0x05 => Key::End,
        0x06 => Key::Right,
        0x0b => Key::KillAfter,
        0x0e => Key::Down,
        0x10 => Key::Up,
        0x15 => Key::KillBefore,
        0x17 => Key::KillWord,
        0x18 => Key::Hide,
        _ => Key::Other,
    }
}

fn letter(bytes: &[u8]) -> Option<(usize, Key)> {
    let length = match bytes[0] {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 1,
    };
    let bytes = bytes.get(..length)?;
    let key = std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| text.chars().next());
    Some(key.map_or((1, Key::Other), |letter| (length, Key::Letter(letter))))
}

/// An escape sequence: ECMA-48's CSI and SS3, or Alt with a key. `None` while it is not all there.
fn escape(bytes: &[u8]) -> Option<(usize, Key)> {
    let key = match *bytes.get(1)? {
        b'[' => {
            let end = bytes[2..].iter().position(|b| (0x40..=0x7e).contains(b))? + 2;
            return Some((end + 1, csi(&bytes[2..end], bytes[end])));
        }
        b'O' => return Some((3, csi(b"", *bytes.get(2)?))),
        b'\r' | b'\n' => Key::Break,
        b'b' => Key::WordLeft,
        b'f' => Key::WordRight,
        0x7f => Key::KillWord,
        // Two Escapes: the first is one by itself.
        0x1b => return Some((1, Key::Escape)),
        _ => Key::Other,
    };
    Some((2, key))
}

fn csi(parameters: &[u8], last: u8) -> Key {
    // Ctrl or Alt with an arrow.
    let by_word = parameters.ends_with(b";5") || parameters.ends_with(b";3");
    match (last, parameters) {
        (b'A', _) => Key::Up,
        (b'B', _) => Key::Down,
        (b'C', _) if by_word => Key::WordRight,
        (b'D', _) if by_word => Key::WordLeft,
        (b'C', _) => Key::Right,
        (b'D', _) => Key::Left,
        (b'H', _) | (b'~', b"1" | b"7") => Key::Home,
        (b'F', _) | (b'~', b"4" | b"8") => Key::End,
        (b'~', b"3") => Key::Delete,
        (b'Z', _) => Key::BackTab,
        _ => Key::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(bytes: &[u8]) -> Vec<Key> {
        let mut keys = Keys::default();
        let mut found = Vec::new();
        // One byte at a time: nothing may hang on where a read ends.
        for byte in bytes {
            keys.feed(&[*byte]);
            found.extend(std::iter::from_fn(|| keys.next()));
        }
        found.extend(keys.settle());
        found
    }

    #[test]
    fn keys_are_read_whole() {
        use Key::{BackTab, End, Enter, Escape, Home, Left, Letter, Other, Tab, WordLeft};
        assert_eq!(keys("é한\r".as_bytes()), [Letter('é'), Letter('한'), Enter]);
        assert_eq!(
            keys(b"\x1b[D\x1bOH\x1b[1;5D\x1b[Z\t"),
            [Left, Home, WordLeft, BackTab, Tab]
        );
        assert_eq!(keys(b"\x1b"), [Escape]);
        assert_eq!(keys(b"\x1b\x1b[4~"), [Escape, End]);
        assert_eq!(keys(b"\xffa\x1b[38;2;1m"), [Other, Letter('a'), Other]);
    }

    #[test]
    fn a_paste_is_one_thing_whatever_it_holds() {
        let pasted = keys("\x1b[200~two\r\nlines\x1b[2J\u{202e}\x03\x1b[201~\r".as_bytes());
        let text = "two\nlines\x1b[2J\u{202e}\x03".to_owned();
        assert_eq!(pasted, [Key::Paste(text), Key::Enter]);
        assert_eq!(keys(b"\x1b[200~never ended"), []);
    }
}
