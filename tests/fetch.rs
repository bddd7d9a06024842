//! Capturing from addresses, on sites of the loopback: what is not the document, and who answers.

mod program;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use base64::Engine;
use program::site::{page, serving};
use program::{Folder, Ran};
use rcgen::{CertificateParams, date_time_ymd, generate_simple_self_signed};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, Stream};

#[test]
fn an_address_is_fetched_again_and_what_is_not_the_document_is_observed() {
    let folder = Folder::new();
    let url = serving(vec![
        (200, page("It will open.")),
        (404, page("Not found")),
        (503, String::new()),
        (
            200,
            "<html><body><p>Subscribe to read.</p></body></html>".to_owned(),
        ),
        (200, page("It will not open.")),
    ]);
    let refused = folder.dixit(&["capture", &url, "--db", "a.db"]).refused(1);
    assert!(
        refused.contains("private network") && refused.contains("--allow-private"),
        "{refused}"
    );
    let capture = || folder.dixit(&["capture", &url, "--allow-private", "--db", "a.db"]);
    let out = capture().ok();
    assert!(
        out.contains("The bridge of Tidewater") && out.contains(&url),
        "{out}"
    );
    let out = capture().ok();
    assert!(
        out.contains("gone, seen 20") && out.contains("held as captured 20"),
        "{out}"
    );
    assert!(capture().refused(5).contains("503"));
    let ran = capture();
    assert!(ran.err.contains("not the document"), "{}", ran.err);
    let out = capture().ok();
    assert!(out.contains("{+not +}"), "{out}");
    let shown = folder
        .dixit(&["show", "The bridge of Tidewater", "--db", "a.db"])
        .ok();
    assert!(
        shown.contains("kind gone") && shown.contains("kind back"),
        "{shown}"
    );
    assert_eq!(shown.matches("capture\t").count(), 2, "{shown}");
}

/// A page that says of itself that it is another address.
fn with_canonical(page: &str, address: &str) -> String {
    page.replace(
        "</head>",
        &format!("<link rel=canonical href='{address}'></head>"),
    )
}

#[test]
fn pages_that_all_say_they_are_the_home_page_are_sources_of_their_own() {
    let folder = Folder::new();
    let bridge = with_canonical(&page("It will open."), "https://gazette.example/");
    let quay = bridge.replace("The bridge of", "The quay of");
    folder.write("bridge.html", &bridge);
    folder.write("quay.html", &quay);
    let out = folder
        .dixit(&["capture", "bridge.html", "--db", "a.db"])
        .ok();
    assert!(!out.contains("  url "), "{out}");
    let out = folder.dixit(&["capture", "quay.html", "--db", "a.db"]).ok();
    assert!(out.contains("new source"), "{out}");

    let url = serving(vec![
        (200, bridge.clone()),
        (200, quay),
        (
            200,
            with_canonical(&page("It will open."), "/news/bridge").replace("open.", "not open."),
        ),
    ]);
    let capture = |url: &str| {
        let ran = folder.dixit(&["capture", url, "--allow-private", "--db", "b.db"]);
        (ran.out.clone(), ran.err.clone())
    };
    let (out, err) = capture(&url);
    assert!(out.contains(&format!("url        {url}")), "{out}");
    assert!(err.contains("left: https://gazette.example/"), "{err}");
    let (out, _) = capture(&url.replace("bridge", "quay"));
    assert!(
        out.contains("new source") && out.contains("The quay of"),
        "{out}"
    );
    // Another address of the same site, whose page names the one that is known.
    let (out, _) = capture(&format!("{url}?from=mail"));
    assert!(out.contains("{+not +}"), "{out}");
}

#[test]
fn a_login_page_does_not_describe_the_document_behind_it() {
    let folder = Folder::new();
    let login = "<html lang=fr><head><title>Sign in to the Gazette</title><meta name=author content='The Gate'></head>\
        <body><p>Only for readers</p><input type=password></body></html>";
    let url = serving(vec![(200, login.to_owned())]);
    folder.write("notes.txt", "What was said of the bridge.");
    folder
        .dixit(&["capture", "notes.txt", "--label", "notes", "--db", "a.db"])
        .ok();
    let out = folder
        .dixit(&[
            "capture",
            &url,
            "--source",
            "notes",
            "--allow-private",
            "--db",
            "a.db",
        ])
        .ok();
    assert!(out.contains("blocked, seen"), "{out}");
    let shown = folder.dixit(&["show", "notes", "--db", "a.db"]).ok();
    assert!(
        !shown.contains("Sign in") && !shown.contains("The Gate") && !shown.contains("127.0.0.1"),
        "{shown}"
    );
}

/// Answers that are not the document: status, body, the kind of what is seen, and the words that say so.
fn not_the_document() -> Vec<(u16, String, &'static str, &'static str)> {
    let consent = "<html lang=en><head><title>Before you continue</title></head><body><h1>Your privacy</h1>\
        <p>We and our partners use cookies.</p><button>Accept all</button><button>Reject all</button></body></html>";
    let login = "<html lang=en><head><title>Sign in</title></head><body><h1>Sign in to read on</h1>\
        <form><input name=user><input type=password></form></body></html>";
    vec![
        (404, page("Not found"), "gone", "the server answers 404"),
        (410, String::new(), "gone", "the server answers 410"),
        (401, login.to_owned(), "blocked", "the server answers 401"),
        (403, page("No"), "blocked", "the server answers 403"),
        (451, page("No"), "blocked", "the server answers 451"),
        (
            200,
            login.to_owned(),
            "blocked",
            "the page asks for a login",
        ),
        (
            200,
            consent.to_owned(),
            "blocked",
            "the page asks for consent to cookies",
        ),
    ]
}

