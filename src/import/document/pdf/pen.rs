//! What a drawing says, as it is written: lines, and spaces where letters stand apart.

use super::matrix::Matrix;

/// Gaps, in parts of a letter's height: narrower ones are kerning, wider ones a column of its own.
const SPACE: f32 = 0.15;
const COLUMN: f32 = 2.0;
/// Beside a space that is drawn, which a line set to the full width draws out.
const JUSTIFIED: f32 = 6.0;
/// How much higher or lower than the last another line stands: raised figures are no line.
const LINE: f32 = 0.5;

/// What a page's drawing says.
#[derive(Default)]
pub struct Words {
    /// The words, a printed line a line.
    pub text: String,
    /// Whether letters were left out whose font does not tell what they are.
    pub lost: bool,
}

/// What is written so far, and where it ended.
#[derive(Default)]
pub struct Pen {
    pub words: Words,
    /// How many drawings were followed.
    pub drawings: usize,
    /// Where the last letters ended, and how high they are.
    end: Option<(f32, f32, f32)>,
    /// Whether each open mark tells its own words.
    marks: Vec<bool>,
    /// The words of the open mark, until something of it is drawn.
    told: Option<String>,
}

impl Pen {
    /// Begins marked drawing, with the words that it says it is.
    pub fn mark(&mut self, words: Option<String>) {
        let words = words.filter(|_| !self.is_told());
        self.marks.push(words.is_some());
        if words.is_some() {
            self.told = words;
        }
    }

    /// Ends what was marked last. Words of which nothing was drawn in letters stand where it was.
    pub fn unmark(&mut self) {
        if self.marks.pop() == Some(true)
            && let Some(words) = self.told.take()
        {
            self.words.text.push_str(&words);
        }
    }

    /// Whether what is drawn tells its own words.
    pub fn is_told(&self) -> bool {
        self.marks.contains(&true)
    }

    /// Writes letters from one place to another.
    pub fn write(&mut self, letters: &str, from: Matrix, to: Matrix, size: f32) {
        let told = self.is_told().then(|| self.told.take().unwrap_or_default());
        self.place(told.as_deref().unwrap_or(letters), from, size);
        if told.is_some() || !letters.is_empty() {
            let [_, _, c, d, x, y] = to.0;
            self.end = Some((x, y, (size * c.hypot(d)).abs()));
        }
    }

    fn place(&mut self, letters: &str, from: Matrix, size: f32) {
        if letters.is_empty() {
            return;
        }
        let [a, b, c, d, x, y] = from.0;
        let height = (size * c.hypot(d)).abs();
        if let Some((last_x, last_y, last_height)) = self.end {
            // How far the letters stand from the last, along their own line and across it.
            let long = a.hypot(b).max(f32::EPSILON);
            let (dx, dy) = (x - last_x, y - last_y);
            let (along, across) = ((dx * a + dy * b) / long, (dy * a - dx * b) / long);
            let height = height.max(last_height).max(f32::EPSILON);
            let parted = self.words.text.ends_with(char::is_whitespace)
                || letters.starts_with(char::is_whitespace);
            if across.abs() > LINE * height || along < -COLUMN * height {
                self.words.text.push('\n');
            } else if parted && along > JUSTIFIED * height {
                let kept = self.words.text.trim_end_matches(' ').len();
                self.words.text.truncate(kept);
                self.words.text.push('\t');
            } else if !parted && along > COLUMN * height {
                self.words.text.push('\t');
            } else if along > SPACE * height && !parted {
                self.words.text.push(' ');
            }
        }
        self.words.text.push_str(letters);
    }
}
