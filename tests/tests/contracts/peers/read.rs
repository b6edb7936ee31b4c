//! Reading, as far as the models have it in common.

use serde::Deserialize;
use serde_json::Value;

use super::Level;

/// Everybody (`ActivityPub` §5.6).
pub(super) const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";
/// The context that everybody knows.
pub(super) const AS2: &str = "https://www.w3.org/ns/activitystreams";

/// The type, which has to be one string.
pub(super) fn kind(doc: &Value) -> Result<&str, String> {
    need(doc, "type")
}

pub(super) fn text<'a>(doc: &'a Value, key: &str) -> Option<&'a str> {
    doc.get(key)?.as_str().filter(|s| !s.is_empty())
}

pub(super) fn owned(doc: &Value, key: &str) -> Option<String> {
    text(doc, key).map(str::to_owned)
}

/// A string that must be there.
pub(super) fn need<'a>(doc: &'a Value, key: &str) -> Result<&'a str, String> {
    text(doc, key).ok_or_else(|| format!("`{key}` is no string"))
}

/// An address in a string that must be there.
pub(super) fn iri<'a>(doc: &'a Value, key: &str) -> Result<&'a str, String> {
    need(doc, key).and_then(|s| {
        if is_iri(s) { Ok(s) } else { Err(format!("`{key}` is no https address: {s}")) }
    })
}

pub(super) fn is_iri(s: &str) -> bool {
    host(s).is_some_and(|h| h.contains('.') && !h.starts_with('.') && !h.ends_with('.'))
        && !s.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// The host of an https address, with its port.
pub(super) fn host(s: &str) -> Option<&str> {
    let rest = s.strip_prefix("https://")?;
    rest.split(['/', '?', '#']).next().filter(|h| !h.is_empty() && !h.contains('@'))
}

pub(super) fn same_host(a: &str, b: &str) -> bool {
    matches!((host(a), host(b)), (Some(a), Some(b)) if a.eq_ignore_ascii_case(b))
}

pub(super) fn want_same_host(a: &str, b: &str, what: &str) -> Result<(), String> {
    if same_host(a, b) { Ok(()) } else { Err(format!("{what} are of different hosts: {a}, {b}")) }
}

/// The id of a string or of an object.
pub(super) fn id_of(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| text(value, "id"))
}

/// One or many, ids or objects, as ids.
pub(super) fn ids<'a>(doc: &'a Value, key: &str) -> Vec<&'a str> {
    match doc.get(key) {
        Some(Value::Array(many)) => many.iter().filter_map(id_of).collect(),
        Some(one) => id_of(one).into_iter().collect(),
        None => Vec::new(),
    }
}

/// What an activity is about, which has to be there.
pub(super) fn object(doc: &Value) -> Result<&Value, String> {
    match doc.get("object") {
        None | Some(Value::Null) => Err("there is no `object`".into()),
        Some(object) => Ok(object),
    }
}

/// Everything that stands under a key, one or many.
pub(super) fn each<'a>(doc: &'a Value, key: &str) -> Vec<&'a Value> {
    match doc.get(key) {
        Some(Value::Array(many)) => many.iter().collect(),
        None | Some(Value::Null) => Vec::new(),
        Some(one) => vec![one],
    }
}

pub(super) fn is_public(id: &str) -> bool {
    id == PUBLIC || id == "as:Public" || id == "Public"
}

pub(super) fn has_public(doc: &Value, key: &str) -> bool {
    ids(doc, key).into_iter().any(is_public)
}

/// The level as microblogs read it; `followers` is the collection of the author's followers.
pub(super) fn level(doc: &Value, followers: impl Fn(&str) -> bool) -> Level {
    if has_public(doc, "to") {
        Level::Public
    } else if has_public(doc, "cc") {
        Level::Unlisted
    } else if ids(doc, "to").into_iter().any(followers) {
        Level::Followers
    } else {
        Level::Direct
    }
}

/// The first key of a map of languages.
pub(super) fn first_language(doc: &Value) -> Option<String> {
    ["contentMap", "nameMap", "summaryMap"]
        .iter()
        .find_map(|key| doc.get(key)?.as_object()?.keys().next().cloned())
}

/// Whether the document stands in the context of `ActivityStreams`.
pub(super) fn context(doc: &Value, wanted: &str) -> Result<(), String> {
    let found = each(doc, "@context").iter().any(|c| c.as_str() == Some(wanted));
    if found { Ok(()) } else { Err(format!("`@context` does not name {wanted}")) }
}

