//! `[each]`: what a file says once for all its claims and attributions.

use std::collections::HashMap;

use super::bad::Bad;
use super::node::{Node, Table, Value};
use super::slot::{Slot, keys, slot};
use crate::model::{Attribution, AttributionEntry, Claim, Jointly, Named, SpeakerKind};

/// Fields that an occasion gives to its attributions; `[each]` comes after it.
const OF_OCCASIONS: &[&str] = &["said", "said_words", "role", "spoken_lang"];

/// What `[each]` gives where neither the attribution, its claim nor its occasion does.
#[derive(Default)]
pub struct Each<'a> {
    claim: Table<'a>,
    attribution: Table<'a>,
    speakers: Vec<Named>,
    speaker_kind: Option<SpeakerKind>,
    jointly: Option<Jointly>,
}

impl<'a> Each<'a> {
    /// Reads the table, once, so that a fault in it is told once.
    ///
    /// # Errors
    /// With the byte of what is wrong.
    pub fn read(node: Node<'a>) -> Result<Self, Bad> {
        let at = node.at;
        let Value::Table(table) = node.value else {
            return Err(Bad::new("`each` is a table, not a value").at(at));
        };
        let mut each = Self::default();
        for (key, node) in table {
            let named = |bad: Bad| bad.within(&key.name);
            match slot(&key.name) {
                Some(Slot::Claim(field)) if field != "text" => {
                    each.claim.push((key.renamed(field), node));
                }
                Some(Slot::Attribution(field)) if field != "claim" => {
                    each.attribution.push((key.renamed(field), node));
                }
                Some(Slot::Speaker) => each.speakers = node.read().map_err(named)?,
                Some(Slot::SpeakerKind) => each.speaker_kind = node.read().map_err(named)?,
                Some(Slot::Jointly) => each.jointly = node.read().map_err(named)?,
                _ => {
                    let known = keys(|slot| {
                        !matches!(
                            slot,
                            Slot::Head
                                | Slot::Source(_)
                                | Slot::Attributions
                                | Slot::Claim("text")
                                | Slot::Attribution("claim")
                        )
                    });
                    return Err(Bad::unknown_key(&key.name, known).at(key.at));
                }
            }
        }
        Node::table(at, each.claim.clone()).read::<Claim<Named>>()?;
        Node::table(at, each.attribution.clone()).read::<Attribution<Named>>()?;
        Ok(each)
    }

    /// Whether it names the source of every attribution.
    pub fn has_source(&self) -> bool {
        self.attribution.iter().any(|(key, _)| key.name == "source")
    }

    /// Gives a claim what it does not say itself.
    pub fn fill_claim<'n>(&self, claim: &mut Table<'n>)
    where
        'a: 'n,
    {
        fill(claim, &self.claim, |_| true);
    }

    /// Gives an attribution what neither it nor its occasion says.
    pub fn fill<'n>(
        &self,
        fields: &mut Table<'n>,
        entry: &mut AttributionEntry,
        sourced: bool,
        occasions: &HashMap<String, Vec<String>>,
    ) where
        'a: 'n,
    {
        fill(fields, &self.attribution, |field| match field {
            "source" => !sourced,
            other => !OF_OCCASIONS.contains(&other),
        });
        let occasion = fields
            .iter()
            .find(|(key, _)| key.name == "occasion")
            .and_then(|(_, node)| node.as_text());
        // What an occasion of another file gives cannot be seen from here: it may be all of them.
        let given = |field: &str| match occasion {
            None => false,
            Some(key) => occasions
                .get(key)
                .is_none_or(|gives| gives.iter().any(|given| given == field)),
        };
        let free: Vec<_> = OF_OCCASIONS.iter().filter(|field| !given(field)).collect();
        let with_one_voice = !given("jointly");
        fill(fields, &self.attribution, |field| {
            free.iter().any(|open| **open == field)
        });
        if entry.jointly.is_none() && with_one_voice {
            entry.jointly = self.jointly;
        }
        // The kind is that of the speaker it stands beside.
        if entry.speaker_kind.is_none() && (self.speakers.is_empty() || entry.speakers.is_empty()) {
            entry.speaker_kind = self.speaker_kind;
        }
        if entry.speakers.is_empty() {
            entry.speakers_otherwise.clone_from(&self.speakers);
        }
    }
}

fn fill<'a: 'n, 'n>(table: &mut Table<'n>, from: &Table<'a>, wanted: impl Fn(&str) -> bool) {
    for (key, node) in from {
        if wanted(&key.name) && !table.iter().any(|(own, _)| own.name == key.name) {
            table.push((key.clone(), node.clone()));
        }
    }
}
