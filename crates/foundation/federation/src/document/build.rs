//! Pieces of the documents that we publish.

use std::sync::LazyLock;

use domain::Lang;
use serde_json::{Map, Value, json};

use super::keys;

/// The vocabulary of Guildhall, for ever (`gh:`).
pub const GH: &str = "https://w3id.org/guildhall/ns#";

/// The `@context` of everything we publish: inline, because some peers load remote contexts when
/// they check signatures and most read none at all. Individual terms of schema.org are mapped;
/// its own context would redefine `name` and `url`.
pub fn context() -> &'static Value {
    static CONTEXT: LazyLock<Value> = LazyLock::new(|| {
        json!([
            "https://www.w3.org/ns/activitystreams",
            "https://w3id.org/security/v1",
            {
                "Hashtag": "as:Hashtag",
                "sensitive": "as:sensitive",
                "manuallyApprovesFollowers": "as:manuallyApprovesFollowers",
                "alsoKnownAs": { "@id": "as:alsoKnownAs", "@type": "@id" },
                "movedTo": { "@id": "as:movedTo", "@type": "@id" },
                "toot": "http://joinmastodon.org/ns#",
                "featured": { "@id": "toot:featured", "@type": "@id" },
                "discoverable": "toot:discoverable",
                "indexable": "toot:indexable",
                "suspended": "toot:suspended",
                "searchableBy": { "@id": "http://fedibird.com/ns#searchableBy", "@type": "@id" },
                "webfinger": "https://purl.archive.org/socialweb/webfinger#webfinger",
                "lemmy": "https://join-lemmy.org/ns#",
                "moderators": { "@id": "lemmy:moderators", "@type": "@id" },
                "postingRestrictedToMods": "lemmy:postingRestrictedToMods",
                "removeData": "lemmy:removeData",
                "sc": "http://schema.org/",
                "language": "sc:inLanguage",
                "identifier": "sc:identifier",
                "PropertyValue": "sc:PropertyValue",
                "value": "sc:value",
                "sc:isBasedOn": { "@type": "@id" },
                "sc:license": { "@type": "@id" },
                "assertionMethod": {
                    "@id": "https://w3id.org/security#assertionMethod",
                    "@type": "@id",
                    "@container": "@set"
                },
                "Multikey": "https://w3id.org/security#Multikey",
                "controller": { "@id": "https://w3id.org/security#controller", "@type": "@id" },
                "publicKeyMultibase": "https://w3id.org/security#publicKeyMultibase",
                "vf": "https://w3id.org/valueflows/ont/vf#",
                "gh": GH,
                "gh:onBehalfOf": { "@type": "@id" },
                "gh:adaptations": { "@type": "@id" }
            }
        ])
    });
    &CONTEXT
}

/// A document to be published on its own: `@context` first, then its properties.
pub fn with_context(document: Map<String, Value>) -> Map<String, Value> {
    let mut out = Map::with_capacity(document.len() + 1);
    out.insert(keys::AT_CONTEXT.to_owned(), context().clone());
    out.extend(document.into_iter().filter(|(k, _)| k != keys::AT_CONTEXT));
    out
}

/// An activity without its context and addresses; `object` is an id or a whole object.
pub fn activity(id: &str, kind: &str, actor: &str, object: Value) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert(keys::ID.to_owned(), id.into());
    out.insert(keys::TYPE.to_owned(), kind.into());
    out.insert(keys::ACTOR.to_owned(), actor.into());
    out.insert(keys::OBJECT.to_owned(), object);
    out
}

/// `Mention`: its name is `@handle@host`.
pub fn mention(href: &str, address: &str) -> Value {
    json!({ "type": "Mention", "href": href, "name": address })
}

/// `Hashtag`: the name gets its `#`.
pub fn hashtag(href: &str, word: &str) -> Value {
    json!({ "type": "Hashtag", "href": href, "name": format!("#{}", word.trim_start_matches('#')) })
}

/// `Link` to a file: the only form of attachment besides `Image` that Lemmy takes.
pub fn link(href: &str, media_type: &str, name: &str) -> Value {
    json!({ "type": "Link", "href": href, "mediaType": media_type, "name": name })
}

/// `digestMultibase` of SHA-256 in hexadecimal (Controlled Identifiers 1.0 §2.4: base58btc of a
/// multihash); `None` when it is none.
pub fn digest_multibase(sha256: &str) -> Option<String> {
    if sha256.len() != 64 || !sha256.is_ascii() {
        return None;
    }
    let mut bytes = vec![0x12, 0x20];
    for at in (0..64).step_by(2) {
        bytes.push(u8::from_str_radix(&sha256[at..at + 2], 16).ok()?);
    }
    Some(format!("z{}", bs58::encode(bytes).into_string()))
}

/// `language` as Lemmy and PieFed read it.
pub fn language(lang: &Lang) -> Value {
    json!({ "identifier": lang.as_str(), "name": lang.autonym() })
}

/// `nameMap`, `summaryMap` or `contentMap`: in the order given, so the original comes first, which
/// Mastodon takes for the language of the whole.
pub fn language_map<'a>(texts: impl IntoIterator<Item = (&'a Lang, &'a str)>) -> Value {
    let texts = texts.into_iter();
    Value::Object(texts.map(|(l, t)| (l.as_str().to_owned(), Value::from(t))).collect())
}