fn capture(folder: &Folder, url: &str, more: &[&str]) -> Ran {
    folder.dixit(&[&["capture", url, "--allow-private", "--db", "a.db"], more].concat())
}

#[test]
fn of_a_known_source_it_is_observed_and_of_none_it_is_refused() {
    for (status, body, kind, said) in not_the_document() {
        let folder = Folder::new();
        let url = serving(vec![(status, body.clone())]);
        let refused = capture(&folder, &url, &[]).refused(3);
        assert!(
            refused.contains(said)
                && refused.contains("nothing was captured")
                && refused.contains("--anyway"),
            "{status}: {refused}"
        );
        let listed = folder.dixit(&["sources", "--db", "a.db"]);
        assert!(!listed.out.contains("127.0.0.1"), "{}", listed.out);

        let url = serving(vec![(200, page("It will open.")), (status, body)]);
        capture(&folder, &url, &[]).ok();
        let ran = capture(&folder, &url, &[]);
        assert!(
            ran.err.contains(said) && ran.err.contains("not the document"),
            "{status}: {}",
            ran.err
        );
        let out = ran.ok();
        assert!(
            out.contains(&format!("{kind}, seen 20")) && out.contains("held as captured 20"),
            "{status}: {out}"
        );
        let words = folder
            .dixit(&["show", "The bridge of Tidewater", "--plain", "--db", "a.db"])
            .ok();
        assert!(words.contains("It will open."), "{words}");
    }
}

#[test]
fn a_stump_is_no_new_text_and_anyway_makes_it_one() {
    let stump = "<html><body><p>It will open. Read on with a subscription.</p></body></html>";
    let folder = Folder::new();
    let url = serving(vec![
        (200, page("It will open.")),
        (200, stump.to_owned()),
        (200, stump.to_owned()),
    ]);
    capture(&folder, &url, &[]).ok();
    let ran = capture(&folder, &url, &[]);
    assert!(ran.err.contains("it has 8 words, where"), "{}", ran.err);
    assert!(ran.out.contains("gone, seen 20"), "{}", ran.out);
    let out = capture(&folder, &url, &["--anyway"]).ok();
    assert!(out.contains("changed since"), "{out}");
}

/// Serves pages over TLS with a certificate for some names, until a day; answers the address and the certificate.
fn secure(names: &[&str], until: i32, many: usize) -> (String, String) {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let made = generate_simple_self_signed(names.clone()).unwrap();
    let mut asked = CertificateParams::new(names).unwrap();
    asked.not_after = date_time_ymd(until, 1, 1);
    let certificate = asked.self_signed(&made.signing_key).unwrap();
    let pem = format!(
        "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
        base64::engine::general_purpose::STANDARD.encode(certificate.der())
    );
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let config =
        ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let config = Arc::new(config);
    thread::spawn(move || {
        for stream in listener.incoming().take(many) {
            let (mut stream, mut tls) = (
                stream.unwrap(),
                ServerConnection::new(Arc::clone(&config)).unwrap(),
            );
            let mut tls = Stream::new(&mut tls, &mut stream);
            // Who does not trust us leaves.
            if tls.read(&mut [0; 4096]).is_ok() {
                let body = page("It will open.");
                let head = format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    body.len()
                );
                let _ = tls
                    .write_all(head.as_bytes())
                    .and_then(|()| tls.write_all(body.as_bytes()));
                tls.conn.send_close_notify();
                let _ = tls.flush();
            }
        }
    });
    (format!("https://localhost:{port}/news/bridge"), pem)
}

/// Captures with the machine's certificates, or with a file of them.
fn trusting(folder: &Folder, url: &str, roots: Option<&str>) -> Ran {
    let mut command = folder.command(&["capture", url, "--allow-private", "--db", "a.db"]);
    if let Some(roots) = roots {
        folder.write("roots.pem", roots);
        command.env("SSL_CERT_FILE", "roots.pem");
    }
    Ran::of(command.output().unwrap())
}

#[test]
fn a_secure_address_is_fetched_from_whom_the_machine_trusts() {
    let folder = Folder::new();
    let (url, root) = secure(&["localhost"], 2096, 2);
    let refused = trusting(&folder, &url, None).refused(5);
    assert!(
        refused.contains("certificate")
            && refused.contains("nothing was captured")
            && refused.contains("SSL_CERT_FILE"),
        "{refused}"
    );
    let out = trusting(&folder, &url, Some(&root)).ok();
    assert!(
        out.contains("The bridge of Tidewater") && out.contains(&url),
        "{out}"
    );

    for (names, until, why) in [
        (&["other.example"][..], 2096, "another name"),
        (&["localhost"], 2001, "run out"),
    ] {
        let (url, root) = secure(names, until, 1);
        let refused = trusting(&folder, &url, Some(&root)).refused(5);
        assert!(refused.contains(why), "{refused}");
    }
}
