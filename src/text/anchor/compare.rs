//! Two stretches of the same letters: whether they differ by copying alone.

use super::gap::{Gap, counts};
use super::scan::{Unit, gap_before, units};
use super::{ChangeKind, Difference, Grade};
use crate::text::scripts::is_spaceless;

/// Grades a passage against a stretch of text that has the same letters, both from their first letter to
/// their last.
pub(super) fn compare(ours: &str, theirs: &str) -> (Grade, Vec<Difference>) {
    if ours == theirs {
        return (Grade::Exact, Vec::new());
    }
    let (a, b) = (Side::of(ours), Side::of(theirs));
    if a.units.len() != b.units.len() {
        // The same letters by other means, such as a Hangul syllable half cut.
        let differs = Difference::new(Vec::new(), ours, theirs);
        return (Grade::Fuzzy, vec![differs]);
    }
    let mut found: Vec<(usize, Option<ChangeKind>)> = Vec::new();
    for at in 0..a.units.len() {
        let (one, other) = (a.units[at], b.units[at]);
        // The first letter may be a capital where the passage begins a sentence of its own, or did.
        let recased = one.upper != other.upper && at > 0;
        if recased || one.marks != other.marks {
            found.push((at, None));
        }
        if at > 0 && a.gap(at) != b.gap(at) {
            match between(&a, &b, at) {
                Verdict::Same => {}
                Verdict::Spelling => found.push((at, None)),
                Verdict::Number => found.push((at, Some(ChangeKind::Number))),
            }
        }
    }
    if found.is_empty() {
        return (Grade::Normalised, Vec::new());
    }
    let mut differences: Vec<Difference> = Vec::new();
    let mut last = None;
    for (at, kind) in found {
        let words = (a.word_at(at), b.word_at(at));
        if last == Some(words)
            && let Some(known) = differences.last_mut()
        {
            known.kinds.extend(kind);
            known.kinds.dedup();
            continue;
        }
        last = Some(words);
        differences.push(Difference::new(
            kind.into_iter().collect(),
            words.0,
            words.1,
        ));
    }
    let changed = differences.iter().any(|d| !d.kinds.is_empty());
    (
        if changed {
            Grade::Changed
        } else {
            Grade::Fuzzy
        },
        differences,
    )
}

struct Side<'t> {
    text: &'t str,
    units: Vec<Unit>,
}

impl<'t> Side<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            text,
            units: units(text),
        }
    }

    fn gap(&self, at: usize) -> &'t str {
        gap_before(self.text, &self.units, at)
    }

    fn is_digit(&self, at: usize) -> bool {
        self.units[at].is_digit()
    }

    /// How many digits stand side by side from here on.
    fn digits_from(&self, at: usize) -> usize {
        let mut many = 0;
        while at + many < self.units.len()
            && self.is_digit(at + many)
            && (many == 0 || self.gap(at + many).is_empty())
        {
            many += 1;
        }
        many
    }

    /// The word as written to which the letter belongs, with the one before it where the two differ in
    /// what parts them.
    fn word_at(&self, at: usize) -> &'t str {
        let from = self.units[at.saturating_sub(1)].start;
        let to = self.units[at].end;
        let start = self.text[..from]
            .char_indices()
            .rev()
            .find(|(_, c)| c.is_whitespace())
            .map_or(0, |(at, c)| at + c.len_utf8());
        let end = self.text[to..].find(char::is_whitespace);
        &self.text[start..end.map_or(self.text.len(), |end| to + end)]
    }
}

enum Verdict {
    Same,
    Spelling,
    Number,
}

/// What a difference in the gap before a letter means.
fn between(a: &Side<'_>, b: &Side<'_>, at: usize) -> Verdict {
    let (one, other) = (Gap::of(a.gap(at)), Gap::of(b.gap(at)));
    let (before, after) = (a.is_digit(at - 1), a.is_digit(at));
    if one.same(&other) {
        // Spaces do not count beside a dash, but they tell "- 5" from "-5".
        let signs = after && !before && sign(a.gap(at)) != sign(b.gap(at));
        return if signs {
            Verdict::Number
        } else {
            Verdict::Same
        };
    }
    if before && after {
        return digits(a, b, at, &one, &other);
    }
    if before || after {
        let counted = |gap: &Gap| {
            gap.marks()
                .chars()
                .filter(|m| counts(*m))
                .collect::<String>()
        };
        let signs = after && sign(a.gap(at)) != sign(b.gap(at));
        if signs || counted(&one) != counted(&other) {
            return Verdict::Number;
        }
    }
    let spaceless = is_spaceless(a.units[at - 1].base) && is_spaceless(a.units[at].base);
    match (&one, &other) {
        (Gap::None | Gap::Space, Gap::None | Gap::Space) if spaceless => Verdict::Same,
        _ => Verdict::Spelling,
    }
}

