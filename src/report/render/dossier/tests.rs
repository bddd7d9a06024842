//! What is written is read back equal, whatever the words.

use proptest::prelude::*;

use crate::error::Place;
use crate::import::{Format, Options, read};
use crate::model::*;
use crate::report::render::{jsonl, toml};

/// Entries made of random bytes: few bytes make small entries, so that shrinking works.
struct Dice<'b>(std::slice::Iter<'b, u8>);

impl Dice<'_> {
    fn roll(&mut self, sides: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or(0)) % sides
    }

    fn text(&mut self) -> String {
        const PARTS: &[&str] = &[
            "",
            "soldats",
            " ",
            "\n",
            "\r\n",
            "\r",
            "\t",
            "\"",
            "\"\"\"",
            "'",
            "'''",
            "\\",
            "\\n",
            "é",
            "«\u{a0}mot\u{a0}»",
            "北",
            "\u{202e}",
            "\u{200b}",
            "\u{7f}",
            "\u{85}",
            "\u{2028}",
            "\u{1}",
            "\u{feff}",
            "=1+1",
            "#",
            "[[claim]]",
            "{",
            "}",
            "😀",
            "  ",
            "a = \"b\"",
            "\u{1b}[31m",
            "🏳️‍🌈",
        ];
        (0..self.roll(6))
            .map(|_| PARTS[self.roll(PARTS.len())])
            .collect()
    }

    fn flag(&mut self) -> bool {
        self.roll(2) == 1
    }

    fn maybe<T>(&mut self, make: impl Fn(&mut Self) -> T) -> Option<T> {
        self.flag().then(|| make(self))
    }

    fn list<T>(&mut self, make: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.roll(3)).map(|_| make(self)).collect()
    }

    fn word<V: Vocabulary>(&mut self) -> Option<V> {
        self.maybe(|d| V::ALL[d.roll(V::ALL.len())])
    }

    fn named(&mut self) -> Named {
        Named(self.text() + "n")
    }

    fn date(&mut self) -> Option<Edtf> {
        const DATES: &[&str] = &["2024-12-04", "2024-06", "2024", "2024-12-04/.."];
        self.maybe(|d| Edtf::parse(DATES[d.roll(DATES.len())]).unwrap())
    }

    fn decimal(&mut self) -> Option<Decimal> {
        const DIGITS: &[&str] = &["10000", "1.50", "-0.0", "123456789012345678901234567890"];
        self.maybe(|d| Decimal::read(DIGITS[d.roll(DIGITS.len())]).unwrap())
    }

    fn moment(&mut self) -> Option<Moment> {
        self.maybe(|_| Moment::read("2024-12-04T10:00:00Z").unwrap())
    }

    fn item<T>(&mut self, body: T) -> Item<T> {
        Item {
            base: self.text(),
            body,
            id: self.text(),
            key: String::new(),
            place: Place::default(),
            fields: Vec::new(),
            reads: Vec::new(),
            withheld: self.flag(),
        }
    }

    fn source(&mut self) -> Source<Named> {
        Source {
            archived: self.list(Self::text),
            authors: self.list(Self::text),
            confidential: self.flag(),
            kind: self.word(),
            label: self.text(),
            lang: self.text(),
            note: self.text(),
            observations: self.list(|d| Observation {
                kind: d.word(),
                note: d.text(),
                on: d.date(),
            }),
            published: self.date(),
            publisher: self.text(),
            read_on: self.maybe(|d| ReadOn {
                because: d.text(),
                day: d.date(),
            }),
            reliability: self.word(),
            seen_in: self.maybe(Self::named),
            title: self.text(),
            url: self.text(),
        }
    }

    fn hop(&mut self) -> Hop<Named> {
        Hop {
            cue: self.text(),
            name_as_written: self.text(),
            quote: self.text(),
            role: self.text(),
            speaker: self.named(),
        }
    }

    fn figure(&mut self) -> Figure<Named> {
        Figure {
            as_of: self.date(),
            best: self.decimal(),
            counted: self.text(),
            expression: self.text(),
            high: self.decimal(),
            high_open: self.flag(),
            low: self.decimal(),
            low_open: self.flag(),
            measure: self.maybe(Self::named),
            qualifier: self.word(),
            scope: self.text(),
            uid: self.maybe(|_| Uid([7; 16])).unwrap_or_default(),
            unit: self.text(),
        }
    }

    fn attribution(&mut self) -> AttributionEntry {
        let body = Attribution {
            anchor: self.maybe(|d| Anchor {
                capture: d.maybe(Self::named),
                fragments: d.list(|d| Fragment {
                    end: d.roll(9) as u64,
                    start: u64::MAX,
                }),
                grade: d.word(),
                prefix: d.text(),
                suffix: d.text(),
            }),
            citing: self.list(Self::hop),
            claim: Named(self.text()),
            credibility: self.word(),
            cue: self.text(),
            doubt: self.text(),
            figures: self.list(Self::figure),
            hedge: self.text(),
            lang: self.text(),
            locator: self.text(),
            manner: self.word(),
            name_as_written: self.text(),
            note: self.text(),
            occasion: self.maybe(Self::named),
            on_behalf_of: self.maybe(Self::named),
            original: self.maybe(|d| Original {
                lang: d.text(),
                source: d.maybe(Self::named),
                text: d.text(),
            }),
            page: self.roll(300) as u32,
            part: self.word(),
            passage: self.text(),
            quote: self.text(),
            role: self.text(),
            said: self.date(),
            said_words: self.text(),
            source: self.named(),
            speaker: None,
            spoken_lang: self.text(),
            stance: self.word().unwrap_or_default(),
            time: self.text(),
            translation: self.maybe(|d| Translation {
                by: d.text(),
                lang: d.text(),
                text: d.text(),
            }),
            via: self.list(Self::hop),
        };
        let source = Box::new(self.source());
        AttributionEntry {
            item: self.item(body),
            jointly: self.word(),
            speakers: self.list(Self::named),
            speakers_otherwise: Vec::new(),
            speaker_kind: self.word(),
            measure_kind: self.word(),
            source: (*source != Source::default()).then_some(source),
        }
    }

    fn claim(&mut self) -> ClaimEntry {
        let body = Claim {
            holds: self.date(),
            kind: self.word(),
            text: self.text(),
            text_lang: self.text(),
            topics: self.list(Self::named),
            wordings: self.list(|d| Wording {
                lang: d.text(),
                text: d.text(),
            }),
        };
        ClaimEntry {
            item: self.item(body),
            attributions: self.list(Self::attribution),
        }
    }

    fn capture(&mut self) -> Capture<Named> {
        Capture {
            accessed: self.date(),
            archived: self.text(),
            at: self.moment(),
            from: self.text(),
            media_type: self.text(),
            order: self.roll(9) as u32,
            pages: self.list(|d| d.roll(99) as u32),
            parts: self.list(|d| TextPart {
                from: d.roll(99) as u32,
                part: d.word(),
                to: d.roll(99) as u32,
            }),
            reader: self.text(),
            sha256: self.text(),
            size: self.roll(200) as u64,
            source: self.named(),
            text: self.text(),
            transcript: self.maybe(|d| Transcript {
                by: d.text(),
                lang: d.text(),
                text: d.text(),
                times: d.list(|d| Timed {
                    at: d.roll(99) as u32,
                    time: d.text(),
                }),
            }),
        }
    }

    fn speaker(&mut self) -> Speaker<Named> {
        Speaker {
            confidential: self.flag(),
            kind: self.word(),
            names: self.list(|d| Name {
                lang: d.text(),
                name: d.text(),
            }),
            note: self.text(),
            reliability: self.word(),
            roles: self.list(|d| Role {
                held: d.date(),
                lang: d.text(),
                role: d.text(),
            }),
            source: self.maybe(Self::named),
            wikidata: self.text(),
        }
    }

    fn occasion(&mut self) -> Occasion<Named> {
        Occasion {
            jointly: self.word(),
            label: self.text(),
            medium: self.word(),
            note: self.text(),
            role: self.text(),
            said: self.date(),
            said_words: self.text(),
            speakers: self.list(Self::named),
            spoken_lang: self.text(),
            r#where: self.text(),
        }
    }

    fn assessment(&mut self) -> Assessment<Named> {
        Assessment {
            as_of: self.date(),
            attribution: self.maybe(Self::named),
            by: self.text(),
            claim: self.maybe(Self::named),
            evidence: self.list(|d| Evidence {
                attribution: d.maybe(Self::named),
                note: d.text(),
                source: d.maybe(Self::named),
                url: d.text(),
            }),
            label: self.text(),
            lang: self.text(),
            on: self.date(),
            reasoning: self.text(),
            url: self.text(),
            verdict: self.word(),
        }
    }

    fn piece(&mut self) -> Piece<Named> {
        Piece {
            drafts: self.list(|d| Draft {
                at: d.moment(),
                text: d.text(),
            }),
            note: self.text(),
            published: self.list(|d| Publication {
                on: d.date(),
                publisher: d.text(),
                url: d.text(),
            }),
            title: self.text(),
            uses: self.list(|d| Use {
                attributions: d.list(Self::named),
                claims: d.list(Self::named),
                sentence: d.text(),
            }),
        }
    }

    fn entry(&mut self, noun: Noun) -> Entry {
        match noun {
            Noun::Source => Entry::Source(dice_item(self, Self::source)),
            Noun::Capture => Entry::Capture(dice_item(self, Self::capture)),
            Noun::Speaker => Entry::Speaker(dice_item(self, Self::speaker)),
            Noun::Occasion => Entry::Occasion(dice_item(self, Self::occasion)),
            Noun::Claim => Entry::Claim(Box::new(self.claim())),
            Noun::Attribution => Entry::Attribution(Box::new(self.attribution())),
            Noun::Assessment => Entry::Assessment(dice_item(self, Self::assessment)),
            Noun::Piece => Entry::Piece(dice_item(self, Self::piece)),
            Noun::Measure => Entry::Measure(dice_item(self, |d| Measure {
                kind: d.word(),
                name: d.text(),
                note: d.text(),
                part_of: d.maybe(Self::named),
                unit: d.text(),
            })),
            Noun::Topic => Entry::Topic(dice_item(self, |d| Topic {
                name: d.text(),
                note: d.text(),
            })),
            Noun::Link => Entry::Link(dice_item(self, |d| Link {
                from: d.named(),
                kind: d.word(),
                note: d.text(),
                on: d.date(),
                to: d.named(),
            })),
            Noun::Judgement => Entry::Judgement(dice_item(self, |d| Judgement {
                a: d.named(),
                b: d.named(),
                kind: d.word(),
                of: d.word(),
                reason: d.text(),
            })),
        }
    }
}

