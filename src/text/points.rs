//! Where bytes of a text stand in code points, counted on from the place asked for before.

/// A place in a text, in bytes and in code points.
#[derive(Clone, Copy, Debug)]
pub struct Points<'t> {
    text: &'t str,
    before: u64,
    byte: usize,
    points: u64,
}

impl<'t> Points<'t> {
    /// Of a text before which so many code points came.
    pub fn new(text: &'t str, before: u64) -> Self {
        Self {
            text,
            before,
            byte: 0,
            points: before,
        }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The code points before the text.
    pub fn before(&self) -> u64 {
        self.before
    }

    /// The code points before a byte, which begins a character. It costs what the place is away from
    /// the one asked for last.
    pub fn at(&mut self, byte: usize) -> u64 {
        let count = |text: &str| text.chars().count() as u64;
        if byte >= self.byte {
            self.points += count(&self.text[self.byte..byte]);
        } else {
            self.points -= count(&self.text[byte..self.byte]);
        }
        self.byte = byte;
        self.points
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_forward_and_back() {
        let text = "é 3 ǆ🚂x";
        let mut points = Points::new(text, 10);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), 10 + n as u64);
        }
        assert_eq!(points.at(0), 10);
        assert_eq!(points.at(text.len()), 17);
    }
}
