//! Activities about things, as documents; things and their collections as they are served.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    ActorId, ContentId, Origin, Result, Visibility,
    access::{State, Who},
    id::RowId,
};
use federation::{
    Actor, ActorKind, Federation, Live, actor, address,
    document::{self, activity},
    handler::Writer,
    iri::{self, Own},
    outgoing::{self, Logged, Verb},
    relay, remote,
};
use serde_json::{Map, Value, json};
use store::{Query, Reader, args, statements};

use super::{
    Cleared, lineage,
    whole::{followers_iri, whole},
};
use crate::{
    Publishing,
    activity::object::{self, Labels, Whole, iri_of},
    catalogue,
    model::Content,
    sql, versions,
};

statements! {
    NEWEST_OF_GROUP = "SELECT c.id, c.ap_id FROM content c WHERE c.group_id = $1 AND c.root_id IS NULL \
        AND c.state = 'published' AND c.policy = 'open' AND (c.visibility IN ('public', 'unlisted') \
        OR (c.visibility = 'members' AND $3)) ORDER BY c.published_at DESC, c.id DESC LIMIT $2";
    PINNED_OF_GROUP = "SELECT c.id, c.ap_id FROM content c WHERE c.group_id = $1 \
        AND c.pinned_at IS NOT NULL AND c.state = 'published' AND c.policy = 'open' AND (c.visibility IN ('public', 'unlisted') \
        OR (c.visibility = 'members' AND $3)) ORDER BY c.pinned_at DESC LIMIT $2";
    FIRST_ANNOUNCED = "SELECT * FROM outgoing_activity WHERE content_id = $1 AND kind = 'announce' \
        AND actor_id = $2 AND (inner_id <> '' OR document IS NOT NULL) ORDER BY id LIMIT 1";
    DOCUMENT_OF = "SELECT document FROM remote_content WHERE content_id = $1";
    IN_CONTEXT = "SELECT c.id, c.ap_id FROM content c WHERE (c.root_id = $1 OR c.id = $1) \
        AND c.position IS NULL AND c.state = 'published' AND c.policy <> 'blocked' AND (c.visibility IN ('public', 'unlisted') \
        OR (c.visibility = 'members' AND $3)) ORDER BY c.published_at, c.id LIMIT $2";
}

/// How many things a collection shows on its first page, which is all that newcomers fetch.
const NEWEST: i64 = 20;
/// How many a conversation shows at once.
const CONTEXT: i64 = 500;

/// Writes them.
pub(super) struct Documents {
    pub publishing: Publishing,
    pub labels: Arc<dyn Labels>,
}

#[async_trait]
impl Writer for Documents {
    async fn activity(
        &self,
        mut q: Reader,
        live: &Live,
        row: &Logged,
    ) -> Result<Option<Map<String, Value>>> {
        match row.content_id {
            Some(content) => self.about(q, live, row, content).await,
            None => catalogue::document(&mut q, live, row).await,
        }
    }

    async fn unlogged(
        &self,
        mut q: Reader,
        live: &Live,
        id: RowId,
    ) -> Result<Option<Map<String, Value>>> {
        let content = match sql::load(&mut q, &Who::System, ContentId(id.0)).await {
            Ok(content) => content,
            Err(domain::Error::NotFound) => return Ok(None),
            Err(e) => return Err(e),
        };
        let hosted = content.group_id.filter(|_| content.home.is_empty());
        match hosted {
            Some(group) if is_served(&content) && content.root_id.is_none() => {
                Ok(Some(announcement(&live.origin, group, &content)))
            }
            _ => Ok(None),
        }
    }
}

