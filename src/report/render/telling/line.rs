//! A line of a report: stretches of words, each marked by whose they are.

/// A stretch of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// The report's own words: never data.
    Ours(String),
    /// A name, a title, a wording of ours: data, which is set plain. The language is empty where it is
    /// not known.
    Named { text: String, lang: String },
    /// A source's own wording.
    Theirs { text: String, lang: String },
    /// What a source quotes of a speaker: quotation marks stand round this alone.
    Quoted { text: String, lang: String },
    /// An address.
    Address(String),
    /// A source, by its number.
    Source(u64),
    /// What must not be missed.
    Strong(Line),
}

/// Words in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Words>);

impl Line {
    /// A line that begins with words of the report's own.
    pub fn ours(text: impl Into<String>) -> Self {
        Self::default().and_ours(text)
    }

    /// A line that begins with a name.
    pub fn named(text: impl AsRef<str>) -> Self {
        Self::default().and_named(text)
    }

    /// A line that begins with a source's wording.
    pub fn theirs(text: impl AsRef<str>, lang: &str) -> Self {
        Self::default().and_theirs(text, lang)
    }

    pub fn and_ours(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Words::Ours(text));
        }
        self
    }

    pub fn and_named(self, text: impl AsRef<str>) -> Self {
        self.and_named_in(text, "")
    }

    /// A wording of ours in a language.
    pub fn and_named_in(mut self, text: impl AsRef<str>, lang: &str) -> Self {
        let (text, lang) = (text.as_ref().to_owned(), lang.to_owned());
        self.0.push(Words::Named { text, lang });
        self
    }

    pub fn and_theirs(mut self, text: impl AsRef<str>, lang: &str) -> Self {
        let (text, lang) = (text.as_ref().to_owned(), lang.to_owned());
        if !text.trim().is_empty() {
            self.0.push(Words::Theirs { text, lang });
        }
        self
    }

    pub fn and_quoted(mut self, text: impl AsRef<str>, lang: &str) -> Self {
        let (text, lang) = (text.as_ref().to_owned(), lang.to_owned());
        self.0.push(Words::Quoted { text, lang });
        self
    }

    pub fn and_address(mut self, url: impl AsRef<str>) -> Self {
        self.0.push(Words::Address(url.as_ref().to_owned()));
        self
    }

    pub fn and_source(mut self, number: u64) -> Self {
        self.0.push(Words::Source(number));
        self
    }

    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Lines one after another with words of ours between them.
    pub fn joined(lines: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let mut all = Self::default();
        for (at, line) in lines.into_iter().enumerate() {
            if at > 0 {
                all = all.and_ours(between);
            }
            all = all.and(line);
        }
        all
    }

    /// "A, B and C".
    pub fn listed(mut lines: Vec<Self>) -> Self {
        match lines.pop() {
            None => Self::default(),
            Some(last) if lines.is_empty() => last,
            Some(last) => Self::joined(lines, ", ").and_ours(" and ").and(last),
        }
    }

    pub fn strong(self) -> Self {
        Self(vec![Words::Strong(self)])
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// With a full stop, unless it ends in one or in nothing.
    pub fn sentence(self) -> Self {
        match self.ends() {
            true => self,
            false => self.and_ours("."),
        }
    }

    fn ends(&self) -> bool {
        match self.0.last() {
            None => true,
            Some(Words::Ours(text) | Words::Named { text, .. } | Words::Theirs { text, .. }) => {
                ends(text)
            }
            Some(Words::Strong(line)) => line.ends(),
            Some(Words::Quoted { .. } | Words::Address(_) | Words::Source(_)) => false,
        }
    }

    /// With a capital at the front, where the front is ours to change.
    pub fn capitalised(mut self) -> Self {
        if let Some(Words::Ours(text)) = self.0.first_mut() {
            *text = capitalised(text);
        }
        self
    }
}

/// Whether words end a sentence, or are none.
fn ends(text: &str) -> bool {
    let text = text.trim_end();
    text.is_empty() || text.ends_with(['.', '!', '?', '…'])
}

/// Words with a full stop, unless they end in one.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    match ends(text) {
        true => text.to_owned(),
        false => format!("{text}."),
    }
}

/// With a capital at the front.
pub fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    let first = rest.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(rest).collect()
}
