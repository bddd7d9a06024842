//! The words of each language, one file each.

mod de;
mod en;
mod es;
mod fr;
mod it;
mod nl;
mod pt;

use super::language::Language;

/// The languages that are read.
pub(super) static ALL: [&Language; 7] = [
    &fr::FR,
    &en::EN,
    &es::ES,
    &de::DE,
    &pt::PT,
    &it::IT,
    &nl::NL,
];