/// Not longer than this when it is written.
pub(super) fn small(doc: &Value, most: usize) -> Result<(), String> {
    let length = doc.to_string().len();
    if length <= most { Ok(()) } else { Err(format!("{length} bytes are more than {most}")) }
}

/// A key that is one object with `id`, `owner` and a key in PEM; whether the owner is the actor.
pub(super) fn public_key(doc: &Value) -> Result<&str, String> {
    let key = doc.get("publicKey").ok_or("there is no `publicKey`")?;
    if !key.is_object() {
        return Err("`publicKey` is not one object".into());
    }
    let owner = iri(key, "owner")?;
    if owner != iri(doc, "id")? {
        return Err("`publicKey` belongs to somebody else".into());
    }
    if !need(key, "publicKeyPem")?.starts_with("-----BEGIN ") {
        return Err("`publicKeyPem` is no PEM".into());
    }
    iri(key, "id")
}

/// Which collection it is.
pub(super) fn list(doc: &Value) -> Result<&'static str, String> {
    let id = iri(doc, "id")?;
    let last = id.rsplit('/').next().unwrap_or_default();
    let known = ["outbox", "followers", "moderators", "featured"];
    Ok(known.into_iter().find(|k| *k == last).unwrap_or("context"))
}

/// The text of HTML, one line for each block.
pub(super) fn plain(html: &str) -> String {
    let mut out = String::new();
    for (n, part) in html.split('<').enumerate() {
        let (tag, words) =
            if n == 0 { ("", part) } else { part.split_once('>').unwrap_or(("", part)) };
        if tag.starts_with("/p") || tag.starts_with("br") || tag.starts_with("/h") {
            out.push('\n');
        }
        out.push_str(words);
    }
    out.trim().to_owned()
}

/// Seconds since 1970 of a time in RFC 3339.
pub(super) fn seconds(time: &str) -> Option<i64> {
    let (date, rest) = time.split_once(['T', 't'])?;
    let (clock, offset) = if let Some(clock) = rest.strip_suffix(['Z', 'z']) {
        (clock, 0)
    } else {
        let (clock, zone) = rest.split_at_checked(rest.rfind(['+', '-'])?)?;
        let (hours, minutes) = zone.get(1..)?.split_once(':')?;
        let offset = number(hours, 23)? * 3600 + number(minutes, 59)? * 60;
        (clock, if zone.starts_with('-') { -offset } else { offset })
    };
    let clock = match clock.split_once('.') {
        Some((clock, part)) if !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()) => {
            clock
        }
        Some(_) => return None,
        None => clock,
    };
    let mut date = date.split('-');
    let (year, month, day) = (date.next()?, date.next()?, date.next()?);
    let (year, month, day) = (year.parse::<i64>().ok()?, number(month, 12)?, number(day, 31)?);
    let mut clock = clock.split(':');
    let (h, m, s) = (clock.next()?, clock.next()?, clock.next()?);
    let (h, m, s) = (number(h, 23)?, number(m, 59)?, number(s, 60)?);
    // Days since 1970, with years that begin in March.
    let (y, m_) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * y + y.div_euclid(4) - y.div_euclid(100)
        + y.div_euclid(400)
        + (153 * m_ + 2) / 5
        + day
        - 1
        - 719_468;
    Some(days * 86_400 + h * 3600 + m * 60 + s - offset)
}

fn number(two: &str, most: i64) -> Option<i64> {
    let digits = two.len() == 2 && two.bytes().all(|b| b.is_ascii_digit());
    two.parse().ok().filter(|n| digits && (0..=most).contains(n))
}

/// An address that serde reads.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Iri(pub String);

impl TryFrom<String> for Iri {
    type Error = String;
    fn try_from(s: String) -> Result<Self, String> {
        if is_iri(&s) { Ok(Self(s)) } else { Err(format!("no https address: {s}")) }
    }
}

/// A time that serde reads.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Time(pub i64);

impl TryFrom<String> for Time {
    type Error = String;
    fn try_from(s: String) -> Result<Self, String> {
        seconds(&s).map(Self).ok_or_else(|| format!("no time: {s}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_addresses() {
        assert_eq!(seconds("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(seconds("2026-11-22T09:00:00.25+01:00"), Some(1_795_334_400));
        for wrong in ["2026-11-22", "2026-11-22T9:00:00Z", "2026-11-22T09:00:00", "x"] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
        assert!(is_iri("https://a.example/x#y"));
        for wrong in ["http://a.example", "a.example", "https:///x", "https://a b.example", "x"] {
            assert!(!is_iri(wrong), "{wrong}");
        }
    }
}
