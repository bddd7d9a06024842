//! The figures that stand in the words just typed, offered one by one as the attribution's.

use serde_json::Value;

use super::{Prompts, Step, list};
use crate::cli::ask::{self, Key};
use dixit::error::Result;
use dixit::model::{Body, Noun};
use dixit::record::standing;

/// The field that takes them.
const FIGURES: &str = "figures";

impl Prompts<'_> {
    /// Offers each figure that stands in passage and quote and is not among those given.
    ///
    /// # Errors
    /// When the user leaves, or the file cannot be read.
    pub fn offer_figures(&mut self) -> Result<Step> {
        let Some(field) = self.field(FIGURES) else {
            return Ok(Step::On);
        };
        let mut items = self.items(&field);
        let recorded: Vec<&str> = items
            .iter()
            .filter_map(|item| item.get("expression").unwrap_or(item).as_str())
            .collect();
        let (passage, quote) = (self.text("passage"), self.text("quote"));
        let offers = standing::offers(&passage, &quote, &self.printed_in()?, &recorded);
        for offer in offers {
            ask::say(&format!(
                "  figure: “{}” = {}",
                offer.expression, offer.read
            ));
            match self.takes_figure()? {
                None => return Ok(Step::Back),
                Some(false) => continue,
                Some(true) => items.push(Value::Object(offer.fields)),
            }
            self.put(&field, list(&items));
            let at = items.len() - 1;
            self.fill_measure(&mut items, at)?;
            self.put(&field, list(&items));
        }
        Ok(Step::On)
    }

    /// Whether the figure just shown is taken; nothing where the user steps back.
    fn takes_figure(&mut self) -> Result<Option<bool>> {
        loop {
            match self.key("  Enter takes it; n leaves it; Esc steps back")? {
                Key::Enter | Key::Letter('y' | 'Y') => return Ok(Some(true)),
                Key::Letter('n' | 'N') => return Ok(Some(false)),
                Key::Escape | Key::BackTab | Key::Up => return Ok(None),
                _ => {}
            }
        }
    }

    fn text(&self, key: &str) -> String {
        let typed = self.typed();
        let text = typed.value(key).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    }

    /// The language that is given of the words, their own or that of a source that is known.
    fn printed_in(&self) -> Result<String> {
        let lang = self.text("lang");
        let Some(store) = self.store.filter(|_| lang.is_empty()) else {
            return Ok(lang);
        };
        let source = self.text("source");
        let found = store.resolve(Noun::Source, &source).unwrap_or_default();
        if let [one] = &found[..]
            && let Some(Body::Source(source)) = store.body(Noun::Source, one.uid)?
        {
            return Ok(source.lang);
        }
        Ok(lang)
    }
}
