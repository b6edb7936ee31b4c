//! The document of an actor from elsewhere, read tolerantly.

use domain::{Lang, text};
use serde_json::Value;

use crate::{
    ActorKind, ActorText,
    document::{self, Class, keys},
};

/// An actor as its document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its id.
    pub iri: String,
    /// What it is.
    pub kind: ActorKind,
    /// `preferredUsername` in lower case, as far as it can stand in an address.
    pub handle: String,
    /// Where it lives: the authority of its id.
    pub host: String,
    /// Its name, or its handle.
    pub name: String,
    /// Its first language.
    pub lang: Lang,
    /// Clean HTML.
    pub summary_html: String,
    /// Its page for people.
    pub url: Option<String>,
    /// Where to deliver what is for it alone.
    pub inbox: String,
    /// Where to deliver what is for its instance: the shared inbox if there is one.
    pub delivery: String,
    /// The collection of its followers; may be empty.
    pub followers: String,
    /// What it did; may be empty.
    pub outbox: String,
    /// The ids of its keys and the keys as they stand in the document: PEM or Multikey.
    pub keys: Vec<(String, String)>,
    /// Whether it says that its server reads signatures by RFC 9421 (FEP-844e).
    pub reads_rfc9421: bool,
    /// What it says of itself in each language, the first one first.
    pub texts: Vec<ActorText>,
    /// Whether it may appear in directories.
    pub discoverable: bool,
    /// Whether what it publishes may be indexed (FEP-5feb: missing means no).
    pub indexable: bool,
    /// Whether it is invented for a demonstration.
    pub illustrative: bool,
    /// Where it says that it has moved to.
    pub moved_to: Option<String>,
}

/// Why a document is not one of an actor that can be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadProfile {
    /// Not of one of the five types.
    #[error("not an actor")]
    Type,
    /// No id that can be an identity, or no inbox of the same origin.
    #[error("an actor without id or inbox")]
    Nameless,
}

/// The most characters of a handle from elsewhere.
const HANDLE_MAX: usize = 100;
/// The most keys that are kept (`federation.md` §6).
const KEYS_MAX: usize = 10;
/// The most languages that are kept.
const LANGS_MAX: usize = 24;

impl Profile {
    /// Reads a document whose id is where it was found. `clean` makes its HTML safe.
    pub fn read(actor: &Value, clean: fn(&str) -> String) -> Result<Self, BadProfile> {
        if document::classify(actor) != Ok(Class::Actor) {
            return Err(BadProfile::Type);
        }
        let kind = match document::type_of(actor) {
            Some("Group") => ActorKind::Group,
            Some("Organization") => ActorKind::Organisation,
            Some("Application") => ActorKind::Instance,
            Some("Person" | "Service") => ActorKind::Person,
            _ => return Err(BadProfile::Type),
        };
        let iri = document::id_of(actor).ok_or(BadProfile::Nameless)?;
        let url = document::iri(iri).ok_or(BadProfile::Nameless)?;
        let here = |key| document::id(actor, key).filter(|i| document::same_origin(i, iri));
        let inbox = here(keys::INBOX).ok_or(BadProfile::Nameless)?.to_owned();
        let shared = actor
            .pointer("/endpoints/sharedInbox")
            .and_then(document::id_of)
            .filter(|i| document::same_origin(i, iri));
        let handle = handle(actor);
        let name = document::name(actor).unwrap_or_else(|| handle.clone());
        let summary_html = document::summary(actor).map(|s| clean(&s)).unwrap_or_default();
        let lang = lang(actor);
        let texts = texts(actor, &lang, &name, &summary_html, clean);
        let host = match url.port() {
            Some(port) => format!("{}:{port}", url.host_str().unwrap_or_default()),
            None => url.host_str().unwrap_or_default().to_owned(),
        };
        Ok(Self {
            kind,
            host,
            handle,
            name,
            summary_html,
            url: page(actor),
            delivery: shared.map_or_else(|| inbox.clone(), str::to_owned),
            inbox,
            followers: here("followers").unwrap_or_default().to_owned(),
            outbox: here("outbox").unwrap_or_default().to_owned(),
            keys: listed_keys(actor, iri),
            reads_rfc9421: reads_rfc9421(actor),
            lang,
            texts,
            discoverable: document::boolean(actor, "discoverable")
                .unwrap_or(kind != ActorKind::Person),
            indexable: document::boolean(actor, "indexable").unwrap_or(false),
            illustrative: document::boolean(actor, "gh:illustrative").unwrap_or(false),
            moved_to: document::id(actor, "movedTo")
                .filter(|to| *to != iri && document::iri(to).is_some())
                .map(str::to_owned),
            iri: iri.to_owned(),
        })
    }
}

/// The name in an address: what cannot stand there is left out.
fn handle(actor: &Value) -> String {
    let said = document::text(actor, "preferredUsername").unwrap_or_default();
    let kept = said
        .trim()
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))
        .take(HANDLE_MAX)
        .collect::<String>();
    if kept.is_empty() { "actor".to_owned() } else { kept }
}

