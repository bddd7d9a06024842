//! How a point of a drawing becomes a point of the page.

use lopdf::Object;

/// A change of place and size: how a point becomes another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matrix(pub [f32; 6]);

impl Matrix {
    pub const UNIT: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub fn moved(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    pub fn read(numbers: &[Object]) -> Self {
        let at = |at: usize| numbers.get(at).and_then(|n| n.as_float().ok());
        Self(std::array::from_fn(|n| at(n).unwrap_or(Self::UNIT.0[n])))
    }

    /// This one, and then another.
    pub fn then(self, next: Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, next.0);
        Self([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }
}
