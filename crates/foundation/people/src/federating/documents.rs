//! The documents of actors of this instance, and of activities by which one follows.

use async_trait::async_trait;
use domain::{ActorId, Origin, Result, Sector, Visibility, access::Who, id::RowId};
use federation::{
    Actor, ActorKind, ActorState, Live, actor, address, alias,
    document::{self, language_map},
    handler::Writer,
    iri::{self, Own},
    outgoing::{self, Logged, Verb},
    relay, remote,
};
use serde_json::{Map, Value, json};
use store::{Query, Reader, args, statements};

use crate::{communities, facets, follows};

statements! {
    AFFILIATED_TO = "SELECT a.* FROM affiliation f JOIN actor a ON a.id = f.organisation_id \
        WHERE f.person_id = $1 AND a.host = '' AND a.state = 'active'";
    ORGANISATION_ROW = "SELECT level, country, territory, nuts, population_band, website, details \
        FROM organisation WHERE actor_id = $1";
    RULES = "SELECT rules_md FROM community WHERE actor_id = $1";
    FACILITATING = "SELECT a.* FROM membership m JOIN actor a ON a.id = m.actor_id \
        WHERE m.group_id = $1 AND m.standing = 'facilitator' ORDER BY m.created_at, a.id LIMIT 100";
}

/// Writes them.
pub(super) struct Documents;