impl Documents {
    async fn about(
        &self,
        mut q: Reader,
        live: &Live,
        row: &Logged,
        id: ContentId,
    ) -> Result<Option<Map<String, Value>>> {
        let origin = &live.origin;
        let actor = actor::by_id(&mut q, row.actor_id).await?;
        let by = iri::of_actor(origin, &actor);
        let own = Own::Activity(row.activity_id).iri(origin);
        let whole = whole(&mut q, origin, id).await?;
        let content = &whole.content;
        // Whoever wrote the row: what stays here has no document.
        if !object::leaves(content) {
            return Ok(None);
        }
        let thing = iri_of(origin, content);
        let offers = matches!(row.verb, Verb::Offer | Verb::Accept | Verb::Reject)
            || (row.verb == Verb::Undo && row.target_id.is_some());
        if offers {
            let (kinds, labels) = (self.publishing.kinds(), &*self.labels);
            return versions::document::written(&mut q, live, kinds, labels, row, &whole).await;
        }
        let make = |object: Value| activity(&own, row.verb.as_str(), &by, object);
        Ok(Some(match row.verb {
            Verb::Create | Verb::Update => {
                if content.state != State::Published || !content.host.is_empty() {
                    return Ok(None);
                }
                let object = self.object(origin, &whole);
                let mut a = make(Value::Null);
                for key in ["to", "cc", "audience", "tag", "published", "updated"] {
                    if let Some(value) = object.get(key) {
                        a.insert(key.into(), value.clone());
                    }
                }
                a.insert("object".into(), object.into());
                a
            }
            Verb::Announce if row.inner_id.is_empty() => {
                if content.state != State::Published {
                    return Ok(None);
                }
                let mut a = announcement(origin, actor.id, content);
                if content.host.is_empty() {
                    a.insert("object".into(), self.object(origin, &whole).into());
                }
                a
            }
            Verb::Announce => {
                let Some(inner) = self.inner(q, live, &row.inner_id).await? else {
                    return Ok(None);
                };
                let mut a = make(inner.into());
                let followers = followers_iri(origin, actor.id);
                let public = object::is_public(content.visibility);
                relay::address_community(&mut a, &followers, public);
                a
            }
            Verb::Undo => {
                let inner = match self.inner(q, live, &row.inner_id).await? {
                    Some(inner) => Value::Object(inner),
                    // What is undone left no row here, or so long ago that the log is gone.
                    None => {
                        let id = format!("{own}#undone");
                        let mut inner = activity(&id, &row.inner_id, &by, thing.clone().into());
                        address_whole(&mut inner, &whole);
                        Value::Object(inner)
                    }
                };
                let mut a = make(inner);
                address_whole(&mut a, &whole);
                a
            }
            Verb::Delete => {
                let mut tombstone = object::tombstone(
                    &thing,
                    Some(self.publishing.kinds().or_article(&content.kind)),
                    content.updated_at,
                );
                tombstone.remove("@context");
                let mut a = make(tombstone.into());
                address_whole(&mut a, &whole);
                // Lemmy looks for everybody in `to` alone.
                if object::is_public(content.visibility) {
                    let group = whole.names.group_iri.iter().cloned();
                    let to: Vec<String> =
                        [address::PUBLIC.to_owned()].into_iter().chain(group).collect();
                    a.insert("to".into(), to.into());
                }
                if !row.inner_id.is_empty() {
                    // Lemmy takes a Delete with a summary for a removal by a moderator.
                    a.insert("summary".into(), row.inner_id.clone().into());
                }
                a
            }
            Verb::Like | Verb::Lock => {
                let mut a = make(thing.into());
                address_whole(&mut a, &whole);
                a
            }
            Verb::Add | Verb::Remove if !row.inner_id.is_empty() => {
                let (object, list) = lineage::listing(origin, id, &row.inner_id);
                let mut a = make(object);
                a.insert("target".into(), list);
                address_whole(&mut a, &whole);
                a
            }
            Verb::Add | Verb::Remove => {
                let mut a = make(thing.into());
                let group = match content.group_id {
                    Some(group) => actor::by_id(&mut q, group).await?,
                    None => return Ok(None),
                };
                let Some(featured) = featured_iri(&mut q, origin, &group).await? else {
                    return Ok(None);
                };
                a.insert("target".into(), featured.into());
                address_whole(&mut a, &whole);
                a
            }
            Verb::Flag => {
                // Whom it is about stands first: Mastodon and GoToSocial insist on an account, and on
                // a list.
                let mut a = make(json!([whole.names.author, thing]));
                let to = whole.names.group_iri.clone().unwrap_or(whole.names.author.clone());
                a.insert("to".into(), json!([to]));
                a.insert("content".into(), row.inner_id.clone().into());
                a.insert("summary".into(), row.inner_id.clone().into());
                a
            }
            Verb::Resolve => {
                let Some(reporter) = row.target_id else { return Ok(None) };
                let reporter = iri::of_actor(origin, &actor::by_id(&mut q, reporter).await?);
                let mut a = make(json!({ "id": row.inner_id, "type": "Flag",
                    "actor": reporter, "object": thing }));
                a.insert("to".into(), json!([reporter]));
                if let Some(group) = &whole.names.group_iri {
                    a.insert("audience".into(), group.clone().into());
                }
                a
            }
            Verb::Accept | Verb::Follow | Verb::Reject | Verb::Block | Verb::Offer | Verb::Move => {
                return Ok(None);
            }
        }))
    }