fn dice_item<'b, T>(dice: &mut Dice<'b>, make: impl Fn(&mut Dice<'b>) -> T) -> Item<T> {
    let body = make(dice);
    dice.item(body)
}

/// An entry without the places, which a written file has of its own.
fn placeless(mut entry: Entry) -> Entry {
    fn bare<T>(item: &mut Item<T>) {
        item.place = Place::default();
        item.fields.clear();
    }
    match &mut entry {
        Entry::Source(e) => bare(e),
        Entry::Capture(e) => bare(e),
        Entry::Speaker(e) => bare(e),
        Entry::Occasion(e) => bare(e),
        Entry::Measure(e) => bare(e),
        Entry::Topic(e) => bare(e),
        Entry::Assessment(e) => bare(e),
        Entry::Link(e) => bare(e),
        Entry::Judgement(e) => bare(e),
        Entry::Piece(e) => bare(e),
        Entry::Attribution(e) => bare(&mut e.item),
        Entry::Claim(e) => {
            bare(&mut e.item);
            for attribution in &mut e.attributions {
                bare(&mut attribution.item);
            }
        }
    }
    entry
}

fn read_back(format: Format, bytes: &[u8]) -> Vec<Entry> {
    let options = Options {
        format: Some(format),
        ..Options::default()
    };
    let shown = String::from_utf8_lossy(bytes);
    let entries = read("written", bytes, &options).unwrap_or_else(|e| panic!("{e}\n{shown}"));
    entries
        .map(|entry| placeless(entry.unwrap_or_else(|e| panic!("{e}\n{shown}"))))
        .collect()
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_equal(
        noun in 0..Noun::ALL.len(),
        bytes in proptest::collection::vec(any::<u8>(), 0..1500),
    ) {
        let mut dice = Dice(bytes.iter());
        let noun = Noun::ALL[noun];
        let entries = vec![dice.entry(noun), dice.entry(noun)];

        let mut written = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            toml::write(entry, at == 0, &mut written).unwrap();
        }
        prop_assert_eq!(&read_back(Format::Toml, &written), &entries);

        let mut written = Vec::new();
        for entry in &entries {
            jsonl::write(entry, &mut written).unwrap();
        }
        prop_assert_eq!(&read_back(Format::Jsonl, &written), &entries);
    }
}

