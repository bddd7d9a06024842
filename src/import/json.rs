//! JSON as a tree with places, as RFC 8259 has it and no more.
//!
//! Numbers stay as written, a key may stand once, depth is bounded, and every part knows its byte:
//! no parser at hand gives all four.

use std::borrow::Cow;

use super::bad::{Bad, short};
use super::node::{Key, Node, Table, Value};

/// Deeper is nothing that anybody wrote.
const DEEPEST: usize = 64;

/// Reads one JSON text.
///
/// # Errors
/// At the byte where it stops being JSON.
pub fn parse(text: &str) -> Result<Node<'_>, Bad> {
    let mut reader = Reader { text, at: 0 };
    reader.skip_space();
    let node = reader.node(0)?;
    reader.skip_space();
    match reader.peek() {
        None => Ok(node),
        Some(_) => Err(reader.wrong("nothing more")),
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn wrong(&self, wanted: &str) -> Bad {
        let found = match self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
        {
            None => "the end".to_owned(),
            Some(letter) if letter.is_control() => format!("`{}`", letter.escape_default()),
            Some(letter) => format!("`{letter}`"),
        };
        Bad::new(format!("not JSON: {wanted} is wanted here, not {found}")).at(self.at)
    }

    fn node(&mut self, depth: usize) -> Result<Node<'t>, Bad> {
        if depth > DEEPEST {
            return Err(Bad::new(format!("nested more than {DEEPEST} deep")).at(self.at));
        }
        let at = self.at;
        let value = match self.peek() {
            Some(b'{') => Value::Table(self.table(depth)?),
            Some(b'[') => Value::List(self.list(depth)?),
            Some(b'"') => Value::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(Cow::Borrowed(self.number()?)),
            _ => self.word()?,
        };
        Ok(Node { at, value })
    }

    fn word(&mut self) -> Result<Value<'t>, Bad> {
        for (word, value) in [
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("null", Value::Null),
        ] {
            if self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(self.wrong("a value"))
    }

    fn table(&mut self, depth: usize) -> Result<Table<'t>, Bad> {
        self.at += 1;
        let mut pairs: Table<'t> = Vec::with_capacity(if depth == 0 { 16 } else { 4 });
        self.skip_space();
        if self.eat(b'}') {
            return Ok(pairs);
        }
        loop {
            let at = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.wrong("a key in quotation marks"));
            }
            let key = Key {
                at,
                name: self.string()?,
            };
            self.skip_space();
            if !self.eat(b':') {
                return Err(self.wrong("`:`"));
            }
            self.skip_space();
            let node = self.node(depth + 1)?;
            pairs.push((key, node));
            self.skip_space();
            if self.eat(b'}') {
                break;
            }
            if !self.eat(b',') {
                return Err(self.wrong("`,` or `}`"));
            }
            self.skip_space();
        }
        once(&pairs)?;
        Ok(pairs)
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Node<'t>>, Bad> {
        self.at += 1;
        let mut nodes = Vec::new();
        self.skip_space();
        if self.eat(b']') {
            return Ok(nodes);
        }
        loop {
            nodes.push(self.node(depth + 1)?);
            self.skip_space();
            if self.eat(b']') {
                return Ok(nodes);
            }
            if !self.eat(b',') {
                return Err(self.wrong("`,` or `]`"));
            }
            self.skip_space();
        }
    }

    fn number(&mut self) -> Result<&'t str, Bad> {
        let start = self.at;
        self.eat(b'-');
        if !self.eat(b'0') {
            self.digits()?;
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            let _ = self.eat(b'+') || self.eat(b'-');
            self.digits()?;
        }
        Ok(&self.text[start..self.at])
    }

    fn digits(&mut self) -> Result<(), Bad> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start {
            return Err(self.wrong("a digit"));
        }
        Ok(())
    }

    /// A string, borrowed where nothing in it is escaped.
    fn string(&mut self) -> Result<Cow<'t, str>, Bad> {
        self.at += 1;
        let mut plain = self.at;
        let mut out = String::new();
        loop {
            match self.peek() {
                Some(b'"') => {
                    let rest = &self.text[plain..self.at];
                    self.at += 1;
                    if out.is_empty() {
                        return Ok(Cow::Borrowed(rest));
                    }
                    out.push_str(rest);
                    return Ok(Cow::Owned(out));
                }
                Some(b'\\') => {
                    out.push_str(&self.text[plain..self.at]);
                    out.push(self.escape()?);
                    plain = self.at;
                }
                Some(0x20..) => self.at += plain_bytes(&self.text.as_bytes()[self.at..]).max(1),
                Some(_) => return Err(self.wrong("an escape such as `\\n`")),
                None => return Err(self.wrong("a closing quotation mark")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Bad> {
        let start = self.at;
        self.at += 1;
        let letter = match self.peek() {
            Some(letter @ (b'"' | b'\\' | b'/')) => char::from(letter),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode(start);
            }
            _ => return Err(self.wrong("one of `\"\\/bfnrtu`")),
        };
        self.at += 1;
        Ok(letter)
    }

    fn unicode(&mut self, start: usize) -> Result<char, Bad> {
        let high = self.hex()?;
        let code = match high {
            0xD800..=0xDBFF if self.eat(b'\\') && self.eat(b'u') => {
                let low = self.hex()?;
                match low {
                    0xDC00..=0xDFFF => 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00),
                    _ => high,
                }
            }
            _ => high,
        };
        char::from_u32(code).ok_or_else(|| {
            Bad::new("half a surrogate pair stands for no letter")
                .at(start)
                .hint("write the letter itself, in UTF-8")
        })
    }

    fn hex(&mut self) -> Result<u32, Bad> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            code = code * 16 + digit.ok_or_else(|| self.wrong("a hex digit"))?;
            self.at += 1;
        }
        Ok(code)
    }
}

