//! Whom a secure address may belong to: the certificates that the system trusts, and why one is not trusted.

use std::sync::Arc;

use rustls::CertificateError as Wrong;
use ureq::Error as Fault;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// The certificates that the system trusts: what an editor's network adds is there, what was found
/// false is gone, and nothing of it grows old within a release of ours. `SSL_CERT_FILE` and `SSL_CERT_DIR`
/// name others.
pub(super) fn tls() -> TlsConfig {
    let found = rustls_native_certs::load_native_certs();
    let roots: Vec<Certificate<'static>> = found
        .certs
        .iter()
        .map(|der| Certificate::from_der(der.as_ref()).to_owned())
        .collect();
    TlsConfig::builder()
        .root_certs(RootCerts::Specific(Arc::new(roots)))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build()
}

/// What is wrong with the certificate that a server shows, and the way out; none where something else is.
pub(super) fn distrust(fault: &Fault) -> Option<(&'static str, &'static str)> {
    let fault = match fault {
        Fault::Rustls(fault) => fault,
        Fault::Io(fault) => fault.get_ref()?.downcast_ref::<rustls::Error>()?,
        _ => return None,
    };
    let rustls::Error::InvalidCertificate(wrong) = fault else {
        return None;
    };
    let saved = "open the page in a browser, see who answers there, save it, and capture the file";
    Some(match wrong {
        Wrong::UnknownIssuer => (
            "shows a certificate of nobody whom this machine trusts",
            "where the network has a certificate of its own, SSL_CERT_FILE names its file; else save the page in a browser, and capture the file",
        ),
        Wrong::Expired | Wrong::ExpiredContext { .. } => (
            "shows a certificate that has run out",
            "is the clock of this machine right? else save the page in a browser, and capture the file",
        ),
        Wrong::NotValidYet | Wrong::NotValidYetContext { .. } => (
            "shows a certificate that is not valid yet",
            "is the clock of this machine right?",
        ),
        Wrong::NotValidForName | Wrong::NotValidForNameContext { .. } => {
            ("shows a certificate for another name", saved)
        }
        _ => ("shows a certificate that cannot be trusted", saved),
    })
}
