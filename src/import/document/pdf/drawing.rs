//! The drawing of a page as lines of words: what is drawn after another on one height is one line, and
//! what stands apart in it is parted.
//!
//! A drawing has no words, only letters at places: a space is often no letter but a gap, and a line
//! goes on where another font is taken.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document as Pdf, Object, ObjectId};

use super::font::{Font, Twins};
use super::matrix::Matrix;
use super::pen::{Pen, Words};

/// The most that is unpacked of one drawing, in bytes.
const DRAWING: usize = 64 << 20;
/// How many drawings may stand in a page, and how deep within each other.
const DRAWINGS: usize = 2000;
const DEEPEST: usize = 12;

/// Reads the drawings of a document; fonts are read once.
pub struct Drawings<'p> {
    pdf: &'p Pdf,
    twins: &'p Twins,
    fonts: HashMap<ObjectId, Rc<Font<'p>>>,
}

impl<'p> Drawings<'p> {
    /// Of a document.
    pub fn of(pdf: &'p Pdf, twins: &'p Twins) -> Self {
        Self {
            pdf,
            twins,
            fonts: HashMap::new(),
        }
    }

    /// The words of a page.
    ///
    /// # Errors
    /// When its drawing cannot be followed.
    pub fn page(&mut self, page: ObjectId) -> lopdf::Result<Words> {
        let parts = self.pdf.get_page_contents(page);
        if let Some(gone) = parts
            .into_iter()
            .find(|id| self.pdf.get_object(*id).is_err())
        {
            return Err(lopdf::Error::ObjectNotFound(gone));
        }
        let drawing = self.pdf.get_page_content_with_limit(page, DRAWING)?;
        let (own, referred) = self.pdf.get_page_resources(page)?;
        let referred = referred
            .into_iter()
            .filter_map(|id| self.pdf.get_dictionary(id).ok());
        let resources: Vec<&Dictionary> = own.into_iter().chain(referred).collect();
        let mut pen = Pen::default();
        self.follow(&drawing, &resources, Matrix::UNIT, 0, &mut pen)?;
        Ok(pen.words)
    }

