//! Units: as written, and the symbol they stand for (UCUM for measures, ISO 4217 for money).
//!
//! A word that stands for several, such as *pound* or *peso*, stays that word: which it is, the text
//! does not say. Each file under `units/` has a symbol a line, and after the colon how it is written.

/// Symbols and codes that are the same in every language.
pub(super) const SYMBOLS: &str = include_str!("units/symbols.txt");

/// What is written, with what it stands for.
pub(super) fn lines(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().flat_map(|line| {
        let (symbol, written) = line.split_once(": ").unwrap_or((line, ""));
        written.split(", ").map(move |written| (written, symbol))
    })
}

/// Whether a unit is money, which may stand before its number.
pub(super) fn is_money(unit: &str) -> bool {
    unit == "$" || unit.len() >= 3 && unit.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether a unit is a hundredth of another: *three dollars fifty cents*.
pub(super) fn is_hundredth(unit: &str) -> bool {
    matches!(unit, "cent" | "penny" | "penni")
}

/// 30 MUSD is thirty millions of dollars: the code of the money, and the power of ten.
pub(super) fn thousands_of_money(unit: &'static str) -> Option<(&'static str, i32)> {
    match unit {
        "MUSD" => Some(("USD", 6)),
        "MEUR" => Some(("EUR", 6)),
        "MGBP" => Some(("GBP", 6)),
        "KEUR" => Some(("EUR", 3)),
        "KUSD" => Some(("USD", 3)),
        _ => None,
    }
}