fn lang(actor: &Value) -> Lang {
    let first = |key: &str| document::lang_map(actor, key).into_iter().next().map(|(l, _)| l);
    let said = document::each(actor, "language")
        .find_map(|l| l.get("identifier").unwrap_or(l).as_str())
        .and_then(Lang::parse);
    first(keys::NAME_MAP)
        .or_else(|| first(keys::SUMMARY_MAP))
        .or(said)
        .unwrap_or_else(|| Lang::parse("und").unwrap_or_else(Lang::english))
}

fn texts(
    actor: &Value,
    lang: &Lang,
    name: &str,
    summary_html: &str,
    clean: fn(&str) -> String,
) -> Vec<ActorText> {
    let headlines = document::lang_map(actor, "gh:headline");
    let headline = |lang: &Lang| {
        let found = headlines.iter().find(|(l, _)| l == lang);
        found.map(|(_, t)| text::excerpt(&text::line(t), 300)).unwrap_or_default()
    };
    let mut texts = vec![ActorText {
        lang: lang.clone(),
        name: name.to_owned(),
        headline: headline(lang),
        summary_md: String::new(),
        summary_html: summary_html.to_owned(),
    }];
    let summaries = document::lang_map(actor, keys::SUMMARY_MAP);
    for (other, name) in document::lang_map(actor, keys::NAME_MAP).into_iter().take(LANGS_MAX) {
        if texts.iter().any(|t| t.lang == other) {
            continue;
        }
        let summary = summaries.iter().find(|(l, _)| *l == other);
        texts.push(ActorText {
            name: text::excerpt(&text::line(&name), document::MAX_NAME),
            headline: headline(&other),
            summary_md: String::new(),
            summary_html: summary
                .map(|(_, s)| {
                    clean(&s[..s.floor_char_boundary(document::MAX_SUMMARY.min(s.len()))])
                })
                .unwrap_or_default(),
            lang: other,
        });
    }
    texts
}

fn page(actor: &Value) -> Option<String> {
    let url = document::ids(actor, keys::URL).next()?;
    url.starts_with("https://")
        .then_some(url)
        .or(url.starts_with("http://").then_some(url))
        .map(str::to_owned)
}

/// The keys that the actor lists and that name it as their owner, of the same origin: of RSA in
/// `publicKey`, of Ed25519 in `assertionMethod` (FEP-521a).
fn listed_keys(actor: &Value, iri: &str) -> Vec<(String, String)> {
    let listed = |list, text| {
        document::each(actor, list).filter_map(move |key: &Value| {
            let id = document::id_of(key)?;
            let owner = document::id(key, "owner").or_else(|| document::id(key, "controller"));
            let text = key.get(text)?.as_str()?;
            (owner == Some(iri) && document::same_origin(id, iri))
                .then(|| (id.to_owned(), text.to_owned()))
        })
    };
    let all = listed(keys::PUBLIC_KEY, keys::PUBLIC_KEY_PEM)
        .chain(listed(keys::ASSERTION_METHOD, keys::PUBLIC_KEY_MULTIBASE));
    let mut found: Vec<(String, String)> = Vec::new();
    for (id, text) in all {
        if found.len() < KEYS_MAX && !found.iter().any(|(other, _)| *other == id) {
            found.push((id, text));
        }
    }
    found
}

