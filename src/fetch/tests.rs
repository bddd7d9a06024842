//! Against servers of our own on the loopback.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use super::*;

/// Answers each connection with the next of some answers, `{}` standing for its own port.
fn serving(answers: Vec<String>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for (answer, stream) in answers.iter().zip(listener.incoming()) {
            let mut stream = stream.unwrap();
            let mut asked = [0; 4096];
            let _ = stream.read(&mut asked);
            let _ = stream.write_all(answer.replace("{}", &port.to_string()).as_bytes());
        }
    });
    port
}

fn page(status: &str, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}",
        body.len()
    )
}

fn here() -> Limits {
    Limits {
        private: true,
        time: Duration::from_secs(5),
        ..Limits::default()
    }
}

#[test]
fn an_answer_comes_with_its_type_and_the_way_it_took() {
    let port = serving(vec![
        page("302 Found", "Location: /b?c=1\r\n", ""),
        page("301 Moved", "Location: http://127.0.0.1:{}/d/e\r\n", ""),
        page("307 Temporary", "Location: f\r\n", ""),
        page(
            "200 OK",
            "Content-Type: Text/HTML; charset=\"koi8-r\"\r\n",
            "words",
        ),
    ]);
    let answer = get(&format!("http://127.0.0.1:{port}/a#part"), &here()).unwrap();
    assert_eq!(answer.bytes, b"words");
    assert_eq!(
        (answer.media_type.as_str(), answer.charset.as_str()),
        ("text/html", "koi8-r")
    );
    assert_eq!(answer.url, format!("http://127.0.0.1:{port}/d/f"));
    let hops: Vec<u16> = answer.hops.iter().map(|(_, status)| *status).collect();
    assert_eq!(hops, [302, 301, 307]);
}

#[test]
fn a_status_is_an_answer() {
    let port = serving(vec![page("410 Gone", "", "nothing here")]);
    let answer = get(&format!("http://127.0.0.1:{port}/"), &here()).unwrap();
    assert_eq!(
        (answer.status, answer.bytes.as_slice()),
        (410, b"nothing here".as_slice())
    );
}

#[test]
fn addresses_of_this_machine_are_refused_wherever_they_come_from() {
    let strict = Limits {
        private: false,
        ..here()
    };
    for url in [
        "http://127.0.0.1:9/",
        "http://localhost:9/",
        "http://[::1]:9/",
        "http://[::ffff:127.0.0.1]:9/",
        "http://2130706433:9/",
        "http://0x7f.1:9/",
        "http://169.254.169.254/latest/meta-data",
        "http://0:9/",
    ] {
        let error = get(url, &strict).unwrap_err();
        assert!(
            error.to_string().contains("private network")
                || error.to_string().contains("cannot be found"),
            "{url}: {error}"
        );
    }
}

#[test]
fn what_is_no_web_address_is_not_fetched() {
    for url in [
        "file:///etc/passwd",
        "ftp://a.example/",
        "gopher://a",
        "http://",
        "http://u:p@a.example/",
    ] {
        assert_eq!(
            get(url, &here()).unwrap_err().kind(),
            ErrorKind::Input,
            "{url}"
        );
    }
    let port = serving(vec![page(
        "302 Found",
        "Location: file:///etc/passwd\r\n",
        "",
    )]);
    let error = get(&format!("http://127.0.0.1:{port}/"), &here()).unwrap_err();
    assert!(error.to_string().contains("is not fetched"), "{error}");
}

#[test]
fn limits_hold() {
    let small = Limits { size: 10, ..here() };
    let port = serving(vec![page("200 OK", "", "more than ten bytes")]);
    let error = get(&format!("http://127.0.0.1:{port}/"), &small).unwrap_err();
    assert!(error.to_string().contains("larger than"), "{error}");
    let few = Limits {
        redirects: 2,
        ..here()
    };
    let port = serving(vec![page("302 Found", "Location: /a\r\n", ""); 4]);
    let error = get(&format!("http://127.0.0.1:{port}/"), &few).unwrap_err();
    assert!(error.to_string().contains("more than 2 times"), "{error}");
    // Says how long it is and never gets there.
    let port = serving(vec![
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort".to_owned(),
    ]);
    let error = get(&format!("http://127.0.0.1:{port}/"), &here()).unwrap_err();
    assert!(error.to_string().contains("breaks off"), "{error}");
}

#[test]
fn a_packed_answer_that_swells_without_end_is_refused() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..64 {
        packed.write_all(&[b' '; 1 << 16]).unwrap();
    }
    let packed = packed.finish().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        let mut stream = listener.accept().unwrap().0;
        let _ = stream.read(&mut [0; 4096]);
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
            packed.len()
        );
        let _ = stream
            .write_all(head.as_bytes())
            .and_then(|()| stream.write_all(&packed));
    });
    let small = Limits {
        size: 1 << 20,
        ..here()
    };
    let error = get(&format!("http://127.0.0.1:{port}/"), &small).unwrap_err();
    assert!(error.to_string().contains("larger than 1 MiB"), "{error}");
}

#[test]
fn redirects_lead_where_browsers_follow_them() {
    let from = checked("http://a.example/b/c?d=e").unwrap();
    for (next, to) in [
        ("http://f.example/", "http://f.example/"),
        ("//f.example/g", "http://f.example/g"),
        ("/g", "http://a.example/g"),
        ("g", "http://a.example/b/g"),
        ("?g=h", "http://a.example/b/c?g=h"),
        ("../g/./h", "http://a.example/g/h"),
        (
            "/to?next=https://f.example/",
            "http://a.example/to?next=https://f.example/",
        ),
        ("/é", "http://a.example/%C3%A9"),
    ] {
        assert_eq!(joined(&from, next).unwrap(), to);
    }
    assert!(joined(&from, "http://").is_err());
}

#[test]
fn an_address_is_asked_for_as_browsers_would() {
    for (typed, asked) in [
        ("https://a.example/b c#d", "https://a.example/b%20c"),
        ("HTTP://A.Example/é?q=ü", "http://a.example/%C3%A9?q=%C3%BC"),
        ("https://bücher.example", "https://xn--bcher-kva.example/"),
    ] {
        assert_eq!(checked(typed).unwrap().as_str(), asked);
    }
}