    /// Another activity of ours, as it stands inside this one.
    async fn inner(
        &self,
        mut q: Reader,
        live: &Live,
        id: &str,
    ) -> Result<Option<Map<String, Value>>> {
        let Ok(id) = id.parse::<RowId>() else { return Ok(None) };
        let Some(row) = outgoing::by_activity(&mut q, id).await? else { return Ok(None) };
        match (row.content_id, &row.document) {
            (_, Some(text)) => Ok(serde_json::from_str(text).ok()),
            (Some(content), None) => Box::pin(self.about(q, live, &row, content)).await,
            (None, None) => Ok(None),
        }
    }

    fn object(&self, origin: &Origin, whole: &Whole) -> Map<String, Value> {
        let kind = self.publishing.kinds().or_article(&whole.content.kind);
        object::object(origin, kind, whole, &*self.labels)
    }
}

/// The list of what is pinned in a community; `None` where it has none.
pub(super) async fn featured_iri(
    q: &mut impl Query,
    origin: &Origin,
    group: &Actor,
) -> Result<Option<String>> {
    if group.is_local() {
        return Ok(Some(Own::Featured(group.id).iri(origin)));
    }
    let text = remote::document_of(q, group.id).await?;
    let said: Value = serde_json::from_str(&text).unwrap_or_default();
    let iri = iri::of_actor(origin, group);
    let list = document::id(&said, "featured").filter(|l| document::same_origin(l, &iri));
    Ok(list.map(str::to_owned))
}

/// `Announce` of a thing by a community of this instance, by its id alone.
fn announcement(origin: &Origin, group: ActorId, content: &Content) -> Map<String, Value> {
    let id = Own::Activity(content.id.0.into()).iri(origin);
    let actor = Own::Actor(group).iri(origin);
    let mut a = activity(&id, "Announce", &actor, iri_of(origin, content).into());
    let public = object::is_public(content.visibility);
    relay::address_community(&mut a, &followers_iri(origin, group), public);
    let published = content.published_at.unwrap_or(content.created_at);
    a.insert("published".into(), published.rfc3339().into());
    a
}

/// Addressed as the thing itself.
fn address_whole(a: &mut Map<String, Value>, whole: &Whole) {
    let names = &whole.names;
    if let Some(audience) = object::audience(whole.content.visibility, names) {
        audience.addresses(&[names.author.as_str()]).write(a);
    }
}

fn is_served(content: &Content) -> bool {
    content.state == State::Published && object::is_public(content.visibility)
}

/// Whether a document of this thing may be given, with what whoever asks has shown.
pub(super) fn may_have(content: &Content, cleared: Option<&Cleared>) -> bool {
    object::is_public(content.visibility)
        || (content.visibility == Visibility::Members && Cleared::covers(cleared, content.group_id))
}

/// What is answered to whoever asks for a thing by its id.
#[derive(Debug, Clone, PartialEq)]
pub enum Served {
    /// The thing.
    Object(Map<String, Value>),
    /// It was withdrawn: its tombstone, with 410.
    Gone(Map<String, Value>),
    /// It was removed and may come back: its tombstone, with 200 (FEP-4f05).
    Removed(Map<String, Value>),
}

/// A thing of this instance as an ActivityPub object, with its `@context`.
/// [`domain::Error::NotFound`] for what lives elsewhere, what was never published and what is not
/// for whoever asks.
pub async fn served(
    q: &mut impl Query,
    publishing: &Publishing,
    labels: &dyn Labels,
    origin: &Origin,
    id: ContentId,
    cleared: Option<&Cleared>,
) -> Result<Served> {
    let content = sql::load(q, &Who::System, id).await?;
    let hidden =
        !content.host.is_empty() || !may_have(&content, cleared) || content.state == State::Draft;
    if hidden || content.published_at.is_none() {
        return Err(domain::Error::NotFound);
    }
    let kind = publishing.kinds().or_article(&content.kind);
    let iri = object::object_iri(origin, id);
    let orphan = content.is_voice() && content.root_state != State::Published;
    Ok(match content.state {
        State::Published if orphan => {
            Served::Removed(object::tombstone(&iri, Some(kind), content.updated_at))
        }
        State::Deleted => Served::Gone(object::tombstone(&iri, Some(kind), content.updated_at)),
        State::Removed => Served::Removed(object::tombstone(&iri, Some(kind), content.updated_at)),
        State::Published | State::Draft => {
            let whole = whole(q, origin, id).await?;
            Served::Object(document::with_context(object::object(origin, kind, &whole, labels)))
        }
    })
}

fn iris(origin: &Origin, rows: Vec<(ContentId, Option<String>)>) -> Vec<String> {
    let iri = |(id, iri): (ContentId, Option<String>)| {
        iri.unwrap_or_else(|| object::object_iri(origin, id))
    };
    rows.into_iter().map(iri).collect()
}