/// Two digits that are parted in another way: the same number written otherwise, or another number.
fn digits(a: &Side<'_>, b: &Side<'_>, at: usize, one: &Gap, other: &Gap) -> Verdict {
    let groups = |side: &Side<'_>, gap: &Gap| match gap {
        Gap::None => true,
        Gap::Space => side.digits_from(at) == 3,
        Gap::Marks(mark) => matches!(mark.as_str(), "." | "," | "\"") && side.digits_from(at) == 3,
        Gap::LineEnd => false,
    };
    let point = |gap: &Gap| matches!(gap.marks(), "." | ",");
    // 10.000 and 10,000 are the same in two countries and a thousandfold in one.
    if groups(a, one) && groups(b, other) && !(point(one) && point(other)) {
        Verdict::Spelling
    } else {
        Verdict::Number
    }
}

/// Whether a gap ends with a dash that is written onto what follows, and with nothing before it.
fn sign(gap: &str) -> bool {
    let mut back = gap.chars().rev();
    back.next()
        .is_some_and(|c| super::gap::mark(c) == Some('-'))
        && back
            .next()
            .is_none_or(|c| super::gap::mark(c).is_some_and(|m| m != '-'))
        && gap.chars().count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grade(ours: &str, theirs: &str) -> Grade {
        compare(ours, theirs).0
    }

    #[test]
    fn what_copying_does_is_no_difference() {
        for (ours, theirs) in [
            ("l'accord signé", "l’accord signé"),
            ("lʼaccord signé", "l’accord signé"),
            ("un accord de \"paix\" signé", "un accord de « paix » signé"),
            ("Une ville", "une ville"),
            ("rebuild", "re-\nbuild"),
            ("porte-fort", "porte-\nfort"),
            ("river\u{ad}bank", "riverbank"),
            ("office", "o\u{fb03}ce"),
            ("cœur", "coeur"),
            ("cafe\u{301} noir", "café noir"),
            ("10\u{202f}000 oies", "10 000 oies"),
            ("wait... what", "wait… what"),
            ("one -- two", "one—two"),
            ("你好 世界", "你好\n世界"),
            ("北 京", "北京"),
            ("\u{1112}\u{1161}\u{11ab}", "한"),
        ] {
            assert_eq!(
                grade(ours, theirs),
                Grade::Normalised,
                "{ours:?} {theirs:?}"
            );
        }
    }

    #[test]
    fn spelling_is_said_and_is_no_alarm() {
        for (ours, theirs) in [
            ("les Etats", "les États"),
            ("a river bank", "a riverbank"),
            ("a river-bank", "a river bank"),
            ("one, two", "one two"),
            ("so it is. Then", "so it is? Then"),
            ("10000 oies", "10 000 oies"),
            ("10.000 oies", "10 000 oies"),
            ("THE RIVER", "the river"),
        ] {
            assert_eq!(grade(ours, theirs), Grade::Fuzzy, "{ours:?} {theirs:?}");
        }
    }

    #[test]
    fn the_same_digits_may_be_another_number() {
        for (ours, theirs) in [
            ("3,5 tonnes", "35 tonnes"),
            ("10.000 geese", "10,000 geese"),
            ("1.000 geese", "10.00 geese"),
            ("10-12 geese", "1012 geese"),
            ("about 10 % of", "about 10 of"),
            ("it was -5 degrees", "it was 5 degrees"),
        ] {
            let (grade, differences) = compare(ours, theirs);
            assert_eq!(grade, Grade::Changed, "{ours:?} {theirs:?}");
            assert_eq!(differences[0].kinds, [ChangeKind::Number]);
        }
    }
}