#[async_trait]
impl Writer for Documents {
    async fn activity(
        &self,
        mut q: Reader,
        live: &Live,
        row: &Logged,
    ) -> Result<Option<Map<String, Value>>> {
        if let Some(message) = row.message_id {
            return super::messages::activity(q, live, row, message).await;
        }
        let (None, Some(target)) = (row.content_id, row.target_id) else { return Ok(None) };
        let origin = &live.origin;
        let actor = actor::by_id(&mut q, row.actor_id).await?;
        if actor.kind == ActorKind::Instance {
            // What instances agree on among themselves is not about following.
            return Ok(None);
        }
        let target = actor::by_id(&mut q, target).await?;
        let (by, of) = (iri::of_actor(origin, &actor), iri::of_actor(origin, &target));
        let id = Own::Activity(row.activity_id).iri(origin);
        // A Follow of ours is named by its id, one of theirs by its IRI.
        let follow = |actor: &str, object: &str| {
            let iri = row.inner_id.parse::<RowId>();
            let iri = iri.map_or_else(|_| row.inner_id.clone(), |id| Own::Activity(id).iri(origin));
            json!({ "id": iri, "type": "Follow", "actor": actor, "object": object })
        };
        if let Some(group) = row.community().filter(|g| decides(row, &actor, *g)) {
            let group = actor::by_id(&mut q, group).await?;
            return decision(&mut q, live, row, &actor, &group, &target).await;
        }
        let object = match row.verb {
            Verb::Follow => of.clone().into(),
            Verb::Accept | Verb::Reject => follow(&of, &by),
            Verb::Undo => follow(&by, &of),
            Verb::Delete => of.clone().into(),
            Verb::Move => by.clone().into(),
            Verb::Update => match actor_document(q, live, &actor).await? {
                Some(document) => Value::Object(document),
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        let mut activity = document::activity(&id, row.verb.as_str(), &by, object);
        if row.verb == Verb::Move {
            activity.insert("target".into(), of.clone().into());
        }
        if matches!(row.verb, Verb::Update | Verb::Delete | Verb::Move) {
            activity.insert("to".into(), json!([address::PUBLIC]));
            activity.insert("cc".into(), json!([Own::Followers(actor.id).iri(origin)]));
        } else {
            activity.insert("to".into(), json!([of]));
        }
        Ok(Some(activity))
    }

    async fn actor(
        &self,
        q: Reader,
        live: &Live,
        actor: &Actor,
    ) -> Result<Option<Map<String, Value>>> {
        actor_document(q, live, actor).await
    }
}

/// Whether a row is about what a person is in a community.
fn decides(row: &Logged, by: &Actor, group: ActorId) -> bool {
    match row.verb {
        Verb::Add | Verb::Remove | Verb::Block | Verb::Announce => true,
        // Whoever takes her own Follow back is named first herself.
        Verb::Undo => by.id != group || by.kind == ActorKind::Group,
        _ => false,
    }
}

/// What was decided about what a person is in a community (`federation.md` §3).
async fn decision(
    q: &mut Reader,
    live: &Live,
    row: &Logged,
    by: &Actor,
    group: &Actor,
    person: &Actor,
) -> Result<Option<Map<String, Value>>> {
    let origin = &live.origin;
    let (id, doer) = (Own::Activity(row.activity_id).iri(origin), iri::of_actor(origin, by));
    let (place, whom) = (iri::of_actor(origin, group), iri::of_actor(origin, person));
    let mut a = document::activity(&id, row.verb.as_str(), &doer, whom.clone().into());
    match row.verb {
        Verb::Add | Verb::Remove => {
            let Some(list) = moderators_iri(q, origin, group).await? else { return Ok(None) };
            a.insert("target".into(), list.into());
        }
        Verb::Block => {
            a.insert("target".into(), place.clone().into());
            a.insert("removeData".into(), false.into());
            if !row.inner_id.is_empty() {
                a.insert("summary".into(), row.inner_id.clone().into());
            }
        }
        Verb::Undo | Verb::Announce => {
            let inner = match row.inner_id.parse::<RowId>() {
                Ok(inner) => outgoing::by_activity(q, inner).await?,
                Err(_) => None,
            };
            let inner = match inner {
                Some(inner) => {
                    let doer = actor::by_id(q, inner.actor_id).await?;
                    Box::pin(decision(q, live, &inner, &doer, group, person))
                        .await?
                        .map(Value::Object)
                }
                // Whoever was blocked by the house itself, or so long ago that the log is gone.
                None if row.verb == Verb::Undo => Some(json!({ "id": format!("{id}#undone"),
                    "type": "Block", "actor": doer, "object": whom, "target": place,
                    "to": [address::PUBLIC], "cc": [place, whom] })),
                None => None,
            };
            let Some(inner) = inner else { return Ok(None) };
            a.insert("object".into(), inner);
        }
        _ => return Ok(None),
    }
    let community = communities::by_id(q, &Who::System, group.id).await?;
    let public = community.visibility != Visibility::Members;
    if row.verb == Verb::Announce {
        relay::address_community(&mut a, &Own::Followers(group.id).iri(origin), public);
    } else {
        let to = if public { json!([address::PUBLIC]) } else { json!([]) };
        a.insert("to".into(), to);
        a.insert("cc".into(), json!([place, whom]));
        a.insert("audience".into(), place.into());
    }
    Ok(Some(a))
}

/// The list of those who host a community.
pub(super) async fn moderators_iri(
    q: &mut impl Query,
    origin: &Origin,
    group: &Actor,
) -> Result<Option<String>> {
    if group.is_local() {
        return Ok(Some(Own::Moderators(group.id).iri(origin)));
    }
    let text = remote::document_of(q, group.id).await?;
    let said: Value = serde_json::from_str(&text).unwrap_or_default();
    let iri = iri::of_actor(origin, group);
    let list = document::id(&said, "moderators").or_else(|| document::id(&said, "attributedTo"));
    Ok(list.filter(|l| document::same_origin(l, &iri)).map(str::to_owned))
}

/// The document of a local actor; `None` for one that is not shown to other instances.
async fn actor_document(
    mut q: Reader,
    live: &Live,
    actor: &Actor,
) -> Result<Option<Map<String, Value>>> {
    // A closed community can still be read.
    let closed = actor.state == ActorState::Closed && actor.kind == ActorKind::Group;
    if !actor.is_local() || !(actor.state == ActorState::Active || closed) {
        return Ok(None);
    }
    let mut o = base(&mut q, live, actor).await?;
    match actor.kind {
        ActorKind::Instance => {
            o.insert("gh:catalogue".into(), format!("{}{}", live.origin, iri::CATALOGUE).into());
        }
        ActorKind::Person => person(&mut q, live, actor, &mut o).await?,
        ActorKind::Organisation => organisation(&mut q, actor, &mut o).await?,
        ActorKind::Group => {
            if !group(&mut q, live, actor, &mut o).await? {
                return Ok(None);
            }
        }
    }
    Ok(Some(o))
}

/// The type of an actor on the wire.
pub fn type_of(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "Person",
        ActorKind::Organisation => "Organization",
        ActorKind::Group => "Group",
        ActorKind::Instance => "Application",
    }
}

/// What all actors have.
async fn base(q: &mut Reader, live: &Live, actor: &Actor) -> Result<Map<String, Value>> {
    let origin = &live.origin;
    let (id, kind) = (iri::of_actor(origin, actor), actor.kind);
    let mut o = Map::new();
    o.insert("id".into(), id.clone().into());
    o.insert("type".into(), type_of(kind).into());
    o.insert("preferredUsername".into(), actor.handle.clone().into());
    o.insert("webfinger".into(), format!("{}@{}", actor.handle, origin.authority()).into());
    o.insert("name".into(), actor.name.clone().into());
    o.insert("summary".into(), actor.summary_html.clone().into());
    let texts = actor::texts(q, actor.id).await?;
    if texts.len() > 1 {
        let maps = texts.iter().map(|t| (&t.lang, t.name.as_str()));
        o.insert("nameMap".into(), language_map(maps));
        let maps = texts.iter().map(|t| (&t.lang, t.summary_html.as_str()));
        o.insert("summaryMap".into(), language_map(maps));
    }
    let headlines = texts.iter().filter(|t| !t.headline.is_empty());
    let headlines: Vec<_> = headlines.map(|t| (&t.lang, t.headline.as_str())).collect();
    if !headlines.is_empty() {
        o.insert("gh:headline".into(), language_map(headlines));
    }
    o.insert("url".into(), page(live, actor).into());
    o.insert("inbox".into(), iri::inbox(origin, actor).into());
    o.insert("outbox".into(), Own::Outbox(actor.id).iri(origin).into());
    if kind != ActorKind::Instance {
        o.insert("followers".into(), Own::Followers(actor.id).iri(origin).into());
        let (sectors, languages) = facets::load(q, actor.id).await?;
        if !sectors.is_empty() {
            let sectors: Vec<String> = sectors.into_iter().map(Sector::iri).collect();
            o.insert("gh:sector".into(), sectors.into());
        }
        if !languages.is_empty() {
            let all = languages.iter().map(document::language);
            o.insert("language".into(), all.collect::<Vec<_>>().into());
        }
    }
    let aliases = alias::of(q, actor.id).await?;
    if !aliases.is_empty() {
        o.insert("alsoKnownAs".into(), aliases.into());
    }
    if let Some(to) = &actor.moved_to {
        o.insert("movedTo".into(), to.clone().into());
    }
    o.insert("endpoints".into(), json!({ "sharedInbox": iri::shared_inbox(origin) }));
    o.insert("discoverable".into(), actor.discoverable.into());
    o.insert("indexable".into(), actor.indexable.into());
    if actor.illustrative {
        o.insert("gh:illustrative".into(), true.into());
    }
    o.insert("published".into(), actor.created_at.rfc3339().into());
    o.insert("updated".into(), actor.updated_at.rfc3339().into());
    o.insert("generator".into(), generator());
    let now = live.client.now();
    for (key_id, text) in federation::own_keys::public_keys(q, actor.id, now).await? {
        if text.starts_with('z') {
            let key = json!({ "id": key_id, "type": "Multikey", "controller": id,
                "publicKeyMultibase": text });
            o.entry("assertionMethod").or_insert_with(|| json!([key]));
        } else {
            let key = json!({ "id": key_id, "owner": id, "publicKeyPem": text });
            o.entry("publicKey").or_insert(key);
        }
    }
    Ok(o)
}

/// What the server of this actor can do (FEP-844e).
fn generator() -> Value {
    json!({ "type": "Application", "name": "Guildhall", "implements": [{
        "name": "RFC-9421: HTTP Message Signatures",
        "href": "https://datatracker.ietf.org/doc/html/rfc9421" }] })
}

fn page(live: &Live, actor: &Actor) -> String {
    let (origin, handle) = (&live.origin, &actor.handle);
    match actor.kind {
        ActorKind::Person => format!("{origin}/people/{handle}"),
        ActorKind::Organisation => format!("{origin}/organisations/{handle}"),
        ActorKind::Group => format!("{origin}/communities/{handle}"),
        ActorKind::Instance => format!("{origin}/about"),
    }
}

async fn person(
    q: &mut Reader,
    live: &Live,
    actor: &Actor,
    o: &mut Map<String, Value>,
) -> Result<()> {
    o.insert("manuallyApprovesFollowers".into(), false.into());
    let organisation: Option<Actor> = q.optional(&AFFILIATED_TO, args![actor.id]).await?;
    if let Some(organisation) = organisation {
        let iri = iri::of_actor(&live.origin, &organisation);
        o.insert("gh:affiliation".into(), iri.into());
    }
    Ok(())
}

#[derive(store::FromRow)]
struct OrganisationRow {
    level: String,
    country: String,
    territory: String,
    nuts: String,
    population_band: String,
    website: String,
    details: store::JsonText<Value>,
}

async fn organisation(q: &mut Reader, actor: &Actor, o: &mut Map<String, Value>) -> Result<()> {
    let row: OrganisationRow = q.one(&ORGANISATION_ROW, args![actor.id]).await?;
    for (key, value) in [
        ("gh:level", row.level),
        ("gh:country", row.country),
        ("gh:territory", row.territory),
        ("gh:nuts", row.nuts),
        ("gh:populationBand", row.population_band),
        ("gh:website", row.website),
    ] {
        if !value.is_empty() {
            o.insert(key.into(), value.into());
        }
    }
    if row.details.as_object().is_some_and(|d| !d.is_empty()) {
        o.insert("gh:profile".into(), row.details.0);
    }
    Ok(())
}

/// False for a community that never leaves this instance.
async fn group(
    q: &mut Reader,
    live: &Live,
    actor: &Actor,
    o: &mut Map<String, Value>,
) -> Result<bool> {
    let community = communities::by_id(q, &Who::System, actor.id).await?;
    if community.visibility == Visibility::Local {
        return Ok(false);
    }
    let moderators = Own::Moderators(actor.id).iri(&live.origin);
    o.insert("attributedTo".into(), moderators.clone().into());
    o.insert("moderators".into(), moderators.into());
    o.insert("featured".into(), Own::Featured(actor.id).iri(&live.origin).into());
    let closed = actor.state == ActorState::Closed;
    o.insert("postingRestrictedToMods".into(), closed.into());
    if closed {
        o.insert("gh:closed".into(), true.into());
    }
    o.insert("sensitive".into(), false.into());
    // Lemmy takes it for a group whose content is for members only; approval alone is not that.
    if community.visibility == Visibility::Members {
        o.insert("manuallyApprovesFollowers".into(), true.into());
    }
    o.insert("gh:joinPolicy".into(), community.join_policy.as_str().into());
    let (rules,): (String,) = q.one(&RULES, args![actor.id]).await?;
    if !rules.is_empty() {
        o.insert("gh:rules".into(), rules.into());
    }
    Ok(true)
}

/// How many follow a local actor or are members of a local community.
pub async fn followers(q: &mut Reader, actor: &Actor) -> Result<i64> {
    match actor.kind {
        ActorKind::Group => {
            let community = communities::by_id(q, &Who::System, actor.id).await?;
            Ok(community.member_count)
        }
        ActorKind::Person | ActorKind::Organisation => follows::count(q, actor.id).await,
        ActorKind::Instance => Ok(0),
    }
}

/// Whoever has hosted a community longest of those who live here.
pub async fn first_host(q: &mut impl Query, group: ActorId) -> Result<Option<ActorId>> {
    let rows: Vec<Actor> = q.all(&FACILITATING, args![group]).await?;
    Ok(rows.into_iter().find(Actor::is_local).map(|a| a.id))
}

/// The IRIs of those who host a community, the first ones first.
pub async fn moderators(q: &mut Reader, live: &Live, group: ActorId) -> Result<Vec<String>> {
    let rows: Vec<Actor> = q.all(&FACILITATING, args![group]).await?;
    Ok(rows.iter().map(|a| iri::of_actor(&live.origin, a)).collect())
}