/// How many bytes stand for themselves before a quotation mark, a backslash or a control; fewer
/// than eight at the end are left to the caller.
///
/// Eight bytes are looked at as one number, since strings are most of a row: subtracting sets the
/// high bit of the first byte below its bound, and may set it wrongly only after that one.
fn plain_bytes(bytes: &[u8]) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let below = |word: u64, bound: u64| word.wrapping_sub(EACH * bound) & !word;
    let mut count = 0;
    for eight in bytes.chunks_exact(8) {
        let word = eight
            .iter()
            .rev()
            .fold(0, |word, byte| word << 8 | u64::from(*byte));
        let quote = word ^ (EACH * u64::from(b'"'));
        let escape = word ^ (EACH * u64::from(b'\\'));
        let marks = (below(word, 0x20) | below(quote, 1) | below(escape, 1)) & (EACH * 0x80);
        if marks != 0 {
            return count + marks.trailing_zeros() as usize / 8;
        }
        count += 8;
    }
    count
}

/// Refuses a key that stands twice: which one counts would be a guess.
fn once(pairs: &Table<'_>) -> Result<(), Bad> {
    // Comparing each with each is quickest for the few keys of a row.
    const FEW: usize = 32;
    let twice = if pairs.len() <= FEW {
        let seen = |at: usize| {
            pairs[..at]
                .iter()
                .any(|(key, _)| key.name == pairs[at].0.name)
        };
        (1..pairs.len()).find(|at| seen(*at))
    } else {
        let mut seen = std::collections::HashSet::new();
        pairs.iter().position(|(key, _)| !seen.insert(&key.name))
    };
    match twice {
        None => Ok(()),
        Some(at) => {
            let key = &pairs[at].0;
            Err(Bad::new(format!("the key `{}` stands twice", short(&key.name))).at(key.at))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::plain_bytes;

    #[test]
    fn strings_end_where_a_byte_says_so() {
        for stop in [b'"', b'\\', 0, 0x1f, b'\n'] {
            for at in 0..16 {
                let mut bytes = [b' ', b'#', b'[', 0xff, 0x80, b'!', b']', b'a'].repeat(2);
                bytes.push(b'x');
                bytes[at] = stop;
                assert_eq!(plain_bytes(&bytes), at);
            }
        }
        assert_eq!(plain_bytes(b"seven  "), 0);
        assert_eq!(plain_bytes(&[0x7f; 17]), 16);
    }
}
