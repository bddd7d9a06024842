//! The attribution: in this source, this speaker says this claim.

use super::body::{body, maybe, refers, within};
use super::{Credibility, Decimal, Edtf, Grade, Manner, Noun, Part, Qualifier, Stance, Uid};

body! {
    /// In this source, this speaker says this claim.
    Attribution<R> {
        /// Where passage and quote stand in the capture, as recorded.
        anchor: Option<Anchor<R>>,
        /// The hops behind the speaker, whom the speaker gives as the ground; from the speaker on.
        citing: Vec<Hop<R>>,
        /// The claim.
        claim: R,
        /// How credible it is that it was said so, or is so.
        credibility: Option<Credibility>,
        /// The words that attribute it: "a déclaré".
        cue: String,
        /// The recorder's own uncertainty, in words.
        doubt: String,
        /// The quantities as given.
        figures: Vec<Figure<R>>,
        /// The hedge as written: "pourraient".
        hedge: String,
        /// The language the source prints, a BCP 47 tag.
        lang: String,
        /// Where in the document, in words: a paragraph, clause or line.
        locator: String,
        /// How the source gives what was said.
        manner: Option<Manner>,
        /// The speaker's name as written.
        name_as_written: String,
        /// The recorder's note.
        note: String,
        /// The act of saying.
        occasion: Option<R>,
        /// On whose behalf it was said.
        on_behalf_of: Option<R>,
        /// The words as spoken, where the source prints a translation of them.
        original: Option<Original<R>>,
        /// The page of the document, from 1; 0 where there is none.
        page: u32,
        /// Which part of the document.
        part: Option<Part>,
        /// The source's words that carry the attribution; left out where the quote is all of them.
        passage: String,
        /// The source's own quotation of the speaker, without its marks.
        quote: String,
        /// The speaker's role as written.
        role: String,
        /// When it was said; left out where its occasion gives it.
        said: Option<Edtf>,
        /// The source's words for when: "en juin dernier".
        said_words: String,
        /// The document.
        source: R,
        /// Who said it; none where the document speaks with its own voice.
        speaker: Option<R>,
        /// The language it was said in; `und` if not given.
        spoken_lang: String,
        /// What the speaker does with the claim.
        stance: Stance,
        /// Where in a recording, as `hh:mm:ss`.
        time: String,
        /// Our translation of the words.
        translation: Option<Translation>,
        /// The hops that carried the words; from the speaker towards the source.
        via: Vec<Hop<R>>,
    }
}

body! {
    /// A speaker between our source and the words, or behind them.
    Hop<R> {
        /// The words that attribute it to this hop.
        cue: String,
        /// Its name as written.
        name_as_written: String,
        /// What the source quotes of it.
        quote: String,
        /// Its role as written.
        role: String,
        /// Who it is.
        speaker: R,
    }
}

body! {
    /// A quantity as given in one attribution.
    Figure<R> {
        /// The day or time it is said to hold for.
        as_of: Option<Edtf>,
        /// The best estimate, where the source gives one beside a range.
        best: Option<Decimal>,
        /// What is counted, as written: "de ses soldats".
        counted: String,
        /// The quantity as written: "plus de 10.000".
        expression: String,
        /// The upper bound; none where it is open.
        high: Option<Decimal>,
        /// Whether the upper bound itself is excluded.
        high_open: bool,
        /// The lower bound; none where it is open.
        low: Option<Decimal>,
        /// Whether the lower bound itself is excluded.
        low_open: bool,
        /// What is counted, so that figures can be laid side by side.
        measure: Option<R>,
        /// The word that hedges it; none where nobody read it yet.
        qualifier: Option<Qualifier>,
        /// The place or group it is said of.
        scope: String,
        /// The figure's own identity, so that it can be pointed at.
        uid: Uid,
        /// Its unit.
        unit: String,
    }
}

body! {
    /// The words as spoken, with their own source.
    Original<R> {
        /// In which language.
        lang: String,
        /// Where they are printed.
        source: Option<R>,
        /// The words.
        text: String,
    }
}

body! {
    /// Our translation of the passage or quote: always ours.
    Translation {
        /// Who translated.
        by: String,
        /// Into which language.
        lang: String,
        /// The words.
        text: String,
    }
}

body! {
    /// Where passage and quote stand in a capture's text, as recorded.
    Anchor<R> {
        /// The capture they were sought in.
        capture: Option<R>,
        /// The stretches of text, in order.
        fragments: Vec<Fragment>,
        /// How the words stand there.
        grade: Option<Grade>,
        /// The words before.
        prefix: String,
        /// The words after.
        suffix: String,
    }
}

body! {
    /// A stretch of a capture's text, half open, in code points from 0.
    Fragment {
        /// Past its last code point.
        end: u64,
        /// Its first code point.
        start: u64,
    }
}

impl<R> Attribution<R> {
    /// The source's words: the passage, or the quote where that is all there is.
    pub fn words(&self) -> &str {
        if self.passage.is_empty() {
            &self.quote
        } else {
            &self.passage
        }
    }
}

refers!(Attribution {
    credibility, cue, doubt, hedge, lang, locator, manner, name_as_written, note, page, part, passage, quote,
    role, said, said_words, spoken_lang, stance, time, translation,
} exchange => {
    anchor: anchor.map(|a| a.exchange(exchange)).transpose(),
    citing: within(citing, exchange),
    claim: exchange(Noun::Claim, claim),
    figures: within(figures, exchange),
    occasion: maybe(Noun::Occasion, occasion, exchange),
    on_behalf_of: maybe(Noun::Speaker, on_behalf_of, exchange),
    original: original.map(|o| o.exchange(exchange)).transpose(),
    source: exchange(Noun::Source, source),
    speaker: maybe(Noun::Speaker, speaker, exchange),
    via: within(via, exchange),
});

refers!(Hop { cue, name_as_written, quote, role } exchange => {
    speaker: exchange(Noun::Speaker, speaker),
});

refers!(Figure {
    as_of, best, counted, expression, high, high_open, low, low_open, qualifier, scope, uid, unit,
} exchange => {
    measure: maybe(Noun::Measure, measure, exchange),
});

refers!(Original { lang, text } exchange => {
    source: maybe(Noun::Source, source, exchange),
});

refers!(Anchor { fragments, grade, prefix, suffix } exchange => {
    capture: maybe(Noun::Capture, capture, exchange),
});