#[test]
fn a_dossier_is_written_as_a_person_would() {
    let mut entry = ClaimEntry::default();
    entry.item.id = "qzvkwrkmlnop".into();
    entry.item.base = "4f2a91c0".into();
    entry.item.body.text = "More than 10,000 soldiers were sent".into();
    entry.item.body.topics = vec![Named("war".into())];
    let mut said = AttributionEntry::default();
    said.item.body.source = Named("id:kkkkllllmmmm".into());
    said.item.body.passage = "plus de 10.000\nde ses \"soldats\"".into();
    said.item.body.figures = vec![Figure {
        expression: "plus de 10.000".into(),
        low: Decimal::read("10000"),
        low_open: true,
        ..Figure::default()
    }];
    said.speakers = vec![Named("KCNA".into())];
    entry.attributions = vec![said];
    let mut written = Vec::new();
    toml::write(&Entry::Claim(Box::new(entry)), true, &mut written).unwrap();
    let expected = r#"[[claim]]
id = "qzvkwrkmlnop"
base = "4f2a91c0"
text = "More than 10,000 soldiers were sent"
topics = ["war"]

[[claim.attribution]]
source = "id:kkkkllllmmmm"
speaker = "KCNA"
passage = """
plus de 10.000
de ses "soldats""""
figures = [{ expression = "plus de 10.000", low = "10000", low_open = true }]
"#;
    let expected = expected.replace("\"soldats\"\"\"\"", "\"soldats\\\"\"\"\"");
    assert_eq!(String::from_utf8(written).unwrap(), expected);
}
