//! Capturing as a user does it: broken and hostile input, and the way out and back in.

mod program;

use std::io::Write;
use std::os::unix::fs::PermissionsExt;

use flate2::Compression;
use program::Folder;
use program::site::page;

/// A ZIP archive of one packed file, written down here so that it can lie.
fn archive(name: &str, content: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), Compression::best());
    packed.write_all(content).unwrap();
    let packed = packed.finish().unwrap();
    let mut crc = flate2::Crc::new();
    crc.update(content);
    let mut about = Vec::new();
    about.extend([20_u16, 0, 8, 0, 0].iter().flat_map(|n| n.to_le_bytes()));
    about.extend(crc.sum().to_le_bytes());
    about.extend((packed.len() as u32).to_le_bytes());
    about.extend((content.len() as u32).to_le_bytes());
    about.extend((name.len() as u16).to_le_bytes());
    about.extend(0_u16.to_le_bytes());
    let mut out = b"PK\x03\x04".to_vec();
    out.extend(&about);
    out.extend(name.as_bytes());
    out.extend(&packed);
    let start = out.len() as u32;
    out.extend(b"PK\x01\x02\x14\0");
    out.extend(&about);
    out.extend([0_u8; 14]);
    out.extend(name.as_bytes());
    let size = out.len() as u32 - start;
    out.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    out.extend(size.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend(0_u16.to_le_bytes());
    out
}

/// A PDF of one page, which shows a text or nothing.
fn pdf(text: &str) -> Vec<u8> {
    let content = if text.is_empty() {
        String::new()
    } else {
        format!("BT /F1 12 Tf 72 700 Td ({text}) Tj 0 -20 Td (On the 2) Tj 45 4 Td (nd line) Tj ET")
    };
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).as_bytes());
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").as_bytes());
    }
    let end = format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    );
    out.extend(end.as_bytes());
    out
}

#[test]
fn broken_and_hostile_files_are_kept_and_told_or_refused_and_nothing_is_half_stored() {
    let folder = Folder::new();
    folder.dixit(&["init", "--db", "a.db"]).ok();
    let bomb = archive("word/document.xml", &vec![b' '; 80 << 20]);
    assert!(bomb.len() < 1 << 20);
    let cases: &[(&str, Vec<u8>, &str)] = &[
        (
            "binary.html",
            vec![0, 1, 2, 255, 254, 0, 9, 8],
            "the bytes are application/octet-stream",
        ),
        (
            "deep.html",
            "<div>".repeat(200_000).into_bytes(),
            "nested deeper",
        ),
        ("bomb.docx", bomb, "unpacks to more than"),
        (
            "bomb.odt",
            archive("content.xml", &vec![b' '; 80 << 20]),
            "unpacks to more than",
        ),
        (
            "cut.docx",
            b"PK\x03\x04 word/document.xml and no more".to_vec(),
            "the archive is broken",
        ),
        (
            "nested.docx",
            archive("word/document.xml", "<w>".repeat(50_000).as_bytes()),
            "nested deeper",
        ),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type".to_vec(), "kept"),
        (
            "deep.pdf",
            [b"%PDF-1.7\n1 0 obj\n".to_vec(), vec![b'['; 500_000]].concat(),
            "kept",
        ),
        ("pictures.pdf", pdf(""), "has no text"),
        (
            "round.pdf",
            String::from_utf8(pdf("words"))
                .unwrap()
                .replace("[3 0 R]", "[2 0 R]")
                .into(),
            "no page of the PDF can be read",
        ),
        (
            "script.html",
            b"<html><body><script>draw()</script></body></html>".to_vec(),
            "the page has no text",
        ),
        (
            "liar.html",
            b"<meta charset=utf-8><p>caf\xe9 cr\xe8me".to_vec(),
            "says UTF-8, which the bytes are not",
        ),
    ];
    for (name, bytes, said) in cases {
        folder.write(name, bytes);
        let ran = folder.dixit(&["capture", name, "--db", "a.db"]);
        assert!(ran.err.contains(said), "{name}: {}{}", ran.out, ran.err);
        ran.ok();
    }
    let empty = folder.dixit_reading(b"", &["capture", "-", "--db", "a.db"]);
    assert!(empty.refused(1).contains("empty"));
    assert!(folder.dixit(&["doctor", "--db", "a.db"]).code.is_some());
}

