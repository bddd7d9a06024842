//! Fetching one document: the only place of Dixit that speaks to a network, and used by `capture`
//! alone.
//!
//! http and https only, with limits of size and time. Each hop is looked up here, every address it
//! has is checked, and the connection goes to the very address that was checked: a name that means
//! something else a moment later gains nothing. No cookies, no proxy of the environment (it would look
//! names up itself), no credentials.

mod address;
mod trust;

use std::io::Read;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error as Fault};
use url::Url;

use crate::error::{Error, ErrorKind, Result};

/// What a fetch may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest answer, in bytes, unpacked.
    pub size: u64,
    /// How long all of it may take, redirects included.
    pub time: Duration,
    /// How many times it may be sent elsewhere.
    pub redirects: u32,
    /// Whether addresses of one's own network are allowed.
    pub private: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            size: crate::import::document::LARGEST,
            time: Duration::from_secs(60),
            redirects: 10,
            private: false,
        }
    }
}

/// What a server answered.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The status: 200, 404…
    pub status: u16,
    /// The body, unpacked.
    pub bytes: Vec<u8>,
    /// Its media type, without parameters, in lower case.
    pub media_type: String,
    /// The encoding that the server says it has.
    pub charset: String,
    /// The address that gave it.
    pub url: String,
    /// The addresses that sent us on, in order, each with its status.
    pub hops: Vec<(String, u16)>,
}

/// Whether words are an address that can be fetched.
pub fn is_address(text: &str) -> bool {
    let start = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    start.starts_with("http://") || start.starts_with("https://")
}

/// Fetches a document.
///
/// # Errors
/// When the address is not allowed, nobody answers, the answer breaks off, or a limit is passed. A
/// status that says the document is not there is an answer.
pub fn get(url: &str, limits: &Limits) -> Result<Answer> {
    let until = Instant::now() + limits.time;
    let mut answer = Answer {
        url: url.to_owned(),
        ..Answer::default()
    };
    let mut agent = None;
    loop {
        let here = checked(&answer.url)?;
        let is_secure = here.scheme() == "https";
        let agent = match &agent {
            Some((secure, agent)) if *secure || !is_secure => agent,
            _ => &agent.insert((is_secure, agent_for(is_secure, limits))).1,
        };
        let left = until.saturating_duration_since(Instant::now());
        let mut given = agent
            .get(here.as_str())
            .header(
                "Accept",
                "text/html, application/xhtml+xml, application/pdf;q=0.9, */*;q=0.8",
            )
            .config()
            .timeout_global(Some(left.max(Duration::from_millis(1))))
            .build()
            .call()
            .map_err(|fault| trouble(fault, &answer.url, limits))?;
        answer.status = given.status().as_u16();
        let header = |name: &str| {
            given
                .headers()
                .get(name)
                .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
                .unwrap_or_default()
        };
        let next = header("location");
        if matches!(answer.status, 301 | 302 | 303 | 307 | 308) && !next.is_empty() {
            answer.hops.push((answer.url.clone(), answer.status));
            if answer.hops.len() > limits.redirects as usize {
                return Err(Error::input(format!(
                    "{url} sends on more than {} times",
                    limits.redirects
                )));
            }
            answer.url = joined(&here, &next)?;
            continue;
        }
        let kind = header("content-type").to_ascii_lowercase();
        let (media_type, rest) = kind.split_once(';').unwrap_or((&kind, ""));
        media_type.trim().clone_into(&mut answer.media_type);
        if let Some((_, charset)) = rest.split_once("charset=") {
            let charset = charset.split(';').next().unwrap_or_default();
            charset
                .trim()
                .trim_matches(['"', '\''])
                .clone_into(&mut answer.charset);
        }
        let mut bytes = Vec::new();
        given
            .body_mut()
            .with_config()
            .limit(limits.size + 1)
            .reader()
            .take(limits.size + 1)
            .read_to_end(&mut bytes)
            .map_err(|e| {
                Error::new(
                    ErrorKind::System,
                    format!("the answer of {} breaks off", answer.url),
                )
                .because(e)
            })?;
        if bytes.len() as u64 > limits.size {
            return Err(Error::input(format!(
                "{} is larger than {} MiB",
                answer.url,
                limits.size >> 20
            ))
            .hint("save it with another program, and capture the file"));
        }
        answer.bytes = bytes;
        return Ok(answer);
    }
}

