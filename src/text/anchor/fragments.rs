//! A passage with cuts: its fragments, sought one by one, in order.

use super::choose::{Candidate, choose};
use super::index::{Index, PLACES, Within};
use super::standing::{Standing, between, standings};
use super::surroundings::hold_against;
use super::{Difference, Found, Fragment, Grade, Sought};

/// How many places of a passage are given where nothing tells which is meant.
const GIVEN: usize = 100;
/// How much of a text, in bytes, people cut from a passage: another place of a fragment within that may be meant.
const CUT: usize = 3000;

/// The fragments between our cuts: `[…]`, or `[...]` as it is typed.
fn fragments(words: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = words;
    let mut from = 0;
    while let Some(open) = rest[from..].find('[') {
        let open = from + open;
        let Some(close) = rest[open..].find(']').map(|close| open + close) else {
            break;
        };
        let inside = rest[open + 1..close].trim();
        if matches!(inside, "…" | "..." | ". . .") {
            parts.push(&rest[..open]);
            rest = &rest[close + 1..];
            from = 0;
        } else {
            from = open + 1;
        }
    }
    parts.push(rest);
    parts.retain(|part| part.chars().any(char::is_alphanumeric));
    parts
}

/// Seeks a passage: first where it should stand, then everywhere.
pub(super) fn find(index: &Index<'_>, sought: &Sought<'_>) -> Found {
    let within = index.within(sought.within);
    if !within.is_everywhere() {
        let found = seek(index, sought, &within);
        if found.grade != Grade::Missing {
            return found;
        }
    }
    seek(index, sought, &Within::default())
}

fn seek(index: &Index<'_>, sought: &Sought<'_>, within: &Within) -> Found {
    let parts = fragments(sought.words);
    if parts.len() < 2 {
        let words = parts.first().copied().unwrap_or(sought.words);
        let (mut found, more) = standings(index, words, sought, within);
        // Where the words remembered on both sides still stand together, that is the place: what stands
        // elsewhere is another.
        if let Some(place) = between(index, sought).filter(|s| within.meets(&s.at.letters)) {
            found.retain(|other| other.at.meets(&place.at));
            if found.is_empty() {
                found.push(place);
            }
        }
        let all = found.into_iter().map(|s| Candidate { parts: vec![s] });
        return chosen(all.collect(), more, index, sought);
    }
    // A source may itself print `[…]`: then the words stand there in one piece.
    let (whole, more) = standings(index, sought.words, sought, within);
    let printed: Vec<Candidate> = whole
        .into_iter()
        .filter(|s| s.grade <= Grade::Normalised)
        .map(|s| Candidate { parts: vec![s] })
        .collect();
    if !printed.is_empty() {
        return chosen(printed, more, index, sought);
    }
    let mut more = false;
    let mut missing = Vec::new();
    let mut lists: Vec<Vec<Standing>> = Vec::new();
    for part in parts {
        let (mut places, beyond) = standings(index, part, sought, within);
        more |= beyond;
        places.sort_by_key(|s| s.at.bytes.start);
        if places.is_empty() {
            missing.push(Difference::new(Vec::new(), part.trim(), ""));
        } else {
            lists.push(places);
        }
    }
    let told = sought.near.is_some() || !(sought.prefix.is_empty() && sought.suffix.is_empty());
    let found = chosen(chains(&index.text, &lists, told), more, index, sought);
    if missing.is_empty() {
        return found;
    }
    Found {
        grade: Grade::Missing,
        differences: missing.into_iter().chain(found.differences).collect(),
        ..found
    }
}

/// The ways to take one place of each fragment in order: every first with every last that fits, what is
/// between as early as it can be. Of these, those that are not far wider than the tightest, unless
/// something is known by which they can be told apart.
fn chains(text: &str, lists: &[Vec<Standing>], told: bool) -> Vec<Candidate> {
    let (Some((first, rest)), true) = (lists.split_first(), lists.len() > 1) else {
        let alone = lists.iter().flatten();
        return alone
            .map(|s| Candidate {
                parts: vec![s.clone()],
            })
            .collect();
    };
    let mut all: Vec<Candidate> = Vec::new();
    for start in first {
        let mut parts = vec![start.clone()];
        let (lasts, between) = (&rest[rest.len() - 1], &rest[..rest.len() - 1]);
        let after = |list: &[Standing], place: &Standing| {
            list.partition_point(|s| s.at.bytes.start < place.at.bytes.end)
        };
        for list in between {
            let Some(last) = parts.last() else { break };
            match list.get(after(list, last)) {
                Some(next) => parts.push(next.clone()),
                None => break,
            }
        }
        if parts.len() + 1 < lists.len() {
            break;
        }
        let from = parts.last().map_or(0, |last| after(lasts, last));
        for end in &lasts[from..] {
            if all.len() >= PLACES {
                break;
            }
            let parts = parts.iter().chain([end]).cloned().collect();
            all.push(Candidate { parts });
        }
    }
    // Where nothing is between two fragments, nothing was cut there.
    let is_cut = |c: &Candidate| {
        let pairs = c.parts.windows(2);
        pairs
            .into_iter()
            .all(|pair| pair[0].at.letters.end < pair[1].at.letters.start)
    };
    if all.iter().any(is_cut) {
        all.retain(is_cut);
    }
    let width = |c: &Candidate| c.whole().bytes.len();
    let order = |c: &Candidate| (c.grade().max(Grade::Normalised), c.cost());
    if let Some(best) = all.iter().map(order).min() {
        all.retain(|c| order(c) == best);
    }
    let tightest = all.iter().map(width).min().unwrap_or(0);
    all.retain(|c| told || width(c) <= (tightest * 4).max(CUT));
    // One beginning and several ends: what is cut is most often a clause, so the end within the same
    // sentence is meant.
    let start = all.first().map(|c| c.whole().bytes.start);
    if !told && all.iter().all(|c| Some(c.whole().bytes.start) == start) {
        let within = |c: &Candidate| is_one_sentence(&text[c.whole().bytes]);
        if all.iter().filter(|c| within(c)).count() == 1 {
            all.retain(within);
        }
    }
    all
}

/// Whether no sentence ends within a stretch of text.
fn is_one_sentence(text: &str) -> bool {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '؟');
    !text.contains('\n')
        && text
            .char_indices()
            .filter(|(_, c)| ends(*c))
            .all(|(at, c)| {
                let mut after = text[at + c.len_utf8()..].chars();
                c.is_ascii() && !after.next().is_none_or(char::is_whitespace)
                    || after.next().is_none()
            })
}

/// What came of seeking, from all the places there are.
fn chosen(all: Vec<Candidate>, more: bool, index: &Index<'_>, sought: &Sought<'_>) -> Found {
    let mut chosen = choose(all, index, sought);
    if let [one] = &mut chosen[..] {
        hold_against(one, index, sought);
    }
    let places = |candidate: &Candidate| -> Vec<Fragment> {
        let parts = candidate.parts.iter().map(|part| &part.at.bytes);
        parts
            .map(|bytes| Fragment {
                start: index.point(bytes.start),
                end: index.point(bytes.end),
            })
            .collect()
    };
    let Some(first) = chosen.first() else {
        return Found::missing();
    };
    let one = chosen.len() == 1;
    Found {
        grade: first.grade(),
        fragments: if one { places(first) } else { Vec::new() },
        choices: if one {
            Vec::new()
        } else {
            chosen.iter().take(GIVEN).map(places).collect()
        },
        more: !one && (more || chosen.len() > GIVEN),
        differences: first
            .parts
            .iter()
            .flat_map(|p| p.differences.clone())
            .collect(),
    }
}
