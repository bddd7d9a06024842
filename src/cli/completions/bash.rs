//! A line of Bash up to the cursor: the words it holds, and how the last one may go on.
//!
//! Bash gives a completer the line as typed, and takes back what is to stand after the last character that
//! readline takes for a break (a colon, an equals sign, an opening quotation mark). So the line is read here as Bash
//! would read it, and a candidate is written in the quotation marks that stand open.

/// Which quotation mark stands open.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Open {
    None,
    Single,
    Double,
}

/// What is typed.
#[derive(Debug)]
pub struct Typed {
    /// The words, the last one as far as it is typed; without quotation marks.
    pub words: Vec<String>,
    open: Open,
    /// How much of the last word stands before the last break: bytes.
    kept: usize,
}

impl Typed {
    /// Reads a line; `breaks` is `$COMP_WORDBREAKS`.
    pub fn read(line: &str, breaks: &str) -> Self {
        let (mut words, mut word, mut begun) = (Vec::new(), String::new(), false);
        let (mut open, mut kept) = (Open::None, 0);
        let mut rest = line.chars().peekable();
        while let Some(c) = rest.next() {
            match (open, c) {
                (Open::None, ' ' | '\t' | '\n') => {
                    if begun {
                        words.push(std::mem::take(&mut word));
                    }
                    (begun, kept) = (false, 0);
                    continue;
                }
                (Open::None, '\\') => word.extend(rest.next()),
                (Open::None, '\'') => (open, kept) = (Open::Single, word.len()),
                (Open::None, '"') => (open, kept) = (Open::Double, word.len()),
                (Open::Single, '\'') | (Open::Double, '"') => {
                    (open, kept) = (Open::None, word.len())
                }
                (Open::Double, '\\') => {
                    let escapes = rest.peek().is_some_and(|next| "$`\"\\\n".contains(*next));
                    word.extend(if escapes { rest.next() } else { Some(c) });
                }
                (Open::None, c) if breaks.contains(c) => {
                    word.push(c);
                    kept = word.len();
                }
                (_, c) => word.push(c),
            }
            begun = true;
        }
        words.push(word);
        Self { words, open, kept }
    }

    /// What to type for a candidate after the last break; none where the break is within what differs.
    pub fn goes_on(&self, candidate: &str) -> Option<String> {
        let word = self.words.last()?;
        let rest = candidate.strip_prefix(&word[..self.kept])?;
        let mut text = String::new();
        for c in rest.chars() {
            match self.open {
                // It ends the quotation, and begins it again.
                Open::Single if c == '\'' => text.push_str("'\\''"),
                Open::Double if c == '!' => text.push_str("\"'!'\""),
                Open::Double if "$`\"\\".contains(c) => text.extend(['\\', c]),
                Open::None if c.is_ascii() && !is_plain(c) => text.extend(['\\', c]),
                _ => text.push(c),
            }
        }
        // An open quotation is closed by Bash, and a folder or a flag with `=` goes on.
        if self.open == Open::None && !candidate.ends_with(['/', '=']) {
            text.push(' ');
        }
        Some(text)
    }
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_./,+%@:=".contains(c)
}

#[cfg(test)]
mod tests {
    use super::Typed;

    const BREAKS: &str = " \t\n\"'><=;|&(:";

    #[test]
    fn a_name_goes_on_in_the_marks_that_stand_open() {
        for (line, name, typed) in [
            (
                "dixit list --speaker In",
                "Inès Delmar",
                Some("Inès\\ Delmar "),
            ),
            (
                "dixit list --speaker Inès\\ D",
                "Inès Delmar",
                Some("Inès\\ Delmar "),
            ),
            (
                "dixit list --speaker \"Inès D",
                "Inès Delmar",
                Some("Inès Delmar"),
            ),
            (
                "dixit list --speaker 'Inès D",
                "Inès Delmar",
                Some("Inès Delmar"),
            ),
            (
                "dixit list --speaker ",
                "O'Neil (Jr.)",
                Some("O\\'Neil\\ \\(Jr.\\) "),
            ),
            ("dixit list --speaker '", "O'Neil", Some("O'\\''Neil")),
            (
                "dixit list --speaker \"",
                "\"Ace\" $1 Yes!",
                Some("\\\"Ace\\\" \\$1 Yes\"'!'\""),
            ),
            (
                "dixit list --source Report:",
                "Report: two",
                Some("\\ two "),
            ),
            (
                "dixit list --source \"Report: t",
                "Report: two",
                Some("Report: two"),
            ),
            (
                "dixit list --source Report\\:\\ t",
                "Report: two",
                Some("Report:\\ two "),
            ),
            (
                "dixit list --speaker=In",
                "--speaker=Inès Delmar",
                Some("Inès\\ Delmar "),
            ),
            (
                "dixit list --speaker=ines",
                "--speaker=Inès Delmar",
                Some("Inès\\ Delmar "),
            ),
            ("dixit list --source rep:", "Report: two", None),
            ("dixit report -o fol", "folder/", Some("folder/")),
        ] {
            let read = Typed::read(line, BREAKS);
            assert_eq!(read.goes_on(name).as_deref(), typed, "{line} {name}");
        }
    }

    #[test]
    fn words_are_those_that_bash_would_pass() {
        for (line, words) in [
            ("dixit ", &["dixit", ""][..]),
            ("dixit li", &["dixit", "li"]),
            (
                "dixit --db 'a b'/c\\ d.db list \"x \\\"y\" z",
                &["dixit", "--db", "a b/c d.db", "list", "x \"y", "z"],
            ),
            ("dixit '' ", &["dixit", "", ""]),
            ("dixit \"a\\b", &["dixit", "a\\b"]),
            ("", &[""]),
        ] {
            assert_eq!(Typed::read(line, BREAKS).words, words);
        }
    }
}
