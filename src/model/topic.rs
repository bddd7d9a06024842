//! The topic: a label that gathers claims.

use super::body::body;

body! {
    /// A label that gathers claims.
    Topic {
        /// The label.
        name: String,
        /// What belongs under it.
        note: String,
    }
}
