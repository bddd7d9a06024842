//! Figures that stand in an attribution's words and are not given: offered, taken where that is asked
//! for, and never taken silently.

use serde_json::{Map, Value};

use super::figures::{lang_given, take};
use super::{Notice, Session};
use crate::error::Result;
use crate::model::{Attribution, Figure, Named, Vocabulary};
use crate::store::Writing;
use crate::text::figures::{self, Standing};

/// A figure that may be taken.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Its words.
    pub expression: String,
    /// How they are read, and what they count.
    pub read: String,
    /// Its fields, as an entry gives them.
    pub fields: Map<String, Value>,
}

/// The figures that stand in a passage and its quote beside those recorded, by their expressions. `lang` is
/// the language that is given of the words, or empty.
pub fn offers(passage: &str, quote: &str, lang: &str, recorded: &[&str]) -> Vec<Offer> {
    let standing = figures::unrecorded(passage, quote, lang, recorded);
    let lang = figures::language_of(passage, quote, lang);
    let offers = standing.iter().filter_map(|one| offer(one, lang));
    offers.collect()
}

fn offer(standing: &Standing<'_>, lang: Option<&str>) -> Option<Offer> {
    let Standing { words, finding } = standing;
    let expression = standing.expression();
    let mut figure = Figure::<Named>::default();
    let read = take(&mut figure, finding, words)?;
    // Its bounds are given where the expression would be read otherwise without the words round it.
    let mut alone = Figure::<Named>::default();
    if let [only] = &figures::find(expression, lang)[..] {
        take(&mut alone, only, expression);
    }
    alone.counted.clone_from(&figure.counted);
    let mut fields = Map::new();
    fields.insert("expression".to_owned(), Value::from(expression));
    if alone != figure {
        let bounds = [("low", &figure.low), ("high", &figure.high)];
        for (name, bound) in bounds {
            if let Some(bound) = bound {
                fields.insert(name.to_owned(), Value::from(bound.to_string()));
            }
        }
        for (name, open) in [
            ("low_open", figure.low_open),
            ("high_open", figure.high_open),
        ] {
            if open {
                fields.insert(name.to_owned(), Value::from(open));
            }
        }
        if let Some(qualifier) = figure.qualifier {
            fields.insert("qualifier".to_owned(), Value::from(qualifier.word()));
        }
        if !figure.unit.is_empty() {
            fields.insert("unit".to_owned(), Value::from(figure.unit.as_str()));
        }
    }
    let mut told = read;
    if !figure.counted.is_empty() {
        told = format!("{told}, counting {}", figure.counted);
        fields.insert("counted".to_owned(), Value::from(figure.counted));
    }
    Some(Offer {
        expression: expression.to_owned(),
        read: told,
        fields,
    })
}

/// Takes the figures that stand in the words and are not recorded, where that is asked for; else answers
/// them as written. Most words of a load are only counted in its beginning: a long one would take twice as long.
pub(super) fn of_words(
    body: &mut Attribution,
    session: &mut Session,
    writing: &mut Writing<'_>,
) -> Result<Vec<String>> {
    let takes = session.options.take_figures;
    if body.words().trim().is_empty() || !takes && !session.looks_for_figures() {
        return Ok(Vec::new());
    }
    let given = lang_given(body, writing)?;
    let recorded: Vec<&str> = body.figures.iter().map(|f| f.expression.as_str()).collect();
    let standing = figures::unrecorded(&body.passage, &body.quote, &given, &recorded);
    if !takes {
        let expressions = standing.iter().map(|one| one.expression().to_owned());
        return Ok(expressions.collect());
    }
    let mut taken = Vec::new();
    for Standing { words, finding } in &standing {
        let mut figure = Figure {
            uid: writing.uid()?,
            expression: words[finding.range.clone()].to_owned(),
            ..Figure::default()
        };
        session.say(Notice::Figure {
            expression: figure.expression.clone(),
            read: take(&mut figure, finding, words),
            how: finding.how.clone(),
        });
        taken.push(figure);
    }
    body.figures.extend(taken);
    Ok(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_reads_as_the_words_do() {
        let [offer] = &offers("more than 40 barges lay there", "", "en", &[])[..] else {
            panic!("one figure stands there");
        };
        assert_eq!(offer.read, "more-than 40, counting barges");
        let expected = serde_json::json!({ "expression": "more than 40", "counted": "barges" });
        assert_eq!(Value::Object(offer.fields.clone()), expected);
    }

    #[test]
    fn what_reads_otherwise_alone_is_offered_with_its_bounds() {
        // Alone, four digits are a year.
        let [offer] = &offers("The 1900 barges lay there", "", "en", &[])[..] else {
            panic!("one figure stands there");
        };
        assert_eq!(offer.fields["low"], "1900");
        assert_eq!(offer.fields["qualifier"], "bare");
    }
}
