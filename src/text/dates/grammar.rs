//! The grammar that all languages share: where a date begins, which of its readings is the longest, and the words around it.

use super::calendar::{self, Span, plus_days};
use super::language::{Mean, Unit};
use super::parser::Parser;
use super::phrase::{Node, Phrase};

/// Words after which a date is expected.
pub(super) const BEFORE_DATES: &[Mean] = &[
    Mean::In,
    Mean::On,
    Mean::Of,
    Mean::From,
    Mean::To,
    Mean::Between,
    Mean::Before,
    Mean::After,
    Mean::Since,
    Mean::Until,
    Mean::Edge,
    Mean::About,
];

impl Parser<'_> {
    /// The longest date that begins at a token.
    pub(super) fn phrase(&self, at: usize) -> Option<Phrase> {
        // "année scolaire 2023-2024", but not a date in digits behind such a word.
        let year = self.digits(at).is_some_and(|(_, digits)| digits == 4);
        let day = self.glued(at + 4) && self.digits(at + 4).is_some();
        if year && !day && self.of_another_calendar(at) {
            return None;
        }
        if self.preceded(at, &[Mean::Every]) || self.is(at, Mean::Every).is_some() {
            return None;
        }
        longest([
            self.timed(at),
            self.range(at),
            self.opened(at),
            self.about(at),
            self.clock_first(at),
            self.daypart_first(at),
        ])
        // "cette année-là", "ce jeudi-là": that one.
        .filter(|phrase| !self.is_that(phrase.next))
    }

    /// A date, stretch or count, with what narrows it; `company` where words around it make it likely.
    pub(super) fn date(&self, at: usize, company: bool) -> Option<Phrase> {
        longest([
            self.edged(at),
            self.numeric(at, company),
            self.explicit(at, company),
            self.relative(at),
            self.counted(at),
            self.period(at, company),
        ])
    }

    /// A date with a time of day.
    pub(super) fn timed(&self, at: usize) -> Option<Phrase> {
        let date = self.date(at, self.after_preposition(at))?;
        let date = self.with_clock(date);
        // "le 1er janvier et après 18 h" is of that day.
        let onwards = self.is(date.next, Mean::Onwards);
        match onwards.filter(|next| self.number(*next).is_none()) {
            Some(next) => self.open(Mean::Since, Phrase { next, ..date }),
            None => Some(date),
        }
    }

    /// "early October 2024": the month; the words say more than the calendar can.
    fn edged(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for from in self.ways(at, &[Mean::Article]) {
            for edge in self
                .ways(from, &[Mean::Edge])
                .into_iter()
                .filter(|e| *e > from)
            {
                let mut parts = self.ways(edge, &[Mean::Of, Mean::In]);
                // "mid-2025": between letters the hyphen is dropped.
                parts.extend(self.mark(edge, '-').filter(|_| self.glued(edge)));
                for start in parts
                    .into_iter()
                    .flat_map(|at| self.ways(at, &[Mean::Article]))
                {
                    let inner = longest([
                        self.explicit(start, true),
                        self.numeric(start, true),
                        self.relative(start),
                        self.period(start, true),
                        self.this_unit(start, !self.after_article(start)),
                    ]);
                    // "fim de semana" is no end of a week.
                    let weekend = inner.as_ref().is_some_and(|inner| {
                        (at..start)
                            .any(|at| self.is(at, Mean::Unit(Unit::Weekend)) == Some(inner.next))
                    });
                    if weekend {
                        continue;
                    }
                    // "later this week" is one, "later" before a day is not.
                    let whole_day = |phrase: &Phrase| match &phrase.node {
                        Node::Spans(spans) => spans.iter().all(|s| s.first == s.last),
                        Node::Cals(cals) => cals.iter().all(|c| {
                            matches!(
                                c.piece,
                                super::resolve::Piece::Day(..) | super::resolve::Piece::DayOf(_)
                            )
                        }),
                        _ => false,
                    };
                    // "later today", "late this morning".
                    let told = self.relative(start);
                    let inner = inner.filter(|phrase| {
                        !whole_day(phrase)
                            || told.as_ref().is_some_and(|told| told.next == phrase.next)
                    });
                    best = longest([
                        best,
                        inner.map(|phrase| Phrase {
                            edge: true,
                            ..phrase
                        }),
                    ]);
                }
            }
        }
        best
    }

    /// The week, month, quarter or year that is not said to be another than the one of reading: of "the end of the year", "the 31st of the month".
    pub(super) fn this_unit(&self, at: usize, alone: bool) -> Option<Phrase> {
        let (unit, next) = self.unit(at)?;
        let named = |m| {
            matches!(
                m,
                Mean::Of | Mean::Which(_) | Mean::Month(_) | Mean::Number(_)
            )
        };
        let more =
            self.digits(next).is_some() || self.find(next, |m| named(m).then_some(())).is_some();
        let counted = matches!(unit, Unit::Week | Unit::Month | Unit::Quarter | Unit::Year);
        if !counted || more || alone && !self.soft_end(next) {
            return None;
        }
        Some(match self.on {
            Some(on) => Phrase::counted(next, calendar::unit_at(unit, on, 0)),
            None => Phrase::no_day(next),
        })
    }

    /// Whether the small word before this holds an article: "the", "des", "del", "do", but not "of" and "de".
    fn after_article(&self, at: usize) -> bool {
        let before = self.raw(at.wrapping_sub(1)).to_lowercase();
        !matches!(before.as_str(), "of" | "de" | "di" | "van" | "von")
            && self.preceded(at, &[Mean::Article, Mean::Of, Mean::Edge])
    }

    fn about(&self, at: usize) -> Option<Phrase> {
        // "how about Monday", "a book about 1968": what it is about, and not about when it was.
        if self.preceded(at + 1, &[Mean::Topic]) {
            return None;
        }
        let mut best = None;
        for start in self
            .ways(at, &[Mean::About])
            .into_iter()
            .filter(|s| *s > at)
        {
            for start in self.ways(start, &[Mean::Article, Mean::On]) {
                let inner = longest([self.date(start, true), self.range(start)]);
                let inner = inner.map(|phrase| self.with_clock(phrase));
                best = longest([best, inner]);
            }
        }
        best.map(|phrase| Phrase {
            about: true,
            ..phrase
        })
    }

    /// "before 2010", "since August", "until May": open to one side.
    fn opened(&self, at: usize) -> Option<Phrase> {
        let mut best = None;
        for kind in [Mean::Before, Mean::After, Mean::Since, Mean::Until] {
            let words = self.senses(at).iter().filter(|sense| sense.mean == kind);
            for (opened, weak) in words.map(|sense| (sense.next, sense.weak)) {
                for start in self.ways(opened, &[Mean::Article, Mean::In, Mean::On]) {
                    let Some(inner) = longest([self.date(start, true), self.about(start)]) else {
                        continue;
                    };
                    // "voor" is also "for": it opens years and months with their year.
                    let long = inner.only_cal().is_some_and(|cal| {
                        use super::resolve::Piece::{Month, Year};
                        cal.has_year() && matches!(cal.piece, Year | Month(_))
                    });
                    if !weak || long || inner.edge {
                        best = longest([best, self.open(kind, inner)]);
                    }
                }
            }
        }
        best
    }

    fn open(&self, kind: Mean, inner: Phrase) -> Option<Phrase> {
        let relative = inner.relative || inner.only_cal().is_some_and(|cal| !cal.has_year());
        let mark = if inner.about { "~" } else { "" };
        let spans = match inner.spans(self.on) {
            Ok(spans) => spans,
            Err((why, _)) => {
                return Some(Phrase {
                    node: Node::Unread(why),
                    ..inner
                });
            }
        };
        let texts: Option<Vec<String>> = spans
            .iter()
            .map(|span| match kind {
                // "before the end of May", "after mid May": within it, nobody says where.
                Mean::Before if inner.edge => Some(format!("../{}{mark}", span.end_text())),
                Mean::After if inner.edge => Some(format!("{}{mark}/..", span.start_text())),
                Mean::Before => Some(format!("../{}{mark}", neighbour(span, -1)?)),
                Mean::After => Some(format!("{}{mark}/..", neighbour(span, 1)?)),
                Mean::Since => Some(format!("{}{mark}/..", span.start_text())),
                _ => Some(format!("../{}{mark}", span.end_text())),
            })
            .collect();
        Some(Phrase {
            node: Node::Open(texts.filter(|texts| !texts.is_empty())?),
            relative,
            about: false,
            ..inner
        })
    }

    /// Whether a word after which dates stand ends where this begins.
    pub(super) fn after_preposition(&self, at: usize) -> bool {
        self.preceded(at, BEFORE_DATES)
    }

    pub(super) fn preceded(&self, at: usize, means: &[Mean]) -> bool {
        (at.saturating_sub(5)..at).any(|start| {
            self.senses(start)
                .iter()
                .any(|sense| sense.next == at && means.contains(&sense.mean))
        })
    }

    /// Whether what ends here is not the number of a noun that follows: a mark, the end, or a small word stands there.
    pub(super) fn soft_end(&self, at: usize) -> bool {
        const SMALL: &[Mean] = &[
            Mean::In,
            Mean::On,
            Mean::At,
            Mean::And,
            Mean::To,
            Mean::From,
            Mean::Between,
            Mean::Before,
            Mean::After,
            Mean::Since,
            Mean::Until,
            Mean::Daypart,
            Mean::Within,
            Mean::Back,
            Mean::Particle,
        ];
        self.at_stop(at)
            || self
                .find(at, |m| SMALL.contains(&m).then_some(()))
                .is_some()
    }
}

/// The longest of some phrases; of equally long ones, the first.
pub(super) fn longest(phrases: impl IntoIterator<Item = Option<Phrase>>) -> Option<Phrase> {
    phrases
        .into_iter()
        .flatten()
        .fold(None, |best: Option<Phrase>, phrase| match best {
            Some(best) if best.next >= phrase.next => Some(best),
            _ => Some(phrase),
        })
}

/// The stretch of the same kind just before or after one: the year before a year, the month before a month, else the day.
fn neighbour(span: &Span, by: i64) -> Option<String> {
    let day = plus_days(if by < 0 { span.first } else { span.last }, by)?;
    let kind = match span.text.len() {
        4 => calendar::Span::year(day.year()),
        7 if !span.text.contains('X')
            && (1..=12).contains(&span.text[5..].parse().unwrap_or(0)) =>
        {
            Span::month(day.year(), day.month())
        }
        _ => Some(Span::day(day)),
    };
    Some(
        kind.filter(|k| !span.text.contains('X') || k.text.len() > 4)
            .unwrap_or_else(|| Span::day(day))
            .text,
    )
}
