//! The records and their vocabularies: what a claim, an attribution and a source *are*.
//!
//! No SQL, no clap, no I/O. Each noun has one file; its struct is the **body** of a record,
//! whose canonical JSON is what a version's hash covers (see [`body`]). Names of types, fields
//! and words are the words of `docs/glossary.md`.

pub mod assessment;
pub mod attribution;
pub mod body;
pub mod capture;
pub mod claim;
pub mod decimal;
pub mod edtf;
pub mod entry;
pub mod judgement;
pub mod link;
pub mod measure;
pub mod moment;
pub mod occasion;
pub mod piece;
pub mod source;
pub mod speaker;
pub mod topic;
pub mod uid;
pub mod vocabulary;

pub use assessment::{Assessment, Evidence};
pub use attribution::{Anchor, Attribution, Figure, Fragment, Hop, Original, Translation};
pub use body::{Body, Record};
pub use capture::{Capture, TextPart, Timed, Transcript};
pub use claim::{Claim, Wording};
pub use decimal::Decimal;
pub use edtf::{Bound, Edtf};
pub use entry::{AttributionEntry, ClaimEntry, DateRead, Entry, Item, Named};
pub use judgement::Judgement;
pub use link::Link;
pub use measure::Measure;
pub use moment::Moment;
pub use occasion::Occasion;
pub use piece::{Draft, Piece, Publication, Use};
pub use source::{Observation, ReadOn, Source};
pub use speaker::{Name, Role, Speaker};
pub use topic::Topic;
pub use uid::Uid;
pub use vocabulary::*;
