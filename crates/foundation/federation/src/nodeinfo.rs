//! NodeInfo 2.0 and 2.1: what this instance says of itself, and what others say of themselves.
//!
//! What a peer says here is a hint for people (and for presentation), never a ground for trust.

use domain::{Lang, Origin};
use serde_json::{Value, json};
use url::Url;

use crate::document::{self, keys};

/// The path of the discovery document.
pub const PATH: &str = "/.well-known/nodeinfo";

/// The versions we speak, best first.
pub const VERSIONS: [&str; 2] = ["2.1", "2.0"];

const SCHEMA: &str = "http://nodeinfo.diaspora.software/ns/schema/";

/// What this instance says of itself.
#[derive(Debug, Clone)]
pub struct NodeInfo {
    /// The name of the instance.
    pub name: String,
    /// One sentence about it.
    pub description: String,
    /// Its interface languages.
    pub languages: Vec<Lang>,
    /// NUTS or LAU code of the territory of its organisation, if there is one.
    pub territory: Option<String>,
    /// The ids of actors who run it (FEP-0151).
    pub staff: Vec<String>,
    /// Whether anybody may sign up.
    pub open_registrations: bool,
    /// Whether it federates at all (FEP-0151).
    pub federates: bool,
    /// How much it is used; `None` when its administrator does not tell.
    pub usage: Option<Usage>,
}

/// Counts, exact; they are rounded when they are told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Accounts.
    pub users: u64,
    /// Accounts seen in the last 30 days.
    pub active_month: u64,
    /// Accounts seen in the last 180 days.
    pub active_half_year: u64,
    /// Published things that are not comments, written here.
    pub posts: u64,
    /// Comments written here.
    pub comments: u64,
}

/// The discovery document: where the others are.
pub fn discovery(origin: &Origin) -> Value {
    let links: Vec<Value> = VERSIONS
        .iter()
        .map(|v| json!({ "rel": format!("{SCHEMA}{v}"), "href": format!("{origin}/nodeinfo/{v}") }))
        .collect();
    json!({ "links": links })
}

/// The media type of a version's document, which names its schema.
pub fn media_type(version: &str) -> String {
    format!("application/json; profile=\"{SCHEMA}{version}#\"")
}

/// A count that does not tell on anybody: the next ten up to a hundred, two digits beyond.
pub fn rounded(count: u64) -> u64 {
    let mut unit = 10;
    while count / unit >= 100 {
        unit *= 10;
    }
    if count <= 100 { count.div_ceil(10) * 10 } else { count / unit * unit }
}

impl NodeInfo {
    /// The document of a version in [`VERSIONS`]; `None` for any other.
    pub fn document(&self, version: &str) -> Option<Value> {
        let version = VERSIONS.into_iter().find(|v| *v == version)?;
        let usage = match self.usage {
            None => json!({ "users": {} }),
            Some(u) => json!({
                "users": {
                    "total": rounded(u.users),
                    "activeMonth": rounded(u.active_month),
                    "activeHalfyear": rounded(u.active_half_year),
                },
                "localPosts": rounded(u.posts),
                "localComments": rounded(u.comments),
            }),
        };
        let languages: Vec<&str> = self.languages.iter().map(Lang::as_str).collect();
        Some(json!({
            "version": version,
            "software": { "name": "guildhall", "version": env!("CARGO_PKG_VERSION") },
            "protocols": ["activitypub"],
            "services": { "inbound": [], "outbound": [] },
            "openRegistrations": self.open_registrations,
            "usage": usage,
            "metadata": {
                "nodeName": self.name,
                "nodeDescription": self.description,
                "staffAccounts": self.staff,
                "federation": { "enabled": self.federates },
                "languages": languages,
                "territory": self.territory,
            },
        }))
    }
}

/// What a peer says of itself; whatever it does not say is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Peer {
    /// The name of its software in lower case, at most 64 characters.
    pub software: String,
    /// The version of its software, at most 64 characters.
    pub version: String,
    /// Its own name, at most 200 characters.
    pub name: String,
    /// Whether anybody may sign up.
    pub open_registrations: Option<bool>,
}

/// Where a discovery document says the best version we can read is. The address must be of the
/// origin that was asked, which is given with it: the link is a peer's to write (CVE-2026-62857).
pub fn link(discovery: &Value, asked: &Url) -> Option<Url> {
    VERSIONS.iter().find_map(|version| {
        document::each(discovery, "links").take(20).find_map(|l| {
            let rel = l.get(keys::REL)?.as_str()?;
            let schema = rel.split_once("://")?.1;
            let ours = SCHEMA.split_once("://")?.1;
            let href = l.get(keys::HREF)?.as_str()?;
            let url = asked.join(href).ok()?;
            let right = schema.strip_prefix(ours)? == *version && url.origin() == asked.origin();
            right.then_some(url)
        })
    })
}

