//! The words of a recording by a person: plain text with or without times, SRT, or WebVTT.

use super::lines::Lines;
use crate::model::{Timed, Transcript};

/// Reads a transcript. Subtitles lose their numbers and times, which become those of the words; in a
/// plain text nothing is taken out, and a time at the beginning of a line is that of what follows.
pub fn read(text: &str, by: String, lang: String) -> Transcript {
    let (text, times) = if is_subtitles(text) {
        subtitles(text)
    } else {
        (text.to_owned(), stamps(text))
    };
    Transcript {
        by,
        lang,
        text,
        times,
    }
}

fn is_subtitles(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    start.starts_with("WEBVTT") || start.lines().take(3).any(|line| cue(line).is_some())
}

/// The words of subtitles, a cue a line, and when each is heard.
pub(super) fn subtitles(text: &str) -> (String, Vec<Timed>) {
    let mut lines = Lines::default();
    let mut times = Vec::new();
    let mut words: Option<(String, String)> = None;
    let mut finish = |words: &mut Option<(String, String)>| {
        if let Some((time, said)) = words.take()
            && !said.trim().is_empty()
        {
            times.push(Timed {
                at: lines.next(),
                time,
            });
            lines.line(&said, None);
        }
    };
    for line in text.lines() {
        if let Some(time) = cue(line) {
            finish(&mut words);
            words = Some((time, String::new()));
        } else if line.trim().is_empty() {
            finish(&mut words);
        } else if let Some((_, said)) = &mut words {
            if !said.is_empty() {
                said.push(' ');
            }
            said.push_str(&unescaped(&without_marks(line.trim())));
        }
    }
    finish(&mut words);
    (lines.text, times)
}

/// The beginning of a cue's line: `00:01:02,500 --> 00:01:04,000`.
fn cue(line: &str) -> Option<String> {
    let (from, _) = line.split_once("-->")?;
    time(from.trim())
}

/// The names of marks in subtitles: of style, voice, language and reading aid.
const MARKS: &[&str] = &[
    "b", "i", "u", "s", "c", "v", "ruby", "rt", "lang", "font", "em", "strong",
];

/// A line without the marks of style and voice in subtitles: `<i>`, `<v Ada>`, `<00:01.000>`. Any other
/// `<` is what somebody wrote.
fn without_marks(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, inside)) = rest.split_once('<') {
        out.push_str(before);
        rest = match inside.split_once('>') {
            Some((mark, after)) if is_mark(mark) => after,
            _ => {
                out.push('<');
                inside
            }
        };
    }
    out + rest
}

fn is_mark(mark: &str) -> bool {
    let name = mark.strip_prefix('/').unwrap_or(mark);
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    MARKS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(&name[..end]))
        || time(mark).is_some()
}

/// The letters that WebVTT, and many an SRT made of it, writes as entities.
fn unescaped(line: &str) -> String {
    const ENTITIES: [(&str, &str); 6] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", "\u{a0}"),
        ("&lrm;", "\u{200e}"),
        ("&rlm;", "\u{200f}"),
        ("&amp;", "&"),
    ];
    ENTITIES
        .iter()
        .fold(line.to_owned(), |line, (entity, letter)| {
            line.replace(entity, letter)
        })
}

/// Times at the beginning of lines, bare or in brackets.
fn stamps(text: &str) -> Vec<Timed> {
    let mut at = 0;
    let mut times = Vec::new();
    for line in text.split('\n') {
        let start = line.trim_start().trim_start_matches(['[', '(']);
        let end = start
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ','))
            .unwrap_or(start.len());
        if let Some(time) = time(start[..end].trim_end_matches(['.', ',', ':'])) {
            times.push(Timed { at, time });
        }
        at += u32::try_from(line.chars().count()).unwrap_or(u32::MAX) + 1;
    }
    times
}

/// A time as hours, minutes and seconds; fractions are left out.
fn time(text: &str) -> Option<String> {
    let whole = text.split([',', '.']).next()?;
    let parts: Vec<u32> = whole
        .split(':')
        .map(|part| {
            (1..=3)
                .contains(&part.len())
                .then(|| part.parse().ok())
                .flatten()
        })
        .collect::<Option<_>>()?;
    let (hours, minutes, seconds) = match parts[..] {
        [minutes, seconds] => (minutes / 60, minutes % 60, seconds),
        [hours, minutes, seconds] if minutes < 60 => (hours, minutes, seconds),
        _ => return None,
    };
    (seconds < 60).then(|| format!("{hours:02}:{minutes:02}:{seconds:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(of: &str) -> (String, Vec<(u32, String)>) {
        let read = read(of, "Ada".into(), "en".into());
        let times = read.times.into_iter().map(|t| (t.at, t.time)).collect();
        (read.text, times)
    }

    #[test]
    fn subtitles_become_words_with_their_times() {
        let srt = "1\r\n00:00:01,000 --> 00:00:03,000\r\nThe bridge\r\n<i>will</i> open.\r\n\r\n2\r\n00:01:05,200 --> 00:01:06,000\r\nÀ demain\r\n";
        let (text, at) = times(srt);
        assert_eq!(text, "The bridge will open.\nÀ demain");
        assert_eq!(at, [(0, "00:00:01".into()), (22, "00:01:05".into())]);
        let srt = "00:00:01,000 --> 00:00:03,000\nUnder <b>5 < 6</b> &lt;of 7&gt; <or so>, <00:02.000>R&amp;D";
        assert_eq!(times(srt).0, "Under 5 < 6 <of 7> <or so>, R&D");
        let vtt = "WEBVTT\n\nintro\n00:07.000 --> 00:09.000 align:start\n<v Bo>Yes";
        assert_eq!(times(vtt), ("Yes".into(), vec![(0, "00:00:07".into())]));
    }

    #[test]
    fn a_plain_transcript_stays_as_it_is() {
        let text = "[00:12] Ada: yes\nno time\n(1:02:03) Bo: no\n12:75 no time\n1999: a year";
        let (kept, at) = times(text);
        assert_eq!(kept, text);
        assert_eq!(at, [(0, "00:00:12".into()), (25, "01:02:03".into())]);
    }
}