fn collection(id: &str, items: Vec<Value>, total: usize) -> Map<String, Value> {
    let mut o = Map::new();
    o.insert("id".into(), id.into());
    o.insert("type".into(), "OrderedCollection".into());
    o.insert("totalItems".into(), total.into());
    o.insert("orderedItems".into(), items.into());
    o
}

/// What a local actor did last: a community announces, others create. At most 20, each whole: other
/// software takes nothing by its id alone.
pub async fn outbox(
    federation: &Federation,
    live: &Live,
    actor: &Actor,
    cleared: Option<&Cleared>,
) -> Result<Map<String, Value>> {
    let mut q = federation.store().read();
    let id = Own::Outbox(actor.id).iri(&live.origin);
    let inside = Cleared::covers(cleared, Some(actor.id));
    let mut items = Vec::new();
    if actor.kind == ActorKind::Group {
        let rows: Vec<(ContentId, Option<String>)> =
            q.all(&NEWEST_OF_GROUP, args![actor.id, NEWEST, inside]).await?;
        for (id, _) in rows {
            let row: Option<Logged> = q.optional(&FIRST_ANNOUNCED, args![id, actor.id]).await?;
            let text = match row {
                Some(row) => federation.activity(live, &row).await?,
                None => None,
            };
            items.push(match text.and_then(|t| serde_json::from_str(&t).ok()) {
                Some(activity) => without_context(activity),
                None => {
                    let content = sql::load(&mut q, &Who::System, id).await?;
                    Value::Object(announcement(&live.origin, actor.id, &content))
                }
            });
        }
    } else {
        for row in outgoing::created_by(&mut q, actor.id, NEWEST).await? {
            let Some(id) = row.content_id else { continue };
            let content = sql::load(&mut q, &Who::System, id).await?;
            if !is_served(&content) {
                continue;
            }
            let text = federation.activity(live, &row).await?;
            items.extend(text.and_then(|t| serde_json::from_str(&t).ok()).map(without_context));
        }
    }
    let total = items.len();
    Ok(collection(&id, items, total))
}

fn without_context(mut document: Value) -> Value {
    if let Some(o) = document.as_object_mut() {
        o.shift_remove("@context");
    }
    document
}

/// What is pinned in a community of this instance, each whole.
pub async fn featured(
    q: &mut impl Query,
    publishing: &Publishing,
    labels: &dyn Labels,
    origin: &Origin,
    group: ActorId,
    cleared: Option<&Cleared>,
) -> Result<Map<String, Value>> {
    let inside = Cleared::covers(cleared, Some(group));
    let rows: Vec<(ContentId, Option<String>)> =
        q.all(&PINNED_OF_GROUP, args![group, NEWEST, inside]).await?;
    let mut items = Vec::new();
    for (id, iri) in rows {
        items.push(match iri {
            None => {
                let whole = whole(q, origin, id).await?;
                let kind = publishing.kinds().or_article(&whole.content.kind);
                Value::Object(object::object(origin, kind, &whole, labels))
            }
            // What lives elsewhere as it came from there.
            Some(iri) => {
                let row: Option<(String,)> = q.optional(&DOCUMENT_OF, args![id]).await?;
                let document = row.and_then(|r| serde_json::from_str(&r.0).ok());
                document.map_or_else(|| Value::from(iri), without_context)
            }
        });
    }
    let total = items.len();
    Ok(collection(&Own::Featured(group).iri(origin), items, total))
}

/// A conversation as a collection that its community owns (FEP-7888): the thing and all answers.
/// [`domain::Error::NotFound`] for what is not for whoever asks.
pub async fn context(
    q: &mut impl Query,
    origin: &Origin,
    root: ContentId,
    cleared: Option<&Cleared>,
) -> Result<Map<String, Value>> {
    let content = sql::load(q, &Who::System, root).await?;
    let here = content.home.is_empty() || content.host.is_empty();
    if !here || content.root_id.is_some() || !may_have(&content, cleared) {
        return Err(domain::Error::NotFound);
    }
    if content.state != State::Published {
        return Err(domain::Error::NotFound);
    }
    let rows = q
        .all(&IN_CONTEXT, args![root, CONTEXT, Cleared::covers(cleared, content.group_id)])
        .await?;
    let items: Vec<Value> = iris(origin, rows).into_iter().map(Value::from).collect();
    let total = usize::try_from(content.comment_count).unwrap_or(0) + 1;
    let mut o = collection(&Own::Context(root).iri(origin), items, total);
    if let Some(group) = content.group_id.filter(|_| content.home.is_empty()) {
        o.insert("attributedTo".into(), Own::Actor(group).iri(origin).into());
    }
    Ok(o)
}