fn reads_rfc9421(actor: &Value) -> bool {
    let generator = actor.get(keys::GENERATOR).unwrap_or(&Value::Null);
    document::each(generator, "implements")
        .take(50)
        .filter_map(|one| document::id(one, keys::HREF).or_else(|| document::id_of(one)))
        .any(|href| href.trim_end_matches('/').ends_with("/rfc9421"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn person() -> Value {
        json!({
            "id": "https://a.example/u/1", "type": "Person", "preferredUsername": "Elena",
            "inbox": "https://a.example/u/1/inbox", "summary": "<p>x</p>",
            "endpoints": { "sharedInbox": "https://a.example/inbox" },
            "publicKey": { "id": "https://a.example/u/1#main-key", "owner": "https://a.example/u/1",
                "publicKeyPem": "PEM" }
        })
    }

    fn read(v: &Value) -> Result<Profile, BadProfile> {
        Profile::read(v, str::to_owned)
    }

    #[test]
    fn an_actor_is_read() {
        let p = read(&person()).unwrap();
        assert_eq!((p.handle.as_str(), p.host.as_str()), ("elena", "a.example"));
        assert_eq!(p.delivery, "https://a.example/inbox");
        assert_eq!(p.keys[0].1, "PEM");
        assert!(!p.reads_rfc9421);
        assert!(!p.discoverable);
    }

    #[test]
    fn what_is_of_another_origin_is_not_believed() {
        let mut v = person();
        v["inbox"] = json!("https://evil.example/inbox");
        assert_eq!(read(&v), Err(BadProfile::Nameless));
        let mut v = person();
        v["endpoints"]["sharedInbox"] = json!("https://evil.example/inbox");
        assert_eq!(read(&v).unwrap().delivery, "https://a.example/u/1/inbox");
        let mut v = person();
        v["publicKey"]["owner"] = json!("https://a.example/u/2");
        assert_eq!(read(&v).unwrap().keys, []);
        let mut v = person();
        v["publicKey"]["id"] = json!("https://evil.example/k");
        assert_eq!(read(&v).unwrap().keys, []);
    }

    #[test]
    fn several_keys_are_kept_and_those_of_others_are_not() {
        let mut v = person();
        v["assertionMethod"] = json!([
            { "id": "https://a.example/u/1#ed", "type": "Multikey",
              "controller": "https://a.example/u/1", "publicKeyMultibase": "z6Mk" },
            { "id": "https://a.example/u/2#ed", "type": "Multikey",
              "controller": "https://a.example/u/2", "publicKeyMultibase": "z6Mk" },
            "https://a.example/u/1#elsewhere"
        ]);
        v["generator"] = json!({ "type": "Application", "implements": [
            { "name": "RFC-9421", "href": "https://datatracker.ietf.org/doc/html/rfc9421" }] });
        let p = read(&v).unwrap();
        let ids: Vec<&str> = p.keys.iter().map(|k| k.0.as_str()).collect();
        assert_eq!(ids, ["https://a.example/u/1#main-key", "https://a.example/u/1#ed"]);
        assert!(p.reads_rfc9421);
        let key = |n: usize| {
            json!({ "id": format!("https://a.example/u/1#{n}"), "owner": "https://a.example/u/1",
                "publicKeyPem": "PEM" })
        };
        v["publicKey"] = (0..100).map(key).collect::<Vec<_>>().into();
        assert_eq!(read(&v).unwrap().keys.len(), 10);
    }

    #[test]
    fn where_an_actor_has_moved_to_is_read() {
        let mut v = person();
        assert_eq!(read(&v).unwrap().moved_to, None);
        v["movedTo"] = json!("https://b.example/u/9");
        assert_eq!(read(&v).unwrap().moved_to.as_deref(), Some("https://b.example/u/9"));
        for no in [json!("https://a.example/u/1"), json!("javascript:alert(1)"), json!(7)] {
            v["movedTo"] = no;
            assert_eq!(read(&v).unwrap().moved_to, None);
        }
    }

    #[test]
    fn what_is_no_actor_is_refused() {
        for kind in ["Note", "Create", "OrderedCollection", "Robot"] {
            let mut v = person();
            v["type"] = json!(kind);
            assert!(read(&v).is_err(), "{kind}");
        }
    }

    #[test]
    fn a_page_is_one_of_the_web() {
        for bad in
            ["javascript:alert(1)", "data:text/html,x", "//evil.example", "/x", "HTTPS:evil", ""]
        {
            let mut v = person();
            v["url"] = json!(bad);
            assert_eq!(read(&v).unwrap().url, None, "{bad}");
        }
        let mut v = person();
        v["url"] =
            json!([{ "type": "Link", "href": "javascript:alert(1)" }, "https://a.example/@elena"]);
        // The first address counts, and that one is none.
        assert_eq!(read(&v).unwrap().url, None);
    }

    /// Names are shown beside other words and must not turn them round.
    #[test]
    fn a_name_turns_no_writing_round() {
        for bad in [
            '\u{202a}', '\u{202b}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}',
            '\u{200b}', '\u{feff}', '\0', '\u{7}', '\n',
        ] {
            let mut v = person();
            v["name"] = json!(format!("Кмет{bad}Петров"));
            v["preferredUsername"] = json!(format!("mayor{bad}x"));
            v["nameMap"] = json!({ "bg": "x", "en": format!("Mayor{bad}x") });
            let p = read(&v).unwrap();
            assert!(!p.name.contains(bad) && !p.handle.contains(bad), "{bad:?}: {p:?}");
            assert!(p.texts.iter().all(|t| !t.name.contains(bad)), "{bad:?}");
        }
    }

    /// What is cleaned is as short in every language as in the first.
    #[test]
    fn no_language_says_more_than_a_summary() {
        fn counted(html: &str) -> String {
            assert!(html.len() <= document::MAX_SUMMARY, "{} bytes are cleaned", html.len());
            html.to_owned()
        }
        let mut v = person();
        let long = "x".repeat(500_000);
        v["nameMap"] = json!({ "bg": "Елена", "en": "Elena" });
        v["summaryMap"] = json!({ "bg": long, "en": long });
        assert!(Profile::read(&v, counted).is_ok());
    }

    #[test]
    fn addresses_hold_no_nul() {
        let mut v = person();
        v["followers"] = json!("https://a.example/u/1/followers\0");
        v["outbox"] = json!("https://a.example/u/1/outbox\0");
        v["url"] = json!("https://a.example/@e\0");
        let p = read(&v).unwrap();
        assert!(!format!("{p:?}").contains("\\0"), "{p:?}");
    }
}
