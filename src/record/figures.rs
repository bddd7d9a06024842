//! Figures of entries: what must hold of them, and what the reader fills where only the expression
//! was given.

use super::{Notice, Session, body_of};
use crate::error::{Error, Result};
use crate::model::{Attribution, Body, Decimal, Figure, Item, Noun, Qualifier, Vocabulary};
use crate::store::Writing;
use crate::text::figures::{self, Finding, Kind, Value};

/// Refuses bounds that cannot be.
pub(super) fn check<R>(figure: &Figure<R>, item: &Item<()>) -> Result<()> {
    let at = || item.place_of("figures");
    if figure.expression.trim().is_empty() {
        return Err(
            Error::input("a figure needs its expression: the words of the source").at(at()),
        );
    }
    if let (Some(low), Some(high)) = (&figure.low, &figure.high) {
        let order = low.compare(high);
        if order.is_gt() || (order.is_eq() && (figure.low_open || figure.high_open)) {
            let hint = if order.is_gt() {
                "a figure's `low` is its smaller bound and `high` its larger one: exchange them"
            } else {
                "a bound that is open is not part of the figure: leave out `low_open` and `high_open`"
            };
            let what = format!(
                "figure “{}”: nothing lies between {low} and {high}",
                figure.expression
            );
            return Err(Error::input(what).at(at()).hint(hint));
        }
    }
    for (bound, open, name) in [
        (&figure.low, figure.low_open, "low"),
        (&figure.high, figure.high_open, "high"),
    ] {
        if open && bound.is_none() {
            return Err(
                Error::input(format!("`{name}_open` says of a bound that is not given")).at(at()),
            );
        }
    }
    Ok(())
}

/// Fills the figures of which nothing but the expression was given, from the expression, in the
/// language that the source prints, as given or else as its words tell; says how it read them. What cannot be read stays words.
///
/// It comes after an entry's digest was taken: an entry stays the same entry when the reader learns.
pub(super) fn fill(
    body: &mut Attribution,
    session: &mut Session,
    writing: &mut Writing<'_>,
    tell: bool,
) -> Result<()> {
    if !body.figures.iter().any(is_bare_words) {
        return Ok(());
    }
    let given = lang_given(body, writing)?;
    let lang = figures::language_of(&body.passage, &body.quote, &given);
    for figure in body.figures.iter_mut().filter(|f| is_bare_words(f)) {
        let expression = figure.expression.clone();
        let found = figures::find(&expression, lang);
        let read = match &found[..] {
            // In no known language a word may be a million, or an *at most*.
            [one] if lang.is_none() && has_words(one, &expression) => None,
            [one] if one.kind == Kind::Quantity => take(figure, one, &expression),
            _ => None,
        };
        if tell {
            let how = found.first().map_or(Vec::new(), |f| f.how.clone());
            session.say(Notice::Figure {
                expression,
                read,
                how,
            });
        }
    }
    Ok(())
}

/// The language that is given of an attribution's words, its own or its source's.
pub(super) fn lang_given(body: &Attribution, writing: &mut Writing<'_>) -> Result<String> {
    if body.lang.is_empty()
        && let Some(Body::Source(source)) = body_of(Noun::Source, body.source, writing)?
    {
        return Ok(source.lang);
    }
    Ok(body.lang.clone())
}

/// Whether an expression has letters beside its numbers.
fn has_words(found: &Finding, expression: &str) -> bool {
    let in_number = |at: usize| {
        found
            .numbers
            .iter()
            .any(|number| number.range.contains(&at))
    };
    let mut letters = expression.char_indices();
    letters.any(|(at, c)| c.is_alphabetic() && !in_number(at))
}

/// Whether nothing but the words was given.
fn is_bare_words<R>(figure: &Figure<R>) -> bool {
    figure.qualifier.is_none()
        && figure.low.is_none()
        && figure.high.is_none()
        && figure.best.is_none()
}

/// Takes over what was found in a text; answers it in words. Nothing is taken of what is not exact.
pub(super) fn take<R>(figure: &mut Figure<R>, found: &Finding, text: &str) -> Option<String> {
    if found.either.is_some() {
        return None;
    }
    let exact = |value: &Option<Value>| match value {
        None => Some(None),
        Some(value) => Decimal::read(&value.decimal()?).map(Some),
    };
    let (low, high) = (exact(&found.low)?, exact(&found.high)?);
    let qualifier = Qualifier::read(found.precision.word()).ok()?;
    let (low_open, high_open) = found.precision.open();
    figure.low_open = low_open && low.is_some();
    figure.high_open = high_open && high.is_some();
    let bounds = match (&low, &high) {
        (Some(low), Some(high)) if low == high => format!(" {low}"),
        (low, high) => [low, high]
            .into_iter()
            .flatten()
            .map(|bound| format!(" {bound}"))
            .collect(),
    };
    (figure.low, figure.high) = (low, high);
    figure.qualifier = Some(qualifier);
    if figure.unit.is_empty() {
        figure.unit = found.unit.unwrap_or_default().to_owned();
    }
    if figure.counted.is_empty()
        && let Some(counted) = &found.counted
    {
        text[counted.clone()].clone_into(&mut figure.counted);
    }
    let unit = found
        .unit
        .map(|unit| format!(" {unit}"))
        .unwrap_or_default();
    Some(format!("{}{bounds}{unit}", qualifier.word()))
}