impl Peer {
    /// Reads a document of any version.
    pub fn read(value: &Value) -> Self {
        let short = |v: Option<&Value>, max: usize| {
            let text = v.and_then(Value::as_str).unwrap_or_default();
            domain::text::line(text).chars().take(max).collect::<String>()
        };
        let software = value.get("software");
        Self {
            // Some letters become two in lower case.
            software: short(software.and_then(|s| s.get(keys::NAME)), 64)
                .to_lowercase()
                .chars()
                .take(64)
                .collect(),
            version: short(software.and_then(|s| s.get("version")), 64),
            name: short(value.get("metadata").and_then(|m| m.get("nodeName")), 200),
            open_registrations: document::boolean(value, "openRegistrations"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info() -> NodeInfo {
        NodeInfo {
            name: "София".into(),
            description: "x".into(),
            languages: vec![Lang::bulgarian(), Lang::english()],
            territory: Some("BG411".into()),
            staff: vec!["https://city.example/ap/actor/1".into()],
            open_registrations: false,
            federates: true,
            usage: Some(Usage { users: 1234, active_month: 7, posts: 0, ..Usage::default() }),
        }
    }

    #[test]
    fn both_versions_are_found_and_read() {
        let origin = Origin::parse("https://city.example").unwrap();
        let asked = Url::parse("https://city.example/.well-known/nodeinfo").unwrap();
        let best = link(&discovery(&origin), &asked).unwrap();
        assert_eq!(best.as_str(), "https://city.example/nodeinfo/2.1");
        for version in VERSIONS {
            let d = info().document(version).unwrap();
            assert_eq!(d["version"], version);
            assert_eq!(d["usage"]["users"]["total"], 1200);
            assert_eq!(d["usage"]["users"]["activeMonth"], 10);
            assert_eq!(d["usage"]["localPosts"], 0);
            let peer = Peer::read(&d);
            assert_eq!((&*peer.software, &*peer.name), ("guildhall", "София"));
            assert_eq!(peer.open_registrations, Some(false));
        }
        assert!(info().document("1.0").is_none());
        let silent = NodeInfo { usage: None, ..info() };
        assert_eq!(silent.document("2.0").unwrap()["usage"], json!({ "users": {} }));
        assert!(media_type("2.0").ends_with("schema/2.0#\""));
    }

    #[test]
    fn counts_are_rounded() {
        for (n, r) in [
            (0, 0),
            (1, 10),
            (10, 10),
            (95, 100),
            (100, 100),
            (101, 100),
            (109, 100),
            (1999, 1900),
            (123_456, 120_000),
        ] {
            assert_eq!(rounded(n), r, "{n}");
        }
        let _ = rounded(u64::MAX);
    }

    #[test]
    fn links_elsewhere_are_not_followed() {
        let asked = Url::parse("https://peer.example/.well-known/nodeinfo").unwrap();
        let rel = "https://nodeinfo.diaspora.software/ns/schema/2.0";
        let of = |href: &str| link(&json!({ "links": [{ "rel": rel, "href": href }] }), &asked);
        assert!(of("https://peer.example/n/2.0").is_some());
        assert!(of("/nodeinfo/2.0.json").is_some());
        for bad in [
            "https://169.254.169.254/",
            "http://peer.example/n",
            "https://other.example/n",
            "file:///etc/passwd",
            "https://peer.example:8443/n",
            "http://[",
        ] {
            assert!(of(bad).is_none(), "{bad}");
        }
        assert!(link(&json!({ "links": "x" }), &asked).is_none());
        assert!(link(&json!({ "links": { "rel": rel, "href": "/one" } }), &asked).is_some());
    }

    #[test]
    fn peers_say_what_they_like() {
        let odd = json!({ "software": { "name": "MASTODON\u{0}", "version": 4 }, "openRegistrations": "x" });
        let peer = Peer::read(&odd);
        assert_eq!((&*peer.software, &*peer.version), ("mastodon", ""));
        assert_eq!(Peer::read(&json!({ "software": "x", "metadata": [] })), Peer::default());
        assert_eq!(
            Peer::read(&json!({ "software": { "name": "x".repeat(500) } })).software.len(),
            64
        );
        let long = Peer::read(&json!({ "software": { "name": "İ".repeat(64) } })).software;
        assert_eq!(long.chars().count(), 64);
    }
}
