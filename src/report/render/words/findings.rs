//! What a check found, in words.

use crate::model::{Check, Vocabulary};
use crate::report::value::{DifferenceValue, Finding};

/// What was found, on one line: the words recorded, and what stands there. A line break within words is a
/// space here; JSON has it as it stands.
pub fn what(finding: &Finding) -> String {
    let lines = in_words(finding);
    lines.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

fn in_words(finding: &Finding) -> String {
    let about = &finding.about;
    let Some(check) = finding.check else {
        return String::new();
    };
    match check {
        Check::WordsMissing => missing(finding),
        Check::WordsChanged | Check::WordsSpelled => readings(finding),
        Check::WordsLost => {
            let now = if finding.stands.is_empty() {
                missing(finding)
            } else {
                readings(finding)
            };
            format!("as recorded until {}, no longer: {now}", finding.held)
        }
        Check::WordsUnanchored if finding.words.is_empty() => {
            "the capture has no text to seek the words in".to_owned()
        }
        Check::WordsUnanchored => {
            let many = if finding.more { "more than " } else { "" };
            format!(
                "“{}” stands in {many}{} places",
                finding.words, finding.places
            )
        }
        Check::FigureNotInWords => format!("“{about}” is not in the passage or quote"),
        Check::FigureNotRecorded => format!("“{about}” is a figure of the words and not recorded"),
        Check::RelativeDate => format!("“{about}” needs a day to be read from"),
        Check::NoOriginal => format!("a quote in translation ({about}), without its original"),
        Check::Doubt => format!("doubt: {about}"),
        Check::HeadlineFigure => format!("“{about}” is known from headlines alone"),
        Check::NoWords | Check::NoCapture | Check::NoDate | Check::NoLocator => {
            check.meaning().to_owned()
        }
    }
}

fn missing(finding: &Finding) -> String {
    let lost: Vec<String> = finding
        .differences
        .iter()
        .filter(|difference| difference.stands.is_empty() && !difference.words.is_empty())
        .map(|difference| format!("“{}”", difference.words))
        .collect();
    if lost.is_empty() {
        format!("“{}” stands nowhere in the text", finding.words)
    } else {
        format!(
            "of “{}”, {} stands nowhere in its place",
            finding.words,
            lost.join(" and ")
        )
    }
}

/// Each difference with its kind, then both readings whole.
fn readings(finding: &Finding) -> String {
    let each: Vec<String> = finding.differences.iter().map(difference).collect();
    let place = match finding.places {
        0 | 1 => "the text has",
        _ => "in several places the text has other words than",
    };
    let there = if finding.stands.is_empty() {
        &finding.words
    } else {
        &finding.stands
    };
    if finding.places > 1 {
        return format!("{}; {place} “{}”", each.join("; "), finding.words);
    }
    format!(
        "{}; recorded “{}”, {place} “{there}”",
        each.join("; "),
        finding.words
    )
}

fn difference(difference: &DifferenceValue) -> String {
    let kinds: Vec<String> = difference.kinds.iter().map(ToString::to_string).collect();
    let kind = if kinds.is_empty() {
        "spelling".to_owned()
    } else {
        kinds.join(" and ")
    };
    match (difference.words.is_empty(), difference.stands.is_empty()) {
        (true, _) => format!("{kind}: “{}” stands there", difference.stands),
        (_, true) => format!("{kind}: “{}” does not stand there", difference.words),
        _ => format!("{kind}: “{}” for “{}”", difference.words, difference.stands),
    }
}

/// What a check is for, and what to do about what it finds: a paragraph.
pub fn explained(check: Check) -> &'static str {
    match check {
        Check::WordsMissing => {
            "Passage and quote are sought in the newest captured text of their source: byte for byte, then but for what copying changes \
             (spaces, marks, dashes, line ends), then word by word. Nowhere is near enough. Look whether the right document is captured, \
             and mend the words with `edit`; what they were stays in the history."
        }
        Check::WordsChanged => {
            "The place is found, and other words stand in it: a number, a negation, a hedge, a name, what is counted, or others. Both \
             readings are given. Either the words were mistyped (mend them with `edit`), or the document is not the one they came from."
        }
        Check::WordsLost => {
            "The words stood as recorded in an earlier capture of the source and do not in the newest: the publisher changed the text. \
             Nothing of yours is wrong. The earlier capture is held; say what happened with an observation, and consider an attribution \
             for the new words."
        }
        Check::WordsUnanchored => {
            "The words stand in several places and nothing tells which is meant, or the capture has no text. Give more of the words, a page, \
             or a part; for a photo, recording or scan, give a transcript."
        }
        Check::WordsSpelled => {
            "The words stand there but for spelling, accents, punctuation or where a word is parted. Looked for only with --with \
             words-spelled."
        }
        Check::NoWords => {
            "An attribution without the source's words cannot be checked. Give a passage or a quote."
        }
        Check::NoCapture => {
            "Nothing of the source is held: it may be gone tomorrow. Capture it, or a copy from an archive."
        }
        Check::NoDate => {
            "Without a date of publication, or a day to read it from with the reason, \"last June\" stays words. Give `published` or `read_on`."
        }
        Check::NoLocator => {
            "No page, part, time or locator is recorded, and the words are not found in a capture that would tell. A reader cannot look them up."
        }
        Check::FigureNotInWords => {
            "A figure's expression is the source's words; here they stand neither in the passage nor in the quote. Widen the passage, or mend \
             the expression."
        }
        Check::FigureNotRecorded => {
            "A number stands in the passage or quote, and no figure of the attribution gives it. What nobody wants to follow may stay so; \
             `edit --take-figures` records all of an attribution, and `edit --append --figure` one of them with its measure. Looked for \
             only with --with figure-not-recorded, in the languages in which figures are read."
        }
        Check::RelativeDate => {
            "A date in words that name no year, in a source without a date of publication or a day to read it from: it has no bounds, and no \
             list by date finds it."
        }
        Check::NoOriginal => {
            "The quote is printed in another language than it was spoken in: it is the source's translation. Record the original where you can. \
             Looked for only with --with no-original."
        }
        Check::Doubt => {
            "What whoever recorded it was not sure of. Settle it and take the doubt out with `edit`, or leave it: it is shown."
        }
        Check::HeadlineFigure => {
            "The claim has this figure from a headline or a linked headline alone. Headlines round and drop \"more than\": look for it in a text."
        }
    }
}
