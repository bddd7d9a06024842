//! Bodies: the canonical JSON of a record, and the hashes that stand on it.
//!
//! A body is canonical JSON in the sense of RFC 8785 (JCS): keys sorted, no spaces, the shortest
//! escapes. Three habits make plain serialising produce just that, and a test of every noun
//! compares it with a sorted tree: fields are declared in the order of their names, a field at
//! its default is left out, and nothing is a float (decimals and dates are strings).
//!
//! `commit = SHA-256(salt ‖ format ‖ 0x0A ‖ body)`, and 32 zero bytes where there is no body;
//! `version = SHA-256("dixit-version/1" ‖ uid ‖ the parents' hashes, sorted ‖ commit)`.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::vocabulary::{Noun, Vocabulary};
use super::{
    Assessment, Attribution, Capture, Claim, Judgement, Link, Measure, Occasion, Piece, Source,
    Speaker, Topic, Uid,
};

/// A SHA-256 digest.
pub type Hash = [u8; 32];
/// The random bytes that keep a body from being guessed by its hash.
pub type Salt = [u8; 16];

/// The commit of a version without a body: a record withdrawn.
pub const NO_BODY: Hash = [0; 32];

/// Whether a field stands at its default and is left out of a body.
pub(crate) fn unset<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Declares the struct of a body: every field public, left out when at its default, and unknown
/// fields refused (a body of a newer program must not be half-read).
///
/// A body that refers to other records is generic in what a reference is: a [`Uid`] in the store,
/// a [`Named`](super::Named) on the way in and out. Its `refer` clause lists the references once;
/// resolving names, exporting and finding what a record stands on all follow from it.
macro_rules! body {
    ($(#[$doc:meta])* $name:ident { $($fields:tt)+ }) => {
        $crate::model::body::body!(@struct [$(#[$doc])*] [] $name [] [] { $($fields)+ });
    };
    ($(#[$doc:meta])* $name:ident<R> { $($fields:tt)+ }) => {
        $crate::model::body::body!(@struct [$(#[$doc])*]
            [#[serde(bound(
                serialize = "R: serde::Serialize + Default + PartialEq",
                deserialize = "R: serde::Deserialize<'de> + Default"
            ))]]
            $name [<R = crate::model::Uid>] [<R>] { $($fields)+ });
    };
    (@struct [$($doc:tt)*] [$($bound:tt)*] $name:ident [$($declared:tt)*] [$($used:tt)*]
        { $($(#[$fdoc:meta])* $field:ident: $type:ty,)+ }) => {
        $($doc)*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        $($bound)*
        pub struct $name $($declared)* {
            $($(#[$fdoc])* #[serde(default, skip_serializing_if = "crate::model::body::unset")] pub $field: $type,)+
        }

        impl $($used)* $name $($used)* {
            /// The names of the fields, in their order.
            pub const FIELDS: &'static [&'static str] = &[$(stringify!($field),)+];
        }
    };
}
pub(crate) use body;

/// What the store asks of each noun's type.
pub trait Record: Serialize + DeserializeOwned + Clone + Default + PartialEq + Into<Body> {
    /// Which noun it is.
    const NOUN: Noun;
    /// The number of the body's format: `claim/1`.
    const FORMAT: u32;

    /// The canonical bytes of this body.
    fn canonical(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(512);
        self.write_canonical(&mut out);
        out
    }

    /// Appends the canonical bytes of this body.
    fn write_canonical(&self, out: &mut Vec<u8>) {
        // Writing strings and lists to memory cannot fail.
        let written = serde_json::to_writer(out, self);
        debug_assert!(written.is_ok());
    }
}

macro_rules! bodies {
    ($($noun:ident / $format:literal,)+) => {
        /// The body of a record of any noun.
        #[derive(Clone, Debug, PartialEq)]
        #[allow(missing_docs, reason = "each variant is the noun of its name")]
        pub enum Body { $($noun(Box<$noun>),)+ }

        $(
            impl Record for $noun {
                const NOUN: Noun = Noun::$noun;
                const FORMAT: u32 = $format;
            }
            impl From<$noun> for Body {
                fn from(body: $noun) -> Self { Body::$noun(Box::new(body)) }
            }
        )+

        impl Body {
            /// Which noun it is.
            pub fn noun(&self) -> Noun {
                match self { $(Body::$noun(_) => Noun::$noun,)+ }
            }

            /// The canonical bytes.
            pub fn canonical(&self) -> Vec<u8> {
                match self { $(Body::$noun(body) => body.canonical(),)+ }
            }

            /// Reads the canonical bytes of a noun's body, in the format they were written in.
            ///
            /// # Errors
            /// When the bytes are not such a body.
            pub fn read(noun: Noun, bytes: &[u8]) -> Result<Self, serde_json::Error> {
                Ok(match noun { $(Noun::$noun => Body::$noun(Box::new(serde_json::from_slice(bytes)?)),)+ })
            }
        }

        /// The format of a noun's bodies that this program writes.
        pub fn format_of(noun: Noun) -> u32 {
            match noun { $(Noun::$noun => $format,)+ }
        }
    };
}

bodies! {
    Source / 1,
    Capture / 1,
    Speaker / 1,
    Occasion / 1,
    Claim / 1,
    Attribution / 1,
    Measure / 1,
    Topic / 1,
    Assessment / 1,
    Link / 1,
    Judgement / 1,
    Piece / 1,
}

/// The salted hash of a body.
pub fn commit(salt: &Salt, noun: Noun, format: u32, body: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    hasher.update(noun.word().as_bytes());
    hasher.update(b"/");
    match format {
        1 => hasher.update(b"1"),
        other => hasher.update(other.to_string().as_bytes()),
    }
    hasher.update(b"\n");
    hasher.update(body);
    hasher.finalize().into()
}

/// The hash of a version: of which record, after which versions, with what commit.
pub fn version_hash(uid: Uid, parents: &[Hash], commit: &Hash) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(b"dixit-version/1");
    hasher.update(uid.0);
    let mut sorted = parents.to_vec();
    sorted.sort_unstable();
    for parent in &sorted {
        hasher.update(parent);
    }
    hasher.update(commit);
    hasher.finalize().into()
}

/// A reference from one body to another record, by noun and identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    /// The noun referred to.
    pub noun: Noun,
    /// The record referred to.
    pub uid: Uid,
}

/// A body whose references can be exchanged for references of another kind.
pub trait Refers<R> {
    /// The same body with references of the kind `S`.
    type With<S>;

    /// Exchanges every reference through `exchange`, in the order of the fields.
    ///
    /// # Errors
    /// The first error of `exchange`.
    fn exchange<S, E>(
        self,
        exchange: &mut dyn FnMut(Noun, R) -> Result<S, E>,
    ) -> Result<Self::With<S>, E>;
}

/// Implements [`Refers`]: the fields that hold references, with their noun; and the rest.
macro_rules! refers {
    ($name:ident { $($plain:ident),* $(,)? } $exchange:ident => { $($field:ident: $with:expr),* $(,)? }) => {
        impl<R> $crate::model::body::Refers<R> for $name<R> {
            type With<S> = $name<S>;
            fn exchange<S, E>(
                self,
                $exchange: &mut dyn FnMut($crate::model::Noun, R) -> Result<S, E>,
            ) -> Result<$name<S>, E> {
                // Destructured without `..`, so that a new field must say what it is.
                let $name { $($plain,)* $($field,)* } = self;
                $(let $field = $with?;)*
                Ok($name { $($plain,)* $($field,)* })
            }
        }
    };
}
pub(crate) use refers;

/// Exchanges a reference that may be absent.
pub(crate) fn maybe<R, S, E>(
    noun: Noun,
    from: Option<R>,
    exchange: &mut dyn FnMut(Noun, R) -> Result<S, E>,
) -> Result<Option<S>, E> {
    from.map(|reference| exchange(noun, reference)).transpose()
}

/// Exchanges each reference of a list.
pub(crate) fn each<R, S, E>(
    noun: Noun,
    from: Vec<R>,
    exchange: &mut dyn FnMut(Noun, R) -> Result<S, E>,
) -> Result<Vec<S>, E> {
    from.into_iter()
        .map(|reference| exchange(noun, reference))
        .collect()
}

/// Exchanges the references of each part of a list.
pub(crate) fn within<R, S, E, P: Refers<R>>(
    from: Vec<P>,
    exchange: &mut dyn FnMut(Noun, R) -> Result<S, E>,
) -> Result<Vec<P::With<S>>, E> {
    from.into_iter()
        .map(|part| part.exchange(exchange))
        .collect()
}

/// Lists what a body refers to, each once.
pub fn references(body: &Body) -> Vec<Reference> {
    let mut out = Vec::new();
    let mut note = |noun: Noun, uid: Uid| -> Result<Uid, std::convert::Infallible> {
        if !uid.is_nil() {
            out.push(Reference { noun, uid });
        }
        Ok(uid)
    };
    macro_rules! walk {
        ($body:expr) => {
            match $body.as_ref().clone().exchange(&mut note) {
                Ok(_) => {}
                Err(never) => match never {},
            }
        };
    }
    match body {
        Body::Source(b) => walk!(b),
        Body::Capture(b) => walk!(b),
        Body::Speaker(b) => walk!(b),
        Body::Occasion(b) => walk!(b),
        Body::Claim(b) => walk!(b),
        Body::Attribution(b) => walk!(b),
        Body::Measure(b) => walk!(b),
        Body::Assessment(b) => walk!(b),
        Body::Link(b) => walk!(b),
        Body::Judgement(b) => walk!(b),
        Body::Piece(b) => walk!(b),
        Body::Topic(_) => {}
    }
    out.sort_unstable();
    out.dedup();
    out
}
