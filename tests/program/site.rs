//! A site on the loopback, and its pages.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

/// A page with words enough to be a document.
pub fn page(words: &str) -> String {
    let filler =
        "The council met in the hall by the harbour and heard the report of the master at length. ";
    format!(
        "<html lang=en><head><title>The bridge of Tidewater</title></head><body><article><h1>The bridge of Tidewater</h1>\
         <p>{words} {}</p><p>{}</p></article></body></html>",
        filler.repeat(4),
        filler.repeat(4)
    )
}

/// Answers each connection with the next of some answers.
pub fn serving(answers: Vec<(u16, String)>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for ((status, body), stream) in answers.iter().zip(listener.incoming()) {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let head = format!(
                "HTTP/1.1 {status} X\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            let _ = stream
                .write_all(head.as_bytes())
                .and_then(|()| stream.write_all(body.as_bytes()));
        }
    });
    format!("http://127.0.0.1:{port}/news/bridge")
}