#[test]
fn a_hostile_title_comes_out_harmless() {
    let folder = Folder::new();
    folder.write(
        "a.html",
        "<title>\u{1b}]0;owned\u{7} \u{202e}gnp.exe &#27;[31m</title><p>words",
    );
    let out = folder.dixit(&["capture", "a.html", "--db", "a.db"]).ok();
    assert!(!out.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{out}");
    let out = folder.dixit(&["sources", "--db", "a.db"]).ok();
    assert!(!out.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{out}");
}

#[test]
fn documents_are_read_with_their_pages_notes_and_tables() {
    let folder = Folder::new();
    folder.write("a.pdf", pdf("More than 10,000 grains"));
    let out = folder
        .dixit(&["capture", "a.pdf", "--db", "a.db", "--title", "Grain"])
        .ok();
    assert!(
        out.contains("application/pdf") && out.contains("8 words, 1 page"),
        "{out}"
    );
    assert_eq!(
        folder
            .dixit(&["show", "Grain", "--plain", "--db", "a.db"])
            .ok(),
        "More than 10,000 grains\nOn the 2nd line\n"
    );
    let body = "<w:document xmlns:w='w'><w:body><w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>Of the quay</w:t></w:r></w:p>\
        <w:p><w:r><w:t xml:space='preserve'>More than </w:t></w:r><w:r><w:t>10,000 &amp; more</w:t></w:r><w:del><w:r><w:delText>not</w:delText></w:r></w:del></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
    folder.write("a.docx", archive("word/document.xml", body.as_bytes()));
    let out = folder.dixit(&["capture", "a.docx", "--db", "a.db"]).ok();
    assert!(
        out.contains("Of the quay") && out.contains("title line"),
        "{out}"
    );
    let words = folder
        .dixit(&["show", "Of the quay", "--plain", "--db", "a.db"])
        .ok();
    assert!(
        words.starts_with("Of the quay\nMore than 10,000 & more\na"),
        "{words}"
    );
}

#[test]
fn a_capture_goes_with_undo_and_comes_back_with_redo_and_the_file_stays_sound() {
    let folder = Folder::new();
    folder.write("a.html", page("It will open."));
    folder.dixit(&["capture", "a.html", "--db", "a.db"]).ok();
    let mode = std::fs::metadata(folder.file("a.db"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    folder.dixit(&["undo", "--db", "a.db"]).ok();
    assert_eq!(folder.dixit(&["sources", "--db", "a.db"]).ok(), "");
    folder.dixit(&["redo", "--db", "a.db"]).ok();
    let words = folder
        .dixit(&["show", "The bridge of Tidewater", "--plain", "--db", "a.db"])
        .ok();
    assert!(words.contains("It will open."), "{words}");
    let exported = folder
        .dixit(&["export", "--format", "toml", "--db", "a.db"])
        .ok();
    folder.write("a.toml", exported);
    folder.dixit(&["import", "a.toml", "--db", "b.db"]).ok();
    let again = folder
        .dixit(&["show", "The bridge of Tidewater", "--plain", "--db", "b.db"])
        .ok();
    assert_eq!(again, words);
}

#[test]
fn what_is_confidential_stays_on_the_terminal() {
    let folder = Folder::new();
    folder.write("a.html", page("The canary sang."));
    for arguments in [
        &["capture", "a.html", "--confidential", "--db", "a.db"][..],
        &["capture", "a.html", "--db", "a.db", "--json"][..],
        &["sources", "--db", "a.db"][..],
    ] {
        let ran = folder.dixit(arguments);
        let all = format!("{}{}", ran.out, ran.err);
        assert!(
            !all.contains("Tidewater") && !all.contains("canary"),
            "{arguments:?}: {all}"
        );
    }
}

#[test]
fn a_source_that_another_makes_confidential_and_words_that_name_one_stay_on_the_terminal() {
    let folder = Folder::new();
    // Two by one address, of which one is marked.
    folder.write("a.html", page("The canary sang."));
    folder.write(
        "two.toml",
        "[[source]]\nkey = \"a\"\nlabel = \"hidden away\"\nurl = \"https://paper.example/a\"\nconfidential = true\n\n\
         [[source]]\nkey = \"b\"\nlabel = \"in the open\"\n\n\
         [[speaker]]\nnames = [{ name = \"Ivana Canary\" }]\nconfidential = true\n",
    );
    folder.dixit(&["import", "two.toml", "--db", "a.db"]).ok();
    let address = "https://paper.example/a";
    folder
        .dixit(&["edit", "in the open", "--url", address, "--db", "a.db"])
        .ok();
    for json in [&[][..], &["--json"][..]] {
        let mut arguments = vec![
            "capture",
            "a.html",
            "--source",
            "in the open",
            "--db",
            "a.db",
        ];
        arguments.extend(json);
        let ran = folder.dixit(&arguments);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let all = format!("{}{}", ran.out, ran.err);
        assert!(
            !all.contains("Tidewater") && !all.contains("paper.example"),
            "{all}"
        );
        assert!(ran.out.contains("confidential"), "{all}");
    }
    // A source that may be named, and words of it that may not.
    folder.write(
        "b.html",
        page("The wren sang.").replace("Tidewater", "Highwater"),
    );
    folder.dixit(&["capture", "b.html", "--db", "a.db"]).ok();
    folder.write(
        "b.html",
        page("Ivana Canary sang.").replace("Tidewater", "Highwater"),
    );
    for json in [&[][..], &["--json"][..]] {
        let mut arguments = vec![
            "capture",
            "b.html",
            "--source",
            "The bridge of Highwater",
            "--db",
            "a.db",
        ];
        arguments.extend(json);
        let ran = folder.dixit(&arguments);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let all = format!("{}{}", ran.out, ran.err);
        assert!(!all.contains("Canary"), "{all}");
        let plain = ["show", "The bridge of Highwater", "--plain", "--db", "a.db"];
        let said = folder.dixit(&plain).refused(1);
        assert!(
            said.contains("withheld") && said.contains("--reveal"),
            "{said}"
        );
        let mut revealed = plain.to_vec();
        revealed.push("--reveal");
        assert!(folder.dixit(&revealed).ok().contains("Canary sang."));
        folder.dixit(&["undo", "--db", "a.db"]).ok();
    }
    let said = folder
        .dixit(&["show", "in the open", "--plain", "--db", "a.db"])
        .refused(1);
    assert!(said.contains("withheld"), "{said}");
}

#[test]
fn a_transcript_stays_with_its_recording() {
    let folder = Folder::new();
    folder.write("a.ogg", b"OggS\0\x02");
    folder.write("a.txt", "The bridge will open.");
    let dixit = |arguments: &[&str]| folder.dixit(&[arguments, &["--db", "a.db"]].concat());
    dixit(&["capture", "a.ogg", "--label", "tape"]).ok();
    let heard = ["--source", "tape", "--transcript", "a.txt", "--by", "Ada"];
    let out = dixit(&[&["capture", "--order", "1"][..], &heard].concat()).ok();
    assert!(out.contains("saved the transcript"), "{out}");
    dixit(&["capture", "a.ogg", "--accessed", "2031-05-08"]).ok();
    let words = dixit(&["show", "tape", "--plain"]).ok();
    assert_eq!(words, "The bridge will open.\n");
    let refused = dixit(&["capture", "a.ogg", "--source", "tape", "--order", "0"]).refused(2);
    assert!(refused.contains("--order"), "{refused}");
}

#[test]
fn passages_are_marked_in_the_text_and_plain_is_the_text_alone() {
    let folder = Folder::new();
    let text = "It will open in June, she said.\nA ta\u{ad}ble\twith cells.\nIt will open in June, she said.";
    folder.write("a.txt", text);
    let dixit = |arguments: &[&str]| folder.dixit(&[arguments, &["--db", "a.db"]].concat());
    dixit(&["capture", "a.txt", "--title", "Notes"]).ok();
    let add = |claim: &str, words: &str| {
        dixit(&[
            "add",
            "--text",
            claim,
            "--speaker",
            "Ada Lin",
            "--passage",
            words,
            "--source",
            "Notes",
        ])
        .ok();
    };
    add("The bridge opens", "she said.\nA table");
    add("There are cells", "table with cells");
    add("It is in June", "in June");
    add("It will be soon", "nowhere to be found at all");
    let shown = dixit(&["show", "Notes"]).ok();
    assert!(
        shown.contains(
            "It will open in June, ⟦she said.\nA ⟦ta\u{ad}ble⟧¹\twith cells⟧².\nIt will open in June, she said.\n\n¹ "
        ),
        "{shown}"
    );
    assert!(
        shown
            .lines()
            .any(|line| line.starts_with("² ") && line.ends_with(", normalised")),
        "{shown}"
    );
    assert_eq!(
        dixit(&["show", "Notes", "--plain"]).ok(),
        format!("{text}\n")
    );
}

#[test]
fn a_report_tells_that_words_changed_and_names_nobody_who_is_confidential() {
    let folder = Folder::new();
    let dixit = |arguments: &[&str]| folder.dixit(&[arguments, &["--db", "a.db"]].concat());
    folder.write(
        "who.toml",
        "[[speaker]]\nnames = [{ name = \"Ivana Canary\" }]\nconfidential = true\n",
    );
    dixit(&["import", "who.toml"]).ok();
    let captured = |master: &str, of: &str| {
        folder.write(
            "a.txt",
            format!("In June {master} closed the gate of the lower harbour for 12 days."),
        );
        dixit(&["capture", "a.txt", of, "Notes"]).ok();
    };
    captured("Otto Brack", "--title");
    for (claim, words) in [
        (
            "The gate was closed",
            "Otto Brack closed the gate of the lower harbour",
        ),
        (
            "It took 10 days",
            "the gate of the lower harbour for 10 days",
        ),
    ] {
        let given = [
            "add",
            "--text",
            claim,
            "--speaker",
            "@source",
            "--passage",
            words,
            "--source",
            "Notes",
        ];
        dixit(&given).ok();
    }
    captured("Ivana Canary", "--source");
    for format in ["md", "html"] {
        let report = dixit(&["report", "--format", format]).ok();
        assert!(!report.contains("Canary"), "{report}");
        assert!(report.contains("No longer as captured on"), "{report}");
        assert!(
            report.contains("Not as in the captured text") && report.contains("number, "),
            "{report}"
        );
    }
    let revealed = dixit(&["report", "--format", "md", "--reveal"]).ok();
    assert!(revealed.contains("Canary"), "{revealed}");
}
