//! Tolerant accessors: string, object, array and null are accepted wherever one of them stands.

use domain::{Lang, Time};
use serde_json::Value;
use url::Url;

use super::keys;
use crate::network::MAX_URL;

/// How many entries of `tag` are honoured.
pub const MAX_TAGS: usize = 50;
/// How many recipients in `to` and `cc` together are honoured.
pub const MAX_RECIPIENTS: usize = 100;
/// How many attachments are honoured.
pub const MAX_ATTACHMENTS: usize = 16;
/// How many characters of a `name` are kept.
pub const MAX_NAME: usize = 500;
/// How many bytes of a `summary` are kept.
pub const MAX_SUMMARY: usize = 20_000;

/// The values of a property: none for null, the elements of an array that are not null, or the one
/// value itself.
pub fn one_or_many(value: &Value) -> impl Iterator<Item = &Value> {
    let (many, one) = match value {
        Value::Array(many) => (many.as_slice(), None),
        one => (&[][..], Some(one)),
    };
    many.iter().chain(one).filter(|v| !v.is_null())
}

/// The values of a property of an object; none when it is missing.
pub fn each<'a>(object: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    object.get(key).into_iter().flat_map(one_or_many)
}

/// Whether an object has a property with at least one value.
pub fn has(object: &Value, key: &str) -> bool {
    each(object, key).next().is_some()
}

/// The id of a thing that is given by its id or as an object with one; a `Link` counts by its
/// `href`. Empty ids are none.
pub fn id_of(value: &Value) -> Option<&str> {
    let id = match value {
        Value::String(id) => Some(id.as_str()),
        Value::Object(o) => o.get(keys::ID).or_else(|| o.get(keys::HREF)).and_then(Value::as_str),
        _ => None,
    };
    id.filter(|id| !id.is_empty() && id.len() <= MAX_URL && !id.chars().any(is_odd))
}

/// Characters that no address holds; PostgreSQL refuses the first of them, nobody sees some, and URL
/// parsers pass over others.
fn is_odd(c: char) -> bool {
    c.is_control() || c.is_whitespace() || domain::text::is_hidden(c)
}

/// The id in a property that has exactly one value; `None` when there are several, so that nobody
/// can hide behind the first.
pub fn id<'a>(object: &'a Value, key: &str) -> Option<&'a str> {
    let mut all = each(object, key);
    let first = id_of(all.next()?)?;
    if all.next().is_some() { None } else { Some(first) }
}

/// All ids in a property; what has none is left out.
pub fn ids<'a>(object: &'a Value, key: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    each(object, key).filter_map(id_of)
}

/// A text: the first string of a property, without U+0000 (PostgreSQL refuses it).
pub fn text(object: &Value, key: &str) -> Option<String> {
    each(object, key).find_map(Value::as_str).map(clean)
}

fn clean(s: &str) -> String {
    s.replace('\0', "")
}

/// The texts of a property such as `nameMap` by language, in their order: the original comes
/// first. Keys that are no language and values that are no text are left out.
pub fn lang_map(object: &Value, key: &str) -> Vec<(Lang, String)> {
    let entries = object.get(key).and_then(Value::as_object);
    entries
        .into_iter()
        .flatten()
        .filter_map(|(tag, v)| Some((Lang::parse(tag)?, clean(v.as_str()?))))
        .collect()
}

/// The `name` as one line, cut at [`MAX_NAME`] characters.
pub fn name(object: &Value) -> Option<String> {
    let name: String = text(object, keys::NAME)?.chars().take(4 * MAX_NAME).collect();
    let name: String = domain::text::line(&name).chars().take(MAX_NAME).collect();
    Some(name.trim_end().to_owned()).filter(|n| !n.is_empty())
}

/// The `summary`, cut at [`MAX_SUMMARY`] bytes. It is HTML or a plain text, and still to be cleaned.
pub fn summary(object: &Value) -> Option<String> {
    let mut summary = text(object, keys::SUMMARY)?;
    summary.truncate(summary.floor_char_boundary(MAX_SUMMARY));
    Some(summary).filter(|s| !s.is_empty())
}

/// A time (RFC 3339).
pub fn time(object: &Value, key: &str) -> Option<Time> {
    each(object, key).find_map(Value::as_str).and_then(Time::parse)
}

/// A truth value; some peers write it as a text.
pub fn boolean(object: &Value, key: &str) -> Option<bool> {
    match each(object, key).next()? {
        Value::Bool(b) => Some(*b),
        Value::String(s) => s.parse().ok(),
        _ => None,
    }
}

/// A whole number that is not negative.
pub fn integer(object: &Value, key: &str) -> Option<u64> {
    each(object, key).next()?.as_u64()
}

/// The entries of `tag` that are honoured.
pub fn tags(object: &Value) -> impl Iterator<Item = &Value> {
    each(object, keys::TAG).take(MAX_TAGS)
}

/// The entries of `attachment` that are honoured.
pub fn attachments(object: &Value) -> impl Iterator<Item = &Value> {
    each(object, keys::ATTACHMENT).take(MAX_ATTACHMENTS)
}

/// The recipients that are honoured, `to` first.
pub fn recipients(object: &Value) -> impl Iterator<Item = &str> {
    ids(object, keys::TO).chain(ids(object, keys::CC)).take(MAX_RECIPIENTS)
}

/// Whether an address is everybody, in any of its three spellings (ActivityPub §5.6).
pub fn is_public(id: &str) -> bool {
    matches!(id, "https://www.w3.org/ns/activitystreams#Public" | "as:Public" | "Public")
}

/// An id as an address: http(s), a name in lower case and ASCII, no user, no port that goes
/// without saying, no dot at the end. `None` for every other spelling, as two spellings of one
/// host would be two identities (CVE-2023-42451).
pub fn iri(id: &str) -> Option<Url> {
    if id.len() > MAX_URL || id.chars().any(is_odd) {
        return None;
    }
    let url = Url::parse(id).ok()?;
    let origin = url.origin();
    let host = url.host_str()?;
    let usable = matches!(url.scheme(), "http" | "https")
        && origin.is_tuple()
        && url.username().is_empty()
        && url.password().is_none()
        && !host.ends_with('.');
    let rest = id.strip_prefix(&origin.ascii_serialization())?;
    let ends = rest.is_empty() || rest.starts_with(['/', '?', '#']);
    if usable && ends { Some(url) } else { None }
}

/// The origin of an id: scheme, host and port (FEP-fe34, RFC 6454).
pub fn origin_of(id: &str) -> Option<url::Origin> {
    iri(id).map(|url| url.origin())
}

/// Whether two ids have one origin. Ids without an origin have none in common with anything.
pub fn same_origin(a: &str, b: &str) -> bool {
    matches!((origin_of(a), origin_of(b)), (Some(a), Some(b)) if a == b)
}
