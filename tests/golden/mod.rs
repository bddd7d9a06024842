//! One record of every noun with every field set, as `tests/bodies` holds them, and the bare records
//! that they refer to.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::path::Path;

use dixit::error::Result;
use dixit::model::{
    Attribution, Body, Claim, Measure, Name, Noun, Source, Speaker, Topic, Uid, Vocabulary,
};
use dixit::store::{Command, Store, Writing};

/// The record of a noun: its identity, and the commit of its body with the salt 00 01 … 0f.
pub struct Golden {
    pub noun: Noun,
    pub uid: &'static str,
    pub commit: &'static str,
}

/// Identities and commits were worked out by another program than Dixit.
pub const GOLDEN: &[Golden] = &[
    Golden {
        noun: Noun::Source,
        uid: "11111111111141118111111111111111",
        commit: "0f71ff2453971c7c2579b92adaf40bbed41d4676717664d634aa67a53a72d8e0",
    },
    Golden {
        noun: Noun::Capture,
        uid: "22222222222242228222222222222222",
        commit: "1efb5e5ad0e80ab94ea29ec4e3d1ede5aa8987a2dd2aeaace082b5b695e61eae",
    },
    Golden {
        noun: Noun::Speaker,
        uid: "33333333333343338333333333333333",
        commit: "000c5868fa6e659ad5e7b2fc3889c7b6bce785c7e28faa5413641a18c285c8e9",
    },
    Golden {
        noun: Noun::Occasion,
        uid: "44444444444444448444444444444444",
        commit: "251f15831a65f74575bdba43b3b30100e9fa2793cf616c4995294ffede561e58",
    },
    Golden {
        noun: Noun::Claim,
        uid: "55555555555545558555555555555555",
        commit: "10b2013fa719c5f4be85b16ec2bd9b5d132878d4bfe8b3c0542c1171dd022a54",
    },
    Golden {
        noun: Noun::Attribution,
        uid: "66666666666646668666666666666666",
        commit: "6017dd8243e4ba613a767a62ed664a42da00e4228c28abee2a8227af0c17d78c",
    },
    Golden {
        noun: Noun::Measure,
        uid: "77777777777747778777777777777777",
        commit: "4389a8af2d6a6f83e50bbd78792af69908a3c5b014e654551b2a6674242730e1",
    },
    Golden {
        noun: Noun::Topic,
        uid: "88888888888848888888888888888888",
        commit: "f6f719e00ec17e8ca98b5da275dbb5a87767589bc36cb4d0381fb081aca37957",
    },
    Golden {
        noun: Noun::Assessment,
        uid: "99999999999949998999999999999999",
        commit: "6ec301e81a4b4eed0b6480afb0896b24d026fd77b8231e6e81abdcbe6932775c",
    },
    Golden {
        noun: Noun::Link,
        uid: "aaaaaaaaaaaa4aaa8aaaaaaaaaaaaaaa",
        commit: "4e4993522ee3bed3e2abcabf1a452737eb68e075d594565d47136b715f0302f2",
    },
    Golden {
        noun: Noun::Judgement,
        uid: "bbbbbbbbbbbb4bbb8bbbbbbbbbbbbbbb",
        commit: "157fa0faf4a1f5ba0d21640a8e549f02707ede43898b8704a5867cf8060320ed",
    },
    Golden {
        noun: Noun::Piece,
        uid: "cccccccccccc4ccc8ccccccccccccccc",
        commit: "377419589be90aefa1dcaadf630163106a86cae533899ce61e5fd779f2eaac35",
    },
];

const SOURCE: &str = "dddddddddddd4ddd8ddddddddddddddd";
const SPEAKER: &str = "eeeeeeeeeeee4eee8eeeeeeeeeeeeeee";
const CLAIM: &str = "ffffffffffff4fff8fffffffffffffff";
const MEASURE: &str = "00000000000140008000000000000000";
const ATTRIBUTION: &str = "00000000000240008000000000000000";
const TOPIC: &str = "00000000000340008000000000000000";

impl Golden {
    /// Its identity.
    pub fn uid(&self) -> Uid {
        uid(self.uid)
    }

    /// Its canonical bytes; the file ends with a line break that is none of them.
    pub fn bytes(&self) -> Vec<u8> {
        let name = format!("{}-1.json", self.noun);
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/bodies")
            .join(name);
        let mut bytes = std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert_eq!(bytes.pop(), Some(b'\n'), "{}", path.display());
        bytes
    }

    /// Its body.
    pub fn body(&self) -> Body {
        Body::read(self.noun, &self.bytes()).unwrap_or_else(|e| panic!("{}: {e}", self.noun))
    }
}

/// An identity by its 32 hex digits.
pub fn uid(hex: &str) -> Uid {
    Uid::from_hex(hex).unwrap()
}

/// The golden record of a noun.
pub fn of(noun: Noun) -> &'static Golden {
    GOLDEN.iter().find(|golden| golden.noun == noun).unwrap()
}

/// Writes all of them, and what they refer to, as one operation.
pub fn fill(store: &mut Store) {
    store
        .write(&Command::new("add"), |writing| {
            companions(writing)?;
            for golden in GOLDEN {
                writing.create_as(golden.uid(), golden.body())?;
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(GOLDEN.len(), Noun::ALL.len());
}

fn companions(writing: &mut Writing<'_>) -> Result<()> {
    writing.create_as(
        uid(SOURCE),
        Source {
            title: "The quay in May".into(),
            ..Source::default()
        },
    )?;
    writing.create_as(
        uid(SPEAKER),
        Speaker {
            names: vec![Name {
                name: "Bo Quay".into(),
                ..Name::default()
            }],
            ..Speaker::default()
        },
    )?;
    writing.create_as(
        uid(MEASURE),
        Measure {
            name: "all grain".into(),
            ..Measure::default()
        },
    )?;
    writing.create_as(
        uid(TOPIC),
        Topic {
            name: "grain".into(),
            ..Topic::default()
        },
    )?;
    writing.create_as(
        uid(CLAIM),
        Claim {
            text: "The quay is empty".into(),
            ..Claim::default()
        },
    )?;
    writing.create_as(
        uid(ATTRIBUTION),
        Attribution {
            claim: uid(CLAIM),
            source: uid(SOURCE),
            quote: "empty".into(),
            ..Attribution::default()
        },
    )?;
    Ok(())
}