    fn follow(
        &mut self,
        drawing: &[u8],
        resources: &[&'p Dictionary],
        at: Matrix,
        depth: usize,
        pen: &mut Pen,
    ) -> lopdf::Result<()> {
        pen.drawings += 1;
        if depth > DEEPEST || pen.drawings > DRAWINGS {
            pen.words.lost = true;
            return Ok(());
        }
        let mut state = State::new(at);
        let mut kept = Vec::new();
        for operation in Content::decode(drawing)?.operations {
            match operation.operator.as_str() {
                "q" => kept.push(state.clone()),
                "Q" => state = kept.pop().unwrap_or(state),
                "Tf" => {
                    state.size = number(&operation, 1);
                    let name = operation.operands.first().map(Object::as_name);
                    state.font = match name {
                        Some(Ok(name)) => self.font(name, resources),
                        _ => None,
                    };
                }
                "Do" => {
                    let name = operation.operands.first().map(Object::as_name);
                    if let Some(Ok(name)) = name {
                        self.form(name, resources, &state, depth, pen)?;
                    }
                }
                "BMC" => pen.mark(None),
                "BDC" => pen.mark(self.actual_text(&operation, resources)),
                "EMC" => pen.unmark(),
                _ => state.apply(&operation, pen),
            }
        }
        Ok(())
    }

    /// Follows a drawing that stands within another.
    fn form(
        &mut self,
        name: &[u8],
        resources: &[&'p Dictionary],
        state: &State<'p>,
        depth: usize,
        pen: &mut Pen,
    ) -> lopdf::Result<()> {
        let Some((_, found)) = self.resource(b"XObject", name, resources) else {
            return Ok(());
        };
        let Ok(form) = found.as_stream() else {
            return Ok(());
        };
        if form.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
            return Ok(());
        }
        let matrix = form
            .dict
            .get_deref(b"Matrix", self.pdf)
            .and_then(Object::as_array)
            .map_or(Matrix::UNIT, |numbers| Matrix::read(numbers));
        let own = form.dict.get_deref(b"Resources", self.pdf);
        let own = own.and_then(Object::as_dict).ok();
        let resources: Vec<&Dictionary> =
            own.into_iter().chain(resources.iter().copied()).collect();
        let drawing = form.get_plain_content_with_limit(DRAWING)?;
        self.follow(
            &drawing,
            &resources,
            matrix.then(state.page),
            depth + 1,
            pen,
        )
    }

    /// What marked drawing says in words: where its letters are shapes, or a hyphen is the line's alone.
    fn actual_text(&self, operation: &Operation, resources: &[&'p Dictionary]) -> Option<String> {
        let properties = match operation.operands.get(1)? {
            Object::Name(name) => self.resource(b"Properties", name, resources)?.1,
            given => given,
        };
        let text = properties.as_dict().ok()?;
        let text = text.get_deref(b"ActualText", self.pdf).ok()?;
        lopdf::decode_text_string(text).ok()
    }

    fn resource(
        &self,
        kind: &[u8],
        name: &[u8],
        resources: &[&'p Dictionary],
    ) -> Option<(Option<ObjectId>, &'p Object)> {
        resources.iter().find_map(|dictionary| {
            let of_kind = dictionary.get_deref(kind, self.pdf).ok()?.as_dict().ok()?;
            self.pdf.dereference(of_kind.get(name).ok()?).ok()
        })
    }

    fn font(&mut self, name: &[u8], resources: &[&'p Dictionary]) -> Option<Rc<Font<'p>>> {
        let (id, font) = self.resource(b"Font", name, resources)?;
        if let Some(known) = id.and_then(|id| self.fonts.get(&id)) {
            return Some(Rc::clone(known));
        }
        let font = Rc::new(Font::read(self.pdf, id, font.as_dict().ok()?, self.twins));
        if let Some(id) = id {
            self.fonts.insert(id, Rc::clone(&font));
        }
        Some(font)
    }
}

fn number(operation: &Operation, at: usize) -> f32 {
    let operand = operation.operands.get(at).map(Object::as_float);
    operand.and_then(Result::ok).unwrap_or(0.0)
}

/// What holds while a drawing is followed.
#[derive(Clone)]
struct State<'p> {
    page: Matrix,
    text: Matrix,
    line: Matrix,
    font: Option<Rc<Font<'p>>>,
    size: f32,
    leading: f32,
    /// Added to each letter, to each space; and how much everything is stretched.
    letter: f32,
    word: f32,
    stretch: f32,
}

impl<'p> State<'p> {
    fn new(page: Matrix) -> Self {
        Self {
            page,
            text: Matrix::UNIT,
            line: Matrix::UNIT,
            font: None,
            size: 0.0,
            leading: 0.0,
            letter: 0.0,
            word: 0.0,
            stretch: 1.0,
        }
    }

    fn apply(&mut self, operation: &Operation, pen: &mut Pen) {
        let n = |at: usize| number(operation, at);
        match operation.operator.as_str() {
            "cm" => self.page = Matrix::read(&operation.operands).then(self.page),
            "BT" => self.begin(Matrix::UNIT),
            "Tm" => self.begin(Matrix::read(&operation.operands)),
            "Td" => self.go(n(0), n(1)),
            "TD" => {
                self.leading = -n(1);
                self.go(n(0), n(1));
            }
            "T*" => self.go(0.0, -self.leading),
            "TL" => self.leading = n(0),
            "Tc" => self.letter = n(0),
            "Tw" => self.word = n(0),
            "Tz" => self.stretch = n(0) / 100.0,
            "Tj" => self.show(operation.operands.first(), pen),
            "'" => {
                self.go(0.0, -self.leading);
                self.show(operation.operands.first(), pen);
            }
            "\"" => {
                (self.word, self.letter) = (n(0), n(1));
                self.go(0.0, -self.leading);
                self.show(operation.operands.get(2), pen);
            }
            "TJ" => {
                let parts = operation.operands.first().map(Object::as_array);
                for part in parts.and_then(Result::ok).into_iter().flatten() {
                    match part.as_float() {
                        Ok(back) => self.advance(-back / 1000.0 * self.size),
                        Err(_) => self.show(Some(part), pen),
                    }
                }
            }
            _ => {}
        }
    }

    fn begin(&mut self, at: Matrix) {
        (self.text, self.line) = (at, at);
    }

    fn go(&mut self, x: f32, y: f32) {
        self.begin(Matrix::moved(x, y).then(self.line));
    }

    fn advance(&mut self, by: f32) {
        self.text = Matrix::moved(by * self.stretch, 0.0).then(self.text);
    }

    fn show(&mut self, bytes: Option<&Object>, pen: &mut Pen) {
        let Some(Ok(bytes)) = bytes.map(Object::as_str) else {
            return;
        };
        let Some(font) = self.font.clone() else {
            pen.words.lost |= !bytes.is_empty();
            return;
        };
        let from = self.text.then(self.page);
        let (width, codes, spaces) = font.extent(bytes);
        self.advance(
            width * self.size + self.letter * f32::from(codes) + self.word * f32::from(spaces),
        );
        let to = self.text.then(self.page);
        match font.letters(bytes) {
            Some(letters) => pen.write(&letters, from, to, self.size),
            None if pen.is_told() => pen.write("", from, to, self.size),
            None => pen.words.lost |= !bytes.is_empty(),
        }
    }
}
