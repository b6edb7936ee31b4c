//! The JSON Resource Descriptor (RFC 7033 §4.4): ours, and those of others.

use domain::Origin;
use serde::Serialize;
use serde_json::Value;

use super::Account;
use crate::{
    client::{ACTIVITY_JSON, is_activity},
    document::{self, keys},
};

const SELF: &str = "self";
const PROFILE_PAGE: &str = "http://webfinger.net/rel/profile-page";
const AVATAR: &str = "http://webfinger.net/rel/avatar";
const SUBSCRIBE: &str = "http://ostatus.org/schema/1.0/subscribe";

/// How many links of a peer are looked at.
const MAX_LINKS: usize = 50;
/// How many aliases of a peer are kept (`federation.md` §6).
const MAX_ALIASES: usize = 256;

/// What is said about a resource.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Jrd {
    /// `acct:user@host`, the canonical name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Other addresses of the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What there is to find.
    pub links: Vec<Link>,
}

/// One link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What the link is to the resource.
    pub rel: String,
    /// Its media type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Where it leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// Where it leads, with `{uri}` to be filled in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
}

/// What we say about one of our actors.
#[derive(Debug, Clone, Copy)]
pub struct Profile<'a> {
    /// Its handle.
    pub handle: &'a str,
    /// Its id.
    pub id: &'a str,
    /// Its page.
    pub page: &'a str,
    /// Its picture and the media type of that.
    pub avatar: Option<(&'a str, &'a str)>,
    /// Our page that lets a person of ours follow somebody elsewhere: a path with `{uri}`.
    pub subscribe: &'a str,
}

impl Jrd {
    /// What we say about an actor, with the links that are wanted (all when `rels` is empty).
    pub fn of(profile: &Profile<'_>, origin: &Origin, rels: &[String]) -> Self {
        let link = |rel: &str, media_type: Option<&str>, href: &str| Link {
            rel: rel.to_owned(),
            media_type: media_type.map(str::to_owned),
            href: Some(href.to_owned()),
            template: None,
        };
        let mut links = vec![
            link(SELF, Some(ACTIVITY_JSON), profile.id),
            link(PROFILE_PAGE, Some("text/html"), profile.page),
            Link {
                rel: SUBSCRIBE.to_owned(),
                template: Some(format!("{origin}{}", profile.subscribe)),
                ..Link::default()
            },
        ];
        links.extend(profile.avatar.map(|(href, media)| link(AVATAR, Some(media), href)));
        links.retain(|l| rels.is_empty() || rels.contains(&l.rel));
        Self {
            subject: Some(format!("acct:{}@{}", profile.handle, origin.authority())),
            aliases: vec![profile.id.to_owned(), profile.page.to_owned()],
            links,
        }
    }

    /// Reads what a peer says, as far as it makes sense.
    pub fn read(value: &Value) -> Self {
        let string = |v: &Value, key: &str| v.get(key).and_then(Value::as_str).map(str::to_owned);
        let links = document::each(value, "links").take(MAX_LINKS).filter_map(|l| {
            Some(Link {
                rel: string(l, keys::REL)?,
                media_type: string(l, keys::TYPE),
                href: string(l, keys::HREF),
                template: string(l, "template"),
            })
        });
        let aliases = document::each(value, "aliases").filter_map(Value::as_str);
        Self {
            subject: string(value, "subject"),
            aliases: aliases.take(MAX_ALIASES).map(str::to_owned).collect(),
            links: links.collect(),
        }
    }

    /// The id of the actor that it leads to; `None` when it leads to none, or to two.
    pub fn actor(&self) -> Option<&str> {
        let mut ids = self
            .links
            .iter()
            .filter(|l| l.rel == SELF && l.media_type.as_deref().is_some_and(is_activity))
            .filter_map(|l| l.href.as_deref());
        let first = ids.next()?;
        if ids.all(|id| id == first) { Some(first) } else { None }
    }

    /// Whether this answer to the question for `asked` makes it the handle of this actor.
    pub fn verdict(&self, asked: &Account, actor_id: &str) -> Verdict {
        if self.actor() != Some(actor_id) {
            return Verdict::Refused;
        }
        match &self.subject {
            // A subject is a should (RFC 7033 §4.4.1): whoever leaves it out means what was asked.
            None => Verdict::Confirmed,
            Some(subject) => match Account::parse(subject) {
                Some(subject) if subject == *asked => Verdict::Confirmed,
                Some(subject) => Verdict::AskFor(subject),
                None => Verdict::Refused,
            },
        }
    }
}

/// What an answer makes of a handle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The handle is this actor's.
    Confirmed,
    /// The answer says that this is the canonical handle; it has to say so itself.
    AskFor(Account),
    /// The handle is not this actor's.
    Refused,
}
