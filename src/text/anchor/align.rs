//! Laying a passage beside a stretch of text, word by word, at the least cost.
//!
//! The passage must be used up; the text's words before and after it are free. Only words of the same
//! kind are set against one another cheaply, so that what replaced a number is found to be a number.

use std::collections::HashMap;

use super::lexicon::{Class, Lexicon};
use super::spelling::may_be_alike;
use super::token::{Kind, Token};

const SPELLING: u32 = 4;
const NUMBER: u32 = 6;
const REPLACED: u32 = 9;
/// A word against a negation or a hedge: rather one was added and the other left out.
const UNLIKE: u32 = 15;
const LEFT_OUT: u32 = 7;
/// At the ends a word is more likely replaced than left out.
const LEFT_OUT_AT_END: u32 = 10;
/// How many words of the text one of the passage is laid beside, in a long passage.
const BAND: usize = 400;
/// More words than this are not aligned.
const LONGEST: usize = 5_000;

/// Words of both sides that belong together: a run of each, as indices of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub same: bool,
    pub ours: std::ops::Range<usize>,
    pub theirs: std::ops::Range<usize>,
}

/// How a passage lies beside a text.
#[derive(Clone, Debug)]
pub(super) struct Alignment {
    pub cost: u32,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Start,
    Beside,
    Left,
    Added,
}

/// Lays `ours` beside the likeliest stretch of `theirs`; none where the passage is too long for it.
pub(super) fn align(ours: &[Token], theirs: &[Token], lexicon: &Lexicon) -> Option<Alignment> {
    if ours.is_empty() || theirs.is_empty() || ours.len() > LONGEST {
        return None;
    }
    let costs = Costs::of(ours, theirs, lexicon);
    // Rows are long enough for any shift within the band.
    let width = theirs
        .len()
        .min(BAND + theirs.len().saturating_sub(ours.len()));
    let first = |row: usize| {
        let drift = row * theirs.len() / ours.len();
        drift.saturating_sub(width / 2).min(theirs.len() - width)
    };
    let mut steps = vec![Step::Start; (ours.len() + 1) * (width + 1)];
    let mut last: Vec<u32> = vec![0; width + 1];
    for row in 1..=ours.len() {
        let (from, before) = (first(row), first(row - 1));
        let left_out = if row == 1 || row == ours.len() {
            LEFT_OUT_AT_END
        } else {
            LEFT_OUT
        };
        let above = |column: usize| {
            let at = column.checked_sub(before).filter(|at| *at <= width);
            at.map_or(u32::MAX / 2, |at| last[at])
        };
        let mut now = vec![u32::MAX / 2; width + 1];
        for at in 0..=width {
            let column = from + at;
            let mut best = (above(column) + left_out, Step::Left);
            if column > 0 {
                let beside = above(column - 1) + costs.of_pair(row - 1, column - 1);
                if beside <= best.0 {
                    best = (beside, Step::Beside);
                }
            }
            if at > 0 && row < ours.len() && now[at - 1] + LEFT_OUT < best.0 {
                best = (now[at - 1] + LEFT_OUT, Step::Added);
            }
            now[at] = best.0;
            steps[row * (width + 1) + at] = best.1;
        }
        last = now;
    }
    let (end, cost) = (0..).zip(last).min_by_key(|(_, cost)| *cost)?;
    let mut blocks: Vec<Block> = Vec::new();
    let (mut row, mut column) = (ours.len(), first(ours.len()) + end);
    while row > 0 {
        let step = column
            .checked_sub(first(row))
            .filter(|at| *at <= width)
            .map_or(Step::Left, |at| steps[row * (width + 1) + at]);
        let (rows, columns) = match step {
            Step::Beside => (1, 1),
            Step::Added => (0, 1),
            Step::Left | Step::Start => (1, 0),
        };
        row -= rows;
        column -= columns;
        let same = step == Step::Beside && costs.same(row, column);
        match blocks.last_mut() {
            Some(block) if block.same == same => {
                block.ours.start = row;
                block.theirs.start = column;
            }
            _ => blocks.push(Block {
                same,
                ours: row..row + rows,
                theirs: column..column + columns,
            }),
        }
    }
    blocks.reverse();
    Some(Alignment { cost, blocks })
}

/// What it costs to lay one word beside another.
struct Costs<'a> {
    ours: &'a [Token],
    theirs: &'a [Token],
    keys: (Vec<u32>, Vec<u32>),
    classes: (Vec<Class>, Vec<Class>),
}

impl<'a> Costs<'a> {
    fn of(ours: &'a [Token], theirs: &'a [Token], lexicon: &Lexicon) -> Self {
        let mut known: HashMap<(Kind, &str), u32> = HashMap::new();
        let mut key = |token: &'a Token| {
            let many = u32::try_from(known.len()).unwrap_or(u32::MAX);
            *known
                .entry((token.kind, token.word.as_str()))
                .or_insert(many)
        };
        let class = |token: &Token| lexicon.class(token);
        Self {
            keys: (
                ours.iter().map(&mut key).collect(),
                theirs.iter().map(&mut key).collect(),
            ),
            classes: (
                ours.iter().map(class).collect(),
                theirs.iter().map(class).collect(),
            ),
            ours,
            theirs,
        }
    }

    fn same(&self, row: usize, column: usize) -> bool {
        self.keys.0[row] == self.keys.1[column]
    }

    fn of_pair(&self, row: usize, column: usize) -> u32 {
        if self.same(row, column) {
            return 0;
        }
        let (class, other) = (self.classes.0[row], self.classes.1[column]);
        match (class, other) {
            (Class::Number, Class::Number) => NUMBER,
            (Class::Plain, Class::Plain) => {
                let (ours, theirs) = (&self.ours[row], &self.theirs[column]);
                if ours.bare == theirs.bare || may_be_alike(&ours.bare, &theirs.bare) {
                    SPELLING
                } else {
                    REPLACED
                }
            }
            _ if class == other => REPLACED - 1,
            (Class::Number, Class::Plain) | (Class::Plain, Class::Number) => REPLACED,
            _ => UNLIKE,
        }
    }
}
