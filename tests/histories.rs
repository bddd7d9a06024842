//! Random histories on three desks, undo and merges included: whatever the order in which they come
//! together, every desk ends with the same rows, and nothing that was written is lost.

use std::collections::{BTreeSet, HashSet};

use dixit::model::{
    Attribution, Claim, Edtf, Figure, Hop, Judgement, JudgementKind, Measure, Name, Noun, Occasion,
    Source, Speaker, SpeakerKind, Stance, Topic, Uid,
};
use dixit::store::{Command, Repeating, Store, World};

/// How many histories a run plays; `HISTORIES=10000 cargo test --release --test histories` plays more.
fn histories() -> u64 {
    std::env::var("HISTORIES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(150)
}

struct Dice(Repeating);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        let mut bytes = [0; 8];
        self.0.random(&mut bytes).unwrap();
        (u64::from_le_bytes(bytes) % n.max(1) as u64) as usize
    }
    fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        if of.is_empty() {
            None
        } else {
            Some(&of[self.below(of.len())])
        }
    }
}

const NAMES: &[&str] = &["Ada", "ada", "Bo Lin", "Bo-Lin", "Čapek", "Capek"];
const DAYS: &[&str] = &["2024-06", "2024-12-04", "2023/2024", "../2020", "2019?"];

fn present(store: &Store, noun: Noun) -> Vec<Uid> {
    store.uids(noun).unwrap()
}

/// One command of a desk, chosen by the dice. Refusals are part of life.
fn act(store: &mut Store, dice: &mut Dice) {
    let name = NAMES[dice.below(NAMES.len())].to_owned();
    let day = Edtf::parse(DAYS[dice.below(DAYS.len())]).unwrap();
    let kinds = [
        Noun::Speaker,
        Noun::Source,
        Noun::Topic,
        Noun::Claim,
        Noun::Attribution,
        Noun::Occasion,
        Noun::Measure,
    ];
    let chosen = dice.below(20);
    let command = Command::new("test");
    let result = match chosen {
        0 => store.write(&command, |w| {
            w.create(Speaker {
                names: vec![Name {
                    name,
                    lang: String::new(),
                }],
                kind: [None, Some(SpeakerKind::Person)][usize::from(day.as_str().len() > 7)],
                ..Speaker::default()
            })
        }),
        1 => store.write(&command, |w| {
            w.create(Source {
                title: name.clone(),
                url: format!("https://example.org/{name}"),
                published: Some(day),
                ..Source::default()
            })
        }),
        2 => store.write(&command, |w| {
            w.create(Topic {
                name,
                ..Topic::default()
            })
        }),
        3 | 4 => {
            let topics = dice
                .one(&present(store, Noun::Topic))
                .copied()
                .into_iter()
                .collect();
            store.write(&command, |w| {
                w.create(Claim {
                    text: name,
                    topics,
                    ..Claim::default()
                })
            })
        }
        5..=9 => {
            let (claims, sources) = (present(store, Noun::Claim), present(store, Noun::Source));
            let (Some(claim), Some(source)) =
                (dice.one(&claims).copied(), dice.one(&sources).copied())
            else {
                return;
            };
            let speaker = dice.one(&present(store, Noun::Speaker)).copied();
            let occasion = dice.one(&present(store, Noun::Occasion)).copied();
            let measure = dice.one(&present(store, Noun::Measure)).copied();
            let hop = dice.one(&present(store, Noun::Speaker)).copied();
            let plain = dice.below(2) == 0;
            store.write(&command, |w| {
                let figure = Figure {
                    expression: name.clone(),
                    measure,
                    uid: w.uid()?,
                    ..Figure::default()
                };
                w.create(Attribution {
                    claim,
                    source,
                    speaker,
                    quote: name.clone(),
                    occasion: if plain { None } else { occasion },
                    said: plain.then_some(day),
                    figures: if plain { Vec::new() } else { vec![figure] },
                    via: hop
                        .filter(|_| plain)
                        .map(|speaker| Hop {
                            speaker,
                            ..Hop::default()
                        })
                        .into_iter()
                        .collect(),
                    ..Attribution::default()
                })
            })
        }
        10 => {
            let speakers = dice
                .one(&present(store, Noun::Speaker))
                .copied()
                .into_iter()
                .collect();
            store.write(&command, |w| {
                w.create(Occasion {
                    said: Some(day),
                    speakers,
                    ..Occasion::default()
                })
            })
        }
        11 => store.write(&command, |w| {
            w.create(Measure {
                name,
                ..Measure::default()
            })
        }),
        12 => {
            let of = [Noun::Speaker, Noun::Claim, Noun::Topic, Noun::Attribution][dice.below(4)];
            let all = present(store, of);
            let (Some(a), Some(b)) = (dice.one(&all).copied(), dice.one(&all).copied()) else {
                return;
            };
            if a == b {
                return;
            }
            let kind = if dice.below(2) == 0 {
                JudgementKind::Same
            } else {
                JudgementKind::Different
            };
            store.write(&command, |w| {
                w.create(Judgement {
                    a: a.min(b),
                    b: a.max(b),
                    kind: Some(kind),
                    of: Some(of),
                    ..Judgement::default()
                })
            })
        }
        13 | 14 => {
            let noun = kinds[dice.below(kinds.len())];
            let Some(uid) = dice.one(&present(store, noun)).copied() else {
                return;
            };
            store.write(&command, |w| w.withdraw(noun, uid).map(|()| uid))
        }
        15..=17 => {
            let noun = [
                Noun::Speaker,
                Noun::Source,
                Noun::Claim,
                Noun::Attribution,
                Noun::Topic,
            ][dice.below(5)];
            let Some(uid) = dice.one(&present(store, noun)).copied() else {
                return;
            };
            let topic = dice.one(&present(store, Noun::Topic)).copied();
            let body = store.body(noun, uid).unwrap().unwrap();
            store.write(&command, |w| {
                use dixit::model::Body;
                match body {
                    Body::Speaker(b) => w.edit(
                        uid,
                        Speaker {
                            names: vec![Name {
                                name,
                                lang: "fr".into(),
                            }],
                            ..*b
                        },
                    ),
                    Body::Source(b) => w.edit(
                        uid,
                        Source {
                            published: Some(day),
                            title: name,
                            ..*b
                        },
                    ),
                    Body::Claim(b) => w.edit(
                        uid,
                        Claim {
                            text: name,
                            topics: topic.into_iter().collect(),
                            ..*b
                        },
                    ),
                    Body::Attribution(b) => w.edit(
                        uid,
                        Attribution {
                            quote: name,
                            stance: Stance::Denies,
                            ..*b
                        },
                    ),
                    Body::Topic(b) => w.edit(uid, Topic { name, ..*b }),
                    _ => Ok(false),
                }
                .map(|_| uid)
            })
        }
        18 => return no_fault(store.undo()),
        _ => return no_fault(store.redo()),
    };
    // A refusal is part of life; a fault is not.
    if let Err(error) = result {
        assert_ne!(error.kind(), dixit::error::ErrorKind::Bug, "{error}");
    }
}

