//! Fonts: what the bytes of a drawing mean, and how wide they are drawn.

use std::collections::HashMap;

use lopdf::{Dictionary, Document as Pdf, Encoding, Object, ObjectId};

/// The most that is unpacked of one font's table of letters, in bytes.
const TABLE: usize = 16 << 20;

/// How wide letters are where the font does not say, in thousandths of its size.
const USUAL: f32 = 550.0;

/// A font, as far as words need it.
pub struct Font<'p> {
    /// The letters of its codes, as it gives them for copying.
    letters: Option<Encoding<'p>>,
    /// The encoding that it is drawn by, which tells letters where the other does not.
    drawn: Option<Encoding<'p>>,
    widths: HashMap<u32, f32>,
    default: f32,
    /// Whether two bytes are one code.
    wide: bool,
}

/// What a font keeps out of sight: the fonts that have both tables of letters, each with a twin of it
/// that has only the one for copying. The library looks at the other first.
#[derive(Default)]
pub struct Twins(HashMap<ObjectId, ObjectId>);

impl Twins {
    /// Makes the twins.
    pub fn make(pdf: &mut Pdf) -> Self {
        let of = |object: &Object| -> Option<Dictionary> {
            let font = object.as_dict().ok()?;
            if !(font.has_type(b"Font") && font.has(b"Encoding") && font.has(b"ToUnicode")) {
                return None;
            }
            let mut twin = font.clone();
            twin.remove(b"Encoding");
            Some(twin)
        };
        let fonts = pdf.objects.iter();
        let fonts: Vec<_> = fonts
            .filter_map(|(id, object)| Some((*id, of(object)?)))
            .collect();
        let twins = fonts
            .into_iter()
            .map(|(id, twin)| (id, pdf.add_object(twin)));
        Self(twins.collect())
    }
}

impl<'p> Font<'p> {
    /// Reads a font.
    pub fn read(pdf: &'p Pdf, id: Option<ObjectId>, font: &'p Dictionary, twins: &Twins) -> Self {
        let encoding = |font: &'p Dictionary| font.get_font_encoding_with_limit(pdf, TABLE).ok();
        let wide = font.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Type0");
        let twin = id
            .and_then(|id| twins.0.get(&id))
            .and_then(|id| pdf.get_dictionary(*id).ok());
        let letters = twin
            .or_else(|| font.has(b"ToUnicode").then_some(font))
            .and_then(encoding)
            .filter(|letters| matches!(letters, Encoding::UnicodeMapEncoding(_)));
        // Numbers of glyphs are no letters, whatever the library makes of them.
        let numbered = wide
            && font
                .get_deref(b"Encoding", pdf)
                .and_then(Object::as_name)
                .map_or(true, |name| name.starts_with(b"Identity"));
        let drawn = (!numbered).then(|| encoding(font)).flatten();
        let mut read = Self {
            letters,
            drawn,
            widths: HashMap::new(),
            default: USUAL,
            wide,
        };
        if wide {
            read.widths_of_wide(pdf, font);
        } else {
            read.widths_of_simple(pdf, font);
        }
        read
    }

    fn widths_of_simple(&mut self, pdf: &Pdf, font: &Dictionary) {
        // What is drawn by procedures has a scale of its own.
        let scale = font
            .get_deref(b"FontMatrix", pdf)
            .and_then(Object::as_array)
            .ok()
            .and_then(|matrix| matrix.first()?.as_float().ok())
            .map_or(1.0, |scale| scale.abs() * 1000.0);
        let first = font.get_deref(b"FirstChar", pdf).and_then(Object::as_i64);
        let widths = font.get_deref(b"Widths", pdf).and_then(Object::as_array);
        let (Ok(first), Ok(widths)) = (first, widths) else {
            return;
        };
        for (code, width) in (u32::try_from(first).unwrap_or(0)..=255).zip(widths) {
            if let Ok((_, width)) = pdf.dereference(width)
                && let Ok(width) = width.as_float()
            {
                self.widths.insert(code, width * scale);
            }
        }
    }

    /// The widths of a font of many letters: `[c [w1 w2 …] first last w …]`.
    fn widths_of_wide(&mut self, pdf: &Pdf, font: &Dictionary) {
        let inner = font
            .get_deref(b"DescendantFonts", pdf)
            .and_then(Object::as_array)
            .ok()
            .and_then(|fonts| pdf.dereference(fonts.first()?).ok()?.1.as_dict().ok());
        let Some(inner) = inner else { return };
        let default = inner.get_deref(b"DW", pdf).and_then(Object::as_float);
        self.default = default.unwrap_or(1000.0);
        let Ok(list) = inner.get_deref(b"W", pdf).and_then(Object::as_array) else {
            return;
        };
        let mut items = list
            .iter()
            .filter_map(|item| Some(pdf.dereference(item).ok()?.1));
        let code = |item: &Object| item.as_i64().ok().and_then(|code| u32::try_from(code).ok());
        while let (Some(first), Some(next)) = (items.next(), items.next()) {
            let Some(first) = code(first) else { return };
            if let Ok(widths) = next.as_array() {
                for (code, width) in (first..=0xffff).zip(widths) {
                    self.widths
                        .insert(code, width.as_float().unwrap_or(self.default));
                }
            } else if let (Some(last), Some(Ok(width))) =
                (code(next), items.next().map(Object::as_float))
            {
                for code in first..=last.min(0xffff) {
                    self.widths.insert(code, width);
                }
            }
        }
    }

    /// The letters of some bytes; none where the font does not tell.
    pub fn letters(&self, bytes: &[u8]) -> Option<String> {
        let by = |encoding: &Encoding<'_>, bytes: &[u8]| Pdf::decode_text(encoding, bytes).ok();
        let drawn = |bytes: &[u8]| by(self.drawn.as_ref()?, bytes);
        let Some(letters) = &self.letters else {
            return drawn(bytes);
        };
        let text = by(letters, bytes)?;
        if self.wide || self.drawn.is_none() || !text.contains('\u{fffd}') {
            return Some(text);
        }
        // A table for copying may hold only what the other does not.
        let each = bytes.chunks(1).map(|byte| {
            let letter = by(letters, byte).filter(|letter| !letter.contains('\u{fffd}'));
            letter.or_else(|| drawn(byte)).unwrap_or_default()
        });
        Some(each.collect())
    }

    /// How far some bytes reach, in parts of the font's size, and how many codes and spaces they are.
    pub fn extent(&self, bytes: &[u8]) -> (f32, u16, u16) {
        let (mut width, mut codes, mut spaces) = (0.0, 0, 0);
        for code in bytes.chunks(if self.wide { 2 } else { 1 }) {
            let code = code
                .iter()
                .fold(0, |code, byte| code << 8 | u32::from(*byte));
            width += self.widths.get(&code).copied().unwrap_or(self.default);
            codes += 1;
            spaces += u16::from(!self.wide && code == 32);
        }
        (width / 1000.0, codes, spaces)
    }
}
