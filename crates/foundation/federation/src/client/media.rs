//! Media types: what is asked for, and what is taken for it (RFC 9110 §8.3).

/// The media type of what we publish and deliver (ActivityPub §3.2).
pub const ACTIVITY_JSON: &str = "application/activity+json";

/// The profile that makes `application/ld+json` mean the same.
pub const AS2_PROFILE: &str = "https://www.w3.org/ns/activitystreams";

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accept {
    /// An ActivityPub document: [`is_activity`].
    Activity,
    /// WebFinger (RFC 7033 §10.2), or plain JSON as some send it.
    Jrd,
    /// NodeInfo and other plain JSON: `application/json` or anything that ends in `+json`.
    Json,
    /// host-meta (RFC 6415): XRD or other XML.
    Xrd,
    /// A list that somebody puts on the web: JSON of any kind, CSV or plain text.
    List,
}

impl Accept {
    /// The value of the header `Accept`.
    pub fn header(self) -> &'static str {
        match self {
            Self::Activity => {
                "application/activity+json, \
                 application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\""
            }
            Self::Jrd => "application/jrd+json, application/json;q=0.9",
            Self::Json => "application/json",
            Self::Xrd => "application/xrd+xml, application/xml;q=0.9",
            Self::List => "application/json, text/csv, text/plain;q=0.9",
        }
    }

    /// Whether an answer of this media type is what was asked for.
    pub fn takes(self, content_type: &str) -> bool {
        let Some((essence, _)) = parse(content_type) else {
            return false;
        };
        match self {
            Self::Activity => is_activity(content_type),
            Self::Jrd => essence == "application/jrd+json" || essence == "application/json",
            Self::Json => is_json(&essence),
            Self::List => {
                is_json(&essence)
                    || ["text/csv", "text/plain", "application/octet-stream"]
                        .contains(&essence.as_str())
            }
            Self::Xrd => {
                ["application/xrd+xml", "application/xml", "text/xml"].contains(&essence.as_str())
            }
        }
    }
}

fn is_json(essence: &str) -> bool {
    essence == "application/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"))
}

/// Whether a media type is that of an ActivityPub document: `application/activity+json`, or
/// `application/ld+json` whose `profile` names Activity Streams. Other parameters, such as
/// `charset`, do not matter; plain JSON and plain JSON-LD are not enough.
pub fn is_activity(content_type: &str) -> bool {
    match parse(content_type) {
        Some((essence, _)) if essence == ACTIVITY_JSON => true,
        Some((essence, parameters)) if essence == "application/ld+json" => {
            parameters.iter().any(|(name, value)| {
                name == "profile" && value.split_ascii_whitespace().any(|p| p == AS2_PROFILE)
            })
        }
        _ => false,
    }
}

type Parameters = Vec<(String, String)>;

/// `type/subtype` in lower case, and the parameters with their quotes removed.
fn parse(text: &str) -> Option<(String, Parameters)> {
    let mut pieces = split_unquoted(text)?.into_iter();
    let essence = pieces.next()?.trim().to_ascii_lowercase();
    let token = |s: &str| {
        !s.is_empty()
            && s.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
    };
    let (kind, subtype) = essence.split_once('/')?;
    if !token(kind) || !token(subtype) {
        return None;
    }
    let mut parameters = Vec::new();
    for piece in pieces {
        let piece = piece.trim();
        if piece.is_empty() {
            continue;
        }
        let (name, value) = piece.split_once('=')?;
        let value = match value.strip_prefix('"') {
            Some(quoted) => quoted.strip_suffix('"')?,
            None => value,
        };
        parameters.push((name.trim().to_ascii_lowercase(), value.to_owned()));
    }
    Some((essence, parameters))
}

/// Splits at semicolons outside quotes; `None` when a quote is left open, or escaped.
fn split_unquoted(text: &str) -> Option<Vec<&str>> {
    let (mut pieces, mut start, mut quoted) = (Vec::new(), 0, false);
    for (i, c) in text.char_indices() {
        match c {
            '\\' => return None,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                pieces.push(&text[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    pieces.push(&text[start..]);
    if quoted { None } else { Some(pieces) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn activity_documents_have_exact_types() {
        for good in [
            "application/activity+json",
            "application/activity+json; charset=utf-8",
            "Application/Activity+JSON;charset=UTF-8;",
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
            "application/ld+json;profile=\"https://www.w3.org/ns/activitystreams\"; charset=utf-8",
            "application/ld+json; charset=utf-8; profile=https://www.w3.org/ns/activitystreams",
            "application/ld+json; profile=\"https://example.com/x https://www.w3.org/ns/activitystreams\"",
        ] {
            assert!(is_activity(good), "{good}");
            assert!(Accept::Activity.takes(good), "{good}");
        }
        for bad in [
            "",
            "application/json",
            "application/ld+json",
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams.evil\"",
            "application/ld+json; x=\"; profile=https://www.w3.org/ns/activitystreams\"",
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams",
            "text/html",
            "text/plain; x=application/activity+json",
            "application/activity+json, text/html",
            "application/activity+jsonx",
            "image/svg+xml",
            "application/octet-stream",
        ] {
            assert!(!is_activity(bad), "{bad}");
        }
    }

    #[test]
    fn discovery_is_taken_as_json() {
        assert!(Accept::Jrd.takes("application/jrd+json; charset=utf-8"));
        assert!(Accept::Jrd.takes("application/json"));
        assert!(!Accept::Jrd.takes("text/html"));
        assert!(Accept::Json.takes(
            "application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/2.1#\""
        ));
        assert!(!Accept::Json.takes("image/x+json"));
        assert!(Accept::Xrd.takes("application/xrd+xml; charset=utf-8"));
        assert!(!Accept::Xrd.takes("text/html"));
    }

    proptest::proptest! {
        #[test]
        fn no_header_panics(s in "\\PC{0,60}|(application/|ld\\+json|;|=|\"|profile| ){0,12}") {
            let _ = is_activity(&s);
        }
    }
}
