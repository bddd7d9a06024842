//! On documents made here: as Word and LibreOffice write them, cut to what is asked.

use std::io::Write;

use zip::write::SimpleFileOptions;

use super::*;

fn packed(entries: &[(&str, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, words) in entries {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(words.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const STYLES: &str = r#"<w:styles xmlns:w="w">
    <w:style w:styleId="Titre"><w:name w:val="Title"/></w:style>
    <w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>
    <w:style w:styleId="Ours"><w:name w:val="our own"/><w:basedOn w:val="Kop1"/></w:style>
    <w:style w:styleId="Round"><w:name w:val="a"/><w:basedOn w:val="Round"/></w:style>
    </w:styles>"#;

fn word(body: &str, notes: &str) -> Document {
    docx(&packed(&[
        (
            "word/document.xml",
            format!(
                r#"<w:document xmlns:w="w" xmlns:v="v" xmlns:mc="mc"><w:body>{body}</w:body></w:document>"#
            ),
        ),
        ("word/styles.xml", STYLES.to_owned()),
        (
            "word/footnotes.xml",
            format!(r#"<w:footnotes xmlns:w="w">{notes}</w:footnotes>"#),
        ),
        (
            "word/comments.xml",
            r#"<w:comments xmlns:w="w"><w:p><w:r><w:t>a comment</w:t></w:r></w:p></w:comments>"#
                .to_owned(),
        ),
    ]))
}

fn libre(styles: &str, body: &str) -> Document {
    odt(&packed(&[(
        "content.xml",
        format!(
            r#"<office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:table="b" xmlns:draw="d" xmlns:svg="v"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"#
        ),
    )]))
}

/// The lines of a document with the part that each is.
fn told(document: &Document) -> Vec<(String, Option<Part>)> {
    let mut at = 0;
    let lines = document.text.split('\n').map(|line| {
        let part = document.parts.iter().find(|p| p.from <= at && at < p.to);
        at += line.chars().count() as u32 + 1;
        (line.to_owned(), part.and_then(|p| p.part))
    });
    lines.collect()
}

fn lines(wanted: &[(&str, Part)]) -> Vec<(String, Option<Part>)> {
    let line = |(words, part): &(&str, Part)| ((*words).to_owned(), Some(*part));
    wanted.iter().map(line).collect()
}

#[test]
fn what_word_prints_is_read_and_what_it_hides_is_not() {
    let run = |words: &str| format!(r#"<w:r><w:t xml:space="preserve">{words}</w:t></w:r>"#);
    let paragraph = |style: &str, runs: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="{style}"/><w:tabs><w:tab w:val="left" w:pos="7"/></w:tabs></w:pPr>{runs}</w:p>"#
        )
    };
    let tracked = format!(
        r#"{}<w:ins>{}</w:ins><w:del><w:r><w:delText>nine </w:delText></w:r></w:del><w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo><w:commentReference w:id="1"/>"#,
        run("It has "),
        run("not "),
        run("gone "),
        run("moved.")
    );
    let hidden = format!(
        r#"<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>seen</w:t><w:tab/><w:t>con</w:t><w:softHyphen/><w:t>tract</w:t><w:br/><w:t>G</w:t><w:noBreakHyphen/><w:t>7</w:t></w:r>{}"#,
        run(" &amp; all")
    );
    let item = |level: u8, words: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>"#,
            run(words)
        )
    };
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", paragraph("Body", &run(words)));
    let table = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}<w:tc>{}{}</w:tc></w:tr></w:tbl>",
        cell("a"),
        cell("b"),
        cell("c"),
        paragraph("Body", &run("d")),
        paragraph("Body", &run("e"))
    );
    let boxed = |within: &str| {
        format!(
            "<w:r><w:{within}><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:{within}></w:r>",
            run("In a box")
        )
    };
    let picture = format!("{}{}{}", run("Round "), boxed("pict"), run("it."));
    let twice = format!(
        "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>{}</w:p></w:txbxContent></mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>",
        run("Once"),
        boxed("pict")
    );
    let body = [
        paragraph("Titre", &run("The quay")),
        paragraph("Kop1", &run("One")),
        paragraph("Ours", &run("Two")),
        paragraph("Round", &tracked),
        format!(r#"<w:p>{hidden}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>"#),
        item(0, "First"),
        item(1, "Second"),
        table,
        format!(r#"<w:p>{picture}</w:p><w:p>{twice}</w:p><w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>{}</w:p>"#, run("Three")),
    ]
    .concat();
    let notes = format!(
        r#"<w:footnote w:id="2"><w:p>{}</w:p></w:footnote>"#,
        run("So he says.")
    );
    let document = word(&body, &notes);
    assert_eq!(
        told(&document),
        lines(&[
            ("The quay", Part::Headline),
            ("One", Part::Subheading),
            ("Two", Part::Subheading),
            ("It has not moved.", Part::Body),
            ("seen\tcon\u{ad}tract", Part::Body),
            ("G\u{2011}7 & all", Part::Body),
            ("First", Part::Body),
            ("Second", Part::Body),
            ("a\tb", Part::Table),
            ("c\td e", Part::Table),
            ("In a box", Part::Body),
            ("Round it.", Part::Body),
            ("Once", Part::Body),
            ("Three", Part::Subheading),
            ("So he says.", Part::Footnote),
        ])
    );
    assert_eq!(document.found[0].value, "The quay");
}

#[test]
fn what_libreoffice_prints_is_read_and_what_it_hides_is_not() {
    let styles = r#"<style:style style:name="P1" style:parent-style-name="Title"/><style:style style:name="P2" style:parent-style-name="P1"><style:text-properties/></style:style>
        <style:style style:name="P3" style:parent-style-name="Heading_20_1"/>"#;
    let body = r#"<text:tracked-changes><text:changed-region><text:deletion><text:p>nine </text:p></text:deletion></text:changed-region></text:tracked-changes>
        <text:p text:style-name="P2">The quay</text:p><text:h text:style-name="P9">One</text:h><text:p text:style-name="P3">Two</text:p>
        <text:p>It   has <text:change-start/>not<text:change-end/>
          moved<office:annotation><text:p>a comment</text:p></office:annotation>.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>So he says.</text:p></text:note-body></text:note> Then<text:s text:c="2"/>on<text:tab/>con&#xad;tract<text:line-break/>end &lt;</text:p>
        <text:list><text:list-item><text:p>First</text:p><text:list><text:list-item><text:p>Second</text:p></text:list-item></text:list></text:list-item></text:list>
        <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p><text:p>c</text:p></table:table-cell></table:table-row></table:table>
        <text:p>Round <draw:frame><svg:title>a drawing</svg:title><draw:text-box><text:p text:style-name="Caption">In a box</text:p></draw:text-box></draw:frame>it, <text:title>printed</text:title>.</text:p>"#;
    let document = libre(styles, body);
    assert_eq!(
        told(&document),
        lines(&[
            ("The quay", Part::Headline),
            ("One", Part::Subheading),
            ("Two", Part::Subheading),
            ("So he says.", Part::Footnote),
            ("It has not moved. Then  on\tcon\u{ad}tract", Part::Body),
            ("end <", Part::Body),
            ("First", Part::Body),
            ("Second", Part::Body),
            ("a\tb c", Part::Table),
            ("In a box", Part::Caption),
            ("Round it, printed.", Part::Body),
        ])
    );
}
