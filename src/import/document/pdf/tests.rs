//! On documents made here: a page of each drawing, with two fonts that tell their letters (F1, F2, the
//! second with widths), one that does not (F3), and a drawing within a drawing (X).

use lopdf::{Object, Stream, dictionary};

use super::*;

fn pdf(drawings: &[&str]) -> Document {
    let mut pdf = Pdf::with_version("1.5");
    let tree = pdf.new_object_id();
    let widths: Vec<Object> = (0..224).map(|_| 500.into()).collect();
    let first = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" };
    let mut second = first.clone();
    second.set("FirstChar", 32);
    second.set("Widths", widths);
    let silent = dictionary! { "Type" => "Font", "Subtype" => "Type0", "Encoding" => "Identity-H" };
    let inner = Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Form" },
        b"BT /F2 10 Tf 1 0 0 1 50 500 Tm (within) Tj ET".to_vec(),
    );
    let inner = pdf.add_object(inner);
    let resources = pdf.add_object(dictionary! {
        "Font" => dictionary! { "F1" => first, "F2" => second, "F3" => silent },
        "XObject" => dictionary! { "X" => inner },
        "Properties" => dictionary! { "Soft" => dictionary! { "ActualText" => lopdf::text_string("\u{ad}") } },
    });
    let mut kids: Vec<Object> = Vec::new();
    for drawing in drawings {
        if *drawing == "gone" {
            kids.push(
                pdf.add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => Object::Reference((9999, 0)) })
                    .into(),
            );
            continue;
        }
        let content = pdf.add_object(Stream::new(dictionary! {}, drawing.as_bytes().to_vec()));
        kids.push(
            pdf.add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources })
                .into(),
        );
    }
    let count = i64::try_from(kids.len()).unwrap();
    pdf.objects.insert(
        tree,
        dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into(),
    );
    let root = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    pdf.trailer.set("Root", root);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    read(&bytes)
}

#[test]
fn a_line_is_what_stands_on_one_height() {
    let line = |drawing: &str| pdf(&[&format!("BT /F2 10 Tf 50 700 Td {drawing} ET")]).text;
    // Another font, or another piece of drawing, ends no line.
    assert_eq!(
        line("(It did ) Tj /F1 10 Tf 1 0 0 1 85 700 Tm (not) Tj"),
        "It did not"
    );
    assert_eq!(
        line("(It did) Tj ET BT /F2 10 Tf 83 700 Td (not) Tj"),
        "It did not"
    );
    // A gap is a space where it is wide, and kerning where it is not, whole or broken.
    assert_eq!(line("[(It)-260.5(did)-30(n)20.5(ot)] TJ"), "It didnot");
    assert_eq!(line("[(mea)] TJ [(sure)] TJ"), "measure");
    assert_eq!(line("(May) Tj 100 0 Td (2,000) Tj"), "May\t2,000");
    // A space drawn out to fill the line is one; a column after one is a column.
    assert_eq!(line("(It ) Tj 50 0 Td (did) Tj"), "It did");
    assert_eq!(line("(May ) Tj 100 0 Td (2,000) Tj"), "May\t2,000");
    // Raised figures, and real lines.
    assert_eq!(line("(the 2) Tj 25 4 Td (nd) Tj"), "the 2nd");
    assert_eq!(
        line("(One) Tj 0 -12 TD (Two) Tj T* (Three) Tj (Four) '"),
        "One\nTwo\nThree\nFour"
    );
}

#[test]
fn drawings_within_drawings_are_read() {
    assert_eq!(pdf(&["/X Do", "q /X Do Q"]).text, "within\nwithin");
    assert_eq!(pdf(&["/X Do", "q /X Do Q"]).pages, [0, 7]);
}

#[test]
fn drawing_that_tells_its_words_is_read_by_them() {
    let line = |drawing: &str| pdf(&[&format!("BT /F2 10 Tf 50 700 Td {drawing} ET")]);
    let told =
        "/Span << /ActualText (office) >> BDC (o) Tj /F3 10 Tf (\\001) Tj EMC /F2 10 Tf ( open) Tj";
    assert_eq!(line(told).text, "office open");
    assert!(line(told).said.is_empty(), "{:?}", line(told).said);
    // By name, within another mark, and of a hyphen that is the line's.
    let hyphen = "/P BMC (The contrac) Tj /Span /Soft BDC (-) Tj EMC 0 -12 TD (tor) Tj EMC";
    assert_eq!(line(hyphen).text, "The contrac\u{ad}\ntor");
    // Of a picture of letters.
    let drawn = "/Span << /ActualText (L) >> BDC EMC (e pont) Tj";
    assert_eq!(line(drawn).text, "Le pont");
}

#[test]
fn a_page_whose_drawing_is_gone_is_named_and_no_picture() {
    let document = pdf(&["BT /F2 10 Tf (First) Tj ET", "gone"]);
    assert_eq!(document.text, "First");
    assert_eq!(document.said, ["the text of these pages cannot be read: 2"]);
    let empty = pdf(&[]);
    assert_eq!(
        empty.said,
        ["no page of the PDF can be read: the bytes are kept without text"]
    );
}

#[test]
fn words_parted_at_line_ends_stay_as_printed_and_are_found_whole() {
    let text = pdf(&["BT /F2 10 Tf 50 700 Td (They asked the contrac-) Tj 0 -12 TD (tor to stay, well-) Tj T* (known as he is.) Tj ET"]).text;
    assert_eq!(
        text,
        "They asked the contrac-\ntor to stay, well-\nknown as he is."
    );
    let found = crate::text::anchor::Text::new(text).find(&crate::text::anchor::Sought {
        words: "the contractor to stay, well-known as he is",
        lang: "en",
        ..Default::default()
    });
    assert_eq!(found.grade, crate::model::Grade::Normalised, "{found:?}");
}

#[test]
fn columns_are_read_in_the_order_in_which_they_are_drawn() {
    let text = pdf(&[
        "BT /F2 10 Tf 50 700 Td (The quay is) Tj 0 -12 TD (dry in May.) Tj ET \
        BT /F2 10 Tf 300 700 Td (Rain fell on) Tj 0 -12 TD (the other.) Tj ET",
    ])
    .text;
    assert_eq!(text, "The quay is\ndry in May.\nRain fell on\nthe other.");
}

#[test]
fn a_font_that_does_not_tell_its_letters_loses_its_own_words_alone() {
    for font in ["F3", "F9"] {
        let page = format!("BT /F2 10 Tf 50 700 Td (Heard) Tj /{font} 10 Tf (\\000\\044) Tj ET");
        let document = pdf(&["BT /F2 10 Tf (First) Tj ET", &page]);
        assert_eq!(document.text, "First\nHeard");
        assert_eq!(
            document.said,
            ["words are missing on these pages, whose fonts do not tell their letters: 2"]
        );
    }
}
