//! A desk in memory, for the tests of queries and of reports.

use super::{Cursor, Filter, Page, Rep};
use crate::model::{
    Attribution, Body, Claim, Edtf, Figure, Hop, Measure, Name, Noun, Source, Speaker, Topic, Uid,
};
use crate::store::refs::Refs;
use crate::store::{Command, Repeating, Store};

pub(crate) struct Desk(pub Store);

pub(crate) fn edtf(text: &str) -> Option<Edtf> {
    Some(Edtf::parse(text).unwrap())
}

pub(crate) fn named(name: &str) -> Vec<Name> {
    vec![Name {
        name: name.into(),
        lang: String::new(),
    }]
}

pub(crate) fn hop(speaker: Uid) -> Vec<Hop> {
    vec![Hop {
        speaker,
        ..Hop::default()
    }]
}

impl Desk {
    pub fn new() -> Self {
        Self(Store::in_memory(Box::new(Repeating::seeded(7))).unwrap())
    }

    pub fn add(&mut self, body: impl Into<Body>) -> Uid {
        let body = body.into();
        let made = self.0.write(&Command::new("test"), |w| w.create(body));
        made.unwrap().0
    }

    pub fn speaker(&mut self, name: &str) -> Uid {
        self.add(Speaker {
            names: named(name),
            ..Speaker::default()
        })
    }

    pub fn source(&mut self, title: &str) -> Uid {
        self.add(Source {
            title: title.into(),
            ..Source::default()
        })
    }

    pub fn topic(&mut self, name: &str) -> Uid {
        self.add(Topic {
            name: name.into(),
            ..Topic::default()
        })
    }

    pub fn measure(&mut self, name: &str) -> Uid {
        self.add(Measure {
            name: name.into(),
            ..Measure::default()
        })
    }

    pub fn claim(&mut self, text: &str, topics: &[Uid]) -> Uid {
        let mut topics = topics.to_vec();
        topics.sort_unstable();
        self.add(Claim {
            text: text.into(),
            topics,
            ..Claim::default()
        })
    }

    /// An attribution with a quote of its own, so that no other stands for it.
    pub fn say(&mut self, claim: Uid, source: Uid, speaker: Option<Uid>, said: &str) -> Uid {
        self.say_as(
            Attribution {
                said: (!said.is_empty()).then(|| Edtf::parse(said).unwrap()),
                ..Attribution::default()
            },
            claim,
            source,
            speaker,
        )
    }

    pub fn say_as(
        &mut self,
        body: Attribution,
        claim: Uid,
        source: Uid,
        speaker: Option<Uid>,
    ) -> Uid {
        let mut bytes = [0; 8];
        self.0.random(&mut bytes).unwrap();
        let passage = match body.passage.is_empty() {
            true => format!("words {:x}", u64::from_be_bytes(bytes)),
            false => body.passage.clone(),
        };
        self.add(Attribution {
            claim,
            source,
            speaker,
            passage,
            ..body
        })
    }

    pub fn figure(&mut self, measure: Uid) -> Figure {
        let mut bytes = [0; 16];
        self.0.random(&mut bytes).unwrap();
        Figure {
            expression: "ten".into(),
            measure: Some(measure),
            uid: Uid::from_random(bytes),
            ..Figure::default()
        }
    }

    /// What a filter compares of a record.
    pub fn only(&self, noun: Noun, uid: Uid) -> Option<Vec<Rep>> {
        Some(
            self.0
                .resolve(noun, &format!("id:{}", uid.letters()))
                .unwrap(),
        )
    }

    pub fn found(&self, filter: &Filter) -> Vec<Uid> {
        self.page(filter, &Page::default()).0
    }

    /// The identity of an attribution.
    pub fn attribution(&self, id: i64) -> Uid {
        let mut refs = Refs::new(&self.0.conn);
        refs.uid(Noun::Attribution, id).unwrap()
    }

    pub fn page(&self, filter: &Filter, page: &Page) -> (Vec<Uid>, Option<Cursor>) {
        let mut found = Vec::new();
        let next = self.0.hits(filter, page, |hit| {
            found.push(self.attribution(hit.id));
            Ok(())
        });
        (found, next.unwrap())
    }
}
