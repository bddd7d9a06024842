//! The fields of every noun, as people fill them in: one table for the flags of `add` and `edit`, the
//! prompts, and the comments in an entry opened in an editor.

mod claim;
mod given;
mod others;
mod source;

pub use claim::{ADD, ATTRIBUTION, CLAIM, WORDS};
pub use given::{
    FROM_FILES, Given, files, json_line, of_add, one_of_several, put, text_of, value_of,
};
pub use source::{NEW_SOURCE, SOURCE};

use clap::builder::PossibleValue;
use dixit::model::{Noun, Vocabulary};

/// What a field takes.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// Words; what they are.
    Text(&'static str),
    /// Words, any number of times.
    Texts(&'static str),
    /// Words, or a table of several fields in braces; any number of times.
    Parts(&'static str),
    /// One of a closed set of words.
    Word(fn() -> Vec<PossibleValue>),
    /// Nothing: it is said or not.
    Yes,
}

impl Takes {
    /// Whether it holds several.
    pub fn is_list(self) -> bool {
        matches!(self, Self::Texts(_) | Self::Parts(_))
    }
}

/// A field of a noun.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its flag.
    pub flag: &'static str,
    /// Its key in a dossier; `table.field` where it stands within a table.
    pub key: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Under which heading it stands in the help.
    pub heading: &'static str,
    /// What it means.
    pub help: &'static str,
}

impl Field {
    /// The key in the entry itself, without what stands within it.
    pub fn root(&self) -> &'static str {
        self.key.split_once('.').map_or(self.key, |(root, _)| root)
    }
}

/// The words of a vocabulary with what they mean.
fn choices<V: Vocabulary>() -> Vec<PossibleValue> {
    V::ALL
        .iter()
        .map(|v| PossibleValue::new(v.word()).help(v.meaning()))
        .collect()
}

/// Headings with their fields: flag, key, what it takes, and its help. Flags and keys may have a prefix.
macro_rules! fields {
    ($dash:literal $under:literal; $($heading:expr => { $($flag:literal $key:literal $takes:expr, $help:expr;)+ })+) => {
        &[$($($crate::cli::fields::Field {
            flag: concat!($dash, $flag), key: concat!($under, $key), takes: $takes, heading: $heading, help: $help,
        },)+)+]
    };
}
use fields;

/// The fields of a noun that a person may fill in.
pub fn of(noun: Noun) -> &'static [Field] {
    match noun {
        Noun::Source => SOURCE,
        Noun::Capture => others::CAPTURE,
        Noun::Speaker => others::SPEAKER,
        Noun::Occasion => others::OCCASION,
        Noun::Claim => CLAIM,
        Noun::Attribution => ATTRIBUTION,
        Noun::Measure => others::MEASURE,
        Noun::Topic => others::TOPIC,
        Noun::Assessment => others::ASSESSMENT,
        Noun::Link => others::LINK,
        Noun::Judgement => others::JUDGEMENT,
        Noun::Piece => others::PIECE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dixit::model::*;

    #[test]
    fn every_field_has_its_flag() {
        use dixit::record::sheet::{fixed, kept};
        let all: &[(Noun, &[&str])] = &[
            (Noun::Source, Source::<Named>::FIELDS),
            (Noun::Capture, Capture::<Named>::FIELDS),
            (Noun::Speaker, Speaker::<Named>::FIELDS),
            (Noun::Occasion, Occasion::<Named>::FIELDS),
            (Noun::Claim, Claim::<Named>::FIELDS),
            (Noun::Attribution, Attribution::<Named>::FIELDS),
            (Noun::Measure, Measure::<Named>::FIELDS),
            (Noun::Topic, Topic::FIELDS),
            (Noun::Assessment, Assessment::<Named>::FIELDS),
            (Noun::Link, Link::<Named>::FIELDS),
            (Noun::Judgement, Judgement::<Named>::FIELDS),
            (Noun::Piece, Piece::<Named>::FIELDS),
        ];
        assert_eq!(all.len(), Noun::ALL.len());
        for (noun, fields) in all {
            let keys: Vec<&str> = of(*noun).iter().map(Field::root).collect();
            for field in *fields {
                let field = field.trim_start_matches("r#");
                assert!(
                    keys.contains(&field) != [kept(*noun), fixed(*noun)].concat().contains(&field),
                    "{noun}: {field} has a flag, or stays as it is; not both"
                );
            }
        }
    }
}