fn no_fault<T>(result: dixit::error::Result<T>) {
    if let Err(error) = result {
        assert_ne!(error.kind(), dixit::error::ErrorKind::Bug, "{error}");
    }
}

fn lost(store: &Store, written: &BTreeSet<(Uid, [u8; 32])>) -> Vec<Uid> {
    let held: HashSet<[u8; 32]> = store
        .changes(&HashSet::new())
        .unwrap()
        .into_iter()
        .flat_map(|c| c.versions)
        .map(|v| v.hash)
        .collect();
    written
        .iter()
        .filter(|(_, hash)| !held.contains(hash))
        .map(|(uid, _)| *uid)
        .collect()
}

fn play(seed: u64) {
    let mut dice = Dice(Repeating::seeded(seed));
    let mut desks: Vec<Store> = (0..3)
        .map(|n| Store::in_memory(Box::new(Repeating::seeded(seed * 31 + n))).unwrap())
        .collect();
    // A common beginning, as a copied file gives.
    for _ in 0..4 {
        act(&mut desks[0], &mut dice);
    }
    for _ in 0..2 + dice.below(3) {
        for desk in &mut desks {
            for _ in 0..dice.below(8) {
                act(desk, &mut dice);
            }
        }
        let (from, to) = (dice.below(3), dice.below(3));
        if from != to {
            let changes = desks[from]
                .changes(&desks[to].operations().unwrap())
                .unwrap();
            desks[to].apply(changes, "elsewhere").unwrap();
            if dice.below(4) == 0 {
                no_fault(desks[to].undo());
            }
        }
    }
    let written: BTreeSet<(Uid, [u8; 32])> = desks
        .iter()
        .flat_map(|desk| desk.changes(&HashSet::new()).unwrap())
        .flat_map(|change| change.versions)
        .map(|version| (version.uid, version.hash))
        .collect();

    // Three desks, three orders.
    let all: Vec<Vec<_>> = desks
        .iter()
        .map(|desk| desk.changes(&HashSet::new()).unwrap())
        .collect();
    for (at, order) in [[1, 2], [2, 0], [1, 0]].into_iter().enumerate() {
        for from in order {
            desks[at].apply(all[from].clone(), "elsewhere").unwrap();
        }
    }
    let state = desks[0].state().unwrap();
    for (at, desk) in desks.iter().enumerate() {
        let other = desk.state().unwrap();
        for (line, text) in &state {
            assert_eq!(
                Some(text),
                other.get(line),
                "seed {seed}: desk {at} differs in {line}"
            );
        }
        assert_eq!(
            state.len(),
            other.len(),
            "seed {seed}: desk {at}: {:?}",
            other.keys().find(|k| !state.contains_key(*k))
        );
        assert_eq!(
            lost(desk, &written),
            Vec::<Uid>::new(),
            "seed {seed}: desk {at} lost words"
        );
        assert_eq!(desk.verify().unwrap(), Vec::new(), "seed {seed}: desk {at}");
    }

    // The same set, shuffled, into an empty file.
    let mut shuffled = desks[0].changes(&HashSet::new()).unwrap();
    for at in (1..shuffled.len()).rev() {
        shuffled.swap(at, dice.below(at + 1));
    }
    let mut fresh = Store::in_memory(Box::new(Repeating::seeded(seed))).unwrap();
    fresh.apply(shuffled, "elsewhere").unwrap();
    assert_eq!(
        fresh.state().unwrap(),
        state,
        "seed {seed}: a rebuild differs"
    );
}

#[test]
fn three_desks_agree_whatever_the_order_and_nothing_is_lost() {
    for seed in 0..histories() {
        play(seed);
    }
}
