//! What stands before the rows: the filters in words.

use super::Builder;
use crate::error::Result;
use crate::model::{Claim, Noun};
use crate::report::shown::Shown;
use crate::report::value::Head;
use crate::store::as_of::AsOf;
use crate::store::query::{Filter, Rep};

/// The program and its version.
const PROGRAM: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
/// What stands for words that hold a confidential name.
const WITHHELD: &str = "[withheld]";

impl Builder<'_> {
    /// What stands before the rows.
    pub(super) fn head(&mut self, filter: &Filter) -> Result<Head> {
        // Without `..`: a report says all that it was asked for.
        let Filter {
            speaker,
            own_voice,
            via,
            citing,
            origin,
            anywhere,
            topic,
            source,
            measure,
            claim,
            occasion,
            said,
            published,
            recorded,
            kind,
            stance,
            verdict,
            text,
            doubted,
            disputed,
        } = filter;
        let mut filters = Vec::new();
        let sets = [
            ("speaker", Noun::Speaker, speaker),
            ("via", Noun::Speaker, via),
            ("citing", Noun::Speaker, citing),
            ("origin", Noun::Speaker, origin),
            ("anywhere", Noun::Speaker, anywhere),
            ("topic", Noun::Topic, topic),
            ("source", Noun::Source, source),
            ("measure", Noun::Measure, measure),
            ("claim", Noun::Claim, claim),
            ("occasion", Noun::Occasion, occasion),
        ];
        for (word, noun, reps) in sets {
            if let Some(reps) = reps {
                let mut called: Vec<String> = Vec::new();
                for rep in reps {
                    let name = self.called(noun, *rep)?;
                    if !called.contains(&name) {
                        called.push(name);
                    }
                }
                filters.push(self.asked(word, &called.join(" or ")));
            }
        }
        if *own_voice {
            filters.push(Shown::new("speaker: the source itself"));
        }
        for (word, window) in [
            ("said", said),
            ("published", published),
            ("recorded", recorded),
        ] {
            if !window.is_everything() {
                filters.push(self.asked(word, &window.text));
            }
        }
        let words = [
            ("kind", kind.map(|word| word.to_string())),
            ("stance", stance.map(|word| word.to_string())),
            ("verdict", verdict.map(|word| word.to_string())),
            ("text", Some(text.clone()).filter(|text| !text.is_empty())),
            (
                "doubted",
                doubted.map(|only| if only { "only" } else { "without" }.to_owned()),
            ),
            ("disputed", disputed.then(|| "only".to_owned())),
        ];
        for (word, given) in words {
            if let Some(given) = given {
                filters.push(self.asked(word, &given));
            }
        }
        Ok(Head {
            filters,
            made: Shown::new(self.edition.made.to_string()),
            as_of: Shown::new(match self.store.past() {
                None => String::new(),
                Some(AsOf::Moment(moment)) => moment.to_string(),
                Some(AsOf::Operation(uid)) => format!("operation {uid}"),
            }),
            program: Shown::new(PROGRAM),
        })
    }

    fn asked(&mut self, word: &str, given: &str) -> Shown {
        self.say(given);
        let given = if std::mem::take(&mut self.named) {
            WITHHELD
        } else {
            given
        };
        Shown::new(format!("{word}: {given}"))
    }

    /// What a record is called where it is only named: its name, its wording, else its id.
    pub(super) fn called(&mut self, noun: Noun, rep: Rep) -> Result<String> {
        let name = match noun {
            Noun::Speaker | Noun::Source => self.name_of(noun, rep.id)?,
            Noun::Topic => self.topic_body(rep.id)?.body.name.clone(),
            Noun::Measure => self.measure_body(rep.id)?.body.name.clone(),
            Noun::Occasion => self.occasion_body(rep.id)?.body.label.clone(),
            Noun::Claim => {
                let claim = self.reader.record::<Claim>(rep.id)?;
                claim.map_or(String::new(), |claim| claim.body.text)
            }
            _ => String::new(),
        };
        Ok(if name.is_empty() { rep.uid.id() } else { name })
    }
}
