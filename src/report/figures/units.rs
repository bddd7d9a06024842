//! Exact conversion between units of one quantity; where none is exact, none is made.

use crate::text::figures::Value;

/// By what a number in one unit is multiplied to be one in another; `None` where the two do not
/// measure the same, or where the unit is not defined exactly. Temperatures have no factor.
///
/// Sources: the SI prefixes (BIPM, *The International System of Units*, 9th edition) and the
/// international yard and pound agreement of 1959.
pub fn factor(from: &str, to: &str) -> Option<Value> {
    let find = |unit: &str| TABLE.iter().find(|(symbol, ..)| *symbol == unit);
    let ((_, quantity, from), (_, other, to)) = (find(from)?, find(to)?);
    (quantity == other).then_some(())?;
    Value::ratio(&Value::read(from)?, &Value::read(to)?)
}

/// Units by what they measure, in metres, square metres, litres, grams, seconds, bytes, watts, ones.
const TABLE: &[(&str, &str, &str)] = &[
    ("nm", "length", "0.000000001"),
    ("um", "length", "0.000001"),
    ("mm", "length", "0.001"),
    ("cm", "length", "0.01"),
    ("dm", "length", "0.1"),
    ("m", "length", "1"),
    ("km", "length", "1000"),
    ("in", "length", "0.0254"),
    ("ft", "length", "0.3048"),
    ("yd", "length", "0.9144"),
    ("mi", "length", "1609.344"),
    ("nmi", "length", "1852"),
    ("cm2", "area", "0.0001"),
    ("m2", "area", "1"),
    ("ha", "area", "10000"),
    ("km2", "area", "1000000"),
    ("ac", "area", "4046.8564224"),
    ("ml", "volume", "0.001"),
    ("cl", "volume", "0.01"),
    ("dl", "volume", "0.1"),
    ("l", "volume", "1"),
    ("hl", "volume", "100"),
    ("m3", "volume", "1000"),
    ("ug", "mass", "0.000001"),
    ("mg", "mass", "0.001"),
    ("g", "mass", "1"),
    ("kg", "mass", "1000"),
    ("q", "mass", "100000"),
    ("t", "mass", "1000000"),
    ("kt", "mass", "1000000000"),
    ("lb", "mass", "453.59237"),
    ("oz", "mass", "28.349523125"),
    ("s", "time", "1"),
    ("min", "time", "60"),
    ("h", "time", "3600"),
    ("d", "time", "86400"),
    ("wk", "time", "604800"),
    ("kB", "data", "1000"),
    ("MB", "data", "1000000"),
    ("GB", "data", "1000000000"),
    ("TB", "data", "1000000000000"),
    ("W", "power", "1"),
    ("kW", "power", "1000"),
    ("MW", "power", "1000000"),
    ("GW", "power", "1000000000"),
    ("kWh", "energy", "1"),
    ("MWh", "energy", "1000"),
    ("GWh", "energy", "1000000"),
    ("TWh", "energy", "1000000000"),
];