/// An address that may be asked for, without its fragment, as browsers read what people paste.
fn checked(text: &str) -> Result<Url> {
    if !is_address(text) {
        return Err(Error::input(format!(
            "{text} is no http or https address, and is not fetched"
        )));
    }
    let mut url =
        Url::parse(text).map_err(|e| Error::input(format!("{text} is no address")).because(e))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::input(
            "the address holds a user's name or password, and is not fetched",
        )
        .hint("a source's address is kept and reported: leave them out"));
    }
    url.set_fragment(None);
    Ok(url)
}

/// Where a redirect leads, from where it was met.
fn joined(here: &Url, next: &str) -> Result<String> {
    let next = here.join(next).map_err(|e| {
        Error::input(format!("{here} sends on to what is no address: {next}")).because(e)
    })?;
    Ok(next.into())
}

fn agent_for(secure: bool, limits: &Limits) -> Agent {
    let mut config = Config::builder()
        .proxy(None)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .timeout_connect(Some(Duration::from_secs(15)))
        .user_agent(concat!(
            "Mozilla/5.0 (compatible; dixit/",
            env!("CARGO_PKG_VERSION"),
            ")"
        ));
    if secure {
        config = config.tls_config(trust::tls());
    }
    let resolver = Checking {
        private: limits.private,
    };
    Agent::with_parts(config.build(), DefaultConnector::new(), resolver)
}

/// Looks a host up, and gives its addresses only if every one may be asked.
#[derive(Debug)]
struct Checking {
    private: bool,
}

impl Resolver for Checking {
    fn resolve(
        &self,
        uri: &Uri,
        _: &Config,
        timeout: NextTimeout,
    ) -> std::result::Result<ResolvedSocketAddrs, Fault> {
        let host = uri
            .host()
            .ok_or(Fault::HostNotFound)?
            .trim_matches(['[', ']']);
        let port = uri
            .port_u16()
            .unwrap_or(if uri.scheme_str() == Some("https") {
                443
            } else {
                80
            });
        let mut given = self.empty();
        let mut any = false;
        for found in looked_up(host, port, timeout)?.into_iter().take(16) {
            if !self.private && !address::is_public(found.ip()) {
                return Err(Fault::Other(Box::new(Private(found.ip().to_string()))));
            }
            given.push(found);
            any = true;
        }
        any.then_some(given).ok_or(Fault::HostNotFound)
    }
}

/// The addresses of a host. The system's own look-up knows no limit of time, so it is left behind
/// when that is up.
fn looked_up(
    host: &str,
    port: u16,
    timeout: NextTimeout,
) -> std::result::Result<Vec<SocketAddr>, Fault> {
    let host = host.to_owned();
    let (found, waiting) = mpsc::channel();
    thread::spawn(move || {
        let addresses = (host.as_str(), port).to_socket_addrs();
        // Nobody may be waiting any more.
        let _ = found.send(addresses.map(Iterator::collect));
    });
    match waiting.recv_timeout(*timeout.after) {
        Ok(found) => found.map_err(|_| Fault::HostNotFound),
        Err(_) => Err(Fault::Timeout(timeout.reason)),
    }
}

/// An address that is not on the open network.
#[derive(Debug, thiserror::Error)]
#[error("{0} is an address of a private network or of this machine")]
struct Private(String);

fn trouble(fault: Fault, url: &str, limits: &Limits) -> Error {
    let system = |what: &str| {
        Error::new(
            ErrorKind::System,
            format!("{url} {what}: nothing was captured"),
        )
    };
    if let Some((what, hint)) = trust::distrust(&fault) {
        return system(what).hint(hint).because(fault);
    }
    match fault {
        Fault::Other(why) if why.is::<Private>() => {
            Error::input(format!("{url} is not fetched: {why}"))
                .hint("--allow-private, if that is what you want")
        }
        Fault::HostNotFound => system("cannot be found").hint("is the machine on the network?"),
        Fault::Timeout(_) => system(&format!(
            "did not answer within {} s",
            limits.time.as_secs()
        )),
        Fault::Io(e) => system("cannot be reached").because(e),
        other => system("cannot be fetched").because(other),
    }
}

#[cfg(test)]
mod tests;
