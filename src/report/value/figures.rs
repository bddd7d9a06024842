//! Figures of a measure as values: the lines of `figures` and `conflicts`.

use serde::Serialize;

use super::{DateValue, FigureValue, OccasionValue, SortBasis, SourceValue, SpeakerValue, unset};
use crate::model::Stance;
use crate::report::shown::Shown;

value! {
    /// A figure as given on one occasion, in however many sources: a line of `figures`.
    FigureLine {
        /// The ids of its attributions, 12 letters.
        attributions: Vec<Shown>,
        /// When it was said.
        said: DateValue,
        /// The date by which it is sorted, order-preserving text.
        sort_date: Shown,
        /// Which date that is.
        sort_basis: SortBasis,
        /// Who gave it; several where they spoke together.
        speakers: Vec<SpeakerValue>,
        /// The act of saying.
        occasion: Option<OccasionValue>,
        /// What they do with the claim that holds the figure.
        stance: Stance,
        /// The figure, in each way in which the sources write it.
        figures: Vec<FigureValue>,
        /// What it does to the last that each of them gave; one for all where it is the same.
        does: Vec<FigureEffect>,
        /// How it stands to the last that anybody else gave.
        beside: Option<FigureBeside>,
        /// The recorder's doubts.
        doubts: Vec<Shown>,
        /// Where it is written.
        sources: Vec<SourceValue>,
    }
}

value! {
    /// What a figure does to the last of its speaker.
    FigureEffect {
        /// Whose last, where its speakers' differ.
        speaker: Shown,
        /// What it does: `first`, `repeats`, `raises`, `lowers`, `narrows`, `widens`, `drops a hedge`, `adds a hedge`, `cannot tell`.
        does: Shown,
        /// Why there is no telling.
        because: Shown,
        /// The last, as read.
        last: Shown,
        /// When that was said.
        last_said: Shown,
    }
}

value! {
    /// How a figure stands to the last that somebody else gave.
    FigureBeside {
        /// `repeats`, `higher` or `lower`.
        is: Shown,
        /// Who gave that.
        speakers: Vec<Shown>,
        /// The last, as read.
        last: Shown,
        /// When that was said.
        last_said: Shown,
    }
}

value! {
    /// The figures of one measure in a report, to be drawn.
    SeriesValue {
        /// The measure's id, 12 letters.
        id: Shown,
        /// The measure's name.
        measure: Shown,
        /// Its figures, oldest first; none where there are too many for a page.
        lines: Vec<FigureLine>,
        /// Whether there are more than a page draws.
        more: bool,
    }
}

value! {
    /// Two figures that cannot both be true, or only seem so: a line of `conflicts`.
    FigurePair {
        /// How they stand to each other: `contradicts`, `cannot tell`, `agrees`, `narrower`, `overlaps`.
        verdict: Shown,
        /// Why.
        because: Shown,
        /// How far apart their ranges are, an exact decimal in the unit of the first.
        apart: Shown,
        /// The one.
        first: FigureLine,
        /// The other.
        second: FigureLine,
        /// What the first was read as for comparing, where that is more than is written.
        first_read: Shown,
        /// What the second was read as.
        second_read: Shown,
        /// The days that both hold for: the first, a full ISO date.
        from: Shown,
        /// The last of them.
        to: Shown,
        /// Of those that only seem to conflict, how many pairs this one stands for.
        pairs: u64,
    }
}
