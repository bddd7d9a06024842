//! 1,000 passages anchored in a text of 1 MB, against plain substring search of the same passages in the same
//! text, in turns: as they are, and with one word of each changed, which substring search cannot find.
//!
//! The text is made here, from a fixed seed, so that it needs no data. `cargo bench --bench anchors`.

#[path = "turns.rs"]
#[allow(dead_code, reason = "programs are run by the other benchmarks")]
mod turns;

use std::hint::black_box;
use std::time::Instant;

use dixit::text::anchor::{Grade, Sought, Text};
use turns::median;

const SIZE: usize = 1_000_000;
const PASSAGES: usize = 1_000;
const TURNS: usize = 9;

/// A sequence that looks random (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, many: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % many as u64) as usize
    }
}

/// Words of syllables, some far commoner than others, as in a language.
fn words(random: &mut Random) -> Vec<String> {
    const SYLLABLES: [&str; 24] = [
        "ba", "ter", "no", "lé", "mon", "qui", "sa", "re", "tion", "ver", "lu", "pa", "des", "in",
        "gra", "fo", "mi", "ce", "al", "ro", "ti", "en", "u", "dé",
    ];
    let word = |random: &mut Random| -> String {
        (0..1 + random.below(4))
            .map(|_| SYLLABLES[random.below(SYLLABLES.len())])
            .collect()
    };
    (0..12_000).map(|_| word(random)).collect()
}

fn main() {
    let mut random = Random(turns::SEED);
    let vocabulary = words(&mut random);
    let mut text = String::new();
    let mut starts = Vec::new();
    while text.len() < SIZE {
        starts.push(text.len());
        let rank = random.below(vocabulary.len()) * random.below(1000) / 1000;
        text.push_str(&vocabulary[rank]);
        text.push_str(if random.below(12) == 0 { ". " } else { " " });
    }
    let passages: Vec<&str> = (0..PASSAGES)
        .map(|at| {
            let from = at * (starts.len() - 40) / PASSAGES;
            text[starts[from]..starts[from + 8 + at % 20]].trim()
        })
        .collect();
    let changed: Vec<String> = passages
        .iter()
        .map(|passage| {
            let mut words: Vec<&str> = passage.split(' ').collect();
            let middle = words.len() / 2;
            words[middle] = "hydroglisseur";
            words.join(" ")
        })
        .collect();
    let mut times: [Vec<f64>; 4] = Default::default();
    for _ in 0..TURNS {
        let seconds = |run: &mut dyn FnMut()| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64()
        };
        times[0].push(seconds(&mut || {
            for passage in &passages {
                black_box(text.find(passage));
            }
        }));
        times[1].push(seconds(&mut || {
            for passage in &passages {
                black_box(memchr::memmem::find(text.as_bytes(), passage.as_bytes()));
            }
        }));
        let seek = |words: &str, index: &Text<'_>, grade: Grade| {
            let found = index.find(&Sought {
                words,
                lang: "fr",
                ..Sought::default()
            });
            assert_eq!(found.grade, grade, "{words}");
        };
        times[2].push(seconds(&mut || {
            let index = Text::new(&text);
            passages
                .iter()
                .for_each(|words| seek(words, &index, Grade::Exact));
        }));
        times[3].push(seconds(&mut || {
            let index = Text::new(&text);
            changed
                .iter()
                .for_each(|words| seek(words, &index, Grade::Changed));
        }));
    }
    let ratio = |one: usize, other: usize| {
        median(
            times[one]
                .iter()
                .zip(&times[other])
                .map(|(one, other)| one / other),
        )
    };
    let middle = |at: usize| 1000.0 * median(times[at].iter().copied());
    println!(
        "{PASSAGES} passages in {} bytes, medians of {TURNS} turns",
        text.len()
    );
    println!("str::find               {:8.1} ms", middle(0));
    println!("memmem (SIMD)           {:8.1} ms", middle(1));
    println!(
        "anchored, as they are   {:8.1} ms   {:.2} of str::find, {:.2} of memmem, index included",
        middle(2),
        ratio(2, 0),
        ratio(2, 1)
    );
    println!(
        "anchored, a word changed{:8.1} ms   {:.2} of str::find, {:.2} of memmem, index included",
        middle(3),
        ratio(3, 0),
        ratio(3, 1)
    );
}
