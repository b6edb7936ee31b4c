//! From bytes to a value, with everything that could hurt refused on the way.

use std::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// The largest document that is read: 1 MiB, as Mastodon and Lemmy.
pub const MAX_BYTES: usize = 1024 * 1024;

/// How deep arrays and objects may be nested.
pub const MAX_DEPTH: usize = 32;

/// How many values a document may have: a megabyte of `[[],[],…` takes fifty times that in memory.
/// A page of a thousand full objects has fewer.
pub const MAX_VALUES: usize = 100_000;

/// How many objects may be among them: a small one takes seven hundred bytes in memory.
pub const MAX_OBJECTS: usize = 10_000;

/// Why bytes are not a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadDocument {
    /// More than [`MAX_BYTES`].
    #[error("larger than 1 MiB")]
    TooLarge,
    /// Deeper than [`MAX_DEPTH`].
    #[error("nested too deeply")]
    TooDeep,
    /// More than [`MAX_VALUES`].
    #[error("too many values")]
    TooMany,
    /// Not JSON (RFC 8259), not UTF-8, or with a U+0000 in it.
    #[error("not JSON")]
    Json,
    /// An object with one name twice. Readers disagree on which counts, so none does.
    #[error("an object has a name twice")]
    Duplicate,
    /// Not an object at the top.
    #[error("not an object")]
    NotAnObject,
    /// It claims to be two things, such as an actor and a collection (FEP-2277).
    #[error("a document of two kinds")]
    Polyglot,
}

/// Reads a document. Size, depth and number of values are checked before anything is built.
pub fn parse(bytes: &[u8]) -> Result<Value, BadDocument> {
    if bytes.len() > MAX_BYTES {
        return Err(BadDocument::TooLarge);
    }
    survey(bytes)?;
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = Strict.deserialize(&mut reader).and_then(|v| reader.end().map(|()| v));
    match value {
        Ok(value @ Value::Object(_)) => Ok(value),
        Ok(_) => Err(BadDocument::NotAnObject),
        Err(e) if e.to_string().starts_with(DUPLICATE) => Err(BadDocument::Duplicate),
        Err(_) => Err(BadDocument::Json),
    }
}

/// Counts nesting and values without building any. What is not JSON may be counted wrongly; it is
/// refused a moment later.
fn survey(bytes: &[u8]) -> Result<(), BadDocument> {
    let (mut depth, mut values, mut objects) = (0_usize, 1_usize, 0_usize);
    let (mut quoted, mut escaped) = (false, false);
    for &b in bytes {
        if quoted {
            match b {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => quoted = false,
                _ => {}
            }
            continue;
        }
        match b {
            b'"' => quoted = true,
            b'{' | b'[' => {
                depth += 1;
                values += 1;
                objects += usize::from(b == b'{');
                if depth > MAX_DEPTH {
                    return Err(BadDocument::TooDeep);
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
    }
    let too_many = values > MAX_VALUES || objects > MAX_OBJECTS;
    if too_many { Err(BadDocument::TooMany) } else { Ok(()) }
}

/// PostgreSQL takes no U+0000, wherever it stands, and what is stored must be what was signed.
fn without_nul<E: serde::de::Error>(s: &str) -> Result<(), E> {
    if s.contains('\0') { Err(E::custom("U+0000")) } else { Ok(()) }
}

const DUPLICATE: &str = "a name twice";

/// Builds a [`Value`] and refuses objects that have a name twice.
struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, d: D) -> Result<Value, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Bool(v))
    }

    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(Value::Number(v.into()))
    }

    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(Value::Number(v.into()))
    }

    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(Number::from_f64(v).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: serde::de::Error>(self, v: &str) -> Result<Value, E> {
        self.visit_string(v.to_owned())
    }

    fn visit_string<E: serde::de::Error>(self, v: String) -> Result<Value, E> {
        without_nul(&v)?;
        Ok(Value::String(v))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut out = Vec::new();
        while let Some(v) = seq.next_element_seed(Strict)? {
            out.push(v);
        }
        Ok(Value::Array(out))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut out = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            without_nul(&name)?;
            let value = map.next_value_seed(Strict)?;
            if out.insert(name, value).is_some() {
                return Err(A::Error::custom(DUPLICATE));
            }
        }
        Ok(Value::Object(out))
    }
}
