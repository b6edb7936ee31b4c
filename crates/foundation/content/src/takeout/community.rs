//! A community as one document, and what of it is brought into another one.

use domain::{
    ActorId, ContentId, Origin, Result,
    access::{Who, act},
};
use federation::actor;
use people::{communities, takeout};
use serde_json::{Value, json};
use store::{Query, Reader, args, statements};

use super::{
    FORMAT,
    file::{self, File},
    import::{self, Item},
    named,
};
use crate::{
    Publishing,
    activity::object::{self, Labels},
    federating::whole,
};

statements! {
    PUBLIC_IN_GROUP = "SELECT c.id, r.document FROM content c \
        LEFT JOIN remote_content r ON r.content_id = c.id WHERE c.group_id = $1 \
        AND c.position IS NULL AND c.state = 'published' AND c.visibility IN ('public', 'unlisted') \
        AND c.policy <> 'blocked' ORDER BY c.published_at, c.id";
    PINNED_IN_GROUP = "SELECT c.id, c.ap_id FROM content c WHERE c.group_id = $1 \
        AND c.pinned_at IS NOT NULL AND c.state = 'published' \
        AND c.visibility IN ('public', 'unlisted') AND c.policy <> 'blocked' \
        ORDER BY c.pinned_at DESC, c.id";
}

/// What it says of itself, its rules, who belongs to it as addresses, what is pinned, and all that is for
/// everybody as objects, whoever wrote it. Needs Facilitate.
pub async fn community(
    q: &mut Reader,
    p: &Publishing,
    labels: &dyn Labels,
    who: &Who,
    origin: Option<&Origin>,
    group: ActorId,
) -> Result<Value> {
    let known = communities::permitted::<act::Facilitate>(q, who, group).await?.into_inner();
    let row = actor::by_id(q, group).await?;
    let page = communities::page(q, who, &known.handle, &known.host, &known.lang).await?;
    let texts = page.texts.iter().map(|t| {
        json!({ "lang": t.lang.as_str(), "name": t.name, "headline": t.headline,
            "purpose": t.summary_md })
    });
    let members = takeout::members(q, group).await?;
    let members = members.into_iter().map(|m| {
        let mut o = named(origin, &m.actor);
        o["standing"] = m.standing.as_str().into();
        o
    });
    let iri = |id, iri: Option<String>| iri.or_else(|| origin.map(|o| object::object_iri(o, id)));
    let pinned: Vec<(ContentId, Option<String>)> = q.all(&PINNED_IN_GROUP, args![group]).await?;
    let pinned: Vec<_> = pinned.into_iter().map(|(id, ap_id)| iri(id, ap_id)).collect();
    Ok(json!({
        "format": FORMAT,
        "type": "community",
        "exported": p.store().now().rfc3339(),
        "actor": named(origin, &row),
        "profile": {
            "texts": texts.collect::<Vec<_>>(),
            "rules": page.rules_md,
            "sectors": page.sectors.iter().map(|s| s.slug()).collect::<Vec<_>>(),
            "languages": page.languages.iter().map(domain::Lang::as_str).collect::<Vec<_>>(),
            "joinPolicy": known.join_policy.as_str(),
        },
        "members": members.collect::<Vec<_>>(),
        "pinned": pinned,
        "content": objects(q, p, labels, origin, group).await?,
    }))
}

async fn objects(
    q: &mut Reader,
    p: &Publishing,
    labels: &dyn Labels,
    origin: Option<&Origin>,
    group: ActorId,
) -> Result<Vec<Value>> {
    let Some(origin) = origin else { return Ok(Vec::new()) };
    let rows: Vec<(ContentId, Option<String>)> = q.all(&PUBLIC_IN_GROUP, args![group]).await?;
    let mut all = Vec::new();
    for (id, document) in rows {
        if let Some(document) = document {
            all.extend(serde_json::from_str::<Value>(&document));
            continue;
        }
        let whole = whole(q, origin, id).await?;
        let kind = p.kinds().or_article(&whole.content.kind);
        all.push(object::object(origin, kind, &whole, labels).into());
    }
    Ok(all)
}

/// How the draft with the links is made: a kind that the community's room knows, and its title.
#[derive(Debug, Clone)]
pub struct Words {
    /// The kind of the draft.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// The language of the title.
    pub lang: domain::Lang,
}

/// Brings a community's document into a community here: description, rules, sectors and languages; an
/// invitation for each member who lives here; and a draft of whoever brings it in with links to what was
/// published, what was pinned first. Nothing is published in anybody's name. Needs Facilitate. Field `file`:
/// `content-error-import-…`.
pub async fn import_community(
    p: &Publishing,
    who: &Who,
    group: ActorId,
    text: &str,
    words: &Words,
) -> Result<()> {
    let File::Community(file) = file::read(text)? else {
        return Err(domain::Error::field("file", "content-error-import-other"));
    };
    communities::permitted::<act::Facilitate>(&mut p.store().read(), who, group).await?;
    let mut items = Vec::new();
    if let Some(profile) = file.get("profile").filter(|v| v.is_object()) {
        items.push(Item::new("description", profile.to_string()));
    }
    for member in file::addresses(&file, "members") {
        items.push(Item::new("invitation", member));
    }
    let body = file::links(&file);
    if !body.is_empty() {
        let value = json!({ "kind": words.kind, "lang": words.lang.as_str(), "title": words.title,
            "body": body });
        items.push(Item::new("links", value.to_string()));
    }
    import::begin(p.store(), who, Some(group), items).await
}
